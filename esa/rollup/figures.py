"""What is told of many offices, one Ibis expression each: the same on every engine.

`facts` is what offices published, with the partition as columns; `chosen` names the states that are
told (office, fiscal_year, meeting), each office's latest as part "now" and one of a month before as
"before". Offices of which something isn't known count as bounds, never as zero; editions of other
codes are never added up. Source: docs/rules.md, "Many offices".
"""

from functools import reduce
from operator import and_

import ibis
from ibis.expr.types import BooleanValue, IntegerValue, Table

from esa.rollup.columns import COLUMNS, NEEDED, PARTITION
from esa.rollup.many import BEFORE, NOW

CELL = ("office", "edition", "indicator")


def of_chosen(facts: Table, chosen: Table) -> Table:
    """The facts of the states that are told: each with its part, its office's region, and whether
    it is usable. Of the month before only levels are asked."""
    held = facts.inner_join(chosen, list(PARTITION)).mutate(usable=usable)
    held = held.filter((held.part == NOW) | (held.figure == "levels"))
    return held.drop("fiscal_year", "meeting")  # no figure asks which state it was


def within(facts: Table, inside: Table) -> Table:
    """The facts of the offices that `inside` names."""
    return facts.semi_join(inside, "office")


def usable(facts: Table) -> BooleanValue:
    """Whether every word, code and number of a row is one that may stand there, and those that it
    is told by are there."""
    found = [facts.figure.notnull()]
    for figure, names in NEEDED.items():
        found += [(facts.figure != figure) | facts[name].notnull() for name in names]
    for name, column in COLUMNS.items():
        if column.words:
            found.append(facts[name].isnull() | facts[name].isin(column.words))
        elif column.pattern:
            fitting = facts[name].re_search(f"^(?:{column.pattern})\\z")
            found.append(facts[name].isnull() | fitting)
        elif column.most is not None:
            found.append(facts[name].isnull() | facts[name].between(column.least, column.most))
    return reduce(and_, found)


def doubtful(facts: Table) -> Table:
    """Rows of each office that no figure holds, since a word, code or number in them is none."""
    return facts.filter(~facts.usable).group_by("office").agg(rows=lambda rows: rows.count())


def standing(facts: Table, reading: str) -> Table:
    """Each indicator of each office: between which levels it lies and how its points stand, with
    the level of a month before. A row that stands twice widens the bounds."""
    levels = facts.filter(facts.figure == "levels", facts.reading == reading, facts.usable)
    now = (
        levels.filter(levels.part == NOW)
        .group_by(CELL)
        .agg(
            state=levels.state.min(),
            low=levels.low.min(),
            high=levels.high.max(),
            **{name: levels[name].max() for name in ("points", "clear", "unknown", "overdue")},
        )
    )
    before = (
        levels.filter(levels.part == BEFORE)
        .group_by(CELL)
        .agg(was_low=levels.low.min(), was_high=levels.high.max())
    )
    return now.left_join(before, CELL).select(*now.columns, "was_low", "was_high")


def lagging(facts: Table, reading: str) -> Table:
    """For each indicator the offices where it surely lags, and where it may: a point of it is past
    its date without clear evidence, or nobody can tell of some point."""
    cells = standing(facts, reading)
    surely = cells.overdue > 0
    maybe = ~surely.fill_null(False) & (cells.overdue.isnull() | (cells.unknown > 0))
    return cells.group_by("edition", "indicator").agg(
        offices=cells.count(),
        surely=_how_many(surely),
        maybe=_how_many(maybe),
        without_level=_how_many(cells.low.isnull()),
        rose=_how_many(cells.low > cells.was_high),
        fell=_how_many(cells.high < cells.was_low),
    )


def offices(facts: Table, reading: str) -> Table:
    """One row for each office: its points, money, resolutions and problems, and what it leaves out.
    A sum is null where the office told nothing of it."""
    held = facts.filter(facts.part == NOW, facts.usable)
    is_level = (held.figure == "levels") & (held.reading == reading)

    def told(name: str, where: BooleanValue) -> IntegerValue:
        return held[name].sum(where=where)

    def counted(figure: str, *states: str) -> IntegerValue:
        return told("count", (held.figure == figure) & held.state.isin(states))

    return held.group_by("office").agg(
        sample=_how_many(held.state == "sample"),
        day=held.day.max(where=held.figure == "about"),
        groups=told("count", held.figure == "about"),
        groups_unread=told("unknown", held.figure == "about"),
        **{name: told(name, is_level) for name in ("points", "clear", "unknown", "overdue")},
        resolutions_late=counted("resolutions", "overdue"),
        kpis_missed=counted("kpis", "not_reached"),
        kpis_silent=counted("kpis", "not_reported"),
        networks_silent=counted("networks", "silent", "never"),
        errors=counted("problems", "error"),
        left_out=told("count", held.figure == "left_out"),
        withheld=told("count", held.figure == "withheld"),
        allocated=told("allocated", held.figure == "money"),
        spent=told("spent", held.figure == "money"),
        money_left_out=told("unknown", held.figure == "money"),
    )


def colours(facts: Table) -> Table:
    """Schools by colour in each region, for each test, grade and year by itself."""
    held = facts.filter(facts.part == NOW, facts.figure == "colours", facts.usable)
    return held.group_by("region", "test", "grade", "academic_year", "state").agg(
        schools=held["count"].sum(), offices=held.office.nunique()
    )


def of_office(facts: Table, office: str) -> Table:
    """Everything that an office published in its latest state."""
    return facts.filter(facts.office == office, facts.part == NOW, facts.usable)


def _how_many(rows: BooleanValue) -> IntegerValue:
    """Rows of which it is so; those of which nobody knows aren't counted."""
    return ibis.ifelse(rows.fill_null(False), 1, 0).sum()
