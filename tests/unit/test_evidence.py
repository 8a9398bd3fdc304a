"""States of documents, other years, shared links, completeness."""

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, strategies

from esa.rules import evidence
from esa.rules.evidence import evidence_state, has_locator, is_of_another_year, with_states
from tests.unit.made import table

DAY = date(2014, 9, 1)
DOTS = "1. ........"


@pytest.mark.parametrize(
    ("title", "locator", "check", "state"),
    [
        (None, True, (DAY, "นักวิชาการ", "AUD"), "none"),
        (" \u200b", True, (None, None, None), "none"),
        (DOTS, True, (DAY, "นักวิชาการ", "AUD"), "none"),
        ("แผนปฏิบัติการ", False, (DAY, "นักวิชาการ", "AUD"), "promised"),
        ("แผนปฏิบัติการ", True, (None, None, None), "attached"),
        ("แผนปฏิบัติการ", True, (DAY, "นักวิชาการ", "FIN"), "attached"),
        ("แผนปฏิบัติการ", True, (DAY, None, "AUD"), "attached"),
        ("แผนปฏิบัติการ", True, (None, "นักวิชาการ", "AUD"), "attached"),
        ("แผนปฏิบัติการ", True, (DAY, "นักวิชาการ", None), "attached"),
        ("แผนปฏิบัติการ", True, (DAY, "นักวิชาการ", "ALL"), "attached"),
        ("แผนปฏิบัติการ", True, (DAY, "นักวิชาการ", "AUD"), "checked"),
    ],
)
def test_state_of_a_document(title, locator, check, state):
    assert evidence_state(title, locator, *check, "FIN") == state


def test_a_document_of_an_unknown_group_has_no_proven_other_checker():
    assert evidence_state("แผน", True, DAY, "นักวิชาการ", "AUD", None) == "attached"


@pytest.mark.parametrize(
    ("link", "place", "found"),
    [
        ("https://drive.google.com/drive/folders/x", None, True),
        (" HTTP://example.go.th/a ", None, True),
        ("https://a.go.th/?to=https://b.go.th", None, True),
        ("https://a.go.th https://b.go.th", None, False),
        ("https://a.go.th;https://b.go.th", None, False),
        ("javascript:alert(1)", None, False),
        ("file:///C:/a.pdf", None, False),
        ("https://", None, False),
        (None, "แฟ้ม 2.2 ตู้ 3", True),
        (None, "....", False),
        (None, "-", False),
        (None, None, False),
    ],
)
def test_a_locator_is_one_link_or_a_place(link, place, found):
    assert has_locator(link, place) is found


@pytest.mark.parametrize(
    ("dated", "other"),
    [
        (date(2013, 9, 30), True),
        (date(2013, 10, 1), False),
        (date(2014, 9, 30), False),
        (date(2014, 10, 1), True),
        (None, False),
    ],
)
def test_fiscal_year_2557_runs_from_1_october_2556_to_30_september_2557(dated, other):
    assert is_of_another_year(2557, dated, None) is other


@pytest.mark.parametrize(
    ("first", "last", "other"),
    [
        (date(2009, 10, 1), date(2013, 9, 30), True),
        (date(2009, 10, 1), date(2013, 10, 1), False),
        (date(2014, 9, 30), date(2019, 9, 30), False),
        (date(2014, 10, 1), date(2019, 9, 30), True),
        (date(2009, 10, 1), None, False),
        (None, date(2013, 9, 30), True),
    ],
)
def test_a_period_in_force_decides_over_an_early_date(first, last, other):
    assert is_of_another_year(2557, date(2009, 9, 1), None, first, last) is other


def test_a_period_that_ends_before_it_starts_says_nothing():
    assert not is_of_another_year(2557, None, None, date(2013, 1, 2), date(2013, 1, 1))


def test_the_year_it_is_used_in_decides_over_its_date():
    assert not is_of_another_year(2557, date(2013, 9, 1), 2557)
    assert is_of_another_year(2557, date(2014, 1, 1), 2556)


def document(criterion="2.2.1", title="แผนปฏิบัติการ", group="FIN", **more):
    return {"edition": "2557", "criterion": criterion, "title": title, "group": group} | more


CRITERIA = table(
    "criteria",
    *({"edition": "2557", "criterion": f"2.2.{n}", "indicator": "2.2"} for n in range(1, 8)),
    {"edition": "2557", "criterion": "2.4.1", "indicator": "2.4"},
)


def states(*documents):
    return with_states(table("evidence", *documents), CRITERIA, 2557)


def test_a_year_in_the_number_alone_is_no_other_year():
    order = document(title="คำสั่งที่ 499/2556", document_no="499/2556", place="แฟ้ม 1")
    assert states(order)["warnings"].tolist() == [()]
    assert states(order | {"dated": date(2013, 8, 1)})["warnings"].tolist() == [("other_year",)]


def test_rows_and_index_stay_and_each_document_says_what_it_lacks():
    made = states(
        document(),
        document(title=DOTS),
        document(title=None),
        document(place="ตู้ 1"),
        document(place="ตู้ 1", checked_on=DAY, checked_by_group="AUD", checked_by_role="ผอ.หน่วย"),
    )
    assert made.index.tolist() == [("office", row) for row in range(2, 7)]
    assert made["state"].tolist() == ["promised", "none", "none", "attached", "checked"]
    assert made["lacks"].tolist() == ["locator", "placeholder", "title", "check", ""]
    assert made["placeholder"].tolist() == [False, True, False, False, False]
    assert made["state"].max() == "checked"


def test_ones_own_check_is_shown_and_counts_as_attached():
    check = {"checked_on": DAY, "checked_by_group": "FIN", "checked_by_role": "ผอ.กลุ่ม"}
    made = states(document(place="ตู้ 1", **check), document(**check), document(place="ตู้ 1"))
    assert made["state"].tolist() == ["attached", "promised", "attached"]
    assert made["self_checked"].tolist() == [True, False, False]


def shared(points):
    link = {"link": "https://a.go.th/x"}
    return states(*(document(criterion, **link) for criterion in points))["warnings"].tolist()


def test_one_link_behind_six_points_or_two_indicators_is_worth_a_look():
    five = [f"2.2.{n}" for n in range(1, 6)]
    assert shared(five) == [()] * 5
    assert shared([*five, "2.2.1"]) == [()] * 6  # twice behind one point is no sixth point
    assert shared([*five, "2.2.6"]) == [("shared_link",)] * 6
    assert shared(["2.2.1", "2.4.1"]) == [("shared_link",)] * 2


def test_warnings_never_change_a_state():
    alone = states(document(link="https://a.go.th"))["state"].tolist()
    many = states(document(link="https://a.go.th"), document("2.4.1", link="https://a.go.th/"))
    assert many["warnings"].tolist() == [("shared_link",)] * 2
    assert many["state"].tolist() == alone * 2


def test_a_tab_without_rows_gets_its_columns():
    made = with_states(table("evidence"), CRITERIA, 2557)
    assert made.empty and {"state", "warnings", "lacks"} <= set(made.columns)


def test_documents_behind_several_points_are_listed_by_link_or_title():
    made = states(
        document("2.2.1", link="https://a.go.th/x"),
        document("2.4.1", title="อื่น", link="https://a.go.th/x/"),
        document("2.2.2", title="My Office"),
        document("2.2.10", title="MyOffice"),
        document("2.2.3", title="ใช้ที่เดียว"),
        document("2.2.4", title=DOTS),
        document("2.2.5", title=DOTS),
    )
    found = evidence.shared_documents(made, CRITERIA)
    assert found["known_by"].tolist() == ["link", "title"]
    assert found["criteria"].tolist() == [("2.2.1", "2.4.1"), ("2.2.2", "2.2.10")]
    assert found["indicators"].tolist()[0] == ("2.2", "2.4")
    assert found["warning"].tolist() == [True, False]
    assert found["evidence_rows"].tolist()[1] == (("office", 4), ("office", 5))
    assert evidence.shared_documents(made.iloc[4:], CRITERIA).empty


def points(*rows):
    names = ("edition", "indicator", "lead_groups", "clear_reported", "clear_verified")
    return pd.DataFrame([("2557", *row) for row in rows], columns=names)


@given(strategies.integers(0, 20), strategies.integers(0, 20))
def test_completeness_is_a_share_and_unknown_without_a_total(clear, total):
    share = evidence.completeness(clear, total)
    assert 0 <= share <= 1 if total else share is None


def test_completeness_of_a_group_is_over_the_criteria_it_leads():
    made = evidence.completeness_by_group(
        points(
            ("2.2", ("FIN", "NP"), True, False),
            ("2.2", ("FIN",), False, False),
            ("2.2", ("ALL",), True, True),
            ("2.2", (), True, True),
        ),
        table("groups", {"group": "FIN"}, {"group": "NP"}, {"group": "HR"}),
    )
    assert made["criteria"].tolist() == [3, 2, 1]
    assert made["for_all"].tolist() == [1, 1, 1]
    assert made["clear_reported"].tolist() == [2, 2, 1]
    assert made["completeness_verified"].tolist() == [1 / 3, 0.5, 1.0]
    nothing = evidence.completeness_by_group(points().iloc[:0], table("groups", {"group": "HR"}))
    assert nothing["criteria"].tolist() == [0] and nothing["completeness_reported"].isna().all()
