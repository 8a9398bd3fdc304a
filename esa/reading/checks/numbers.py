"""Checks of numbers: colour bands, test results, lower limits, spending and targets.

Source: docs/rules.md, "Checks across tabs and workbooks".
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from esa.reading.checks.given import Given
from esa.reading.elsewhere import Elsewhere
from esa.reading.places import Place
from esa.reading.problems import Problem
from esa.rules import figures
from esa.rules.bands import MEAN, SHARE, Band, BandFault, band_faults, runs_against
from esa.thai import show_date, show_number

BAND_FAULTS = {"gap": "band_gap", "overlap": "band_overlap", "backwards": "band_backwards"}
BAND_FAULTS["against"] = "band_against"
BAND_SET = ("from_academic_year", "test", "grade", "subject")
SITTING = ["academic_year", "test", "grade", "scope"]


def check_bands(given: Given) -> Iterator[Problem]:
    """Colour bands of one set that leave a percent without a colour, or with two, or run against
    what they measure."""
    yield from _same_order(given)
    sets: defaultdict[tuple, list[tuple]] = defaultdict(list)
    names = ("order", "colour", "from_percent", "to_percent", "measure")
    for at, *row in given.rows("colour_bands", *BAND_SET, *names):
        sets[tuple(row[: len(BAND_SET)])].append((at, *row[len(BAND_SET) :]))
    for (year, *of), rows in sets.items():
        if any(None in row[:-1] for row in rows):
            continue  # an edge that can't be read has a problem of its own
        places = {colour: at for at, _, colour, *_ in rows}
        bands = [Band(*row[2:5], measure=row[5] or SHARE) for row in rows]
        worse = {MEAN: -1}  # a mean is better where it is higher
        ordered = sorted(rows, key=lambda row: (row[1], worse.get(row[5], 1) * row[3]))
        best_first = [Band(*row[2:5], measure=row[5] or SHARE) for row in ordered]
        against = runs_against(best_first)
        for fault in [*band_faults(bands), *([against] if against else [])]:
            yield _band_problem(given, fault, " ".join([str(year), *filter(None, of)]), places)


def _band_problem(given: Given, fault: BandFault, of: str, places: Mapping[str, Place]) -> Problem:
    field = given.schema["colour_bands"].field("colour")
    name = "from_percent" if fault.after and fault.kind != "backwards" else "to_percent"
    facts = {
        "year": of,
        "before": field.label(fault.before) if fault.before else "0",
        "after": field.label(fault.after) if fault.after else "100",
        "start": show_number(fault.from_percent, 2),
        "end": show_number(fault.to_percent, 2),
    }
    at = places[fault.after or fault.before]
    return given.problem(BAND_FAULTS[fault.kind], "colour_bands", at, name, **facts)


def _same_order(given: Given) -> Iterator[Problem]:
    """Two colours of a set with one number in the order: which is better isn't known."""
    field, first = given.schema["colour_bands"].field("colour"), {}
    for at, year, *of, order, colour in given.rows("colour_bands", *BAND_SET, "order", "colour"):
        other = first.setdefault((year, *of, order), colour)
        if order is not None and other != colour and None not in (other, colour):
            facts = {
                "year": year,
                "value": order,
                "before": field.label(other),
                "after": field.label(colour),
            }
            yield given.problem("band_same_order", "colour_bands", at, "order", **facts)


def check_test_counts(given: Given) -> Iterator[Problem]:
    """More pupils below the limit than pupils tested."""
    for at, not_passed, tested in given.rows("test_results", "not_passed", "tested"):
        if not_passed is not None and tested is not None and not_passed > tested:
            facts = {"value": not_passed, "tested": tested}
            yield given.problem(
                "not_passed_above_tested", "test_results", at, "not_passed", **facts
            )


def check_enrolled(given: Given) -> Iterator[Problem]:
    """Schools with more pupils tested in one subject of the newest year than they have pupils."""
    enrolled = {
        code: (count, name)
        for _, code, count, name in given.rows("schools", "school_code", "enrolled", "name")
        if count is not None
    }
    results = given.rows("test_results", "academic_year", "school_code", "tested")
    newest = max((year for _, year, _, _ in results if year is not None), default=None)
    told = set()
    for at, year, code, tested in results if enrolled else ():
        if year != newest or year is None or tested is None or code in told:
            continue
        if code not in enrolled or tested <= enrolled[code][0]:
            continue
        told.add(code)
        facts = {"value": tested, "enrolled": enrolled[code][0], "school": enrolled[code][1]}
        yield given.problem("tested_above_enrolled", "test_results", at, "tested", **facts)


def check_bands_of_years(given: Given) -> Iterator[Problem]:
    """Academic years with test results but no colour bands in force."""
    bands = given.rows("colour_bands", "from_academic_year")
    earliest = min((year for _, year in bands if year is not None), default=10**6)
    first: dict[int, Place] = {}
    for at, year in given.rows("test_results", "academic_year"):
        if year is not None and year < earliest:
            first.setdefault(year, at)
    for year, at in sorted(first.items()):
        yield given.problem("no_bands_for_year", "test_results", at, "academic_year", value=year)


def check_limits(given: Given) -> Iterator[Problem]:
    """Tests with results but without lower limits; once for each test, grade and year."""
    columns = (*SITTING, "subject")
    known = {tuple(row) for _, *row in given.rows("lower_limits", *columns)}
    asked: dict[tuple, Place] = {}
    for at, *row in given.rows("test_results", *columns):
        asked.setdefault(tuple(row), at)
    missing: defaultdict[tuple, list[tuple[Place, str]]] = defaultdict(list)
    for row, at in asked.items():
        if row not in known and None not in row:
            missing[row[:-1]].append((at, row[-1]))
    scope = given.schema["test_results"].field("scope")
    for (year, test, grade, level), subjects in missing.items():
        facts = {
            "what": f"{test} {grade} ปีการศึกษา {year} ระดับ{scope.label(level)}",
            "subjects": ", ".join(subject for _, subject in subjects),
            "value": len(subjects),
        }
        yield given.problem("no_lower_limit", "test_results", subjects[0][0], "subject", **facts)


def check_spending(given: Given) -> Iterator[Problem]:
    """Spent above allocated, and a stated rest that isn't allocated − spent."""
    for at, allocated, spent, left in given.rows("spending", "allocated", "spent", "left_stated"):
        if allocated is None or spent is None:
            continue
        if spent > allocated:
            facts = {"value": show_number(spent), "allocated": show_number(allocated)}
            yield given.problem("spent_above_allocated", "spending", at, "spent", **facts)
        if left is not None and left != allocated - spent:
            facts = {"value": show_number(left), "suggestion": show_number(allocated - spent)}
            yield given.problem("left_differs", "spending", at, "left_stated", **facts)


def check_unsplit(given: Given) -> Iterator[Problem]:
    """Money not split by expenditure type beside typed lines of the same day and project."""
    kinds: defaultdict[tuple, list[tuple[Place, str]]] = defaultdict(list)
    for at, as_of, project, kind in given.rows("spending", "as_of", "project", "expenditure_type"):
        kinds[at[0], as_of, project].append((at, kind))
    for (_, as_of, _), lines in kinds.items():
        unsplit = [at for at, kind in lines if kind == "unsplit"]
        typed = [at for at, kind in lines if kind not in ("unsplit", None)]
        if unsplit and typed:
            facts = {
                "day": show_date(as_of) if as_of else "–",
                "row": unsplit[0][1],
                "other": typed[0][1],
            }
            yield given.problem(
                "unsplit_beside_typed", "spending", unsplit[0], "expenditure_type", **facts
            )


def check_kpis(given: Given) -> Iterator[Problem]:
    """Results without a target to compare with."""
    names = ("kpi", "target", "actual_6m", "actual_9m", "actual_12m")
    for at, kpi, target, *actual in given.rows("kpis", *names):
        reported = any(value is not None for value in actual)
        if target is None and reported and given.has("kpis", at, "target"):
            yield given.problem("kpi_without_target", "kpis", at, "target", value=kpi)


PERCENT_FAULTS = {
    "wrong": ("percent_wrong", "percent"),
    "rounding": ("percent_rounding", "percent"),
    "above_total": ("count_above_total", "count"),
}
NO_BASE = ("no_count", "no_total")
SET_FAULTS = {
    "does_not_add_up": ("set_does_not_add_up", "count"),
    "totals_differ": ("set_totals_differ", "set_total"),
    "mixed_parts": ("set_parts_mixed", "parts_of_whole"),
    "count_missing": ("set_count_missing", "count"),
}


def check_figures(given: Given) -> Iterator[Problem]:
    """Percents that don't follow from their counts, and parts that don't add up to the whole."""
    table = given.table("figures")
    sets = figures.judged_sets(table)
    rows = [
        (place, figure, percent, found.whole.total)
        for found in sets.values()
        for place, figure, percent in zip(*found.by_row, strict=True)
        if percent.verdict in PERCENT_FAULTS
        or (percent.verdict in NO_BASE and figure.percent is not None and 0 < figure.percent <= 1)
    ]
    for place, figure, percent, total in sorted(rows, key=lambda row: row[0]):
        at = table.index[place]
        if percent.verdict in PERCENT_FAULTS:
            code, field = PERCENT_FAULTS[percent.verdict]
            facts = {"count": figure.count, "total": total}
            facts |= {"value": getattr(figure, field), "suggestion": percent.expected}
            yield given.problem(code, "figures", at, field, **facts)
        else:
            facts = {"value": figure.percent, "suggestion": show_number(100 * figure.percent)}
            yield given.problem("fraction_percent", "figures", at, "percent", **facts)
    for name, found in sorted(sets.items()):
        if found.whole.verdict in SET_FAULTS:
            yield _set_problem(given, name, found, [table.index[place] for place in found.places])


def _set_problem(given: Given, name: str, found: figures.JudgedSet, places: list[Place]) -> Problem:
    """The problem of a set that is no whole, at the cell that would mend it where there is one."""
    code, field = SET_FAULTS[found.whole.verdict]
    at = places[0]
    facts = {"value": name}
    if code == "set_does_not_add_up":
        facts |= {"added": found.whole.added, "total": found.whole.total}
        if found.mend:
            code, at = "set_does_not_add_up_mend", places[found.mend.place]
            label = found.members[found.mend.place].label
            facts |= {"label": label, "suggestion": found.mend.count}
    elif code == "set_count_missing":
        counts = zip(places, found.members, strict=True)
        at = next(place for place, figure in counts if figure.count is None)
        lacking = figures.lacking(found.members, found.whole)
        facts["sentence"] = figures.lacking_sentence(lacking, found.whole.total)
    return given.problem(code, "figures", at, field, **facts)


def check_figure_sets(given: Given) -> Iterator[Problem]:
    """One code of a set of figures in two workbooks: their rows would be taken as one set."""
    first: dict[str, Place] = {}
    told = set()
    for at, figure_set in given.rows("figures", "figure_set"):
        place = first.setdefault(figure_set, at)
        if place[0] != at[0] and (figure_set, at[0]) not in told:
            told.add((figure_set, at[0]))
            facts = {
                "value": figure_set,
                "other": Elsewhere(given.other("figures", place, "figure_set", at)),
            }
            yield given.problem("figure_set_twice", "figures", at, "figure_set", **facts)
