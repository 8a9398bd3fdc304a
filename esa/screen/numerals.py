"""Thai or Arabic digits, as the visitor's switch says."""

import re
from collections.abc import Callable

import streamlit as st

from esa.telling.texts import thai_digits

_LINK_TARGET = re.compile(r"(\]\([^)]*\)|:material/\w+:|^\s*\d+\. )", re.MULTILINE)


def thai_digits_wanted() -> bool:
    """Whether the switch for Thai digits is on."""
    return bool(st.session_state.get("thai_digits", False))


def digits(text: object) -> str:
    """Text with the digits that the visitor chose. Link targets and icons in Markdown stay."""
    return shown_digits()(text)


def shown_digits() -> Callable[[object], str]:
    """digits with the switch looked at once, for the many texts of a list."""
    return _in_thai_digits if thai_digits_wanted() else str


def _in_thai_digits(text: object) -> str:
    parts = _LINK_TARGET.split(str(text))
    return "".join(part if i % 2 else thai_digits(part) for i, part in enumerate(parts))
