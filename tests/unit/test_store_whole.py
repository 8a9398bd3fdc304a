"""Contents are kept whole; stores of earlier versions, which kept patches, become so."""

import gzip
import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.history.contents import CUT, Contents
from esa.history.files import LocalFiles
from esa.history.format import Damaged, hash_of
from esa.history.meetings import freeze, meetings, raws_of
from esa.history.store import Store
from esa.reading.office import BANGKOK
from esa.sources.workbook import RawTab, RawWorkbook

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
KEY = "https://docs.example/fin"
WEEKS = 10  # readings in the store of an earlier version


def book(step: int) -> RawWorkbook:
    rows = [["ลำดับที่", "ชื่อเอกสาร"], [f"{step}", step]]
    rows += ([f"{n * 7919 % 99991:x}"] for n in range(2000))
    return RawWorkbook("fin", KEY, (RawTab("หลักฐาน", rows),), NOW + timedelta(weeks=step))


@pytest.fixture
def earlier(tmp_path) -> Path:
    """A store as the version before wrote it: 10 readings of which 9 are patches, 2 meetings."""
    with zipfile.ZipFile(Path(__file__).with_name("patched_store.zip")) as archive:
        archive.extractall(tmp_path)
    assert len([*tmp_path.rglob("*.patch.gz")]) == 9
    return tmp_path


def steps_of(store: Store) -> list[object]:
    """The number that stands in each reading."""
    return [store.load(reading).tabs[0].rows[1][1] for reading in store.readings(KEY)]


def test_every_content_is_kept_whole_and_once(tmp_path):
    store = Store(tmp_path)
    for step in range(20):
        assert store.save(book(step)).faults == ()
        freeze(store, [book(step)], f"{step + 1}/2570", NOW.date(), NOW)
    kept = [path.name for path in tmp_path.rglob("*.gz")]
    assert len(kept) == 20
    for path in tmp_path.rglob("*.json.gz"):
        assert hash_of(gzip.decompress(path.read_bytes())) == path.name.removesuffix(".json.gz")


def test_a_store_of_the_version_before_opens_and_reading_changes_nothing(earlier):
    before = {path: path.read_bytes() for path in earlier.rglob("*") if path.is_file()}
    store = Store(earlier)
    assert steps_of(store) == list(range(WEEKS))
    assert store.newest(KEY).faults == ()
    found = meetings(store)
    assert [(m.number, len(m.books)) for m in found.meetings] == [("2/2569", 1), ("7/2569", 1)]
    opened = [raws_of(store, meeting)[0] for meeting in found.meetings]
    assert [(raw.tabs[0].rows[1][1], raw.faults) for raw in opened] == [(2, ()), (7, ())]
    assert {path: path.read_bytes() for path in earlier.rglob("*") if path.is_file()} == before


def test_the_next_reading_makes_it_whole_and_nothing_is_lost(earlier):
    store = Store(earlier)
    assert store.save(book(WEEKS)).faults == ()
    assert [*earlier.rglob("*.patch.gz")] == []
    assert steps_of(store) == list(range(WEEKS + 1))
    for step in range(WEEKS + 1, WEEKS + 100):  # all that the policy lets go is gone
        assert store.save(book(step)).faults == ()
    for meeting, step in zip(meetings(store).meetings, (2, 7), strict=True):
        [raw] = raws_of(store, meeting)
        assert (raw.tabs[0].rows[1][1], raw.faults) == (step, ())
    assert len([*earlier.rglob("*.gz")]) == len(store.readings(KEY)) + 2


@pytest.mark.parametrize("keep", [0, 9, 0.5])
def test_a_patch_cut_short_is_told_and_the_others_stay(earlier, keep):
    [path] = earlier.rglob("985de544*.patch.gz")  # the newest
    data = path.read_bytes()
    path.write_bytes(data[: int(keep if keep > 1 else len(data) * keep)])
    store = Store(earlier)
    found = store.newest(KEY)
    assert [fault.code for fault in found.faults] == ["snapshot_damaged"]
    assert found.raw.tabs[0].rows[1][1] == WEEKS - 2
    assert store.save(book(WEEKS)).faults == ()
    assert path.exists()  # what can't be read stays
    assert [each.tabs[0].rows[1][1] for each in raws_of(store, meetings(store).meetings[0])] == [2]


def test_what_a_damaged_patch_was_built_on_is_told(earlier):
    [base] = earlier.rglob("61d4802c*.json.gz")
    base.unlink()
    found = Store(earlier).newest(KEY)
    assert (found.raw, {fault.code for fault in found.faults}) == (None, {"snapshot_damaged"})


def test_patches_that_build_on_each_other_are_damaged_and_do_not_hang(tmp_path):
    for name in ("aa-bb", "bb-aa", "cc-cc"):
        path = tmp_path / "w" / f"{name}.patch.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(b"[[[0,1]]]"))
    found = Contents(LocalFiles(tmp_path), "w")
    for name in ("aa", "bb", "cc", "dd"):
        with pytest.raises(Damaged):
            found.read(name)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.lists(x) | x, max_leaves=9))
def test_a_patch_of_any_other_shape_is_damaged(tmp_path_factory, steps):
    place = tmp_path_factory.mktemp("w") / "w"
    place.mkdir()
    base = CUT.join([b"1", b"2"])
    (place / f"{hash_of(base)}.json.gz").write_bytes(gzip.compress(base))
    patch = gzip.compress(json.dumps(steps).encode("utf-8", "surrogatepass"))
    (place / f"{'a' * 64}-{hash_of(base)}.patch.gz").write_bytes(patch)
    with pytest.raises(Damaged):
        Contents(LocalFiles(place.parent), "w").read("a" * 64)
