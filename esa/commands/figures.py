"""python -m esa figures: every figure of the board, for machines (--json) or in a line each."""

import argparse

from esa.commands.reading import read
from esa.judged import Judged
from esa.rules.vocabulary import REPORTED, VERIFIED
from esa.telling.standpoint import Standpoint


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "figures", help="ตัวเลขทุกตัวของสรุปบอร์ดบริหาร · every figure of the board (docs/figures.md)"
    )
    command.add_argument("office", help="โฟลเดอร์หรือที่อยู่ชีต · folder or Sheet's address")
    command.add_argument("--json", action="store_true", help="สำหรับระบบอื่น · for other systems")
    command.add_argument(
        "--verified", action="store_true", help="นับเฉพาะหลักฐานที่ตรวจแล้ว · checked evidence only"
    )
    command.set_defaults(do=figures)


def figures(chosen: argparse.Namespace) -> int:
    """Print them. JSON holds both readings, whatever is chosen."""
    # these take a while to load, and only this command needs them
    from esa.documents.machine.figures import as_json
    from esa.telling.agenda import topics
    from esa.telling.topic import plain
    from esa.telling.words import left_out

    at = Standpoint(Judged(read(chosen.office)), VERIFIED if chosen.verified else REPORTED)
    if chosen.json:
        print(as_json(at), end="")
        return 0
    for topic in topics(at):
        print(" ".join(f"{topic.heading}: {plain(topic.finding)}".split()))
        for told in left_out(at.office, topic.left_out):
            print(f"  {told.text}")
    return 0
