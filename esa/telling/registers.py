"""Registers of the office's own: which there are, whose, and how far each is filled in."""

from collections import Counter
from collections.abc import Mapping, Sequence

from esa.changes.registers import Between
from esa.judged import Registered
from esa.plain import records
from esa.reading.office import Office
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, one_line, short_date, shorten
from esa.telling.topic import Column, Door, Entry, Onward, Table, Topic, act, strong, together
from esa.telling.words import EVERYONE, group_name

PAGE = "registers"
COLUMNS = (Column("ทะเบียน"), Column("ผู้เก็บ", 46), Column("แถว", 18, "number"))
COLUMNS += (Column("ยังไม่กรอก", 38), Column("ต้องดู", 18, "number"), Column("เปลี่ยนล่าสุด", 40))
Names = Mapping[str, Mapping[str, str]]  # type of a column → code → name
CHANGES = {"new": "เพิ่ม", "changed": "แก้ไข", "gone": "หายไป"}
CHANGES |= {"became_unknown": "อ่านไม่ได้แล้ว", "became_known": "อ่านได้แล้ว"}


def opened(title: str, **filters: str) -> Door:
    """The page with one register, and with only some of its rows."""
    return Door(PAGE, (("register", title), *filters.items()))


def registers(at: Standpoint) -> Topic:
    """All registers of the office, in the order in which they are declared."""
    told = at.judged.registers
    entries = tuple(_entry(at, each) for each in told)
    heads, rows = (column.title for column in COLUMNS), (each.values for each in entries)
    table = Table("ทะเบียนข้อมูล", tuple(heads), tuple(rows))
    return Topic(
        PAGE,
        "ทะเบียนข้อมูล",
        _finding(told),
        entries,
        COLUMNS,
        left_out=tuple(part for each in told for part in at.left_out(each.declared.title)),
        behind=lambda: table,
        onward=(Onward(Door(PAGE)),),
        brief=True,
    )


def _finding(told: Sequence[Registered]) -> str:
    """ทะเบียน 10 เล่ม รวม 214 แถว · ยังไม่มีแถวเลย 2 เล่ม."""
    if not told:
        return "สำนักงานยังไม่ได้กำหนดทะเบียนของตนเอง"
    rows = sum(len(each.rows) for each in told)
    empty = sum(not each.rows for each in told)
    start = f"ทะเบียน {strong(len(told))} เล่ม รวม {strong(f'{rows:,}')}{NBSP}แถว"
    return together((start, f"ยังไม่มีแถว {act(empty)} เล่ม" if empty else ""))


def last_changed(of: Between | None) -> str:
    """When the rows of a register last changed, as far as it is known."""
    if of is None or of.until is None:
        return "ไม่ทราบ"
    if of.after is None:
        return f"ไม่เปลี่ยนตั้งแต่{NBSP}{short_date(of.until)}"
    first, last = short_date(of.after), short_date(of.until)
    first = first.rsplit(NBSP, 1)[0] if of.after.year == of.until.year else first
    return f"ระหว่าง{NBSP}{first} ถึง{NBSP}{last}"


def _counted(at: Standpoint, title: str) -> str:
    """How many rows of it came, went or changed since the meeting; "" for none."""
    found = at.since.changes.of("register") if at.since else ()
    kinds = Counter(change.kind for change in found if change.key[0] == title)
    counted = " ".join(f"{word} {kinds[kind]:,}" for kind, word in CHANGES.items() if kinds[kind])
    return counted and f"ตั้งแต่ครั้งที่{NBSP}{one_line(at.since.meeting.number)} {counted}"


def _entry(at: Standpoint, of: Registered) -> Entry:
    declared = of.declared
    keepers = at.name(declared.keepers, 4) if declared.keepers else "ยังไม่ระบุผู้เก็บ"
    lacking = at.name(of.without_rows, 4) if of.without_rows else ""
    notes = (f"ยังไม่กรอก {lacking}" if lacking else "", f"ต้องดู {of.problems} จุด" * bool(of.problems))
    when, counted = last_changed(at.moved.get(declared.title)), _counted(at, declared.title)
    rows = strong(f"{len(of.rows):,}{NBSP}{word(of)}")
    return Entry(
        "",
        f"{shorten(declared.title, 80)} {rows}",
        together((*notes, counted)),
        door=opened(declared.title),
        values=(declared.title, keepers, len(of.rows), lacking, of.problems, when),
    )


def word(of: Registered) -> str:
    """What a row is: คัน, กิจกรรม; แถว where nobody says."""
    return shorten(of.declared.row_word, 40) or "แถว"


def names_of(office: Office) -> Names:
    """Of schools, networks and groups."""
    rows = office.rows
    kinds = {"school": records(rows["schools"], "school_code", "name")}
    kinds["network"] = records(rows["networks"], "network", "name")
    found = {kind: {code: name or code for _, code, name in of} for kind, of in kinds.items()}
    groups = (EVERYONE, *rows["groups"]["group"])
    return found | {"group": {code: group_name(office, code) for code in groups}}
