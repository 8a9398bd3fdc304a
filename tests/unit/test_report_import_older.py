"""The older form of six columns: criteria, conditions, work; broken rows; nothing assumed."""

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.test_report_import_text import (
    OLDER_HEAD,
    codes,
    homeless,
    imported,
    lost,
    rows,
)

START = "มาตรฐานที่ ๑\nชื่อมาตรฐานสมมติ\nตัวบ่งชี้ที่ ๒  ระบบสมมติ\nเกณฑ์การประเมินที่ ๓ เกณฑ์สมมติ\n"


def row(*cells: str) -> str:
    return "".join(f"\t{cell}\n" for cell in (*cells, *[""] * 6)[:6])


ONE = row("๑.๑ มีแผนสมมติ", "๑. ร่างแผน", "ทำแผนแล้ว", "มีแผน ๒ ข้อ", "กลุ่มอำนวยการ", "ทุกกลุ่ม")
TWO = row("๑.๒ ประกาศใช้\n๑.๓ ทบทวน", "ประกาศ", "ลงเว็บไซต์", "", "กลุ่มนโยบายและแผน\nกลุ่มอำนวยการ")
NEXT_PAGE = row("", "และทบทวนทุกปี", "ทบทวนแล้ว")


def test_a_criterion_has_its_conditions_its_groups_and_its_work():
    found = imported(START + OLDER_HEAD + ONE)
    assert rows(found, "indicators", "indicator", "standard", "title") == [("1-2", "1", "ระบบสมมติ")]
    assert rows(found, "standards", "title") == [("ชื่อมาตรฐานสมมติ",)]
    criterion = rows(
        found, "criteria", "criterion", "title", "lead_groups", "co_groups", "kpi_text"
    )
    assert criterion == [("1-2-3", "เกณฑ์สมมติ", "กลุ่มอำนวยการ", "ทุกกลุ่ม", "มีแผน ๒ ข้อ")]
    assert rows(found, "criteria", "kpi_target", "kpi_unit") == [("2", "ข้อ")]
    condition = rows(found, "conditions", "condition", "text", "procedure", "lead_groups")
    assert condition == [("1.1", "มีแผนสมมติ", "๑. ร่างแผน", "กลุ่มอำนวยการ")]
    assert rows(found, "progress", "condition", "method", "carried_out") == [
        ("1.1", "ทำแผนแล้ว", None)
    ]
    assert rows(found, "groups", "group") == [("AM",)]
    assert "import_target_read" in codes(found)


def test_what_several_conditions_share_is_kept_once_and_told():
    found = imported(START + OLDER_HEAD + TWO)
    assert rows(found, "conditions", "condition", "procedure") == [("1.2", "ประกาศ"), ("1.3", None)]
    assert rows(found, "progress", "condition", "method") == [(None, "ลงเว็บไซต์")]
    leads = rows(found, "conditions", "lead_groups")
    assert leads == [("กลุ่มนโยบายและแผน; กลุ่มอำนวยการ",)] * 2
    assert {"import_procedure_shared", "import_work_shared"} <= set(codes(found))


def test_a_row_goes_on_over_the_page_with_its_heading_printed_again_or_not():
    again = "\nเกณฑ์การประเมินที่ ๓ เกณฑ์สมมติ\n"
    for between in (again, "\n"):
        found = imported(START + OLDER_HEAD + ONE + between + OLDER_HEAD + NEXT_PAGE)
        assert rows(found, "criteria", "criterion") == [("1-2-3",)]
        assert rows(found, "conditions", "procedure") == [("๑. ร่างแผน\nและทบทวนทุกปี",)]
        assert rows(found, "progress", "method") == [("ทำแผนแล้ว\nทบทวนแล้ว",)]
        assert lost(found) == []


def test_groups_that_differ_stay_with_their_conditions():
    found = imported(START + OLDER_HEAD + ONE + TWO)
    assert rows(found, "criteria", "lead_groups") == [(None,)]
    assert "import_groups_differ" in codes(found)


def test_a_blank_lead_is_not_taken_from_the_row_above():
    blank = row("๑.๔ ข้อไม่มีเจ้าของ", "ทำ")
    found = imported(START + OLDER_HEAD + ONE + blank)
    assert rows(found, "conditions", "lead_groups") == [("กลุ่มอำนวยการ",), (None,)]
    assert "import_lead_blank" in codes(found)


def test_a_category_has_a_code_of_its_own_under_the_criterion():
    text = START + "หมวดที่ ๒ หมวดสมมติ\nต่อบรรทัด\n" + OLDER_HEAD + ONE
    found = imported(text)
    category = rows(found, "criteria", "criterion", "category")
    assert category == [("1-2-3-2", "หมวด 2 หมวดสมมติ ต่อบรรทัด")]
    assert lost(found) == []


def test_a_condition_printed_twice_is_kept_once_and_other_words_are_not_lost():
    other = row("๑.๑ ข้อความต่างไป", "", "")
    found = imported(START + OLDER_HEAD + ONE + ONE + other)
    assert rows(found, "conditions", "condition") == [("1.1",)]
    assert "ข้อความต่างไป" in homeless(found)
    assert "import_condition_twice" in codes(found)


def test_a_row_with_too_few_cells_keeps_what_is_certain_and_tells_the_rest():
    broken = "\t๑.๕ ข้อสมมติ\n\tทำ\n\tทำแล้ว\n\t\n\tกลุ่มอำนวยการ\n\tข้อความหลงช่อง\n\tอีกช่อง\n"
    found = imported(START + OLDER_HEAD + ONE + broken)
    assert rows(found, "conditions", "condition", "lead_groups")[-1] == ("1.5", "กลุ่มอำนวยการ")
    assert homeless(found) == ["ข้อความหลงช่อง", "อีกช่อง"]
    assert "import_row_broken" in codes(found)


def test_a_table_without_a_criterion_is_unplaced():
    found = imported(OLDER_HEAD + ONE)
    assert rows(found, "criteria", "criterion") == []
    assert "import_no_heading" in codes(found) and lost(found) == []


def test_a_text_without_a_number_stays_in_the_remark_of_the_criterion():
    found = imported(START + OLDER_HEAD + row("มีสิ่งต่อไปนี้\n๑. แผน", "ทำ", "", "", "กลุ่มไม่รู้จัก"))
    assert "มีสิ่งต่อไปนี้" in rows(found, "criteria", "remark")[0][0]
    assert {"import_no_condition", "import_group_unknown"} <= set(codes(found))


def test_several_numbers_in_a_kpi_are_no_target():
    found = imported(START + OLDER_HEAD + row("๑. ก", "", "", "๒ ข้อ หรือร้อยละ ๘๐", "กลุ่มอำนวยการ"))
    assert rows(found, "criteria", "kpi_target") == [(None,)]
    assert "import_target_unclear" in codes(found)


@given(st.data())
def test_no_line_of_the_older_form_is_lost(data):
    lines = (START + OLDER_HEAD + ONE + TWO + OLDER_HEAD + NEXT_PAGE + ONE).split("\n")
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=8))
    found = imported("\n".join(line for at, line in enumerate(lines) if at not in gone))
    assert lost(found) == []


POINTS = "มาตรฐานที่ ๑\nชื่อมาตรฐานสมมติ\nตัวบ่งชี้ที่ ๑.๔  ระบบสมมติ\n"
POINT = row("๑. ระบบนิเทศ", "–", "ดำเนินการแล้ว", "–", "กลุ่มอำนวยการ / กลุ่มนโยบายและแผน", "–")


def test_a_responsibility_table_of_points_gives_points_with_their_groups_and_status():
    silent = row("๒. (ยังไม่ได้กรอกชื่อ)", "–", "(ยังไม่รายงาน)", "–", "(ยังไม่ระบุ)", "–")
    found = imported(POINTS + OLDER_HEAD + POINT + silent)
    assert rows(found, "indicators", "indicator", "standard", "title") == [("1.4", "1", "ระบบสมมติ")]
    assert rows(found, "criteria", "criterion", "title", "lead_groups", "co_groups") == [
        ("1.4.1", "ระบบนิเทศ", "กลุ่มอำนวยการ; กลุ่มนโยบายและแผน", None),
        ("1.4.2", None, None, None),
    ]
    assert rows(found, "progress", "criterion", "carried_out") == [("1.4.1", "ดำเนินการแล้ว")]
    assert lost(found) == []


def test_conditions_of_a_point_are_its_own_and_one_takes_the_procedure():
    cell = "๑. ระบบนิเทศ\n– มีแผน"
    found = imported(POINTS + OLDER_HEAD + row(cell, "ประกาศแผน", "(ยังไม่รายงาน)"))
    assert rows(found, "conditions", "criterion", "condition", "text", "procedure") == [
        ("1.4.1", "1", "มีแผน", "ประกาศแผน")
    ]


def test_the_status_of_several_groups_has_no_home_and_is_listed():
    work = "กลุ่มอำนวยการ: ดำเนินการแล้ว\nกลุ่มนโยบายและแผน: ยังไม่ดำเนินการ"
    found = imported(POINTS + OLDER_HEAD + row("๑. ระบบนิเทศ", "–", work))
    assert rows(found, "progress", "criterion") == []
    assert homeless(found) == work.split("\n")


def test_work_in_sentences_under_a_lost_criterion_is_never_taken_for_a_point():
    found = imported(POINTS + OLDER_HEAD + row("๑. ระบบนิเทศ", "–", "ทำแผนแล้ว"))
    assert rows(found, "criteria", "criterion") == []
    assert "import_no_heading" in codes(found)
