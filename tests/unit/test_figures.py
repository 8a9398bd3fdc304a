"""Figures in reports: percents at the decimals typed, sums, and the one count that mends a set."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings, strategies

from esa.rules.figures import (
    Figure,
    check_rows,
    check_sets,
    lacking,
    lacking_sentence,
    mend,
    percent_verdict,
    whole_of,
)
from tests.unit.made import joined, sheet, shuffled


def figures_of(*rows, set_total=None, parts=True, figure_set="S"):
    """rows: (label, count, percent)."""
    of = {"figure_set": figure_set, "set_total": set_total, "parts_of_whole": parts}
    full = [of | dict(zip(("label", "count", "percent"), row, strict=True)) for row in rows]
    return sheet("figures", *full, workbook="SUP")


def verdicts(checked):
    return [row.verdict for row in checked]


EARLY = (("ดีเยี่ยม", 73, "65.18"), ("ดีมาก", 38, "33.93"), ("ดี", 1, "0.89"))
BASIC = (("ดีเยี่ยม", 57, "49.58"), ("ดีมาก", 56, "47.86"), ("ดี", 3, "2.56"))
AREAS = (("ดีเยี่ยม", 40, "34.19"), ("ดีมาก", 41, "35.04"), ("ดี", 30, "25.64"), ("พอใช้", 6, "5.13"))


@pytest.mark.parametrize(("rows", "total"), [(EARLY, 112), (AREAS, 117)])
def test_consistent_reports_are_left_in_peace(rows, total):
    figures = figures_of(*rows, set_total=total)
    checked = check_rows(figures)
    assert {(row.verdict, row.severity, row.sentence_th) for row in checked} == {("right", "", "")}
    (found,) = check_sets(figures)
    assert found.verdict == "adds_up" and found.severity == ""


def test_the_report_of_basic_education_misses_its_total_by_one_school():
    figures = figures_of(*BASIC, set_total=117)
    checked = check_rows(figures)
    assert verdicts(checked) == ["wrong", "right", "right"]
    assert checked[0].expected == Decimal("48.72")
    assert [row.could_be for row in checked] == [58, None, None]
    assert checked[0].sentence_th == (
        "57 จาก 117 คือร้อยละ 48.72 แต่พิมพ์ไว้ 49.58 · ถ้าเป็น 58 ยอดจะครบ 117 (ร้อยละ 49.57)"
    )
    (found,) = check_sets(figures)
    assert (found.total, found.added, found.could_be) == (117, 116, 58)
    assert found.severity == "error"
    assert "รวมได้ 116 แต่ยอดที่แจ้งคือ 117 (ขาด 1)" in found.sentence_th
    assert "ถ้าเป็น 58 ยอดจะครบ 117" in found.sentence_th
    assert found.cells == (("SUP", 2), ("SUP", 3), ("SUP", 4))


@pytest.mark.parametrize(
    ("percent", "verdict"),
    [
        ("49.57", "right"),
        ("49.58", "rounding"),
        ("49.56", "rounding"),
        ("49.59", "wrong"),
        ("49.55", "wrong"),
        ("49.6", "right"),
        ("49.5", "rounding"),
        ("49.4", "wrong"),
        ("50", "right"),
        ("49", "rounding"),
        ("48", "wrong"),
        ("49.573", "right"),
        ("0.4957", "fraction"),
        ("0.50", "fraction"),
        ("0.49", "wrong"),
        ("0.5", "wrong"),  # one decimal of a fraction decides nothing
    ],
)
def test_a_percent_is_judged_at_the_decimals_typed(percent, verdict):
    assert percent_verdict(58, Decimal(percent), 117).verdict == verdict


def test_a_half_is_rounded_up():
    assert percent_verdict(1, Decimal("12.5"), 8).verdict == "right"
    assert percent_verdict(1, Decimal("13"), 8).verdict == "right"
    assert percent_verdict(1, Decimal("12"), 8).verdict == "rounding"


def test_a_fraction_is_read_as_one_only_if_the_counts_decide_it():
    assert percent_verdict(1, Decimal("0.89"), 112).verdict == "right"  # 0.89 % it is
    assert percent_verdict(1, Decimal("0.5"), 2) == ("fraction", Decimal(50), Decimal("50.0"))
    assert percent_verdict(2, Decimal("1"), 2).verdict == "fraction"
    found = percent_verdict(97, Decimal("0.485"), 200)  # two decimals fewer as a percent
    assert found == ("fraction", Decimal("48.5"), Decimal("48.500"))
    assert percent_verdict(1, Decimal("0.33"), 3).verdict == "fraction"  # two decimals decide
    assert percent_verdict(1, Decimal("0.3"), 3).verdict == "wrong"  # one doesn't
    assert percent_verdict(3, Decimal("1E+2"), 3) == ("right", Decimal(100), Decimal("1E+2"))
    assert percent_verdict(9, Decimal("1E+2"), 10).verdict == "wrong"  # to the last one
    assert percent_verdict(1, Decimal("1"), 100).verdict == "right"
    assert percent_verdict(None, Decimal("0.5"), 2).verdict == "no_count"


def test_what_is_unknown_is_neither_right_nor_wrong():
    assert percent_verdict(5, None, 10).verdict == "no_percent"
    assert percent_verdict(5, Decimal(50), None).verdict == "no_total"
    assert percent_verdict(0, Decimal(0), 0).verdict == "no_total"
    assert percent_verdict(11, Decimal(110), 10).verdict == "above_total"


def whole(*figures):
    return whole_of([Figure("", *figure) for figure in figures])


def test_the_total_is_the_stated_one_else_the_sum():
    assert whole((3, None, 10, True), (7, None, 10, True)) == ("adds_up", 10, "stated", 10)
    assert whole((3, None, 10, True), (6, None, None, True)) == (
        "does_not_add_up", 10, "stated", 9)  # fmt: skip
    assert whole((3, None, None, True), (7, None, None, True)) == ("adds_up", 10, "sum", 10)
    differing = whole((3, None, 10, True), (7, None, 11, True))
    assert differing == ("totals_differ", 10, "sum", 10)


def test_figures_that_are_no_parts_of_a_whole_need_not_add_up():
    assert whole((89, None, 74, False), (8, None, 74, False)).verdict == "not_a_whole"
    assert whole((3, None, None, False), (7, None, None, False)).total is None
    assert whole((3, None, 10, True), (7, None, 10, False)).verdict == "mixed_parts"


def test_a_missing_count_is_unknown_and_no_error():
    figures = figures_of(("a", 3, "30"), ("b", None, "70"), set_total=10)
    (found,) = check_sets(figures)
    assert found.verdict == "count_missing" and found.severity == "warning"
    assert verdicts(check_rows(figures)) == ["right", "no_count"]


def test_no_count_is_suggested_where_several_would_do():
    without_percents = [Figure("a", 3, None, 10, True), Figure("b", 6, None, 10, True)]
    assert mend(without_percents, whole_of(without_percents)) is None
    coarse = [Figure("a", 449, Decimal(45), 1000, True), Figure("b", 550, Decimal(55), 1000, True)]
    assert mend(coarse, whole_of(coarse)) is None
    needs_two = [Figure("a", 3, Decimal("50"), 10, True), Figure("b", 3, Decimal("50"), 10, True)]
    assert mend(needs_two, whole_of(needs_two)) is None


def test_too_many_is_mended_downwards_too():
    figures = [Figure("a", 6, Decimal("50"), 10, True), Figure("b", 5, Decimal("50"), 10, True)]
    assert mend(figures, whole_of(figures)) == (0, 5, Decimal(50))


def test_sets_are_judged_apart_and_rows_stay_in_place():
    good = figures_of(*EARLY, set_total=112, figure_set="B")
    bad = figures_of(*BASIC, set_total=117, figure_set="A")
    both = shuffled(joined(good, bad), Random(5))
    checked = check_rows(both)
    assert [row.at for row in checked] == both.index
    assert {row.at[1] for row in checked if row.figure_set == "A" and row.verdict == "wrong"} == {2}
    assert verdicts(checked).count("right") == 5
    assert [found.figure_set for found in check_sets(both)] == ["A", "B"]
    assert check_rows(figures_of()) == () == check_sets(figures_of())


COUNTS = strategies.lists(strategies.integers(0, 200), min_size=2, max_size=6).filter(sum)


@settings(deadline=None)
@given(COUNTS, strategies.integers(0, 3))
def test_percents_that_a_computer_made_are_never_blamed(counts, decimals):
    total = sum(counts)
    percents = [percent_verdict(n, Decimal(0).scaleb(-decimals), total).expected for n in counts]
    verdicts = [percent_verdict(n, p, total).verdict for n, p in zip(counts, percents, strict=True)]
    assert set(verdicts) <= {"right", "fraction"}


@settings(deadline=None)
@given(COUNTS, strategies.data())
def test_a_mended_set_is_consistent_and_the_order_of_rows_does_not_matter(counts, data):
    total = sum(counts)
    percents = [percent_verdict(n, Decimal("0.00"), total).expected for n in counts]
    at = data.draw(strategies.integers(0, len(counts) - 1))
    typed = list(counts)
    typed[at] += data.draw(strategies.integers(1, 5))
    figures = [
        Figure(str(n), count, percent, total, True)
        for n, (count, percent) in enumerate(zip(typed, percents, strict=True))
    ]
    found = mend(figures, whole_of(figures))
    turned = mend(figures[::-1], whole_of(figures))
    assert (found and figures[found.place]) == (turned and figures[::-1][turned.place])
    # a changed count moves a percent by at least 1/1200, far more than a unit of the last place
    assert found is not None and figures[found.place].label == str(at)
    figures[at] = figures[at]._replace(count=found.count)
    assert whole_of(figures).verdict == "adds_up"


@given(strategies.lists(strategies.integers(0, 60), min_size=1, max_size=6), strategies.data())
def test_a_single_blank_count_is_what_the_others_leave_of_the_stated_total(counts, data):
    blank = data.draw(strategies.integers(0, len(counts) - 1))
    total = data.draw(strategies.integers(0, 200))
    members = [
        Figure(str(n), None if n == blank else count, None, total, True)
        for n, count in enumerate(counts)
    ]
    left = total - sum(count for n, count in enumerate(counts) if n != blank)
    found = lacking(members, whole_of(members))
    assert (found.blanks, found.count) == (1, left)
    filled = [f._replace(count=left) if f.count is None else f for f in members]
    if left >= 0:
        assert whole_of(filled).verdict == "adds_up"
        assert lacking_sentence(found, total).startswith(f"ถ้าช่องว่างคือ {left:,} ยอดจะครบ {total:,}")


def test_a_blank_count_whose_percent_says_otherwise_is_told_and_two_blanks_are_one_sum():
    rows = [Figure("ก", 57, None, 117, True), Figure("ข", None, Decimal("40.00"), 117, True)]
    assert not lacking(rows, whole_of(rows)).percent_fits
    two = [*rows, Figure("ค", None, None, 117, True)]
    said = lacking_sentence(lacking(two, whole_of(two)), 117)
    assert said == "ถ้าช่องว่าง 2 ช่องรวมกันเป็น 60 ยอดจะครบ 117"
    many = [Figure("ก", 130, None, 117, True), Figure("ข", None, None, 117, True)]
    assert "เกินยอดที่แจ้ง 117 อยู่ 13" in lacking_sentence(lacking(many, whole_of(many)), 117)
    untold = [Figure("ก", 1, None, None, True), Figure("ข", None, None, None, True)]
    assert lacking(untold, whole_of(untold)) is None
