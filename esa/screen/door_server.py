"""What the server's own routes ask of the app (esa.serving.server.Inside), and whether to start."""

import gc
import json
import logging
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from streamlit import config
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from esa.access import people
from esa.access.settings import is_exposed
from esa.reading.office import BANGKOK
from esa.screen import door, door_committee, door_messages, live, menu
from esa.serving.committee import Answer
from esa.serving.server import Readiness
from esa.share.links import Key, Verdict, session_of, verdict

log = logging.getLogger("esa.door")
STOPPED = 2  # exit code: the settings have to be mended first


class Inside:
    """The office as the server's routes see it; every answer is worked out when asked."""

    def open_link(self, token: str, now: datetime) -> tuple[Verdict, str]:
        found, keys = self._judged(token, now)
        if found.link is None:
            return found, ""
        log.info("committee link: good %s", found.about)
        door.write("link opened", role="committee", link=found.about)
        key = next(each for each in keys if token.startswith(f"{each.id}."))
        return found, session_of(found.link, key)

    def look_at_link(self, token: str, now: datetime) -> Verdict:
        return self._judged(token, now)[0]

    def note_refusal(self, found: Verdict) -> None:
        log.warning("committee link: %s %s", found.reason, found.about)
        door.write(f"link {found.reason}", role="", link=found.about)

    def preview(self, home: str) -> Answer:
        return door_committee.preview(door.address() or home, base())

    def committee(self, cookie: str, chosen: Mapping[str, str], home: str) -> Answer:
        return door_committee.shown(cookie, chosen, door.address() or home, base())

    def committee_pdf(self, cookie: str) -> Answer:
        return door_committee.pdf(cookie, base())

    def closed(self) -> Answer:
        return door_committee.closed(base())

    def _judged(self, token: str, now: datetime) -> tuple[Verdict, tuple[Key, ...]]:
        try:
            kept = door.registry()
            keys = kept.keys()
            return verdict(token, keys, kept.known, now), keys
        except Exception:  # a place that can't be read opens nothing
            log.exception("the list of links can't be read")
            return Verdict("unknown"), ()

    def readiness(self) -> Readiness:
        """not ready: settings to mend, or no data yet; degraded: some of it isn't as the sheets
        are now."""
        if refusal():
            return "not ready"
        try:
            holder = live.holder(live.place())
            shown = holder.shown
            if shown is None:
                holder.read_again()
                return "not ready"
        except Exception:
            log.exception("not ready")
            return "not ready"
        stale = any(live.is_old(copy) or copy.missing for copy in shown.copies)
        return "degraded" if stale or shown.faults else "ready"

    def may_fetch(self, cookies: dict[str, str]) -> bool:
        """Somebody signed in with a role; everybody where it is open. What is fetched is in the
        log; refusals aren't, so that nobody fills it."""
        held = door.secrets()
        now = datetime.now(BANGKOK)
        if "auth" not in held:
            return not door.wrong_settings(held)
        found = people.standing(people.access_of(held), _claims(cookies), now)
        if found.role:
            door.write("file", role=door.role_said(found), account=found.account)
        return found.kind == "in"

    def asks_to_sign_in(self) -> bool:
        return "auth" in door.secrets()

    def is_page(self, name: str) -> bool:
        return name == "" or menu.entry_of(name) is not None

    def is_needed(self, data: bytes) -> bool:
        return door_messages.is_needed(data)


def refusal() -> str:
    """Why the server may not start, in Thai and English; "" where it may."""
    if wrong := door.wrong_settings(door.secrets()):
        return f"{door.HALF[0]}: {', '.join(wrong)} · {door.HALF[1]}: {', '.join(wrong)}"
    if is_exposed(door.secrets(), os.environ, config.get_option("server.address")):
        return f"{door.EXPOSED[0]} · {door.EXPOSED[1]}"
    return ""


def may_start() -> Inside:
    """Ends the process, saying why, where the settings would leave a door ajar."""
    if said := refusal():
        print(said, file=sys.stderr, flush=True)
        raise SystemExit(STOPPED)
    # Streamlit looks through everything that lives after each run of a page, and the program itself
    # never becomes garbage: left out, a run of the committee's page takes a third of the time.
    gc.freeze()
    return Inside()


def frame_ancestors() -> tuple[str, ...]:
    """Websites that may show the app in a frame."""
    return tuple(door.secrets().get("door", {}).get("frame_ancestors", ()))


def origins() -> tuple[str, ...]:
    """Hosts under which a proxy shows the app where it doesn't pass its own on, by Streamlit's
    settings."""
    told = [config.get_option("browser.serverAddress")] * config.is_manually_set(
        "browser.serverAddress"
    )
    listed = [urlsplit(each).hostname for each in config.get_option("server.corsAllowedOrigins")]
    return tuple(filter(None, (*told, *listed)))


def base() -> str:
    """The path under which the app is served, "" for the root."""
    written = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{written}" if written else ""


def _claims(cookies: Mapping[str, str]) -> dict:
    """What the provider vouches for, out of the cookie that Streamlit signed."""
    try:
        signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
        return json.loads(signed) if signed else {}
    except (ValueError, TypeError):
        return {}
