"""How a mark looks, for those promises that are kept by the look and not by a word.

A given level is solid, one that can't be given yet is hollow or dashed: told apart in what the
reader gets, whoever draws it.
"""

import re
from typing import NamedTuple

import numpy as np
import pypdfium2
from lxml import etree, html

WHITE = 250  # of 255
SCALE = 4  # pixels of a point when a page is looked at
DISC = 5.5  # points: no stroke of a letter is as thick, every solid mark is thicker


# --- HTML: the mark of a row ------------------------------------------------------------------


def is_dashed(mark: str, file: str) -> bool:
    """Whether a mark (HTML) is dashed, by itself or by a class of the file it stands in."""
    classes = re.findall(r'class="([^"]+)"', mark)
    rules = re.findall(r"\.([\w-]+)\{([^}]*)\}", file)
    named = {name for each in classes for name in each.split()}
    return "dash" in mark or any("dashed" in look for name, look in rules if name in named)


def mark_of(file: str, begins: str) -> str:
    """The first mark (role=img) of the row or entry that begins with these words, as HTML."""
    tree = html.document_fromstring(file.replace("\u2060", ""))
    marked = [row for row in tree.iter("tr", "div", "li") if row.xpath('.//*[@role="img"]')]
    rows = [row for row in marked if row.text_content().strip().startswith(begins)]
    row = min(rows, key=lambda row: len(row.text_content()))
    mark = row.xpath('.//*[@role="img"]')[0]
    return etree.tostring(mark, encoding="unicode", method="html", with_tail=False)


class Tile(NamedTuple):
    """A tile of a matrix: its words, and the head of the column in which it stands."""

    head: str
    title: str
    look: str
    look_of_head: str


def tile_of(body: str, code: str) -> Tile | None:
    """The tile with that code, in a matrix whose rows have a cell for each head."""
    tree = html.document_fromstring(body or "<p></p>")
    for tile in tree.xpath(f'//li//*[contains(@class,"tile ")][.="{code}"]'):
        cell = tile.getparent()
        at = len([*cell.itersiblings(preceding=True)])
        head = tree.xpath('//li[contains(@class,"heads")]//*[@class="meaning"]')[at]
        words = head.text_content().replace("\u2060", "").strip()
        return Tile(words, tile.get("title"), tile.get("class"), head[0].get("class"))
    return None


# --- PDF: ink on the page ---------------------------------------------------------------------


def discs_above(data: bytes, word: str) -> list[bool]:
    """For each place of a word in a PDF: whether a solid disc stands in the 8 mm above it."""
    found = []
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text, ink = page.get_textpage(), None
        search = text.search(word)
        while place := search.get_next():
            if ink is None:
                pixels = page.render(scale=SCALE, grayscale=True).to_numpy()
                ink = pixels.reshape(pixels.shape[:2]) < WHITE / 2
            left, _, _, top = text.get_charbox(place[0])
            found.append(_has_disc(ink, left, page.get_height() - top))
    document.close()
    return found


def _has_disc(ink: np.ndarray, left: float, top: float) -> bool:
    above = slice(round((top - 23) * SCALE), round(top * SCALE))
    part = ink[above, round((left - 6) * SCALE) : round((left + 80) * SCALE)]
    size = round(DISC * SCALE)
    sums = np.cumsum(np.cumsum(np.pad(part, ((1, 0), (1, 0))), axis=0), axis=1)
    whole = sums[size:, size:] - sums[:-size, size:] - sums[size:, :-size] + sums[:-size, :-size]
    return bool((whole == size * size).any())
