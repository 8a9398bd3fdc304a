"""Checks of registers: schools without a network, equal names, activities listed under two codes.

Source: docs/rules.md, "Checks across tabs and workbooks".
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from esa.reading.checks.given import Given
from esa.reading.elsewhere import Elsewhere
from esa.reading.places import Place
from esa.reading.problems import Problem
from esa.rules.vocabulary import CLOSED_SCHOOLS
from esa.thai import fold, show_date


def check_schools_without_network(given: Given) -> Iterator[Problem]:
    """How many open schools have no network: one problem for the column, not one for each."""
    rows = [
        row for row in given.rows("schools", "network", "status") if row[2] not in CLOSED_SCHOOLS
    ]
    bare = [
        at for at, network, _ in rows if network is None and given.has("schools", at, "network")
    ]
    if not bare or not given.rows("networks", "network"):
        return
    found = given.problem(
        "schools_without_network", "schools", bare[0], "network", value=len(bare), total=len(rows)
    )
    letter = given.letters.get((bare[0][0], "schools"), {}).get("network")
    yield replace(found, row=None, cell=f"{letter}:{letter}" if letter else "")


def check_group_aliases(given: Given) -> Iterator[Problem]:
    """Other names of a group that are names of another: who is meant can't be told by them."""
    rows = given.rows("groups", "group", "name", "aliases")
    owners = {fold(word): code for _, code, name, _ in rows for word in (code, name) if word}
    for at, code, _, aliases in rows:
        for alias in aliases:
            other = owners.setdefault(fold(alias), code)
            if other != code:
                facts = {"value": alias, "other": other}
                yield given.problem("alias_of_two_groups", "groups", at, "aliases", **facts)


def check_schools_total(given: Given) -> Iterator[Problem]:
    """The number of schools that the settings state against the register."""
    open_schools = [row for row in given.rows("schools", "status") if row[1] not in CLOSED_SCHOOLS]
    for at, total in given.rows("settings", "schools_total")[:1]:
        if total is not None and open_schools and total != len(open_schools):
            facts = {"value": total, "total": len(open_schools)}
            yield given.problem("schools_total_differs", "settings", at, "schools_total", **facts)


def check_school_names(given: Given) -> Iterator[Problem]:
    """Schools of the same name: right as it may be, only their codes can tell them apart."""
    first: dict[str, tuple[Place, str]] = {}
    for at, code, name in given.rows("schools", "school_code", "name"):
        if name is None:
            continue
        place, other = first.setdefault(fold(name), (at, code))
        if place != at:
            yield given.problem("same_school_name", "schools", at, "name", value=name, other=other)


def check_activities(given: Given) -> Iterator[Problem]:
    """Activities of equal title and date under other codes, by the same networks or partners.

    Where both name who took part and nobody is in both, they are two activities. Undated ones are
    only compared when they share a network or partner.
    """
    who: defaultdict[str, set[str]] = defaultdict(set)
    for _, activity, partner in given.rows("resources", "activity", "partner"):
        who[activity].add(partner)
    seen: defaultdict[tuple[str, date | None], list[tuple[Place, str]]] = defaultdict(list)
    rows = given.rows("network_activities", "activity", "title", "date", "networks")
    for at, activity, title, day, networks in rows:
        if title is None:
            continue
        who[activity] |= {*networks}
        same = seen[fold(title), day]
        for place, other in same:
            strangers = who[activity] and who[other] and not who[activity] & who[other]
            unproven = day is None and not who[activity] & who[other]
            if strangers or unproven:
                continue
            facts = {
                "value": title,
                "day": show_date(day) if day else "ไม่ทราบวันที่",
                "activity": activity,
            }
            where = given.other("network_activities", place, "activity", at)
            facts["other"] = Elsewhere(f"{other} (", where, ")")
            yield given.problem("possible_duplicate", "network_activities", at, "activity", **facts)
            break
        same.append((at, activity))
