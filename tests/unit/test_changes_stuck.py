"""Since when a point is stuck: as far back as it was, over states that couldn't be read."""

from functools import cache

from esa.changes.stuck import State, state_of, stuck_since
from esa.sample import weeks
from esa.sample.make import all_workbooks
from tests.unit.changed import Judged, after, cells, office, week


@cache
def weeks_held() -> list[State]:
    return [state_of(week(n), weeks.tuesday(n), f"{n + 6}/2557") for n in range(1, 7)]


def test_the_sample_has_three_stuck_points_each_since_the_meeting_after_its_date():
    found = stuck_since(weeks_held())
    assert [(s.criterion, s.groups, s.meeting) for s in found] == [
        ("2.2.2", ("FIN",), "9/2557"),
        ("2.3.4", ("HR",), "11/2557"),
        ("2.2.3", ("FIN",), "11/2557"),
    ]
    for stuck in found:
        assert stuck.due < stuck.since == weeks.tuesday(7 - stuck.states)
        assert not stuck.is_oldest
        assert stuck.overdue_days == (weeks.tuesday(6) - stuck.due).days


def test_a_point_on_its_due_date_is_not_stuck_and_the_day_after_it_is():
    point = {"criterion": "2.2.2"}
    for due, count in (("23 ก.ย. 2557", 2), ("22 ก.ย. 2557", 3)):
        state = after(cells("fin", "progress", point, {"due": due}))
        assert len(stuck_since([state_of(state, weeks.tuesday(6))])) == count


def test_the_oldest_state_there_is_says_at_least():
    (first, *_) = stuck_since(weeks_held()[3:])
    assert (first.criterion, first.is_oldest, first.since) == ("2.2.2", True, weeks.tuesday(4))
    assert stuck_since(weeks_held()[5:])[0].states == 1
    assert stuck_since([]) == ()


def test_a_state_that_could_not_be_read_neither_counts_nor_breaks_the_row():
    books = all_workbooks(5)
    books["fin"] = {name: tab for name, tab in books["fin"].items() if name != "evidence"}
    unread = Judged(office(books))
    assert "FIN" in unread.office.unread
    history = [
        *weeks_held()[:4],
        weeks_held()[4]._replace(points=unread.standards.points),
        weeks_held()[5],
    ]
    stuck = {s.criterion: s for s in stuck_since(history)}
    assert (stuck["2.2.2"].meeting, stuck["2.2.2"].states) == ("9/2557", 3)
    last = [*weeks_held()[:5], weeks_held()[5]._replace(points=unread.standards.points)]
    assert not [s for s in stuck_since(last) if "FIN" in s.groups]


def test_a_point_that_had_evidence_in_between_is_stuck_from_after_it():
    books = all_workbooks(5)
    rows = [row | {"place": "แฟ้ม 1", "title": "บันทึก"}
            for row in books["fin"]["evidence"]]  # fmt: skip
    proved = Judged(office(books | {"fin": books["fin"] | {"evidence": rows}}))
    history = [
        *weeks_held()[:4],
        weeks_held()[4]._replace(points=proved.standards.points),
        weeks_held()[5],
    ]
    before = {s.criterion: s for s in stuck_since(weeks_held())}
    stuck = {s.criterion: s for s in stuck_since(history)}
    documented = {c for c in before if any(r["criterion"] == c for r in rows)}
    for criterion in before:
        assert (stuck[criterion].states == 1) == (criterion in documented)


def test_without_a_date_a_point_is_stuck_once_it_stood_still_at_two_meetings():
    codes = {s.criterion for s in stuck_since(weeks_held(), unchanged=True)}
    assert codes == {s.criterion for s in stuck_since(weeks_held()[3:], unchanged=True)}
    assert stuck_since(weeks_held()[4:], unchanged=True) == ()  # only one meeting before
    assert {s.states for s in stuck_since(weeks_held()[3:], unchanged=True)} == {3}
    assert not any(s.moved for s in stuck_since(weeks_held(), unchanged=True))
