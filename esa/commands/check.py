"""python -m esa check: print all problems of the sheets."""

import argparse

from esa.commands import check_report
from esa.commands.reading import read


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("check", help="ตรวจข้อมูลในชีต · print all problems of the sheets")
    command.add_argument("office", help="โฟลเดอร์ของสำนักงาน · the office's folder")
    forms = command.add_mutually_exclusive_group()
    for name, form in (("json", check_report.as_json), ("html", check_report.as_html)):
        forms.add_argument(f"--{name}", dest="form", action="store_const", const=form)
    command.set_defaults(do=check, form=check_report.as_text)


def check(chosen: argparse.Namespace) -> int:
    """Print all problems; 0 nothing to mend, 1 warnings, 2 errors or nothing could be read."""
    office = read(chosen.office)
    print(chosen.form(office), end="")
    return check_report.exit_code(office.problems)
