"""One cell at a time: what is read, what is doubtful, and what a person is told."""

import datetime
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, strategies

from esa.reading.cells import LONGEST_TEXT, read_column, read_value, tidy_code
from esa.reading.problems import catalogue
from esa.reading.schema import field_from, read_tabs
from esa.thai import DateRange


def field(type="string", **words):
    return field_from({"name": "x", "title": "ช่องทดสอบ", "type": type, **words})


COUNT = field("integer", unit="people", constraints={"minimum": 0, "maximum": 100})
MONEY = field("number", exact=True, unit="baht")
MEAN = field("number")
PERCENT = field("number", exact=True, unit="percent", constraints={"minimum": 0, "maximum": 100})
CODE = field(code=True)
SCHOOL = field(
    code=True, constraints={"required": True, "pattern": r"\d{8,10}"}, example="01234567"
)
TEXT = field()
DATE = field("date")
RANGE = field("date", range_end="ends")
YEAR = field("year", constraints={"minimum": 2540, "maximum": 2640})
FLAG = field("boolean")
LINK = field(format="uri")
LIST = field("list")
CHOICE = field(
    categories=[
        {"value": "green", "label": "เขียว"},
        {"value": "orange", "label": "แสด", "aliases": ["ส้ม"]},
    ]
)
SIDES = field(
    "list",
    categories=[
        {"value": "academic", "label": "วิชาการ"},
        {"value": "general", "label": "บริหารทั่วไป"},
    ],
)
EVERY = [
    COUNT,
    MONEY,
    MEAN,
    PERCENT,
    CODE,
    TEXT,
    DATE,
    RANGE,
    YEAR,
    FLAG,
    LINK,
    LIST,
    CHOICE,
    SIDES,
]


def values(raws, kind):
    return [read_value(raw, kind).value for raw in raws]


def issue(raw, kind):
    read = read_value(raw, kind)
    assert read.value in (None, ()), read
    return read.issue


def told(raw, kind, fact="suggestion"):
    return read_value(raw, kind).facts[fact]


# --- any kind


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: f"{kind.type}-{kind.format}{kind.unit}")
def test_blank_cells_are_blank_and_no_problem(kind):
    for raw in (None, "", " \u200b\xa0", "-", "–"):
        assert read_value(raw, kind)[:2] == (() if kind.type == "list" else None, None)


def test_a_required_cell_may_not_be_blank_nor_hold_a_waiting_word():
    for raw in (None, " ", "-"):
        assert issue(raw, SCHOOL) == "required_blank"
    for raw in ("รอ", "....."):
        assert issue(raw, SCHOOL) == "required_not_yet"
        assert told(raw, SCHOOL, "value") == raw


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: f"{kind.type}-{kind.format}{kind.unit}")
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("#REF!", "formula_error"),
        ("#N/A", "formula_error"),
        (" #DIV/0! ", "formula_error"),
        ("Loading…", "formula_error"),
        ("Loading...", "formula_error"),
        ("#SPILL!", "formula_error"),
        ("#ERROR!", "formula_error"),
        ("#GETTING_DATA", "formula_error"),
        ("Err:508", "formula_error"),
        ('=HYPERLINK("https://a.example")', "formula_text"),
        ("\u200b=A1+1", "formula_text"),
        ("=ชีต1!A1", "formula_text"),
    ],
)
def test_errors_and_formulas_are_never_values(raw, code, kind):
    assert issue(raw, kind) == code


@given(
    strategies.sampled_from(EVERY),
    strategies.none()
    | strategies.text()
    | strategies.integers()
    | strategies.floats()
    | strategies.booleans()
    | strategies.dates()
    | strategies.datetimes()
    | strategies.timedeltas(),
)
def test_any_cell_is_read_or_told_about(kind, raw):
    read = read_value(raw, kind)
    assert read.issue is None or read.issue in catalogue()
    assert read.issue is None or "field" in read.facts
    if read.issue and read.issue != "cell_too_long":
        assert read.value in (None, ())


def test_personal_data_never_gets_into_the_facts():
    assert "081" not in told("โทร 081-234-5678", COUNT, "value")
    assert len(told("ก" * 300, CHOICE, "value")) <= 60


def test_a_cell_of_fifty_thousand_characters_is_cut_or_refused():
    long = "แผนงาน " * 8000
    read = read_value(long, TEXT)
    assert read.issue == "cell_too_long" and len(read.value) == LONGEST_TEXT + 1
    assert read.facts["length"] == len(long)
    assert [issue(long, kind) for kind in (COUNT, DATE, CODE, LINK, LIST)] == ["cell_too_long"] * 5


# --- text and codes


def test_text_stands_as_it_was_written():
    assert read_value(" คำสั่งที่ ๔๙๙/๒๕๕๖\nฉบับแก้ไข\u200b ", TEXT).value == "คำสั่งที่ ๔๙๙/๒๕๕๖\nฉบับแก้ไข"
    assert values(["<b>x</b>", "{0} %s", "ไม่มี", 499.0, 2.5], TEXT) == [
        "<b>x</b>",
        "{0} %s",
        "ไม่มี",
        "499",
        "2.5",
    ]


def test_text_that_became_a_date_is_told():
    assert issue(datetime.date(2014, 1, 4), TEXT) == "text_became_date"
    assert told(datetime.date(2014, 1, 4), TEXT, "value") == "4/1/2557"


def test_piles_of_marks_are_cut_to_what_a_letter_can_carry():
    assert read_value("ก" + "้" * 50 + "ข", TEXT).value == "ก" + "้" * 4 + "ข"


def test_codes_keep_their_zeros_and_lose_their_noise():
    typed = ["1.10", "1.1", "๐๑๒๓", " 1 - 1 – 4 ", "AM\u200b", "เดิม"]
    assert values(typed, CODE) == ["1.10", "1.1", "0123", "1-1-4", "AM", "เดิม"]
    assert tidy_code("๒.3 ") == "2.3"


@pytest.mark.parametrize(
    ("raw", "kind", "code", "likely"),
    [
        (1.1, CODE, "code_became_number", "1.1 หรือ 1.10"),
        (1.12, CODE, "code_became_number", "1.12"),
        (499.0, CODE, "code_became_number", "499"),
        (1234567, SCHOOL, "code_became_number", "01234567"),
        (93020001, SCHOOL, "code_became_number", "93020001"),
        ("1.23457E+12", CODE, "code_became_number", "1234570000000"),
        (datetime.date(2001, 1, 4), CODE, "code_became_date", "1-1-4 หรือ 4-1-1"),
        (datetime.datetime(2557, 12, 1), CODE, "code_became_date", "12/2557"),
        (240148, CODE, "code_became_date", "7/2557"),
        (240148.0, CODE, "code_became_date", "7/2557"),
        (240148.5, CODE, "code_became_number", "240148.5 หรือ 240148.50"),
        (36895, CODE, "code_became_number", "1-1-4 หรือ 4-1-1 หรือ 36895"),
        (36895, SCHOOL, "code_became_number", "00036895"),
    ],
)
def test_a_code_that_became_something_else_is_told_with_the_likely_code(raw, kind, code, likely):
    assert issue(raw, kind) == code
    assert told(raw, kind) == likely


def test_a_code_must_have_its_form():
    assert read_value("01234567", SCHOOL).value == "01234567"
    assert issue("0123456", SCHOOL) == "bad_pattern"
    assert told("0123456", SCHOOL, "example") == "01234567"
    assert issue(True, CODE) == "code_became_number"


# --- numbers


def test_whole_numbers_are_whole():
    assert values([12, 12.0, "12", "๑๒", "12.00", 0, "จำนวน 51 คน"], COUNT) == [
        12,
        12,
        12,
        12,
        12,
        0,
        51,
    ]
    assert issue(12.5, COUNT) == issue("12.5", COUNT) == "not_whole_number"
    assert issue(True, COUNT) == issue("สิบสอง", COUNT) == issue("๗-๘ ข้อ", COUNT) == "not_a_number"
    assert issue("85%", COUNT) == "not_a_number"


def test_both_limits_belong_to_the_range():
    assert values([0, 100], COUNT) == [0, 100]
    assert issue(-1, COUNT) == issue(101, COUNT) == issue("-1", COUNT) == "out_of_range"
    assert (told(101, COUNT, "minimum"), told(101, COUNT, "maximum")) == (0, 100)
    assert issue(10**15, field("integer")) == "out_of_range"


def test_exact_numbers_keep_the_decimals_typed():
    assert str(read_value("65.10", PERCENT).value) == "65.10"
    assert read_value(1301746.18, MONEY).value == Decimal("1301746.18")
    assert read_value(0.1 + 0.2, MONEY).value == Decimal("0.3")
    assert read_value("1,234.5", MEAN).value == 1234.5
    assert issue(float("inf"), MEAN) == "not_a_number"


def test_odd_separators_are_told_with_a_suggestion():
    assert issue("๑.๓๐๑,๗๔๖.๑๘", MONEY) == "odd_separators"
    assert told("๑.๓๐๑,๗๔๖.๑๘", MONEY) == "1301746.18"
    assert issue("1.301", MONEY) == "odd_separators" and told("1.301", MONEY) == "1301"
    assert read_value("1.301", MEAN).value == 1.301


def test_waiting_words_in_a_number_are_blank_and_told_for_information():
    for word in ("ไม่มี", "รอ", ".....", "ฯลฯ"):
        assert issue(word, COUNT) == "not_reported_word"
    for word in ("N/A", "n/a", "—"):
        assert read_value(word, COUNT)[:2] == (None, None)


def test_a_share_in_a_percent_column_is_left_to_its_counts():
    read = read_value(0.85, PERCENT)
    assert (read.value, read.issue, read.facts["suggestion"]) == (None, "fraction_percent", "85")
    assert read.facts["read"] == Decimal("0.85")
    assert issue(1, PERCENT) == issue("0.89", PERCENT) == "fraction_percent"
    said = ["0.89 %", "ร้อยละ 1", 0, "1.01", "85%", 100]
    assert values(said, PERCENT) == [Decimal(n) for n in ("0.89", "1", "0", "1.01", "85", "100")]
    assert issue("850%", PERCENT) == "out_of_range"
    assert read_value(0.85, field("number", unit="percent")).facts["read"] == 0.85


def test_years_are_of_the_buddhist_era():
    assert values([2557, 2557.0, "พ.ศ.๒๕๕๗"], YEAR) == [2557] * 3
    assert issue(2014, YEAR) == "ce_year" and told(2014, YEAR) == "2557"
    assert issue("57", YEAR) == "two_digit_year"
    assert issue(2641, YEAR) == "out_of_range" and read_value(2640, YEAR).value == 2640
    assert issue(2557.5, YEAR) == issue(True, YEAR) == issue("ปีนี้", YEAR) == "not_a_year"


# --- dates


def test_dates_come_as_text_serials_and_date_cells():
    may = datetime.date(2014, 5, 30)
    raws = [
        "30 พ.ค. ๒๕๕๗",
        41789,
        41789.5,
        may,
        datetime.datetime(2014, 5, 30, 8),
        may.replace(year=2557),
    ]
    assert values(raws, DATE) == [may] * 6


def test_doubtful_dates_are_told_with_a_suggestion():
    assert (
        issue("12 พ.ย. 69", DATE) == "two_digit_year" and told("12 พ.ย. 69", DATE) == "12 พ.ย. 2569"
    )
    assert issue("พ.ค. 2557", RANGE) == "lone_month"
    assert told("พ.ค. 2557", RANGE) == "1–31 พ.ค. 2557"
    month = read_value("พ.ค. 2557", DATE)  # which takes one day: no range is suggested
    assert month.issue == "lone_month" and "suggestion" not in month.facts
    assert issue("30/5/2014", DATE) == "ce_year"
    assert issue("31 มิ.ย. 2557", DATE) == "no_such_day"
    assert issue(2557, DATE) == issue(True, DATE) == issue("เร็ว ๆ นี้", DATE) == "not_a_date"
    assert issue("รอ", DATE) == "not_reported_word"


def test_a_range_is_read_where_the_field_has_an_end():
    april = DateRange(datetime.date(2014, 4, 29), datetime.date(2014, 4, 30))
    assert read_value("29–30 เม.ย. 2557", RANGE).value == april
    assert issue("29–30 เม.ย. 2557", DATE) == "one_date_only"
    assert told("29–30 เม.ย. 2557", DATE) == "29 เม.ย. 2557"


SCALES = {"ร้อย": 2, "พัน": 3, "หมื่น": 4, "แสน": 5, "ล้าน": 6, "ร้อยล้าน": 8, "พันล้าน": 9}


@given(
    strategies.decimals(min_value="0.01", max_value=9999, places=2),
    strategies.sampled_from([*SCALES]),
    strategies.sampled_from(["", " ", "บาท", " บาท"]),
    strategies.sampled_from([("", " "), (" ", "")]),
)
def test_a_number_with_a_word_of_scale_is_told_in_full_and_never_used(number, word, unit, between):
    raw = f"{number}{between[0]}{word}{between[1]}{unit}"
    assert issue(raw, MONEY) == "spoken_number"
    assert Decimal(told(raw, MONEY)) == number * 10 ** SCALES[word]
    assert told(raw, MONEY).replace(".", "").isdigit()  # as it is typed: no 1.2E+6
    assert read_value(told(raw, MONEY), MONEY).value == number * 10 ** SCALES[word]


UNITS = ("คน", "บาท", "ชุด", "คัน", "ล้านบาท", "ครั้ง", "กม.", "ลิตร")


def test_a_number_typed_in_another_unit_than_that_of_its_column_is_never_used():
    for unit, typed, between in product(UNITS, (*UNITS, "บาทถ้วน", "%", ""), ("", " ")):
        read = read_value(f"๑๒{between}{typed}", field("number", exact=True, unit_word=unit))
        own = typed in ("", unit) or (typed == "บาทถ้วน" and unit == "บาท")
        assert read.value == (12 if own else None), (unit, typed)
        assert own or read.issue in ("another_unit", "not_a_number", "spoken_number")
        assert "suggestion" not in read.facts or unit != "ล้านบาท"  # there it is another sum
    assert read_value("12", field("number", exact=True, unit_word="2")).value == 12


# --- yes and no, choices, lists


def test_yes_and_no_in_the_ways_people_say_them():
    assert values([True, "TRUE", "จริง", "ใช่", "มี", "✓", "✔️", 1, "1", 1.0], FLAG) == [True] * 10
    assert values([False, "FALSE", "เท็จ", "ไม่ใช่", "ไม่มี", "✗", 0, "0"], FLAG) == [False] * 8
    assert issue("อาจจะ", FLAG) == issue(2, FLAG) == "not_yes_no"


def test_a_choice_is_known_by_label_value_or_alias():
    assert values(["เขียว", "green", " ส้ม", "แสด", "GREEN"], CHOICE) == [
        "green",
        "green",
        "orange",
        "orange",
        "green",
    ]
    assert issue("เขียวว", CHOICE) == "unknown_choice"
    assert told("เขียวว", CHOICE) == "เขียว" and told("เขียวว", CHOICE, "choices") == "เขียว, แสด"
    assert told("ม่วง", CHOICE) == "–"
    assert issue(3, CHOICE) == "unknown_choice"


def test_a_list_is_split_at_semicolons_and_new_lines():
    assert read_value("AM; NP\nAM\n- ศูนย์ A, B", LIST).value == ("AM", "NP", "ศูนย์ A, B")
    assert read_value(";", LIST).value == ()
    assert issue(1.1, LIST) == "code_became_number"
    assert issue(datetime.date(2001, 1, 4), LIST) == "code_became_date"


def test_a_list_of_choices_is_split_at_commas_only_when_every_part_is_known():
    assert read_value("วิชาการ, บริหารทั่วไป", SIDES).value == ("academic", "general")
    assert read_value("วิชาการ/บริหารทั่วไป; วิชาการ", SIDES).value == ("academic", "general")
    assert issue("วิชาการ, ดนตรี", SIDES) == "unknown_choice"


# --- links


@pytest.mark.parametrize(
    "link",
    [
        "https://drive.google.com/file/d/abc_1/view?usp=sharing",
        "http://www.example.go.th/เอกสาร/a,b",
        "https://example.com/?next=https://example.org",
        "https://web.archive.org/web/2014/http://example.go.th/",
    ],
)
def test_one_http_link_is_a_link(link):
    assert read_value(f" {link}\u200b", LINK).value == link


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("javascript:alert(1)", "unsafe_link"),
        ("java\nscript:alert(1)", "unsafe_link"),
        ("\u200bJavaScript:alert(1)", "unsafe_link"),
        ("data:text/html,x", "unsafe_link"),
        ("file:///c:/x", "unsafe_link"),
        ("http://localhost:8501/x", "local_link"),
        ("http://127.0.0.1", "local_link"),
        ("http://10.0.0.5/x", "local_link"),
        ("http://192.168.1.10", "local_link"),
        ("http://172.16.0.1", "local_link"),
        ("http://[::1]/", "local_link"),
        ("http://2130706433/", "local_link"),
        ("http://nas.local/x", "local_link"),
        ("http://server/x", "local_link"),
        (r"C:\เอกสาร\x.pdf", "local_link"),
        (r"\\server\x", "local_link"),
        ("http://localhost/x https://b.example", "two_links"),
        ("https://known.example@elsewhere.example", "bad_link"),
        ("https://", "bad_link"),
        ("https://a.example:99999/", "bad_link"),
        ("แฟ้ม 3 ตู้ 1", "bad_link"),
        (12, "bad_link"),
        ("ไม่มี", "not_reported_word"),
    ],
)
def test_anything_else_is_no_link(typed, code):
    assert issue(typed, LINK) == code


@pytest.mark.parametrize("second", [" https://b.example", "\nwww.b.example", "https://b.example"])
def test_of_two_links_the_first_is_read_with_a_warning(second):
    read = read_value(f"https://a.example{second}", LINK)
    assert (read.value, read.issue) == ("https://a.example", "link_of_two")


def test_a_link_that_lacks_only_its_start_is_suggested():
    assert told("www.example.go.th/x", LINK) == "https://www.example.go.th/x"
    assert told("ดูที่ https://example.go.th/x", LINK) == "https://example.go.th/x"


# --- columns


def test_a_column_tells_the_position_of_each_problem():
    column, issues = read_column([12, "n/a", "x", None, "x"], COUNT)
    assert column == [12, None, None, None, None]
    assert {at: code for at, (code, _) in issues.items()} == {2: "not_a_number", 4: "not_a_number"}


def test_cells_that_only_python_finds_equal_are_read_apart():
    column, issues = read_column([1, True, 1.0, "1"], COUNT)
    assert column == [1, None, 1, 1] and list(issues) == [1]


@given(
    strategies.sampled_from(EVERY),
    strategies.lists(strategies.text(max_size=3) | strategies.integers()),
)
def test_a_column_reads_like_its_cells(kind, raws):
    column, issues = read_column(raws, kind)
    assert column == values(raws, kind)
    assert set(issues) == {at for at, raw in enumerate(raws) if read_value(raw, kind).issue}


def test_the_bare_id_of_a_sheet_is_an_address_only_where_a_sheet_is_asked_for():
    sheet_id = "1abcDEF_-2345678901234567890123456789"
    workbook = read_tabs()["groups"].field("workbook")
    read = read_value(sheet_id, workbook)
    assert read.value == f"https://docs.google.com/spreadsheets/d/{sheet_id}/edit"
    assert read_value(sheet_id[:20], workbook).issue == "bad_link"
    assert read_value(sheet_id, read_tabs()["evidence"].field("link")).issue == "bad_link"
