"""What stays and what goes between Google, the disk and the screen: the real holder over the test
server, over restarts, lists of Drive that lack a workbook, and lists of groups that are held back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from esa.history.copies import State
from esa.history.live import google_holder
from esa.history.refresh import MAX_AGE, Holder
from esa.history.store import Store
from tests.loopback.conftest import FINANCE, NOW, OFFICE, PLANS
from tests.loopback.server import GoogleServer

LONG = 20.0  # seconds that a test waits at most
ALL = {"สำนักงาน", "งานการเงิน", "งานแผน"}


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def start(google, tmp_path) -> Iterator[Callable[[], "Office"]]:
    """start() → the office as a dashboard holds it that has just been started, over one store."""
    clock, started = Clock(), []

    def begin() -> Office:
        secrets = google.secrets(OFFICE)
        started.append(Office(google_holder(secrets, Store(tmp_path), clock), clock))
        return started[-1]

    yield begin
    for each in started:
        each.holder.wait(LONG)


class Office:
    def __init__(self, holder: Holder, clock: Clock):
        self.holder, self.clock = holder, clock

    def look(self, seconds: float = MAX_AGE) -> State:
        """What is shown after the look that a visit causes so many seconds later."""
        self.clock.now += timedelta(seconds=seconds)
        self.holder.current()
        assert self.holder.wait(LONG)
        return self.holder.current()


@contextmanager
def unshared(google: GoogleServer, *ids: str) -> Iterator[None]:
    for id_ in ids:
        google.spreadsheets[id_].shared = False
    yield
    for id_ in ids:
        google.spreadsheets[id_].shared = True


def names(state: State) -> set[str]:
    return {copy.name for copy in state.copies if copy.raw.tabs}


def stands(state: State) -> str:
    return state.summary.partition(" สมุด")[0]


# --- a listed workbook without a copy ---------------------------------------------------------


@pytest.mark.parametrize("ids", [(FINANCE,), (FINANCE, PLANS), (OFFICE,), (OFFICE, PLANS)])
def test_a_workbook_shared_while_the_dashboard_was_stopped_is_read_after_its_start(
    google, start, ids
):
    with unshared(google, *ids):
        office = start()
        assert office.look().fresh == (0 if OFFICE in ids else 3 - len(ids))
    again = start().look()
    assert names(again) == ALL and stands(again) == "3 จาก 3"


def test_a_workbook_that_is_still_not_shared_after_a_start_is_named(google, start):
    with unshared(google, PLANS):
        start().look()
        state = start().look()
        assert stands(state) == "2 จาก 3"
        [missing] = [copy for copy in state.copies if copy.missing]
        assert missing.reason.code == "google_forbidden" and "แผน" in missing.name


# --- lists of Drive ---------------------------------------------------------------------------


def lists_without(google: GoogleServer, nth: int, *ids: str) -> None:
    """From the nth look on, Drive's list lacks these."""
    looks = []

    def shorten(asked) -> None:
        if asked.kind == "drive":
            looks.append(asked)
            for id_ in ids:
                google.unlisted.discard(id_)
                if len(looks) >= nth:
                    google.unlisted.add(id_)

    google.before = shorten


@pytest.mark.parametrize("ids", [(PLANS,), (OFFICE, FINANCE, PLANS)])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_list_of_drive_that_lacks_workbooks_throws_none_away(google, start, ids, nth):
    office = start()
    office.look()
    google.spreadsheets[FINANCE].edit("หลักฐานอ้างอิง", 1, 0, "1.11")
    lists_without(google, nth, *ids)
    state = office.look()
    assert names(state) == ALL and stands(state) == "3 จาก 3"
    google.before = None
    google.unlisted.clear()
    assert stands(office.look()) == "3 จาก 3"
    assert names(start().look()) == ALL


def test_what_the_office_lists_no_longer_is_no_longer_shown(google, start):
    office = start()
    office.look()
    google.spreadsheets[OFFICE].edit("กลุ่มงาน", 2, 4, "-")
    assert names(office.look()) == ALL - {"งานแผน"}
    assert names(start().look()) == ALL - {"งานแผน"}


# --- a held list ------------------------------------------------------------------------------


def test_a_list_that_is_held_back_is_not_obeyed(google, start):
    other = google.spreadsheets[PLANS]
    tab = google.spreadsheets[OFFICE].tab("กลุ่มงาน")
    tab.rows += [[f"G{number}", f"กลุ่มที่ {number}", "กลุ่ม"] for number in range(10)]
    office = start()
    assert names(office.look()) == ALL
    del tab.rows[1:]
    google.spreadsheets[OFFICE].changed()
    state = office.look()
    assert names(state) == ALL and [c.name for c in state.copies if c.held] == ["สำนักงาน"]
    other.edit("ข้อมูลสมุด", 1, 2, 2556)
    again = office.look()
    assert names(again) == ALL
    plans = next(copy for copy in again.copies if copy.name == "งานแผน")
    assert plans.fresh and plans.raw.tabs[0].rows[1][2] == 2556  # still looked after
    assert names(start().look()) == ALL
    assert office.holder.confirm("สำนักงาน")
    assert names(office.look()) == {"สำนักงาน"}
