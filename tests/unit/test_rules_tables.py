"""The rows of an edition as tables: each cell says what the row says."""

import pytest

from esa.judged import Judged
from esa.plain import dicts
from esa.rules.tables import EditionTables

AS_ROWS = ("evidence", "points", "levels", "met", "results", "sums")
BY_READING = ("steps", "missing", "work")


def flat(row) -> dict:
    """A row with what counts in one reading, and the place of a cell, in columns of their own."""
    found = {}
    for name, value in row._asdict().items():
        if hasattr(value, "_asdict"):
            found |= {f"{inner}_{name}": part for inner, part in value._asdict().items()}
        else:
            found[name] = value
    return found


@pytest.mark.parametrize("number", [0, 1])
def test_every_cell_of_a_table_is_what_its_row_says(sample, number):
    edition = Judged(sample).editions[number]
    tables = EditionTables(edition)
    for name in AS_ROWS:
        rows = getattr(edition, name)
        for cells, row in zip(dicts(getattr(tables, name)), rows, strict=True):
            said = flat(row)
            if "weak_reported" in said:
                said["weak"] = said.pop("weak_reported")
            assert {key: cells[key] for key in said} == said


@pytest.mark.parametrize("reading", ["reported", "verified"])
def test_a_cell_to_fill_in_stands_in_workbook_and_row_and_both_are_blank_for_a_new_one(
    sample, reading
):
    edition = Judged(sample).standards
    for name in BY_READING:
        rows = getattr(edition, name)(reading)
        for cells, row in zip(dicts(getattr(edition.tables, name)(reading)), rows, strict=True):
            assert (cells["workbook"], cells["row"]) == (row.at or (None, None))
            said = row._asdict()
            del said["at"]
            assert {key: cells[key] for key in said} == said


def test_a_table_is_made_once(sample):
    tables = Judged(sample).standards.tables
    assert tables.levels is tables.levels and tables.steps("verified") is tables.steps("verified")
