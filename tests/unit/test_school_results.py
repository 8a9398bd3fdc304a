"""What the page of school colours asks of the test results."""

import pandas as pd
import pytest

from esa.rules.bands import bands_since
from esa.rules.school_results import (
    Choice,
    alarming,
    each_school,
    moved,
    school_colours,
    sum_of,
    usual_choice,
    usual_test,
)

SIX = Choice("O-NET", "ป.6", 2556, "area")


def found(sample, choice=SIX, results=None):
    given = sample.test_results if results is None else results
    return school_colours(given, sample.rows["schools"], sample.rows["colour_bands"], choice)


def school(sample, code, choice=SIX):
    limits, bands = sample.rows["lower_limits"], sample.rows["colour_bands"]
    return each_school(sample.test_results, limits, bands, choice, [code])[code]


def test_the_usual_test_is_the_one_with_most_schools_then_most_rows(sample):
    assert usual_test(sample.test_results) == ("O-NET", "ป.6")
    assert usual_test(sample.test_results.iloc[:0]) is None


def test_what_is_shown_unasked_is_its_newest_year_by_the_limit_of_the_area(sample):
    """In any order of the rows; without the area's limit by the one there is."""
    results = sample.test_results
    assert usual_choice(results) == usual_choice(results.iloc[::-1]) == SIX
    national = results.assign(scope="national")
    assert usual_choice(national) == SIX._replace(scope="national")
    assert usual_choice(pd.concat([national, results])) == SIX
    assert usual_choice(results.iloc[:0]) is None


def test_every_open_school_stands_in_exactly_one_network_and_colour(sample):
    of = found(sample)
    assert sum(row.schools for row in of.networks) == len(of.schools) == 117
    assert sum(row.tested for row in of.networks) == 112
    assert sum(row.alarming for row in of.networks) == len(alarming(of.schools))


def test_the_network_with_most_orange_and_red_is_first_and_none_is_last(sample):
    networks = found(sample).networks
    assert networks[-1].network == ""
    counts = [row.alarming for row in networks[:-1]]
    assert counts == sorted(counts, reverse=True)


def test_schools_are_worst_first_and_those_without_a_percent_last(sample):
    percents = [row.percent for row in found(sample).schools]
    assert percents[-5:] == [None] * 5 and None not in percents[:-5]
    assert percents[:-5] == sorted(percents[:-5], reverse=True)


def test_tests_grades_years_and_scopes_are_kept_apart(sample):
    national = sample.test_results.assign(scope="national")
    both = pd.concat([sample.test_results, national])
    assert found(sample, results=both).schools == found(sample).schools


def test_the_pooled_sum_of_a_school_equals_its_subjects(sample):
    of = found(sample)
    worst = of.schools[0]
    one = school(sample, worst.school_code)
    assert sum_of(one.subjects)[:2] == (worst.not_passed, worst.tested)
    assert [year.academic_year for year in one.years] == [2554, 2555, 2556]


def test_lower_limits_are_known_for_2556_and_unknown_before(sample):
    code = sample.schools["school_code"].iloc[0]
    known, unknown = (
        {row.subject: row.limit for row in school(sample, code, choice).subjects}
        for choice in (SIX, SIX._replace(academic_year=2555))
    )
    assert str(known["คณิตศาสตร์"]) == "44.50"
    assert set(unknown.values()) == {None}


def test_movement_needs_an_earlier_year(sample):
    assert found(sample).previous == 2555
    first = found(sample, SIX._replace(academic_year=2554))
    assert first.previous is None and first.moves == ()
    assert sum(moved(found(sample).moves).values()) == 117


def test_rows_whose_counts_clash_are_left_out_and_listed(sample):
    of = found(sample)
    assert len(of.left_out) == 2
    rows = sample.test_results.loc[list(of.left_out)]
    assert (rows["not_passed"] > rows["tested"]).all()


@pytest.mark.parametrize(("year", "since"), [(2553, None), (2554, 2554), (2600, 2554)])
def test_the_year_from_which_the_bands_hold(sample, year, since):
    assert bands_since(sample.rows["colour_bands"], year) == since
