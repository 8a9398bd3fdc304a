"""The rows of the ladder on the opening page: what stands on a rail, and what is said beside it.

Pure: the table of rubric.levels goes in, plain Thai texts come out.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from esa.changes.record import Change
from esa.plain import records
from esa.rules.rubric import claimed_th, weak_th
from esa.rules.vocabulary import (
    AT_LEAST,
    LEVEL,
    LOCKED,
    NO_RAIL_WORDS,
    NO_TOTAL,
    ON_THE_SCALE,
    REPORTED,
)
from esa.telling.board_words import Stuck, by_group
from esa.telling.texts import one_line, shorten

NAME_LETTERS = 44  # letters of an indicator's name
CUT_BEFORE = (" ", "การ", "และ", "ไปสู่", "แห่ง", "เพื่อ", "ที่มี")  # where a title may end
ACT, SECOND, ROSE = "act", "second", "rose"  # tones of a status: asks to act, only says, is good


class Row(NamedTuple):
    """One indicator of the ladder. kind: "level", "at_least", "locked" or "none" (no rail).

    level: its place on the rail (provisional where locked), claimed: the self-assessed level where
    it is above the evidence. words: in place of the rail. status: up to three (text, tone).
    block: -1 rose or fell since the meeting, 0 stuck, 1 with a level, 2 locked, 3 without a level.
    was: the level at that meeting, where it was another one.
    """

    indicator: str
    name: str
    kind: str
    level: int | None
    claimed: int | None
    words: str
    status: tuple[tuple[str, str], ...]
    block: int
    was: int | None = None


class Moved(NamedTuple):
    """How a level changed since the meeting: kind as of esa.changes, both levels where known."""

    kind: str
    was: int | None
    now: int | None


def moved(changes: Iterable[Change]) -> dict[str, Moved]:
    """By indicator. changes: of the subject level, of one edition and reading."""
    return {
        change.key[1]: Moved(
            change.kind, getattr(change.was, "level", None), getattr(change.now, "level", None)
        )
        for change in changes
    }


def moved_words(change: Moved) -> tuple[str, str] | None:
    """▲ ขึ้น 1 ระดับ, with its tone; None where nothing is worth a mark."""
    steps = abs(change.now - change.was) if change.now and change.was else 0
    if change.kind == "rose":
        return f"▲ ขึ้น {steps} ระดับ", ROSE
    if change.kind == "fell":
        return f"▼ ลง {steps} ระดับ", ACT
    if change.kind == "became_known" and change.now and not change.was:
        return "▲ ได้ระดับแล้ว", ROSE
    if change.kind == "became_unknown" and change.was and not change.now:
        return f"? เดิมระดับ {change.was} ตอนนี้ไม่ทราบ", SECOND
    return None


def short_title(title: object) -> str:
    """Name of an indicator beside its rail: without the words all of them begin with, cut."""
    line = one_line(title)
    if not line:
        return "(ยังไม่ได้กรอกชื่อ)"
    for lead in ("การบริหารงานด้าน", "การ"):
        if line.startswith(lead) and len(line) > len(lead) + 3:
            line = line.removeprefix(lead)
    return cut(line, NAME_LETTERS)


def cut(text: str, letters: int) -> str:
    """At most so many letters as they take room: Thai marks above and below take none.

    Thai has no spaces between words, so a cut falls before a word that can't be part of another's
    beginning where there is one in the second half, else anywhere.
    """
    room = 0
    for at, letter in enumerate(text):
        room += letter not in "ัิีึืฺุู็่้๊๋์ํ๎"
        if room > letters:
            kept = text[:at].rstrip()
            before = max(text[: at + 3].rfind(word) for word in CUT_BEFORE)
            return (kept[:before].rstrip() if before > len(kept) / 2 else kept) + "…"
    return text


def ladder(
    levels: pd.DataFrame,
    stuck: Sequence[Stuck],
    reading: str,
    name: Callable[[str], str],
    changed: Mapping[str, Moved] | None = None,
) -> list[Row]:
    """The rows of the ladder: what moved, then what asks to act, what is not known last.

    levels: see rubric.levels. name: short name of a group. changed: see moved.
    """
    changed = changed or {}
    held: dict[str, list[Stuck]] = {}
    for point in stuck:
        held.setdefault(point.indicator, []).append(point)
    read = ("outcome", "level", "provisional", "reason", "clear", "claimed_above")
    names = ("indicator", "title", "claimed_level", "total", "listed", "known", "carried")
    weak = "weak" if reading == REPORTED else "weak_verified"
    keys = (*names, *read, "weak")
    columns = (*names, *(f"{column}_{reading}" for column in read), weak)
    rows = []
    for _, *values in records(levels, *columns):
        known = dict(zip(keys, values, strict=True))
        code = known["indicator"] or ""
        row = _row(known, held.get(code, []), name)
        rows.append(_marked(row, changed[code]) if code in changed else row)
    waiting = {code: len(points) for code, points in held.items()}
    return sorted(
        rows,
        key=lambda row: (
            row.block,
            row.kind == "none",
            -waiting.get(row.indicator, 0),
            row.level or 0,
        ),
    )


def _row(known: Mapping, stuck: list[Stuck], name: Callable[[str], str]) -> Row:
    outcome = known["outcome"]
    kind = outcome if outcome in ON_THE_SCALE else "none"
    status: list[tuple[str, str]] = []
    if kind == LOCKED:
        status += [("ยังให้ระดับไม่ได้", SECOND), (_locked(known), SECOND)]
    if stuck:
        status.append((_waiting(stuck, name), ACT))
    if kind == AT_LEAST:
        status.append((f"อย่างน้อยระดับ {known['level']}", SECOND))
    above = (known["claimed_above"] or 0) > 0
    if above:
        status.append((f"ประเมินตนเอง{claimed_th(known['claimed_above'])}", ACT))
    if known["weak"] and kind != "none":
        status.append((weak_th(known["weak"]), SECOND))
    block = 0 if stuck else {LOCKED: 2, "none": 3}.get(kind, 1)
    return Row(
        known["indicator"] or "",
        short_title(known["title"]),
        kind,
        known["provisional"] if kind == LOCKED else known["level"],
        known["claimed_level"] if above else None,
        _no_level(known, bool(status)) if kind == "none" else "",
        tuple(status[:3]),
        block,
    )


def _marked(row: Row, change: Moved) -> Row:
    """The row with how it changed in front of its status; the status itself stays."""
    word = moved_words(change)
    if word is None:
        return row
    block = -1 if change.kind in ("rose", "fell") else row.block
    status = (word, *row.status)[:3]
    return row._replace(status=status, block=block, was=change.was if row.kind != "none" else None)


def _locked(known: Mapping) -> str:
    done = f"ทำแล้ว {known['carried']} จาก {max(known['total'] or 0, known['listed'])} ประเด็น"
    return {
        "points": done,
        "condition": "รอยืนยันเงื่อนไขเพิ่มเติม",
        "points_and_condition": f"{done.removesuffix(' ประเด็น')} · รอยืนยันเงื่อนไข",
    }[known["reason"]]


def _waiting(stuck: list[Stuck], name: Callable[[str], str]) -> str:
    groups = [name(group) for group in by_group(stuck)]
    more = f" +{len(groups) - 1}" if len(groups) > 1 else ""
    return f"ค้าง {len(stuck)} ประเด็น · {shorten(groups[0], 16)}{more}"


def _no_level(known: Mapping, short: bool) -> str:
    total = max(known["total"] or 0, known["listed"])
    if short:  # what is stuck stands beside it and names the points
        said = "ไม่มีจำนวนประเด็น" if known["outcome"] == NO_TOTAL else ""
        return said or NO_RAIL_WORDS.get(known["outcome"], f"มีข้อมูล {known['known']} จาก {total}")
    said = NO_RAIL_WORDS.get(known["outcome"], f"มีข้อมูล {known['known']} จาก {total} ประเด็น")
    return f"{said}: ยังสรุประดับไม่ได้"


def ladder_alternative(rows: Sequence[Row]) -> str:
    """The ladder for those who can't see it."""
    said = []
    for row in rows:
        place = {LEVEL: f"ระดับ {row.level}", LOCKED: "", "none": row.words}.get(row.kind, "")
        words = [place, *(text for text, _ in row.status)]
        said.append(f"{row.indicator} {row.name}: {', '.join(word for word in words if word)}")
    return "บันไดระดับคุณภาพ 1 ถึง 5 รายตัวบ่งชี้ " + "; ".join(said)
