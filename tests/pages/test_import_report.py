"""The page of old reports: what is found stands beside the source, and the workbooks are taken."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from esa.commands.cli import main
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office, read_office
from esa.serving.uploads import DESK, SENT, read
from esa.sources.excel import read_excel
from tests.approved.visits import noting
from tests.pages.conftest import addresses, lines
from tests.unit.imported import LISTS, REPORT

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
OTHER = "สพป.สมมติ เขต ๙\n" + REPORT.replace("พ.ศ.๒๕๕๗", "พ.ศ.๒๕๖๐")
FILE = ("รายงาน 2560.txt", OTHER.encode())
PAGE = "import_report"


class Offered:
    """The page after something was sent; files: what its button gives."""

    def __init__(self, app: AppTest, noted: dict):
        self.app, self.noted = app, noted

    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.noted["import_zip"]())) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def office(self) -> Office:
        return read_office([read_excel(d, n, NOW) for n, d in self.files().items()], NOW)

    def chosen(self, key: str, value: str) -> "Offered":
        self.app.selectbox(key=key).set_value(value).run()
        return self


def visited(monkeypatch: pytest.MonkeyPatch, cookies: dict, headers: dict | None = None) -> None:
    """The browser that opens the page; AppTest has none."""
    kind = type(st.context)
    monkeypatch.setattr(kind, "cookies", property(lambda _: cookies))
    monkeypatch.setattr(kind, "headers", property(lambda _: headers or {}))


@pytest.fixture
def sent(open_page: Callable, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable]:
    """sent((name, bytes), …) → the page as the browser that sent these sees it."""
    with noting() as noted:

        def opened(*files: tuple[str, bytes], account: str = "", **more: object) -> Offered:
            name = DESK.lay(read(files, account))
            visited(monkeypatch, {SENT: name})
            app = open_page(PAGE, **more)
            assert not app.exception, [each.value for each in app.exception]
            return Offered(app, noted)

        yield opened


def text(app: AppTest) -> str:
    return "\n".join(lines(app))


# --- before anything is sent -------------------------------------------------------------------


def test_the_form_goes_to_a_route_of_our_own_and_says_what_is_kept(open_page):
    app = open_page(PAGE)
    form = next(each.proto.body for each in app.get("html") if "<form" in each.proto.body)
    assert 'action="/import"' in form and 'enctype="multipart/form-data"' in form
    assert "50 MB" in form and "30 นาที" in form
    assert not app.get("download_button") and not app.get("file_uploader")


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "192.168.1.20:8501"},
        {"Host": "localhost:8501", "X-Forwarded-For": "10.0.0.5"},
        {"Host": "localhost:8501", "Origin": "https://esa.office.example"},
    ],
)
def test_from_another_machine_without_sign_in_there_is_no_form(open_page, monkeypatch, headers):
    visited(monkeypatch, {}, headers)
    app = open_page(PAGE)
    assert "นำเข้าได้ที่เครื่องของสำนักงาน" in text(app)
    assert not any("<form" in each.proto.body for each in app.get("html"))


def test_what_another_account_sent_is_not_shown(sent):
    assert "<form" in str([x.proto.body for x in sent(FILE, account="me@x.y").app.get("html")])


# --- what was found ----------------------------------------------------------------------------


def test_every_line_stands_beside_the_place_it_goes_to(sent):
    seen = sent(FILE)
    said = text(seen.app).replace("\n", " ")
    for number, line in enumerate(OTHER.split("\n"), start=1):
        if line.strip():
            assert f"{number} {line.strip()}" in said
    assert "การดำเนินงาน 1.4.1 › วิธีการดำเนินงาน" in said
    assert "เกณฑ์ระดับคุณภาพ 1.4" in said and "หลักฐานอ้างอิง 1.4.2" in said
    assert "สมุดสำนักงาน.xlsx › ตัวบ่งชี้!D" in said


def test_what_has_no_place_is_told_first_with_both_places(sent):
    seen = sent(("ก.txt", OTHER.replace("๒. ประเด็นสมมติถัดมา\n", "").encode()))
    said = lines(seen.app)
    at = next(n for n, line in enumerate(said) if line.startswith("## ยังไม่มีที่ลง"))
    part = "\n".join(said[at : next(n for n, x in enumerate(said) if "ทุกบรรทัด" in x and n > at)])
    assert "ออกพื้นที่" in part and "ประเด็น 1.4.1 หรือ ประเด็น 1.4.2" in part
    seen.chosen("lines", "left")
    assert "ประชุมวางแผน" not in text(seen.app) and "ออกพื้นที่" in text(seen.app)


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(sent):
    seen = sent(FILE, ("แบบ.pdf", b"%PDF-1.7 x"), ("ภาพ.png", b"\x89PNG"))
    said = text(seen.app)
    assert "แบบ.pdf" in said and ".docx" in said and "ภาพ.png" in said
    assert "การดำเนินงาน 1.4.1" in said and seen.files()


def test_nothing_that_can_be_read_leaves_no_download(sent):
    seen = sent(("แบบ.pdf", b"%PDF-1.7 x"))
    assert "ยังอ่านรายงานที่ส่งมาไม่ได้" in text(seen.app)
    assert not seen.app.get("download_button")


def test_an_edition_that_the_report_contradicts_is_told(sent):
    seen = sent(FILE)
    seen.chosen("import_edition", "2557")
    assert "2560" in text(seen.app) and seen.app.error
    assert not seen.app.get("download_button")


def test_a_long_report_is_shown_a_page_at_a_time(sent):
    more = "\n".join(f"บันทึกลำดับ {n}" for n in range(200))
    seen = sent(("ยาว.txt", OTHER.replace("ประชุมวางแผน", more).encode()))
    assert "หน้า 1 จาก" in text(seen.app) and "บันทึกลำดับ 150" not in text(seen.app)
    seen.app.button(key="page_next").click().run()
    assert "หน้า 2 จาก" in text(seen.app)


HOSTILE = "<script>alert(1)</script> **หนา** [ลิงก์](https://x.y) $x$ :material/x: {{ 7*7 }}"


def test_text_of_a_report_is_never_markup(sent):
    name = "a_b_<img src=x onerror=alert(1)>*.txt"
    seen = sent((name, OTHER.replace("ประชุมวางแผน", HOSTILE).encode()))
    said = text(seen.app)
    assert HOSTILE in said and "a_b_<img src=x onerror=alert(1)>*.txt" in said
    assert "https://x.y" not in addresses(seen.app)
    assert not any("<script>alert" in each.proto.body for each in seen.app.get("html"))


def test_a_name_of_a_person_is_not_shown_but_stays_in_the_workbook(sent):
    seen = sent(("ก.txt", OTHER.replace("ประชุมวางแผน", "โดย นายสมมติ ตัวอย่างดี").encode()))
    assert "ตัวอย่างดี" not in text(seen.app)
    assert "ตัวอย่างดี" in str([s.rows for d in seen.files().values() for s in tabs(d)])


def tabs(data: bytes) -> list:
    return read_excel(data, "ก.xlsx", NOW).tabs


def test_thai_digits_are_for_our_words_and_leave_the_report_as_it_is(sent):
    said = text(sent(FILE, thai_digits="true").app)
    assert "2.แผนสมมติ" in said and "รายงาน 2560.txt" in said


# --- the answers and the workbooks -------------------------------------------------------------


def test_the_answers_lead_to_workbooks_with_a_level(sent):
    seen = sent(FILE)
    assert "ไม่ได้บอกว่าตัวบ่งชี้ 1.4 เป็นของกลุ่มใด" in text(seen.app)
    seen.chosen("import_group_1.4", "SUP")
    assert "ไม่ได้บอกว่าตัวบ่งชี้" not in text(seen.app)
    seen.app.checkbox(key="import_done").check().run()
    seen.app.number_input(key="import_year_False").set_value(2560).run()
    office = seen.office()
    assert (office.fiscal_year, office.edition) == (2560, "2560")
    assert set(office.table("progress")["group"]) == {"SUP"}
    found = [x.reported.outcome for x in Judged(office).standards.levels if x.indicator == "1.4"]
    assert found == ["level"] and len(office.table("evidence")) == 5


def test_two_reports_are_looked_at_one_by_one(sent):
    second = OTHER.replace("ตัวบ่งชี้ที่ ๔", "ตัวบ่งชี้ที่ ๕")
    seen = sent(FILE, ("อีกฉบับ.txt", second.encode()))
    assert {"import_group_1.4", "import_group_1.5"} <= {x.key for x in seen.app.selectbox}
    assert "ตัวบ่งชี้ที่ ๕" not in text(seen.app)
    seen.chosen("report", 1)
    assert "ตัวบ่งชี้ที่ ๕" in text(seen.app) and "การดำเนินงาน 1.5.1" in text(seen.app)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "สำนักงาน"
    assert main(["template", str(folder), "--edition", "2557"]) == 0
    return folder


def test_a_copy_of_the_offices_own_workbooks_is_filled_in_and_nothing_is_written(sent, own):
    before = {path.name: path.read_bytes() for path in own.iterdir()}
    report = REPORT.replace("ประเด็นสมมติแรก", LISTS[:10])
    seen = sent(("ก.txt", report.encode()), office=own)
    assert seen.app.selectbox(key="import_place").value == str(own)
    assert "ในสมุดมีข้อความอื่นอยู่แล้ว" in text(seen.app), "other titles under the same codes"
    assert set(seen.files()) <= {*before, "กลุ่ม (ยังไม่ระบุ).xlsx"}
    assert {path.name: path.read_bytes() for path in own.iterdir()} == before
    assert str(own) not in text(seen.app)
    seen.chosen("import_place", "")
    assert len(seen.files()) == 8


def test_sending_others_ends_what_was_sent(sent):
    seen = sent(FILE)
    seen.app.button(key="import_clear").click().run()
    assert any("<form" in each.proto.body for each in seen.app.get("html"))
