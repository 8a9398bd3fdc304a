"""The WebSockets of visitors: who may open one, how many, and what happens when a sign-in is over.

Where sign-in is set up, only somebody signed in opens one. Each is looked at every few seconds:
when its sign-in is over, it is asked to draw the page anew, which then shows the door. The files
that a page offers are told over it; whoever they were told to may fetch them, and nobody else; that
is a browser where nobody signs in (esa.serving.browsers).
"""

import asyncio
import re
import sys
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple, Protocol

from esa.serving.browsers import browser
from esa.serving.committee import blocking
from esa.serving.headers import Application, Receive, Scope, Send, cookies, header

EVERY = 3.0  # seconds between two looks at a sign-in
A_PERSON = 24  # sockets: tabs and devices of one account
WITHOUT_SIGN_IN = 100  # sockets in all where everybody may come in
MOST_FILES = 2_000  # remembered of one sign-in or browser
MOST_SIGN_INS = 500
# Seconds until a thread that computes gives way: while the opening page is made, a browser already
# asks for a hundred small files, and would wait for each.
USUAL, BRIEF = sys.getswitchinterval(), 0.0003
WARM = "x-esa-warm"  # header of the visit that warms up a server (esa.serving.first_visit)
FILE = re.compile(rb"/media/([0-9a-f]{16,128})")


class Who(NamedTuple):
    """A visitor by the cookies. kind: of esa.access.people.Standing; sign_in: a name of the sign-in
    and person: the account, both "" without one."""

    kind: str
    sign_in: str = ""
    person: str = ""

    @property
    def is_in(self) -> bool:
        return self.kind in ("open", "in")


class Inside(Protocol):
    """What this module asks of the app; see esa.screen.door_server."""

    def who(self, cookies: dict[str, str]) -> Who:
        """Who somebody with these cookies is, worked out anew."""

    def is_warming(self, word: str) -> bool:
        """Whether that word was given to the visit that warms up this server."""

    def rerun(self) -> bytes:
        """A message that asks for the page anew."""


def owner(who: Who, cookies: Mapping[str, str]) -> str:
    """Whose the files are that this visitor is told of: of the sign-in, else of the browser; "" of
    nobody."""
    return browser(cookies) if who.kind == "open" else who.sign_in


class Told:
    """Which files were told to which sign-in or browser."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def note(self, whose: str, data: bytes) -> None:
        if not whose or b"/media/" not in data:
            return
        mine = self._files.setdefault(whose, OrderedDict())
        self._files.move_to_end(whose)
        for found in FILE.findall(data):
            mine[found.decode()] = None
            mine.move_to_end(found.decode())
        while len(mine) > MOST_FILES:
            mine.popitem(last=False)
        while len(self._files) > MOST_SIGN_INS:
            self._files.popitem(last=False)

    def has(self, whose: str, name: str) -> bool:
        """name: of a file as it stands in its address."""
        return name.partition(".")[0] in self._files.get(whose, ())


class Sockets:
    """The app behind the bounds on WebSockets. told: filled here, asked at the door of /media."""

    def __init__(self, app: Application, inside: Inside, told: Told):
        self._app, self._inside, self._told = app, inside, told
        self._open: Counter[str] = Counter()
        self._warm = asyncio.Event()  # not while the visit that warms up the server is under way
        self._warm.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        mine = cookies(scope)
        who = await blocking(lambda: self._inside.who(mine))
        is_warming = self._inside.is_warming(header(scope, WARM))
        if not who.is_in and not is_warming:
            await refuse(receive, send)
            return
        most = WITHOUT_SIGN_IN if who.kind == "open" else A_PERSON
        if self._open[who.person] >= most:
            await refuse(receive, send)
            return
        self._open[who.person] += 1
        watched = _Watched(receive, lambda: self._inside.who(mine), self._inside.rerun)
        try:
            if is_warming:
                self._warm.clear()
                sys.setswitchinterval(BRIEF)
            else:
                await self._warm.wait()  # a page half made is shown to nobody
            heard = watched.received if who.is_in and who.sign_in else receive
            await self._app(scope, heard, self._telling(owner(who, mine), send))
        finally:
            if is_warming:
                self._warm.set()
                sys.setswitchinterval(USUAL)
            watched.end()
            self._open[who.person] -= 1
            self._open += Counter()  # without zeros

    def _telling(self, whose: str, send: Send) -> Send:
        async def sent(message: dict) -> None:
            if data := message.get("bytes"):
                self._told.note(whose, data)
            await send(message)

        return sent


async def refuse(receive: Receive, send: Send) -> None:
    """Answer a WebSocket with 403 before it is open."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})


class _Watched:
    """What arrives over a WebSocket, and one message more when the sign-in is over."""

    def __init__(self, receive: Receive, who: Callable[[], Who], rerun: Callable[[], bytes]):
        self._receive, self._who, self._rerun = receive, who, rerun
        self._next: asyncio.Future | None = None
        self._looked, self._is_over, self._is_open = time.monotonic(), False, False

    async def received(self) -> dict:
        while True:
            if self._next is None:
                self._next = asyncio.ensure_future(self._receive())
            left = EVERY - (time.monotonic() - self._looked)
            is_due = self._is_open and not self._is_over
            await asyncio.wait({self._next}, timeout=max(left, 0) if is_due else None)
            if is_due and time.monotonic() - self._looked >= EVERY:
                self._looked = time.monotonic()
                if not (await blocking(self._who)).is_in:
                    self._is_over = True
                    return {"type": "websocket.receive", "bytes": self._rerun()}
            if self._next.done():
                message, self._next = self._next.result(), None
                self._is_open = True  # its opening is the first message
                return message

    def end(self) -> None:
        if self._next is not None:
            self._next.cancel()
            with suppress(BaseException):
                self._next.exception() if self._next.done() else None
