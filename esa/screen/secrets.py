"""What secrets.toml holds, and what else a page asks often while it is drawn once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

Result = TypeVar("Result")
_SEEN: ContextVar[dict[Callable, object] | None] = ContextVar("seen", default=None)


def secrets_found() -> dict | None:
    """The secrets; None where there are none, or where they can't be read."""
    return once(_looked_up)


def once(function: Callable[[], Result]) -> Result:
    """function(), asked once while a page is drawn: looking at the disk is slow."""
    seen = _SEEN.get()
    if seen is None:
        return function()
    if function not in seen:
        seen[function] = function()
    return seen[function]


@contextmanager
def seen_once() -> Iterator[None]:
    """Within, what is asked once stays: for one drawing of a page, and no longer, so that a role
    that was taken away is gone with the next click."""
    token = _SEEN.set({})
    try:
        secrets_found()
        yield
    finally:
        _SEEN.reset(token)


def _looked_up() -> dict | None:
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError:
        return None
