"""เริ่มต้นที่นี่: five tabs in order, the next cell of each, done only when nothing is missing."""

import pandas as pd
import pytest

from esa.commands.cli import main
from esa.commands.reading import read_with_raws
from esa.judged import Judged
from esa.reading.office import read_office
from esa.telling.first_steps import STEPS, first_steps, missing
from esa.telling.health import health
from esa.telling.topic import plain
from tests.registered import CAR, CAR_COLUMNS, CARS, NOW, group_book, office_book


def office_of(folder, *more):
    assert main(["template", str(folder), *more]) == 0
    return read_with_raws(str(folder))[0]


def said(office):
    return [
        plain(f"{e.text} {e.note}").replace("\u00a0", " ")
        for e in first_steps(Judged(office)).entries
    ]


def test_empty_templates_ask_for_the_first_cell_of_each_tab_in_order(tmp_path):
    office = office_of(tmp_path / "new")
    told = first_steps(Judged(office))
    assert [entry.cell.tab for entry in told.entries] == [step.tab for step in STEPS]
    assert plain(told.finding) == "กรอกแล้ว 0 จาก 5 แท็บ"
    first, *others = said(office)
    assert all("ยังไม่ได้กรอก" in each and "ยังไม่ครบ" not in each for each in (first, *others))
    assert plain(health(Judged(office)).finding).endswith("ยังไม่มีกลุ่มใดกรอกข้อมูล")
    assert first.endswith("ช่องถัดไป: ชื่อสำนักงาน")
    for entry in told.entries:  # the mark beside it says which cell, and no words say it again
        assert office.cell(*entry.cell) not in plain(entry.note)


@pytest.mark.parametrize("rows", [[], [["กข 1", "1", "", "", "", ""]]])
def test_a_group_that_has_only_filled_in_a_register_has_filled_in_something(rows):
    heads = [column[2] for column in CAR_COLUMNS]
    own = group_book("AM", {"การดำเนินงาน": [["รหัสประเด็น"]], CAR: [heads, *rows]})
    judged = Judged(read_office([own, office_book(CARS, CAR_COLUMNS)], NOW))
    assert first_steps(judged) is not None
    assert ("ยังไม่มีกลุ่มใดกรอกข้อมูล" in health(judged).finding) == (not rows)


@pytest.mark.parametrize("edition", ["2557", "2560"])
def test_a_ready_edition_leaves_only_what_is_not_known(tmp_path, edition):
    office = office_of(tmp_path / "new", "--edition", edition)
    cells = {step.tab: missing(office, step) for step in STEPS}
    assert cells["editions"] is None and office.edition == edition
    assert cells["settings"].field == "office_name"
    assert cells["indicators"].field in ("title", "points_total")
    there = [row for _, row in office.rows["rubric"].index]
    assert cells["rubric"].at[1] == max(there, default=1) + 1  # some indicator has none: a free row
    assert cells["rubric"].field == ("indicator" if there else "edition")


def test_an_office_that_reports_and_the_sample_are_past_it(sample):
    assert first_steps(Judged(sample)) is None


def test_every_step_is_done_or_names_a_cell_that_is_blank(tmp_path):
    office = office_of(tmp_path / "new", "--edition", "2557")
    for step in STEPS:
        cell = missing(office, step)
        if cell is None:
            continue
        rows = office.rows[step.tab]
        there = list(rows.index)
        if cell.at in there:
            assert pd.isna(list(rows[cell.field])[there.index(cell.at)])
        else:
            assert cell.at[1] > max((row for _, row in there), default=1)
