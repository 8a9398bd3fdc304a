"""What only this page says: of one network or kind, of an activity, of schools and orders."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from esa.rules.networks import SIDES, Coverage, Kind, Reached, Silence
from esa.rules.resources import Total
from esa.rules.vocabulary import SILENCE_WORDS
from esa.telling import words
from esa.telling.money import baht
from esa.telling.networks import kind_label, of_side, unit
from esa.telling.texts import NBSP, listed, short_date, shorten
from esa.telling.topic import act, done, quiet, strong, together

NO_VALUE = "ยังไม่กรอกมูลค่า"
UNDATED = "ไม่ทราบวันที่"
NO_SCHOOLS = "ยังไม่มีโรงเรียนในทะเบียน"


def of_kind(kinds: Iterable[Kind], kind: str, side: str = "") -> str:
    """The finding about kinds that don't fall silent (teams, bodies, partners …)."""
    name = f"{of_side(side)}{kind_label(kind)}"
    row = next((row for row in kinds if row.kind == kind), None)
    if row is None:
        return f"{name}ยังไม่มีในทะเบียน"
    of = f"{row.networks:,}{NBSP}{unit(kind)}"
    held = f"{strong(f'{row.activities:,}')} กิจกรรม" if row.activities else SILENCE_WORDS["never"]
    if not row.active:
        return f"{name} {of} {held}"
    return f"{name}มีกิจกรรมในปีนี้ {strong(f'{row.active:,}')} จาก {of} รวม {held}"


def of_network(name: str, activities: int, row: Silence | None, side: str = "") -> str:
    """The finding about one network. row: None for kinds that can't fall silent."""
    held = f"ปีนี้มี {strong(f'{activities:,}')} กิจกรรม" if activities else "ปีนี้ยังไม่มีกิจกรรมในชีต"
    start = f"{of_side(side)}{shorten(name, 80)} "
    state = row.state if row is not None else ""
    if state == "silent":
        return f"{start}ไม่มีกิจกรรมมา {act(f'{row.days:,}')} วัน {held}"
    if state == "planned":
        return f"{start}ยังไม่มีกิจกรรมที่จัดแล้ว มีแต่แผน {strong(f'{activities:,}')} กิจกรรม"
    if state == "undated":
        return f"{start}{held} แต่ไม่ทราบวันที่ทั้งหมด"
    if state == "active":
        ago = f"เมื่อ {strong(f'{row.days:,}')} วันก่อน" if row.days else "วันนี้"
        return f"{start}{held} ล่าสุด{ago}"
    return f"{start}{held}"


# --- calendar and sides ---------------------------------------------------------------------------


def run_words(state: str, days: int | None) -> str:
    """What is said of a network that isn't active: ไม่มีกิจกรรม 124 วัน, ยังไม่มีกิจกรรมในชีต …"""
    if state == "silent":
        return f"{SILENCE_WORDS[state]} {days or 0:,} วัน"
    return "" if state == "active" else SILENCE_WORDS.get(state, "")


def covered(coverage: Iterable[Coverage]) -> dict[str, tuple[int, int]]:
    """side → (networks that cover it, networks), of the networks on view."""
    coverage = tuple(coverage)
    of = len({row.network for row in coverage})
    covering = Counter(row.side for row in coverage if row.state == "covered")
    return {side: (covering[side], of) for side in SIDES}


def sides(heads: Mapping[str, tuple[int, int]]) -> str:
    """ด้านที่มีกิจกรรมแล้ว: วิชาการ 11 จาก 13 …; heads: of covered."""
    told = (f"{words.side(side)} {found:,} จาก {of:,}" for side, (found, of) in heads.items())
    return f"ด้านที่มีกิจกรรมแล้ว: {together(told)}"


# --- activities -----------------------------------------------------------------------------------


def when(starts: date | None, ends: date | None) -> str:
    """29–30 เม.ย. 2557; months and years are said once where they are the same."""
    if starts is None:
        return UNDATED if ends is None else f"ถึง {short_date(ends)} (ไม่ทราบวันเริ่ม)"
    if ends is None or ends == starts:
        return short_date(starts)
    if (starts.year, starts.month) == (ends.year, ends.month):
        return f"{starts.day}–{short_date(ends)}"
    if starts.year == ends.year:
        return f"{short_date(starts).rsplit(NBSP, 1)[0]} – {short_date(ends)}"
    return f"{short_date(starts)} – {short_date(ends)}"


def who(names: Sequence[str], side: str, participants: int | None, criterion: str | None) -> str:
    """The second line of an activity: networks · side · participants · criterion."""
    people = "ยังไม่กรอกจำนวนคน" if participants is None else f"{participants:,}{NBSP}คน"
    parts = (
        listed(names, most=3) if names else "ไม่ระบุเครือข่าย",
        f"ด้าน{side}" if side else "ไม่ระบุด้าน",
        people,
        "" if criterion is None else f"ประเด็น{NBSP}{shorten(criterion, 20)}",
    )
    return together(parts)


def activities_heading(shown: int, total: int, label: str, without_network: int = 0) -> str:
    """64 กิจกรรมของเครือข่ายโรงเรียน จากทั้งสำนักงาน 100. label: of what is on view."""
    start = f"{strong(f'{shown:,}')} กิจกรรม{shorten(label, 80)}"
    if not shown:
        start = quiet(f"ยังไม่มีกิจกรรม{shorten(label, 80)}")
    if shown == total:
        return start
    alone = f" ไม่ระบุเครือข่าย {without_network:,}" if without_network else ""
    return f"{start} {quiet(f'จาก {total:,} ทั้งสำนักงาน{alone}')}"


# --- support --------------------------------------------------------------------------------------


def other_heading(total: Total, kinds: Iterable[str]) -> str:
    """The heading over what isn't cash: its value where known, and how many rows have none."""
    name = listed([words.label("resources", "kind", kind) for kind in kinds], most=3)
    name = name or words.label("resources", "kind", "in_kind")
    worth = f"มูลค่า {strong(baht(total.other))} บาท" if total.rows > total.no_value else ""
    blanks = f"{NO_VALUE} {strong(f'{total.no_value:,}')}" if total.no_value else ""
    return together((f"{name} {total.rows:,}{NBSP}รายการ", worth, blanks), " ")


def cash_note(every: Total, local: Total) -> str:
    """What the heading over cash doesn't hold: other partners, amounts nobody filled in."""
    rest: Decimal = every.cash - local.cash
    parts = (
        f"แถบสีอ่อน = ภาคีอื่น รวม {baht(rest)} บาท" if rest else "",
        f"ยังไม่กรอกจำนวนเงิน {every.no_value:,} รายการ" if every.no_value else "",
    )
    return together(parts)


def of_partner(name: str | None, total: Total) -> str:
    """What one partner gave: cash and value apart, never added, and from how many activities."""
    parts = (
        f"เงิน {strong(baht(total.cash))} บาท" if total.cash else "",
        f"มูลค่าสิ่งของหรือบริการ {strong(baht(total.other))} บาท" if total.other else "",
        f"{NO_VALUE} {strong(f'{total.no_value:,}')} รายการ" if total.no_value else "",
    )
    given = together(parts) or "ไม่มีรายการที่นับได้"
    return f"{shorten(name, 80)} {given} จาก {strong(f'{total.activities:,}')} กิจกรรม"


# --- schools and orders ---------------------------------------------------------------------------


def reached_heading(reached: Sequence[Reached]) -> str:
    """กิจกรรมเครือข่ายยังไปไม่ถึง 14 จาก 117 โรงเรียน."""
    total, missing = len(reached), sum(row.how == "not_reached" for row in reached)
    if not total:
        return NO_SCHOOLS
    if not missing:
        return f"กิจกรรมเครือข่ายไปถึงโรงเรียนครบทั้ง {done(f'{total:,}')} โรงเรียน"
    return f"กิจกรรมเครือข่ายยังไปไม่ถึง {act(f'{missing:,}')} จาก {total:,}{NBSP}โรงเรียน"


def why_not_reached(schools: Sequence[Reached]) -> str:
    """Why they aren't: no network in the register, or a network without an activity."""
    alone = sum(row.network is None for row in schools)
    parts = (
        f"ยังไม่กรอกเครือข่ายในทะเบียน {alone:,}" if alone else "",
        f"เครือข่ายยังไม่มีกิจกรรม {len(schools) - alone:,}" if len(schools) > alone else "",
    )
    return together(parts)


def orders_heading(total: int, known: int) -> str:
    """มีคำสั่งในชีต 2 จาก 17: of committees, bodies, teams and networks of work."""
    if not total:
        return "คณะกรรมการ องค์คณะ และทีมงาน ยังไม่มีในทะเบียน"
    missing = f" ยังไม่กรอก {total - known:,}" if known < total else ""
    return f"คณะและทีมงานที่มีคำสั่งในชีต {strong(f'{known:,}')} จาก {total:,}{missing}"


def order(order_no: str | None, order_date: date | None, members: int | None) -> str:
    """คำสั่งที่ 296/2557 ลงวันที่ 22 ส.ค. 2557 · สมาชิก 18 คน; what is unknown is said."""
    told = "ยังไม่กรอกคำสั่ง"
    if order_no is not None:
        day = "ไม่ทราบวันที่" if order_date is None else f"ลงวันที่ {short_date(order_date)}"
        told = f"คำสั่งที่{NBSP}{shorten(order_no, 60)} {day}"
    people = "ยังไม่กรอกจำนวนสมาชิก" if members is None else f"สมาชิก {members:,}{NBSP}คน"
    return f"{told} · {people}"
