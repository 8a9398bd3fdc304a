"""What the committee's routes show (esa.serving.committee): the office made smaller, as HTML.

A page is made once for a state of the data, a link and what was chosen on it; a PDF once for a
state and a link, and only some in a minute, since one takes a second.
"""

import logging
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from esa.documents import plain
from esa.documents.plain import SERVED, Act, Plain
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office
from esa.screen import book, door, past
from esa.serving.committee import LEAVE, LINK, PDF, Answer
from esa.share import choices, page
from esa.share.choices import Chosen
from esa.share.links import Link, session_verdict
from esa.share.links_tries import Tries
from esa.share.published import Edition
from esa.share.redaction import Redacted, redacted
from esa.share.scope import Scope
from esa.share.topics import DAY, TITLE
from esa.telling.texts import clock, one_line, short_date

log = logging.getLogger("esa.door")
MOST_PAGES, MOST_PDFS = 64, 16  # kept
PDFS_A_MINUTE = 10
PATIENCE = 20.0  # seconds for which somebody waits for what others asked for first
STATIC = "/app/static"
HEADERS = {"content-security-policy": SERVED}
CLOSED = Plain(
    "ลิงก์นี้ใช้ไม่ได้",
    "ลิงก์นี้ใช้ไม่ได้",
    notes=("ลิงก์อาจพิมพ์ไม่ครบ หมดอายุ หรือสำนักงานปิดแล้ว กรุณาขอลิงก์ใหม่จากสำนักงาน",),
    english="This link can't be opened. Please ask the office for a new one.",
)
NOT_YET = Plain(
    TITLE,
    "ขณะนี้ยังเปิดข้อมูลไม่ได้",
    notes=("สำนักงานกำลังเตรียมข้อมูล กรุณาลองใหม่ในอีกสักครู่",),
)
BUSY = Plain(TITLE, "กำลังจัดทำไฟล์อื่นอยู่", notes=("กรุณารอสักครู่ แล้วกดบันทึกเป็น PDF อีกครั้ง",))
PREVIEW = "ภาพรวมสำหรับคณะกรรมการ: ระดับคุณภาพ หลักฐาน เครือข่าย และสีคุณภาพโรงเรียน"


class Kept:
    """The newest things that were made, one after the other, each once also where several ask at a
    time. most: kept; a_minute: made in any minute, 0 for as many as are asked for."""

    def __init__(self, most: int, a_minute: int = 0) -> None:
        self._made: OrderedDict[object, bytes] = OrderedDict()
        self._times: deque[float] = deque(maxlen=a_minute or None)
        self._most, self._a_minute = most, a_minute
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], bytes]) -> bytes | None:
        """What was made under that key; None: too many are asked for just now."""
        if not self._lock.acquire(timeout=PATIENCE):
            return None
        try:
            if key not in self._made:
                if self._is_busy(time.monotonic()):
                    return None
                self._made[key] = make()
            self._made.move_to_end(key)
            while len(self._made) > self._most:
                self._made.popitem(last=False)
            return self._made[key]
        finally:
            self._lock.release()

    def _is_busy(self, now: float) -> bool:
        if not self._a_minute:
            return False
        if len(self._times) == self._a_minute and now - self._times[0] < 60:
            return True
        self._times.append(now)
        return False


refusals = Tries()
pages, pdfs = Kept(MOST_PAGES), Kept(MOST_PDFS, PDFS_A_MINUTE)


class Visit(NamedTuple):
    """What somebody sees who came by a link: the office made smaller, with the tables that are out;
    state: what tells it from every other."""

    link: Link
    office: Redacted
    stamp: str
    state: tuple

    @property
    def until(self) -> datetime:
        return datetime.fromtimestamp(self.link.until, BANGKOK)


def shown(cookie: str, chosen: Mapping[str, str], home: str, base: str) -> Answer:
    """The page of a visitor with that cookie, "" for none."""
    if not cookie:
        return _told(_missing(base), 200, base, home)
    found = _visit(cookie, base)
    if isinstance(found, Answer):
        return found
    if door.registry().note_use(found.link.id, datetime.now(BANGKOK)):
        door.write("committee page", role="committee", link=found.link.id)
    picked = choices.chosen(found.office.committee, chosen)
    made = pages.get(
        (found.state, picked, base), lambda: _page(found, picked, base).encode("utf-8", "replace")
    )
    return Answer(200, made, headers=HEADERS) if made else _told(NOT_YET, 503, base)


def pdf(cookie: str, base: str) -> Answer:
    """The page as a PDF."""
    found = _visit(cookie, base)
    if isinstance(found, Answer):
        return found
    made = pdfs.get(found.state, lambda: page.pdf(found.office, found.stamp, found.until))
    if made is None:
        busy = _told(BUSY, 429, base)
        return busy._replace(headers={**busy.headers, "retry-after": "30"})
    door.write("file", role="committee", link=found.link.id, file="committee.pdf")
    name = {"content-disposition": 'attachment; filename="committee.pdf"'}
    return Answer(200, made, "application/pdf", name)


def preview(home: str, base: str) -> Answer:
    """What a chat shows of a link: whose page it is, and nothing of what it says."""
    return _told(Plain(_title(), PREVIEW), 200, base, home)


def closed(base: str) -> Answer:
    return _told(CLOSED, 404, base)


def _missing(base: str) -> Plain:
    """For a browser that has not come by the link itself, such as the one LINE hands on to."""
    return Plain(
        _title(),
        "เปิดลิงก์จากสำนักงานอีกครั้งในเบราว์เซอร์นี้",
        notes=(
            "เบราว์เซอร์นี้ยังไม่เคยเปิดลิงก์ จึงยังแสดงข้อมูลไม่ได้ กลับไปแตะลิงก์เดิมในไลน์ "
            "หรือกดค้างที่ลิงก์เพื่อคัดลอก แล้ววางลงในช่องนี้",
        ),
        acts=(Act("เปิดหน้าข้อมูล", f"{base}{LINK}", fields=(("link", "ลิงก์จากสำนักงาน"),), main=True),),
    )


def _page(found: Visit, picked: Chosen, base: str) -> str:
    said = page.shown(found.office, found.stamp, found.until)
    said = page.narrowed(said, found.office, picked, f"{base}{LINK}")
    acts = (
        Act("บันทึกเป็น PDF", f"{base}{PDF}", "get", main=True),
        Act("ปิดหน้านี้ในเครื่องนี้", f"{base}{LEAVE}"),
    )
    return plain.page(replace(said, acts=acts), f"{base}{STATIC}")


def _told(said: Plain, status: int, base: str, home: str = "") -> Answer:
    """A page of a few words. home: with what a chat shows of it, "" without."""
    meta = _meta(home) if home else ()
    return Answer(status, plain.page(said, f"{base}{STATIC}", meta), headers=HEADERS)


def _meta(home: str) -> tuple[tuple[str, str], ...]:
    return (
        ("og:type", "website"),
        ("og:title", _title()),
        ("og:description", PREVIEW),
        ("og:image", f"{home}{STATIC}/preview.png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:locale", "th_TH"),
    )


def _title() -> str:
    whole = _whole(Scope())
    return f"{TITLE} {one_line(whole.office.name)}" if whole else TITLE


def _visit(cookie: str, base: str) -> Visit | Answer:
    """What that cookie opens, or what is told instead."""
    try:
        kept = door.registry()
        found = session_verdict(cookie, kept.keys(), kept.known, datetime.now(BANGKOK))
        tables = kept.tables()
    except OSError:
        log.exception("the list of links can't be read")
        return closed(base)
    if found.link is None:
        if refusals.refused("", time.monotonic()):  # so that nobody fills the log
            log.warning("committee session refused: %s %s", found.reason, found.about)
        return closed(base)
    scope = found.link.scope
    whole = _whole(scope)
    if whole is None:
        return _told(NOT_YET, 503, base)
    out = tuple((*table.key, table.number) for table in tables)
    state = (whole.office.identity, whole.office.today, found.link, out)
    smaller = whole.once(_redacted, scope, tables)
    return Visit(found.link, smaller, _stamp(scope, whole.office), state)


def _whole(scope: Scope) -> Judged | None:
    try:
        return book.whole(scope.meeting)
    except Exception:  # whatever it is, outside it reads the same
        log.exception("committee page without data")
        return None


def _redacted(whole: Judged, scope: Scope, tables: tuple[Edition, ...]) -> Redacted:
    return redacted(whole.office, scope, tables)


def _stamp(scope: Scope, whole: Office) -> str:
    """What the page is as of."""
    if scope.meeting:
        found = past.meeting(scope.meeting)
        return f"การประชุมครั้งที่ {found.number} วันที่ {short_date(found.meeting_date)}"
    read_at = whole.read_at.astimezone(BANGKOK)
    if read_at.date() == whole.today:
        return f"{DAY} {clock(read_at)}"
    return f"อ่านจากชีตเมื่อ {clock(read_at)}"
