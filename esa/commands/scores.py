"""python -m esa scores: the rows of the tab of test results from the pupils' raw scores."""

import argparse
import sys
from pathlib import Path

from esa.commands.reading import read, refuse
from esa.imports.scores import ScoresError, read_scores
from esa.reading.schema import read_tabs
from esa.templates import scores_sheet


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("scores", help="นับผลสอบจากคะแนนรายคน · results from raw scores")
    command.add_argument("file", help="ไฟล์คะแนน .csv หรือ .xlsx · one row per pupil")
    command.add_argument("--year", type=int, required=True, help="ปีการศึกษา (พ.ศ.) · academic year")
    command.add_argument("--test", required=True, help="O-NET, NT, …")
    command.add_argument("--grade", required=True, help="ป.6, ม.3, …")
    command.add_argument("--scope", choices=("area", "national"), default="area")
    command.add_argument(
        "--subjects", nargs="+", help="หัวคอลัมน์คะแนนรายวิชา · one column per subject"
    )
    command.add_argument(
        "--from", dest="office", help="ใช้ขีดจำกัดล่างของสำนักงานนี้ · limits of this office"
    )
    command.set_defaults(do=scores)


def scores(chosen: argparse.Namespace) -> int:
    """Print the rows for the tab of test results; the limits used and what was left out beside."""
    sitting = {"academic_year": chosen.year, "test": chosen.test, "grade": chosen.grade}
    sitting["scope"] = chosen.scope
    try:
        found = read_scores(Path(chosen.file).expanduser(), chosen.subjects or ())
    except ScoresError as error:
        return refuse(error)
    limits = {}
    if chosen.office:
        limits = scores_sheet.limits_of(read(chosen.office).rows["lower_limits"], *sitting.values())
    results, used = scores_sheet.results_csv(found, limits, sitting)
    origin = "ตามแท็บ ขีดจำกัดล่าง · of the office" if limits else "คำนวณจากคะแนนชุดนี้ · of these scores"
    print(f"ขีดจำกัดล่างที่ใช้ ({origin}):\n{used}", file=sys.stderr)
    for row, reason in found.left_out:
        heading = read_tabs()["test_results"].by_name.get(reason)
        print(f"ไม่นับแถว {row}: {heading.title if heading else 'คะแนน'}", file=sys.stderr)
    print(results, end="")
    return 0
