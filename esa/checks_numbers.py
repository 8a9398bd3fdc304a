"""Checks of numbers: colour bands, test results, lower limits, spending and targets.

Source: docs/rules.md, "Checks across tabs and workbooks".
"""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from esa import colours, figures
from esa.given import Given
from esa.places import Place
from esa.problems import Problem
from esa.thai import show_date, show_number

BAND_FAULTS = {"gap": "band_gap", "overlap": "band_overlap", "backwards": "band_backwards"}
SITTING = ["academic_year", "test", "grade", "scope"]


def check_bands(given: Given) -> Iterator[Problem]:
    """Colour bands of a year that leave a percent without a colour, or with two."""
    by_year: defaultdict[int, list[tuple]] = defaultdict(list)
    names = ("from_academic_year", "colour", "from_percent", "to_percent")
    for at, year, *edges in given.rows("colour_bands", *names):
        by_year[year].append((at, *edges))
    field = given.schema["colour_bands"].field("colour")
    for year, rows in by_year.items():
        if any(None in row for row in rows):
            continue  # an edge that can't be read has a problem of its own
        places = {colour: at for at, colour, _, _ in rows}
        for fault in colours.band_faults(colours.Band(*edges) for _, *edges in rows):
            name = "from_percent" if fault.after and fault.kind != "backwards" else "to_percent"
            facts = {
                "year": year,
                "before": field.label(fault.before) if fault.before else "0",
                "after": field.label(fault.after) if fault.after else "100",
                "start": show_number(fault.from_percent, 2),
                "end": show_number(fault.to_percent, 2),
            }
            at = places[fault.after or fault.before]
            yield given.problem(BAND_FAULTS[fault.kind], "colour_bands", at, name, **facts)


def _where(table: pd.DataFrame, mask: pd.Series) -> pd.DataFrame:
    return table[mask.fillna(False).astype(bool)]


def check_test_counts(given: Given) -> Iterator[Problem]:
    """More pupils below the limit than pupils tested."""
    results = given.table("test_results")
    wrong = _where(results, results["not_passed"] > results["tested"])
    for at, not_passed, tested in zip(
        wrong.index, wrong["not_passed"], wrong["tested"], strict=True
    ):
        facts = {"value": int(not_passed), "tested": int(tested)}
        yield given.problem("not_passed_above_tested", "test_results", at, "not_passed", **facts)


def check_enrolled(given: Given) -> Iterator[Problem]:
    """Schools with more pupils tested in one subject of the newest year than they have pupils."""
    results = given.table("test_results")
    enrolled = {
        code: (count, name)
        for _, code, count, name in given.rows("schools", "school_code", "enrolled", "name")
        if count is not None
    }
    if results.empty or not enrolled:
        return
    newest = _where(results, results["academic_year"] == results["academic_year"].max())
    told = set()
    rows = zip(newest.index, newest["school_code"], newest["tested"], strict=True)
    for at, code, tested in rows:
        if pd.isna(tested) or code in told or code not in enrolled or tested <= enrolled[code][0]:
            continue
        told.add(code)
        facts = {"value": int(tested), "enrolled": enrolled[code][0], "school": enrolled[code][1]}
        yield given.problem("tested_above_enrolled", "test_results", at, "tested", **facts)


def check_bands_of_years(given: Given) -> Iterator[Problem]:
    """Academic years with test results but no colour bands in force."""
    results = given.table("test_results")
    firsts = [
        year for _, year in given.rows("colour_bands", "from_academic_year") if year is not None
    ]
    if results.empty:
        return
    bare = _where(results, results["academic_year"] < min(firsts, default=10**6))
    for year in sorted(bare["academic_year"].dropna().unique().tolist()):
        at = bare.index[(bare["academic_year"] == year).to_numpy(dtype=bool)][0]
        yield given.problem(
            "no_bands_for_year", "test_results", at, "academic_year", value=int(year)
        )


def check_limits(given: Given) -> Iterator[Problem]:
    """Tests with results but without lower limits; once for each test, grade and year."""
    results, limits = given.table("test_results"), given.table("lower_limits")
    if results.empty:
        return
    columns = [*SITTING, "subject"]
    known = set(limits[columns].itertuples(index=False, name=None)) if len(limits) else set()
    missing: defaultdict[tuple, list[tuple[Place, str]]] = defaultdict(list)
    asked = results[columns].drop_duplicates().dropna()
    for at, row in zip(asked.index, asked.itertuples(index=False, name=None), strict=True):
        if row not in known:
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
    """Results without a target to compare with, and targets above 100 percent."""
    names = ("kpi", "target", "unit", "actual_6m", "actual_9m", "actual_12m")
    for at, kpi, target, unit, *actual in given.rows("kpis", *names):
        reported = any(value is not None for value in actual)
        if target is None and reported and given.has("kpis", at, "target"):
            yield given.problem("kpi_without_target", "kpis", at, "target", value=kpi)
        if target is not None and target > 100 and unit and ("ร้อยละ" in unit or "%" in unit):
            facts = {"value": show_number(target), "unit": unit}
            yield given.problem("kpi_target_above_100", "kpis", at, "target", **facts)


PERCENT_FAULTS = {
    "wrong": ("percent_wrong", "percent"),
    "rounding": ("percent_rounding", "percent"),
    "above_total": ("count_above_total", "count"),
}
SET_FAULTS = {
    "does_not_add_up": ("set_does_not_add_up", "count"),
    "totals_differ": ("set_totals_differ", "set_total"),
    "mixed_parts": ("set_parts_mixed", "parts_of_whole"),
    "count_missing": ("set_count_missing", "count"),
}


def check_figures(given: Given) -> Iterator[Problem]:
    """Percents that don't follow from their counts, and parts that don't add up to the whole."""
    table = given.table("figures")
    if table.empty:
        return
    rows = figures.check_rows(table)
    for at, row in zip(rows.index, rows.to_dict("records"), strict=True):
        if row["verdict"] in PERCENT_FAULTS:
            code, field = PERCENT_FAULTS[row["verdict"]]
            facts = {"count": int(row["count"]), "total": int(row["total"])}
            facts |= {"value": row[field], "suggestion": row["expected"]}
            yield given.problem(code, "figures", at, field, **facts)
        elif row["verdict"] in ("no_count", "no_total") and 0 < (row["percent"] or 0) <= 1:
            facts = {"value": row["percent"], "suggestion": show_number(100 * row["percent"])}
            yield given.problem("fraction_percent", "figures", at, "percent", **facts)
    for found in figures.check_sets(table).to_dict("records"):
        if found["verdict"] in SET_FAULTS:
            yield _set_problem(given, found, rows)


def _set_problem(given: Given, found: dict, rows: pd.DataFrame) -> Problem:
    """The problem of a set that is no whole, at the cell that would mend it where there is one."""
    code, field = SET_FAULTS[found["verdict"]]
    places = list(found["cells"])
    facts = {"value": found["figure_set"]}
    if code == "set_does_not_add_up":
        facts |= {"added": int(found["added"]), "total": int(found["total"])}
        mending = [at for at in places if pd.notna(rows.loc[at, "could_be"])]
        if mending:
            code, places = "set_does_not_add_up_mend", mending
            facts |= {"label": found["could_be_label"], "suggestion": int(found["could_be"])}
    elif code == "set_count_missing":
        places = [at for at in places if pd.isna(rows.loc[at, "count"])]
    return given.problem(code, "figures", places[0], field, **facts)


def check_figure_sets(given: Given) -> Iterator[Problem]:
    """One code of a set of figures in two workbooks: their rows would be taken as one set."""
    first: dict[str, Place] = {}
    told = set()
    for at, figure_set in given.rows("figures", "figure_set"):
        place = first.setdefault(figure_set, at)
        if place[0] != at[0] and (figure_set, at[0]) not in told:
            told.add((figure_set, at[0]))
            facts = {"value": figure_set, "other": given.other("figures", place, "figure_set", at)}
            yield given.problem("figure_set_twice", "figures", at, "figure_set", **facts)
