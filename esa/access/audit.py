"""Who did what and when, appended line by line (JSON), never changed.

who is a role and a hash of the account with the salt of this installation, so that the log tells
one account from another without naming it. What is written: names of pages and acts, numbers of
meetings, ids of links. Never: values of cells, questions, e-mails, tokens.

One file a month in a folder of this machine. OSError where nothing can be written.
"""

import json
import os
import re
import secrets
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from hmac import new as hmac
from pathlib import Path

SALT = ".salt"
PLAIN = re.compile(r"[\w./,:+ -]{0,80}", re.ASCII)  # codes and numbers, nothing that was typed
FILE = re.compile("[\\w .,()+\u0e01-\u0e4e-]{1,160}")  # as the program calls it


class Audit:
    """The log in a folder, which is made when first written to."""

    def __init__(self, folder: Path | str):
        self.folder = Path(folder)

    def write(
        self,
        now: datetime,
        what: str,
        *,
        role: str = "",
        account: str = "",
        link: str = "",
        about: str = "",
        file: str = "",
    ) -> None:
        """Append one line. what: a word such as page or freeze. account: "" for nobody, else it
        is hashed. link: id of a committee's link. about: a code or number; anything else is left
        out. file: the name of a download."""
        line = {
            "at": now.isoformat(timespec="seconds"),
            "what": what,
            "role": role,
            "who": self.hashed(account) if account else "",
            "link": link,
            "about": about,
        }
        kept = {name: value for name, value in line.items() if value and PLAIN.fullmatch(value)}
        if FILE.fullmatch(file):
            kept["file"] = file
        text = json.dumps(kept, ensure_ascii=True) + "\n"
        self._make()
        path = self.folder / f"{now:%Y-%m}.jsonl"
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, text.encode())  # one write: lines of two processes don't mix
        finally:
            os.close(handle)

    def hashed(self, account: str) -> str:
        """The account as it stands in the log: the same in this installation, nowhere else."""
        return hmac(self._salt(), account.encode(), sha256).hexdigest()[:16]

    def _salt(self) -> bytes:
        self._make()
        path = self.folder / SALT
        if not path.exists():
            made = self.folder / f"{SALT}.{os.getpid()}.{secrets.token_hex(4)}"
            handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(secrets.token_bytes(32))
            with suppress(FileExistsError):  # another process was faster: its salt counts
                os.link(made, path)
            made.unlink()
        return path.read_bytes()

    def _make(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
