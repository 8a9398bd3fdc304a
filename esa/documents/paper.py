"""HTML put together by hand: whatever isn't marked as Markup is text and is escaped."""

from html import escape

from esa import thai


class Markup(str):
    """HTML of our own, safe as it is."""


class Kept(str):
    """Text whose digits stay as they are: names of cells to look up in a sheet (D28, not D๒๘)."""


def put(value: object, digits: bool = True) -> Markup:
    """A value as HTML: text escaped, in Thai digits unless it is Kept; "" for None."""
    if isinstance(value, Markup):
        return value
    if value is None:
        return Markup()
    text = str(value) if isinstance(value, Kept) else thai.to_thai_digits(str(value), digits)
    return Markup(escape(text))
