"""Networks: what they did each month, which sides they cover, who has gone quiet, whom they reach.

An activity belongs to the month it starts in. It counts once for each network that shares it and
once for the office, however many workbooks list it. A date to come is a plan: shown, but it neither
covers a side nor ends a silence. Undated activities count in totals and are told apart.
Source: docs/rules.md, "Networks".
"""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import pandas as pd

from esa import fiscal_year as calendar
from esa.plain import column, frame, records
from esa.rules.colours import CLOSED

SIDES = ("academic", "personnel", "budget", "general")
SILENT_AFTER_DAYS = 90
MAY_FALL_SILENT = ("school_network", "club", "centre")
THIS_YEAR = ("held", "undated", "planned")
UNDATED_POSITION = 13

Days = dict[str, list[date]]
Counts = dict[str, int]


class ActivityCount(NamedTuple):
    """Activities of the office, each once: held + undated + planned = total."""

    total: int
    held: int
    undated: int
    planned: int
    without_network: int
    other_year: int  # left out of every count of this year


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


def with_timing(activities: pd.DataFrame, fiscal_year: int, today: date) -> pd.DataFrame:
    """Each activity once (the first row of its code), with `when`; the index stays for the cells.

    activities: activity, title, date, ends (date or None), networks, schools (tuples of codes),
        side, participants. Added: when (see timing); last_day (the later of date and ends, None).
    """
    once = activities.sort_index(kind="stable").drop_duplicates("activity")
    spans = list(zip(column(once, "date"), column(once, "ends"), strict=True))
    when = [timing(starts, ends, fiscal_year, today) for starts, ends in spans]
    last = [max((day for day in span if day), default=None) for span in spans]
    return once.assign(
        when=pd.Series(when, index=once.index, dtype="str"),
        last_day=pd.Series(last, index=once.index, dtype="object"),
    )


def count_activities(timed: pd.DataFrame) -> ActivityCount:
    """The activities of the fiscal year in the whole office. timed: rows of with_timing."""
    counts = timed["when"].value_counts()
    held, undated, planned = (int(counts.get(when, 0)) for when in ("held", "undated", "planned"))
    mine = timed[timed["when"].isin(THIS_YEAR)]
    alone = sum(not networks for networks in column(mine, "networks"))
    other = int(counts.get("other_year", 0))
    return ActivityCount(held + undated + planned, held, undated, planned, alone, other)


def who_what_when(networks: pd.DataFrame, timed: pd.DataFrame) -> pd.DataFrame:
    """One row per network and activity of this fiscal year, in order of date, undated last.

    Result (indexed by the activity's workbook and row): network ("" for an activity that names
        none), network_name, kind, activity, title, side, date, ends, participants (Int64), when.
    """
    known = {code: (name, kind) for _, code, name, kind in _register(networks)}
    mine = timed[timed["when"].isin(THIS_YEAR)]
    names = ("activity", "title", "side", "date", "ends", "participants", "when")
    rows, index = [], []
    for place, shared, *values in records(mine, "networks", *names):
        for network in shared or ("",):
            name, kind = known.get(network, (network, None))
            about = {"network": network, "network_name": name, "kind": kind}
            rows.append(about | dict(zip(names, values, strict=True)))
            index.append(place)
    order = sorted(
        range(len(rows)),
        key=lambda n: (rows[n]["date"] or date.max, rows[n]["activity"], rows[n]["network"]),
    )
    kinds = {"network": "str", "network_name": "str", "kind": "str", "activity": "str"}
    kinds |= {"title": "str", "side": "str", "date": "object", "ends": "object"}
    kinds |= {"participants": "Int64", "when": "str"}
    return frame([rows[n] for n in order], _index([index[n] for n in order], mine), kinds)


def listed_activities(timed: pd.DataFrame, networks: Collection[str] | None = None) -> pd.DataFrame:
    """The activities of this fiscal year once each, the newest first, undated ones last.

    timed: rows of with_timing; columns and index stay. networks: only activities that name one
        of these codes (None: all, also those that name none).
    """
    mine = timed[timed["when"].isin(THIS_YEAR)]
    codes = None if networks is None else set(networks)
    wanted = [
        codes is None or not codes.isdisjoint(named or ()) for named in column(mine, "networks")
    ]
    mine = mine.loc[wanted]
    keys = list(zip(column(mine, "date"), column(mine, "activity"), strict=True))
    order = sorted(range(len(keys)), key=lambda n: keys[n][1])
    order.sort(key=lambda n: keys[n][0] or date.min, reverse=True)
    return mine.iloc[order]


def activities_by_month(
    networks: pd.DataFrame, timed: pd.DataFrame, fiscal_year: int
) -> pd.DataFrame:
    """Activities of each network by start month: 13 rows a network, zeros included.

    Result: network, network_name, kind, position (1 = October … 12 = September, 13 = undated),
        month (first day; None for undated), activities (held or undated), planned (both int).
        Networks of the register come in its order; "" (no network named) last, if it occurs. A
        shared activity stands in each of its networks: sums over networks exceed the office's.
    """
    held: dict[tuple[str, int], int] = defaultdict(int)
    planned: dict[tuple[str, int], int] = defaultdict(int)
    month_of = {month: n for n, month in enumerate(calendar.months(fiscal_year), start=1)}
    shared = who_what_when(networks, timed)
    for _, network, starts, when in records(shared, "network", "date", "when"):
        position = month_of[starts.replace(day=1)] if starts else UNDATED_POSITION
        (planned if when == "planned" else held)[network, position] += 1
    listed = [(code, name, kind) for _, code, name, kind in _register(networks)]
    codes = {code for code, _, _ in listed}
    strangers = sorted(({code for code, _ in [*held, *planned]} - codes), key=lambda c: (not c, c))
    months: list[date | None] = [*month_of, None]
    rows = [
        {
            "network": code,
            "network_name": name,
            "kind": kind,
            "position": position,
            "month": month,
            "activities": held[code, position],
            "planned": planned[code, position],
        }
        for code, name, kind in [*listed, *((code, code, None) for code in strangers)]
        for position, month in enumerate(months, start=1)
    ]
    kinds = {"network": "str", "network_name": "str", "kind": "str", "position": "int64"}
    kinds |= {"month": "object", "activities": "int64", "planned": "int64"}
    return frame(rows, pd.RangeIndex(len(rows)), kinds)


def coverage(networks: pd.DataFrame, timed: pd.DataFrame) -> pd.DataFrame:
    """What each network did on each of the four sides this fiscal year: 4 rows a network.

    Result: network, network_name, kind, side, declared (bool, in the register), activities (held),
        undated, planned (int), state — "covered" (at least one activity held), "undated" (only
        activities without a date), "planned", "declared" (named in the register, nothing done:
        drawn hollow) or "not_declared". Activities without a side cover none.
    """
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for _, network, side, when in records(
        who_what_when(networks, timed), "network", "side", "when"
    ):
        counts[network, side or "", when] += 1
    rows = []
    for _, code, name, kind, sides in records(networks, "network", "name", "kind", "sides"):
        for side in SIDES:
            held, undated, planned = (counts[code, side, when] for when in THIS_YEAR)
            declared = side in (sides or ())
            rows.append(
                {
                    "network": code,
                    "network_name": name,
                    "kind": kind,
                    "side": side,
                    "declared": declared,
                    "activities": held,
                    "undated": undated,
                    "planned": planned,
                    "state": _coverage_state(held, undated, planned, declared),
                }
            )
    kinds = {"network": "str", "network_name": "str", "kind": "str", "side": "str"}
    kinds |= {"declared": "bool", "activities": "int64", "undated": "int64", "planned": "int64"}
    return frame(rows, pd.RangeIndex(len(rows)), kinds | {"state": "str"})


def silence(networks: pd.DataFrame, activities: pd.DataFrame, today: date) -> pd.DataFrame:
    """Networks, centres and clubs, the longest silent first; activities of all years are looked at.

    Result (indexed by the register's workbook and row): network, network_name, kind, state —
        "silent" (the latest activity ended 90 days ago or more), "never" (no activity at all),
        "undated" (only undated ones), "planned" (only plans), "active" — last_ended (date or
        None), days since then (Int64; 0 while one is going on), undated, planned (int),
        next_planned (date or None: it doesn't end a silence).
    """
    ended, undated, planned = _days_of_networks(activities, today)
    rows, index = [], []
    for place, code, name, kind in _register(networks):
        if kind not in MAY_FALL_SILENT:
            continue
        last = max(ended[code], default=None)
        days = None if last is None else (today - last).days
        rows.append(
            {
                "network": code,
                "network_name": name,
                "kind": kind,
                "state": _silence_state(days, undated[code], len(planned[code])),
                "last_ended": last,
                "days": days,
                "undated": undated[code],
                "planned": len(planned[code]),
                "next_planned": min(planned[code], default=None),
            }
        )
        index.append(place)
    ranks = {"silent": 0, "never": 1, "undated": 2, "planned": 3, "active": 4}
    order = sorted(
        range(len(rows)),
        key=lambda n: (ranks[rows[n]["state"]], -(rows[n]["days"] or 0), rows[n]["network"]),
    )
    kinds = {"network": "str", "network_name": "str", "kind": "str", "state": "str"}
    kinds |= {"last_ended": "object", "days": "Int64", "undated": "int64", "planned": "int64"}
    kinds |= {"next_planned": "object"}
    return frame([rows[n] for n in order], _index([index[n] for n in order], networks), kinds)


def schools_reached(schools: pd.DataFrame, timed: pd.DataFrame) -> pd.DataFrame:
    """How each open school was reached this fiscal year; index and order of the register stay.

    Result: school_code, name, network, amphoe, how — "named" (in an activity itself), "by_network"
        (only through an activity of its network) or "not_reached" — activities (tuple of codes)
        and planned (int: activities to come, which reach nobody yet).
    """
    of_school, of_network = defaultdict(list), defaultdict(list)
    plans_school, plans_network = defaultdict(set), defaultdict(set)
    for _, code, shared, named, when in records(timed, "activity", "networks", "schools", "when"):
        if when not in THIS_YEAR:
            continue
        for school in named:
            plans_school[school].add(code) if when == "planned" else of_school[school].append(code)
        for network in shared:
            if when == "planned":
                plans_network[network].add(code)
            else:
                of_network[network].append(code)
    register = schools[~schools["status"].isin(CLOSED)]
    rows = []
    for _, code, name, network, amphoe in records(
        register, "school_code", "name", "network", "amphoe"
    ):
        named, through = of_school[code], of_network[network] if network else []
        plans = plans_school[code] | (plans_network[network] if network else set())
        rows.append(
            {
                "school_code": code,
                "name": name,
                "network": network,
                "amphoe": amphoe,
                "how": "named" if named else "by_network" if through else "not_reached",
                "activities": tuple(sorted({*named, *through})),
                "planned": len(plans),
            }
        )
    kinds = {"school_code": "str", "name": "str", "network": "str", "amphoe": "str", "how": "str"}
    return frame(rows, register.index, kinds | {"activities": "object", "planned": "int64"})


def kinds_of_networks(networks: pd.DataFrame, timed: pd.DataFrame) -> pd.DataFrame:
    """Kinds in the register: kind, networks, active (with an activity held or undated this year),
    activities (each once, however many networks of the kind share it), member_count (Int64 sum of
    what is filled in) and members_unknown (networks without a count)."""
    shared = who_what_when(networks, timed)
    done = shared[shared["when"].isin(["held", "undated"])]
    rows = []
    for kind, mine in networks.dropna(subset=["kind"]).groupby("kind", sort=False):
        of_kind = done[done["kind"] == kind]
        rows.append(
            {
                "kind": kind,
                "networks": mine["network"].nunique(),
                "active": of_kind["network"].nunique(),
                "activities": of_kind["activity"].nunique(),
                "member_count": mine["member_count"].sum(min_count=1),
                "members_unknown": int(mine["member_count"].isna().sum()),
            }
        )
    kinds = {"kind": "str", "networks": "int64", "active": "int64", "activities": "int64"}
    kinds |= {"member_count": "Int64", "members_unknown": "int64"}
    return frame(rows, pd.RangeIndex(len(rows)), kinds)


def _register(networks: pd.DataFrame) -> list[tuple]:
    return records(networks.drop_duplicates("network"), "network", "name", "kind")


def _days_of_networks(activities: pd.DataFrame, today: date) -> tuple[Days, Counts, Days]:
    """Per network: days activities ended (today for one going on), undated ones, days planned."""
    ended, undated, planned = defaultdict(list), defaultdict(int), defaultdict(list)
    once = activities.sort_index(kind="stable").drop_duplicates("activity")
    for _, shared, starts, ends in records(once, "networks", "date", "ends"):
        for network in shared:
            begins = starts or ends
            if begins is None:
                undated[network] += 1
            elif begins > today:
                planned[network].append(begins)
            else:
                ended[network].append(min(max(begins, ends or begins), today))
    return ended, undated, planned


def _coverage_state(held: int, undated: int, planned: int, declared: bool) -> str:
    found = (("covered", held), ("undated", undated), ("planned", planned), ("declared", declared))
    return next((state for state, true in found if true), "not_declared")


def _silence_state(days: int | None, undated: int, planned: int) -> str:
    if days is not None:
        return "silent" if days >= SILENT_AFTER_DAYS else "active"
    return "undated" if undated else "planned" if planned else "never"


def _index(places: list, like: pd.DataFrame) -> pd.Index:
    if not places:
        return like.index[:0]
    return pd.MultiIndex.from_tuples(places, names=like.index.names)
