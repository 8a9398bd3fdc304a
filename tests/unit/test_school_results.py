"""What the page of school colours asks of the test results, and the charts drawn from it."""

import pandas as pd
import pytest

from esa.rules.bands import bands_since
from esa.rules.school_results import (
    Choice,
    alarming,
    moved,
    one_school,
    school_colours,
    sum_of,
    usual_choice,
    usual_test,
)
from pages.schools import charts as schools_charts
from pages.schools import years_charts as schools_years_charts

SIX = Choice("O-NET", "ป.6", 2556, "area")
SHAPELESS = {"", "ไม่มีเครือข่าย"}


def found(sample, choice=SIX, results=None):
    given = sample.test_results if results is None else results
    return school_colours(given, sample.rows["schools"], sample.rows["colour_bands"], choice)


def school(sample, code, choice=SIX):
    limits, bands = sample.rows["lower_limits"], sample.rows["colour_bands"]
    return one_school(sample.test_results, limits, bands, choice, code)


def texts(chart) -> list[str]:
    """Every text that a chart draws."""
    data = chart.to_dict()["datasets"].values()
    return [
        str(row[key]) for rows in data for row in rows for key in row if key in ("label", "number")
    ]


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


@pytest.mark.parametrize("phone", [False, True])
def test_the_waffle_draws_each_school_with_a_row_once_in_a_number_rounded_down(sample, phone):
    of = found(sample)
    chart = schools_charts.waffle(of.schools, of.networks, {"": ""}, "คน", phone=phone)
    drawn = [t for t in texts(chart) if t.isdigit()]
    assert sorted(drawn) == sorted(str(row.shown) for row in of.schools if row.shown is not None)
    assert "ไม่มีเครือข่าย" in texts(chart)


def test_marks_wrap_into_lines_and_never_leave_their_columns(sample):
    of = found(sample)
    schools = [row._replace(network="N01") for row in of.schools]
    networks = [of.networks[0]._replace(network="N01", schools=117)]
    places, _, height = schools_charts.waffle_places(schools, networks, 9)
    assert places["x"].max() == 8 and not places.duplicated(["x", "y"]).any()
    assert places["y"].max() < height


def test_a_school_without_any_row_has_no_mark_and_is_counted_in_words(sample):
    of = found(sample, Choice("O-NET", "ม.3", 2556, "area"))
    chart = schools_charts.waffle(of.schools, of.networks, {"": ""}, "คน")
    drawn = [t for t in texts(chart) if t.isdigit()]
    assert len(drawn) == 24
    said = [int(t.split()[-1]) for t in texts(chart) if t.startswith("ไม่มีแถวผล")]
    assert sum(said) == 93


def test_shares_have_a_part_for_schools_that_were_not_tested(sample):
    of = found(sample)
    chart = schools_charts.shares(of.networks, {"": ""}).to_dict()
    ends = [row for rows in chart["datasets"].values() for row in rows if "end" in row]
    whole = {row["y"] for row in ends if row["end"] == pytest.approx(1)}
    assert len(whole) == len(of.networks)


def test_texts_of_charts_take_the_digits_that_were_chosen(sample):
    of = found(sample)
    chart = schools_charts.waffle(of.schools, of.networks, {}, "คน", show=lambda text: f"<{text}>")
    assert all(t.startswith("<") for t in texts(chart) if t.strip("<>").isdigit())


def test_a_year_without_a_percent_stands_below_the_slope_and_not_at_zero(sample):
    one = school(sample, found(sample).schools[-1].school_code)
    assert one.years[-1].stand == "not_tested"
    chart = schools_years_charts.slope(one.years, "บ้าน", [], "คน").to_dict()
    points = [
        row for rows in chart["datasets"].values() for row in rows if row.get("number") == "?"
    ]
    assert points and all(row["y"] > schools_years_charts.TALL for row in points)


def test_movement_draws_no_school_that_can_not_be_compared(sample):
    of = found(sample)
    chart = schools_years_charts.movement(of.moves, [], 2555, 2556)
    numbers = [int(t) for t in texts(chart) if t.isdigit() and int(t) < 2000]
    compared = sum(move.direction != "unknown" for move in of.moves)
    assert sum(numbers) == 2 * compared


def test_many_schools_on_the_map_carry_no_names(sample):
    schools = found(sample).schools * 2
    few, many = (
        schools_years_charts.places(some, [(7.2, 100.1)] * len(some), "คน").to_dict()["datasets"]
        for some in (schools[:20], schools)
    )
    few, many = few.values(), many.values()
    assert "name" in next(iter(few))[0] and "name" not in next(iter(many))[0]
