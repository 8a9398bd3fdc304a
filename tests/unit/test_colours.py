"""Quality colours: the boundary of every band, nobody tested, pooling, and the next colour."""

import itertools
import time
from decimal import Decimal
from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings, strategies

from esa.plain import records
from esa.rules.bands import (
    Band,
    band_faults,
    bands_for,
    next_colour,
    percent_not_passing,
    quality_colour,
)
from esa.rules.colours import pooled, with_quality_colours, year_series
from esa.rules.open_schools import movement, schools_with_colours
from esa.rules.school_results import networks_with_colours
from esa.rules.vocabulary import WITHOUT_COLOUR
from tests.unit.made import joined, sheet, shuffled

EDGES = [("blue", "0", "29.99"), ("green", "30", "42.99"), ("yellow", "43", "55.99")]
EDGES += [("orange", "56", "69.99"), ("red", "70", "100")]
BANDS = [Band(colour, Decimal(low), Decimal(high)) for colour, low, high in EDGES]
ORDER = [band.colour for band in BANDS]
KEYS = {"academic_year": 2556, "test": "O-NET", "grade": "ป.6", "scope": "area"}


def bands_of(edges=EDGES, year=2556):
    names = ("colour", "from_percent", "to_percent", "order", "from_academic_year")
    rows = [(*edge, n, year) for n, edge in enumerate(edges, 1)]
    return sheet("colour_bands", *(dict(zip(names, row, strict=True)) for row in rows))


TABLE = bands_of()


def results_of(*rows, **keys):
    """rows: (school_code, subject, tested, not_passed)."""
    table = pd.DataFrame(rows, columns=["school_code", "subject", "tested", "not_passed"])
    table = table.assign(**{**KEYS, **keys})
    table.index = pd.MultiIndex.from_product([["office"], range(2, len(table) + 2)])
    return table.astype(
        {
            "academic_year": "Int64",
            "tested": "Int64",
            "not_passed": "Int64",
            "school_code": "str",
            "subject": "str",
        }
    )


def schools_of(*rows):
    """rows: (school_code, network, enrolled, status)."""
    names = ("school_code", "network", "enrolled", "status")
    full = [{"name": "โรงเรียน"} | dict(zip(names, row, strict=True)) for row in rows]
    return sheet("schools", *full)


def by_percent(percent: Decimal, bands: list[Band]) -> str | None:
    """The rule as it is written down: the one band that holds the percent."""
    holding = [band.colour for band in bands if band.from_percent <= percent <= band.to_percent]
    return holding[0] if len(holding) == 1 else None


@pytest.mark.parametrize(
    ("not_passed", "tested", "colour"),
    [
        (2999, 10000, "blue"),
        (3, 10, "green"),
        (4299, 10000, "green"),
        (43, 100, "yellow"),
        (5599, 10000, "yellow"),
        (56, 100, "orange"),
        (6999, 10000, "orange"),
        (7, 10, "red"),
        (10, 10, "red"),
        (0, 5, "blue"),
    ],
)
def test_both_sides_of_every_limit(not_passed, tested, colour):
    assert quality_colour(BANDS)(not_passed, tested) == colour
    table = with_quality_colours(results_of(("1", "ไทย", tested, not_passed)), TABLE)
    assert table["colour"].tolist() == [colour]


def test_a_half_is_rounded_up_before_it_meets_a_limit():
    assert percent_not_passing(5999, 20000) == Decimal("30.00")  # 29.995 exactly
    assert percent_not_passing(59989, 200000) == Decimal("29.99")  # 29.9945
    table = with_quality_colours(
        results_of(("1", "a", 20000, 5999), ("2", "a", 200000, 59989)), TABLE
    )
    assert table["hundredths"].tolist() == [3000, 2999]
    assert table["colour"].tolist() == ["green", "blue"]


def test_the_percent_shown_is_rounded_down_so_that_it_never_reads_as_the_next_band():
    table = with_quality_colours(results_of(("1", "a", 10000, 6999)), TABLE)
    assert table["shown"].tolist() == [69] and table["colour"].tolist() == ["orange"]


@pytest.mark.parametrize(("not_passed", "tested"), [(0, 0), (None, 5), (3, None), (6, 5), (-1, 5)])
def test_without_two_sensible_counts_there_is_no_percent_and_no_colour(not_passed, tested):
    assert percent_not_passing(not_passed, tested) is None


@pytest.mark.parametrize(
    ("tested", "not_passed", "state"),
    [
        (10, 10, "tested"),
        (10, 11, "invalid"),
        (10, -1, "invalid"),
        (-3, 0, "invalid"),
        (10, None, "invalid"),
        (None, 4, "invalid"),
        (0, 4, "invalid"),
        (10**13, 5, "invalid"),
        (0, 0, "not_tested"),
        (0, None, "not_tested"),
        (None, None, "not_tested"),
        (None, 0, "not_tested"),
    ],
)
def test_not_tested_is_not_a_mistake_and_a_mistake_is_not_not_tested(tested, not_passed, state):
    table = with_quality_colours(results_of(("1", "a", tested, not_passed)), TABLE)
    assert table["state"].tolist() == [state]
    assert table["colour"].isna().tolist() == [state != "tested"]


def test_fewer_than_ten_tested_is_marked_small():
    table = with_quality_colours(
        results_of(("1", "a", 9, 1), ("2", "a", 10, 1), ("3", "a", 0, 0)), TABLE
    )
    assert table["small"].tolist() == [True, False, False]


def test_rows_order_and_index_stay():
    results = results_of(("2", "a", 10, 7), ("1", "a", 0, 0), ("3", "a", 4, 0))
    coloured = with_quality_colours(results, TABLE)
    pd.testing.assert_index_equal(coloured.index, results.index)
    pd.testing.assert_frame_equal(coloured[results.columns], results)
    assert coloured["colour"].cat.ordered
    assert coloured["colour"].cat.categories.tolist() == ORDER


def test_each_year_has_the_newest_bands_that_had_begun():
    stricter = [("blue", "0", "9.99"), ("red", "10", "100")]
    table = joined(bands_of(), bands_of(stricter, 2558))
    assert bands_for(table, 2555) == []
    assert [band.colour for band in bands_for(table, 2557)] == ORDER
    assert [band.colour for band in bands_for(table, 2558)] == ["blue", "red"]
    years = pd.concat([results_of(("1", "a", 10, 2), academic_year=y) for y in (2555, 2557, 2558)])
    colours = with_quality_colours(years, table)["colour"]
    assert colours.astype("object").where(colours.notna(), None).tolist() == [None, "blue", "red"]


def test_the_order_of_the_bands_is_the_offices_own():
    mixed = shuffled(TABLE, Random(3))
    assert mixed != TABLE and [band.colour for band in bands_for(mixed, 2556)] == ORDER


def test_a_band_without_both_percents_is_no_band():
    table = TABLE.assign("to_percent", [*TABLE["to_percent"][:2], None, *TABLE["to_percent"][3:]])
    assert [band.colour for band in bands_for(table, 2556)] == ["blue", "green", "orange", "red"]


def faults(*edges):
    bands = [Band(colour, Decimal(low), Decimal(high)) for colour, low, high in edges]
    return [
        (f.kind, f.before, f.after, str(f.from_percent), str(f.to_percent))
        for f in band_faults(bands)
    ]


def test_the_offices_bands_have_no_fault():
    assert band_faults(BANDS) == [] and band_faults(BANDS[::-1]) == [] and band_faults([]) == []


def test_a_gap_beyond_a_hundredth_is_a_fault_and_a_hundredth_is_none():
    assert faults(("a", "0", "29.99"), ("b", "30", "100")) == []
    assert faults(("a", "0", "29.98"), ("b", "30", "100")) == [("gap", "a", "b", "29.98", "30")]
    assert faults(("a", "0.01", "100")) == [("gap", "", "a", "0", "0.01")]
    assert faults(("a", "0", "99.99")) == [("gap", "a", "", "99.99", "100")]


def test_an_overlap_and_a_band_turned_round_are_faults():
    assert faults(("a", "0", "30"), ("b", "30", "100")) == [("overlap", "a", "b", "30", "30")]
    assert faults(("a", "0", "100"), ("b", "30", "20"))[0][0] == "backwards"
    inner = faults(("a", "0", "100"), ("b", "10", "20"))
    assert inner == [("overlap", "a", "b", "10", "20")]


def test_a_percent_in_two_bands_or_in_none_has_no_colour():
    clashing = [Band("a", Decimal(0), Decimal(50)), Band("b", Decimal(50), Decimal(90))]
    assert quality_colour(clashing)(1, 2) is None
    assert quality_colour(clashing)(9001, 10000) is None
    table = bands_of([("blue", "0", "50"), ("red", "50", "90")])
    rows = with_quality_colours(
        results_of(("1", "a", 2, 1), ("2", "a", 100, 91), ("3", "a", 100, 49)), table
    )
    assert rows["colour"].isna().tolist() == [True, True, False]
    assert rows["stand"].tolist() == ["no_band", "no_band", "blue"]


def test_a_schools_colour_pools_its_sittings_and_is_no_mean_of_percents():
    results = results_of(("1", "ไทย", 10, 9), ("1", "คณิต", 30, 3), ("1", "ศิลปะ", 0, 0))
    (row,) = pooled(results, TABLE)
    assert (row.tested, row.not_passed, row.percent) == (40, 12, 30.0)
    assert row.colour == row.stand == "green" and row.subjects == 2 and row.not_tested == 1
    assert row.pupils == 30 and not row.small


def test_a_pooled_school_is_small_by_its_pupils_and_not_by_its_sittings():
    few = results_of(*[("1", f"วิชา {n}", 9, 1) for n in range(8)])
    enough = results_of(*[("1", f"วิชา {n}", 10, 1) for n in range(8)])
    assert [row.small for row in (*pooled(few, TABLE), *pooled(enough, TABLE))] == [True, False]


def test_rows_left_out_are_counted_beside_the_figure():
    results = results_of(("1", "a", 10, 1), ("1", "b", 5, 9), ("2", "a", 5, None), ("3", "a", 0, 0))
    rows = pooled(results, TABLE)
    assert [row.left_out for row in rows] == [1, 1, 0]
    assert [row.state for row in rows] == ["tested", "invalid", "not_tested"]
    assert [row.stand for row in rows] == ["blue", "invalid", "not_tested"]
    (office,) = pooled(results, TABLE, by=())
    assert (office.tested, office.left_out, office.not_tested) == (10, 2, 1)


@pytest.mark.parametrize(
    "other", [{"test": "NT"}, {"grade": "ม.3"}, {"academic_year": 2555}, {"scope": "national"}]
)
def test_tests_grades_years_and_scopes_are_never_pooled(other):
    mixed = pd.concat([results_of(("1", "a", 10, 1)), results_of(("1", "a", 10, 1), **other)])
    with pytest.raises(ValueError, match=next(iter(other))):
        pooled(mixed, TABLE)
    assert len(pooled(mixed, TABLE, by=("school_code", *other))) == 2


def test_the_rounds_of_one_test_are_pooled_apart():
    first = results_of(("1", "a", 10, 1)).assign(round="1")
    both = pd.concat([first, first.assign(round="2", not_passed=9)])
    with pytest.raises(ValueError, match="round"):
        pooled(both, TABLE)
    found = pooled(both, TABLE, by=("school_code", "round"))
    assert [(row.round, row.not_passed) for row in found] == [("1", 1), ("2", 9)]


def test_nothing_gives_nothing():
    empty = results_of()
    assert with_quality_colours(empty, TABLE).empty
    assert pooled(empty, TABLE) == ()
    (school,) = schools_with_colours(empty, schools_of(("1", "N1", 5, "open")), TABLE)
    assert school.state == school.stand == "no_row" and school.tested is None
    without = with_quality_colours(results_of(("1", "a", 2, 1)), bands_of(()))
    assert without["stand"].tolist() == ["no_band"]


def test_schools_are_shown_with_what_is_known_of_each():
    schools = schools_of(
        ("1", "N1", 40, "open"),
        ("2", "N1", None, None),
        ("3", None, 5, "open"),
        ("4", "N2", 9, "closed"),
        ("5", "N2", 9, "open"),
    )
    results = results_of(("1", "a", 10, 3), ("2", "a", 0, 0), ("3", "a", 10, 0), ("4", "a", 9, 9))
    rows = {row.school_code: row for row in schools_with_colours(results, schools, TABLE)}
    assert {code: row.stand for code, row in rows.items()} == {
        "1": "green",
        "2": "not_tested",
        "3": "blue",
        "5": "no_row",
    }
    assert rows["1"].share_tested == 0.25
    assert rows["3"].share_tested is None  # ten tested of five enrolled says nothing
    assert (rows["1"].next_better, rows["1"].more_to_pass) == ("blue", 1)
    assert rows["3"].more_to_pass is None


def test_networks_have_each_school_once_and_those_without_a_network_stand_last():
    schools = schools_of(
        ("1", "N1", None, "open"),
        ("2", "N1", None, "open"),
        ("3", None, None, "open"),
        ("4", "N2", None, "open"),
        ("5", "N2", None, "open"),
    )
    results = results_of(("1", "a", 10, 3), ("2", "a", 0, 0), ("3", "a", 10, 9), ("4", "a", 9, 9))
    found = networks_with_colours(schools_with_colours(results, schools, TABLE), ORDER)
    assert [(row.network, row.schools, row.tested, row.alarming, row.red) for row in found] == [
        ("N2", 2, 1, 1, 1),
        ("N1", 2, 1, 0, 0),
        ("", 1, 1, 1, 1),
    ]
    assert list(found[0].counts) == [*ORDER, *WITHOUT_COLOUR]
    assert [{stand: n for stand, n in row.counts.items() if n} for row in found] == [
        {"red": 1, "no_row": 1},
        {"green": 1, "not_tested": 1},
        {"red": 1},
    ]


def test_movement_between_two_years():
    before = results_of(("1", "a", 10, 9), ("2", "a", 10, 0), ("3", "a", 0, 0), ("5", "a", 10, 4),
                        academic_year=2556)  # fmt: skip
    after = results_of(("1", "a", 10, 0), ("2", "a", 10, 9), ("3", "a", 10, 1), ("4", "a", 10, 1),
                       academic_year=2557)  # fmt: skip
    results = pd.concat([before, after])
    moves = {move.school_code: move for move in movement(results, TABLE, 2556, 2557)}
    assert {code: move.direction for code, move in moves.items()} == {
        "1": "better",
        "2": "worse",
        "3": "unknown",
        "4": "unknown",
        "5": "unknown",
    }
    assert moves["4"].from_colour == "no_row" and moves["5"].to_colour == "no_row"
    assert moves["3"].from_colour == "not_tested"
    assert len(year_series(results, TABLE)) == 8


def test_the_next_colour_names_the_fewest_more_that_must_pass():
    assert next_colour(7, 10, BANDS) == ("orange", 1)
    assert next_colour(10, 10, BANDS) == ("orange", 4)
    assert next_colour(2, 10, BANDS) is None  # already the best
    assert next_colour(0, 0, BANDS) is None
    assert next_colour(1, 1, BANDS) == ("blue", 1)  # one pupil: no colour lies between
    assert next_colour(5999, 20000, BANDS) == ("blue", 1)


@given(strategies.integers(1, 400), strategies.data())
def test_the_next_colour_is_the_first_one_met_when_counting_down(tested, data):
    not_passed = data.draw(strategies.integers(0, tested))
    gapped = data.draw(strategies.sets(strategies.sampled_from(range(5)), min_size=2))
    bands = [BANDS[place] for place in sorted(gapped)]
    if data.draw(strategies.booleans()):
        bands[-1] = bands[-1]._replace(from_percent=Decimal("41.5"))  # overlaps its neighbours

    def place(failing):
        colour = by_percent(percent_not_passing(failing, tested), bands)
        assert colour == quality_colour(bands)(failing, tested)
        return None if colour is None else [band.colour for band in bands].index(colour)

    here = place(not_passed)
    expected = None
    if here is not None:
        steps = ((more, place(not_passed - more)) for more in range(1, not_passed + 1))
        found = next(((m, p) for m, p in steps if p is not None and p < here), None)
        expected = found and (bands[found[1]].colour, found[0])
    assert next_colour(not_passed, tested, bands) == expected


@given(strategies.integers(1, 5000), strategies.data())
def test_more_pupils_not_passing_never_gives_a_better_colour(tested, data):
    counts = strategies.lists(strategies.integers(0, tested), min_size=2, max_size=2)
    fewer, more = sorted(data.draw(counts))
    better, worse = (quality_colour(BANDS)(n, tested) for n in (fewer, more))
    assert ORDER.index(better) <= ORDER.index(worse)


ROWS = strategies.lists(
    strategies.tuples(
        strategies.sampled_from(["1", "2", "3"]),
        strategies.sampled_from(["ไทย", "คณิต", "ศิลปะ"]),
        strategies.one_of(strategies.none(), strategies.integers(-2, 60)),
        strategies.one_of(strategies.none(), strategies.integers(-2, 60)),
    ),
    max_size=12,
)


@settings(max_examples=12)
@given(ROWS)
def test_the_column_agrees_with_the_rule_of_one_row(rows):
    table = with_quality_colours(results_of(*rows), TABLE)
    tested = table[table["state"] == "tested"]
    for _, hundredths, colour, *counts in records(
        tested, "hundredths", "colour", "not_passed", "tested"
    ):
        percent = percent_not_passing(*counts)
        assert Decimal(hundredths).scaleb(-2) == percent
        assert colour == by_percent(percent, BANDS)


@settings(max_examples=12)
@given(ROWS, strategies.randoms())
def test_sums_equal_their_rows_and_their_order_does_not_matter(rows, random):
    results = results_of(*rows)
    schools, whole = pooled(results, TABLE), pooled(results, TABLE, by=())
    valid = [r for r in rows if r[2] is not None and r[3] is not None and 0 <= r[3] <= r[2] != 0]
    for name, of in (("tested", 2), ("not_passed", 3)):
        sums = [sum(getattr(row, name) for row in part) for part in (schools, whole)]
        assert sums == [sum(row[of] for row in valid)] * 2
    assert sum(row.rows + row.not_tested + row.left_out for row in schools) == len(rows)
    mixed = list(rows)
    random.shuffle(mixed)
    assert pooled(results_of(*mixed), TABLE) == schools


def test_sixty_thousand_rows_are_coloured_without_a_loop_over_rows():
    tested = np.random.default_rng(7).integers(0, 200, 60_000)
    rows = list(zip(itertools.cycle(["1", "2"]), itertools.repeat("a"), tested, tested // 2))
    results = results_of(*rows[:60_000])
    started = time.process_time()
    coloured = with_quality_colours(results, TABLE)
    assert time.process_time() - started < 5  # a Decimal for each row would take far longer
    assert len(coloured) == 60_000
