"""Schools and activities that may be one, and schools without a network."""

from datetime import date

import pandas as pd
import pytest

from tests.unit.checking import cells, found
from tests.unit.made import table


def test_schools_without_a_network_are_one_problem_of_the_column():
    schools = table(
        "schools",
        {"school_code": "1", "network": "N1"},
        {"school_code": "2"},
        {"school_code": "3"},
        {"school_code": "4", "status": "closed"},
    )
    networks = table("networks", {"network": "N1", "name": "ไพรวัลย์"})
    (problem,) = found("schools_without_network", schools=schools, networks=networks)
    assert (problem.cell, problem.row, problem.severity) == ("F:F", None, "info")
    assert (problem.facts["value"], problem.facts["total"]) == (2, 3)
    assert found("schools_without_network", schools=schools) == []


def test_two_schools_of_one_name_are_good_to_know():
    rows = [
        {"school_code": str(n), "name": name}
        for n, name in enumerate(["บ้านควน", "วัดหวัง", "บ้าน ควน"])
    ]
    (problem,) = found("same_school_name", schools=table("schools", *rows))
    assert (problem.row, problem.facts["other"]) == (4, "0")


def activities(*rows: dict) -> pd.DataFrame:
    common = {"title": "วันเด็กแห่งชาติ", "date": date(2014, 1, 11)}
    return table(
        "network_activities", *[common | {"activity": f"A{n}"} | row for n, row in enumerate(rows)]
    )


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({}, True),
        ({"networks": ["N1", "N2"]}, True),
        ({"networks": ["N2"]}, False),
        ({"date": date(2014, 1, 10)}, False),
        ({"title": "วันเด็ก"}, False),
    ],
)
def test_equal_title_and_date_under_another_code_may_be_one_activity(other, told):
    rows = activities({"networks": ["N1"]}, other)
    assert cells("possible_duplicate", network_activities=rows) == (["A3"] if told else [])


def test_different_partners_make_two_activities():
    partners = [
        {"activity": "A0", "line": 1, "partner": "P1"},
        {"activity": "A1", "line": 1, "partner": "P2"},
    ]
    tables = {"network_activities": activities({}, {}), "resources": table("resources", *partners)}
    assert cells("possible_duplicate", **tables) == []


def test_undated_activities_are_only_compared_by_a_common_partner():
    undated = {"date": None}
    assert cells("possible_duplicate", network_activities=activities(undated, undated)) == []
    shared = undated | {"networks": ["N1"]}
    assert cells("possible_duplicate", network_activities=activities(shared, shared)) == ["A3"]
