"""A visitor without a browser: plain requests and one run over the WebSocket, with cookies."""

import http.client
import subprocess
import time
from dataclasses import dataclass

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
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
