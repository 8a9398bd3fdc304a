"""Who decides whether something is carried out."""

from datetime import date

import pytest
from hypothesis import given, strategies

from esa.rules.carried import Report, all_say_so, decide, reports_by_key
from tests.unit.made import sheet


def report(group, carried, row=2):
    return Report((str(group), row), group, carried, None, None)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ([True], True),
        ([True, True], True),
        ([True, None], None),
        ([True, None, False], False),
        ([None], None),
        ([], None),
    ],
)
def test_all_must_say_so(answers, verdict):
    assert all_say_so(answers) is verdict


@given(strategies.lists(strategies.sampled_from([True, False, None])))
def test_the_order_of_the_answers_does_not_matter(answers):
    assert all_say_so(answers) is all_say_so(answers[::-1])


def test_the_lead_decides_and_a_co_group_is_not_counted():
    decision = decide(("FIN",), [report("NP", False), report("FIN", True)])
    assert decision.carried is True and decision.deciding == (report("FIN", True),)
    assert decide(("FIN",), [report("NP", True)]).carried is None
    assert decide(("FIN",), [report("NP", True)]).missing == ("FIN",)


def test_a_missing_second_lead_leaves_it_open_unless_another_says_no():
    assert decide(("AM", "NP"), [report("AM", True)]).carried is None
    assert decide(("AM", "NP"), [report("AM", False)]).carried is False
    assert decide(("AM", "NP"), [report("AM", True), report("NP", True)]).carried is True


def test_where_every_group_leads_those_with_a_row_decide_and_the_silent_are_named():
    decision = decide(("ALL",), [report("AM", True), report("NP", True)], ["AM", "NP", "HR"])
    assert (decision.carried, decision.decided_by, decision.missing) == (True, "all", ("HR",))
    assert decide(("ALL",), [report("AM", True), report("NP", False)], ["AM"]).carried is False
    assert decide(("ALL",), [], ["AM"]).carried is None


def test_a_lead_named_beside_every_group_must_speak():
    assert decide(("ALL", "NP"), [report("AM", True)], ["AM", "NP"]).carried is None


def test_where_nobody_leads_every_row_decides():
    decision = decide((), [report("AM", True)])
    assert (decision.carried, decision.decided_by, decision.missing) == (True, "nobody", ())


@pytest.mark.parametrize(
    ("status", "carried"),
    [("done", True), ("ongoing", True), ("preparing", False), ("not_started", False), (None, None)],
)
def test_continuing_as_planned_is_carried_out(status, carried):
    rows = sheet("progress", {"edition": "2557", "criterion": "1.1.1", "carried_out": status})
    (found,) = reports_by_key(rows)["2557", "1.1.1", None]
    assert found.carried is carried


def test_rows_are_kept_apart_by_condition_and_know_their_place():
    rows = sheet(
        "progress",
        {"edition": "เดิม", "criterion": "1-1-1", "condition": "2", "group": "NP"},
        {"edition": "เดิม", "criterion": "1-1-1", "group": "NP", "due": date(2014, 9, 30)},
    )
    reports = reports_by_key(rows)
    assert [r.at for r in reports["เดิม", "1-1-1", "2"]] == [("office", 2)]
    assert reports["เดิม", "1-1-1", None][0].due == date(2014, 9, 30)
