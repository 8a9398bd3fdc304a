"""Slips in the workbook of one group, strange answers about it, and tabs that are not ours: the
real holder over the test server.
"""

import threading

import pytest

from esa.history.google_office import KNOWN
from esa.history.store import Store
from esa.reading.office import read_office
from esa.sources.google.budget import Budget
from tests.loopback.keeping_office import (
    ALL,
    IDS,
    LONG,
    NOW,
    about,
    codes,
    documents,
    names,
    of,
    stands,
)
from tests.loopback.server import GoogleServer
from tests.loopback.spreadsheets import Dressed, Tab


@pytest.fixture
def google(six_groups: GoogleServer) -> GoogleServer:
    return six_groups


# --- slips in a group's workbook --------------------------------------------------------------


def test_a_sheet_pasted_over_by_another_group_s_waits_and_the_genuine_one_stays(google, start):
    office = start()
    office.look()
    hr = google.spreadsheets[IDS["HR"]]
    google.remember()
    hr.tabs = [about("กลุ่ม", "FIN"), documents("FIN")]
    hr.changed()
    state = office.look()
    assert codes(of(state, "HR")) == ["held_group"]
    found = read_office(state.raws(), NOW)
    assert {book.name: book.used for book in found.workbooks} == dict.fromkeys(ALL, True)
    google.restore(IDS["HR"])
    assert stands(office.look()) == "7 จาก 7"


@pytest.mark.parametrize("looks", [4])
def test_three_quarters_gone_in_four_looks_are_held(google, start, looks):
    office = start()
    office.look()
    rows = google.spreadsheets[IDS["FIN"]].tab("หลักฐานอ้างอิง").rows
    for left in (8, 6, 4, 3):
        del rows[left + 1 :]
        google.spreadsheets[IDS["FIN"]].changed()
        state = office.look()
    assert codes(of(state, "FIN")) == ["held_rows"]
    assert len(of(state, "FIN").raw.tabs[1].rows) == 7


def test_a_group_that_deletes_one_of_its_two_rows_is_shown_at_once(google, start):
    rows = google.spreadsheets[IDS["FIN"]].tab("หลักฐานอ้างอิง").rows
    del rows[3:]
    office = start()
    office.look()
    del rows[2:]
    google.spreadsheets[IDS["FIN"]].changed()
    state = office.look()
    assert stands(state) == "7 จาก 7" and len(of(state, "FIN").raw.tabs[1].rows) == 2


def test_a_document_that_is_a_chip_has_its_link(google, start):
    fin = google.spreadsheets[IDS["FIN"]]
    fin.tab("หลักฐานอ้างอิง").rows[1][3] = Dressed("คำสั่ง.pdf", "https://drive.google.com/1", True)
    fin.tab("หลักฐานอ้างอิง").rows[2][3] = Dressed("เปิดดู", "https://x.go.th/2")
    fin.tab("หลักฐานอ้างอิง").rows[3][3] = "ตู้ 3"
    state = start().look()
    evidence = read_office(state.raws(), NOW).evidence
    links = evidence.loc[evidence["group"] == "FIN", "link"].tolist()
    assert links[:2] == ["https://drive.google.com/1", "https://x.go.th/2"]
    assert google.count("details") == google.count("details", IDS["FIN"]) == 1
    assert of(start().look(), "FIN").raw.tabs[1].links  # from the disk as well


# --- each workbook stands alone ---------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble", ["200 rowCount null", "200 cells of objects", "200 html", "403", "404", "400 xlsx"]
)
def test_one_strange_answer_leaves_all_others_current(google, start, trouble, monkeypatch):
    monkeypatch.setattr("esa.sources.google.patience.Patience.wait", lambda *_: 0.0)
    office = start()
    office.look()
    for each in google.spreadsheets.values():
        each.changed()
    google.trouble(trouble, IDS["NP"])
    state = office.look()
    assert names(state) == ALL and stands(state) == "6 จาก 7"
    assert of(state, "NP").standing == "kept"
    google.well()
    assert stands(office.look()) == "7 จาก 7"


def test_a_first_screen_comes_with_what_is_there_and_says_how_much(start):
    minute_over, now = threading.Event(), [0.0]

    def sleep(seconds: float) -> None:
        assert minute_over.wait(LONG)
        now[0] += seconds

    office = start()
    office.holder.source.budget = Budget(lambda: now[0], sleep, a_minute=8)
    first = office.holder.current()
    assert first.refreshing and first.waiting and "อ่านแล้ว" in first.summary
    assert first.has_any and first.total == 7
    minute_over.set()
    assert office.holder.wait(LONG)
    assert stands(office.holder.current()) == "7 จาก 7"


def test_of_a_tab_that_is_not_ours_nothing_is_kept_but_title_size_and_filled(
    google, start, tmp_path
):
    pupil = "สมหมาย ไม่มีคำนำหน้า"
    google.spreadsheets[IDS["HR"]].tabs.append(Tab("เวรประจำวัน", [["ชื่อ"], [pupil]], gid=77))
    state = start().look()
    tab = of(state, "HR").raw.tabs[-1]
    assert (tab.title, tab.rows, tab.filled, tab.size) == ("เวรประจำวัน", [], True, (1000, 26))
    assert pupil not in str(Store(tmp_path).state())
    told = read_office(state.raws(), NOW).problems
    assert [p.tab for p in told if p.code == "unknown_tab"] == ["เวรประจำวัน"]


def test_a_renamed_tab_is_known_by_its_headings_and_read_whole(google, start):
    google.spreadsheets[IDS["FIN"]].tab("หลักฐานอ้างอิง").title = "งานของเรา"
    state = start().look()
    assert of(state, "FIN").raw.tabs[1].taken_for == "evidence"
    office = read_office(state.raws(), NOW)
    assert (office.evidence["group"] == "FIN").sum() == 10
    [told] = [p for p in office.problems if p.code == "tab_by_headings"]
    assert "งานของเรา" in told.what_th and "หลักฐานอ้างอิง" in told.fix_th
    assert of(start().look(), "FIN").raw.tabs[1].taken_for == "evidence"


@pytest.mark.parametrize(
    "rows",
    [
        [["เลขที่", "ชื่อ", "ห้อง"], ["1", "ด.ช. ก", "ป.6"]],
        [["รหัส", "ชื่อ", "ประเภท", "เบอร์"], ["1", "ก", "ข", "ค"]],
        [["ลำดับที่", "ชื่อเอกสารหรือหลักฐาน"], [1, "ก"]],
        [["a"] * 6] * 20,
    ],
)
def test_a_list_of_somebody_s_own_is_never_taken_for_one_of_ours(google, start, rows):
    google.spreadsheets[IDS["FIN"]].tabs.append(Tab("ของเรา", rows, gid=77))
    tab = of(start().look(), "FIN").raw.tabs[-1]
    assert (tab.taken_for, tab.rows) == ("", [])
    assert KNOWN.wanted("หลักฐานอ้างอิง") and not KNOWN.wanted("ของเรา")
