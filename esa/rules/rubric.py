"""Quality level of an indicator: how many points have clear evidence, by the office's rubric.

Every point must be carried out first (the gate); the level is then the rubric row that holds the
count. What isn't known gives no level and says so; what can't be read gives a span, from what is
surely clear to what that and all that can't be read would give.
Source: docs/rules.md, "Quality level", "Unknown".
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from esa import plain, thai
from esa.codes import in_code_order
from esa.plain import Place, Rows
from esa.rules.evidence import Document
from esa.rules.points import Point
from esa.rules.unread import NOTHING, Strays, Unread
from esa.rules.vocabulary import (
    AT_LEAST,
    GAP,
    INCOMPLETE,
    LEVEL,
    LEVELS,
    LOCKED,
    NO_RUBRIC,
    NO_TOTAL,
    OUTCOMES,
    OVERLAP,
    READINGS,
    WITH_LEVEL,
)


class Rung(NamedTuple):
    """One row of the rubric: from min_clear to max_clear points with clear evidence.

    A blank max_clear reaches up to the next row; in the highest row it is read as no more than
    "from min_clear": level 5 is the top, a lower one is then only "at least".
    """

    level: int
    min_clear: int
    max_clear: int | None = None
    wording: str | None = None
    at: Place | None = None


class Tally(NamedTuple):
    """Counts of an indicator's points."""

    total: int | None  # points_total, N; None: not filled in
    listed: int  # rows of criteria
    known: int  # of them with a progress or an evidence row
    carried: int  # of them carried out
    clear: int  # of them with clear evidence, in one reading
    unsaid: int = 0  # of them known, with a status that nobody filled in
    unread: int = 0  # more of them that may be clear, and rows set aside that may prove others
    statuses: int = 0  # of them that may be carried out

    @property
    def expected(self) -> int:
        """Points to be known and carried out: N, or all that are listed if those are more."""
        return max(self.total or 0, self.listed)


class Span(NamedTuple):
    """Between which levels one lies while something can't be read.

    at_least: the highest is a lower bound itself. unread: points and rows that can't be read.
    """

    lowest: int
    highest: int
    at_least: bool
    unread: int

    @property
    def top(self) -> int:
        """The highest that it may be."""
        return LEVELS[-1] if self.at_least else self.highest


class Verdict(NamedTuple):
    """The level of an indicator in one reading, or why there is none."""

    outcome: str  # one of OUTCOMES
    level: int | None  # for "level" and "at_least" only
    provisional: int | None  # for "locked" only: the level once the gate opens
    clear: int
    total: int | None  # points expected: N, or the listed ones if those are more
    known: int
    carried: int
    reason: str  # "" or what exactly: points, condition, points_and_condition, not_listed,
    # beyond_top (more points than the row of level 5 holds), gap, overlap, order; of incomplete
    # also span, statuses (whether points are carried out can't be read), confirmation
    provisional_at_least: bool = False  # the provisional level is a lower bound
    unsaid: int = 0  # points whose status nobody filled in: not the same as not carried out
    span: Span | None = None  # of "incomplete" for that reason, and of a provisional level


class Step(NamedTuple):
    """The next defined level and how many more points need clear evidence."""

    level: int
    need: int


class Result(NamedTuple):
    """The level of an indicator in one reading, and what follows from it.

    level: None unless the outcome is "level" or "at_least" (then its lower bound). provisional: of
    a locked one; it enters no mean and no distribution. sentence: in Thai.
    """

    outcome: str  # one of OUTCOMES
    level: int | None
    provisional: int | None
    clear: int  # points
    weak: int  # points that are clear only by documents with a warning
    reason: str  # see Verdict
    sentence: str
    claimed_above: int | None  # levels, 0: agrees, None: unknown
    next_level: int | None  # None: no next step
    need: int | None  # more points with clear evidence, counted from what is surely clear
    span: Span | None = None  # see Verdict
    unread: int = 0  # points and rows of evidence that can't be read

    @property
    def said(self) -> str:
        """The level in figures: 4, 4–5; "" where there is none. A provisional one is none."""
        if self.span and self.outcome != LOCKED:
            return levels_th(self.span).removeprefix("ระดับ ")
        return str(self.level or "")

    @property
    def least(self) -> int | None:
        """The level that it has in any case."""
        return self.span.lowest if self.span and self.outcome != LOCKED else self.level

    @property
    def most(self) -> int | None:
        """The highest that it may have; None where nothing is known."""
        if self.span and self.outcome != LOCKED:
            return self.span.top
        return LEVELS[-1] if self.outcome == AT_LEAST else self.level


class Level(NamedTuple):
    """One indicator with its level in both readings."""

    at: Place
    edition: str | None
    indicator: str | None
    standard: str | None
    title: str | None
    weight: Decimal | None  # percent; None: not filled in, as are the two levels and the total
    claimed_level: int | None
    target_level: int | None
    total: int | None  # points, N
    listed: int  # rows of criteria
    known: int
    carried: int
    condition_open: bool  # an extra condition is filled in and not confirmed
    reported: Result
    verified: Result
    unsaid: int = 0  # known points whose status is blank

    def in_reading(self, reading: str) -> Result:
        """What counts in that reading, "reported" or "verified"."""
        return getattr(self, reading)


_COPIED = Level._fields[1 : Level._fields.index("total")]


class Count(NamedTuple):
    """One cell of the ladder to draw: what a count of clear points gives."""

    clear: int
    outcome: str  # level, at_least, gap, overlap, or no_rubric without any rows
    level: int | None  # None where none is typed in
    wording: str | None  # of the row that holds the count


class Spread(NamedTuple):
    """The indicators of one level, or of one outcome without a level."""

    outcome: str
    level: int | None  # beside the outcome "level" only
    codes: tuple[str | None, ...]


def place(rungs: Sequence[Rung], clear: int) -> tuple[str, int | None, str]:
    """Outcome, level and reason for a count of points, by the rubric alone.

    "level", "at_least" (above the highest row), "gap" (no row holds the count) or "overlap" (rows
    of different levels hold it, or a higher level asks for less than a lower one). More points
    never give a lower level.
    """
    rungs = sorted(rungs, key=lambda rung: (rung.level, rung.min_clear))
    if any(
        higher.min_clear < lower.min_clear for lower, higher in zip(rungs, rungs[1:], strict=False)
    ):
        return OVERLAP, None, "order"
    holding = {rung.level for rung in rungs if rung.min_clear <= clear <= _reach(rung, rungs)}
    if len(holding) == 1:
        return LEVEL, holding.pop(), ""
    if holding:
        return OVERLAP, None, "overlap"
    top = rungs[-1]
    if clear < top.min_clear or any(clear <= _reach(rung, rungs) for rung in rungs):
        return GAP, None, "gap"
    if (
        top.level == LEVELS[-1]
    ):  # the scale ends here: beyond this row nothing is left to be typed in
        return LEVEL, top.level, "" if top.max_clear is None else "beyond_top"
    return AT_LEAST, top.level, ""


def _reach(rung: Rung, rungs: Sequence[Rung]) -> int:
    """The highest count a row holds."""
    if rung.max_clear is not None:
        return rung.max_clear
    higher = [other.min_clear for other in rungs if other.min_clear > rung.min_clear]
    return min(higher) - 1 if higher else rung.min_clear


def quality_level(
    rungs: Sequence[Rung], tally: Tally, condition_open: bool | None = False
) -> Verdict:
    """Level of one indicator in one reading.

    rungs: its rows of the rubric, any order. condition_open: an extra condition is filled in and
    not confirmed; None: whether it is confirmed can't be read. Where more criteria are listed than
    N says, all of them must be known and carried out, but no more than N count for the level.
    """
    total = tally.expected if tally.total else tally.total
    counts = (tally.clear, total, tally.known, tally.carried)
    if not rungs:
        return Verdict(NO_RUBRIC, None, None, *counts, "")
    if not tally.total or tally.total < 0:
        return Verdict(NO_TOTAL, None, None, *counts, "")
    if tally.known < tally.expected:
        return Verdict(
            INCOMPLETE, None, None, *counts, "not_listed" if tally.listed < tally.total else ""
        )
    outcome, level, reason = place(rungs, min(tally.clear, tally.total))
    closed = tally.carried + tally.statuses < tally.expected
    locked_by = ["points"] * closed + ["condition"] * (condition_open is True)
    if not locked_by and (tally.statuses or condition_open is None):
        why = "statuses" if tally.statuses else "confirmation"
        return Verdict(INCOMPLETE, None, None, *counts, why)
    span = None
    if tally.unread and outcome in WITH_LEVEL:
        best, highest, doubt = place(rungs, min(tally.clear + tally.unread, tally.total))
        if best not in WITH_LEVEL or highest == level:
            outcome, level, reason = best, highest, doubt
        else:
            span = Span(level, highest, best == AT_LEAST, tally.unread)
    if locked_by:
        why, bound = "_and_".join(locked_by), outcome == AT_LEAST
        return Verdict(LOCKED, None, level, *counts, why, bound, tally.unsaid, span)
    if span:
        return Verdict(INCOMPLETE, None, None, *counts, "span", span=span)
    return Verdict(outcome, level, None, *counts, reason)


def next_level(rungs: Sequence[Rung], verdict: Verdict, total: int | None) -> Step | None:
    """The next defined level above a verdict (or above its provisional level), and what it needs.

    None without a level to start from, above "at least", and where no higher level can be reached
    with N points. A span starts from its lower end.
    """
    if (verdict.outcome not in (LEVEL, LOCKED) and not verdict.span) or not total:
        return None
    now = verdict.span.lowest if verdict.span else verdict.level or verdict.provisional
    counted = min(verdict.clear, total)
    if now is None:
        return None
    for clear in range(counted + 1, total + 1):
        outcome, level, _ = place(rungs, clear)
        if outcome == LEVEL and level > now:
            return Step(level, clear - counted)
    return None


def sentence_th(verdict: Verdict) -> str:
    """The verdict as it stands on the screen."""
    of = f"{verdict.clear} จาก {verdict.total} ประเด็น"
    texts = {
        NO_RUBRIC: "ยังไม่มีเกณฑ์ระดับคุณภาพในชีต: ยังสรุประดับไม่ได้",
        NO_TOTAL: "ยังไม่ได้กรอกจำนวนประเด็น: ยังสรุประดับไม่ได้",
        INCOMPLETE: f"มีข้อมูล {verdict.known} จาก {verdict.total} ประเด็น: ยังสรุประดับไม่ได้",
        GAP: f"ไม่มีเกณฑ์ระดับใดรองรับหลักฐานชัดเจน {of}: ยังสรุประดับไม่ได้ (ตรวจเกณฑ์ในชีต)",
        OVERLAP: f"เกณฑ์หลายระดับซ้อนกันที่ {of}: ยังสรุประดับไม่ได้ (ตรวจเกณฑ์ในชีต)",
    }
    if verdict.outcome == INCOMPLETE and verdict.reason in UNREAD_WORDS:
        return _unread_th(verdict)
    if verdict.outcome == LEVEL:
        return f"ระดับ {verdict.level}"
    if verdict.outcome == AT_LEAST:
        return f"อย่างน้อยระดับ {verdict.level} (ยังไม่ได้กรอกเกณฑ์ระดับ {verdict.level + 1} ในชีต)"
    return _locked_th(verdict) if verdict.outcome == LOCKED else texts[verdict.outcome]


UNREAD_WORDS = {
    "span": "",
    "statuses": "อ่านสถานะการดำเนินการไม่ได้ครบทุกประเด็น",
    "confirmation": "อ่านการยืนยันเงื่อนไขเพิ่มเติมไม่ได้",
}


def _unread_th(verdict: Verdict) -> str:
    if verdict.span:
        return span_th(verdict.span)
    return f"{UNREAD_WORDS[verdict.reason]}: ยังสรุประดับไม่ได้"


def span_th(span: Span) -> str:
    """ระดับ 4–5 (อ่านไม่ได้ 1 รายการ)."""
    return f"{levels_th(span)} (อ่านไม่ได้ {span.unread} รายการ)"


def levels_th(span: Span) -> str:
    """ระดับ 4–5, ระดับ 1 ถึงอย่างน้อย 4."""
    between = " ถึงอย่างน้อย " if span.at_least else "–"
    return f"ระดับ {span.lowest}{between}{span.highest}"


def _locked_th(verdict: Verdict) -> str:
    done = carried_th(verdict.carried, verdict.total or 0, verdict.unsaid)
    why = {
        "points": done,
        "condition": "ยังไม่ได้ยืนยันเงื่อนไขเพิ่มเติม",
        "points_and_condition": f"{done} และยังไม่ได้ยืนยันเงื่อนไขเพิ่มเติม",
    }[verdict.reason]
    level = f"{'อย่างน้อย' if verdict.provisional_at_least else ''}ระดับ {verdict.provisional}"
    level = span_th(verdict.span) if verdict.span else level
    return f"ยังให้ระดับไม่ได้: {why}" + (f" (เบื้องต้น {level})" if verdict.provisional else "")


def carried_th(carried: int, total: int, unsaid: int, word: str = "ดำเนินการแล้ว") -> str:
    """How many points are carried out, and of how many nobody says it yet."""
    blank = f"ยังไม่กรอกสถานะ {unsaid} ประเด็น" if unsaid else ""
    if blank and not carried and unsaid == total:
        return blank
    return f"{word} {carried} จาก {total} ประเด็น" + (f" {blank}" if blank else "")


def claimed_above(claimed: int | None, verdict: Verdict) -> int | None:
    """Levels by which the self-assessment exceeds the evidence; negative when it is modest.

    0 when they agree, None when either is unknown. Above an "at least" nobody can tell, nor within
    a span.
    """
    if claimed is not None and verdict.span and verdict.outcome == INCOMPLETE:
        span = verdict.span
        if claimed < span.lowest:
            return claimed - span.lowest
        return claimed - span.highest if claimed > span.top else None
    if claimed is None or verdict.level is None:
        return None
    difference = claimed - verdict.level
    return difference if verdict.outcome == LEVEL or difference < 0 else None


def claimed_th(levels_above: int | None) -> str:
    """The mark beside a claimed level; "" when it agrees with the evidence or nothing is known."""
    if not levels_above:
        return ""
    return f"{'สูง' if levels_above > 0 else 'ต่ำ'}กว่าหลักฐาน {abs(levels_above)} ระดับ"


def weak_th(points: int) -> str:
    """What stands beside a level that rests on documents worth a look; "" when none does."""
    return f"{points} ประเด็นมีแต่หลักฐานที่ควรตรวจทาน" if points else ""


def rungs_by_indicator(rubric: Rows) -> Mapping[tuple, list[Rung]]:
    """The rows of the rubric under (edition, indicator), lowest level first.

    rubric: edition, indicator, level, min_clear, max_clear, wording; a row without a level or a
    lower bound can't hold a count and is left out.
    """
    found: defaultdict[tuple, list[Rung]] = defaultdict(list)
    names = ("edition", "indicator", "level", "min_clear", "max_clear", "wording")
    for at, edition, indicator, level, lowest, highest, wording in plain.records(rubric, *names):
        if level is not None and lowest is not None:
            found[edition, indicator].append(Rung(level, lowest, highest, wording, at))
    for rungs in found.values():
        rungs.sort(key=lambda rung: (rung.level, rung.min_clear, rung.at))
    return found


def rungs(rubric: Rows, edition: str, indicator: str) -> list[Rung]:
    """The rows of one indicator's rubric, lowest level first; empty when there are none."""
    return rungs_by_indicator(rubric).get((edition, indicator), [])


def strip(rungs: Sequence[Rung], total: int) -> tuple[Count, ...]:
    """The ladder to draw: what each count of clear points gives, 0 to N."""
    cells = []
    for clear in range(total + 1):
        outcome, level, _ = place(rungs, clear) if rungs else (NO_RUBRIC, None, "")
        wording = next(
            (rung.wording for rung in rungs if outcome == LEVEL and rung.level == level), None
        )
        cells.append(Count(clear, outcome, level, wording))
    return tuple(cells)


def levels(
    indicators: Rows,
    points: Sequence[Point],
    rubric: Rows,
    criteria: Rows | None = None,
    unread: Unread = NOTHING,
) -> tuple[Level, ...]:
    """Each indicator with its level in both readings, in code order.

    indicators, rubric: as read. unread: see esa.rules.unread, criteria: for what its rows name.
    Source: docs/rules.md, "Quality level", "Unknown".
    """
    strays = Strays(criteria, unread) if criteria and unread.documents else None
    own: defaultdict[tuple, list[Point]] = defaultdict(list)
    for point in points:
        own[point.edition, point.indicator].append(point)
    ladders, found = rungs_by_indicator(rubric), []
    extra = plain.records(indicators, "points_total", "extra_condition", "extra_condition_met")
    for row, (_, total, condition, met) in zip(
        plain.records(indicators, *_COPIED), extra, strict=True
    ):
        key = row[1:3]
        is_open = is_filled_in(condition) and met is not True
        if is_open and row[0] in unread.confirmations and met is None:
            is_open = None
        beside = {r: strays.beside(key, r) for r in READINGS} if strays else {}
        found.append(_level(row, total, own.get(key, []), ladders.get(key, []), is_open, beside))
    return in_code_order(found, "edition", "indicator")


def is_filled_in(condition: str | None) -> bool:
    """Whether an extra condition is written at all; a dotted line or a dash asks for nothing."""
    return condition is not None and not thai.is_placeholder(condition)


def _level(
    row: tuple,
    total: int | None,
    points: Sequence[Point],
    rungs: Sequence[Rung],
    condition_open: bool | None,
    beside: Mapping[str, Sequence[Document]],
) -> Level:
    """row: its place and the columns that are copied, last the claimed and the target level.
    beside: rows set aside that may prove one of its points, in each reading."""
    known = sum(point.known or point.carried_unknown for point in points)
    statuses = sum(point.carried_unknown for point in points)
    carried = sum(point.carried is True for point in points)
    unsaid = sum(
        point.known and point.carried is None and not point.carried_unknown for point in points
    )
    *_, claimed, _ = row

    def result(reading: str) -> Result:
        proofs = [point.in_reading(reading) for point in points]
        clear, weak = sum(proof.clear for proof in proofs), sum(proof.weak for proof in proofs)
        unread = sum(proof.unknown for proof in proofs) + len(beside.get(reading, ()))
        tally = Tally(total, len(points), known, carried, clear, unsaid, unread, statuses)
        return _result(rungs, tally, condition_open, claimed, weak)

    return Level(
        *row,
        total=total,
        listed=len(points),
        known=known,
        carried=carried,
        condition_open=condition_open is True,
        reported=result(READINGS[0]),
        verified=result(READINGS[1]),
        unsaid=unsaid,
    )


def _result(
    rungs: Sequence[Rung],
    tally: Tally,
    condition_open: bool | None,
    claimed: int | None,
    weak: int,
) -> Result:
    verdict = quality_level(rungs, tally, condition_open)
    step = next_level(rungs, verdict, tally.total)
    return Result(
        outcome=verdict.outcome,
        level=verdict.level,
        provisional=verdict.provisional,
        clear=verdict.clear,
        weak=weak,
        reason=verdict.reason,
        sentence=sentence_th(verdict),
        claimed_above=claimed_above(claimed, verdict),
        next_level=step.level if step else None,
        need=step.need if step else None,
        span=verdict.span,
        unread=tally.unread,
    )


def distribution(levels: Iterable[Level], reading: str) -> tuple[Spread, ...]:
    """Which indicators have which level, in one reading; each is in exactly one row.

    Rows in this order: levels 1 to 5, then "at_least" and each outcome without a level, also when
    there are none. A provisional level counts as "locked", never as a level.
    """
    found: defaultdict[tuple, list[str | None]] = defaultdict(list)
    for each in levels:
        result = each.in_reading(reading)
        found[result.outcome, result.level if result.outcome == LEVEL else None].append(
            each.indicator
        )
    kinds = [(LEVEL, level) for level in LEVELS] + [(outcome, None) for outcome in OUTCOMES[1:]]
    return tuple(Spread(*kind, tuple(found[kind])) for kind in kinds)
