"""The server around the pages: routes of our own, headers, and the way back after signing in.

What they need to know of the office is asked of `Inside`, so that this module knows no Streamlit.
Routes: those of the committee (esa.serving.committee), /import for old reports, and /readyz.
"""

import re
from typing import Literal, Protocol
from urllib.parse import parse_qs, quote

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from esa.serving import committee, shell, sockets
from esa.serving.browsers import browser, naming
from esa.serving.committee import LINK, NOT_KEPT, Answer, answered, blocking
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
from esa.serving.import_route import IMPORT, MOST_BODY, Sender, import_route
from esa.serving.messages import Heeded
from esa.serving.sockets import Sockets, Told, Who

WAY_BACK = "esa_way_back"  # cookie: the address somebody asked for before signing in
BACK_LASTS = 900  # seconds
SIGN_IN, SIGN_OUT = "/auth/in", "/auth/logout"
# What stands open where sign-in is set up, beside /auth/, /c/ and the fonts.
OPEN = (LINK, "/readyz", "/oauth2callback", "/app/static/icon.png", "/app/static/preview.png")
Readiness = Literal["ready", "degraded", "not ready"]


class Inside(committee.Inside, shell.Inside, sockets.Inside, Sender, Protocol):
    """What the server asks of the app; see esa.screen.door_server."""

    def readiness(self) -> Readiness:
        """Whether visitors get what they come for."""

    def note_fetched(self, who: Who, name: str) -> None:
        """Put a download into the log. name: as it stands in its address."""

    def asks_to_sign_in(self) -> bool:
        """Whether sign-in is set up."""

    def is_needed(self, data: bytes) -> bool:
        """Whether the pages need that message of a WebSocket. ValueError: it is none."""

    def outside(self, cookies: dict[str, str]) -> Answer:
        """What somebody who isn't in is shown: how to sign in, or that this account may not."""

    def sign_in_address(self, provider: str) -> str:
        """Where signing in by that provider begins, below the base; "" for none of ours."""

    def leaving(self, cookies: dict[str, str]) -> Answer:
        """Asks whether to sign out, since another website may have led here."""

    def may_sign_out(self, cookies: dict[str, str], proof: str) -> bool:
        """Whether that word stood on our own page for this sign-in."""

    def signed_out(self, cookies: dict[str, str]) -> None:
        """End the sign-in, on this server and its replicas."""


def routes(inside: Inside, base: str = "", origins: tuple[str, ...] = ()) -> list[Route]:
    """The routes of our own. base: path under which the app is served, "" for the root; origins:
    as of Guarded."""

    async def ready(request: Request) -> Response:
        found = await blocking(inside.readiness)
        return PlainTextResponse(found, 503 if found == "not ready" else 200, NOT_KEPT)

    async def sign_in(request: Request) -> Response:
        provider = request.query_params.get("provider", "default")
        found = await blocking(lambda: inside.sign_in_address(provider))
        return RedirectResponse(f"{base}{found or '/'}", 303, NOT_KEPT)

    ours = [Route(f"{base}/readyz", ready), Route(f"{base}{SIGN_IN}", sign_in)]
    return [*committee.routes(inside, base), import_route(inside, base, origins), *ours]


def middleware(
    inside: Inside,
    frame_ancestors: tuple[str, ...] = (),
    base: str = "",
    origins: tuple[str, ...] = (),
) -> list[Middleware]:
    """The layers around Streamlit's server, the outermost first."""
    told = Told()
    return [
        Middleware(
            Guarded,
            frame_ancestors=frame_ancestors,
            origins=origins,
            bodies={f"{base}{IMPORT}": MOST_BODY},
        ),
        Middleware(AtTheDoor, inside=inside, told=told, base=base, framed=bool(frame_ancestors)),
        Middleware(Sockets, inside=inside, told=told),
        Middleware(Heeded, is_needed=inside.is_needed),
        Middleware(shell.Shell, inside=inside, base=base),
    ]


def stands_open(path: str) -> bool:
    """Whether everybody may ask for it where sign-in is set up. path: below the base."""
    if path.startswith(("/auth/", f"{LINK}/")) or path in OPEN:
        return True
    return re.fullmatch(r"/app/static/sarabun-[a-z0-9-]+\.woff2", path) is not None


class AtTheDoor:
    """Lets those come in who are signed in, and leads back to what they asked for.

    A sign-in ends at the root of the app; what was asked for before it is kept in a cookie that
    holds a page's own address and nothing else. A way out that another website may have opened is
    asked about first. A download is for who was told of it, in a browser where nobody signs in;
    framed: as of esa.serving.browsers.naming.
    """

    def __init__(
        self, app: Application, inside: Inside, told: Told, base: str = "", framed: bool = False
    ):
        self._app, self._inside, self._told = app, inside, told
        self._base, self._framed = base, framed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", "")).removeprefix(self._base)
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif not self._inside.asks_to_sign_in():
            await self._without_sign_in(scope, path, receive, send)
        elif path == "/oauth2callback":
            await self._app(scope, receive, self._leading_back(scope, send))
        elif path == SIGN_OUT:
            await (await self._leaving(scope))(scope, receive, send)
        elif stands_open(path):
            await self._app(scope, receive, send)
        else:
            await self._shut(scope, path, receive, send)

    async def _without_sign_in(self, scope: Scope, path: str, receive: Receive, send: Send) -> None:
        """Everything, but downloads that this browser was told of."""
        name = path.removeprefix("/media/")
        if name != path and not self._told.has(browser(cookies(scope)), name):
            await PlainTextResponse("", 403, NOT_KEPT)(scope, receive, send)
            return
        if scope["method"] == "GET" and self._inside.is_page(path.strip("/")):
            named = naming(scope, self._base, self._framed)
            send = _adding(send, named) if named else send
        await self._app(scope, receive, send)

    async def _shut(self, scope: Scope, path: str, receive: Receive, send: Send) -> None:
        """What only somebody signed in gets."""
        mine = cookies(scope)
        who = await blocking(lambda: self._inside.who(mine))
        if not who.is_in:
            if _is_document(scope):
                answer = answered(await blocking(lambda: self._inside.outside(mine)))
                if self._inside.is_page(path.strip("/")):
                    send = self._remembering(scope, path, send)
            else:
                answer = PlainTextResponse("", 403, NOT_KEPT)
            await answer(scope, receive, send)
            return
        name = path.removeprefix("/media/")
        if name != path:
            if not self._told.has(who.sign_in, name):
                await PlainTextResponse("", 403, NOT_KEPT)(scope, receive, send)
                return
            await blocking(lambda: self._inside.note_fetched(who, name))
        await self._app(scope, receive, send)

    async def _leaving(self, scope: Scope) -> Application:
        """The app where it is sure that our own page leads out, else a page that asks."""
        mine, query = cookies(scope), scope.get("query_string", b"").decode("latin-1")
        proof = parse_qs(query).get("proof", [""])[0]
        is_ours = header(scope, "sec-fetch-site") == "same-origin"
        if not is_ours and not await blocking(lambda: self._inside.may_sign_out(mine, proof)):
            return answered(await blocking(lambda: self._inside.leaving(mine)))
        await blocking(lambda: self._inside.signed_out(mine))
        return self._app

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


def _is_document(scope: Scope) -> bool:
    """Whether somebody looks at an address, rather than a page at one of its parts."""
    wanted = header(scope, "sec-fetch-dest") or "document"
    return (
        scope["method"] == "GET" and wanted == "document" and "text/html" in header(scope, "accept")
    )


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
