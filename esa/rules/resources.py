"""Resources: what partners gave, in cash and in value, each baht counted once.

Money in cash and the value of everything else (goods, services, people, materials) are two figures
and are never added. A blank value is unknown: it is counted, never taken for zero. An activity of
another fiscal year is left out and counted; an undated one belongs to the year of its workbook.
Source: docs/rules.md, "Networks" (resources).
"""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pandas as pd

from esa.fiscal_year import fiscal_year_of
from esa.plain import column, frame, records
from esa.thai import tidy

NO_MONEY = Decimal(0)
IN_USE = ("counted", "no_value")
_UNITS = re.compile(
    r"(?P<thing>[ก-๎]{1,24}) ?(?P<number>[1-9]\d{0,2}) ?"
    r"(?P<unit>คัน|เครื่อง|ชุด|เล่ม|หลัง|ตัว|ชิ้น|คน|กล่อง|ถุง|ลำ|ผืน)"
)


def form_of(kind: str | None) -> str:
    """ "cash" for money; "other" for what only has a value in money."""
    return "cash" if kind == "cash" else "other"


def with_standing(
    resources: pd.DataFrame, activities: pd.DataFrame, networks: pd.DataFrame, fiscal_year: int
) -> pd.DataFrame:
    """Each row of resources with its activity, its partner and how it counts; rows and index stay.

    resources: activity, line (Int64), partner (code), kind, value (Decimal baht or None).
    activities: activity, title, date, ends. networks: network, name, partner_kind.
    Added: title, date (of the activity; None if undated), partner_name, partner_kind (blank if
        unknown), form (see form_of), standing — "counted"; "no_value" (support without a value:
        counted as a row); "repeated" (the same activity and line, in this or another workbook:
        already counted); "other_year"; "unknown_activity"; "negative". The last four are in no
        sum.
    """
    known = {
        code: (title, starts, starts or ends)
        for _, code, title, starts, ends in records(
            activities.sort_index(kind="stable").drop_duplicates("activity"),
            *("activity", "title", "date", "ends"),
        )
    }
    partners = {
        code: about for _, code, *about in records(networks, "network", "name", "partner_kind")
    }
    repeated = resources.sort_index(kind="stable").duplicated(["activity", "line"])
    repeated = repeated.reindex(resources.index).tolist()
    rows = []
    for again, (_, code, partner, kind, value) in zip(
        repeated, records(resources, "activity", "partner", "kind", "value"), strict=True
    ):
        title, starts, day = known.get(code, (None, None, None))
        name, partner_kind = partners.get(partner, (partner, None))
        standing = "repeated" if again else _standing(code in known, day, value, fiscal_year)
        rows.append(
            {
                "title": title,
                "date": starts,
                "partner_name": name,
                "partner_kind": partner_kind,
                "form": form_of(kind),
                "standing": standing,
            }
        )
    kinds = {"title": "str", "date": "object", "partner_name": "str", "partner_kind": "str"}
    added = frame(rows, resources.index, kinds | {"form": "str", "standing": "str"})
    return resources.assign(**{name: added[name] for name in added})


def support_by(standing: pd.DataFrame, by: str) -> pd.DataFrame:
    """Sums by "partner", "partner_kind", "activity", "kind" …: one row each, most cash first.

    standing: rows of with_standing.
    Result: by (blank last: unknown), cash and other (Decimal baht, never added together), rows,
        no_value (rows whose value isn't filled in), activities (tuple of the codes behind it).
    """
    sums = {"cash": defaultdict(Decimal), "other": defaultdict(Decimal)}
    rows, blanks, behind = defaultdict(int), defaultdict(int), defaultdict(set)
    names = dict.fromkeys((by, "activity", "form", "value", "standing"))
    for _, *values in records(standing, *names):
        row = dict(zip(names, values, strict=True))
        key = row[by]
        if row["standing"] not in IN_USE:
            continue
        rows[key] += 1
        behind[key].add(row["activity"])
        if row["standing"] == "no_value":
            blanks[key] += 1
        else:
            sums[row["form"]][key] += row["value"]
    cash, other = sums["cash"], sums["other"]
    order = sorted(rows, key=lambda key: (key is None, -cash[key], -other[key], str(key)))
    table = [
        {
            by: key,
            "cash": cash[key],
            "other": other[key],
            "rows": rows[key],
            "no_value": blanks[key],
            "activities": tuple(sorted(behind[key])),
        }
        for key in order
    ]
    kinds = {by: "str", "cash": "object", "other": "object", "rows": "int64"}
    kinds |= {"no_value": "int64", "activities": "object"}
    return frame(table, pd.RangeIndex(len(table)), kinds)


def support_total(standing: pd.DataFrame, partner_kind: str | None = None) -> dict[str, object]:
    """The office's support, or that of one kind of partner ("local_government").

    Result: cash, other (Decimal baht), rows, no_value, activities (number), partners (number) and
        left_out (dict standing → rows that no sum holds).
    """
    mine = standing if partner_kind is None else standing[standing["partner_kind"] == partner_kind]
    in_use = mine["standing"].isin(IN_USE)
    used = mine[in_use]
    counted = mine[mine["standing"] == "counted"]
    sums = {
        form: sum(column(counted[counted["form"] == form], "value"), NO_MONEY)
        for form in ("cash", "other")
    }
    left_out = mine.loc[~in_use, "standing"].value_counts()
    return sums | {
        "rows": len(used),
        "no_value": len(used) - len(counted),
        "activities": used["activity"].nunique(),
        "partners": used["partner"].nunique(),
        "left_out": {str(reason): int(rows) for reason, rows in left_out.sort_index().items()},
    }


def units_said(remark: str | None) -> tuple[str, int, str] | None:
    """What was lent or given, where the remark says nothing else: "รถ 2 คัน" → ("รถ", 2, "คัน").

    None for any other remark: a number that stands in a sentence is never taken for a quantity.
    """
    said = _UNITS.fullmatch(tidy(remark or ""))
    return (said["thing"].strip(), int(said["number"]), said["unit"]) if said else None


def units_of_partners(standing: pd.DataFrame) -> pd.DataFrame:
    """Things counted in remarks of support other than cash: partner, thing, units (int), unit.

    standing: rows of with_standing; those in no sum aren't counted.
    """
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    mine = standing[(standing["form"] == "other") & standing["standing"].isin(IN_USE)]
    for _, partner, remark in records(mine, "partner", "remark"):
        if said := units_said(remark):
            counts[partner, said[0], said[2]] += said[1]
    rows = [
        {"partner": partner, "thing": thing, "units": units, "unit": unit}
        for (partner, thing, unit), units in counts.items()
    ]
    kinds = {"partner": "str", "thing": "str", "units": "int64", "unit": "str"}
    return frame(rows, pd.RangeIndex(len(rows)), kinds)


def _standing(known: bool, day: date | None, value: Decimal | None, fiscal_year: int) -> str:
    if not known:
        return "unknown_activity"
    if day is not None and fiscal_year_of(day) != fiscal_year:
        return "other_year"
    if value is None:
        return "no_value"
    return "counted" if value >= 0 else "negative"
