"""python -m esa template: write empty workbooks, or make the tabs of a Google Sheet."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from esa.commands.reading import UNREADABLE, read
from esa.fiscal_year import fiscal_year_of
from esa.reading.office import BANGKOK
from esa.templates.workbooks import TemplateExists, write_templates


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("template", help="สร้างสมุดเปล่า · write empty workbooks")
    command.add_argument("out", nargs="?", help="โฟลเดอร์ปลายทาง · where to write them")
    command.add_argument("--from", dest="office", help="ใช้รายชื่อจากสำนักงานนี้ · lists of this office")
    command.add_argument("--google", metavar="ADDRESS", help="สร้างแท็บในชีตนี้ · in this Sheet")
    command.add_argument("--key", help="กุญแจที่เขียนได้ (.json) · a key that may write")
    command.add_argument("--group", help="รหัสกลุ่มของชีต · code of the Sheet's group")
    command.add_argument("--dry-run", action="store_true", help="บอกอย่างเดียว · only say it")
    command.set_defaults(do=template)


def template(chosen: argparse.Namespace) -> int:
    """Write empty workbooks; 2 where one of them is there already."""
    if chosen.google:
        return _on_google(chosen)
    if not chosen.out:
        print("บอกโฟลเดอร์ปลายทาง หรือ --google ที่อยู่ชีต · name a folder or --google", file=sys.stderr)
        return UNREADABLE
    office = read(chosen.office) if chosen.office else None
    year = office.fiscal_year if office else fiscal_year_of(datetime.now(BANGKOK).date())
    try:
        paths = write_templates(Path(chosen.out).expanduser(), office, year)
    except TemplateExists as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    for path in paths:
        print(path)
    print(f"สร้างแม่แบบ {len(paths)} สมุด ปีงบประมาณ {year} · {len(paths)} workbooks written")
    return 0


def _on_google(chosen: argparse.Namespace) -> int:
    """Make or complete the tabs of a Sheet, with a writable key that the app itself never uses."""
    from esa.templates.google_create import (
        create_on_google,  # only this command loads the way to write
    )

    if not chosen.key:
        print("ต้องใส่ --key ไฟล์กุญแจที่เขียนได้ · give --key, a key that may write", file=sys.stderr)
        return UNREADABLE
    return create_on_google(
        datetime.now(BANGKOK),
        chosen.google,
        Path(chosen.key).expanduser(),
        group=chosen.group,
        office=chosen.office,
        dry_run=chosen.dry_run,
    )
