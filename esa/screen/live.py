"""Which office is shown, kept up to date for all visitors by one holder.

Which office: the folder named by ESA_OFFICE (set by `python -m esa run OFFICE`), else Google Sheets
by `[sheets]` in the secrets, else the folder of `[office] folder` there, else the built-in sample.
An office that is named but can't be read is told on screen; the sample never takes its place.
"""

import os
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

import streamlit as st

from esa.history import live
from esa.history.copies import IN_BIN, MOVED, Copy, State
from esa.history.place import place_of
from esa.history.refresh import ERROR_GAP, Holder
from esa.history.store import Store
from esa.reading.office import BANGKOK, Office
from esa.reading.problems import Problem
from esa.screen import english
from esa.screen.frame import address
from esa.screen.secrets import once, secrets_found
from esa.sources.google.secrets import SECTION, check_secrets
from esa.sources.workbook import Fault, SourceError
from esa.telling.texts import clock, escape, linked, listed, shorten

SAMPLE = Path(__file__).resolve().parents[1] / "sample" / "office"
PATIENCE = 20.0  # seconds for which somebody who asked for a new reading waits
WATCH = 2.0  # seconds between two looks whether a reading behind has ended
BETWEEN = 20.0  # seconds between two drawings of a page while workbooks are still read
WHO_CONFIRMS = "ผู้อำนวยการ ผู้อำนวยการกลุ่มนั้น หรือผู้ดูแลระบบ "


@dataclass(frozen=True)
class Place:
    """Where the office's workbooks are. address: of the folder or of the office's Sheet."""

    address: str
    is_sample: bool = False
    is_google: bool = False

    @property
    def name(self) -> str:
        """What visitors may know of it: never the folders above, they are the server's."""
        return "Google Sheets" if self.is_google else Path(self.address).name


def unfinished() -> tuple[str, str, str] | None:
    """What the secrets say only half of where the office is: a title, in Thai and in English; None
    where all is there, or nothing."""
    secrets = {} if _named() else _secrets()
    if missing := check_secrets(secrets):
        problem = Problem("google_secrets_partial", "", facts={"value": ", ".join(missing)})
        return "ตั้งค่า Google Sheets ไม่ครบ", *_both(problem)
    if SECTION in secrets or "office" not in secrets or _folder(secrets):
        return None
    return (
        "ตั้งค่าที่เก็บข้อมูลไม่ครบ",
        "พบหัวข้อ office ใน .streamlit/secrets.toml แต่ยังไม่ได้ระบุ folder "
        "กรอกที่อยู่ของโฟลเดอร์สมุดงาน หรือลบหัวข้อนี้ออกเพื่อดูข้อมูลตัวอย่าง",
        "The section [office] in .streamlit/secrets.toml has no folder. Fill in the folder of "
        "the workbooks, or remove the section to see the sample office.",
    )


def place() -> Place:
    """The office that is named; refuses secrets that say only half."""
    return once(_place)


def _place() -> Place:
    if told := unfinished():
        title, thai, in_english = told
        _stop(title, escape(thai), in_english)
    if named := _named():
        return Place(str(Path(named).expanduser().resolve()))
    secrets = _secrets()
    if SECTION in secrets:
        return Place(str(secrets[SECTION]["office"]).strip(), is_google=True)
    if "office" not in secrets:
        return Place(str(SAMPLE), is_sample=True)
    return Place(str(Path(_folder(secrets)).expanduser().resolve()))


def _named() -> str:
    return os.environ.get("ESA_OFFICE", "").strip()


def _folder(secrets: Mapping) -> str:
    office = secrets["office"]
    return str(office.get("folder", "")).strip() if isinstance(office, Mapping) else ""


def history(of: Place) -> Store:
    """Where the office's copies and meetings are kept."""
    return Store(place_of(of.address))


def state(of: Place) -> State:
    """All workbooks as they are shown now; tells the visitor and stops where there are none.

    A folder is read again at once when a file of it changed; Google is never waited for where
    there is a good copy.
    """
    keeper = holder(of)
    patience = 0.0 if of.is_google else PATIENCE
    try:
        if keeper.shown:
            shown = keeper.current(patience)
        else:
            with st.spinner(f"กำลังอ่านสมุดงานทุกกลุ่มจาก {escape(of.name)} …"):
                shown = keeper.current(patience)
    except SourceError as error:
        _unreadable(of, error)
    if of.is_google and not shown.has_any:
        reasons = [copy.reason for copy in shown.copies if copy.reason]
        reason = reasons[0] if reasons else Fault("nothing_read")
        _unreadable(of, SourceError(reason.code, reason.facts))
    return shown


def holder(of: Place) -> Holder:
    name = f"{of} {_secrets().get(SECTION)}" if of.is_google else str(of)
    return _holder(name=name, _of=of)


def read_again(of: Place) -> str:
    """Look at the workbooks anew and wait for it; what to tell where it was just done. Plain."""
    keeper = holder(of)
    wait = keeper.read_again()
    if wait:
        return f"เพิ่งอ่านแล้ว อ่านใหม่ได้อีกครั้งใน {wait:.0f} วินาที"
    return "" if keeper.wait(PATIENCE) else "กำลังอ่านอยู่เบื้องหลัง หน้าจะปรับเองเมื่อเสร็จ"


def tell(of: Place, shown: State) -> None:
    """What visitors must know before the figures: workbooks that are still read, copies that are
    not as the sheets are now, readings that wait for a word."""
    if shown.refreshing:
        _watch(of, shown.identity, time.monotonic())
    if shown.waiting:
        st.info("กำลังอ่านสมุดที่เหลือ หน้านี้จะเติมเองเมื่ออ่านครบ", title=shown.summary)
    if any(fault.code == "list_unreadable" for fault in shown.faults):
        problem = Problem("list_unreadable", "")
        st.warning(f"{escape(problem.what_th)} · {_mend()}", title="ยังไม่ทราบว่ามีสมุดใดบ้าง")
    if held := [copy for copy in shown.copies if copy.held]:
        names = listed([shorten(copy.public_name, 60) for copy in held], most=4)
        st.warning(
            f"{escape(names)} {escape(since(held))} {_why(held)} "
            f"{WHO_CONFIRMS if door_is_set() else 'ผู้ใช้ทุกคน'}ยืนยันได้ที่ {_mend()}",
            title=f"รอยืนยันข้อมูลใหม่ {len(held)} สมุด",
        )
    for line in _of(shown, IN_BIN):
        st.warning(f"{line} · {_mend()}", title="มีชีตอยู่ในถังขยะ")
    for line in _of(shown, MOVED):
        st.caption(line)
    old = [copy for copy in shown.copies if copy.reason and copy.standing != "waiting"]
    if not old:
        return
    everything = len(old) == shown.total
    whose = "ทุกสมุดงาน" if everything else listed([shorten(c.public_name, 60) for c in old], most=4)
    st.warning(f"{escape(whose)} {escape(since(old))} {_why(old)} · {_mend()}", title=shown.summary)


def _of(shown: State, code: str) -> list[str]:
    """A line for what Drive says of some workbooks, those named of which it says the same;
    Markdown."""
    names: dict[str, list[str]] = {}
    for copy in shown.copies:
        for fault in copy.faults:
            if fault.code == code:
                said = Problem(code, "", facts=fault.facts).what_th
                names.setdefault(said, []).append(shorten(copy.public_name, 60))
    return [escape(f"{listed(named, most=4)}: {said}") for said, named in names.items()]


def last_year(office: Office) -> None:
    """One line on the groups whose workbooks are still of an earlier fiscal year; for the board."""
    year = office.fiscal_year
    old = [w for w in office.workbooks if w.used and w.group and (w.fiscal_year or year) < year]
    if old:
        names = listed([office.group_name(book.group) for book in old], most=6)
        st.caption(f"ยังใช้สมุดของปีงบประมาณก่อน ({len(old)} กลุ่ม): {escape(names)}")


def is_old(copy: Copy) -> bool:
    """Whether something else than the workbook as it is now is shown, and why is known."""
    return bool(copy.why)


def since(copies: list[Copy]) -> str:
    """From when the data are that are shown of these workbooks. Plain."""
    moments = [copy.read_at for copy in copies if copy.read_at]
    if not moments:
        return "ยังอ่านไม่ได้ ข้อมูลของสมุดนี้ยังไม่ทราบ"
    return f"แสดงข้อมูลล่าสุดที่อ่านได้เมื่อ {clock(min(moments).astimezone(BANGKOK))}"


def door_is_set() -> bool:
    """Whether one must sign in here."""
    secrets = _secrets()
    return "auth" in secrets or "access" in secrets


def _mend() -> str:
    return linked("ดูสาเหตุและวิธีแก้", address("sheets"))


def _why(copies: Sequence[Copy]) -> str:
    """The one reason that they have in common, or the first of a few; Markdown."""
    faults = [copy.why[0] for copy in copies]
    reasons = list(dict.fromkeys(Problem(f.code, "", facts=f.facts).what_th for f in faults))
    return f"สาเหตุ: {escape(reasons[0])}" if len(reasons) == 1 else ""


@st.fragment(run_every=WATCH)
def _watch(of: Place, identity: str, drawn_at: float) -> None:
    """Show what a reading behind brought as soon as it has ended; in between now and then."""
    shown = holder(of).shown
    if not shown:
        return
    is_time = not shown.refreshing or (shown.waiting and time.monotonic() - drawn_at > BETWEEN)
    if is_time and shown.identity != identity:
        st.rerun()
    if shown.refreshing:
        st.caption("กำลังอ่านข้อมูลใหม่อยู่เบื้องหลัง หน้านี้แสดงข้อมูลล่าสุดที่มี")


@st.fragment(run_every=ERROR_GAP)
def _try_again(of: Place) -> None:
    """Ask again while nothing could be read, and open the page as soon as something was."""
    keeper = holder(of)
    with suppress(SourceError):
        if keeper.current().has_any:
            st.rerun()
    st.caption("ลองอ่านใหม่เองทุก 10 วินาที")


@st.cache_resource(max_entries=4, show_spinner=False)
def _holder(*, name: str, _of: Place) -> Holder:
    now = partial(datetime.now, BANGKOK)
    if _of.is_google:
        return live.google_holder(_secrets(), history(_of), now)
    if _of.is_sample:
        return live.sample_holder(Path(_of.address), now)
    return live.folder_holder(Path(_of.address), history(_of), now)


def _secrets() -> dict:
    """What secrets.toml holds, {} where there is none; one that can't be read is told."""
    held = secrets_found()
    if held is None and any(Path(path).exists() for path in st.get_option("secrets.files")):
        _stop(
            "อ่าน secrets.toml ไม่ได้",
            "ไฟล์ secrets.toml เขียนไม่ถูกรูปแบบ ตรวจวงเล็บและเครื่องหมายคำพูด แล้วบันทึกเป็น UTF-8 แบบไม่มี BOM",
            "The file secrets.toml can't be read: check brackets and quotes, and save it as "
            "UTF-8 without a BOM.",
        )
    return held or {}


def _unreadable(of: Place, error: SourceError) -> NoReturn:
    problem = Problem(error.code, "", facts={"value": of.address, **error.facts})
    if of.is_google:
        _try_again(of)
    thai, in_english = _both(problem)
    _stop("ยังเปิดข้อมูลของสำนักงานไม่ได้", escape(thai), in_english, of.address)


def _both(problem: Problem) -> tuple[str, str]:
    """What is wrong and how to mend it, in Thai and in English."""
    return f"{problem.what_th} — {problem.fix_th}", f"{problem.what_en}. {problem.fix_en}"


def _stop(title: str, thai: str, in_english: str, path: str = "") -> NoReturn:
    """thai: Markdown; in_english: plain."""
    st.error(thai, title=title)
    english.fold(in_english)
    if path:
        st.code(path, language=None, wrap_lines=True)
    st.stop()
