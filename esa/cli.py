"""The command line: python -m esa run | check | template | connect | scores."""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from esa import check_report, running, scores_sheet
from esa.fiscal_year import fiscal_year_of
from esa.office import BANGKOK, Office, read_office
from esa.problems import Problem
from esa.schema import read_tabs
from esa.scores import ScoresError, read_scores
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
    if chosen.google:
        return _template_on_google(chosen)
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


def _template_on_google(chosen: argparse.Namespace) -> int:
    """Make or complete the tabs of a Sheet, with a writable key that the app itself never uses."""
    from esa.google_create import create_on_google  # only this command loads the way to write

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


def scores(chosen: argparse.Namespace) -> int:
    """Print the rows for the tab of test results; the limits used and what was left out beside."""
    sitting = {"academic_year": chosen.year, "test": chosen.test, "grade": chosen.grade}
    sitting["scope"] = chosen.scope
    try:
        found = read_scores(Path(chosen.file).expanduser(), chosen.subjects or ())
    except ScoresError as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    limits = {}
    if chosen.office:
        limits = scores_sheet.limits_of(read(chosen.office).lower_limits, *sitting.values())
    results, used = scores_sheet.results_csv(found, limits, sitting)
    origin = "ตามแท็บ ขีดจำกัดล่าง · of the office" if limits else "คำนวณจากคะแนนชุดนี้ · of these scores"
    print(f"ขีดจำกัดล่างที่ใช้ ({origin}):\n{used}", file=sys.stderr)
    for row, reason in found.left_out:
        heading = read_tabs()["test_results"].by_name.get(reason)
        print(f"ไม่นับแถว {row}: {heading.title if heading else 'คะแนน'}", file=sys.stderr)
    print(results, end="")
    return 0


def connect(chosen: argparse.Namespace) -> int:
    """Walk through the set-up of Google Sheets; see esa.connect."""
    from esa.connect import walk  # Google's packages take a while to load, and only this needs them

    key = Path(chosen.key).expanduser() if chosen.key else None
    return walk(datetime.now(BANGKOK), chosen.office, key)


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
    templates.add_argument("out", nargs="?", help="โฟลเดอร์ปลายทาง · where to write them")
    templates.add_argument(
        "--from", dest="office", help="ใช้รายชื่อจากสำนักงานนี้ · lists of this office"
    )
    templates.add_argument("--google", metavar="ADDRESS", help="สร้างแท็บในชีตนี้ · in this Sheet")
    templates.add_argument("--key", help="กุญแจที่เขียนได้ (.json) · a key that may write")
    templates.add_argument("--group", help="รหัสกลุ่มของชีต · code of the Sheet's group")
    templates.add_argument("--dry-run", action="store_true", help="บอกอย่างเดียว · only say it")
    templates.set_defaults(do=template)

    google = commands.add_parser("connect", help="ต่อกับ Google Sheets · connect Google Sheets")
    google.add_argument("--office", help="ที่อยู่ชีตของสำนักงาน · address of the office's Sheet")
    google.add_argument("--key", help="ไฟล์กุญแจ .json ของบัญชีบริการ · the service account's key file")
    google.set_defaults(do=connect)

    raw = commands.add_parser("scores", help="นับผลสอบจากคะแนนรายคน · results from raw scores")
    raw.add_argument("file", help="ไฟล์คะแนน .csv หรือ .xlsx · one row per pupil")
    raw.add_argument("--year", type=int, required=True, help="ปีการศึกษา (พ.ศ.) · academic year")
    raw.add_argument("--test", required=True, help="O-NET, NT, …")
    raw.add_argument("--grade", required=True, help="ป.6, ม.3, …")
    raw.add_argument("--scope", choices=("area", "national"), default="area")
    raw.add_argument("--subjects", nargs="+", help="หัวคอลัมน์คะแนนรายวิชา · one column per subject")
    raw.add_argument("--from", dest="office", help="ใช้ขีดจำกัดล่างของสำนักงานนี้ · limits of this office")
    raw.set_defaults(do=scores)
    return parser
