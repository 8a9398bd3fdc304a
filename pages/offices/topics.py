"""What is told of many offices: the topics of the page, the same on screen and on paper."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from esa.codes import code_key
from esa.rollup.many import OLD_AFTER, SILENT_AFTER
from esa.rollup.register import NOWHERE, Listed
from esa.rollup.target import FAULTS
from esa.rules.vocabulary import OUTCOME_WORDS
from esa.telling.drawings import Gauge, Gauges, Ladder, Said, Step
from esa.telling.texts import NBSP, short_date, unfolded
from esa.telling.topic import (
    Column,
    Door,
    Entry,
    Rail,
    Table,
    Topic,
    act,
    strong,
    together,
)
from pages.offices import colours
from pages.offices.seen import Cell, Seen, need

PAGE = "offices"
LAGS = "ค้าง คือมีประเด็นเลยกำหนดที่ยังไม่มีหลักฐานชัดเจน แถบจางคือสำนักงานที่ยังบอกไม่ได้"
STANDINGS = {"never": "ยังไม่เคยส่ง", "silent": "ขาดส่ง", "old": "ข้อมูลเก่า"}
OFFICE_COLUMNS = (Column("สำนักงาน"), Column("จังหวัด", 34), Column("ค้าง", 14, "number"))
OFFICE_COLUMNS += (Column("ไม่มีระดับ", 18, "number"), Column("ชัดเจน", 24), Column("ข้อมูล ณ", 26))


CELL_COLUMNS = ("รหัส", "สำนักงาน", "จังหวัด", "ภาค", "ข้อมูล ณ", "ฉบับ", "ตัวบ่งชี้", "ผล")
CELL_COLUMNS += ("ระดับต่ำสุด", "ระดับสูงสุด", "ประเด็น", "ชัดเจน", "ไม่ทราบ", "ค้าง")
CELL_COLUMNS += ("ต่ำสุดเดือนก่อน", "สูงสุดเดือนก่อน")
LAG_COLUMNS = ("ฉบับ", "ตัวบ่งชี้", "สำนักงาน", "ค้าง", "อาจค้าง", "ไม่มีระดับ", "สูงขึ้น", "ต่ำลง")


def topics(at: Seen) -> tuple[Topic, ...]:
    """All but the drawing of every office, which only a screen holds."""
    told = () if at.down else (lagging(at), offices(at), moved(at))
    rest = () if at.down else (colours.colours(at),)
    return (*told, silent(at), *rest, unknown(at))


def finding(at: Seen) -> str:
    """สำนักงาน 245 แห่ง ส่งแล้ว 231 แห่ง · ตัวบ่งชี้ที่ค้างมากที่สุด 2.2 ค้าง 118 แห่ง.

    Of one office alone nothing lags most: how many of its indicators do is told instead.
    """
    said = (
        f"สำนักงาน{NBSP}{strong(f'{len(at.offices):,}')}{NBSP}แห่ง "
        f"ส่งแล้ว{NBSP}{strong(f'{len(at.sent):,}')}{NBSP}แห่ง"
    )
    worst = max(at.lags, key=lambda lag: (lag.surely, lag.maybe), default=None)
    if at.down or worst is None:
        return said
    if not worst.surely:
        none = "ยังบอกไม่ได้ว่าตัวบ่งชี้ใดค้าง" if worst.maybe else "ไม่มีตัวบ่งชี้ใดค้าง"
        return f"{said} · {'ในสำนักงานที่ส่งแล้ว ' if len(at.sent) < len(at.offices) else ''}{none}"
    if len(at.sent) == 1:
        surely = sum(bool(lag.surely) for lag in at.lags)
        maybe = sum(bool(lag.maybe and not lag.surely) for lag in at.lags)
        return f"{said} · ค้าง{NBSP}{act(_between(surely, maybe))}{NBSP}ตัวบ่งชี้"
    return (
        f"{said} · ตัวบ่งชี้ที่ค้างมากที่สุด{NBSP}{worst.indicator} "
        f"ค้าง{NBSP}{act(_between(worst.surely, worst.maybe))}{NBSP}แห่ง"
    )


def lagging(at: Seen) -> Topic:
    """Each indicator with the offices where it lags, the most first."""
    ordered = sorted(at.lags, key=lambda lag: (-lag.surely, -lag.maybe, lag.indicator))
    rows = tuple(
        Gauge(
            lag.indicator,
            lag.surely / lag.offices if lag.offices else None,
            f"{_between(lag.surely, lag.maybe)} จาก {lag.offices:,}",
            bound=lag.maybe / lag.offices if lag.offices else 0,
            note=_without(lag.without_level),
        )
        for lag in ordered
    )
    return Topic(
        "lagging",
        "จำนวนสำนักงานที่ค้าง รายตัวบ่งชี้",
        "",
        drawing=Gauges(rows, LAGS) if rows else None,
        notes=tuple(_editions(at)),
        empty="" if rows else "ยังไม่มีสำนักงานใดส่งระดับของตัวบ่งชี้",
        behind=lambda: Table("ตัวบ่งชี้ที่ค้าง", LAG_COLUMNS, tuple(map(tuple, ordered))),
    )


def offices(at: Seen) -> Topic:
    """Every office by need; the list beside the drawing, and the table on paper."""
    own = {each.office: at.of(each.office) for each in at.sent}
    ordered = sorted(at.sent, key=lambda each: need(own[each.office]), reverse=True)
    entries = tuple(_office(at, each, own[each.office]) for each in ordered)
    heading = "สำนักงานตามงานที่ค้าง"
    return Topic(
        "offices",
        heading,
        "",
        entries,
        OFFICE_COLUMNS,
        empty="ยังไม่มีสำนักงานใดส่งข้อมูล",
        behind=lambda: Table("สำนักงาน", CELL_COLUMNS, tuple(_rows(at))),
    )


def _rows(at: Seen) -> Iterator[tuple]:
    """Every indicator of every office."""
    for each in at.sent:
        day = at.many.now[each.office].state.day
        for cell in at.of(each.office):
            told = cell._replace(state=OUTCOME_WORDS.get(cell.state or ""))
            yield (each.office, each.name, each.province, each.region, day, *told[1:])


def _office(at: Seen, listed: Listed, cells: list[Cell]) -> Entry:
    late, without, _ = need(cells)
    sums = at.sums.get(listed.office, {})
    clear, points = sums.get("clear"), sums.get("points")
    day = at.many.now[listed.office].state.day
    share = f"{clear:,} จาก {points:,}" if points else "ไม่ทราบ"
    told = [f"หลักฐานชัดเจน {share} ประเด็น" if points else "ไม่ทราบหลักฐาน", _without(without)]
    where = listed.province if listed.province != NOWHERE else ""
    return Entry(
        f"{late:,}" if cells else "?",
        listed.name,
        together((where, *told, f"ข้อมูล ณ {short_date(day)}")),
        urgent=late > 0,
        door=Door(PAGE, (("office", listed.office),)),
        values=(listed.name, listed.province, late if cells else None, without, share, day),
    )


def moved(at: Seen) -> Topic:
    """What rose and fell since the state of the month before, office by office."""
    rose, fell = defaultdict(list), defaultdict(list)
    for cell in sorted(at.cells, key=lambda cell: code_key(cell.indicator)):
        if cell.moved:
            (rose if cell.moved > 0 else fell)[cell.office].append(cell.indicator)
    compared = [each for each in at.sent if each.office in at.many.before]
    said = f"ระดับสูงขึ้น {len(rose):,} สำนักงาน ต่ำลง {len(fell):,} จากที่เทียบได้ {len(compared):,}"
    order = sorted({*rose, *fell}, key=lambda code: (-len(fell[code]), -len(rose[code]), code))
    entries = tuple(
        Entry(
            text=at.name(code),
            note=together(
                (
                    f"ต่ำลง {' '.join(fell[code])}" if fell[code] else "",
                    f"สูงขึ้น {' '.join(rose[code])}" if rose[code] else "",
                )
            ),
            urgent=bool(fell[code]),
            door=Door(PAGE, (("office", code),)),
        )
        for code in order
    )
    again = [each for each in at.sent if at.many.now[each.office].times > 1]
    notes = (f"ส่งแก้ไขครั้งล่าสุดของตน {len(again):,} สำนักงาน: {_names(again)}",) if again else ()
    return Topic(
        "moved",
        "เปลี่ยนจากเดือนก่อน",
        said if compared else "",
        entries,
        notes=notes,
        empty="" if compared else "ยังไม่มีสำนักงานใดส่งข้อมูลสองเดือน จึงเทียบไม่ได้",
    )


def silent(at: Seen) -> Topic:
    """Offices that never published, fell silent, or have old data."""
    found: dict[str, list[Listed]] = {kind: [] for kind in STANDINGS}
    for each in at.offices:
        kind = at.many.standing(each.office, at.today)
        if kind in found:
            found[kind].append(each)
    entries = [
        Entry(
            STANDINGS[kind],
            each.name,
            _since(at, each),
            urgent=kind != "old",
            door=Door(PAGE, (("office", each.office),)) if kind != "never" else None,
        )
        for kind, own in found.items()
        for each in own
    ]
    counts = together(f"{STANDINGS[k]} {len(own):,}" for k, own in found.items() if own)
    everyone = "ทุกสำนักงาน" if at.many.register.is_there else "สำนักงานที่เคยส่ง"
    said = f"{counts} สำนักงาน" if counts else f"{everyone}ส่งข้อมูลเป็นปัจจุบัน"
    if not at.offices:
        said = ""
    note = f"ขาดส่ง คือไม่ส่งเกิน {SILENT_AFTER} วัน ข้อมูลเก่า คือเกิน {OLD_AFTER} วัน"
    return Topic("silent", "สำนักงานที่ขาดส่งหรือข้อมูลเก่า", said, tuple(entries), notes=(note,))


def _since(at: Seen, each: Listed) -> str:
    age = at.many.age(each.office, at.today)
    where = each.province if each.province != NOWHERE else ""
    if age is None:
        return where
    day = short_date(at.many.now[each.office].state.day)
    return together((where, f"ข้อมูลล่าสุด ณ {day} ({age:,} วันก่อน)"))


def unknown(at: Seen) -> Topic:
    """What the figures above don't hold: damaged files, offices nobody lists, rows set aside."""
    entries = [
        Entry(
            "ไฟล์", f"{at.name(f.office) if f.office else f.where}: {FAULTS[f.code]}", f.where, True
        )
        for f in at.many.faults
    ]
    if at.down:
        entries.insert(0, Entry("เครื่อง", f"ระบบคำนวณไม่ตอบสนอง ({at.down}) จึงไม่มีตัวเลข", urgent=True))
    unlisted = [each for each in at.offices if not each.is_listed]
    if unlisted:
        said = f"ส่งข้อมูลแต่ไม่อยู่ในรายชื่อ {len(unlisted):,} สำนักงาน"
        entries.append(Entry("รายชื่อ", said, _names(unlisted), True))
    if not at.many.register.is_there:
        said = "ยังไม่มี offices.csv ในที่รวมข้อมูล จึงไม่ทราบว่าสำนักงานใดยังไม่ส่ง"
        entries.append(Entry("รายชื่อ", said, urgent=True))
    if at.many.register.wrong:
        rows = " ".join(map(str, at.many.register.wrong[:20]))
        entries.append(
            Entry("รายชื่อ", f"offices.csv อ่านไม่ได้ {len(at.many.register.wrong):,} แถว", rows)
        )
    entries += _counted(at, at.doubtful, "แถวมีคำ รหัส หรือจำนวนที่เป็นไปไม่ได้ ไม่นับ")
    for name, words in (
        ("withheld", "แถวไม่ส่งออกเพราะรหัสไม่ตรงแบบ"),
        ("left_out", "แถวที่สำนักงานเองยังไม่นับ"),
        ("groups_unread", "กลุ่มที่อ่านไม่ครบ"),
        ("money_left_out", "แถวเงินที่รวมไม่ได้"),
    ):
        entries += _counted(at, {code: row.get(name) or 0 for code, row in at.sums.items()}, words)
    return Topic("unknown", "สิ่งที่ตัวเลขเหล่านี้ไม่ได้นับ", "", tuple(entries), empty="ไม่มี")


def _counted(at: Seen, rows: dict[str, int], words: str) -> list[Entry]:
    held = {code: n for code, n in rows.items() if n}
    if not held:
        return []
    most = sorted(held, key=lambda code: (-held[code], code))[: unfolded(len(held), 4)]
    named = " ".join(f"{at.name(code)} {held[code]:,}" for code in most)
    more = f" และอีก {len(held) - len(most):,} สำนักงาน" if len(held) > len(most) else ""
    return [Entry(f"{sum(held.values()):,}", f"{words} ({len(held):,} สำนักงาน)", f"{named}{more}")]


# --- one office -------------------------------------------------------------------------------


def one(at: Seen, office: str) -> Topic:
    """The published figures of one office."""
    published, cells = at.many.now.get(office), at.of(office)
    if published is None:
        return Topic("one", at.name(office), "", empty="ยังไม่มีข้อมูลที่ส่งและอ่านได้")
    state = published.state
    number = f"ครั้งที่ {state.number}" if state.number else "ไม่ใช่ครั้งประชุม"
    said = together((f"ข้อมูล ณ {short_date(state.day)}", number, f"ส่งแล้ว {published.times:,} ครั้ง"))
    steps = tuple(_step(cell) for cell in cells)
    return Topic(
        "one",
        at.name(office),
        said,
        tuple(_sums(at.sums.get(office, {}))),
        drawing=Ladder(steps) if steps else None,
    )


def _step(cell: Cell) -> Step:
    rail = None
    if cell.low is not None:
        to = cell.high if cell.high != cell.low else None
        was = cell.was_low if cell.moved else None
        rail = Rail(cell.low, was=was, to=to)
    words = "" if rail else OUTCOME_WORDS.get(cell.state or "", "ไม่ทราบ")
    told = [
        Said(f"ค้าง {cell.overdue} ประเด็น" if cell.overdue else "", "act"),
        Said(f"ชัดเจน {cell.clear} จาก {cell.points}" if cell.points else ""),
        Said(f"ไม่ทราบ {cell.unknown}" if cell.unknown else ""),
    ]
    return Step(cell.indicator, "", rail, words, tuple(each for each in told if each.text))


SUMS = {
    "resolutions_late": ("มติที่เกินกำหนด", "เรื่อง"),
    "kpis_missed": ("ตัวชี้วัดที่ยังไม่บรรลุเป้าหมาย", "ตัว"),
    "kpis_silent": ("ตัวชี้วัดยังไม่รายงาน", "ตัว"),
    "networks_silent": ("เครือข่ายที่ไม่มีกิจกรรมตั้งแต่ 90 วันขึ้นไปหรือยังไม่เคยมี", "แห่ง"),
    "errors": ("ปัญหาในชีตที่ต้องแก้", "เรื่อง"),
    "allocated": ("เงินจัดสรร", "บาท"),
    "spent": ("เบิกจ่ายแล้ว", "บาท"),
    "left_out": ("แถวที่ยังไม่นับ", "แถว"),
}


def _sums(sums: dict) -> Iterator[Entry]:
    for name, (words, unit) in SUMS.items():
        value = sums.get(name)
        yield Entry(text=f"{words} {'ไม่ทราบ' if value is None else f'{value:,} {unit}'}")


def _between(surely: int, maybe: int) -> str:
    return f"{surely:,}–{surely + maybe:,}" if maybe else f"{surely:,}"


def _without(count: int) -> str:
    return f"ไม่มีระดับ {count:,}" if count else ""


def _editions(at: Seen) -> Iterator[str]:
    others = {code: n for code, n in at.editions.items() if code != at.edition}
    if others:
        named = " ".join(f"{code} ({n:,} สำนักงาน)" for code, n in others.items())
        yield f"นับเฉพาะฉบับมาตรฐาน {at.edition} ฉบับอื่นแยกต่างหาก: {named}"


def _names(offices_: Iterable[Listed], most: int = 6) -> str:
    names = [each.name for each in offices_]
    told = unfolded(len(names), most)
    more = f" และอีก {len(names) - told:,}" if len(names) > told else ""
    return ", ".join(names[:told]) + more
