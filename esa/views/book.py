"""The one door to the data: the office, read once and shared by all visitors, and what the rules
say about it, evaluated once.

Which office it is, and how it is kept up to date: esa/views/live.py. Nothing that comes out of
here is changed.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

import pandas as pd
import streamlit as st

from esa.history.copies import State
from esa.office import BANGKOK, Office, read_office
from esa.problems import Problem
from esa.rules import follow_ups, kpis, spending
from esa.rules import networks as rules
from esa.rules.conditions import results, with_met
from esa.rules.evidence import with_states
from esa.rules.evidence_work import working_list
from esa.rules.next_steps import missing_evidence, next_steps
from esa.rules.points import points
from esa.rules.resources import with_standing
from esa.rules.rubric import levels
from esa.rules.school_results import Choice, SchoolColours, school_colours
from esa.sources.workbook import SourceError
from esa.views import door, live, past

Result = TypeVar("Result")
SEEN_AT = "seen_at"  # in the session: when what is on screen was last seen to be so


@dataclass(frozen=True)
class Standards:
    """What the rules say about one edition with the method of quality levels.

    evidence: all rows with their state; points: one row per criterion; levels: one row per
    indicator. steps and missing: by reading (reported, verified), see esa.rules.next_steps; work:
    the working list by reading, see esa.rules.evidence_work.
    """

    evidence: pd.DataFrame
    points: pd.DataFrame
    levels: pd.DataFrame
    steps: dict[str, pd.DataFrame]
    missing: dict[str, pd.DataFrame]
    work: dict[str, pd.DataFrame]


@dataclass(frozen=True)
class Conditions:
    """What the rules say about one edition with the method of desired conditions.

    conditions: one row per condition with who leads it and whether it is met; results: one row
    per criterion; see esa.rules.conditions.
    """

    conditions: pd.DataFrame
    results: pd.DataFrame


@dataclass(frozen=True)
class Networks:
    """What the rules say about networks; see esa.rules.networks and esa.rules.resources.

    timed: each activity once with when it is; months, coverage, silence, kinds: of the networks;
    reached: one row per open school; support: the rows of resources and how they count.
    """

    timed: pd.DataFrame
    months: pd.DataFrame
    coverage: pd.DataFrame
    silence: pd.DataFrame
    kinds: pd.DataFrame
    reached: pd.DataFrame
    support: pd.DataFrame


@dataclass(frozen=True)
class Followed:
    """What the board follows beside the standards, whatever the edition.

    follow_ups: see follow_ups.with_states; kpis: see kpis.rounds; spending: see
    spending.with_standing.
    """

    follow_ups: pd.DataFrame
    kpis: pd.DataFrame
    spending: pd.DataFrame


def current() -> Office:
    """The office as its workbooks are now, or as the meeting froze it that the address names;
    tells the visitor and stops where there is none.

    A workbook that can't be read stays as it was last read, and is told with its age.
    """
    door.check()
    place = live.place()
    if number := past.asked():
        past.banner(number)
        st.session_state[SEEN_AT] = None
        return past.office(number)
    shown = live.state(place)
    live.tell(place, shown)
    st.session_state[SEEN_AT] = shown.read_at
    return _read_once(place, shown)


def whole(number: str) -> Office | None:
    """The office for esa.views.door_guest, which makes it smaller before anything of it is shown:
    as that meeting froze it, "" as it is now. None where it can't be read. Tells nobody why.
    """
    place = live.place()
    if number:
        known = any(each.number == number for each in past.listed().meetings)
        return past.office(number) if known else None
    try:
        shown = live.holder(place).current(live.PATIENCE if not place.is_google else 0.0)
    except SourceError:
        return None
    return _read_once(place, shown)


def read_at(office: Office) -> datetime:
    """When the workbooks were last seen to be as shown; of several moments the earliest."""
    return st.session_state.get(SEEN_AT) or office.read_at


def standards(office: Office, edition: str) -> Standards:
    """The rules over one edition, evaluated once per office that was read and shared."""
    return once(office, _standards, edition)


def once(office: Office, function: Callable[..., Result], *choices: Hashable) -> Result:
    """function(office, *choices), evaluated once for all visitors until the office is read anew.

    function: one of a module (not made on the spot) that only depends on its arguments; what it
    gives back is shared and never changed. choices: few different ones, such as codes of filters.
    """
    name = f"{function.__module__}.{function.__qualname__}"
    return _once(
        identity=_identity(office), name=name, choices=choices, _function=function, _office=office
    )


def by_conditions(office: Office, edition: str) -> Conditions:
    """The rules over one edition with the method of desired conditions, evaluated once."""
    return _conditions(_identity(office), edition, office)


def networks(office: Office, side: str = "") -> Networks:
    """The rules over networks, evaluated once per office; side: only activities of that side."""
    return _networks(_identity(office), side, office)


def schools(office: Office, choice: Choice) -> SchoolColours:
    """The colours of all schools under one choice of test results, evaluated once."""
    return _schools(_identity(office), choice, office)


def followed(office: Office) -> Followed:
    """Follow-ups, KPIs and spending with what the rules say about them, evaluated once."""
    return _followed(_identity(office), office)


def _today() -> object:
    return datetime.now(BANGKOK).date()


def _identity(office: Office) -> str:
    return f"{office.read_at.isoformat()} {office.name} {len(office.problems)}"


def _read_once(place: live.Place, shown: State) -> Office:
    name = f"{place.address} {shown.identity} {_today()}"
    return _read(name=name, is_sample=place.is_sample, _shown=shown)


# Keyed by what the copies hold and by the day, so that due dates move at midnight. One load at a
# time, whoever asks; two entries, so that the earlier one may still be on somebody's screen.
@st.cache_resource(max_entries=2, show_spinner=False)
def _read(*, name: str, is_sample: bool, _shown: State) -> Office:
    now = datetime.now(BANGKOK)
    office = read_office(_shown.raws(), now, is_sample=is_sample)
    told = tuple(Problem(fault.code, "", facts=fault.facts) for fault in _shown.faults)
    return replace(office, problems=office.problems + told) if told else office


@st.cache_resource(max_entries=24, show_spinner="กำลังให้สีโรงเรียน…")
def _schools(identity: str, choice: Choice, _office: Office) -> SchoolColours:
    return school_colours(_office.test_results, _office.schools, _office.colour_bands, choice)


# Called by keyword, as whatever is asked for on every run: Streamlit looks up the name of each
# positional argument anew, which takes longer than all the rest of finding what is kept.
@st.cache_resource(max_entries=128, show_spinner="กำลังสรุปผลตามเกณฑ์…")
def _once(
    *, identity: str, name: str, choices: tuple, _function: Callable[..., object], _office: Office
) -> object:
    return _function(_office, *choices)


def _standards(office: Office, edition: str) -> Standards:
    def own(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["edition"] == edition]

    evidence = with_states(own(office.evidence), office.criteria, office.fiscal_year)
    criteria, indicators, progress = (
        own(table) for table in (office.criteria, office.indicators, office.progress)
    )
    found = points(
        *(criteria, indicators, progress, evidence, office.groups, office.today),
        unread=office.unread,
    )
    ladder = levels(indicators, found, own(office.rubric))
    readings = ("reported", "verified")
    steps = {r: next_steps(ladder, found, evidence, progress, r) for r in readings}
    missing = {r: missing_evidence(found, evidence, r) for r in readings}
    work = {r: working_list(found, evidence, ladder, missing[r], steps[r], r) for r in readings}
    return Standards(evidence, found, ladder, steps, missing, work)


@st.cache_resource(max_entries=8, show_spinner="กำลังสรุปผลตามเกณฑ์…")
def _conditions(identity: str, edition: str, _office: Office) -> Conditions:
    def own(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["edition"] == edition]

    criteria, progress = own(_office.criteria), own(_office.progress)
    found = with_met(own(_office.conditions), criteria, progress, _office.groups)
    return Conditions(found, results(criteria, found, progress, own(_office.editions)))


@st.cache_resource(max_entries=16, show_spinner="กำลังสรุปกิจกรรมเครือข่าย…")
def _networks(identity: str, side: str, _office: Office) -> Networks:
    register, year, today = _office.networks, _office.fiscal_year, _office.today
    whole = activities = _office.network_activities
    if side:
        activities = activities[(activities["side"] == side).fillna(False)]
    timed = rules.with_timing(activities, year, today)
    return Networks(
        timed,
        rules.activities_by_month(register, timed, year),
        rules.coverage(register, rules.with_timing(whole, year, today)),
        rules.silence(register, activities, today),
        rules.kinds_of_networks(register, timed),
        rules.schools_reached(_office.schools, timed),
        with_standing(_office.resources, whole, register, year),
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _followed(identity: str, _office: Office) -> Followed:
    today, year = _office.today, _office.fiscal_year
    return Followed(
        follow_ups.with_states(_office.follow_ups, today),
        kpis.rounds(_office.kpis, year, today, _office.unusable("kpis", *kpis.NUMBERS)),
        spending.with_standing(_office.spending, year, today),
    )
