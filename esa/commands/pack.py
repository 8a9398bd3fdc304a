"""python -m esa pack: the board pack as a PDF to print and a workbook of every table behind it."""

import argparse
from pathlib import Path

from esa.changes.compare import changes
from esa.changes.registers import last_changed
from esa.changes.stuck import state_of, stuck_since
from esa.commands.history import add_force, add_place, as_frozen, store_of
from esa.commands.reading import read, refuse
from esa.history.meetings import Meeting, meeting_of, meetings
from esa.history.store import Store
from esa.judged import Judged
from esa.rules.vocabulary import REPORTED, VERIFIED
from esa.telling.standpoint import Since, Standpoint

MOST_STATES = 12  # meetings looked back at, for since when points have been stuck


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "pack", help="เอกสารประกอบการประชุม PDF และ Excel · the board pack as .pdf and .xlsx"
    )
    command.add_argument("office", help="โฟลเดอร์หรือที่อยู่ชีต · folder or Sheet's address")
    command.add_argument("out", help="โฟลเดอร์ที่จะเขียน · the folder to write into")
    command.add_argument(
        "--meeting", help="ข้อมูลที่บันทึกไว้ของการประชุม เช่น 11/2557 · as frozen for this meeting"
    )
    command.add_argument(
        "--since", help="เทียบกับครั้งที่ (หากไม่ใส่ ใช้ครั้งก่อน) · compare with this meeting, else the last"
    )
    add_place(command)
    command.add_argument("--digits", choices=("thai", "arabic"), default="thai")
    command.add_argument(
        "--verified", action="store_true", help="นับเฉพาะหลักฐานที่ตรวจแล้ว · checked evidence only"
    )
    add_force(command)
    command.set_defaults(do=pack)


def pack(chosen: argparse.Namespace) -> int:
    """Write both files; 2 where one is there already, or a meeting that was named isn't."""
    # these take a while to load, and only this command needs them
    from esa.documents.pdf import pdf
    from esa.documents.workbook import book, pack_name
    from esa.telling.agenda import topics

    now, shown, before, store = _states(chosen)
    out = Path(chosen.out).expanduser()
    name = pack_name(now.office, shown)
    paths = [out / f"{name}.pdf", out / f"{name}.xlsx"]
    there = [path.name for path in paths if path.exists()]
    if there and not chosen.force:
        return refuse(
            f"มีไฟล์ {', '.join(there)} อยู่แล้ว หากจะเขียนทับ ให้ใส่ --force · exists, use --force"
        )
    try:
        out.mkdir(parents=True, exist_ok=True)  # before the seconds that the rest takes
        at = _standpoint(store, chosen, now, shown, before)
        told = topics(at)
        for path, data in zip(
            paths, (pdf(at, told, chosen.digits == "thai"), book(at, told)), strict=True
        ):
            path.write_bytes(data)
            print(f"{path} ({len(data):,} bytes)")
    except OSError as error:
        return refuse(f"เขียนลง {out} ไม่ได้ ({error.strerror}) · can't be written")
    return 0


def _states(
    chosen: argparse.Namespace,
) -> tuple[Judged, Meeting | None, Meeting | None, Store]:
    """The state shown, the meeting that froze it, the meeting to compare with. SourceError,
    MeetingError."""
    store = store_of(chosen.office, chosen)
    shown = meeting_of(store, chosen.meeting) if chosen.meeting else None
    now = _judged(store, shown, chosen.office) if shown else Judged(read(chosen.office))
    before = meeting_of(store, chosen.since) if chosen.since else None
    if before is None:
        before = next(reversed(_earlier(store, now, shown)), None)
    return now, shown, before, store


def _earlier(store: Store, now: Judged, shown: Meeting | None) -> list[Meeting]:
    known = meetings(store).meetings
    if shown:
        return known[: [each.number for each in known].index(shown.number)]
    return [each for each in known if each.meeting_date < now.office.today]


def _standpoint(
    store: Store,
    chosen: argparse.Namespace,
    now: Judged,
    shown: Meeting | None,
    before: Meeting | None,
) -> Standpoint:
    reading = VERIFIED if chosen.verified else REPORTED
    if before is None:
        return Standpoint(now, reading, shown)
    then = _judged(store, before, chosen.office)
    earlier = _earlier(store, now, shown)[-MOST_STATES:]
    states = [
        state_of(_judged(store, each, chosen.office), each.meeting_date, each.number)
        for each in earlier
    ]
    day = shown.meeting_date if shown else now.office.today
    states.append(state_of(now, day, shown.number if shown else ""))
    held, still = (stuck_since(states, unchanged) for unchanged in (False, True))
    moved = last_changed([(each.day, each.held) for each in states])
    since = Since(before, then, changes(then, now))
    return Standpoint(now, reading, shown, since, held, still, moved)


def _judged(store: Store, meeting: Meeting, office: str) -> Judged:
    return Judged(as_frozen(store, meeting, office))
