"""The target: where offices publish, one Parquet file for an office in one state.

    <target>/offices.csv                                              who should publish; by hand
    <target>/office=9302/fiscal_year=2557/meeting=2014-09-23.12-2557/figures.parquet

A state is one file, so that it is there whole or not at all: a folder gets it by a rename, an
object store by one request. Publishing again replaces the file of that state and no other. What the
file says of itself (schema version, office, how often it was published) stands in its footer.
OSError where the target can't be read or written.
"""

import io
import os
import re
from collections.abc import Container, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from typing import NamedTuple

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem

from esa.history.remote_files import files_at
from esa.rollup.columns import COLUMNS, FIGURES, OFFICE, PARTITION, SCHEMA, arrow_schema, fits
from esa.rollup.facts import Fact

FILE = "figures.parquet"
ABOUT = "esa.rollup."  # before the names of what a footer says
READERS = 16  # footers that are read at a time: most of the time is spent waiting


class State(NamedTuple):
    """One published state. meeting: the day of the state and, where a meeting froze it, its number,
    so that states sort by time."""

    office: str
    fiscal_year: str
    meeting: str

    @property
    def folder(self) -> str:
        return "/".join(f"{name}={value}" for name, value in zip(PARTITION, self, strict=True))

    @property
    def day(self) -> date:
        return date.fromisoformat(self.meeting[:10])

    @property
    def number(self) -> str:
        """Of the meeting: 12/2557; "" where none froze it."""
        return self.meeting[11:].replace("-", "/")


class Published(NamedTuple):
    """What a file says of itself. times: how often this state was published; rows: of figures;
    lacks: columns that an older program didn't write."""

    state: State
    at: datetime
    times: int
    schema: int
    rows: int
    lacks: tuple[str, ...] = ()


class Unusable(NamedTuple):
    """A file or folder that can't be used. code: of FAULTS."""

    code: str
    office: str
    where: str


FAULTS = {
    "unreadable": "ไฟล์เขียนไม่ครบหรือเปิดไม่ได้",
    "newer": "ใช้ผังข้อมูลรุ่นใหม่กว่าโปรแกรมนี้",
    "columns": "มีคอลัมน์ที่ไม่อยู่ในรายการ หรือชนิดข้อมูลไม่ตรง",
    "misplaced": "ไฟล์เป็นของสำนักงานหรือครั้งอื่น",
    "denied": "ไม่มีสิทธิ์อ่านโฟลเดอร์นี้",
    "twice": "มีไฟล์เกินหนึ่งไฟล์ ใช้เฉพาะ figures.parquet",
    "folder": "ชื่อโฟลเดอร์ไม่ตรงแบบ จึงไม่อ่าน",
}


class Found(NamedTuple):
    """What lies at the target. states: of each office, oldest first; address: of a state's file;
    faults: what isn't used, or is used with care."""

    states: dict[str, list[State]]
    address: dict[State, str]
    faults: tuple[Unusable, ...]


def state_of(office: str, fiscal_year: int, day: date, number: str = "") -> State:
    """The state of an office on a day. number: of the meeting that froze it. ValueError where one
    of them is no code."""
    meeting = day.isoformat() + (f".{number.replace('/', '-')}" if number else "")
    found = State(office, str(fiscal_year), meeting)
    for name, value in zip(PARTITION, found, strict=True):
        if not fits(PARTITION[name], value):
            raise ValueError(f"{name}={value}")
    return found


# --- writing --------------------------------------------------------------------------------------


def publish(target: str, state: State, facts: Sequence[Fact], now: datetime) -> Published:
    """Put a state out in place of what was out of it before."""
    before = published(target, state)
    made = Published(state, now, before.times + 1 if before else 1, SCHEMA, len(facts))
    files_at(target).write(f"{state.folder}/{FILE}", parquet(made, facts))
    return made


def withdraw(target: str, state: State) -> bool:
    """Take a state back; whether there was one."""
    files, name = files_at(target), f"{state.folder}/{FILE}"
    there = files.exists(name)
    files.remove(name)
    return there


def published(target: str, state: State) -> Published | None:
    """What is out of a state; None for nothing, or what can't be read."""
    try:
        data = files_at(target).read(f"{state.folder}/{FILE}")
        return _about(state, pq.read_metadata(io.BytesIO(data)))
    except (FileNotFoundError, ValueError, pa.ArrowException):
        return None


def parquet(made: Published, facts: Iterable[Fact]) -> bytes:
    """The file, its rows in the order of the figures."""
    said = {"schema": made.schema, "at": made.at.isoformat(), "times": made.times}
    said |= {name: value for name, value in zip(PARTITION, made.state, strict=True)}
    about = {f"{ABOUT}{name}": str(value) for name, value in said.items()}
    rows = sorted(facts, key=lambda fact: FIGURES.index(fact["figure"]))
    table = pa.Table.from_pylist(rows, arrow_schema().with_metadata(about))
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd", write_statistics=["figure"])
    return out.getvalue()


# --- reading --------------------------------------------------------------------------------------


def found(target: str, office: str = "", damaged: Container[str] = ()) -> Found:
    """Everything that lies at the target, or of one office, by its names alone: no file is opened.
    damaged: addresses that are known to be. OSError: FileNotFoundError where there is no such
    target."""
    denied: list[str] = []
    try:
        system, root = fsspec.core.url_to_fs(target, use_listings_cache=False)
        if not system.isdir(root):
            raise FileNotFoundError(target)
        paths = sorted(_paths(system, f"{root}/office={office}" if office else root, denied))
    except OSError:
        raise
    except Exception as error:  # of a service, whose words may hold keys
        raise OSError(type(error).__name__) from error
    states: dict[str, list[State]] = {}
    address, faults = {}, [_denied(path, root) for path in sorted(denied)]
    for path in paths:
        inside = path[len(root.rstrip("/")) + 1 :]
        *folders, name = inside.split("/")
        if not folders or not name.endswith(".parquet") or name.startswith("."):
            continue
        state = _state(folders)
        if state is None:
            faults.append(Unusable("folder", "", inside))
        elif name != FILE:
            faults.append(Unusable("twice", state.office, inside))
        elif (at := system.unstrip_protocol(path) if "://" in target else path) in damaged:
            faults.append(Unusable("unreadable", state.office, inside))
        else:
            address[state] = at
            states.setdefault(state.office, []).append(state)
    for own in states.values():
        own.sort(key=lambda state: (state.day, state.meeting))
    return Found(states, address, tuple(faults))


def _paths(system: fsspec.AbstractFileSystem, root: str, denied: list[str]) -> Iterable[str]:
    """All files below. A folder of this machine is walked without asking for each file's size;
    denied gets the folders within that may not be read. PermissionError where that is the root."""
    if not isinstance(system, LocalFileSystem):
        return system.find(root)

    def failed(error: OSError) -> None:
        if error.filename == root and not isinstance(error, FileNotFoundError):
            raise error
        if isinstance(error, PermissionError):
            denied.append(error.filename)

    return (f"{at}/{name}" for at, _, names in os.walk(root, onerror=failed) for name in names)


def _denied(path: str, root: str) -> Unusable:
    inside = path[len(root.rstrip("/")) + 1 :]
    office = inside.partition("/")[0].removeprefix("office=")
    return Unusable("denied", office if fits(OFFICE, office) else "", inside)


def _state(folders: Sequence[str]) -> State | None:
    if len(folders) != len(PARTITION):
        return None
    values = []
    for folder, (name, pattern) in zip(folders, PARTITION.items(), strict=True):
        given, _, value = folder.partition("=")
        if given != name or not fits(pattern, value):
            return None
        values.append(value)
    try:
        state = State(*values)
        return state if state.day else None
    except ValueError:  # the 31st of June
        return None


def checked(target: str, found_: Found, states: Iterable[State]) -> Iterator[Published | Unusable]:
    """Of each state what its file says of itself, or why it can't be used; footers only."""
    system, _ = fsspec.core.url_to_fs(target, use_listings_cache=False)

    def look(state: State) -> Published | Unusable:
        where = f"{state.folder}/{FILE}"
        try:
            with system.open(found_.address[state], "rb") as file:
                footer = pq.ParquetFile(file)
                code = _fault(state, footer)
                return (
                    Unusable(code, state.office, where) if code else _about(state, footer.metadata)
                )
        except (OSError, ValueError, KeyError, pa.ArrowException):
            return Unusable("unreadable", state.office, where)

    with ThreadPoolExecutor(READERS) as readers:
        yield from readers.map(look, states)


def _fault(state: State, file: pq.ParquetFile) -> str:
    said = _said(file.metadata)
    if int(said["schema"]) > SCHEMA:
        return "newer"
    if any(said[name] != value for name, value in zip(PARTITION, state, strict=True)):
        return "misplaced"
    known = {name: column.kind for name, column in COLUMNS.items()}
    fitting = all(known.get(field.name) == field.type for field in file.schema_arrow)
    return "" if fitting and "figure" in file.schema_arrow.names else "columns"


def _about(state: State, footer: pq.FileMetaData) -> Published:
    said = _said(footer)
    times, schema = int(said["times"]), int(said["schema"])
    lacks = tuple(sorted(COLUMNS.keys() - footer.schema.names))
    at = datetime.fromisoformat(said["at"])
    return Published(state, at, times, schema, footer.num_rows, lacks)


def _said(footer: pq.FileMetaData) -> dict[str, str]:
    held = {key.decode(): value.decode() for key, value in (footer.metadata or {}).items()}
    return {re.sub(f"^{re.escape(ABOUT)}", "", key): value for key, value in held.items()}
