"""The older form of six columns → indicators, criteria, conditions and progress.

A row holds one desired condition or several; what it says of procedure and work belongs to all of
them, and nothing tells it apart. Then the work is kept with the criterion as a whole, the procedure
with the first of them, and both are told. A blank responsible group stays blank.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from esa import thai
from esa.imports import forms
from esa.imports.evidence_lists import lists
from esa.imports.gathered import Criterion
from esa.imports.lines import Cell, Line, joined, squeezed
from esa.imports.pieces import document
from esa.imports.result import Result

_CONDITION = re.compile(r"([0-9]+(?:\s?\.\s?[0-9]+)+|[0-9]+(?=\s?[.)]))[.)]?\s*")
_AIM = re.compile(
    r"(ร้อยละ)\s*([0-9]+(?:\.[0-9]+)?)|([0-9]+(?:\.[0-9]+)?)\s*(ข้อ|ด้าน|%)|(จำนวน)\s*([0-9]{1,4})"
)
_UNITS = {"ข้อ": "ข้อ", "ด้าน": "ด้าน", "%": "ร้อยละ", "ร้อยละ": "ร้อยละ", "จำนวน": "จำนวน"}
_MET = ("☑ ทำได้", "☐ ยังทำไม่ได้", "☑ยังทำไม่ได้", "ทำได้", "ยังทำไม่ได้")
EVIDENCE = "เอกสาร/หลักฐานอ้างอิง"


@dataclass
class _Condition:
    code: str
    line: Line
    texts: list[str]


@dataclass
class _Found:
    """What the rows of one criterion add up to."""

    conditions: dict[str, dict] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)  # conditions of the row before
    progress: dict[str, dict[str, list[Line]]] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Line] = field(default_factory=list)
    kpi: list[Line] = field(default_factory=list)
    leads: list[tuple[str, Cell]] = field(default_factory=list)  # groups, and where they stood
    co: list[tuple[str, Cell]] = field(default_factory=list)
    documents: int = 0


def place(criterion: Criterion, result: Result) -> None:
    """Put one criterion with all its rows into its tabs."""
    found = _Found()
    row = result.add(
        "criteria", (criterion.headings or [line for c in criterion.rows[0] for line in c])[-1],
        edition=result.edition, criterion=criterion.code, indicator=criterion.indicator,
        title=joined(tuple(criterion.title), " "), category=criterion.category,
    )  # fmt: skip
    for line in criterion.beside:
        result.leave([line], "computed" if line.text.startswith("ทำได้ ") else "front")
    for cells in criterion.rows:
        _row(criterion, cells, found, result)
    _groups(criterion, row, found, result)
    kpi(criterion.code, row, found.kpi, result)
    if found.notes:
        row["remark"] += " · " + "\n".join(line.text for line in found.notes)
        result.doubt("import_no_condition", found.notes[0], criterion=criterion.code)
    _progress(criterion, found, result)


def _row(criterion: Criterion, cells: tuple[Cell, ...], found: _Found, result: Result) -> None:
    conditions = _conditions(cells[0], found, result)
    new = [each for each in conditions if each.code not in found.conditions]
    for each in conditions:
        _take(criterion, each, found, result)
    if conditions:
        found.open = [each.code for each in conditions]
    is_next_page = not conditions
    _procedure(criterion, cells[1], [each.code for each in new], is_next_page, found, result)
    _work(criterion, cells[2], found, result)
    found.kpi += unmarked(cells[3], result)
    lead, co = (groups_of(cell, result) for cell in cells[4:6])
    if lead or (conditions and new):
        found.leads.append((lead, cells[4]))
    if co:
        found.co.append((co, cells[5]))
    for code in found.open:
        known = found.conditions.get(code)
        for name, said in (("lead_groups", lead), ("co_groups", co)):
            if known is not None and said:
                known.setdefault(name, said)


def _conditions(cell: Cell, found: _Found, result: Result) -> list[_Condition]:
    """The numbered conditions of a cell; lines before the first number are notes."""
    told: list[_Condition] = []
    for line in cell:
        match = _CONDITION.match(line.arabic)
        text = line.text[match.end() :].strip() if match else ""
        if match and text:
            code = re.sub(r"\s", "", match[1])
            is_mark = text in forms.OWN_MARKS
            told.append(_Condition(code, line, [] if is_mark else [text]))
            result.form([line] if is_mark else [])
        elif told and not forms.is_own_mark(line):
            told[-1].texts.append(line.text)
        elif forms.is_own_mark(line):
            result.form([line])
        else:
            found.notes.append(line)
    return told


def _take(criterion: Criterion, each: _Condition, found: _Found, result: Result) -> None:
    text = " ".join(each.texts)
    if each.code not in found.conditions:
        found.texts[each.code] = text
        found.conditions[each.code] = result.add(
            "conditions", each.line, edition=result.edition, criterion=criterion.code,
            condition=each.code, text=text,
        )  # fmt: skip
        return
    if thai.fold(text) != thai.fold(found.texts[each.code]):
        result.leave([Line(each.line.number, text)], "row_twice")
    facts = {"criterion": criterion.code, "condition": each.code}
    result.doubt("import_condition_twice", each.line, **facts)


def _procedure(
    criterion: Criterion, cell: Cell, new: Sequence[str], next_page: bool, found: _Found,
    result: Result,
) -> None:  # fmt: skip
    lines = unmarked(cell, result)
    if not lines:
        return
    owner = new[0] if new else found.open[0] if found.open else None
    if owner is None:
        result.leave(lines, "no_condition")
        facts = {"criterion": criterion.code}
        result.doubt("import_procedure_alone", lines[0], **facts)
        return
    row = found.conditions[owner]
    said = joined(tuple(lines))
    row["procedure"] = f"{row['procedure']}\n{said}" if row.get("procedure") else said
    shared = found.open if next_page else new
    if len(shared) > 1:
        facts = {"criterion": criterion.code, "condition": owner, "value": ", ".join(shared)}
        result.doubt("import_procedure_shared", lines[0], **facts)


def _work(criterion: Criterion, cell: Cell, found: _Found, result: Result) -> None:
    """The third column: work, or the three parts where they are headed, and documents."""
    one = found.open[0] if len(found.open) == 1 else ""
    parts = found.progress.setdefault(one, {})
    part, evidence, first = "method", None, True
    for line in cell:
        kind = forms.part(line)
        if thai.fold(line.text) == thai.fold(EVIDENCE):
            evidence = []
            result.form([line])
        elif kind and kind != "whole":
            part, evidence = kind, None
            result.form([line])
        elif forms.is_own_mark(line) and line.role != "item":
            result.form([line])
        elif line.text in _MET:
            found.remarks.setdefault(one, []).append(line.text)
        elif evidence is not None:
            evidence.append(line)
        else:
            parts.setdefault(part, []).append(line)
            if first and len(found.open) > 1:
                said = ", ".join(found.open)
                facts = {"criterion": criterion.code, "value": said}
                result.doubt("import_work_shared", line, **facts)
            first = False
    if evidence:
        _documents(criterion, evidence, found, result)


def _documents(criterion: Criterion, lines: list[Line], found: _Found, result: Result) -> None:
    told = lists(lines, only=0)
    for item in told.items.get(0, []):
        found.documents += 1
        document(criterion.code, found.documents, item, result)
    result.form(told.form)
    result.leave(told.notes, "front")
    result.unplaced += told.homeless
    result.doubts += told.doubts


def _progress(criterion: Criterion, found: _Found, result: Result) -> None:
    count = 0
    for condition, parts in found.progress.items():
        said = {name: joined(tuple(lines)) for name, lines in parts.items() if lines}
        remarks = found.remarks.get(condition, [])
        if not said and not remarks:
            continue
        count += 1
        first = next((line for lines in parts.values() for line in lines), None)
        row = result.add(
            "progress", first, edition=result.edition, criterion=criterion.code,
            condition=condition, **said,
        )  # fmt: skip
        if remarks:
            row["remark"] = " · ".join([*filter(None, [row.get("remark")]), *remarks])
    if count:
        where = next(line for cells in criterion.rows for cell in cells for line in cell)
        result.doubt("import_carried_out", where, indicator=criterion.code, count=count)


def unmarked(cell: Cell, result: Result) -> list[Line]:
    result.form(line for line in cell if forms.is_own_mark(line))
    return [line for line in cell if not forms.is_own_mark(line)]


def groups_of(cell: Cell, result: Result) -> str:
    """Names of groups as written, parted by ;."""
    names = [part.strip() for line in unmarked(cell, result) for part in line.text.split(" / ")]
    return "; ".join(dict.fromkeys(name for name in names if name and name != "-"))


def _groups(criterion: Criterion, row: dict, found: _Found, result: Result) -> None:
    """Who leads, where all rows say the same; else each condition keeps its own."""
    for name, said in (("lead_groups", found.leads), ("co_groups", found.co)):
        told = {thai.fold(groups): groups for groups, _ in said if groups}
        if len(told) == 1:
            row[name] = next(iter(told.values()))
        elif len(told) > 1:
            facts = {"criterion": criterion.code, "value": " / ".join(told.values())}
            result.doubt("import_groups_differ", _first(criterion), **facts)
            if not found.conditions:
                row[name] = "; ".join(told.values())
        kept = {row.get(name), *(each.get(name) for each in found.conditions.values())}
        for groups, cell in said:
            if groups and groups not in kept:
                result.leave(cell, "no_condition")
    blank = [not groups for groups, _ in found.leads]
    if any(blank) and not all(blank):
        result.doubt("import_lead_blank", _first(criterion), criterion=criterion.code)


def _first(criterion: Criterion) -> Line:
    return next(line for cells in criterion.rows for cell in cells for line in cell)


def kpi(criterion: str, row: dict, lines: list[Line], result: Result) -> None:
    """The text of the KPI; its target where the text holds one number with a unit, and told."""
    if not lines:
        return
    aims = [line for line in lines if line.text.startswith("เป้าหมาย ")]
    row["kpi_text"] = joined(tuple(line for line in lines if line not in aims))
    result.form(aims)
    found = _AIM.findall(squeezed(tuple(aims or lines)))
    if len(found) == 1:
        percent, share, number, unit, counted, count = found[0]
        row["kpi_target"] = share or number or count
        row["kpi_unit"] = _UNITS[percent or unit or counted]
        if not aims:
            facts = {"criterion": criterion, "value": " ".join(filter(None, found[0]))}
            result.doubt("import_target_read", lines[0], **facts)
    elif aims:
        row["kpi_target"] = aims[0].text.removeprefix("เป้าหมาย ")
    elif len(found) > 1:
        result.doubt("import_target_unclear", lines[0], criterion=criterion)
