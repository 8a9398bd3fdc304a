"""What changed since a meeting in sentences that can be read aloud: of levels, points and reports.

Changes of esa.changes.compare go in, Thai sentences come out. What became unknown never fell.
Source: docs/rules.md, "The board's sentence".
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from esa.changes.compare import Changes
from esa.changes.record import Change
from esa.codes import code_key
from esa.rules.vocabulary import AT_LEAST, CLEAR_WORDS, REPORTED, VERIFIED
from esa.telling.texts import JOINER, NBSP, cut, listed, one_line
from esa.telling.topic import Door, act, done, strong
from esa.telling.words import short_title

KINDS = {
    "rose": "ขึ้น",
    "fell": "ลง",
    "gained": "ได้เพิ่ม",
    "lost": "หายไป",
    "became_unknown": "ไม่ทราบแล้ว",
    "became_known": "ทราบแล้ว",
    "changed": "เปลี่ยน",
    "new": "ใหม่",
    "gone": "ไม่มีแล้ว",
    "carried_out": "ดำเนินการแล้ว",
    "no_longer": "ไม่ได้แล้ว",
    "met": "ทำได้แล้ว",
    "better": "ดีขึ้น",
    "worse": "แย่ลง",
    "newly_tested": "สอบครั้งแรก",
    "no_longer_tested": "ไม่ได้สอบแล้ว",
    "opened": "เปิดใหม่",
    "closed": "ปิดแล้ว",
    "reopened": "เปิดอีกครั้ง",
    "status_changed": "เปลี่ยนสถานะ",
    "due_changed": "เปลี่ยนกำหนด",
    "renamed": "เปลี่ยนชื่อ",
}

MOST_POINTS = 4  # codes named in one sentence
TITLE = 70  # letters of a title
_INDICATORS = f"ตัว{JOINER}บ่ง{JOINER}ชี้"  # never broken in the large heading
_CLEAR = {REPORTED: "มีหลักฐานชัดเจน", VERIFIED: "ผ่านการตรวจ"}


class Line(NamedTuple):
    """One sentence. door: where its rows, or the receipt of its level, are."""

    text: str
    change: Change
    door: Door


class Counts(NamedTuple):
    """What the sentence counts, in one reading. Indicators: rose, fell, unknown (level not known
    any more), known (known at last); points: gained, lost, behind (gained and lost of indicators
    without a level now); conditions met and no longer met; any: whether anything changed at all."""

    rose: int = 0
    fell: int = 0
    unknown: int = 0
    known: int = 0
    gained: int = 0
    lost: int = 0
    behind: tuple[int, int] = (0, 0)
    met: int = 0
    unmet: int = 0
    any: bool = False


def counts(
    found: Changes, reading: str, indicator_of: Mapping[str, str], leveled: Iterable[str]
) -> Counts:
    """found: of one edition. indicator_of: criterion → indicator; leveled: indicators that have a
    level now."""
    level = {kind: found.of("level", kind, reading) for kind in ("rose", "fell")}
    gained, lost = (found.of("point", kind, reading) for kind in ("gained", "lost"))
    known = set(leveled)
    behind = tuple(
        sum(indicator_of.get(change.key[1], "") not in known for change in moved)
        for moved in (gained, lost)
    )
    return Counts(
        len(level["rose"]),
        len(level["fell"]),
        len(_no_level_now(found, reading)),
        len(_level_at_last(found, reading)),
        len(gained),
        len(lost),
        behind,
        len(found.of("condition", "met")),
        len(found.of("condition", "no_longer")),
        bool(found),
    )


def _no_level_now(found: Changes, reading: str) -> tuple[Change, ...]:
    unknown = found.of("level", "became_unknown", reading)
    return tuple(change for change in unknown if change.now is None or change.now.level is None)


def _level_at_last(found: Changes, reading: str) -> tuple[Change, ...]:
    known = found.of("level", "became_known", reading)
    return tuple(c for c in known if c.was is None or (c.was.level is None and not c.was.span))


# --- the one sentence ---------------------------------------------------------------------------


_OTHERS = "แต่เรื่องอื่นเปลี่ยน"  # something did, and it is none of these


def since(meeting: str) -> str:
    """ตั้งแต่ครั้งที่ 11/2557:"""
    return f"ตั้งแต่ครั้งที่{NBSP}{meeting}:"


def hero(count: Counts, meeting: str, reading: str, conditional: bool = False) -> str:
    """Without what is stuck: ตั้งแต่ครั้งที่ 11/2557: ขึ้น 2 ตัวบ่งชี้ ลง 0.

    Levels that rose or fell lead; without any, points that gained or lost clear evidence; points of
    indicators without a level are told in any case. conditional: the method of conditions.
    """
    return f"{since(meeting)} {_conditions(count) if conditional else _levels(count, reading)}"


def _levels(count: Counts, reading: str) -> str:
    parts = []
    if count.rose or count.fell:
        parts.append(f"ขึ้น{NBSP}{_good(count.rose)}{NBSP}{_INDICATORS} ลง{NBSP}{_bad(count.fell)}")
        if any(count.behind):
            parts.append(f"ที่ยังไม่มีระดับ {_points(*count.behind, reading)}")
    elif count.gained or count.lost:
        parts.append(_points(count.gained, count.lost, reading))
        if not (count.unknown or count.known):
            parts.append("ระดับยังเท่าเดิม")
    if count.known:
        parts.append(f"ได้ระดับเพิ่ม{NBSP}{_good(count.known)}{NBSP}{_INDICATORS}")
    if count.unknown:
        parts.append(f"ไม่ทราบระดับแล้ว{NBSP}{strong(count.unknown)}{NBSP}{_INDICATORS}")
    if not parts:
        parts.append(f"ระดับและหลักฐานเท่าเดิม {_OTHERS}" if count.any else "ไม่มีการเปลี่ยนแปลง")
    return " · ".join(parts)


def _points(gained: int, lost: int, reading: str) -> str:
    return f"{CLEAR_WORDS[reading]}เพิ่ม{NBSP}{_good(gained)}{NBSP}ประเด็น ลด{NBSP}{_bad(lost)}"


def _conditions(count: Counts) -> str:
    if count.met or count.unmet:
        return f"ทำได้เพิ่ม{NBSP}{_good(count.met)}{NBSP}ข้อ ทำไม่ได้แล้ว{NBSP}{_bad(count.unmet)}"
    return f"สภาพที่พึงประสงค์เท่าเดิม {_OTHERS}" if count.any else "ไม่มีการเปลี่ยนแปลง"


def _good(count: int) -> str:
    return done(count) if count else strong(0)


def _bad(count: int) -> str:
    return act(count) if count else strong(0)


# --- what rose, fell and became unknown ---------------------------------------------------------


def rose(found: Changes, reading: str, indicator_of: Mapping[str, str]) -> list[Line]:
    """Levels first (with the points that brought them), then points, reports, conditions."""
    return _moved(
        found,
        reading,
        indicator_of,
        ("gained", "carried_out", "met"),
        [*found.of("level", "rose", reading), *_level_at_last(found, reading)],
    )


def fell(found: Changes, reading: str, indicator_of: Mapping[str, str]) -> list[Line]:
    """The same of what fell; never of what became unknown."""
    levels = list(found.of("level", "fell", reading))
    return _moved(found, reading, indicator_of, ("lost", "no_longer", "no_longer"), levels)


def _moved(
    found: Changes,
    reading: str,
    indicator_of: Mapping[str, str],
    kinds: tuple[str, str, str],
    levels: list[Change],
) -> list[Line]:
    of_point, of_report, of_condition = kinds
    points = found.of("point", of_point, reading)
    brought: dict[str, list[str]] = {}
    for change in points:
        brought.setdefault(indicator_of.get(change.key[1], ""), []).append(change.key[1])
    told = {change.key[1] for change in levels}
    levels.sort(key=lambda change: (-_steps(change), code_key(change.key[1])))
    lines = [level(change, brought.get(change.key[1], []), reading) for change in levels]
    rest = [change for change in points if indicator_of.get(change.key[1], "") not in told]
    lines += [point(change, reading) for change in rest]
    lines += [carried(change) for change in found.of("carried_out", of_report)]
    lines += [condition(change) for change in found.of("condition", of_condition)]
    return lines


def unknown(found: Changes, reading: str) -> list[Line]:
    """What was known at the meeting and isn't any more: neither good nor bad."""
    lines = [level(change, reading=reading) for change in found.of("level", _UNKNOWN, reading)]
    lines += [point(change, reading) for change in found.of("point", _UNKNOWN, reading)]
    lines += [carried(change) for change in found.of("carried_out", _UNKNOWN)]
    return lines + [condition(change) for change in found.of("condition", _UNKNOWN)]


_UNKNOWN = "became_unknown"


def _steps(change: Change) -> int:
    """By how many levels; 0 where one of both isn't known."""
    both = [value.level for value in (change.was, change.now) if value is not None]
    return abs(both[1] - both[0]) if len(both) == 2 and None not in both else 0


def level(change: Change, points: Sequence[str] = (), reading: str = REPORTED) -> Line:
    """1.4 ติดตาม … ขึ้นจากระดับ 4 เป็น 5 เมื่อ 1.4.4 มีหลักฐานชัดเจน. points: that brought it."""
    code = one_line(change.key[1])
    name = f"{code} {short_title(change.title)}"
    why = ""
    if points:
        clear = _CLEAR[reading] if change.kind in ("rose", "became_known") else _not(reading)
        why = f" เมื่อ {listed(points, MOST_POINTS)} {clear}"
    text = f"{name} {_level_words(change)}{why}"
    return Line(text, change, Door("indicators", (("indicator", code),)))


def _not(reading: str) -> str:
    return f"ไม่{_CLEAR[reading]}แล้ว"


def _level_words(change: Change) -> str:
    was, now, kind = change.was, change.now, change.kind
    if kind in ("rose", "fell"):
        way = "ขึ้น" if kind == "rose" else "ลง"
        before = _level(was).removeprefix("ระดับ ")
        return f"{way}จากระดับ {before} เป็น {_level(now).removeprefix('ระดับ ')}"
    if kind == "became_unknown":
        known = f"เคยได้{_level(was)}" if was is not None and was.level else "เคยทราบผล"
        if now is not None and now.level:
            return f"{known} ขณะนี้ทราบเพียง{_level(now)}"
        return f"{known} ขณะนี้{one_line(change.side.note) or 'ไม่ทราบ'}"
    if kind == "became_known":
        if was is not None and (was.level or was.span):
            return f"ทราบแน่แล้วว่าได้{_level(now)} (ครั้งก่อนทราบเพียง{_level(was)})"
        return f"ได้{_level(now)} (ครั้งก่อนยังไม่ได้ระดับ)"
    if kind == "gone":
        return "ไม่อยู่ในชีตแล้ว"
    return f"{'เพิ่มใหม่: ' if kind == 'new' else 'ขณะนี้'}{one_line(change.side.note)}"


def _level(value: object) -> str:
    level, span = getattr(value, "level", None), getattr(value, "span", None)
    if span:
        return f"ระดับ {span[0]}–{span[1]}"
    if not level:
        return "ยังไม่มีระดับ"
    return f"อย่างน้อยระดับ {level}" if value.outcome == AT_LEAST else f"ระดับ {level}"


def point(change: Change, reading: str) -> Line:
    """2.2.2 ทะเบียนคุมพัสดุ มีหลักฐานชัดเจนแล้ว."""
    clear = _CLEAR[reading]
    words = {
        "gained": f"{clear}แล้ว",
        "lost": f"{_not(reading)} (ครั้งก่อน{'มี' if reading == 'reported' else 'ผ่าน'})",
        "became_unknown": f"เคย{clear} อ่านไม่ได้แล้ว"
        if change.was
        else f"อ่านไม่ได้ จึงยังไม่ทราบว่า{clear}หรือไม่",
        "became_known": f"ทราบแล้วว่า{clear if change.now else 'ยังไม่' + clear}",
        "new": "เป็นประเด็นใหม่",
        "gone": "ไม่อยู่ในชีตแล้ว",
    }[change.kind]
    return _of_criterion(change, words)


def carried(change: Change) -> Line:
    """2.5.2 … รายงานว่าดำเนินการแล้ว."""
    lost = "รายงานการดำเนินการหายไป" if change.now == "not_reported" else "อ่านสถานะไม่ได้แล้ว"
    words = {
        "carried_out": "รายงานว่าดำเนินการแล้ว",
        "no_longer": "รายงานใหม่ว่ายังดำเนินการไม่เสร็จ",
        "became_unknown": lost,
        "became_known": "มีรายงานแล้ว ยังดำเนินการไม่เสร็จ",
        "new": "เป็นประเด็นใหม่",
        "gone": "ไม่อยู่ในชีตแล้ว",
    }[change.kind]
    if change.kind == "became_known" and change.now == "carried_out":
        words = "ทราบแล้วว่าดำเนินการแล้ว"
    return _of_criterion(change, words)


def condition(change: Change) -> Line:
    """1-1-4 ข้อ 3 ทำได้แล้ว."""
    words = {
        "met": "ทำได้แล้ว",
        "no_longer": "รายงานใหม่ว่ายังทำไม่ได้",
        "became_unknown": "เดิมทราบผล ขณะนี้อ่านไม่ได้"
        if change.now == "unread"
        else "เดิมทราบผล ขณะนี้ไม่ทราบ",
        "became_known": "มีรายงานแล้ว ยังทำไม่ได้",
        "new": "เป็นข้อใหม่",
        "gone": "ไม่อยู่ในชีตแล้ว",
    }[change.kind]
    _, criterion, item = change.key
    code = one_line(criterion)
    parts = (f"{code} ข้อ {one_line(item)}", _title(change.title), words)
    text = " ".join(part for part in parts if part)
    return Line(text, change, Door("evidence", (("criterion", code),)))


def _of_criterion(change: Change, words: str) -> Line:
    code = one_line(change.key[1])
    text = " ".join(part for part in (code, _title(change.title), words) if part)
    return Line(text, change, Door("evidence", (("criterion", code),)))


def _title(title: object) -> str:
    return cut(one_line(title), TITLE)
