"""Resources: what partners gave, in cash and in value, each baht counted once.

Money in cash and the value of everything else (goods, services, people, materials) are two figures
and are never added. A blank value is unknown: it is counted, never taken for zero. An activity of
another fiscal year is left out and counted; an undated one belongs to the year of its workbook.
Source: docs/rules.md, "Networks" (resources).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from esa.fiscal_year import fiscal_year_of
from esa.plain import Place, Rows, records
from esa.thai import tidy

NO_MONEY = Decimal(0)
IN_USE = ("counted", "no_value")
_UNITS = re.compile(
    r"(?P<thing>[ก-๎]{1,24}) ?(?P<number>[1-9]\d{0,2}) ?"
    r"(?P<unit>คัน|เครื่อง|ชุด|เล่ม|หลัง|ตัว|ชิ้น|คน|กล่อง|ถุง|ลำ|ผืน)"
)


class Support(NamedTuple):
    """A row of the tab with its activity, its partner and how it counts; None is a blank cell.

    standing — "counted"; "no_value" (support without a value: counted as a row); "repeated" (the
    same activity and line, in this or another workbook: already counted); "other_year";
    "unknown_activity"; "negative". The last four are in no sum.
    """

    at: Place
    activity: str | None
    line: int | None
    partner: str | None  # its code
    kind: str | None
    value: Decimal | None  # baht
    remark: str | None
    group: str | None
    title: str | None  # of the activity
    date: date | None  # of the activity; None if undated
    partner_name: str | None
    partner_kind: str | None
    form: str  # see form_of
    standing: str


IN_SHEET = Support._fields[1 : Support._fields.index("title")]


class Sum(NamedTuple):
    """Support added up; cash and the value of everything else in baht, never added together."""

    cash: Decimal
    other: Decimal
    rows: int
    no_value: int  # rows whose value isn't filled in
    activities: tuple[str, ...]  # the codes behind it


class Total(NamedTuple):
    """The same of the whole office, or of all that was asked for."""

    cash: Decimal
    other: Decimal
    rows: int
    no_value: int
    activities: int
    partners: int
    left_out: dict[str, int]  # standing → rows that no sum holds


class Units(NamedTuple):
    """Things of a partner that remarks count: รถ, 2, คัน."""

    partner: str | None
    thing: str
    units: int
    unit: str


def form_of(kind: str | None) -> str:
    """ "cash" for money; "other" for what only has a value in money."""
    return "cash" if kind == "cash" else "other"


def with_standing(
    resources: Rows, activities: Rows, networks: Rows, fiscal_year: int
) -> tuple[Support, ...]:
    """Each row of resources with its activity, its partner and how it counts, in their order."""
    known: dict[str, tuple] = {}
    named = records(activities, "activity", "title", "date", "ends")
    for _, code, *about in sorted(named, key=itemgetter(0)):
        known.setdefault(code, tuple(about))
    partners = {
        code: about for _, code, *about in records(networks, "network", "name", "partner_kind")
    }
    first = _first_rows(resources)
    found = []
    for row in records(resources, *IN_SHEET):
        at, code, line, partner, kind, value, *_ = row
        title, starts, ends = known.get(code, (None, None, None))
        repeated = first[code, line] != at
        standing = _standing(code in known, starts or ends, value, fiscal_year)
        about = (title, starts, *partners.get(partner, (partner, None)), form_of(kind))
        found.append(Support(*row, *about, "repeated" if repeated else standing))
    return tuple(found)


def support_by(support: Sequence[Support], by: str) -> dict[str | None, Sum]:
    """Sums by "partner", "partner_kind", "activity", "kind" …, most cash first; None, unknown,
    last."""
    parts: dict[str | None, list[Support]] = defaultdict(list)
    for row in support:
        if row.standing in IN_USE:
            parts[getattr(row, by)].append(row)
    sums = [(key, _sum(rows)) for key, rows in parts.items()]
    sums.sort(key=lambda part: (part[0] is None, -part[1].cash, -part[1].other, str(part[0])))
    return dict(sums)


def support_total(support: Sequence[Support], partner_kind: str | None = None) -> Total:
    """The office's support, or that of one kind of partner ("local_government")."""
    mine = [row for row in support if partner_kind in (None, row.partner_kind)]
    whole = _sum([row for row in mine if row.standing in IN_USE])
    partners = {row.partner for row in mine if row.standing in IN_USE} - {None}
    left_out = Counter(row.standing for row in mine if row.standing not in IN_USE)
    reasons = {why: left_out[why] for why in sorted(left_out)}
    return Total(*whole[:-1], len(whole.activities), len(partners), reasons)


def units_said(remark: str | None) -> tuple[str, int, str] | None:
    """What was lent or given, where the remark says nothing else: "รถ 2 คัน" → ("รถ", 2, "คัน").

    None for any other remark: a number that stands in a sentence is never taken for a quantity.
    """
    said = _UNITS.fullmatch(tidy(remark or ""))
    return (said["thing"].strip(), int(said["number"]), said["unit"]) if said else None


def units_of_partners(support: Sequence[Support]) -> tuple[Units, ...]:
    """Things counted in remarks of support other than cash, of rows that are in a sum."""
    counts: Counter[tuple] = Counter()
    for row in support:
        said = units_said(row.remark)
        if said and row.form == "other" and row.standing in IN_USE:
            thing, number, unit = said
            counts[row.partner, thing, unit] += number
    return tuple(Units(who, thing, n, unit) for (who, thing, unit), n in counts.items())


def _first_rows(resources: Rows) -> dict[tuple, Place]:
    """Activity and line → the first of the rows that tell them."""
    first: dict[tuple, Place] = {}
    for at, *key in records(resources, "activity", "line"):
        first[tuple(key)] = min(first.get(tuple(key), at), at)
    return first


def _sum(rows: Sequence[Support]) -> Sum:
    sums = {"cash": NO_MONEY, "other": NO_MONEY}
    for row in rows:
        if row.value is not None:
            sums[row.form] += row.value
    blank = sum(row.standing == "no_value" for row in rows)
    activities = {row.activity for row in rows}
    return Sum(*sums.values(), len(rows), blank, tuple(sorted(activities)))


def _standing(known: bool, day: date | None, value: Decimal | None, fiscal_year: int) -> str:
    if not known:
        return "unknown_activity"
    if day is not None and fiscal_year_of(day) != fiscal_year:
        return "other_year"
    if value is None:
        return "no_value"
    return "counted" if value >= 0 else "negative"
