"""What every answer of the server carries and which requests never reach the app.

Pure ASGI: a layer around Streamlit's own server, so that nothing depends on a proxy in front.
"""

import re
from base64 import b64encode
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from functools import cache
from hashlib import sha256
from http.cookies import SimpleCookie
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from esa.documents.plain import SERVED

Scope = Mapping[str, object]
Receive = Callable[[], Awaitable[dict]]
Send = Callable[[dict], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

POLICY = b"content-security-policy"
SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
MOST_BODY = 64 * 1024  # bytes; few things are sent to this server: the answer of a sign-in
MOST_PATH = 4_096  # letters of an address with its query
MOST_COOKIES = 64 * 1024  # Streamlit's identity is cut into several
SHUT = (  # ways into Streamlit's server that nobody here needs
    "/_stcore/metrics",
    "/_stcore/upload_file",
    "/_stcore/agent",
    "/_stcore/script-health-check",
)


def policy(frame_ancestors: Sequence[str] = ()) -> str:
    """The content security policy. frame_ancestors: websites that may show the app in a frame.

    Scripts come from here only. Streamlit writes styles into the page and draws charts with
    functions made from text (Vega), so these two need their exceptions.
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(("'self'", "'unsafe-eval'", *_start_page())),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self' blob:",
        "frame-src": "'none'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(frame_ancestors) or "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


@cache
def _start_page() -> tuple[str, ...]:
    """The scripts that stand in Streamlit's own start page, by their content and nothing else."""
    found = find_spec("streamlit")
    page = Path(str(found.origin)).parent / "static" / "index.html"
    found = SCRIPT.findall(page.read_text("utf-8"))
    return tuple(f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in found)


class Guarded:
    """The app with headers on every answer and bounds on every request. origins: hosts of other
    addresses under which a proxy shows the app, whose pages may open the WebSocket too. bodies:
    path → bytes, where more than MOST_BODY may be sent."""

    def __init__(
        self,
        app: Application,
        frame_ancestors: Sequence[str] = (),
        origins: Sequence[str] = (),
        bodies: Mapping[str, int] | None = None,
    ):
        self._app, self._origins, self._bodies = app, frozenset(origins), dict(bodies or {})
        self._headers = _headers(policy(frame_ancestors), framed=bool(frame_ancestors))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        most = self._bodies.get(str(scope["path"]), MOST_BODY)
        if refused := _refused(scope, most) or _is_foreign(scope, self._origins) * 403:
            await self._refuse(scope, receive, send, refused)
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        secure = scope.get("scheme") == "https"

        async def sent(message: dict) -> None:
            if message["type"] == "http.response.start":
                told = message.get("headers", [])
                kept = [
                    (name, _secured(value) if secure and name.lower() == b"set-cookie" else value)
                    for name, value in told
                    if name.lower() not in self._headers and name.lower() != b"server"
                ]
                ours = PLAIN if (POLICY, SERVED.encode()) in told else self._headers
                message = {**message, "headers": [*kept, *ours.items()]}
                if secure:
                    message["headers"].append((b"strict-transport-security", b"max-age=31536000"))
            await send(message)

        await self._app(scope, _bounded(receive, most), sent)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, status: int) -> None:
        if scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = [(b"content-length", b"0"), *self._headers.items()]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b""})


class TooLong(Exception):
    """The body of a request is longer than anything this server asks for."""


def header(scope: Scope, name: str) -> str:
    """The value of a header of the request, "" where it isn't there."""
    wanted = name.encode()
    return next((v.decode("latin-1") for k, v in scope["headers"] if k.lower() == wanted), "")


def is_own_page(scope: Scope, origins: Collection[str] = ()) -> bool:
    """Whether a browser says that a page of ours sent the request. Pages of ours tell nobody where
    they are (referrer-policy), so that the origin of their forms may be "null"."""
    if site := header(scope, "sec-fetch-site"):
        return site == "same-origin"
    return bool(header(scope, "origin")) and not _is_elsewhere(scope, origins)


def cookies(scope: Scope) -> dict[str, str]:
    """The cookies of the request, {} where they can't be read."""
    found: dict[str, str] = {}
    for each in header(scope, "cookie").split(";"):
        name, equals, value = each.strip().partition("=")
        if equals:
            found.setdefault(name, value.strip('"'))
    return found


def set_cookie(
    name: str, value: str, *, path: str, secure: bool, seconds: int | None, site: str = "Lax"
) -> bytes:
    """The value of a Set-Cookie header; seconds 0 takes it away, None keeps it until the browser is
    closed. site: where it is sent along, as of SameSite."""
    made = SimpleCookie({name: value})
    made[name].update({"path": path, "httponly": True, "samesite": site})
    if seconds is not None:
        made[name]["max-age"] = seconds
    if secure:
        made[name]["secure"] = True
    return made[name].OutputString().encode("latin-1")


def _headers(content: str, framed: bool) -> dict[bytes, bytes]:
    found = {
        POLICY: content.encode(),
        b"referrer-policy": b"no-referrer",
        b"x-content-type-options": b"nosniff",
        b"permissions-policy": b"camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        b"cross-origin-opener-policy": b"same-origin",
        b"x-robots-tag": b"noindex, nofollow",
    }
    return found if framed else {**found, b"x-frame-options": b"DENY"}


# Of pages without any script of ours: what they allow is less than the app's own policy does.
PLAIN = _headers(SERVED, framed=False)


def _refused(scope: Scope, most: int) -> int:
    """The status to answer with at once; 0 for a request that may pass."""
    path, query = str(scope["path"]), scope.get("query_string", b"")
    if len(path) + len(query) > MOST_PATH:
        return 414
    if any(part in path for part in SHUT):
        return 404
    if len(header(scope, "cookie")) > MOST_COOKIES:
        return 431
    length = header(scope, "content-length")
    if length and (not length.isdecimal() or int(length) > most):
        return 413
    return 0


def _is_foreign(scope: Scope, origins: Collection[str]) -> bool:
    """Whether a WebSocket is opened by a page from elsewhere. Streamlit would ask a foreign host
    for this machine's address before it refused, and keep everybody waiting meanwhile."""
    is_told = scope["type"] == "websocket" and header(scope, "origin")
    return bool(is_told) and _is_elsewhere(scope, origins)


def _is_elsewhere(scope: Scope, origins: Collection[str]) -> bool:
    try:
        parts = urlsplit(header(scope, "origin"))
        return parts.netloc != header(scope, "host") and parts.hostname not in origins
    except ValueError:
        return True


def _bounded(receive: Receive, most: int) -> Receive:
    taken = 0

    async def received() -> dict:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b"") or b"")
        if taken > most:
            raise TooLong
        return message

    return received


def _secured(cookie: bytes) -> bytes:
    return cookie if b"secure" in cookie.lower() else cookie + b"; Secure"
