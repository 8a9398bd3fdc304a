"""Bands, test results, money and figures: both sides of every limit, at the right cell."""

from datetime import date

import pandas as pd

from tests.unit.checking import cells, checked, found
from tests.unit.made import table


def bands(*edges: tuple) -> pd.DataFrame:
    return table(
        "colour_bands",
        *[
            {
                "from_academic_year": 2556,
                "colour": c,
                "order": n,
                "from_percent": low,
                "to_percent": high,
            }
            for n, (c, low, high) in enumerate(edges, start=1)
        ],
    )


def band_codes(*edges: tuple) -> list[tuple[str, str]]:
    return [
        (p.code, p.cell) for p in checked(colour_bands=bands(*edges)) if p.code.startswith("band_")
    ]


def test_bands_a_hundredth_apart_are_right_and_more_is_a_gap():
    assert band_codes(("blue", 0, "29.99"), ("red", 30, 100)) == []
    assert band_codes(("blue", 0, "29.98"), ("red", 30, 100)) == [("band_gap", "D3")]


def test_bands_that_share_an_edge_overlap():
    assert band_codes(("blue", 0, 30), ("red", 30, 100)) == [("band_overlap", "D3")]


def test_bands_must_reach_from_0_to_100():
    assert band_codes(("blue", 1, "29.99"), ("red", 30, 100)) == [("band_gap", "D2")]
    assert band_codes(("blue", 0, "29.99"), ("red", 30, "99.98")) == [("band_gap", "E3")]


def test_a_band_that_ends_before_it_starts_is_told_at_its_end():
    assert ("band_backwards", "E3") in band_codes(("blue", 0, 100), ("red", 60, 30))


def test_two_colours_with_one_place_in_the_order_are_told_once_per_year():
    of_a_year = bands(("blue", 0, "29.99"), ("red", 30, 100))
    assert found("band_same_order", colour_bands=of_a_year) == []
    of_a_year["order"] = of_a_year["order"].iloc[0]
    (one,) = found("band_same_order", colour_bands=of_a_year)
    assert one.cell == "C3" and one.severity == "warning"
    assert one.facts["value"] == 1 and one.facts["before"] != one.facts["after"]
    of_a_year["from_academic_year"] += [0, 1]  # of two years: each has a first colour
    assert found("band_same_order", colour_bands=of_a_year) == []


def test_a_band_with_an_edge_that_cant_be_read_starts_no_second_problem():
    assert band_codes(("blue", 0, "29.99"), ("red", None, 100)) == []


SITTING = {"academic_year": 2556, "test": "NT", "grade": "ป.3", "subject": "ภาษา", "scope": "area"}


def results(*rows: dict) -> pd.DataFrame:
    return table("test_results", *[SITTING | {"school_code": "00000001"} | row for row in rows])


def test_no_more_can_fail_than_were_tested():
    rows = results(
        {"tested": 10, "not_passed": 10},
        {"tested": 10, "not_passed": 11},
        {"tested": None, "not_passed": 3},
        {"tested": 0, "not_passed": None},
    )
    (problem,) = found("not_passed_above_tested", test_results=rows)
    assert (problem.cell, problem.severity) == ("H3", "error")


def test_no_more_are_tested_than_enrolled_told_once_a_school_in_the_newest_year():
    schools = table("schools", {"school_code": "00000001", "name": "วัดหวัง", "enrolled": 20})
    rows = results(
        {"tested": 20}, {"tested": 21}, {"tested": 22}, {"tested": 99, "academic_year": 2555}
    )
    (problem,) = found("tested_above_enrolled", test_results=rows, schools=schools)
    assert (problem.cell, problem.facts["school"]) == ("G3", "วัดหวัง")


def test_a_year_of_results_before_the_first_bands_is_told_once():
    rows = results({"academic_year": 2555}, {"academic_year": 2555}, {"academic_year": 2556})
    assert cells("no_bands_for_year", test_results=rows, colour_bands=bands(("blue", 0, 100))) == [
        "A2"
    ]
    assert len(cells("no_bands_for_year", test_results=rows)) == 2


def test_missing_lower_limits_are_told_once_for_each_test_grade_and_year():
    rows = results({}, {"subject": "คำนวณ"}, {"subject": "เหตุผล"}, {"grade": "ป.6"})
    limits = table("lower_limits", SITTING | {"limit": 40})
    problems = found("no_lower_limit", test_results=rows, lower_limits=limits)
    assert [(p.cell, p.facts["value"]) for p in problems] == [("D3", 2), ("D5", 1)]
    assert problems[0].facts["what"] == "NT ป.3 ปีการศึกษา 2556 ระดับเขตพื้นที่"


def spending(*rows: dict) -> pd.DataFrame:
    common = {"as_of": date(2014, 6, 30), "expenditure_type": "operations"}
    return table("spending", *[common | row for row in rows])


def test_money_spent_may_equal_what_was_allocated_but_not_exceed_it():
    rows = spending({"allocated": "100", "spent": "100"}, {"allocated": "100", "spent": "100.01"})
    (problem,) = found("spent_above_allocated", spending=rows)
    assert (problem.row, problem.field, problem.severity) == (3, "spent", "error")


def test_the_stated_rest_must_be_allocated_minus_spent_to_the_satang():
    money = {"allocated": "80445965.00", "spent": "79144218.82"}
    rows = spending(
        money | {"left_stated": "1301746.18"}, money | {"left_stated": "1301746.17"}, money
    )
    (problem,) = found("left_differs", spending=rows)
    assert (problem.row, problem.facts["suggestion"]) == (3, "1,301,746.18")


def test_unsplit_money_beside_typed_money_of_the_same_day_and_project_is_told():
    unsplit, typed = {"expenditure_type": "unsplit"}, {"expenditure_type": "investment"}
    assert len(found("unsplit_beside_typed", spending=spending(unsplit, typed))) == 1
    assert found("unsplit_beside_typed", spending=spending(unsplit, unsplit)) == []
    assert (
        found("unsplit_beside_typed", spending=spending(unsplit, typed | {"project": "P1"})) == []
    )
    other_day = typed | {"as_of": date(2014, 3, 31)}
    assert found("unsplit_beside_typed", spending=spending(unsplit, other_day)) == []


def test_results_of_a_kpi_need_a_target():
    rows = table(
        "kpis",
        {"kpi": "K1", "unit": "ร้อยละ", "target": 100, "actual_6m": 50},
        {"kpi": "K2", "unit": "ร้อยละ", "target": "100.1"},
        {"kpi": "K3", "unit": "คน", "target": 500},
        {"kpi": "K4", "unit": "คน", "actual_6m": 0},
        {"kpi": "K5", "unit": "คน"},
    )
    assert [p.row for p in found("kpi_without_target", kpis=rows)] == [5]


def figures(*rows: tuple, total: int | None = 117, at: str = "office") -> pd.DataFrame:
    return table(
        "figures",
        *[
            {
                "figure_set": "IQA",
                "label": label,
                "count": count,
                "percent": percent,
                "set_total": total,
                "parts_of_whole": True,
            }
            for label, count, percent in rows
        ],
        workbook=at,
    )


def figure_codes(**tables: pd.DataFrame) -> list[tuple[str, str]]:
    told = [p for p in checked(**tables) if p.tab == "figures"]
    assert all(p.code != "internal_check" for p in told)
    return [(p.code, p.cell) for p in told]


def test_figures_that_add_up_are_right():
    right = (("ดีเยี่ยม", 40, "34.19"), ("ดีมาก", 41, "35.04"), ("ดี", 30, "25.64"), ("พอใช้", 6, "5.13"))
    assert figure_codes(figures=figures(*right)) == []


def test_the_one_count_that_would_mend_a_set_is_suggested_at_its_cell():
    rows = figures(("ดีเยี่ยม", 57, "49.58"), ("ดีมาก", 56, "47.86"), ("ดี", 3, "2.56"))
    (problem,) = found("set_does_not_add_up_mend", figures=rows)
    assert (problem.cell, problem.suggestion, problem.severity) == ("D2", "58", "error")
    assert "ถ้าเป็น 58 ยอดจะครบ 117" in problem.fix_th
    assert cells("percent_wrong", figures=rows) == ["E2"]


def test_a_set_that_no_single_count_mends_is_told_without_a_guess():
    rows = figures(("ก", 50, None), ("ข", 60, None))
    assert figure_codes(figures=rows) == [("set_does_not_add_up", "D2")]


def test_one_unit_in_the_last_place_is_rounding_and_two_are_wrong():
    rows = figures(("ก", 40, "34.20"), ("ข", 77, "65.79"))
    assert figure_codes(figures=rows) == [("percent_rounding", "E2"), ("percent_wrong", "E3")]


def test_a_missing_count_is_told_at_its_cell():
    rows = figures(("ก", 40, None), ("ข", None, None))
    assert figure_codes(figures=rows) == [("set_count_missing", "D3")]


def test_one_code_of_figures_in_two_workbooks_is_told_once():
    here = figures(("ก", 40, None), ("ข", 77, None))
    there = figures(("ค", 1, None), ("ง", 2, None), at="ชีตนิเทศฯ")
    (problem,) = found("figure_set_twice", figures=pd.concat([here, there]))
    assert (problem.workbook, problem.cell, problem.facts["other"]) == (
        "ชีตนิเทศฯ",
        "A2",
        "office › A2",
    )
    assert found("figure_set_twice", figures=here) == []
