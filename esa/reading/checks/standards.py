"""Checks of the framework: who leads, who reports, rubrics, numbers of points, weights, documents.

Source: docs/rules.md, "Checks across tabs and workbooks".
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from esa import fiscal_year
from esa.codes import code_key
from esa.reading.checks.given import Given
from esa.reading.elsewhere import Elsewhere
from esa.reading.places import Place
from esa.reading.problems import Problem
from esa.rules import carried
from esa.rules.evidence import is_of_another_year, is_untitled, widely_shared_links
from esa.rules.ladder import Rung, place, rungs_by_indicator
from esa.rules.overall import adds_up
from esa.rules.vocabulary import GAP, LEVELS, OVERLAP
from esa.thai import is_placeholder

SLACK = Decimal("0.01")


def check_leads(given: Given) -> Iterator[Problem]:
    """Criteria of the edition in use that nobody leads, neither as a whole nor by a condition."""
    conditions = given.rows("conditions", "edition", "criterion", "lead_groups")
    led_in_part = {(edition, criterion) for _, edition, criterion, leads in conditions if leads}
    for at, edition, criterion, leads in given.rows(
        "criteria", "edition", "criterion", "lead_groups"
    ):
        led = leads or (edition, criterion) in led_in_part
        if edition == given.edition and not led and given.has("criteria", at, "lead_groups"):
            yield given.problem(
                "criterion_without_lead", "criteria", at, "lead_groups", value=criterion
            )


def check_reporters(given: Given) -> Iterator[Problem]:
    """Reports by a group that is neither lead nor co-responsible; shown, not counted."""
    names = ("edition", "criterion", "lead_groups", "co_groups")
    leads = {(e, c): groups for _, e, c, groups, _ in given.rows("criteria", *names)}
    asked = {(e, c): set(lead) | set(co) for _, e, c, lead, co in given.rows("criteria", *names)}
    in_part: defaultdict[tuple, set] = defaultdict(set)
    for _, edition, criterion, condition, lead, co in given.rows(
        "conditions", "edition", "criterion", "condition", "lead_groups", "co_groups"
    ):
        in_part[edition, criterion, condition] |= {*lead, *co}
        in_part[edition, criterion, None] |= {*lead, *co}
    for at, edition, criterion, condition, group in given.rows(
        "progress", "edition", "criterion", "condition", "group"
    ):
        groups = asked.get((edition, criterion), set()) | in_part[edition, criterion, condition]
        if group and groups and not groups & {group, carried.ALL}:
            facts = {"value": criterion, "group_name": given.groups_in_words((group,))}
            facts["leads"] = given.groups_in_words(
                leads[edition, criterion] or tuple(sorted(groups))
            )
            yield given.problem("report_not_responsible", "progress", at, "criterion", **facts)


def check_rubrics(given: Given) -> Iterator[Problem]:
    """Rubric rows that overlap, leave a count without a level, or stop below level 5."""
    rubric = given.table("rubric")
    ladders = rungs_by_indicator(rubric) if len(rubric) else {}
    totals = _points_totals(given)
    for key, rungs in ladders.items():
        yield from _ladder_problems(given, key[1], rungs, totals.get(key))


def _points_totals(given: Given) -> dict[tuple, int | None]:
    rows = given.rows("indicators", "edition", "indicator", "points_total")
    return {(edition, indicator): total for _, edition, indicator, total in rows}


def _ladder_problems(
    given: Given, indicator: str, rungs: list[Rung], total: int | None
) -> Iterator[Problem]:
    for lower, higher in zip(rungs, rungs[1:], strict=False):
        if higher.min_clear < lower.min_clear:
            facts = {"indicator": indicator, "level": higher.level, "lower": lower.level}
            yield given.problem("rubric_order", "rubric", higher.at, "min_clear", **facts)
            return  # every count is in doubt then
    top = rungs[-1]
    highest = total if total else max(rung.max_clear or rung.min_clear for rung in rungs)
    outcomes = {count: place(rungs, count) for count in range(highest + 1)}
    for outcome in (GAP, OVERLAP):
        counts = [count for count, (found, _, _) in outcomes.items() if found == outcome]
        if counts:
            rung = next((r for r in rungs if r.min_clear >= counts[0]), top)
            facts = {"indicator": indicator, "counts": _in_words(counts)}
            yield given.problem(f"rubric_{outcome}", "rubric", rung.at, "min_clear", **facts)
    beyond = [c for c, (_, _, reason) in outcomes.items() if reason == "beyond_top"]
    if beyond:
        facts = {"indicator": indicator, "counts": _in_words(beyond)}
        yield given.problem("rubric_gap", "rubric", top.at, "max_clear", **facts)
    for rung in rungs if total else ():
        if rung.min_clear > total:
            facts = {
                "indicator": indicator,
                "level": rung.level,
                "value": rung.min_clear,
                "total": total,
            }
            yield given.problem("rubric_beyond_total", "rubric", rung.at, "min_clear", **facts)
    if top.level < LEVELS[-1]:
        levels = _in_words(list(range(top.level + 1, LEVELS[-1] + 1)))
        facts = {"indicator": indicator, "level": levels}
        yield given.problem("rubric_top_missing", "rubric", top.at, "level", **facts)


def _in_words(counts: list[int]) -> str:
    """1, 2, 3, 7 → "1–3, 7"."""
    runs: list[list[int]] = []
    for count in counts:
        if runs and count == runs[-1][-1] + 1:
            runs[-1].append(count)
        else:
            runs.append([count])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)


def check_unrated(given: Given) -> Iterator[Problem]:
    """Indicators of the edition in use without a rubric or without the number of points."""
    methods = {
        edition: method for _, edition, method in given.rows("editions", "edition", "method")
    }
    rated = {(e, i) for _, e, i in given.rows("rubric", "edition", "indicator")}
    if methods.get(given.edition, "rubric") != "rubric" or not rated:
        return
    for at, edition, indicator, total in given.rows(
        "indicators", "edition", "indicator", "points_total"
    ):
        if edition != given.edition:
            continue
        if (edition, indicator) not in rated:
            yield given.problem("no_rubric", "indicators", at, "indicator", value=indicator)
        if total is None and given.has("indicators", at, "points_total"):
            yield given.problem(
                "no_points_total", "indicators", at, "points_total", value=indicator
            )


def check_points_total(given: Given) -> Iterator[Problem]:
    """More or fewer rows of criteria than the number of points an indicator states."""
    listed: defaultdict[tuple, int] = defaultdict(int)
    for _, edition, indicator in given.rows("criteria", "edition", "indicator"):
        listed[edition, indicator] += 1
    for at, edition, indicator, total in given.rows(
        "indicators", "edition", "indicator", "points_total"
    ):
        count = listed.get((edition, indicator), 0)
        if total is None or count in (0, total):
            continue
        code = "too_many_criteria" if count > total else "fewer_criteria"
        facts = {"value": indicator, "listed": count, "total": total}
        yield given.problem(code, "indicators", at, "points_total", **facts)


def weights_miss_100(weights: list[Decimal | None]) -> bool:
    """Whether weights surely miss 100 ± 0.01: all filled in and off, or already above it."""
    total = sum(weight for weight in weights if weight is not None)
    return total > 100 + SLACK or (None not in weights and bool(weights) and total < 100 - SLACK)


def check_weights(given: Given) -> Iterator[Problem]:
    """Weights of the standards of an edition, and of the indicators of a standard; those of the
    indicators may add up to 100 over the whole office instead."""
    for tab, parents in (("standards", ("edition",)), ("indicators", ("edition", "standard"))):
        members: defaultdict[tuple, list[tuple[Place, Decimal | None]]] = defaultdict(list)
        for at, weight, *parent in given.rows(tab, "weight", *parents):
            members[tuple(parent)].append((at, weight))
        over_all: defaultdict[str, list[Decimal | None]] = defaultdict(list)
        for (edition, *_), rows in members.items():
            over_all[edition] += [weight for _, weight in rows]
        for parent, rows in members.items():
            weights = [weight for _, weight in rows]
            if weights_miss_100(weights) and not adds_up(over_all[parent[0]]):
                total = sum(weight for weight in weights if weight is not None)
                at = next(at for at, weight in rows if weight is not None)
                facts = {"value": total, "of": " ".join(parent)}
                yield given.problem("weights_not_100", tab, at, "weight", **facts)


def check_shared_links(given: Given) -> Iterator[Problem]:
    """One link behind points of different indicators, or behind more than five points."""
    evidence, criteria = given.table("evidence"), given.table("criteria")
    for document in widely_shared_links(evidence, criteria) if criteria else ():
        first, *others = (stand.at for stand in document.evidence_rows)
        cells = (given.other("evidence", at, "link", first) for at in others)
        pieces = [part for cell in cells for part in (cell, ", ")]
        facts = {
            "points": document.points,
            "criteria": ", ".join(document.criteria),
            "cells": Elsewhere(*pieces[:-1]),
        }
        yield given.problem("shared_link", "evidence", first, "link", **facts)


def is_no_document(title: str | None) -> bool:
    """Whether nothing, or a placeholder such as dots, stands where a title should."""
    return is_untitled(title) or is_placeholder(title)


def check_evidence_year(given: Given) -> Iterator[Problem]:
    """Documents that plainly belong to another fiscal year; told at the cell that says so."""
    names = ("title", "dated", "fiscal_year", "in_force_from", "in_force_to")
    for at, title, dated, stated, starts, ends in given.rows("evidence", *names):
        other = at[0] not in given.workbooks_of_another_year and not is_no_document(title)
        if not other or not is_of_another_year(given.fiscal_year, dated, stated, starts, ends):
            continue
        if starts or ends:
            field = (
                "in_force_to"
                if ends and ends < fiscal_year.first_day(given.fiscal_year)
                else "in_force_from"
            )
            year = fiscal_year.fiscal_year_of(ends if field == "in_force_to" else starts)
        else:
            field = "fiscal_year" if stated is not None else "dated"
            year = stated if stated is not None else fiscal_year.fiscal_year_of(dated)
        facts = {"value": year, "expected": given.fiscal_year}
        yield given.problem("evidence_of_other_year", "evidence", at, field, **facts)


def check_titles(given: Given) -> Iterator[Problem]:
    """Criteria of one edition with the same words under other codes: often a copying slip."""
    first: dict[tuple, tuple[Place, str]] = {}
    rows = given.rows("criteria", "edition", "criterion", "title")
    for at, edition, criterion, title in sorted(rows, key=lambda row: code_key(row[2])):
        if title is None:
            continue
        place_of, other = first.setdefault((edition, " ".join(title.split())), (at, criterion))
        if place_of != at:
            facts = {"value": criterion, "other": other}
            yield given.problem("same_title", "criteria", at, "title", **facts)
