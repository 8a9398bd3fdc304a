"""A store that an earlier version wrote opens as before and shows no change that nobody made.

older_store.zip: made by the code at commit e026904, before unknown was three-valued:
the office of test_quiet at three meetings. Nothing was changed before the second; before the third
three tabs were renamed (money, activities of networks, evidence of the personnel group).
"""

import zipfile
from pathlib import Path

import pytest

from esa.changes.compare import changes
from esa.history.in_use import had_evidence, remembered
from esa.history.meetings import meetings, office_of
from esa.history.store import Store
from esa.judged import Judged
from esa.telling.agenda import topics
from esa.telling.standpoint import Since, Standpoint
from esa.telling.topic import plain
from tests.unit.test_quiet import honest, read

KEPT = Path(__file__).with_name("older_store.zip")
NUMBERS = ["11/2557", "12/2557", "13/2557"]


@pytest.fixture
def store(tmp_path) -> Store:
    with zipfile.ZipFile(KEPT) as kept:
        kept.extractall(tmp_path / "store")
    return Store(tmp_path / "store")


@pytest.fixture
def states(store) -> dict[str, Judged]:
    return {each.number: Judged(office_of(store, each)) for each in meetings(store).meetings}


def test_every_meeting_opens_and_nothing_was_noted_of_what_is_in_use(store, states):
    assert list(states) == NUMBERS
    assert remembered(store) == {} and had_evidence(store).rows == ()
    fingerprints = [each.fingerprint for each in meetings(store).meetings]
    assert len(set(fingerprints)) == 3
    assert all(len(state.office.workbooks) == 7 for state in states.values())


def test_two_meetings_of_the_older_version_differ_in_nothing(states):
    assert changes(states["11/2557"], states["12/2557"]).all == ()


def test_what_the_sheets_say_now_is_no_change_of_what_was_frozen(states):
    now = Judged(read(honest()))
    found = changes(states["12/2557"], now).all
    assert [change for change in found if change.subject != "problem"] == []
    levels = [level.reported.sentence for level in states["12/2557"].standards.levels]
    assert levels == [level.reported.sentence for level in now.standards.levels] == ["ระดับ 5"]


def test_tabs_that_were_renamed_between_two_meetings_are_no_change(store, states):
    before, after = states["12/2557"], states["13/2557"]
    found = changes(before, after).all
    assert [change for change in found if change.subject != "problem"] == []
    assert [p.code for p in after.office.problems if p.severity != "info"] == [
        *["tab_by_headings"] * 3, "group_without_workbook",
    ]  # fmt: skip
    since = Since(meetings(store).meetings[1], before, changes(before, after))
    for topic in topics(Standpoint(after, since=since)):
        assert topic.left_out == (), topic.name
        assert "ลง 1" not in plain(topic.finding)
