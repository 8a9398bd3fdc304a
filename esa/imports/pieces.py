"""The official form of four columns → indicators, rubric, criteria, progress and evidence."""

from collections.abc import Iterable

from esa.imports.evidence_lists import Item, Lists, lists, split_title
from esa.imports.gathered import Ladder
from esa.imports.levels import place_beside, place_levels, points_total
from esa.imports.lines import Line, joined
from esa.imports.narrative import Narrative, PointText, narrative
from esa.imports.result import Result, points_said


def place(ladder: Ladder, result: Result) -> None:
    """Put everything of one indicator into its tabs; without a code nothing has a home."""
    if not ladder.code:
        lines = [line for _, *cells in ladder.levels for cell in cells for line in cell]
        lines += [*ladder.headings, *ladder.title, *ladder.beside]
        result.leave([*lines, *ladder.narrative, *ladder.evidence], "no_heading")
        return
    told = narrative(ladder.narrative, ladder.code)
    found = lists(ladder.evidence, _only_point(told))
    total = _total(ladder, told, result)
    ticked = place_levels(ladder, total, result)
    row = result.add(
        "indicators", (ladder.headings or ladder.title or [None])[-1],
        edition=result.edition, indicator=ladder.code, standard=ladder.code.split(".")[0],
        title=joined(tuple(ladder.title), " "), points_total=total,
        comments=joined(tuple(told.whole)),
    )  # fmt: skip
    place_beside(ladder, row, ticked, result)
    _notes(found.notes, row)
    _points(ladder, told, found, total, result)
    _documents(ladder, found, result)
    result.form([*told.form, *found.form])
    result.unplaced += [*told.homeless, *found.homeless]
    result.doubts += [*told.doubts, *found.doubts]


def _only_point(told: Narrative) -> int | None:
    return told.points[0].number if len(told.points) == 1 else None


def _total(ladder: Ladder, told: Narrative, result: Result) -> int | None:
    """The number of points as the wordings say it; else unknown, and told where they differ."""
    total = points_total(ladder)
    listed = max((point.number for point in told.points), default=0)
    where = (ladder.headings or ladder.narrative or ladder.levels[0][1])[-1]
    if total is None:
        said = {
            n for *_, wording in ladder.levels for line in wording for n in points_said(line.arabic)
        }
        facts = {"indicator": ladder.code, "value": ", ".join(map(str, sorted(said))) or "–"}
        result.doubt("import_total_unknown", where, **facts)
    elif listed and listed != total:
        facts = {"indicator": ladder.code, "expected": total, "count": listed}
        result.doubt("import_total_differs", where, **facts)
    return total


def _notes(notes: Iterable[Line], row: dict) -> None:
    """Notes of the form stay with the indicator, in its remark."""
    said = " · ".join(line.text for line in notes)
    if said:
        row["remark"] = f"{row.get('remark', '')} · {said}".strip(" ·")


def _points(
    ladder: Ladder, told: Narrative, found: Lists, total: int | None, result: Result
) -> None:
    """Criteria and progress: a row each per point, without text where only a list names it."""
    by_number = {point.number: point for point in told.points}
    most = total or max(by_number, default=0) or max(found.headings, default=0)
    for number in sorted({*by_number, *(n for n in found.headings if 1 <= n <= most)}):
        point, code = by_number.get(number), f"{ladder.code}.{number}"
        line = point.line if point else found.headings[number]
        title = _title(point)
        result.add(
            "criteria", line, edition=result.edition, criterion=code, indicator=ladder.code,
            title=title,
        )  # fmt: skip
        if point is None:
            result.doubt("import_point_only_list", line, criterion=code)
            continue
        parts = {name: joined(tuple(lines)) for name, lines in point.parts.items()}
        if not any(parts.values()) and not point.link:
            result.doubt("import_point_unwritten", line, criterion=code)
            continue
        result.add(
            "progress",
            line,
            edition=result.edition,
            criterion=code,
            full_text=result.link(point.link, line),
            **parts,
        )
    if told.points:
        count = sum(1 for row in result.rows.get("progress", ()) if _is_of(row, ladder.code))
        first = told.points[0].line
        result.doubt("import_carried_out", first, indicator=ladder.code, count=count)
    for number, line in found.headings.items():
        if number not in by_number and number > most:
            facts = {"criterion": f"{ladder.code}.{number}", "count": most}
            result.doubt("import_list_without_point", line, **facts)


def _title(point: PointText | None) -> str:
    return "" if point is None or point.title.startswith("(ยังไม่ได้กรอก") else point.title


def _is_of(row: dict, indicator: str) -> bool:
    return str(row.get("criterion", "")).startswith(f"{indicator}.")


def _documents(ladder: Ladder, found: Lists, result: Result) -> None:
    for number, items in found.items.items():
        for place_in_list, item in enumerate(items, start=1):
            document(f"{ladder.code}.{number}", place_in_list, item, result)


def document(criterion: str, place_in_list: int, item: Item, result: Result) -> None:
    """One row of evidence."""
    row = result.add(
        "evidence", item.line, edition=result.edition, criterion=criterion, item=place_in_list,
        link=result.link(item.link, item.line), **split_title(item.title),
    )  # fmt: skip
    if item.who:
        row["remark"] = f"{row['remark']} · {item.who}"
