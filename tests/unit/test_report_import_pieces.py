"""Small rules of the import: wordings of levels, headings, part headings, listed titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.imports import words
from esa.imports.items import split_title
from esa.imports.known import Known, known, same_title
from esa.imports.ladder import clear_evidence, extra_condition, points_said
from esa.imports.ledger import Ledger
from esa.imports.lines import Line
from esa.imports.names import Names
from esa.imports.pieces import pieces
from esa.imports.review import offers
from tests.unit.imported import EDITION, imported


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
    assert words.heading(Line(1, text)) == (kind, code, title)


@pytest.mark.parametrize(
    "text", ["ตัวบ่งชี้ความสำเร็จ", "มาตรฐานการศึกษา", "ตัวบ่งชี้ที่ ๑ ชื่อ ..... ๑๒", "ตามตัวบ่งชี้ที่ ๔"]
)
def test_other_lines_are_no_headings(text):
    assert words.heading(Line(1, text)) is None


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
    assert words.part(Line(1, text)) == part


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("ประเด็นที่ ๑ ประกอบด้วย", ("1",)),
        ("ประเด็นการพิจารณาที่ 2 ประกอบด้วย :", ("2",)),
        ("ประเด็นที่๑๒", ("12",)),
        ("ประเด็นที่ ๑.๔.๒ ประกอบด้วย", ("1.4.2",)),
        ("ประเด็นที่ ๑-๓ ประกอบด้วย", ("1", "2", "3")),
        ("ประเด็นที่ 1, 2 และ 4 ประกอบด้วย", ("1", "2", "4")),
        ("ข้อที่ ๓ ประกอบด้วย", ("3",)),
        ("ข้อที่ ๓", ()),
        ("ประเด็นที่ ๑ การติดตาม", ()),
        ("ประเด็นประกอบด้วย", ()),
    ],
)
def test_a_list_is_headed_by_its_points(text, numbers):
    assert words.list_numbers(Line(1, text)) == numbers


@pytest.mark.parametrize(
    ("text", "numbered"),
    [
        ("๑. ชื่อ", (1, ".", True, "ชื่อ")),
        ("๕.ชื่อ", (5, ".", True, "ชื่อ")),
        ("2) ชื่อ", (2, ")", False, "ชื่อ")),
        ("(3) ชื่อ", (3, ")", False, "ชื่อ")),
        ("๑.๑ ชื่อ", None),
        ("๑/๒๕๕๗ ชื่อ", None),
        ("๒๕๕๗ ชื่อ", None),
        ("๑.", None),
    ],
)
def test_a_number_at_the_start_of_a_line(text, numbered):
    assert words.numbered(Line(1, text)) == numbered


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("( ๔ มีการดำเนินการครบ ๔ ข้อ มีหลักฐาน", ["( ๔", "มีการดำเนินการครบ ๔ ข้อ มีหลักฐาน"]),
        ("ประเด็นที่ ๑ ประกอบด้วย ๑. คำสั่ง", ["ประเด็นที่ ๑ ประกอบด้วย", "๑. คำสั่ง"]),
        ("ผลการดำเนินงาน : ได้ผลดี", ["ผลการดำเนินงาน :", "ได้ผลดี"]),
        ("ผลการดำเนินงาน  ๑. ได้ผลดี", ["ผลการดำเนินงาน", "๑. ได้ผลดี"]),
        ("ผลการดำเนินงานของกลุ่ม : ได้ผลดี", ["ผลการดำเนินงานของกลุ่ม : ได้ผลดี"]),
        ("๔ โรง มีการดำเนินการครบ", ["๔ โรง มีการดำเนินการครบ"]),
    ],
)
def test_a_line_of_two_things_is_cut(text, parts):
    assert [line.text for line in pieces(Line(1, text), Known())] == parts


def test_a_known_title_is_cut_from_the_text_behind_it():
    title = EDITION.points["2.4"][6]
    line = Line(1, f"๖. {title} สำนักงานได้ดำเนินการต่อเนื่อง")
    assert [each.text for each in pieces(line, EDITION)] == [
        f"๖. {title}", "สำนักงานได้ดำเนินการต่อเนื่อง"
    ]  # fmt: skip


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
    found = imported("สพป.สมมติ เขต ๙ ปีงบประมาณ ๒๕๕๖\nประจำปีงบประมาณ พ.ศ. ๒๕๕๗\n")
    assert found.office == "สพป.สมมติ เขต ๙"
    assert found.years == (2556, 2557)


@pytest.mark.parametrize(
    ("wordings", "expected"),
    [
        (["ครบ 5 ข้อ มีหลักฐานชัดเจน 4 ข้อ และมีความโปร่งใส ตรวจสอบได้"] * 2, "มีความโปร่งใส ตรวจสอบได้"),
        (["มีการดำเนินการครบ 5 ข้อ มีหลักฐานชัดเจน 4 ข้อ", "มีหลักฐานชัดเจน 3 ข้อ"], ""),
        (["มีหลักฐาน 4 ข้อ และนำผลไปใช้พัฒนา", "มีหลักฐาน 3 ข้อ และโปร่งใสตรวจสอบได้"], ""),
        (["มีหลักฐาน 4 ข้อ และนำผลไปใช้พัฒนา"], ""),
    ],
)
def test_an_extra_condition_is_what_all_levels_say_beside_the_numbers(wordings, expected):
    wordings = [w if w.startswith("มี") else f"มีการดำเนินการ{w}" for w in wordings]
    assert extra_condition(wordings) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("การนำผลฯ ไปใช้พัฒนา", "การนำผลของการติดตามไปใช้พัฒนา", True),
        ("ระบบติดตาม ทั้ง 4 ด้าน", "ระบบติดตามทั้ง ๔ ด้าน", True),
        ("การสื่อสารและประชาสัมพันธ์", "การสื่อสารและประชาสัมพันธุ์", True),
        ("การบริหารงานบุคคล", "การบริหารงบประมาณ", False),
    ],
)
def test_titles_are_compared_with_tolerance(one, other, same):
    assert same_title(one, other) is same


def test_only_a_title_that_is_known_is_found():
    rows = [{"criterion": "1.1.1", "indicator": "1.1", "title": "การวางแผนอย่างเป็นระบบ"},
            {"criterion": "1.1.2", "indicator": "1.1", "title": None}]  # fmt: skip
    found = known("ก", {"criteria": rows})
    assert found.point("การวางแผนอย่างเป็นระบบ").number == 1
    assert found.point("การวางแผนอย่างเป็นระบบของหน่วยงานอื่นทั้งหมด") is None
    assert found.titled("1.1") == {1}


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("นผ.", ["กลุ่มนโยบายและแผน"]),
        ("กลุ่มนิเทศติดตาม และประเมินผลการจัดการศึกษา", ["กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา"]),
        ("กลุ่มอำนวยการ/กลุ่มบุคคล", ["กลุ่มอำนวยการ", "กลุ่มบริหารงานบุคคล"]),
        ("ทุกคน", ["ทุกกลุ่ม"]),
        ("กลุ่มสมมติ", None),
        ("กลุ่มอำนวยการมีหน้าที่ประสานงานกับทุกกลุ่ม", None),
    ],
)
def test_groups_are_known_by_all_their_names(written, names):
    assert Names().names(written) == names


def test_amounts_and_partners_are_offered_and_never_placed():
    text = (
        "ตัวบ่งชี้ที่ ๑.๓ เรื่องสมมติ\n\t๓. การส่งเสริมสมมติ\nผลการดำเนินงาน\n๑) อบต.สมมติ\n"
        "จัดโครงการวันเด็ก วันที่ ๑๑ มกราคม ๒๕๕๗ โดยสนับสนุนงบประมาณ ๔๕,๕๐๐ บาท "
        "และโครงการกีฬา เป็นเงิน 3000 บาท\n"
        "๒) เทศบาลตำบลตัวอย่าง\nให้ยืมรถ\nราคา 500 บาท"
    )
    found = imported(text)
    told = [(o.partner, o.activity, o.date, o.value) for o in offers(found.ledger)]
    assert told == [
        ("อบต.สมมติ", "โครงการวันเด็ก", "11 มกราคม 2557", "45500"),
        ("อบต.สมมติ", "โครงการกีฬา", "11 มกราคม 2557", "3000"),
        ("เทศบาลตำบลตัวอย่าง", "", "", ""),
    ]


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("ab")), max_size=30))
def test_a_ledger_never_loses_a_line(steps):
    ledger = Ledger([Line(n, str(n)) for n in range(5)])
    for at, key in steps:
        if key == "a":
            ledger.put(at, "criteria", ("e", "1.1.1"), "title")
        else:
            ledger.leave([at], "no_point")
    assert len(ledger.homes) == 5 and all(home.tab or home.why for home in ledger.homes)
    texts = ledger.texts("criteria", ("e", "1.1.1"), "title")
    assert len(texts) >= sum(home.tab == "criteria" for home in ledger.homes)
