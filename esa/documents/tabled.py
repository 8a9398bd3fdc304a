"""A topic as the table that paper shows: its columns and values, with the cell of each row, and
what the marks in it mean."""

from collections.abc import Callable
from typing import NamedTuple

from esa.rules.vocabulary import COLOUR_SIGNS
from esa.telling.drawings import (
    Bars,
    Gauges,
    Grid,
    Ladder,
    Matrix,
    Plan,
    Shaped,
    ShapedRows,
    Shapes,
    Step,
    Strip,
)
from esa.telling.line_breaks import unbroken
from esa.telling.texts import unfolded
from esa.telling.topic import Cell, Column, Kept, Topic, Value, together

PLACE = Column("ช่องในชีต", 44)
NAME, SAID, NOTE = Column("รายการ"), Column("ผล", 48), Column("หมายเหตุ", 52)
COLOUR, COUNTS = Column("สี", 24), Column("จำนวน", 72)


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
    of a cell in words; rest: where the rows beyond `most` are, such as "ดูบนหน้าจอ".
    """
    if not topic.entries:
        return None
    columns, rows = topic.columns, [entry.values for entry in topic.entries]
    if not columns:
        columns, rows = _of_texts(topic)
    if any(entry.cell for entry in topic.entries):
        columns = (*columns, PLACE)
        cells = [Kept(unbroken(place(e.cell))) if e.cell else "" for e in topic.entries]
        rows = [(*row, cell) for row, cell in zip(rows, cells, strict=True)]
    most = unfolded(len(rows), most)
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


# --- drawings as tables -----------------------------------------------------------------------


def legend(drawing: object) -> str:
    """What must be known to read the table of a drawing; "" for nothing."""
    if isinstance(drawing, Ladder):
        return together(drawing.legend)
    if isinstance(drawing, ShapedRows):
        return together(f"{word} {span}" for _, word, span in drawing.legend)
    return ""


def size(topic: Topic) -> int:
    """How many rows a topic's own list or drawing has."""
    return len(_drawn_rows(topic.drawing)) if topic.drawing else len(topic.entries)


def of_drawing(drawing: object) -> Tabled | None:
    """A drawing as a table, for paper that draws no marks but the rail; None without a row."""
    rows = _drawn_rows(drawing)
    if not rows:
        return None
    columns = (NAME, COLOUR, COUNTS) if isinstance(drawing, ShapedRows) else (NAME, SAID, NOTE)
    if any(row[-1] for row in rows):
        return Tabled(columns, tuple(rows))
    return Tabled(columns[:2], tuple(row[:-1] for row in rows))


def _drawn_rows(drawing: object) -> list[tuple[str, Value, str]]:
    """Name, what is said and a note of each row."""
    if isinstance(drawing, Ladder):
        return [_step(step) for step in drawing.steps]
    if isinstance(drawing, Bars):
        return [
            (row.name, row.said.text, together(p.title for p in row.parts if len(row.parts) > 1))
            for row in drawing.rows
        ]
    if isinstance(drawing, ShapedRows):
        return [(row.name, _signed(row), row.said.text) for row in drawing.rows]
    if isinstance(drawing, Matrix | Grid):
        return [
            (row.name, row.said.text, together((tile.title for tile in row.tiles if tile), ", "))
            for row in drawing.rows
        ]
    if isinstance(drawing, Gauges):
        return [(row.name, row.said, row.note) for row in drawing.rows]
    if isinstance(drawing, Shapes):
        return [(each.word, f"{each.count:,}", each.note) for each in drawing.shapes]
    if isinstance(drawing, Strip):
        return [(each.text, each.below, "") for each in drawing.counts]
    if isinstance(drawing, Plan):
        return []  # its places stand in the lists beside it
    raise TypeError(f"no table of {type(drawing).__name__}")


def _signed(row: Shaped) -> str:
    """The colour in words, with its shape."""
    return f"{COLOUR_SIGNS.get(row.kind, '')} {row.word}".strip() if row.word else ""


def _step(step: Step) -> tuple[str, Value, str]:
    word = step.rail.word if step.rail else step.words
    note = together(said.text for said in step.said if said.text != word)
    return f"{step.code} {step.name}".strip(), step.rail or step.words, note
