"""The pages over Google Sheets: what visitors see when Google is slow, refuses or is away.

The real client talks to a server on this machine that answers as Google does.
"""

import re
import time
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from esa.screen import book
from esa.screen import live as shown
from esa.sources.google import client
from esa.sources.google.patience import Patience
from tests.loopback.sample_sheets import OFFICE, sample_spreadsheets, sheet_id
from tests.loopback.server import GoogleServer
from tests.pages.conftest import lines

FIN = sheet_id("fin")
BOOKS = 8  # of the sample: the office's and seven groups'


@pytest.fixture
def google(monkeypatch: pytest.MonkeyPatch, tmp_path) -> Iterator[GoogleServer]:
    monkeypatch.setenv("ESA_HISTORY", str(tmp_path / "history"))
    monkeypatch.setattr(client, "Patience", partial(Patience, chance=lambda: 0.02))
    monkeypatch.setattr("esa.sources.google.budget.MINUTE", 1.0)
    monkeypatch.setattr("esa.history.refresh.FIRST_WAIT", 60.0)  # a busy machine is no slow network
    with GoogleServer() as server:
        server.add(*sample_spreadsheets())
        yield server  # at a port of its own, and with it a holder of its own


@pytest.fixture
def visit(open_page, google) -> Callable[..., AppTest]:
    """visit("search") → a page of the office on that server."""
    return lambda name, **address: open_page(
        name, secrets=google.secrets(sheet_id(OFFICE)), **address
    )


def start_anew() -> None:
    """As after a restart of the dashboard: of what was read only what is on disk is left."""
    shown._holder.clear()
    book._read.clear()


def finding(app: AppTest) -> str:
    assert not app.exception
    return app.title[0].value.replace("\u00a0", " ")


def said(app: AppTest) -> str:
    kinds = ("title", "header", "markdown", "info", "warning", "error")
    text = "\n".join([*(str(e.value) for kind in kinds for e in app.get(kind)), *lines(app)])
    return text.replace("\u00a0", " ").replace("\u2060", "").replace("\\", "")


def read_again(app: AppTest) -> AppTest:
    return app.button(key="read_again").click().run(timeout=60)


def test_pages_say_the_same_as_over_the_folder_and_only_the_first_visitor_causes_requests(
    open_page, visit, google
):
    names = ("search", "indicators", "evidence", "networks", "schools")
    app = visit(names[0])
    assert not app.warning and google.count("values") == BOOKS, "no sample in its place"
    google.forget()
    assert {name: finding(visit(name)) for name in names} == {
        name: finding(open_page(name)) for name in names
    }
    assert google.asked == []


def test_all_stays_with_its_age_when_google_is_away_after_a_restart(visit, google):
    before = finding(visit("evidence"))
    start_anew()
    google.trouble("404", where="sheets")
    google.trouble("404", where="drive")
    app = read_again(visit("sheets"))
    assert f"0 จาก {BOOKS} สมุดเป็นปัจจุบัน" in said(app)
    assert "แสดงข้อมูลล่าสุดที่อ่านได้เมื่อ" in said(app)
    assert finding(visit("evidence")) == before


def test_one_refused_workbook_is_amber_and_the_others_are_fresh(visit, google):
    visit("sheets")
    start_anew()
    google.trouble("403", where=FIN)
    google.spreadsheets[FIN].changed()
    app = read_again(visit("sheets"))
    assert f"{BOOKS - 1} จาก {BOOKS} สมุดเป็นปัจจุบัน" in said(app)
    old = next(m.value for m in app.markdown if m.value.startswith("**fin**"))
    assert "แชร์" in old


def test_a_workbook_that_google_refuses_for_ever_is_amber_and_nothing_waits_for_a_word(
    visit, google
):
    visit("sheets")
    start_anew()
    google.trouble("429", where=FIN)
    google.spreadsheets[FIN].changed()
    app = read_again(visit("sheets"))
    deadline = time.monotonic() + 60
    while "สมุดเป็นปัจจุบัน" not in said(app) or "**fin**" not in said(app):
        assert time.monotonic() < deadline
        app.run()
    assert f"{BOOKS - 1} จาก {BOOKS} สมุดเป็นปัจจุบัน" in said(app)
    assert "Google ขอให้รอ" in said(app) and "confirm_0" not in {b.key for b in app.button}


def test_after_one_edit_only_that_workbook_is_read_and_only_its_number_changes(visit, google):
    before = finding(visit("evidence", group="FIN"))
    other = finding(visit("networks"))
    tab = google.spreadsheets[FIN].tab("evidence")
    title, link = (tab.rows[0].index(name) for name in ("ชื่อเอกสารหรือหลักฐาน", "ลิงก์"))
    tab.rows[1] += [""] * (link + 1 - len(tab.rows[1]))
    assert tab.rows[1][1] == "2.2.2"
    google.spreadsheets[FIN].edit("evidence", 1, title, "แผนการเบิกจ่าย")
    google.spreadsheets[FIN].edit("evidence", 1, link, "https://example.go.th/plan.pdf")
    google.forget()
    read_again(visit("sheets"))
    assert (google.count("values"), google.count("values", FIN)) == (1, 1)
    assert finding(visit("evidence", group="FIN")) != before
    assert finding(visit("networks")) == other


def test_read_again_twice_within_a_minute_says_how_long_to_wait(visit):
    app = read_again(read_again(visit("sheets")))
    assert any("เพิ่งอ่านแล้ว" in toast.value for toast in app.toast)


def test_a_renamed_tab_is_read_by_its_headings_and_named(visit, google):
    visit("sheets")
    spreadsheet = google.spreadsheets[FIN]
    spreadsheet.tab("spending").title = "งานของเรา"
    spreadsheet.changed()
    app = read_again(visit("sheets", workbook="fin"))
    assert "งานของเรา" in said(app) and "การเบิกจ่าย" in said(app)
    assert f"{BOOKS} จาก {BOOKS} สมุดเป็นปัจจุบัน" in said(app)


def test_a_renamed_heading_waits_and_is_named_with_the_right_one(visit, google):
    before = finding(visit("evidence"))
    tab = google.spreadsheets[FIN].tab("evidence")
    google.spreadsheets[FIN].edit(tab.title, 0, tab.rows[0].index("รหัสประเด็น"), "ประเดนที่")
    app = read_again(visit("sheets", workbook="fin"))
    assert "ประเดนที่" in said(app) and "ไม่มีหัวคอลัมน์ รหัสประเด็น" in said(app)
    assert finding(visit("evidence")) == before


def test_a_reading_that_lost_its_rows_waits_for_a_word_and_every_page_says_so(visit, google):
    before = finding(visit("evidence"))
    del google.spreadsheets[FIN].tab("evidence").rows[1:]
    google.spreadsheets[FIN].changed()
    app = read_again(visit("sheets"))
    assert f"{BOOKS - 1} จาก {BOOKS} สมุดเป็นปัจจุบัน" in said(app)
    board = visit("board")
    assert finding(visit("evidence")) == before
    [waits] = [each for each in board.warning if (each.title or "").startswith("รอยืนยัน")]
    assert "fin" in waits.value and "ผู้ใช้ทุกคนยืนยันได้ที่" in waits.value
    assert "เหลือ 0 แถว" in waits.value
    app.button(key="confirm_0").click().run()
    assert f"{BOOKS} จาก {BOOKS} สมุดเป็นปัจจุบัน" in said(app)
    assert not any((each.title or "").startswith("รอยืนยัน") for each in visit("board").warning)


def test_every_workbook_stands_on_the_health_page_with_who_lists_it_and_its_requests(visit, google):
    google.spreadsheets[FIN].shared = False
    app = visit("sheets")
    table = next(frame.value for frame in app.dataframe if "สถานะ" in frame.value.columns)
    assert len(table) == BOOKS and list(table["สถานะ"]).count("เป็นปัจจุบัน") == BOOKS - 1
    row = table[table["สถานะ"] == "ยังไม่มีข้อมูล"].iloc[0]
    assert "ยังไม่ได้แชร์" in row["สาเหตุ"] and "การเงิน" in row["อยู่ในรายชื่อโดย"]
    assert row["ขออ่าน (ครั้ง)"] == 1 and set(table["ขออ่าน (ครั้ง)"]) == {1, 2, 3}


def test_a_first_reading_that_takes_long_shows_what_is_there_and_fills_itself(
    open_page, google, monkeypatch
):
    monkeypatch.setattr("esa.sources.google.budget.SHEETS_A_MINUTE", 6)
    monkeypatch.setattr("esa.sources.google.budget.MINUTE", 4.0)
    app = open_page("board", secrets=google.secrets(sheet_id(OFFICE)))
    assert not app.exception and app.title
    assert any(re.fullmatch(f"อ่านแล้ว [1-7] จาก {BOOKS} สมุด", each.title or "") for each in app.info)
    deadline = time.monotonic() + 60
    while any("สมุดที่เหลือ" in each.value for each in app.info):
        assert time.monotonic() < deadline
        time.sleep(0.5)
        app.run()
    assert not app.warning


@pytest.mark.parametrize("section", ["Sheets", "google_sheets"])
def test_a_misspelt_section_refuses_to_start_with_the_right_name(open_page, google, section):
    app = open_page("board", secrets={section: google.secrets(sheet_id(OFFICE))["sheets"]})
    assert f"[{section}] → [sheets]" in app.error[0].value.replace("\\", "")
    assert not app.title and google.asked == []


def test_half_of_the_secrets_refuse_to_start_and_name_what_is_missing(open_page, google):
    secrets = google.secrets(sheet_id(OFFICE))
    del secrets["sheets"]["key"]["private_key"]
    app = open_page("board", secrets=secrets)
    assert "[sheets.key] private_key" in app.error[0].value.replace("\\", "")
    assert not app.title and google.asked == []


def test_the_first_reading_ever_says_why_it_failed(open_page, google):
    google.trouble("404", where=sheet_id(OFFICE))
    app = open_page("board", secrets=google.secrets(sheet_id(OFFICE)))
    assert not app.exception
    assert "Google" in said(app) or "ชีต" in said(app)


def test_a_sheet_given_to_two_groups_is_told(visit, google):
    tab = google.spreadsheets[sheet_id(OFFICE)].tab("groups")
    place = tab.rows[0].index("ลิงก์ชีตของกลุ่ม")
    rows = [row for row in tab.rows[1:] if len(row) > place and row[place]]
    rows[0][place] = rows[1][place]
    assert "ลิงก์ชีตเดียวกันมากกว่าหนึ่งแห่ง" in said(visit("sheets"))


def test_nothing_read_yet_is_no_empty_office_and_recovers_by_itself(visit, google, monkeypatch):
    google.trouble("404", where="sheets")
    app = visit("search")
    assert not app.title and app.error
    google.well()
    monkeypatch.setattr("esa.history.refresh.ERROR_GAP", 0.0)
    deadline = time.monotonic() + 30
    while not app.title:
        assert time.monotonic() < deadline
        app.run()
    assert finding(app)


def test_secrets_that_cannot_be_read_never_show_the_sample(open_page, tmp_path):
    broken = tmp_path / "secrets.toml"
    broken.write_text("[sheets\noffice = 'x'", encoding="utf-8")
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(broken)])
    try:
        app = open_page("board")
    finally:
        config.set_option("secrets.files", before)
    assert "secrets.toml" in app.error[0].value
    assert not app.title


def test_the_quota_of_the_minute_is_shown(visit):
    assert "ครั้งในนาทีนี้" in said(visit("sheets"))


def test_in_a_new_year_nothing_waits_and_the_board_names_who_is_still_on_last_year_s(visit, google):
    visit("board")
    office = google.spreadsheets[sheet_id(OFFICE)]
    for title in ("settings", "about"):
        tab = office.tab(title)
        tab.rows[1][tab.rows[0].index("ปีงบประมาณ")] = 2558
    office.changed()
    for tab in google.spreadsheets[FIN].tabs:
        if tab.title == "about":
            tab.rows[1][tab.rows[0].index("ปีงบประมาณ")] = 2558
        else:
            del tab.rows[1:]
    google.spreadsheets[FIN].changed()
    app = read_again(visit("sheets"))
    assert f"{BOOKS} จาก {BOOKS} สมุดเป็นปัจจุบัน" in said(app)
    [line] = [each.value for each in visit("board").caption if "ปีงบประมาณก่อน" in each.value]
    assert f"({BOOKS - 2} กลุ่ม)" in line and "การเงิน" not in line
