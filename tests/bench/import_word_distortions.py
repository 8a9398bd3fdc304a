"""The same for Word files: our own report with its XML changed, as other programs and people do.

Every paragraph carries the number it had before, so that its place is known afterwards.
"""

import random
from collections.abc import Callable
from copy import deepcopy
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from tests.bench.import_gold import Gold

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
NUMBER = "before"  # attribute of a paragraph
Tree = etree._Element


def distorted(
    data: bytes, change: Callable[[Tree, random.Random], None], chance: random.Random
) -> tuple[bytes, list[str]]:
    """The file after a change, and for each paragraph the number it had ("" where it is new, with
    the number of the text that it was put into behind a +)."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts[BODY])
    for number, paragraph in enumerate(root.iter(f"{W}p"), start=1):
        paragraph.set(NUMBER, str(number))
    styles_lost(root, chance)
    change(root, chance)
    numbers = [paragraph.attrib.pop(NUMBER, "") for paragraph in root.iter(f"{W}p")]
    parts[BODY] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    memory = BytesIO()
    with ZipFile(memory, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return memory.getvalue(), numbers


def gold_by_number(gold: dict[int, Gold], numbers: list[str]) -> dict[int, Gold | None]:
    """New number of a paragraph → where it belongs."""
    return {
        new: gold.get(int(old.strip("+"))) if old else None
        for new, old in enumerate(numbers, start=1)
    }


def styles_lost(root: Tree, chance: random.Random) -> None:
    """Saved by another program: no paragraph says what it is."""
    for style in list(root.iter(f"{W}pStyle")):
        if not style.get(f"{W}val", "").lower().startswith("toc"):
            style.getparent().remove(style)


def word_heads_lost(root: Tree, chance: random.Random) -> None:
    for table in root.iter(f"{W}tbl"):
        table.remove(table.find(f"{W}tr"))


def word_head_doubled(root: Tree, chance: random.Random) -> None:
    """A page ends within the narrative: the head again, then the row goes on."""
    for table, row in _long_rows(root):
        rest, cells = deepcopy(row), row.findall(f"{W}tc")
        own = cells[2].findall(f"{W}p")
        cut = chance.randrange(1, len(own))
        for paragraph in own[cut:]:
            cells[2].remove(paragraph)
        _blank(rest, keep=2, paragraphs=cut)
        head = deepcopy(table.find(f"{W}tr"))
        row.addnext(head)
        head.addnext(rest)


def word_columns_merged(root: Tree, chance: random.Random) -> None:
    """The list of evidence stands below the narrative in one cell over two columns."""
    for _, row in _long_rows(root):
        cells = row.findall(f"{W}tc")
        for paragraph in cells[3].findall(f"{W}p"):
            cells[2].append(paragraph)
        row.remove(cells[3])
        _properties(cells[2]).append(etree.Element(f"{W}gridSpan", {f"{W}val": "2"}))


def word_levels_lost(root: Tree, chance: random.Random) -> None:
    for _, row in _long_rows(root):
        for text in row.find(f"{W}tc").iter(f"{W}t"):
            text.text = ""


def word_cells_lost(root: Tree, chance: random.Random) -> None:
    """The first cell of some rows is gone."""
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")[2:]
        if rows and chance.random() < 0.5:
            row = chance.choice(rows)
            row.remove(row.find(f"{W}tc"))


def word_table_pasted(root: Tree, chance: random.Random) -> None:
    """A table stands within a text."""
    for _, row in _long_rows(root):
        at = _text(row, chance)
        cell = (
            f'<w:tc xmlns:w="{W[1:-1]}"><w:p {NUMBER}="+{{}}"><w:r><w:t>ค่า</w:t></w:r></w:p></w:tc>'
        )
        rows = f"<w:tr>{cell * 3}</w:tr>".replace("{}", at.get(NUMBER).strip("+")) * 2
        at.addnext(etree.fromstring(f'<w:tbl xmlns:w="{W[1:-1]}">{rows}</w:tbl>'))


def word_lists_inside(root: Tree, chance: random.Random) -> None:
    for _, row in _long_rows(root):
        at = _text(row, chance)
        for number in range(chance.randint(3, 7), 0, -1):
            item = deepcopy(at)
            for place, text in enumerate(item.iter(f"{W}t")):
                text.text = "" if place else f"{number}. รายการสมมติ"
            item.set(NUMBER, "+" + at.get(NUMBER).strip("+"))
            at.addnext(item)


ALL = {
    each.__name__: each
    for each in (word_heads_lost, word_head_doubled, word_columns_merged, word_levels_lost,
                 word_cells_lost, word_table_pasted, word_lists_inside)
}  # fmt: skip


def _long_rows(root: Tree) -> list[tuple[Tree, Tree]]:
    """The rows with a narrative, and their tables."""
    return [
        (table, row)
        for table in list(root.iter(f"{W}tbl"))
        for row in table.findall(f"{W}tr")[1:2]
        if len(row.findall(f"{W}tc")) == 4 and len(row.findall(f"{W}tc")[2].findall(f"{W}p")) > 6
    ]


def _text(row: Tree, chance: random.Random) -> Tree:
    """A paragraph of text: one below the heading of a part."""
    own = row.findall(f"{W}tc")[2].findall(f"{W}p")
    said = ["".join(p.itertext()) for p in own]
    found = [
        b
        for a, b in zip(range(len(own)), range(1, len(own)), strict=False)
        if said[a][-9:] == "ดำเนินงาน" and said[b][:1] != "("
    ]
    return own[chance.choice(found)]


def _blank(row: Tree, keep: int, paragraphs: int) -> None:
    """Nothing in the cells but what goes on in one of them."""
    for place, cell in enumerate(row.findall(f"{W}tc")):
        own = cell.findall(f"{W}p")
        for paragraph in own[: paragraphs if place == keep else len(own)]:
            cell.remove(paragraph)
        if not cell.findall(f"{W}p"):
            cell.append(etree.Element(f"{W}p", {NUMBER: ""}))


def _properties(cell: Tree) -> Tree:
    found = cell.find(f"{W}tcPr")
    if found is None:
        found = etree.Element(f"{W}tcPr")
        cell.insert(0, found)
    return found
