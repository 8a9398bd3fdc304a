"""docs/deploy/nginx.conf as it stands before two replicas: TLS, WebSocket, links, downloads, keys.

Only ports, certificate and the folder of its logs are put in place of the guide's, inside settings
of a machine that logs everything in full. Skipped without nginx.
"""

import http.client
import os
import selectors
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from esa.history.place import place_of
from esa.reading.office import BANGKOK
from esa.serving import running
from esa.share.registry import Registry, registry_at
from esa.share.scope import Scope
from tests.browser.conftest import CHROMIUM, read
from tests.conftest import ROOT, SAMPLE

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
HOST = "esa.example.go.th"
TRUSTING = ssl._create_unverified_context()
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@dataclass
class Site:
    home: str
    plain: int
    secure: int
    links: Registry
    logs: Path
    servers: dict[int, subprocess.Popen]

    def say(self, request: bytes, secure: bool = True) -> int:
        """The status that answers to these very bytes, 0 where nothing does."""
        with socket.create_connection(
            ("127.0.0.1", self.secure if secure else self.plain), timeout=30
        ) as plain:
            line = TRUSTING.wrap_socket(plain, server_hostname=HOST) if secure else plain
            with line, suppress(ConnectionError, ssl.SSLError):
                line.sendall(request)
                told = b""
                while b"\r\n" not in told and (more := line.recv(4096)):
                    told += more
                return int(told.split(b" ", 2)[1]) if told.startswith(b"HTTP/") else 0
        return 0

    def garble(self, request: bytes) -> None:
        """Say the beginning of a request, then what no key has closed."""
        with socket.create_connection(("127.0.0.1", self.secure), timeout=30) as plain:
            line = TRUSTING.wrap_socket(plain, server_hostname=HOST)
            with line, suppress(ConnectionError, ssl.SSLError):
                line.sendall(request)
                time.sleep(0.05)
                os.write(line.fileno(), b"\x17\x03\x03\x00\x20" + b"a" * 32)
                line.recv(4096)

    def logged(self) -> str:
        """All that stands in any log, once nginx has written what it does after an answer."""
        time.sleep(0.3)
        return "".join(each.read_text("utf-8", "replace") for each in self.logs.glob("*.log"))

    def ask(
        self, path: str, secure: bool = True, host: str = HOST
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers in small letters and body."""
        port = self.secure if secure else self.plain
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        with closing(line):
            line.connect()
            if secure:
                line.sock = TRUSTING.wrap_socket(line.sock, server_hostname=HOST)
            line.request("GET", path, headers={"Host": host})
            found = line.getresponse()
            headers = [(name.lower(), value) for name, value in found.getheaders()]
            return found.status, headers, found.read()

    def replica(self) -> int:
        """The port of the replica that answers."""
        return int(dict(self.ask("/readyz")[1])["x-replica"].rpartition(":")[2])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("nginx")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ESA_OFFICE", raising=False)
        patch.setenv("ESA_HISTORY", str(folder / "history"))
        patch.setenv("ESA_AUDIT", str(folder / "audit"))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(folder / "none.toml"))
        ports = [running.any_free_port() for _ in range(4)]
        servers = {port: running.start(port) for port in ports[:2]}
        try:
            with serving(folder, ports):
                for port, server in servers.items():
                    assert running.ready(server, port)
                links = registry_at(place_of(str(SAMPLE)), {})
                yield Site(f"https://{HOST}:{ports[3]}", ports[2], ports[3], links, folder, servers)
        finally:
            for server in servers.values():
                running.stop(server)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """nginx while no replica is there."""
    folder = tmp_path_factory.mktemp("alone")
    ports = [running.any_free_port() for _ in range(4)]
    with serving(folder, ports):
        links = registry_at(str(folder / "history"), {})
        yield Site(f"https://{HOST}:{ports[3]}", ports[2], ports[3], links, folder, {})


@contextmanager
def serving(folder: Path, ports: Sequence[int]) -> Iterator[None]:
    """nginx with the guide's file. ports: of two replicas, of the website without TLS and with."""
    configured(folder, ports)
    command = [NGINX, "-p", str(folder), "-c", str(folder / "test.conf")]
    tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert tested.returncode == 0, tested.stderr
    proxy = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        while running.is_free(ports[3]):
            assert proxy.poll() is None
            time.sleep(0.05)
        yield
    finally:
        proxy.terminate()
        proxy.wait()


def configured(folder: Path, ports: Sequence[int]) -> None:
    """The guide's file with what a test needs in the place of what a machine has."""
    certificate(folder)
    one, two, plain, secure = ports
    text = (ROOT / "docs" / "deploy" / "nginx.conf").read_text("utf-8")
    for old, new in (
        ("server 127.0.0.1:8501", f"server 127.0.0.1:{one}"),
        ("# server 127.0.0.1:8502", f"server 127.0.0.1:{two}"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen [::]:80;", ""),
        ("listen [::]:443 ssl default_server;", ""),
        ("listen [::]:443 ssl;", ""),
        ("listen 443 ssl", f"listen 127.0.0.1:{secure} ssl"),
        ("/etc/letsencrypt/live/esa.example.go.th", str(folder)),
        ("/var/log/nginx", str(folder)),
    ):
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text)
    (folder / "test.conf").write_text(
        f"user root;\nworker_processes 1;\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log info;\nevents {{ worker_connections 4096; }}\n"
        f"http {{ access_log {folder}/access.log; add_header X-Replica $upstream_addr always;\n"
        "limit_req_zone $http_x_flood zone=flood:1m rate=1r/m; limit_req zone=flood;\n"
        f"client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};\n"
        f"uwsgi_temp_path {folder}; scgi_temp_path {folder};\ninclude {folder}/site.conf; }}\n"
    )


def certificate(folder: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "fullchain.pem").write_bytes(made.public_bytes(pem))
    (folder / "privkey.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


@pytest.fixture
def phone(chromium: object) -> Iterator[object]:
    """A browser that finds the website on this machine."""
    rules = f"MAP {HOST} 127.0.0.1"
    browser = chromium.browser_type.launch(
        executable_path=str(CHROMIUM),
        args=["--no-sandbox", "--disable-dev-shm-usage", f"--host-resolver-rules={rules}"],
    )
    size = {"width": 390, "height": 844}
    page = browser.new_context(ignore_https_errors=True, viewport=size).new_page()
    page.set_default_timeout(60_000)
    yield page
    browser.close()


def test_a_website_without_tls_leads_to_the_one_with_it(site):
    status, headers, _ = site.ask("/evidence?group=FIN", secure=False)
    assert status == 301
    assert dict(headers)["location"] == f"https://{HOST}/evidence?group=FIN"


def test_the_answers_behind_it_carry_our_headers_once(site):
    status, headers, body = site.ask("/readyz")
    assert (status, body) == (200, b"ready")
    names = [name for name, _ in headers]
    for name in ("content-security-policy", "strict-transport-security", "referrer-policy"):
        assert names.count(name) == 1
    assert "nginx/" not in dict(headers).get("server", "")


def test_a_name_that_is_not_ours_gets_no_answer(site):
    with pytest.raises(http.client.HTTPException):
        site.ask("/", host="evil.example")


def test_a_link_its_download_and_its_end_go_through_it_and_from_replica_to_replica(
    site, phone, tmp_path
):
    entry, token = site.links.make(Scope(), "กรรมการ", datetime.now(BANGKOK))
    phone.goto(f"{site.home}/c/{token}")
    phone.locator("#levels").wait_for()
    assert token not in phone.url
    cookie = next(c for c in phone.context.cookies() if c["name"] == "esa_committee")
    assert cookie["secure"] and cookie["httpOnly"]
    with phone.expect_download() as saved:
        phone.get_by_role("button", name="บันทึกเป็น PDF").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")

    site.links.change_keys()  # the old key still opens, the new one signs
    phone.reload()
    phone.locator("#levels").wait_for()

    used = site.replica()
    running.stop(site.servers[used])
    phone.reload()  # the same cookie, the other replica
    phone.locator("#levels").wait_for()
    assert site.replica() != used

    site.links.revoke(entry.link.id, datetime.now(BANGKOK))
    phone.reload()
    phone.get_by_role("heading", name=read("ลิงก์นี้ใช้ไม่ได้")).wait_for()
    assert phone.locator("#levels").count() == 0


def asked(path: str, *headers: str, host: str = HOST, method: str = "GET") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode()


def spellings(token: str) -> list[bytes]:
    """Requests with a link in them, as it was made, as somebody may write it, as what led here."""
    encoded = "".join(f"%{byte:02x}" for byte in token[:9].encode()) + token[9:]
    paths = [
        f"/c/{token}", f"//c/{token}", f"/C/{token}", f"/%63/{token}", f"/c%2F{token}",
        f"/c/{encoded}", f"/x/../c/{token}", f"/c/{token}/", f"/c/{token[:-1]}", f"/{token}",
        f"/media/{token}", f"/evidence?next=/c/{token}", f"/evidence?next=%2Fc%2F{token}",
        f"/?{token}", f"https://{HOST}/c/{token}", f"/c/{token}#x", f"/readyz?{token}",
    ]  # fmt: skip
    led = [
        f"https://{HOST}/c/{token}",
        f"https://elsewhere.example/?u=https%3A%2F%2F{HOST}%2Fc%2F{token}",
    ]
    return [
        *map(asked, paths),
        *(
            asked(path, f"Referer: {each}")
            for each in led
            for path in ("/", "/readyz", "/evidence")
        ),
        asked(f"/c/{token}", method="POST"),
        asked(f"/c/{token}", host="evil.example"),
    ]


def misshapen(token: str) -> list[bytes]:
    """Requests with a link in them that nginx itself refuses: 400, 413, 414 and the like."""
    path, led = f"/c/{token}", f"Referer: https://{HOST}/c/{token}"
    return [
        asked(path, "Content-Length: 70000", method="POST"),
        asked(path, "Transfer-Encoding: chunked", method="POST") + b"fffff\r\n" + b"a" * 70_000,
        asked("/", led, "Content-Length: 70000", method="POST"),
        asked(path + "a" * 20_000),
        asked("/" + "a" * 20_000, led),
        asked(path, "X: " + "a" * 20_000),
        asked(path, *(f"X-{n}: " + "a" * 15_000 for n in range(9))),
        asked(path, "Host: twice.example"),
        asked(path, "Content-Length: x"),
        asked(path, "broken header"),
        asked(f"{path} {token}"),
        asked(f"{path}\x01"),
        f"GET {path} HTTP/9.9\r\n\r\n".encode(),
        f"GET {path} HTTP/1.1\r\n\r\n".encode(),
        f"get {path} HTTP/1.1\r\n\r\n".encode(),
        f"GET {path}\r\n".encode(),
    ]


def traces(token: str) -> list[str]:
    """Parts of a token that are too long to stand anywhere by chance."""
    _, scope, signature = token.split(".")
    return [scope[:30], scope[-30:], signature[:20], signature[-20:]]


def test_what_is_in_a_link_is_in_no_log_of_it(site):
    _, token = site.links.make(Scope(), "กรรมการ", datetime.now(BANGKOK))
    told = [site.say(each, secure) for each in spellings(token) for secure in (True, False)]
    told += [site.say(each, secure) for each in misshapen(token) for secure in (True, False)]
    told += [site.say(asked(f"/c/{token[:-1]}")) for _ in range(30)]
    told += [site.say(asked("/evidence"), secure) for secure in (True, False)]
    assert {200, 301, 303, 400, 404, 413, 414, 429} <= set(told)
    assert site.say(asked(f"/c/{token}")) == 303, "nginx keeps no good link out"
    logged = site.logged()
    for status in {303, 404, 429}:
        assert f'GET "secret" {status} ' in logged, "time and status are known"
    assert '"/evidence" 301 ' in logged and '"/evidence" 200 ' in logged
    assert [each for each in traces(token) if each in logged] == []


def test_nor_while_the_dashboard_is_away_or_nginx_refuses(alone):
    _, token = alone.links.make(Scope(), "กรรมการ", datetime.now(BANGKOK))
    before = asked("/evidence").replace(b"close", b"keep-alive")
    flood = b"\r\nX-Flood: yes\r\nConnection"
    told = []
    for each in (*spellings(token), *misshapen(token)):
        told += [alone.say(each), alone.say(each, secure=False)]
        told += [alone.say(each.replace(b"\r\nConnection", flood, 1))]
    for each in spellings(token):
        alone.garble(each[:-2])
        alone.garble(each.partition(b" HTTP")[0])
        alone.garble(before + each[:-2])
    assert {301, 400, 413, 414, 502, 503} <= set(told)
    logged = alone.logged()
    for status in {413, 502, 503}:
        assert f'"secret" {status} ' in logged, "time and status are known"
    assert [each for each in traces(token) if each in logged] == []


def test_what_goes_wrong_elsewhere_is_in_the_log(alone):
    assert alone.say(asked("/evidence?group=FIN")) == 502
    assert alone.say(asked("/networks", "X-Flood: once")) == 502
    assert alone.say(asked("/networks", "X-Flood: once")) == 503
    assert alone.say(asked("/schools", "Content-Length: 70000", method="POST")) == 413
    logged = alone.logged()
    for status, path in ((502, "evidence"), (503, "networks"), (413, "schools")):
        assert f'"/{path}" {status} ' in logged
    errors = (alone.logs / "esa-error.log").read_text("utf-8")
    for said, path in (
        ("while connecting to upstream", "evidence"),
        ("limiting requests", "networks"),
        ("too large body", "schools"),
    ):
        assert any(said in line and f"/{path}" in line for line in errors.splitlines())


def waiting(site: Site, address: str) -> ssl.SSLSocket:
    """A request from that address whose body doesn't come."""
    plain = socket.create_connection(("127.0.0.1", site.secure), 30, (address, 0))
    line = TRUSTING.wrap_socket(plain, server_hostname=HOST)
    line.sendall(asked("/evidence", "Content-Length: 9", method="POST"))
    return line


def answered(lines: Sequence[ssl.SSLSocket]) -> list[int]:
    """The statuses of those that are answered within a moment."""
    time.sleep(0.5)
    with selectors.DefaultSelector() as ready:
        for line in lines:
            ready.register(line, selectors.EVENT_READ)
        return [int(key.fileobj.recv(16).split(b" ")[1]) for key, _ in ready.select(1.0)]


@pytest.mark.parametrize(
    ("addresses", "most"),
    [(["127.0.0.2"] * 230, 200), ([f"127.0.1.{n % 9 + 1}" for n in range(1_050)], 1_000)],
    ids=["of one address", "in all"],
)
def test_so_many_connections_are_taken_and_no_more(alone, addresses, most):
    """Every address that begins with 127 is this machine's."""
    lines, begun = [], time.monotonic()
    try:
        lines += [waiting(alone, address) for address in addresses]
        if time.monotonic() - begun > 8:
            pytest.skip("so slow a machine that nginx has ended the first of them")
        assert answered(lines) == [503] * (len(addresses) - most)
        lines.append(waiting(alone, "127.0.0.3"))
        assert bool(answered(lines[-1:])) == (most == 1_000), "another waits where all are taken"
    finally:
        for line in lines:
            line.close()


def test_who_sends_slowly_or_opens_too_many_holds_no_connection(site):
    def begun() -> ssl.SSLSocket:
        plain = socket.create_connection(("127.0.0.1", site.secure), timeout=20)
        line = TRUSTING.wrap_socket(plain, server_hostname=HOST)
        line.sendall(f"GET / HTTP/1.1\r\nHost: {HOST}\r\nX: ".encode())
        return line

    slow = [begun() for _ in range(20)]
    started = time.monotonic()
    assert site.ask("/readyz")[0] == 200
    for line in slow:
        with closing(line), suppress(ConnectionError, ssl.SSLError):
            while line.recv(1024):
                pass
    assert time.monotonic() - started < 18
