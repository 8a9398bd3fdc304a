"""python -m esa meeting: freeze the office as it is now under the number of a meeting."""

import argparse
import sys
from datetime import date, datetime
from pathlib import Path

from esa import thai
from esa.commands.history import add_place, show_meetings, store_of, told
from esa.commands.reading import holder_of, office_of, refuse, secrets_of
from esa.history.copies import State
from esa.history.meetings import counted_th, freeze, meetings, next_number, numbers_taken
from esa.history.store import Store
from esa.reading.office import BANGKOK
from esa.sources.folder import read_folder
from esa.sources.workbook import Fault, SourceError

PATIENCE = 600.0  # seconds; a reading takes less than one


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "meeting", help="บันทึกข้อมูลประกอบการประชุม · freeze the office for a meeting"
    )
    command.add_argument("office", help="โฟลเดอร์หรือที่อยู่ชีต · folder or Sheet's address")
    command.add_argument("--number", help="ครั้งที่ เช่น 12/2557 · number/year (B.E.)")
    command.add_argument("--date", help="วันประชุม เช่น 23/9/2557 (หากไม่ใส่ ใช้วันอ้างอิง) · day of it")
    command.add_argument("--note", default="", help="หมายเหตุ · a remark kept with it")
    command.add_argument("--list", action="store_true", help="ดูที่บันทึกไว้ · list what was frozen")
    add_place(command)
    command.set_defaults(do=meeting)


def meeting(chosen: argparse.Namespace) -> int:
    """Freeze and tell the fingerprint; 2 where it wasn't frozen. --list: 2 where one is damaged."""
    store = store_of(chosen.office, chosen)
    if chosen.list:
        listed = meetings(store)
        show_meetings(listed)
        return told(listed.faults)
    now = datetime.now(BANGKOK)
    day = _day(chosen.date) if chosen.date else None
    if chosen.date and day is None:
        return refuse(f"“{chosen.date}” ไม่ใช่วันที่ · no day: 23/9/2557, 2557-09-23")
    state = _read(chosen.office, store)
    today = office_of(state.raws(), chosen.office, now).today
    day = day or today
    if not chosen.number:
        suggested = next_number(numbers_taken(store), day)
        return refuse(f"ใส่ --number เลขถัดไปคือ {suggested} · the next number")
    frozen = freeze(store, state.copies, chosen.number, day, now, chosen.note, today)
    print(f"บันทึกครั้งที่ {frozen.number} วันประชุม {thai.show_date(frozen.meeting_date)} แล้ว · frozen")
    if frozen.counted_at:
        print(counted_th(frozen))
    print(f"รหัสยืนยันฉบับ · fingerprint: {frozen.fingerprint}")
    print(f"{state.summary} · ที่เก็บ · kept in: {store.files}")
    for names, words in ((frozen.missing, "ไม่มีข้อมูล · missing"), (frozen.stale, "ข้อมูลเก่า · old")):
        if names:
            print(f"{words}: {', '.join(names)}", file=sys.stderr)
    return 0


def _read(office: str, store: Store) -> State:
    """The office as it is shown after a reading just made, kept in the history. SourceError."""
    state = holder_of(office, store).current(PATIENCE)
    if any(copy.fresh for copy in state.copies):
        return state
    if secrets_of(office) is None:
        read_folder(Path(office).expanduser(), datetime.now(BANGKOK))  # says why
    reasons = [copy.reason for copy in state.copies if copy.reason]
    why = reasons[0] if reasons else Fault("nothing_read")
    raise SourceError(why.code, why.facts)


def _day(written: str) -> date | None:
    found = thai.date(thai.tidy(written)).value
    return found if isinstance(found, date) else None
