"""Folders of workbooks: every kind of file and encoding, and faults that hide nothing else."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from esa.reading.problems import catalogue
from esa.sources.csv_folder import decode, delimiter_of, records
from esa.sources.folder import read_folder, signature
from esa.sources.names import looks_like_copy
from esa.sources.workbook import RawWorkbook, SourceError

NOW = datetime(2014, 9, 23, 9, 0)
HEADER = "รหัสประเด็น,ลำดับที่\r\n2.2.5,1\r\n"


def write_excel(path: Path, fill=None) -> Path:
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet("หลักฐานอ้างอิง")
    sheet.write_row(0, 0, ["รหัสประเด็น", "ลำดับที่"])
    if fill:
        fill(workbook, sheet)
    workbook.close()
    return path


def write_csv(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def codes(book: RawWorkbook) -> list[str]:
    assert {fault.code for fault in book.faults} <= set(catalogue())
    return [fault.code for fault in book.faults]


def code_of(error: pytest.ExceptionInfo) -> str:
    assert error.value.code in catalogue()
    return error.value.code


# --- folders --------------------------------------------------------------------------------


def test_xlsx_files_and_folders_of_csv_are_workbooks(tmp_path):
    write_excel(tmp_path / "ชีต การเงินฯ.xlsx")
    write_csv(tmp_path / "กลุ่มอำนวยการ (2557)" / "หลักฐานอ้างอิง.csv", HEADER)
    books = read_folder(tmp_path, NOW)
    assert [book.name for book in books] == ["กลุ่มอำนวยการ (2557)", "ชีต การเงินฯ.xlsx"]
    assert [book.tabs[0].title for book in books] == ["หลักฐานอ้างอิง"] * 2
    assert [book.faults for book in books] == [(), ()]
    assert {book.read_at for book in books} == {NOW}


def test_workbooks_come_in_the_order_of_their_names_whichever_is_read_first(tmp_path):
    def fill(_, sheet):
        for row in range(1, 2000):
            sheet.write_row(row, 0, [f"{row}.1", row])

    for number in range(6):
        write_excel(tmp_path / f"{number}.xlsx", fill if number % 3 == 0 else None)
    books = read_folder(tmp_path, NOW)
    assert [book.name for book in books] == [f"{number}.xlsx" for number in range(6)]
    assert [len(book.tabs[0].rows) for book in books] == [2000, 1, 1] * 2


def test_a_missing_folder_says_so(tmp_path):
    with pytest.raises(SourceError) as error:
        read_folder(tmp_path / "ไม่มี", NOW)
    assert code_of(error) == "folder_missing"


def test_an_empty_folder_says_so(tmp_path):
    with pytest.raises(SourceError) as error:
        read_folder(tmp_path, NOW)
    assert code_of(error) == "folder_empty"


def test_a_folder_of_other_things_only_holds_no_workbook(tmp_path):
    (tmp_path / "อ่านก่อน.pdf").write_bytes(b"%PDF")
    (tmp_path / "รูป").mkdir()
    with pytest.raises(SourceError) as error:
        read_folder(tmp_path, NOW)
    assert code_of(error) == "folder_empty"


def test_one_excel_file_may_stand_for_the_folder(tmp_path):
    (book,) = read_folder(write_excel(tmp_path / "สำนักงาน.xlsx"), NOW)
    assert book.name == "สำนักงาน.xlsx" and len(book.tabs) == 1


def test_lock_files_and_hidden_files_are_passed_over(tmp_path):
    write_excel(tmp_path / "การเงิน.xlsx")
    for name in ("~$การเงิน.xlsx", ".DS_Store", "desktop.ini", "Thumbs.db"):
        (tmp_path / name).write_bytes(b"x")
    (book,) = read_folder(tmp_path, NOW)
    assert book.name == "การเงิน.xlsx" and book.faults == ()


def test_files_that_hold_no_data_are_told_and_hide_nothing(tmp_path):
    write_excel(tmp_path / "ก.xlsx")
    (tmp_path / "ชีต.gsheet").write_text("{}")
    (tmp_path / "เก่า.xls").write_bytes(b"\xd0\xcf\x11\xe0 old")
    (tmp_path / "เสีย.xlsx").write_bytes(b"<html>not a workbook</html>")
    (tmp_path / "ว่าง.xlsx").write_bytes(b"")
    (tmp_path / "บันทึก.docx").write_bytes(b"PK")
    books = {book.name: book for book in read_folder(tmp_path, NOW)}
    assert len(books["ก.xlsx"].tabs) == 1
    assert codes(books["ชีต.gsheet"]) == ["gsheet_pointer"]
    assert codes(books["เก่า.xls"]) == ["old_xls"]
    assert codes(books["เสีย.xlsx"]) == ["workbook_unreadable"]
    assert codes(books["ว่าง.xlsx"]) == ["workbook_unreadable"]
    assert [(f.code, f.facts["value"]) for f in books[tmp_path.name].faults] == [
        ("unknown_file", "บันทึก.docx")
    ]


def test_three_foreign_files_are_named_one_by_one_and_four_are_counted(tmp_path):
    write_csv(tmp_path / "ก" / "ก.csv", HEADER)
    for number in range(3):
        (tmp_path / "ก" / f"{number}.png").write_bytes(b"x")
    assert codes(read_folder(tmp_path, NOW)[0]) == ["unknown_file"] * 3
    (tmp_path / "ก" / "3.png").write_bytes(b"x")
    (fault,) = read_folder(tmp_path, NOW)[0].faults
    assert fault.code == "unknown_files"
    assert fault.facts == {"count": 4, "value": "0.png, 1.png, 2.png, …"}


ODD_ERRORS = ["#ERROR!", "Loading…", "#SPILL!", "#CALC!", "#GETTING_DATA", "Err:508", "ผิด"]


@pytest.mark.parametrize("error", ODD_ERRORS)
@pytest.mark.parametrize("kind", ["t='e'", 't="e"'])
def test_an_error_that_only_another_program_knows_costs_its_cell_only(tmp_path, error, kind):
    def fill(workbook, sheet):
        sheet.write_row(1, 0, ["1.10", 2])
        sheet.write_formula(2, 0, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 1, "=1/0", None, "#REF!")
        workbook.add_worksheet("อีกแท็บ").write(0, 0, "ดี")

    whole = write_excel(tmp_path / "ก.xlsx", fill)
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"#DIV/0!", error.encode())
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b't="e"', kind.encode())
    with zipfile.ZipFile(whole, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    (book,) = read_folder(tmp_path, NOW)
    assert book.faults == ()
    assert book.tabs[0].rows[1:] == [["1.10", 2], [error, "#REF!"]]
    assert book.tabs[1].rows == [["ดี"]]


def test_a_cell_of_two_hundred_thousand_letters_is_read_in_quotes_too(tmp_path):
    long = "ก" * 200_000
    write_csv(tmp_path / "ก" / "หลักฐานอ้างอิง.csv", f'"รหัสประเด็น","ข"\n"2.2.5","{long}"\n')
    (book,) = read_folder(tmp_path, NOW)
    assert book.faults == () and book.tabs[0].rows[1] == ["2.2.5", long]


def test_an_encrypted_and_a_renamed_old_file_are_told_apart(tmp_path):
    package = "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "ลับ.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + package)
    (tmp_path / "เก่า.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    books = {book.name: codes(book) for book in read_folder(tmp_path, NOW)}
    assert books == {"ลับ.xlsx": ["workbook_encrypted"], "เก่า.xlsx": ["old_xls"]}


@pytest.mark.parametrize(
    "stem",
    ["ก (1)", "ก(2)", "สำเนาของ การเงิน", "Copy of การเงิน", "การเงิน - Copy", "การเงิน - สำเนา"],
)
def test_names_of_copies(stem):
    assert looks_like_copy(stem)


@pytest.mark.parametrize("stem", ["การเงิน", "การเงิน (2557)", "ทะเบียนสำเนาเอกสาร", "copy", "กลุ่ม 1"])
def test_names_that_are_no_copies(stem):
    assert not looks_like_copy(stem)


def test_a_copy_is_read_after_the_others_and_told(tmp_path):
    write_excel(tmp_path / "การเงิน (1).xlsx")
    write_excel(tmp_path / "การเงิน.xlsx")
    first, second = read_folder(tmp_path, NOW)
    assert first.name == "การเงิน.xlsx" and first.faults == ()
    assert codes(second) == ["maybe_copy"] and len(second.tabs) == 1


def test_csv_files_beside_workbooks_are_loose(tmp_path):
    write_csv(tmp_path / "การเงิน" / "หลักฐานอ้างอิง.csv", HEADER)
    write_csv(tmp_path / "หลงทาง.csv", HEADER)
    first, rest = read_folder(tmp_path, NOW)
    assert first.name == "การเงิน" and first.faults == ()
    assert codes(rest) == ["loose_csv"] and rest.tabs == ()


def test_a_folder_of_nothing_but_csv_is_one_workbook(tmp_path):
    write_csv(tmp_path / "หลักฐานอ้างอิง.csv", HEADER)
    write_csv(tmp_path / "การดำเนินงาน.csv", HEADER)
    (book,) = read_folder(tmp_path, NOW)
    assert {tab.title for tab in book.tabs} == {"หลักฐานอ้างอิง", "การดำเนินงาน"}


def test_signature_changes_with_a_file_and_not_without(tmp_path):
    file = write_csv(tmp_path / "การเงิน" / "a.csv", HEADER)
    before = signature(tmp_path)
    assert signature(tmp_path) == before and hash(before) is not None
    write_csv(file, HEADER + "2.2.5,2\r\n")
    assert signature(tmp_path) != before
    assert signature(tmp_path / "none") == ()


# --- excel ----------------------------------------------------------------------------------


def test_cells_keep_their_types_and_places(tmp_path):
    def fill(workbook, sheet):
        day = workbook.add_format({"num_format": "d/m/yyyy"})
        sheet.write_string(4, 1, "1.10")
        sheet.write_number(4, 2, 1.1)
        sheet.write_boolean(4, 3, True)
        sheet.write_datetime(4, 4, datetime(2014, 5, 30), day)
        sheet.write_datetime(4, 5, datetime(2557, 5, 30), day)

    (book,) = read_folder(write_excel(tmp_path / "ก.xlsx", fill).parent, NOW)
    rows = book.tabs[0].rows
    assert rows[4][1:] == ["1.10", 1.1, True, date(2014, 5, 30), date(2557, 5, 30)]
    assert not any(rows[2])


def test_a_table_that_starts_further_down_keeps_its_rows_and_columns(tmp_path):
    workbook = xlsxwriter.Workbook(str(tmp_path / "ก.xlsx"))
    workbook.add_worksheet("ก").write(3, 2, "หัว")
    workbook.close()
    (book,) = read_folder(tmp_path, NOW)
    assert book.tabs[0].rows[3][2] == "หัว"


def test_errors_of_formulas_come_as_text(tmp_path):
    def fill(workbook, sheet):
        sheet.write_formula(1, 0, "=Z1", None, "#REF!")
        sheet.write_formula(2, 1, "=NA()", None, "#N/A")
        sheet.write_formula(3, 1, "=1+1", None, 2)

    (book,) = read_folder(write_excel(tmp_path / "ก.xlsx", fill).parent, NOW)
    rows = book.tabs[0].rows
    assert (rows[1][0], rows[2][1], rows[3][1]) == ("#REF!", "#N/A", 2)


def test_a_formula_without_a_stored_result_is_no_blank_cell(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "ลำดับที่"
    workbook.active["A2"] = "=1+1"
    workbook.save(tmp_path / "ก.xlsx")
    (book,) = read_folder(tmp_path, NOW)
    assert book.tabs[0].rows[1][0] == "=1+1"


def test_hidden_tabs_and_merged_ranges_are_marked(tmp_path):
    def fill(workbook, sheet):
        sheet.merge_range(1, 0, 3, 0, "2.2.5")
        workbook.add_worksheet("ซ่อน").hide()
        workbook.add_chartsheet("แผนภูมิ")

    (book,) = read_folder(write_excel(tmp_path / "ก.xlsx", fill).parent, NOW)
    assert [(tab.title, tab.hidden) for tab in book.tabs] == [("หลักฐานอ้างอิง", False), ("ซ่อน", True)]
    assert book.tabs[0].merged == ((1, 0, 3, 0),)


def test_a_file_that_unpacks_into_too_much_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("esa.sources.excel.LARGEST_UNPACKED", 1000)
    (book,) = read_folder(write_excel(tmp_path / "ก.xlsx").parent, NOW)
    assert codes(book) == ["too_large"] and book.tabs == ()


def test_a_file_too_large_on_disk_is_not_read(tmp_path, monkeypatch):
    file = write_excel(tmp_path / "ก.xlsx")
    monkeypatch.setattr("esa.sources.excel.LARGEST_FILE", file.stat().st_size)
    assert codes(read_folder(tmp_path, NOW)[0]) == []
    monkeypatch.setattr("esa.sources.excel.LARGEST_FILE", file.stat().st_size - 1)
    assert codes(read_folder(tmp_path, NOW)[0]) == ["too_large"]


def test_a_cell_in_the_last_corner_costs_its_tab_only(tmp_path):
    def fill(workbook, sheet):
        workbook.add_worksheet("ไกล").write(1_048_575, 16_383, "x")

    (book,) = read_folder(write_excel(tmp_path / "ก.xlsx", fill).parent, NOW)
    assert [tab.title for tab in book.tabs] == ["หลักฐานอ้างอิง"]
    assert codes(book) == ["tab_too_large"] and book.faults[0].facts["value"] == "ไกล"


def test_formatted_empty_rows_far_down_cost_nothing(tmp_path):
    def fill(workbook, sheet):
        for row in range(1, 2000):
            sheet.write_blank(row, 0, None, workbook.get_default_url_format())
        sheet.write_blank(1_000_000, 16_000, None, workbook.get_default_url_format())

    (book,) = read_folder(write_excel(tmp_path / "ก.xlsx", fill).parent, NOW)
    assert book.faults == () and len(book.tabs[0].rows) == 1


def test_a_broken_tab_leaves_the_others(tmp_path):
    whole = write_excel(tmp_path / "x.tmp", lambda workbook, sheet: workbook.add_worksheet("สอง"))
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "ก.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet2.xml"):
                data = data.replace(b"<sheetData/>", b'<sheetData><row r="1"><c r="A1" t="e"><v>')
            new.writestr(name, data)
    (book,) = read_folder(tmp_path, NOW)
    assert [tab.title for tab in book.tabs] == ["หลักฐานอ้างอิง"]
    assert codes(book) == ["tab_unreadable"]


@pytest.mark.parametrize("length", [10, 200, 2000, 4000])
def test_a_half_saved_file_is_told(tmp_path, length):
    file = write_excel(tmp_path / "ก.xlsx")
    file.write_bytes(file.read_bytes()[:length])
    (book,) = read_folder(tmp_path, NOW)
    assert codes(book) == ["workbook_unreadable"] and book.tabs == ()


# --- csv ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", []),
        ("utf-8-sig", []),
        ("cp874", ["csv_encoding_guessed"]),
        ("utf-16", ["csv_encoding_guessed"]),
        ("utf-16-le", ["csv_encoding_guessed"]),
    ],
)
def test_every_encoding_that_excel_writes(tmp_path, encoding, told):
    text = "รหัสประเด็น;ลำดับที่\r\n1.10;๒\r\n"
    write_csv(tmp_path / "ก ข" / "หลักฐานอ้างอิง.csv", text.encode(encoding))
    (book,) = read_folder(tmp_path, NOW)
    assert codes(book) == told
    assert book.tabs[0].rows == [["รหัสประเด็น", "ลำดับที่"], ["1.10", "๒"]]


def test_damaged_utf8_is_not_taken_for_windows_874(tmp_path):
    data = "ชื่อเอกสารหรือหลักฐาน,ลิงก์\nแผนปฏิบัติการ,".encode() + "ก".encode()[:2]
    write_csv(tmp_path / "ก" / "หลักฐานอ้างอิง.csv", data)
    (book,) = read_folder(tmp_path, NOW)
    assert codes(book) == ["csv_damaged"]
    assert book.tabs[0].rows[0] == ["ชื่อเอกสารหรือหลักฐาน", "ลิงก์"]


def test_windows_874_is_read_to_the_letter():
    text, encoding, damaged = decode("เธอ เน้นเธน “ก” …".encode("cp874"))
    assert (text, encoding, damaged) == ("เธอ เน้นเธน “ก” …", "Windows-874", False)


def test_bytes_that_are_no_text_cost_their_file_only(tmp_path):
    write_csv(tmp_path / "ก" / "เสีย.csv", b"\xff\xdb\xdc\xfe\xfc" * 30)
    write_csv(tmp_path / "ก" / "ดี.csv", HEADER)
    (book,) = read_folder(tmp_path, NOW)
    assert [tab.title for tab in book.tabs] == ["ดี"]
    assert codes(book) == ["tab_unreadable"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    rows = [["ชื่อ", "บาท", "หมายเหตุ"], ["ก", '"1,234.50"', '"ก; ข"'], ["ข", "2", ""]]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert records(text)[1] == ["ก", "1,234.50", "ก; ข"]


def test_a_title_with_commas_doesnt_hide_the_delimiter():
    assert delimiter_of("รายงาน, ปี 2557, ฉบับร่าง\n\nก;ข;ค\n1;2;3\n4;5;6\n") == ";"


def test_one_column_needs_no_delimiter():
    assert records("กลุ่ม\nการเงิน\n") == [["กลุ่ม"], ["การเงิน"]]


def test_a_line_that_names_the_delimiter_is_no_row():
    assert records("sep=;\r\nก;ข,ค\r\n") == [["ก", "ข,ค"]]


def test_new_lines_inside_a_cell_stay_in_one_row():
    assert records('ก,ข\r\n"หนึ่ง\r\nสอง",2\r\n') == [["ก", "ข"], ["หนึ่ง\r\nสอง", "2"]]


def test_an_open_quote_doesnt_swallow_the_rest(tmp_path):
    write_csv(tmp_path / "ก" / "หลักฐานอ้างอิง.csv", 'ก,ข\r\n"หนึ่ง,2\r\nสอง,3\r\n')
    (book,) = read_folder(tmp_path, NOW)
    assert codes(book) == ["tab_unreadable"] and book.tabs == ()


def test_text_stays_text(tmp_path):
    write_csv(tmp_path / "ก" / "ก.csv", "รหัส,เลข\n1.10,007\n")
    (book,) = read_folder(tmp_path, NOW)
    assert book.tabs[0].rows[1] == ["1.10", "007"]


def test_an_empty_file_is_an_empty_tab(tmp_path):
    write_csv(tmp_path / "ก" / "ก.csv", "")
    (book,) = read_folder(tmp_path, NOW)
    assert book.tabs[0].rows == [] and book.faults == ()


def test_other_files_between_the_tabs_are_told(tmp_path):
    write_csv(tmp_path / "ก" / "ก.csv", HEADER)
    (tmp_path / "ก" / "รูป.png").write_bytes(b"x")
    (book,) = read_folder(tmp_path, NOW)
    assert codes(book) == ["unknown_file"]


def test_files_of_one_encoding_are_told_in_one_word_for_each_workbook(tmp_path):
    for n in range(9):
        (tmp_path / f"แท็บ {n}.csv").write_bytes("รหัส,ชื่อ\n1,บ้าน\n".encode("cp874"))
    (book,) = read_folder(tmp_path, NOW)
    (fault,) = [fault for fault in book.faults if fault.code == "csv_encoding_guessed"]
    assert fault.facts["encoding"] == "Windows-874" and str(fault.facts["value"]).endswith(", …")
