"""Who leads and who reports, rubrics, weights and documents: both sides of every limit."""

from datetime import date

import pandas as pd
import pytest

from esa.reading.checks.standards import weights_miss_100
from tests.unit.checking import LETTERS, cells, checked, criteria, found
from tests.unit.made import table

GROUPS = table(
    "groups",
    {"group": "FIN", "name": "กลุ่มการเงิน"},
    {"group": "NP", "name": "กลุ่มนโยบาย"},
    {"group": "SUP", "name": "กลุ่มนิเทศ"},
)


def test_a_criterion_nobody_leads_is_told_once_and_only_for_the_edition_in_use():
    rows = criteria(
        {"criterion": "2.2.1", "lead_groups": ["NP"]},
        {"criterion": "2.2.2"},
        {"criterion": "1-1-1", "edition": "เดิม"},
    )
    assert cells("criterion_without_lead", criteria=rows) == ["E3"]


def test_a_criterion_led_condition_by_condition_is_led():
    conditions = {"edition": "2557", "criterion": "2.2.2", "condition": "1", "lead_groups": ["NP"]}
    tables = {
        "criteria": criteria({"criterion": "2.2.2"}),
        "conditions": table("conditions", conditions),
    }
    assert cells("criterion_without_lead", **tables) == []


def test_a_sheet_without_the_column_of_leads_blames_no_criterion():
    without = {
        key: {k: v for k, v in cols.items() if k != "lead_groups"} for key, cols in LETTERS.items()
    }
    problems = checked(letters=without, criteria=criteria({"criterion": "2.2.2"}))
    assert "criterion_without_lead" not in [p.code for p in problems]


def reports(*groups: str) -> pd.DataFrame:
    row = {"edition": "2557", "criterion": "2.2.3", "carried_out": "done"}
    return table("progress", *[row | {"group": group} for group in groups], workbook="ชีตนิเทศฯ")


def test_a_report_by_neither_lead_nor_co_is_told_and_others_are_not():
    rows = criteria({"criterion": "2.2.3", "lead_groups": ["FIN"], "co_groups": ["NP"]})
    (problem,) = found(
        "report_not_responsible", criteria=rows, groups=GROUPS, progress=reports("FIN", "NP", "SUP")
    )
    assert (problem.workbook, problem.cell, problem.severity) == ("ชีตนิเทศฯ", "B4", "warning")
    assert problem.facts["leads"] == "กลุ่มการเงิน"
    assert problem.facts["group_name"] == "กลุ่มนิเทศ"


@pytest.mark.parametrize("where", ["lead_groups", "co_groups"])
def test_any_group_may_report_where_all_are_asked(where):
    rows = criteria({"criterion": "2.2.3", where: ["ALL"]})
    assert cells("report_not_responsible", criteria=rows, progress=reports("SUP")) == []


def test_nobody_is_out_of_place_where_nobody_is_named():
    assert (
        cells(
            "report_not_responsible",
            criteria=criteria({"criterion": "2.2.3"}),
            progress=reports("SUP"),
        )
        == []
    )


def test_the_lead_of_a_condition_may_report_on_it():
    rows = criteria({"criterion": "2.2.3", "lead_groups": ["FIN"]})
    condition = {"edition": "2557", "criterion": "2.2.3", "condition": "1", "co_groups": ["SUP"]}
    tables = {"criteria": rows, "conditions": table("conditions", condition)}
    assert cells("report_not_responsible", progress=reports("SUP"), **tables) == []
    assert cells("report_not_responsible", progress=reports("NP"), **tables) == ["B2"]


def test_equal_words_of_two_criteria_may_be_a_copying_slip():
    rows = criteria(
        {"criterion": "1-1-3", "title": "การประยุกต์ใช้ เทคโนโลยี"},
        {"criterion": "1-1-4", "title": "การประยุกต์ใช้  เทคโนโลยี"},
        {"criterion": "1-1-5", "title": "อื่น"},
        {"criterion": "1-1-6"},
        {"criterion": "1-1-7"},
    )
    (problem,) = found("same_title", criteria=rows)
    assert (problem.cell, problem.facts["other"]) == ("D3", "1-1-3")


@pytest.mark.parametrize(
    ("total", "code"), [(1, "too_many_criteria"), (2, None), (3, "fewer_criteria"), (None, None)]
)
def test_listed_criteria_are_compared_with_points_total(total, code):
    indicators = table("indicators", {"edition": "2557", "indicator": "2.2", "points_total": total})
    rows = criteria({"criterion": "2.2.1"}, {"criterion": "2.2.2"})
    problems = checked(indicators=indicators, criteria=rows)
    told = [p for p in problems if p.code in ("too_many_criteria", "fewer_criteria")]
    assert [(p.code, p.cell) for p in told] == ([(code, "E2")] if code else [])


def ladder(*rungs: tuple, total: int | None = 5) -> dict[str, pd.DataFrame]:
    rows = [
        {"edition": "2557", "indicator": "2.2", "level": level, "min_clear": low, "max_clear": high}
        for level, low, high in rungs
    ]
    indicators = {"edition": "2557", "indicator": "2.2", "points_total": total}
    return {"rubric": table("rubric", *rows), "indicators": table("indicators", indicators)}


WHOLE = ((1, 0, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4), (5, 5, 5))


def rubric_codes(**tables: pd.DataFrame) -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in checked(**tables) if p.code.startswith("rubric_")]


def test_a_rubric_that_covers_every_count_is_right():
    assert rubric_codes(**ladder(*WHOLE)) == []
    open_ended = [(level, low, None) for level, low, _ in WHOLE]
    assert rubric_codes(**ladder(*open_ended)) == []


def test_a_missing_top_row_is_good_to_know_and_no_gap():
    (problem,) = found("rubric_top_missing", **ladder(*WHOLE[:4]))
    assert (problem.severity, problem.cell) == ("info", "C5")
    assert "ระดับ 5" in problem.what_th
    assert rubric_codes(**ladder(*WHOLE[:4])) == [("rubric_top_missing", "C5")]


def test_a_row_missing_in_between_is_a_gap():
    (problem,) = found("rubric_gap", **ladder(*WHOLE[:2], *WHOLE[3:]))
    assert (problem.severity, problem.cell, problem.facts["counts"]) == ("error", "D4", "3")


def test_a_rubric_that_doesnt_start_at_zero_has_a_gap():
    (problem,) = found("rubric_gap", **ladder((1, 1, 1), *WHOLE[1:]))
    assert (problem.cell, problem.facts["counts"]) == ("D2", "0")


def test_a_top_row_that_ends_below_the_points_has_a_gap_above():
    (problem,) = found("rubric_gap", **ladder(*WHOLE, total=7))
    assert (problem.cell, problem.facts["counts"]) == ("E6", "6–7")


def test_overlapping_rows_are_told_with_the_counts_in_doubt():
    (problem,) = found("rubric_overlap", **ladder((1, 0, 2), *WHOLE[1:]))
    assert (problem.cell, problem.facts["counts"]) == ("D3", "2")


def test_a_higher_level_that_asks_for_less_is_told_alone():
    assert rubric_codes(**ladder((1, 0, 1), (2, 4, 4), (3, 3, 3))) == [("rubric_order", "D4")]


def test_a_row_beyond_the_points_is_told():
    assert ("rubric_beyond_total", "D6") in rubric_codes(**ladder(*WHOLE, total=4))
    assert rubric_codes(**ladder(*WHOLE, total=None)) == []


def test_an_indicator_without_rubric_or_points_is_told_in_the_rubric_method_only():
    tables = ladder(*WHOLE)
    more = {"edition": "2557", "indicator": "2.3"}
    tables["indicators"] = pd.concat([tables["indicators"], table("indicators", more, first_row=3)])
    assert cells("no_rubric", **tables) == ["B3"]
    assert cells("no_points_total", **tables) == ["E3"]
    tables["editions"] = table("editions", {"edition": "2557", "method": "conditions"})
    assert cells("no_rubric", **tables) == []


@pytest.mark.parametrize(
    ("weights", "missed"),
    [
        (["30", "70"], False),
        (["30", "70.01"], False),
        (["30", "70.02"], True),
        (["29.99", "70"], False),
        (["29.98", "70"], True),
        (["30", None], False),
        (["130", None], True),
        ([None, None], False),
        ([], False),
    ],
)
def test_weights_must_add_up_once_all_are_filled_in(weights, missed):
    rows = [
        {"edition": "2557", "standard": str(n), "weight": weight}
        for n, weight in enumerate(weights)
    ]
    standards = table("standards", *rows)
    values = standards["weight"].tolist()
    assert weights_miss_100(values) is missed
    assert cells("weights_not_100", standards=standards) == (["D2"] if missed else [])


def test_weights_of_indicators_add_up_within_each_standard():
    rows = [
        {"edition": "2557", "standard": standard, "indicator": indicator, "weight": weight}
        for standard, indicator, weight in (("1", "1.1", 60), ("1", "1.2", 40), ("2", "2.1", 90))
    ]
    (problem,) = found("weights_not_100", indicators=table("indicators", *rows))
    assert (problem.row, problem.field) == (4, "weight")


@pytest.mark.parametrize(("last", "told"), [(60, []), (50, [2, 4])])
def test_weights_of_indicators_that_add_up_over_the_whole_office_are_accepted(last, told):
    rows = [
        {"edition": "2557", "standard": standard, "indicator": indicator, "weight": weight}
        for standard, indicator, weight in (("1", "1.1", 10), ("1", "1.2", 30), ("2", "2.1", last))
    ]
    problems = found("weights_not_100", indicators=table("indicators", *rows))
    assert [problem.row for problem in problems] == told


def documents(*points: str, link: str = "https://example.org/a") -> pd.DataFrame:
    row = {"edition": "2557", "item": 1, "title": "รายงาน", "group": "FIN", "link": link}
    return table(
        "evidence", *[row | {"criterion": point} for point in points], workbook="ชีตการเงินฯ"
    )


def test_a_link_may_serve_five_points_of_one_indicator_but_not_six():
    points = [{"criterion": f"2.2.{n}"} for n in range(1, 7)]
    five, six = [f"2.2.{n}" for n in range(1, 6)], [f"2.2.{n}" for n in range(1, 7)]
    assert cells("shared_link", criteria=criteria(*points), evidence=documents(*five)) == []
    (problem,) = found("shared_link", criteria=criteria(*points), evidence=documents(*six))
    assert problem.row == 2 and problem.field == "link" and problem.facts["points"] == 6


def test_a_link_behind_two_indicators_is_told_once_with_the_other_cells():
    rows = criteria({"criterion": "2.2.1"}, {"criterion": "1.4.1", "indicator": "1.4"})
    (problem,) = found("shared_link", criteria=rows, evidence=documents("2.2.1", "1.4.1"))
    assert problem.facts["cells"] == problem.cell.replace("2", "3")


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ({"fiscal_year": 2556}, "fiscal_year"),
        ({"fiscal_year": 2557}, None),
        ({"dated": date(2013, 9, 30)}, "dated"),
        ({"dated": date(2013, 10, 1)}, None),
        ({"dated": date(2012, 1, 1), "fiscal_year": 2557}, None),
        ({"in_force_to": date(2013, 9, 30)}, "in_force_to"),
        ({"in_force_from": date(2014, 10, 1)}, "in_force_from"),
        ({"in_force_from": date(2010, 1, 1)}, None),
        ({"document_no": "499/2556"}, None),
        ({"title": "1. ........", "fiscal_year": 2556}, None),
        ({"title": None, "fiscal_year": 2556}, None),
    ],
)
def test_a_document_of_another_year_is_told_where_it_says_so(cell, field):
    row = {"edition": "2557", "criterion": "2.2.1", "item": 1, "title": "แผน"} | cell
    assert [p.field for p in found("evidence_of_other_year", evidence=table("evidence", row))] == (
        [field] if field else []
    )
