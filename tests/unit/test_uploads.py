"""Reports that are sent in: who may, how much, and that nothing of them is kept but in memory."""

import asyncio
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.applications import Starlette

from esa.serving.headers import Guarded
from esa.serving.import_route import IMPORT, MOST_AT_ONCE, MOST_BODY, import_route
from esa.serving.uploads import LARGEST, LASTS, MOST_FILES, MOST_KEPT, SENT, Desk, Sent, file_name
from esa.telling.texts import JOINER
from tests.awaited import awaited
from tests.unit.imported import REPORT

OURS = (("host", "localhost:8501"), ("sec-fetch-site", "same-origin"), ("origin", "null"))
PART = b"x" * 1_000_000


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


class Inside:
    """Everybody may send; account: who is signed in, None for nobody who may."""

    def __init__(self, account: str | None = ""):
        self.account = account

    def sender(self, headers, cookies):
        return self.account


class Route:
    """The route behind its bounds, with a desk of its own."""

    def __init__(self, account: str | None = "", base: str = ""):
        self.clock = Clock()
        self.desk = Desk(self.clock)
        app = Starlette(routes=[import_route(Inside(account), base, (), self.desk)])
        self.app = Guarded(app, bodies={f"{base}{IMPORT}": MOST_BODY})
        self.path = f"{base}{IMPORT}"

    def post(self, body: Iterable[bytes], *headers: tuple[str, str], told: bool = True):
        """(status, headers, text as it is read) of the answer."""
        return awaited(self.posted(iter(body), headers, told))

    async def posted(self, body: Iterator[bytes], headers=(), told: bool = True, method="POST",
                     receive: Callable | None = None):  # fmt: skip
        given = {"content-type": "multipart/form-data; boundary=b", **dict(OURS), **dict(headers)}
        parts = list(body) if told else body
        if told:
            given.setdefault("content-length", str(sum(map(len, parts))))
        parts, answer = iter(parts), []

        async def next_part():
            part = next(parts, b"")
            if isinstance(part, dict):
                return part
            return {"type": "http.request", "body": part, "more_body": bool(part)}

        async def send(message):
            answer.append(message)

        scope = {
            "type": "http", "path": self.path, "root_path": "", "query_string": b"",
            "method": method, "scheme": "http", "http_version": "1.1", "server": ("localhost", 1),
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in given.items()],
        }  # fmt: skip
        await self.app(scope, receive or next_part, send)
        found = {k.decode(): v.decode("latin-1") for k, v in answer[0]["headers"]}
        return answer[0]["status"], found, answer[1]["body"].decode().replace(JOINER, "")

    def sent(self, headers: dict[str, str], account: str = "") -> Sent | None:
        """What the browser that got these headers finds on the desk."""
        name = headers.get("set-cookie", "").partition(f"{SENT}=")[2].partition(";")[0]
        return self.desk.of(name, account)


def form(*files: tuple[str, bytes], text: str = "", field: str = "files") -> list[bytes]:
    made = b""
    for name, data in files:
        made += f'--b\r\ncontent-disposition: form-data; name="{field}"; filename="{name}"'.encode()
        made += b"\r\ncontent-type: text/plain\r\n\r\n" + data + b"\r\n"
    made += (
        f'--b\r\ncontent-disposition: form-data; name="text"\r\n\r\n{text}\r\n--b--\r\n'.encode()
    )
    return [made]


ONE = form(("รายงาน.txt", REPORT.encode()))


def endless(parts: int) -> Iterator[bytes]:
    yield b'--b\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    yield from (PART for _ in range(parts))


# --- what is taken -----------------------------------------------------------------------------


def test_a_report_is_read_and_found_by_the_browser_that_sent_it_only():
    route = Route("me@office.example")
    status, headers, _ = route.post(ONE)
    assert (status, headers["location"]) == (303, "/import_report")
    assert "HttpOnly" in headers["set-cookie"] and "no-store" in headers["cache-control"]
    sent = route.sent(headers, "me@office.example")
    assert [source.name for source in sent.sources] == ["รายงาน.txt"] and not sent.refused
    assert len(list(sent.sources[0].lines())) == len([x for x in REPORT.split("\n") if x.strip()])
    assert route.sent(headers, "other@office.example") is None
    assert route.sent({}, "me@office.example") is None


def test_several_files_and_a_pasted_text_come_at_once_and_a_bad_one_is_told():
    route = Route()
    pdf = ("แบบ.pdf", b"%PDF-1.7 x")
    _, headers, _ = route.post(form(("a.txt", REPORT.encode("cp874")), pdf, text=REPORT))
    sent = route.sent(headers)
    assert [source.name for source in sent.sources] == ["a.txt", "ข้อความที่วาง.txt"]
    assert [(name, error.code) for name, error in sent.refused] == [("แบบ.pdf", "import_pdf")]


@pytest.mark.parametrize("body", [form(("", b"")), form(text=" \n"), [b"--b\r\n"]])
def test_a_form_without_anything_in_it_leads_back_and_keeps_nothing(body):
    status, headers, _ = Route().post(body)
    assert status == 303 and "set-cookie" not in headers


def test_under_a_path_of_its_own_the_way_back_is_there_too():
    status, headers, _ = Route(base="/esa").post(ONE)
    assert (status, headers["location"]) == (303, "/esa/import_report")
    assert "Path=/esa" in headers["set-cookie"]


def test_nothing_of_a_large_file_touches_a_disk(monkeypatch):
    def refused(*_, **__):
        raise AssertionError("a file for a while was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", refused)
    route = Route()
    status, headers, _ = route.post(form(("a.txt", REPORT.encode() + b"\n" + PART * 4)))
    assert status == 303 and route.sent(headers).size > 4_000_000


@example("a/b\r\nx: y\x85.txt")
@example("..\\..\\.docx")
@given(st.text(max_size=200))
def test_a_name_has_no_folders_and_nothing_that_cannot_be_seen(sent):
    name = file_name(sent)
    assert 0 < len(name) <= 120
    assert not any(unicodedata.category(letter) == "Cc" for letter in name)
    assert "/" not in name and "\\" not in name


# --- what is refused, before or while it comes -------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "", "origin": "https://evil.example"},
        {"sec-fetch-site": "", "origin": ""},
        {"sec-fetch-site": "", "origin": "null"},
    ],
)
def test_no_page_but_our_own_may_send(headers):
    def unread() -> Iterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    route = Route()
    status, got, text = awaited(route.posted(unread(), headers.items(), told=False))
    assert status == 403 and "set-cookie" not in got and "นำเข้ารายงานเดิม" in text


def test_a_browser_that_does_not_tell_the_site_is_known_by_its_origin():
    headers = {"sec-fetch-site": "", "origin": "http://localhost:8501"}
    assert Route().post(ONE, *headers.items())[0] == 303


def test_who_may_not_import_is_refused_before_anything_is_read():
    def unread() -> Iterator[bytes]:
        raise AssertionError("the body was read")
        yield b""

    assert awaited(Route(None).posted(unread(), told=False))[0] == 403


def test_looking_at_the_address_leads_to_the_page():
    status, headers, _ = awaited(Route().posted(iter(()), method="GET"))
    assert (status, headers["location"]) == (303, "/import_report")


@pytest.mark.parametrize("told", [True, False])
def test_more_than_fifty_megabytes_is_told_and_not_kept(told):
    parts = LARGEST // len(PART) + 1
    route = Route()
    length = ("content-length", str((parts + 1) * len(PART)))
    status, headers, text = route.post(endless(parts), *([length] if told else []), told=False)
    assert status == 413 and "set-cookie" not in headers and "50 MB" in text


def test_what_never_ends_is_cut_off():
    status, *_ = Route().post(endless(2 * MOST_BODY // len(PART)), told=False)
    assert status == 413


@pytest.mark.parametrize(
    "body",
    [
        [b"not a form"],
        [b"--b\r\nno-disposition: x\r\n\r\n\r\n--b--"],
        form(*[(f"{n}.txt", b"x") for n in range(MOST_FILES + 1)]),
        form(text="x" * 5_000_001),
    ],
)
def test_what_is_no_form_of_ours_is_told(body):
    status, headers, text = Route().post(body)
    assert status == 400 and "set-cookie" not in headers and "อ่านสิ่งที่ส่งมาไม่ได้" in text


def test_another_kind_of_body_is_told():
    assert Route().post([b"{}"], ("content-type", "application/json"))[0] == 400


def test_a_browser_that_goes_away_leaves_nothing_behind():
    route = Route()
    gone = [ONE[0][:200], {"type": "http.disconnect"}]
    assert route.post(gone, told=False)[0] == 408
    assert not route.desk._kept
    assert route.post(ONE)[0] == 303, "its place is free again"


def test_only_a_few_are_received_at_once():
    route = Route()

    async def waited(gate: asyncio.Event, before: list[None]) -> int:
        async def receive() -> dict:
            before.append(None)
            await gate.wait()
            return {"type": "http.request", "body": b"", "more_body": False}

        return (await route.posted(iter(ONE), receive=receive))[0]

    async def all_at_once() -> list[int]:
        gate, waiting = asyncio.Event(), []
        held = [asyncio.create_task(waited(gate, waiting)) for _ in range(MOST_AT_ONCE)]
        while len(waiting) < MOST_AT_ONCE:
            await asyncio.sleep(0.01)
        refused = (await route.posted(iter(ONE)))[0]
        gate.set()
        return [refused, *[status for status in await asyncio.gather(*held)]]

    assert awaited(all_at_once()) == [503, *[303] * MOST_AT_ONCE]
    assert route.post(ONE)[0] == 303, "their places are free again"


# --- how long it stays -------------------------------------------------------------------------


def test_after_half_an_hour_it_is_gone():
    route = Route()
    headers = route.post(ONE)[1]
    assert route.desk.left(route.sent(headers)) == LASTS // 60
    route.clock.now = LASTS - 1
    assert route.sent(headers)
    route.clock.now = LASTS
    assert route.sent(headers) is None and not route.desk._kept


def test_sending_again_takes_the_place_of_what_was_sent():
    route = Route()
    first = route.post(ONE)[1]
    cookie = first["set-cookie"].partition(";")[0]
    second = route.post(ONE, ("cookie", cookie))[1]
    assert route.sent(first) is None and route.sent(second)


def test_the_oldest_make_room_for_what_is_new():
    desk = Desk()
    names = [desk.lay(Sent("", (), (), LARGEST)) for _ in range(MOST_KEPT // LARGEST + 2)]
    there = [desk.of(name, "") is not None for name in names]
    assert there == [False] * 2 + [True] * (MOST_KEPT // LARGEST)


def test_a_word_ends_it():
    route = Route()
    headers = route.post(ONE)[1]
    name = headers["set-cookie"].partition(f"{SENT}=")[2].partition(";")[0]
    route.desk.clear(name)
    assert route.sent(headers) is None
