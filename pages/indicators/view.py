"""What the page shows of an edition, whichever its method."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from esa.judged import Edition
from esa.reading.schema import read_tabs
from esa.telling.left_out import left_out as of_tab
from esa.telling.left_out import proving
from esa.telling.texts import shorten
from esa.telling.topic import LeftOut, Table, Topic

MOST_ROWS = 50  # drawn; all of them are in the table
MOST_LISTED = 40  # points, steps or conditions of one row; all of them are on paper
_COUNTED = {"progress": ("criterion", "carried_out")}


@dataclass(frozen=True)
class View:
    """kind: what a row is, a name for the address, and label, in Thai; names: of the rows by code;
    first: the row that asks most; nothing: what to do where there are no rows; drawn: all rows with
    the chosen one marked, one: that one; overall: how the rows add up; tabs: where they come from;
    reading: "" where the figures have only one."""

    kind: str
    label: str
    names: Mapping[str, str]
    first: str | None
    finding: str
    nothing: str
    drawn: Callable[[str | None], Topic]
    one: Callable[[str], Topic]
    table: Table
    alternative: str
    tabs: tuple[str, ...]
    overall: Topic | None = None
    reading: str = ""


def title_of(edition: Edition) -> str:
    rows = edition.office.rows["editions"]
    titles = dict(zip(rows["edition"], rows["title"], strict=True))
    return shorten(titles.get(edition.code) or edition.code, 80)


def filters(edition: Edition, group: str) -> tuple[tuple[str, str], ...]:
    """What a link to another row takes along."""
    own = "" if edition.code == edition.office.edition else edition.code
    return tuple(pair for pair in (("edition", own), ("group", group)) if pair[1])


def left_out(edition: Edition, *tabs: str) -> tuple[LeftOut, ...]:
    """The rows of these tabs that no figure of the page holds."""
    counted = {**_COUNTED, **dict(proving(edition.office))}
    more = (tab for tab in counted if "evidence" in tabs and tab not in read_tabs())
    found = (of_tab(edition.office, tab, *counted.get(tab, ())) for tab in (*tabs, *more))
    return tuple(each for own in found for each in own)


def cut(rows: int) -> tuple[str, ...]:
    """That the drawing doesn't show all rows."""
    left = rows - MOST_ROWS
    return (f"แผนภูมิแสดง {MOST_ROWS} แถวแรก อีก {left} แถวอยู่ในตาราง",) if left > 0 else ()
