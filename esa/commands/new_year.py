"""python -m esa new-year: the workbooks of a new fiscal year out of those of the old one."""

import argparse
from pathlib import Path

from esa import thai
from esa.commands.reading import read_with_raws, tell_care
from esa.history.new_year import NotLater, new_year


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "new-year", help="สร้างสมุดของปีงบประมาณใหม่ · workbooks of a new fiscal year"
    )
    command.add_argument("year", help="ปีงบประมาณใหม่ (พ.ศ.) เช่น 2558 · the new year (B.E.)")
    command.add_argument("office", help="โฟลเดอร์ของปีเดิม (ไม่ถูกแก้ไข) · the old year's folder")
    command.add_argument("out", help="โฟลเดอร์ใหม่ · a new folder")
    command.set_defaults(do=make)


def make(chosen: argparse.Namespace) -> int:
    """Write the workbooks; 1 where something in them needs somebody's eyes. NotLater, NoFolder."""
    year = thai.tidy(chosen.year)
    office, raws = read_with_raws(chosen.office)
    if not year.isdecimal():
        raise NotLater("year_not_later", {"value": chosen.year, "expected": office.fiscal_year})
    paths, along = new_year(office, int(year), Path(chosen.out).expanduser(), raws)
    for path in paths:
        print(path)
    print(f"สร้าง {len(paths)} สมุด ปีงบประมาณ {year} · {len(paths)} workbooks written")
    return tell_care(along.care)
