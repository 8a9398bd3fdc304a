"""Frozen states on the pages: at= and since= in the address, and freezing today's state."""

import errno
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from esa.history.files import LocalFiles
from esa.history.meetings import Meeting, freeze, numbers_taken
from esa.history.place import place_of
from esa.history.store import Store
from esa.reading.office import BANGKOK
from esa.sources.folder import read_folder
from tests.pages.test_board import change, flat, plain

MARK = re.compile(r"[0-9A-F]{5}-[0-9A-F]{5}")


def as_it_is(office: Path) -> None:
    """No change: an office of its own, in which no meeting was frozen."""


@pytest.fixture
def untouched(office_with) -> Path:
    """An office without meetings, for tests that freeze none."""
    return office_with(as_it_is)


@pytest.fixture
def frozen(own_office) -> Callable[..., Meeting]:
    """frozen("11/2557") → the own office as that meeting keeps it, not through the page."""

    def kept(number: str, day: date = date(2014, 9, 16)) -> Meeting:
        now = datetime.now(BANGKOK)
        store = Store(place_of(str(own_office.resolve())))
        return freeze(store, read_folder(own_office, now), number, day, now)

    return kept


def confirm(app: AppTest, number: str, day: str = "16 ก.ย. 2557") -> AppTest:
    """Fill in the form of the board and press its button."""
    app.text_input(key="freeze_number").set_value(number)
    app.text_input(key="freeze_day").set_value(day)
    app.button(key="FormSubmitter:freeze_form-ยืนยันบันทึก").click().run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def shown_in_success(app: AppTest) -> str:
    return "\n".join(str(message.value) for message in app.success)


# --- at= and since= -----------------------------------------------------------------------------


def test_the_state_of_a_meeting_is_shown_with_a_banner_on_every_page(open_page):
    app = open_page("board", at="11-2557")
    assert "กำลังดูข้อมูลของครั้งที่ 11/2557" in str([m.proto.title for m in app.info])
    (mark,) = set(MARK.findall(flat(app)))
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 10/2557: ได้ระดับเพิ่ม 1 ตัวบ่งชี้")
    assert "ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้ · หลักฐานชัดเจน 11 จาก 34 ประเด็น" in flat(app)
    other = open_page("evidence", at="11-2557")
    assert set(MARK.findall(flat(other))) == {mark}


def test_the_first_meeting_has_nothing_to_compare_with_and_says_so(open_page):
    app = open_page("board", at="7-2557")
    assert not app.exception
    assert plain(app).startswith("ได้ระดับแล้ว 1 จาก 9 ตัวบ่งชี้")
    assert "ยังไม่มีการประชุมครั้งก่อนที่บันทึกข้อมูลไว้" in flat(app)
    assert "ต้องมีอย่างน้อยสองครั้งจึงเห็นแนวโน้ม" in flat(app)


def test_the_first_meeting_on_its_own_day_is_said_to_be_saved(open_page, own_office, frozen):
    frozen("1/2557", date(2014, 9, 23))
    told = flat(open_page("board", office=own_office))
    assert "บันทึกครั้งที่ 1/2557 ของวันนี้ไว้แล้ว" in told and "ตั้งแต่วันถัดไป" in told
    assert "ยังไม่มีการประชุมครั้งก่อน" not in told


def test_an_older_meeting_can_be_compared_with(open_page):
    app = open_page("board", since="9-2557")
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 9/2557: ขึ้น 1 ตัวบ่งชี้ ลง 0")
    assert "ได้ระดับเพิ่ม 2 ตัวบ่งชี้" in plain(app)
    assert "ขึ้นจากระดับ 3 เป็น 5" in flat(app)


@pytest.mark.parametrize("number", ["99-2557", "<b>x</b>", "11-2557x"])
def test_an_unknown_number_is_told_and_the_last_meeting_is_used(number, open_page):
    app = open_page("board", since=number)
    assert not app.exception
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 11/2557")
    assert "จึงเทียบกับครั้งที่ 11/2557" in flat(app)
    app = open_page("board", at=number)
    assert not app.exception and plain(app).startswith("ตั้งแต่ครั้งที่ 11/2557")
    assert "จึงแสดงข้อมูลปัจจุบัน" in flat(app)


def test_a_meeting_after_the_state_shown_is_no_meeting_before_it(open_page):
    app = open_page("board", at="9-2557", since="11-2557")
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 8/2557")
    assert "จึงเทียบกับครั้งที่ 8/2557" in flat(app)


def test_a_meeting_is_chosen_on_the_page_and_stands_in_the_address(open_page):
    app = open_page("board")
    app.selectbox(key="choose_since").set_value("8/2557").run()
    assert app.query_params["since"] in ("8-2557", ["8-2557"])
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 8/2557")
    app.selectbox(key="choose_at").set_value("10/2557").run()
    assert app.query_params["at"] in ("10-2557", ["10-2557"]) and "since" not in app.query_params
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 9/2557")
    app.selectbox(key="choose_at").set_value("").run()
    assert "at" not in app.query_params
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 11/2557")


# --- freezing -----------------------------------------------------------------------------------


def test_an_office_without_meetings_opens_with_where_it_stands(open_page, untouched):
    app = open_page("board", office=untouched)
    assert not app.exception
    assert plain(app).startswith("ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้ · ค้าง 3 ประเด็น")
    assert app.text_input(key="freeze_number").value == "1/2557"
    assert app.text_input(key="freeze_day").value == "23 ก.ย. 2557"
    assert "จะบันทึก 8 สมุดงาน: 8 จาก 8 สมุดเป็นปัจจุบัน" in flat(app)


def test_freezing_shows_its_fingerprint_and_address_and_the_same_number_is_refused_from_then_on(
    open_page, own_office
):
    app = confirm(open_page("board", office=own_office), "ครั้งที่ ๑๑/๒๕๕๗")
    assert not app.error
    said = shown_in_success(app)
    assert "16 กันยายน 2557" in said.replace("\u00a0", " ") and MARK.search(said)
    assert any(code.value.endswith("?at=11-2557") for code in app.code)
    assert not app.session_state["meeting_menu"]  # shut, so that the message is seen
    assert not [button for button in app.button if button.label == "ยืนยันบันทึก"]
    app.button(key="close_frozen").click().run()
    assert app.text_input(key="freeze_number").value == "12/2557"
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 11/2557: ไม่มีการเปลี่ยนแปลง · ค้าง 3")
    confirm(app, "11/2557", "17 ก.ย. 2557")
    (error,) = app.error
    first = MARK.search(said)[0]
    assert "บันทึกไว้แล้ว" in error.value and first in error.value.replace("\\", "")
    assert app.text_input(key="freeze_number").value == "11/2557"


def test_what_was_frozen_stays_when_the_sheets_change(frozen, open_page, own_office):
    frozen("11/2557")
    shutil.rmtree(own_office / "fin")
    change(own_office / "sup" / "evidence.csv", "ที่เก็บ (แฟ้ม/ตู้)", "")
    change(own_office / "sup" / "evidence.csv", "ลิงก์", "")
    now = open_page("board", office=own_office)
    assert "ลง" in plain(now) and not plain(now).endswith("ไม่มีการเปลี่ยนแปลง")
    then = open_page("board", office=own_office, at="11-2557")
    assert plain(then).startswith("ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้")
    assert not [box for box in then.text_input if box.key == "freeze_number"]


def test_a_bad_number_or_day_is_told_stays_in_its_box_and_nothing_is_frozen(open_page, untouched):
    app = open_page("board", office=untouched)
    for number in ("", "สิบสอง", "12", "12/57", "../../x"):
        confirm(app, number)
        assert "ไม่ใช่เลขครั้งของการประชุม" in app.error[0].value and not app.success, number
        assert app.text_input(key="freeze_number").value == number
    for day in ("", "เมื่อวาน", "31 ก.พ. 2557", "ก.ย. 2557"):
        confirm(app, "11/2557", day)
        assert "อ่านวันที่ประชุมไม่ได้" in app.error[0].value and not app.success, day
        assert app.text_input(key="freeze_day").value == day
    assert numbers_taken(Store(place_of(str(untouched.resolve())))) == []


@pytest.mark.parametrize(
    ("code", "told"), [(errno.ENOSPC, "ดิสก์เต็ม"), (errno.EROFS, "เขียนลงที่เก็บประวัติไม่ได้")]
)
def test_a_full_or_read_only_disk_is_told_and_the_page_stays(
    code, told, open_page, untouched, monkeypatch
):
    def refused(*_: object) -> None:
        raise OSError(code, "no")

    app = open_page("board", office=untouched)
    monkeypatch.setattr(LocalFiles, "create", refused)
    confirm(app, "11/2557")
    assert told in app.error[0].value and not app.success
    assert plain(app).startswith("ได้ระดับแล้ว 3 จาก 9")


def test_a_workbook_that_is_not_as_its_sheet_is_warned_of(open_page, own_office):
    open_page("search", office=own_office)
    own_office.rename(own_office.with_name("ย้ายแล้ว"))
    app = open_page("board", office=own_office)
    titles = [message.proto.title for message in app.warning]
    assert any("สมุดงานยังไม่เป็นปัจจุบัน" in title for title in titles)


def test_a_damaged_meeting_is_told_and_the_others_stay(frozen, open_page, own_office):
    frozen("10/2557", date(2014, 9, 9))
    frozen("11/2557")
    history = Path(place_of(str(own_office.resolve())))
    next(history.rglob("2557-0010.json")).write_text("{", encoding="utf-8")
    app = open_page("board", office=own_office)
    assert not app.exception
    assert "ครั้งที่ 10/2557 เสียหาย" in flat(app)
    assert plain(app).startswith("ตั้งแต่ครั้งที่ 11/2557")


# --- what is printed ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["board", "evidence"])  # one stamp for all (esa.screen.printing)
def test_paper_says_of_which_meeting_it_is_or_of_none(name, printed):
    _, live = printed(name)
    assert "ข้อมูลปัจจุบัน ยังไม่บันทึกเป็นครั้งประชุม" in live
    _, then = printed(name, at="11-2557")
    assert re.search(f"ครั้งที่ 11/2557 · รหัสยืนยันฉบับ {MARK.pattern}", then)
    assert "ยังไม่บันทึกเป็นครั้งประชุม" not in then


def test_the_board_on_paper_tells_what_changed_with_the_cells(printed):
    html = printed("board")[1].replace("\u2060", "").replace("\xa0", " ")
    assert "ขึ้นจากระดับ ๔ เป็น ๕" in html and "ค้างตั้งแต่ครั้งที่ ๙/๒๕๕๗" in html
    assert "B5" in html and "D2" in html
