"""HTML from autoescaped templates: the same for the screen, for A4 and for the committee.

render(template, …) is the only way to HTML. Whatever a template puts out is text and is escaped;
emphasis of esa.telling.topic becomes elements, numbers get the digits that are wanted (not those
that are Kept), and compounds that browsers break are held together. Templates lie beside this
file (what several renderers share) and in the rooms of the pages.
"""

from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from esa import thai
from esa.telling.texts import unbroken
from esa.telling.topic import Kept, pieces, plain

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


def render(template: str, *, thai_digits: bool = False, **values: object) -> Markup:
    """The template filled in. thai_digits: of every text that isn't Kept."""
    return Markup(_environment(thai_digits).get_template(template).render(values))


@lru_cache(maxsize=2)
def _environment(thai_digits: bool) -> Environment:
    def digits(text: str) -> str:
        return thai.to_thai_digits(text) if thai_digits else text

    def shown(value: object) -> object:
        """What {{ value }} puts out."""
        if isinstance(value, Markup):
            return value
        if value is None:
            return ""
        if isinstance(value, Kept):
            return str(value)
        return said(digits(unbroken(str(value))))

    made = Environment(
        loader=FileSystemLoader([HERE, ROOT]),
        autoescape=True,
        finalize=shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.filters["css"] = css
    made.filters["bare"] = lambda value: digits(plain(str(value)))
    return made


def said(text: str) -> Markup:
    """Text with its emphasis as elements, everything else escaped."""
    parts = []
    for part, emphases in pieces(text):
        kinds = " ".join(sorted(emphases))
        tag = "span" if emphases == {"quiet"} else "b"
        parts.append(f'<{tag} class="{kinds}">{escape(part)}</{tag}>' if kinds else escape(part))
    return Markup("".join(parts))


def css(number: float) -> Markup:
    """A number in a style: never in Thai digits."""
    return Markup(f"{float(number):.5g}")
