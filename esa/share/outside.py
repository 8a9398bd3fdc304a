"""Every text that leaves the office goes through one function, whatever field it stands in.

for_outside(text) holds all rules on text for people outside; cleaned(thing) applies it to every
text of a value, however deep. A redacted office is cleaned as it is made (esa.share.redaction), so
that no field can be forgotten: what cleaned can't look into is refused.
Source: docs/rules.md, "Links for the committee".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from numbers import Number
from types import MappingProxyType, NoneType
from typing import TypeVar

from esa.share.addresses import without_addresses
from esa.share.names import NOBODY, Known, without_persons
from esa.telling.texts import shorten

Thing = TypeVar("Thing")
NO_TITLE = "(ยังไม่ได้กรอกชื่อ)"
NOTHING = ()
TEXTLESS = frozenset((NoneType, bool, int, float, Decimal, date, datetime))


def for_outside(text: str, known: Known = NOBODY) -> str:
    """A text as people outside may read it; a second time changes nothing. known: names of the
    office's own registers, in which a title is no person's."""
    return without_persons(without_addresses(text), known)


def name(text: object, longest: int = 120) -> str:
    """Text of a cell in one line; what stands for a blank one."""
    return shorten(text, longest) or NO_TITLE


def cleaned(thing: Thing, known: Known = NOBODY) -> Thing:
    """The same value with every text for_outside; TypeError for what it can't look into.

    Keys that would become one get a number, wherever their text stands, so that no cell of a table
    takes the place of another.
    """
    try:
        return _with_texts(thing, _Texts(known))
    except _OneKey:
        apart = _told_apart(_texts_of_keys(thing), known)
        return _with_texts(thing, _Texts(known, apart))


class _OneKey(Exception):
    """Two keys of a mapping became one."""


class _Texts(dict[str, str]):
    """Text → for_outside, each looked at once."""

    def __init__(self, known: Known, held: Mapping[str, str] = MappingProxyType({})) -> None:
        super().__init__(held)
        self._known = known

    def __missing__(self, text: str) -> str:
        self[text] = for_outside(text, self._known)
        return self[text]


def _with_texts(thing: object, texts: _Texts) -> object:
    """The same with other texts; where none is another one, the very thing."""
    kind = type(thing)
    if kind in TEXTLESS:
        return thing
    if isinstance(thing, tuple):
        made = tuple(_each(thing, texts))
        return thing if made == thing else tuple.__new__(kind, made)
    if issubclass(kind, str):
        return texts[thing]
    if kind is list or kind is frozenset:
        return kind(_each(thing, texts))
    if issubclass(kind, Mapping):
        made = dict(zip(_each(thing, texts), _each(thing.values(), texts), strict=True))
        if len(made) < len(thing):
            raise _OneKey
        return made
    if issubclass(kind, Number | date):
        return thing
    if is_dataclass(kind):
        return kind(**{f.name: _with_texts(getattr(thing, f.name), texts) for f in fields(kind)})
    raise TypeError(f"can't look for texts in {kind.__name__}")


def _each(things: Iterable[object], texts: _Texts) -> list[object]:
    """Texts, and what holds none, without a call of their own: columns are long."""
    return [
        texts[one] if (kind := type(one)) is str else one if kind in TEXTLESS or one is NOTHING
        else _with_texts(one, texts)
        for one in things
    ]  # fmt: skip


def _texts_of_keys(thing: object, is_key: bool = False) -> Iterator[str]:
    """The texts of all keys of mappings, however deep."""
    if isinstance(thing, str):
        if is_key:
            yield thing
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from _texts_of_keys(key, True)
            yield from _texts_of_keys(value)
    elif isinstance(thing, tuple | list | frozenset):
        for one in thing:
            yield from _texts_of_keys(one, is_key)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from _texts_of_keys(getattr(thing, each.name))


def _told_apart(texts: Iterable[str], known: Known) -> dict[str, str]:
    """Text → for_outside, with a number where another one has it; those that stay come first."""
    shown_as = {text: for_outside(text, known) for text in set(texts)}
    found: dict[str, str] = {}
    for text in sorted(shown_as, key=lambda text: (shown_as[text] != text, text)):
        plain, number = shown_as[text], 1
        shown = plain
        while shown in found.values():
            number += 1
            shown = f"{plain} {number}"
        found[text] = shown
    return found
