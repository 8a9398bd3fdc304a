"""What stands in .streamlit/secrets.toml about Google Sheets, and what is missing there.

    [sheets]          office: address of the office workbook
                      api_root, drive_root: other addresses of the API (a test server)
    [sheets.key]      the service account's key: the fields of the .json file as they are

Nothing about it at all is no fault (the sample office, or a folder); half of it is, and so is a
section whose name somebody meant to be [sheets] or [office].
"""

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

SECTION = "sheets"
ROOTS = ("api_root", "drive_root")
KEY_FIELDS = ("client_email", "private_key", "token_uri")
# Sections of other programs and keys pasted without a heading: somebody meant to connect.
TRACES = ("client_email", "private_key", "gcp_service_account", "google_service_account")
# Names as other programs write them, small letters only → as it is here.
MEANT = {
    "sheets": "sheet sheets gsheet gsheets googlesheet googlesheets spreadsheets spreadsheet",
    "office": "office offices ofice offce folder",
}
SHEETS_ROOT = "https://sheets.googleapis.com"
DRIVE_ROOT = "https://www.googleapis.com"


def check_secrets(secrets: Mapping) -> list[str] | None:
    """Names of what is missing or unusable, [] where all is there, None where nothing is.

    The names are as they stand in the file: "[sheets] office", "[sheets.key] private_key", or
    "[Sheets] → [sheets]" where a name is misspelt.
    """
    section = secrets.get(SECTION)
    if section is None:
        if any(trace in secrets for trace in TRACES):
            return [f"[{SECTION}] office", f"[{SECTION}.key]"]
        return _misspelt(secrets) or None
    if not isinstance(section, Mapping):
        return [f"[{SECTION}]"]
    missing = [] if _filled(section.get("office")) else [f"[{SECTION}] office"]
    key = section.get("key")
    if not isinstance(key, Mapping) or not any(_filled(key.get(name)) for name in KEY_FIELDS):
        missing.append(f"[{SECTION}.key]")
    else:
        missing += [f"[{SECTION}.key] {name}" for name in KEY_FIELDS if not _usable(name, key)]
    for name in ROOTS:
        if name in section and not safe_root(section[name]):
            missing.append(f"[{SECTION}] {name}")
    return missing


def _misspelt(secrets: Mapping) -> list[str]:
    """Sections that somebody meant to be ours, with the right name."""
    found = []
    for name in secrets:
        inside = secrets[name] if name == "connections" else ()
        inside = inside if isinstance(inside, Mapping) else ()
        for whole in [f"{name}.{each}" for each in inside] or [name]:
            plain = re.sub("[^a-z]", "", whole.rpartition(".")[2].lower())
            for right, written in MEANT.items():
                if plain in written.split() and right not in secrets:
                    found.append(f"[{whole}] → [{right}]")
    return found


def key_of(secrets: Mapping) -> dict[str, str]:
    """The key as google-auth takes it; line breaks that were pasted as \\n become such."""
    key = {name: str(value) for name, value in secrets[SECTION]["key"].items()}
    key["private_key"] = key["private_key"].replace("\\n", "\n").strip() + "\n"
    return key


def safe_root(root: object) -> bool:
    """https, or this machine: the token must not travel in the open."""
    try:
        parts = urlsplit(str(root).strip())
        host = parts.hostname or ""
        parts.port  # noqa: B018  ValueError where it is no port
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or _is_this_machine(host))


def root_beside(token_uri: str) -> str:
    """Where the API is of a key whose tokens come from this machine (a test server); else ""."""
    parts = urlsplit(token_uri if safe_root(token_uri) else "")
    return f"{parts.scheme}://{parts.netloc}" if _is_this_machine(parts.hostname or "") else ""


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _filled(value: object) -> bool:
    """Something is written there, and not the dots or the words of the example."""
    text = str(value or "").strip()
    return bool(text) and "…" not in text and "..." not in text


def _usable(name: str, key: Mapping) -> bool:
    value = key.get(name)
    if not _filled(value):
        return False
    if name == "private_key":
        return "-----BEGIN" in str(value) and "-----END" in str(value)
    return safe_root(value) if name == "token_uri" else "@" in str(value)
