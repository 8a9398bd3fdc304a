"""What is missing or wrong in the settings of sign-in and sharing, told before anything starts.

Half a set-up is never taken for none: whoever began to lock a door wants it locked.
"""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from esa.access.people import account_of, is_real, is_this_machine, role_of

EVERYBODY = "ESA_SHOW_EVERYTHING_TO_EVERYBODY"
CALLBACK = "/oauth2callback"
PROVIDER = ("client_id", "client_secret", "server_metadata_url")
DOOR = ("hours", "any_email", "frame_ancestors", "show_everything_to_everybody")
SHORTEST_SECRET = 32
KEY_ID = re.compile(r"[A-Za-z0-9]{1,16}")
ROLLUP = ("target", "engine", "office")
OFFICE = re.compile(r"\d{4,8}", re.ASCII)
NOT_SET = ("…", "...", "xxx")


def faults(secrets: Mapping) -> list[str]:
    """Names of the settings that are missing or can't be used, such as auth.client_id; [] where
    all is well. Never their values."""
    found = (_auth(secrets), _access(secrets), _door(secrets), _share(secrets), _rollup(secrets))
    return [name for part in found for name in part]


def open_to_all(secrets: Mapping, environ: Mapping[str, str]) -> bool:
    """Whether it was said in plain words that everybody may see everything."""
    door = secrets.get("door")
    told = isinstance(door, Mapping) and door.get("show_everything_to_everybody") is True
    return told or environ.get(EVERYBODY, "").strip().lower() == "yes"


def is_exposed(secrets: Mapping, environ: Mapping[str, str], address: str | None) -> bool:
    """Whether real data would be open to whoever finds the address that is listened on.

    address: None or "" is every address of the machine.
    """
    if "auth" in secrets or not is_real(secrets, environ) or open_to_all(secrets, environ):
        return False
    return not is_this_machine(address or "")


def _auth(secrets: Mapping) -> Iterator[str]:
    if "auth" not in secrets:
        if "access" in secrets:
            yield "auth"
        return
    auth = secrets["auth"]
    if not isinstance(auth, Mapping):
        yield "auth"
        return
    yield from (
        f"auth.{name}" for name in ("redirect_uri", "cookie_secret") if not _set(auth, name)
    )
    if _set(auth, "redirect_uri") and not _is_callback(str(auth["redirect_uri"])):
        yield f"auth.redirect_uri (https://…{CALLBACK})"
    if _set(auth, "cookie_secret") and len(str(auth["cookie_secret"])) < SHORTEST_SECRET:
        yield f"auth.cookie_secret ({SHORTEST_SECRET}+)"
    named = {k: v for k, v in auth.items() if isinstance(v, Mapping) and k != "client_kwargs"}
    places = {f"auth.{name}": section for name, section in named.items()}
    if not named or any(name in auth for name in PROVIDER):
        places["auth"] = auth
    for place, section in places.items():
        yield from (f"{place}.{name}" for name in PROVIDER if not _set(section, name))
        if _set(section, "server_metadata_url") and not _is_safe(
            str(section["server_metadata_url"])
        ):
            yield f"{place}.server_metadata_url (https://…)"
        if "_" in place:
            yield f"{place} (_)"


def _access(secrets: Mapping) -> Iterator[str]:
    people = secrets.get("access")
    if people is None:
        if "auth" in secrets:
            yield "access"
    elif not isinstance(people, Mapping) or not people:
        yield "access"
    else:
        seen: set[str] = set()
        for number, (email, role) in enumerate(people.items(), start=1):  # no e-mail on screen
            account = account_of(email)
            if not account or account in seen or role_of(role) is None:
                yield f"access ({number})"
            seen.add(account)


def _door(secrets: Mapping) -> Iterator[str]:
    door = secrets.get("door", {})
    if not isinstance(door, Mapping):
        yield "door"
        return
    yield from (f"door.{name}" for name in door if name not in DOOR)
    hours = door.get("hours", 1)
    if isinstance(hours, bool) or not isinstance(hours, int | float) or not 0 < hours <= 720:
        yield "door.hours"
    for name in ("any_email", "show_everything_to_everybody"):
        if not isinstance(door.get(name, False), bool):
            yield f"door.{name}"
    frames = door.get("frame_ancestors", [])
    if not isinstance(frames, list) or not all(is_origin(each) for each in frames):
        yield "door.frame_ancestors"


def _share(secrets: Mapping) -> Iterator[str]:
    share = secrets.get("share")
    if share is None:
        return
    keys = share.get("keys") if isinstance(share, Mapping) else None
    if not isinstance(keys, list) or not keys:
        yield "share.keys"
        return
    seen: set[str] = set()
    for number, key in enumerate(keys, start=1):
        named = str(key.get("id", "")) if isinstance(key, Mapping) else ""
        if not KEY_ID.fullmatch(named) or named in seen:
            yield f"share.keys ({number}).id"
        elif not _set(key, "secret") or len(str(key["secret"])) < SHORTEST_SECRET:
            yield f"share.keys ({number}).secret"
        seen.add(named)


def _rollup(secrets: Mapping) -> Iterator[str]:
    rollup = secrets.get("rollup")
    if rollup is None:
        return
    if not isinstance(rollup, Mapping) or not _set(rollup, "target"):
        yield "rollup.target"
        return
    yield from (f"rollup.{name}" for name in rollup if name not in ROLLUP)
    if not isinstance(rollup.get("engine", ""), str):
        yield "rollup.engine"
    if "office" in rollup and not OFFICE.fullmatch(str(rollup["office"])):
        yield "rollup.office"


def is_origin(written: object) -> bool:
    """Whether it is the origin of a website as a header may name it: https://www.example.go.th."""
    return isinstance(written, str) and bool(
        re.fullmatch(r"https://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d{1,5})?", written)
    )


def _set(section: Mapping, name: str) -> bool:
    value = section.get(name)
    return isinstance(value, str) and bool(value.strip()) and value.strip() not in NOT_SET


def _is_callback(written: str) -> bool:
    return _is_safe(written) and urlsplit(written).path.endswith(CALLBACK)


def _is_safe(written: str) -> bool:
    """https, or http to this machine, where nobody listens in."""
    try:
        parts = urlsplit(written)
        host = parts.hostname or ""
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_this_machine(host))
    )
