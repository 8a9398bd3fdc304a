"""A visitor without a browser: plain requests and one run over the WebSocket, with cookies."""

import http.client
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import BackendOperationResponse, ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from esa.serving import running
from esa.telling.texts import JOINER


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: tuple[str, ...] = ()  # all that it sets, whole

    @property
    def read(self) -> str:
        """The body as a person reads it: without joiners."""
        return as_read(self.body).decode()

    @property
    def cookie(self) -> str:
        """name=value of the cookie it sets."""
        return self.headers.get("set-cookie", "").partition(";")[0]


def as_read(arrived: bytes) -> bytes:
    return arrived.replace(JOINER.encode(), b"")


def ask(port: int, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
    """One request; header names with _ for -."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        line.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            line.putheader(name.replace("_", "-"), value)
        if body:
            line.putheader("Content-Length", str(len(body)))
        line.endheaders(body or None)
        found = line.getresponse()
        told = {name.lower(): value for name, value in found.getheaders()}
        sets = tuple(found.headers.get_all("set-cookie") or ())
        return Answer(found.status, told, found.read(), sets)
    finally:
        line.close()


def visited(port: int, token: str, **headers: str) -> Answer:
    """The committee's page as somebody sees it who opens this link for the first time."""
    return seen(port, ask(port, f"/c/{token}", **headers).cookie, **headers)


def seen(port: int, cookie: str, **headers: str) -> Answer:
    """The committee's page with a cookie that is there already."""
    return ask(port, "/c", Cookie=cookie, **headers)


def is_up(server: subprocess.Popen, port: int) -> None:
    """Wait until it has read the office; no page is run for that, the opening one least of all."""
    end = time.monotonic() + running.PATIENCE
    while not running.answers(port) or ask(port, "/readyz").status != 200:
        assert server.poll() is None and time.monotonic() < end
        time.sleep(0.1)


def session(port: int, cookie: str = "") -> ClientConnection:
    """A WebSocket as the page of a browser opens it."""
    here = f"127.0.0.1:{port}"
    return connect(
        f"ws://{here}/_stcore/stream",
        origin=Origin(f"http://{here}"),
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"Cookie": cookie} if cookie else None,
        open_timeout=60,
        max_size=None,
        proxy=None,
        compression=None,
    )


def run(line: ClientConnection, page: str = "", query: str = "") -> bytes:
    """All that arrives while a page is run once."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = page
    line.send(asked.SerializeToString())
    arrived = []
    while True:
        said = line.recv(timeout=120)
        arrived.append(said)
        if ForwardMsg.FromString(said).WhichOneof("type") == "script_finished":
            return b"\n".join(arrived)


OPENED: list[ClientConnection] = []  # by a Browser; to be closed


@dataclass
class Browser:
    """Keeps cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, address: str, **headers: str) -> Answer:
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        found = ask(parts.port or self.port, path, Cookie=self.cookie, **headers)
        for each in found.cookies:
            for name, morsel in SimpleCookie(each).items():
                self.cookies[name] = morsel.value
                if morsel["max-age"] == "0":
                    del self.cookies[name]
        return found

    def socket(self) -> ClientConnection:
        """A WebSocket as the page opens it; InvalidStatus where it is refused."""
        self.get("/_stcore/health")  # gives the token that the page sends along
        here = f"127.0.0.1:{self.port}"
        OPENED.append(_connected(here, self.cookies.get("_streamlit_xsrf", "none"), self.cookie))
        return OPENED[-1]


def _connected(here: str, token: str, cookie: str) -> ClientConnection:
    return connect(
        f"ws://{here}/_stcore/stream",
        origin=Origin(f"http://{here}"),
        subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
        additional_headers={"Cookie": cookie},
        max_size=None,
        proxy=None,
        compression=None,
        legacy=True,
    )


def first_download(line: ClientConnection, page: str) -> str:
    """The path of the first download of a page, made as a click on it does."""
    return next(path for _, path in downloads(line, page))


def downloads(line: ClientConnection, page: str, query: str = "") -> Iterator[tuple[str, str]]:
    """(label, path) of every download of a page, each made as a click on it does."""
    parts = run_messages(line, page, query)
    session = next(p.new_session.initialize.session_id for p in parts if p.HasField("new_session"))
    for number, part in enumerate(parts):
        button = part.delta.new_element.download_button
        if button.deferred_file_id:
            asked = BackMsg()
            request = asked.backend_operation_request
            request.request_id, request.session_id = str(number), session
            request.deferred_file.file_id = button.deferred_file_id
            line.send(asked.SerializeToString())
            yield button.label, _answer(line, str(number)).deferred_file.url
        elif button.url:
            yield button.label, button.url


def _answer(line: ClientConnection, number: str) -> BackendOperationResponse:
    while True:
        said = ForwardMsg.FromString(line.recv(timeout=120)).backend_operation_response
        if said.request_id == number:
            assert not said.error_msg, said.error_msg
            return said


def run_messages(line: ClientConnection, page: str, query: str = "") -> list[ForwardMsg]:
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, query
    line.send(asked.SerializeToString())
    found = []
    while not found or found[-1].WhichOneof("type") != "script_finished":
        found.append(ForwardMsg.FromString(line.recv(timeout=60)))
    return found
