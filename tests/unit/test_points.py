"""Points: known, carried out, clear, weak, due, overdue and stuck."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies

from esa.rules.evidence import with_states
from esa.rules.points import (
    Proof,
    completeness,
    completeness_by_group,
    is_clear,
    is_stuck,
    is_weak,
    overdue_days,
    points,
)
from esa.rules.unread import Unread
from esa.rules.vocabulary import STATES
from tests.unit.made import sheet

TODAY = date(2014, 9, 23)
DAY = timedelta(days=1)
GROUPS = sheet("groups", *({"group": group} for group in ("AM", "NP", "FIN")))
INDICATORS = sheet("indicators", {"edition": "2557", "indicator": "2.2", "standard": "2"})


def criterion(code="2.2.1", leads=("FIN",), **more):
    return {"edition": "2557", "criterion": code, "indicator": "2.2", "lead_groups": leads} | more


def report(group="FIN", status="done", code="2.2.1", **more):
    row = {"edition": "2557", "criterion": code, "group": group, "carried_out": status}
    return row | {"at": (group, 2)} | more


def document(group="FIN", title="แผนปฏิบัติการ", code="2.2.1", **more):
    return {"edition": "2557", "criterion": code, "group": group, "title": title} | more


CHECK = {"checked_on": TODAY, "checked_by_group": "AM", "checked_by_role": "ผอ.กลุ่ม"}


def made(criteria=(), progress=(), evidence=()):
    criteria = sheet("criteria", *(criteria or [criterion()]))
    documents = with_states(sheet("evidence", *evidence), criteria, 2557)
    return points(criteria, INDICATORS, sheet("progress", *progress), documents, GROUPS, TODAY)


def one(progress=(), evidence=(), **more):
    (point,) = made([criterion(**more)], progress, evidence)
    return point


def test_without_a_row_a_point_is_unknown_and_nothing_is_held_against_it():
    point = one()
    assert not point.known and point.carried is None and point.state == "none"
    assert point.missing_groups == ("FIN",) and point.standard == "2"
    assert not point.stuck and point.overdue_days == 0 and point.due is None


def test_a_dotted_line_is_no_data_and_a_title_is():
    assert not one(evidence=[document(title="1. ........")]).known
    assert one(evidence=[document()]).known
    assert one([report(status="not_started")]).known


def test_the_lead_decides_and_the_co_groups_row_is_shown():
    point = one([report("NP", "not_started"), report("FIN", "ongoing")], co_groups=("NP",))
    assert point.carried and point.decided_by == "leads"
    assert point.progress_rows == (("FIN", 2), ("NP", 2))
    assert point.deciding_rows == (("FIN", 2),) and point.open_rows == ()


def test_a_row_about_a_condition_says_nothing_of_the_point():
    assert not one([report(condition="1")]).known


def test_where_nobody_leads_any_groups_row_decides():
    point = one([report("NP", "preparing")], leads=())
    assert point.decided_by == "nobody" and point.open_rows == (("NP", 2),)
    assert point.carried is False


def test_evidence_counts_from_any_group_and_the_best_state_wins():
    point = one(evidence=[document("FIN"), document("HR", place="ตู้ 1"), document(title="....")])
    assert point.state == "attached" and point.documents == 2
    assert point.clear("reported") and not point.clear("verified")
    assert len(point.evidence_rows) == 3
    assert one(evidence=[document(place="ตู้ 1", **CHECK)]).clear("verified")


def test_weak_is_a_point_that_is_clear_only_by_documents_with_a_warning():
    old = document(place="ตู้ 1", fiscal_year=2556)
    assert one(evidence=[old]).reported == Proof(clear=True, weak=True)
    assert not one(evidence=[old, document(place="ตู้ 2")]).reported.weak
    assert not one(evidence=[document(fiscal_year=2556)]).reported.weak  # not clear at all
    checked = one(evidence=[old | CHECK, document(place="ตู้ 2")])
    assert checked.verified.weak and not checked.reported.weak


@pytest.mark.parametrize(
    ("due", "days"), [(TODAY - DAY, 1), (TODAY, 0), (TODAY + DAY, 0), (None, 0)]
)
def test_overdue_from_the_day_after(due, days):
    assert overdue_days(due, TODAY) == days
    assert is_stuck(False, due, TODAY) is (days > 0)
    assert not is_stuck(True, due, TODAY)


def test_due_is_the_earliest_of_the_deciding_rows():
    rows = [
        report("FIN", due=TODAY),
        report("NP", due=TODAY - DAY),
        report("AM", due=TODAY - 9 * DAY),
    ]
    point = one(rows, leads=("FIN", "NP"))
    assert point.due == TODAY - DAY and point.overdue_days == 1 and point.stuck


def test_what_is_done_and_proved_is_not_overdue():
    late = report(due=TODAY - DAY)
    assert one([late], [document(place="ตู้ 1")]).overdue_days == 0
    unfinished = one([late | {"carried_out": "preparing"}], [document(place="ตู้ 1")])
    assert unfinished.overdue_days == 1 and not unfinished.stuck


def test_the_criteria_stay_in_their_order_and_editions_are_apart():
    criteria = [criterion("2.2.10"), criterion("2.2.1"), criterion("2.2.1", edition="2560")]
    found = made(criteria, [report()])
    assert [point.criterion for point in found] == ["2.2.10", "2.2.1", "2.2.1"]
    assert [point.at for point in found] == [("office", 2), ("office", 3), ("office", 4)]
    assert [point.known for point in found] == [False, True, False]


def test_without_criteria_there_is_no_point():
    nothing = sheet("criteria")
    documents = with_states(sheet("evidence"), nothing, 2557)
    assert points(nothing, INDICATORS, sheet("progress"), documents, GROUPS, TODAY) == ()


(BLANK,) = with_states(sheet("evidence", document()), sheet("criteria"), 2557)
DOCUMENTS = strategies.lists(
    strategies.builds(
        lambda state, warnings: BLANK._replace(state=state, warnings=warnings),
        strategies.sampled_from(STATES),
        strategies.sampled_from([(), ("other_year",)]),
    )
)


@given(DOCUMENTS, DOCUMENTS, strategies.sampled_from(["reported", "verified"]))
def test_more_documents_never_make_a_point_less_clear_or_weaker(some, more, reading):
    before, after = (is_clear([d.state for d in found], reading) for found in (some, some + more))
    assert after or not before
    assert not before or is_weak(some, reading) or not is_weak(some + more, reading)


@settings(max_examples=12)
@given(strategies.randoms())
def test_the_order_of_rows_does_not_matter(random):
    progress = [report("FIN", due=TODAY), report("NP", "preparing"), report("AM", code="2.2.2")]
    evidence = [
        document(at=("FIN", 2)),
        document("NP", place="ตู้ 1", at=("NP", 2)),
        document(code="2.2.2", at=("FIN", 3)),
    ]
    criteria = [criterion(leads=("FIN", "NP")), criterion("2.2.2", ("ALL",))]
    expected = made(criteria, progress, evidence)
    random.shuffle(progress)
    random.shuffle(evidence)
    assert made(criteria, progress, evidence) == expected


def test_a_group_whose_tabs_could_not_be_read_whole_is_unknown_and_never_overdue():
    late = [report(due=TODAY - DAY)]
    criteria = sheet("criteria", criterion("2.2.1"), criterion("2.2.2", ("NP",)))
    reports = sheet("progress", *late, *[report("NP", code="2.2.2", due=TODAY - DAY)])
    documents = with_states(sheet("evidence"), criteria, 2557)
    given = (criteria, INDICATORS, reports, documents, GROUPS, TODAY)
    whole, broken = points(*given), points(*given, unread=Unread({"FIN"}, {"FIN"}))
    assert [(point.known, point.stuck) for point in whole] == [(True, True)] * 2
    assert [(point.carried, point.unread) for point in broken] == [(True, True), (True, False)]
    assert [(point.stuck, point.overdue_days) for point in broken] == [(False, 0), (True, 1)]


@pytest.mark.parametrize("leads", [("ALL",), ()])
def test_one_unread_group_leaves_open_what_every_group_decides(leads):
    criteria = sheet("criteria", criterion("2.2.1", leads))
    reports = sheet("progress", report("NP"))
    documents = with_states(sheet("evidence"), criteria, 2557)
    given = (criteria, INDICATORS, reports, documents, GROUPS, TODAY)
    unread = Unread({"FIN"}, {"FIN"})
    assert [point.carried for point in points(*given)] == [True]
    assert [(p.carried, p.carried_unknown) for p in points(*given, unread=unread)] == [(None, True)]


@given(strategies.integers(0, 20), strategies.integers(0, 20))
def test_completeness_is_a_share_and_unknown_without_a_total(clear, total):
    share = completeness(clear, total)
    assert 0 <= share <= 1 if total else share is None


def test_completeness_of_a_group_is_over_the_criteria_it_leads():
    proved = [
        (("FIN", "NP"), True, False),
        (("FIN",), False, False),
        (("ALL",), True, True),
        ((), True, True),
    ]
    (blank,) = made()
    found = [
        blank._replace(lead_groups=led, reported=Proof(some, False), verified=Proof(all_, False))
        for led, some, all_ in proved
    ]
    groups = sheet("groups", {"group": "FIN"}, {"group": "NP"}, {"group": "HR"})
    rows = completeness_by_group(found, groups)
    assert [(row.group, row.criteria) for row in rows] == [("FIN", 3), ("NP", 2), ("HR", 1)]
    assert [row.reported.clear for row in rows] == [2, 2, 1]
    assert [row.verified.completeness for row in rows] == [1 / 3, 0.5, 1.0]
    (nothing,) = completeness_by_group([], sheet("groups", {"group": "HR"}))
    assert nothing.criteria == 0 and nothing.reported == (0, None, 0)
