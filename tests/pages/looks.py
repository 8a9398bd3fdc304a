"""How a mark looks, for those promises that are kept by the look and not by a word.

A given level is solid, one that can't be given yet is hollow or dashed: told apart in what the
reader gets, whoever draws it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2
from lxml import etree, html
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

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


STYLE = (Path(__file__).resolve().parents[2] / "esa/documents/html/marks.css").read_text("utf-8")


def dots(body: str) -> list[set[str]]:
    """The fill of each dot on the rails of our HTML, "dashed" with it where it is."""
    if 'class="dot' not in body:
        return []
    rules = dict(re.findall(r"^\.([\w.-]+)\{([^}]*)\}", STYLE, re.MULTILINE))
    found = []
    for dot in html.document_fromstring(body).xpath('//b[starts-with(@class,"dot")]'):
        own = rules.get(dot.get("class").replace(" ", "."), "")
        fill = re.findall(r"background:(#\w+)", rules["dot"] + own)[-1]
        found.append({"#ffffff" if fill == "#fff" else fill} | {"dashed"} & set(own.split()))
    return found


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


# --- charts: the fills at a place -------------------------------------------------------------


def labels(proto: object) -> list[tuple[float, str]]:
    """The labels of a chart, each with its place from the left."""
    found = []
    for part, rows in _layers(proto, "text"):
        text, x = (part["encoding"].get(name, {}).get("field") for name in ("text", "x"))
        found += [(float(row[x]), str(row[text])) for row in rows if x]
    return found


def _layers(proto: object, kind: str) -> Iterator[tuple[Mapping, list]]:
    """The layers of a chart with a kind of mark, each with its rows."""
    spec = json.loads(proto.spec)
    tables = {each.name: each.data.data for each in proto.datasets}
    tables = {n: convert_arrow_bytes_to_pandas_df(t).to_dict("records") for n, t in tables.items()}
    return _of_kind(spec, kind, tables | spec.get("datasets", {}), [])


def _of_kind(
    spec: Mapping, kind: str, tables: Mapping, rows: list
) -> Iterator[tuple[Mapping, list]]:
    data = spec.get("data") or {}
    rows = data.get("values") or tables.get(data.get("name"), rows)
    if isinstance(spec.get("mark"), dict) and spec["mark"]["type"] == kind:
        yield spec, rows
    for key in ("layer", "hconcat", "vconcat"):
        for part in spec.get(key, ()):
            yield from _of_kind(part, kind, tables, rows)
