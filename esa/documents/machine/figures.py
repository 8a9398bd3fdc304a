"""What the board shows, as data for other systems and for checks: every figure with its parts,
its bounds, what it leaves out, and its cells. Names are those of figures.schema.json beside this
file and never change their meaning. Source: docs/figures.md.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from esa.documents.machine.cells import cell, cells, fields, left_out, value
from esa.documents.machine.work import work
from esa.judged import Edition
from esa.plain import Place
from esa.reading.office import Office
from esa.rules import overall
from esa.rules.bands import MEAN
from esa.rules.evidence import EVIDENCE_TAB, Stand
from esa.rules.levels import Level
from esa.rules.points import Point, completeness_by_group
from esa.rules.school_results import SchoolColours
from esa.rules.vocabulary import READINGS
from esa.telling import levels, schools
from esa.telling.standpoint import Standpoint

FORMAT = "esa-figures/1"
SCHEMA = Path(__file__).with_name("figures.schema.json")


def as_json(at: Standpoint) -> str:
    return json.dumps(figures(at), ensure_ascii=False, indent=1) + "\n"


def figures(at: Standpoint) -> dict[str, Any]:
    """Everything, section by section."""
    office = at.office
    return {
        "format": FORMAT,
        "office": {
            **fields(office, "name", "short_name", "fiscal_year", "edition", "today", "is_sample"),
            "defaults": value(office.defaults),
        },
        "workbooks": [
            {"workbook": b.name, **fields(b, "kind", "group", "fiscal_year", "used")}
            for b in sorted(office.workbooks, key=lambda book: book.name)
        ],
        "missing": [fields(part, *part._fields) for part in sorted(office.missing, key=str)],
        "levels": _levels(at),
        "completeness": _completeness(at),
        "conditions": _conditions(at),
        "colours": _colours(at),
        **work(at),
    }


# --- the standards --------------------------------------------------------------------------------


def _levels(at: Standpoint) -> dict[str, Any]:
    found = at.judged.by_levels
    return {
        "indicators": [_level(at, row) for edition in found for row in edition.levels],
        "points": [_point(at, row) for edition in found for row in edition.points],
        "standards": [each for edition in found for each in _overall(edition)],
        "left_out": left_out(at.office, at.tell(levels.levels).left_out, *levels.FIELDS),
    }


def _level(at: Standpoint, row: Level) -> dict[str, Any]:
    names = ("edition", "indicator", "standard", "title", "weight", "claimed_level")
    names += ("target_level", "total", "listed", "known", "carried", "condition_open")
    return {
        **fields(row, *names),
        **{reading: _result(row, reading) for reading in READINGS},
        "cell": cell(at.office, "indicators", row.at, "indicator"),
    }


def _result(row: Level, reading: str) -> dict[str, Any]:
    """lowest and highest: the bounds, null where there is no level."""
    of = row.in_reading(reading)
    span = of.span
    return {
        **fields(of, "outcome", "level", "provisional", "reason", "clear", "unread", "weak"),
        "lowest": of.least,
        "highest": of.most,
        "provisional_lowest": span.lowest if span else of.provisional,
        "provisional_highest": span.top if span else of.provisional,
        **fields(of, "claimed_above", "next_level", "need", "sentence"),
    }


def _point(at: Standpoint, row: Point) -> dict[str, Any]:
    names = ("edition", "criterion", "indicator", "lead_groups", "co_groups", "known")
    more = ("state", "documents", "due", "overdue_days", "stuck", "decided_by", "missing_groups")
    office = at.office
    return {
        **fields(row, *names),
        "carried_out": _answer(row.carried, row.carried_unknown),
        **{reading: _clear(row, reading) for reading in READINGS},
        **fields(row, *more),
        "cell": cell(office, "criteria", row.at, "criterion"),
        "progress": cells(office, "progress", row.progress_rows, "carried_out"),
        "evidence": _documents(office, row.evidence_rows, "title"),
        "unread": _documents(office, row.unread_rows),
    }


def _documents(office: Office, stands: Iterable[Stand], field: str = "") -> list[dict]:
    return [cell(office, tab, at, field if tab == EVIDENCE_TAB.tab else "") for at, tab in stands]


def _answer(said: bool | None, unknown: bool) -> str:
    if unknown:
        return "unknown"
    return "not_reported" if said is None else "yes" if said else "no"


def _clear(row: Point, reading: str) -> str:
    proof = row.in_reading(reading)
    return "yes" if proof.clear else "unknown" if proof.unknown else "no"


def _overall(edition: Edition) -> Iterable[dict[str, Any]]:
    """Of each standard, and with standard "" of the office."""
    names = ("members", "with_level", "weights_sum", "overall", "reason")
    for reading in READINGS:
        found = overall.standards_overall(edition.own("standards"), edition.levels, reading)
        for row in found:
            yield {"reading": reading, **fields(row, "edition", "standard", *names)}
        for row in overall.office_overall(found):
            whole = {"edition": row.edition, "standard": ""}
            yield {"reading": reading, **whole, **fields(row, *names)}


def _completeness(at: Standpoint) -> dict[str, Any]:
    office, found = at.office, at.judged.by_levels
    return {
        "office": [
            {"edition": edition.code, "criteria": len(edition.points), **_covered(edition.points)}
            for edition in found
        ],
        "groups": [
            {
                "edition": edition.code,
                **fields(row, "group", "criteria", "for_all"),
                **{reading: _bounds(row, reading) for reading in READINGS},
                "cell": cell(office, "groups", row.at, "group"),
            }
            for edition in found
            for row in completeness_by_group(edition.points, office.rows["groups"])
        ],
        "left_out": left_out(office, at.tell(levels.levels).left_out, *levels.FIELDS),
    }


def _covered(points: Sequence[Point]) -> dict[str, Any]:
    return {
        reading: {
            "clear": (clear := sum(p.in_reading(reading).clear for p in points)),
            "unknown": (unknown := sum(p.in_reading(reading).unknown for p in points)),
            **_shares(clear, unknown, len(points)),
        }
        for reading in READINGS
    }


def _bounds(row: object, reading: str) -> dict[str, Any]:
    covered = getattr(row, reading)
    return {
        **fields(covered, "clear", "unknown"),
        **_shares(covered.clear, covered.unknown, row.criteria),
    }


def _shares(clear: int, unknown: int, of: int) -> dict[str, Any]:
    share = (clear / of, (clear + unknown) / of) if of else (None, None)
    return dict(zip(("share", "share_at_most"), share, strict=True))


def _conditions(at: Standpoint) -> dict[str, Any]:
    office, found = at.office, at.judged.by_conditions
    names = ("edition", "criterion", "indicator", "stated", "listed", "met", "unmet")
    names += ("not_reported", "not_listed", "unread", "target", "actual", "outcome")
    sums = ("standard", "criteria", "stated", "met", "unmet", "unknown", "reached", "unread")
    tabs = ("progress", "conditions", "criteria")
    return {
        "criteria": [
            {**fields(row, *names), "cell": cell(office, "criteria", row.at, "criterion")}
            for edition in found
            for row in edition.results
        ],
        "standards": [
            {"edition": edition.code, **fields(row, *sums)}
            for edition in found
            for row in edition.sums
        ],
        "left_out": [each for tab in tabs if found for each in left_out(office, at.left_out(tab))],
    }


# --- schools ----------------------------------------------------------------------------


def _colours(at: Standpoint) -> dict[str, Any]:
    choice, lost = at.judged.choice, at.tell(schools.schools).left_out
    found = at.judged.schools(choice) if choice else None
    return {
        "choice": fields(choice, *choice._fields) if choice else None,
        **(_of_choice(at, found) if found else {"networks": [], "schools": [], "subjects": []}),
        "results": _results(at, found) if found else [],
        "left_out": left_out(at.office, lost, *schools.FIELDS),
    }


def _of_choice(at: Standpoint, found: SchoolColours) -> dict[str, Any]:
    register: dict[str, Place] = {}
    rows = at.office.rows["schools"]
    for place, code in zip(rows.index, rows["school_code"], strict=True):
        register.setdefault(code, place)
    sums = ("tested", "not_passed", "pupils")
    own = ("state", "stand", "colour", "small")
    return {
        "networks": [
            fields(row, "network", "schools", "tested", "alarming", "counts")
            for row in found.networks
        ],
        "schools": [
            {
                **fields(row, "school_code", "network", *sums, "subjects", *own),
                **_measured(row.measure, row.hundredths),
                **fields(row, "share_tested", "next_better", "more_to_pass"),
                "cell": cell(at.office, "schools", register[row.school_code], "school_code"),
            }
            for row in sorted(found.schools, key=lambda row: row.school_code or "")
        ],
        "subjects": [
            {
                **fields(row, "subject", *sums, "schools", "rows", "not_tested", "left_out", *own),
                **_measured(row.measure, row.hundredths),
            }
            for row in sorted(found.subjects, key=lambda row: row.subject or "")
        ],
    }


def _results(at: Standpoint, found: SchoolColours) -> list[dict[str, Any]]:
    """Every row behind the colours of that test."""
    names = ["school_code", "subject", "tested", "not_passed", "state", "stand"]
    table = found.rows
    columns = [[None if v != v else value(v) for v in _plain(table[name])] for name in names]
    measures = _plain(table["measure"])
    values = _plain(table["hundredths"])
    return [
        {
            **dict(zip(names, row, strict=True)),
            **_measured(measure, hundredths),
            "cell": cell(at.office, "test_results", place, "not_passed"),
        }
        for place, measure, hundredths, *row in zip(
            table.index, measures, values, *columns, strict=True
        )
    ]


def _plain(column: Any) -> list[Any]:
    blank = column.isna().tolist()
    return [None if empty else v for v, empty in zip(column.tolist(), blank, strict=True)]


def _measured(measure: str, hundredths: int | None) -> dict[str, Any]:
    """What the colour is of: the percent not passing or the mean, the other of them null."""
    found = None if hundredths is None else hundredths / 100
    is_mean = measure == MEAN
    percent, mean = (None, found) if is_mean else (found, None)
    return {"measure": measure, "percent_not_passed": percent, "mean": mean}
