"""History: what changed when, what the office was at any moment, and a past state as a folder."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from esa.history.meetings import MeetingError, freeze
from esa.history.of_sample import OFFICE as SAMPLE
from esa.history.past import TOGETHER, NoMoment, moment_of, moments, opened, raws_at
from esa.history.restore import restore
from esa.history.store import Store
from esa.reading.declared import declared_by
from esa.reading.office import BANGKOK, Office, read_office
from esa.sources.folder import read_folder
from esa.sources.workbook import Fault, RawTab, RawWorkbook
from esa.templates.new_folder import NoFolder
from esa.templates.workbooks import write_templates

NOW = datetime(2014, 9, 23, 9, 0, tzinfo=BANGKOK)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def book(value: object, name: str = "fin", at: datetime = NOW) -> RawWorkbook:
    return RawWorkbook(name, f"/o/{name}", (RawTab("kpis", [["หัวข้อ"], [value]]),), at)


def told(office: Office) -> list[tuple[str, str, str, str]]:
    return [(p.code, p.workbook, p.tab, p.cell) for p in office.problems]


def same_tables(one: Office, other: Office) -> bool:
    return all(one.table(name).equals(other.table(name)) for name in one.rows)


# --- moments ----------------------------------------------------------------------------------


def test_a_moment_names_what_changed_and_what_left(tmp_path):
    store = Store(tmp_path)
    store.save(book(1))
    store.save(book(1, "np"))
    store.save(book(2, at=NOW + DAY))
    store.gone("/o/np", "np", NOW + 2 * DAY)
    found, faults = moments(store)
    assert faults == ()
    assert [(m.at, m.changed, m.gone) for m in found] == [
        (NOW, ("fin", "np"), ()),
        (NOW + DAY, ("fin",), ()),
        (NOW + 2 * DAY, (), ("np",)),
    ]


def test_readings_of_one_look_are_one_moment_and_later_ones_another(tmp_path):
    store = Store(tmp_path)
    store.save(book(1))
    store.save(book(1, "np", NOW + TOGETHER))
    store.save(book(1, "hr", NOW + TOGETHER + timedelta(seconds=1)))
    assert [m.changed for m in moments(store)[0]] == [("fin", "np"), ("hr",)]


def test_a_damaged_reading_is_told_and_the_other_moments_stay(tmp_path):
    store = Store(tmp_path)
    store.save(book(1))
    store.save(book(2, at=NOW + DAY))
    sorted(tmp_path.rglob("0*.json"))[0].write_bytes(b"half")
    found, faults = moments(store)
    assert [m.at for m in found] == [NOW + DAY]
    assert [fault.code for fault in faults] == ["snapshot_damaged"]


def test_the_state_at_a_moment_is_what_was_there_then(tmp_path):
    store = Store(tmp_path)
    store.save(book(1))
    store.save(book(1, "am"))
    store.save(book(2, at=NOW + DAY))
    raws, faults = raws_at(store, NOW + DAY - MINUTE)
    assert faults == ()
    assert [(raw.name, raw.tabs[0].rows[1][0]) for raw in raws] == [("am", 1), ("fin", 1)]
    assert raws_at(store, NOW - MINUTE) == ([], ())
    assert raws_at(store)[0][1].tabs[0].rows[1] == [2]


def test_a_workbook_without_a_good_copy_is_there_without_tabs(tmp_path):
    store = Store(tmp_path)
    store.save(book(1))
    [path] = tmp_path.rglob("*.json.gz")
    path.write_bytes(b"")
    [raw], _ = raws_at(store)
    assert (raw.name, raw.tabs) == ("fin", ())
    assert [fault.code for fault in raw.faults] == ["snapshot_damaged"]


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("23/9/2557 09:00", datetime(2014, 9, 23, 9, 0, 59, 999_999, BANGKOK)),
        ("2557-09-23T09:00:30", datetime(2014, 9, 23, 9, 0, 30, 999_999, BANGKOK)),
        ("๒๓ ก.ย. ๒๕๕๗ เวลา ๐๙.๐๐ น.", datetime(2014, 9, 23, 9, 0, 59, 999_999, BANGKOK)),
        ("2557-09-23", datetime.combine(date(2014, 9, 23), time.max, BANGKOK)),
        ("now", NOW),
        ("23/9/2557 24:00", None),
        ("23/9/2557 09:60", None),
        ("31/9/2557", None),
        ("เมื่อวาน", None),
        ("", None),
    ],
)
def test_a_moment_as_people_type_it(written, at):
    assert moment_of(written, NOW) == at


def test_a_meeting_or_a_moment_is_opened_by_its_name(tmp_path):
    store = Store(tmp_path)
    store.save(book(1))
    meeting = freeze(store, [book(1)], "12/2557", NOW.date(), NOW)
    title, at, raws, _ = opened(store, "๑๒/๒๕๕๗", NOW + DAY)
    assert meeting.fingerprint in title and at == NOW and raws == [book(1)]
    title, _, raws, _ = opened(store, "23/9/2557", NOW + DAY)
    assert raws == [book(1)] and "23 ก.ย. 2557" in title
    for written, kind, words in (
        ("13/2557", MeetingError, "ไม่พบการประชุม"),
        ("x", NoMoment, "ไม่ใช่เลขครั้ง"),
        ("1/1/2557", NoMoment, "ยังไม่มีข้อมูล"),
    ):
        with pytest.raises(kind, match=words):
            opened(store, written, NOW)


# --- restoring --------------------------------------------------------------------------------


def test_the_sample_is_restored_as_folders_that_read_back_to_the_same_office(tmp_path):
    store = Store(tmp_path / "store")
    raws = read_folder(SAMPLE, NOW)
    for raw in raws:
        store.save(raw, tabs=declared_by(raws))
    restore(raws_at(store, NOW)[0], tmp_path / "out")
    again = read_folder(tmp_path / "out", NOW)
    assert [(r.name, r.tabs) for r in again] == [(r.name, r.tabs) for r in raws]
    before, after = read_office(raws, NOW), read_office(again, NOW)
    assert told(before) == told(after) and same_tables(before, after)


def test_excel_workbooks_are_restored_as_excel_that_reads_back_to_the_same_office(tmp_path):
    write_templates(tmp_path / "in", read_office(read_folder(SAMPLE, NOW), NOW), 2558)
    raws = read_folder(tmp_path / "in", NOW)
    meeting_store = Store("memory://restored/office")
    freeze(meeting_store, raws, "1/2558", date(2014, 9, 30), NOW)
    _, _, frozen, _ = opened(meeting_store, "1/2558", NOW)
    paths = restore(frozen, tmp_path / "out")
    assert {path.suffix for path in paths} == {".xlsx"} and len(paths) == len(raws)
    before, after = read_office(raws, NOW), read_office(read_folder(tmp_path / "out", NOW), NOW)
    assert told(before) == told(after) and same_tables(before, after)
    assert [b.name for b in before.workbooks] == [b.name for b in after.workbooks]


def test_cells_of_a_sheet_keep_their_types_and_places(tmp_path):
    row = [None, 1, 1.5, True, False, date(2014, 5, 30), datetime(2014, 5, 30, 8, 30), time(8, 30)]
    row += ["#REF!", "=1+1", "1.10", " เว้น ", "สอง\nบรรทัด", "https://a.example", 0.1, -3]
    tab = RawTab("ก", [[], row, [None], ["ท้าย"]], merged=((2, 0, 2, 1),))
    raw = RawWorkbook("ชีตการเงินฯ", "https://x", (tab,), NOW)
    [path] = restore([raw], tmp_path / "out")
    assert path.name == "ชีตการเงินฯ.xlsx"
    [back] = read_folder(tmp_path / "out", NOW)
    rows = back.tabs[0].rows
    assert [None if cell == "" else cell for cell in rows[1]] == row
    assert [type(c) for c in rows[1] if isinstance(c, bool)] == [bool, bool]
    assert rows[3][0] == "ท้าย" and back.tabs[0].merged == ((2, 0, 2, 1),)


def test_a_text_too_long_for_a_cell_of_excel_is_not_cut(tmp_path):
    raw = RawWorkbook(
        "ยาว", "https://x", (RawTab("ก", [["ข" * 40_000, 5, date(2014, 5, 30)]]),), NOW
    )
    restore([raw], tmp_path / "out")
    [back] = read_folder(tmp_path / "out", NOW)
    assert back.tabs[0].rows == [["ข" * 40_000, "5", "2014-05-30"]]


def test_names_that_no_disk_or_sheet_allows_are_mended_and_kept_apart(tmp_path):
    tabs = (RawTab("a/b:" + "ก" * 40, [[1]]), RawTab("a b " + "ก" * 40, [[2]]))
    raws = [RawWorkbook(name, name, tabs, NOW) for name in ("../x", ".. x", "X")]
    paths = restore(raws, tmp_path / "out")
    assert len({path.name.casefold() for path in paths}) == 3
    assert all(path.parent == tmp_path / "out" for path in paths)
    assert [len(back.tabs) for back in read_folder(tmp_path / "out", NOW)] == [2, 2, 2]


def test_a_hidden_tab_stays_hidden(tmp_path):
    tabs = (RawTab("ก", [[1]], hidden=True), RawTab("ข", [[2]]))
    restore([RawWorkbook("x", "x", tabs, NOW)], tmp_path / "out")
    [back] = read_folder(tmp_path / "out", NOW)
    assert [tab.hidden for tab in back.tabs] == [True, False]


def test_a_workbook_of_which_nothing_is_known_is_not_written(tmp_path):
    absent = RawWorkbook("hr", "hr", (), NOW, (Fault("workbook_unreadable"),))
    assert [p.name for p in restore([absent, book("ก")], tmp_path / "out")] == ["fin"]


@pytest.mark.parametrize("there", ["file", "full"])
def test_existing_files_are_never_overwritten(tmp_path, there):
    out = tmp_path / "out"
    if there == "file":
        out.write_text("x")
    else:
        out.mkdir()
        (out / "fin.csv").write_text("x")
    with pytest.raises(NoFolder, match="มีไฟล์อยู่แล้ว"):
        restore([book(1)], out)
    assert (out if there == "file" else out / "fin.csv").read_text() == "x"


def test_a_folder_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(NoFolder, match="เขียนลงโฟลเดอร์ปลายทางไม่ได้"):
        restore([book(1)], tmp_path / "file" / "out")


def test_an_old_date_and_a_huge_number_come_back_as_text(tmp_path):
    raw = replace(book(date(1850, 1, 1)), tabs=(RawTab("ก", [[date(1850, 1, 1), 2**70]]),))
    restore([raw], tmp_path / "out")
    [back] = read_folder(tmp_path / "out", NOW)
    assert back.tabs[0].rows == [["1850-01-01", str(2**70)]]
