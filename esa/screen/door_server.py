"""What the server's own routes ask of the app (esa.serving.server.Inside), and whether to start."""

import gc
import hmac
import json
import logging
import os
import sys
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from types import ModuleType
from urllib.parse import urlsplit

from streamlit import config, delta_generator
from streamlit.auth_util import encode_provider_token
from streamlit.runtime import Runtime
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from esa.access import people
from esa.access.settings import is_exposed
from esa.access.sign_ins import sign_in_of
from esa.reading.office import BANGKOK
from esa.screen import door, door_messages, door_outside, live, menu
from esa.serving.committee import COMMITTEE, Answer
from esa.serving.running import WARM
from esa.serving.server import Readiness
from esa.serving.sockets import Who
from esa.share.links import Key, Verdict, session_of, verdict

log = logging.getLogger("esa.door")
MOST_STRANGERS = 1_000  # remembered
STOPPED = 2  # exit code: the settings have to be mended first


class Inside:
    """The office as the server's routes see it; every answer is worked out when asked."""

    def __init__(self) -> None:
        self._strangers: OrderedDict[str, None] = OrderedDict()

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
        return _committee().preview(door.address() or home, door.base())

    def committee(self, cookie: str, chosen: Mapping[str, str], home: str) -> Answer:
        return _committee().shown(cookie, chosen, door.address() or home, door.base())

    def committee_pdf(self, cookie: str) -> Answer:
        return _committee().pdf(cookie, door.base())

    def closed(self) -> Answer:
        return _committee().closed(door.base())

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
            if told := live.unfinished():
                log.warning("not ready: %s", told[-1])
                return "not ready"
            holder = live.holder(live.place())
            shown = holder.shown
            if shown is None:
                holder.begin()
                return "not ready"
        except Exception:
            log.exception("not ready")
            return "not ready"
        stale = any(live.is_old(copy) or copy.missing for copy in shown.copies)
        return "degraded" if stale or shown.faults else "ready"

    def who(self, cookies: dict[str, str]) -> Who:
        held = door.secrets()
        if door.wrong_settings(held):
            return Who("out")
        if "auth" not in held:
            return Who("open")
        claims = _claims(cookies)
        found = door.standing_of(held, claims)
        return Who(found.kind, sign_in_of(claims), found.account) if claims else Who(found.kind)

    def is_warming(self, word: str) -> bool:
        given = os.environ.get(WARM, "")
        return bool(given) and compare_digest(word.encode(), given.encode())

    def rerun(self) -> bytes:
        return door_messages.rerun()

    def note_fetched(self, who: Who, name: str) -> None:
        held = door.secrets()
        role = people.access_of(held).people.get(who.person)
        said = f"{role.name} {role.group}".strip() if role else ""
        door.write("file", role=said, account=who.person, file=_file_name(name))

    def outside(self, cookies: dict[str, str]) -> Answer:
        held, claims = door.secrets(), _claims(cookies)
        found = door.standing_of(held, claims)
        if found.kind == "stranger" and self._is_new(sign_in_of(claims)):
            door.write("sign-in refused", role="stranger", account=found.account)
        providers = people.access_of(held).providers
        return door_outside.asked_in(found, providers, _proof(claims), door.base())

    def sign_in_address(self, provider: str) -> str:
        access = people.access_of(door.secrets())
        if access is None or provider not in access.providers:
            return ""
        return f"/auth/login?provider={encode_provider_token(provider)}"

    def leaving(self, cookies: dict[str, str]) -> Answer:
        return door_outside.leaving(_proof(_claims(cookies)), door.base())

    def may_sign_out(self, cookies: dict[str, str], proof: str) -> bool:
        claims = _claims(cookies)  # without a sign-in there is none to end
        return not claims or compare_digest(proof.encode(), _proof(claims).encode())

    def signed_out(self, cookies: dict[str, str]) -> None:
        if claims := _claims(cookies):
            found = door.standing_of(door.secrets(), claims)
            door.ended().end(claims, datetime.now(BANGKOK))
            door.write("signed out", role=door.role_said(found), account=found.account)

    def _is_new(self, sign_in: str) -> bool:
        """Whether that stranger isn't in the log yet."""
        if sign_in in self._strangers:
            return False
        self._strangers[sign_in] = None
        while len(self._strangers) > MOST_STRANGERS:
            self._strangers.popitem(last=False)
        return True

    def sender(self, headers: Mapping[str, str], cookies: Mapping[str, str]) -> str | None:
        """Who may import old reports: where nobody is asked to sign in whoever sits at this
        machine, else by role; never a committee's visitor."""
        held = door.secrets()
        if door.wrong_settings(held) or cookies.get(COMMITTEE):
            return None
        access = people.access_of(held)
        if access is None:
            # Without the origin, which is "null" in a form: our pages tell nobody where they are.
            return "" if people.is_here(headers) else None
        found = door.standing_of(held, _claims(cookies))
        if not found.may("import"):
            door.write("import refused", role=door.role_said(found), account=found.account)
            return None
        door.write("import", role=door.role_said(found), account=found.account)
        return found.account

    def asks_to_sign_in(self) -> bool:
        return "auth" in door.secrets()

    def is_page(self, name: str) -> bool:
        return name == "" or menu.entry_of(name) is not None

    def home(self) -> str:
        return menu.home()

    def nowhere(self) -> Answer:
        return door_outside.nowhere(menu.title_of(menu.home()), door.base())

    def is_needed(self, data: bytes) -> bool:
        return door_messages.is_needed(data)


def _committee() -> ModuleType:
    """The committee's page. What hides names takes a while to load, and no other page needs it."""
    from esa.screen import door_committee

    return door_committee


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
    gc.enable()  # esa.serving.patient loads without looking
    # At its first element Streamlit looks through all modules for whether somebody typed the script
    # into a prompt, to warn of that: a twentieth of a second for the first visitor.
    delta_generator._use_warning_has_been_displayed = True
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


def _file_name(name: str) -> str:
    """What a file is called that stands under that name in /media."""
    try:
        kept = Runtime.instance().media_file_mgr.read_file(name.partition(".")[0])
        return str(kept.filename or "") if kept else ""
    except (RuntimeError, MediaFileStorageError):
        return ""


def _proof(claims: Mapping) -> str:
    """A word for the way out that nobody else can know, of this sign-in alone."""
    secret = str(door.secrets().get("auth", {}).get("cookie_secret", "")).encode()
    return hmac.new(secret, f"sign-out {sign_in_of(claims)}".encode(), sha256).hexdigest()[:32]


def _claims(cookies: Mapping[str, str]) -> dict:
    """What the provider vouches for, out of the cookie that Streamlit signed."""
    try:
        signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
        return json.loads(signed) if signed else {}
    except (ValueError, TypeError):
        return {}
