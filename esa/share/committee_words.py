"""Plain Thai of the committee's page, made by rule. Plain text: escaped where it is set."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from esa.reading.schema import read_tabs
from esa.rules.bands import Band
from esa.rules.rubric import levels_th
from esa.rules.vocabulary import AT_LEAST, GAP, NO_RUBRIC, NO_TOTAL, OVERLAP, WITH_LEVEL
from esa.share.colour_tables import ColourTable, Shown
from esa.share.committee import Activity, Committee, Level, Share
from esa.share.outside import for_outside
from esa.share.suppression import SMALLEST, TOTAL
from esa.telling.texts import NBSP, full_date, short_date, shorten
from esa.telling.topic import together

TITLE = "ผลการดำเนินงานตามมาตรฐานสำนักงานเขตพื้นที่การศึกษา"
DAY = f"ข้อมูล{NBSP}ณ"
NO_NETWORK = "โรงเรียนที่ยังไม่อยู่ในเครือข่าย"
NO_TITLE = "(ยังไม่ได้กรอกชื่อ)"
HIDDEN = f"ไม่แสดง (คุ้มครองกลุ่มนักเรียนน้อยกว่า{NBSP}{SMALLEST}{NBSP}คน)"
WHY_NONE = {
    NO_RUBRIC: "ยังไม่มีเกณฑ์ให้ระดับ",
    NO_TOTAL: "ยังไม่ทราบจำนวนประเด็น",
    GAP: "เกณฑ์ให้ระดับยังไม่ครบ",
    OVERLAP: "เกณฑ์ให้ระดับยังไม่ชัดเจน",
}
LEVELS_MEAN = (
    "ระดับคุณภาพมี 1 ถึง 5 ยิ่งสูงยิ่งดี ให้ตามจำนวนประเด็นที่มีหลักฐานชัดเจน "
    "ตัวบ่งชี้ที่ข้อมูลยังไม่ครบจะยังไม่ให้ระดับ ไม่ได้แปลว่าไม่ดี"
)
COMPLETE_MEANS = "ประเด็นที่มีหลักฐานแนบแล้ว จากประเด็นทั้งหมดที่กรอกไว้"
COMPLETE_DRAWN = "ส่วนสีเข้มคือหลักฐานที่กลุ่มอื่นตรวจแล้ว"
NETWORKS_MEAN = "จำนวนกิจกรรมที่เครือข่ายจัดในปีงบประมาณนี้ กิจกรรมที่จัดร่วมกันนับให้ทุกเครือข่ายที่ร่วม"
COLOURS_MEAN = "สีคุณภาพดูจากร้อยละของนักเรียนที่ยังไม่ผ่านขีดจำกัดล่าง ยิ่งน้อยยิ่งดี"
COLOURS_DRAWN = "ตัวเลขในรูปคือร้อยละนั้น (ตัดเศษทิ้ง)"
POINTS_MEAN = "ชื่อและสถานะของหลักฐานในแต่ละประเด็น ไม่รวมตัวเอกสาร"
GLOSSARY = (
    ("ตัวบ่งชี้", "เรื่องที่ใช้ประเมินสำนักงาน แต่ละตัวบ่งชี้มีหลายประเด็น"),
    ("ประเด็น", "ข้อที่ต้องดำเนินการและมีหลักฐาน"),
    ("แนบแล้ว", "มีชื่อเอกสาร พร้อมลิงก์หรือที่เก็บ"),
    ("ตรวจแล้ว", "แนบแล้ว และกลุ่มอื่นได้ตรวจเอกสารนั้น"),
    ("ระดับเบื้องต้น", "ระดับที่จะได้เมื่อดำเนินการครบทุกประเด็น ยังไม่นับเป็นผล"),
    ("ขีดจำกัดล่าง", "คะแนนขั้นต่ำที่นักเรียนควรทำได้ในการทดสอบ"),
    (f"คน{NBSP}×{NBSP}วิชา", "นักเรียนหนึ่งคนนับหนึ่งครั้งในทุกวิชาที่เข้าสอบ"),
    (
        "น้อยกว่า และ มากกว่า",
        "ใช้แทนตัวเลขจริงเมื่อนักเรียนเกือบทั้งกลุ่มหรือแทบไม่มีใครผ่าน เพื่อไม่ให้ทราบผลของแต่ละคน",
    ),
)


def name(text: object, longest: int = 120) -> str:
    """Text of a cell in one line; what stands for a blank one."""
    return shorten(text, longest) or NO_TITLE


def stamp_line(stamp: str, today: date) -> str:
    """ข้อมูล ณ … in any case; stamp: what is known of the meeting or the reading."""
    told = shorten(for_outside(stamp), 200).replace("ข้อมูล ณ", DAY)
    if DAY in told:
        return told
    day = f"{DAY} วันที่{NBSP}{full_date(today)}"
    return f"{day} · {told}" if told else day


def until_line(until: date | datetime | None) -> str:
    """Until when the link opens this page; "" for a file."""
    return f"ลิงก์นี้ใช้ได้ถึง {short_date(until)}" if until else ""


def finding(of: Committee) -> str:
    """The sentence on top."""
    if of.method == "conditions" and of.stated:
        return f"ทำได้แล้ว {of.met:,} จาก {of.stated:,} สภาพที่พึงประสงค์"
    if of.levels:
        given = sum(level.level is not None for level in of.levels)
        said = f"ได้ระดับคุณภาพแล้ว {given} จาก {len(of.levels)} ตัวบ่งชี้"
        high = sum((level.level or 0) >= 4 for level in of.levels)
        return f"{said} ระดับ{NBSP}4{NBSP}ขึ้นไป {high} ตัวบ่งชี้" if high else said
    total = sum(share.total for share in of.standards)
    if total:
        clear = sum(share.clear for share in of.standards)
        return f"มีหลักฐานแล้ว {clear:,} จาก {total:,} ประเด็น"
    return "ข้อมูลสำหรับกรรมการ"


def level_said(level: Level) -> str:
    """What stands at the right of an indicator."""
    if level.outcome in WITH_LEVEL:
        least = "อย่างน้อย" if level.outcome == AT_LEAST else ""
        return f"{least}ระดับ{NBSP}{level.level}"
    if level.span:
        return levels_th(level.span)
    if level.outcome == "locked" and level.provisional:
        return f"เบื้องต้น ระดับ{NBSP}{level.provisional}"
    return "ยังไม่ให้ระดับ"


def level_note(level: Level) -> str:
    """The second line of an indicator: where its level comes from, or why there is none."""
    if level.outcome in WITH_LEVEL:
        said = f"หลักฐานชัดเจน {level.clear} จาก {level.total} ประเด็น"
        if level.checked_level is not None and level.checked_level < level.level:
            said += f" · นับเฉพาะที่ตรวจแล้ว ระดับ{NBSP}{level.checked_level}"
        if level.checked_span:
            said += f" · นับเฉพาะที่ตรวจแล้ว {levels_th(level.checked_span)}"
        return said
    if level.outcome == "locked":
        if level.total and level.carried < level.total:
            return f"ดำเนินการแล้ว {level.carried} จาก {level.total} ประเด็น"
        return "รอยืนยันเงื่อนไขเพิ่มเติม"
    if level.span:
        clear = f"หลักฐานชัดเจนแน่ {level.clear} จาก {level.total} ประเด็น"
        return f"{clear} · อ่านไม่ได้ {level.span.unread} รายการ"
    if level.outcome == "incomplete" and level.total and level.known >= level.total:
        return "ยังอ่านข้อมูลไม่ได้ครบ"
    if level.outcome == "incomplete":
        return f"มีข้อมูล {level.known} จาก {level.total} ประเด็น"
    return WHY_NONE.get(level.outcome, "")


def share_said(share: Share) -> str:
    if not share.is_known:
        return "ยังอ่านข้อมูลได้ไม่ครบ"
    if not share.total:
        return "ยังไม่มีประเด็น"
    return f"{share.clear:,} จาก {share.total:,} ประเด็น"


def share_note(share: Share) -> str:
    return f"ตรวจแล้ว {share.checked:,}" if share.is_known and share.checked else ""


def activity_said(network: Activity) -> str:
    total = network.held + network.undated
    return f"{total:,}{NBSP}กิจกรรม" if total else "ยังไม่มีกิจกรรม"


def activity_note(network: Activity) -> str:
    parts = [f"ไม่ทราบวันที่ {network.undated}"] * bool(network.undated)
    parts += [f"แผนข้างหน้า {network.planned}"] * bool(network.planned)
    parts += [f"ไม่มีกิจกรรมมา{NBSP}90{NBSP}วันขึ้นไป"] * (network.state == "silent")
    return " · ".join(parts)


def kind(value: str) -> str:
    """The kind of a network in Thai."""
    return read_tabs()["networks"].field("kind").label(value) if value else "เครือข่ายอื่น"


def kind_said(rows: Iterable[Activity]) -> str:
    rows = list(rows)
    active = sum(row.held + row.undated > 0 for row in rows)
    return f"มีกิจกรรม {active} จาก {len(rows)} แห่ง"


def colour(value: str) -> str:
    return read_tabs()["colour_bands"].field("colour").label(value) if value else "ไม่มีสี"


def table_title(table: ColourTable) -> str:
    return f"{name(table.test, 40)} {name(table.grade, 20)} ปีการศึกษา{NBSP}{table.academic_year}"


def table_finding(table: ColourTable, rows: Iterable[Shown]) -> str:
    """How many networks have which colour; worst first."""
    stands = [row.colour for row in rows if row.colour]
    order = [band.colour for band in reversed(table.bands)]
    each = [f"{colour(c)} {stands.count(c)}" for c in order if c in stands]
    return f"เครือข่าย {len(stands)} แห่ง: {' '.join(each)}" if each else "ยังไม่มีสีให้แสดง"


def clashing(table: ColourTable) -> str:
    """How many rows aren't counted because their numbers clash; "" for none."""
    return f"ยังไม่นับ {table.left_out:,} แถวที่ตัวเลขขัดกัน" if table.left_out else ""


def untested(count: int) -> str:
    return f"โรงเรียนที่ไม่มีผลทดสอบชุดนี้ {count:,} แห่ง"


def network_name(names: Mapping[str, str], code: str) -> str:
    if code == TOTAL:
        return "ทั้งเขตพื้นที่"
    return name(names.get(code, code)) if code else NO_NETWORK


def seen_said(shown: Shown, unit: str) -> str:
    """The counts of a group, or why there are none."""
    seen = shown.seen
    if seen.kind == "hidden":
        return HIDDEN
    if seen.kind == "not_tested":
        return "ยังไม่ได้ทดสอบ"
    if seen.kind == "count":
        return f"ยังไม่ผ่าน{NBSP}{seen.not_passed:,} จาก{NBSP}{seen.tested:,}{NBSP}{unit}"
    word = "น้อยกว่า" if seen.kind == "below" else "มากกว่า"
    return f"ยังไม่ผ่าน{word}ร้อยละ{NBSP}{seen.limit} จาก{NBSP}{seen.tested:,}{NBSP}{unit}"


def unit(several: bool) -> str:
    """What is counted. several: whether over several subjects."""
    return f"คน{NBSP}×{NBSP}วิชา" if several else "คน"


def seen_percent(shown: Shown) -> str:
    """The percent in the shape: cut, or < and > a limit; "" for none."""
    seen = shown.seen
    if seen.kind == "count":
        return str(100 * seen.not_passed // seen.tested)
    signs = {"below": "<", "above": ">"}
    return f"{signs[seen.kind]}{seen.limit}" if seen.kind in signs else ""


def band_range(low: Decimal, high: Decimal) -> str:
    return f"{low:.2f}–{high:.2f}"


def band_said(band: Band) -> str:
    """One line of the legend: name, meaning and range of a colour."""
    name = f"{colour(band.colour)} {shorten(band.meaning, 60)}"
    return f"{name} {band_range(band.from_percent, band.to_percent)}"


# What a tab is about, for people who never saw the sheets.
SUBJECTS = {"progress": "การดำเนินงาน", "evidence": "หลักฐาน", "test_results": "ผลการทดสอบ"}
SUBJECTS |= {"network_activities": "กิจกรรมเครือข่าย"}


def left_out(counts: Mapping[str, int], lost: Iterable[tuple[str, str, str]] = ()) -> str:
    """How many rows aren't counted yet, never which, and the groups of which nothing could be read;
    "" for none."""
    parts = [
        f"{read_tabs()[tab].title} {count:,}{NBSP}แถว" for tab, count in counts.items() if count
    ]
    rows = f"ยังไม่นับแถวที่สำนักงานกำลังแก้ไข: {' · '.join(parts)}" if parts else ""
    of_group: dict[str, list[str]] = {}
    for tab, _, name in lost:
        of_group.setdefault(name, []).append(SUBJECTS[tab])
    groups = [f"{shorten(name, 80)} ({', '.join(told)})" for name, told in of_group.items()]
    return together((rows, f"ไม่รวมข้อมูลของ{' · '.join(groups)}" if groups else ""), " · ")
