"""The way by which a visitor's browser sends old reports: one form of the page that imports them.

Asked before a byte of it is read: whether a page of ours sent it, and whether this visitor may.
"""

from collections.abc import Collection, Mapping
from typing import Protocol

from anyio import fail_after, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from esa.documents import plain
from esa.documents.plain import SERVED, Act, Plain
from esa.serving.headers import TooLong, cookies, is_own_page, set_cookie
from esa.serving.uploads import DESK, LARGEST, LASTS, SENT, Desk, NoForm, TooMuch, read, received

IMPORT = "/import"
PAGE = "import_report"
MOST_BODY = 4 * LARGEST  # bytes that are read of one request; what is too much isn't kept
MOST_AT_ONCE = 2  # requests that are being received or read
PATIENCE = 600.0  # seconds for one to arrive
NOT_KEPT = {"cache-control": "no-store"}
SAID = {
    403: "ส่งรายงานจากที่นี่ไม่ได้ ส่งได้จากหน้า นำเข้ารายงานเดิม ที่เครื่องนี้ หรือเมื่อเข้าสู่ระบบเป็นผู้บริหารหรือผู้ดูแลระบบ · "
    "Reports are sent from our own page, at this machine or by director and IT.",
    400: "อ่านสิ่งที่ส่งมาไม่ได้ โปรดส่งใหม่จากหน้า นำเข้ารายงานเดิม · What was sent can't be read.",
    408: "ส่งไม่ครบภายในเวลาที่กำหนด · It took too long to arrive.",
    413: f"ส่งได้ครั้งละไม่เกิน {LARGEST // 1_000_000} MB แบ่งส่งหลายครั้ง หรือลบภาพในไฟล์ออกก่อน · "
    f"At most {LARGEST // 1_000_000} MB at once.",
    503: "กำลังอ่านรายงานของผู้อื่นอยู่ โปรดลองใหม่ในอีกสักครู่ · Others are being read; try again soon.",
}


class Sender(Protocol):
    """What the route asks of the app; see esa.screen.door_server."""

    def sender(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> str | None:
        """The account of somebody who may import reports, "" where nobody is asked to sign in;
        None for everybody else."""


def import_route(
    inside: Sender, base: str = "", origins: Collection[str] = (), desk: Desk = DESK
) -> Route:
    """POST of the form: read, kept for the browser that sent it, and back to the page."""
    page, busy = f"{base}/{PAGE}", [0]

    async def sent(request: Request) -> Response:
        if request.method != "POST":
            return RedirectResponse(page, 303, NOT_KEPT)
        if not is_own_page(request.scope, origins):
            return told(403, base)
        held = cookies(request.scope)
        account = await to_thread.run_sync(inside.sender, request.headers, held)
        if account is None:
            return told(403, base)
        if busy[0] >= MOST_AT_ONCE:
            return told(503, base)
        busy[0] += 1
        try:
            return await _taken(request, account, held.get(SENT, ""))
        finally:
            busy[0] -= 1

    async def _taken(request: Request, account: str, before: str) -> Response:
        try:
            with fail_after(PATIENCE):
                files = await received(request)
        except (TooMuch, TooLong):
            return told(413, base)
        except NoForm:
            return told(400, base)
        except (TimeoutError, ClientDisconnect):
            return told(408, base)
        answer = RedirectResponse(page, 303, NOT_KEPT)
        if files:
            desk.clear(before)
            name = desk.lay(await to_thread.run_sync(read, files, account))
            secure = request.url.scheme == "https"
            made = set_cookie(SENT, name, path=base or "/", secure=secure, seconds=LASTS)
            answer.raw_headers.append((b"set-cookie", made))
        return answer

    return Route(f"{base}{IMPORT}", sent, methods=["GET", "POST"])


def told(status: int, base: str) -> Response:
    """Why nothing was taken, on a page of a few words."""
    back = Act("กลับไปหน้า นำเข้ารายงานเดิม", f"{base}/{PAGE}", "link", main=True)
    said = Plain("นำเข้ารายงานเดิม", "ยังไม่ได้รับรายงาน", notes=(SAID[status],), acts=(back,))
    headers = {**NOT_KEPT, "content-security-policy": SERVED}
    return Response(plain.page(said, f"{base}/app/static"), status, headers, "text/html")
