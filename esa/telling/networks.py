"""Networks, centres and clubs: how long they have been silent, and of which that can't be told."""

from collections import Counter
from functools import partial

from esa.judged import Judged
from esa.rules.networks import SILENT_AFTER_DAYS, Silence
from esa.rules.vocabulary import SILENCE_WORDS
from esa.telling import networks_words
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, number, short_date, shorten
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
    from_markdown,
)

COLUMNS = (Column("เครือข่าย ชมรม หรือศูนย์"), Column("สถานะ", 42), Column("ผ่านมา", 22, "number"))
COLUMNS += (Column("ล่าสุด", 27), Column("กิจกรรมปีนี้", 26, "number"))


def networks(at: Standpoint) -> Topic:
    """Those that are silent, the longest first, then those of which it isn't known; the active ones
    are only counted."""
    silence, held = at.judged.networks().silence, at.judged.once(activities)
    told = [row for row in silence if row.state != "active"]
    active = len(silence) - len(told)
    note = f"ที่มีกิจกรรมภายใน {SILENT_AFTER_DAYS} วัน {active} แห่ง"
    return Topic(
        "networks",
        "เครือข่าย",
        from_markdown(
            networks_words.finding(networks_words.counts(silence), networks_words.EVERY_KIND)
        ),
        tuple(_entry(row, held[row.network]) for row in told),
        COLUMNS,
        notes=(note,) if active else (),
        behind=partial(_table, at),
        onward=(Onward(Door("networks")),),
        brief=True,
    )


def activities(judged: Judged) -> Counter[str]:
    """Activities of this year of each network."""
    found: Counter[str] = Counter()
    for month in judged.networks().months:
        found[month.network] += month.activities
    return found


def _entry(row: Silence, held: int) -> Entry:
    """Only a silence has a length that is listed; of the others a table says what is known."""
    name, last = shorten(row.network_name, 80) or row.network, short_date(row.last_ended)
    silent = row.state == "silent"
    ago = "" if row.days is None else f"{number(row.days)} วัน"
    return Entry(
        f"เงียบ{NBSP}{act(row.days)}{NBSP}วัน" if silent else "",
        name if silent else "",
        f"ล่าสุด {last}" if silent and last else "",
        urgent=silent,
        door=Door("networks", (("network", row.network),)) if silent else None,
        values=(name, SILENCE_WORDS[row.state], ago, last, held),
    )


def _table(at: Standpoint) -> Table:
    heads = ("รหัสเครือข่าย", "เครือข่าย", "สถานะ", "ผ่านมา (วัน)", "ล่าสุด", "กิจกรรมปีนี้", "ไม่ทราบวันที่")
    silence, held = at.judged.networks().silence, at.judged.once(activities)
    cells = tuple(Cell("networks", row.at, "name") for row in silence)
    return Table("เครือข่าย", heads, tuple(_row(row, held[row.network]) for row in silence), cells)


def _row(row: Silence, held: int) -> tuple[Value, ...]:
    return (
        *(row.network, row.network_name, SILENCE_WORDS[row.state], row.days, row.last_ended),
        *(held, row.undated),
    )
