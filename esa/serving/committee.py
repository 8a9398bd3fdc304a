"""The committee's page: /c/<token> turns a link into a cookie, /c shows the page that it opens.

Everything is plain HTML without a script. The token leaves the address at once; a robot that draws
a link's preview gets a title and a picture, no cookie, and isn't counted as a visit.
"""

import asyncio
import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol
from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from esa.reading.office import BANGKOK
from esa.serving.headers import cookies, header, set_cookie
from esa.share.links import DAY, MOST_DAYS, Verdict
from esa.share.links_tries import Tries

COMMITTEE = "esa_committee"  # cookie of a visitor who came by a link
LINK = "/c"
PDF = f"{LINK}/committee.pdf"
LEAVE = f"{LINK}/leave"
NOT_KEPT = {"cache-control": "no-store"}
SLOW = 10.0  # seconds for what somebody sends
# LINE, Facebook, iMessage, X, Slack, Telegram, WhatsApp, Teams and those that say what they are
ROBOT = re.compile(
    r"bot\b|bots?[/ ;]|crawl|spider|externalhit|externalagent|line-poker|whatsapp|preview|unfurl"
    r"|embed|snippet|slurp",
    re.IGNORECASE,
)


class Answer(NamedTuple):
    """What to answer: a page of HTML unless kind says otherwise."""

    status: int
    body: str | bytes
    kind: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = {}


class Inside(Protocol):
    """What these routes ask of the app; see esa.screen.door_server."""

    def open_link(self, token: str, now: datetime) -> tuple[Verdict, str]:
        """The verdict on a token and, where it is good, the cookie of its visitor."""

    def look_at_link(self, token: str, now: datetime) -> Verdict:
        """The verdict on a token, for a robot."""

    def note_refusal(self, found: Verdict) -> None:
        """Put a token that opened nothing into the logs."""

    def preview(self, home: str) -> Answer:
        """What a chat shows of a good link. home: address of the app as the robot reached it."""

    def committee(self, cookie: str, chosen: Mapping[str, str], home: str) -> Answer:
        """The page of a visitor with that cookie, "" without one."""

    def committee_pdf(self, cookie: str) -> Answer:
        """The same to keep."""

    def closed(self) -> Answer:
        """What is told where a link opens nothing, always the same."""


def routes(inside: Inside, base: str = "") -> list[Route]:
    """base: path under which the app is served, "" for the root."""
    tries, here = Tries(), f"{base}{LINK}"

    async def page(request: Request) -> Response:
        cookie = cookies(request.scope).get(COMMITTEE, "")
        chosen, home = dict(request.query_params), _home(request, base)
        return answered(await blocking(lambda: inside.committee(cookie, chosen, home)))

    async def pdf(request: Request) -> Response:
        cookie = cookies(request.scope).get(COMMITTEE, "")
        return answered(await blocking(lambda: inside.committee_pdf(cookie)))

    async def by_link(request: Request) -> Response:
        token = request.path_params["token"]
        if ROBOT.search(header(request.scope, "user-agent")):
            home = _home(request, base)
            return await blocking(lambda: _previewed(request, inside, tries, token, home))
        return await blocking(lambda: _opened(request, inside, tries, token, here))

    async def pasted(request: Request) -> Response:
        """For browsers that ended up here without the cookie: the link as text."""
        try:
            sent = await asyncio.wait_for(request.body(), SLOW)
        except TimeoutError:
            return Response("", 408, NOT_KEPT)
        link = parse_qs(sent.decode("utf-8", "replace")).get("link", [""])[0].strip()
        token = urlsplit(link).path.rpartition("/")[2] if "/" in link else link
        return await blocking(lambda: _opened(request, inside, tries, token, here))

    async def left(request: Request) -> Response:
        answer = RedirectResponse(here, 303, NOT_KEPT)
        _keep(answer, request, here, "", 0)
        return answer

    return [
        Route(here, page),
        Route(here, pasted, methods=["POST"]),
        Route(f"{base}{PDF}", pdf),
        Route(f"{base}{LEAVE}", left, methods=["POST"]),
        Route(f"{here}/{{token:path}}", by_link),
    ]


async def blocking(function: Callable[[], object]) -> object:
    """The result of what may wait for a disk, without keeping others waiting."""
    from anyio import to_thread

    return await to_thread.run_sync(function)


def _opened(request: Request, inside: Inside, tries: Tries, token: str, here: str) -> Response:
    found, cookie = inside.open_link(token, datetime.now(BANGKOK))
    if found.link is None:
        return _refused(request, inside, tries, found)
    answer = RedirectResponse(here, 303, NOT_KEPT)
    seconds = min(found.link.until - int(time.time()), MOST_DAYS * DAY)
    _keep(answer, request, here, cookie, max(seconds, 1))
    return answer


def _previewed(request: Request, inside: Inside, tries: Tries, token: str, home: str) -> Response:
    found = inside.look_at_link(token, datetime.now(BANGKOK))
    if found.link is None:
        return _refused(request, inside, tries, found)
    return answered(inside.preview(home))


def _refused(request: Request, inside: Inside, tries: Tries, found: Verdict) -> Response:
    address = request.client.host if request.client else ""
    answer = inside.closed()
    if not tries.refused(address, time.monotonic()):  # nor logged: nobody fills the disk
        return answered(answer._replace(status=429, headers={"retry-after": "60"}))
    inside.note_refusal(found)
    return answered(answer)


def answered(made: Answer) -> Response:
    return Response(made.body, made.status, {**NOT_KEPT, **made.headers}, made.kind)


def _keep(answer: Response, request: Request, here: str, cookie: str, seconds: int) -> None:
    secure = request.url.scheme == "https"
    made = set_cookie(COMMITTEE, cookie, path=here, secure=secure, seconds=seconds)
    answer.raw_headers.append((b"set-cookie", made))


def _home(request: Request, base: str) -> str:
    return f"{request.url.scheme}://{header(request.scope, 'host')}{base}"
