"""What secrets.toml holds. Looking is slow where there is no such file, and a page asks often."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

_SEEN: ContextVar[tuple[dict | None] | None] = ContextVar("secrets_seen", default=None)


def secrets_found() -> dict | None:
    """The secrets; None where there are none, or where they can't be read."""
    seen = _SEEN.get()
    return seen[0] if seen else _looked_up()


@contextmanager
def seen_once() -> Iterator[None]:
    """Within, the secrets are those of its beginning: for one drawing of a page, and no longer, so
    that a role that was taken away is gone with the next click."""
    token = _SEEN.set((_looked_up(),))
    try:
        yield
    finally:
        _SEEN.reset(token)


def _looked_up() -> dict | None:
    try:
        return st.secrets.to_dict()
    except StreamlitSecretNotFoundError:
        return None
