"""Google on 127.0.0.1: the parts of Sheets v4, Drive v3 and the sign-in that the dashboard uses.

The real google-auth talks to it. It is as strict as Google about tokens, ranges and fields, as
slow as `latency` says, and does wrong what `trouble` says. Whatever isn't reading is refused and
remembered: a test in which anything tried to write fails (tests/conftest.py).

    with GoogleServer() as google:
        google.add(Spreadsheet("1a…", "งานวิชาการ", [Tab("หลักฐานอ้างอิง", rows)]))
        client = connect(google.secrets("1a…"))
"""

import gzip
import json
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth import jwt

from tests.loopback import control
from tests.loopback.masks import masked
from tests.loopback.spreadsheets import BadRange, Spreadsheet, Tab
from tests.loopback.troubles import (
    ANSWERS,
    NOT_A_SHEET,
    NOT_FOUND,
    NOT_SHARED,
    Trouble,
    error_body,
    seconds_of,
    spoil,
)

EMAIL = "dashboard@office-sheets.iam.gserviceaccount.com"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LONGEST_ADDRESS = 16_000  # characters; Google refuses longer ones with 413 or 414
CLOCK_MAY_DIFFER = 300  # seconds


@dataclass(frozen=True)
class Asked:
    """One request as it arrived. words: what a Trouble may name."""

    kind: str  # sheets, drive, sign_in
    part: str  # list, values, details, files, token
    id: str
    query: dict[str, list[str]]

    @property
    def words(self) -> set[str]:
        return {self.kind, self.part, self.id} - {""}


@cache
def key_pair() -> tuple[str, bytes]:
    """A private key as the .json file holds it, and the public key; made once."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public


class GoogleServer:
    """The server; a context manager. latency: seconds before each answer.

    asked: every request so far; before: called with each request before it is answered, for
    edits in the middle of a reading. scopes: the rights that were asked for when signing in.
    refused: of all servers of the process, what asked for anything but reading.
    """

    refused: ClassVar[list[str]] = []

    def __init__(self, latency: float = 0.0, port: int = 0):
        self.latency = latency
        self.spreadsheets: dict[str, Spreadsheet] = {}
        self._first: dict[str, list[Tab]] = {}
        self.asked: list[Asked] = []
        self.troubles: list[Trouble] = []
        self.before: Callable[[Asked], None] | None = None
        self.page_size = 1000
        self.unlisted: set[str] = set()  # ids that Drive's list lacks for the moment
        self.late: dict[str, dict] = {}  # by id, what Drive's list still says
        self.reads_a_minute: int | None = None  # of Sheets; more are refused with 429
        self.minute = 60.0  # seconds
        self.scopes: set[str] = set()
        self._reads: deque[float] = deque()
        self._tokens: set[str] = set()
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._http = _Server(("127.0.0.1", port), type("Bound", (_Handler,), {"google": self}))
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> "GoogleServer":
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Answer nobody any more."""
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()

    def add(self, *spreadsheets: Spreadsheet) -> None:
        for each in spreadsheets:
            self.spreadsheets[each.id] = each

    def remember(self) -> None:
        """Take all tabs as they are now for those that restore gives back."""
        self._first = {id_: deepcopy(each.tabs) for id_, each in self.spreadsheets.items()}

    def restore(self, id_: str) -> None:
        self.spreadsheets[id_].tabs = deepcopy(self._first[id_])
        self.spreadsheets[id_].changed()

    def trouble(
        self,
        kind: str,
        where: str = "sheets",
        times: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        """From now on; see troubles.Trouble."""
        self.troubles.append(Trouble(kind, where, times, headers or {}))

    def well(self) -> None:
        """No trouble any more."""
        self.troubles.clear()

    def forget(self) -> None:
        """Begin to count anew."""
        self.asked.clear()

    def count(self, *words: str) -> int:
        """Requests that all these words concern: a kind, a part, an id."""
        return sum(set(words) <= asked.words for asked in list(self.asked))

    def forget_tokens(self) -> None:
        """Every token that was given out is void."""
        self._tokens.clear()

    def secrets(self, office: str) -> dict:
        """What secrets.toml would hold for that office workbook."""
        key = {
            "type": "service_account",
            "project_id": "office-sheets",
            "private_key_id": "1",
            "private_key": key_pair()[0],
            "client_email": EMAIL,
            "client_id": "1",
            "token_uri": f"{self.url}/token",
        }
        address = f"https://docs.google.com/spreadsheets/d/{office}/edit?usp=sharing"
        roots = {"api_root": self.url, "drive_root": self.url}
        return {"sheets": {"office": address, **roots, "key": key}}

    def note(self, asked: Asked) -> Trouble | None:
        """Count a request; the trouble that is meant for it."""
        with self._lock:
            self.asked.append(asked)
            for trouble in self.troubles:
                if trouble.concerns(asked.words):
                    trouble.used()
                    return trouble
        return None

    def is_over_quota(self, asked: Asked) -> bool:
        """Whether a reading of Sheets is one too many; it counts all the same."""
        if self.reads_a_minute is None or asked.kind != "sheets":
            return False
        with self._lock:
            now = time.monotonic()
            while self._reads and self._reads[0] <= now - self.minute:
                self._reads.popleft()
            self._reads.append(now)
            return len(self._reads) > self.reads_a_minute

    def token(self) -> str:
        token = secrets.token_hex(16)
        self._tokens.add(token)
        return token

    def knows(self, authorization: str | None) -> bool:
        return (authorization or "").removeprefix("Bearer ") in self._tokens

    def closing(self, seconds: float = 0) -> bool:
        """Wait; True as soon as the server ends."""
        return self._closing.wait(seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that went away is no news."""


@dataclass
class _Answer:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)


class _Handler(BaseHTTPRequestHandler):
    google: GoogleServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None:
        """Tests are quiet."""

    def do_GET(self) -> None:  # noqa: N802
        asked = self._asked()
        if asked is None:
            self._send(_Answer(*NOT_FOUND))
            return
        self._answer(asked, lambda: self._proper(asked))

    def do_POST(self) -> None:  # noqa: N802
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        if parts.path.startswith("/_/"):
            said = control.do(
                self.google, parts.path, parse_qs(parts.query, keep_blank_values=True)
            )
            self._send(_Answer(200 if said == "ok" else 400, said.encode()))
        elif parts.path == "/token":
            self._answer(Asked("sign_in", "token", "", {}), lambda: self._signed_in(body))
        else:
            self._refuse()

    def _refuse(self) -> None:
        """Nothing may be written here, whoever asks."""
        self.google.refused.append(f"{self.command} {urlsplit(self.path).path}")
        self.close_connection = True  # its body isn't read
        self._send(_Answer(*NOT_SHARED))

    do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = _refuse  # noqa: N815

    def _asked(self) -> Asked | None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query, keep_blank_values=True)
        if parts.path == "/drive/v3/files":
            return Asked("drive", "files", "", query)
        prefix = "/v4/spreadsheets/"
        if not parts.path.startswith(prefix):
            return None
        id_, _, rest = parts.path.removeprefix(prefix).partition("/")
        if rest == "values:batchGet":
            return Asked("sheets", "values", id_, query)
        if rest.startswith("values/"):
            query["ranges"] = [unquote(rest.removeprefix("values/"))]
            return Asked("sheets", "one", id_, query)
        part = "details" if "effectiveValue" in query.get("fields", [""])[0] else "list"
        return Asked("sheets", part, id_, query) if not rest else None

    def _answer(self, asked: Asked, proper: Callable[[], _Answer]) -> None:
        if self.google.closing():  # an old connection to a server that is gone
            self.close_connection = True
            return
        trouble = self.google.note(asked)
        seconds_of(self.google.latency)
        if self.google.before:
            self.google.before(asked)
        if trouble is None and self.google.is_over_quota(asked):
            self._send(_Answer(*ANSWERS["429"]))
        elif trouble is None:
            self._send(proper())
        elif trouble.kind in ANSWERS:
            self._send(_Answer(*ANSWERS[trouble.kind], trouble.headers))
        else:
            spoil(trouble.kind, self, proper().body, self.google.closing)

    def _send(self, answer: _Answer) -> None:
        self.send_response(answer.status)
        body = answer.body
        kind = "text/html" if body.lstrip()[:1] == b"<" else "application/json"
        self.send_header("Content-Type", f"{kind}; charset=UTF-8")
        if "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 1)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _signed_in(self, body: bytes) -> _Answer:
        form = parse_qs(body.decode())
        try:
            claims = jwt.decode(
                form["assertion"][0],
                certs=key_pair()[1],
                clock_skew_in_seconds=CLOCK_MAY_DIFFER,
            )
        except Exception:
            return _Answer(*ANSWERS["revoked"])
        if form.get("grant_type") != [GRANT] or claims.get("iss") != EMAIL:
            return _Answer(*ANSWERS["revoked"])
        if abs(claims["iat"] - time.time()) > CLOCK_MAY_DIFFER:
            return _Answer(*ANSWERS["clock"])
        self.google.scopes |= set(claims["scope"].split())
        token = {
            "access_token": self.google.token(),
            "expires_in": 3599,
            "token_type": "Bearer",
            "scope": claims["scope"],
        }
        return _Answer(200, json.dumps(token).encode())

    def _proper(self, asked: Asked) -> _Answer:
        if not self.google.knows(self.headers.get("Authorization")):
            return _Answer(*ANSWERS["401"])
        if len(self.path) > LONGEST_ADDRESS:
            return _Answer(414, b"<html><title>Error 414 (Request-URI Too Large)!!1</title></html>")
        try:
            answer = self._files(asked) if asked.kind == "drive" else self._spreadsheet(asked)
            if isinstance(answer, _Answer):
                return answer
            answer = masked(answer, asked.query.get("fields", [None])[0])
        except ValueError:
            message = "Invalid field selection"
            return _Answer(400, error_body(400, message, "INVALID_ARGUMENT"))
        except BadRange as error:
            message = f"Unable to parse range: {error}"
            return _Answer(400, error_body(400, message, "INVALID_ARGUMENT"))
        indent = None if asked.query.get("prettyPrint") == ["false"] else 2
        return _Answer(200, json.dumps(answer, indent=indent, ensure_ascii=False).encode())

    def _spreadsheet(self, asked: Asked) -> dict | _Answer:
        found = self.google.spreadsheets.get(asked.id)
        if found is None:
            return _Answer(*NOT_FOUND)
        if not found.shared:
            return _Answer(*NOT_SHARED)
        if "google-apps.spreadsheet" not in found.kind:
            return _Answer(*NOT_A_SHEET)
        if asked.part == "details":
            return found.details(asked.query["ranges"])
        if asked.part == "list":
            return found.metadata()
        found.read += 1
        formatted = asked.query.get("valueRenderOption") != ["UNFORMATTED_VALUE"]
        serial = asked.query.get("dateTimeRenderOption") != ["FORMATTED_STRING"]
        ranges = [
            found.values(range_, formatted, serial) for range_ in asked.query.get("ranges", [])
        ]
        if asked.part == "one":
            return ranges[0]
        return {"spreadsheetId": found.id, "valueRanges": ranges}

    def _files(self, asked: Asked) -> dict:
        """Files that are shared with the account, in pages; newest first as Drive has it."""
        in_bin = asked.query.get("q") != ["trashed = false"]
        files = [
            self.google.late.get(each.id) or each.file()
            for each in self.google.spreadsheets.values()
            if each.shared and each.id not in self.google.unlisted and (in_bin or not each.in_bin)
        ]
        size = min(int(asked.query.get("pageSize", ["100"])[0]), self.google.page_size)
        start = int(asked.query.get("pageToken", ["0"])[0])
        answer: dict = {"kind": "drive#fileList", "files": files[start : start + size]}
        if start + size < len(files):
            answer["nextPageToken"] = str(start + size)
        return answer
