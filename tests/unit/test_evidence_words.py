"""Sentences of the page หลักฐานที่ยังขาด, its matrix and its printed page, by rule."""

import json
from datetime import date, timedelta

import pandas as pd
import pytest

from esa.telling import evidence_words as said
from esa.telling.texts import NBSP
from pages.evidence import charts
from pages.evidence import on_paper as evidence_print

TODAY = date(2014, 9, 23)
ITEM = {
    "edition": "2557",
    "criterion": "2.2.2",
    "indicator": "2.2",
    "title": "การจัดระบบการบริหารการเงิน",
    "outcome": "missing",
    "first": True,
    "more": 0,
    "document": "ทะเบียนคุมทรัพย์สิน",
    "state": "promised",
    "link": None,
    "self_checked": False,
    "action": "add_locator",
    "to_level": 2,
    "need": 1,
    "lifts_alone": True,
    "level_outcome": "level",
    "due": date(2014, 9, 15),
    "overdue_days": 8,
    "at": ("fin", 14),
    "field": "link",
}


def item(**changes):
    return ITEM | changes


def count(points=3, clear=0, missing=3, unknown=0, overdue=2):
    return {
        "group": "FIN",
        "points": points,
        "clear": clear,
        "missing": missing,
        "unknown": unknown,
        "overdue": overdue,
    }


def test_the_finding_names_what_is_missing_and_what_is_overdue():
    text = said.finding(count(), "กลุ่มการเงิน", "reported").replace(NBSP, " ")
    assert text == "กลุ่มการเงิน ขาดหลักฐาน **3** จาก 3 ประเด็น เกินกำหนด :orange[**2**]"


def test_the_verified_reading_says_that_checks_are_missing():
    assert "ขาดหลักฐานที่ตรวจแล้ว" in said.finding(count(), "กลุ่มการเงิน", "verified")


def test_nothing_overdue_is_not_told_and_nothing_is_brown():
    assert "orange" not in said.finding(count(overdue=0), "", "reported")


def test_unknown_is_never_told_as_missing():
    text = said.finding(count(missing=0, unknown=3), "กลุ่มการเงิน", "reported")
    assert "ขาด" not in text and "ยังไม่มีข้อมูล" in text and "orange" not in text


def test_complete_is_told_only_without_unknown_points():
    assert "ครบทั้ง" in said.finding(count(clear=3, missing=0), "กลุ่มการเงิน", "reported")
    partly = said.finding(count(clear=2, missing=0, unknown=1), "กลุ่มการเงิน", "reported")
    assert "ครบ" not in partly and "ยังไม่มีข้อมูล" in partly


def test_a_group_that_leads_nothing_and_an_office_without_points_are_told_apart():
    nothing = count(points=0, missing=0)
    assert "ประเด็นที่รับผิดชอบหลัก" in said.finding(nothing, "หน่วยใหม่", "reported")
    assert "สมุดของสำนักงาน" in said.finding(nothing, "", "reported")


def test_a_groups_name_is_text_in_the_finding():
    assert "**x**" not in said.finding(count(), "**x**", "reported")


def test_overdue_groups_stand_in_order_of_their_number_and_the_rest_is_counted():
    rows = [{"group": code, "overdue": n} for code, n in zip("ABCDE", (1, 3, 0, 2, 1), strict=True)]
    text = said.overdue_of(rows, lambda code: code).replace(NBSP, " ")
    assert text == "B 3, D 2, A 1, อีก 1 กลุ่ม"
    assert said.overdue_of([{"group": "A", "overdue": 0}], str) == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "มีแต่ชื่อ ขาดลิงก์หรือที่เก็บ"),
        ({"link": "ไฟล์ในเครื่อง"}, "ลิงก์ที่กรอกเปิดไม่ได้"),
        ({"action": "replace_placeholder", "document": "1. ........"}, "ช่องมีแต่จุดไข่ปลา"),
        ({"action": "replace_placeholder", "document": "รอ"}, "“รอ” ยังไม่ใช่ชื่อเอกสาร"),
        ({"action": "add_document"}, "ช่องชื่อเอกสารว่าง"),
        ({"action": "add_document", "at": None}, "ยังไม่มีรายการของประเด็นนี้"),
        ({"action": "get_checked", "field": "checked_on"}, "ยังไม่มีกลุ่มอื่นตรวจ"),
        ({"action": "get_checked", "self_checked": True}, "กลุ่มตรวจเอง"),
        ({"action": "get_checked", "field": "checked_by_role"}, "ขาดตำแหน่งผู้ตรวจ"),
        ({"outcome": "unknown", "action": "add_document"}, "ยังไม่มีข้อมูล"),
        ({"outcome": "unknown", "action": "name_lead"}, "ยังไม่ระบุผู้รับผิดชอบหลัก"),
    ],
)
def test_the_reason_says_why_it_does_not_count(changes, words):
    assert words in said.reason(item(**changes))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "2.2 ขึ้นเป็นระดับ 2"),
        ({"first": False}, "ประเด็นเดียวกัน"),
        ({"need": 2, "lifts_alone": False}, "2.2 ขึ้นเป็นระดับ 2 เมื่อครบอีก 2 ประเด็น"),
        (
            {"need": 1, "lifts_alone": False, "level_outcome": "locked"},
            "2.2 ขึ้นเป็นระดับ 2 หลังผ่านเงื่อนไขก่อนให้ระดับ",
        ),
        ({"to_level": None, "level_outcome": "no_rubric"}, "2.2 ยังไม่มีเกณฑ์ระดับคุณภาพ"),
        ({"to_level": None, "level_outcome": None}, "2.2 ยังสรุประดับไม่ได้"),
        ({"indicator": None}, "ยังไม่ผูกกับตัวบ่งชี้"),
    ],
)
def test_the_level_it_lifts_or_why_none_hangs_on_it(changes, words):
    assert said.lift(item(**changes)).replace(NBSP, " ") == words


def test_due_dates_on_both_sides_of_today():
    def note(days, overdue=0):
        due = TODAY + timedelta(days=days)
        return said.due(item(due=due, overdue_days=overdue), TODAY)[1].replace(NBSP, " ")

    assert note(-1, 1) == ":orange[**เกินกำหนด 1 วัน**]"
    assert note(0) == ":gray[วันนี้]"
    assert note(1) == ":gray[อีก 1 วัน]"
    assert note(-1, 0) == ""  # carried out with clear evidence: nothing presses
    assert said.due(item(due=None, overdue_days=0), TODAY) == (":gray[ยังไม่กำหนดวัน]", "")


def test_the_subject_is_the_document_else_the_point():
    assert said.subject(item()) == "ทะเบียนคุมทรัพย์สิน"
    assert said.subject(item(state="none", document="......")) == "การจัดระบบการบริหารการเงิน"
    assert said.subject(item(state="none", title=None)) == "(ยังไม่มีข้อความประเด็นในชีต)"


def test_the_line_message_names_what_by_when_and_where_once_a_point():
    text = said.line_message(
        "กลุ่มการเงิน", [item(), item(first=False)], TODAY, lambda i: "fin › F14", "ขาด 1 จาก 1"
    )
    assert text.count("2.2.2") == 1
    for words in ("ขาดลิงก์", "15 ก.ย. 2557 (เกินกำหนด 8 วัน)", "กรอกที่: fin › F14"):
        assert words in text


def test_a_long_line_message_is_cut_and_says_so():
    many = [item(criterion=f"9.{n}", document="ก" * 5000) for n in range(said.LINE_MOST + 2)]
    text = said.line_message("กลุ่ม", many, TODAY, lambda i: "ช่อง", "")
    assert "และอีก 2 ประเด็น" in text and len(text) < 8000


def test_the_printed_page_is_text_only_in_thai_digits_with_its_fonts_named():
    sheet = evidence_print.Sheet(
        "<b>กลุ่ม</b>", "ขาด 3", [item(document="<script>alert(1)</script>")]
    )
    html = evidence_print.page("สพป.", [sheet], TODAY, lambda i: "ช่อง F14", "").decode()
    assert "<script" not in html and "&lt;script&gt;" in html
    assert "TH SarabunPSK" in html and "16pt" in html and "http" not in html.split("<body>")[1]
    assert "๒๓ กันยายน ๒๕๕๗" in html.replace(NBSP, " ") and "ช่อง F14" in html


def tiles(*states, group="FIN"):
    rows = [
        {
            "group": group,
            "state": state,
            "criterion": f"2.2.{n}",
            "title": "ประเด็น " * 900,
            "overdue_days": 0,
        }
        for n, state in enumerate(states, start=1)
    ]
    return pd.DataFrame(rows, columns=["group", "state", "criterion", "title", "overdue_days"])


ROWS = [charts.Row("FIN", "การเงิน", "ขาด 3 จาก 3", True)]


def test_a_cell_of_many_tiles_ends_in_how_many_more():
    found = charts.cells(tiles(*["none"] * (charts.MOST + 5)), ROWS)["FIN", "none"]
    assert len(found) == charts.MOST and found[-1]["criterion"] == "+6"
    assert len(charts.cells(tiles(*["none"] * charts.MOST), ROWS)["FIN", "none"]) == charts.MOST


@pytest.mark.parametrize("states", [(), ("none",) * 60, ("unknown", "none", "checked") * 9])
def test_the_columns_never_run_into_the_words_at_the_end(states):
    found = charts.cells(tiles(*states), ROWS)
    plan = charts.layout(found, 9)
    assert list(plan.columns)[:4] == list(charts.STATES)
    for left, each in plan.columns.values():
        assert each >= 1 and left + each * plan.pitch <= charts.WIDTH - charts.SHARES + 1


def test_unknown_points_have_their_own_dashed_column():
    assert "unknown" not in charts.layout(charts.cells(tiles("none"), ROWS), 5).columns
    rows = [charts.Row("FIN", "การเงิน", "ยังไม่มีข้อมูล 1", True)]
    drawn = charts.wide(tiles("unknown"), {"unknown": 1}, rows, str).to_dict()
    marks = [layer["mark"] for layer in drawn["layer"] if layer["mark"]["type"] == "rect"]
    assert [4, 3] in [mark.get("strokeDash") for mark in marks]


@pytest.mark.parametrize("draw", [charts.wide, charts.phone])
def test_the_drawing_stays_small_and_takes_the_digits(draw):
    many = pd.concat([tiles(*["none", "checked"] * 150, group=f"G{n}") for n in range(12)])
    rows = [charts.Row(f"G{n}", "กลุ่ม " * 900, "ขาด 3 จาก 3") for n in range(12)]
    drawn = draw(many, {"none": 7}, rows, str).to_dict()
    assert len(json.dumps(drawn, ensure_ascii=False).encode()) < 200_000
    few = draw(tiles("none"), {"none": 7}, ROWS, lambda text: str(text).replace("7", "๗"))
    assert "๗" in json.dumps(few.to_dict(), ensure_ascii=False)


def test_the_alternative_text_states_the_figures_of_each_group():
    text = said.alternative(count(), [count()], lambda code: "การเงิน")
    assert "ขาด 3 จาก 3 ประเด็น" in text and "การเงิน ขาด 3 จาก 3" in text


def test_names_of_cells_keep_their_digits_in_a_message_with_thai_digits():
    text = said.line_message(
        "กลุ่ม", [item()], TODAY, lambda i: "ช่อง F14", "ขาด 1", lambda text: text.replace("2", "๒")
    )
    assert "ช่อง F14" in text and "๒.๒.๒" in text


def test_filters_of_the_list_are_said_in_words():
    none = {"indicator": "", "state": "", "due": "", "criterion": ""}
    assert said.only(none, {}) == ""
    assert said.only(none | {"due": "overdue"}, {}) == "เฉพาะที่เกินกำหนด"
    all_three = {"indicator": "2.2", "state": "promised", "due": "none"}
    text = said.only(none | all_three, {"promised": "มีแต่ชื่อ"}).replace(said.NBSP, " ")
    assert text == "เฉพาะตัวบ่งชี้ 2.2 สถานะ “มีแต่ชื่อ” ที่ยังไม่กำหนดวัน"
    assert said.only(none | {"criterion": "2.2.2"}, {}) == f"เฉพาะประเด็น{said.NBSP}2.2.2"
    assert set(said._ONLY_DUE) == set(said.DUES) - {""}
