"""States of documents, other years, shared links, completeness."""

from datetime import date

import pytest

from esa.rules import evidence
from esa.rules.evidence import evidence_state, has_locator, is_of_another_year, with_states
from tests.unit.made import sheet

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


CRITERIA = sheet(
    "criteria",
    *({"edition": "2557", "criterion": f"2.2.{n}", "indicator": "2.2"} for n in range(1, 8)),
    {"edition": "2557", "criterion": "2.4.1", "indicator": "2.4"},
)


def states(*documents):
    return with_states(sheet("evidence", *documents), CRITERIA, 2557)


def warnings(*documents):
    return [row.warnings for row in states(*documents)]


def test_a_year_in_the_number_alone_is_no_other_year():
    order = document(title="คำสั่งที่ 499/2556", document_no="499/2556", place="แฟ้ม 1")
    assert warnings(order) == [()]
    assert warnings(order | {"dated": date(2013, 8, 1)}) == [("other_year",)]


def test_rows_stay_in_their_order_and_each_document_says_what_it_lacks():
    made = states(
        document(),
        document(title=DOTS),
        document(title=None),
        document(place="ตู้ 1"),
        document(place="ตู้ 1", checked_on=DAY, checked_by_group="AUD", checked_by_role="ผอ.หน่วย"),
    )
    assert [row.at for row in made] == [("office", row) for row in range(2, 7)]
    assert [row.state for row in made] == ["promised", "none", "none", "attached", "checked"]
    assert [row.lacks for row in made] == ["locator", "placeholder", "title", "check", ""]
    assert [row.placeholder for row in made] == [False, True, False, False, False]
    assert (made[4].checked_by_group, made[4].group, made[4].link) == ("AUD", "FIN", None)


def test_ones_own_check_is_shown_and_counts_as_attached():
    check = {"checked_on": DAY, "checked_by_group": "FIN", "checked_by_role": "ผอ.กลุ่ม"}
    made = states(document(place="ตู้ 1", **check), document(**check), document(place="ตู้ 1"))
    assert [row.state for row in made] == ["attached", "promised", "attached"]
    assert [row.self_checked for row in made] == [True, False, False]


def shared(points):
    link = {"link": "https://a.go.th/x"}
    return warnings(*(document(criterion, **link) for criterion in points))


def test_one_link_behind_six_points_or_two_indicators_is_worth_a_look():
    five = [f"2.2.{n}" for n in range(1, 6)]
    assert shared(five) == [()] * 5
    assert shared([*five, "2.2.1"]) == [()] * 6  # twice behind one point is no sixth point
    assert shared([*five, "2.2.6"]) == [("shared_link",)] * 6
    assert shared(["2.2.1", "2.4.1"]) == [("shared_link",)] * 2


def test_warnings_never_change_a_state():
    (alone,) = states(document(link="https://a.go.th"))
    many = states(document(link="https://a.go.th"), document("2.4.1", link="https://a.go.th/"))
    assert [row.warnings for row in many] == [("shared_link",)] * 2
    assert [row.state for row in many] == [alone.state] * 2
    assert states() == ()


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
    assert [row.criteria for row in found] == [("2.2.1", "2.4.1"), ("2.2.2", "2.2.10")]
    assert found[0].indicators == ("2.2", "2.4")
    assert [row.warning for row in found] == [True, False]
    assert [row.at for row in found[1].evidence_rows] == [("office", 4), ("office", 5)]
    assert evidence.shared_documents(made[4:], CRITERIA) == ()
