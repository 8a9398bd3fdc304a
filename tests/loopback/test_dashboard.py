"""The real dashboard by hand, for a few of all slips; keeping_seen.py tries every one."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.loopback.keeping_seen import Office, trials
from tests.loopback.server import GoogleServer

TRIED = (
    "three are not shared from the first",
    "the links are cleared",
    "confirmed by a command",
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    place: Path = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patch, GoogleServer() as google:
        patch.setenv("ESA_AUDIT", str(place / "audit"))
        found = Office(google, place, random.Random(12))
        try:
            yield found
        finally:
            found.dashboard.stop()


@pytest.mark.parametrize("name", TRIED)
def test_what_once_lost_a_group_is_told_by_name_also_after_a_start(office, name):
    trials()[name](office)
