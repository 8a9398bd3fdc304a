"""The third column: points of consideration, each with method, result and comments.

A numbered line is a point only where something says so: it is named ประเด็นที่ n, it carries the
whole code (1.4.2), our own report marks it, or วิธีการดำเนินงาน stands right below it and its number
is the next. Any other numbered line is an item of a list in the text; one that could be a missing
point is told. Nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from esa.imports import forms
from esa.imports.lines import Doubt, Line

FULL_TEXT = "เอกสารฉบับเต็ม"


@dataclass
class PointText:
    """One point as written. number: of the point in its indicator; parts: field → its lines."""

    number: int
    title: str
    line: Line
    parts: dict[str, list[Line]] = field(default_factory=dict)
    link: str = ""


@dataclass
class Narrative:
    """points in their order; whole: comments on the indicator; form: words of the form;
    homeless: line and why."""

    points: list[PointText] = field(default_factory=list)
    whole: list[Line] = field(default_factory=list)
    form: list[Line] = field(default_factory=list)
    homeless: list[tuple[Line, str]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def narrative(lines: Sequence[Line], indicator: str) -> Narrative:
    """Sort the lines of the third column of one indicator."""
    found = Narrative()
    heads = _point_lines(lines, indicator, found)
    point: PointText | None = None
    part: str | None = None
    for at, line in enumerate(lines):
        kind = forms.part(line)
        if at in heads:
            number, title = heads[at]
            point, part = PointText(number, title, line), None
            found.points.append(point)
        elif kind:
            found.form.append(line)
            if kind == "method" and point and "method" in point.parts:
                found.doubts.append(Doubt("import_point_lost", line.number))
                point = None
            part = kind
            if point and kind != "whole":
                point.parts.setdefault(kind, [])
        elif forms.is_own_mark(line):
            found.form.append(line)
        elif line.link and line.text.startswith(FULL_TEXT) and point:
            point.link = point.link or line.link
            found.form.append(line)
        else:
            _put(found, point, part, line)
    _untold(lines, heads, found)
    _one_comment(found)
    return found


def _put(found: Narrative, point: PointText | None, part: str | None, line: Line) -> None:
    if part == "whole":
        found.whole.append(line)
    elif point and part:
        point.parts[part].append(line)
    else:
        reason = "no_part" if point else "no_point" if part or found.points else "introduction"
        found.homeless.append((line, reason))


# --- which lines are points -------------------------------------------------------------------


def _point_lines(
    lines: Sequence[Line], indicator: str, found: Narrative
) -> dict[int, tuple[int, str]]:
    """Position → number and title of the lines that are points for certain."""
    marked = any(line.role == "point" for line in lines)
    heads: dict[int, tuple[int, str]] = {}
    last, style = 0, ""
    for at, line in enumerate(lines):
        told = _certain(line, indicator, marked)
        if told is None and not marked and _below(lines, at) == "method":
            told = _before_method(lines, at, last, style, found)
        if told is None:
            continue
        number, title = told
        if number <= last:
            if number in [known for known, _ in heads.values()]:
                found.doubts.append(Doubt("import_point_twice", line.number, {"number": number}))
                continue
            found.doubts.append(Doubt("import_point_order", line.number, {"number": number}))
        heads[at] = (number, title)
        last, style = max(last, number), _style(line)
    return heads


def _certain(line: Line, indicator: str, marked: bool) -> tuple[int, str] | None:
    if marked:
        return forms.numbered(line) if line.role == "point" else None
    named = forms.named_point(line)
    if named:
        return named
    whole = re.match(rf"{re.escape(indicator)}\s?[.\-]\s?([0-9]{1, 4})(?![0-9.])\s*", line.arabic)
    return (int(whole[1]), line.text[whole.end() :].strip()) if whole and indicator else None


def _below(lines: Sequence[Line], at: int) -> str | None:
    """The part whose heading stands on the next line."""
    return forms.part(lines[at + 1]) if at + 1 < len(lines) else None


def _before_method(
    lines: Sequence[Line], at: int, last: int, style: str, found: Narrative
) -> tuple[int, str] | None:
    """The line right above วิธีการดำเนินงาน: a point where its number fits, else told.

    style: of the digits of the points so far. An item that counts on from the list above it in
    the digits of that list, and not in those of the points, is no point.
    """
    line = lines[at]
    numbered = forms.numbered(line)
    if numbered and last < numbered[0] <= last + 20:
        item = _item_before(lines, at)
        counts_on = item is not None and forms.numbered(item)[0] == numbered[0] - 1
        if counts_on and _style(item) == _style(line):
            unsure = "import_point_unsure" if style == _style(line) else "import_number_unsure"
            facts = {"number": numbered[0], "value": line.text}
            found.doubts.append(Doubt(unsure, line.number, facts))
            if style != _style(line):
                return None
        if numbered[0] > last + 1:
            facts = {"number": numbered[0], "expected": last + 1}
            found.doubts.append(Doubt("import_point_skipped", line.number, facts))
        return numbered
    if line.listed and forms.part(line) is None:
        facts = {"number": last + 1, "value": line.text}
        found.doubts.append(Doubt("import_point_counted", line.number, facts))
        return last + 1, line.text
    return None


def _style(line: Line) -> str:
    """Whether the number that a line begins with is Thai or Arabic; "" without a number."""
    digit = re.search("[0-9๐-๙]", line.text[:12])
    return "" if not digit else "arabic" if digit[0].isascii() else "thai"


def _item_before(lines: Sequence[Line], at: int) -> Line | None:
    """The last numbered line above, in the same part."""
    for line in reversed(lines[:at]):
        if forms.part(line) is not None:
            return None
        if forms.numbered(line):
            return line
    return None


def _untold(lines: Sequence[Line], heads: dict[int, tuple[int, str]], found: Narrative) -> None:
    """Points that are missing between those found: the lines that could be them are told."""
    numbers = [number for number, _ in heads.values()]
    places = sorted(heads)
    for number in range(1, max(numbers, default=0)):
        if number not in numbers:
            found.doubts.append(Doubt("import_point_missing", lines[0].number, {"number": number}))
    after = max(numbers, default=0) + 1
    for at in range(places[-1] + 1 if places else 0, len(lines)):
        numbered = forms.numbered(lines[at])
        if numbered and numbered[0] == after and not _in_list(lines, at):
            facts = {"number": after, "value": lines[at].text}
            found.doubts.append(Doubt("import_number_unsure", lines[at].number, facts))
            return


def _in_list(lines: Sequence[Line], at: int) -> bool:
    """Whether the items before it were counted up to this number, so that it is one of them."""
    item, number = _item_before(lines, at), forms.numbered(lines[at])[0]
    return number == 1 if item is None else forms.numbered(item)[0] == number - 1


def _one_comment(found: Narrative) -> None:
    """Comments that stand only once, after the last of several points, may be on the whole
    indicator: they are kept there, and told."""
    if len(found.points) < 2 or any("comments" in point.parts for point in found.points[:-1]):
        return
    lines = found.points[-1].parts.get("comments")
    if lines and not found.whole:
        found.whole = found.points[-1].parts.pop("comments")
        number = found.points[-1].number
        found.doubts.append(Doubt("import_comments_whole", lines[0].number, {"number": number}))
