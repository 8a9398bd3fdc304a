"""The command line as a person types it: check, template, and what is said when it fails."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from esa.commands import cli
from esa.commands.reading import read

SAMPLE = Path(__file__).resolve().parents[2] / "esa" / "sample" / "office"


def test_check_prints_problems_by_group_and_tab_with_their_cells(capsys):
    assert cli.main(["check", str(SAMPLE)]) == 2
    said = capsys.readouterr().out
    place = said.index("fin › การเบิกจ่าย")
    assert said.index("■ กลุ่มบริหารงานการเงินและสินทรัพย์") < place
    assert "I4: “๑.๓๐๑,๗๔๖.๑๘”" in said[place:]
    assert "Check the source document" in said


def test_check_as_json_is_for_programs(capsys):
    assert cli.main(["check", str(SAMPLE), "--json"]) == 2
    said = json.loads(capsys.readouterr().out)
    assert said["count"]["error"] == sum(p["severity"] == "error" for p in said["problems"])
    left = next(p for p in said["problems"] if p["code"] == "odd_separators")
    assert (left["workbook"], left["tab"], left["cell"], left["group"]) == (
        "fin",
        "spending",
        "I4",
        "FIN",
    )


def test_check_as_html_stands_alone_and_escapes_what_cells_hold(tmp_path, capsys):
    office = tmp_path / "office"
    shutil.copytree(SAMPLE, office)
    rows = (office / "fin" / "progress.csv").read_text(encoding="utf-8").splitlines()
    cells = rows[1].split(",")
    cells[1] = "<script>alert(1)</script>"
    (office / "fin" / "progress.csv").write_text("\n".join([rows[0], ",".join(cells)]), "utf-8")
    assert cli.main(["check", str(office), "--html"]) == 2
    said = capsys.readouterr().out
    assert said.startswith("<!doctype html>") and "http" not in said
    assert "<script" not in said and "&lt;script&gt;" in said


@pytest.mark.parametrize("command", [["check"], ["template", "out", "--from"]])
def test_a_folder_that_is_not_there_is_told_in_thai_and_english(
    command, tmp_path, capsys, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    assert cli.main([*command, str(tmp_path / "ไม่มี")]) == 2
    said = capsys.readouterr().err
    assert "ไม่พบโฟลเดอร์" in said and "was not found" in said and "Traceback" not in said


def test_an_empty_folder_is_told(tmp_path, capsys):
    assert cli.main(["check", str(tmp_path)]) == 2
    assert "ไม่มีสมุดข้อมูล" in capsys.readouterr().err


def type_into(path: Path, tab: str, **values: object) -> None:
    """Fill the first free row of a tab of a workbook, by heading, as a clerk does."""
    book = openpyxl.load_workbook(path)
    sheet = book[tab]
    headings = {sheet.cell(1, c).value: c for c in range(1, sheet.max_column + 1)}
    row = next(r for r in range(2, 1000) if not sheet.cell(r, headings[next(iter(values))]).value)
    for heading, value in values.items():
        sheet.cell(row, headings[heading]).value = value
    book.save(path)


def test_a_filled_in_template_is_read_without_any_other_step(tmp_path):
    chosen = ["template", str(tmp_path / "new"), "--from", str(SAMPLE)]
    assert cli.main(chosen) == 1  # the planted errors went along
    finance = tmp_path / "new" / "กลุ่มบริหารงานการเงินและสินทรัพย์.xlsx"
    type_into(finance, "การดำเนินงาน", **{"รหัสประเด็น": "2.2.2", "สถานะการดำเนินการ": "ดำเนินการแล้ว"})
    type_into(
        finance,
        "หลักฐานอ้างอิง",
        **{
            "รหัสประเด็น": "2.2.2",
            "ลำดับที่": 1,
            "ชื่อเอกสารหรือหลักฐาน": "ทะเบียนคุมทรัพย์สิน",
            "ลงวันที่": "15/9/2557",
            "ที่เก็บ (แฟ้ม/ตู้)": "ตู้ 2",
        },
    )
    office = read(str(tmp_path / "new"))
    errors = {p.tab for p in office.problems if p.severity == "error"}
    assert errors == {"follow_ups", "test_results"}  # the planted ones
    assert office.progress[["criterion", "carried_out", "group"]].values.tolist() == [
        ["2.2.2", "done", "FIN"]
    ]
    assert str(office.evidence["dated"].iloc[0]) == "2014-09-15"
    before = read(str(SAMPLE))
    for tab in ("groups", "standards", "indicators", "criteria", "rubric", "networks", "schools"):
        assert len(office.table(tab)) == len(before.table(tab)), tab


def test_templates_for_a_new_office_open_as_an_office(tmp_path, capsys):
    assert cli.main(["template", str(tmp_path)]) == 0
    office = read(str(tmp_path))
    assert len(office.groups) == 7 and all(book.used for book in office.workbooks)
    assert [p.code for p in office.problems if p.severity == "error"] == ["no_settings"]


def test_a_template_never_overwrites_a_workbook(tmp_path, capsys):
    assert cli.main(["template", str(tmp_path)]) == 0
    path = tmp_path / "สมุดสำนักงาน.xlsx"
    before = path.read_bytes()
    assert cli.main(["template", str(tmp_path)]) == 2
    assert path.read_bytes() == before
    assert "สมุดสำนักงาน.xlsx" in capsys.readouterr().err


SCORES = """รหัสโรงเรียน,ชื่อ,ภาษาไทย,คณิตศาสตร์
00570001,เด็กคนหนึ่ง,46.18,44.51
00570001,อีกคน,46.19,
00570002,คนที่สาม,80,ขาดสอบ
2,รหัสหาย,50,50
"""
SITTING = ["--year", "2556", "--test", "O-NET", "--grade", "ป.6"]


def test_raw_scores_become_rows_of_counts_and_never_of_pupils(tmp_path, capsys):
    path = tmp_path / "scores.csv"
    path.write_text(SCORES, encoding="utf-8")
    subjects = ["--subjects", "ภาษาไทย", "คณิตศาสตร์"]
    assert cli.main(["scores", str(path), *SITTING, *subjects, "--from", str(SAMPLE)]) == 1
    said = capsys.readouterr()
    rows = [line.split(",") for line in said.out.splitlines()]
    assert rows[0][:6] == [
        "ปีการศึกษา",
        "การทดสอบ",
        "ชั้น",
        "วิชาหรือด้าน",
        "ระดับ (เขตพื้นที่/ประเทศ)",
        "รหัสโรงเรียน",
    ]
    found = {(row[3], row[5]): row[6:8] for row in rows[1:]}
    assert found[("ภาษาไทย", "00570001")] == ["2", "1"]  # 46.18 is the limit: equal doesn't pass
    assert found[("คณิตศาสตร์", "00570001")] == ["1", "0"]
    assert found[("ภาษาไทย", "00570002")] == ["1", "0"]
    assert "46.18" in said.err and "แถว 5" in said.err
    assert "เด็กคนหนึ่ง" not in said.out + said.err


def test_raw_scores_without_an_office_use_their_own_limit(tmp_path, capsys):
    path = tmp_path / "scores.csv"
    path.write_text(SCORES, encoding="utf-8")
    assert cli.main(["scores", str(path), *SITTING, "--subjects", "ภาษาไทย"]) == 1
    assert "คำนวณจากคะแนนชุดนี้" in capsys.readouterr().err


def test_a_file_of_scores_that_can_not_be_used_is_told(tmp_path, capsys):
    path = tmp_path / "scores.csv"
    path.write_text("ก,ข\n1,2\n", encoding="utf-8")
    assert cli.main(["scores", str(path), *SITTING]) == 2
    assert capsys.readouterr().err.strip()


def test_a_reader_that_has_seen_enough_is_no_fault():
    asked = subprocess.Popen(
        [sys.executable, "-m", "esa", "check", str(SAMPLE)],
        cwd=SAMPLE.parents[2], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    asked.stdout.close()
    assert asked.stderr.read() == b""
    asked.stderr.close()
    assert asked.wait(60) == 1
