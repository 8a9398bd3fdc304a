"""Registers from an empty template on: declared, filled in, refreshed, without a line of code."""

import openpyxl
import pytest

from esa.commands.cli import main
from esa.imports.refresh import refresh
from esa.reading.declared import LONGEST_TITLE
from esa.reading.office import read_office
from esa.reading.standard_registers import standard
from esa.sources.folder import read_folder
from tests.registered import CAR, CAR_COLUMNS, NOW


@pytest.fixture
def folder(tmp_path):
    assert main(["template", str(tmp_path / "office")]) == 0
    return tmp_path / "office"


def typed(path, tab, *rows):
    """Type rows into a tab, below what stands there."""
    book = openpyxl.load_workbook(path)
    sheet = book[tab]
    heads = [cell.value for cell in sheet[1]]
    at = max((n for n, row in enumerate(sheet.values, 1) if any(row)), default=1)
    for number, row in enumerate(rows, start=at + 1):
        for name, value in row.items():
            sheet.cell(number, heads.index(name) + 1, value)
    book.save(path)


def sheets(path):
    book = openpyxl.load_workbook(path)
    return {s.title: [list(row) for row in s.values] for s in book if not s.title.startswith("_")}


def files(folder):
    office = read_office(read_folder(folder, NOW), NOW)
    return {book.group: folder / book.name for book in office.workbooks}, office


HEADS = ("รหัสทะเบียน", "ลำดับช่อง", "หัวคอลัมน์", "หัวคอลัมน์อื่น", "ชนิดของช่อง", "หน่วย", "ตัวเลือก")
HEADS += ("ต้องกรอก", "ห้ามซ้ำ", "รวมยอด")


def declare(path):
    row = {"รหัสทะเบียน": "CAR", "ชื่อทะเบียน": CAR, "กลุ่มที่เก็บ": "AM; FIN", "แถวหนึ่งคือ": "คัน"}
    typed(path, "ทะเบียนของสำนักงาน", row)
    typed(path, "ช่องของทะเบียน", *(dict(zip(HEADS, row, strict=True)) for row in CAR_COLUMNS))


def test_a_register_declared_in_an_empty_template_reaches_its_keepers_and_is_filled_in(folder):
    paths, _ = files(folder)
    typed(paths["FIN"], "หลักฐานอ้างอิง", {"รหัสประเด็น": "2.2.1", "ลำดับที่": 1})
    before = {group: sheets(path) for group, path in paths.items()}
    declare(paths[""])
    before[""] = sheets(paths[""])
    done = refresh(folder, NOW)
    assert {path.name for path in done.renewed} >= {paths["AM"].name, paths["FIN"].name}
    for group, path in paths.items():
        after = sheets(path)
        guide = after["คู่มือ"]
        after["คู่มือ"], more = guide[: len(before[group]["คู่มือ"])], guide[len(before[group]["คู่มือ"]) :]
        assert [row[0] for row in more if row[0]] == [CAR] * (group in ("AM", "FIN"))
        assert {title: after[title] for title in before[group]} == before[group]
        assert (CAR in after) == (group in ("AM", "FIN"))
    book = openpyxl.load_workbook(paths["AM"])
    assert [cell.value for cell in book[CAR][1]][:3] == ["เลขทะเบียน", "ราคา", "สภาพ"]
    hints = {str(each.sqref): each for each in book[CAR].data_validations.dataValidation}
    assert all("พิมพ์:" in hints[f"{letter}1"].prompt for letter in "ABCDEFG")
    kinds = {place[:2]: each.type for place, each in hints.items() if each.type}
    assert kinds == {"B2": "decimal", "C2": "list"}
    assert refresh(folder, NOW).renewed == []
    typed(paths["AM"], CAR, {"เลขทะเบียน": "กข 1", "ราคา": 500000, "สภาพ": "ใช้งานได้"})
    typed(paths["FIN"], CAR, {"เลขทะเบียน": "กข 2", "ราคา": "ห้าแสน", "สภาพ": "ใช้งานไม่ไดั"})
    _, office = files(folder)
    assert sorted(office.rows[CAR]["เลขทะเบียน"]) == ["กข 1", "กข 2"]
    told = [(p.workbook, p.code) for p in office.problems if p.tab == CAR]
    assert told == [(paths["FIN"].name, "not_a_number"), (paths["FIN"].name, "unknown_choice")]


def looks(path, title):
    """Of a tab: heading colours and widths by column, column formats, what is frozen, its place."""
    book = openpyxl.load_workbook(path)
    sheet = book[title]
    letters = [cell.column_letter for cell in sheet[1] if cell.value]
    columns = {
        n: (int(each.width), each.number_format)
        for each in sheet.column_dimensions.values()
        for n in range(each.min, min(each.max, len(letters)) + 1)
    }
    return (
        [sheet[f"{letter}1"].fill.start_color.rgb for letter in letters],
        columns,
        (sheet.freeze_panes, sheet.row_dimensions[1].height),
        book.sheetnames.index(title),
    )


def test_a_tab_that_comes_later_looks_as_a_new_template_makes_it(folder, tmp_path, capsys):
    paths, _ = files(folder)
    declare(paths[""])
    capsys.readouterr()
    assert main(["template", "--refresh", str(folder)]) == 0
    said = [line for line in capsys.readouterr().out.splitlines() if f"เพิ่มแท็บ {CAR}" in line]
    assert {line.split(":")[0] for line in said} == {paths["AM"].stem, paths["FIN"].stem}
    new = tmp_path / "new"
    assert main(["template", str(new), "--from", str(folder)]) == 0
    for group in ("AM", "FIN"):
        assert looks(paths[group], CAR) == looks(new / paths[group].name, CAR)


def test_the_standard_registers_are_declared_and_every_keeper_has_its_tabs(tmp_path):
    out = tmp_path / "office"
    assert main(["template", str(out), "--registers", "standard"]) == 0
    paths, office = files(out)
    wanted = {row["title"] for row in standard()["registers"]}
    assert {each.title for each in office.declared} == wanted
    assert all(len(title) <= LONGEST_TITLE for title in wanted)
    own = {"registers", "register_columns"} | wanted
    assert {p.code for p in office.problems if p.tab in own} <= {"empty_tab"}
    for register in office.declared:
        for group in register.keepers:
            heads = [cell.value for cell in openpyxl.load_workbook(paths[group])[register.title][1]]
            assert heads[: len(register.columns)] == [column.name for column in register.columns]


def test_a_workbook_of_an_earlier_version_gets_the_tabs_that_declare(folder):
    paths, _ = files(folder)
    book = openpyxl.load_workbook(paths[""])
    for title in ("ทะเบียนของสำนักงาน", "ช่องของทะเบียน"):
        del book[title]
    book.save(paths[""])
    assert refresh(folder, NOW).renewed == [paths[""]]
    assert {"ทะเบียนของสำนักงาน", "ช่องของทะเบียน"} <= sheets(paths[""]).keys()
    declare(paths[""])
    _, office = files(folder)
    assert [each.title for each in office.declared] == [CAR]


@pytest.mark.parametrize("keepers", ["AM; FIN", "กลุ่มอำนวยการ; FIN", "อำนวยการ, FIN", "ทุกกลุ่ม"])
def test_keepers_get_their_tab_however_the_office_writes_them(folder, keepers):
    paths, _ = files(folder)
    declare(paths[""])
    row = {"รหัสทะเบียน": "BOX", "ชื่อทะเบียน": "ทะเบียนกล่อง", "กลุ่มที่เก็บ": keepers}
    typed(paths[""], "ทะเบียนของสำนักงาน", row)
    typed(
        paths[""],
        "ช่องของทะเบียน",
        {"รหัสทะเบียน": "BOX", "ลำดับช่อง": 1, "หัวคอลัมน์": "กล่อง", "ชนิดของช่อง": "ข้อความ"},
    )
    refresh(folder, NOW)
    assert all("ทะเบียนกล่อง" in sheets(paths[group]) for group in ("AM", "FIN"))
    assert ("ทะเบียนกล่อง" in sheets(paths["HR"])) == (keepers == "ทุกกลุ่ม")
