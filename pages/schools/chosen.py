"""What is chosen in the filters of the page, and links that keep it."""

import streamlit as st

from esa.reading.office import Office
from esa.rules.school_results import Choice, rounds, usual_test
from esa.rules.vocabulary import COLOUR_WORDS, WITHOUT_COLOUR
from esa.screen import filters
from pages.schools.view import Filters

TO_CHOOSE_FROM = 1200  # schools in one filter; above that, a network is chosen first
KEPT = ("test", "grade", "year", "scope", "round", "subject", "network", "colour")


def choice(office: Office) -> Choice | None:
    """What is chosen in the address, one of each; None where nothing was tested."""
    results = office.test_results
    usual = usual_test(results) or (None, None)
    test = filters.test(results, default=usual[0])
    results = results[results["test"] == test]
    grade = filters.grade(results, default=usual[1])
    results = results[results["grade"] == grade]
    year = filters.academic_year(results)
    results = results[(results["academic_year"] == year).fillna(False).astype(bool)]
    scopes = sorted(results["scope"].dropna().unique())
    scope = filters.scope(results) if len(scopes) > 1 else "".join(scopes)
    if not (test and grade and year and scope):
        return None
    results = results[results["scope"] == scope]
    sittings = rounds(results)
    round_ = filters.test_round(sittings) if len(sittings) > 1 else sittings[-1]
    subject = filters.subject(results, width=200)
    return Choice(test, grade, int(year), scope, subject, round_)


def school(office: Office, network: str) -> str:
    """Code of a school of the network chosen (of all of them, where they aren't too many)."""
    rows = office.schools
    if network:
        rows = rows[rows["network"] == network]
    elif len(rows) > TO_CHOOSE_FROM:
        rows = rows[rows["school_code"] == st.query_params.get("school", "")]
    return filters.school(office, codes=rows["school_code"], width=220)


def kept() -> Filters:
    """What the address says now, so that a link keeps the choice."""
    return tuple((key, st.query_params[key]) for key in KEPT if key in st.query_params)


def colour() -> str:
    """The colour, or the reason for none, that the address names; "" for all."""
    asked = str(st.query_params.get("colour", ""))
    return asked if asked in (*COLOUR_WORDS, *WITHOUT_COLOUR) else ""
