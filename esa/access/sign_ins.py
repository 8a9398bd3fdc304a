"""Sign-ins that are over before their time: signed out, or ended by the office for an account or
for everybody. A cookie alone would go on opening the door until its hours are over.

Kept in files that all replicas share. Source: docs/deploy.md, "Sign-in and roles".
"""

import json
import logging
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from typing import Protocol

log = logging.getLogger("esa.door")
FOLDER = "signed-out"
EVERYBODY = "everybody"
FRESH = 2.0  # seconds for which an answer of the files counts
KEPT = 31 * 24 * 3600  # seconds; Streamlit's cookie lasts 30 days
MOST = 2_000  # answers remembered
CLAIMS = ("iss", "sub", "email", "iat", "nonce")  # what tells one sign-in from another


class Files(Protocol):
    """Of esa.history.files, what is used here."""

    def read(self, name: str) -> bytes: ...
    def write(self, name: str, data: bytes, lasting: bool = True) -> None: ...
    def remove(self, name: str) -> None: ...
    def names(self, under: str = "") -> list[str]: ...


def sign_in_of(claims: Mapping) -> str:
    """A name of one sign-in, which tells nothing of whose it is."""
    return _hashed([claims.get(name) for name in CLAIMS])


class Ended:
    """Which sign-ins are over."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._known: dict[str, tuple[float, float]] = {}  # name → when asked, moment of its end
        self._lock = threading.Lock()

    def end(self, claims: Mapping, now: datetime) -> None:
        """Sign out."""
        self._end(sign_in_of(claims), now)

    def end_account(self, account: str, now: datetime) -> None:
        """Everything that account has signed in until now, wherever."""
        self._end(_of_account(account), now)

    def end_all(self, now: datetime) -> None:
        """Everybody signs in again."""
        self._end(EVERYBODY, now)

    def has(self, claims: Mapping, account: str) -> bool:
        """Whether that sign-in is over."""
        issued = claims.get("iat")
        issued = issued if isinstance(issued, int | float) else 0
        if self._ended_at(sign_in_of(claims)):
            return True
        return any(self._ended_at(x) >= issued for x in (EVERYBODY, _of_account(account)) if issued)

    def _end(self, name: str, now: datetime) -> None:
        data = json.dumps({"at": now.timestamp()}).encode()
        self._files.write(f"{FOLDER}/{name}.json", data)
        self._known.pop(name, None)
        with suppress(OSError):
            self._sweep(now.timestamp())

    def _ended_at(self, name: str) -> float:
        """0 for one that isn't over."""
        asked, ended = self._known.get(name, (0.0, 0.0))
        if ended and name != EVERYBODY and not name.startswith("account-"):
            return ended  # for good
        if asked and time.monotonic() - asked < FRESH:
            return ended
        with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
            try:
                held = json.loads(self._files.read(f"{FOLDER}/{name}.json"))
                return self._noted(name, float(held["at"]))
            except FileNotFoundError:
                raise
            except OSError:  # the last answer counts
                log.exception("the list of ended sign-ins can't be read")
                return ended
        return self._noted(name, 0.0)

    def _noted(self, name: str, ended: float) -> float:
        with self._lock:
            if len(self._known) >= MOST:
                self._known.clear()
            self._known[name] = time.monotonic(), ended
        return ended

    def _sweep(self, now: float) -> None:
        """Take away what no cookie is left of."""
        for name in self._files.names(FOLDER):
            with suppress(ValueError, KeyError, TypeError):
                if now - float(json.loads(self._files.read(f"{FOLDER}/{name}"))["at"]) > KEPT:
                    self._files.remove(f"{FOLDER}/{name}")


def _of_account(account: str) -> str:
    return f"account-{_hashed([account])}"


def _hashed(parts: list) -> str:
    return sha256(json.dumps(parts, default=str).encode()).hexdigest()[:32]
