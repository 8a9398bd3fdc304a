"""What the page of school colours asks of the test results, and the charts drawn from it."""

import pandas as pd
import pytest

from esa.rules.colours import bands_since
from esa.rules.school_results import (
    Choice,
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


def found(sample, choice=SIX):
    return school_colours(sample.test_results, sample.schools, sample.colour_bands, choice)


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
    assert of.networks["schools"].sum() == len(of.schools) == 117
    assert of.networks["tested"].sum() == 112
    assert of.networks["alarming"].sum() == of.schools["stand"].isin(["orange", "red"]).sum()


def test_the_network_with_most_orange_and_red_is_first_and_none_is_last(sample):
    networks = found(sample).networks
    assert networks["network"].iloc[-1] == ""
    assert networks["alarming"].iloc[:-1].is_monotonic_decreasing


def test_schools_are_worst_first_and_those_without_a_percent_last(sample):
    percents = found(sample).schools["percent"]
    assert percents.dropna().is_monotonic_decreasing
    assert percents.tail(5).isna().all()


def test_tests_grades_years_and_scopes_are_kept_apart(sample):
    national = sample.test_results.assign(scope="national")
    both = pd.concat([sample.test_results, national])
    once = found(sample).schools["tested"].sum()
    of = school_colours(both, sample.schools, sample.colour_bands, SIX)
    assert of.schools["tested"].sum() == once


def test_the_pooled_sum_of_a_school_equals_its_subjects(sample):
    of = found(sample)
    worst = of.schools.iloc[0]
    code = worst["school_code"]
    one = one_school(sample.test_results, sample.lower_limits, sample.colour_bands, SIX, code)
    assert sum_of(one.subjects)[:2] == (worst["not_passed"], worst["tested"])
    assert one.years["academic_year"].tolist() == [2554, 2555, 2556]


def test_lower_limits_are_known_for_2556_and_unknown_before(sample):
    code = sample.schools["school_code"].iloc[0]
    known, unknown = (
        one_school(
            sample.test_results, sample.lower_limits, sample.colour_bands, choice, code
        ).subjects.set_index("subject")["limit"]
        for choice in (SIX, SIX._replace(academic_year=2555))
    )
    assert str(known["คณิตศาสตร์"]) == "44.50"
    assert unknown.isna().all()


def test_movement_needs_an_earlier_year(sample):
    assert found(sample).previous == 2555
    first = found(sample, SIX._replace(academic_year=2554))
    assert first.previous is None and first.moves.empty
    assert sum(moved(found(sample).moves).values()) == 117


def test_rows_whose_counts_clash_are_left_out_and_listed(sample):
    of = found(sample)
    assert len(of.left_out) == 2
    assert (of.left_out["not_passed"] > of.left_out["tested"]).all()


@pytest.mark.parametrize(("year", "since"), [(2553, None), (2554, 2554), (2600, 2554)])
def test_the_year_from_which_the_bands_hold(sample, year, since):
    assert bands_since(sample.colour_bands, year) == since


@pytest.mark.parametrize("phone", [False, True])
def test_the_waffle_draws_each_school_with_a_row_once_in_a_number_rounded_down(sample, phone):
    of = found(sample)
    chart = schools_charts.waffle(of.schools, of.networks, {"": ""}, "คน", phone=phone)
    drawn = [t for t in texts(chart) if t.isdigit()]
    assert sorted(drawn) == sorted(str(n) for n in of.schools["shown"].dropna())
    assert "ไม่มีเครือข่าย" in texts(chart)


def test_marks_wrap_into_lines_and_never_leave_their_columns(sample):
    of = found(sample)
    schools = of.schools.assign(network="N01").reset_index(drop=True)
    networks = of.networks.head(1).assign(network="N01", schools=117)
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
    rows = sample.test_results
    code = found(sample).schools.iloc[-1]["school_code"]
    one = one_school(rows, sample.lower_limits, sample.colour_bands, SIX, code)
    assert one.years["stand"].iloc[-1] == "not_tested"
    chart = schools_years_charts.slope(one.years, "บ้าน", [], "คน").to_dict()
    points = [
        row for rows in chart["datasets"].values() for row in rows if row.get("number") == "?"
    ]
    assert points and all(row["y"] > schools_years_charts.TALL for row in points)


def test_movement_draws_no_school_that_can_not_be_compared(sample):
    of = found(sample)
    chart = schools_years_charts.movement(of.moves, [], 2555, 2556)
    numbers = [int(t) for t in texts(chart) if t.isdigit() and int(t) < 2000]
    compared = int((of.moves["direction"] != "unknown").sum())
    assert sum(numbers) == 2 * compared


def test_many_schools_on_the_map_carry_no_names(sample):
    schools = pd.concat([found(sample).schools] * 2).assign(latitude=7.2, longitude=100.1)
    few, many = (
        schools_years_charts.places(table, "คน").to_dict()["datasets"].values()
        for table in (schools.head(20), schools)
    )
    assert "name" in next(iter(few))[0] and "name" not in next(iter(many))[0]
