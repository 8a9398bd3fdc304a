"""Text broken into lines.

Charts can't wrap: lines are broken here, at spaces and before words that begin a part of a title,
by an estimate of how wide Sarabun sets them.
"""

import re
import unicodedata

from esa.screen import marks
from esa.telling.texts import plain

_PARTS = re.compile(
    r"(?<![\d๐-๙])\s+(?![\d๐-๙])|(?<=[ก-๙])(?=ด้าน|และ|เพื่อ|แห่ง|ไปสู่|(?<!ไป)สู่|ของสำนัก|ที่มี)"
)


def width(text: str, size: int = marks.TEXT) -> float:
    """About how many pixels a line takes; marks above and below letters take none."""
    return sum(_advance(letter) for letter in text) * size


def _advance(letter: str) -> float:
    if unicodedata.combining(letter) or letter in "ัิีึืฺุู็่้๊๋์ํ๎":
        return 0.0
    if letter == " ":
        return 0.24
    return 0.36 if letter in "เแโใไาๅ.,:;()'|1i" else 0.57


def wrapped(text: object, wide: float, size: int = marks.TEXT, most: int = 3) -> list[str]:
    """The text in lines of at most `wide` pixels, the last one cut with … after `most` lines."""
    lines: list[str] = []
    line = ""
    for piece, gap in _pieces(plain(text)):
        longer = f"{line}{gap if line else ''}{piece}"
        if line and width(longer, size) > wide:
            lines.append(line)
            line = piece
        else:
            line = longer
    lines.append(line)
    lines = [_cut(line, wide, size) for line in lines]
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(f"{lines[most - 1]}…", wide, size)]
    return lines


def _pieces(text: str) -> list[tuple[str, str]]:
    """Parts that may start a line, each with the gap before it."""
    pieces, start, gap = [], 0, ""
    for found in _PARTS.finditer(text):
        if found.start() > start:
            pieces.append((text[start : found.start()], gap))
            start, gap = found.end(), " " if found.group() else ""
    pieces.append((text[start:], gap))
    return pieces


def _cut(line: str, wide: float, size: int) -> str:
    if width(line, size) <= wide:
        return line
    kept = ""
    for letter in line:
        if width(f"{kept}{letter}…", size) > wide:
            break
        kept += letter
    return f"{kept.rstrip()}…"
