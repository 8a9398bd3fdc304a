"""Small rules of the import: wordings of levels, headings, part headings, listed titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.imports import forms
from esa.imports.evidence_lists import split_title
from esa.imports.front import front
from esa.imports.levels import clear_evidence
from esa.imports.lines import Line
from esa.imports.result import points_said


@pytest.mark.parametrize(
    ("said", "total", "expected"),
    [
        ("ดำเนินการครบ 4 ข้อ มีหลักฐานชัดเจน ทุกข้อ", 4, (4, 4)),
        ("ดำเนินการครบ 4 ข้อ มีหลักฐานชัดเจน ทุกข้อ", None, (None, None)),
        ("มีหลักฐานชัดเจน 3 ข้อ", 4, (3, 3)),
        ("มีหลักฐานชัดเจน 7-8 ข้อ", 9, (7, 8)),
        ("มีหลักฐานชัดเจน 7 – 8 ข้อ", 9, (7, 8)),
        ("มีหลักฐานชัดเจน 8-7 ข้อ", 9, (None, None)),
        ("มีหลักฐานน้อยกว่า 3 ข้อ", 9, (0, 2)),
        ("มีหลักฐานน้อยกว่า 0 ข้อ", 9, (None, None)),
        ("มีหลักฐานไม่เกิน 2 ข้อ", 9, (0, 2)),
        ("มีหลักฐานอย่างน้อย 5 ข้อ", 9, (5, 9)),
        ("มีหลักฐาน 5 ข้อขึ้นไป", 9, (5, 9)),
        ("มีหลักฐานอย่างน้อย 5 ข้อ", None, (None, None)),
        ("มีหลักฐานอย่างน้อย 5 ข้อ", 4, (None, None)),
        ("ไม่มีร่องรอยหลักฐานปรากฏ", 4, (0, 0)),
        ("มีหลักฐาน 2 ข้อ หรือ 3 ข้อ", 4, (None, None)),
        ("ดำเนินการครบ 4 ข้อ", 4, (None, None)),
        ("", 4, (None, None)),
    ],
)
def test_a_wording_says_how_many_points_need_evidence(said, total, expected):
    assert clear_evidence(said, total) == expected


@given(st.text("ข้อหลักฐานไม่มีน้อยกว่าอย่างถึง-– 0123456789", max_size=60))
def test_a_range_of_points_is_never_upside_down(said):
    least, most = clear_evidence(said, 9)
    assert (least is None) == (most is None)
    assert least is None or 0 <= least <= most


def test_the_number_of_points_is_what_must_be_carried_out_not_the_evidence():
    assert points_said("ดำเนินการครบ 4 ข้อ มีหลักฐานครบ 2 ข้อ") == {4}
    assert points_said("ดำเนินการ มีหลักฐานครบ 2 ข้อ") == set()


@pytest.mark.parametrize(
    ("text", "kind", "code", "title"),
    [
        ("มาตรฐานที่  ๑   ชื่อ", "standard", "1", "ชื่อ"),
        ("ตัวบ่งชี้ที่ ๔ : ชื่อ", "indicator", "4", "ชื่อ"),
        ("ตัวบ่งชี้ที่ 1.๔ ๒ ด้าน", "indicator", "1.4", "๒ ด้าน"),
        ("ตัวบ่งชี้ ๑-๑", "indicator", "1-1", ""),
        ("เกณฑ์การประเมินที่ ๑-๑-๔-๑ ชื่อ", "criterion", "1-1-4-1", "ชื่อ"),
        ("หมวดที่  ๓  ชื่อ", "category", "3", "ชื่อ"),
        ("ตัวบ่งชี้ที่ ๑.๑๐ (ยังไม่ได้กรอกชื่อ)", "indicator", "1.10", ""),
    ],
)
def test_headings_give_kind_code_and_title(text, kind, code, title):
    assert forms.heading(Line(1, text)) == (kind, code, title)


@pytest.mark.parametrize(
    "text", ["ตัวบ่งชี้ความสำเร็จ", "มาตรฐานการศึกษา", "ตัวบ่งชี้ที่ ๑ ชื่อ ..... ๑๒", "ตามตัวบ่งชี้ที่ ๔"]
)
def test_other_lines_are_no_headings(text):
    assert forms.heading(Line(1, text)) is None


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("วิธีการดำเนินงาน", "method"),
        ("วิธีการดำเนินการ :", "method"),
        ("๑) ผลการดำเนินงาน", "result"),
        ("ข้อเสนอแนะ", "comments"),
        ("ความเห็นและข้อเสนอแนะ (ทั้งตัวบ่งชี้)", "whole"),
        ("ผลการดำเนินงานของกลุ่มเป็นไปตามแผน", None),
        ("ผลการนิเทศ", None),
    ],
)
def test_a_part_is_headed_by_a_line_of_its_own(text, part):
    assert forms.part(Line(1, text)) == part


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ประเด็นที่ ๑ ประกอบด้วย", 1),
        ("ประเด็นการพิจารณาที่ 2 ประกอบด้วย :", 2),
        ("ประเด็นที่๑๒", 12),
        ("ข้อที่ ๓", 3),
        ("ประเด็นที่ ๑ การติดตาม", None),
        ("ประเด็นประกอบด้วย", None),
    ],
)
def test_a_list_is_headed_by_its_point(text, number):
    assert forms.list_number(Line(1, text)) == number


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("๑. ชื่อ", (1, "ชื่อ")),
        ("๕.ชื่อ", (5, "ชื่อ")),
        ("2) ชื่อ", (2, "ชื่อ")),
        ("๑.๑ ชื่อ", None),
        ("๑/๒๕๕๗ ชื่อ", None),
        ("๒๕๕๗ ชื่อ", None),
        ("๑.", None),
    ],
)
def test_a_number_at_the_start_of_a_line(text, numbered):
    assert forms.numbered(Line(1, text)) == numbered


def test_the_place_is_cut_off_a_title_and_number_and_date_stay_in_it():
    text = "คำสั่ง เลขที่ ๑๒ /๒๕๕๗ ลงวันที่ ๓๐ พฤษภาคม ๒๕๕๗ (ที่เก็บ: แฟ้ม ๒)"
    assert split_title(text) == {
        "title": "คำสั่ง เลขที่ ๑๒ /๒๕๕๗ ลงวันที่ ๓๐ พฤษภาคม ๒๕๕๗",
        "place": "แฟ้ม ๒",
        "document_no": "12/2557",
        "dated": "30 พฤษภาคม 2557",
    }


@pytest.mark.parametrize(
    "title", ["ภาคเรียนที่ ๑/๒๕๕๗", "ลงวันที่ ๑-๒ มกราคม ๒๕๕๗", "ลงวันที่ ......", "แผน"]
)
def test_a_title_without_a_number_or_one_day_gives_none(title):
    assert split_title(title) == {"title": title}


def test_two_fiscal_years_are_both_told():
    lines = [Line(1, "สพป.สมมติ เขต ๙ ปีงบประมาณ ๒๕๕๖"), Line(2, "ประจำปีงบประมาณ พ.ศ. ๒๕๕๗")]
    found = front(lines, [])
    assert found.office == "สพป.สมมติ เขต ๙"
    assert found.years == {2556, 2557}
