"""What partners gave: cash and everything else side by side, never added.

A value that nobody filled in is said in words and never drawn as 0.
"""

from collections.abc import Iterable

from esa.rules.resources import (
    Sum,
    Support,
    Total,
    support_by,
    support_total,
    units_of_partners,
)
from esa.rules.vocabulary import SUPPORT_LEFT_OUT_WORDS
from esa.telling import words
from esa.telling.drawings import Gauge, Gauges, Matrix, Said, Tile, Tiles
from esa.telling.money import baht
from esa.telling.tables import of_tab
from esa.telling.texts import shorten
from esa.telling.topic import Cell, Column, Entry, Topic, Value, quiet, strong, together
from pages.networks import words as said
from pages.networks.view import View

LOCAL = "local_government"
MOST_PARTNERS = 12  # drawn
MOST_UNITS = 8  # tiles in a row; more are only written
FIELDS = ("activity", "line", "partner", "kind", "value", "remark")
NOTHING = "ยังไม่มีข้อมูลการสนับสนุน"


def support(view: View) -> Topic:
    """Every partner with both sums, cash and other, for paper; drawn they are two topics."""
    given, total = view.figures.support, support_total(view.figures.support)
    rows = [(name(view, code), of) for code, of in support_by(given, "partner").items()]
    entries = [Entry(values=(who, *_sums(of), len(of.activities))) for who, of in rows]
    if len(rows) > 1:
        entries.append(Entry(values=("รวม", *_sums(total), total.activities)))
    return Topic(
        "support",
        "การสนับสนุนจากภาคี (เงินกับสิ่งของไม่รวมกัน)",
        "",
        tuple(entries),
        (
            Column("ภาคี"),
            Column("เงิน (บาท)", 36, "number"),
            Column("มูลค่าสิ่งของหรือบริการ (บาท)", 52, "number"),
            Column("ยังไม่กรอกมูลค่า (แถว)", 42, "number"),
            Column("กิจกรรม", 24, "number"),
        ),
        notes=tuple(
            f"ยังไม่นับ {rows:,} แถว: {SUPPORT_LEFT_OUT_WORDS[why]}"
            for why, rows in total.left_out.items()
        ),
        left_out=view.left_out("resources", "value", "partner", "activity"),
        empty=NOTHING,
    )


def _sums(of: Sum | Total) -> tuple[Value, ...]:
    return (baht(of.cash or None), baht(of.other or None), of.no_value or None)


def name(view: View, partner: str | None) -> str:
    """Of a partner; its code where it isn't in the register."""
    return shorten(view.partners.get(partner) or partner, 80) or "ไม่ทราบภาคี"


def cash(view: View) -> Topic:
    """Cash of each partner: local government first, the others pale."""
    rows = [row for row in view.figures.support if row.form == "cash"]
    local, every = support_total(rows, LOCAL), support_total(rows)
    of_local = {row.partner for row in rows if row.partner_kind == LOCAL}
    sums = support_by(rows, "partner")
    most = sorted(list(sums.items())[:MOST_PARTNERS], key=lambda each: each[0] not in of_local)
    top = max([of.cash for _, of in most], default=0)
    gauges = tuple(
        Gauge(
            name(view, code),
            float(of.cash / top) if of.cash else None,
            _cash(of),
            kind="plain" if code in of_local else "plain other",
        )
        for code, of in most
    )
    cut = f"แสดง {MOST_PARTNERS} จาก {len(sums):,} ภาคีที่ให้มากที่สุด"
    notes = (said.cash_note(every, local), cut if len(sums) > MOST_PARTNERS else "")
    return Topic(
        "cash",
        f"เงินจากองค์กรปกครองส่วนท้องถิ่น {strong(baht(local.cash))} บาท",
        "",
        notes=tuple(note for note in notes if note),
        drawing=Gauges(gauges) if gauges else None,
        empty="" if gauges else "ยังไม่มีรายการที่เป็นเงิน",
    )


def _cash(of: Sum) -> str:
    """1,500 + ยังไม่กรอกมูลค่า 1: what is known and what isn't."""
    known = baht(of.cash) if of.cash or not of.no_value else ""
    blanks = f"{said.NO_VALUE} {of.no_value:,}" if of.no_value else ""
    return together((strong(known) if known else "", quiet(blanks)), " + ")


def other(view: View) -> Topic:
    """Goods, services and people: a tile for each unit that the remarks name, then words."""
    rows = [row for row in view.figures.support if row.form == "other"]
    total = support_total(rows)
    if not total.rows:
        return Topic("other", quiet("ยังไม่มีรายการที่เป็นสิ่งของหรือบริการ"), "")
    things: dict[str | None, list] = {}
    for each in units_of_partners(rows):
        things.setdefault(each.partner, []).append(each)
    told = []
    for code, of in list(support_by(rows, "partner").items())[:MOST_PARTNERS]:
        mine = things.get(code, [])
        units = sum(each.units for each in mine)
        tiles = (Tile("", "unknown"),) * (units if units <= MOST_UNITS else 0)
        told.append((units, Tiles(name(view, code), tiles, Said(_other(of, mine)))))
    told.sort(key=lambda each: -each[0])
    kinds = dict.fromkeys(row.kind for row in rows if row.kind)
    legend = "กรอบประ = หนึ่งหน่วยตามช่องหมายเหตุ ไม่รวมกับเงิน"
    drawn = Matrix(tuple(each for _, each in told), words=legend)
    return Topic("other", said.other_heading(total, kinds), "", drawing=drawn)


def _other(of: Sum, things: Iterable) -> str:
    parts = [f"{each.thing} {each.units:,} {each.unit}" for each in things]
    blanks = f"{said.NO_VALUE} {of.no_value:,} รายการ" if of.no_value and not parts else ""
    worth = f"{baht(of.other)} บาท" if of.rows > of.no_value else ""
    return together((*parts, worth, blanks))


def partners(view: View) -> list[str]:
    """Codes of those that gave anything, most first."""
    given = view.figures.support
    codes = dict.fromkeys([*support_by(given, "partner"), *(row.partner for row in given)])
    return [code for code in codes if code]


def partner(view: View, code: str) -> Topic:
    """The activities behind each baht of one partner."""
    mine = [row for row in view.figures.support if row.partner == code]
    return Topic(
        "partner",
        said.of_partner(name(view, code), support_total(mine)),
        "",
        tuple(map(_row, mine)),
        behind=lambda: view.placed(of_tab("resources", FIELDS, mine)),
    )


def _row(row: Support) -> Entry:
    about = (row.activity, words.label("resources", "kind", row.kind), row.remark)
    known, why = row.value is not None, SUPPORT_LEFT_OUT_WORDS.get(row.standing, "")
    worth = f"{strong(baht(row.value))} บาท" if known else said.NO_VALUE
    return Entry(
        said.when(row.date, None) if row.date else quiet(said.UNDATED),
        together(
            (
                shorten(row.title, 160) or "ไม่พบกิจกรรมในชีต",
                worth if known and not why else quiet(together((worth, why), " ")),
            )
        ),
        together(shorten(part, 120) for part in about),
        cell=Cell("resources", row.at, "value"),
    )
