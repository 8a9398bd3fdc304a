"""A new fiscal year: the framework goes along, the work of the old year doesn't."""

from datetime import datetime

import pytest

from esa.commands import cli
from esa.commands.reading import read
from esa.history.new_year import NotLater, new_year
from esa.history.of_sample import OFFICE as SAMPLE
from esa.reading.office import BANGKOK, read_office
from esa.sources.folder import read_folder, signature
from esa.templates.new_folder import NoFolder

NOW = datetime(2014, 9, 23, 9, 0, tzinfo=BANGKOK)
CARRIED = ("editions", "groups", "standards", "indicators", "criteria", "conditions", "rubric")
CARRIED += ("networks", "schools", "lower_limits", "colour_bands")
EMPTY = ("progress", "evidence", "projects", "spending", "network_activities", "resources")
EMPTY += ("figures", "kpis")
CLOSED = ("done", "cancelled")


@pytest.fixture(scope="module")
def old():
    return read_office(read_folder(SAMPLE, NOW), NOW)


@pytest.fixture(scope="module")
def new(old, tmp_path_factory):
    out = tmp_path_factory.mktemp("years") / "2558"
    new_year(old, 2558, out, read_folder(SAMPLE, NOW))
    return read_office(read_folder(out, NOW), NOW)


def test_the_new_year_has_only_the_errors_that_went_along(old, new):
    def errors(office):
        return {(p.code, p.tab, p.what_th) for p in office.problems if p.severity == "error"}

    assert errors(new) < errors(old)
    assert {tab for _, tab, _ in errors(new)} == {"follow_ups", "test_results"}
    assert (new.fiscal_year, {book.fiscal_year for book in new.workbooks}) == (2558, {2558})
    assert all(book.used for book in new.workbooks)


@pytest.mark.parametrize("tab", CARRIED)
def test_what_lasts_is_carried_over_cell_by_cell(old, new, tab):
    of_one_year = {
        "groups": ["workbook"],
        "indicators": ["extra_condition_met", "claimed_level", "target_level", "comments"],
    }
    before, after = old.table(tab), new.table(tab)
    assert len(before) > 0
    before = before.drop(columns=of_one_year.get(tab, [])).reset_index(drop=True)
    after = after.drop(columns=of_one_year.get(tab, [])).reset_index(drop=True)
    assert before.equals(after)


@pytest.mark.parametrize("tab", EMPTY)
def test_the_work_of_the_old_year_stays_behind(new, tab):
    assert len(new.table(tab)) == 0


def test_what_is_true_of_one_year_is_blank(new):
    assert new.settings["as_of"].tolist() == [None]
    assert new.settings["fiscal_year"].tolist() == [2558]
    assert new.groups["workbook"].isna().all()
    for name in ("extra_condition_met", "claimed_level", "target_level", "comments"):
        assert new.indicators[name].isna().all(), name
    assert new.today == NOW.date()


def test_the_old_year_is_not_touched(old, tmp_path):
    before = signature(SAMPLE)
    new_year(old, 2558, tmp_path / "2558")
    assert signature(SAMPLE) == before and old.fiscal_year == 2557
    assert old.groups["workbook"].notna().any() or len(old.groups) == 7


@pytest.mark.parametrize("year", [2557, 2556, 2015, 99999])
def test_a_year_that_is_not_later_is_refused(old, tmp_path, year):
    with pytest.raises(NotLater, match="มากกว่าปีของสมุดเดิม"):
        new_year(old, year, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_folder_with_files_is_refused(old, tmp_path):
    (tmp_path / "สมุดสำนักงาน.xlsx").write_bytes(b"x")
    with pytest.raises(NoFolder, match="มีไฟล์อยู่แล้ว"):
        new_year(old, 2558, tmp_path)
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"x"]


def test_resolutions_that_are_not_closed_and_the_last_results_go_along(old, new):
    columns = ["meeting_no", "item", "resolution", "due", "status"]
    before = old.follow_ups[~old.follow_ups["status"].isin(CLOSED)][columns]
    assert 0 < len(before) < len(old.follow_ups)
    after = new.follow_ups[columns]
    assert before.reset_index(drop=True).equals(after.reset_index(drop=True))
    results = old.test_results
    last = results.groupby(["test", "grade"])["academic_year"].transform("max")
    kept = results[results["academic_year"] == last].reset_index(drop=True)
    assert 0 < len(kept) < len(results)
    assert kept.equals(new.test_results.reset_index(drop=True))


def test_the_command_writes_the_workbooks_and_says_what_is_wrong(tmp_path, capsys):
    out = tmp_path / "ปี 2558"
    assert cli.main(["new-year", "๒๕๕๘", str(SAMPLE), str(out)]) == 1
    said = capsys.readouterr()
    assert "ปีงบประมาณ 2558" in said.out
    assert "ต้องตรวจ 3 เรื่อง" in said.err and "กลุ่มอำนวยกาน" in said.err  # the planted errors
    assert read(str(out)).fiscal_year == 2558
    assert cli.main(["new-year", "2559", str(SAMPLE), str(out)]) == 2
    assert "มีไฟล์อยู่แล้ว" in capsys.readouterr().err
    assert cli.main(["new-year", "ปีหน้า", str(SAMPLE), str(tmp_path / "x")]) == 2
    assert "must be of the Buddhist era" in capsys.readouterr().err
    assert cli.main(["new-year", "2558", str(tmp_path / "none"), str(tmp_path / "x")]) == 2
