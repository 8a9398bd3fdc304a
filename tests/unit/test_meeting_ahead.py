"""A meeting that is frozen before it is held: overdue counted at its day, readings of today."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from esa.commands import cli
from esa.history.meetings import TooFarAhead, counted_th, freeze, meeting_of, meetings, office_of
from esa.history.of_sample import OFFICE as SAMPLE
from esa.history.store import Store
from esa.judged import Judged
from esa.reading.office import BANGKOK, read_office
from esa.sources.folder import read_folder

NOW = datetime(2014, 9, 23, 9, 0, tzinfo=BANGKOK)
TODAY = NOW.date()


@pytest.fixture(scope="module")
def raws():
    return read_folder(SAMPLE, NOW)


def overdue(office) -> dict[str, int]:
    return {p.criterion: p.overdue_days for p in Judged(office).standards.points if p.overdue_days}


@pytest.mark.parametrize("days", [1, 7])
def test_overdue_is_counted_at_the_day_of_the_meeting(raws, tmp_path, days):
    store, day = Store(tmp_path), TODAY + timedelta(days=days)
    freeze(store, raws, "12/2557", day, NOW)
    frozen = meeting_of(store, "12/2557")
    then, now = office_of(store, frozen), read_office(raws, NOW)
    assert (then.today, then.read_at) == (day, NOW)
    before, after = overdue(now), overdue(then)
    assert before and set(before) <= set(after)
    assert {code: after[code] - n for code, n in before.items()} == dict.fromkeys(before, days)
    assert then.rows["evidence"].columns == now.rows["evidence"].columns
    assert "23 ก.ย. 2557" in counted_th(frozen) and "นับกำหนดถึงวันประชุม" in counted_th(frozen)


def test_a_meeting_of_the_day_or_before_is_counted_as_ever(raws, tmp_path):
    store = Store(tmp_path)
    for number, day in (("11/2557", TODAY - timedelta(days=3)), ("12/2557", TODAY)):
        freeze(store, raws, number, day, NOW)
        frozen = meeting_of(store, number)
        assert frozen.counted_at is None and counted_th(frozen) == ""
        assert office_of(store, frozen).today == TODAY


def test_further_ahead_is_refused_and_nothing_is_frozen(raws, tmp_path):
    store = Store(tmp_path)
    with pytest.raises(TooFarAhead, match="เกิน 7 วัน"):
        freeze(store, raws, "12/2557", TODAY + timedelta(days=8), NOW)
    assert meetings(store).meetings == []


def test_the_day_of_the_settings_is_the_day_that_counts(raws, tmp_path):
    """The reference date is a week old: the meeting is still counted at its own day."""
    store, late = Store(tmp_path), NOW + timedelta(days=7)
    day = date(2014, 9, 30)
    freeze(store, raws, "12/2557", day, late, today=TODAY)
    assert office_of(store, meeting_of(store, "12/2557")).today == day


def test_a_meeting_of_an_earlier_version_opens_as_before(raws, tmp_path):
    """Nothing is written about it where a meeting is counted as ever, and nothing is needed."""
    store = Store(tmp_path)
    freeze(store, raws, "12/2557", TODAY, NOW)
    assert b"counted_at" not in store.files.read("meetings/2557-0012.json")
    assert replace(meeting_of(store, "12/2557"), counted_at=None) == meeting_of(store, "12/2557")


def test_the_command_says_for_what_day_it_counts(tmp_path, capsys):
    office = tmp_path / "office"
    shutil.copytree(SAMPLE, office)
    place = ["--place", str(tmp_path / "place")]
    chosen = ["meeting", str(office), "--number", "12/2557", *place]
    assert cli.main([*chosen, "--date", "30/9/2557"]) == 0
    assert "นับกำหนดถึงวันประชุม 30 ก.ย. 2557" in capsys.readouterr().out
    ahead = datetime.now(BANGKOK).date() + timedelta(days=9)
    written = f"{ahead.day}/{ahead.month}/{ahead.year + 543}"
    chosen[3] = "13/2557"
    assert cli.main([*chosen, "--date", written]) == 2
    assert "เกิน 7 วัน" in capsys.readouterr().err
