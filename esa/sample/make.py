"""Writes the sample office as folders of CSV tabs: python -m esa.sample.make OUT [--week N].

The same input gives the same bytes. Headings and category labels come from sheets_schema/, so a
renamed heading only needs a new run. esa/sample/office/ is the output for week 6.
"""

import argparse
import csv
import io
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from esa.reading.declared import declared_in
from esa.reading.schema import Field, Tab, read_tabs
from esa.sample import (
    example_networks,
    example_schools,
    facts_criteria,
    facts_evidence,
    facts_follow_ups,
    facts_networks,
    facts_office,
    facts_old_form,
    facts_progress,
    facts_projects,
)
from esa.sample.facts_registers import declared_rows, register_rows
from esa.sample.rows import Row
from esa.sample.weeks import LAST_WEEK, Workbooks, state_of_week
from esa.sources.workbook import RawTab

NOTE_UNDER_KPIS = {"kpi": "หมายเหตุ: ค่าทุกตัวในแท็บนี้เป็นข้อมูลตัวอย่าง"}


def office_workbook() -> dict[str, list[Row]]:
    """The tabs of the office workbook."""
    return {
        "about": [facts_office.about_row("office")],
        "settings": facts_office.SETTINGS,
        "editions": facts_office.EDITIONS,
        "groups": facts_office.GROUPS,
        "standards": facts_office.STANDARDS,
        "indicators": facts_office.INDICATORS,
        "criteria": facts_criteria.criteria_rows() + facts_old_form.criteria_rows(),
        "conditions": facts_old_form.condition_rows(),
        "rubric": facts_office.rubric_rows(),
        "networks": facts_networks.network_rows(),
        "schools": example_schools.school_rows(),
        "lower_limits": facts_office.lower_limit_rows(),
        "colour_bands": facts_office.COLOUR_BANDS,
        "test_results": example_schools.test_result_rows(),
        "follow_ups": facts_follow_ups.follow_up_rows(),
    }


def activity_rows(workbook: str) -> list[Row]:
    """The activities of one workbook: those of the reports first, then examples."""
    rows: list[Row] = []
    if workbook == "pro":
        rows = facts_networks.supported_activities()
    if workbook == "am":
        # กลุ่มอำนวยการ lists one activity of another group again, as groups do; it counts once
        shared = facts_networks.supported_activities()[1:2]
        rows = facts_networks.teachers_day_activities() + shared
    examples = example_networks.activity_rows(workbook, first=21)
    return rows + examples + (example_networks.visit_rows() if workbook == "sup" else [])


def support_rows(workbook: str) -> list[Row]:
    """The support listed in one workbook."""
    if workbook == "pro":
        return facts_networks.support_rows()
    return facts_networks.teachers_day_support() if workbook == "am" else []


def group_workbook(workbook: str) -> dict[str, list[Row]]:
    """The tabs of a group's workbook; a tab without rows is left out, as groups do."""
    kpis = facts_projects.kpi_rows(workbook)
    tabs = {
        "about": [facts_office.about_row(workbook)],
        "progress": facts_progress.progress_rows(workbook) + facts_old_form.progress_rows(workbook),
        "evidence": facts_evidence.evidence_rows(workbook),
        "projects": facts_projects.project_rows(workbook),
        "spending": facts_projects.SPENDING if workbook == "fin" else [],
        "network_activities": activity_rows(workbook),
        "resources": support_rows(workbook),
        "figures": facts_projects.figure_rows(workbook),
        "kpis": kpis + [NOTE_UNDER_KPIS] if workbook == "sup" else kpis,
    }
    return {name: rows for name, rows in tabs.items() if rows}


def all_workbooks(week: int = LAST_WEEK) -> Workbooks:
    """Every workbook as it stood in a week: workbook → tab → rows of English column names."""
    workbooks: Workbooks = {"office": office_workbook()}
    workbooks |= {name: group_workbook(name) for name in facts_office.GROUP_WORKBOOKS}
    return state_of_week(workbooks, week)


def with_registers(workbooks: Workbooks) -> Workbooks:
    """The workbooks with the office's own registers; they were begun in the last week."""
    found = {name: {**tabs, **register_rows(name)} for name, tabs in workbooks.items()}
    return found | {"office": found["office"] | declared_rows()}


@cache
def tabs() -> Mapping[str, Tab]:
    """Every tab of the sample by name, its own registers too."""
    raws = {}
    for name, rows in declared_rows().items():
        tab = read_tabs()[name]
        raws[name] = RawTab(tab.title, list(csv.reader(io.StringIO(as_csv(tab, rows)))))
    return declared_in(raws, "office")[0]


def typed(cell: str, field: Field) -> str:
    """A cell as a clerk types it: a category by its Thai label, anything else as it is."""
    if field.type == "list" and field.categories:
        return "; ".join(field.label(part.strip()) for part in cell.split(";") if part.strip())
    return field.label(cell)


def as_csv(tab: Tab, rows: list[Row]) -> str:
    """A tab as CSV text with the Thai headings; names that start with _ are notes of ours.

    Errors: KeyError where a row has a column that the tab doesn't know.
    """
    for row in rows:
        for name in row:
            if not name.startswith("_"):
                tab.field(name)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.title for field in tab.fields])
    writer.writerows([typed(row.get(f.name, ""), f) for f in tab.fields] for row in rows)
    return text.getvalue()


def write_office(out: Path, week: int = LAST_WEEK) -> list[Path]:
    """Writes OUT/<workbook>/<tab>.csv (UTF-8 without BOM) and returns the paths."""
    workbooks, paths = all_workbooks(week), []
    if week == LAST_WEEK:
        workbooks = with_registers(workbooks)
    for workbook, named_rows in workbooks.items():
        for name, rows in named_rows.items():
            path = out / workbook / f"{name}.csv"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(as_csv(tabs()[name], rows), encoding="utf-8", newline="\n")
            paths.append(path)
    return paths


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Write the sample office as CSV tabs.")
    parser.add_argument("out", type=Path, help="folder to write to")
    parser.add_argument("--week", type=int, choices=range(1, LAST_WEEK + 1), default=LAST_WEEK)
    arguments = parser.parse_args()
    paths = write_office(arguments.out, arguments.week)
    print(f"{len(paths)} tabs written to {arguments.out}")


if __name__ == "__main__":
    main()
