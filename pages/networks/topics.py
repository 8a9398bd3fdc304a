"""What the page เครือข่าย tells, block by block: once for screen, paper and workbook."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from esa import thai
from esa.fiscal_year import months
from esa.rules.networks import (
    SIDES,
    SILENT_AFTER_DAYS,
    UNDATED_POSITION,
    Activity,
    Coverage,
    Month,
    Reached,
    Silence,
    count_activities,
)
from esa.rules.vocabulary import REACHED_WORDS, SILENCE_WORDS
from esa.telling import networks as told
from esa.telling import words
from esa.telling.drawings import Gauge, Gauges, Matrix, Said, Tile, Tiles
from esa.telling.tables import of_tab
from esa.telling.texts import NBSP, listed, number, one_line, short_date, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Entry,
    Table,
    Topic,
    act,
    quiet,
    strong,
)
from pages.networks import words as said
from pages.networks.view import Registered, View

LISTED, MOST_NAMES = 12, 12
SHORT_SIDES = {"academic": "วิชาการ", "personnel": "บุคคล", "budget": "งบฯ", "general": "ทั่วไป"}
SIDE_STYLES = {  # of tiles
    "covered": ("checked", "มีกิจกรรมด้านนั้นแล้ว"),
    "undated": ("planned", "ไม่ทราบวันที่หรือเป็นแผน"),
    "planned": ("planned", "ไม่ทราบวันที่หรือเป็นแผน"),
    "declared": ("hollow", "แจ้งไว้แต่ยังไม่มี"),
    "not_declared": ("unlisted", "ไม่ได้แจ้ง"),
}
SIDE_SIGNS = {"covered": "●", "declared": "○", "undated": "◌", "planned": "◌"}
ON_PAPER = "ตัวเลข = กิจกรรมที่จัดแล้ว · (ตัวเลข) = แผน · ● มีกิจกรรมด้านนั้นแล้ว · ○ แจ้งไว้แต่ยังไม่มี"
ON_PAPER += " · ◌ ไม่ทราบวันที่หรือเป็นแผน"
UNTOLD = ("never", "undated", "planned")  # states in which nothing tells how long it has been


# --- the year: months and sides -------------------------------------------------------------------


def year(view: View, codes: Sequence[str]) -> Topic:
    """The four sides of each network, drawn; with its months as a table for paper. codes: of the
    networks told."""
    sides: defaultdict[str, list[Coverage]] = defaultdict(list)
    for each in view.coverage:
        sides[each.network].append(each)
    drawn = tuple(_sides(view, code, sides[code]) for code in codes)
    states = {tile.state for row in drawn for tile in row.tiles}
    legend = dict.fromkeys(SIDE_STYLES[state] for state in SIDE_STYLES)
    return Topic(
        "year",
        f"ปฏิทินกิจกรรม ปีงบประมาณ {view.office.fiscal_year} และด้านที่มีกิจกรรม",
        said.sides(said.covered(view.coverage)),
        tuple(Entry(values=row) for row in _months(view, codes)),
        (
            Column("เครือข่าย"),
            *(
                Column(thai.SHORT_MONTHS[m.month - 1], 11, "sign")
                for m in months(view.office.fiscal_year)
            ),
            Column("ไม่มีวัน", 17, "sign"),
            *(Column(SHORT_SIDES[side], 18, "sign") for side in SIDES),
        ),
        notes=(ON_PAPER,),
        drawing=Matrix(drawn, tuple(each for each in legend if each[0] in states)),
        left_out=view.left_out("network_activities", "date", "networks"),
        empty="ยังไม่มีเครือข่ายในทะเบียน",
    )


def _sides(view: View, code: str, sides: Sequence[Coverage]) -> Tiles:
    """A network with its four sides, and how long it has been silent or what it did."""
    silent = view.silence_of.get(code)
    words_ = said.run_words(silent.state, silent.days) if silent else ""
    return Tiles(
        shorten(view.name(code), 80) or "ไม่ระบุเครือข่าย",
        tuple(map(_side, sides)),
        Said(words_ or f"{view.totals[code]:,} กิจกรรม", "act" if _is_silent(silent) else ""),
        told.opened(code, view.kind_of(code)) if code and code != view.network else None,
        chosen=bool(code) and code == view.network,
    )


def _is_silent(row: Silence | None) -> bool:
    return row is not None and row.state == "silent"


def _side(of: Coverage) -> Tile:
    style, word = SIDE_STYLES[of.state]
    held = f" {of.activities:,}{NBSP}กิจกรรม" if of.activities else ""
    return Tile(SHORT_SIDES[of.side], style, f"{words.side(of.side)} {word}{held}")


def _months(view: View, codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Counts by month, plans in brackets, and a sign for each side; blank for none."""
    counts = {
        (row.network, row.position): _count(row.activities, row.planned)
        for row in view.figures.months
    }
    signs = {(row.network, row.side): SIDE_SIGNS.get(row.state) for row in view.coverage}
    for code in codes:
        yield (
            shorten(view.name(code), 60) or "ไม่ระบุเครือข่าย",
            *(counts.get((code, n), "") for n in range(1, UNDATED_POSITION + 1)),
            *(signs.get((code, side)) or "" for side in SIDES),
        )


def _count(held: int, planned: int) -> str:
    return " ".join([f"{held:,}"] * bool(held) + [f"({planned:,})"] * bool(planned))


def legend(held: Iterable[Month]) -> str:
    """What the dots of the calendar mean."""
    plans = " · วงโปร่ง = แผน" if any(month.planned for month in held) else ""
    return f"วงกลม = จำนวนกิจกรรมในเดือน{plans} · เส้นประ = ช่วงที่ไม่มีกิจกรรม"


# --- silence --------------------------------------------------------------------------------------


def silence(view: View) -> Topic:
    """Who has gone quiet, the longest first; those of whom nothing is known are rows of the table
    only."""
    silent = [row for row in view.silence if row.state != "active"]
    return Topic(
        "silence",
        "เครือข่ายที่ไม่มีกิจกรรม",
        "",
        tuple(_silent(view, row) for row in silent),
        (
            Column("เครือข่าย"),
            Column("สถานะกิจกรรม", 62),
            Column("กิจกรรมล่าสุด", 40),
            Column("แผนถัดไป", 40),
        ),
        empty=f"ทุกแห่งมีกิจกรรมภายใน {SILENT_AFTER_DAYS}{NBSP}วัน",
        behind=lambda: view.placed(told.table(view.judged, view.silence)),
    )


def _silent(view: View, row: Silence) -> Entry:
    values = (
        shorten(row.network_name, 120),
        said.run_words(row.state, row.days),
        short_date(row.last_ended),
        short_date(row.next_planned),
    )
    if row.state != "silent":
        return Entry(values=values)
    latest = view.latest(row)
    title = shorten(latest.title, 100) if latest else "กิจกรรมปีก่อน"
    place = Cell("networks", row.at, "name")
    return Entry(
        act(number(row.days)),
        strong(shorten(row.network_name, 80) or one_line(row.network)),
        f"ล่าสุด {short_date(row.last_ended)} {title}",
        True,
        Cell("network_activities", latest.at, "date") if latest else place,
        told.opened(row.network, row.kind) if row.network != view.network else None,
        values,
    )


def untold(view: View) -> Topic:
    """Of whom it can't be told how long they are silent, by why."""
    entries = []
    for state in UNTOLD:
        names = [shorten(row.network_name, 60) for row in view.silence if row.state == state]
        if names:
            head = f"{SILENCE_WORDS[state]} {strong(number(len(names)))}"
            entries.append(Entry("", head, listed(names, 12)))
    return Topic("untold", quiet("ยังนับจำนวนวันที่ไม่มีกิจกรรมไม่ได้"), "", tuple(entries))


# --- activities -----------------------------------------------------------------------------------

ACTIVITY = ("date", "ends", "title", "networks", "side", "participants", "criterion", "link")


def activities(view: View) -> Topic:
    """Who did what when, the newest first, each with its cell."""
    mine, counts = view.activities, count_activities(view.figures.timed)
    return Topic(
        "activities",
        f"กิจกรรม {len(mine):,} รายการ ใหม่สุดก่อน",
        said.activities_heading(len(mine), counts.total, view.label, counts.without_network),
        tuple(_activity(view, row) for row in mine),
        (
            Column("วันที่", 44),
            Column("กิจกรรม"),
            Column("เครือข่าย", 60),
            Column("ด้าน", 28),
            Column("คน", 16, "number"),
        ),
        behind=lambda: view.placed(of_tab("network_activities", ACTIVITY, mine)),
    )


def _activity(view: View, row: Activity) -> Entry:
    names = [shorten(view.name(code), 60) for code in row.networks]
    side = words.side(row.side)
    when = said.when(row.date, row.ends)
    marks = {"undated": quiet(when), "planned": f"{when}\n{quiet('ยังไม่ถึงวัน')}"}
    title = shorten(row.title, 160) or "–"
    return Entry(
        marks.get(row.when, when),
        title,
        said.who(names, side, row.participants, row.criterion),
        cell=Cell("network_activities", row.at, "title"),
        values=(when, title, listed(names, 6) or "ไม่ระบุ", side, row.participants),
        link=row.link or "",
    )


# --- schools --------------------------------------------------------------------------------------

REACHED_STYLES = {"named": "", "by_network": "pale", "not_reached": "open"}


def schools(view: View) -> Topic:
    """How activities reached the schools; the table names those not reached."""
    reached = view.reached
    known = bool(reached) and view.has_activities
    return Topic(
        "schools",
        "โรงเรียนที่กิจกรรมถึง",
        said.reached_heading(reached) if known else "",
        tuple(_school(view, row) for row in reached if row.how == "not_reached") if known else (),
        (Column("โรงเรียนที่ยังไม่ถึง"), Column("อำเภอ", 60), Column("เครือข่าย", 80)),
        drawing=Gauges(tuple(_reached(reached))) if known else None,
        left_out=view.left_out("network_activities", "networks", "schools"),
        empty=f"{SILENCE_WORDS['never'] if reached else said.NO_SCHOOLS} "
        "จึงยังบอกไม่ได้ว่าถึงโรงเรียนใดแล้ว",
        behind=partial(_schools_table, view),
    )


def _reached(reached: Sequence[Reached]) -> Iterator[Gauge]:
    found = Counter(row.how for row in reached)
    for how, word in REACHED_WORDS.items():
        yield Gauge(word, found[how] / len(reached), number(found[how]), kind=REACHED_STYLES[how])


def _school(view: View, row: Reached) -> Entry:
    network = shorten(view.name(row.network), 80) if row.network else "ยังไม่กรอก"
    return Entry(values=(shorten(row.name, 100), shorten(row.amphoe, 60), network))


def not_reached(view: View) -> Topic:
    """The schools that no activity has reached, by network."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    missing = [row for row in view.reached if row.how == "not_reached"]
    for row in missing:
        groups[row.network or ""].append(shorten(row.name, 60))
    entries = (
        Entry(
            "",
            f"{shorten(view.name(code), 80) if code else 'ยังไม่กรอกเครือข่าย'} {strong(len(names))}",
            listed(names, MOST_NAMES),
        )
        for code, names in sorted(groups.items())
    )
    heading = "โรงเรียนที่ยังไม่ถึง"
    return Topic("not_reached", heading, said.why_not_reached(missing), tuple(entries))


def _schools_table(view: View) -> Table:
    """Every school, those not reached first."""
    heads = ("โรงเรียน", "อำเภอ", "เครือข่าย", "กิจกรรมถึงอย่างไร", "กิจกรรม", "แผน")
    found = sorted(view.reached, key=lambda row: row.how, reverse=True)
    rows = tuple(
        (
            *(shorten(row.name), shorten(row.amphoe)),
            shorten(view.name(row.network)) if row.network else None,
            *(REACHED_WORDS[row.how], len(row.activities), row.planned),
        )
        for row in found
    )
    cells = tuple(Cell("schools", row.at, "name") for row in found)
    return view.placed(Table("โรงเรียนที่กิจกรรมถึง", heads, rows, cells))


# --- orders ---------------------------------------------------------------------------------------

ORDER = ("name", "kind", "order_no", "order_date", "member_count", "chair_role")


def orders(view: View) -> Topic:
    """Committees, bodies, teams and networks of work with the orders that set them up."""
    register = view.appointed
    known = sum(row.order_no is not None for row in register)
    return Topic(
        "orders",
        "คำสั่งแต่งตั้ง",
        said.orders_heading(len(register), known),
        tuple(map(_order, register)),
        (
            Column("คณะหรือทีมงาน"),
            Column("ประเภท", 58),
            Column("คำสั่งที่", 42),
            Column("ลงวันที่", 34),
            Column(f"สมาชิก{NBSP}(คน)", 24, "number"),
        ),
        behind=lambda: view.placed(of_tab("networks", ORDER, register)),
    )


def _order(row: Registered) -> Entry:
    name, kind = shorten(row.name, 100), words.label("networks", "kind", row.kind)
    no = shorten(row.order_no, 60) or "ยังไม่กรอก"
    values = (name, kind, no, row.order_date, row.member_count)
    if row.order_no is None:
        return Entry(values=values)
    return Entry(
        "",
        strong(name),
        said.order(row.order_no, row.order_date, row.member_count),
        cell=Cell("networks", row.at, "order_no"),
        values=values,
    )


def without_order(view: View) -> Topic:
    """Those whose order isn't filled in, by kind."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for row in view.appointed:
        if row.order_no is None:
            people = "" if row.member_count is None else f" ({row.member_count:,}{NBSP}คน)"
            groups[row.kind or ""].append(f"{shorten(row.name, 60)}{people}")
    entries = (
        Entry(
            "",
            f"{words.label('networks', 'kind', kind)} ยังไม่กรอกคำสั่ง {strong(len(names))}",
            listed(names, 9),
        )
        for kind, names in groups.items()
    )
    return Topic("without_order", "", "", tuple(entries))
