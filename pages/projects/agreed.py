"""What was agreed and reported, told: KPIs by round, figures in reports with their check."""

from collections.abc import Iterator, Mapping, Sequence

from esa.rules import kpis as rules
from esa.rules.figures import CheckedFigure, CheckedSet
from esa.rules.kpis import NUMBERS, RESULTS, ROUNDS, Round
from esa.rules.vocabulary import FIGURE_VERDICT_WORDS
from esa.telling import kpis as told
from esa.telling import words
from esa.telling.left_out import set_aside
from esa.telling.texts import NBSP, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    Mark,
    Onward,
    Table,
    Topic,
    act,
    done,
    quiet,
    strong,
    together,
)
from pages.projects import words as said
from pages.projects.view import View

NOT_YET = "ก่อนครบ 12 เดือน ผลที่ต่ำกว่าเป้าหมายทั้งปีเรียกว่า ยังไม่บรรลุ ไม่ใช่ ไม่บรรลุเป้าหมาย"
COLUMNS = (Column("ตัวชี้วัด"), Column("ค่าเป้าหมาย", 52))
COLUMNS += tuple(Column(f"รอบ {months} เดือน", 36) for months in ROUNDS)


# --- performance agreement ------------------------------------------------------------------------


def kpis(view: View) -> Topic:
    """Each indicator against its target at 6, 9 and 12 months, those that ask to act first."""
    latest = rules.latest(view.kpis)
    current = rules.current_round(view.office.today, view.office.fiscal_year)
    return Topic(
        "kpis",
        said.kpi_heading(latest, current, set_aside(view.left_out("kpis"))),
        "",
        tuple(_indicator(view, own) for own in told.ordered(view.kpis)),
        COLUMNS,
        notes=(NOT_YET,) if latest else (),
        left_out=view.left_out("kpis", "kpi", *NUMBERS),
        behind=lambda: view.placed(told.table(view.office, view.kpis)),
    )


def _indicator(view: View, own: Sequence[Round]) -> Entry:
    group = quiet(shorten(words.group_short(view.office, own[0].group), 60))
    title, *rest = told.values(own)
    return Entry(values=(f"{title}\n{group}", *rest))


def asked(view: View) -> Topic:
    """Results that are due, what can't be used, and targets that are empty, each with its cell."""
    entries = tuple(
        Entry(
            "",
            f"{strong(what)} {shorten(row.title, 120)}",
            together((shorten(row.kpi, 30), words.group_short(view.office, row.group))),
            cell=Cell("kpis", row.at, field),
        )
        for row, what, field in _asked(view.kpis)
    )
    return Topic("asked", "", "", entries)


def _asked(rounds: Sequence[Round]) -> Iterator[tuple[Round, str, str]]:
    for row in rounds:
        if row.state == "not_reported":
            yield row, f"ยังไม่รายงานผลรอบ {row.round} เดือน", RESULTS[row.round]
    for row in rounds:
        if row.state == "unusable" and row.actual is None:
            yield row, f"ต้องตรวจค่าผลรอบ {row.round} เดือน", RESULTS[row.round]
    for row in rounds:
        if row.target is None and row.round == ROUNDS[0]:
            what = "ต้องตรวจค่าเป้าหมาย" if row.target_unusable else "ยังไม่กรอกค่าเป้าหมาย"
            yield row, what, "target"


# --- figures in reports ---------------------------------------------------------------------------


def figures(view: View) -> Topic:
    """Sets of figures with their check, those that don't fit first: rows of a table; listed are
    only those."""
    first = first_labels(view)
    return Topic(
        "figures",
        said.figures_heading(view.sets, set_aside(view.left_out("figures"))),
        "",
        tuple(_set(row, first) for row in in_order(view)),
        (Column("ชุด", 24), Column("เริ่มด้วย", 76), Column("ยอดรวม", 54), Column("ผลตรวจ")),
        left_out=view.left_out("figures", "figure_set", "label", "set_total"),
        behind=lambda: view.placed(_table(view)),
        onward=(Onward(Door("sheets", (("tab", "figures"),)), "ดูทั้งหมดและวิธีแก้"),),
    )


def in_order(view: View) -> list[CheckedSet]:
    """The sets: wrong, doubtful, unknown, right."""
    order = list(said.SET_WORDS)
    return sorted(view.sets, key=lambda row: order.index(said.of_set(row)))


def first_labels(view: View) -> dict[str, str | None]:
    """The label of the first row of each set, by which people know it."""
    return {row.figure_set or "": row.label for row in reversed(view.figures)}


def set_name(code: str, first: Mapping[str, str | None]) -> str:
    return shorten(f"{code or 'ไม่ระบุชุด'} {first.get(code) or ''}".strip(), 60)


def _set(row: CheckedSet, first: Mapping[str, str | None]) -> Entry:
    stands = said.of_set(row)
    values = (
        shorten(row.figure_set, 30) or "ไม่ระบุชุด",
        f"{shorten(first.get(row.figure_set), 80)}\n{row.rows:,} รายการ",
        said.whole(row),
        f"{said.SET_WORDS[stands]}\n{shorten(row.sentence_th)}",
    )
    if stands not in ("wrong", "doubt"):
        return Entry(values=values)
    name, cell = strong(set_name(row.figure_set, first)), Cell("figures", row.cells[0], "count")
    return Entry("", name, act(shorten(row.sentence_th)), True, cell, None, values)


def one_set(view: View, row: CheckedSet) -> Topic:
    """The figures of one set, each with its check."""
    own = [each for each in view.figures if (each.figure_set or "") == row.figure_set]
    told_ = "" if said.of_set(row) in ("wrong", "doubt") else shorten(row.sentence_th)
    return Topic(
        "set",
        set_name(row.figure_set, first_labels(view)),
        quiet(together((said.whole(row), told_))),
        tuple(_figure(view, each) for each in own),
    )


CHECKS = {  # style of the mark, and of its word
    "wrong": ("error", act),
    "above_total": ("error", act),
    "right": ("right", done),
    "fraction": ("right", done),
}


def _figure(view: View, row: CheckedFigure) -> Entry:
    count = "ยังไม่กรอกจำนวน" if row.count is None else f"จำนวน {strong(f'{row.count:,}')}"
    percent = "" if row.percent is None else f"ร้อยละ {strong(row.percent)}"
    about = (
        shorten(words.group_short(view.office, row.group), 60),
        f"ประเด็น{NBSP}{shorten(row.criterion, 20)}" if row.criterion else "",
        shorten(row.source, 80),
    )
    lines = (together((count, percent)), shorten(row.sentence_th), together(about))
    style, told_as = CHECKS.get(row.verdict, ("unknown", str))
    field = "percent" if row.verdict == "wrong" and row.could_be is None else "count"
    return Entry(
        "",
        shorten(row.label, 160) or "–",
        together(lines, "\n"),
        cell=Cell("figures", row.at, field),
        mark=Mark(style, told_as(FIGURE_VERDICT_WORDS[row.verdict])),
    )


def _table(view: View) -> Table:
    heads = ("ชุดตัวเลข", "รายการ", "จำนวน", "ร้อยละที่พิมพ์", "ยอดรวม", "ร้อยละตามจำนวน", "ผลตรวจ")
    rows = tuple(
        (
            *(shorten(row.figure_set, 30), shorten(row.label), row.count, row.percent, row.total),
            *(row.expected, FIGURE_VERDICT_WORDS[row.verdict], row.sentence_th),
        )
        for row in view.figures
    )
    cells = tuple(Cell("figures", row.at, "count") for row in view.figures)
    return Table("ตัวเลขในรายงาน", (*heads, "ข้อสังเกต"), rows, cells)
