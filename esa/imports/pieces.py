"""Lines that hold two things → a line each: a heading and what was typed on behind it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from esa import thai
from esa.imports.known import Known
from esa.imports.lines import Line
from esa.imports.words import begins_wording, level, numbered, part_named

_LEVEL_AND_WORDING = re.compile(r"(\S{0,3}\s?[(\[]?[\s✓✔√/xX]*[)\]]?\s*[1-5])\s+(?=\S)")
_LIST_AND_ITEM = re.compile(
    r"(ประเด็น(?:การพิจารณา)?\s?ที่\s*[0-9]{1,3}\s*ประกอบ\s?ด้วย)\s*[:.]?\s*(?=\(?[0-9]{1,3}\s?[.)])"
)
_PART_AND_TEXT = re.compile(r"(.{5,45}?)(?:\s*[:：]\s*|\s{2,}|\s(?=\(?[0-9]{1,2}\s?[.)]))(?=\S)")
_LONGEST_JOINED = 2000  # characters of a line that is looked into


def pieces(line: Line, known: Known) -> Iterator[Line]:
    """The line, or its parts in their order; nothing of it falls away but the space between."""
    at = 0 if line.role or len(line.text) > _LONGEST_JOINED else _end_of_first(line, known)
    if not at:
        yield line
        return
    yield replace(line, text=line.text[:at].strip())
    yield from pieces(replace(line, text=line.text[at:].strip(), link="", auto=0), known)


def _end_of_first(line: Line, known: Known) -> int:
    """Where the first of several things ends; 0 for a line that is one thing."""
    text = line.arabic
    found = _LEVEL_AND_WORDING.match(text)
    if found and level(found[1].strip()) and begins_wording(text[found.end() :]):
        return found.end()
    if found := _LIST_AND_ITEM.match(text):
        return found.end()
    found = _PART_AND_TEXT.match(text)
    if found and part_named(found[1].strip()) and not part_named(text):
        return found.end()
    return _end_of_title(line, known)


def _end_of_title(line: Line, known: Known) -> int:
    """The end of a known title that text goes on behind; the line must begin with its number."""
    found = numbered(line)
    if not found:
        return 0
    before = len(line.text) - len(line.text[line.text.index(found.text) :])
    for points in known.points.values():
        title = points.get(found.number, "")
        if len(title) < 15 or "ฯ" in title or len(found.text) < len(title) + 12:
            continue
        wanted = thai.fold(title)
        for end in range(len(title) - 8, min(len(found.text), len(title) + 9)):
            if thai.fold(found.text[:end]) == wanted and found.text[end : end + 1].isspace():
                return before + end
    return 0
