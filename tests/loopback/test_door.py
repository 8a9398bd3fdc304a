"""The door of an office with sign-in, for who speaks HTTP and WebSocket: what stands open, how a
sign-in ends, whose a download is, how many may come.
"""

import http.client
import json
import re
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection

from esa.commands.cli import main
from esa.history.place import place_of
from esa.reading.office import BANGKOK
from esa.serving import running
from esa.serving.patient import AN_ADDRESS
from esa.serving.sockets import A_PERSON
from esa.share.registry import registry_at
from esa.share.scope import Scope
from tests.loopback.oidc import FAULTS, Provider, provider, secrets_toml
from tests.loopback.visitor import OPENED, Browser, as_read, ask, first_download, is_up, run, seen

DIRECTOR, LEAD, IT = "director@office.example", "lead@office.example", "it@office.example"
ACCESS = {DIRECTOR: "director", LEAD: "lead FIN", IT: "it"}
HTML = {"Accept": "text/html", "Sec_Fetch_Dest": "document"}
DOOR = "หน้านี้สำหรับบุคลากรของสำนักงาน"
STAFF = b"thai_digits"  # a switch of the frame that everybody of the office has
SOON = 10.0  # seconds


@dataclass
class Office:
    port: int
    provider: Provider
    folder: Path

    def lines(self) -> list[dict]:
        files = sorted((self.folder / "audit").glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]

    def let_in(self, access: dict[str, str]) -> None:
        home = f"http://127.0.0.1:{self.port}"
        written = secrets_toml(self.provider.address, home, access)
        (self.folder / "secrets.toml").write_text(written)

    def signed_in(self, email: str) -> "Browser":
        """Somebody who went through the whole sign-in."""
        self.provider.sign_in_as(email)
        browser = Browser(self.port)
        found = browser.get("/auth/in?provider=default", **HTML)
        for _ in range(4):
            found = browser.get(found.headers["location"], **HTML)
            if found.status == 200:
                break
        return browser


@pytest.fixture(autouse=True)
def all_closed() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder, port = tmp_path_factory.mktemp("door"), running.any_free_port()
    with provider() as known, pytest.MonkeyPatch.context() as patch:
        made = Office(port, known, folder)
        made.let_in(ACCESS)
        patch.delenv("ESA_OFFICE", raising=False)
        patch.setenv("ESA_HISTORY", str(folder / "history"))
        patch.setenv("ESA_AUDIT", str(folder / "audit"))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
        server = running.start(port)
        try:
            is_up(server, port)
            assert running.ready(server, port)
            yield made
        finally:
            running.stop(server)


def is_in(browser: Browser) -> bool:
    """Whether the door is open, by all its ways."""
    page = browser.get("/evidence", **HTML).read
    assert (DOOR in page) != ("_stcore" in page or "static/js" in page)
    try:
        browser.socket().close()
        opens = True
    except InvalidStatus:
        opens = False
    assert opens == (DOOR not in page)
    return opens


@pytest.mark.parametrize(
    "path", ["/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/media/x.png",
             "/app/static/look.css", "/app/static/../app.py", "/static/index.html", "/favicon.png",
             "/component/x", "/index.html", "/manifest.json", "/readyz/x", "/cx", "/auth",
             "/app/static/sarabun-x.woff2/../look.css", "//_stcore/health", "/x/_stcore/health"],
)  # fmt: skip
def test_a_part_of_the_app_is_for_those_who_are_in(office, path):
    nobody = ask(office.port, path)
    assert nobody.status in (403, 404) and not nobody.body, nobody.body[:80]
    assert not ask(office.port, path, Sec_Fetch_Dest="script", Accept="*/*").body


@pytest.mark.parametrize("path", ["/", "/evidence?group=FIN", "/unknown", "/static/index.html"])
def test_the_door_is_one_page_of_plain_html(office, path):
    told = ask(office.port, path, **HTML)
    page = told.read
    assert told.status == 200 and DOOR in page and len(told.body) < 50_000
    assert "<script" not in page and "script-src" not in told.headers["content-security-policy"]
    assert told.headers["cache-control"] == "no-store" and '<html lang="th">' in page
    assert 'href="/auth/in?provider=default"' in page
    for part in re.findall(r"url\((/[^)]*)\)|href=\"(/app/[^\"]*)\"", page):
        assert ask(office.port, "".join(part)).status == 200


def test_what_stands_open_stands_open(office):
    kept = registry_at(place_of(str(Path(running.APP).parent / "esa/sample/office")), {})
    assert ask(office.port, "/readyz").body == b"ready"
    assert ask(office.port, "/c", **HTML).status == 200
    assert ask(office.port, "/app/static/preview.png").status == 200
    _, token = kept.make(Scope(), "กรรมการ", datetime.now(BANGKOK))
    came = ask(office.port, f"/c/{token}")
    assert b'id="levels"' in seen(office.port, came.cookie).body, "a committee needs no sign-in"


def test_no_socket_before_the_door_and_nobody_waits_for_those_who_try(office):
    director = office.signed_in(DIRECTOR)
    assert STAFF in run(director.socket(), "evidence")
    refused = 0
    for n in range(200):
        cookie = {"_streamlit_user": "x" * n} if n % 2 else {}
        with pytest.raises(InvalidStatus) as told:
            Browser(office.port, cookie).socket()
        refused += told.value.response.status_code == 403
    begun = time.monotonic()
    assert refused == 200 and STAFF in run(director.socket(), "evidence")
    assert time.monotonic() - begun < 8
    guessed = ask(office.port, "/_stcore/health", X_Esa_Warm="x" * 32)
    assert guessed.status == 403


def test_a_stranger_is_told_and_gets_nothing(office):
    stranger = office.signed_in("stranger@elsewhere.example")
    told = stranger.get("/evidence", **HTML).read
    assert "บัญชีนี้ยังไม่ได้รับสิทธิ์" in told and "stranger@" not in told
    assert stranger.get("/_stcore/health").status == 403
    with pytest.raises(InvalidStatus):
        stranger.socket()
    refused = [line for line in office.lines() if line["what"] == "sign-in refused"]
    assert len(refused) == 1, "told once, however often the page is opened"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_bad_token_of_the_provider_signs_nobody_in(office, fault):
    office.provider.fault = fault
    try:
        came = office.signed_in(DIRECTOR)
    finally:
        office.provider.fault = ""
    assert not is_in(came), fault
    assert "_streamlit_user" not in came.cookies


def test_a_sign_in_is_good_once_and_for_who_began_it(office):
    office.provider.sign_in_as(DIRECTOR)
    mine, other = Browser(office.port), Browser(office.port)
    found = mine.get("/auth/in?provider=default", **HTML)
    for _ in range(2):
        found = mine.get(found.headers["location"], **HTML)
    back = found.headers["location"]
    assert "/oauth2callback?" in back
    other.get(back, **HTML)
    assert not is_in(other), "brought to another browser"
    assert not is_in(Browser(office.port)) and mine.get(back, **HTML).status == 302
    mine.get(back, **HTML)
    for forged in ("/oauth2callback", "/oauth2callback?code=x&state=x", f"{back[:-1]}x"):
        fresh = Browser(office.port)
        fresh.get(forged, **HTML)
        assert not is_in(fresh)


def test_signing_out_ends_other_tabs_and_copies_within_ten_seconds(office):
    director = office.signed_in(DIRECTOR)
    copied = Browser(office.port, dict(director.cookies))
    tab, other = director.socket(), copied.socket()
    assert STAFF in run(tab, "evidence") and STAFF in run(other, "schools")
    assert director.get("/auth/logout", Sec_Fetch_Site="same-origin").status == 302
    for line in (tab, other):
        shown = drawn_anew(line)
        assert "เข้าสู่ระบบ".encode() in shown and STAFF not in shown
        assert STAFF not in run(line, "evidence"), "whatever it asks for now"
    assert not is_in(copied) and not is_in(director)
    assert office.lines()[-1]["what"] in ("signed out", "page")
    assert is_in(office.signed_in(DIRECTOR)), "a new sign-in isn't touched"


def test_whoever_is_taken_off_the_list_is_out_within_ten_seconds(office):
    it = office.signed_in(IT)
    tab = it.socket()
    assert STAFF in run(tab, "sheets")
    try:
        office.let_in({DIRECTOR: "director", LEAD: "lead FIN"})
        shown = drawn_anew(tab)
        assert "บัญชีนี้ยังไม่ได้รับสิทธิ์".encode() in shown and STAFF not in shown
        assert "ยังไม่ได้รับสิทธิ์" in it.get("/sheets", **HTML).read
    finally:
        office.let_in(ACCESS)


def test_an_account_can_be_signed_out_everywhere(office, monkeypatch):
    lead, director = office.signed_in(LEAD), office.signed_in(DIRECTOR)
    tabs = [lead.socket(), office.signed_in(LEAD).socket()]
    for tab in tabs:
        assert STAFF in run(tab, "evidence")
    sample = Path(running.APP).parent / "esa/sample/office"
    assert main(["end-sign-ins", str(sample), "--account", LEAD.upper()]) == 0
    assert all("เข้าสู่ระบบ".encode() in drawn_anew(tab) for tab in tabs)
    assert not is_in(lead) and is_in(director)
    time.sleep(1.1)  # a sign-in of the second after
    assert is_in(office.signed_in(LEAD))


def test_another_website_signs_nobody_out(office):
    director = office.signed_in(DIRECTOR)
    for site in ("cross-site", "same-site", "none", ""):
        headers = {"Sec_Fetch_Site": site} if site else {}
        for path in ("/auth/logout", "/auth/logout?proof=x", "/auth/logout?proof="):
            asked = director.get(path, **HTML, **headers)
            assert asked.status == 200 and "ออกจากระบบหรือไม่" in asked.read
            assert "_streamlit_user" in director.cookies
    assert is_in(director)
    theirs = office.signed_in(LEAD).get("/auth/logout", **HTML).read
    (wrong,) = re.findall(r"proof=([0-9a-f]+)", theirs)
    assert director.get(f"/auth/logout?proof={wrong}", **HTML).status == 200
    (proof,) = re.findall(r"proof=([0-9a-f]+)", asked.read)
    assert director.get(f"/auth/logout?proof={proof}", **HTML).status == 302
    assert not is_in(director)


def test_a_download_is_for_the_sign_in_that_asked_for_it(office):
    director, again = office.signed_in(DIRECTOR), office.signed_in(DIRECTOR)
    lead = office.signed_in(LEAD)
    path = first_download(director.socket(), "sheets")
    got = director.get(path)
    assert got.status == 200 and len(got.body) > 1_000
    for other in (again, lead, Browser(office.port)):
        assert other.get(path).status == 403
    fetched = [line for line in office.lines() if line["what"] == "file"]
    assert fetched[-1]["role"] == "director" and fetched[-1]["file"].endswith((".xlsx", ".html"))
    director.get("/auth/logout", Sec_Fetch_Site="same-origin")
    assert Browser(office.port, dict(director.cookies)).get(path).status == 403


def test_one_person_has_so_many_tabs_and_no_more(office):
    lead = office.signed_in(LEAD)
    lines = [lead.socket() for _ in range(A_PERSON)]
    with pytest.raises(InvalidStatus):
        office.signed_in(LEAD).socket()
    office.signed_in(DIRECTOR).socket()
    lines.pop().close()
    time.sleep(0.5)
    lead.socket()


def drawn_anew(line: ClientConnection) -> bytes:
    """What is read within ten seconds without being asked for, until the page is drawn."""
    arrived, end = [], time.monotonic() + SOON
    while time.monotonic() < end:
        try:
            said = line.recv(timeout=max(end - time.monotonic(), 0.1))
        except TimeoutError:
            break
        arrived.append(said)
        if ForwardMsg.FromString(said).WhichOneof("type") == "script_finished":
            return as_read(b"\n".join(arrived))
    raise AssertionError("the page stayed as it was")


def test_a_request_that_never_ends_is_ended_and_nobody_waits_for_it(office):
    lines = [socket.create_connection(("127.0.0.1", office.port)) for _ in range(60)]
    for n, line in enumerate(lines):
        line.settimeout(30)
        line.sendall((b"", b"GET / HTTP/1.1\r\n", b"GET /c HTTP/1.1\r\nHost: x\r\nX: ")[n % 3])
    begun = time.monotonic()
    assert ask(office.port, "/readyz").status == 200 and time.monotonic() - begun < 3
    for line in lines:
        with suppress(ConnectionError):
            while line.recv(1024):
                pass
        line.close()
    assert time.monotonic() - begun < 25


def test_a_connection_that_is_used_again_is_kept_as_long_as_it_asks(office):
    line = http.client.HTTPConnection("127.0.0.1", office.port, timeout=30)
    for _ in range(4):
        line.request("GET", "/readyz")
        assert line.getresponse().read() == b"ready"
        time.sleep(3)
    line.sock.sendall(b"GET /readyz HTTP/1.1\r\n")
    begun = time.monotonic()
    with suppress(ConnectionError):
        assert line.sock.recv(1024) == b""
    line.close()
    assert time.monotonic() - begun < 25


def test_one_address_holds_so_many_connections_and_no_other_waits_for_it(office):
    """Every address that begins with 127 is this machine's; only 127.0.0.1 is taken for a proxy."""

    def connected(address: str) -> socket.socket:
        line = socket.create_connection(
            ("127.0.0.1", office.port), timeout=5, source_address=(address, 0)
        )
        with suppress(ConnectionError):
            line.sendall(b"GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        return line

    def is_answered(line: socket.socket) -> bool:
        try:
            return line.recv(1024).startswith(b"HTTP/1.1 200")
        except ConnectionError:
            return False

    lines = [connected("127.0.0.2") for _ in range(AN_ADDRESS + 10)]
    assert sum(map(is_answered, lines)) == AN_ADDRESS
    other = connected("127.0.0.3")
    assert is_answered(other)
    for line in [*lines, other]:
        line.close()
    time.sleep(0.5)
    again = connected("127.0.0.2")
    assert is_answered(again)
    again.close()
