"""The server around the pages: routes of our own, headers, and the way back after signing in.

What they need to know of the office is asked of `Inside`, so that this module knows no Streamlit.
Routes: /c/<token> turns a committee's link into a cookie; /c takes it away; /import takes old
reports; /readyz.
"""

import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import Literal, Protocol
from urllib.parse import quote

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from esa.reading.office import BANGKOK
from esa.serving.headers import (
    Application,
    Guarded,
    Receive,
    Scope,
    Send,
    cookies,
    header,
    set_cookie,
)
from esa.serving.import_route import IMPORT, MOST_BODY, NOT_KEPT, Sender, import_route
from esa.serving.messages import Heeded
from esa.share.links import DAY, MOST_DAYS, Verdict
from esa.share.links_tries import Tries

COMMITTEE = "esa_committee"  # cookie of a visitor who came by a link
WAY_BACK = "esa_way_back"  # cookie: the address somebody asked for before signing in
BACK_LASTS = 900  # seconds
LINK = "/c"
Readiness = Literal["ready", "degraded", "not ready"]
CLOSED = (
    "<!doctype html><html lang=th><meta charset=utf-8>"
    "<meta name=viewport content='width=device-width'><title>ลิงก์นี้ใช้ไม่ได้</title>"
    "<body style='font:18px/1.6 Sarabun,sans-serif;margin:12vh auto;max-width:32em;padding:0 20px'>"
    "<h1 style='font-size:26px'>ลิงก์นี้ใช้ไม่ได้</h1>"
    "<p>ลิงก์อาจพิมพ์ไม่ครบหรือหมดอายุแล้ว กรุณาขอลิงก์ใหม่จากสำนักงาน</p>"
    "<p lang=en style='color:#56626e'>This link can't be opened. Please ask the office for a new "
    "one.</p>"
)


class Inside(Sender, Protocol):
    """What the server asks of the app; see esa.screen.door_server."""

    def open_link(self, token: str, now: datetime) -> tuple[Verdict, str]:
        """The verdict on a token and, where it is good, the cookie of its visitor."""

    def note_refusal(self, found: Verdict) -> None:
        """Put a token that opened nothing into the logs."""

    def readiness(self) -> Readiness:
        """Whether visitors get what they come for."""

    def may_fetch(self, cookies: dict[str, str]) -> bool:
        """Whether somebody with these cookies may fetch what was made for a download."""

    def asks_to_sign_in(self) -> bool:
        """Whether sign-in is set up."""

    def is_page(self, name: str) -> bool:
        """Whether it is the name of a page; "" is the opening page."""

    def is_needed(self, data: bytes) -> bool:
        """Whether the pages need that message of a WebSocket. ValueError: it is none."""


def routes(inside: Inside, base: str = "", origins: tuple[str, ...] = ()) -> list[Route]:
    """The routes of our own. base: path under which the app is served, "" for the root; origins:
    as of Guarded."""
    tries = Tries()
    home = f"{base}/" if base else "/"

    async def opened(request: Request) -> Response:
        return await _blocking(lambda: _opened(request, inside, tries, home))

    async def left(request: Request) -> Response:
        return _without_cookie(RedirectResponse(home, 303), request, home)

    async def ready(request: Request) -> Response:
        found = await _blocking(inside.readiness)
        return PlainTextResponse(found, 503 if found == "not ready" else 200, NOT_KEPT)

    return [
        Route(f"{base}{LINK}", left),
        Route(f"{base}{LINK}/{{token:path}}", opened),
        import_route(inside, base, origins),
        Route(f"{base}/readyz", ready),
    ]


async def _blocking(function: Callable[[], object]) -> object:
    from anyio import to_thread

    return await to_thread.run_sync(function)


def _opened(request: Request, inside: Inside, tries: Tries, home: str) -> Response:
    found, cookie = inside.open_link(request.path_params["token"], datetime.now(BANGKOK))
    if found.link is None:
        address = request.client.host if request.client else ""
        if not tries.refused(address, time.monotonic()):  # nor logged: nobody fills the disk
            return Response(CLOSED, 429, {**NOT_KEPT, "retry-after": "60"}, "text/html")
        inside.note_refusal(found)
        return Response(CLOSED, 404, NOT_KEPT, "text/html")
    answer = RedirectResponse(home, 303, NOT_KEPT)
    seconds = min(found.link.until - int(time.time()), MOST_DAYS * DAY)
    secure = request.url.scheme == "https"
    made = set_cookie(COMMITTEE, cookie, path=home, secure=secure, seconds=max(seconds, 1))
    answer.raw_headers.append((b"set-cookie", made))
    return answer


def _without_cookie(answer: Response, request: Request, home: str) -> Response:
    secure = request.url.scheme == "https"
    gone = set_cookie(COMMITTEE, "", path=home, secure=secure, seconds=0)
    answer.raw_headers.append((b"set-cookie", gone))
    return answer


def middleware(
    inside: Inside,
    frame_ancestors: tuple[str, ...] = (),
    base: str = "",
    origins: tuple[str, ...] = (),
) -> list[Middleware]:
    """The layers around Streamlit's server, the outermost first."""
    return [
        Middleware(
            Guarded,
            frame_ancestors=frame_ancestors,
            origins=origins,
            bodies={f"{base}{IMPORT}": MOST_BODY},
        ),
        Middleware(AtTheDoor, inside=inside, base=base),
        Middleware(Heeded, is_needed=inside.is_needed),
    ]


class AtTheDoor:
    """Keeps downloads from those who may not fetch them, and leads back after signing in.

    A sign-in ends at the root of the app; what was asked for before it is kept in a cookie that
    holds a page's own address and nothing else.
    """

    def __init__(self, app: Application, inside: Inside, base: str = ""):
        self._app, self._inside, self._base = app, inside, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = str(scope["path"]).removeprefix(self._base)
        if path.startswith("/media/"):
            if not await _blocking(lambda: self._inside.may_fetch(cookies(scope))):
                await PlainTextResponse("", 403)(scope, receive, send)
                return
        elif path == "/oauth2callback":
            send = self._leading_back(scope, send)
        elif self._is_asked_for(scope, path) and self._inside.asks_to_sign_in():
            send = self._remembering(scope, path, send)
        await self._app(scope, receive, send)

    def _is_asked_for(self, scope: Scope, path: str) -> bool:
        wanted = header(scope, "sec-fetch-dest") or "document"
        return (
            scope["method"] == "GET"
            and wanted == "document"
            and "text/html" in header(scope, "accept")
            and self._inside.is_page(path.strip("/"))
        )

    def _remembering(self, scope: Scope, path: str, send: Send) -> Send:
        query = scope.get("query_string", b"").decode("latin-1")
        back = f"{path}?{query}" if query else path
        found = set_cookie(
            WAY_BACK,
            quote(back, safe="/?=&%,-._~") if len(back) < 1_000 else "/",
            path=self._base or "/",
            secure=scope.get("scheme") == "https",
            seconds=BACK_LASTS,
        )
        return _adding(send, (b"set-cookie", found))

    def _leading_back(self, scope: Scope, send: Send) -> Send:
        back = self._checked(cookies(scope).get(WAY_BACK, ""))
        secure = scope.get("scheme") == "https"
        gone = set_cookie(WAY_BACK, "", path=self._base or "/", secure=secure, seconds=0)

        async def sent(message: dict) -> None:
            if message["type"] == "http.response.start":
                headers = list(message["headers"])
                signed_in = any(_is_identity(name, value) for name, value in headers)
                if signed_in and back:
                    location = f"{self._base}{back}".encode("latin-1")
                    headers = [(n, location if n.lower() == b"location" else v) for n, v in headers]
                message = {**message, "headers": [*headers, (b"set-cookie", gone)]}
            await send(message)

        return sent

    def _checked(self, written: str) -> str:
        """The way back where it leads to one of our pages; a cookie can be forged."""
        if not re.fullmatch(r"/[\w/?=&%,.~-]{0,1200}", written, re.ASCII):
            return ""
        path = written.partition("?")[0]
        return written if self._inside.is_page(path[1:]) else ""


def _is_identity(name: bytes, value: bytes) -> bool:
    """Whether a header gives the visitor an identity (and doesn't take it away)."""
    return (
        name.lower() == b"set-cookie"
        and value.startswith(b"_streamlit_user=")
        and not value.startswith((b'_streamlit_user="";', b"_streamlit_user=;"))
    )


def _adding(send: Send, added: tuple[bytes, bytes]) -> Send:
    async def sent(message: dict) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], added]}
        await send(message)

    return sent
