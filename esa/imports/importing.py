"""A report file → Result: everything in its tab, the rest unplaced, what is uncertain told."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from esa import thai
from esa.imports import pieces, responsibility, six_columns
from esa.imports.front import Front, front
from esa.imports.gathered import Gathered, gather
from esa.imports.lines import Line, Row, Source, Unreadable, joined
from esa.imports.read_docx import read_docx
from esa.imports.read_text import read_text
from esa.imports.result import Result
from esa.templates.workbooks import USUAL_GROUPS

READERS = {".docx": read_docx, ".txt": read_text}
UNNAMED = "นำเข้า"  # code of an edition that the report doesn't name


class Imported(NamedTuple):
    """result, and what it was read from. fiscal_year: None where the report names none or two."""

    result: Result
    source: Source
    office: str
    fiscal_year: int | None
    group: str


def read_report(path: Path) -> Source:
    """The lines of a report. Unreadable: import_missing, import_kind and those of the readers."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise Unreadable("import_kind", value=path.name)
    if not path.is_file():
        raise Unreadable("import_missing", value=path.name)
    try:
        source = reader(path)
    except OSError as error:
        raise Unreadable("import_missing", value=path.name) from error
    if not source.blocks:
        raise Unreadable("import_empty", value=path.name)
    return source


def import_report(source: Source, edition: str = "", group: str = "") -> Imported:
    """Sort a report into the rows of our tabs. edition, group: codes given by the user."""
    gathered = gather(source.blocks)
    lines = [
        line
        for block in source.blocks
        for line in (block.lines if isinstance(block, Row) else [block])
    ]
    notes = [line for line in lines if "หมายเหตุ" in line.text]
    said = front(gathered.front, notes)
    result = Result(unit=source.unit[0], doubts=[*source.doubts, *gathered.doubts])
    result.edition = _edition(thai.tidy(edition), said, lines, result)
    _editions(gathered, said, result)
    for code, title in gathered.standards.items():
        first = title[0] if title else None
        result.add(
            "standards",
            first,
            edition=result.edition,
            standard=code,
            title=joined(tuple(title), " "),
        )
    for ladder in gathered.ladders:
        pieces.place(ladder, result)
    _older(gathered, result)
    result.form([*gathered.form_words, *said.form])
    result.leave(said.rest, "front")
    result.unplaced += gathered.unplaced
    year = said.years.pop() if len(said.years) == 1 else None
    _settings(said, year, result)
    _groups(thai.tidy(group), result)
    _keys(result)
    if not (gathered.ladders or gathered.criteria or gathered.point_tables):
        result.doubt("import_no_form", lines[0] if lines else 0)
    result.unplaced.sort(key=lambda each: each[0].number)
    result.doubts.sort(key=lambda each: each.line)
    return Imported(result, source, said.office, year, thai.tidy(group))


def _edition(given: str, said: Front, lines: list[Line], result: Result) -> str:
    if given:
        return given
    where = said.edition_line or (lines[0] if lines else 0)
    if said.edition_year:
        result.doubt("import_edition_read", where, value=said.edition_year)
        return said.edition_year
    result.doubt("import_edition_unknown", where, value=UNNAMED)
    return UNNAMED


def _editions(gathered: Gathered, said: Front, result: Result) -> None:
    method = (
        "จำนวนสภาพที่พึงประสงค์"
        if gathered.criteria and not gathered.ladders
        else "ระดับคุณภาพตามจำนวนหลักฐาน"
    )
    result.add(
        "editions", said.edition_line, edition=result.edition,
        title=said.edition_title or f"ฉบับ {result.edition}", method=method,
    )  # fmt: skip
    if gathered.criteria and gathered.ladders:
        where = gathered.criteria[0].rows[0]
        result.doubt("import_two_forms", next(line for cell in where for line in cell))


def _older(gathered: Gathered, result: Result) -> None:
    for code, (standard, title) in gathered.indicators.items():
        first = title[0] if title else None
        result.add(
            "indicators", first, edition=result.edition, indicator=code,
            standard=standard or code.split("-")[0], title=joined(tuple(title), " "),
        )  # fmt: skip
    for criterion in gathered.criteria:
        six_columns.place(criterion, result)
    for table in gathered.point_tables:
        responsibility.place(table, result)


def _settings(said: Front, year: int | None, result: Result) -> None:
    if len(said.years) > 1:
        result.doubt("import_years_differ", 0, value=", ".join(map(str, sorted(said.years))))
    elif year is None:
        result.doubt("import_year_unknown", 0)
    row = {"office_name": said.office, "fiscal_year": year, "edition": result.edition}
    result.add("settings", None, **row)


def _groups(group: str, result: Result) -> None:
    """The groups that the report names, with the usual code where their name is a usual one."""
    usual = {
        thai.fold(name): (code, full, kind)
        for code, full, kind, aliases in USUAL_GROUPS
        for name in (code, full, *aliases)
    }
    named = {
        name
        for tab in ("criteria", "conditions")
        for row in result.rows.get(tab, ())
        for column in ("lead_groups", "co_groups")
        for name in str(row.get(column, "")).split("; ")
        if name and thai.fold(name) not in ("ทุกกลุ่ม", "ทุกคน")
    }
    told: dict[str, tuple[str, str]] = {}
    for name in sorted(named):
        known = usual.get(thai.fold(name))
        if known:
            told.setdefault(known[0], known[1:])
        else:
            result.doubt("import_group_unknown", 0, value=name)
    if group:
        known = usual.get(thai.fold(group))
        told.setdefault(group, known[1:] if known else (group, "group"))
    elif result.rows.get("progress") or result.rows.get("evidence"):
        result.doubt("import_no_group", 0)
    for code, (name, kind) in told.items():
        label = "หน่วย" if kind == "unit" else "กลุ่ม"
        result.add("groups", None, group=code, name=name, kind=label)


KEYS = {
    "standards": ("standard",),
    "indicators": ("indicator",),
    "criteria": ("criterion",),
    "conditions": ("criterion", "condition"),
    "rubric": ("indicator", "level"),
    "progress": ("criterion", "condition"),
}


def _keys(result: Result) -> None:
    """A second row of the same code that says something else: the first stays, both are told."""
    for tab, key in KEYS.items():
        seen: set[tuple] = set()
        kept = []
        for row in result.rows.get(tab, []):
            code = tuple(row.get(name, "") for name in key)
            if code in seen:
                _second(tab, code, row, result)
                continue
            seen.add(code)
            kept.append(row)
        if tab in result.rows:
            result.rows[tab] = kept


def _second(tab: str, code: Iterable[object], row: dict, result: Result) -> None:
    number = int(
        "".join(c for c in str(row.get("remark", "")).split(" · ")[0] if c.isdecimal()) or 0
    )
    texts = [str(v) for name, v in row.items() if name not in ("edition", "remark")]
    result.leave([Line(number, line) for text in texts for line in text.split("\n")], "row_twice")
    result.doubt("import_row_twice", number, tab=tab, value=" ".join(map(str, code)).strip())
