"""HTML from autoescaped templates: the same for the screen, for A4 and for the committee.

render(template, ways, …) is the only way to HTML. Whatever a template puts out is text and is
escaped; emphasis of esa.telling.topic becomes elements, a new line a line break, numbers get the
digits that are wanted (not those that are Kept), and compounds that browsers break are held
together. Templates lie beside this file (what several renderers share) and in the rooms of the
pages, named from the top: "pages/evidence/work.html". In them, what is no text to read (addresses,
names of styles) passes |kept, and text in an attribute |bare.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from esa.documents.html.compiled import Compiled
from esa.telling.line_breaks import unbroken
from esa.telling.texts import is_web, short_date
from esa.telling.texts import thai_digits as in_thai_digits
from esa.telling.topic import Cell, Door, Kept, LeftOut, pieces, plain
from esa.telling.words import Told

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
STYLE = HERE / "marks.css"


class Place(NamedTuple):
    """Where a cell is. name: such as D28; words: workbook › tab › row and heading; path: to copy,
    for files; url: opens the cell, "" for files."""

    name: Kept
    words: Kept
    path: Kept
    url: str = ""


@dataclass(frozen=True)
class Ways:
    """What a renderer knows that a topic doesn't: the address of a door ("" for none), the place of
    a cell, what is left out in words, with the door to the reasons, and what to call a door that a
    topic gives no words."""

    address: Callable[[Door], str] = lambda door: ""
    place: Callable[[Cell], Place] = lambda cell: Place(Kept(cell.field), Kept(""), Kept(""))
    told: Callable[[Sequence[LeftOut]], Sequence[Told]] = lambda left_out: ()
    page_name: Callable[[Door], str] = lambda door: door.page


def render(template: str, ways: Ways, *, thai_digits: bool = False, **values: object) -> Markup:
    """The template filled in. thai_digits: of every text that isn't Kept."""
    found = _environment(thai_digits).get_template(template)
    return Markup(found.render(**vars(ways), **values))


@lru_cache(maxsize=2)
def _environment(thai_digits: bool) -> Environment:
    def digits(text: str) -> str:
        return in_thai_digits(text, thai_digits)

    def shown(value: object) -> object:
        """What {{ value }} puts out."""
        if isinstance(value, Markup):
            return value
        if value is None:
            return ""
        return remembered(value) if type(value) is str else text_of(value)

    def text_of(value: object) -> Markup:
        return said(value if isinstance(value, Kept) else digits(unbroken(str(value))))

    # A list is drawn again with every click, and names stand in it many times.
    remembered = lru_cache(maxsize=4096)(text_of)

    made = Environment(
        loader=FileSystemLoader([HERE, ROOT]),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=Compiled(Path(__file__), thai_digits),
    )

    def bare(text: str) -> Kept:
        """Text for an attribute: without emphasis, in the digits that are wanted."""
        return Kept(plain(text if isinstance(text, Kept) else digits(text)))

    made.filters["css"] = css
    made.filters["kept"] = Kept
    made.filters["bare"] = bare
    made.filters["web"] = lambda url: url if is_web(url) else ""
    made.filters["kind"] = lambda value: type(value).__name__
    made.filters["written"] = written
    return made


def said(text: str) -> Markup:
    """Text with its emphasis as elements, everything else escaped."""
    parts = []
    for part, emphases in pieces(text):
        inner = Markup("<br>").join(part.split("\n"))
        kinds = " ".join(sorted(emphases))
        tag = "span" if emphases == {"quiet"} else "b"
        parts.append(f'<{tag} class="{kinds}">{inner}</{tag}>' if kinds else inner)
    return Markup("".join(parts))


def css(number: float) -> Markup:
    """A number in a style: never in Thai digits."""
    return Markup(f"{float(number):.5g}")


def written(value: object) -> object:
    """A value of a table as a person writes it: – for blank, thousands set apart, dates in B.E."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    if isinstance(value, date | datetime):
        return short_date(value)
    return value
