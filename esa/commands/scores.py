"""python -m esa scores: the rows of the tab of test results from the pupils' raw scores."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from esa import thai
from esa.commands.reading import CARE, read, refuse
from esa.imports.scores import NUMBER, read_scores
from esa.imports.scores_headings import Known, ScoresError
from esa.imports.scores_titles import Asked
from esa.plain import records
from esa.reading.headings import folded
from esa.reading.links import directory
from esa.reading.office import Office
from esa.reading.schema import read_tabs
from esa.rules.scores import LeftOut, Scores
from esa.templates import scores_sheet

TESTED = ("lower_limits", "test_results", "colour_bands")  # where an office names its tests
YEARS = range(2500, 2701)  # B.E.
MOST_NAMED = 8


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
    command.add_argument("--subject", default="", help="วิชาของไฟล์ที่ไม่บอกวิชา · of a file with one")
    command.add_argument(
        "--full", nargs="+", default=[], help="คะแนนเต็ม เช่น 100 หรือ ภาษาไทย=78 · full marks"
    )
    command.add_argument(
        "--from",
        dest="office",
        help="ใช้ชื่อโรงเรียนและขีดจำกัดล่างของสำนักงานนี้ · schools and limits of this office",
    )
    command.add_argument("--out", help="เขียนเป็นไฟล์ .xlsx แทน · write an .xlsx file instead")
    command.set_defaults(do=scores)


def scores(chosen: argparse.Namespace) -> int:
    """Print or write the rows for the tab of test results; the limits used and what was left out
    beside. 1: rows were left out, or there is no limit; 2: nothing was counted. ScoresError."""
    sitting = {"academic_year": chosen.year, "test": chosen.test, "grade": chosen.grade}
    sitting["scope"] = chosen.scope
    full, limits = _full_marks(chosen.full), {}
    known = Known(full=full, subject=thai.tidy(chosen.subject), columns=chosen.subjects or ())
    if chosen.year not in YEARS:
        raise ScoresError("year_unknown", value=chosen.year, found="พ.ศ. สี่หลัก")
    if chosen.office:
        office = read(chosen.office)
        sitting |= _sitting_of(office, sitting)
        known = replace(known, schools=_schools(office), subjects=_subjects(office, sitting))
        limits = scores_sheet.limits_of(office.rows["lower_limits"], *sitting.values())
    tests = tuple(test for (test,) in _named(office, "test")) if chosen.office else ()
    asked = Asked(sitting["academic_year"], sitting["test"], sitting["grade"], tests)
    known = replace(known, asked=asked)
    out = Path(chosen.out).expanduser() if chosen.out else None
    if out and out.exists():
        raise ScoresError("out_exists", value=out)
    found = read_scores(Path(chosen.file).expanduser(), known=known)
    counted = scores_sheet.counted(found, limits, sitting)
    _tell_left_out(found.left_out, bool(chosen.office))
    if found.padded:
        rows = ", ".join(str(each.row) for each in found.padded[:MOST_NAMED])
        more = ", …" if len(found.padded) > MOST_NAMED else ""
        _tell(f"รหัสโรงเรียนเป็นตัวเลข เติม 0 ให้ตามทะเบียนแล้ว {len(found.padded)} แถว: {rows}{more}")
    if not any(result.tested for result in counted.results):
        return refuse(ScoresError("nothing_counted", count=len(found.left_out)))
    _tell_scores(found)
    _tell_limits(counted, sitting)
    results, _ = scores_sheet.results_csv(counted, sitting)
    if out:
        _written(out, counted, sitting)
    else:
        print(results, end="")
    return CARE if found.left_out or counted.without else 0


def _full_marks(written: Iterable[str]) -> dict[str, Decimal]:
    """Full marks by subject, "" for all. ScoresError."""
    marks = {}
    for each in written:
        subject, _, mark = thai.tidy(each).rpartition("=")
        if not NUMBER.fullmatch(mark) or not Decimal(mark):
            raise ScoresError("bad_full", value=each)
        marks[subject.strip()] = Decimal(mark)
    return marks


# --- what the office knows --------------------------------------------------------------------


def _schools(office: Office):
    return directory(office.rows["schools"], read_tabs()["schools"], "school_code")


def _named(office: Office, *names: str) -> list[tuple]:
    """What the tabs of tests name, without blanks; a tab without such a column has none."""
    found = []
    for tab in TESTED:
        if set(names) <= set(office.rows[tab].columns):
            found += [row[1:] for row in records(office.rows[tab], *names)]
    return [row for row in dict.fromkeys(found) if None not in row]


def _sitting_of(office: Office, sitting: dict) -> dict[str, object]:
    """Test and grade as the office spells them. ScoresError: a year or a test it doesn't know; one
    that names no test yet knows any."""
    years = {year for (year,) in _named(office, "academic_year")}
    known = years | {office.fiscal_year - 1, office.fiscal_year}
    if sitting["academic_year"] not in known:
        shown = ", ".join(map(str, sorted(known)))
        raise ScoresError("year_unknown", value=sitting["academic_year"], found=shown)
    tests = _named(office, "test", "grade")
    wanted = (folded(sitting["test"]), folded(sitting["grade"]))
    for test, grade in tests:
        if (folded(test), folded(grade)) == wanted:
            return {"test": test, "grade": grade}
    if tests:
        shown = ", ".join(f"{test} {grade}" for test, grade in tests[:MOST_NAMED])
        raise ScoresError(
            "test_unknown", value=f"{sitting['test']} {sitting['grade']}", found=shown
        )
    return {}


def _subjects(office: Office, sitting: dict) -> list[str]:
    """Subjects of that test, else of every test."""
    rows = _named(office, "test", "grade", "subject")
    own = [s for test, grade, s in rows if (test, grade) == (sitting["test"], sitting["grade"])]
    return list(dict.fromkeys(own or [subject for _, _, subject in rows]))


# --- what is told -----------------------------------------------------------------------------


def _tell(line: str) -> None:
    print(line, file=sys.stderr)


def _tell_left_out(left_out: Iterable[LeftOut], has_register: bool) -> None:
    titles = read_tabs()["test_results"].by_name
    words = {
        "school_code": "ไม่พบโรงเรียนนี้ในทะเบียนของสำนักงาน"
        if has_register
        else "รหัสโรงเรียนไม่ครบ 8–10 หลัก หากเป็นชื่อหรือตัวเลข ให้ระบุสำนักงานด้วย --from",
        "subject": titles["subject"].title,
        "score": "คะแนนไม่ใช่ตัวเลข 0 ขึ้นไป",
    }
    for row, reason, sheet in dict.fromkeys(left_out):
        _tell(f"ไม่นับแถว {row}{f' ของชีต {sheet}' if sheet else ''}: {words[reason]}")


def _tell_scores(found: Scores) -> None:
    known = [score.score for score in found.scores]
    absent, zeros = known.count(None), known.count(0)
    _tell(f"เข้าสอบ {len(known) - absent} · ไม่นับผู้ขาดสอบ {absent} (คะแนนรายวิชา)")
    if zeros:
        _tell(f"คะแนน 0 มี {zeros} คะแนน นับว่าเข้าสอบ หากเป็นผู้ขาดสอบ ให้เว้นว่างหรือใส่ - แล้วทำใหม่")
    for subject, mark in found.full.items():
        _tell(f"คะแนนเต็ม {subject} {mark:f} คิดเป็นเต็ม 100 แล้ว")


def _tell_limits(counted: scores_sheet.Counted, sitting: dict) -> None:
    own = {subject for subject in counted.limits if subject not in counted.computed}
    for subject, limit in sorted(counted.limits.items()):
        if subject in own:
            _tell(f"ขีดจำกัดล่าง {subject} {limit:.2f} ตามแท็บ ขีดจำกัดล่าง ของสำนักงาน")
        else:
            _tell(f"ข้อควรระวัง: ขีดจำกัดล่าง {subject} {limit:.2f} คำนวณจากคะแนนชุดนี้ ไม่ใช่ค่าที่ประกาศ")
    for subject in counted.without:
        _tell(
            f"ข้อควรระวัง: {subject} ไม่มีขีดจำกัดล่าง จึงไม่นับผู้ไม่ผ่าน กรอกค่าที่ประกาศในแท็บ ขีดจำกัดล่าง แล้วทำใหม่"
        )
    _, used = scores_sheet.results_csv(counted, sitting)
    if counted.limits:
        _tell(f"ขีดจำกัดล่างที่ใช้:\n{used}")


def _written(out: Path, counted: scores_sheet.Counted, sitting: dict) -> None:
    if out.suffix.lower() != ".xlsx":
        raise ScoresError("out_not_written", value=out)
    try:
        scores_sheet.write_results(out, counted, sitting)
    except OSError as error:
        raise ScoresError("out_not_written", value=out) from error
    print(f"{out}\nเขียน {len(counted.results)} แถว · {len(counted.results)} rows written")
