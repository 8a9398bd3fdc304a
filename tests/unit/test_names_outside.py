"""What people outside may read: no person, number or LINE ID, whatever it is glued to."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.share.names import Known
from esa.share.outside import for_outside
from tests.unit.persons import (
    FAMILY,
    INNOCENT,
    LIKE_POSTS,
    LINES,
    NAME,
    NUMBERS,
    PERSONS,
)

BEFORE = ("คำสั่งแต่งตั้ง", "มอบให้", "ข้อมูล", "กองทุน", "เยี่ยมบ้าน", "(", "๒๕๕๗ฯ", "1.", "ทำ", "ของ", "")
AFTER = ("เป็นกรรมการ", "และคณะ", "ๆ", ")และ", " เป็นประธาน", " ครูชำนาญการ", "ำ", "")
ID = "zq7k9x"
thai_words = st.text(
    "".join(map(chr, [*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E5C)])), max_size=9
)
hidden = st.sampled_from(["", "", "\u200b", "\u2060", "\u00ad"])
persons = st.sampled_from([*PERSONS, *LIKE_POSTS])


def filled(form):
    return form.replace("{}", NAME).replace("[]", FAMILY)


def is_left(shown):
    """Whether some part of a name can still be read."""
    return NAME in shown or FAMILY in shown


@pytest.mark.parametrize("rank", ["ร.ต.หญิง", "ร.ต. หญิง", "ร้อยเอกหญิง", "พล.ต.หญิง"])
def test_a_rank_of_a_woman_is_one_too(rank):
    assert not is_left(for_outside(f"มอบ{rank} {NAME} {FAMILY}ดูแล"))


def test_there_are_enough_forms():
    assert len({*PERSONS, *LIKE_POSTS, *LINES, *NUMBERS}) >= 100


TITLES = (
    "นาย", "นาง", "น.ส.", "นส.", "ด.ช.", "ดญ.", "ด .ช.", "ดร.", "ผศ.", "ศ.", "นพ.", "พญ.",
    "ม.ล.", "ม.ร.ว.", "หม่อมหลวง", "คุณ", "คุณหญิง", "พระครู", "พระมหา", "ว่าที่ร้อยตรี",
    "ร.ต.", "พ.ต.อ.", "จ.ส.ต.", "ดาบตำรวจ", "จ่าสิบเอก", "พันโท", "เด็กชาย", "ผอ.", "รองผอ.",
    "ครู", "ศน.", "Mr.", "MISS", "Dr.", "prof.", "Mrs", "ไลน์", "LINE", "line", "โทร", "tel",
)  # fmt: skip
CALLED = ("สม", "Ann", "ก. สม", "@ann_9", "id: ann99", "๐๘๑ ๒๓๔ ๕๖๗๘", "(02)1234567", "12 34 56")


@pytest.mark.parametrize("title", TITLES)
def test_the_quick_look_passes_over_nothing(title):
    """A letter of another script makes the whole text looked at."""
    for gap, first, last in product(("", " ", "  ", "\u00a0"), CALLED, ("", " ใจดี", " Lee")):
        text = f"{title}{gap}{first}{last}"
        assert for_outside(text) == for_outside(f"{text}\nж").removesuffix("\nж")


@pytest.mark.parametrize("form", [*PERSONS, *LIKE_POSTS])
def test_no_name_is_left_between_thai_words(form):
    for before in BEFORE:
        for after in AFTER:
            shown = for_outside(f"{before}{filled(form)}{after}")
            assert not is_left(shown), (before, form, after, shown)
            assert "(ชื่อบุคคล)" in shown


@given(persons, thai_words, thai_words, st.sampled_from(["", " ", "\n", "(", "/", "-", "."]))
def test_whatever_is_glued_to_a_name_it_is_found(form, before, after, between):
    assert not is_left(for_outside(f"{before}{between}{filled(form)}{after}"))


@given(persons, st.integers(0, 30), hidden)
def test_a_character_that_nobody_sees_hides_no_name(form, at, sign):
    text = filled(form)
    shown = for_outside(f"แต่งตั้ง{text[:at]}{sign}{text[at:]}")
    assert not is_left(shown.replace(sign, "") if sign else shown)


@given(st.lists(persons, min_size=2, max_size=4), st.sampled_from([" ", ", ", " และ", "\n", "/"]))
def test_several_names_in_one_text_are_all_found(forms, between):
    assert not is_left(for_outside(between.join(map(filled, forms))))


@pytest.mark.parametrize(("number", "secret"), NUMBERS)
@pytest.mark.parametrize("before", ["ติดต่อ", "เบอร์", "ครูสมชาย", "", "(", "ที่ "])
@pytest.mark.parametrize("after", ["ครับ", "ต่อ12", ")", " ", "", "ๆ"])
def test_no_number_is_left_between_thai_words(number, secret, before, after):
    assert secret not in for_outside(f"{before}{number}{after}")


@given(st.sampled_from(NUMBERS), thai_words, thai_words, st.sampled_from(["", " ", "(", ":"]))
def test_whatever_is_glued_to_a_number_it_is_found(number, before, after, between):
    before, after = (word.rstrip("๐๑๒๓๔๕๖๗๘๙") for word in (before, f"x{after}"[1:][::-1]))
    assert number[1] not in for_outside(f"{before}{between}{number[0]}{after[::-1]}")


@pytest.mark.parametrize("form", LINES)
def test_no_line_id_is_left_between_thai_words(form):
    for before in BEFORE:
        for after in AFTER:
            assert ID not in for_outside(f"{before}{form.replace('{}', ID)}{after}")


@given(st.sampled_from(LINES), thai_words, thai_words)
def test_whatever_is_glued_to_a_line_id_it_is_found(form, before, after):
    assert ID not in for_outside(f"{before}{form.replace('{}', ID)}{after}")


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_words_stay(text):
    assert for_outside(text) == text
    assert for_outside(f"รายงาน {text} ของสำนักงาน") == f"รายงาน {text} ของสำนักงาน"
    assert for_outside(f"{text} {text}") == f"{text} {text}"


@given(st.lists(st.sampled_from([*map(filled, (*PERSONS, *LIKE_POSTS)), *INNOCENT, " ", "และ"])))
def test_a_second_time_changes_nothing(parts):
    once = for_outside("".join(parts))
    assert for_outside(once) == once


# --- names of the office's own registers ----------------------------------------------------------

REGISTERS = ("บ้านนางเล็ง", "วัดนายาวน้อย", "นายมหาวิทยา", "อนุสรณ์นายสีดา รักไทย", "ดร.วิทยาคม")
KNOWN = Known(REGISTERS)


@pytest.mark.parametrize("name", REGISTERS)
def test_names_of_registers_keep_their_titles(name):
    for before in ("", "รายงานผล", "ผอ.", "โรงเรียน"):
        for after in ("", " ปี 2557", "ครั้งที่ 1"):
            assert for_outside(f"{before}{name}{after}", KNOWN) == f"{before}{name}{after}"


@given(persons, st.sampled_from(REGISTERS), st.sampled_from(["", " ", "และ", " โดย"]))
def test_a_person_beside_a_name_of_the_registers_is_found(form, name, between):
    shown = for_outside(f"{name}{between}{filled(form)}", KNOWN)
    assert not is_left(shown) and name in shown


@given(st.sampled_from(NUMBERS), st.sampled_from(["", "โทร", " "]))
def test_registers_excuse_no_number_no_address_and_no_line_id(number, between):
    held = Known(["บ้านนางเล็ง", f"บ้านนางเล็ง{number[0]}", f"นายมา line:{ID}", "วัด bit.ly/abcde"])
    shown = for_outside(f"บ้านนางเล็ง{between}{number[0]} นายมา line:{ID} วัด bit.ly/abcde", held)
    assert number[1] not in shown and ID not in shown and "abcde" not in shown


TEACHERS = ("ครูสมศักดิ์ ใจดี", "ครูเพ็ญศรี ณ พัทลุง", "ศน.วิชัย ดีงาม", "ศน. อรุณี  แสงทอง", "ครูจารุวรรณ มีสุข")
NOBODY_IS_NAMED = (
    "ครูผู้ช่วย โรงเรียนบ้านควน",
    "ครูอัตราจ้าง จำนวน 5 คน",
    "ครูและบุคลากร ทางการศึกษา",
    "ครูภาษาไทย โรงเรียนบ้านควน",
    "อบรมครูคณิตศาสตร์ ชั้น ป.6",
    "งานวันครู ประจำปี 2557",
    "ครูสอนคิดดีเด่น ระดับเขต",
    "ครูพระสอนศีลธรรม ในโรงเรียน",
    "ครู โรงเรียนบ้านควน",
    "ศน.ประจำเครือข่าย บางแก้ว",
    "ศน. ทุกคน นิเทศ",
    "กศน.อำเภอควนขนุน จังหวัดพัทลุง",
)


@pytest.mark.parametrize("after", ["", " เข้าอบรม", ")", " และคณะ"])
@pytest.mark.parametrize("before", ["", "มอบ", "ติดต่อ", "คำสั่งแต่งตั้ง", "(", "โดย "])
@pytest.mark.parametrize("name", TEACHERS)
def test_a_teacher_with_name_and_family_name_is_none_outside(name, before, after):
    told = for_outside(f"{before}{name}{after}")
    assert not [word for word in name.split()[-2:] if len(word) > 3 and word in told]


@pytest.mark.parametrize("after", ["", " เป็นต้น"])
@pytest.mark.parametrize("before", ["", "โครงการ", "พัฒนา"])
@pytest.mark.parametrize("text", NOBODY_IS_NAMED)
def test_posts_and_subjects_of_teachers_stay(text, before, after):
    assert for_outside(f"{before}{text}{after}") == f"{before}{text}{after}"
