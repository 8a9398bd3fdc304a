"""Bad input that real folders contain: nothing crashes, hangs, leaks or is silently lost."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from esa.commands import check_report
from esa.reading import personal
from esa.reading.office import BANGKOK, Office, read_office
from esa.reading.schema import read_tabs
from esa.reading.workbook_names import without_personal_data
from esa.sources.folder import read_folder
from esa.sources.workbook import Fault, RawTab, RawWorkbook
from tests.unit.changed import base, raw, small

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
NAME = "นายตัวอย่าง นามสมมติ"
PHONE = "081-234-5678"


def office_of(folder: Path) -> Office:
    return read_office(read_folder(folder, NOW), NOW)


def edited(path: Path, change: Callable[[list[list[str]]], None]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def fill(path: Path, field: str, value: str) -> None:
    """Write the value into a column of every row."""
    title = read_tabs()[path.stem].field(field).title

    def change(rows: list[list[str]]) -> None:
        place = rows[0].index(title)
        for row in rows[1:]:
            row[place] = value

    edited(path, change)


def told(office: Office, code: str) -> list:
    return [problem for problem in office.problems if problem.code == code]


def written(office: Office) -> str:
    """Everything that leaves the program on the command line, and what the pages work with."""
    tables = [office.table(name).to_csv() for name in read_tabs()]
    forms = (check_report.as_text, check_report.as_json, check_report.as_html)
    return "\n".join([*tables, *(form(office) for form in forms), repr(office.workbooks)])


# --- personal data --------------------------------------------------------------------------------


def test_names_of_files_folders_and_tabs_are_masked_everywhere(own_office):
    (own_office / "fin").rename(own_office / f"สมุดของ {NAME} {PHONE}")
    (own_office / "hr" / f"{NAME}.csv").write_text("ก,ข\n1,2\n", encoding="utf-8")
    (own_office / f"{NAME}.docx").write_text("x")
    office = office_of(own_office)
    text = written(office)
    assert "นามสมมติ" not in text and PHONE not in text
    assert len(told(office, "personal_name")) == 3
    assert office.workbook(f"สมุดของ {personal.MASK} {personal.MASK}").used


def test_workbooks_that_look_alike_after_masking_keep_names_of_their_own():
    raw = [
        RawWorkbook(f"{title} ตัวอย่าง.xlsx", "/ที่/เก็บ", (), NOW) for title in ("นาย", "นาง", "ดร.")
    ]
    names = [book.name for book in without_personal_data(raw)]
    assert len(set(names)) == 3
    assert not any("ตัวอย่าง" in name for name in names)


def test_names_without_personal_data_stay_as_they_are():
    tab = RawTab("หลักฐานอ้างอิง", [["a"]])
    book = RawWorkbook("บ้านเกาะนางคำ 2557", "/a/บ้านเกาะนางคำ", (tab,), NOW, (Fault("maybe_copy"),))
    assert without_personal_data([book]) == [book]


@pytest.mark.parametrize("after", [".", ".docx", ". แล้ว", ")"])
def test_a_full_stop_after_a_name_bares_nothing(after):
    for name in (NAME, "นายตัวอย่าง"):
        assert personal.mask(f"{name}{after}")[0] == f"{personal.MASK}{after}"


@pytest.mark.parametrize(
    ("workbook", "tab", "field"),
    [("sup", "evidence", "checked_by_role"), ("office", "networks", "chair_role")],
)
def test_a_name_typed_where_a_post_belongs_is_masked(own_office, workbook, tab, field):
    fill(own_office / workbook / f"{tab}.csv", field, NAME)
    assert "นามสมมติ" not in written(office_of(own_office))


def test_a_telephone_number_in_a_column_of_codes_is_masked(own_office):
    fill(own_office / "office" / "follow_ups.csv", "meeting_no", PHONE)
    fill(own_office / "sup" / "network_activities.csv", "networks", f"สองเกาะ; {PHONE}")
    assert PHONE not in written(office_of(own_office))


def test_bare_digits_of_a_code_are_no_telephone_number(own_office):
    fill(own_office / "office" / "follow_ups.csv", "meeting_no", "0812345678")
    office = office_of(own_office)
    assert not told(office, "personal_data")
    assert set(office.follow_ups["meeting_no"]) == {"0812345678"}


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["201", "999999999"])
def test_a_giant_number_of_points_is_told_and_costs_no_time(own_office, value):
    fill(own_office / "office" / "indicators.csv", "points_total", value)
    office = office_of(own_office)
    assert any(p.field == "points_total" for p in told(office, "out_of_range"))
    assert office.indicators["points_total"].isna().all()


def test_the_largest_number_of_points_is_read(own_office):
    fill(own_office / "office" / "indicators.csv", "points_total", "200")
    assert (office_of(own_office).indicators["points_total"] == 200).all()


def test_a_kind_of_workbook_that_is_misspelt_is_told_at_its_cell(own_office):
    fill(own_office / "fin" / "about.csv", "kind", "กลุม")
    office = office_of(own_office)
    (problem,) = [p for p in told(office, "unknown_choice") if p.workbook == "fin"]
    assert (problem.tab, problem.cell) == ("about", "A2")
    assert problem.suggestion == "กลุ่ม"
    assert office.workbook("fin").used  # its tabs tell


@pytest.mark.parametrize("field", ["title", "place", "document_no", "link"])
@pytest.mark.parametrize(
    "cell", ["{0}", "%s", "../../etc/passwd", "\"'", "=HYPERLINK(1)", "ก" * 50_000]
)
def test_odd_cells_reach_the_report_as_text(own_office, field, cell):
    fill(own_office / "fin" / "evidence.csv", field, cell)
    office = office_of(own_office)
    json.loads(check_report.as_json(office))
    assert len(office.evidence)


def test_markup_never_reaches_the_html_report_unescaped(own_office):
    script = "<script>alert(1)</script>"
    (own_office / "fin").rename(own_office / "fin <b>หนา<_b>")
    fill(own_office / "hr" / "evidence.csv", "criterion", script)
    fill(own_office / "office" / "settings.csv", "short_name", script)
    page = check_report.as_html(office_of(own_office))
    assert "<script" not in page and "<b>หนา" not in page
    assert "&lt;script&gt;" in page


# --- folders --------------------------------------------------------------------------------------


def test_links_in_a_circle_end(own_office):
    (own_office / "วน").symlink_to(own_office)
    (own_office / "fin" / "วน").symlink_to(own_office / "fin")
    (own_office / "fin" / "ก.csv").symlink_to("ก.csv")
    office = office_of(own_office)
    assert len(told(office, "unknown_file")) == 2 and len(told(office, "tab_unreadable")) == 1
    assert len(office.workbooks) == 8 + 1  # the folder itself, to tell what lies loose in it


def test_two_hundred_foreign_files_are_named_and_the_office_is_whole(own_office, sample):
    for number in range(200):
        (own_office / f"ไฟล์ {number}.pdf").write_bytes(b"x")
    office = office_of(own_office)
    (one,) = told(office, "unknown_files")
    assert one.facts["count"] == 200 and "ไฟล์ 0.pdf" in one.facts["value"]
    assert not told(office, "unknown_file")
    assert len(office.evidence) == len(sample.evidence)


def test_five_thousand_documents_behind_one_point_are_all_kept(own_office, sample):
    def change(rows: list[list[str]]) -> None:
        rows.extend(["", "2.2.2", str(item), f"เอกสาร {item}"] for item in range(10, 5010))

    edited(own_office / "fin" / "evidence.csv", change)
    assert len(office_of(own_office).evidence) == len(sample.evidence) + 5000


# --- relations ------------------------------------------------------------------------------------


def with_rows(name: str, title: str, change) -> list:
    """The sample with the rows of one tab changed."""
    books = raw(small())
    for number, book in enumerate(books):
        tabs = tuple(
            replace(tab, rows=change([list(row) for row in tab.rows]))
            if tab.title == title
            else tab
            for tab in book.tabs
        )
        books[number] = replace(book, tabs=tabs) if book.name == name else book
    return books


def beyond(books: list, tab: str) -> set[tuple[str, str]]:
    """What is told of a tab beyond what is told of the sample."""
    known = {(p.code, p.tab, p.cell) for p in base().office.problems}
    found = read_office(books, NOW, is_sample=True).problems
    return {
        (p.code, p.cell) for p in found if p.tab == tab and (p.code, p.tab, p.cell) not in known
    }


@pytest.mark.parametrize(
    "written",
    [
        *(str.lower, lambda code: f" {code} ", lambda code: f"{code}\u200b"),
        *(lambda code: code.translate(THAI), lambda code: f"\u00a0{code}"),
    ],
)
@pytest.mark.parametrize(
    ("name", "title", "key", "tab"),
    [("am", "โครงการ", 0, "projects"), ("sup", "การดำเนินงาน", 1, "progress")],
)
def test_a_key_in_another_case_spacing_or_digits_is_the_same_key(name, title, key, tab, written):
    def again(rows):
        copy = list(rows[1])
        copy[key] = written(copy[key])
        return [*rows, copy]

    (code, _), *others = beyond(with_rows(name, title, again), tab)
    assert (code, others) == ("duplicate_row", [])


@pytest.mark.parametrize(
    ("title", "head", "value", "tab", "code"),
    [
        ("เกณฑ์ระดับคุณภาพ", "ระดับคุณภาพ", 7, "rubric", "out_of_range"),
        ("เกณฑ์สีคุณภาพ", "สีคุณภาพ", None, "colour_bands", "required_blank"),
    ],
)
def test_a_level_that_is_none_and_a_colour_that_is_only_filled_in_are_told(
    title, head, value, tab, code
):
    def one(rows):
        rows[1][rows[0].index(head)] = value
        return rows

    assert code in {found for found, _ in beyond(with_rows("office", title, one), tab)}


def test_a_workbook_that_is_connected_twice_counts_once():
    books = raw(small())
    (own,) = (book for book in books if book.name == "sup")
    office = read_office([*books, replace(own, name="sup อีกครั้ง")], NOW, is_sample=True)
    assert len(office.rows["progress"]) == len(base().office.rows["progress"])
    twice = [p.code for p in office.problems if p.workbook == "sup อีกครั้ง"]
    assert twice == ["workbooks_equal"]
