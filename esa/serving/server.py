"""The server around the pages: routes of our own, headers, and the way back after signing in.

What they need to know of the office is asked of `Inside`, so that this module knows no Streamlit.
Routes: those of the committee (esa.serving.committee) and /readyz.
"""

import re
from typing import Literal, Protocol
from urllib.parse import quote

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from esa.serving import committee
from esa.serving.committee import NOT_KEPT, blocking
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
from esa.serving.messages import Heeded

WAY_BACK = "esa_way_back"  # cookie: the address somebody asked for before signing in
BACK_LASTS = 900  # seconds
Readiness = Literal["ready", "degraded", "not ready"]


class Inside(committee.Inside, Protocol):
    """What the server asks of the app; see esa.screen.door_server."""

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


def routes(inside: Inside, base: str = "") -> list[Route]:
    """The routes of our own. base: path under which the app is served, "" for the root."""

    async def ready(request: Request) -> Response:
        found = await blocking(inside.readiness)
        return PlainTextResponse(found, 503 if found == "not ready" else 200, NOT_KEPT)

    return [*committee.routes(inside, base), Route(f"{base}/readyz", ready)]


def middleware(
    inside: Inside,
    frame_ancestors: tuple[str, ...] = (),
    base: str = "",
    origins: tuple[str, ...] = (),
) -> list[Middleware]:
    """The layers around Streamlit's server, the outermost first."""
    return [
        Middleware(Guarded, frame_ancestors=frame_ancestors, origins=origins),
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
            if not await blocking(lambda: self._inside.may_fetch(cookies(scope))):
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
