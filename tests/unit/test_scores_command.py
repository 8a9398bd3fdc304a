"""python -m esa scores: files as offices have them, and what must not be counted."""

import re

import openpyxl
import pytest
import xlsxwriter

from esa.commands import cli
from esa.commands.reading import read
from esa.history.of_sample import OFFICE as SAMPLE

SITTING = ("--year", "2556", "--test", "O-NET", "--grade", "ป.6")
OFFICE = ("--from", str(SAMPLE))
THAI, MATHS = "ภาษาไทย", "คณิตศาสตร์"


@pytest.fixture(scope="module")
def schools() -> list[tuple[str, str]]:
    """Code and name of schools whose name only one has."""
    table = read(str(SAMPLE)).schools
    names = table["name"].tolist()
    return [
        (code, name)
        for code, name in zip(table["school_code"], names, strict=True)
        if names.count(name) == 1
    ]


def book(path, sheets):
    with xlsxwriter.Workbook(path) as workbook:
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def said(capsys, path, *more, office=OFFICE) -> tuple[int, list[list[str]], str]:
    """Exit code, rows of results, what was told."""
    code = cli.main(["scores", str(path), *SITTING, *office, *more])
    out, err = capsys.readouterr()
    return code, [line.split(",") for line in out.splitlines()[1:]], err


def counts_of(rows) -> dict[tuple[str, str], int]:
    return {(row[3], row[5]): int(row[6]) for row in rows}


LAYOUTS = ("wide", "long", "sheets", "grouped")


def laid_out(layout, marks):
    """The same scores, subject → school → score, in a layout that offices use."""
    named = [school for school in next(iter(marks.values()))]
    if layout == "wide":
        head = ["ที่", "โรงเรียน", *(f"{subject} (100 คะแนน)" for subject in marks)]
        rows = [[n, s, *(of[s] for of in marks.values())] for n, s in enumerate(named, 1)]
        return {"Sheet1": [["ผลการทดสอบ"], [], head, *rows]}
    if layout == "long":
        rows = [[s, subject, score] for subject, of in marks.items() for s, score in of.items()]
        return {"Sheet1": [["ผลการทดสอบ"], ["ชื่อสถานศึกษา", "วิชา", "คะแนนที่ได้"], *rows]}
    if layout == "sheets":
        head = ["ชื่อโรงเรียน", "คะแนนรวม", "ร้อยละ"]
        return {s: [[s], head, *([n, m, m] for n, m in of.items())] for s, of in marks.items()}
    heads = [part for subject in marks for part in (subject, "")]
    below = ["คะแนน", "ร้อยละ"] * len(marks)
    rows = [[s, *(m for of in marks.values() for m in (of[s], of[s]))] for s in named]
    return {"Sheet1": [["", *heads], ["โรงเรียน", *below], *rows]}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_counts_by_school_names(layout, schools, tmp_path, capsys):
    (first, a), (second, b) = schools[:2]
    marks = {THAI: {a: 70, f"โรงเรียน{b}": 40}, MATHS: {a: 55.5, f"โรงเรียน{b}": "-"}}
    path = book(tmp_path / "a.xlsx", laid_out(layout, marks))
    code, rows, err = said(capsys, path)
    assert code == 0, err
    found = {(row[3], row[5]): row[6:9] for row in rows}
    assert found[THAI, first] == ["1", "0", "70.0"]
    assert found[THAI, second] == ["1", "1", "40.0"]
    assert found[MATHS, first][0] == "1" and found[MATHS, second] == ["0", "", ""]
    assert "ตามแท็บ ขีดจำกัดล่าง ของสำนักงาน" in err


def test_a_value_above_a_hundred_asks_for_the_full_mark(schools, tmp_path, capsys):
    rows = [[schools[0][0], THAI, score] for score in ("70", "70.00", "105", "1000")]
    path = book(tmp_path / "a.xlsx", {"ก": [["รหัสโรงเรียน", "วิชาหรือด้าน", "คะแนน"], *rows]})
    code, found, err = said(capsys, path)
    assert (code, found) == (2, []) and "--full ภาษาไทย=200" in err and "แถว 4, 5" in err
    code, found, err = said(capsys, path, "--full", "ภาษาไทย=200")
    assert (code, found) == (2, []) and "เกินคะแนนเต็ม 200" in err
    code, found, err = said(capsys, path, "--full", "1000")
    assert code == 0 and found[0][6:9] == ["4", "3", "31.13"] and "คิดเป็นเต็ม 100" in err


@pytest.mark.parametrize("full", [78, 200])
def test_the_full_mark_of_a_heading_is_known(full, schools, tmp_path, capsys):
    rows = [["โรงเรียน", f"{THAI} ({full} คะแนน)"], [schools[0][1], full / 2]]
    code, found, err = said(capsys, book(tmp_path / "a.xlsx", {"ก": rows}))
    assert code == 0 and found[0][8] == "50.0" and f"คะแนนเต็ม {THAI} {full}" in err


@pytest.mark.parametrize("scores", [[0, 0, 100], [1, 99], [0, 100, 0, 0]])
def test_a_limit_below_zero_is_none(scores, schools, tmp_path, capsys):
    rows = [["โรงเรียน", "วิชาใหม่"], *([schools[0][1], score] for score in scores)]
    path = book(tmp_path / "a.xlsx", {"ก": rows})
    code, found, err = said(capsys, path, "--subjects", "วิชาใหม่")
    assert code == 1 and found[0][6:8] == [str(len(scores)), ""]
    assert "ไม่มีขีดจำกัดล่าง" in err and not re.search(r"-\d", err)


def test_titles_names_and_a_score_without_a_subject(schools, tmp_path, capsys):
    """The shape of case 06: title rows, a group heading, the score of a total, numbers as codes."""
    head = ["ศูนย์เครือข่าย", "โรงเรียน", "ประเภทเด็ก*", "รวม 100 คะแนน", "ร้อยละ"]
    rows = [
        ["ผลการทดสอบความสามารถด้านภาษาไทย (O-NET) ป.6"],
        ["ข้อมูลนักเรียน", "", "", "แบบเลือกตอบ (78 คะแนน)"],
        head,
        ["ชุมแพ", schools[0][1], "ปกติ", 70, 70],
    ]
    code, found, err = said(capsys, book(tmp_path / "a.xlsx", {"ก": rows}))
    assert code == 0, err
    assert counts_of(found) == {(THAI, schools[0][0]): 1} and found[0][8] == "70.0"
    rows[-1][1] = "บ้านที่ไม่มีในทะเบียน"
    code, found, err = said(capsys, book(tmp_path / "b.xlsx", {"ก": rows}))
    assert (code, found) == (2, []) and "ไม่มีคะแนนที่นับได้" in err and "แถว 4" in err
    rows[0] = ["ผลการทดสอบ"]
    code, found, err = said(capsys, book(tmp_path / "c.xlsx", {"ก": rows}))
    assert (code, found) == (2, []) and "--subject" in err


def test_codes_stored_as_numbers_are_matched_with_the_register(schools, tmp_path, capsys):
    rows = [["รหัสโรงเรียน", THAI], [int(schools[0][0]), 60], [99999999, 60]]
    code, found, err = said(capsys, book(tmp_path / "a.xlsx", {"ก": rows}))
    assert code == 1 and counts_of(found) == {(THAI, schools[0][0]): 1}
    assert "เติม 0" in err and "ไม่นับแถว 3" in err


def test_absent_pupils_are_left_out_and_zeros_counted_and_told(schools, tmp_path, capsys):
    name = schools[0][1]
    rows = [["โรงเรียน", "สถานะ", THAI]]
    rows += [[name, "เข้าสอบ", 50], [name, "ขาดสอบ", 0], [name, "", ""], [name, "", "-"]]
    rows += [[name, "ปกติ", 0], [name, "", "ขาดสอบ"]]
    code, found, err = said(capsys, book(tmp_path / "a.xlsx", {"ก": rows}))
    assert code == 0 and counts_of(found) == {(THAI, schools[0][0]): 2}
    assert "คะแนน 0 มี 1" in err and "ผู้ขาดสอบ 4" in err


@pytest.mark.parametrize(
    "wrong",
    [("--year", "2013"), ("--year", "2501"), ("--test", "ONTE"), ("--grade", "ป.9")],
)
def test_a_year_or_test_that_the_office_does_not_know_is_refused(wrong, schools, tmp_path, capsys):
    path = book(tmp_path / "a.xlsx", {"ก": [["โรงเรียน", THAI], [schools[0][1], 50]]})
    code, found, err = said(capsys, path, *wrong)
    assert (code, found) == (2, []) and wrong[1] in err
    assert re.search("ปีการศึกษา|การทดสอบ", err)


def test_a_computed_limit_is_said_loudly(schools, tmp_path, capsys):
    rows = [["โรงเรียน", "วิชาใหม่"], *([schools[0][1], score] for score in (50, 52, 54))]
    path = book(tmp_path / "a.xlsx", {"ก": rows})
    _, _, err = said(capsys, path, "--subjects", "วิชาใหม่")
    assert "ข้อควรระวัง: ขีดจำกัดล่าง วิชาใหม่" in err and "ไม่ใช่ค่าที่ประกาศ" in err
    code, found, err = said(capsys, path, "--subjects", "วิชาใหม่", "--scope", "national")
    assert code == 1 and found[0][7] == "" and "ไม่มีขีดจำกัดล่าง" in err


def test_the_file_it_writes_has_codes_as_text_and_is_never_replaced(schools, tmp_path, capsys):
    path = book(tmp_path / "a.xlsx", {"ก": [["โรงเรียน", THAI], [schools[0][1], 50]]})
    out = tmp_path / "ผล.xlsx"
    code, _, _ = said(capsys, path, "--out", str(out))
    sheet = openpyxl.load_workbook(out)["ผลการทดสอบ"]
    heads = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, heads.index("รหัสโรงเรียน") + 1)
    assert code == 0
    assert (cell.value, cell.data_type, cell.number_format) == (schools[0][0], "s", "@")
    before = out.read_bytes()
    code, _, err = said(capsys, path, "--out", str(out))
    assert code == 2 and "มีไฟล์" in err and out.read_bytes() == before


def test_what_is_told_quotes_no_pupil(schools, tmp_path, capsys):
    rows = [["โรงเรียน", "ชื่อนักเรียน", THAI], ["โรงเรียนลับ", "เด็กคนหนึ่ง", "คะแนนลับ"]]
    code, _, err = said(capsys, book(tmp_path / "a.xlsx", {"ก": rows}))
    assert code == 2 and "ลับ" not in err and "เด็ก" not in err


@pytest.mark.parametrize("place", ["above", "sheet"])
@pytest.mark.parametrize(
    "title",
    [
        *("ผลการทดสอบ NT ป.6", "ผลการทดสอบระดับชาติ (NT)", "RT ชั้นประถมศึกษาปีที่ 1", "ผลสอบ I-NET"),
        *("O-NET ป.3", "ONET ชั้นมัธยมศึกษาปีที่ ๓", "O-NET ม.3 ปีการศึกษา 2556", "ชั้น ป. 5"),
        *("O-NET ปีการศึกษา ๒๕๕๕", "O-NET ป.6 ปี 2557", "ปีการศึกษา 2554–2555"),
    ],
)
def test_scores_under_a_title_of_another_test_are_held_back(
    title, place, schools, tmp_path, capsys
):
    rows = [["โรงเรียน", THAI], [schools[0][1], 50]]
    sheets = {"ก": [[title], *rows]} if place == "above" else {title.replace("/", " "): rows}
    code, found, err = said(capsys, book(tmp_path / "a.xlsx", sheets))
    assert (code, found) == (2, []) and "O-NET ป.6 ปีการศึกษา 2556" in err, err


@pytest.mark.parametrize(
    "title",
    [
        *("ผลการทดสอบ O-NET ป.6 ปีการศึกษา 2556", "ONET ประถมศึกษาปีที่ ๖", "O NET ป.6"),
        *("เปรียบเทียบ O-NET กับ NT", "ป.3 และ ป.6", "ปีการศึกษา 2555–2556", "ปีงบประมาณ 2557"),
        *("CONTENT ป.6", "ระดับชั้น ป.4-6", "ระดับ ป.1–ป.6", "ผลการทดสอบ", "พิมพ์ 1 มี.ค. 2557"),
    ],
)
def test_a_title_that_names_the_test_or_says_nothing_of_it_is_quiet(
    title, schools, tmp_path, capsys
):
    rows = [[title], ["โรงเรียน", THAI], [schools[0][1], 50]]
    code, found, err = said(capsys, book(tmp_path / "a.xlsx", {"ก": rows}))
    assert code == 0 and len(found) == 1, err


@pytest.mark.parametrize("full", ["200", "ภาษาไทย=200"])
def test_a_full_mark_is_said_once(full, schools, tmp_path, capsys):
    rows = [["โรงเรียน", THAI], [schools[0][1], 150]]
    code, _, err = said(capsys, book(tmp_path / "a.xlsx", {"ก": rows}), "--full", full)
    assert code == 0 and err.count("คะแนนเต็ม") == err.count("คะแนนเต็ม ภาษาไทย 200") == 1
