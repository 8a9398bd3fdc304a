"""Text as a person reads it, one element a line: from our Markdown and from our HTML.

The same words give the same line whichever of the two they were written in, so that a text only
changes where what is read changes.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote

from lxml import etree, html

HIDDEN = dict.fromkeys(map(ord, "\u2060\u200b\ufeff"))
CARRIED = ("verified", "thai_digits", "at")  # switches that every link takes along
_TOKEN = re.compile(
    r"\\(?P<plain>.)|(?P<icon>:material/\w+:)|(?P<mark>\*\*|`)|(?P<open>:[a-z]+(?:-badge)?\[|\[)"
    r"|\]\((?P<link><[^>]*>|[^)]*)\)|(?P<close>\])|(?P<line> {2}\n|\n\s*\n|\n(?=- ))|(?P<text>.)",
    re.DOTALL,
)
# The sample is of 2557; what says a later year has it from the clock of the machine.
_LATER = r"(?:25[6-9]\d|2[6-9]\d\d|๒๕[๖-๙][๐-๙]|๒[๖-๙][๐-๙]{2})"
_DAY = rf"[\d๐-๙]{{1,2}}\s\S+\s{_LATER}"
_OF_THE_MACHINE = (
    (re.compile(rf"{_DAY}\s+เวลา\s[\d๐-๙]{{2}}:[\d๐-๙]{{2}}"), "‹เวลา›"),
    (re.compile(rf"{_LATER}-\d\d-\d\d \d\d:\d\d"), "‹เวลา›"),
    (re.compile(rf"(ใช้ได้ถึง|เผยแพร่เมื่อ) {_DAY}"), r"\1 ‹วัน›"),
    (re.compile(r"/c/[\w.\-]+"), "/c/‹ลิงก์›"),
)
_BLOCKS = """address article aside blockquote body button caption dd details div dl dt figcaption
figure footer form h1 h2 h3 h4 header hr li main nav ol p section summary table title ul"""
BLOCKS = frozenset(_BLOCKS.split())
HEADINGS = {"h1": "# ", "h2": "## ", "h3": "## ", "h4": "## ", "summary": "▸ ", "title": "# "}
UNREAD = ("style", "script", "colgroup", "meta", "head")
Link = Callable[[str, str], None]


def line(text: object) -> str:
    """One line: no hidden characters, every gap one space, no clock of the machine."""
    return steady(" ".join(str(text).translate(HIDDEN).replace("\u00a0", " ").split()))


def steady(said: str) -> str:
    for found, instead in _OF_THE_MACHINE:
        said = found.sub(instead, said)
    return said


def row(cells: list[object]) -> str:
    """A row of a table: | a | b |; a blank cell stays empty."""
    said = " | ".join(line("" if cell is None else cell) for cell in cells)
    return steady(f"| {said} |")


def of_markdown(written: str, link: Link | None = None) -> list[str]:
    """Lines of a Markdown text of ours: words without bold, colours and icons. link: told of each
    link's label and address."""
    parts: list[str] = []
    opened: list[int | None] = []  # where the label of a link begins; None for a colour
    for token in _TOKEN.finditer(written):
        kind = token.lastgroup
        if kind in ("plain", "text"):
            parts.append(token[kind])
        elif kind == "line":
            parts.append("\n")
        elif kind == "open":
            opened.append(len(parts) if token[kind] == "[" else None)
        elif kind == "close" and opened:
            opened.pop()
        elif kind == "link" and opened:
            start = opened.pop()
            if link:
                link("".join(parts[start or 0 :]), token[kind].strip("<>"))
        elif kind in ("close", "link"):
            parts.append(token[0])
    said = (line(part) for part in re.split("\n", "".join(parts).replace("\n ", "\n")))
    return [each for each in said if each]


def of_html(
    written: str, link: Link | None = None, drawn: Callable[[list[str]], str] | None = None
) -> list[str]:
    """Lines of an HTML text: a line for each block, tables as rows, what is folded as well. A mark
    (role=img) is a line with its words for those who can't see it and what is written in it.

    drawn: takes the lines of a drawing (figure) and gives what stands in its place; without it
    they stand among the others.
    """
    if not written.strip():
        return []
    found = _Lines(link, drawn)
    tree = html.document_fromstring(written)
    for style in tree.iter("style"):
        for said in re.findall(r'@bottom-\w+{content:"([^"]+)"', style.text or ""):
            found.out.append(f"‹ท้ายกระดาษ› {line(said)}")
    found.walk(tree)
    found.end()
    return found.out


class _Lines:
    """Walks a tree and collects its lines."""

    def __init__(self, link: Link | None = None, drawn: Callable | None = None):
        self.out: list[str] = []
        self.text: list[str] = []
        self.link, self.drawn = link, drawn

    def end(self, prefix: str = "") -> None:
        said = line("".join(self.text))
        self.text.clear()
        if said:
            self.out.append(prefix + said)

    def walk(self, node: etree._Element) -> None:
        if not isinstance(node.tag, str) or node.tag in UNREAD:
            return
        if node.tag == "figure" and self.drawn:
            self.end()
            said = line(node.get("aria-label") or "")
            self.out.append(self.drawn([f"‹ในคำ› {said}", *_inside(node)]))
        elif node.get("role") == "img" or node.tag == "svg":
            self.end()
            said = " ".join([node.get("aria-label") or "", *_inside(node)])
            self.out.append(f"‹ภาพ› {line(said)}")
        elif node.tag == "tr":
            self.end()
            cells = [" / ".join(_inside(cell)) for cell in node.iterchildren("th", "td")]
            self.out.append(row(cells))
        elif node.tag == "br":
            self.end()
        else:
            self._element(node)

    def beside(self, child: etree._Element) -> None:
        """A child and what follows it; two parts side by side have a gap between them."""
        before = child.getprevious()
        if child.tag == "span" and before is not None and not before.tail:
            self.text.append(" ")
        self.walk(child)
        self.text.append(child.tail or "")

    def _element(self, node: etree._Element) -> None:
        block = node.tag in BLOCKS
        if block:
            self.end()
        self.text.append(node.text or "")
        for child in node.iterchildren():
            self.beside(child)
        if node.tag == "a" and self.link and node.get("href"):
            self.link(line(node.text_content()), node.get("href"))
        if block:
            self.end(HEADINGS.get(node.tag, ""))


def _inside(node: etree._Element) -> list[str]:
    found = _Lines()
    found.text.append(node.text or "")
    for child in node.iterchildren():
        found.beside(child)
    found.end()
    return found.out


def door(address: str) -> str:
    """Where a link leads: a page with its filters, without the switches that go along."""
    if "://" in address:
        return unquote(address)
    page, _, query = address.partition("?")
    kept = [f"{k}={v}" for k, v in parse_qsl(query) if k not in CARRIED]
    return "?".join(filter(None, [page or "board", "&".join(kept)]))
