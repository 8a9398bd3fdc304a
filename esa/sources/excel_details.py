"""What an .xlsx file says of its cells besides their values: percent formats, and links.

Taken from the XML that is at hand anyway, and only where a first look finds any: a sheet without
percent formats and links costs a few searches. Cells without a place of their own are passed over.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from xml.etree import ElementTree
from zipfile import ZipFile

LARGEST_SHARE = 10  # beyond a thousand percent a number isn't shown as percent on purpose
PERCENT_FORMATS = (9, 10)  # 0% and 0.00%, built in
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_LINK = re.compile(rb"<(?:\w+:)?hyperlink\s([^<>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_FORMULA = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["']([A-Z]+)([0-9]+)["'][^<>]*>\s*<(?:\w+:)?f[^<>]*>"""
    rb"""\s*HYPERLINK\(\s*(?:&quot;|")(.+?)(?:&quot;|")""",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\$?([A-Z]+)\$?([0-9]+)(?::\$?([A-Z]+)\$?([0-9]+))?")
MOST_LINKED = 1_000  # cells of one link; a longer range is a slip

Cell = tuple[int, int]  # row and column from zero


def percent_styles(archive: ZipFile) -> frozenset[int]:
    """Numbers of the cell styles that show a number as percent."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    data = archive.read("xl/styles.xml")
    if b"%" not in data and not re.search(rb"""numFmtId\s*=\s*["'](?:9|10)["']""", data):
        return frozenset()
    root = ElementTree.fromstring(data)
    custom = {
        element.get("numFmtId"): element.get("formatCode", "")
        for element in root.iter()
        if element.tag.endswith("}numFmt")
    }
    shown = {number for number, code in custom.items() if "%" in _NOT_SHOWN.sub("", code)}
    shown |= {str(number) for number in PERCENT_FORMATS if str(number) not in custom}
    styles = next((element for element in root if element.tag.endswith("}cellXfs")), ())
    return frozenset(place for place, xf in enumerate(styles) if xf.get("numFmtId") in shown)


def percents(
    xml: bytes, styles: Iterable[int], rows: Sequence[Sequence[object]]
) -> tuple[Cell, ...]:
    """The cells that show a small number as percent, in their order."""
    used = [
        b"%d" % style for style in styles if re.search(rb"""\ss\s*=\s*["']%d["']""" % style, xml)
    ]
    if not used:
        return ()
    styled = re.compile(
        rb"""<(?:\w+:)?c(?=[^<>]*?\ss\s*=\s*["'](?:%s)["'])[^<>]*?\sr\s*=\s*["']([A-Z]+)([0-9]+)"""
        % b"|".join(used)
    )
    cells = (_cell(*match) for match in styled.findall(xml))
    return tuple(cell for cell in cells if may_be_share(_value(rows, cell)))


def may_be_share(value: object) -> bool:
    """Whether a number may be a share of one that is shown as percent."""
    return type(value) in (int, float) and 0 < abs(value) <= LARGEST_SHARE


def _value(rows: Sequence[Sequence[object]], cell: Cell) -> object:
    row, column = cell
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def links(archive: ZipFile, part: str, xml: bytes) -> tuple[tuple[int, int, str], ...]:
    """(row, column, address) of the cells that carry a link, also one made by =HYPERLINK()."""
    found: dict[Cell, str] = {}
    if b"hyperlink " in xml:
        targets = _targets(archive, part)
        for written in _LINK.findall(xml):
            for cell, address in _linked(written, targets):
                found[cell] = address
    if b"HYPERLINK(" in xml:
        for letters, number, address in _FORMULA.findall(xml):
            text = unescape(address.decode("utf-8", "replace"))
            found.setdefault(_cell(letters, number), text)
    return tuple((*cell, address) for cell, address in sorted(found.items()))


def _linked(written: bytes, targets: Mapping[str, str]) -> Iterator[tuple[Cell, str]]:
    words = {
        name.decode().rpartition(":")[2]: unescape((one or other).decode("utf-8", "replace"))
        for name, one, other in _ATTRIBUTE.findall(written)
    }
    place = _REFERENCE.fullmatch(words.get("ref", ""))
    address = targets.get(words.get("id", ""), "")
    if not place or not address:
        return
    if words.get("location"):
        address += f"#{words['location']}"
    top, left = _cell(place[1].encode(), place[2].encode())
    bottom, right = _cell(place[3].encode(), place[4].encode()) if place[3] else (top, left)
    if (bottom - top + 1) * (right - left + 1) <= MOST_LINKED:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield (row, column), address


def _targets(archive: ZipFile, part: str) -> Mapping[str, str]:
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return {}
    found = ElementTree.fromstring(archive.read(relations))
    return {
        r.get("Id", ""): r.get("Target", "") for r in found if r.get("TargetMode") == "External"
    }


def _cell(letters: bytes, number: bytes) -> Cell:
    column = 0
    for character in letters:
        column = column * 26 + character - 64
    return int(number) - 1, column - 1
