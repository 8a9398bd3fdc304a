"""docs/deploy/nginx.conf as it stands before two replicas: TLS, WebSocket, links, downloads, keys.

Only ports, certificate and log files are put in place of the guide's. Skipped without nginx.
"""

import http.client
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from esa.history.place import place_of
from esa.reading.office import BANGKOK
from esa.serving import running
from esa.share.registry import Registry, registry_at
from esa.share.scope import Scope
from tests.browser.conftest import CHROMIUM
from tests.conftest import ROOT, SAMPLE

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
HOST = "esa.example.go.th"
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


@dataclass
class Site:
    home: str
    plain: int
    secure: int
    links: Registry
    logs: Path
    servers: dict[int, subprocess.Popen]

    def ask(
        self, path: str, secure: bool = True, host: str = HOST
    ) -> tuple[int, list[tuple[str, str]], bytes]:
        """Status, headers in small letters and body."""
        port = self.secure if secure else self.plain
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        with closing(line):
            line.connect()
            if secure:
                trusting = ssl._create_unverified_context()
                line.sock = trusting.wrap_socket(line.sock, server_hostname=HOST)
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
        proxy = None
        try:
            configured(folder, ports)
            command = [NGINX, "-p", str(folder), "-c", str(folder / "test.conf")]
            tested = subprocess.run([*command, "-t"], capture_output=True, text=True)
            assert tested.returncode == 0, tested.stderr
            proxy = subprocess.Popen([*command, "-g", "daemon off;"])
            for port, server in servers.items():
                assert running.ready(server, port)
            links = registry_at(place_of(str(SAMPLE)), {})
            yield Site(f"https://{HOST}:{ports[3]}", ports[2], ports[3], links, folder, servers)
        finally:
            if proxy:
                proxy.terminate()
                proxy.wait()
            for server in servers.values():
                running.stop(server)


def configured(folder: Path, ports: list[int]) -> None:
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
    ):
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    (folder / "site.conf").write_text(text)
    (folder / "test.conf").write_text(
        f"user root;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
        "events { worker_connections 256; }\n"
        f"http {{ access_log {folder}/access.log; add_header X-Replica $upstream_addr always;\n"
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
    phone.locator(".committee").wait_for()  # it came over the WebSocket
    assert token not in phone.url
    cookie = next(c for c in phone.context.cookies() if c["name"] == "esa_committee")
    assert cookie["secure"] and cookie["httpOnly"]
    with phone.expect_download() as saved:
        phone.locator(".st-key-committee_save button").last.click()
    assert Path(saved.value.path()).read_bytes().startswith(b"%PDF-")

    site.links.change_keys()  # the old key still opens, the new one signs
    phone.reload()
    phone.locator(".committee").wait_for()

    used = site.replica()
    running.stop(site.servers[used])
    phone.reload()  # the same cookie, the other replica
    phone.locator(".committee").wait_for()
    assert site.replica() != used

    site.links.revoke(entry.link.id, datetime.now(BANGKOK))
    phone.reload()
    phone.get_by_role("heading", name="ลิงก์นี้ใช้ไม่ได้แล้ว").wait_for()
    assert phone.locator(".committee").count() == 0


def test_what_is_in_a_link_is_in_no_log_of_it(site):
    _, token = site.links.make(Scope(), "กรรมการ", datetime.now(BANGKOK))
    assert site.ask(f"/c/{token}")[0] == 303
    logs = list(site.logs.glob("*.log"))
    assert len(logs) == 2
    assert not any(token in log.read_text("utf-8", "replace") for log in logs)
