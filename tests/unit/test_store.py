"""The store of readings: what goes in comes out, typed; nothing on a disk makes it fail."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.history.format import SCHEMA, Damaged, content_of, hash_of, note, noted, opened, packed
from esa.history.store import DAILY, WEEKLY, Noted, Store, kept, masked
from esa.reading.office import BANGKOK, read_office
from esa.reading.personal import MASK
from esa.reading.problems import catalogue
from esa.sources.folder import read_folder
from esa.sources.workbook import Fault, RawTab, RawWorkbook

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "esa" / "sample" / "office"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
DAY = timedelta(days=1)


def book(*values: object, name: str = "ชีตการเงินฯ", at: datetime = NOW) -> RawWorkbook:
    rows = [["หัวข้อ"], *([value] for value in values)]
    return RawWorkbook(name, "https://docs.example/1", (RawTab("kpis", rows),), at)


def codes(faults: tuple[Fault, ...]) -> list[str]:
    assert {fault.code for fault in faults} <= set(catalogue())
    return [fault.code for fault in faults]


def files(place: Path, pattern: str) -> list[Path]:
    return sorted(place.rglob(pattern))


# --- typed cells ------------------------------------------------------------------------------

text = st.text(st.characters(codec=None), max_size=12)
# of a time zone before 1 April 1920 some moments happen twice, and equal none
moments = st.datetimes(timezones=st.none() | st.just(UTC)) | st.datetimes(
    min_value=datetime(1921, 1, 1), timezones=st.just(BANGKOK)
)
cells = st.one_of(
    st.none(),
    text,
    st.integers(),
    st.floats(allow_nan=False),
    st.booleans(),
    st.dates(),
    moments,
    st.times(),
    st.timedeltas(),
    st.sampled_from(["#REF!", "#N/A", "=A1", "นาย"]),
)
facts = st.dictionaries(text, text | st.integers() | st.tuples(text, st.integers()), max_size=2)
faults = st.builds(Fault, st.sampled_from(["maybe_copy", "tab_unreadable"]), facts)
corners = st.tuples(*[st.integers(0, 99)] * 4)
tabs = st.builds(
    RawTab,
    text,
    st.lists(st.lists(cells, max_size=4), max_size=4),
    st.booleans(),
    st.none() | text,
    st.lists(corners, max_size=2).map(tuple),
)
workbooks = st.builds(
    RawWorkbook,
    text,
    text,
    st.lists(tabs, max_size=3).map(tuple),
    st.datetimes(min_value=datetime(1921, 1, 1), timezones=st.just(BANGKOK)),
    st.lists(faults, max_size=2).map(tuple),
)


def typed(raw: RawWorkbook) -> list[object]:
    return [(type(cell), cell) for tab in raw.tabs for row in tab.rows for cell in row]


@given(workbooks)
def test_every_workbook_comes_back_as_it_was_with_the_types_of_its_cells(raw):
    content = content_of(raw)
    back = opened(content, raw.read_at)
    assert back == raw
    assert typed(back) == typed(raw)


@given(workbooks)
def test_what_is_saved_comes_back_masked(tmp_path_factory, raw):
    store = Store(tmp_path_factory.mktemp("store"))
    assert store.save(raw).faults == ()
    assert store.newest(raw.address).raw == masked(raw)


def test_numbers_texts_and_booleans_that_compare_equal_are_different_contents():
    contents = [content_of(book(value)) for value in (1, 1.0, True, "1", None, "")]
    assert len(set(contents)) == len(contents)


def test_a_formula_error_a_date_and_a_time_keep_their_type(tmp_path):
    raw = book("#REF!", date(2014, 5, 30), datetime(2014, 5, 30, 8, 30), time(8, 30), -0.0, 2**70)
    store = Store(tmp_path)
    store.save(raw)
    assert typed(store.newest(raw.address).raw) == typed(raw)


def test_the_time_of_reading_is_no_content():
    assert content_of(book(1)) == content_of(book(1, at=NOW + DAY))
    assert packed(content_of(book(1))) == packed(content_of(book(1)))


def test_facts_that_look_like_a_typed_cell_stay_facts():
    raw = replace(book(), faults=(Fault("maybe_copy", {"date": "2014-05-30"}),))
    content = content_of(raw)
    assert opened(content, NOW).faults == raw.faults


def test_a_value_that_is_no_cell_is_refused():
    with pytest.raises(TypeError, match="no cell: object"):
        content_of(book(object()))


# --- personal data ----------------------------------------------------------------------------


def test_personal_data_is_masked_in_any_tab_cell_title_and_fact(tmp_path):
    person = "นายสมมติ ตัวอย่าง"
    tab = RawTab(f"บันทึกของ {person}", [["โทร 081-234-5678", None], [1101700230708, f"{person} มา"]])
    known = RawTab("progress", [["ประเด็น", "ความเห็น"], ["1.1", f"ติดต่อ {person}"]])
    fault = Fault("tab_unreadable", {"value": f"{person}", "count": 3})
    raw = RawWorkbook("ชีต", "/x", (tab, known), NOW, (fault,))
    hidden = masked(raw)
    told = json.dumps([[t.title, t.rows] for t in hidden.tabs], ensure_ascii=False)
    assert "สมมติ" not in told and "081" not in told and "1101700230708" not in told
    assert hidden.faults == (Fault("tab_unreadable", {"value": "▒▒▒", "count": 3}),)
    assert (hidden.tabs[0].rows, hidden.tabs[0].size, hidden.tabs[0].filled) == ([], (2, 2), True)
    assert raw.tabs[0].rows[0][0] == "โทร 081-234-5678"  # the reading itself is not touched
    assert Store(tmp_path).save(raw).masked
    for path in files(tmp_path, "*.json*"):
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        assert "สมมติ" not in data.decode() and "081-234" not in data.decode()


def test_a_name_of_a_school_is_no_person_in_the_column_of_schools_and_is_elsewhere():
    rows = [["รหัสโรงเรียน", "ชื่อโรงเรียน", "ของเรา"], ["10203040", "นางสมมติ อุปถัมภ์", "ก"]]
    [known] = masked(RawWorkbook("ชีต", "/x", (RawTab("schools", rows),), NOW)).tabs
    assert known.rows == rows
    rows[1][2] = rows[1][1]
    [known] = masked(RawWorkbook("ชีต", "/x", (RawTab("schools", rows),), NOW)).tabs
    assert known.rows[1][:2] == rows[1][:2] and known.rows[1][2] != rows[1][2]


@given(tabs)
def test_of_a_tab_that_is_not_ours_only_title_size_and_filled_are_kept(tab):
    tab = replace(tab, title="บันทึก ป.6")
    [kept_tab] = masked(RawWorkbook("ชีต", "/x", (tab,), NOW)).tabs
    size = len(tab.rows), max(map(len, tab.rows), default=0)
    assert (kept_tab.rows, kept_tab.size, kept_tab.filled) == ([], size, tab.is_filled)
    assert (kept_tab.title, kept_tab.hidden, kept_tab.gid) == (tab.title, tab.hidden, tab.gid)


@given(st.lists(cells, min_size=1, max_size=6), st.integers(0, 6), st.booleans())
def test_an_own_column_is_kept_only_where_nothing_personal_is_found_in_it(values, place, personal):
    heads = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ของกลุ่มเอง"]
    values = [value if not isinstance(value, str) else "ก" for value in values]
    if personal:
        values.insert(place, "ด.ช.สมมติ ตัวอย่าง")
    rows = [["หลักฐานของกลุ่ม"], heads, *(["1.1", n, "คำสั่ง", v] for n, v in enumerate(values, 1))]
    raw = RawWorkbook("ชีต", "/x", (RawTab("evidence", rows),), NOW)
    [tab] = masked(raw).tabs
    assert tab.rows[:2] == rows[:2] and [r[:3] for r in tab.rows] == [r[:3] for r in rows]
    own = [row[3] for row in tab.rows[2:]]
    assert all(cell in (None, MASK) for cell in own) if personal else own == values


@pytest.mark.parametrize("more", [{}, {"links": ((1, 0, "https://x.go.th/1"),)}])
def test_what_few_tabs_have_comes_back_and_changes_no_content_of_others(tmp_path, more):
    tab = RawTab("kpis", [["รหัสตัวชี้วัด"], ["1"]], **more)
    raw = RawWorkbook("ชีต", "a", (tab,), NOW)
    Store(tmp_path).save(raw)
    assert Store(tmp_path).newest("a").raw == raw
    assert b"links" in content_of(raw) if more else b"links" not in content_of(raw)


@given(workbooks)
def test_masking_twice_is_masking_once(raw):
    assert masked(masked(raw)) == masked(raw)


def test_without_a_find_the_same_object_comes_back():
    raw = book("ไม่มีข้อมูลส่วนบุคคล", 1, 2.5)
    assert masked(raw) is raw


def test_an_office_read_from_its_copies_is_the_office_read_from_its_sheets(tmp_path):
    raws = read_folder(SAMPLE, NOW)
    store = Store(tmp_path)
    for raw in raws:
        assert store.save(raw).faults == ()
    copies = {copy.key: copy.raw for copy in store.state()[0]}
    fresh = read_office(raws, NOW)
    again = read_office([copies[raw.address] for raw in raws], NOW)
    assert len(copies) == len(raws)
    for name in ("evidence", "schools", "criteria", "network_activities", "resources"):
        assert fresh.table(name).equals(again.table(name))


# --- which copies stay ------------------------------------------------------------------------


def test_fourteen_days_and_eight_weeks_stay():
    times = [NOW - n * DAY for n in range(200)]
    stay = kept(times, NOW)
    assert {NOW - n * DAY for n in range(DAILY)} <= stay
    sundays = [t for t in times if t.weekday() == 6][: WEEKLY - 1]  # NOW is a Saturday
    assert set(sundays) <= stay
    assert stay == {NOW - n * DAY for n in range(DAILY)} | set(sundays)


def test_of_one_day_the_last_stays_and_days_are_those_of_bangkok():
    late = datetime(2026, 11, 20, 16, 59, tzinfo=UTC)  # 23:59 in Bangkok
    early = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # the next day there
    assert kept([late, early, early + timedelta(hours=1)], NOW + DAY) == {
        late,
        early + timedelta(hours=1),
    }


def test_a_workbook_that_hardly_changes_keeps_its_old_copies():
    times = [NOW - n * 90 * DAY for n in range(5)]
    assert kept(times, NOW) == set(times)


def test_a_time_ahead_of_the_clock_is_never_removed():
    ahead = [NOW + n * DAY for n in range(1, 40)]
    assert set(ahead) <= kept(ahead, NOW)


@given(st.lists(moments.filter(lambda m: m.tzinfo and 1900 < m.year < 9000), max_size=60))
def test_the_newest_stays_and_never_more_than_both_numbers(times):
    now = datetime(9500, 1, 1, tzinfo=UTC)
    stay = kept(times, now)
    assert stay <= set(times)
    assert len(stay) <= DAILY + WEEKLY
    if times:
        assert max(times) in stay
    assert kept(stay, now) == stay


# --- saving -----------------------------------------------------------------------------------


def test_a_changed_reading_is_a_new_copy_and_an_unchanged_one_is_none(tmp_path):
    store = Store(tmp_path)
    for n, value in enumerate((1, 1, 2, 1)):
        store.save(book(value, at=NOW + n * DAY), version=f"v{n}")
    history = store.readings(book().address)
    assert [(r.number, r.read_at, r.version) for r in history] == [
        (1, NOW, "v0"),
        (2, NOW + 2 * DAY, "v2"),
        (3, NOW + 3 * DAY, "v3"),
    ]
    assert history[0].content == history[2].content
    assert len(files(tmp_path, "*.json.gz")) == 2
    assert store.load(history[1]) == book(2, at=NOW + 2 * DAY)


def test_the_state_of_any_past_moment_can_be_opened(tmp_path):
    store = Store(tmp_path)
    store.save(book(1))
    store.save(book(2, at=NOW + DAY))
    store.gone(book().address, "ชีตการเงินฯ", NOW + 2 * DAY)
    values = [
        [copy.raw.tabs[0].rows[1][0] for copy in store.state(NOW + n * DAY)[0]]
        for n in (-1, 0, 1, 2)
    ]
    assert values == [[], [1], [2], []]
    assert store.state()[0] == []
    store.save(book(2, at=NOW + 3 * DAY))  # and it may come back
    assert [copy.raw.read_at for copy in store.state()[0]] == [NOW + 3 * DAY]


def test_copies_beyond_the_policy_leave_the_disk(tmp_path):
    store = Store(tmp_path)
    for n in range(120):
        store.save(book(n, at=NOW + n * DAY))
    history = store.readings(book().address)
    assert {r.read_at for r in history} == kept([r.read_at for r in history], NOW + 119 * DAY)
    assert DAILY < len(history) <= DAILY + WEEKLY
    assert len(files(tmp_path, "*.json.gz")) == len(history)
    assert all(store.load(r).tabs[0].rows[1] == [(r.read_at - NOW).days] for r in history)


def test_a_clock_that_goes_back_never_hides_the_newest(tmp_path):
    store = Store(tmp_path)
    store.save(book(1, at=NOW + 300 * DAY))
    store.save(book(2, at=NOW))
    assert store.newest(book().address).raw == book(2, at=NOW)


def test_a_look_renews_age_and_version_of_a_copy_only_for_that_content(tmp_path):
    store = Store(tmp_path)
    key, content = book().address, store.save(book(1), version="v1").content
    assert store.looked({key: Noted(content, "v2")}, NOW + DAY) == ()
    copy = Store(tmp_path).newest(key)
    assert (copy.read_at, copy.version, copy.raw.read_at) == (NOW + DAY, "v2", NOW)
    store.save(book(2, at=NOW + 2 * DAY), version="v3")
    copy = store.newest(key)
    assert (copy.read_at, copy.version) == (NOW + 2 * DAY, "v3")


def test_a_look_keeps_since_when_a_workbook_is_not_listed(tmp_path):
    store = Store(tmp_path)
    key, content = book().address, store.save(book(1)).content
    assert store.newest(key).unlisted_at is None
    store.looked({key: Noted(content, "v2", unlisted_at=NOW + DAY)}, NOW + DAY)
    assert Store(tmp_path).newest(key).unlisted_at == NOW + DAY
    store.looked({key: Noted(content, "v2")}, NOW + DAY)
    assert Store(tmp_path).newest(key).unlisted_at is None


def test_workbooks_of_one_name_are_kept_apart_by_their_address(tmp_path):
    store = Store(tmp_path)
    store.save(replace(book(1), address="a"))
    store.save(replace(book(2), address="b"))
    assert sorted(copy.key for copy in store.state()[0]) == ["a", "b"]
    assert store.newest("c") is None


# --- a disk that misbehaves -------------------------------------------------------------------


def two_copies(place: Path) -> tuple[str, Path, Path]:
    """A store of two readings: its key, the newest reading and the newest content."""
    store = Store(place)
    store.save(book(1))
    content = store.save(book(2, at=NOW + DAY)).content
    [path] = files(place, f"{content}.json.gz")
    return book().address, files(place, "0*.json")[-1], path


@pytest.mark.parametrize("which", [1, 2])
@pytest.mark.parametrize("keep", [0.0, 0.02, 0.5, 0.99])
def test_a_file_cut_short_is_told_and_the_newest_good_copy_is_used(tmp_path, which, keep):
    key, *paths = two_copies(tmp_path)
    path = paths[which - 1]
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    copy = Store(tmp_path).newest(key)
    assert codes(copy.faults) == ["snapshot_damaged"]
    assert path.name in copy.faults[0].facts["value"]
    assert copy.raw == book(1)


@pytest.mark.parametrize("which", [1, 2])
def test_every_changed_byte_is_noticed(tmp_path, which):
    key, *paths = two_copies(tmp_path)
    path = paths[which - 1]
    data = path.read_bytes()
    for place in range(0, len(data), 3):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x21]) + data[place + 1 :])
        copy = Store(tmp_path).newest(key)
        good = copy.raw == book(1) and codes(copy.faults) == ["snapshot_damaged"]
        # gzip has header bytes that mean nothing: time, system
        assert good or copy.raw == book(2, at=NOW + DAY)


def test_a_content_that_is_gone_is_told(tmp_path):
    key, _, path = two_copies(tmp_path)
    path.unlink()
    copy = Store(tmp_path).newest(key)
    assert codes(copy.faults) == ["snapshot_damaged"] and copy.raw == book(1)


def test_another_whole_content_under_the_name_is_told(tmp_path):
    key, _, path = two_copies(tmp_path)
    path.write_bytes(packed(content_of(book(3))))
    copy = Store(tmp_path).newest(key)
    assert codes(copy.faults) == ["snapshot_damaged"] and copy.raw == book(1)


def test_a_damaged_copy_is_written_anew_by_the_same_reading(tmp_path):
    key, _, path = two_copies(tmp_path)
    path.write_bytes(b"half")
    store = Store(tmp_path)
    assert store.newest(key).raw == book(1)
    store.save(book(2, at=NOW + 2 * DAY))
    assert store.newest(key).faults == ()
    assert store.newest(key).raw == book(2, at=NOW + DAY)


def test_a_damaged_entry_is_followed_by_a_new_one_and_nothing_is_removed(tmp_path):
    key, entry, _ = two_copies(tmp_path)
    entry.write_bytes(b"")
    store = Store(tmp_path)
    store.save(book(2, at=NOW + 2 * DAY))
    assert store.newest(key).raw == book(2, at=NOW + 2 * DAY)
    assert store.newest(key).faults == ()
    assert len(files(tmp_path, "*.json.gz")) == 2


@pytest.mark.parametrize("schema", [SCHEMA - 1, SCHEMA + 1, None, "?"])
def test_a_copy_of_another_version_of_the_program_is_stepped_over_and_stays(tmp_path, schema):
    key, entry, _ = two_copies(tmp_path)
    document = json.loads(content_of(book(2)))
    content = json.dumps({**document, "schema": schema}).encode()
    facts = {**vars(Store(tmp_path).readings(key)[-1]), "content": hash_of(content), "number": 3}
    old = entry.with_name(f"{hash_of(content)}.json.gz")
    old.write_bytes(packed(content))
    entry.with_name(f"00000003-{hash_of(content)}.json").write_bytes(note(facts))
    store = Store(tmp_path)
    copy = store.newest(key)
    assert codes(copy.faults) == ["snapshot_older_schema"]
    assert copy.raw == book(2, at=NOW + DAY)
    store.save(book(4, at=NOW + 2 * DAY))
    assert store.newest(key).raw == book(4, at=NOW + 2 * DAY)
    assert old.exists()


def test_with_no_good_copy_the_workbook_is_named_and_has_no_rows(tmp_path):
    key, *_ = two_copies(tmp_path)
    for path in files(tmp_path, "*.json.gz"):
        path.write_bytes(b"")
    [copy], faults = Store(tmp_path).state()
    assert (copy.key, copy.name, copy.raw) == (key, "ชีตการเงินฯ", None)
    assert codes(copy.faults) == ["snapshot_damaged"] * 2 and faults == ()


def test_a_damaged_list_of_looks_costs_no_copy(tmp_path):
    store = Store(tmp_path)
    key, content = book().address, store.save(book(1)).content
    store.looked({key: Noted(content, "v2")}, NOW + DAY)
    (tmp_path / "looked.json").write_bytes(b"{")
    assert Store(tmp_path).newest(key).raw == book(1)
    assert store.looked({key: Noted(content, "v3")}, NOW + DAY) == ()
    assert Store(tmp_path).newest(key).version == "v3"


def test_files_of_others_in_the_store_are_left_alone(tmp_path):
    store = Store(tmp_path)
    store.save(book(1))
    [folder] = [path for path in tmp_path.iterdir() if path.is_dir()]
    for stranger in (tmp_path / "README.txt", folder / "notes.json", folder / "z.json"):
        stranger.write_text("x")
    (tmp_path / "folder").mkdir()
    store.save(book(2, at=NOW + DAY))
    [copy], faults = store.state()
    assert copy.raw == book(2, at=NOW + DAY) and copy.faults == faults == ()
    assert (folder / "notes.json").exists()


def test_notes_are_refused_when_cut_at_any_place():
    data = note({"key": "ก", "at": NOW})
    assert noted(data)["at"] == NOW
    for end in range(len(data) - 1):
        with pytest.raises(Damaged):
            noted(data[:end])


@pytest.mark.parametrize("place", ["file", "/proc/esa-store"])
def test_a_place_that_can_not_be_written_is_told_and_never_raises(tmp_path, place):
    (tmp_path / "file").write_text("a file, no folder")
    store = Store(tmp_path / place)
    assert codes(store.save(book(1)).faults) == ["store_not_writable"]
    assert codes(store.looked({"a": Noted("b", "")}, NOW)) == ["store_not_writable"]
    assert codes(store.gone("a", "a", NOW)) == ["store_not_writable"]
    assert store.readings("a") == []
    copies, faults = store.state()
    assert copies == [] and codes(faults) in ([], ["store_not_readable"])


def test_a_folder_that_is_no_folder_is_told_on_reading(tmp_path):
    (tmp_path / "file").write_text("a file, no folder")
    store = Store(tmp_path / "file")
    assert codes(store.state()[1]) == ["store_not_readable"]
    assert codes(store.newest("a").faults) == ["store_not_readable"]


def run(script: str, *arguments: object, user: int | None = None) -> str:
    command = [sys.executable, "-W", "error", "-c", script, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, user=user, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


COMMON = """
import os, resource, signal, sys
from datetime import datetime, timedelta
from pathlib import Path
from esa.reading.office import BANGKOK
from esa.sources.workbook import RawTab, RawWorkbook
from esa.history.store import Noted, Store
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
def book(n):
    rows = [["หัวข้อ"], [n], *([f"{n * 7919 % (i + 9973):x}"] for i in range(200))]
    return RawWorkbook("ชีต", "a", (RawTab("kpis", rows),), NOW + n * timedelta(hours=1))
"""

FULL = """
place = Path(sys.argv[1])
Store(place).save(book(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
found = Store(place).save(book(2)).faults
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
print(found[0].code, Store(place).newest("a").raw == book(1))
print([p.name for p in place.rglob("*.part")])
"""


def test_on_a_full_disk_the_earlier_copy_stays_and_nothing_is_left_half_written(tmp_path):
    assert run(COMMON + FULL, tmp_path / "store").split("\n")[:2] == ["store_full True", "[]"]


READ_ONLY = """
Store(sys.argv[1]).save(book(1))
for path in [Path(sys.argv[1]), *Path(sys.argv[1]).rglob("*")]:
    path.chmod(0o555 if path.is_dir() else 0o444)
if os.getuid() == 0:
    os.setuid(65534)
store = Store(sys.argv[1])
print(store.save(book(2)).faults[0].code, store.newest("a").raw == book(1))
"""


def test_on_a_read_only_disk_the_copies_can_still_be_read():
    # not tmp_path: the folders above it may be closed to the user that root steps down to
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        place = Path(name) / "store"
        assert run(COMMON + READ_ONLY, place) == "store_not_writable True\n"
        for path in (place, *place.rglob("*")):
            path.chmod(0o755)


KILLED = """
place = Path(sys.argv[1])

def killed_at(moment, n):
    seen = 0
    def count(event, arguments):
        nonlocal seen
        path = str(arguments[0]) if arguments else ""
        if event.startswith(("open", "os.")) and "store" in path:
            seen += 1
            if seen == moment:
                os.kill(os.getpid(), signal.SIGKILL)
    child = os.fork()
    if child == 0:
        sys.addaudithook(count)
        Store(place).save(book(n))
        Store(place).looked({"a": Noted("x", str(n))}, NOW)
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0

n, killed = 1, 0
Store(place).save(book(n))
for moment in range(1, 200):
    dead = killed_at(moment, n + 1)
    copy = Store(place).newest("a")
    assert copy.faults == (), copy.faults
    assert copy.raw in (book(n), book(n + 1)), "a copy was lost"
    if not dead:
        break
    killed += 1
    n += 2
    Store(place).save(book(n))
assert copy.raw == book(n + 1)
assert not list(place.rglob("*.part"))
print(killed)
"""


def test_a_process_killed_before_any_operation_on_a_file_loses_no_copy(tmp_path):
    assert int(run(COMMON + KILLED, tmp_path / "store")) > 15


HALF = """
place = Path(sys.argv[1])
Store(place).save(book(1))
killed = 0
for limit in range(0, 3000, 17):
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        Store(place).save(book(2))
        os._exit(0)
    killed += os.waitpid(child, 0)[1] != 0
    for path in place.rglob("*.json*"):
        assert path.name.startswith(".") or path.stat().st_size > 100, path
    copy = Store(place).newest("a")
    assert copy.faults == () and copy.raw in (book(1), book(2))
    if copy.raw == book(2):
        break
print(killed, copy.raw == book(2))
"""


def test_a_process_killed_in_the_middle_of_a_file_loses_no_copy(tmp_path):
    killed, written = run(COMMON + HALF, tmp_path / "store").split()
    assert int(killed) > 10 and written == "True"


LOOP = """
store = Store(sys.argv[1])
n = int(sys.argv[2])
while True:
    n += 1
    assert not store.save(book(n)).faults
    print(n, flush=True)
"""


def test_a_process_killed_at_any_moment_of_its_work_loses_no_copy(tmp_path):
    """The last reading that it said was kept, or a later one, is there and whole."""
    last = 0
    for patience in (1, 4, 9):
        command = [sys.executable, "-c", COMMON + LOOP, str(tmp_path), str(last)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            for _ in range(patience):
                last = int(process.stdout.readline())
            process.kill()
            told = process.stdout.read().split()
        last = int(told[-1]) if told else last
        copy = Store(tmp_path).newest("a")
        assert copy.faults == ()
        assert copy.raw.tabs[0].rows[1][0] in (last, last + 1)
        last = copy.raw.tabs[0].rows[1][0]


def test_two_processes_can_write_to_one_store(tmp_path):
    script = (
        COMMON
        + """
store = Store(sys.argv[1])
for n in range(int(sys.argv[2]), 40, 2):
    assert not store.save(book(n)).faults
"""
    )
    commands = [[sys.executable, "-c", script, str(tmp_path), str(n)] for n in (0, 1)]
    processes = [subprocess.Popen(command, cwd=ROOT) for command in commands]
    assert [process.wait(timeout=60) for process in processes] == [0, 0]
    history = Store(tmp_path).readings("a")
    assert len({reading.number for reading in history}) == len(history)
    assert all(Store(tmp_path).load(reading).tabs for reading in history)


def test_nothing_is_left_open(tmp_path):
    store = Store(tmp_path)
    store.save(book(0))
    before = len(os.listdir("/proc/self/fd"))
    for n in range(30):
        store.save(book(n))
        store.state()
    assert len(os.listdir("/proc/self/fd")) == before
