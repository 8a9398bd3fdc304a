"""What the page shows: every register, or the rows of one as far as they are chosen."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from esa.changes.registers import Between
from esa.documents.html import written
from esa.documents.pdf import printable
from esa.judged import Judged
from esa.plain import Place
from esa.reading.declared import COLUMNS, REGISTERS
from esa.telling import registers as every
from esa.telling import words
from esa.telling.changed import rows_of
from esa.telling.standpoint import Since, Standpoint
from esa.telling.texts import NBSP, listed, shorten
from esa.telling.topic import Column, Door, Entry, Kept, Onward, Table, Topic
from pages.registers import told
from pages.registers.held import Held, held

UNREADABLE = "ทะเบียนที่กำหนดไว้ยังอ่านไม่ได้"
NOTHING_KNOWN: Mapping[str, Between] = {}
ROOM, LEAST, MOST = 264, 20, 60  # mm for all columns beside each other, and for one of text
LETTER, MARGIN = 2, 4  # mm of a letter of a heading, and beside all of them
PLACE = "ช่องในชีต"
_PARTS = re.compile("[ \n]|(?<=[ก-๎])(?=[ก-ฮเ-ไ])")  # where a printed line may break
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
            at = Standpoint(self.judged, since=self.since)
            news = () if self.chosen else rows_of(at, self.title)
            found = replace(
                found,
                notes=(*found.notes, f"แถวเปลี่ยนล่าสุด{NBSP}{when}"),
                parts=(*found.parts, *news),
            )
        else:
            found = Standpoint(self.judged, since=self.since, moved=self.moved).tell(
                every.registers
            )
        ways = (*_to_mend(self.judged, self.title), *declared_wrongly(self.judged, self.title))
        if ways and not self.judged.registers:
            found = replace(found, finding=UNREADABLE)
        return replace(found, onward=ways, brief=False)

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
        places = self._places(rows)
        place = Column(PLACE, min(max(map(signs, places), default=0) * LETTER + MARGIN, MOST))
        there, room = [], ROOM - place.wide
        for n, column in wide.items():
            if not there or column.wide <= room:
                there, room = [*there, n], room - column.wide
        beyond = [n for n in wide if n not in there]
        for left, said in ((blank, "ช่องว่างทุกแถว"), (beyond, "ช่องไม่อยู่ในใบนี้ ดูบนหน้าจอ")):
            if left and rows.rows:
                notes += (f"อีก {len(left)} {said}: {listed([rows.columns[n] for n in left], 6)}",)
        pairs = zip(rows.rows, places, strict=True)  # paper cuts them itself and says so
        entries = tuple(Entry(values=(*(row[n] for n in there), at)) for row, at in pairs)
        heads = (*(wide[n] for n in there), place)
        return (replace(self.topic, entries=entries, columns=heads, notes=notes),)

    def _places(self, rows: Table) -> list[Kept]:
        """ชีตการเงิน › A2 of each row: the register is named above them."""
        office = self.judged.office
        return [
            Kept(f"{words.workbook(office, at.at[0])} › {office.cell(*at)}") for at in rows.cells
        ]

    def _on_paper(self, rows: Table, number: int) -> Column:
        """A column as wide as what stands in it asks, within what a line can bear."""
        own = self.of.declared.columns
        kind = ON_PAPER.get(own[number].kind, ()) if number < len(own) else ()
        if kind:
            least, *rest = kind
            shown = (written(row[number]) for row in rows.rows if row[number] is not None)
            words = (*_PARTS.split(printable(rows.columns[number], False)), *shown)
            held = max(map(signs, words)) * LETTER + MARGIN
            return Column(rows.columns[number], min(max(least, held), MOST), *rest)
        longest = max((len(str(row[number] or "")) for row in rows.rows), default=0)
        words = " ".join([rows.columns[number], *(str(row[number] or "") for row in rows.rows)])
        whole = round(2.5 * max(map(len, words.split()))) + 3  # mm; no word of it is cut
        return Column(rows.columns[number], min(max(LEAST, 2 * longest, whole), MOST))


def signs(text: str) -> int:
    """How many signs stand beside each other: vowels and tones above or below take no room."""
    return sum(unicodedata.category(sign) not in ("Mn", "Cf") for sign in text)


def declared_wrongly(judged: Judged, title: str) -> tuple[Onward, ...]:
    """ต้องดู 2 จุดใน ช่องของทะเบียน: the ways to what nobody can mean of all that the office declares,
    or of the rows that declare one register."""
    own = _declaring(judged, title) if title else None
    told = Counter(
        each.tab
        for each in judged.office.problems
        if each.severity != "info" and (own is None or (each.tab, (each.workbook, each.row)) in own)
    )
    return tuple(
        Onward(
            Door("sheets", (("tab", tab),)), f"ต้องดู{NBSP}{told[tab]:,} จุดใน {words.tab_title(tab)}"
        )
        for tab in (REGISTERS, COLUMNS)
        if told[tab]
    )


def _declaring(judged: Judged, title: str) -> set[tuple[str, Place]]:
    """Tab and place of the rows that declare a register and its columns."""
    register, rows = judged.register(title).declared, judged.office.rows[COLUMNS]
    names = {register.code, register.title}
    columns = zip(rows.index, rows["register"], strict=True)
    return {(REGISTERS, register.at), *((COLUMNS, at) for at, name in columns if name in names)}


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
