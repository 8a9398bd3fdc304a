"""Links for the committee: a scope, signed, that names no person and opens nothing else.

    <key id>.<scope, link id, made at, until>.<signature>

A token is only good as it was signed, letter by letter: it is taken apart, signed anew and
compared, since the last letter of a signature has variants that decode to the same bytes. Why a
token is refused goes to the log; outside all refusals look the same.
Source: docs/deploy.md, "Links for the committee".
"""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from typing import Literal, get_args

from itsdangerous import Signer

from esa.share.scope import SHOWN, Kind, Scope

Reason = Literal["good", "wrong", "truncated", "widened", "expired", "revoked", "future", "unknown"]
DAYS, MOST_DAYS = 14, 90
DAY = 86_400
MOST = 2_000  # letters of a token; as many as a QR code holds with its address
SIGNATURE = 43  # letters of one
CLOCKS = 120  # seconds by which two machines' clocks may differ
ID = re.compile(r"[A-Za-z0-9]{1,32}")
LETTERS = re.compile(r"[A-Za-z0-9_.-]*")
CODE = re.compile(r"[^\s\x00-\x1f]{1,40}")
MOST_CODES = 60


@dataclass(frozen=True)
class Key:
    """id: stands in the tokens. secret: never leaves the server."""

    id: str
    secret: str


@dataclass(frozen=True)
class Link:
    """What a token holds. made_at and until: seconds since 1970; it ends when until begins."""

    id: str
    scope: Scope
    made_at: int
    until: int


@dataclass(frozen=True)
class Record:
    """What the office keeps of a link. revoked: whether it was ended before its time."""

    link: Link
    revoked: bool = False


@dataclass(frozen=True)
class Verdict:
    """reason: for the log. link: only where the reason is good. about: id of the link, where it
    is surely known."""

    reason: Reason
    link: Link | None = None
    about: str = ""


Known = Callable[[str], Record | None]


def token_of(link: Link, key: Key) -> str:
    """The link as it stands in an address. ValueError: it couldn't be opened again."""
    value = f"{key.id}.{_encoded(link)}"
    token = _signer(key, "link").sign(value).decode()
    if len(token) > MOST or _decoded(value.partition(".")[2]) != link:
        raise ValueError("scope")
    return token


def verdict(token: str, keys: Sequence[Key], known: Known, now: datetime) -> Verdict:
    """Whether a token opens anything, and why not. known: id → what the office keeps of it;
    asked only about what was signed here, so that a flood of guesses costs a signature each."""
    if len(token) > MOST or not LETTERS.fullmatch(token):
        return Verdict("wrong")
    parts = token.split(".")
    if len(parts) != 3 or len(parts[2]) < SIGNATURE:
        return Verdict("truncated" if len(parts) <= 3 and ID.fullmatch(parts[0]) else "wrong")
    key = next((each for each in keys if compare_digest(each.id, parts[0])), None)
    if key is None:
        return Verdict("wrong")
    signed = _signer(key, "link").sign(f"{parts[0]}.{parts[1]}").decode()
    if not compare_digest(signed, token):
        return Verdict("wrong")
    link = _decoded(parts[1])
    return Verdict("wrong") if link is None else _kept(link, known, now)


def session_of(link: Link, key: Key) -> str:
    """What the cookie of a visitor holds who came by this link: no scope, only its id."""
    return _signer(key, "session").sign(f"{key.id}.{link.id}").decode()


def session_verdict(cookie: str, keys: Sequence[Key], known: Known, now: datetime) -> Verdict:
    """Whether a visitor's cookie still opens the link; asked anew at every run of the page."""
    if len(cookie) > 200 or not LETTERS.fullmatch(cookie) or cookie.count(".") != 2:
        return Verdict("wrong")
    named, identity, _ = cookie.split(".")
    key = next((each for each in keys if compare_digest(each.id, named)), None)
    if key is None or not ID.fullmatch(identity):
        return Verdict("wrong")
    if not compare_digest(_signer(key, "session").sign(f"{named}.{identity}").decode(), cookie):
        return Verdict("wrong")
    record = known(identity)
    return Verdict("unknown", about=identity) if record is None else _judged(record, now)


def _kept(link: Link, known: Known, now: datetime) -> Verdict:
    """A token that was signed here, against what the office keeps of it."""
    record = known(link.id)
    if record is None:
        return Verdict("unknown", about=link.id)
    if record.link != link:
        return Verdict("widened", about=link.id)
    return _judged(record, now)


def _judged(record: Record, now: datetime) -> Verdict:
    link, moment = record.link, now.timestamp()
    if link.made_at > moment + CLOCKS or link.until - link.made_at > MOST_DAYS * DAY:
        return Verdict("future", about=link.id)
    if record.revoked:
        return Verdict("revoked", about=link.id)
    if moment >= link.until:
        return Verdict("expired", about=link.id)
    return Verdict("good", link, link.id)


def _signer(key: Key, purpose: str) -> Signer:
    return Signer(
        key.secret, salt=f"esa committee {purpose}", key_derivation="hmac", digest_method=sha256
    )


def _encoded(link: Link) -> str:
    text = json.dumps(as_json(link), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _decoded(written: str) -> Link | None:
    """The link of the middle part; None where it isn't one as _encoded writes it."""
    try:
        link = link_from(json.loads(urlsafe_b64decode(written + "=" * (-len(written) % 4))))
        return link if _encoded(link) == written else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def as_json(link: Link) -> dict[str, object]:
    """Short names, since it travels in an address and a QR code; what is as usual is left out."""
    scope, usual = link.scope, Scope()
    held = {
        "i": link.id,
        "n": link.made_at,
        "e": link.until,
        "k": scope.kind,
        "p": [SHOWN.index(part) for part in scope.shown] if scope.shown != usual.shown else None,
        "m": scope.meeting or None,
        "g": list(scope.groups) or None,
        "w": list(scope.networks) or None,
        "s": 1 if scope.schools else None,
        "r": list(scope.registers) or None,
    }
    return {name: value for name, value in held.items() if value is not None}


def link_from(held: Mapping) -> Link:
    """The inverse of as_json. ValueError, TypeError, KeyError: it isn't one."""
    if held["k"] not in get_args(Kind) or not ID.fullmatch(held["i"]):
        raise ValueError("kind")
    shown = SHOWN if "p" not in held else tuple(SHOWN[_index(i)] for i in held["p"])
    scope = Scope(
        held["k"],
        shown,
        _code(held["m"]) if "m" in held else "",
        _codes(held.get("g", [])),
        _codes(held.get("w", [])),
        held.get("s") == 1,
        _codes(held.get("r", [])),
    )
    return Link(held["i"], scope, _seconds(held["n"]), _seconds(held["e"]))


def _index(number: object) -> int:
    if type(number) is not int or not 0 <= number < len(SHOWN):
        raise ValueError("part")
    return number


def _seconds(number: object) -> int:
    if type(number) is not int or not 0 < number < 10**11:
        raise ValueError("time")
    return number


def _code(written: object) -> str:
    if not isinstance(written, str) or not CODE.fullmatch(written):
        raise ValueError("code")
    return written


def _codes(written: object) -> tuple[str, ...]:
    if not isinstance(written, list) or len(written) > MOST_CODES:
        raise ValueError("codes")
    return tuple(_code(each) for each in written)
