"""python -m esa import-report: an existing report (.docx, .txt) into workbook tabs."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from esa.commands.reading import refuse
from esa.reading import personal
from esa.reading.problems import Problem, by_severity
from esa.reading.schema import read_tabs

if TYPE_CHECKING:
    from esa.imports.importing import Imported
    from esa.imports.lines import Line

LONGEST_HINT = 30  # characters of the line that something is told of
LONGEST = 90  # characters of a line that are repeated on screen


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "import-report", help="นำเข้ารายงาน Word เดิมเป็นสมุดงาน · an existing report into workbooks"
    )
    command.add_argument("file", help="ไฟล์ .docx หรือ .txt ที่บันทึกจาก Word · the report")
    command.add_argument("out", help="โฟลเดอร์ปลายทาง · where to write the workbooks")
    command.add_argument("--edition", default="", help="รหัสฉบับมาตรฐาน · code of the edition")
    command.add_argument("--group", default="", help="รหัสกลุ่มเจ้าของรายงาน · code of the group")
    command.set_defaults(do=import_report)


def import_report(chosen: argparse.Namespace) -> int:
    """Write the workbooks and print what is uncertain or has no home, by line.

    0: everything has its place for certain; 1: something is told; 2: nothing was written.
    """
    # docx takes a while to load, and only this command needs it
    from esa.imports import importing
    from esa.imports.lines import Unreadable
    from esa.imports.result import EXPECTED
    from esa.imports.workbooks import OutExists, write_import

    try:
        source = importing.read_report(Path(chosen.file).expanduser())
        found = importing.import_report(source, chosen.edition, chosen.group)
        paths = write_import(found, Path(chosen.out).expanduser())
    except Unreadable as error:
        return refuse(Problem(error.code, "", facts=error.facts).told)
    except OutExists as error:
        facts = {"value": ", ".join(path.name for path in error.paths)}
        return refuse(Problem("out_not_empty", "", facts=facts).told)
    except OSError as error:
        facts = {"value": error.strerror or chosen.out}
        return refuse(Problem("out_not_writable", "", facts=facts).told)
    for path in paths:
        print(path)
    _print_counts(found)
    homeless = [each for each in found.result.unplaced if each[1] not in EXPECTED]
    _print_unplaced(found, homeless)
    _print_doubts(found)
    return 1 if homeless or found.result.doubts else 0


def _print_counts(found: "Imported") -> None:
    counts = [
        f"{read_tabs()[tab].title} {len(rows)}" for tab, rows in found.result.rows.items() if rows
    ]
    print(f"นำเข้า (แถว · rows): {' · '.join(counts)}")


def _print_unplaced(found: "Imported", homeless: list[tuple["Line", str]]) -> None:
    from esa.imports.result import EXPECTED, REASONS

    words = sum(1 for _, reason in found.result.unplaced if reason in EXPECTED)
    print(
        f"\nไม่มีที่ลง {len(homeless)} บรรทัด (และถ้อยคำของแบบ {words}) อยู่ในแท็บ _unplaced"
        f" · {len(homeless)} lines without a home, in the tab _unplaced"
    )
    for line, reason in homeless:
        print(f"  {_where(found, line.number)}: {REASONS[reason]}: «{_shown(line.text)}»")


def _print_doubts(found: "Imported") -> None:
    problems = [
        (doubt.line, Problem(doubt.code, found.source.name, facts=_masked(doubt.facts)))
        for doubt in found.result.doubts
    ]
    counts = by_severity(problem for _, problem in problems)
    print(f"\nไม่แน่ใจ {len(problems)} เรื่อง · uncertain: {counts}")
    texts = _texts(found)
    for number, problem in problems:
        at = f" «{_shown(texts[number], LONGEST_HINT)}»" if number in texts else ""
        print(f"  {_where(found, number)}{at}: {problem.what_th} → {problem.fix_th}")
        print(f"      {problem.what_en} → {problem.fix_en}")


def _texts(found: "Imported") -> dict[int, str]:
    """The first line at each number: people can't see the number of a paragraph in Word."""
    lines = [x for block in found.source.blocks for x in getattr(block, "lines", (block,))]
    return {line.number: line.text for line in reversed(lines)}


def _where(found: "Imported", number: int) -> str:
    return f"{found.source.unit[0]}ที่ {number}" if number else "ทั้งไฟล์"


def _shown(text: str, longest: int = LONGEST) -> str:
    """A line as it may be printed: nothing personal, and not too long."""
    masked = " ".join(personal.mask(text)[0].split())
    return masked if len(masked) <= longest else f"{masked[: longest - 1]}…"


def _masked(facts: dict[str, object]) -> dict[str, object]:
    return {k: personal.mask(v)[0] if isinstance(v, str) else v for k, v in facts.items()}
