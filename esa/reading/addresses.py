"""Links as people paste them: one http(s) address that others can open, or a doubt.

What isn't http or https is never used. Source: docs/rules.md, "Reading".
"""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import urlsplit

from esa import thai
from esa.thai import Parsed

_ONE_LINK = re.compile(r"https?://[^\s<>\"'`{}|\\^]+", re.IGNORECASE)
_USUAL = re.compile(r"https?://([a-z0-9\-]+(?:\.[a-z0-9\-]+)*)(?:[/?#]|$)", re.IGNORECASE)
_GLUED = re.compile(r"https?://[^\s?#]*[^\s?#/=]https?://", re.IGNORECASE)
_LOCAL_PATH = re.compile(r"[a-z]:[\\/]|\\\\", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
_NO_SCHEME = re.compile(
    r"[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.[a-z]{2,}(?::[0-9]+)?(?:[/?#]\S*)?", re.IGNORECASE
)
_LOCAL_ENDINGS = ("local", "localhost", "lan", "internal", "localdomain")


@lru_cache(maxsize=4096)
def _is_local(host: str) -> bool:
    """This machine, a private network, or a bare machine name that nobody outside can reach."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        last = host.rpartition(".")[2]
        return "." not in host or last in _LOCAL_ENDINGS or last[:1].isdigit()


def _checked(address: str) -> Parsed:
    usual = _USUAL.match(address)
    if usual:
        return Parsed(None, "local_link") if _is_local(usual[1].casefold()) else Parsed(address)
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").casefold()
        parts.port  # noqa: B018  ValueError where it is no port
    except ValueError:
        return Parsed(None, "bad_link")
    if not host or "@" in parts.netloc:  # https://known.site@elsewhere leads elsewhere
        return Parsed(None, "bad_link")
    return Parsed(None, "local_link") if _is_local(host) else Parsed(address)


@lru_cache(maxsize=65536)
def link(text: str) -> Parsed:
    """One http(s) address as typed. Doubts: two_links, unsafe_link (javascript:, data:, file: …),
    local_link (this machine, a private network, a drive), bad_link (all else; with a suggestion
    where only https:// is missing or other words stand around).
    """
    text = thai.without_hidden(text).strip()
    if _ONE_LINK.fullmatch(text):
        glued = "://" in text[8:] and _GLUED.match(text)
        return Parsed(None, "two_links") if glued or _two_links(text) else _checked(text)
    if _two_links(text):
        return Parsed(None, "two_links")
    if _LOCAL_PATH.match(text):
        return Parsed(None, "local_link")
    if _NO_SCHEME.fullmatch(text):
        return Parsed(None, "bad_link", f"https://{text}")
    scheme = _SCHEME.match(re.sub(r"\s", "", text))
    if scheme and scheme[1].lower() not in ("http", "https"):
        return Parsed(None, "unsafe_link")
    inside = _ONE_LINK.search(text)
    near = _checked(inside[0].rstrip(".,;)")) if inside else Parsed()
    return Parsed(None, "bad_link", near.value)


_ANY_START = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
_BARE = re.compile(
    r"(?:www\.|(?:drive|docs|sites|forms)\.google\.com/|(?:[a-z0-9\-]+\.)+(?:go|ac|or|co|in)\.th\b"
    r"|youtu\.be/|bit\.ly/|forms\.gle/)[^\s<>\"'`{}|\\^]*",
    re.IGNORECASE,
)


def meant_link(text: str) -> str | None:
    """The first address in a text that is no single link: of two, in words, or without https://."""
    text = thai.without_hidden(text).strip()
    whole = _NO_SCHEME.fullmatch(text)
    if whole:
        return _checked(f"https://{text}").value
    start = _ANY_START.search(text)
    if start and start[0].lower() != "www.":
        rest = text[start.start() :]
        glued = _ANY_START.search(rest, 8)
        found = _ONE_LINK.match(rest[: glued.start()] if glued else rest)
        return _checked(found[0].rstrip(".,;:)]")).value if found else None
    bare = _BARE.search(text)
    return _checked(f"https://{bare[0].rstrip('.,;:)]')}").value if bare else None


_HYPERLINK = re.compile(
    r"""\s*=\s*HYPERLINK\(\s*"([^"]+)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)\s*""", re.IGNORECASE
)


def of_formula(text: str) -> tuple[str, str] | None:
    """Address and shown text of a formula =HYPERLINK("…"; "…") that stands as text; else None."""
    found = _HYPERLINK.fullmatch(text)
    return (found[1], (found[2] or found[1]).replace('""', '"')) if found else None


def _two_links(text: str) -> bool:
    words = re.split(r"[\s,;]+", text)
    starts = [word for word in words if re.match(r"(?:https?://|www\.)\S", word, re.IGNORECASE)]
    return len(starts) > 1


def cell_link(workbook: str, gid: str | None, cell: str = "") -> str:
    """The address that opens a cell of a Google Sheet: …/edit?gid=G#gid=G&range=C14.

    workbook: address of the Sheet; gid: of the tab, the first one where it isn't known; cell:
    "C14", a row "7:7" or a column "C:C"; "" opens the tab.
    """
    tab = "".join(filter(str.isdigit, gid or "")) or "0"
    place = workbook.split("#")[0].split("?")[0]
    return f"{place}?gid={tab}#gid={tab}{f'&range={cell}' if cell else ''}"
