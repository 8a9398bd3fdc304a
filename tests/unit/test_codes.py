"""Natural order of codes."""

from typing import NamedTuple

from hypothesis import given, strategies

from esa.codes import code_key, in_code_order

CODES = strategies.text(alphabet="0123456789.-ก", max_size=8)


def test_ten_comes_after_two():
    codes = ["1.10", "1-1-4-10", "1.2", "2.1", "1.1", "1-1-4-2", "1", "1.1.1"]
    expected = ["1", "1-1-4-2", "1-1-4-10", "1.1", "1.1.1", "1.2", "1.10", "2.1"]
    assert sorted(codes, key=code_key) == expected


def test_words_and_blanks_have_a_place():
    assert sorted(["เดิม", None, "2557", float("nan")], key=code_key)[:2] == ["2557", "เดิม"]


@given(strategies.lists(CODES))
def test_the_order_does_not_depend_on_the_order_of_the_rows(codes):
    assert sorted(codes, key=code_key) == sorted(reversed(codes), key=code_key)


@given(CODES, CODES)
def test_only_equal_codes_have_equal_keys(one, other):
    assert (code_key(one) == code_key(other)) == (one == other)


class Coded(NamedTuple):
    edition: str
    code: str


def test_rows_are_sorted_by_one_field_after_the_other_and_equal_ones_stay():
    rows = [Coded("2", "1.10"), Coded("10", "1.1"), Coded("2", "1.9")]
    assert in_code_order(rows, "edition", "code") == (rows[2], rows[0], rows[1])
    assert in_code_order(rows, "edition") == (rows[0], rows[2], rows[1])
    assert in_code_order([], "edition") == ()
