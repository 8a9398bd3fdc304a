"""What is chosen in the filters of the page, and links that keep it."""

import pandas as pd
import streamlit as st

from esa.judged import Judged
from esa.rules.school_results import Choice, rounds, usual_test
from esa.rules.vocabulary import COLOUR_WORDS, WITHOUT_COLOUR
from esa.screen import filters
from pages.schools.view import Filters

TO_CHOOSE_FROM = 1200  # schools in one filter; above that, a network is chosen first
KINDS = ["test", "grade", "academic_year", "scope", "round", "subject"]
KEPT = ("test", "grade", "year", "scope", "round", "subject", "network", "colour")


def choice(judged: Judged) -> Choice | None:
    """What is chosen in the address, one of each; None where nothing was tested."""
    usual, results = judged.once(_tested)
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


def _tested(judged: Judged) -> tuple[tuple[str | None, str | None], pd.DataFrame]:
    """The usual test and grade, and each kind of results that there is, once."""
    results = judged.office.test_results
    return usual_test(results) or (None, None), results[KINDS].drop_duplicates()


def school(judged: Judged, network: str) -> str:
    """Code of a school of the network chosen (of all of them, where they aren't too many)."""
    names = judged.once(_names, network)
    if not network and len(names) > TO_CHOOSE_FROM:
        code = st.query_params.get("school", "")
        names = {code: names[code]} if code in names else {}
    return filters.named("โรงเรียน", names, "school", "ทุกโรงเรียน", width=220)


def _names(judged: Judged, network: str) -> dict[str, str]:
    rows = judged.office.schools
    return filters.names_of_schools(rows[rows["network"] == network] if network else rows)


def kept() -> Filters:
    """What the address says now, so that a link keeps the choice."""
    return tuple((key, st.query_params[key]) for key in KEPT if key in st.query_params)


def colour() -> str:
    """The colour, or the reason for none, that the address names; "" for all."""
    asked = str(st.query_params.get("colour", ""))
    return asked if asked in (*COLOUR_WORDS, *WITHOUT_COLOUR) else ""
