"""The menu as the visitor's role has it, and a way to sign out.

The pages in it: esa.screen.menu. Streamlit draws it, on a phone as one that covers the page; what
is altered of that is in static/look.css (its letters) and esa/serving/shell.py (when it closes)."""

from pathlib import Path
from typing import Literal

import streamlit as st

from esa.access.people import Standing
from esa.screen import door, menu
from esa.screen.door import Visitor
from esa.telling.texts import escape

ROLE_WORDS = {
    "director": "ผู้บริหาร",
    "lead": "ผู้อำนวยการกลุ่ม",
    "member": "บุคลากรกลุ่ม",
    "it": "ผู้ดูแลระบบ",
    "auditor": "ผู้ตรวจสอบ",
    "province": "จังหวัดหรือกระทรวง",
}


def sections(here: Visitor) -> dict[str, list[st.Page]]:
    """Section → its pages. Those of another role, or that need a setting, stay declared, so that a
    link to one is told about by the door and not "not found", but they aren't listed."""
    held = door.secrets()
    open_to = here.standing if here.is_in else None
    found: dict[str, list[st.Page]] = {}
    for entry in menu.listed():
        listed = open_to is not None and open_to.may_open(entry.name)
        listed = listed and (not entry.setting or entry.setting in held)
        page = st.Page(
            menu.path_of(entry.name),
            title=entry.title,
            url_path=entry.name,
            default=not found,
            visibility="visible" if listed else "hidden",
        )
        found.setdefault(entry.section, []).append(page)
    return found


def own_first(here: Visitor, page: str) -> Path | None:
    """Where a visitor belongs who came to the root, but whose role doesn't open what stands there;
    None to stay. page: name of the page that was asked for, "" for the root."""
    if page or here.standing.role is None or here.standing.may_open(menu.home()):
        return None
    own = (entry.name for entry in menu.listed() if here.standing.may_open(entry.name))
    return next((menu.path_of(name) for name in own), None)


def position(here: Visitor) -> Literal["top", "hidden"]:
    """A visitor who hasn't come in sees no menu."""
    return "top" if here.is_in else "hidden"


def account(found: Standing) -> None:
    """Who is signed in and the way out, beside the switches; nothing where there is no sign-in."""
    if found.role is None:
        return
    group = f" {escape(found.role.group, 20)}" if found.role.group else ""
    st.markdown(f":gray[{ROLE_WORDS[found.role.name]}{group}]", width="content")
    st.button("ออกจากระบบ", key="sign_out", type="tertiary", on_click=st.logout)
