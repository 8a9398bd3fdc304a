"""Every suggestion works: after typing exactly what a message suggests, the message is gone."""

import random
from dataclasses import replace
from datetime import date, datetime

import pytest

from esa.reading.known_tabs import headings_of, known_tabs
from esa.reading.office import BANGKOK, read_office
from esa.reading.schema import read_tabs
from esa.sources.folder import read_folder
from tests.conftest import SAMPLE

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
# What they suggest belongs into another cell, or is to be compared with the source first.
EXEMPT = {"set_does_not_add_up_mend", "left_differs", "percent_wrong", "percent_rounding"}
SLIPS = (
    lambda text, chance: text[:-1],
    lambda text, chance: text + chance.choice("นๆาก"),
    lambda text, chance: text.replace(text[len(text) // 2], "", 1),
    lambda text, chance: f"www.{text.removeprefix('https://')}",
    lambda text, chance: f"ดู {text} ค่ะ",
    lambda text, chance: f"{text} {text}",
    lambda text, chance: f"{text}.",
    lambda text, chance: f"ข้อ {text}",
    lambda text, chance: f"โรงเรียน{text}",
    lambda text, chance: f"กลุ่มเครือข่าย{text}",
    lambda text, chance: f"ยังไม่{text}",
    lambda text, chance: float(text) if text.replace(".", "", 1).isdigit() else text * 2,
    lambda text, chance: date(2014, chance.randint(1, 12), chance.randint(1, 28)),
    lambda text, chance: chance.choice(("0.85", "12.000", "1.234,56", "1 234", "23/9/57", "2014")),
    lambda text, chance: chance.choice((0.5, 1.1, 2557, 37987)),
)


def books():
    return read_folder(SAMPLE, NOW)


def with_cell(raws, workbook: str, title: str, row: int, column: int, value: object):
    changed = []
    for raw in raws:
        tabs = []
        for tab in raw.tabs:
            if (raw.name, tab.title) == (workbook, title):
                rows = [list(cells) for cells in tab.rows]
                rows[row] += [None] * (column + 1 - len(rows[row]))
                rows[row][column] = value
                tab = replace(tab, rows=rows)
            tabs.append(tab)
        changed.append(replace(raw, tabs=tuple(tabs)))
    return changed


def a_cell(raws, chance: random.Random):
    """(workbook, title, tab, row, column, text) of a filled cell of a known column."""
    while True:
        raw = chance.choice(raws)
        name, tab = chance.choice(sorted(known_tabs(raw).by_name.items()))
        found = headings_of(read_tabs()[name], tab)
        if found.row is None or len(tab.rows) < 2:
            continue
        row = chance.randrange(found.row + 1, len(tab.rows))
        column = chance.choice(sorted(found.columns.values()))
        text = tab.rows[row][column] if column < len(tab.rows[row]) else ""
        if text and isinstance(text, str):
            return raw.name, tab.title, name, row, column, text


@pytest.mark.parametrize("seed", range(8))
def test_what_is_suggested_can_be_typed_and_ends_the_message(seed):
    chance, raws, followed = random.Random(seed), books(), 0
    for _ in range(10):
        workbook, title, name, row, column, text = a_cell(raws, chance)
        slip = chance.choice(SLIPS)(text, chance)
        office = read_office(with_cell(raws, workbook, title, row, column, slip), NOW)
        here = [
            p for p in office.problems if (p.workbook, p.tab, p.row) == (workbook, name, row + 1)
        ]
        letters = office.letters.get((workbook, name), {})
        at = {letter: field for field, letter in letters.items()}
        for problem in here:
            advice = problem.suggestion
            field = at.get(problem.cell.rstrip("0123456789"))
            own = field and ord(problem.cell[0]) - ord("A") == column and len(letters[field]) == 1
            if not own or advice in ("", "–") or problem.code in EXEMPT or " = " in advice:
                continue
            advice = advice.split(" หรือ ")[0]
            after = read_office(with_cell(raws, workbook, title, row, column, advice), NOW)
            left = {
                (p.code, p.cell) for p in after.problems if (p.workbook, p.tab) == (workbook, name)
            }
            assert (problem.code, problem.cell) not in left, (problem, advice)
            followed += 1
    assert followed or seed
