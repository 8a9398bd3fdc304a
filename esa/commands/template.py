"""python -m esa template: write empty workbooks."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from esa.commands.reading import CARE, read_with_raws, refuse, tell_care
from esa.fiscal_year import fiscal_year_of
from esa.imports.refresh import refresh
from esa.reading.office import BANGKOK
from esa.reading.problems import Problem
from esa.reading.standard_registers import STANDARD
from esa.templates import editions
from esa.templates.as_written import carried
from esa.templates.workbooks import TemplateExists, write_templates


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("template", help="สร้างสมุดเปล่า · write empty workbooks")
    command.add_argument("out", nargs="?", help="โฟลเดอร์ปลายทาง · where to write them")
    command.add_argument("--from", dest="office", help="ใช้รายชื่อจากสำนักงานนี้ · lists of this office")
    command.add_argument(
        "--edition", default="", help="เริ่มด้วยมาตรฐานฉบับนี้ เช่น 2557 · begin with this edition"
    )
    command.add_argument(
        "--refresh",
        metavar="FOLDER",
        help="ปรับรายการให้เลือกและเพิ่มสมุดของกลุ่มใหม่ ไม่แก้ข้อมูล · renew drop-downs, add new groups",
    )
    command.add_argument(
        "--registers",
        choices=(STANDARD,),
        default="",
        help="กำหนดทะเบียนชุดมาตรฐานให้ด้วย · declare the ready-made registers too",
    )
    command.set_defaults(do=template)


def template(chosen: argparse.Namespace) -> int:
    """Write empty workbooks; 1 where what went along needs somebody's eyes, 2 where one of them is
    there already."""
    both = chosen.refresh and (chosen.office or chosen.registers)
    if bool(chosen.refresh) == bool(chosen.out) or both:
        usage = "template OUT [--from OFFICE] [--registers standard] | template --refresh FOLDER"
        return refuse(usage)
    if chosen.refresh:
        return _refreshed(Path(chosen.refresh).expanduser())
    if chosen.edition and (chosen.office or chosen.edition not in editions.codes()):
        facts = {"value": chosen.edition, "found": ", ".join(editions.codes())}
        return refuse(Problem("template_edition", "", facts=facts).told)
    year, along = fiscal_year_of(datetime.now(BANGKOK).date()), None
    if chosen.office:
        office, raws = read_with_raws(chosen.office)
        year, along = office.fiscal_year, carried(office, raws)
    try:
        out = Path(chosen.out).expanduser()
        paths = write_templates(out, along, year, chosen.edition, chosen.registers)
    except TemplateExists as error:
        return refuse(error)
    for path in paths:
        print(path)
    print(f"สร้างแม่แบบ {len(paths)} สมุด ปีงบประมาณ {year} · {len(paths)} workbooks written")
    if chosen.edition:
        print(f"ฉบับ {chosen.edition} ที่ยังไม่ทราบ กรอกเองในสมุดสำนักงาน · not known, to be typed in:")
        for line in editions.unknown(chosen.edition):
            print(f"  {line}")
    return tell_care(along.care) if along else 0


def _refreshed(folder: Path) -> int:
    """Renew the workbooks of a folder; 1 where one was left as it is. SourceError."""
    done = refresh(folder, datetime.now(BANGKOK))
    for path in done.renewed:
        whose, new = done.tabs[path]
        more = f" เพิ่มแท็บ {', '.join(new)}" if new else ""
        print(f"{whose}: ปรับรายการให้เลือกแล้ว{more} · drop-downs renewed: {path}")
    for path in done.added:
        print(f"สมุดของกลุ่มใหม่ · new: {path}")
    if not done.renewed and not done.added:
        print("ไม่มีรายการที่ต้องปรับ · nothing is new")
    for line in done.care:
        print(line, file=sys.stderr)
    return CARE if done.care else 0
