"""python -m esa reading: how each workbook stands, and a word about what waits for one."""

import argparse
import sys
from collections.abc import Sequence

from esa.commands.history import add_place, store_of
from esa.commands.reading import UNREADABLE, holder_of, named
from esa.history.copies import Copy
from esa.history.meetings import show_moment
from esa.history.refresh import Holder
from esa.reading.problems import Problem

PATIENCE = 900.0  # seconds; many workbooks wait for their turn
STANDING = {
    "fresh": "เป็นปัจจุบัน · fresh",
    "kept": "ข้อมูลล่าสุดที่อ่านได้ · last good copy",
    "held": "รอยืนยัน · waits to be confirmed",
    "gone": "ไม่อยู่ในรายชื่อแล้ว · not listed any more",
    "missing": "ยังไม่มีข้อมูล · missing",
    "waiting": "รอคิวอ่าน · not read yet",
}


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "reading", help="สถานะการอ่านของแต่ละสมุด และยืนยันที่รออยู่ · how each workbook stands"
    )
    command.add_argument("act", nargs="?", choices=("show", "confirm"), default="show")
    command.add_argument("names", nargs="*", help="ชื่อสมุดที่ยืนยัน · workbooks to confirm")
    command.add_argument("--office", help="โฟลเดอร์หรือที่อยู่ชีต · folder or Sheet's address")
    add_place(command)
    command.set_defaults(do=reading)


def reading(chosen: argparse.Namespace) -> int:
    """Read, tell how each workbook stands, and confirm where asked; 1 where some isn't fresh, 2
    where nothing could be read or confirmed."""
    office = chosen.office or named()
    holder = holder_of(office, store_of(office, chosen))
    state = holder.current(PATIENCE)
    if chosen.act == "confirm":
        if not _confirmed(holder, state.copies, chosen.names):
            return UNREADABLE
        state = holder.shown
    for copy in state.copies:
        _say(copy)
    for fault in state.faults:
        _tell(Problem(fault.code, "", facts=fault.facts))
    print(state.summary)
    return 0 if state.fresh == state.total else 1


def _confirmed(holder: Holder, copies: Sequence[Copy], names: Sequence[str]) -> bool:
    """Whether all that were named, or the only one that waits, are confirmed now."""
    waiting = [copy for copy in copies if copy.is_open]
    chosen = [copy for copy in waiting if not names or copy.public_name in names]
    if not waiting:
        print("ไม่มีสมุดใดรอยืนยัน · nothing waits to be confirmed", file=sys.stderr)
    elif len(chosen) != max(len(set(names)), 1):
        told = ", ".join(f"“{copy.public_name}”" for copy in waiting)
        print(f"ระบุชื่อสมุดที่ยืนยัน · name what to confirm: {told}", file=sys.stderr)
    else:
        for copy in chosen:
            _say(copy)
        done = [holder.confirm(copy.key) for copy in chosen]
        print("ยืนยันแล้ว · confirmed\n")
        return all(done)
    return False


def _say(copy: Copy) -> None:
    at = f" ({show_moment(copy.read_at)})" if copy.read_at else ""
    print(f"{copy.public_name}: {STANDING[copy.standing]}{at}")
    for fault in copy.why:
        _tell(Problem(fault.code, copy.public_name, facts=fault.facts))


def _tell(problem: Problem) -> None:
    print(f"  {problem.what_th} → {problem.fix_th}")
    print(f"  {problem.what_en} → {problem.fix_en}")
