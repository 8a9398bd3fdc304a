"""The history of the sample: six weeks, five meetings, the same every time."""

from datetime import date

import pytest

from esa.history.meetings import meetings, raws_of
from esa.history.of_sample import OFFICE, make_history, meeting_of_week, raws_of_weeks
from esa.history.past import moments, raws_at
from esa.history.store import Store
from esa.reading.declared import declared_by
from esa.reading.office import read_office
from esa.sample.make import all_workbooks
from esa.sample.weeks import LAST_WEEK, state_of_week
from esa.sources.folder import read_folder


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    made = Store(tmp_path_factory.mktemp("sample"))
    assert make_history(made)
    return made


@pytest.fixture(scope="module")
def offices(store):
    return [
        read_office(raws_of(store, meeting), meeting.frozen_at)
        for meeting in meetings(store).meetings
    ]


def test_the_last_five_meetings_before_today_are_frozen_on_their_tuesdays(store):
    listed = meetings(store)
    assert listed.faults == ()
    assert [(m.number, m.meeting_date) for m in listed.meetings] == [
        ("7/2557", date(2014, 8, 19)),
        ("8/2557", date(2014, 8, 26)),
        ("9/2557", date(2014, 9, 2)),
        ("10/2557", date(2014, 9, 9)),
        ("11/2557", date(2014, 9, 16)),
    ]
    assert all(m.meeting_date.weekday() == 1 and not m.missing + m.stale for m in listed.meetings)
    assert meeting_of_week(LAST_WEEK) == ("12/2557", date(2014, 9, 23))


def test_their_numbers_are_those_of_the_follow_ups_of_the_sample(offices):
    for week, office in enumerate(offices, 1):
        number, day = meeting_of_week(week)
        assert number in set(office.follow_ups["meeting_no"])
        assert max(office.follow_ups["meeting_date"]) == day == office.today


def test_each_is_the_sample_of_its_week(offices, tmp_path):
    last = all_workbooks()
    for week, office in enumerate(offices, 1):
        assert office.is_sample and office.fiscal_year == 2557
        expected = sum(len(tabs["evidence"]) for name, tabs in last.items() if "evidence" in tabs)
        assert 0 < len(office.evidence) <= expected, week


@pytest.mark.parametrize("week", [1, 4])
def test_an_earlier_week_follows_from_the_last_one(week):
    assert state_of_week(all_workbooks(LAST_WEEK), week) == all_workbooks(week)


def test_the_last_week_is_the_sample_that_is_shown(store):
    raws = raws_of_weeks()[LAST_WEEK]
    shown = read_folder(OFFICE, raws[0].read_at)
    assert raws == shown
    assert [(r.name, r.tabs) for r in raws_at(store)[0]] == [(r.name, r.tabs) for r in shown]


def test_six_moments_can_be_stepped_through(store):
    found, faults = moments(store)
    assert faults == ()
    assert [m.at.date() for m in found] == [meeting_of_week(week)[1] for week in range(1, 7)]
    assert all("office" in m.changed for m in found)


def test_making_it_again_changes_nothing(store):
    def files():
        return {p: p.read_bytes() for p in store.files.folder.rglob("*") if p.is_file()}

    before = files()
    assert make_history(Store(store.files.folder))
    assert files() == before


def test_it_is_the_same_every_time_and_finished_where_it_was_made_by_half(store, tmp_path):
    other = Store(tmp_path)
    assert make_history(other)
    assert meetings(other) == meetings(store)
    names = [sorted(p.name for p in s.files.folder.rglob("*.*")) for s in (store, other)]
    assert names[0] == names[1]
    for number in ("0009", "0011"):
        (tmp_path / "meetings" / f"2557-{number}.json").unlink()
    assert make_history(other)
    assert meetings(other) == meetings(store)


def test_later_readings_of_the_sample_are_left_alone(tmp_path):
    other, now = Store(tmp_path), raws_of_weeks()[LAST_WEEK]
    for raw in now:
        other.save(raw, tabs=declared_by(now))
    assert make_history(other)
    assert raws_at(other)[0] == now
    assert len(meetings(other).meetings) == 5


def test_a_place_that_is_no_folder_makes_no_noise(tmp_path):
    (tmp_path / "file").write_text("x")
    assert not make_history(Store(tmp_path / "file"))
