"""What only this page says of a repair: its cells to open or copy, and a text for their owner."""

from collections.abc import Sequence
from typing import NamedTuple

from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.reading.repairs import Repair
from esa.telling.line_breaks import unbroken
from esa.telling.places import target
from esa.telling.sheets_words import cells_of, effect, place, suggestion
from esa.telling.texts import NBSP, is_web, number, one_line, shorten, unfolded
from esa.telling.topic import Entry, Kept, act

MOST_CELLS = 20  # opened or copied at once; all of them are in the download
MOST_IN_MESSAGE = 10


class Link(NamedTuple):
    """A cell or a whole sheet that opens."""

    label: str
    url: str


class Row(NamedTuple):
    """A repair in the list. cells: their name, "" where no workbook is meant; typed: what to type
    instead; links, paths: of the first cells; left: how many more there are."""

    entry: Entry
    fix: Kept
    english: Kept
    place: Kept
    effect: str
    cells: Kept
    typed: Kept
    links: tuple[Link, ...]
    paths: Kept
    left: int


def row(office: Office, entry: Entry, repair: Repair) -> Row:
    first = repair.first
    shown = repair.problems[: unfolded(len(repair.problems), MOST_CELLS)]
    comes_of_it = effect(repair)
    targets = [_target(office, problem) for problem in shown] if first.workbook else []
    links = [Link(_opens(p), url) for p, url in zip(shown, targets, strict=False) if is_web(url)]
    return Row(
        entry,
        Kept(unbroken(one_line(first.fix_th))),
        Kept(one_line(f"{first.what_en}. {first.fix_en}")),
        Kept(unbroken(place(office, repair, cells=False))),
        act(comes_of_it) if repair.left_out else comes_of_it,
        Kept(shorten(cells_of(repair), 60) if first.workbook else ""),
        Kept(suggestion(first)),
        tuple(links),
        Kept("\n".join(targets)),
        len(repair.problems) - len(shown),
    )


def _target(office: Office, problem: Problem) -> str:
    return target(office, problem.workbook, problem.tab, problem.cell)


def _opens(problem: Problem) -> str:
    return f"เปิดช่อง{NBSP}{problem.cell}" if problem.cell else "เปิดชีต"


def message(office: Office, repairs: Sequence[Repair], who: str) -> str:
    """A text to send to the owner, plain: the most telling repairs with place and remedy."""
    errors = sum(len(repair.problems) for repair in repairs if repair.severity == "error")
    points = sum(len(repair.problems) for repair in repairs)
    lines = [
        f"เรียน {one_line(who)}",
        f"ตรวจข้อมูลในชีตแล้ว มี {number(points)} จุดให้ดู (ต้องแก้ {number(errors)} จุด)",
    ]
    most = unfolded(len(repairs), MOST_IN_MESSAGE)
    for index, repair in enumerate(repairs[:most], start=1):
        problem = repair.first
        lines.append(f"{index}. {place(office, repair)}")
        lines.append(f"   {shorten(problem.what_th)} → {shorten(problem.fix_th)}")
    if (more := len(repairs) - most) > 0:
        lines.append(f"และอีก {number(more)} เรื่อง")
    return "\n".join([*lines, "แก้ในชีตแล้วหน้าจอจะปรับเอง ขอขอบคุณ"])
