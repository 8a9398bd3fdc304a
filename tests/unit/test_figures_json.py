"""python -m esa figures --json: every figure with its parts, bounds, what it lacks, and cells."""

import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import jsonschema
import pytest

from esa.documents.machine.figures import SCHEMA, figures
from esa.judged import Judged
from esa.reading.schema import read_tabs
from esa.rules.vocabulary import READINGS
from esa.telling.money import finding
from esa.telling.standpoint import Standpoint
from tests.conftest import SAMPLE
from tests.slips import Slip, judged, slipped, slips
from tests.unit.changed import base, raw, small, week

ROOT = Path(__file__).resolve().parents[2]
CHECKED = jsonschema.Draft202012Validator(
    json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=jsonschema.FormatChecker()
)


def told(of: Judged) -> dict:
    """As another system reads it, and right by the schema."""
    found = json.loads(json.dumps(figures(Standpoint(of))))
    assert [error.message for error in CHECKED.iter_errors(found)] == []
    return found


def cells_in(part: object) -> Iterator[dict]:
    """Every cell that is named, wherever it stands."""
    if isinstance(part, dict):
        if part.keys() == {"workbook", "tab", "cell"}:
            yield part
        for each in part.values():
            yield from cells_in(each)
    elif isinstance(part, list):
        for each in part:
            yield from cells_in(each)


def test_the_schema_is_one_and_holds_for_every_week_of_the_sample():
    jsonschema.Draft202012Validator.check_schema(CHECKED.schema)
    for number in (1, 3, 6):
        assert told(week(number))["office"]["is_sample"]


@pytest.mark.parametrize("seed", [3, 14])
def test_it_holds_whatever_slips(seed):
    books = raw(small())
    for slip in islice(slips(books, seed), 12):
        told(judged(slipped(books, slip)))


def test_the_figures_are_those_that_the_board_shows():
    at = Standpoint(week(6))
    found, levels = told(at.judged), at.standards.levels
    for row, level in zip(found["levels"]["indicators"], levels, strict=True):
        for reading in READINGS:
            result = level.in_reading(reading)
            assert row[reading]["sentence"] == result.sentence
            assert (row[reading]["lowest"], row[reading]["highest"]) == (result.least, result.most)
    assert str(found["money"]["total"]["percent_spent"]) in finding(at)
    assert found["kpis"]["states"]["reached"] == 1
    months = found["networks"]["months"]
    for row in found["networks"]["networks"]:
        mine = [month for month in months if month["network"] == row["network"]]
        assert row["held"] == sum(month["activities"] for month in mine)
        assert row["planned"] == sum(month["planned"] for month in mine)
    items = found["resolutions"]["items"]
    assert sum(found["resolutions"]["states"].values()) == len(items) == len(at.judged.follow_ups)
    assert {row["stand"] for row in found["colours"]["schools"]} >= {"blue", "red", "not_tested"}


def test_every_cell_exists_in_its_sheet():
    office = base().office
    for cell in cells_in(told(base())):
        letters = office.letters[cell["workbook"], cell["tab"]].values()
        column = cell["cell"].rstrip("0123456789:")
        assert cell["tab"] in read_tabs() and (column in letters or ":" in cell["cell"]), cell


def test_what_a_sum_lacks_is_said_with_its_reason():
    books = raw(small())
    lost = told(judged(slipped(books, Slip("workbook", "fin"))))
    assert lost["money"]["total"]["spent"] is None and lost["money"]["total"]["as_of"] is None
    assert [(each["group"], each["reason"]) for each in lost["money"]["left_out"]] == [
        ("FIN", "workbook_unread")
    ]
    assert ("fin", "") in {(each["workbook"], each["tab"]) for each in lost["missing"]}


def test_a_row_set_aside_is_named_by_its_cell():
    found = told(base())["kpis"]["left_out"]
    assert sum(each["rows"] for each in found) == sum(len(each["cells"]) for each in found) > 0
    assert {cell["tab"] for cell in cells_in(found)} == {"kpis"}


def test_a_level_that_may_be_two_has_both_ends():
    lost = told(judged(slipped(raw(small()), Slip("workbook", "sup"))))
    before, row = (
        next(row for row in of["levels"]["indicators"] if row["indicator"] == "1.4")["reported"]
        for of in (told(base()), lost)
    )
    assert row["outcome"] == "incomplete"
    points = [point for point in lost["levels"]["points"] if point["indicator"] == "1.4"]
    assert {point["reported"] for point in points} == {"unknown"}
    assert {point["carried_out"] for point in points} == {"unknown"}
    assert before["lowest"] == before["highest"] == 5


def test_the_command_prints_it_without_streamlit():
    code = (
        "import sys; from esa.commands.cli import main;"
        f"done = main(['figures', {str(SAMPLE)!r}, '--json']);"
        "sys.exit(done or any(name in sys.modules for name in ('streamlit', 'altair')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["format"] == "esa-figures/1"


def test_its_names_stand_in_the_guide():
    guide = (ROOT / "docs" / "figures.md").read_text(encoding="utf-8")
    for section in CHECKED.schema["properties"]:
        assert f"`{section}`" in guide, section
