"""Into an office: merged by key, nothing written over, every line found again, questions asked."""

import io
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from esa.commands import cli
from esa.imports.xlsx_fill import Workbook
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office, read_office
from esa.reading.tables import LINES, REVIEW, UNPLACED
from esa.sources.folder import read_folder
from esa.templates.editions import ready
from tests.unit.imported import REPORT

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
SUP = "กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา.xlsx"
MAIN = "สมุดสำนักงาน.xlsx"
SAYS_NOTHING_NEW = ("--group", "SUP", "--carried-out", "yes", "--fiscal-year", "2557")


# a report of an edition that isn't ready-made, and one with the titles of an edition that is
OTHER = "สพป.สมมติ เขต ๙\n" + REPORT.replace("พ.ศ.๒๕๕๗", "พ.ศ.๒๕๖๓")
REAL = REPORT
for made_up, known in (
    ("งานสมมติ", "การบริหารจัดการองค์การสู่ความเป็นเลิศ"),
    ("เรื่องสมมติ", "การติดตาม ตรวจสอบ ประเมินผล และนิเทศการศึกษาที่มีประสิทธิภาพ"),
    ("ประเด็นสมมติแรก", ready("2557")["criteria"][10]["title"]),
    ("ประเด็นสมมติถัดมา", ready("2557")["criteria"][11]["title"]),
    ("ครบ 2 ข้อ", "ครบ 4 ข้อ"), ("ชัดเจน 2 ข้อ", "ชัดเจน ทุกข้อ"),
    ("ชัดเจน 1 ข้อ", "ชัดเจน 3 ข้อ"), ("น้อยกว่า ๑ ข้อ", "ชัดเจน 2 ข้อ"),
):  # fmt: skip
    REAL = REAL.replace(made_up, known)


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "รายงาน 2563.txt"
    path.write_text(OTHER, encoding="utf-8")
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "รายงาน ปีก่อน.txt"
    path.write_text(REAL, encoding="utf-8")
    return path


def run(*arguments: str | Path) -> int:
    return cli.main(["import-report", *map(str, arguments)])


def office_of(folder: Path) -> Office:
    return read_office(read_folder(folder, NOW), NOW)


def cells(path: Path, tab: str) -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    return [list(row) for row in book[tab].iter_rows(values_only=True)]


def fill(path: Path, tab: str, cell: str, value: str) -> None:
    book = openpyxl.load_workbook(path)
    book[tab][cell] = value
    book.save(path)


def texts(folder: Path) -> dict[str, list]:
    """Every cell of every workbook."""
    return {
        book.name: [[tab.title, *map(list, tab.rows)] for tab in book.tabs]
        for book in read_folder(folder, NOW)
    }


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office of the other edition that the import made; only to be looked at."""
    folder = tmp_path_factory.mktemp("นำเข้า")
    path = folder / "รายงาน 2563.txt"
    path.write_text(OTHER, encoding="utf-8")
    assert run(path, "--into", folder / "ใหม่", *SAYS_NOTHING_NEW) == 1
    return folder / "ใหม่"


# --- a new office ------------------------------------------------------------------------------


def test_a_new_office_is_read_without_a_problem_of_the_imports_own_making(new):
    office = office_of(new)
    assert [p.code for p in office.problems if p.severity == "error"] == []
    assert not {"unknown_tab", "unknown_tabs"} & {p.code for p in office.problems}
    about = [p for p in office.problems if "1.4" in str(p.facts)]
    assert about == []
    levels = Judged(office).edition("2563").levels
    assert [x.reported.outcome for x in levels if x.indicator == "1.4"] == ["level"]
    assert len(office.table("evidence")) == 5


def test_the_drop_downs_offer_what_the_report_brought(new):
    offered = {cell for row in cells(new / SUP, "_รายการ") for cell in row}
    assert {"1.4.1", "1.4.2"} <= offered


def test_every_line_of_the_report_can_be_found_again(new):
    books = {path.name: openpyxl.load_workbook(path) for path in new.glob("*.xlsx")}
    traced = cells(new / MAIN, LINES)[1:]
    lines = [(n, line.strip()) for n, line in enumerate(OTHER.split("\n"), start=1) if line.strip()]
    assert [(number, text) for _, number, text, _ in traced] == lines
    for _, _, text, where in traced:
        if found := re.fullmatch(r"(.+\.xlsx) › (.+)!([A-Z]+[0-9]+)", where):
            there = books[found[1]][found[2]][found[3]].value
            bare = re.sub(r"^(?:\S+ที่\s)?\s?[๐-๙0-9.]+\s?[:.)]?\s*|^- ", "", text)
            assert bare in str(there) or text in str(there)
        else:
            assert where.startswith(("(", UNPLACED))


def test_what_has_no_home_stands_in_a_tab_with_its_line_and_both_places(tmp_path, capsys):
    text = OTHER.replace("๒. ประเด็นสมมติถัดมา\n", "")
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    run(tmp_path / "r.txt", "--into", tmp_path / "ใหม่", *SAYS_NOTHING_NEW)
    left = {row[2]: row[4] for row in cells(tmp_path / "ใหม่" / MAIN, UNPLACED)}
    assert left["ออกพื้นที่"] == "ประเด็น 1.4.1 หรือ ประเด็น 1.4.2"
    said = capsys.readouterr().out
    assert "บรรทัดที่" in said and "ประเด็น 1.4.1 หรือ ประเด็น 1.4.2" in said


def test_amounts_and_partners_are_offered_in_a_tab_that_is_never_read(tmp_path, capsys):
    given = "1) อบต.สมมติ\nจัดโครงการวันเด็ก โดยสนับสนุนงบประมาณ 45,500 บาท"
    text = OTHER.replace("ได้ผลดี", given)
    (tmp_path / "r.txt").write_text(text, encoding="utf-8")
    run(tmp_path / "r.txt", "--into", tmp_path / "ใหม่", *SAYS_NOTHING_NEW)
    rows = cells(tmp_path / "ใหม่" / SUP, REVIEW)
    assert rows[1][:5] == ["อบต.สมมติ", "โครงการวันเด็ก", None, "45500", "1.4.2"]
    assert len(office_of(tmp_path / "ใหม่").table("resources")) == 0


# --- an office that is there -------------------------------------------------------------------


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: it takes seconds."""
    folder = tmp_path_factory.mktemp("ว่าง") / "สำนักงาน"
    assert cli.main(["template", str(folder), "--edition", "2557"]) == 0
    return folder


@pytest.fixture
def office(empty: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(empty, tmp_path / "สำนักงาน"))


def test_the_same_report_twice_changes_nothing(office, report, capsys):
    run(report, "--into", office, *SAYS_NOTHING_NEW)
    before = texts(office)
    run(report, "--into", office, *SAYS_NOTHING_NEW)
    assert texts(office) == before


def test_a_filled_cell_is_never_written_over_and_the_difference_is_told(office, report, capsys):
    titles = {row[1]: at for at, row in enumerate(cells(office / MAIN, "ประเด็นการพิจารณา"), start=1)}
    cell = f"D{titles['1.4.2']}"
    typed = ready("2557")["criteria"][11]["title"][:80]
    fill(office / MAIN, "ประเด็นการพิจารณา", cell, typed)
    run(report, "--into", office, *SAYS_NOTHING_NEW)
    assert cells(office / MAIN, "ประเด็นการพิจารณา")[titles["1.4.2"] - 1][3] == typed
    assert f"{MAIN} › ประเด็นการพิจารณา!{cell}" in capsys.readouterr().out
    left = [r for r in cells(office / MAIN, UNPLACED) if r[3] == "ในสมุดมีข้อความอื่นอยู่แล้ว"]
    assert ["๒. " in r[2] for r in left] == [True]
    assert len(office_of(office).table("progress")) == 2


def test_a_point_that_has_another_title_in_the_office_is_not_the_same_point(office, report, capsys):
    """A report of another edition under the same code: its texts go nowhere by themselves."""
    report.write_text(REPORT, encoding="utf-8")
    run(report, "--into", office, *SAYS_NOTHING_NEW)
    assert len(office_of(office).table("progress")) == 0
    left = [r[2] for r in cells(office / MAIN, UNPLACED)]
    assert {"ออกพื้นที่", "ประชุมวางแผน", "2.แผนสมมติ"} <= set(left)


def test_what_nobody_knows_of_in_a_workbook_stays_as_it_is(office, report, capsys):
    book = openpyxl.load_workbook(office / MAIN)
    book.create_sheet("แท็บของเรา")["B2"] = "=1+1"
    book["ตัวบ่งชี้"]["Z3"] = "โน้ตข้างตาราง"
    book.save(office / MAIN)
    rules = len(openpyxl.load_workbook(office / MAIN)["กลุ่มงาน"].data_validations.dataValidation)
    run(report, "--into", office, *SAYS_NOTHING_NEW)
    after = openpyxl.load_workbook(office / MAIN)
    assert after["แท็บของเรา"]["B2"].value == "=1+1"
    assert after["ตัวบ่งชี้"]["Z3"].value == "โน้ตข้างตาราง"
    assert len(after["กลุ่มงาน"].data_validations.dataValidation) == rules


def test_the_files_as_they_were_are_kept_beside_and_never_read(office, report, capsys):
    before = (office / MAIN).read_bytes()
    run(report, "--into", office, *SAYS_NOTHING_NEW)
    kept = list(office.glob("~ก่อนนำเข้า*/" + MAIN))
    assert [path.read_bytes() for path in kept] == [before]
    assert len(office_of(office).workbooks) == 8


def test_documents_of_other_groups_are_not_listed_twice(office, report, capsys):
    run(report, "--into", office, *SAYS_NOTHING_NEW)
    run(report, "--into", office, "--group", "AM", "--carried-out", "yes")
    table = office_of(office).table("evidence")
    real = table[~table["title"].str.startswith("...")]
    assert real["title"].is_unique


def test_an_answered_group_leads_what_nobody_leads(office, report, capsys):
    run(report, "--into", office, "--group", "1.4=SUP", "--carried-out", "yes")
    rows = office_of(office).rows["criteria"]
    leads = dict(zip(rows["criterion"], rows["lead_groups"], strict=True))
    assert leads["1.4.3"] == ("SUP",) and not leads["1.1.2"]


def test_an_indicator_without_a_group_is_told_and_read_nowhere_else(office, report, capsys):
    assert run(report, "--into", office) == 1
    assert "--group 1.4=" in capsys.readouterr().out
    assert len(office_of(office).table("progress")) == 0
    assert any("ยังไม่ระบุ" in path.name for path in office.iterdir())


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--group", "1.4=ไม่มี"), "SUP"),
        (("--fiscal-year", "ปีหน้า"), "2557"),
        (("--edition", "2561"), "--edition 2557"),
    ],
)
def test_a_wrong_answer_is_refused_and_nothing_is_written(more, told, office, report, capsys):
    before = texts(office)
    assert run(report, "--into", office, *more) == 2
    assert told in capsys.readouterr().err
    assert texts(office) == before


@pytest.mark.parametrize("name", ["ไม่มี.docx", "รายงาน.pdf"])
def test_one_file_that_cannot_be_read_holds_all_back(name, office, report, tmp_path, capsys):
    (tmp_path / "รายงาน.pdf").write_bytes(b"%PDF-1.7 x")
    before = texts(office)
    assert run(report, tmp_path / name, "--into", office, *SAYS_NOTHING_NEW) == 2
    assert name in capsys.readouterr().err
    assert texts(office) == before


def test_nothing_is_written_to_a_sheet(report, capsys):
    assert run(report, "--into", "https://docs.google.com/spreadsheets/d/abc") == 2
    assert "→" in capsys.readouterr().err


def test_a_workbook_of_csv_files_is_not_filled_in(report, own_office, capsys):
    before = sorted(path.read_bytes() for path in own_office.rglob("*") if path.is_file())
    assert run(report, "--into", own_office, "--group", "SUP") == 2
    assert ".xlsx" in capsys.readouterr().err
    assert sorted(path.read_bytes() for path in own_office.rglob("*") if path.is_file()) == before


@pytest.mark.parametrize("name", [MAIN, SUP])
@pytest.mark.parametrize("data", [b"PK broken", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_a_workbook_that_cannot_be_read_is_never_replaced_by_a_new_one(
    name, data, office, report, capsys
):
    (office / name).write_bytes(data)
    before = {path: path.read_bytes() for path in office.iterdir()}
    assert run(report, "--into", office, *SAYS_NOTHING_NEW) == 2
    assert name in capsys.readouterr().err
    assert {path: path.read_bytes() for path in office.iterdir()} == before


@pytest.mark.parametrize("name", ["บันทึก.pdf", "เดิม.xls", "ก.txt"])
def test_a_folder_of_other_files_is_kept_as_it_is(name, report, tmp_path, capsys):
    folder = tmp_path / "โฟลเดอร์อื่น"
    folder.mkdir()
    (folder / name).write_bytes(b"x")
    assert run(report, "--into", folder, *SAYS_NOTHING_NEW) in (1, 2)
    assert (folder / name).read_bytes() == b"x"
    assert "Traceback" not in capsys.readouterr().err


def test_half_an_import_is_not_left_behind(office, report, monkeypatch, capsys):
    before = texts(office)
    replace, done = __import__("os").replace, []

    def failing(old: object, new: object) -> None:
        if done:
            raise OSError(28, "No space left on device")
        done.append(new)
        replace(old, new)

    monkeypatch.setattr("os.replace", failing)
    assert run(report, "--into", office, *SAYS_NOTHING_NEW) == 2
    assert "→" in capsys.readouterr().err
    assert texts(office) == before


# --- what goes into cells ----------------------------------------------------------------------


def test_a_name_stays_in_the_workbook_and_is_never_printed(other, tmp_path, capsys):
    name = "นายสมมติ ตัวอย่างดี"
    other.write_text(OTHER.replace("เกริ่นนำ", f"โดย {name} "), encoding="utf-8")
    run(other, "--into", tmp_path / "ใหม่", *SAYS_NOTHING_NEW)
    said = capsys.readouterr()
    assert "ตัวอย่างดี" not in said.out + said.err
    assert "ตัวอย่างดี" in str(texts(tmp_path / "ใหม่"))


def test_a_formula_in_a_report_is_text_in_the_workbook(other, tmp_path, capsys):
    hostile = "=HYPERLINK(1)\n+cmd|x\n@SUM(1)\n<script>&amp;\x01"
    other.write_text(OTHER.replace("ประชุมวางแผน", hostile), encoding="utf-8")
    run(other, "--into", tmp_path / "ใหม่", *SAYS_NOTHING_NEW)
    with zipfile.ZipFile(tmp_path / "ใหม่" / SUP) as file:
        assert b"<f>" not in b"".join(file.read(name) for name in file.namelist())
    text = cells(tmp_path / "ใหม่" / SUP, "การดำเนินงาน")[1][4]
    assert text.startswith(hostile.removesuffix("\x01"))


def test_a_text_longer_than_a_cell_loses_no_line(other, tmp_path, capsys):
    long = "\n".join(f"ข้อความยาวลำดับ {n} " + "ก" * 400 for n in range(120))
    other.write_text(OTHER.replace("ประชุมวางแผน", long), encoding="utf-8")
    run(other, "--into", tmp_path / "ใหม่", *SAYS_NOTHING_NEW)
    inside = cells(tmp_path / "ใหม่" / SUP, "การดำเนินงาน")[1][4].split("\n")
    left = [row[2] for row in cells(tmp_path / "ใหม่" / MAIN, UNPLACED)]
    assert len(inside) > 70
    assert {f"ข้อความยาวลำดับ {n} " + "ก" * 400 for n in range(120)} <= {*inside, *left}


def test_cells_are_put_at_their_place_whatever_rows_there_are():
    memory = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.title = "ก"
    book.active["B2"], book.active["D5"] = "มีอยู่", 7
    book.save(memory)
    filled = Workbook(memory.getvalue())
    filled.write("ก", {(1, 0): "A2", (1, 2): 3, (3, 1): "B4", (4, 26): "AA5", (9, 0): "ท้าย"})
    filled.add("_ใหม่", ["หัว"], [["หนึ่ง"], [2]])
    again = openpyxl.load_workbook(io.BytesIO(filled.bytes()))
    sheet = again["ก"]
    said = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value}
    assert said == {
        "A2": "A2",
        "B2": "มีอยู่",
        "C2": 3,
        "B4": "B4",
        "D5": 7,
        "AA5": "AA5",
        "A10": "ท้าย",
    }
    assert [row[0].value for row in again["_ใหม่"].iter_rows()] == ["หัว", "หนึ่ง", 2]


# --- questions ---------------------------------------------------------------------------------


def test_what_the_report_does_not_say_is_asked(other, tmp_path, capsys, monkeypatch):
    said = iter(["กลุ่มนิเทศฯ", "ใช่"])
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or next(said))
    run(other, "--into", tmp_path / "ใหม่")
    assert "1.4" in asked[0] and len(asked) == 2
    progress = office_of(tmp_path / "ใหม่").table("progress")
    assert set(progress["group"]) == {"SUP"} and set(progress["carried_out"]) == {"done"}


def test_what_the_office_says_is_not_asked(office, report, capsys, monkeypatch):
    run(report, "--into", office, *SAYS_NOTHING_NEW)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: pytest.fail(question))
    run(report, "--into", office, "--carried-out", "yes")
    assert set(office_of(office).table("progress")["group"]) == {"SUP"}


def test_a_status_that_nobody_said_is_told_and_is_no_no_on_the_board(other, tmp_path, capsys):
    run(other, "--into", tmp_path / "ใหม่", "--group", "SUP", "--edition", "2563")
    said = capsys.readouterr().out
    assert "สถานะการดำเนินการของ 1.4 จึงเว้นว่างไว้" in said and "--carried-out yes" in said
    levels = Judged(office_of(tmp_path / "ใหม่")).edition("2563").levels
    told = next(level.reported.sentence for level in levels if level.indicator == "1.4")
    assert "ยังไม่กรอกสถานะ 2 ประเด็น" in told and "0 จาก" not in told
    run(other, "--into", tmp_path / "ใหม่", *SAYS_NOTHING_NEW)
    assert "จึงเว้นว่างไว้ และ" not in capsys.readouterr().out


def test_several_reports_go_into_one_office_at_once(other, tmp_path, capsys):
    second = tmp_path / "อีกฉบับ.txt"
    second.write_text(OTHER.replace("ตัวบ่งชี้ที่ ๔", "ตัวบ่งชี้ที่ ๕"), encoding="utf-8")
    run(other, second, "--into", tmp_path / "ใหม่", "--group", "1.4=SUP", "--group", "1.5=AM")
    progress = office_of(tmp_path / "ใหม่").table("progress")
    assert sorted(set(zip(progress["criterion"].str[:3], progress["group"], strict=True))) == [
        ("1.4", "SUP"), ("1.5", "AM"),
    ]  # fmt: skip
