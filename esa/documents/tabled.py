"""A topic as the table that paper shows: its columns and values, with the cell of each row, and
what the marks in it mean."""

from collections.abc import Callable
from typing import NamedTuple

from esa.telling.drawings import Ladder
from esa.telling.topic import Cell, Column, Kept, Topic, Value, together

PLACE = Column("ช่องในชีต", 44)


class Tabled(NamedTuple):
    """more: what was cut, in words; legend: of the ladder, whose marks stand in the table as well;
    "" for nothing."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    more: str = ""
    legend: str = ""


def tabled(topic: Topic, place: Callable[[Cell], str], most: int, rest: str) -> Tabled | None:
    """The entries of a topic as a table; None where there are none.

    A topic without columns gets those of its leads, texts and notes, as far as it has them. place:
    of a cell in words; rest: where the rows beyond `most` are, such as "ดูในหน้าจอ".
    """
    if not topic.entries:
        return None
    columns, rows = topic.columns, [entry.values for entry in topic.entries]
    if not columns:
        columns, rows = _of_texts(topic)
    if any(entry.cell for entry in topic.entries):
        columns = (*columns, PLACE)
        cells = [Kept(place(e.cell)) if e.cell else "" for e in topic.entries]
        rows = [(*row, cell) for row, cell in zip(rows, cells, strict=True)]
    left = len(rows) - most
    more = f"แสดง {most} แถวแรก ยังมีอีก {left:,} แถว {rest}" if left > 0 else ""
    legend = topic.drawing.legend if isinstance(topic.drawing, Ladder) else ()
    return Tabled(columns, tuple(rows[:most]), more, together(legend))


def _of_texts(topic: Topic) -> tuple[tuple[Column, ...], list[tuple[Value, ...]]]:
    leads = any(entry.lead for entry in topic.entries)
    notes = any(entry.note for entry in topic.entries)
    columns = (*[Column("", 24)] * leads, Column("เรื่อง"), *[Column("", 52)] * notes)
    rows = [(*[e.lead] * leads, e.text, *[e.note] * notes) for e in topic.entries]
    return columns, rows
