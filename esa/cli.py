"""The command line: python -m esa run | check | template."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from esa import check_report, running
from esa.fiscal_year import fiscal_year_of
from esa.office import BANGKOK, Office, read_office
from esa.problems import Problem
from esa.sources.folder import read_folder
from esa.sources.workbook import SourceError
from esa.templates import TemplateExists, write_templates

UNREADABLE = 2  # exit code where there is nothing to check, as for errors in the data


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the result is the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # Windows consoles have a code page of their own
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.do(chosen)
    except SourceError as error:
        problem = Problem(error.code, "", facts=error.facts)
        print(f"{problem.what_th} → {problem.fix_th}", file=sys.stderr)
        print(f"{problem.what_en} → {problem.fix_en}", file=sys.stderr)
        return UNREADABLE


def read(folder: str) -> Office:
    """The office of a folder, read now."""
    now = datetime.now(BANGKOK)
    return read_office(read_folder(Path(folder).expanduser(), now), now)


def check(chosen: argparse.Namespace) -> int:
    """Print all problems; 0 nothing to mend, 1 warnings, 2 errors or nothing could be read."""
    office = read(chosen.office)
    print(chosen.form(office), end="")
    return check_report.exit_code(office.problems)


def template(chosen: argparse.Namespace) -> int:
    """Write empty workbooks; 2 where one of them is there already."""
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m esa", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="command")

    run = commands.add_parser("run", help="เปิดแดชบอร์ด · open the dashboard")
    run.add_argument(
        "office", nargs="?", help="โฟลเดอร์ของสำนักงาน · the office's folder (default: sample)"
    )
    run.add_argument("--port", type=int, help="พอร์ต · port (default: first free from 8501)")
    run.add_argument(
        "--no-browser", action="store_true", help="ไม่เปิดเบราว์เซอร์ · print the address only"
    )
    run.set_defaults(
        do=lambda chosen: running.run(chosen.office, chosen.port, not chosen.no_browser)
    )

    checks = commands.add_parser("check", help="ตรวจข้อมูลในชีต · print all problems of the sheets")
    checks.add_argument("office", help="โฟลเดอร์ของสำนักงาน · the office's folder")
    forms = checks.add_mutually_exclusive_group()
    for name, form in (("json", check_report.as_json), ("html", check_report.as_html)):
        forms.add_argument(f"--{name}", dest="form", action="store_const", const=form)
    checks.set_defaults(do=check, form=check_report.as_text)

    templates = commands.add_parser("template", help="สร้างสมุดเปล่า · write empty workbooks")
    templates.add_argument("out", help="โฟลเดอร์ปลายทาง · where to write them")
    templates.add_argument(
        "--from", dest="office", help="ใช้รายชื่อจากสำนักงานนี้ · lists of this office"
    )
    templates.set_defaults(do=template)
    return parser
