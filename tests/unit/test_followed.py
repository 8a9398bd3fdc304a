"""Every suggestion works: after typing exactly what a message suggests, the message is gone."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from itertools import zip_longest

import pytest

from esa.reading.known_tabs import headings_of, known_tabs
from esa.reading.office import BANGKOK, read_office
from esa.reading.problems import Problem
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


def advices(office, slips) -> dict[tuple, list[tuple[str, Problem]]]:
    """What the messages of the slipped cells say is to be typed into them."""
    found = defaultdict(list)
    for problem in office.problems:
        place = (problem.workbook, problem.tab, problem.row)
        if place not in slips:
            continue
        _, column = slips[place]
        letters = office.letters.get(place[:2], {})
        at = {letter: field for field, letter in letters.items()}
        field = at.get(problem.cell.rstrip("0123456789"))
        own = field and ord(problem.cell[0]) - ord("A") == column and len(letters[field]) == 1
        advice = problem.suggestion
        if own and advice not in ("", "–") and problem.code not in EXEMPT and " = " not in advice:
            found[place].append((advice.split(" หรือ ")[0], problem))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_what_is_suggested_can_be_typed_and_ends_the_message(seed):
    chance, raws, slips = random.Random(seed), books(), {}
    slipped = raws
    for _ in range(10):
        workbook, title, name, row, column, text = a_cell(raws, chance)
        slip = chance.choice(SLIPS)(text, chance)
        if (workbook, name, row + 1) not in slips:
            slips[workbook, name, row + 1] = title, column
            slipped = with_cell(slipped, workbook, title, row, column, slip)
    said = advices(read_office(slipped, NOW), slips)
    assert said or seed
    for followed in zip_longest(*said.values()):  # one advice of each cell at a time
        mended = slipped
        for (workbook, tab, row), (title, column) in slips.items():
            for advice, problem in filter(None, followed):
                if (workbook, tab, row) == (problem.workbook, problem.tab, problem.row):
                    mended = with_cell(mended, workbook, title, row - 1, column, advice)
        after = read_office(mended, NOW)
        left = {(p.workbook, p.tab, p.code, p.cell) for p in after.problems}
        for advice, p in filter(None, followed):
            assert (p.workbook, p.tab, p.code, p.cell) not in left, (p, advice)
