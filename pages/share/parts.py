"""The page of links for the committee: a form, the link with its QR code, the list of all."""

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from urllib.parse import urlsplit

import segno
import streamlit as st

from esa.access.people import is_this_machine
from esa.reading.office import BANGKOK, Office
from esa.screen import door, english, frame, notes, past
from esa.screen.door import base
from esa.serving.committee import LINK
from esa.share.links import CODE, DAYS, MOST_CODES, MOST_DAYS
from esa.share.registry import LONGEST_NAME, Entry, NoKeys, Registry
from esa.share.scope import SHOWN, Scope
from esa.telling import words
from esa.telling.texts import clock, escape, listed, one_line, short_date, unfolded
from esa.telling.topic import Column, Topic, strong
from esa.telling.topic import Entry as Row

PART_WORDS = {
    "levels": "ระดับคุณภาพ",
    "completeness": "ความครบถ้วนของหลักฐาน",
    "networks": "เครือข่าย",
    "colours": "สีคุณภาพโรงเรียน",
}
KIND_WORDS = {
    "public": "ทั่วไป: ภาพรวม ไม่มีรายละเอียดหลักฐาน",
    "assessors": "ผู้ประเมิน: เพิ่มประเด็น ชื่อและสถานะหลักฐาน ไม่มีลิงก์",
}
SHOWN_LINK = "shown_link"  # in the session: id of the link that is shown with its QR code
LIVE = "ข้อมูลปัจจุบัน (เปลี่ยนตามชีต)"
MOST_LISTED = 60
SCALE = 20  # pixels of a square of the code: sharp on a slide that is projected


def entries() -> list[Entry]:
    """All links of the office, the newest first; told where the list can't be read."""
    try:
        return door.registry().entries()
    except OSError:
        st.error("อ่านรายการลิงก์ไม่ได้ โปรดตรวจที่เก็บประวัติข้อมูล")
        english.fold("The list of links can't be read.")
        return []


def finding(listed_links: list[Entry]) -> str:
    """How many links are open now."""
    open_now = sum(state(entry, datetime.now(BANGKOK)) == "open" for entry in listed_links)
    if not open_now:
        return "ยังไม่มีลิงก์ที่เปิดให้กรรมการดู"
    return f"กรรมการเปิดดูได้ {strong(open_now)} ลิงก์ จากที่เคยสร้าง {len(listed_links)} ลิงก์"


def state(entry: Entry, now: datetime) -> str:
    """open, revoked, expired."""
    if entry.revoked:
        return "revoked"
    return "expired" if now.timestamp() >= entry.link.until else "open"


def form(office: Office) -> None:
    """What a new link shows, who for and until when."""
    with st.expander("สร้างลิงก์ใหม่", icon=":material/add_link:"):
        notes.say("ผู้ที่ได้ลิงก์เห็นหน้าเดียวที่เลือกไว้นี้ โดยไม่ต้องเข้าสู่ระบบ และเปิดหน้าอื่นไม่ได้")
        with st.form("share_form", border=False, enter_to_submit=False):
            whose = st.text_input("ผู้รับลิงก์", key="share_whose", max_chars=LONGEST_NAME)
            scope = _scope(office)
            days = st.number_input("ใช้ได้ (วัน)", 1, MOST_DAYS, DAYS, key="share_days", width=200)
            pressed = st.form_submit_button("สร้างลิงก์", type="primary")
    if pressed:
        _make(scope, whose, int(days))


def _scope(office: Office) -> Scope:
    kind = st.radio("สำหรับ", list(KIND_WORDS), format_func=KIND_WORDS.get, key="share_kind")
    shown = st.multiselect(
        "แสดง",
        list(SHOWN),
        list(SHOWN),
        format_func=PART_WORDS.get,
        placeholder="เลือก",
        key="share_shown",
    )
    numbers = ["", *(each.number for each in reversed(past.listed().meetings))]
    meeting = st.selectbox(
        "ข้อมูล ณ", numbers, format_func=lambda n: f"ครั้งที่ {n}" if n else LIVE, key="share_meeting"
    )
    groups = _codes(office, "groups", "group", "กลุ่ม (หากไม่เลือก แสดงทุกกลุ่ม)")
    networks = _codes(office, "networks", "network", "เครือข่าย (หากไม่เลือก แสดงทุกเครือข่าย)")
    schools = st.checkbox("แสดงรายชื่อโรงเรียน", key="share_schools")
    registers = _registers(office)
    # In the order of the page, whatever order they were chosen in.
    parts = tuple(part for part in SHOWN if part in shown)
    return Scope(kind, parts, meeting, groups, networks, schools, registers)


def _registers(office: Office) -> tuple[str, ...]:
    """Codes of the office's own registers that the link shows, of those that may leave."""
    own = (each for each in office.declared if each.outside and CODE.fullmatch(each.code))
    titles = {each.code: each.title for each in own}
    if not titles:
        return ()
    chosen = st.multiselect(
        "ทะเบียน (หากไม่เลือก ไม่แสดงทะเบียน)",
        list(titles),
        format_func=lambda code: escape(titles[code], 60),
        placeholder="เลือก",
        key="share_registers",
        max_selections=MOST_CODES,
        help="เลือกได้เฉพาะทะเบียนที่มีช่องซึ่งกำหนดว่า แสดงข้างนอกได้",
    )
    return tuple(sorted(chosen))


def _codes(office: Office, tab: str, column: str, label: str) -> tuple[str, ...]:
    table = getattr(office, tab)
    names = dict(zip(table[column], table["name"], strict=True))
    chosen = st.multiselect(
        label,
        [code for code in names if isinstance(code, str)],
        format_func=lambda code: escape(names.get(code) or code, 60),
        placeholder="เลือก",
        key=f"share_{column}",
        max_selections=MOST_CODES,
    )
    return tuple(sorted(chosen))


def _make(scope: Scope, whose: str, days: int) -> None:
    if not whose.strip() or not (scope.shown or scope.registers):
        st.error("กรอกผู้รับลิงก์ และเลือกหัวข้อที่จะแสดงอย่างน้อยหนึ่งหัวข้อ")
        return
    if not door.act("links"):
        return
    try:
        made, _ = door.registry().make(scope, whose, datetime.now(BANGKOK), days)
    except NoKeys:
        st.error("ที่เก็บประวัติอยู่บนเครือข่าย จึงต้องใส่กุญแจใน secrets.toml ก่อน (docs/deploy.md หัวข้อ share)")
        english.fold("The history is kept on the network: put keys into the secrets first.")
        return
    except (ValueError, OSError):
        st.error("สร้างลิงก์ไม่สำเร็จ เลือกกลุ่มหรือเครือข่ายให้น้อยลง หรือตรวจที่เก็บประวัติข้อมูล")
        return
    door.note("link made", link=made.link.id)
    st.session_state[SHOWN_LINK] = made.link.id
    st.rerun()


def shown_link(office: Office, listed_links: list[Entry]) -> None:
    """The link that was just made or asked for, to copy, and its QR code for a slide."""
    wanted = st.session_state.get(SHOWN_LINK)
    entry = next((each for each in listed_links if each.link.id == wanted), None)
    if entry is None or state(entry, datetime.now(BANGKOK)) != "open":
        return
    token = door.registry().token(entry)
    if token is None:
        st.warning("กุญแจของลิงก์นี้ถูกเปลี่ยนแล้ว โปรดสร้างลิงก์ใหม่")
        return
    address = _address(token)
    code = BytesIO()
    segno.make(address, error="m", micro=False).save(code, kind="png", scale=SCALE, border=4)
    with st.container(key="shown_link"):
        st.success(
            f"{_summary(office, entry.link.scope)} ใช้ได้ถึง {_day(entry.link.until)}",
            title=f"ลิงก์สำหรับ {escape(entry.whose, 80)}",
        )
        st.code(address, language=None, wrap_lines=True)
        if is_this_machine(urlsplit(address).netloc):
            notes.say(
                ":orange[ลิงก์นี้เปิดได้จากเครื่องนี้เท่านั้น] หากจะส่งให้กรรมการ ให้เปิดหน้านี้จากที่อยู่เว็บของสำนักงาน"
            )
        st.image(code.getvalue(), caption="คิวอาร์โค้ดของลิงก์นี้ สำหรับวางในสไลด์", width=300)
        with st.container(horizontal=True, gap="small"):
            st.download_button(
                "ดาวน์โหลดคิวอาร์โค้ด",
                code.getvalue(),
                file_name="committee-link.png",
                mime="image/png",
                key="share_qr",
                on_click="ignore",
            )
            st.button("ซ่อนลิงก์", key="share_hide", type="tertiary", on_click=_hide)


def links(office: Office, listed_links: list[Entry]) -> None:
    """All links with who they are for, what they show and when they were last used."""
    if not listed_links:
        notes.nothing("ลิงก์ที่สร้างแล้วจะแสดงที่นี่ พร้อมวันหมดอายุและปุ่มยกเลิก", title="ยังไม่มีลิงก์")
        return
    now, most = datetime.now(BANGKOK), unfolded(len(listed_links), MOST_LISTED)
    with frame.rows("share"):
        for entry in listed_links[:most]:
            with frame.row(f"share_{entry.link.id}"):
                _entry(office, entry, state(entry, now))
    if len(listed_links) > most:
        notes.say(f":gray[และลิงก์ที่เก่ากว่าอีก {len(listed_links) - most} ลิงก์]")


def _entry(office: Office, entry: Entry, found: str) -> None:
    notes.say(
        f"**{escape(entry.whose, 120)}** · {_until(entry, found)} · {_used(entry)}\n\n"
        f":gray[{_summary(office, entry.link.scope)}]"
    )
    if found != "open" or not door.may("links"):
        return
    identity = entry.link.id
    with st.container(horizontal=True, gap="large", key=f"group_links_share_{identity}"):
        st.button(
            "ดูลิงก์และคิวอาร์โค้ด",
            key=f"share_show_{identity}",
            type="tertiary",
            on_click=_show,
            args=(identity,),
        )
        st.button(
            "ยกเลิกลิงก์",
            key=f"share_end_{identity}",
            type="tertiary",
            help="ผู้ที่เปิดลิงก์อยู่จะดูต่อไม่ได้ทันที",
            on_click=_end,
            args=(identity,),
        )


def keys() -> None:
    """Changing the keys that sign, where they are kept by us."""
    kept: Registry = door.registry()
    with st.expander("กุญแจลงนาม", icon=":material/key:"):
        if not kept.keeps_keys:
            notes.say(
                "กุญแจอยู่ใน secrets.toml เปลี่ยนโดยเพิ่มกุญแจใหม่ไว้บนสุดแล้วเปิดระบบใหม่ "
                "ลบกุญแจเดิมออกเมื่อต้องการให้ลิงก์เดิมใช้ไม่ได้"
            )
            return
        notes.say("เปลี่ยนกุญแจปีละครั้ง หรือเมื่อเปลี่ยนผู้ดูแลระบบ")
        st.button("เปลี่ยนกุญแจ ลิงก์เดิมยังใช้ได้", key="share_keys", on_click=_change, args=(False,))
        with st.popover("เปลี่ยนกุญแจและยกเลิกลิงก์เดิมทั้งหมด"):
            notes.say("ลิงก์ที่ส่งไปแล้วจะเปิดไม่ได้ทุกลิงก์ และเรียกคืนไม่ได้")
            st.button("ยืนยันยกเลิกทั้งหมด", key="share_keys_end", on_click=_change, args=(True,))


def _change(end_old: bool) -> None:
    if not door.act("links", "keys ended" if end_old else "keys"):
        return
    try:
        door.registry().change_keys(end_old)
    except (OSError, NoKeys):
        st.toast("เปลี่ยนกุญแจไม่สำเร็จ โปรดตรวจที่เก็บประวัติข้อมูล")
        return
    st.toast("เปลี่ยนกุญแจแล้ว")


def _end(identity: str) -> None:
    if not door.act("links"):
        return
    try:
        door.registry().revoke(identity, datetime.now(BANGKOK))
    except OSError:
        st.toast("ยกเลิกไม่สำเร็จ โปรดตรวจที่เก็บประวัติข้อมูล")
        return
    door.note("link ended", link=identity)
    st.toast("ยกเลิกลิงก์แล้ว")


def _show(identity: str) -> None:
    if door.act("links", "shown"):
        st.session_state[SHOWN_LINK] = identity


def _hide() -> None:
    st.session_state.pop(SHOWN_LINK, None)


def _address(token: str) -> str:
    """The link in full, under the address of the set-up, else that at which the page was opened."""
    if home := door.address():
        return f"{home}{LINK}/{token}"
    here = urlsplit(st.context.url or "")
    home = f"{here.scheme}://{here.netloc}" if here.netloc else ""
    return f"{home}{base()}{LINK}/{token}"


def on_paper(office: Office, listed_links: list[Entry]) -> tuple[Topic, ...]:
    """All links as a table; never what opens them."""
    now = datetime.now(BANGKOK)
    rows = tuple(
        Row(
            values=(
                one_line(each.whose),
                _until(each, state(each, now)),
                _used(each),
                _summary(office, each.link.scope, one_line),
            )
        )
        for each in listed_links
    )
    columns = (
        Column("ผู้รับลิงก์", 40),
        Column("ใช้ได้ถึง", 36),
        Column("เปิดล่าสุด", 36),
        Column("เนื้อหาที่แสดง"),
    )
    return (Topic("links", "ลิงก์ทั้งหมด", "", rows, columns, empty="ยังไม่มีลิงก์"),)


def _used(entry: Entry) -> str:
    return f"เปิดล่าสุด {_moment(entry.used_at)}" if entry.used_at else "ยังไม่มีผู้เปิด"


def _until(entry: Entry, found: str) -> str:
    day = _day(entry.link.until)
    said = {"open": f"ใช้ได้ถึง {day}", "expired": f"หมดอายุ {day}", "revoked": "ยกเลิกแล้ว"}
    return said[found]


def _summary(office: Office, scope: Scope, put: Callable[[str], str] = escape) -> str:
    """What a link shows, in words. put: makes text of cells safe, Markdown by itself."""
    said = [
        KIND_WORDS[scope.kind].partition(":")[0],
        listed([PART_WORDS[part] for part in scope.shown]),
        f"ครั้งที่ {put(scope.meeting)}" if scope.meeting else "ข้อมูลปัจจุบัน",
    ]
    if scope.groups:
        said.append(put(listed([words.group_short(office, code) for code in scope.groups])))
    if scope.networks:
        said.append(f"{len(scope.networks)} เครือข่าย")
    if scope.schools:
        said.append("มีรายชื่อโรงเรียน")
    if scope.registers:
        titles = {each.code: each.title for each in office.declared}
        named = [titles.get(code, code) for code in scope.registers]
        said.append(f"ทะเบียน {escape(listed(named), 120)}")
    return " · ".join(said)


def _day(seconds: int) -> str:
    return short_date(datetime.fromtimestamp(seconds, BANGKOK).date())


def _moment(moment: datetime) -> str:
    return clock(moment.astimezone(BANGKOK))
