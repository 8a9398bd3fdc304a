"""Columns: the short cuts for plain cells give exactly what reading cell by cell gives."""

import datetime
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esa import thai
from esa.reading.cells import read_column
from esa.reading.columns import distinct, mask_cells, read_cells, wordy
from esa.reading.personal import mask_column
from esa.reading.schema import Field, read_tabs

FIELDS = [
    *(field for tab in read_tabs().values() for field in tab.fields),
    Field("n", "จำนวน", "integer", minimum=0, maximum=100),
    Field("p", "ร้อยละ", "number", unit="percent", minimum=0, maximum=100),
    Field("b", "บาท", "number", unit="baht", exact=True),
    Field("c", "รหัส", "string", code=True, pattern=r"\d{8,10}", required=True),
]
TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="กำิ์ู่้เแไํ aZ09.,-/%=#'…", max_size=14),
    st.from_regex(r"\A[0-9]{1,11}\Z"),
    st.from_regex(r"\A[12][0-9]{3}-[01][0-9]-[0-3][0-9]\Z"),
    st.from_regex(r"\A[0-9]{1,9}\.[0-9]{1,4}\Z"),
    st.from_regex(r"\A[A-Z]{0,2}[0-9.\-/E]{1,9}\Z"),
    st.from_regex(r"\Ahttps?://[a-z0-9.\-]{1,9}\.(th|com|local)[/?#]?[a-z0-9:/.#,;%]{0,9}\Z"),
    st.sampled_from(
        ["loading...", "แผนปฏิบัติการ", "ไม่มี", "N/A", "จำนวน....คน", "๒๕๕๗", "²³", "1E5", "ดำเนินการ "]
    ),
)
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**12), 10**12),
    st.floats(),
    st.floats(0, 200).map(round).map(float),
    st.booleans(),
    st.dates(datetime.date(1900, 1, 1), datetime.date(2600, 1, 1)),
)


def same(one: object, other: object) -> bool:
    if isinstance(one, Decimal):
        return isinstance(other, Decimal) and one.as_tuple() == other.as_tuple()
    return type(one) is type(other) and (one == other or one != one)


@settings(max_examples=200, deadline=None)
@given(st.lists(CELLS, max_size=12), st.sampled_from(FIELDS))
def test_short_cuts_change_nothing(raws, field):
    values, issues = read_cells(raws, field, distinct(raws))
    expected, expected_issues = read_column(raws, field)
    assert all(map(same, values, expected)) and len(values) == len(raws)
    assert issues == expected_issues


def test_a_cell_of_several_lines_is_none_of_them():
    """Every cell of up to three lines, in every column, alone and beside all others."""
    parts = ("1.4.1", "ก", "")
    raws = ["\n".join(lines) for count in range(4) for lines in product(parts, repeat=count)]
    for field in FIELDS:
        for cells in (raws, *([raw] for raw in raws)):
            assert read_cells(cells, field, distinct(cells)) == read_column(cells, field)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.one_of(
            CELLS,
            st.sampled_from(
                [
                    "โทร 081-234-5678",
                    "a@b.co",
                    "นายสมมติ ทดลอง",
                    "นาย",
                    "ก",
                    "1101700207030",
                    1101700207030.0,
                ]
            ),
        ),
        max_size=10,
    ),
    st.sampled_from([None, *FIELDS]),
)
def test_masking_the_distinct_cells_is_masking_all(raws, field):
    masked, told = mask_cells(raws, wordy(dict.fromkeys(raws)), field)
    expected, expected_told = mask_column(raws, field)
    assert told == expected_told
    assert all(a == b or a != a for a, b in zip(masked, expected, strict=True))


@pytest.mark.parametrize("last", ["", "7", ".", "1.2.3", "123456789", "x", None, 2.0])
def test_a_long_column_of_digits_holds_no_words(last):
    numbers = [str(number) for number in range(300)]
    expected = [] if last in ("7", ".", "1.2.3", 2.0) else [last]
    assert wordy(dict.fromkeys([*numbers, last])) == expected


def test_a_number_below_a_word_is_looked_at_too():
    cells = dict.fromkeys(["ครู", "7", 812345678.0])
    assert wordy(cells) == ["ครู", "7", 812345678.0]
    assert mask_cells([*cells], wordy(cells), None)[0] == mask_column([*cells], None)[0]


@pytest.mark.parametrize("raws", [[1.0, True, 1], [0, False, "0"], [True, 1.0]])
def test_yes_and_one_stay_apart(raws):
    field = Field("b", "ใช่", "string")
    assert read_cells(raws, field, distinct(raws)) == read_column(raws, field)


PERSONAL = st.sampled_from(
    [
        *("โทร 081-234-5678", "a@b.co", "นายสมมติ ทดลอง", "ร.ต.อ. สมมติ ทดลอง", "ส.ต. สมมติ ทดลอง"),
        *(
            "พันตำรวจเอกสมมติ",
            "นาวาอากาศโท สมมติ ทดลอง",
            "เรือตรี สมมติ ทดลอง",
            "ดร.สมมติ",
            "ด . ช . สมมติ",
        ),
        *(
            "ว่าที่ ร.ต.สมมติ",
            "น.ส.สมมติ",
            "ดช.สมมติ",
            "▒▒▒",
            "๐๘๑ ๒๓๔ ๕๖๗๘",
            "1101700207030",
            1101700207030.0,
        ),
        *("0812345678", "081–234–5678", "จ่าสิบเอก สมมติ", "ชื่อเอกสาร", "๑๑๐๑๗๐๐๒๐๗๐๓๐", "เด็กชายสมมติ"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PERSONAL, TEXTS, CELLS), max_size=6), st.sampled_from([None, *FIELDS]))
def test_what_one_look_passes_over_holds_nothing_personal(raws, field):
    if not distinct(raws).may_be_personal():
        assert mask_column(raws, field)[1] == {}


@given(st.lists(TEXTS, max_size=6))
def test_texts_tidied_together_are_each_tidied(texts):
    assert thai.tidied(texts) == list(map(thai.tidy, texts))
