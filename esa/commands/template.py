"""python -m esa template: write empty workbooks."""

import argparse
from datetime import datetime
from pathlib import Path

from esa.commands.reading import read, refuse
from esa.fiscal_year import fiscal_year_of
from esa.reading.office import BANGKOK
from esa.reading.problems import Problem
from esa.templates import editions
from esa.templates.workbooks import TemplateExists, write_templates


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("template", help="สร้างสมุดเปล่า · write empty workbooks")
    command.add_argument("out", help="โฟลเดอร์ปลายทาง · where to write them")
    command.add_argument("--from", dest="office", help="ใช้รายชื่อจากสำนักงานนี้ · lists of this office")
    command.add_argument(
        "--edition", default="", help="เริ่มด้วยมาตรฐานฉบับนี้ เช่น 2557 · begin with this edition"
    )
    command.set_defaults(do=template)


def template(chosen: argparse.Namespace) -> int:
    """Write empty workbooks; 2 where one of them is there already."""
    if chosen.edition and (chosen.office or chosen.edition not in editions.codes()):
        facts = {"value": chosen.edition, "found": ", ".join(editions.codes())}
        return refuse(Problem("template_edition", "", facts=facts).told)
    office = read(chosen.office) if chosen.office else None
    year = office.fiscal_year if office else fiscal_year_of(datetime.now(BANGKOK).date())
    try:
        paths = write_templates(Path(chosen.out).expanduser(), office, year, chosen.edition)
    except TemplateExists as error:
        return refuse(error)
    for path in paths:
        print(path)
    print(f"สร้างแม่แบบ {len(paths)} สมุด ปีงบประมาณ {year} · {len(paths)} workbooks written")
    if chosen.edition:
        print(f"ฉบับ {chosen.edition} ที่ยังไม่ทราบ กรอกเองในสมุดสำนักงาน · not known, to be typed in:")
        for line in editions.unknown(chosen.edition):
            print(f"  {line}")
    return 0
