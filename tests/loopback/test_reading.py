"""Reading through the real google-auth from a server that writes as Google does."""

import threading
from datetime import date

import pandas as pd
import pytest

from esa.history.google_office import KNOWN, group_workbooks, office_listed, read_google
from esa.reading.office import read_office
from esa.reading.schema import read_tabs
from esa.sources.excel import read_excel
from esa.sources.folder import read_folder
from esa.sources.google.address import Address
from esa.sources.google.client import connect
from esa.sources.google.details import Known
from esa.sources.google.errors import SheetsSignedOut
from esa.sources.google.workbooks import (
    Listed,
    read_each,
    read_listed,
    read_workbook,
    seen,
)
from esa.sources.workbook import RawTab, RawWorkbook
from esa.templates.workbooks import USUAL_GROUPS, write_templates
from tests.loopback.conftest import FINANCE, NOW, OFFICE, PLANS
from tests.loopback.sample_sheets import SAMPLE, sample_spreadsheets, sheet_id
from tests.loopback.server import EMAIL, GoogleServer
from tests.loopback.spreadsheets import Spreadsheet, Tab

ANY = Address("1any-".ljust(44, "z"))


def read(google, client, *tabs: Tab, wanted=lambda title: True) -> RawWorkbook:
    """One workbook with these tabs, as it is read."""
    google.add(Spreadsheet(ANY.id, "สมุด", list(tabs)))
    return read_workbook(client, ANY, Known(wanted), NOW)


def test_cells_come_as_they_are_stored_and_dates_as_serial_numbers(google, client):
    cells = ["1.10", 1.1, 12, True, None, date(2014, 9, 23), "#REF!", "๑๒"]
    book = read(google, client, Tab("งาน", [cells]))
    assert book.tabs[0].rows == [["1.10", 1.1, 12, True, "", 41905, "#REF!", "๑๒"]]


def test_rows_come_ragged_with_leading_blanks_and_an_empty_tab_has_no_rows(google, client):
    rows = [[], ["", "ก", ""], ["ข"], ["", ""], []]
    book = read(google, client, Tab("งาน", rows), Tab("ว่าง", gid=1))
    assert [tab.rows for tab in book.tabs] == [[[], ["", "ก"], ["ข"]], []]


@pytest.mark.parametrize("title", ["C", "A1", "1:2", "it's", "ก!ข", "R1C1", "งาน, ต่อ", "'ก'"])
def test_a_tab_is_found_whatever_its_title_looks_like(google, client, title):
    book = read(google, client, Tab("แรก", [["x", "y", "z"]]), Tab(title, [["ใช่"]], gid=5))
    assert (book.tabs[1].title, book.tabs[1].rows) == (title, [["ใช่"]])


def test_a_tab_keeps_its_gid_its_merged_cells_and_whether_it_is_hidden(google, client):
    tab = Tab("งาน", [["ก"], ["ข"]], gid=77, hidden=True, merges=[(0, 0, 1, 0)])
    found = read(google, client, tab).tabs[0]
    assert (found.gid, found.hidden, found.merged) == ("77", True, ((0, 0, 1, 0),))


def test_a_sheet_that_is_only_a_chart_is_passed_over(google, client):
    book = read(google, client, Tab("แผนภูมิ", kind="OBJECT"), Tab("งาน", [["ก"]], gid=1))
    assert [tab.title for tab in book.tabs] == ["งาน"]


def test_a_workbook_of_charts_only_is_read_without_asking_for_values(google, client):
    assert read(google, client, Tab("แผนภูมิ", kind="OBJECT")).tabs == ()
    assert google.count("values") == 0


def test_of_a_tab_that_is_not_ours_only_title_size_and_filled_are_told(google, client):
    rows = [[f"แถว {number}"] for number in range(1, 50)]
    other, empty = Tab("บันทึกส่วนตัว", rows, gid=5), Tab("ว่าง", gid=6)
    ours = Tab("งาน", rows, gid=1)
    book = read(google, client, other, empty, ours, wanted=lambda t: t == "งาน")
    assert [len(tab.rows) for tab in book.tabs] == [0, 0, 49]
    assert [(tab.size, tab.filled) for tab in book.tabs[:2]] == [((1000, 26), True)] + [
        ((1000, 26), False)
    ]
    assert google.asked[2].query["ranges"] == ["'บันทึกส่วนตัว'!1:12", "'ว่าง'!1:12", "'งาน'"]


def test_a_huge_tab_that_is_not_ours_is_no_fault(google, client):
    huge = Tab("ใหญ่", [["ก"]], size=(2_000_000, 5))
    book = read(google, client, huge, Tab("งาน", [["ข"]], gid=1), wanted=lambda t: t == "งาน")
    assert book.faults == () and [tab.title for tab in book.tabs] == ["ใหญ่", "งาน"]


def test_a_tab_that_memory_cannot_hold_is_told_and_the_others_are_read(google, client):
    huge = Tab("ใหญ่", [["ก"]], size=(2_000_000, 5))
    book = read(google, client, huge, Tab("งาน", [["ข"]], gid=1))
    assert [tab.title for tab in book.tabs] == ["งาน"]
    assert [(f.code, f.facts["value"]) for f in book.faults] == [("tab_too_large", "ใหญ่")]


def test_the_name_and_the_address_are_those_of_the_spreadsheet(google, client):
    book = read(google, client, Tab("งาน", [["ก"]]))
    assert book.name == "สมุด"
    assert book.address == f"https://docs.google.com/spreadsheets/d/{ANY.id}/edit"
    assert book.read_at == NOW


def test_a_tab_renamed_between_list_and_values_is_listed_once_more(google, client):
    google.add(Spreadsheet(ANY.id, "สมุด", [Tab("เดิม", [["ก"]])]))

    def rename(asked):
        if asked.part == "values":
            google.spreadsheets[ANY.id].tabs[0].title = "ใหม่"

    google.before = rename
    book = read_workbook(client, ANY, Known(lambda title: True), NOW)
    assert [(tab.title, tab.rows) for tab in book.tabs] == [("ใหม่", [["ก"]])]
    assert (google.count("list"), google.count("values")) == (2, 2)


def test_tabs_that_are_renamed_again_and_again_end_in_a_fault(google, client):
    google.add(Spreadsheet(ANY.id, "สมุด", [Tab("เดิม", [["ก"]])]))

    def rename(asked):
        if asked.part == "values":
            google.spreadsheets[ANY.id].tabs[0].title += "ๆ"

    google.before = rename
    book = read_listed(client, Listed("ชีต", ANY.id), KNOWN, NOW)
    assert [fault.code for fault in book.faults] == ["google_refused"]
    assert google.count("sheets") == 4


def test_titles_too_long_for_one_address_go_in_several(google, client):
    tabs = [Tab(f"{number} " + "ก" * 90, [[number]], gid=number) for number in range(40)]
    book = read(google, client, *tabs)
    assert [tab.rows for tab in book.tabs] == [[[number]] for number in range(40)]
    assert 1 < google.count("values") < 9


def test_versions_of_all_workbooks_take_one_request_and_move_with_an_edit(google, client):
    before = seen(client, [OFFICE, FINANCE])
    google.spreadsheets[FINANCE].edit("หลักฐานอ้างอิง", 1, 0, "1.11")
    after = seen(client, [OFFICE, FINANCE])
    assert set(before) == {OFFICE, FINANCE}
    assert before[OFFICE] == after[OFFICE] and before[FINANCE] != after[FINANCE]
    assert (google.count("drive"), google.count("sheets")) == (2, 0)


def test_versions_are_looked_for_on_every_page_and_what_is_not_shared_is_absent(google, client):
    google.page_size = 1
    google.spreadsheets[FINANCE].shared = False
    assert set(seen(client, [OFFICE, FINANCE, PLANS])) == {OFFICE, PLANS}
    assert google.count("drive") == 2


def test_the_office_workbook_comes_first_then_what_its_groups_tab_lists(google, client):
    books = read_google(client, google.secrets(OFFICE), NOW)
    assert [book.name for book in books] == ["สำนักงาน", "งานการเงิน", "งานแผน"]
    assert not any(book.faults for book in books)
    assert google.count("sheets") == 6


def test_one_workbook_that_fails_says_why_and_the_others_are_read(google, client):
    google.spreadsheets[FINANCE].shared = False
    books = read_google(client, google.secrets(OFFICE), NOW)
    assert [bool(book.tabs) for book in books] == [True, False, True]
    fault = books[1].faults[0]
    assert (books[1].name, fault.code) == ("ชีตกลุ่มการเงิน", "google_forbidden")
    assert (fault.facts["email"], fault.facts["value"]) == (EMAIL, "ชีตกลุ่มการเงิน")


def test_an_office_workbook_that_fails_stands_alone(google, client):
    google.trouble("404", OFFICE)
    books = read_google(client, google.secrets(OFFICE), NOW)
    assert [(book.name, book.faults[0].code) for book in books] == [
        ("สมุดงานของสำนักงาน", "google_not_found")
    ]


def test_each_workbook_comes_as_soon_as_it_is_there(google, client):
    hold = threading.Event()

    def wait(asked):
        if asked.id == FINANCE and asked.part == "values":
            assert hold.wait(20)

    google.before = wait
    found = read_each(client, [Listed("ก", FINANCE), Listed("ข", PLANS)], KNOWN, NOW)
    key, book = next(found)
    assert (key, book.name) == (PLANS, "งานแผน")
    hold.set()
    assert [key for key, _ in found] == [FINANCE]


def test_an_address_that_is_none_costs_no_request_and_is_told(google, client):
    listed = [Listed("ชีตหนึ่ง", "https://drive.google.com/drive/folders/1abcdefghijklmnop")]
    [(key, book)] = read_each(client, listed, KNOWN, NOW)
    assert (key, [fault.code for fault in book.faults]) == ("ชีตหนึ่ง", ["google_folder_link"])
    assert not google.asked


def test_a_spreadsheet_is_known_by_its_id_in_whatever_shape_its_address_is():
    shapes = (
        f"https://docs.google.com/spreadsheets/d/{FINANCE}/edit#gid=4",
        f"https://docs.google.com/spreadsheets/u/1/d/{FINANCE}/edit",
        FINANCE,
    )
    assert {Listed("ก", each).key for each in shapes} == {FINANCE}
    assert Listed("ชีตการเงิน", "#REF!").key == "ชีตการเงิน"


@pytest.mark.parametrize(
    "rows", [[], [["#REF!"]], [["Loading..."]], [["รหัสกลุ่ม"], ["FIN"]], [["a", "b"], ["c", "d"]]]
)
def test_a_list_that_can_not_be_read_is_no_empty_list(rows):
    tabs = (RawTab("กลุ่มงาน", rows),)
    assert group_workbooks(RawWorkbook("สำนักงาน", "", tabs, NOW)) is None
    assert group_workbooks(RawWorkbook("สำนักงาน", "", (), NOW)) is None


def test_an_empty_tab_of_another_name_for_groups_hides_no_list():
    filled = RawTab("กลุ่มงาน", [["รหัสกลุ่ม", "ลิงก์ชีตของกลุ่ม"], ["FIN", FINANCE]])
    for other in (RawTab("กลุ่ม", []), RawTab("กลุ่ม", [["รหัสกลุ่ม", "ลิงก์ชีตของกลุ่ม"]])):
        for tabs in ((other, filled), (filled, other)):
            office = RawWorkbook("สำนักงาน", "", tabs, NOW)
            assert group_workbooks(office) == [Listed("ชีตFIN", FINANCE)]


def test_groups_are_listed_by_name_and_rows_without_an_address_are_left_out():
    rows = [
        ["ทะเบียนกลุ่ม"],
        ["รหัสกลุ่ม", "ลิงก์ชีต", "ชื่อกลุ่ม"],
        ["FIN", " 1abc ", "กลุ่มการเงิน"],
        ["NP", "-"],
        ["HR", "", "กลุ่มบุคคล"],
        ["AM", "1def"],
        ["ICT", "ยังไม่มี"],
        ["SUP", "#REF!"],
    ]
    office = RawWorkbook("สำนักงาน", "", (RawTab("กลุ่มงาน", rows),), NOW)
    assert group_workbooks(office) == [Listed("ชีตกลุ่มการเงิน", " 1abc "), Listed("ชีตAM", "1def")] + [
        Listed("ชีตSUP", "#REF!")
    ]


def test_the_sample_read_from_google_is_the_sample_read_from_its_folder():
    with GoogleServer() as google:
        google.add(*sample_spreadsheets())
        secrets = google.secrets(sheet_id("office"))
        client = connect(secrets)
        office = read_office(read_google(client, secrets, NOW), NOW)
        looked = seen(client, list(google.spreadsheets))
        client.close()
        details = google.count("details")  # of workbooks with titles that nothing leads to
        assert (google.count("sheets") - details, google.count("drive")) == (2 * len(looked), 1)
        assert details <= len(looked)
    expected = read_office(read_folder(SAMPLE, NOW), NOW)
    for name in read_tabs():
        left, right = office.table(name).sort_index(), expected.table(name).sort_index()
        if name == "groups":  # a folder needs no addresses
            left, right = left.drop(columns="workbook"), right.drop(columns="workbook")
        pd.testing.assert_frame_equal(left, right, obj=name)

    def told(office):
        return sorted((p.code, p.workbook, p.tab, p.cell) for p in office.problems)

    assert told(office) == told(expected)


def test_templates_that_were_saved_as_sheets_are_read_without_a_problem_of_form(tmp_path):
    """What File > Save as Google Sheets keeps for certain: titles, headings and rows."""
    books = [read_excel(path, path.stem, NOW) for path in write_templates(tmp_path, None, 2557)]
    ids = [f"1made{number}-".ljust(44, "m") for number in range(len(books))]
    codes = [group for group, *_ in USUAL_GROUPS]
    with GoogleServer() as google:
        for id_, book in zip(ids, books, strict=True):
            tabs = [Tab(t.title, t.rows, gid, t.hidden) for gid, t in enumerate(book.tabs)]
            google.add(Spreadsheet(id_, book.name, tabs))
        groups = google.spreadsheets[ids[0]].tab("กลุ่มงาน").rows
        place = groups[0].index("ลิงก์ชีตของกลุ่ม")
        for row, id_ in zip(groups[1:], ids[1:], strict=False):
            row[place:] = [f"https://docs.google.com/spreadsheets/d/{id_}/edit"]
        secrets = google.secrets(ids[0])
        client = connect(secrets)
        office = read_office(read_google(client, secrets, NOW), NOW)
        client.close()
    assert [book.group for book in office.workbooks] == ["", *codes]
    form = {"missing_column", "no_header", "unknown_tab", "missing_tab", "header_moved"}
    assert not [p for p in office.problems if p.code in form]


def test_a_full_reading_of_nine_workbooks_stays_within_the_requests_allowed():
    with GoogleServer() as google:
        ids = [f"1book{number}-".ljust(44, "z") for number in range(9)]
        rows = [["รหัสกลุ่ม", "ชื่อกลุ่ม", "ลิงก์ชีตของกลุ่ม"], *([i, i, i] for i in ids[1:])]
        for id_ in ids:
            google.add(Spreadsheet(id_, id_, [Tab("กลุ่มงาน", rows), Tab("อื่น", rows, gid=1)]))
        secrets = google.secrets(ids[0])
        client = connect(secrets)
        seen(client, ids)
        books = read_google(client, secrets, NOW)
        seen(client, ids)
        client.close()
        assert [book.name for book in books] == ids
        assert (google.count("sheets"), google.count("drive")) == (18, 2)
        assert google.count("sign_in") == 1
        assert client.budget.last_minute("sheets") == client.budget.total("sheets") == 18
        assert client.budget.left() == 42


def test_a_void_token_is_signed_in_anew_once_and_then_told(google, client):
    assert set(seen(client, [OFFICE])) == {OFFICE}
    google.forget_tokens()
    google.forget()
    assert set(seen(client, [OFFICE])) == {OFFICE}
    assert (google.count("drive"), google.count("sign_in")) == (2, 1)
    google.trouble("401", "drive")
    google.forget()
    with pytest.raises(SheetsSignedOut):
        seen(client, [OFFICE])
    assert (google.count("drive"), google.count("sign_in")) == (2, 1)


def test_tokens_that_become_void_in_mid_reading_lose_no_workbook(google, client):
    readings = []

    def void(asked):
        readings.append(asked)
        if len(readings) in (3, 7):
            google.forget_tokens()

    google.before = void
    books = read_google(client, google.secrets(OFFICE), NOW)
    assert [book.name for book in books] == ["สำนักงาน", "งานการเงิน", "งานแผน"]
    assert not any(book.faults for book in books)


def test_the_office_is_listed_as_the_secrets_name_it(google):
    assert office_listed(google.secrets(OFFICE)).address.endswith("/edit?usp=sharing")
