"""What the page shows: every register, or the rows of one as far as they are chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from esa.changes.registers import Between
from esa.judged import Judged
from esa.telling import registers as every
from esa.telling.standpoint import Since, Standpoint
from esa.telling.texts import NBSP, listed, shorten
from esa.telling.topic import Column, Door, Entry, Onward, Table, Topic
from pages.registers import told
from pages.registers.held import Held, held

NOTHING_KNOWN: Mapping[str, Between] = {}
ROOM, LEAST, MOST = 220, 20, 60  # mm for all columns beside each other, and for one of text
# Width in mm and kind of what must not be broken in the middle.
ON_PAPER = {"date": (35,), "baht": (36, "number")}
ON_PAPER |= dict.fromkeys(("number", "percent"), (20, "number"))


@dataclass(frozen=True)
class View:
    """title: of the register, "" for all. wanted: column → value, in words beside it."""

    judged: Judged
    title: str
    only: told.Chosen
    chosen: Sequence[str]
    since: Since | None = None
    moved: Mapping[str, Between] = field(default_factory=dict)

    @property
    def of(self) -> Held:
        return held(self.judged, self.title)

    @cached_property
    def topic(self) -> Topic:
        if self.title:
            found = self.judged.once(told.register, self.title, self.only)
            when = every.last_changed(self.moved.get(self.title))
            found = replace(found, notes=(*found.notes, f"แถวเปลี่ยนล่าสุด{NBSP}{when}"))
        else:
            found = Standpoint(self.judged, since=self.since, moved=self.moved).tell(
                every.registers
            )
        return replace(found, onward=_to_mend(self.judged, self.title), brief=False)

    @property
    def finding(self) -> str:
        return self.topic.finding

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
        rows, notes = self.table(), self.topic.notes  # a table has no drawing beside it on paper
        notes += tuple(told.busiest(self.of, self.only.rows(self.of)) - {*notes})
        numbers = range(len(rows.columns))
        blank = [n for n in numbers if all(row[n] in (None, "") for row in rows.rows)]
        wide = {n: self._on_paper(rows, n) for n in numbers if n not in blank}
        there, room = [], ROOM
        for n, column in wide.items():
            if not there or column.wide <= room:
                there, room = [*there, n], room - column.wide
        beyond = [n for n in wide if n not in there]
        for left, said in ((blank, "ช่องว่างทุกแถว"), (beyond, "ช่องไม่อยู่ในใบนี้ ดูบนหน้าจอ")):
            if left and rows.rows:
                notes += (f"อีก {len(left)} {said}: {listed([rows.columns[n] for n in left], 6)}",)
        pairs = zip(rows.rows, rows.cells, strict=True)  # paper cuts them itself and says so
        entries = tuple(Entry(values=tuple(row[n] for n in there), cell=at) for row, at in pairs)
        heads = tuple(wide[n] for n in there)
        return (replace(self.topic, entries=entries, columns=heads, notes=notes),)

    def _on_paper(self, rows: Table, number: int) -> Column:
        """A column as wide as what stands in it asks, within what a line can bear."""
        own = self.of.declared.columns
        kind = ON_PAPER.get(own[number].kind, ()) if number < len(own) else ()
        if kind:
            return Column(rows.columns[number], *kind)
        longest = max((len(str(row[number] or "")) for row in rows.rows), default=0)
        words = " ".join([rows.columns[number], *(str(row[number] or "") for row in rows.rows)])
        whole = round(2.5 * max(map(len, words.split()))) + 3  # mm; no word of it is cut
        return Column(rows.columns[number], min(max(LEAST, 2 * longest, whole), MOST))


def _to_mend(judged: Judged, title: str) -> tuple[Onward, ...]:
    """ต้องดู 4 จุดใน ทะเบียนรถราชการ: the ways to the problems of each register, or of this one."""
    return tuple(
        Onward(
            Door("sheets", (("tab", each.declared.title),)),
            f"ต้องดู{NBSP}{each.problems:,} จุดใน {shorten(each.declared.title, 40)}",
        )
        for each in judged.registers
        if each.problems and title in ("", each.declared.title)
    )


def _remarks(judged: Judged, title: str) -> tuple[str, ...]:
    return tuple({remark for remark in judged.office.rows[title]["remark"] if remark})


def view(
    judged: Judged,
    title: str,
    wanted: Sequence[tuple[str, object, str]],
    since: Since | None = None,
    moved: Mapping[str, Between] = NOTHING_KNOWN,
) -> View:
    """wanted: column, value and word of each filter that leaves rows out."""
    only = told.Chosen(tuple((column, value) for column, value, _ in wanted))
    return View(judged, title, only, tuple(word for *_, word in wanted), since, moved)
