"""python -m esa import-report: old reports (.docx, .txt) into the workbooks of an office."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from esa import thai
from esa.commands.reading import refuse
from esa.reading import personal
from esa.reading.office import BANGKOK
from esa.reading.problems import Problem, by_severity
from esa.reading.schema import read_tabs
from esa.reading.tables import UNPLACED

if TYPE_CHECKING:
    from esa.imports.importing import Imported
    from esa.imports.into import Answers, Merged
    from esa.imports.lines import Source
    from esa.imports.names import Names
    from esa.imports.target import Target

LONGEST = 90  # characters of a line that are repeated on screen
MOST = 20  # lines without a home that are printed for each report
BEFORE = "~ก่อนนำเข้า"  # folder of the files as they were; names that begin with ~ are never read
YES = ("y", "yes", "ใช่", "ครบ", "1")


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "import-report",
        help="นำรายงาน Word เดิมเข้าสมุดงานของสำนักงาน · old reports into the office's workbooks",
    )
    command.add_argument(
        "files", nargs="+", metavar="FILE", help="ไฟล์ .docx หรือ .txt ที่บันทึกจาก Word"
    )
    command.add_argument(
        "--into", required=True, metavar="OFFICE",
        help="โฟลเดอร์ของสำนักงาน หากยังไม่มี จะสร้างให้ · folder of the office, made where there is none",
    )  # fmt: skip
    command.add_argument(
        "--edition", default="", help="รหัสฉบับมาตรฐาน เช่น 2557 · code of the edition"
    )
    command.add_argument(
        "--group", action="append", default=[], metavar="1.4=SUP",
        help="กลุ่มของตัวบ่งชี้ หรือรหัสกลุ่มเดียวสำหรับทุกตัวบ่งชี้ · group of an indicator, or of all",
    )  # fmt: skip
    command.add_argument(
        "--fiscal-year", default="", help="ปีงบประมาณ เช่น 2557 · fiscal year (B.E.)"
    )
    command.add_argument(
        "--carried-out",
        choices=("yes", "no"),
        help="ทุกประเด็นที่เขียนไว้ดำเนินการแล้ว · all is carried out",
    )
    command.set_defaults(do=import_report)


def import_report(chosen: argparse.Namespace) -> int:
    """Fill in the workbooks and print what is uncertain or has no home, by line.

    0: everything has its place for certain; 1: something is told; 2: nothing was written.
    """
    # docx takes a while to load, and only this command needs it
    from esa.imports import several
    from esa.imports.into import into
    from esa.imports.lines import Unreadable
    from esa.imports.target import NotExcel
    from esa.sources.workbook import SourceError

    place = Path(chosen.into).expanduser()
    if "://" in chosen.into:
        return refuse(Problem("import_into_folder", "", facts={"value": chosen.into}).told)
    try:
        sources = [_read(Path(name).expanduser()) for name in chosen.files]
        year = _year(chosen.fiscal_year)
        target, reports = several.prepared(
            sources, place, chosen.edition, year, datetime.now(BANGKOK)
        )
        answers = _answers(chosen, reports, target, year)
        merged = into(target, reports, answers)
        _write(place, merged.files)
    except Unreadable as error:
        return refuse(Problem(error.code, "", facts=error.facts).told)
    except NotExcel as error:
        return refuse(Problem("import_not_excel", "", facts={"value": error.name}).told)
    except SourceError as error:
        return refuse(Problem(error.code, "", facts=error.facts).told)
    except OSError as error:
        facts = {"value": error.strerror or chosen.into}
        return refuse(Problem("out_not_writable", "", facts=facts).told)
    return _told(place, reports, merged)


def _read(path: Path) -> "Source":
    from esa.imports.importing import LARGEST, read_report
    from esa.imports.lines import Unreadable
    from esa.sources.bounded import TooLarge, read_file

    try:
        data = read_file(path, LARGEST)
    except TooLarge as error:
        raise Unreadable("import_too_large", value=path.name) from error
    except OSError as error:
        raise Unreadable("import_missing", value=path.name) from error
    return read_report(path.name, data)


def _year(written: str) -> int | None:
    from esa.imports.lines import Unreadable

    if not written:
        return None
    found = thai.year(written)
    if found.value is None:
        raise Unreadable("import_not_a_year", value=written)
    return int(found.value)


# --- questions ---------------------------------------------------------------------------------


def _answers(
    chosen: argparse.Namespace, reports: Sequence["Imported"], target: "Target", year: int | None
) -> "Answers":
    """What the options say, and what is asked where somebody sits at the keyboard."""
    from esa.imports.into import Answers

    asks = sys.stdin.isatty()
    groups = _groups(chosen.group, target.names())
    done = chosen.carried_out
    if asks:
        groups = _asked(reports, target, groups)
        if done is None and any(report.criteria for report in reports):
            said = _ask("ทุกประเด็นที่เขียนไว้ดำเนินการแล้วใช่หรือไม่ (ใช่/ไม่) · all carried out? ")
            done = "yes" if said.lower() in YES else "no"
    return Answers(groups, done == "yes", year)


def _groups(written: Sequence[str], names: "Names") -> dict[str, str]:
    from esa.imports.lines import Unreadable

    found = {}
    for each in written:
        code, _, name = each.rpartition("=")
        group = names.group(name.strip())
        if group is None:
            facts = {"value": name, "found": ", ".join(g.code for g in names.groups)}
            raise Unreadable("import_no_such_group", **facts)
        found[thai.tidy(code)] = group.code
    return found


def _asked(
    reports: Sequence["Imported"], target: "Target", groups: dict[str, str]
) -> dict[str, str]:
    from esa.imports.several import unanswered

    names = target.names()
    codes = " ".join(group.code for group in names.groups)
    for indicator, title in unanswered(target, reports, groups):
        said = _ask(f"ตัวบ่งชี้ {indicator} {title[:60]}: กลุ่มใด · which group? [{codes}] ")
        if group := names.group(said):
            groups = {**groups, indicator: group.code}
    return groups


def _ask(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        return ""


# --- files -------------------------------------------------------------------------------------


def _write(place: Path, files: dict[str, bytes]) -> None:
    """All files or none; those that are there already are kept as they were beside them."""
    place.mkdir(parents=True, exist_ok=True)
    before = {name: (place / name).read_bytes() for name in files if (place / name).exists()}
    if before:
        kept = place / f"{BEFORE} {datetime.now(BANGKOK):%Y-%m-%d %H%M%S}"
        kept.mkdir()
        for name, data in before.items():
            (kept / name).write_bytes(data)
    done: list[str] = []
    try:
        for name, data in files.items():
            part = place / f"~{name}.tmp"
            part.write_bytes(data)
            done.append(name)
            os.replace(part, place / name)
    except OSError:
        for name in done:  # half an import would pass for a whole one
            (place / f"~{name}.tmp").unlink(missing_ok=True)
            if name in before:
                (place / name).write_bytes(before[name])
            else:
                (place / name).unlink(missing_ok=True)
        raise


# --- what is told ------------------------------------------------------------------------------


def _told(place: Path, reports: Sequence["Imported"], merged: "Merged") -> int:
    for name in merged.files:
        print(place / name)
    added = [f"{read_tabs()[tab].title} {count}" for tab, count in merged.added.items()]
    print(
        f"แถวที่เพิ่ม · rows added: {' · '.join(added) or '–'}"
        f" · เติมช่องว่าง {merged.filled} ช่อง (blank cells filled)"
    )
    for report in reports:
        _print_report(report)
    if merged.differences:
        print(
            f"\nสมุดมีข้อความอื่นอยู่แล้ว ไม่ได้แก้ {len(merged.differences)} ช่อง"
            " · cells that hold something else"
        )
        for place_, there, here in merged.differences[:MOST]:
            print(f"  {place_}: “{_shown(there, 40)}” ← “{_shown(here, 40)}”")
    left = any(not home.tab and not home.is_quiet for r in reports for home in r.ledger.homes)
    return 1 if left or merged.differences or any(r.doubts for r in reports) else 0


def _print_report(report: "Imported") -> None:
    from esa.imports.ledger import REASONS

    homes = list(zip(report.ledger.lines, report.ledger.homes, strict=True))
    left = [(line, home) for line, home in homes if not home.tab and not home.is_quiet]
    counts = Counter(home.is_quiet for _, home in homes if not home.tab)
    print(
        f"\n{report.source.name}: ลงช่องแล้ว {sum(bool(h.tab) for _, h in homes)} บรรทัด "
        f"ถ้อยคำของแบบ {counts[True]} บรรทัด ยังไม่มีที่ลง {len(left)} บรรทัด "
        "· placed, words of the form, unplaced"
    )
    for line, home in left[:MOST]:
        rivals = f" ({' หรือ '.join(home.rivals)})" if home.rivals else ""
        print(
            f"  {report.source.unit}ที่ {line.number}: {REASONS[home.why]}{rivals}: "
            f"“{_shown(line.text)}”"
        )
    if len(left) > MOST:
        print(f"  … อีก {len(left) - MOST} บรรทัดในแท็บ {UNPLACED} · more in that tab")
    problems = [
        (d.line, Problem(d.code, report.source.name, facts=_masked(d.facts))) for d in report.doubts
    ]
    if problems:
        print(f"  ไม่แน่ใจ {len(problems)} เรื่อง · uncertain: {_severities(p for _, p in problems)}")
    for number, problem in problems:
        where = f"{report.source.unit}ที่ {number}" if number else "ทั้งไฟล์"
        print(
            f"  {where}: {problem.what_th} → {problem.fix_th}\n"
            f"      {problem.what_en} → {problem.fix_en}"
        )


def _severities(problems: Iterable[Problem]) -> str:
    return " ".join(f"{name} {count}" for name, count in by_severity(problems).items() if count)


def _shown(text: str, longest: int = LONGEST) -> str:
    """A line as it may be printed: nothing personal, and not too long."""
    masked = " ".join(personal.mask(text)[0].split())
    return masked if len(masked) <= longest else f"{masked[: longest - 1]}…"


def _masked(facts: dict[str, object]) -> dict[str, object]:
    return {k: personal.mask(v)[0] if isinstance(v, str) else v for k, v in facts.items()}
