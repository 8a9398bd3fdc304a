"""Coordinates typed into the other cell, or as degrees, minutes and seconds: told what is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.reading.cells import read_value
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs

LATITUDE, LONGITUDE = (read_tabs()["schools"].field(n) for n in ("latitude", "longitude"))


@pytest.mark.parametrize(
    ("raw", "meant"),
    [
        ("7°21'30\"N", "7.35833"),
        ("N 7° 21.5'", "7.35833"),
        ("7 องศา 21 ลิปดา 30 ฟิลิปดา", "7.35833"),
        ("๗ ๒๑ ๓๐", "7.35833"),
        ("7.35° N", "7.35"),
    ],
)
def test_degrees_minutes_and_seconds_are_told_as_one_number(raw, meant):
    read = read_value(raw, LATITUDE)
    assert read.value is None and read.issue == "coordinate_in_degrees"
    told = Problem(read.issue, "office", "schools", "J2", read.facts, row=2, field="latitude")
    assert f"“{meant}”" in told.fix_th and f"“{meant}”" in told.fix_en


@given(st.integers(5, 20), st.integers(0, 59), st.integers(0, 59))
def test_what_is_suggested_is_the_same_place(degrees, minutes, seconds):
    read = read_value(f"{degrees}°{minutes}'{seconds}\"", LATITUDE)
    suggested = float(read.facts["suggestion"])
    assert abs(suggested - (degrees + minutes / 60 + seconds / 3600)) < 1e-5


@pytest.mark.parametrize(
    ("field", "raw", "other"),
    [
        (LATITUDE, 100.12, "ลองจิจูด"),
        (LATITUDE, "100.12", "ลองจิจูด"),
        (LONGITUDE, 7.35, "ละติจูด"),
    ],
)
def test_a_swapped_coordinate_is_told_where_it_belongs(field, raw, other):
    read = read_value(raw, field)
    assert read.value is None and read.issue == "coordinate_swapped"
    told = Problem(read.issue, "office", "schools", "J2", read.facts, row=2, field=field.name)
    assert f"ช่อง {other}" in told.fix_th


@pytest.mark.parametrize("raw", [55.5, "-7.35", "1007.35", "99°99'99\"", "เหนือ"])
def test_what_is_nowhere_in_thailand_is_told_as_before(raw):
    assert read_value(raw, LATITUDE).issue in ("out_of_range", "not_a_number")
