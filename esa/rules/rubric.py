"""Quality level of an indicator: how many points have clear evidence, by the office's rubric.

Every point must be carried out first (the gate); the level is then the rubric row that holds the
count. What isn't known gives no level and says so. Source: docs/rules.md, "Quality level".
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from esa import plain, thai
from esa.codes import in_code_order

OUTCOMES = ["level", "at_least", "locked", "incomplete", "no_rubric", "no_total", "gap", "overlap"]
READINGS = ("reported", "verified")
LEVELS = (1, 2, 3, 4, 5)


class Rung(NamedTuple):
    """One row of the rubric: from min_clear to max_clear points with clear evidence.

    A blank max_clear reaches up to the next row; in the highest row it is read as no more than
    "from min_clear": level 5 is the top, a lower one is then only "at least".
    """

    level: int
    min_clear: int
    max_clear: int | None = None
    wording: str | None = None
    at: plain.Place | None = None


class Tally(NamedTuple):
    """Counts of an indicator's points."""

    total: int | None  # points_total, N; None: not filled in
    listed: int  # rows of criteria
    known: int  # of them with a progress or an evidence row
    carried: int  # of them carried out
    clear: int  # of them with clear evidence, in one reading

    @property
    def expected(self) -> int:
        """Points to be known and carried out: N, or all that are listed if those are more."""
        return max(self.total or 0, self.listed)


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
    # beyond_top (more points than the row of level 5 holds), gap, overlap, order
    provisional_at_least: bool = False  # the provisional level is a lower bound


class Step(NamedTuple):
    """The next defined level and how many more points need clear evidence."""

    level: int
    need: int


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
        return "overlap", None, "order"
    holding = {rung.level for rung in rungs if rung.min_clear <= clear <= _reach(rung, rungs)}
    if len(holding) == 1:
        return "level", holding.pop(), ""
    if holding:
        return "overlap", None, "overlap"
    top = rungs[-1]
    if clear < top.min_clear or any(clear <= _reach(rung, rungs) for rung in rungs):
        return "gap", None, "gap"
    if (
        top.level == LEVELS[-1]
    ):  # the scale ends here: beyond this row nothing is left to be typed in
        return "level", top.level, "" if top.max_clear is None else "beyond_top"
    return "at_least", top.level, ""


def _reach(rung: Rung, rungs: Sequence[Rung]) -> int:
    """The highest count a row holds."""
    if rung.max_clear is not None:
        return rung.max_clear
    higher = [other.min_clear for other in rungs if other.min_clear > rung.min_clear]
    return min(higher) - 1 if higher else rung.min_clear


def quality_level(rungs: Sequence[Rung], tally: Tally, condition_open: bool = False) -> Verdict:
    """Level of one indicator in one reading.

    rungs: its rows of the rubric, any order. condition_open: an extra condition is filled in and
    not confirmed. Where more criteria are listed than N says, all of them must be known and carried
    out, but no more than N count for the level.
    """
    total = tally.expected if tally.total else tally.total
    counts = (tally.clear, total, tally.known, tally.carried)
    if not rungs:
        return Verdict("no_rubric", None, None, *counts, "")
    if not tally.total or tally.total < 0:
        return Verdict("no_total", None, None, *counts, "")
    if tally.known < tally.expected:
        return Verdict(
            "incomplete", None, None, *counts, "not_listed" if tally.listed < tally.total else ""
        )
    outcome, level, reason = place(rungs, min(tally.clear, tally.total))
    locked_by = ["points"] * (tally.carried < tally.expected) + ["condition"] * condition_open
    if locked_by:
        return Verdict(
            "locked", None, level, *counts, "_and_".join(locked_by), outcome == "at_least"
        )
    return Verdict(outcome, level, None, *counts, reason)


def next_level(rungs: Sequence[Rung], verdict: Verdict, total: int | None) -> Step | None:
    """The next defined level above a verdict (or above its provisional level), and what it needs.

    None without a level to start from, above "at least", and where no higher level can be reached
    with N points.
    """
    if verdict.outcome not in ("level", "locked") or not total:
        return None
    now = verdict.level or verdict.provisional
    counted = min(verdict.clear, total)
    if now is None:
        return None
    for clear in range(counted + 1, total + 1):
        outcome, level, _ = place(rungs, clear)
        if outcome == "level" and level > now:
            return Step(level, clear - counted)
    return None


def sentence_th(verdict: Verdict) -> str:
    """The verdict as it stands on the screen."""
    of = f"{verdict.clear} จาก {verdict.total} ประเด็น"
    texts = {
        "no_rubric": "ยังไม่มีเกณฑ์ระดับคุณภาพในชีต: ยังสรุประดับไม่ได้",
        "no_total": "ยังไม่ได้กรอกจำนวนประเด็น: ยังสรุประดับไม่ได้",
        "incomplete": f"มีข้อมูล {verdict.known} จาก {verdict.total} ประเด็น: ยังสรุประดับไม่ได้",
        "gap": f"ไม่มีเกณฑ์ระดับใดรองรับหลักฐานชัดเจน {of}: ยังสรุประดับไม่ได้ (ตรวจเกณฑ์ในชีต)",
        "overlap": f"เกณฑ์หลายระดับซ้อนกันที่ {of}: ยังสรุประดับไม่ได้ (ตรวจเกณฑ์ในชีต)",
    }
    if verdict.outcome == "level":
        return f"ระดับ {verdict.level}"
    if verdict.outcome == "at_least":
        return f"อย่างน้อยระดับ {verdict.level} (ยังไม่ได้กรอกเกณฑ์ระดับ {verdict.level + 1} ในชีต)"
    return _locked_th(verdict) if verdict.outcome == "locked" else texts[verdict.outcome]


def _locked_th(verdict: Verdict) -> str:
    done = f"ดำเนินการแล้ว {verdict.carried} จาก {verdict.total} ประเด็น"
    why = {
        "points": done,
        "condition": "ยังไม่ได้ยืนยันเงื่อนไขเพิ่มเติม",
        "points_and_condition": f"{done} และยังไม่ได้ยืนยันเงื่อนไขเพิ่มเติม",
    }[verdict.reason]
    level = f"{'อย่างน้อย' if verdict.provisional_at_least else ''}ระดับ {verdict.provisional}"
    return f"ยังให้ระดับไม่ได้: {why}" + (f" (เบื้องต้น {level})" if verdict.provisional else "")


def claimed_above(claimed: int | None, verdict: Verdict) -> int | None:
    """Levels by which the self-assessment exceeds the evidence; negative when it is modest.

    0 when they agree, None when either is unknown. Above an "at least" nobody can tell.
    """
    if claimed is None or verdict.level is None:
        return None
    difference = claimed - verdict.level
    return difference if verdict.outcome == "level" or difference < 0 else None


def claimed_th(levels_above: int | None) -> str:
    """The mark beside a claimed level; "" when it agrees with the evidence or nothing is known."""
    if not levels_above:
        return ""
    return f"{'สูง' if levels_above > 0 else 'ต่ำ'}กว่าหลักฐาน {abs(levels_above)} ระดับ"


def weak_th(points: int) -> str:
    """What stands beside a level that rests on documents worth a look; "" when none does."""
    return f"{points} ประเด็นมีเฉพาะหลักฐานที่ควรดู" if points else ""


def rungs_by_indicator(rubric: pd.DataFrame) -> Mapping[tuple, list[Rung]]:
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


def rungs(rubric: pd.DataFrame, edition: str, indicator: str) -> list[Rung]:
    """The rows of one indicator's rubric, lowest level first; empty when there are none."""
    return rungs_by_indicator(rubric).get((edition, indicator), [])


def strip(rungs: Sequence[Rung], total: int) -> pd.DataFrame:
    """The ladder to draw: one row per count of clear points, 0 to N.

    Columns: clear (int), outcome ("level", "at_least", "gap", "overlap", or "no_rubric" without any
    rows), level (Int64; blank where none is typed in), wording (of the row that holds the count).
    """
    cells = []
    for clear in range(total + 1):
        outcome, level, _ = place(rungs, clear) if rungs else ("no_rubric", None, "")
        wording = next(
            (rung.wording for rung in rungs if outcome == "level" and rung.level == level), None
        )
        cells.append({"clear": clear, "outcome": outcome, "level": level, "wording": wording})
    columns = {"clear": "int64", "outcome": "str", "level": "Int64", "wording": "str"}
    return plain.frame(cells, pd.RangeIndex(len(cells)), columns)


_COUNTED = {
    "listed": "Int64",
    "known": "Int64",
    "carried": "Int64",
    "weak": "Int64",
    "weak_verified": "Int64",
}
_COPIED = ["edition", "indicator", "standard", "title", "weight", "claimed_level", "target_level"]


def _reading_columns(reading: str) -> dict[str, object]:
    kinds = {
        "clear": "Int64",
        "outcome": pd.CategoricalDtype(OUTCOMES),
        "level": "Int64",
        "provisional": "Int64",
    }
    kinds |= {
        "reason": "str",
        "sentence": "str",
        "claimed_above": "Int64",
        "next_level": "Int64",
        "need": "Int64",
    }
    return {f"{name}_{reading}": kind for name, kind in kinds.items()}


_COLUMNS = {"total": "Int64", "more_than_total": "bool", "condition_open": "bool"} | _COUNTED
_COLUMNS |= _reading_columns("reported") | _reading_columns("verified") | {"claimed_above": "Int64"}


def levels(indicators: pd.DataFrame, points: pd.DataFrame, rubric: pd.DataFrame) -> pd.DataFrame:
    """One row per indicator with its level in both readings; the index stays, order by code.

    indicators: as read. points: see points.points. rubric: as read.
    Result: edition, indicator, standard, title, weight, claimed_level, target_level;
        total (N, Int64, blank: not filled in), listed, known, carried, weak, weak_verified
        (points, Int64),
        more_than_total (bool: more criteria than N), condition_open (bool); for each reading R:
        clear_R, outcome_R (category), level_R (Int64; the lower bound when outcome is "at_least"),
        provisional_R, reason_R, sentence_R (Thai), claimed_above_R (levels, 0: agrees, blank:
        unknown), next_level_R and need_R (more points; blank: no next step); claimed_above is the
        one of the reported reading. Provisional levels enter no mean and no distribution.
    Source: docs/rules.md, "Quality level".
    """
    counts = _counts(points)
    ladders = rungs_by_indicator(rubric)
    names = (
        "edition",
        "indicator",
        "points_total",
        "extra_condition",
        "extra_condition_met",
        "claimed_level",
    )
    rows = []
    for _, edition, indicator, total, condition, met, claimed in plain.records(indicators, *names):
        count = counts.get((edition, indicator), dict.fromkeys(_NO_POINTS, 0))
        open_condition = is_filled_in(condition) and met is not True
        row = {name: count[name] for name in _COUNTED}
        row |= {"total": total, "condition_open": open_condition}
        row["more_than_total"] = bool(total) and count["listed"] > total
        for reading in READINGS:
            tally = Tally(
                total, count["listed"], count["known"], count["carried"], count[f"clear_{reading}"]
            )
            row |= _reading(
                ladders.get((edition, indicator), []), tally, open_condition, claimed, reading
            )
        rows.append(row | {"claimed_above": row["claimed_above_reported"]})
    table = pd.concat([indicators[_COPIED], plain.frame(rows, indicators.index, _COLUMNS)], axis=1)
    return in_code_order(table, "edition", "indicator")


_NO_POINTS = (*_COUNTED, "clear_reported", "clear_verified")


def is_filled_in(condition: str | None) -> bool:
    """Whether an extra condition is written at all; a dotted line or a dash asks for nothing."""
    return condition is not None and not thai.is_placeholder(condition)


def _counts(points: pd.DataFrame) -> dict[tuple, dict[str, int]]:
    counts: defaultdict[tuple, dict[str, int]] = defaultdict(lambda: dict.fromkeys(_NO_POINTS, 0))
    names = ("known", "carried", "weak", "weak_verified", "clear_reported", "clear_verified")
    for _, edition, indicator, *values in plain.records(points, "edition", "indicator", *names):
        count = counts[edition, indicator]
        count["listed"] += 1
        for name, value in zip(names, values, strict=True):
            count[name] += value is True
    return counts


def _reading(
    rungs: list[Rung], tally: Tally, condition_open: bool, claimed: int | None, reading: str
) -> dict:
    verdict = quality_level(rungs, tally, condition_open)
    step = next_level(rungs, verdict, tally.total)
    values = {
        "clear": verdict.clear,
        "outcome": verdict.outcome,
        "level": verdict.level,
        "provisional": verdict.provisional,
        "reason": verdict.reason,
        "sentence": sentence_th(verdict),
        "claimed_above": claimed_above(claimed, verdict),
        "next_level": step.level if step else None,
        "need": step.need if step else None,
    }
    return {f"{name}_{reading}": value for name, value in values.items()}


def distribution(levels: pd.DataFrame, reading: str) -> pd.DataFrame:
    """How many indicators have which level, in one reading; every indicator is in exactly one row.

    Rows in this order: levels 1 to 5, then "at_least" and each outcome without a level,
    also when there are none.
    Columns: outcome, level (Int64, blank beside "level"), indicators (int), codes (tuple). A
    provisional level counts as "locked", never as a level.
    """
    found: defaultdict[tuple, list[str]] = defaultdict(list)
    for _, code, outcome, level in plain.records(
        levels, "indicator", f"outcome_{reading}", f"level_{reading}"
    ):
        found[outcome, level if outcome == "level" else None].append(code)
    kinds = [("level", level) for level in LEVELS] + [(outcome, None) for outcome in OUTCOMES[1:]]
    rows = [
        {
            "outcome": kind[0],
            "level": kind[1],
            "indicators": len(found[kind]),
            "codes": tuple(found[kind]),
        }
        for kind in kinds
    ]
    columns = {"outcome": "str", "level": "Int64", "indicators": "int64", "codes": "object"}
    return plain.frame(rows, pd.RangeIndex(len(rows)), columns)
