"""Sections whose headings are lost: a ladder that begins anew is another indicator's.

Which one, the titles of its points tell where they are known. Where the same ladder is printed
again and its points go on, it is the one before; else nobody knows, and its lines stay unplaced.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace

from esa.imports import words
from esa.imports.known import Known
from esa.imports.sections import OWN_VERDICTS, Report, Section

_FIRST = 5  # the level that a ladder begins with


def apart(report: Report, section: Section, known: Known) -> list[Section]:
    """The section cut where a ladder begins anew; each part with its code."""
    parts = _cut(section, _restarts(report, section))
    for place, part in enumerate(parts):
        own = _code(report, part, known)
        if place and not own and _goes_on(report, parts[place - 1], part):
            own = parts[place - 1].code
        part.code = part.code or own
    return parts


def _restarts(report: Report, section: Section) -> list[int]:
    """The lines at which a ladder begins after another has gone down."""
    found, lowest, begins = [], _FIRST + 1, None
    for at in (at for cell in section.cells for at in cell.lines):
        text = report.text([at])
        if begins is None and (text in words.LEVELS_HEAD[:1] or text.startswith(OWN_VERDICTS)):
            begins = at
        number = _level(report, at)
        if number is None:
            continue
        if number >= lowest and lowest < _FIRST:
            found.append(begins if begins is not None else at)
            lowest = number
        lowest, begins = min(lowest, number), None
    return found


def _level(report: Report, at: int) -> int | None:
    """The level on a line, where the wording of a level follows it."""
    cell = report.cells[report.cell_of[at]].lines
    alone = cell == [at] or (
        len(cell) == 2 and cell[1] == at and words.is_box(report.text(cell[:1]))
    )
    found = words.level(report.text(cell if alone else [at]))
    if found is None:
        return None
    worded = words.begins_wording(report.text(range(at + 1, min(at + 5, len(report.lines)))))
    own = at + 1 < len(report.lines) and words.is_own_mark(report.lines[at + 1])
    return found.number if worded or own else None


def _cut(section: Section, starts: Sequence[int]) -> list[Section]:
    """The section in parts, in one pass over its lines; a cell may be cut within."""
    parts, cells = [section], section.cells
    section.cells, waiting = [], deque(starts)
    for cell in cells:
        own: list[int] = []
        for at in cell.lines:
            if waiting and at >= waiting[0]:
                if own:
                    parts[-1].cells.append(replace(cell, lines=own))
                waiting.popleft()
                parts.append(Section(standard=section.standard))
                own = []
            own.append(at)
        if own or not cell.lines:
            parts[-1].cells.append(replace(cell, lines=own))
    return parts


def _code(report: Report, section: Section, known: Known) -> str:
    """The indicator of the known titles among the lines, where all are of one."""
    found = set(_indicators(report, section, known))
    return found.pop() if len(found) == 1 else ""


def _indicators(report: Report, section: Section, known: Known) -> Iterator[str]:
    for at in (at for cell in section.cells for at in cell.lines):
        line = report.lines[at]
        point = known.point(words.title_of(line)) if not line.role or line.role == "point" else None
        item = words.numbered(line)
        if point and item and item.number == point.number:
            yield point.indicator


def _goes_on(report: Report, before: Section, after: Section) -> bool:
    """Whether a part prints the ladder of the one before again, and its points go on."""
    first, again = (_wording(report, part) for part in (before, after))
    numbers = _numbers(report, after)
    return bool(
        first
        and first == again
        and numbers
        and numbers[0] > max(_numbers(report, before), default=0)
    )


def _wording(report: Report, section: Section) -> str:
    for cell in section.cells:
        for place, at in enumerate(cell.lines):
            text = report.text(cell.lines[place : place + 6])
            if words.begins_wording(report.text([at])) or words.begins_wording(text):
                return re.sub(r"\s", "", text)[:80]
    return ""


def _numbers(report: Report, section: Section) -> list[int]:
    """The numbers right above the first part, and of lists of evidence: of points."""
    lines = [at for cell in section.cells for at in cell.lines]
    found = []
    for at in lines:
        item = words.numbered(report.lines[at])
        after = report.lines[at + 1] if at + 1 < len(report.lines) else None
        if item and after is not None and words.part(after) == "method":
            found.append(item.number)
    return found
