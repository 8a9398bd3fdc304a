"""What people paste as the address of a spreadsheet → the spreadsheet meant, or a Fault.

Understood: addresses with /u/0/, /a/domain/, #gid= or ?gid=, old ones with key=, those of Drive
(open?id=, file/d/), links that went through a mail program, and the bare id. What is no address
of a spreadsheet (a published copy, a folder, a document or form) has a Fault of its own; so has
what a formula shows that finds nothing, or nothing yet.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import unquote

from esa.sources.workbook import Fault

_ID = r"([A-Za-z0-9_-]{15,})"
_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_PUBLISHED = re.compile(r"/spreadsheets/(?:u/\d+/)?d/e/|\b2PACX-", re.IGNORECASE)
_FOLDER = re.compile(
    r"drive\.google\.com/(?:a/[^/\s]+/)?(?:drive/)?(?:u/\d+/)?"
    r"(?:folders/|folderview|embeddedfolderview|my-drive|shared-with-me|drives?\b)",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"docs\.google\.com/(?:a/[^/\s]+/)?(?:document|presentation|forms|drawings|videos)/"
    r"|(?:forms\.gle|sites\.google\.com|script\.google\.com|(?:lookerstudio|datastudio)\.google)",
    re.IGNORECASE,
)
_SPREADSHEET = re.compile(
    rf"/spreadsheets/(?:u/\d+/)?(?:d/{_ID}|\S*?[?&]key={_ID})|/ccc\?(?:\S*&)?key={_ID}",
    re.IGNORECASE,
)
_IN_DRIVE = re.compile(
    rf"drive\.google\.com/(?:a/[^/\s]+/)?(?:u/\d+/)?"
    rf"(?:file/(?:u/\d+/)?d/{_ID}|(?:open|uc)\?(?:\S*&)?id={_ID})",
    re.IGNORECASE,
)
_BARE = re.compile(r"[A-Za-z0-9_-]{25,}")
_NO_VALUE = re.compile(r"#[A-Z][A-Z/0_]+[!?]?|(?:loading|กำลังโหลด)(?:\.{2,3}|…)", re.IGNORECASE)
_GID = re.compile(r"[?&#]gid=(\d+)")


@dataclass(frozen=True)
class Address:
    """A spreadsheet, and the tab that was open when the address was copied (None: not said)."""

    id: str
    gid: str | None = None

    @property
    def url(self) -> str:
        """The address that opens it in a browser."""
        return f"https://docs.google.com/spreadsheets/d/{self.id}/edit"


def spreadsheet_id(written: str) -> Address | Fault:
    """The spreadsheet meant by what was pasted.

    Codes of the Fault: google_published_link, google_folder_link, google_other_document,
    google_link_error (what stands there is no value now), google_bad_address (also where two
    different ones are pasted); facts: value.
    """
    text = _HIDDEN.sub("", str(written)).strip().strip("<>\"'“”‘’()[] ")
    facts = {"value": text}
    if _NO_VALUE.fullmatch(text):
        return Fault("google_link_error", facts)
    plain = unquote(html.unescape(text))
    if _PUBLISHED.search(plain):
        return Fault("google_published_link", facts)
    found = [*_SPREADSHEET.finditer(plain), *_IN_DRIVE.finditer(plain)]
    ids = dict.fromkeys(part for match in found for part in match.groups() if part)
    if len(ids) == 1:
        gid = _GID.search(plain)
        return Address(next(iter(ids)), gid[1] if gid else None)
    if not ids and _BARE.fullmatch(text):
        return Address(text)
    if not ids and _FOLDER.search(plain):
        return Fault("google_folder_link", facts)
    if not ids and _OTHER.search(plain):
        return Fault("google_other_document", facts)
    return Fault("google_bad_address", facts)
