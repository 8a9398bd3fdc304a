"""Figures in reports: whether a percent follows from its count, and whether the parts add up.

Rule: a percent is right if it equals 100 × count ÷ total, rounded half up at the decimals typed;
one unit in the last place is rounding (info), more is an error. The total is the stated one, when
all rows of the set that state it agree, else the sum of the counts. The counts of a whole must add
up to it. Where one changed count, and only one, would mend the sum and every percent, it is said.
Source: docs/rules.md, "Figures".
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from esa.plain import Place, Rows, records

SEVERITIES = {
    "rounding": "info",
    "wrong": "error",
    "above_total": "error",
    "does_not_add_up": "error",
    "totals_differ": "error",
    "mixed_parts": "warning",
    "count_missing": "warning",
}


class Figure(NamedTuple):
    label: str
    count: int | None
    percent: Decimal | None  # with the decimals typed
    set_total: int | None = None
    parts_of_whole: bool | None = None


class Percent(NamedTuple):
    """verdict: right, fraction (0.48 typed for 48 %, proved by the counts), rounding, wrong,
    above_total (more than the whole), no_percent, no_count or no_total (the last three: unknown).

    expected: the percent the counts give, at the decimals typed; as_percent: the typed value on
    the scale of 0 to 100.
    """

    verdict: str
    expected: Decimal | None
    as_percent: Decimal | None


class Whole(NamedTuple):
    """verdict: adds_up, does_not_add_up, totals_differ, mixed_parts, count_missing or not_a_whole.

    total: pupils, schools …; None if unknown. total_from: "stated", "sum" or "unknown".
    """

    verdict: str
    total: int | None
    total_from: str
    added: int | None


class Mend(NamedTuple):
    place: int  # of the row in its set
    count: int  # what it would have to be
    percent: Decimal | None  # what the percent would then be


class JudgedSet(NamedTuple):
    """The rows of one set and what is to be said of each and of the whole.

    places: positions of the rows in the tab; members and percents are of the same length.
    """

    places: Sequence[int]
    members: Sequence[Figure]
    percents: Sequence[Percent]
    whole: Whole
    mend: Mend | None

    @property
    def by_row(self) -> tuple[Sequence[int], Sequence[Figure], Sequence[Percent]]:
        return self.places, self.members, self.percents


class CheckedFigure(NamedTuple):
    """A row of the tab with its verdict; None is a blank cell."""

    at: Place
    group: str | None
    figure_set: str | None
    label: str | None
    criterion: str | None
    count: int | None
    percent: Decimal | None
    set_total: int | None
    parts_of_whole: bool | None
    source: str | None
    remark: str | None
    total: int | None  # what the percent is of; None: unknown
    expected: Decimal | None  # see Percent, as as_percent and verdict
    as_percent: Decimal | None
    verdict: str
    severity: str  # "error", "info" or ""
    could_be: int | None  # the count that would mend the whole set
    sentence_th: str  # "" where nothing is to be said


IN_SHEET = CheckedFigure._fields[1 : CheckedFigure._fields.index("total")]


class CheckedSet(NamedTuple):
    """A set of figures; total, added, total_from and verdict: see Whole."""

    figure_set: str
    rows: int
    total: int | None
    added: int | None
    total_from: str
    verdict: str
    severity: str
    wrong: int  # rows with such a percent
    rounding: int
    could_be: int | None  # the one count that would mend everything
    sentence_th: str
    cells: tuple[Place, ...]


def percent_verdict(count: int | None, percent: Decimal | None, total: int | None) -> Percent:
    """Whether a percent follows from its count and the total. percent: with the decimals typed."""
    if count is None or total is None or total <= 0:
        return Percent("no_count" if count is None else "no_total", None, percent)
    if percent is None:
        verdict = "above_total" if count > total else "no_percent"
        return Percent(verdict, _rounded(count, total, 2), None)
    decimals = max(0, -percent.as_tuple().exponent)
    expected = _rounded(count, total, decimals)
    apart = abs(percent - expected)
    if count > total:
        return Percent("above_total", expected, percent)
    if apart == 0:
        return Percent("right", expected, percent)
    if _is_fraction(count, percent, total, decimals):
        return Percent("fraction", _rounded(count, total, max(decimals - 2, 0)), percent * 100)
    one_unit = Decimal(1).scaleb(-decimals)
    return Percent("rounding" if apart <= one_unit else "wrong", expected, percent)


def whole_of(figures: Sequence[Figure]) -> Whole:
    """The total of a set, and whether its counts add up to it."""
    counts = [figure.count for figure in figures]
    added = None if None in counts else sum(counts)
    stated = {figure.set_total for figure in figures} - {None}
    parts = {figure.parts_of_whole for figure in figures} - {None}
    is_whole = parts == {True}
    if len(stated) == 1:
        total, total_from = *stated, "stated"
    elif added is not None and is_whole:
        # without a stated total only the parts of a whole have one
        total, total_from = added, "sum"
    else:
        total, total_from = None, "unknown"
    if len(stated) > 1:
        verdict = "totals_differ"
    elif len(parts) > 1:
        verdict = "mixed_parts"
    elif not is_whole:
        verdict = "not_a_whole"
    elif added is None:
        verdict = "count_missing"
    else:
        verdict = "adds_up" if added == total else "does_not_add_up"
    return Whole(verdict, total, total_from, added)


def mend(figures: Sequence[Figure], whole: Whole) -> Mend | None:
    """The one changed count that makes the sum and every percent right; None if none, or several.

    A percent within one unit of its last place counts as right; the changed row must have one.
    """
    if whole.verdict != "does_not_add_up" or whole.total_from != "stated":
        return None
    found = []
    for place, figure in enumerate(figures):
        count = figure.count + whole.total - whole.added
        if count < 0 or figure.percent is None:
            continue
        changed = [*figures]
        changed[place] = figure._replace(count=count)
        verdicts = [percent_verdict(f.count, f.percent, whole.total) for f in changed]
        if all(v.verdict in ("right", "fraction", "rounding", "no_percent") for v in verdicts):
            found.append(Mend(place, count, verdicts[place].expected))
    return found[0] if len(found) == 1 else None


class Lacking(NamedTuple):
    """What blank counts of a whole must be together; below 0: the others are too many already.
    percent_fits: the percent typed beside a single blank one is that of the count."""

    blanks: int
    count: int
    percent_fits: bool = True


def lacking(figures: Sequence[Figure], whole: Whole) -> Lacking | None:
    """How far a set with blank counts can be checked; None without a stated total."""
    if whole.verdict != "count_missing" or whole.total_from != "stated":
        return None
    blank = [figure for figure in figures if figure.count is None]
    left = whole.total - sum(figure.count for figure in figures if figure.count is not None)
    if left < 0 or len(blank) > 1:
        return Lacking(len(blank), left)
    (lone,) = blank
    found = percent_verdict(left, lone.percent, whole.total)
    return Lacking(1, left, found.verdict in ("right", "fraction", "rounding", "no_percent"))


def lacking_sentence(found: Lacking | None, total: int | None) -> str:
    """ถ้าช่องว่างคือ 1 ยอดจะครบ 117, as far as a set with blank counts can be checked."""
    if found is None:
        return "ไม่มียอดรวมที่แจ้ง จึงยังตรวจผลรวมไม่ได้"
    if found.count < 0:
        return f"ที่กรอกแล้วเกินยอดที่แจ้ง {total:,} อยู่ {-found.count:,}"
    if found.blanks > 1:
        return f"ถ้าช่องว่าง {found.blanks} ช่องรวมกันเป็น {found.count:,} ยอดจะครบ {total:,}"
    but = "" if found.percent_fits else " แต่ร้อยละที่พิมพ์ไม่ตรง"
    return f"ถ้าช่องว่างคือ {found.count:,} ยอดจะครบ {total:,}{but}"


def check_rows(figures: Rows) -> tuple[CheckedFigure, ...]:
    """Each row of the tab figures with its verdict, in the order of the rows."""
    rows = records(figures, *IN_SHEET)
    checked: dict[int, CheckedFigure] = {}
    for judged in judged_sets(figures).values():
        total, mended = judged.whole.total, judged.mend
        for at, (place, figure, found) in enumerate(zip(*judged.by_row, strict=True)):
            could_be = mended if mended and mended.place == at else None
            checked[place] = CheckedFigure(
                *rows[place],
                total=total,
                expected=found.expected,
                as_percent=found.as_percent,
                verdict=found.verdict,
                severity=SEVERITIES.get(found.verdict, ""),
                could_be=could_be.count if could_be else None,
                sentence_th=_row_sentence(figure, found, total, could_be),
            )
    return tuple(checked[place] for place in range(len(rows)))


def check_sets(figures: Rows) -> tuple[CheckedSet, ...]:
    """Each set, in order of its code."""
    return tuple(
        _checked_set(code, judged, figures.index)
        for code, judged in sorted(judged_sets(figures).items())
    )


def judged_sets(figures: Rows) -> dict[str, JudgedSet]:
    """Every set by its code, in the order of the rows; a row without a code belongs to ""."""
    sets: defaultdict[str, list[tuple[int, Figure]]] = defaultdict(list)
    rows = records(figures, "figure_set", *Figure._fields)
    for place, (_, figure_set, *figure) in enumerate(rows):
        sets[figure_set or ""].append((place, Figure(*figure)))
    return {figure_set: _judged(*zip(*rows, strict=True)) for figure_set, rows in sets.items()}


def _judged(places: Sequence[int], members: Sequence[Figure]) -> JudgedSet:
    whole = whole_of(members)
    percents = [percent_verdict(f.count, f.percent, whole.total) for f in members]
    return JudgedSet(places, members, percents, whole, mend(members, whole))


def _checked_set(code: str, judged: JudgedSet, index: Sequence[Place]) -> CheckedSet:
    places, members, percents, whole, mended = judged
    verdicts = [percent.verdict for percent in percents]
    wrong = sum(verdict in ("wrong", "above_total") for verdict in verdicts)
    return CheckedSet(
        figure_set=code,
        rows=len(members),
        total=whole.total,
        added=whole.added,
        total_from=whole.total_from,
        verdict=whole.verdict,
        severity="error" if wrong else SEVERITIES.get(whole.verdict, ""),
        wrong=wrong,
        rounding=verdicts.count("rounding"),
        could_be=mended.count if mended else None,
        sentence_th=_set_sentence(members, whole, wrong, mended),
        cells=tuple(index[place] for place in places),
    )


def _rounded(count: int, total: int, decimals: int) -> Decimal:
    scale = 10**decimals  # whole numbers, so that a half is a half
    units = (200 * count * scale + total) // (2 * total)
    return Decimal(units).scaleb(-decimals)


def _is_fraction(count: int, percent: Decimal, total: int, decimals: int) -> bool:
    """0 < x ≤ 1 that equals count ÷ total: exactly, or rounded if typed with two decimals."""
    if not 0 < percent <= 1:
        return False
    share = Decimal(count) / Decimal(total)
    if percent * total == count:
        return True
    return decimals >= 2 and share.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) == percent


def _row_sentence(figure: Figure, found: Percent, total: int | None, could_be: Mend | None) -> str:
    says = ""
    if found.verdict in ("wrong", "rounding"):
        says = f"{figure.count:,} จาก {total:,} คือร้อยละ {found.expected} แต่พิมพ์ไว้ {figure.percent}"
        if found.verdict == "rounding":
            says += " (ต่างที่การปัดเศษ)"
    elif found.verdict == "above_total":
        says = f"{figure.count:,} มากกว่ายอดรวม {total:,}"
    elif found.verdict == "fraction":
        says = f"{figure.percent} อ่านเป็นร้อยละ {found.as_percent.normalize():f} ตามจำนวนที่กรอก"
    if could_be:
        mended = f"ถ้าเป็น {could_be.count:,} ยอดจะครบ {total:,} (ร้อยละ {could_be.percent})"
        says = f"{says} · {mended}" if says else mended
    return says


def _set_sentence(figures: Sequence[Figure], whole: Whole, wrong: int, mended: Mend | None) -> str:
    says = []
    if whole.verdict == "does_not_add_up":
        apart = whole.total - whole.added
        word = "ขาด" if apart > 0 else "เกิน"
        says.append(f"รวมได้ {whole.added:,} แต่ยอดที่แจ้งคือ {whole.total:,} ({word} {abs(apart):,})")
    elif whole.verdict == "totals_differ":
        stated = sorted({f.set_total for f in figures if f.set_total is not None})
        says.append(f"ยอดรวมที่แจ้งไม่ตรงกันในชุดเดียวกัน ({', '.join(f'{n:,}' for n in stated)})")
    elif whole.verdict == "mixed_parts":
        says.append("บางแถวบอกว่ารวมกันเป็นทั้งหมด บางแถวบอกว่าไม่ใช่ จึงยังไม่ตรวจผลรวม")
    elif whole.verdict == "count_missing":
        says.append(lacking_sentence(lacking(figures, whole), whole.total))
    if wrong:
        says.append(f"ร้อยละไม่ตรงกับจำนวน {wrong:,} รายการ")
    if mended:
        label = figures[mended.place].label
        says.append(f"{label}: ถ้าเป็น {mended.count:,} ยอดจะครบ {whole.total:,}")
    if says:
        return " · ".join(says)
    return "จำนวนและร้อยละตรงกัน" if whole.total is not None else "ไม่มียอดรวม จึงยังตรวจร้อยละไม่ได้"
