"""Meetings: what was frozen stays as it was, whatever happens to disks, processes and sheets."""

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import fsspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.history.copies import failed, taken
from esa.history.format import note, noted
from esa.history.meetings import (
    BadNumber,
    Book,
    MeetingError,
    MeetingExists,
    NotFrozen,
    fingerprint,
    freeze,
    meeting_of,
    meetings,
    next_number,
    number_of,
    numbers_taken,
    raws_of,
)
from esa.history.store import Store
from esa.reading.office import BANGKOK, read_office
from esa.reading.problems import catalogue
from esa.sources.folder import read_folder
from esa.sources.workbook import Fault, RawTab, RawWorkbook

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "esa" / "sample" / "office"
NOW = datetime(2014, 9, 23, 9, 0, tzinfo=BANGKOK)
DAY = timedelta(days=1)


def book(value: object, name: str = "fin", at: datetime = NOW) -> RawWorkbook:
    rows = [["หัวข้อ"], [value], *([f"แถว {n} {n * 7919 % 9973:x}"] for n in range(300))]
    return RawWorkbook(name, f"/office/{name}", (RawTab("kpis", rows),), at)


def value(raw: RawWorkbook) -> object:
    return raw.tabs[0].rows[1][0]


def frozen(store: Store, *numbers: str) -> None:
    for n, number in enumerate(numbers):
        freeze(store, [book(n)], number, NOW.date() + n * DAY, NOW + n * DAY)


def codes(faults: tuple[Fault, ...]) -> list[str]:
    assert {fault.code for fault in faults} <= set(catalogue())
    return [fault.code for fault in faults]


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["12/2557", "๑๒/๒๕๕๗", " 12 / 2557 ", "ครั้งที่ 12/2557", "ครั้งที่ ๐๑๒/๒๕๕๗", "012/2557"],
)
def test_a_number_is_kept_in_arabic_digits(written):
    assert number_of(written) == "12/2557"


@pytest.mark.parametrize(
    "written", ["", "12", "0/2557", "12/2014", "12/57", "12-2557", "../2557", "12/25570", "a/2557"]
)
def test_what_is_no_number_is_refused_in_thai_and_english(written):
    with pytest.raises(BadNumber, match="ไม่ใช่เลขครั้ง") as found:
        number_of(written)
    assert "no number of a meeting" in str(found.value)


@given(st.integers(1, 9999), st.integers(2400, 2699))
def test_every_number_comes_back_as_it_is(first, year):
    assert number_of(number_of(f"{first}/{year}")) == f"{first}/{year}"


def test_the_next_number_counts_within_the_year_of_the_day():
    taken_so_far = ["9/2557", "11/2557", "10/2557", "3/2558"]
    assert next_number(taken_so_far, date(2014, 9, 30)) == "12/2557"
    assert next_number(taken_so_far, date(2015, 1, 6)) == "4/2558"
    assert next_number(taken_so_far, date(2016, 1, 5)) == "1/2559"
    assert next_number([], date(2014, 12, 31)) == "1/2557"


# --- freezing and opening ---------------------------------------------------------------------


@pytest.fixture(params=["folder", "file", "memory"])
def place(request, tmp_path):
    if request.param == "folder":
        return str(tmp_path / "store")
    if request.param == "file":
        return f"file://{tmp_path}/store"
    fsspec.filesystem("memory").store.clear()
    return "memory://esa/office"


def test_a_frozen_office_opens_as_it_was_at_any_place(place):
    raws = read_folder(SAMPLE, NOW)
    meeting = freeze(Store(place), raws, "๑๒/๒๕๕๗", NOW.date(), NOW, "บอร์ดบริหาร")
    again = Store(place)
    assert meetings(again) == ([meeting], ())
    assert raws_of(again, meeting) == raws
    before, after = read_office(raws, NOW), read_office(raws_of(again, meeting), NOW)
    assert before.problems == after.problems
    assert before.evidence.equals(after.evidence)
    facts = (meeting.number, meeting.fiscal_year, meeting.missing, meeting.stale, meeting.note)
    assert facts == ("12/2557", 2557, (), (), "บอร์ดบริหาร")


def test_what_was_frozen_does_not_change_with_the_sheets(place):
    store = Store(place)
    frozen(store, "11/2557")
    store.save(book("ใหม่", at=NOW + DAY))
    freeze(store, [book("ใหม่")], "12/2557", NOW.date() + 7 * DAY, NOW + 7 * DAY)
    first, second = meetings(store).meetings
    assert [value(raw) for raw in raws_of(store, first)] == [0]
    assert [value(raw) for raw in raws_of(store, second)] == ["ใหม่"]


def test_the_policy_never_removes_what_a_meeting_refers_to(place):
    store = Store(place)
    for n in range(120):
        at = NOW + n * DAY
        store.save(book(n, at=at))
        if n % 30 == 0:
            freeze(store, [book(n, at=at)], f"{n + 1}/2557", at.date(), at)
    readings = store.readings("/office/fin")
    assert len(readings) < 30
    assert all(value(store.load(reading)) is not None for reading in readings)
    opened = [value(raws_of(store, meeting)[0]) for meeting in meetings(store).meetings]
    assert opened == [0, 30, 60, 90]


def test_a_number_used_twice_is_told_and_what_it_froze_stays(place):
    store = Store(place)
    frozen(store, "12/2557")
    with pytest.raises(MeetingExists) as found:
        freeze(store, [book("อื่น")], "๑๒/๒๕๕๗", NOW.date(), NOW + DAY)
    told = str(found.value)
    assert "ครั้งที่ 12/2557 บันทึกไว้แล้วเมื่อ 23 ก.ย. 2557 เวลา 09:00 น." in told
    assert meetings(store).meetings[0].fingerprint in told and "frozen already" in told
    assert value(raws_of(store, meeting_of(store, "12/2557"))[0]) == 0


def test_meetings_are_listed_by_their_day(tmp_path):
    store = Store(tmp_path)
    for number, day in (("10/2557", 9), ("9/2557", 2), ("11/2557", 16)):
        freeze(store, [book(1)], number, date(2014, 9, day), NOW)
    assert [m.number for m in meetings(store).meetings] == ["9/2557", "10/2557", "11/2557"]


def test_an_empty_store_has_no_meetings(place):
    assert meetings(Store(place)) == ([], ())
    assert numbers_taken(Store(place)) == []
    with pytest.raises(MeetingError, match="ไม่พบการประชุมครั้งที่ 1/2557"):
        meeting_of(Store(place), "1/2557")


def test_a_meeting_remembers_what_was_missing_and_what_was_old(tmp_path):
    store, reason = Store(tmp_path), Fault("workbook_unreadable")
    good = taken(None, book(1), "fin", NOW - DAY)
    old = failed(good, None, "fin", reason)
    missing = RawWorkbook("hr.xlsx", "/office/hr.xlsx", (), NOW, (reason,))
    meeting = freeze(store, [old, missing, book(2, "np")], "12/2557", NOW.date(), NOW)
    assert (meeting.missing, meeting.stale) == (("hr.xlsx",), ("fin",))
    assert meetings(store).meetings == [meeting]
    by_name = {raw.name: raw for raw in raws_of(store, meeting)}
    assert codes(by_name["fin"].faults) == ["stale_copy", "workbook_unreadable"]
    assert value(by_name["fin"]) == 1
    assert by_name["hr.xlsx"].tabs == () and reason in by_name["hr.xlsx"].faults
    assert by_name["np"].faults == ()


def test_personal_data_is_hidden_in_what_is_frozen(tmp_path):
    store = Store(tmp_path)
    person = "นายสมมติ ตัวอย่าง"
    raw = book(f"{person} โทร 081-234-5678")
    meeting = freeze(store, [raw], "1/2557", NOW.date(), NOW, person)
    assert "สมมติ" not in repr(raws_of(store, meeting)) + repr(meetings(store))
    assert all("สมมติ".encode() not in p.read_bytes() for p in tmp_path.rglob("*.json"))


def test_a_workbook_that_did_not_change_is_kept_once(tmp_path):
    store = Store(tmp_path)
    store.save(book(1))
    for n in range(5):
        freeze(store, [book(1)], f"{n + 1}/2557", NOW.date(), NOW)
    assert len([*tmp_path.rglob("*.gz")]) == 1


# --- fingerprint ------------------------------------------------------------------------------


def parts(*values: str) -> list[Book]:
    return [Book(v, v, v, v, f"cells {v}", NOW, True) for v in values]


def test_the_fingerprint_is_short_and_can_be_read_aloud():
    found = fingerprint("12/2557", NOW.date(), parts("a", "b"))
    assert len(found) == 11 and found[5] == "-"
    assert set(found.replace("-", "")) <= set("0123456789ABCDEF")


def test_the_fingerprint_is_another_one_for_another_number_day_cell_or_age():
    books = parts("a", "b")
    others = [
        fingerprint("12/2557", NOW.date(), books),
        fingerprint("13/2557", NOW.date(), books),
        fingerprint("12/2557", NOW.date() + DAY, books),
        fingerprint("12/2557", NOW.date(), parts("a", "c")),
        fingerprint("12/2557", NOW.date(), books[:1]),
        fingerprint("12/2557", NOW.date(), [books[0], replace(books[1], fresh=False)]),
    ]
    assert len(set(others)) == len(others)


def test_the_fingerprint_does_not_depend_on_the_place_or_the_order():
    books = parts("a", "b")
    moved = [replace(b, key=f"/x/{b.key}", address="/x", content="other") for b in books]
    assert fingerprint("1/2557", NOW.date(), moved[::-1]) == fingerprint(
        "1/2557", NOW.date(), books
    )


def test_a_changed_file_with_a_right_checksum_still_has_a_wrong_fingerprint(tmp_path):
    store = Store(tmp_path)
    frozen(store, "11/2557", "12/2557")
    path = tmp_path / "meetings" / "2557-0012.json"
    facts = noted(path.read_bytes())
    path.write_bytes(note(facts | {"meeting_date": date(2014, 9, 30)}))
    listed = meetings(store)
    assert [m.number for m in listed.meetings] == ["11/2557"]
    assert codes(listed.faults) == ["meeting_damaged"]
    assert listed.faults[0].facts["number"] == "12/2557"


def test_another_content_under_a_true_meeting_is_told_and_never_shown(tmp_path):
    store = Store(tmp_path)
    frozen(store, "11/2557")
    meeting = meetings(store).meetings[0]
    other = freeze(store, [book("อื่น")], "12/2557", NOW.date(), NOW)
    swapped = replace(meeting.books[0], content=other.books[0].content)
    [raw] = raws_of(store, replace(meeting, books=(swapped,)))
    assert raw.tabs == () and codes(raw.faults) == ["frozen_damaged"]


# --- damage -----------------------------------------------------------------------------------


@pytest.mark.parametrize("keep", [0.0, 0.02, 0.5, 0.99])
def test_a_meeting_half_written_is_told_and_the_others_stay(tmp_path, keep):
    store = Store(tmp_path)
    frozen(store, "10/2557", "11/2557", "12/2557")
    path = tmp_path / "meetings" / "2557-0011.json"
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    listed = meetings(store)
    assert [m.number for m in listed.meetings] == ["10/2557", "12/2557"]
    assert codes(listed.faults) == ["meeting_damaged"]
    with pytest.raises(MeetingError, match="11/2557 เสียหาย"):
        meeting_of(store, "11/2557")
    with pytest.raises(MeetingExists, match="เสียหาย"):
        freeze(store, [book(1)], "11/2557", NOW.date(), NOW)


def test_every_changed_byte_of_a_meeting_is_noticed(tmp_path):
    store = Store(tmp_path)
    frozen(store, "12/2557")
    path = tmp_path / "meetings" / "2557-0012.json"
    data = path.read_bytes()
    for place in range(0, len(data) - 1, 7):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x21]) + data[place + 1 :])
        assert codes(meetings(store).faults) == ["meeting_damaged"], place


def test_a_meeting_of_another_version_is_told_and_stays(tmp_path):
    store = Store(tmp_path)
    frozen(store, "11/2557", "12/2557")
    path = tmp_path / "meetings" / "2557-0012.json"
    old = note(noted(path.read_bytes()) | {"schema": 0})
    path.write_bytes(old)
    listed = meetings(store)
    assert [m.number for m in listed.meetings] == ["11/2557"]
    assert codes(listed.faults) == ["meeting_other_version"]
    with pytest.raises(MeetingExists):
        freeze(store, [book(1)], "12/2557", NOW.date(), NOW)
    assert path.read_bytes() == old


def test_a_damaged_workbook_of_a_meeting_is_unknown_and_the_others_are_shown(tmp_path):
    store = Store(tmp_path)
    meeting = freeze(store, [book(1), book(2, "np")], "12/2557", NOW.date(), NOW)
    [path] = tmp_path.rglob(f"{meeting.books[0].content}.json.gz")
    path.write_bytes(path.read_bytes()[:100])
    broken, good = raws_of(store, meeting)
    assert (broken.name, broken.tabs, codes(broken.faults)) == ("fin", (), ["frozen_damaged"])
    assert value(good) == 2
    freeze(store, [book(1)], "13/2557", NOW.date(), NOW)  # the same content heals the earlier one
    assert value(raws_of(store, meeting)[0]) == 1


def test_strange_files_beside_the_meetings_are_left_alone(tmp_path):
    store = Store(tmp_path)
    frozen(store, "12/2557")
    for name in ("notes.txt", "2557-12.json", "x.json"):
        (tmp_path / "meetings" / name).write_text("x")
    assert [m.number for m in meetings(store).meetings] == ["12/2557"]
    assert store.state()[1] == ()
    assert (tmp_path / "meetings" / "notes.txt").exists()


def test_a_place_that_is_no_folder_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    store = Store(tmp_path / "file")
    assert codes(meetings(store).faults) == ["store_not_readable"]
    with pytest.raises(NotFrozen, match="ยังไม่ได้บันทึกการประชุมครั้งที่ 1/2557"):
        freeze(store, [book(1)], "1/2557", NOW.date(), NOW)


# --- processes --------------------------------------------------------------------------------

COMMON = """
import os, resource, signal, sys
from datetime import datetime, timedelta
from pathlib import Path
from esa.history.meetings import MeetingExists, NotFrozen, freeze, meetings, raws_of
from esa.reading.office import BANGKOK
from esa.sources.workbook import RawTab, RawWorkbook
from esa.history.store import Store
NOW = datetime(2014, 9, 23, 9, 0, tzinfo=BANGKOK)
def book(n):
    rows = [["หัวข้อ"], [n], *([f"{n * 7919 % (i + 9973):x}"] for i in range(200))]
    return RawWorkbook("ชีต", "a", (RawTab("kpis", rows),), NOW)
def frozen(n, number=None):
    return freeze(Store(sys.argv[1]), [book(n)], number or f"{n}/2557", NOW.date(), NOW)
"""


def run(script: str, *arguments: object) -> str:
    command = [sys.executable, "-W", "error", "-c", COMMON + script, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


FULL_DISK = """
frozen(1)
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
try:
    frozen(2)
except NotFrozen as error:
    print(error.problem.code, [m.number for m in meetings(Store(sys.argv[1])).meetings])
print([p.name for p in Path(sys.argv[1]).rglob("*.part")])
"""


def test_on_a_full_disk_no_meeting_is_made_and_the_earlier_one_stays(tmp_path):
    assert run(FULL_DISK, tmp_path / "store") == "meeting_disk_full ['1/2557']\n[]\n"


READ_ONLY = """
frozen(1)
for path in [Path(sys.argv[1]), *Path(sys.argv[1]).rglob("*")]:
    path.chmod(0o555 if path.is_dir() else 0o444)
if os.getuid() == 0:
    os.setuid(65534)
try:
    frozen(2)
except NotFrozen as error:
    store = Store(sys.argv[1])
    [meeting] = meetings(store).meetings
    print(error.problem.code, raws_of(store, meeting) == [book(1)])
"""


def test_on_a_read_only_disk_meetings_can_still_be_opened():
    # not tmp_path: the folders above it may be closed to the user that root steps down to
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        place = Path(name) / "store"
        assert run(READ_ONLY, place) == "meeting_not_written True\n"
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
        frozen(n)
        os._exit(0)
    return os.waitpid(child, 0)[1] != 0

frozen(1)
n = killed = 1
for moment in range(1, 200):
    n += 1
    dead = killed_at(moment, n)
    store = Store(place)
    listed = meetings(store)
    assert listed.faults == (), listed.faults
    numbers = [m.number for m in listed.meetings]
    for meeting in listed.meetings:
        assert raws_of(store, meeting) == [book(int(meeting.number.partition("/")[0]))]
    if not dead:
        break
    killed += 1
    if f"{n}/2557" not in numbers:
        frozen(n)  # the number is free, and freezing again works
assert not list(place.rglob("*.part"))
print(killed)
"""


def test_a_process_killed_before_any_operation_on_a_file_leaves_whole_meetings_only(tmp_path):
    assert int(run(KILLED, tmp_path / "store")) > 15


LOOP = """
n = int(sys.argv[2])
while True:
    n += 1
    frozen(n)
    print(n, flush=True)
"""


def test_a_process_killed_at_any_moment_loses_no_meeting_that_it_said_it_froze(tmp_path):
    last = 0
    for patience in (1, 4, 9):
        command = [sys.executable, "-c", COMMON + LOOP, str(tmp_path), str(last + 1)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            for _ in range(patience):
                last = int(process.stdout.readline())
            process.kill()
            told = process.stdout.read().split()
        last = int(told[-1]) if told else last
        store = Store(tmp_path)
        listed = meetings(store)
        assert listed.faults == ()
        assert f"{last}/2557" in [m.number for m in listed.meetings]
        assert all(raws_of(store, meeting)[0].tabs for meeting in listed.meetings)
        last = max(int(number.partition("/")[0]) for number in numbers_taken(store))


RACE = """
won = []
for n in range(1, 25):
    try:
        frozen(n + 1000 * int(sys.argv[2]), f"{n}/2557")
        won.append(n)
    except MeetingExists:
        pass
print(*won)
"""


def test_of_two_processes_that_freeze_one_number_at_once_exactly_one_does(tmp_path):
    commands = [[sys.executable, "-c", COMMON + RACE, str(tmp_path), str(n)] for n in (1, 2)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for command in commands
    ]
    won = [process.communicate(timeout=120)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted(map(int, won[0] + won[1])) == list(range(1, 25))
    store = Store(tmp_path)
    for meeting in meetings(store).meetings:
        number = meeting.number.partition("/")[0]
        winner = 1 if number in won[0] else 2
        assert value(raws_of(store, meeting)[0]) == int(number) + 1000 * winner


def test_nothing_is_left_open(tmp_path):
    store = Store(tmp_path)
    frozen(store, "1/2557")
    before = len(os.listdir("/proc/self/fd"))
    for n in range(2, 20):
        freeze(store, [book(n)], f"{n}/2557", NOW.date(), NOW)
        meetings(store)
    assert len(os.listdir("/proc/self/fd")) == before
