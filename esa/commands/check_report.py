"""All problems of an office by group and tab: as text for a terminal, JSON, or one HTML page.

The HTML page stands alone (no script, no foreign address) and can be sent or printed; whatever
comes from a cell is escaped.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby

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
        lines.append(f"  {' › '.join(filter(None, (section.workbook, section.tab)))}")
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


STYLE = """
body{font:18px/1.6 Sarabun,'TH Sarabun New',Laksaman,sans-serif;color:#1b2530}
body{max-width:60em;margin:2em auto;padding:0 1em}
h1{font-weight:400;font-size:1.6em}
h2{font-weight:500;font-size:1.25em;margin:1.6em 0 0}
h3{font-size:1em;color:#56626e;font-weight:500;margin:1em 0 .2em}
ul{padding:0;margin:0} li{border-top:1px solid #e3e7eb;padding:.4em 0;list-style:none}
.error b{color:#8f4a00} .warning b{color:#0b5566} .info b{color:#56626e}
small{color:#56626e;display:block}
@media print{body{margin:0;max-width:none} li{break-inside:avoid}}
"""


def as_html(office: Office) -> str:
    """One page that stands alone, for the group's meeting or to send."""
    title = escape(finding(office))
    parts = [
        '<!doctype html><html lang="th"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title><style>{STYLE}</style><h1>{title}</h1>",
    ]
    group = None
    for section in sections(office):
        if section.group != group:
            group = section.group
            parts.append(f"<h2>{escape(group)}</h2>")
        place = " › ".join(filter(None, (section.workbook, section.tab)))
        parts.append(f"<h3>{escape(place)}</h3><ul>")
        parts += [_html_item(problem) for problem in section.problems]
        parts.append("</ul>")
    return "\n".join(parts) + "\n</html>\n"


def _html_item(problem: Problem) -> str:
    thai = f"{escape(problem.what_th)} → {escape(problem.fix_th)}"
    english = f"{escape(problem.what_en)} → {escape(problem.fix_en)}"
    head = " ".join(filter(None, (SEVERITY_TH[problem.severity], problem.cell)))
    return (
        f'<li class="{problem.severity}"><b>{escape(head)}</b> {thai}<small>{english}</small></li>'
    )
