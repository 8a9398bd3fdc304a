"""What is written and can't be read: unknown, on the way from the cell to the level.

A row that was set aside because its code can't be read still proves something, of a point that
nobody can name. It widens what is shown upwards only, and only of the indicator that the readable
part of its code names. Source: docs/rules.md, "Unknown".
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from esa import thai
from esa.plain import Place, Rows, records
from esa.rules.evidence import Document
from esa.rules.vocabulary import CLEAR

Key = tuple[str | None, str | None]  # (edition, criterion) or (edition, indicator)
Cells = Collection[tuple[Place, str]]  # (row, field): filled in, and can't be read


class Unread(NamedTuple):
    """What can't be read of one edition. evidence, progress: codes of the groups whose tab isn't
    whole. statuses: rows of progress; confirmations: rows of indicators, whose extra condition.
    documents: rows of evidence set aside, with their states; reports: (code as typed, group) of
    rows of progress set aside. had: (edition, criterion) of points for which such a group had
    evidence in the last good copy of this fiscal year."""

    evidence: Collection[str] = ()
    progress: Collection[str] = ()
    statuses: Collection[Place] = ()
    confirmations: Collection[Place] = ()
    documents: tuple[Document, ...] = ()
    reports: tuple[tuple[str | None, str | None], ...] = ()
    had: Collection[Key] = ()


NOTHING = Unread()


class Named(NamedTuple):
    """What the readable part of a code names: one point, or the points of one indicator."""

    criteria: frozenset[Key]
    indicator: Key | None


class Strays:
    """The rows set aside of one edition, by what their codes name."""

    def __init__(self, criteria: Rows, unread: Unread) -> None:
        rows = records(criteria, "edition", "criterion", "indicator")
        self._codes = _Codes((edition, code, up) for _, edition, code, up in rows)
        self._documents: defaultdict[Key, list[Document]] = defaultdict(list)
        self._beside: defaultdict[Key, list[Document]] = defaultdict(list)
        self._reports: defaultdict[Key, set[str]] = defaultdict(set)
        for document in unread.documents:
            named = self._codes.named(document.criterion)
            if named.indicator:
                self._beside[named.indicator].append(document)
            for key in named.criteria if not named.indicator else ():
                self._documents[key].append(document)
        for code, group in unread.reports:
            for key in self._codes.named(code).criteria if group else ():
                self._reports[key].add(group)

    def documents(self, key: Key) -> Sequence[Document]:
        """Those whose code names this point."""
        return self._documents.get(key, ())

    def reporting(self, key: Key) -> set[str]:
        """The groups whose report of this point may have been set aside."""
        return self._reports.get(key, set())

    def beside(self, indicator: Key, reading: str) -> list[Document]:
        """Clear documents that prove a point of this indicator, nobody can tell which."""
        found = self._beside.get(indicator, ())
        return [document for document in found if document.at_best in CLEAR[reading]]


class _Codes:
    """The points by the beginnings of their codes."""

    def __init__(self, criteria: Iterable[tuple[str | None, str | None, str | None]]) -> None:
        self._exact: defaultdict[str, set[tuple[Key, Key]]] = defaultdict(set)
        self._below: defaultdict[str, set[tuple[Key, Key]]] = defaultdict(set)
        for edition, code, indicator in criteria:
            both = ((edition, code), (edition, indicator))
            pieces = _pieces(code)
            self._exact[".".join(pieces)].add(both)
            for many in range(1, len(pieces)):
                self._below[".".join(pieces[:many])].add(both)
            self._below[".".join(_pieces(indicator))].add(both)

    def named(self, written: str | None) -> Named:
        exact = self._exact.get(".".join(_pieces(written or "")) if _is_code(written) else "")
        if exact and len(exact) == 1:
            return Named(frozenset(key for key, _ in exact), None)
        pieces = _pieces(written or "")
        for many in range(len(pieces), 0, -1):
            found = self._below.get(".".join(pieces[:many]), set())
            indicators = {indicator for _, indicator in found}
            if len(indicators) == 1:
                return Named(frozenset(key for key, _ in found), indicators.pop())
            if found:
                break
        return Named(frozenset(), None)


_BEGINNING = re.compile(r"[0-9]+(?:[-./][0-9]+)*")
_NUMBER = re.compile(r"[0-9]+")


def _is_code(written: str | None) -> bool:
    return bool(written) and _BEGINNING.fullmatch(thai.tidy(written)) is not None


def _pieces(written: str | None) -> list[str]:
    """The numbers at the beginning of a code."""
    found = _BEGINNING.match(thai.tidy(written or ""))
    return _NUMBER.findall(found[0]) if found else []


def by_tab(groups: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """(tab, group) → the groups of each tab."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tab, group in groups:
        found[tab].add(group)
    return {tab: frozenset(codes) for tab, codes in found.items()}
