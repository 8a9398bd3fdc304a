"""python -m esa history: list what was kept, or restore a past state to a folder of workbooks."""

import argparse
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from esa import thai
from esa.commands.reading import UNREADABLE, address_of, named, read, refuse
from esa.history.meetings import (
    Listed,
    Meeting,
    MeetingError,
    counted_th,
    meeting_of,
    meetings,
    office_of,
    show_moment,
)
from esa.history.of_sample import OFFICE as SAMPLE
from esa.history.of_sample import make_history
from esa.history.past import Moment, moments, opened
from esa.history.place import place_of
from esa.history.restore import restore
from esa.history.store import Store
from esa.reading.office import BANGKOK, Office
from esa.reading.problems import Problem
from esa.sources.workbook import Fault
from esa.telling.texts import unfolded

RESTORE = "restore"
NAMED = 5  # workbooks that are named; more are counted


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("history", help="ดูหรือกู้ข้อมูลย้อนหลัง · list or restore past states")
    command.add_argument(
        "words",
        nargs="*",
        metavar="OFFICE | restore MOMENT_OR_MEETING OUT [OFFICE]",
        help="สำนักงาน (โฟลเดอร์หรือที่อยู่ชีต) · the office; ครั้งที่หรือวันเวลา · meeting or moment; "
        "โฟลเดอร์ใหม่ · a new folder",
    )
    add_place(command)
    command.set_defaults(do=history)


def add_place(command: argparse.ArgumentParser) -> None:
    command.add_argument("--place", help="ที่เก็บประวัติ โฟลเดอร์หรือ s3://… · where the history is kept")


def add_force(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--force", action="store_true", help="เขียนทับไฟล์เดิม · write over files that are there"
    )


def now_or_frozen(chosen: argparse.Namespace) -> tuple[Office, Meeting | None]:
    """The office as it is now, or with the meeting that froze it, where --meeting names one.
    SourceError, MeetingError."""
    if not chosen.meeting:
        return read(chosen.office), None
    store = store_of(chosen.office, chosen)
    meeting = meeting_of(store, chosen.meeting)
    return as_frozen(store, meeting, chosen.office), meeting


def as_frozen(store: Store, meeting: Meeting, office: str) -> Office:
    """The office that stands there as it was for a meeting."""
    return office_of(store, meeting, is_sample=address_of(office) == str(SAMPLE))


def history(chosen: argparse.Namespace) -> int:
    """List readings and meetings, or restore; 2 where something can't be opened."""
    words = list(chosen.words)
    restoring = words[:1] == [RESTORE]
    wanted = (3, 4) if restoring else (0, 1)
    if len(words) not in wanted:
        return refuse("history [OFFICE] | history restore MOMENT_OR_MEETING OUT [OFFICE]")
    store = store_of(words[3] if len(words) == 4 else "".join(words[:1] * (not restoring)), chosen)
    return _restored(store, words[1], words[2]) if restoring else _listed(store)


def store_of(office: str, chosen: argparse.Namespace) -> Store:
    """The history of that office ("": as `run` would open), or the one that --place names.

    That of the sample is made where it isn't there yet. SourceError.
    """
    if chosen.place:
        return Store(chosen.place)
    address = address_of(office or named())
    store = Store(place_of(address))
    if address == str(SAMPLE):
        try:
            make_history(store)
        except MeetingError as error:  # the disk is full or read-only: what is there is shown
            print(error, file=sys.stderr)
    return store


def _listed(store: Store) -> int:
    listed, (found, faults) = meetings(store), moments(store)
    print(f"ที่เก็บ · kept in: {store.files}")
    show_meetings(listed)
    print(f"\nข้อมูลเปลี่ยน · changes: {len(found)}")
    for moment in found:
        print(f"  {show_moment(moment.at)}  {_changes(moment)}")
    return told([*listed.faults, *faults])


def show_meetings(listed: Listed) -> None:
    """Print one line for each meeting."""
    print(f"\nการประชุมที่บันทึกไว้ · meetings: {len(listed.meetings)}")
    for meeting in listed.meetings:
        day = thai.show_date(meeting.meeting_date)
        line = f"  ครั้งที่ {meeting.number}  {day}  {meeting.fingerprint}  {len(meeting.books)} สมุด"
        print(f"{line}  บันทึก {show_moment(meeting.frozen_at)}")
        if meeting.missing:
            print(f"    ไม่มีข้อมูล · missing: {_names(meeting.missing)}")
        if meeting.counted_at:
            print(f"    {counted_th(meeting)}")
        if meeting.stale:
            print(f"    ข้อมูลเก่า · not current: {_names(meeting.stale)}")


def told(faults: Iterable[Fault]) -> int:
    """Print what is wrong, each once; 2 where anything is."""
    texts = []
    for fault in faults:
        texts.append(Problem(fault.code, "", facts=fault.facts).told)
    for text in dict.fromkeys(texts):
        print(text, file=sys.stderr)
    return UNREADABLE if texts else 0


def _restored(store: Store, moment: str, out: str) -> int:
    title, _, raws, faults = opened(store, moment, datetime.now(BANGKOK))
    paths = restore(raws, Path(out).expanduser())
    for path in paths:
        print(path)
    lost = [raw.name for raw in raws if not raw.tabs]
    if lost:
        print(f"ไม่มีข้อมูลของ · nothing of: {_names(lost)}", file=sys.stderr)
    print(f"{title}: {len(paths)} สมุด · workbooks")
    return max(told(faults), UNREADABLE if lost else 0)


def _changes(moment: Moment) -> str:
    parts = [f"เปลี่ยน {len(moment.changed)} สมุด: {_names(moment.changed)}"] * bool(moment.changed)
    parts += [f"ไม่มีแล้ว: {_names(moment.gone)}"] * bool(moment.gone)
    return " · ".join(parts)


def _names(names: Iterable[str]) -> str:
    names = list(names)
    told = unfolded(len(names), NAMED)
    more = f" และอีก {len(names) - told} สมุด" if len(names) > told else ""
    return ", ".join(names[:told]) + more
