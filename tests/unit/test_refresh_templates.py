"""template --refresh: new drop-downs and new groups' workbooks, and not one cell of theirs."""

import random
import shutil
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from esa.commands import cli
from esa.commands.reading import read
from esa.reading.schema import read_tabs
from esa.templates.sheets import LISTS

OFFICE, FIN = "สมุดสำนักงาน.xlsx", "กลุ่มบริหารงานการเงินและสินทรัพย์.xlsx"
NAMES = ("การดำเนินงาน", "หลักฐานอ้างอิง", "กิจกรรมเครือข่าย", "การสนับสนุน")
VALUES = ("2.2.1", "ข้อความ", 12, 0.95, "=1+1", "=SUM(A1:A3)", "๑๒", "N99", True, "23/9/2557")


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("templates") / "office"
    assert cli.main(["template", str(place), "--edition", "2557"]) == 0
    return place


@pytest.fixture
def folder(empty, tmp_path) -> Path:
    return Path(shutil.copytree(empty, tmp_path / "office"))


def typed(path: Path, tab: str, rows: list[dict]) -> None:
    """Rows typed below what stands in a tab, by headings."""
    book = openpyxl.load_workbook(path)
    sheet = book[tab]
    heads = [cell.value for cell in sheet[1]]
    for row in rows:
        number = sheet.max_row + 1
        for head, value in row.items():
            sheet.cell(number, heads.index(head) + 1, value)
    book.save(path)


def scribbled(path: Path, chance: random.Random) -> None:
    """A workbook as clerks leave it: values, formulas, formats, own columns, checks and tabs."""
    book = openpyxl.load_workbook(path)
    for name in NAMES:
        sheet = book[name]
        width = sheet.max_column + chance.randrange(3)
        for _ in range(chance.randrange(40)):
            cell = sheet.cell(chance.randrange(2, 60), chance.randrange(1, width + 1))
            cell.value = chance.choice(VALUES)
            cell.number_format = chance.choice(("@", "0%", "General", "#,##0.00"))
            if chance.random() < 0.3:
                cell.font, cell.fill = Font(bold=True), PatternFill("solid", "FFEE00")
        sheet.cell(1, width + 1, "ของกลุ่มเอง")
        own = DataValidation(type="list", formula1='"ก,ข"')
        own.add(f"{openpyxl.utils.get_column_letter(width + 1)}2:Z9")
        sheet.add_data_validation(own)
        sheet.column_dimensions["B"].width = chance.randrange(5, 50)
    book.create_sheet("เวรประจำวัน").append(["วัน", "เวร", chance.choice(VALUES)])
    book.save(path)


def contents(path: Path) -> dict:
    """All that people made in a workbook, but the hidden lists and the checks that use them."""
    found = {}
    for sheet in openpyxl.load_workbook(path):
        if sheet.title == LISTS:
            continue
        for row in sheet.iter_rows():
            for cell in row:
                look = (
                    cell.number_format,
                    cell.font.b,
                    cell.fill.fgColor.rgb,
                    cell.protection.locked,
                )
                note = cell.comment.text if cell.comment else ""
                found[sheet.title, cell.coordinate] = (cell.value, cell.data_type, look, note)
        widths = {letter: d.width for letter, d in sheet.column_dimensions.items()}
        found[sheet.title] = (widths, sheet.freeze_panes, sheet.auto_filter.ref, sheet.sheet_state)
    return found


def words(path: Path, tab: str, heading: str) -> list[str] | None:
    """What the drop-down of a column offers; None where it has none."""
    book = openpyxl.load_workbook(path)
    sheet = book[tab]
    number = [cell.value for cell in sheet[1]].index(heading) + 1
    at = f"{openpyxl.utils.get_column_letter(number)}2"
    for check in sheet.data_validations.dataValidation:
        if at in check.sqref and check.type == "list":
            place = check.formula1.replace("$", "").replace("'", "").partition("!")[2]
            return [cell.value for row in book[LISTS][place] for cell in row]
    return None


def own_checks(path: Path) -> set:
    book = openpyxl.load_workbook(path)
    checks = ((s.title, c) for s in book for c in s.data_validations.dataValidation)
    return {(title, str(c.sqref)) for title, c in checks if c.formula1 == '"ก,ข"'}


def grown(folder: Path) -> None:
    """A network, a school and a group are added to the office's registers."""
    typed(folder / OFFICE, "ทะเบียนเครือข่าย", [{"รหัสเครือข่าย": "N77", "ชื่อเครือข่าย": "เครือข่ายใหม่"}])
    typed(folder / OFFICE, "กลุ่มงาน", [{"รหัสกลุ่ม": "ICT", "ชื่อกลุ่ม": "กลุ่มส่งเสริมการศึกษาทางไกล"}])


def heading(tab: str, name: str) -> str:
    return read_tabs()[tab].field(name).title


@pytest.mark.parametrize("seed", range(3))
def test_no_cell_format_or_check_of_theirs_changes(seed, folder, capsys):
    chance = random.Random(seed)
    scribbled(folder / FIN, chance)
    grown(folder)
    before = {path.name: contents(path) for path in folder.iterdir()}
    checks = own_checks(folder / FIN)
    assert cli.main(["template", "--refresh", str(folder)]) == 0, capsys.readouterr().err
    assert {name: contents(folder / name) for name in before} == before
    assert own_checks(folder / FIN) == checks and checks
    offered = words(folder / FIN, read_tabs()["resources"].title, heading("resources", "partner"))
    assert {"N77", "เครือข่ายใหม่"} <= set(offered)
    group = words(folder / FIN, "หลักฐานอ้างอิง", heading("evidence", "checked_by_group"))
    assert "ICT" in group and "FIN" in group


def test_parts_that_hold_no_list_stay_byte_for_byte(folder):
    grown(folder)
    with ZipFile(folder / FIN) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}
    assert cli.main(["template", "--refresh", str(folder)]) == 0
    with ZipFile(folder / FIN) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    changed = {name for name in before if before[name] != after[name]}
    assert set(before) == set(after)
    assert changed and all(name.startswith("xl/worksheets/sheet") for name in changed)


def test_a_new_group_gets_its_workbook_and_nothing_more_the_second_time(folder, capsys):
    grown(folder)
    assert cli.main(["template", "--refresh", str(folder)]) == 0
    made = folder / "กลุ่มส่งเสริมการศึกษาทางไกล.xlsx"
    assert made.exists() and str(made) in capsys.readouterr().out
    office = read(str(folder))
    assert [p.code for p in office.problems if p.code == "group_without_workbook"] == []
    files = {path: path.read_bytes() for path in folder.iterdir()}
    assert cli.main(["template", "--refresh", str(folder)]) == 0
    assert {path: path.read_bytes() for path in folder.iterdir()} == files
    assert "ไม่มีรายการที่ต้องปรับ" in capsys.readouterr().out


def test_a_damaged_workbook_is_told_and_no_other_stands_in(folder, capsys):
    grown(folder)
    (folder / FIN).write_bytes(b"PK broken")
    assert cli.main(["template", "--refresh", str(folder)]) == 1
    assert "เปิดไม่ได้" in capsys.readouterr().err
    assert (folder / FIN).read_bytes() == b"PK broken"
    assert not (folder / "กลุ่มส่งเสริมการศึกษาทางไกล.xlsx").exists()


def test_the_command_wants_one_folder(folder, capsys):
    assert cli.main(["template"]) == 2
    assert cli.main(["template", "x", "--refresh", str(folder)]) == 2
    assert "--refresh" in capsys.readouterr().err
