"""Contents built on others: any bytes come back, whatever is damaged, and chains stay short."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.history.contents import DEEPEST, MOST, Contents
from esa.history.files import LocalFiles
from esa.history.format import Damaged, hash_of
from esa.history.patches import CUT, BadPatch, patch, patched
from esa.history.store import Store
from esa.office import BANGKOK
from esa.sources.workbook import RawTab, RawWorkbook

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
pieces = st.sampled_from([b"", b"1", b'"\xe0\xb8\x81"', b"[[", b"null", b'"],["'])
contents = st.lists(pieces, max_size=20).map(CUT.join)


@given(contents, contents)
def test_every_content_comes_back_from_every_other_one(base, content):
    assert patched(base, patch(base, content)) == content


@given(st.text(st.characters(codec=None), max_size=30), contents)
def test_texts_that_are_no_true_unicode_come_back(text, base):
    content = text.encode("utf-8", "surrogatepass")
    assert patched(base, patch(base, content)) == content


def test_a_patch_of_one_changed_row_is_small():
    rows = [f'"row {n * 7919 % 9973:x}"'.encode() for n in range(5000)]
    changed = [*rows[:2500], b'"other"', *rows[2501:]]
    assert len(patch(CUT.join(rows), CUT.join(changed))) < 100


@pytest.mark.parametrize("keep", [0, 5, 20])
def test_a_patch_cut_short_is_refused(keep):
    data = patch(b"1],[2", b"1],[3],[2")
    with pytest.raises(BadPatch):
        patched(b"1],[2", data[:keep])


def book(values: list[object]) -> RawWorkbook:
    rows = [["หัวข้อ"], *([value] for value in values)]
    return RawWorkbook("fin", "a", (RawTab("kpis", rows),), NOW)


def test_chains_stay_short_and_are_whole_again_now_and_then(tmp_path):
    """Every step changes other rows, so that patches grow and build on nearer contents."""
    store, values = Store(tmp_path), [f"{n * 7919 % 99991:x}" for n in range(3000)]
    names = []
    for step in range(60):
        for n in range(120):
            values[(step * 120 + n) % 3000] = f"{step} {n * 7907 % 99991:x}"
        names.append(store.keep(book(values), "a"))
        at = NOW + timedelta(days=step)
        store.save(RawWorkbook(**vars(book(values)) | {"read_at": at}), "a")
    [under] = [path.name for path in tmp_path.iterdir() if path.is_dir()]
    found = Contents(LocalFiles(tmp_path), under)
    depths = [len(found.chain(name)) for name in names]
    assert 2 < max(depths) <= DEEPEST + 1
    assert depths.count(1) > 1
    assert all(hash_of(found.read(name)) == name for name in names)


def test_no_more_than_so_many_contents_build_on_one(tmp_path):
    store, values = Store(tmp_path), [f"{n * 7919 % 99991:x}" for n in range(2000)]
    for step in range(MOST + 3):
        values[0] = step
        store.keep(book(values), "a")
        if step == 0:
            store.save(book(values), "a")
    assert len([*tmp_path.rglob("*.json.gz")]) == 2


def test_what_a_content_is_built_on_is_never_removed(tmp_path):
    store, values = Store(tmp_path), [f"{n * 7919 % 99991:x}" for n in range(2000)]
    for day in range(100):
        values[0] = day
        raw = RawWorkbook(**vars(book(values)) | {"read_at": NOW + timedelta(days=day)})
        assert store.save(raw, "a").faults == ()
    readings = store.readings("a")
    assert len(readings) < 30
    for reading in readings:
        day = (reading.read_at - NOW).days
        assert store.load(reading).tabs[0].rows[1] == [day]
    assert len([*tmp_path.rglob("*.gz")]) <= len(readings) + 4


def test_files_that_build_on_each_other_are_damaged_and_do_not_hang(tmp_path):
    for name in ("aa-bb", "bb-aa", "cc-cc"):
        path = tmp_path / "w" / f"{name}.patch.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(patch(b"", b""))
    found = Contents(LocalFiles(tmp_path), "w")
    for name in ("aa", "bb", "cc", "dd"):
        with pytest.raises(Damaged):
            found.read(name)
