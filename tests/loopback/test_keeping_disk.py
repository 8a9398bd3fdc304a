"""What happens to the disk while a dashboard reads and people confirm: full, partly unreadable, a
process killed in between, several of them over one history. No copy is lost, and a word that was
given isn't asked for again.
"""

import errno
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

import pytest

from esa.history.files import LocalFiles
from esa.history.live import google_holder
from esa.history.place import VARIABLE, place_of
from esa.history.remote_files import files_at
from esa.history.store import LOOKED, Store
from tests.loopback.keeping_office import ALL, IDS, Clock, Office, names, of, stands
from tests.loopback.server import GoogleServer


@pytest.fixture
def google(six_groups: GoogleServer) -> GoogleServer:
    return six_groups


class Disk(LocalFiles):
    """full: nothing more can be written. bad: files and folders that can't be read."""

    full = False
    bad: Collection[str] = ()

    def write(self, name: str, data: bytes, lasting: bool = True) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "no space left")
        super().write(name, data, lasting)

    def read(self, name: str) -> bytes:
        if name in self.bad:
            raise PermissionError(errno.EACCES, "not allowed")
        return super().read(name)

    def names(self, under: str = "") -> list[str]:
        if under in self.bad:
            raise OSError(errno.EIO, "a bad sector")
        return super().names(under)


class Killed(BaseException):
    """kill -9."""


def over(google: GoogleServer, disk: Disk, clock: Clock) -> Office:
    secrets = google.secrets(IDS["OFFICE"])
    return Office(google_holder(secrets, Store(disk), clock), clock)


def empty(google: GoogleServer) -> None:
    del google.spreadsheets[IDS["HR"]].tab("หลักฐานอ้างอิง").rows[1:]
    google.spreadsheets[IDS["HR"]].changed()


def test_what_a_full_disk_could_not_take_is_kept_as_soon_as_it_can(google, tmp_path):
    disk, clock = Disk(tmp_path), Clock()
    office = over(google, disk, clock)
    office.look()
    disk.full = True
    google.spreadsheets[IDS["FIN"]].edit("หลักฐานอ้างอิง", 1, 2, "แก้แล้ว")
    empty(google)
    office.look()
    assert office.holder.confirm(IDS["HR"])
    for state in (office.holder.shown, office.look()):
        assert [fault.code for fault in state.faults] == ["store_full"]
    disk.full = False
    assert office.look().faults == ()
    google.trouble("403", "sheets")
    state = over(google, Disk(tmp_path), clock).holder.shown
    assert of(state, "FIN").raw.tabs[1].rows[1][2] == "แก้แล้ว"
    assert len(of(state, "HR").raw.tabs[1].rows) == 1


def test_what_can_not_be_read_of_the_disk_takes_no_other_copy_away(google, tmp_path):
    clock, disk = Clock(), Disk(tmp_path)
    over(google, disk, clock).look()
    folder = disk.folders()[2]
    for bad in ({LOOKED}, {folder}, {LOOKED, folder}):
        spoilt = Disk(tmp_path)
        spoilt.bad = bad
        office = over(google, spoilt, clock)
        shown = office.holder.shown
        assert len(names(shown)) == len(ALL) - (folder in bad)
        told = [str(fault.facts["value"]) for fault in shown.faults]
        assert told == ([f"{tmp_path}/{folder}"] if folder in bad else [])
        assert names(office.look()) == ALL


def test_who_confirmed_is_not_asked_again_when_the_process_dies_or_by_another_one(
    google, tmp_path, monkeypatch
):
    clock = Clock()
    office, other = (over(google, Disk(tmp_path), clock) for _ in range(2))
    office.look()
    empty(google)
    assert of(office.look(), "HR").held

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Store, "save", dies)
        with pytest.raises(Killed):
            office.holder.confirm(IDS["HR"])
    later = over(google, Disk(tmp_path), clock)
    for each in (later, other):  # the other one never saw it whole but on the disk
        assert stands(each.look()) == "7 จาก 7"
    google.spreadsheets[IDS["HR"]].edit("about", 0, 0, "ชนิดสมุด ")
    for each in (later, other, over(google, Disk(tmp_path), clock)):
        assert stands(each.look()) == "7 จาก 7"


def test_a_third_process_finds_out_at_once_what_was_confirmed(google, tmp_path):
    clock = Clock()
    office = over(google, Disk(tmp_path), clock)
    office.look()
    empty(google)
    office.look()
    third = over(google, Disk(tmp_path), clock)
    assert office.holder.confirm("งานHR")
    assert stands(third.look()) == "7 จาก 7"


def test_a_history_is_found_however_the_address_of_the_sheet_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    sheet = f"https://docs.google.com/spreadsheets/d/{IDS['OFFICE']}"
    written = [f"{sheet}{end}" for end in ("", "/edit#gid=0", "/edit?usp=sharing", "/htmlview")]
    assert len({place_of(each) for each in written}) == 1
    assert place_of("/a/office") != place_of("/a/Office")
    earlier = tmp_path / sha256(written[1].encode()).hexdigest()[:12]
    earlier.mkdir()
    assert Path(place_of(written[1])) == earlier  # as earlier versions kept it


def test_a_far_history_of_an_earlier_version_is_found_too(monkeypatch):
    monkeypatch.setenv(VARIABLE, "memory://earlier")
    sheet = f"https://docs.google.com/spreadsheets/d/{IDS['OFFICE']}/edit#gid=7"
    earlier = f"memory://earlier/{sha256(sheet.encode()).hexdigest()[:12]}"
    files_at(earlier).write("readings/1.json", b"{}")
    assert place_of(sheet) == earlier
    assert place_of(sheet.replace("#gid=7", "#gid=8")) != earlier
