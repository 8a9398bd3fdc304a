"""The sample office: made anew byte for byte, its sums, its marks, and its six weeks."""

import csv
from pathlib import Path

import pytest

from esa.reading.personal import mask
from esa.reading.schema import read_tabs
from esa.sample import weeks
from esa.sample.facts_networks import SCHOOL_NETWORKS
from esa.sample.make import all_workbooks, as_csv, with_registers, write_office
from esa.sample.make import tabs as all_tabs
from esa.sample.rows import EXAMPLE, table

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "esa" / "sample" / "office"
WORKBOOKS = ["am", "aud", "fin", "hr", "np", "office", "pro", "sup"]


@pytest.fixture(scope="module")
def workbooks():
    return with_registers(all_workbooks())


def rows_of(workbooks, tab):
    return [row for tabs in workbooks.values() for row in tabs.get(tab, [])]


def baht(typed):
    """The amount of a cell that is typed in one of the sample's plain ways."""
    digits = typed.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    return int("".join(character for character in digits if character.isdecimal()) or 0)


# --- making it -------------------------------------------------------------------------------


def test_the_committed_files_are_what_a_fresh_run_writes(tmp_path):
    written = {path.relative_to(tmp_path): path.read_bytes() for path in write_office(tmp_path)}
    shipped = {
        path.relative_to(SHIPPED): path.read_bytes()
        for path in SHIPPED.rglob("*")
        if path.is_file()
    }
    assert sorted(shipped) == sorted(written)
    changed = [str(path) for path, content in written.items() if shipped[path] != content]
    assert changed == []  # mended by: python -m esa.sample.make esa/sample/office


def test_every_group_and_the_office_have_a_workbook_with_tabs_of_its_kind(workbooks):
    assert sorted(workbooks) == WORKBOOKS
    for name, tabs in workbooks.items():
        kinds = {"every", "office" if name == "office" else "group"}
        assert set(tabs) <= {tab.name for tab in all_tabs().values() if tab.workbook in kinds}
        assert all(tabs.values())


def test_every_tab_of_the_schema_has_rows_somewhere_in_the_sample(workbooks):
    assert set(all_tabs()) == {tab for tabs in workbooks.values() for tab in tabs}


def test_files_are_utf_8_without_a_byte_order_mark_and_headed_in_thai():
    for path in SHIPPED.rglob("*.csv"):
        content = path.read_bytes()
        assert not content.startswith(b"\xef\xbb\xbf")
        header = next(csv.reader(content.decode("utf-8").splitlines()))
        assert header == [field.title for field in all_tabs()[path.stem].fields]


def test_a_column_the_tab_does_not_know_is_refused():
    with pytest.raises(KeyError):
        as_csv(read_tabs()["standards"], [{"edition": "2557", "standrad": "1"}])


def test_a_drawn_table_with_a_cell_too_many_is_refused():
    with pytest.raises(ValueError):
        table("a | b\n1 | 2 | 3")


# --- the facts -------------------------------------------------------------------------------


def test_local_government_gave_1_189_260_baht_in_cash(workbooks):
    local = {
        row["name"]
        for row in workbooks["office"]["networks"]
        if row.get("partner_kind") == "local_government"
    } | {"องค์การบริหารส่วนตำบลควนขนุน"}
    cash = [row for row in rows_of(workbooks, "resources") if row.get("kind") == "cash"]
    assert sum(baht(row["value"]) for row in cash if row["partner"] in local) == 1_189_260
    others = sum(baht(row["value"]) for row in cash if row["partner"] not in local)
    assert others == 6 * (4_000 + 3_000)


def test_vehicles_came_from_five_partners_three_of_them_military(workbooks):
    lent = [
        row["partner"] for row in rows_of(workbooks, "resources") if row.get("kind") == "in_kind"
    ]
    networks = {row["name"]: row for row in workbooks["office"]["networks"]}
    assert len(lent) == 5
    assert [networks[name]["partner_kind"] for name in lent].count("military") == 3


def test_there_are_117_schools_of_which_112_teach_early_childhood(workbooks):
    schools = workbooks["office"]["schools"]
    assert len(schools) == len({row["school_code"] for row in schools}) == 117
    assert sum("อนุบาล" in row["levels"].split("; ") for row in schools) == 112
    assert all(row["school_code"].startswith("00") for row in schools)
    assert sum(not row["name"].startswith("โรงเรียนตัวอย่าง") for row in schools) == 45


def test_there_are_13_school_networks_and_every_school_names_one_of_them_or_none(workbooks):
    kinds = [row["kind"] for row in workbooks["office"]["networks"]]
    assert kinds.count("school_network") == 13
    assert kinds.count("club") == 8
    named = {row["network"] for row in workbooks["office"]["schools"]}
    assert named <= {*SCHOOL_NETWORKS, ""}


def test_2_2_and_2_5_have_no_row_for_level_5(workbooks):
    levels = {}
    for row in workbooks["office"]["rubric"]:
        levels.setdefault(row["indicator"], []).append(int(row["level"]))
    assert levels == {
        "1.1": [5, 4, 3, 2, 1],
        "1.4": [5, 4, 3, 2, 1],
        "2.2": [4, 3, 2, 1],
        "2.4": [5, 4, 3, 2, 1],
        "2.5": [4, 3, 2, 1],
    }


def test_evidence_lists_have_as_many_documents_as_the_reports(workbooks):
    counts = {}
    for row in rows_of(workbooks, "evidence"):
        counts[row["criterion"]] = counts.get(row["criterion"], 0) + 1
    listed = {"1.1.2": 11, "1.1.4": 15, "1.3.3": 11, "2.2.5": 4, "2.3.1": 5, "2.3.2": 3}
    listed |= {"1.4.1": 6, "1.4.2": 11, "1.4.3": 6, "1.4.4": 6, "2.3.6": 10}
    listed |= dict.fromkeys(["2.2.1", "2.2.2", "2.2.3", "2.2.4"], 1)
    assert {point: counts.get(point) for point in listed} == listed
    assert not [point for point in counts if point.startswith("2.5")]


def test_the_older_form_states_11_conditions_in_category_1_and_lists_9(workbooks):
    criteria = [row for row in workbooks["office"]["criteria"] if row["edition"] == "เดิม"]
    stated = {row["criterion"]: row["kpi_target"] for row in criteria}
    listed = {}
    for row in workbooks["office"]["conditions"]:
        listed.setdefault(row["criterion"], set()).add(row["condition"])
    categories = {f"1-1-4-{number}" for number in range(1, 7)}
    pairs = [(int(stated[code]), len(listed[code])) for code in sorted(categories)]
    assert pairs == [(11, 9), (12, 8), (12, 11), (8, 8), (22, 9), (11, 11)]
    assert len(criteria) == 26
    assert {row["title"] for row in criteria if row["criterion"] in categories} == {
        row["title"] for row in criteria if row["criterion"] == "1-1-3"
    }


# --- honesty ---------------------------------------------------------------------------------


@pytest.mark.parametrize("tab", ["test_results", "schools", "progress", "follow_ups"])
def test_what_the_reports_lack_is_marked_as_example_data(workbooks, tab):
    rows = rows_of(workbooks, tab)
    assert rows
    assert [row for row in rows if not row["remark"].startswith(EXAMPLE)] == []


def test_no_person_is_named(workbooks):
    hits = [
        (workbook, tab, cell)
        for workbook, tabs in workbooks.items()
        for tab, rows in tabs.items()
        for row in rows
        for cell in row.values()
        if mask(cell) != (cell, ())
    ]
    assert hits == []


def test_counts_are_plausible_but_for_the_two_that_were_mistyped(workbooks):
    results = workbooks["office"]["test_results"]
    tested = [row for row in results if row.get("not_passed", "") != ""]
    wrong = [row for row in tested if int(row["not_passed"]) > int(row["tested"])]
    assert len(wrong) == 2
    assert all(0 <= float(row["mean"]) <= 100 for row in tested)
    assert sum(int(row["tested"]) < 10 for row in tested) > len(tested) / 5
    untested = {row["school_code"] for row in results if row["tested"] in ("", "0")}
    assert len(untested) == 5


# --- the weeks -------------------------------------------------------------------------------


def test_the_last_week_is_what_is_shipped_and_its_day_is_a_tuesday():
    assert weeks.tuesday(6).isoformat() == "2014-09-23"
    assert {weeks.tuesday(week).weekday() for week in range(1, 7)} == {1}
    assert all_workbooks(6) == all_workbooks()


@pytest.mark.parametrize("week", range(1, 6))
def test_an_earlier_week_has_its_own_day_and_fewer_resolutions(week):
    earlier, later = all_workbooks(week), all_workbooks(week + 1)
    days = [books["office"]["settings"][0]["as_of"] for books in (earlier, later)]
    assert days[0] != days[1]
    meetings = [{row["meeting_no"] for row in rows_of(b, "follow_ups")} for b in (earlier, later)]
    assert meetings[1] - meetings[0] == {f"{week + 7}/2557"}


@pytest.mark.parametrize("week", range(2, 7))
def test_every_planted_change_of_a_week_shows_and_its_key_fits(week):
    earlier, later = all_workbooks(week - 1), all_workbooks(week)
    planted = [change for change in weeks.CHANGES if change.week == week]
    assert planted
    for change in planted:
        assert earlier[change.workbook][change.tab] != later[change.workbook][change.tab]


@pytest.mark.parametrize(
    ("typed", "to_come"),
    [
        ("16 ก.ย. 2557", False),
        ("17 ก.ย. 2557", True),
        ("15–20 ก.ย. 2557", False),
        ("", False),
        ("17 ก.ย. 57", False),
    ],
)
def test_a_day_is_to_come_from_the_day_after_the_tuesday(typed, to_come):
    assert weeks.is_to_come(typed, week=5) is to_come


def test_in_an_earlier_week_no_row_was_updated_later():
    rows = rows_of(all_workbooks(1), "progress")
    assert not [row for row in rows if weeks.is_to_come(row.get("updated_on", ""), week=1)]
    assert any(row["updated_on"] for row in rows)


def test_a_change_whose_key_fits_no_row_is_refused():
    stray = weeks.Before(6, "fin", "spending", {"line": "99"}, {"spent": "1"})
    with pytest.raises(LookupError):
        weeks.before([{"line": "1"}], stray)
