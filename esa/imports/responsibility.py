"""The responsibility table of an edition with levels → indicators, criteria, conditions, progress.

A row each point, as our own table is printed: its number and title with the conditions below, the
procedure, the status of the work, the KPI, who leads and who helps. The report of four columns says
the rest; nothing of it is assumed here.
"""

from esa.imports import forms
from esa.imports.gathered import PointTable
from esa.imports.lines import Cell, Line, joined
from esa.imports.result import Result
from esa.imports.six_columns import groups_of, kpi, unmarked

CONDITION = "– "  # before each desired condition of a point


def place(table: PointTable, result: Result) -> None:
    """Put all points of one indicator into their tabs."""
    result.add(
        "indicators", (table.headings or table.title or [None])[-1], edition=result.edition,
        indicator=table.code, standard=table.code.split(".")[0],
        title=joined(tuple(table.title), " "),
    )  # fmt: skip
    result.leave(table.beside, "front")
    for cells in table.rows:
        _point(table, cells, result)


def _point(table: PointTable, cells: tuple[Cell, ...], result: Result) -> None:
    number, title = forms.numbered(cells[0][0]) or (0, "")
    code, named = f"{table.code}.{number}", [title]
    conditions: list[Line] = []
    for line in cells[0][1:]:
        if line.text.startswith(CONDITION):
            conditions.append(line)
        else:
            named.append(line.text)
    text = " ".join(named)
    if text in forms.OWN_MARKS:
        result.form([cells[0][0]])
        text = ""
    row = result.add(
        "criteria", cells[0][0], edition=result.edition, criterion=code, indicator=table.code,
        title=text, lead_groups=groups_of(cells[4], result),
        co_groups=groups_of(cells[5], result),
    )  # fmt: skip
    kpi(code, row, unmarked(cells[3], result), result)
    _conditions(code, conditions, unmarked(cells[1], result), result)
    _status(code, unmarked(cells[2], result), result)


def _conditions(code: str, lines: list[Line], procedure: list[Line], result: Result) -> None:
    rows = [
        result.add(
            "conditions", line, edition=result.edition, criterion=code, condition=str(number),
            text=line.text.removeprefix(CONDITION),
        )
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip
    if procedure and len(rows) == 1:
        rows[0]["procedure"] = joined(tuple(procedure))
    elif procedure:
        result.leave(procedure, "no_condition")
        result.doubt("import_procedure_alone", procedure[0], criterion=code)


def _status(code: str, lines: list[Line], result: Result) -> None:
    """The status where one is told for the point; those of several groups have no home here."""
    told = [found for line in lines if (found := forms.status(line))]
    if len(told) == 1 and not told[0][0]:
        line, status = lines[0], told[0][1]
        result.add("progress", line, edition=result.edition, criterion=code, carried_out=status)
    else:
        result.leave(lines, "status_of_group")
