"""One workbook of raw cells ↔ bytes: JSON in which every cell keeps its type, packed with gzip.

The same content always gives the same bytes, so their hash names it. The time of reading is no
content: it stands beside. Numbers, texts, booleans and blanks are JSON's own; dates and times
are objects of one key that says what they are: {"date": "2014-05-30"}.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from esa.sources.workbook import Fault, RawTab, RawWorkbook

MORE = ("links", "percents", "taken_for", "size", "filled")
SCHEMA = 1  # raised whenever a file written before can't be read any more as it stands


class Damaged(Exception):
    """Not what was written: cut short, changed, or no file of ours."""


class OtherSchema(Exception):
    """Whole, but written by another version of the program. schema: of the file."""

    def __init__(self, schema: object):
        super().__init__(f"schema {schema}, not {SCHEMA}")
        self.schema = schema


def content_of(raw: RawWorkbook) -> bytes:
    """The canonical bytes of everything in a workbook but the time of its reading."""
    document = {
        "schema": SCHEMA,
        "name": raw.name,
        "address": raw.address,
        "faults": faults_note(raw.faults),
        "tabs": [[t.title, t.hidden, t.gid, t.merged, t.rows, *_more(t)] for t in raw.tabs],
    }
    return _bytes(document)


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def packed(content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)


def opened(content: bytes, read_at: datetime) -> RawWorkbook:
    """The workbook of these bytes. Damaged, OtherSchema."""
    document = _document(content)
    try:
        return _workbook(document, read_at)
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged(str(error)) from error


def cells_hash(raw: RawWorkbook) -> str:
    """Hash of the titles and cells alone: the same wherever the workbook was read from."""
    return hash_of(_bytes([[tab.title, tab.rows] for tab in raw.tabs]))[:32]


def faults_note(faults: Iterable[Fault]) -> list[list[object]]:
    """Faults as plain values for a note; faults_of turns them back."""
    return [[fault.code, _plain(dict(fault.facts))] for fault in faults]


def faults_of(noted: Iterable[Sequence[object]]) -> tuple[Fault, ...]:
    return tuple(Fault(code, facts) for code, facts in noted)


def note(facts: Mapping[str, object]) -> bytes:
    """A small file of plain values and times, with its own checksum."""
    content = _bytes({"schema": SCHEMA, **facts})
    return hash_of(content).encode() + b"\n" + content + b"\n"


def noted(data: bytes) -> dict[str, object]:
    """The values of such a file. Damaged, OtherSchema as of a workbook."""
    head, _, content = data.partition(b"\n")
    if head.decode("ascii", "replace") != hash_of(content.removesuffix(b"\n")):
        raise Damaged("the content isn't the one that was written")
    return _document(content)


def _workbook(document: Mapping[str, object], read_at: datetime) -> RawWorkbook:
    tabs = tuple(
        RawTab(
            title,
            rows,
            hidden=hidden,
            gid=gid,
            merged=_tuples(merged),
            **{name: _tuples(value) if type(value) is list else value for name, value in more},
        )
        for title, hidden, gid, merged, rows, *more in document["tabs"]
    )
    faults = faults_of(document["faults"])
    return RawWorkbook(document["name"], document["address"], tabs, read_at, faults)


def _more(tab: RawTab) -> list[list[object]]:
    """What few tabs have, so that all others are written as ever."""
    found = ((name, getattr(tab, name)) for name in MORE)
    return [[name, value] for name, value in found if value and value != (0, 0)]


def _tuples(values: Iterable[object]) -> tuple:
    return tuple(tuple(each) if type(each) is list else each for each in values)


def _bytes(document: object) -> bytes:
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=_tagged)
    return text.encode("utf-8", "surrogatepass")


def _document(content: bytes) -> dict[str, object]:
    try:
        document = json.loads(content.decode("utf-8", "surrogatepass"), object_hook=_untagged)
    except ValueError as error:
        raise Damaged(str(error)) from error
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA:
        raise OtherSchema(schema)
    return document


def _tagged(value: object) -> dict[str, object]:
    if isinstance(value, datetime):  # a datetime is a date as well
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    if isinstance(value, timedelta):
        return {"days": [value.days, value.seconds, value.microseconds]}
    raise TypeError(f"no cell: {type(value).__name__}")


_READ = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "days": lambda parts: timedelta(*parts),
    "tuple": tuple,
    "facts": dict,
}


def _untagged(found: dict[str, object]) -> object:
    if len(found) == 1:
        ((kind, value),) = found.items()
        if kind in _READ:
            return _READ[kind](value)
    return found


def _plain(value: object) -> object:
    """Facts of a fault, whose keys are anybody's words: never taken for one of our kinds."""
    if isinstance(value, dict):
        return {"facts": [[key, _plain(inner)] for key, inner in value.items()]}
    if isinstance(value, tuple):
        return {"tuple": [_plain(inner) for inner in value]}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    known = (str, int, float, bool, type(None), date, time, timedelta)
    return value if isinstance(value, known) else str(value)
