"""Thai as people type it: text as compared, numbers, years, dates in all their shapes."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given, strategies

from esa import thai
from esa.thai import DateRange

DAYS = strategies.dates(datetime.date(1950, 1, 1), datetime.date(2140, 12, 31))
TYPED = strategies.text("กขรอบตปฎฏิเแ็ ํา่ำ๑๒12.-–\u200b\ufeff\xa0 \nabAZ'ฯร์…", max_size=20)


def day(year: int, month: int, number: int) -> datetime.date:
    return datetime.date(year, month, number)


def span(*numbers: int) -> DateRange:
    return DateRange(day(*numbers[:3]), day(*numbers[3:]))


# --- text


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("  1.\u200b10\ufeff ", "1.10"),
        ("๒.3", "2.3"),
        ("ก\xa0\n ข", "ก ข"),
        ("ดําเนินการ", "ดำเนินการ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("\u202e1-1-4\u202c", "1-1-4"),
        ("e\u0301", "é"),
        ("a\x00b", "ab"),
        ("AM", "AM"),
    ],
)
def test_text_is_tidied_so_that_codes_compare(typed, tidied):
    assert thai.tidy(typed) == tidied


@given(strategies.text() | TYPED)
def test_tidying_twice_changes_nothing_and_leaves_names_equal(text):
    tidied = thai.tidy(text)
    assert thai.tidy(tidied) == tidied
    assert thai.fold(tidied) == thai.fold(text)


@given(strategies.text() | TYPED)
def test_text_as_written_keeps_everything_that_can_be_seen(text):
    bare = thai.without_hidden(text)
    assert thai.without_hidden(bare) == bare
    assert thai.tidy(bare) == thai.tidy(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ปฎิบัติการ", "ปฏิบัติการ"),
        ("เว็บไซด์", "เว็บไซต์"),
        ("เว็ปไซค์", "เว็บไซต์"),
        ("My Office", "MyOffice"),
        ("MY Office", "MyOffice"),
        ("O-NET", "O-Net"),
        ("P-D-C-A", "PDCA"),
        ("ควนขนุนหาญโพธิ์", "ควนขนุนหานโพธิ์"),
        ("ก.ต.ป.น.", "กต.ปน"),
        ("ร.ร.บ้านพน", "โรงเรียนบ้านพน"),
        ("รร.บ้านพน", "โรงเรียนบ้านพน"),
        ("อบต.ควนขนุน", "องค์การบริหารส่วนตำบลควนขนุน"),
        ("นายก อบต.วังใหม่", "นายกองค์การบริหารส่วนตำบลวังใหม่"),
        ("ดำ เนินการแล้ว", "ดำเนินการแล้ว"),
        ("เเผนงาน", "แผนงาน"),
        ("กลุ่มอำนวยการ.", "กลุ่มอำนวยการ"),
        ("กลุ่มนิเทศ ติดตาม", "กลุ่มนิเทศติดตาม"),
    ],
)
def test_spellings_of_one_name_are_equal(one, other):
    assert thai.fold(one) == thai.fold(other)


@pytest.mark.parametrize("word", ["บรรยาย", "รอบตัว", "ชอบตาม", "ธรรมดา", "มอบตัว"])
def test_letters_inside_a_word_are_no_abbreviation(word):
    assert thai.fold(word) == word


def test_folding_would_mix_up_codes_and_tidying_does_not():
    assert thai.fold("1.1") == thai.fold("11")
    assert thai.tidy("1.1") != thai.tidy("1.10") != thai.tidy("11")


@given(strategies.text("0123456789กข .,", max_size=10))
def test_digits_go_both_ways(text):
    assert thai.to_arabic_digits(thai.to_thai_digits(text)) == text
    assert thai.to_thai_digits(text, wanted=False) == text


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200b\xa0\n", "\ufeff", float("nan")])
def test_nothing_to_see_is_blank(cell):
    assert thai.is_blank(cell)


@pytest.mark.parametrize("cell", [0, False, "-", "0", 0.0, "ก", datetime.date(2014, 5, 1)])
def test_zero_no_and_a_dash_are_not_blank(cell):
    assert not thai.is_blank(cell)


@pytest.mark.parametrize(
    "text",
    [
        "1. ........",
        "จำนวน ....คน",
        "จำนวน.....",
        "…",
        ". . . .",
        "ขอจากกลุ่มแผน",
        "ของจาก ศน.",
        "เอกสารจากกลุ่มงาน",
        "จำนวน       =",
        "\n    ร้อยละ",
        "คิดเป็นร้อยละ",
        "ในวันที่            ณ",
        "จัดในวันที่      ณ ห้องประชุม",
        "ฯลฯ",
        "-",
        "–",
        "N/A",
        "ไม่มี",
        "ยังไม่มี",
        "รอ",
        "\n    ",
        "คำสั่งที่ ......./2557",
        "รายงานผล..........",
        "_____",
        "?",
        "หลักฐาน:",
    ],
)
def test_a_form_not_filled_in_is_a_placeholder(text):
    assert thai.is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "โครงการยกระดับผลสัมฤทธิ์ทางการเรียน…",
        "ไม่มีการร้องเรียนในปี 2557",
        "คำสั่งที่ ......./2557 เรื่อง แต่งตั้งคณะทำงานนิเทศ",
        "เอกสารจากการอบรมครูปฐมวัย",
        "จำนวนโรงเรียน",
        "รอบการประเมิน",
        "ข้อมูล ณ วันที่ 30 ก.ย. 2557",
        "EMIS",
        "CD",
        "๙๙๙",
        "499/2556",
        "P-D-C-A",
    ],
)
def test_a_real_title_is_no_placeholder(text):
    assert not thai.is_placeholder(text)


@given(strategies.text() | TYPED)
def test_no_text_at_all_stops_the_reading(text):
    thai.is_placeholder(text)
    for read in (thai.number(text), thai.date(text), thai.year(text)):
        assert (read.value is None) == (read.doubt is not None)


# --- numbers


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,234", "1234"),
        ("๔,๐๐๐บาท", "4000"),
        ("50000", "50000"),
        ("ร้อยละ ๖๕.๑๘", "65.18"),
        ("๕๐ %", "50"),
        ("85%", "85"),
        ("850%", "850"),
        ("๒๐๔๐๙๔๘", "2040948"),
        ("4,000.-", "4000"),
        ("-5", "-5"),
        ("0.890", "0.890"),
        ("จำนวน 51 คน", "51"),
        ("80,445,965.00", "80445965.00"),
        (".5", "0.5"),
    ],
)
def test_a_number_is_read_with_the_decimals_typed(typed, value):
    read = thai.number(typed)
    assert read == (Decimal(value), None, None)
    assert read.value.as_tuple().exponent == Decimal(value).as_tuple().exponent


@pytest.mark.parametrize(
    ("typed", "likely"),
    [
        ("๑.๓๐๑,๗๔๖.๑๘", "1301746.18"),
        ("1.234,56", "1234.56"),
        ("1 234", "1234"),
        ("1\xa0234", "1234"),
        ("1,23", "1.23"),
        ("1.234.567", "1234567"),
        ("(1,234)", "-1234"),
        ("–5", "-5"),
        ("5.", "5"),
    ],
)
def test_odd_separators_are_a_doubt_with_a_suggestion(typed, likely):
    assert thai.number(typed) == (None, "odd_separators", Decimal(likely))


@pytest.mark.parametrize(
    "typed",
    [
        "๗-๘ ข้อ",
        "น้อยกว่า ๓ ข้อ",
        "ทุกข้อ",
        "50 60",
        "3, 4",
        "1.2.3",
        "1/2557",
        "1.23457E+12",
        "",
        "บาท",
        "12 บาท 50",
        "inf",
        "1_000",
        "(5",
    ]
    + ["1" * 200],
)
def test_words_and_several_numbers_are_no_number(typed):
    assert thai.number(typed) == (None, "not_a_number", None)


@given(strategies.decimals(-(10**12), 10**12, places=2), strategies.booleans())
def test_a_number_shown_is_read_back(value, thai_digits):
    shown = thai.to_thai_digits(thai.show_number(value, 2), thai_digits)
    assert thai.number(shown).value == value


def test_numbers_are_shown_rounded_half_up_and_unknown_as_a_dash():
    assert thai.show_number(Decimal("1234.565"), 2) == "1,234.57"
    assert thai.show_number(29.995, 2) == "30.00"
    assert thai.show_number(1234567) == "1,234,567"
    assert thai.show_number(None) == thai.show_number(float("nan")) == "–"


# --- years


@pytest.mark.parametrize("typed", ["พ.ศ.๒๕๕๗", "พ.ศ 2557", "2557", "ปีงบประมาณ 2557", " ๒๕๕๗ "])
def test_a_year_is_understood_in_its_usual_shapes(typed):
    assert thai.year(typed).value == 2557


@pytest.mark.parametrize(
    ("typed", "doubt", "likely"),
    [
        ("2014", "ce_year", 2557),
        ("57", "two_digit_year", 2557),
        ("2400", "not_a_year", None),
        ("2199", "ce_year", 2742),
        ("2200", "not_a_year", None),
        ("2700", "not_a_year", None),
        ("1/2557", "not_a_year", None),
        ("2556/2557", "not_a_year", None),
        ("ปีนี้", "not_a_year", None),
    ],
)
def test_a_doubtful_year_is_not_used(typed, doubt, likely):
    assert thai.year(typed) == (None, doubt, likely)


def test_the_first_and_last_years_taken_as_buddhist_era():
    assert thai.year("2401").value == 2401
    assert thai.year("2699").value == 2699


# --- dates


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("๒๑ พฤษภาคม ๒๕๕๗", day(2014, 5, 21)),
        ("30 พ.ค. 2557", day(2014, 5, 30)),
        ("30 พค. 2557", day(2014, 5, 30)),
        ("21พ.ค.2557", day(2014, 5, 21)),
        ("วันเสาร์ที่ 11 มกราคม 2557", day(2014, 1, 11)),
        ("11  มกราคม   พ.ศ. ๒๕๕๗", day(2014, 1, 11)),
        ("วันที่ 21 เดือน พฤษภาคม พ.ศ.2557", day(2014, 5, 21)),
        ("ลงวันที่ 30 พ.ค. 2557", day(2014, 5, 30)),
        ("21 มิ.ย. 2557 เวลา 18.30 น.", day(2014, 6, 21)),
        ("30/5/2557", day(2014, 5, 30)),
        ("12/11/2569", day(2026, 11, 12)),
        ("30-5-2557", day(2014, 5, 30)),
        ("30.5.2557", day(2014, 5, 30)),
        ("2014-05-30", day(2014, 5, 30)),
        ("2014-05-30 00:00:00", day(2014, 5, 30)),
        ("2557-05-30", day(2014, 5, 30)),
        ("29/2/2559", day(2016, 2, 29)),
        ("๒๓ – ๒๔ เมษายน ๒๕๕๗", span(2014, 4, 23, 2014, 4, 24)),
        ("๑๕-๑๖  มกราคม  ๒๕๕๗", span(2014, 1, 15, 2014, 1, 16)),
        ("๓๑ กรกฎาคม ๒๕๕๗ – ๑ สิงหาคม ๒๕๕๗", span(2014, 7, 31, 2014, 8, 1)),
        ("2 มิถุนายน 2557 -30 กันยายน 2557", span(2014, 6, 2, 2014, 9, 30)),
        ("2 มิ.ย. – 30 ก.ย. 2557", span(2014, 6, 2, 2014, 9, 30)),
        ("2 มิ.ย. ถึง 30 ก.ย. 2557", span(2014, 6, 2, 2014, 9, 30)),
        ("ตุลาคม ๒๕๕๖ – ๓๑ มีนาคม ๒๕๕๗", span(2013, 10, 1, 2014, 3, 31)),
        ("ต.ค. - ธ.ค. 2556", span(2013, 10, 1, 2013, 12, 31)),
        ("24 และ 25 พ.ค. 2557", span(2014, 5, 24, 2014, 5, 25)),
        ("1/5/2557-3/5/2557", span(2014, 5, 1, 2014, 5, 3)),
    ],
)
def test_dates_are_understood_in_all_shapes(typed, value):
    assert thai.date(typed) == (value, None, None)


@pytest.mark.parametrize(
    ("typed", "doubt", "likely"),
    [
        ("12 พ.ย. 69", "two_digit_year", day(2026, 11, 12)),
        ("12/11/69", "two_digit_year", day(2026, 11, 12)),
        ("30/5/2014", "ce_year", day(2014, 5, 30)),
        ("30 พ.ค. 2014", "ce_year", day(2014, 5, 30)),
        ("2014/5/30", "ce_year", day(2014, 5, 30)),
        ("พฤษภาคม 2557", "lone_month", span(2014, 5, 1, 2014, 5, 31)),
        ("5/2557", "lone_month", span(2014, 5, 1, 2014, 5, 31)),
        ("31 มิถุนายน 2557", "no_such_day", None),
        ("29/2/2560", "no_such_day", None),
        ("2557-02-29", "no_such_day", None),
        ("31/13/2557", "no_such_day", None),
        ("0/5/2557", "no_such_day", None),
        ("2557", "not_a_date", None),
        ("23 ก.ย.", "not_a_date", None),
        ("24 และ 26 พ.ค. 2557", "not_a_date", None),
        ("30 ธ.ค. - 2 ม.ค. 2557", "not_a_date", None),
        ("ต้นเดือน", "not_a_date", None),
        ("45000", "not_a_date", None),
        ("1-1-4", "not_a_date", None),
        ("1 พ.ค. 99999", "not_a_date", None),
    ],
)
def test_a_doubtful_date_is_not_used(typed, doubt, likely):
    assert thai.date(typed) == (None, doubt, likely)


@given(DAYS, strategies.booleans(), strategies.sampled_from(["short", "long", "numeric"]))
def test_a_date_shown_is_read_back(day_, thai_digits, style):
    shown = thai.to_thai_digits(thai.show_date(day_, style), thai_digits)
    assert thai.date(shown).value == day_


@given(DAYS, DAYS, strategies.booleans())
def test_a_range_shown_is_read_back(one, other, thai_digits):
    start, end = sorted((one, other))
    read = thai.date(thai.to_thai_digits(thai.show_date_range(start, end), thai_digits)).value
    assert read == (start if start == end else DateRange(start, end))


def test_dates_are_shown_in_the_buddhist_era():
    tuesday = day(2014, 9, 23)
    assert thai.show_date(tuesday) == "23 ก.ย. 2557"
    assert thai.show_date(tuesday, style="long") == "23 กันยายน 2557"
    assert thai.show_date(tuesday, style="numeric") == "23/9/2557"
    assert thai.show_month(tuesday) == "กันยายน 2557"
    assert thai.show_month(tuesday, style="short") == "ก.ย. 2557"


def test_a_range_says_only_what_differs():
    show = thai.show_date_range
    assert show(day(2014, 4, 29), day(2014, 4, 30)) == "29–30 เม.ย. 2557"
    assert show(day(2014, 6, 2), day(2014, 9, 30)) == "2 มิ.ย. – 30 ก.ย. 2557"
    assert show(day(2013, 12, 31), day(2014, 1, 2)) == "31 ธ.ค. 2556 – 2 ม.ค. 2557"
    assert show(day(2014, 1, 2), day(2014, 1, 2)) == "2 ม.ค. 2557"


@pytest.mark.parametrize(
    ("serial", "read"),
    [
        (41789, (day(2014, 5, 30), None, None)),
        (41789.75, (day(2014, 5, 30), None, None)),
        (240116, (day(2014, 5, 30), None, None)),  # 2557-05-30: a B.E. year in a date cell
        (2557, (None, "not_a_date", None)),  # a year typed into a date column
        (1e12, (None, "not_a_date", None)),
    ],
)
def test_serial_dates_count_from_the_spreadsheets_first_day(serial, read):
    assert thai.date_from_serial(serial) == read


def test_a_date_cell_of_the_buddhist_era_loses_543_years_and_not_days():
    assert thai.date_from_cell(day(2557, 5, 30)).value == day(2014, 5, 30)
    assert thai.date_from_cell(datetime.datetime(2557, 5, 30, 9)).value == day(2014, 5, 30)
    assert thai.date_from_cell(day(2560, 2, 29)).doubt == "no_such_day"
    assert thai.date_from_cell(day(2400, 1, 1)).doubt == "not_a_date"
    assert thai.date_from_cell(day(2401, 1, 1)).value == day(1858, 1, 1)


def test_a_date_cell_of_the_last_century_was_a_two_digit_year():
    assert thai.date_from_cell(day(1957, 5, 30)) == (None, "two_digit_year", day(2014, 5, 30))
    assert thai.date_from_cell(day(1999, 5, 30)).doubt == "two_digit_year"
    assert thai.date_from_cell(day(2000, 5, 30)).value == day(2000, 5, 30)
    assert thai.date_from_cell(day(1929, 5, 30)).doubt == "not_a_date"
