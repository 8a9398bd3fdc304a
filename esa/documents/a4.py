"""Our own A4 pages: one self-contained HTML file to open and print.

Paper comes from here and never from a cut live page: TH Sarabun at 16 pt by name, Thai digits, page
numbers, heads repeated on every page, no row split; no script, and nothing is loaded from anywhere.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from esa.documents.html import HERE, Ways, render
from esa.documents.tabled import tabled
from esa.judged import Judged
from esa.telling import words
from esa.telling.texts import NBSP, clock, full_date, one_line
from esa.telling.topic import Cell, Kept, LeftOut, Topic, plain

MOST_ROWS = 300  # rows of one table on paper; nobody works through more in one meeting
STYLES = (HERE / "marks.css", HERE / "a4.css")
LANDSCAPE = "@page{size:A4 landscape} body{max-width:267mm}"


class Head(NamedTuple):
    """Whose paper it is. day: of what, and when it was read, in words; told: what is left out, in
    words; place: of a cell in words."""

    whose: str
    day: str
    is_sample: bool = False
    told: Callable[[Sequence[LeftOut]], Sequence[words.Told]] = lambda left_out: ()
    place: Callable[[Cell], str] = str


def head_of(judged: Judged) -> Head:
    """Paper of one office."""
    office = judged.office
    day = f"ข้อมูล ณ วันที่{NBSP}{full_date(office.today)} อ่านเมื่อ {clock(office.read_at)}"
    return Head(
        one_line(office.name),
        " · ".join(filter(None, (day, words.stepped_in(office)))),
        office.is_sample,
        lambda left_out: words.left_out(office, left_out),
        lambda cell: words.place(office, *cell),
    )


def said_once(topics: Sequence[Topic], finding: str) -> tuple[Topic, ...]:
    """The topics without the sentence that heads the sheet."""
    above = plain(finding)
    return tuple(replace(t, finding="") if plain(t.finding) == above else t for t in topics)


def a4(
    head: Head,
    page: str,
    finding: str,
    chosen: Sequence[str],
    topics: Sequence[Topic],
    stamp: str,
    *,
    landscape: bool = False,
    apart: bool = False,
) -> bytes:
    """The file. page: title of the page; finding: its sentence; chosen: its filters in words;
    stamp: which meeting froze this state, or that none did, below every page; apart: each topic is
    a sheet of its own, headed by its own heading and finding."""
    foot = re.sub(r"[^\w\s.,/·:()ก-๙–-]", "", stamp)
    style = "".join(style.read_text(encoding="utf-8") for style in STYLES)
    style += LANDSCAPE if landscape else ""
    style += f'@page{{@bottom-left{{content:"{foot}"}}}}'
    return render(
        "a4.html",
        Ways(told=head.told),
        thai_digits=True,
        title=f"{page} {head.whose}",
        style=Markup(style),
        stamp=Kept(stamp),
        office=head.whose,
        page=page,
        is_sample=head.is_sample,
        finding=finding,
        chosen=" · ".join(part for part in chosen if part) or words.EVERYONE_WORD,
        day=head.day,
        sections=tuple(topics) if apart else said_once(topics, finding),
        apart=apart,
        tabled=lambda topic: tabled(topic, head.place, MOST_ROWS, "ดูบนหน้าจอ"),
    ).encode()
