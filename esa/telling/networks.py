"""Networks, centres and clubs: how long they have been silent, and of which that can't be told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from esa.judged import Judged
from esa.rules.networks import SILENT_AFTER_DAYS, Silence
from esa.rules.vocabulary import SILENCE_WORDS
from esa.telling import words
from esa.telling.left_out import set_aside
from esa.telling.standpoint import Standpoint
from esa.telling.texts import JOINER, NBSP, number, short_date, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    Onward,
    Table,
    Topic,
    Value,
    act,
    strong,
)

EVERY_KIND, SCHOOLS, OTHERS = "all", "school_network", "others"
LABELS = {EVERY_KIND: "เครือข่าย ชมรม และศูนย์", OTHERS: "ชมรมและศูนย์"}
TIMED = ("date", "networks")  # without which an activity ends no silence
UNITS = {
    "school_network": "เครือข่าย",
    "club": "ชมรม",
    "centre": "ศูนย์",
    "team": "ทีม",
    "body": "คณะ",
    "committee": "คณะ",
    "work_network": "เครือข่าย",
    "partner": "หน่วยงาน",
}
LEADS = {
    "never": "ยังไม่มีกิจกรรมเลย",
    "undated": f"ไม่{JOINER}ทราบ{JOINER}วัน{JOINER}ที่",
    "planned": "มีแต่แผน",
}
COLUMNS = (Column("เครือข่าย ชมรม หรือศูนย์"), Column("สถานะ", 42), Column("ผ่านมา", 22, "number"))
COLUMNS += (Column("ล่าสุด", 27), Column("กิจกรรมปีนี้", 26, "number"))


def networks(at: Standpoint) -> Topic:
    """Of the networks of schools those that are silent, the longest first, then those of which it
    isn't known; the active ones are only counted. Clubs and centres are told beside, each kind of
    fact in one scope everywhere; an office without networks of schools has them all in one."""
    silence = at.judged.networks().silence
    told, others = parted(silence)
    kind = SCHOOLS if any(row.kind == SCHOOLS for row in told) else EVERY_KIND
    return Topic(
        "networks",
        "เครือข่าย",
        (set_aside(at.left_out("networks")) if not silence else "") or finding(counts(told), kind),
        _entries(at, told),
        COLUMNS,
        notes=_notes(told),
        left_out=at.left_out("networks") + at.left_out("network_activities", *TIMED),
        behind=partial(table, at.judged, silence),
        parts=_others(at, others),
        onward=(Onward(Door("networks")),),
        brief=True,
    )


def parted(silence: Iterable[Silence]) -> tuple[list[Silence], list[Silence]]:
    """What the board speaks of, the networks of schools, and clubs and centres beside; all in the
    first where no network is one of schools."""
    rows = list(silence)
    own = [row for row in rows if row.kind == SCHOOLS]
    return (own, [row for row in rows if row.kind != SCHOOLS]) if own else (rows, [])


def _others(at: Standpoint, silence: Sequence[Silence]) -> tuple[Topic, ...]:
    """What is told of clubs and centres; nothing where there is none."""
    if not silence:
        return ()
    said = finding(counts(silence), OTHERS)
    entries, notes = _entries(at, silence), _notes(silence)
    return (Topic("other_networks", "", said, entries, COLUMNS, notes=notes, brief=True),)


def _entries(at: Standpoint, silence: Iterable[Silence]) -> tuple[Entry, ...]:
    held = at.judged.once(activities)
    told = sorted(silence, key=lambda row: row.state != "never")  # none is silent for longer
    return tuple(_entry(row, held[row.network]) for row in told if row.state != "active")


def _notes(silence: Iterable[Silence]) -> tuple[str, ...]:
    active = sum(row.state == "active" for row in silence)
    return (f"มีกิจกรรมภายใน {SILENT_AFTER_DAYS} วัน {active} แห่ง",) if active else ()


class Counts(NamedTuple):
    """Networks by state of silence; see esa.rules.networks.silence."""

    total: int = 0
    silent: int = 0
    never: int = 0
    undated: int = 0
    planned: int = 0
    active: int = 0


def counts(silence: Iterable[Silence]) -> Counts:
    """How many networks are in each state. silence: of the kinds that are told."""
    found = Counter(row.state for row in silence)
    return Counts(found.total(), *(found[state] for state in Counts._fields[1:]))


def activities(judged: Judged) -> Counter[str]:
    """Activities of this year of each network."""
    found: Counter[str] = Counter()
    for month in judged.networks().months:
        found[month.network] += month.activities
    return found


def finding(found: Counts, kind: str = EVERY_KIND, side: str = "") -> str:
    """How many are silent, of how many. side: the Thai word of it, where one is chosen."""
    start = f"{of_side(side)}{kind_label(kind)}"
    if not found.total:
        return f"{start}ยังไม่มีในทะเบียน"
    of = f"{found.total:,}{NBSP}{unit(kind)}"
    if found.active == found.total:
        return f"{start}ทั้ง {of} มีกิจกรรมภายใน {SILENT_AFTER_DAYS}{NBSP}วัน"
    if found.never == found.total:
        return f"{start} {of} {SILENCE_WORDS['never']}"
    silent = act(f"{found.silent:,}") if found.silent else strong(0)
    each = unit(kind).replace("เครือข่าย", f"เครือ{JOINER}ข่าย")
    of = f"{found.total:,}{_apart(found)}{NBSP}{each}"  # the unit once, of all the counts
    return f"{start}ไม่มีกิจกรรมตั้งแต่ {SILENT_AFTER_DAYS}{NBSP}วันขึ้นไป {silent} จาก {of}"


def _apart(found: Counts) -> str:
    parts = ((word, getattr(found, state)) for state, word in LEADS.items())
    return "".join(f" · {word}{NBSP}{strong(f'{count:,}')}" for word, count in parts if count)


def kind_label(kind: str) -> str:
    """เครือข่ายโรงเรียน, ชมรมครู …; for several kinds those that may fall silent."""
    return LABELS.get(kind) or words.label("networks", "kind", kind)


def unit(kind: str) -> str:
    """What one of that kind is counted as."""
    return UNITS.get(kind, "แห่ง")


def of_side(side: str) -> str:
    """ด้านวิชาการ: before what is told of one side only."""
    return f"ด้าน{side}: " if side else ""


def opened(network: str, kind: str | None) -> Door:
    """The page with this network alone; it is looked for among those of its kind."""
    chosen = (("kind", kind or ""), ("network", network))
    return Door("networks", tuple(pair for pair in chosen if pair[1]))


def _entry(row: Silence, held: int) -> Entry:
    """Each that is counted is named; only a silence has a length."""
    name, last = shorten(row.network_name, 80) or row.network, short_date(row.last_ended)
    silent = row.state == "silent"
    ago = "" if row.days is None else f"{number(row.days)} วัน"
    long = f"ไม่มีกิจกรรม{NBSP}{act(f'{row.days:,}')}{NBSP}วัน" if silent else ""
    return Entry(
        long or LEADS[row.state],
        name,
        f"ล่าสุด {last}" if silent and last else "",
        urgent=silent,
        door=opened(row.network, row.kind),
        values=(name, SILENCE_WORDS[row.state], ago, last, held),
    )


def table(judged: Judged, silence: Sequence[Silence]) -> Table:
    """Each of them, silent or not, with the cell of its name."""
    heads = ("รหัสเครือข่าย", "เครือข่าย", "ประเภท", "สถานะ", "ผ่านมา (วัน)", "ล่าสุด", "กิจกรรมปีนี้")
    heads += ("ไม่ทราบวันที่", "แผนถัดไป")
    held = judged.once(activities)
    cells = tuple(Cell("networks", row.at, "name") for row in silence)
    return Table("เครือข่าย", heads, tuple(_row(row, held[row.network]) for row in silence), cells)


def _row(row: Silence, held: int) -> tuple[Value, ...]:
    return (
        *(row.network, shorten(row.network_name), kind_label(row.kind), SILENCE_WORDS[row.state]),
        *(row.days, row.last_ended, held, row.undated, row.next_planned),
    )
