"""Follow-ups: the day a resolution becomes overdue, its present row, groups and meetings."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings, strategies

from esa.rules.follow_ups import meeting_key, state_of, with_states
from tests.unit.made import sheet, shuffled

TODAY = date(2014, 9, 23)
DEFAULTS = {"meeting_no": "12/2557", "groups": ("AM",), "due": TODAY, "status": "open"}


def follow_ups_of(*rows):
    full = [{"item": n} | DEFAULTS | row for n, row in enumerate(rows, start=1)]
    return sheet("follow_ups", *full)


@pytest.mark.parametrize(
    ("status", "late", "state"),
    [
        ("open", 0, "open"),
        ("open", 1, "overdue"),
        ("in_progress", -1, "in_progress"),
        ("in_progress", 1, "overdue"),
        ("done", 1, "done"),
        ("cancelled", 1, "cancelled"),
        ("open", None, "open"),
        (None, None, "unknown"),
        (None, 1, "overdue"),
    ],
)
def test_overdue_begins_the_day_after_the_due_date(status, late, state):
    due = None if late is None else TODAY - timedelta(late)
    assert state_of(status, due, TODAY) == state


def test_days_and_no_date_set():
    rows = with_states(
        follow_ups_of(
            {"due": TODAY - timedelta(5)},
            {"due": TODAY + timedelta(2)},
            {"due": None},
            {"status": "done", "due": None},
        ),
        TODAY,
    )
    assert {row.item: row.overdue_days for row in rows} == {1: 5, 2: 0, 3: 0, 4: 0}
    assert [row.days_left for row in rows] == [-5, 2, None, None]
    assert {row.item: row.no_date for row in rows} == {1: False, 2: False, 3: True, 4: False}
    assert [row.item for row in rows if row.closed_without_evidence] == [4]


def test_the_most_urgent_comes_first_and_the_cells_stay():
    rows = with_states(
        follow_ups_of(
            {"status": "done"},
            {"due": None},
            {"due": TODAY + timedelta(9)},
            {"due": TODAY - timedelta(1)},
            {"due": TODAY - timedelta(8)},
            {"meeting_no": "2/2557"},
            {},
        ),
        TODAY,
    )
    assert [row.item for row in rows] == [5, 4, 6, 7, 3, 2, 1]
    assert rows[0].at == ("office", 6)


def test_the_lowest_row_of_an_item_is_its_present_state():
    rows = follow_ups_of(
        {"item": 1, "status": "open"}, {"item": 1, "status": "done"}, {"item": 1, "meeting_no": "2"}
    )
    found = {row.meeting_no: row.state for row in with_states(rows, TODAY)}
    assert found == {"12/2557": "done", "2": "open"}


def test_rows_without_an_item_are_not_taken_for_one():
    assert len(with_states(follow_ups_of({"item": None}, {"item": None}), TODAY)) == 2


def test_meetings_come_in_natural_order():
    numbers = ["1/2558", "12/2557", "2/2557", "พิเศษ", "7", None, "ครั้งที่ 3/2557"]
    assert sorted(numbers, key=meeting_key) == [
        "2/2557", "ครั้งที่ 3/2557", "12/2557", "1/2558", "7", None, "พิเศษ"]  # fmt: skip


def test_nothing_resolved_is_an_empty_list():
    assert with_states(follow_ups_of(), TODAY) == ()


ROW = strategies.fixed_dictionaries(
    {
        "meeting_no": strategies.sampled_from(["2/2557", "12/2557", "พิเศษ"]),
        "item": strategies.integers(1, 3),
        "due": strategies.one_of(strategies.none(), strategies.dates(date(2014, 9, 1), TODAY)),
        "status": strategies.sampled_from(["open", "in_progress", "done", "cancelled", None]),
        "groups": strategies.sampled_from([("AM",), ("FIN",), ()]),
    }
)


@settings(max_examples=12)
@given(strategies.lists(ROW, max_size=9), strategies.randoms())
def test_the_lowest_row_of_each_item_is_its_state_and_order_does_not_matter(rows, random):
    sheet = follow_ups_of(*rows)
    states = with_states(sheet, TODAY)
    lowest = {(row["meeting_no"], row["item"]): row["status"] for row in rows}
    assert {(row.meeting_no, row.item): row.status for row in states} == lowest
    assert len(states) == len(lowest)
    assert with_states(shuffled(sheet, random), TODAY) == states
