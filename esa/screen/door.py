"""The one door to the data: who stands at it, and what is told to those who may not come in.

book.current() calls check(), so no page and no download gets a figure past it. Who may do what is
decided in esa.access.people; this module asks Streamlit who it is and says it on screen.
"""

import logging
import os
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, NoReturn

import streamlit as st
from platformdirs import user_data_dir
from streamlit import config

from esa.access import people
from esa.access.audit import Audit
from esa.access.people import Act, Standing
from esa.access.settings import CALLBACK, EVERYBODY, faults, is_exposed, open_to_all
from esa.access.sign_ins import Ended
from esa.documents.html import Ways, render
from esa.history.place import place_of
from esa.history.remote_files import files_at
from esa.reading.office import BANGKOK
from esa.screen import door_outside, english, frame, live, menu
from esa.screen.secrets import secrets_found
from esa.share.registry import Registry, registry_at
from esa.telling.texts import escape

log = logging.getLogger("esa.door")
AUDIT = "ESA_AUDIT"
LOGGED = "logged_page"  # in the session: the page that was last written to the log
# In the page itself: what is fetched from /media/ is for those who have come in.
ICON = (
    "data:image/png;base64," + b64encode((menu.ROOT / "static" / "icon.png").read_bytes()).decode()
)
BARE = Path(__file__).with_name("bare.css")
HALF = (
    "ตั้งค่าการเข้าสู่ระบบไม่ครบ จึงยังไม่เปิดข้อมูล ผู้ดูแลระบบกรอกใน .streamlit/secrets.toml",
    "The settings of sign-in and sharing are incomplete, so nothing is shown. Fill in",
)
EXPOSED = (
    "ข้อมูลจริงจะเปิดให้ทุกคนที่รู้ที่อยู่นี้เห็นโดยไม่ต้องเข้าสู่ระบบ จึงยังไม่เปิดข้อมูล "
    "ผู้ดูแลระบบตั้งค่าการเข้าสู่ระบบ (docs/deploy.md) หรือถ้าตั้งใจให้ทุกคนเห็นทุกอย่าง กำหนด "
    f"{EVERYBODY}=yes",
    "Real data would be open without sign-in to everybody who knows this address, so nothing is "
    f"shown. Set up sign-in (docs/deploy.md) or, to show everything to everybody, {EVERYBODY}=yes.",
)


class Visitor(NamedTuple):
    """Who stands at the door. wrong: names of settings that keep it shut; exposed: real data would
    be open to everybody."""

    wrong: list[str]
    exposed: bool
    standing: Standing

    @property
    def is_in(self) -> bool:
        """Whether the visitor has come in; whether a page is open to them is asked by check."""
        return not (self.wrong or self.exposed) and self.standing.is_in


def visitor() -> Visitor:
    """Worked out anew whenever asked, so that a link or a role that ended is over at once."""
    held = secrets()
    return Visitor(wrong_settings(held), _is_exposed_here(held), standing(held))


def secrets() -> dict:
    """The secrets, {} where there are none."""
    return secrets_found() or {}


def wrong_settings(held: dict) -> list[str]:
    """What is missing or wrong in the secrets, by name; a file that can't be read is no absence."""
    files = config.get_option("secrets.files")
    if not held and any(Path(each).is_file() and Path(each).stat().st_size for each in files):
        with suppress(OSError):
            if any(_says_something(Path(each)) for each in files if Path(each).is_file()):
                return ["secrets.toml"]
    return faults(held)


def standing(held: dict) -> Standing:
    """What the visitor is here by the secrets."""
    claims = st.user.to_dict() if people.access_of(held) else {}  # else nobody is asked who
    return standing_of(held, claims)


def standing_of(held: dict, claims: Mapping) -> Standing:
    """What somebody is by the secrets, with whom a provider vouches for; a sign-in that was ended
    is none."""
    found = people.standing(people.access_of(held), claims, datetime.now(BANGKOK))
    if found.account and ended().has(claims, found.account):
        return Standing("out")
    return found


def _is_exposed_here(held: dict) -> bool:
    """Whether real data would be open to others than this machine, without sign-in."""
    if is_exposed(held, os.environ, config.get_option("server.address")):
        return True
    if open_to_all(held, os.environ) or not people.is_real(held, os.environ):
        return False
    return "auth" not in held and not is_here()


def is_here() -> bool:
    """Whether the visitor sits at this machine; a page that nobody's browser opened is here."""
    headers = st.context.headers
    return not headers.get("Host") or people.is_here(headers, headers.get("Origin"))


def check() -> Standing:
    """Stops and says why, where the visitor may not see the page that is open."""
    here = visitor()
    if here.wrong:
        names = escape(", ".join(here.wrong))
        _refuse("ยังเปิดระบบไม่ได้", f"{HALF[0]}: {names}", f"{HALF[1]}: {names}.")
    if here.exposed:
        _refuse("ยังเปิดข้อมูลไม่ได้", *EXPOSED)
    found = here.standing
    if not found.is_in:
        _not_in(found)
    page = st.session_state.get(frame.HERE, menu.home())
    if not found.may_open(page):
        note("page refused", about=page)
        st.info(
            "หน้านี้เปิดให้เฉพาะผู้ที่ได้รับมอบหมาย ถ้าต้องใช้งาน โปรดแจ้งผู้ดูแลระบบของสำนักงาน",
            title="บัญชีนี้ไม่มีสิทธิ์เปิดหน้านี้",
            icon=":material/lock:",
        )
        english.fold("This page isn't part of your role.")
        st.stop()
    if found.kind == "in" and st.session_state.get(LOGGED) != page:
        st.session_state[LOGGED] = page
        note("page", about=page)
    return found


def bare() -> None:
    """A page of a few words, without the frame."""
    st.html(BARE)


def may(act: Act, group: str | None = None) -> bool:
    """Whether the visitor may do that act, for a button that is shown or not."""
    here = visitor()
    return here.is_in and here.standing.may(act, group)


def act(name: Act, about: str = "", group: str | None = None) -> bool:
    """Called by what does the act, not only by its button: False, told and logged, where the
    visitor may not; logged where he or she may."""
    if not may(name, group):
        note(f"{name} refused", about=about)
        st.toast("บัญชีนี้ไม่มีสิทธิ์ทำรายการนี้")
        return False
    note(name, about=about)
    return True


def need(name: Act, about: str = "", group: str | None = None) -> None:
    """As act, but what follows never runs where it isn't allowed."""
    if not act(name, about, group):
        st.stop()


def registry() -> Registry:
    """The links of the office that is shown."""
    return registry_of(place_of(live.place().address))


def registry_of(place: str) -> Registry:
    share = secrets().get("share", {})
    return _registry(place, repr(share), share)


def base() -> str:
    """The path under which the app is served, "" for the root."""
    written = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{written}" if written else ""


def ended() -> Ended:
    """The sign-ins that are over, for all replicas."""
    return _ended(place_of(live.place().address))


def address() -> str:
    """The address of the app by the settings of sign-in, "" without."""
    written = secrets().get("auth", {}).get("redirect_uri", "")
    return str(written).removesuffix(CALLBACK)


def note(what: str, *, about: str = "", link: str = "") -> None:
    """One line in the log of who did what. A log that can't be written is told in the other log,
    and keeps nobody from working."""
    who = standing(secrets())
    write(what, role=role_said(who), account=who.account, about=about, link=link)


def role_said(who: Standing) -> str:
    """The role as it stands in the log, such as lead FIN; what kind of visitor without one."""
    return who.kind if who.role is None else f"{who.role.name} {who.role.group}".strip()


def write(
    what: str,
    *,
    role: str,
    account: str = "",
    about: str = "",
    link: str = "",
    file: str = "",
) -> None:
    """One line in the log; see esa.access.audit."""
    try:
        named = {"account": account, "about": about, "link": link, "file": file}
        audit().write(datetime.now(BANGKOK), what, role=role, **named)
    except OSError:
        log.exception("the audit log can't be written")


def audit() -> Audit:
    """Where the log is: ESA_AUDIT, else beside the history, else (a history elsewhere on the
    network can't be appended to) in the user's folder for data."""
    if named := os.environ.get(AUDIT, "").strip():
        return Audit(Path(named).expanduser())
    place = place_of(live.place().address)
    if "://" not in place:
        return Audit(f"{Path(place).expanduser()}.audit")
    return Audit(Path(user_data_dir("esa", appauthor=False)) / "audit" / place.rpartition("/")[2])


@st.cache_resource(max_entries=4, show_spinner=False)
def _registry(place: str, share: str, _share: dict) -> Registry:
    return registry_at(place, _share)


@st.cache_resource(max_entries=4, show_spinner=False)
def _ended(place: str) -> Ended:
    return Ended(files_at(f"{place}.share"))


def _says_something(path: Path) -> bool:
    """Whether a file of secrets holds more than comments."""
    lines = path.read_text("utf-8", "replace").splitlines()
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def _not_in(found: Standing) -> NoReturn:
    """In a tab that was open already: a new one shows the door as plain HTML and loads no app."""
    bare()
    st.title(door_outside.TITLES[found.kind], anchor=False)
    note, in_english = door_outside.NOTES[found.kind]
    st.markdown(note)
    english.fold(in_english)
    st.html(render("esa/screen/way_in.html", Ways(), home=f"{base()}/", label=door_outside.BUTTON))
    st.stop()


def _refuse(title: str, thai: str, in_english: str) -> NoReturn:
    bare()
    st.error(thai, title=title)
    english.fold(in_english)
    st.stop()
