"""template --from and new-year lose nothing: what can't be read goes along as it was typed."""

import csv
import io
import random
import shutil
from functools import cache

import pytest

from esa.commands import cli
from esa.commands.reading import read
from esa.history.of_sample import OFFICE as SAMPLE
from esa.reading.schema import read_tabs
from esa.sources.folder import read_folder
from tests.unit.test_new_year import NOW

JUNK = ("AM; กลุ่มที่ไม่มี", "N99", "ห้าสิบ", "ไม่แน่ใจ?", "1..2", "๓x", "31/31/2557")
TABS = ("criteria", "schools", "indicators", "groups", "networks", "lower_limits", "rubric")
OF_ONE_YEAR = {"workbook", "extra_condition_met", "claimed_level", "target_level", "comments"}


@pytest.fixture
def office(tmp_path):
    place = tmp_path / "office"
    shutil.copytree(SAMPLE, place)
    return place


def table(office, tab) -> list[list[str]]:
    text = (office / "office" / f"{tab}.csv").read_text("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def put(office, tab, rows) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    (office / "office" / f"{tab}.csv").write_text(out.getvalue(), "utf-8")


def typed(office, tab, row: int, name: str, value: str) -> None:
    """Type a value into a cell. row: of the data, from 0; name: English name of the column."""
    rows = table(office, tab)
    names = [name, *read_tabs()[tab].field(name).aliases, read_tabs()[tab].field(name).title]
    rows[row + 1][next(j for j, head in enumerate(rows[0]) if head in names)] = value
    put(office, tab, rows)


@cache
def tabs_of(out) -> dict[str, list[list[object]]]:
    """The rows of each tab of the new office workbook, which nobody changes any more."""
    books = {raw.name: raw for raw in read_folder(out, NOW)}
    return {each.title: each.rows for each in books["สมุดสำนักงาน.xlsx"].tabs}


def written(out, tab) -> list[list[object]]:
    """The rows of a tab of the new office workbook, the headings first."""
    return tabs_of(out)[read_tabs()[tab].title]


def column(out, tab, name) -> list[object]:
    rows = written(out, tab)
    place = rows[0].index(read_tabs()[tab].field(name).title)
    return [row[place] for row in rows[1:]]


def made(how, office, out) -> int:
    if how == "template":
        return cli.main(["template", str(out), "--from", str(office)])
    return cli.main(["new-year", "2558", str(office), str(out)])


@pytest.mark.parametrize("how", ["template", "new-year"])
def test_values_that_can_not_be_read_go_along_and_are_named(how, office, tmp_path, capsys):
    typed(office, "criteria", 4, "lead_groups", "AM; กลุ่มที่ไม่มี")
    typed(office, "schools", 3, "network", "N99")
    typed(office, "schools", 5, "enrolled", "ห้าสิบ")
    assert made(how, office, tmp_path / "out") == 1
    said = capsys.readouterr().err
    assert column(tmp_path / "out", "criteria", "lead_groups")[4] == "AM; กลุ่มที่ไม่มี"
    assert column(tmp_path / "out", "schools", "network")[3] == "N99"
    assert column(tmp_path / "out", "schools", "enrolled")[5] == "ห้าสิบ"
    for value in ("กลุ่มที่ไม่มี", "N99", "ห้าสิบ"):
        assert value in said
    # the same is wrong there as here: nothing got lost, and nothing new came
    again = read(str(tmp_path / "out")).problems
    assert {p.field for p in again if p.tab == "schools"} >= {"network", "enrolled"}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("how", ["template", "new-year"])
def test_whatever_stands_in_a_cell_stands_in_the_new_workbook(how, seed, office, tmp_path):
    chance = random.Random(seed)
    placed = []
    for tab in TABS:
        names = [f.name for f in read_tabs()[tab].fields if f.name not in OF_ONE_YEAR]
        heads = [head for head in table(office, tab)[0] if head]
        fields = [n for n in names if read_tabs()[tab].field(n).title in heads]
        name, value = chance.choice(fields), chance.choice(JUNK)
        typed(office, tab, chance.randrange(len(table(office, tab)) - 1), name, value)
        placed.append((tab, name, value))
    made(how, office, tmp_path / "out")
    for tab, name, value in placed:
        found = map(str, column(tmp_path / "out", tab, name))
        plain = {part for cell in found for part in (cell, *cell.split("; "))}
        assert set(value.split("; ")) <= plain, (tab, name, value)


def test_a_row_without_a_key_goes_along(office, tmp_path, capsys):
    rows = table(office, "criteria")
    put(office, "criteria", [*rows, ["", "", "1.1", "ไม่มีรหัส", "กลุ่มบุคคล"]])
    assert made("template", office, tmp_path / "out") == 1
    assert "ไม่มีรหัส" in column(tmp_path / "out", "criteria", "title")
    assert "ประเด็นการพิจารณา" in capsys.readouterr().err


def test_columns_of_the_offices_own_go_along(office, tmp_path):
    rows = table(office, "schools")
    put(office, "schools", [[*row, f"ห้อง {n}" if n else "จุดเด่น"] for n, row in enumerate(rows)])
    made("new-year", office, tmp_path / "out")
    found = written(tmp_path / "out", "schools")
    place = found[0].index("จุดเด่น")
    assert [row[place] for row in found[1:]] == [f"ห้อง {n}" for n in range(1, len(rows))]


def test_a_tab_of_the_offices_own_is_told_to_stay_behind(office, tmp_path, capsys):
    (office / "office" / "เวรประจำวัน.csv").write_text("วัน,เวร\nจันทร์,ก\n", "utf-8")
    assert made("template", office, tmp_path / "out") == 1
    assert "เวรประจำวัน" in capsys.readouterr().err


def test_an_office_without_a_slip_ends_with_nothing_to_look_at(tmp_path, capsys):
    assert made("template", SAMPLE, tmp_path / "first") == 1
    capsys.readouterr()
    clean = tmp_path / "clean"
    assert cli.main(["template", str(clean), "--edition", "2557"]) == 0
    assert cli.main(["template", str(tmp_path / "again"), "--from", str(clean)]) == 0
    assert capsys.readouterr().err == ""
