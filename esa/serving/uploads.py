"""Reports that a visitor sends in: received, read, and kept in memory for a short while.

Nothing of them touches a disk. What was sent is shown to the browser that sent it (by a cookie with
a random name of no meaning) and only while the same account is signed in; after LASTS, at a word or
when too much has come in, it is gone.
"""

import re
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import PureWindowsPath
from threading import Lock, RLock
from typing import TYPE_CHECKING, TypeVar

from starlette.datastructures import FormData
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from esa.serving.headers import Receive

if TYPE_CHECKING:  # takes a while to load, and few servers are ever sent a report
    from esa.imports.lines import Source, Unreadable

SENT = "esa_import"  # cookie that names what this browser sent
LASTS = 1800  # seconds for which it is kept
LARGEST = 50_000_000  # bytes sent at once
LONGEST_TEXT = 5_000_000  # bytes of a pasted text
MOST_FILES = 20
MOST_KEPT = 2 * LARGEST  # bytes, of all visitors
PASTED = "ข้อความที่วาง.txt"
LONGEST_NAME = 120
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
T = TypeVar("T")


class TooMuch(Exception):
    """More was sent than is taken at once."""


class NoForm(Exception):
    """What was sent is no form of ours."""


@dataclass
class Sent:
    """What one visitor sent. account: who was signed in, "" where nobody is asked; until: on the
    clock of the desk; refused: name of a file → why it can't be read; size: in bytes."""

    account: str
    sources: "tuple[Source, ...]"
    refused: "tuple[tuple[str, Unreadable], ...]"
    size: int
    until: float = 0.0
    _made: dict[str, tuple[object, object]] = field(default_factory=dict, repr=False)
    _lock: RLock = field(default_factory=RLock, repr=False)

    def once(self, name: str, choices: object, make: Callable[[], T]) -> T:
        """What was made of it under that name; made anew where the choices are others."""
        with self._lock:
            if name not in self._made or self._made[name][0] != choices:
                self._made[name] = choices, make()
            return self._made[name][1]


class Desk:
    """Everything that was sent and isn't over yet. clock: seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._kept: dict[str, Sent] = {}
        self._lock = Lock()

    def lay(self, sent: Sent) -> str:
        """Keep it; the random name it is found by. The oldest make room for it."""
        name = secrets.token_urlsafe(32)
        with self._lock:
            self._sweep()
            while self._kept and sum(s.size for s in self._kept.values()) + sent.size > MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            sent.until = self._clock() + LASTS
            self._kept[name] = sent
        return name

    def of(self, name: str, account: str) -> Sent | None:
        """What was sent under that name by that account, if it is still there."""
        with self._lock:
            self._sweep()
            found = self._kept.get(name)
        return found if found and found.account == account else None

    def left(self, sent: Sent) -> int:
        """Whole minutes until it is gone."""
        return max(int(sent.until - self._clock()) // 60, 0)

    def clear(self, name: str) -> None:
        with self._lock:
            self._kept.pop(name, None)
            self._sweep()

    def _sweep(self) -> None:
        now = self._clock()
        self._kept = {name: sent for name, sent in self._kept.items() if sent.until > now}


DESK = Desk()  # of this process: the server's route lays on it, the page looks at it


class _InMemory(MultiPartParser):
    """Starlette's own would put files into a folder for temporary ones."""

    spool_max_size = LARGEST + 1


async def received(request: Request) -> list[tuple[str, bytes]]:
    """Names and bytes of what was sent. TooMuch, NoForm, ClientDisconnect."""
    body = _Body(request.receive)
    parser = _InMemory(
        request.headers,
        body.parts(),
        max_files=MOST_FILES,
        max_fields=2,
        max_part_size=LONGEST_TEXT,
    )
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, TooMuch) as error:
        await body.rest()
        raise error if isinstance(error, TooMuch) else NoForm from error
    try:
        return await _named(form)
    finally:
        await form.close()


async def _named(form: FormData) -> list[tuple[str, bytes]]:
    found = []
    for value in form.getlist("files"):
        if not isinstance(value, str):
            data = await value.read()
            if value.filename or data:
                found.append((file_name(value.filename or ""), data))
    text = form.get("text")
    if isinstance(text, str) and text.strip():
        found.append((PASTED, text.replace("\r\n", "\n").encode("utf-8")))
    return found


class _Body:
    """The body of a request, bounded. What is too much is still read, and forgotten, so that the
    browser hears why; the server's own bound ends that."""

    def __init__(self, receive: Receive):
        self._receive = receive
        self._is_over = False

    async def parts(self) -> AsyncIterator[bytes]:
        taken = 0
        while not self._is_over:
            part = await self._next()
            taken += len(part)
            if taken > LARGEST:
                raise TooMuch
            yield part

    async def rest(self) -> None:
        while not self._is_over:
            await self._next()

    async def _next(self) -> bytes:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        self._is_over = not message.get("more_body", False)
        return message.get("body", b"")


def file_name(sent: str) -> str:
    """The name of a file as a browser tells it, without folders and what can't be seen."""
    from esa.imports.lines import clean

    seen = CONTROL.sub(" ", clean(PureWindowsPath(sent).name))
    return " ".join(seen.split())[-LONGEST_NAME:].strip() or "–"


def read(files: Sequence[tuple[str, bytes]], account: str) -> Sent:
    """The lines of what was sent; a file that can't be read is told and no more."""
    from esa.imports.importing import read_report
    from esa.imports.lines import Unreadable

    sources, refused = [], []
    for name, data in files:
        try:
            sources.append(read_report(name, data))
        except Unreadable as error:
            refused.append((name, error))
    size = sum(len(data) for _, data in files)
    return Sent(account, tuple(sources), tuple(refused), size)
