"""python -m esa new-year: the workbooks of a new fiscal year out of those of the old one."""

import argparse
import sys
from pathlib import Path

from esa import thai
from esa.commands.reading import read
from esa.history.new_year import NotLater, left_out, new_year
from esa.reading.schema import read_tabs


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "new-year", help="สร้างสมุดของปีงบประมาณใหม่ · workbooks of a new fiscal year"
    )
    command.add_argument("year", help="ปีงบประมาณใหม่ (พ.ศ.) เช่น 2558 · the new year (B.E.)")
    command.add_argument("office", help="โฟลเดอร์ของปีเดิม (ไม่ถูกแก้ไข) · the old year's folder")
    command.add_argument("out", help="โฟลเดอร์ใหม่ · a new folder")
    command.set_defaults(do=make)


def make(chosen: argparse.Namespace) -> int:
    """Write the workbooks. NotLater, NoFolder."""
    year = thai.tidy(chosen.year)
    office = read(chosen.office)
    if not year.isdecimal():
        raise NotLater("year_not_later", {"value": chosen.year, "expected": office.fiscal_year})
    paths = new_year(office, int(year), Path(chosen.out).expanduser())
    for path in paths:
        print(path)
    print(f"สร้าง {len(paths)} สมุด ปีงบประมาณ {year} · {len(paths)} workbooks written")
    for tab, count in left_out(office).items():
        title = read_tabs()[tab].title
        print(
            f"ไม่ได้ยกไป {count} แถวของแท็บ {title} เพราะมีข้อมูลที่อ่านไม่ได้ · rows left out",
            file=sys.stderr,
        )
    return 0
