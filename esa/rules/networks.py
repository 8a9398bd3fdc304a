"""Networks: what they did each month, which sides they cover, who has gone quiet, whom they reach.

An activity belongs to the month it starts in. It counts once for each network that shares it and
once for the office, however many workbooks list it. A date to come is a plan: shown, but it neither
covers a side nor ends a silence. Undated activities count in totals and are told apart.
Source: docs/rules.md, "Networks".
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from esa import fiscal_year as calendar
from esa.plain import Place, Rows, records
from esa.rules.vocabulary import CLOSED_SCHOOLS, SILENCE_WORDS

SIDES = ("academic", "personnel", "budget", "general")
SILENT_AFTER_DAYS = 90
MAY_FALL_SILENT = ("school_network", "club", "centre")
THIS_YEAR = ("held", "undated", "planned")
DONE = ("held", "undated")
UNDATED_POSITION = 13

Days = dict[str, list[date]]


class Activity(NamedTuple):
    """An activity and when it is; None is a blank cell, () names no network or school."""

    at: Place
    activity: str
    title: str | None
    date: date | None
    ends: date | None
    networks: tuple[str, ...]
    side: str | None
    schools: tuple[str, ...]
    participants: int | None
    criterion: str | None
    link: str | None
    remark: str | None
    group: str | None
    when: str  # see timing
    last_day: date | None  # the later of date and ends


IN_SHEET = Activity._fields[1 : Activity._fields.index("when")]


class ActivityCount(NamedTuple):
    """Activities of the office, each once: held + undated + planned = total."""

    total: int
    held: int
    undated: int
    planned: int
    without_network: int
    other_year: int  # left out of every count of this year


class Shared(NamedTuple):
    """One network's part in one activity. at: of the activity; network: "" where none is named."""

    at: Place
    network: str
    network_name: str | None
    kind: str | None
    activity: str
    title: str | None
    side: str | None
    date: date | None
    ends: date | None
    participants: int | None
    when: str


class Month(NamedTuple):
    """Activities of one network that start in one month; "" is no network at all."""

    network: str
    network_name: str | None
    kind: str | None
    position: int  # 1 = October … 12 = September, 13 = undated
    month: date | None  # first day; None for undated
    activities: int  # held or undated
    planned: int


class Coverage(NamedTuple):
    """What one network did on one of the four sides this fiscal year.

    state: "covered" (at least one activity held), "undated" (only activities without a date),
    "planned", "declared" (named in the register, nothing done: drawn hollow) or "not_declared".
    """

    network: str
    network_name: str | None
    kind: str | None
    side: str
    declared: bool  # in the register
    activities: int  # held
    undated: int
    planned: int
    state: str


class Silence(NamedTuple):
    """How long a network, centre or club has had no activity. at: in the register.

    state: "silent" (the latest activity ended 90 days ago or more), "never" (no activity at all),
    "undated" (only undated ones), "planned" (only plans) or "active".
    """

    at: Place
    network: str
    network_name: str | None
    kind: str
    state: str
    last_ended: date | None
    days: int | None  # since last_ended; 0 while one is going on
    undated: int
    planned: int
    next_planned: date | None  # it doesn't end a silence


class Reached(NamedTuple):
    """How an open school was reached this fiscal year.

    how: "named" (in an activity itself), "by_network" (only through an activity of its network) or
    "not_reached".
    """

    at: Place
    school_code: str
    name: str | None
    network: str | None
    amphoe: str | None
    how: str
    activities: tuple[str, ...]  # their codes
    planned: int  # activities to come, which reach nobody yet


class Kind(NamedTuple):
    """Networks of one kind in the register."""

    kind: str
    networks: int
    active: int  # with an activity held or undated this year
    activities: int  # each once, however many networks of the kind share it


def timing(starts: date | None, ends: date | None, fiscal_year: int, today: date) -> str:
    """When an activity is: "held" (begun by today), "planned", "undated" or "other_year".

    Without a start it is undated, unless its end alone shows that it is of another year.
    """
    known = starts or ends
    if known is None:
        return "undated"
    if calendar.fiscal_year_of(known) != fiscal_year:
        return "other_year"
    if starts is None:
        return "undated"
    return "held" if starts <= today else "planned"


def with_timing(activities: Rows, fiscal_year: int, today: date) -> tuple[Activity, ...]:
    """Each activity once, by the first row of its code, in the order of workbooks and rows."""
    once: dict[str, Activity] = {}
    for row in sorted(records(activities, *IN_SHEET), key=itemgetter(0)):
        _, code, _, starts, ends, *_ = row
        if code not in once:
            last = max((day for day in (starts, ends) if day), default=None)
            once[code] = Activity(*row, timing(starts, ends, fiscal_year, today), last)
    return tuple(once.values())


def count_activities(timed: Sequence[Activity]) -> ActivityCount:
    """The activities of the fiscal year in the whole office. timed: of with_timing."""
    counts = Counter(each.when for each in timed)
    alone = sum(not each.networks for each in timed if each.when in THIS_YEAR)
    held, undated, planned, other = (counts[when] for when in (*THIS_YEAR, "other_year"))
    return ActivityCount(held + undated + planned, held, undated, planned, alone, other)


def who_what_when(networks: Rows, timed: Sequence[Activity]) -> tuple[Shared, ...]:
    """Each network and activity of this fiscal year, in order of date, undated last."""
    known = {code: (name, kind) for _, code, name, kind in _register(networks)}
    found = []
    for each in timed:
        if each.when not in THIS_YEAR:
            continue
        about = (each.activity, each.title, each.side, each.date, each.ends, each.participants)
        for network in each.networks or ("",):
            named = known.get(network, (network, None))
            found.append(Shared(each.at, network, *named, *about, each.when))
    found.sort(key=lambda each: (each.date or date.max, each.activity, each.network))
    return tuple(found)


def listed_activities(
    timed: Sequence[Activity], networks: Collection[str] | None = None
) -> tuple[Activity, ...]:
    """The activities of this fiscal year once each, the newest first, undated ones last.

    networks: only activities that name one of these codes (None: all, also those that name none).
    """
    codes = None if networks is None else set(networks)
    mine = [
        each
        for each in timed
        if each.when in THIS_YEAR and (codes is None or not codes.isdisjoint(each.networks))
    ]
    mine.sort(key=lambda each: each.activity)
    mine.sort(key=lambda each: each.date or date.min, reverse=True)
    return tuple(mine)


def activities_by_month(
    networks: Rows, timed: Sequence[Activity], fiscal_year: int
) -> tuple[Month, ...]:
    """Activities of each network by start month: 13 months a network, zeros included.

    Networks of the register come in its order; "" (no network named) last, if it occurs. A shared
    activity stands in each of its networks: sums over networks exceed the office's.
    """
    held: Counter[tuple[str, int]] = Counter()
    planned: Counter[tuple[str, int]] = Counter()
    position_of = {month: n for n, month in enumerate(calendar.months(fiscal_year), start=1)}
    for each in who_what_when(networks, timed):
        position = position_of[each.date.replace(day=1)] if each.date else UNDATED_POSITION
        (planned if each.when == "planned" else held)[each.network, position] += 1
    listed = {code: (name, kind) for _, code, name, kind in _register(networks)}
    strangers = {code for code, _ in (*held, *planned)} - listed.keys()
    listed |= {code: (code, None) for code in sorted(strangers, key=lambda c: (not c, c))}
    months = [*position_of, None]
    return tuple(
        Month(code, *about, n, month, held[code, n], planned[code, n])
        for code, about in listed.items()
        for n, month in enumerate(months, start=1)
    )


def coverage(networks: Rows, timed: Sequence[Activity]) -> tuple[Coverage, ...]:
    """Each network on each of the four sides. Activities without a side cover none."""
    counts = Counter(
        (each.network, each.side, each.when) for each in who_what_when(networks, timed)
    )
    found = []
    for _, code, name, kind, sides in records(networks, "network", "name", "kind", "sides"):
        for side in SIDES:
            numbers = [counts[code, side, when] for when in THIS_YEAR]
            declared = side in sides
            state = _coverage_state(*numbers, declared)
            found.append(Coverage(code, name, kind, side, declared, *numbers, state))
    return tuple(found)


def silence(networks: Rows, timed: Sequence[Activity], today: date) -> tuple[Silence, ...]:
    """Networks, centres and clubs, the longest silent first; activities of all years are looked
    at."""
    ended, undated, planned = _days_of_networks(timed, today)
    found = []
    for at, code, name, kind in _register(networks):
        if kind not in MAY_FALL_SILENT:
            continue
        last = max(ended[code], default=None)
        days = None if last is None else (today - last).days
        plans = len(planned[code])
        state = _silence_state(days, undated[code], plans)
        following = min(planned[code], default=None)
        about = (at, code, name, kind, state, last, days)
        found.append(Silence(*about, undated[code], plans, following))
    rank = list(SILENCE_WORDS).index
    found.sort(key=lambda each: (rank(each.state), -(each.days or 0), each.network))
    return tuple(found)


def schools_reached(schools: Rows, timed: Sequence[Activity]) -> tuple[Reached, ...]:
    """Each open school of the register, in its order."""
    of_school, of_network = defaultdict(set), defaultdict(set)
    plans_school, plans_network = defaultdict(set), defaultdict(set)
    for each in timed:
        if each.when not in THIS_YEAR:
            continue
        is_plan = each.when == "planned"
        for school in each.schools:
            (plans_school if is_plan else of_school)[school].add(each.activity)
        for network in each.networks:
            (plans_network if is_plan else of_network)[network].add(each.activity)
    found = []
    names = ("status", "school_code", "name", "network", "amphoe")
    for at, status, code, name, network, amphoe in records(schools, *names):
        if status in CLOSED_SCHOOLS:
            continue
        named, through = of_school[code], of_network[network] if network else set()
        plans = plans_school[code] | (plans_network[network] if network else set())
        how = "named" if named else "by_network" if through else "not_reached"
        about = (at, code, name, network, amphoe, how)
        found.append(Reached(*about, tuple(sorted(named | through)), len(plans)))
    return tuple(found)


def kinds_of_networks(networks: Rows, timed: Sequence[Activity]) -> tuple[Kind, ...]:
    """The kinds in the register, in its order."""
    registered: defaultdict[str, set[str]] = defaultdict(set)
    for _, code, kind in records(networks, "network", "kind"):
        if kind is not None:
            registered[kind].add(code)
    active, done = defaultdict(set), defaultdict(set)
    for each in who_what_when(networks, timed):
        if each.when in DONE:
            active[each.kind].add(each.network)
            done[each.kind].add(each.activity)
    return tuple(
        Kind(kind, len(own), len(active[kind]), len(done[kind])) for kind, own in registered.items()
    )


def _register(networks: Rows) -> list[tuple]:
    """The first row of each network: place, code, name, kind."""
    first: dict[str, tuple] = {}
    for row in records(networks, "network", "name", "kind"):
        first.setdefault(row[1], row)
    return list(first.values())


def _days_of_networks(timed: Sequence[Activity], today: date) -> tuple[Days, Counter[str], Days]:
    """Per network: days activities ended (today for one going on), undated ones, days planned."""
    ended, undated, planned = defaultdict(list), Counter(), defaultdict(list)
    for each in timed:
        begins = each.date or each.ends
        for network in each.networks:
            if begins is None:
                undated[network] += 1
            elif begins > today:
                planned[network].append(begins)
            else:
                ended[network].append(min(max(begins, each.ends or begins), today))
    return ended, undated, planned


def _coverage_state(held: int, undated: int, planned: int, declared: bool) -> str:
    found = (("covered", held), ("undated", undated), ("planned", planned), ("declared", declared))
    return next((state for state, true in found if true), "not_declared")


def _silence_state(days: int | None, undated: int, planned: int) -> str:
    if days is not None:
        return "silent" if days >= SILENT_AFTER_DAYS else "active"
    return "undated" if undated else "planned" if planned else "never"
