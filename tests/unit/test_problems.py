"""Problems: every code has both languages, its facts are filled in, and places read like places."""

import re
from pathlib import Path
from string import Formatter

import pytest

from esa.reading.problems import (
    SEVERITIES,
    Problem,
    by_severity,
    catalogue,
    left_out,
    left_out_rows,
)

ESA = Path(__file__).resolve().parents[2] / "esa"
TEXTS = ("what_th", "fix_th", "what_en", "fix_en")
THAI = re.compile(r"[\u0e00-\u0e7f]")


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_code_has_a_severity_and_its_texts_in_two_languages(code):
    entry = catalogue()[code]
    assert entry["severity"] in SEVERITIES
    assert set(entry) - {"used"} == {"severity", *TEXTS}
    assert THAI.search(entry["what_th"]) and THAI.search(entry["fix_th"])
    assert re.search("[a-z]", entry["what_en"]) and re.search("[a-z]", entry["fix_en"])


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_both_languages_tell_the_same_facts(code):
    entry = catalogue()[code]
    names = {
        text: {part[1] for part in Formatter().parse(entry[text]) if part[1]} for text in TEXTS
    }
    told_th = names["what_th"] | names["fix_th"]
    told_en = names["what_en"] | names["fix_en"]
    assert told_th - {"field", "tab"} == told_en - {"field", "tab"}


def test_every_code_that_is_raised_stands_in_the_catalogue():
    raised = set()
    for path in ESA.rglob("*.py"):
        raised |= set(
            re.findall(
                r'\b(?:Problem|Fault|SourceError)\(\s*"([a-z_0-9]+)"', path.read_text("utf-8")
            )
        )
    assert raised
    assert raised <= set(catalogue())


def test_a_text_names_value_and_suggestion():
    facts = {"value": "เขี้ยว", "choices": "เขียว, แดง", "suggestion": "เขียว"}
    problem = Problem(
        "unknown_choice", "สำนักงาน", "colour_bands", "B3", facts, row=3, field="colour"
    )
    assert problem.what_th == "“เขี้ยว” ไม่อยู่ในคำที่กำหนดของช่อง สีคุณภาพ"
    assert "“เขียว”" in problem.fix_th and "“เขียว”" in problem.fix_en


def test_a_missing_fact_shows_a_question_mark_and_never_fails():
    assert "“?”" in Problem("not_a_number", "fin", "spending", "D3").what_th


def test_braces_and_percents_in_a_value_stay_text():
    problem = Problem("not_a_number", "fin", "spending", "D3", {"value": "{0} %s {cell}"})
    assert "“{0} %s {cell}”" in problem.what_th


def test_a_long_value_is_cut_to_one_line():
    text = Problem("not_a_number", "fin", "spending", "D3", {"value": "ก\n" * 500}).what_th
    assert "\n" not in text and len(text) < 120


def test_the_place_reads_from_workbook_to_cell():
    problem = Problem("bad_link", "ชีตการเงินฯ", "evidence", "K14", row=14, field="link")
    assert problem.where == "ชีตการเงินฯ › หลักฐานอ้างอิง › แถว 14 ช่อง ลิงก์ (K14)"
    assert Problem("unknown_workbook", "ว่าง.xlsx").where == "ว่าง.xlsx"


def test_a_figure_leaves_out_rows_set_aside_and_rows_with_an_error_in_its_fields():
    problems = [
        Problem("required_blank", "fin", "spending", "A2", row=2, field="line", aside=True),
        Problem("not_a_number", "fin", "spending", "G3", row=3, field="spent"),
        Problem("not_a_number", "fin", "spending", "H4", row=4, field="left_stated"),
        Problem("fraction_percent", "fin", "spending", "I5", row=5, field="spent"),  # a warning
        Problem("not_a_number", "fin", "kpis", "G3", row=3, field="spent"),
    ]
    assert left_out_rows(problems, "spending", "spent") == {("fin", 2), ("fin", 3)}
    assert left_out(problems, "spending", "spent", "left_stated") == 3


def test_counts_name_every_severity():
    assert by_severity([]) == {"error": 0, "warning": 0, "info": 0}
    assert by_severity([Problem("not_a_date", "a"), Problem("bad_link", "a")]) == {
        "error": 1,
        "warning": 1,
        "info": 0,
    }
