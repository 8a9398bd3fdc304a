"""Text saved from Word: anchors found again, nothing lost, nothing guessed, nothing invented."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.imports.importing import OtherEdition
from esa.imports.known import Known
from esa.reading.problems import Problem
from esa.reading.tables import UNPLACED
from tests.bench.import_distortions import ALL, HARD, rendered
from tests.bench.import_gold import lines_of, score
from tests.bench.import_written import written
from tests.unit.imported import (
    EDITION,
    HEAD,
    LISTS,
    OLDER_HEAD,
    POINTS,
    REPORT,
    START,
    codes,
    faults,
    homeless,
    imported,
    level_row,
    rows,
    why,
    wording,
)

# --- points, parts, lists ----------------------------------------------------------------------


def test_points_are_told_from_lists_by_the_heading_below_them():
    found = imported(REPORT)
    assert rows(found, "criteria", "criterion", "title") == [
        ("1.4.1", "ประเด็นสมมติแรก"),
        ("1.4.2", "ประเด็นสมมติถัดมา"),
    ]
    methods = rows(found, "progress", "criterion", "method", "result")
    assert methods == [
        ("1.4.1", "ประชุมวางแผน\n๑. ขั้นแรก\n๒. ขั้นที่สอง", "1. ผลข้อหนึ่ง\n2. ผลข้อสอง"),
        ("1.4.2", "ออกพื้นที่", "ได้ผลดี"),
    ]
    assert faults(found) == []


def test_evidence_is_one_row_an_item_and_placeholders_stay_what_they_are():
    found = imported(REPORT)
    assert rows(found, "evidence", "criterion", "item", "title", "document_no") == [
        ("1.4.1", 1, "คำสั่งสมมติ เลขที่ ๑๒/๒๕๕๗", "12/2557"),
        ("1.4.1", 2, "แผนสมมติ", None),
        ("1.4.1", 3, "........", None),
        ("1.4.2", 1, "ภาพถ่ายสมมติ", None),
        ("1.4.2", 2, "บัญชีสมมติ", None),
    ]
    assert why(found, "ฯลฯ")[0] == "blank"


def test_the_fiscal_year_is_not_taken_from_small_print():
    assert imported(REPORT).years == ()
    assert imported("ประจำปีงบประมาณ พ.ศ. ๒๕๕๘\n" + REPORT).years == (2558,)


def test_comments_that_stand_once_at_the_end_stay_with_the_indicator_and_are_told():
    found = imported(REPORT)
    assert rows(found, "indicators", "comments") == [("ควรทำต่อ",)]
    assert "import_comments_whole" in codes(found)


def test_comments_of_each_point_stay_with_the_point():
    text = POINTS.replace("2. ผลข้อสอง", "2. ผลข้อสอง\nความเห็นและข้อเสนอแนะ\nดีแล้ว")
    found = imported(START + HEAD + level_row(5, text))
    assert rows(found, "progress", "comments") == [("ดีแล้ว",), ("ควรทำต่อ",)]


@pytest.mark.parametrize(
    "written", ["วิธีดำเนินการ", "๑) วิธีการดำเนินการ :", "วิธีการ ดำ เนินงาน", "วิธีการดำเนนิงาน"]
)
def test_a_part_is_headed_in_many_spellings(written):
    found = imported(REPORT.replace("วิธีการดำเนินงาน\n", f"{written}\n"))
    assert rows(found, "progress", "criterion") == [("1.4.1",), ("1.4.2",)]


def test_a_point_without_the_heading_of_its_method_keeps_its_text():
    text = POINTS.replace("แรก\nวิธีการดำเนินงาน\n", "แรก\n")
    found = imported(START + HEAD + level_row(5, text.removeprefix("เกริ่นนำก่อนประเด็น\n"), LISTS))
    assert rows(found, "progress", "method")[0][0].startswith("ประชุมวางแผน")
    assert len(rows(found, "criteria", "criterion")) == 2


def test_a_text_behind_a_heading_on_its_line_belongs_to_the_part():
    found = imported(REPORT.replace("วิธีการดำเนินงาน\nออกพื้นที่", "วิธีการดำเนินงาน : ออกพื้นที่"))
    assert rows(found, "progress", "method")[1] == ("ออกพื้นที่",)
    assert faults(found) == []


def test_a_whole_code_names_a_point():
    text = POINTS.replace("๑. ประเด็น", "๑.๔.๑ ประเด็น").replace("๒. ประเด็น", "1.4.2 ประเด็น")
    found = imported(START + HEAD + level_row(5, text, LISTS))
    assert rows(found, "criteria", "criterion", "title")[1] == ("1.4.2", "ประเด็นสมมติถัดมา")


PROJECTS = "".join(
    f"{n}. โครงการสมมติ {n}\nวิธีการดำเนินงาน\n1. ประชุม\n2. ทำ{n}\nผลการดำเนินงาน\n1. ได้{n}\n"
    for n in "๑๒๓๔๕๖๗๘๙"
)


def test_projects_with_parts_of_their_own_are_no_points():
    first, second = POINTS.split("๒. ประเด็นสมมติถัดมา")
    first = first.replace("ประชุมวางแผน", f"มีโครงการดังนี้\n{PROJECTS}")
    found = imported(START + HEAD + level_row(5, f"{first}๒. ประเด็นสมมติถัดมา{second}", LISTS))
    assert rows(found, "criteria", "title") == [("ประเด็นสมมติแรก",), ("ประเด็นสมมติถัดมา",)]
    result = rows(found, "progress", "result")[0][0]
    assert "๙. โครงการสมมติ ๙\n1. ได้๙" in result  # each result below the project it is of
    assert homeless(found) == ["เกริ่นนำก่อนประเด็น"]


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("after", [1, 2, 3, 4])
@pytest.mark.parametrize("with_parts", [True, False])
@pytest.mark.parametrize("digits", ["๑๒๓๔๕๖๗๘๙", "123456789"])
@pytest.mark.parametrize("count", [2, 3, 4, 5, 9])
def test_no_project_of_any_number_becomes_a_point(listed, after, with_parts, digits, count):
    """Projects with parts of their own stand at the end of a point, of those whose titles have the
    heading of a method below them and of those that have none."""
    part = "\nวิธีการดำเนินงาน" if with_parts else ""
    own = [f"{n}. การ{name}{part}\nเขียนยาว" for n, name in enumerate("กขคง", start=1)]
    projects = [f"{digits[n]}. โครงการ\nวิธีการดำเนินงาน\nทำ\nผลการดำเนินงาน\nได้" for n in range(count)]
    lists = [f"ประเด็นที่ {n} ประกอบด้วย\n๑. คำสั่ง {n}" for n in range(1, 5)] if listed else []
    text = "\n".join([*own[:after], *projects, *own[after:]])
    level = f"\t(\n5\n\t{wording(5, 4)}\n\t{text}\n\t" + "\n".join(lists)
    found = imported(START + HEAD + level)
    titles = [title for (title,) in rows(found, "criteria", "title") if title]
    assert [title for title in titles if title.startswith("โครงการ")] == []
    assert faults(found) == []


def test_a_list_in_a_text_never_makes_a_point_beyond_their_number():
    text = POINTS.replace("ได้ผลดี", "1. ก\n2. ข\n3. ค\nวิธีการดำเนินงาน\nอีก")
    found = imported(START + HEAD + level_row(5, text))
    assert [code for (code,) in rows(found, "criteria", "criterion")] == ["1.4.1", "1.4.2"]


def test_a_second_method_where_all_points_are_there_stays_in_its_point():
    text = POINTS.replace("ได้ผลดี", "ได้ผลดี\nวิธีการดำเนินงาน\nทำอีกรอบ")
    found = imported(START + HEAD + level_row(5, text, LISTS))
    assert rows(found, "progress", "method")[1] == ("ออกพื้นที่\nทำอีกรอบ",)


def test_what_fits_two_points_is_left_with_both_named():
    text = POINTS.replace("๒. ประเด็นสมมติถัดมา\n", "")
    found = imported(START + HEAD + level_row(5, text, LISTS))
    assert why(found, "ออกพื้นที่") == ("two_homes", ("ประเด็น 1.4.1", "ประเด็น 1.4.2"))
    assert rows(found, "progress", "criterion") == [("1.4.1",)]
    assert rows(found, "evidence", "criterion")[-1] == ("1.4.2",)
    assert faults(found) == []


def test_an_item_that_could_be_the_next_title_is_neither():
    """Its number goes on with the list above it, in the same digits, and nothing else tells."""
    text = "๑. แรก\nวิธีการดำเนินงาน\n๑. ทำหนึ่ง\n๒. ทำสอง\nวิธีการดำเนินงาน\nอะไรสักอย่าง\nผลการดำเนินงาน\nได้"
    found = imported(START + HEAD + level_row(5, text))
    assert rows(found, "criteria", "criterion") == [("1.4.1",)]
    assert why(found, "ทำสอง") == ("two_homes", ("ประเด็น 1.4.1", "ประเด็น 1.4.2"))


def test_a_list_of_a_point_beyond_their_number_is_unplaced():
    found = imported(START + HEAD + level_row(5, POINTS, LISTS.replace("ที่ 2 ประ", "ที่ 6 ประ")))
    assert why(found, "ภาพถ่ายสมมติ")[0] == "beyond"
    assert ("1.4.6",) not in rows(found, "criteria", "criterion")


def test_a_list_of_several_points_names_them_all():
    found = imported(REPORT.replace("ประเด็นที่ 2 ประกอบด้วย", "ประเด็นที่ ๑ - ๒ ประกอบด้วย"))
    assert why(found, "ภาพถ่ายสมมติ") == ("two_homes", ("ประเด็น 1.4.1", "ประเด็น 1.4.2"))


def test_a_list_without_a_heading_is_of_the_point_that_shares_its_row():
    text = (
        "\t๓. การส่งเสริมสมมติ\nวิธีดำเนินการ\n1. ก\n 1.1 ข\n\t1. โครงการ\n2. แผน\n\t 1.2 ค\n"
        "ผลการดำเนินงาน\nได้\n\t3. รายงาน\n\tต่อ\n"
    )
    found = imported("ตัวบ่งชี้ที่ ๑.๓ เรื่องสมมติ\n" + text)
    assert rows(found, "evidence", "criterion", "item", "title") == [
        ("1.3.3", 1, "โครงการ"), ("1.3.3", 2, "แผน"), ("1.3.3", 3, "รายงาน"),
    ]  # fmt: skip
    assert rows(found, "progress", "method", "result") == [("1. ก\n1.1 ข\n1.2 ค", "ได้\nต่อ")]


def test_a_printed_number_is_the_number_of_the_item():
    found = imported(START + HEAD + level_row(5, POINTS, LISTS.replace("2.แผน", "7.แผน")))
    assert (7, "แผนสมมติ") in rows(found, "evidence", "item", "title")


def test_a_line_without_a_number_goes_on_with_the_item_above():
    found = imported(START + HEAD + level_row(5, POINTS, LISTS.replace("2.แผน", "ต่อบรรทัด\n2.แผน")))
    assert rows(found, "evidence", "title")[0][0].endswith("๑๒/๒๕๕๗ ต่อบรรทัด")


# --- the ladder --------------------------------------------------------------------------------


def test_a_lost_tick_box_leaves_the_claimed_level_blank_and_is_told():
    found = imported(REPORT)
    assert rows(found, "indicators", "indicator", "claimed_level") == [("1.4", None)]
    assert "import_tick_lost" in codes(found)


@pytest.mark.parametrize(
    ("boxes", "claimed"),
    [
        ("☐☑☐", 4),
        ("☐☐☑", 3),
        ("☐☐☐", None),
        ("☑☑☐", None),
        ("☐☑(", None),
        ("\uf0a8\uf0fe\uf0a8", 4),
    ],
)
def test_the_claimed_level_is_the_only_tick(boxes, claimed):
    levels = "".join(
        level_row(level, POINTS if level == 5 else "", box=f"{box} ")
        for level, box in zip((5, 4, 3), boxes, strict=True)
    )
    assert rows(imported(START + HEAD + levels), "indicators", "claimed_level") == [(claimed,)]


@pytest.mark.parametrize("box", ["(", ""])
def test_a_lost_level_follows_from_those_around_it(box):
    first = f"\t{box}\n\t{wording(5)}\n\t{POINTS}\n\t{LISTS}\n"
    found = imported(START + HEAD + first + level_row(4) + level_row(3))
    assert rows(found, "rubric", "level") == [(5,), (4,), (3,)]
    assert len(rows(found, "evidence", "item")) == 5
    assert "import_level_inferred" in codes(found)


def test_two_lost_levels_on_end_are_not_guessed():
    both = f"\t\n\t{wording(5)}\n\t{POINTS}\n\t{LISTS}\n\t\n\t{wording(4)}\n\t\n\t\n"
    found = imported(START + HEAD + both + level_row(3))
    assert rows(found, "rubric", "level") == [(3,)]
    assert why(found, "ชัดเจน 2 ข้อ")[0] == "no_level"
    assert rows(found, "progress", "criterion") == [("1.4.1",), ("1.4.2",)]


EXTRA = "\nและมีความถูกต้อง โปร่งใส\nตรวจสอบได้"


def test_an_extra_condition_of_all_levels_is_kept_as_a_gate():
    found = imported(REPORT.replace("ข้อ\n\t", f"ข้อ{EXTRA}\n\t"))
    assert rows(found, "indicators", "extra_condition") == [("มีความถูกต้อง โปร่งใส ตรวจสอบได้",)]
    assert rows(found, "rubric", "min_clear", "max_clear") == [(2, 2), (1, 1), (0, 0)]


def test_an_extra_condition_of_some_levels_is_told():
    found = imported(REPORT.replace("ชัดเจน 1 ข้อ", f"ชัดเจน 1 ข้อ{EXTRA}"))
    assert rows(found, "indicators", "extra_condition") == [(None,)]
    assert "import_extra_unsure" in codes(found)


def test_heading_head_and_level_printed_again_join_what_was_there():
    again = (
        START.split("\n", 1)[1] + HEAD + level_row(5, "๒. ประเด็น" + POINTS.split("๒. ประเด็น")[1])
    )
    first = level_row(5, POINTS.split("๒. ประเด็น")[0], LISTS) + level_row(4) + level_row(3)
    found = imported(START + HEAD + first + "\n" + again)
    assert rows(found, "rubric", "level") == [(5,), (4,), (3,)]
    assert rows(found, "progress", "criterion") == [("1.4.1",), ("1.4.2",)]
    assert homeless(found) == ["เกริ่นนำก่อนประเด็น"]


def test_a_head_printed_again_on_the_next_page_goes_on_with_the_row():
    first, rest = POINTS.split("๒. ประเด็น")
    pages = level_row(5, first.strip()) + HEAD + f"\t\n\t\n\t๒. ประเด็น{rest}\n\t{LISTS}\n"
    found = imported(START + HEAD + pages + level_row(4))
    assert rows(found, "progress", "criterion") == [("1.4.1",), ("1.4.2",)]
    assert len(rows(found, "evidence", "item")) == 5


# --- headings ----------------------------------------------------------------------------------


def test_mixed_digits_in_codes_are_one_code():
    text = REPORT.replace("ตัวบ่งชี้ที่ ๔", "ตัวบ่งชี้ที่ 1.๔").replace("\n๒. ประเด็น", "\n2. ประเด็น")
    assert [code for (code,) in rows(imported(text), "criteria", "criterion")] == ["1.4.1", "1.4.2"]


def test_two_indicators_of_one_file_stay_apart():
    second = REPORT.removeprefix(START).replace("สมมติแรก", "อีกตัวบ่งชี้")
    found = imported(REPORT + "\nตัวบ่งชี้ที่ ๕ เรื่องถัดไป\n" + second)
    assert [code for (code,) in rows(found, "indicators", "indicator")] == ["1.4", "1.5"]
    assert ("1.5.1", "ประเด็นอีกตัวบ่งชี้") in rows(found, "criteria", "criterion", "title")


def test_a_table_whose_heading_is_lost_is_no_indicator_of_ours():
    other = POINTS.replace("ประชุมวางแผน", "ของใครไม่รู้")
    found = imported(REPORT + "\n" + HEAD + level_row(5, other, LISTS) + level_row(4))
    assert rows(found, "indicators", "indicator") == [("1.4",)]
    assert len(rows(found, "progress", "criterion")) == 2
    assert why(found, "ของใครไม่รู้")[0] == "no_heading"
    assert faults(found) == []


def test_an_indicator_without_a_standard_has_no_code():
    found = imported(REPORT.replace("มาตรฐานที่ ๑ งานสมมติ\n", ""))
    assert rows(found, "indicators", "indicator") == []
    assert "import_no_heading" in codes(found)


def test_a_line_of_a_list_that_looks_like_a_heading_opens_nothing():
    text = POINTS.replace("ประชุมวางแผน", "มาตรฐานที่ 1 ด้านผู้เรียน\nมาตรฐานที่ 2 ด้านครู\nประชุมวางแผน")
    found = imported(START + HEAD + level_row(5, text, LISTS))
    assert rows(found, "standards", "standard") == [("1",)]
    assert rows(found, "progress", "method")[0][0].startswith("มาตรฐานที่ 1 ด้านผู้เรียน\nมาตรฐานที่ 2")


def test_a_line_of_a_table_of_contents_is_no_heading():
    contents = "ตัวบ่งชี้ที่ ๙ เรื่องในสารบัญ\t๑๒\nตัวบ่งชี้ที่ ๘ อีกเรื่อง ........ ๑๔\n"
    found = imported(contents + REPORT)
    assert rows(found, "indicators", "indicator") == [("1.4",)]


def test_a_report_without_any_known_table_is_all_unplaced():
    found = imported("หนังสือราชการ\nเรื่องอื่น\n\tช่องหนึ่ง\n\tช่องสอง\n")
    assert homeless(found) == ["หนังสือราชการ", "เรื่องอื่น", "ช่องหนึ่ง", "ช่องสอง"]
    (told,) = imported("หนังสือราชการ\nเรื่องอื่น\n").doubts  # the message names the tab that is written
    assert f"แท็บ {UNPLACED}" in Problem(told.code, "").what_th


# --- what is known -----------------------------------------------------------------------------

LOST = """	๓. การเก็บรวบรวมข้อมูล ประมวลผล สรุปและรายงานผลการติดตามฯ ทั้ง ๔ ด้าน
วิธีการดำเนินงาน
เก็บ
๑. ขั้นหนึ่ง
๒. ขั้นสอง
๓. ขั้นสาม
๔. การนำผลของการติดตามและนิเทศไปใช้พัฒนาคุณภาพตามเป้าหมายของการจัดการศึกษา
นำไปใช้
ผลการดำเนินงาน
ได้ผล
	ประเด็นที่ ๔ ประกอบด้วย
๑. แผน"""


def test_known_titles_find_points_without_any_head_or_heading():
    found = imported(LOST, EDITION)
    assert [code for (code,) in rows(found, "criteria", "criterion")] == ["1.4.3", "1.4.4"]
    assert rows(found, "progress", "method") == [
        ("เก็บ\n๑. ขั้นหนึ่ง\n๒. ขั้นสอง\n๓. ขั้นสาม",),
        ("นำไปใช้",),
    ]
    assert rows(found, "evidence", "criterion") == [("1.4.4",)]
    assert set(homeless(imported(LOST))) == {line.strip() for line in LOST.split("\n")}


def test_a_known_title_is_matched_with_slips_and_over_two_lines():
    found = imported(LOST.replace("ไปใช้พัฒนาคุณภาพตาม", "ไปใช้พัฒนา\nคุณภาพ ตาม"), EDITION)
    assert rows(found, "criteria", "criterion")[-1] == ("1.4.4",)
    assert rows(found, "progress", "method")[-1] == ("นำไปใช้",)


def test_a_number_with_a_known_title_is_never_another_text():
    found = imported(LOST.replace("๔. การนำผลของ", "๔. อย่างอื่นที่ไม่ใช่ชื่อ"), EDITION)
    assert ("1.4.4",) in rows(found, "criteria", "criterion")  # it has a list
    assert rows(found, "criteria", "title")[-1] == (None,)


def test_an_edition_given_by_the_user_wins_and_an_unknown_one_is_told():
    nameless = imported(REPORT.removeprefix("มาตรฐานสำนักงานเขตพื้นที่การศึกษา พ.ศ.๒๕๕๗\n"))
    assert {e for (e,) in rows(nameless, "criteria", "edition")} == {"นำเข้า"}
    assert "import_edition_unknown" in codes(nameless)
    assert imported(REPORT).editions == ("2557", "")


def test_a_report_of_another_edition_is_not_mixed_in():
    with pytest.raises(OtherEdition):
        imported(REPORT, edition="2560")


# --- properties --------------------------------------------------------------------------------

PIECES = [
    *REPORT.split("\n"), *OLDER_HEAD.split("\n"), *LISTS.split("\n"), "", "\t", "\t\t", " \tก",
    "\t5", "\t( 4", "ตัวบ่งชี้ที่ ๔", "ตัวบ่งชี้ที่ ๑.๕ อื่น", "เกณฑ์การประเมินที่ ๒ สมมติ", "หมวดที่ ๓ สมมติ",
    "มาตรฐานที่ ๒", "\tกลุ่มสมมติ", "\tกลุ่มอำนวยการ",
    "\t๑.๑ สภาพสมมติ", "๑.๒ อีกข้อ", "\tเป้าหมาย ๓ ข้อ", "1.4.2 สมมติ",
    "ประเด็นที่ 3 สมมติ", "ความเห็นและข้อเสนอแนะ (ทั้งตัวบ่งชี้)", "(ยังไม่ได้เขียน)", "๑.", "x\ty", "–",
    "ทำได้", "เอกสาร/หลักฐานอ้างอิง", "หมายเหตุ", "ผลการประเมิน: ระดับ ๕", "ประเมินตนเอง ระดับ ๔",
    "๙๙๙๙๙๙๙๙๙๙. ก", "วิธีการดำเนินงาน : ก", "( ๔ มีการดำเนินการครบ ๒ ข้อ มีหลักฐาน ๑ ข้อ",
    "๓. การเก็บรวบรวมข้อมูล ประมวลผล สรุปและรายงานผลฯ ทั้ง 4 ด้าน", "ประเด็นที่ ๑-๓ ประกอบด้วย",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.booleans())
def test_every_line_has_its_home_whatever_the_order(lines, with_edition):
    own = [line.replace("สมมติ", f"สมมติ{at}ๆ") for at, line in enumerate(lines)]  # no two alike
    assert faults(imported("\n".join(own), EDITION if with_edition else None)) == []


@given(st.data())
def test_every_line_has_its_home_when_lines_of_a_report_go_missing(data):
    lines = (REPORT + "\nตัวบ่งชี้ที่ ๕ เรื่อง\n" + REPORT.removeprefix(START)).split("\n")
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=8))
    found = imported("\n".join(line for at, line in enumerate(lines) if at not in gone))
    assert faults(found) == []


@given(st.data())
def test_no_point_breaks_the_order_or_the_number_whatever_lists_are_in_the_texts(data):
    chance = random.Random(data.draw(st.integers(0, 10_000)))
    lines = POINTS.split("\n")
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(3, len(lines))
        digits, sign = chance.choice(("๐๑๒๓๔๕๖๗๘๙", "0123456789")), chance.choice((". ", ") "))
        lines[at:at] = [f"{digits[n]}{sign}ข้อย่อย" for n in range(1, chance.randint(2, 7))]
    found = imported(START + HEAD + level_row(5, "\n".join(lines), LISTS))
    numbers = [int(code.split(".")[2]) for (code,) in rows(found, "criteria", "criterion")]
    assert sorted(set(numbers)) == numbers and max(numbers, default=0) <= 2
    titles = {title for (title,) in rows(found, "criteria", "title")}
    assert titles <= {"ประเด็นสมมติแรก", "ประเด็นสมมติถัดมา", None}
    assert faults(found) == []


TEXT = st.text("กขคงจฉาีเแ่้ ", min_size=1, max_size=20).map(str.strip).filter(bool)
POINT = st.tuples(TEXT, st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4, unique_by="".join))


@given(st.lists(POINT, min_size=2, max_size=6))
def test_points_parts_and_lists_come_back_as_they_were_written(points):
    narrative, evidence = [], []
    for number, (title, method, documents) in enumerate(points, start=1):
        narrative += [f"{number}. {title}", "วิธีการดำเนินงาน", *method, "ผลการดำเนินงาน", "ดี"]
        evidence += [f"ประเด็นที่ {number} ประกอบด้วย"]
        evidence += [f"{n}. {title}" for n, title in enumerate(documents, start=1)]
    total = len(points)
    level = (
        f"\t(\n5\n\t{wording(5, total)}\n\t" + "\n".join(narrative) + "\n\t" + "\n".join(evidence)
    )
    found = imported(START + HEAD + level)
    assert rows(found, "criteria", "criterion", "title") == [
        (f"1.4.{n}", p[0]) for n, p in enumerate(points, start=1)
    ]
    assert rows(found, "progress", "method") == [("\n".join(p[1]) or None,) for p in points]
    assert faults(found) == []


@pytest.mark.parametrize("first", ["๒. ร่วมประชุม", "อบรมครูแล้ว", "- ติดตามผล"])
@pytest.mark.parametrize("heading", ["ประเด็นที่ {n} {title}", "ประเด็นที่ {n}\n{title}"])
@pytest.mark.parametrize("known", [True, False])
def test_a_named_point_is_a_title_of_its_own_whatever_stands_above_it(first, heading, known):
    """An item above it was joined with it, and the points before it were left out."""
    titles = [f"การดำเนินงานสมมติของเขตเรื่อง{x}" for x in "กข"]
    of = Known("2557", {}, {"1.4": dict(enumerate(titles, 1))}) if known else Known()
    said = "\n".join(
        f"{heading.format(n=n, title=title)}\nวิธีการดำเนินงาน\nทำ{n}\n๑. ประชุม\n{first}"
        for n, title in enumerate(titles, 1)
    )
    found = imported(START + HEAD + "\n" + level_row(5, said) + level_row(4), of)
    assert rows(found, "criteria", "criterion", "title") == [
        (f"1.4.{n}", title) for n, title in enumerate(titles, 1)
    ]
    assert homeless(found) == []


def test_projects_beside_a_point_of_the_same_number_are_no_points():
    """Point 1 is missing and projects 1 to 3 stand above point 2: no project may be a point."""
    projects = "".join(f"{n}. โครงการสมมติ\nวิธีการดำเนินงาน\nทำ\n" for n in (1, 2, 3))
    said = f"{projects}๒) การดำเนินงานสมมติ\nวิธีการดำเนินงาน\nประชุม"
    rungs = "".join(level_row(level) for level in (4, 3)).replace("2 ข้อ", "4 ข้อ")
    found = imported(START + HEAD + "\n" + level_row(5, said).replace("2 ข้อ", "4 ข้อ") + rungs)
    assert rows(found, "criteria", "criterion") == []
    assert "๒) การดำเนินงานสมมติ" in homeless(found)


@pytest.mark.parametrize("seed", range(24))
@pytest.mark.parametrize("of", [EDITION, Known()], ids=["edition", "none"])
def test_what_several_people_write_is_neither_lost_nor_invented(seed, of):
    chance = random.Random(seed)
    kinds = [None, *(change for change in ALL.values() if change not in HARD)]
    change = kinds[seed % len(kinds)]
    spots = written(EDITION, chance)
    text, gold = rendered(change(spots, chance) if change else spots)
    found = imported(text, of)
    by_number = dict(zip(lines_of(text), gold, strict=True))
    own = [by_number[line.number] for line in found.ledger.lines]
    result = score(found, own, lines_of(text))
    assert (result.lost, result.invented) == (0, [])
    if of is EDITION:  # without one, what stands between two readings stays unplaced
        assert result.percent > 90 and not result.wrong


@pytest.mark.parametrize(
    "note", ["หมายเหตุ : โปรด", "หมายเหตุ :\nโปรด", "(หมายเหตุ\nโปรด", "หมายเหตุ\n: โปรด"]
)
def test_the_forms_own_note_is_no_remark_wherever_its_line_is_broken(note):
    asks = f"{note}ระบุเอกสาร/หลักฐานอ้างอิง(ปีงบประมาณ ๒๕๕๗) ทุกประเด็นการพิจารณา"
    own = LISTS.replace("หมายเหตุ : ใช้ของปีงบประมาณ ๒๕๕๗", asks)
    found = imported(START + HEAD + "\n" + level_row(5, POINTS, own))
    assert rows(found, "indicators", "remark") == [(None,)]
    kept = imported(START + HEAD + "\n" + level_row(5, POINTS, LISTS))
    assert "ใช้ของปีงบประมาณ" in str(rows(kept, "indicators", "remark"))
    assert len(rows(found, "evidence", "item")) == len(rows(kept, "evidence", "item"))
