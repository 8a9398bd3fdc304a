"""The way to Google: signed in as the service account, every request with time-outs and an end.

It asks for rights to read alone and knows no request but GET, so that nothing can write to a
sheet. A request is made at most Patience.tries times. Every failure is a SheetsError.
"""

import functools
import threading
from collections.abc import Mapping

import requests
import urllib3
from google.auth import exceptions as sign_in
from google.auth.transport.requests import AuthorizedSession
from google.auth.transport.requests import Request as SignIn
from google.oauth2.service_account import Credentials

from esa.sources.google.budget import Budget
from esa.sources.google.errors import (
    SheetsDamaged,
    SheetsError,
    SheetsSignedOut,
    SheetsUnreachable,
    refusal,
)
from esa.sources.google.patience import Patience, with_patience
from esa.sources.google.secrets import DRIVE_ROOT, SECTION, SHEETS_ROOT, key_of

READ_ONLY = (
    "https://www.googleapis.com/auth/spreadsheets.readonly",
    "https://www.googleapis.com/auth/drive.metadata.readonly",
)
CONNECT_TIME = 5.0  # seconds until there is a connection
READ_TIME = 20.0  # seconds without a byte
LARGEST_ANSWER = 100_000_000  # bytes, unpacked
CHUNK = 1 << 16


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
        self.credentials = credentials
        self.email: str = credentials.service_account_email
        self.patience = patience or Patience()
        self.budget = budget or Budget()
        self.timeout = (connect_time, read_time)
        self._roots = {SHEETS_ROOT: api_root.rstrip("/"), DRIVE_ROOT: drive_root.rstrip("/")}
        self._signing_in = threading.Lock()

    def read(self, endpoint: str, params: Mapping[str, object]) -> dict:
        """GET → the JSON object of the answer; what is no JSON object is asked for again."""

        def ask(left: float) -> dict:
            return _json_object(self._attempt(endpoint, params, left))

        return with_patience(ask, self.patience)

    def close(self) -> None:
        """Give back the connections."""
        self.session.close()
        self._sign_in_session.close()

    def _attempt(
        self, endpoint: str, params: Mapping[str, object], left: float
    ) -> requests.Response:
        """One try; left: seconds until the answer must be complete."""
        connect_time, read_time = self.timeout
        timeout = (min(connect_time, left), min(read_time, left))
        until = self.patience.clock() + left
        try:
            self._sign_in(timeout)
            self.budget.spend("drive" if endpoint.startswith(DRIVE_ROOT) else "sheets")
            with self.session.get(
                self._addressed(endpoint), params=params, timeout=timeout, stream=True
            ) as response:
                body = self._body(response, until)
        except SheetsError:
            raise
        except sign_in.RefreshError as error:
            raise _signed_out(error) from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise _unreachable(error) from error
        except sign_in.GoogleAuthError as error:
            raise _unreachable(error) from error
        if response.status_code == 401:
            self.credentials.token = None  # the next request signs in anew
        if response.status_code >= 400:
            raise refusal(response.status_code, body, response.headers)
        return response

    def _sign_in(self, timeout: tuple[float, float]) -> None:
        """A valid token, fetched by one thread for all."""
        if self.credentials.valid:
            return
        with self._signing_in:
            if not self.credentials.valid:
                self.budget.spend("sign_in")
                request = functools.partial(SignIn(self._sign_in_session), timeout=timeout)
                self.credentials.refresh(request)

    def _addressed(self, endpoint: str) -> str:
        for google, root in self._roots.items():
            if endpoint.startswith(google):
                return root + endpoint.removeprefix(google)
        return endpoint

    def _body(self, response: requests.Response, until: float) -> bytes:
        """The whole answer; a trickle of bytes can't outlast the patience."""
        parts, size = [], 0
        while part := response.raw.read1(CHUNK, decode_content=True):  # what is there, no more
            parts.append(part)
            size += len(part)
            if size > LARGEST_ANSWER:
                raise SheetsDamaged("google_answer_damaged", status=response.status_code)
            if self.patience.clock() > until:
                raise SheetsUnreachable("google_unreachable", {"message": "too slow"})
        response._content = b"".join(parts)  # so that response.json() works as ever
        response._content_consumed = True
        return response._content


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
    roots = {name: str(section[name]) for name in ("api_root", "drive_root") if section.get(name)}
    return Client(credentials, patience=patience, budget=budget, **roots)


def _json_object(response: requests.Response) -> dict:
    try:
        answer = response.json()
    except (ValueError, RecursionError) as error:
        facts = {"status": response.status_code}
        raise SheetsDamaged(
            "google_answer_damaged", facts, status=response.status_code, original=error
        ) from error
    if not isinstance(answer, dict):
        raise SheetsDamaged("google_answer_damaged", {"status": response.status_code})
    return answer


def _signed_out(error: sign_in.RefreshError) -> SheetsError:
    """Why no token was given: a passing trouble, a wrong clock, or a key that is void."""
    words = " ".join(str(error.args[0] if error.args else error).split())[:200]
    facts = {"message": words}
    if error.retryable:
        return SheetsUnreachable("google_unreachable", facts, original=error)
    is_clock = "short-lived" in words or "iat and exp" in words
    code = "google_clock" if is_clock else "google_signed_out"
    return SheetsSignedOut(code, facts, original=error)


def _unreachable(error: Exception) -> SheetsUnreachable:
    facts = {"message": type(error).__name__}
    return SheetsUnreachable("google_unreachable", facts, original=error)
