"""The way to Google: signed in as the service account, every request with time-outs and an end.

It asks for rights to read alone and knows no request but GET, so that nothing can write to a
sheet. A request is made at most Patience.tries times, and no sooner than the budget allows. Nothing
on the way may change who asks: redirects aren't followed and a .netrc file says nothing. Every
failure is a SheetsError.
"""

import functools
import json
import re
import threading
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import requests
import urllib3
from google.auth import exceptions as sign_in
from google.auth.transport import Response
from google.auth.transport.requests import AuthorizedSession
from google.auth.transport.requests import Request as SignIn
from google.oauth2.service_account import Credentials

from esa.sources.google.budget import Budget
from esa.sources.google.errors import (
    SheetsBusy,
    SheetsError,
    SheetsMinuteOver,
    SheetsSignedOut,
    SheetsUnreachable,
    damaged,
    refusal,
)
from esa.sources.google.patience import Patience, with_patience
from esa.sources.google.secrets import DRIVE_ROOT, ROOTS, SECTION, SHEETS_ROOT, key_of

READ_ONLY = (
    "https://www.googleapis.com/auth/spreadsheets.readonly",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
)
CONNECT_TIME = 5.0  # seconds until there is a connection
READ_TIME = 90.0  # seconds without a byte; a large spreadsheet takes a minute to its first one
LARGEST_ANSWER = 100_000_000  # bytes, unpacked
CHUNK = 1 << 16
_ABOUT = re.compile(r"/spreadsheets/([^/?:]+)")
Answer = TypeVar("Answer")


class Client:
    """Reads from Sheets and Drive; the API's addresses, time-outs and patience are arguments.

    email: of the service account, which people share their sheets with.
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        api_root: str = SHEETS_ROOT,
        drive_root: str = DRIVE_ROOT,
        patience: Patience | None = None,
        budget: Budget | None = None,
        connect_time: float = CONNECT_TIME,
        read_time: float = READ_TIME,
    ):
        self._sign_in_session = requests.Session()
        self.session = AuthorizedSession(
            credentials,
            refresh_status_codes=(),  # signing in is done here, by one thread for all
            auth_request=SignIn(self._sign_in_session),
        )
        for each in (self._sign_in_session, self.session):
            each.auth = _as_it_is  # requests would take a name and password from .netrc instead
        self.credentials = credentials
        self.email: str = credentials.service_account_email
        self.patience = patience or Patience()
        self.budget = budget or Budget(self.patience.clock, self.patience.sleep)
        self.timeout = (connect_time, read_time)
        self._roots = {SHEETS_ROOT: api_root.rstrip("/"), DRIVE_ROOT: drive_root.rstrip("/")}
        self._signing_in = threading.Lock()
        self._unpacking = threading.Lock()

    def read(
        self,
        endpoint: str,
        params: Mapping[str, object],
        take: Callable[[dict], Answer] = lambda answer: answer,
    ) -> Answer:
        """GET → what take makes of the JSON object of the answer; one that can't be read is asked
        for again. One answer is unpacked at a time: each may be large."""

        def ask(left: float) -> Answer:
            response = self._attempt(endpoint, params, left)
            with self._unpacking:
                return take(_object_in(response.content, response.status_code))

        return self._asked(endpoint, ask)

    def close(self) -> None:
        """Give back the connections."""
        self.session.close()
        self._sign_in_session.close()

    def _asked(self, endpoint: str, ask: Callable[[float], Answer]) -> Answer:
        about = _ABOUT.search(endpoint)
        kind = _kind(endpoint)

        def counted(left: float) -> Answer:
            try:
                return ask(left)
            except SheetsMinuteOver as error:
                if error.retry_after is None:
                    self.budget.refused(kind)
                raise

        turn = functools.partial(self.budget.turn, kind, about[1] if about else "")
        return with_patience(counted, self.patience, turn)

    def _attempt(
        self, endpoint: str, params: Mapping[str, object], left: float
    ) -> requests.Response:
        """One try; left: seconds until the answer must be complete.

        A token may be void before its time: then it is made once more, signed in anew.
        """
        until = self.patience.clock() + left
        token, response = self._sent(endpoint, params, until)
        if response.status_code == 401:
            with self._signing_in:
                if self.credentials.token == token:
                    self.credentials.token = None
            self.budget.turn(_kind(endpoint))
            _, response = self._sent(endpoint, params, until)
        if 300 <= response.status_code < 400:
            where = response.headers.get("Location", "")
            raise damaged(f"{response.status_code} {where}", response.status_code)
        if response.status_code >= 400:
            raise refusal(response.status_code, response.content, response.headers)
        return response

    def _sent(
        self, endpoint: str, params: Mapping[str, object], until: float
    ) -> tuple[str, requests.Response]:
        """The token that was used, and the whole answer, whatever it is."""
        connect_time, read_time = self.timeout
        left = max(until - self.patience.clock(), 0.001)
        timeout = (min(connect_time, left), min(read_time, left))
        how = {"timeout": timeout, "stream": True, "allow_redirects": False}
        try:
            token = self._signed_in(timeout)
            with self.session.get(self._addressed(endpoint), params=params, **how) as response:
                self._fill(response, until)
        except SheetsError:
            raise
        except sign_in.RefreshError as error:
            raise _signed_out(error) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _unreachable(error) from error
        except sign_in.GoogleAuthError as error:
            raise _unreachable(error) from error
        return token, response

    def _signed_in(self, timeout: tuple[float, float]) -> str:
        """A valid token, fetched by one thread for all."""
        with self._signing_in:
            if not self.credentials.valid:
                self.budget.turn("sign_in")
                try:
                    self.credentials.refresh(functools.partial(self._ask_token, timeout))
                except (TypeError, ValueError, AttributeError, OverflowError) as error:
                    if isinstance(error, sign_in.GoogleAuthError):
                        raise
                    raise damaged("no token in the answer to the sign-in", None, error) from error
            return self.credentials.token

    def _ask_token(self, timeout: tuple[float, float], **how: Any) -> Response:
        """One try for a token; a passing trouble is ours to wait for, not google-auth's."""
        how |= {"timeout": timeout, "allow_redirects": False}
        response = SignIn(self._sign_in_session)(**how)
        if response.status in (408, 409, 429) or response.status >= 500:
            facts = {"status": response.status, "message": "sign-in"}
            raise SheetsBusy("google_trouble", facts, status=response.status)
        if response.status == 200:
            _object_in(response.data, 200)  # else somebody else has answered
        return response

    def _addressed(self, endpoint: str) -> str:
        for google, root in self._roots.items():
            if endpoint.startswith(google):
                return root + endpoint.removeprefix(google)
        return endpoint

    def _fill(self, response: requests.Response, until: float) -> None:
        """Fetch the whole answer; a trickle of bytes can't outlast the patience."""
        parts, size = [], 0
        while part := response.raw.read1(CHUNK, decode_content=True):  # what is there, no more
            parts.append(part)
            size += len(part)
            if size > LARGEST_ANSWER:
                raise damaged(f"more than {LARGEST_ANSWER:,} bytes", response.status_code)
            if self.patience.clock() > until:
                raise SheetsUnreachable("google_unreachable", {"message": "too slow"})
        response._content = b"".join(parts)  # so that response.json() works as ever
        response._content_consumed = True


def connect(
    secrets: Mapping, patience: Patience | None = None, budget: Budget | None = None
) -> Client:
    """A client for secrets that check_secrets found complete; nothing is asked of Google yet.

    SheetsSignedOut (google_key_damaged) where the key can't be used.
    """
    section = secrets[SECTION]
    key = key_of(secrets)
    try:
        credentials = Credentials.from_service_account_info(key, scopes=READ_ONLY)
    except (ValueError, TypeError, sign_in.GoogleAuthError) as error:
        facts = {"email": key.get("client_email", "")}
        raise SheetsSignedOut("google_key_damaged", facts, original=error) from error
    roots = {name: str(section[name]) for name in ROOTS if section.get(name)}
    return Client(credentials, patience=patience, budget=budget, **roots)


def _kind(endpoint: str) -> str:
    return "drive" if endpoint.startswith(DRIVE_ROOT) else "sheets"


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _object_in(body: bytes, status: int) -> dict:
    """The JSON object that an answer is."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise damaged(_start(body), status, error) from error
    if not isinstance(answer, dict):
        raise damaged(type(answer).__name__, status)
    return answer


def _start(body: bytes) -> str:
    """The first letters of what is no JSON: of a page of HTML they tell whose it is. Of JSON that
    was cut only that, for it may hold cells."""
    start = body[:200].decode("utf-8", "replace").strip()
    if not start:
        return "nothing"
    return start if start.startswith("<") else f"{len(body):,} bytes that are no whole JSON"


def _signed_out(error: sign_in.RefreshError) -> SheetsError:
    """Why no token was given: a passing trouble, a wrong clock, a key that is void, or an answer
    that isn't Google's."""
    words = " ".join(str(error.args[0] if error.args else error).split())[:200]
    facts = {"message": words}
    if error.retryable:
        return SheetsUnreachable("google_unreachable", facts, original=error)
    if not isinstance(error.args[-1] if error.args else None, Mapping):
        return damaged(words or "nothing", None, error)
    is_clock = "short-lived" in words or "iat and exp" in words
    code = "google_clock" if is_clock else "google_signed_out"
    return SheetsSignedOut(code, facts, original=error)


def _unreachable(error: Exception) -> SheetsUnreachable:
    facts = {"message": type(error).__name__}
    return SheetsUnreachable("google_unreachable", facts, original=error)
