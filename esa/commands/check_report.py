"""All problems of an office by group and tab: as text for a terminal, JSON, or one HTML page.

The HTML page stands alone (no script, no foreign address) and can be sent or printed; whatever
comes from a cell is escaped.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from esa.documents.html import Ways, render
from esa.reading.office import Office
from esa.reading.problems import SEVERITIES, SEVERITY_TH, Problem, by_severity

NO_GROUP = "สมุดของสำนักงาน และภาพรวม"


@dataclass(frozen=True)
class Section:
    """The problems of one tab of one workbook, most serious first."""

    group: str
    workbook: str
    tab: str
    problems: tuple[Problem, ...]

    @property
    def place(self) -> str:
        return " › ".join(filter(None, (self.workbook, self.tab)))


def sections(office: Office) -> list[Section]:
    """Every problem once, by group, workbook and tab; errors before warnings before info."""

    def place(problem: Problem) -> tuple[str, str, str]:
        group = office.group_name(problem.group) if problem.group else NO_GROUP
        return (group, problem.workbook, problem.tab_title)

    def order(problem: Problem) -> tuple:
        severity = SEVERITIES.index(problem.severity)
        return (*place(problem), severity, problem.row or 0, problem.cell)

    ordered = sorted(office.problems, key=order)
    return [Section(*where, tuple(rows)) for where, rows in groupby(ordered, key=place)]


def exit_code(problems: Iterable[Problem]) -> int:
    """0 when there is nothing to mend, 1 with warnings, 2 with errors; info counts as nothing."""
    counts = by_severity(problems)
    return 2 if counts["error"] else 1 if counts["warning"] else 0


def finding(office: Office) -> str:
    counts = by_severity(office.problems)
    if not any(counts.values()):
        return f"{office.short_name}: ไม่พบปัญหาในข้อมูล (nothing to mend)"
    words = " · ".join(f"{SEVERITY_TH[s]} {counts[s]}" for s in SEVERITIES)
    english = ", ".join(f"{counts[s]} {s}" for s in SEVERITIES)
    return f"{office.short_name}: {words} ({english})"


def as_text(office: Office) -> str:
    """For people at a terminal: Thai first, English beneath."""
    lines = [finding(office), ""]
    group = None
    for section in sections(office):
        if section.group != group:
            group = section.group
            lines += [f"■ {group}"]
        lines.append(f"  {section.place}")
        for problem in section.problems:
            cell = f"{problem.cell}: " if problem.cell else ""
            lines.append(
                f"    [{SEVERITY_TH[problem.severity]}] {cell}{problem.what_th} → {problem.fix_th}"
            )
            lines.append(f"        {problem.what_en} → {problem.fix_en}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def as_json(office: Office) -> str:
    """For programs: one object a problem, keys in English, both languages."""
    rows = [
        {
            "severity": problem.severity,
            "code": problem.code,
            "group": problem.group,
            "workbook": problem.workbook,
            "tab": problem.tab,
            "cell": problem.cell,
            "row": problem.row,
            "field": problem.field,
            "aside": problem.aside,
            "where": problem.where,
            "what_th": problem.what_th,
            "fix_th": problem.fix_th,
            "what_en": problem.what_en,
            "fix_en": problem.fix_en,
        }
        for section in sections(office)
        for problem in section.problems
    ]
    summary = by_severity(office.problems)
    return json.dumps(
        {"office": office.name, "count": summary, "problems": rows}, ensure_ascii=False, indent=1
    )


def as_html(office: Office) -> str:
    """One page that stands alone, for the group's meeting or to send."""
    groups = groupby(sections(office), key=lambda section: section.group)
    told = [(group, tuple(of_it)) for group, of_it in groups]
    words = {"title": finding(office), "groups": told, "severities": SEVERITY_TH}
    return str(render("esa/commands/check.html", Ways(), **words))
