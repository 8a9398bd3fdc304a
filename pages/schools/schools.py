"""All schools, or those of a network: by network, by band, who needs help."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from esa.rules.bands import MEAN, SHARE, band_faults, bands_as_typed, bands_since, runs_against
from esa.rules.open_schools import SchoolColour
from esa.rules.school_results import NetworkColours, alarming, moved
from esa.rules.vocabulary import COLOUR_WORDS, WITHOUT_COLOUR
from esa.telling import words
from esa.telling.drawings import Bar, Bars, Grid, Matrix, Part, Said, Tile, Tiles
from esa.telling.schools_words import AXES, SITTINGS, VALUES, of_colour, stand, step, to_next
from esa.telling.tables import PLACE
from esa.telling.texts import listed, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    LeftOut,
    Mark,
    Onward,
    Table,
    Topic,
    quiet,
    strong,
    together,
)
from pages.schools import words as said
from pages.schools.view import View

MOST_MARKS = 200  # schools drawn one by one; above that, shares of networks and the worst schools
MOST_NETWORKS = 40  # rows of a drawing; the others by the filter


# --- by network -----------------------------------------------------------------------------------


def is_many(view: View) -> bool:
    """Whether the schools on view are too many to be drawn one by one."""
    return sum(row.stand != "no_row" for row in view.schools) > MOST_MARKS


def marks(view: View) -> Topic:
    """Every school as a mark, in a row per network; shares of the networks where schools are too
    many and no network is chosen."""
    cut = _cut(view.networks)
    if is_many(view) and not view.network:
        many = f"{len(view.schools):,} โรงเรียน มากเกินกว่าจะวาดทีละโรงเรียน เลือกเครือข่ายเพื่อดูทุกโรงเรียน"
        return Topic(
            "networks",
            "",
            quiet(together((AXES[view.found.measure], many, cut), " ")),
            drawing=_bars(view),
        )
    shown = view.listed[:MOST_MARKS]
    order = f"เรียงจากเครือข่ายที่มี{view.bad}มากที่สุด" if view.bad and not view.network else ""
    small = said.SMALL_MARK if any(row.small for row in shown) else ""
    how = together((AXES[view.found.measure], "แต่ละรูปคือหนึ่งโรงเรียน", order, small, cut), " ")
    count = said.HOW_TO_COUNT if view.unit == SITTINGS else ""
    of_network: dict[str, list[Tile]] = {}
    for row in (row for row in shown if row.stand != "no_row"):
        mark = tile(row, row.name, view.unit, view.door(school=row.school_code))
        of_network.setdefault(row.network or "", []).append(mark)
    rows = tuple(
        Tiles(
            view.network_name(row.network, 24),
            tuple(of_network.get(row.network, ())),
            Said(_of_network(view, row)),
            view.door(network=row.network) if row.network and not view.network else None,
        )
        for row in view.networks[:MOST_NETWORKS]
    )
    none = "" if rows else "ไม่มีโรงเรียนให้แสดง"
    drawing = Matrix(rows) if rows else None
    return Topic("networks", "", quiet(together((how, count))), drawing=drawing, empty=none)


def tile(row: said.Coloured, name: object, of: str, door: Door) -> Tile:
    """A result in the shape of its colour. of: what is counted."""
    small = " few" if row.small and row.look in COLOUR_WORDS else ""
    title = said.of_mark(shorten(name, 90), row, of)
    return Tile(said.in_mark(row), f"{row.look}{small}", title, door)


def _of_network(view: View, row: NetworkColours) -> str:
    none = f"ไม่มี{'หรือ'.join(view.alarms)}" if view.alarms else f"ทดสอบ {row.tested}"
    worst = f"{view.bad} {row.alarming}" if row.alarming else none
    without = row.counts["no_row"]
    missing = f"ไม่มีแถวผล {without}" if without else ""
    return together((worst if row.tested else "ยังไม่มีผลทดสอบ", missing), " ")


def _cut(networks: Sequence[NetworkColours]) -> str:
    more = len(networks) - MOST_NETWORKS
    return f"แสดง {MOST_NETWORKS} เครือข่ายแรก อีก {more} เลือกจากตัวกรอง" if more > 0 else ""


def shares(view: View) -> Topic:
    """Schools per colour of each network; those without a colour are counted too."""
    own, used = view.networks, [*view.worst_first]
    used += [name for name in WITHOUT_COLOUR if any(row.counts.get(name) for row in own)]
    counts = (Column(stand(name), 20 if name in WITHOUT_COLOUR else 16, "number") for name in used)
    rows = (
        (view.network_name(row.network, 60), row.schools, *(row.counts[n] or None for n in used))
        for row in own
    )
    return Topic(
        "shares",
        "สัดส่วนสีของแต่ละเครือข่าย",
        quiet(
            "แถบยาวเท่ากันคือโรงเรียนทั้งหมดของเครือข่าย ตัวเลขคือจำนวนโรงเรียน "
            "ส่วนสีขาวคือยังไม่ได้ทดสอบหรือไม่มีแถวผล"
        ),
        tuple(Entry(values=row) for row in rows),
        (Column("เครือข่าย"), Column("โรงเรียน", 20, "number"), *counts),
        drawing=_bars(view),
    )


def _bars(view: View) -> Bars:
    rows = tuple(_bar(view, row) for row in view.networks[:MOST_NETWORKS])
    shapes = view.found.looks
    kinds = {part.kind for row in rows for part in row.parts}
    named = [(shapes.get(name, name), stand(name)) for name in view.stands]
    return Bars(rows, tuple(each for each in named if each[0] in kinds))


def _bar(view: View, row: NetworkColours) -> Bar:
    parts = tuple(
        Part(
            view.found.looks.get(name, name),
            row.counts[name],
            row.counts[name] / row.schools,
            f"{stand(name)} {row.counts[name]} จาก {row.schools} โรงเรียน",
            view.door(network=row.network or view.network, colour=name),
        )
        for name in view.stands
        if row.counts.get(name)
    )
    count = f"{row.alarming} จาก {row.tested}"
    told = Said(f"{view.bad} {count}" if view.bad else f"ทดสอบ {row.tested}")
    door = view.door(network=row.network) if row.network else None
    return Bar(view.network_name(row.network, 24), parts, told, door)


# --- by colour ------------------------------------------------------------------------------------


def bands(view: View) -> Topic:
    """The thresholds, worst first, with how many schools have each colour; and rows whose
    counts clash, which no colour holds."""
    of, entries, rows = view.of, [], []
    for band in reversed(view.bands):
        count, name, edges = of.get(band.colour, 0), said.band(band), said.edges(band)
        look = view.found.looks[band.colour]
        entries.append((said.colour(band.colour, look), edges, shorten(band.meaning, 80), count))
        rows.append(Tiles(name, (_only(view, band.colour, look, count),), Said(edges)))
    for state in (state for state in WITHOUT_COLOUR if of.get(state)):
        entries.append((stand(state), None, None, of[state]))
        rows.append(Tiles(stand(state), (_only(view, state, state, of[state]),)))
    known, tab = view.bands, view.office.rows["colour_bands"]
    asked = (tab, view.choice.academic_year, view.choice.sitting)
    against = runs_against(bands_as_typed(*asked))
    faulty = said.faulty_bands(band_faults(known)) if known else "ยังไม่ได้กรอกเกณฑ์สีของปีนี้"
    faulty = said.AGAINST if against else faulty
    onward = (Onward(Door("sheets", (("tab", "colour_bands"),)), "ดูแท็บ เกณฑ์สีคุณภาพ"),)
    since = bands_since(*asked)
    return Topic(
        "bands",
        said.bands_title(since),
        "",
        tuple(Entry(values=row) for row in entries),
        _band_columns(view),
        notes=(faulty,) if faulty else (),
        drawing=Grid(("โรงเรียน",), tuple(rows)) if rows else None,
        left_out=_clashing(view),
        onward=onward if faulty else (),
    )


def _band_columns(view: View) -> tuple[Column, ...]:
    value = Column(VALUES[view.found.measure], 44)
    return (Column("สี", 42), value, Column("ความหมาย"), Column("โรงเรียน", 24, "number"))


def _only(view: View, name: str, look: str, count: int) -> Tile:
    """A colour of the legend: it leaves only its own schools, and all where it is chosen."""
    door = view.door(colour="" if view.colour == name else name)
    return Tile(f"{count:,}", look, f"ดูเฉพาะ{stand(name)} {count:,} โรงเรียน", door)


def only(view: View) -> str:
    return f"แสดงเฉพาะ{strong(stand(view.colour))} {len(view.listed):,} โรงเรียน"


def _clashing(view: View) -> tuple[LeftOut, ...]:
    rows = view.found.left_out
    if not rows:
        return ()
    cells = listed([view.office.cell("test_results", row, "not_passed") for row in rows], 6)
    why = f"จำนวนขัดกัน เช่น ไม่ผ่านมากกว่าเข้าสอบ ช่อง {cells}"
    return (LeftOut("", "test_results", len(rows), why),)


def movement(view: View) -> Topic:
    """How many schools rose, stayed and fell since the year before; its chart is the page's."""
    told = said.moved(moved(view.moves), view.found.previous)
    known = any(move.direction != "unknown" for move in view.moves)
    return Topic("movement", "เปลี่ยนสีจากปีก่อน", told, notes=(said.HOW_TO_READ_MOVES,) * known)


# --- who needs help -------------------------------------------------------------------------------


def in_need(view: View) -> Topic:
    """Red and orange schools, the worst first, with what lifts each to the next colour."""
    needy, names = alarming(view.listed, view.found.looks), view.alarms
    return Topic(
        "in_need",
        f"ต้องช่วยก่อน: {view.bad or 'ไม่มีสีที่ต้องช่วย'} {len(needy):,} โรงเรียน",
        "",
        tuple(_needy(view, row) for row in needy),
        (
            *(Column("สี", 22), Column("โรงเรียน และเครือข่าย")),
            *(Column(_value_head(view), 26, "number"), Column(f"ไม่ผ่าน ({view.unit})", 40)),
            Column(f"ผ่านเพิ่ม ({view.unit}) → จะเป็นสี", 36),
        ),
        empty=f"ไม่มีโรงเรียน{of_colour('หรือ'.join(names)) if names else 'ที่ต้องช่วย'}ในชุดที่เลือก",
        behind=partial(view.judged.once, every, view.choice, view.network, view.colour),
    )


def _value_head(view: View) -> str:
    return "ร้อยละ ที่ไม่ผ่าน" if view.found.measure == SHARE else VALUES[view.found.measure]


def _needy(view: View, row: SchoolColour) -> Entry:
    name, network = shorten(row.name, 60), view.network_name(row.network)
    places, small = view.places.get(row.school_code, []), " (กลุ่มเล็ก)" if row.small else ""
    where = f"{len(places)} แถวในชีต" if not view.choice.subject else ""
    # with means nobody can say how many pupils more it takes
    none = "" if row.measure == MEAN else "ไม่มีสีที่ดีกว่าให้ไปถึง"
    better = to_next(row, view.unit) or none
    counted = f"{said.counted(row, view.unit)}{small}"
    return Entry(
        said.percent(row.hundredths),
        name,
        together((better, counted, network, where)),
        cell=Cell("test_results", places[0], "not_passed") if places and not where else None,
        door=view.door(school=row.school_code),
        values=(
            said.colour(row.stand, row.look),
            f"{name}{small}\n{network}",
            said.percent(row.hundredths),
            said.of_tested(row),
            step(row),
        ),
        mark=Mark(row.look, stand(row.stand)),
    )


def every(judged: object, choice: object, network: str, colour: str = "") -> Table:
    """Every school of the choice, with the first of its rows in the sheet."""
    view = View(judged, choice, network, colour=colour)
    of, rows, cells = view.unit, [], []
    for row in view.listed:
        places = view.places.get(row.school_code, [])
        cell = Cell("test_results", places[0], "not_passed") if places else None
        more = f" และอีก {len(places) - 1} แถว" if len(places) > 2 else ""
        if len(places) == 2:
            more = f" และแถว {places[1][1]}"
        cells.append(cell)
        rows.append(
            (
                shorten(row.name, 60) or None,
                shorten(view.names.get(row.network or "", ""), 30) or None,
                stand(row.stand),
                None if row.hundredths is None else Decimal(row.hundredths).scaleb(-2),
                *(None if row.measure == MEAN else row.not_passed, row.tested, row.more_to_pass),
                row.next_better and stand(row.next_better),
                *(row.pupils, row.enrolled),
                words.place(view.office, *cell) + more if cell else None,
            )
        )
    value = VALUES[view.found.measure]
    heads = ("โรงเรียน", "เครือข่าย", "สี", value, f"ไม่ผ่าน ({of})", f"เข้าสอบ ({of})")
    heads += (f"ผ่านเพิ่ม ({of})", "จะเป็นสี", "เข้าสอบ (คน)", "นักเรียนทั้งหมด", PLACE)
    return Table("สีคุณภาพโรงเรียน", heads, tuple(rows), tuple(cells))


# --- the page -------------------------------------------------------------------------------------


def on_paper(view: View) -> list[Topic]:
    """The thresholds, the worst schools first, and the networks in numbers."""
    counts = replace(shares(view), heading="จำนวนโรงเรียนแต่ละสี รายเครือข่าย", finding="")
    return [bands(view), without_cells(in_need(view)), counts]


def without_cells(told: Topic) -> Topic:
    """For paper, which has no room for them beside so many columns."""
    return replace(told, entries=tuple(replace(entry, cell=None) for entry in told.entries))
