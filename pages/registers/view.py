"""What the page shows: every register, or the rows of one as far as they are chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from esa.judged import Judged, Registered
from esa.telling import registers as told
from esa.telling.standpoint import Since, Standpoint
from esa.telling.texts import listed
from esa.telling.topic import Column, Entry, Table, Topic

WIDE, TEXT = 10, 22  # columns of text that fit on paper beside each other, each at least so many mm
# Width in mm and kind of what must not be broken in the middle; text shares what is left.
ON_PAPER = {"date": (31,), "baht": (36, "number")}
ON_PAPER |= dict.fromkeys(("number", "percent"), (18, "number"))


@dataclass(frozen=True)
class View:
    """title: of the register, "" for all. wanted: column → value, in words beside it."""

    judged: Judged
    title: str
    only: told.Chosen
    chosen: Sequence[str]
    since: Since | None = None

    @property
    def of(self) -> Registered:
        return self.judged.register(self.title)

    @cached_property
    def topic(self) -> Topic:
        if self.title:
            found = self.judged.once(told.register, self.title, self.only)
        else:
            found = Standpoint(self.judged, since=self.since).tell(told.registers)
        return replace(found, onward=(), brief=False)

    @property
    def finding(self) -> str:
        return self.topic.finding if self.title else told.finding(self.judged)

    @property
    def remarks(self) -> Sequence[object]:
        """Each remark once, of many rows."""
        return self.judged.once(_remarks, self.title) if self.title else ()

    def table(self) -> Table:
        return told.table(self.judged, self.title, self.only)

    @property
    def on_paper(self) -> tuple[Topic, ...]:
        if not self.title:
            return (self.topic,)
        rows, notes = self.table(), self.topic.notes
        kinds = [ON_PAPER.get(each.type, ()) for each in self.of.declared.columns]
        kinds += [()] * (len(rows.columns) - len(kinds))
        most = _fitting([kind[0] if kind else TEXT for kind in kinds])
        heads = tuple(
            Column(name, *kind) for name, kind in zip(rows.columns[:most], kinds, strict=False)
        )
        pairs = zip(rows.rows, rows.cells, strict=True)  # paper cuts them itself and says so
        entries = tuple(Entry(values=values[:most], cell=cell) for values, cell in pairs)
        if beyond := rows.columns[most:]:
            notes += (f"อีก {len(beyond)} ช่องไม่อยู่ในใบนี้ ดูในหน้าจอ: {listed(beyond, 6)}",)
        return (replace(self.topic, entries=entries, columns=heads, notes=notes),)


def _fitting(widths: Sequence[float]) -> int:
    """How many columns of these widths fit beside each other, from the first on."""
    ends = accumulate(widths)
    return sum(end <= WIDE * TEXT for end in ends) or 1


def _remarks(judged: Judged, title: str) -> tuple[str, ...]:
    return tuple({remark for remark in judged.office.rows[title]["remark"] if remark})


def view(
    judged: Judged,
    title: str,
    wanted: Sequence[tuple[str, object, str]],
    since: Since | None = None,
) -> View:
    """wanted: column, value and word of each filter that leaves rows out."""
    only = told.Chosen(tuple((column, value) for column, value, _ in wanted))
    return View(judged, title, only, tuple(word for *_, word in wanted), since)
