"""Indicators of the performance agreement, against their target at 6, 9 and 12 months."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from esa.reading.office import Office
from esa.rules.kpis import NUMBERS, ROUNDS, Round, count_states, latest
from esa.rules.vocabulary import KPI_STATE_WORDS, KPI_URGENCY
from esa.telling import words
from esa.telling.left_out import set_aside
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, number, shorten
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
    done,
    quiet,
    strong,
    together,
)

NONE_YET = "ยังไม่มีตัวชี้วัดตามคำรับรองในชีต"
UNSURE = ("not_reported", "unusable", "no_target", "no_direction")
COMPARED = ("reached", "not_yet", "not_reached")
COLUMNS = (Column("ตัวชี้วัด"), Column("เป้าหมาย", 38))
COLUMNS += tuple(Column(f"{months} เดือน", 31) for months in ROUNDS)


def kpis(at: Standpoint) -> Topic:
    rounds = at.judged.kpis
    return Topic(
        "kpis",
        "ตัวชี้วัดตามคำรับรอง",
        finding(at),
        entries(rounds),
        COLUMNS,
        notes=(by_round(at),) if rounds else (),
        left_out=at.left_out("kpis", *NUMBERS),
        behind=partial(table, at.office, rounds),
        onward=(Onward(Door("projects")),),
        brief=True,
    )


def finding(at: Standpoint) -> str:
    """บรรลุเป้าหมาย 1 จาก 9 ตัวชี้วัด ตามผลล่าสุด, unknown ones beside."""
    last = latest(at.judged.kpis)
    if not last:
        return set_aside(at.left_out("kpis", *NUMBERS)) or NONE_YET
    counts = count_states(last)
    said = f"บรรลุเป้าหมาย {strong(counts['reached'])} จาก {len(last)} ตัวชี้วัด ตามผลล่าสุด"
    unsure = ", ".join(f"{KPI_STATE_WORDS[s]}{NBSP}{counts[s]}" for s in UNSURE if counts[s])
    return f"{said} {quiet(f'({unsure})')}" if unsure else said


def by_round(at: Standpoint) -> str:
    """บรรลุเป้าหมาย รอบ 6 เดือน 0 จาก 9 · รอบ 9 เดือน 1 จาก 9."""
    said = []
    for months in ROUNDS:
        own = [row for row in at.judged.kpis if row.round == months]
        said.append(f"รอบ{NBSP}{months}{NBSP}เดือน {_of_round(own)}")
    return f"บรรลุเป้าหมาย {together(said)}"


def _of_round(own: Sequence[Round]) -> str:
    states = Counter(row.state for row in own)
    compared = sum(states[state] for state in COMPARED)
    if not compared:
        return "ยังเทียบกับเป้าหมายไม่ได้" if any(row.due for row in own) else "ยังไม่สิ้นรอบ"
    rest = ("not_reported", "unusable")
    unsure = ", ".join(f"{KPI_STATE_WORDS[s]} {states[s]}" for s in rest if states[s])
    result = f"{states['reached']} จาก {compared}"
    return f"{result} ({unsure})" if unsure else result


def entries(rounds: Sequence[Round]) -> tuple[Entry, ...]:
    """Each indicator as a row of the table."""
    return tuple(Entry(values=values(own)) for own in ordered(rounds))


def ordered(rounds: Sequence[Round]) -> list[list[Round]]:
    """The rounds of each indicator: those that ask to act first, then the farthest from their
    target."""
    of: defaultdict[str | None, list[Round]] = defaultdict(list)
    for row in rounds:
        of[row.kpi].append(row)
    return [of[row.kpi] for row in sorted(latest(rounds), key=_urgency)]


def _urgency(row: Round) -> tuple:
    share = float("inf") if row.percent_reached is None else row.percent_reached
    return (KPI_URGENCY.index(row.state), share)


def values(own: Sequence[Round]) -> tuple[Value, ...]:
    """Of one indicator: what it is, its target, and the result of each round."""
    first, *_ = own
    title = f"{shorten(first.kpi, 30)} {shorten(first.title, 110)}".strip()
    return (title, shorten(target_text(first), 60), *(_result(row) for row in own[:3]))


def _result(row: Round) -> str:
    word = KPI_STATE_WORDS[row.state]
    mark = {"reached": done, "not_reached": act, "not_reported": act, "unusable": act}
    if row.actual is None:
        return mark.get(row.state, quiet)(word)
    return f"{strong(plain_number(row.actual))} {mark.get(row.state, str)(word)}"


def target_text(row: Round) -> str:
    """อย่างน้อย ร้อยละ 95, ไม่เกิน 5 วัน; ไม่มีเป้าหมาย for blank."""
    if row.target is None:
        return KPI_STATE_WORDS["unusable" if row.target_unusable else "no_target"]
    way = {"higher": "อย่างน้อย ", "lower": "ไม่เกิน "}.get(row.direction or "", "")
    return f"{way}{amount(row.target, row.unit)}"


def amount(value: Decimal | None, unit: object) -> str:
    """ร้อยละ 96.5 or 5.5 วัน; "" for blank."""
    if value is None:
        return ""
    said, what = plain_number(value), shorten(unit, 40)
    return together((what, said) if what == "ร้อยละ" else (said, what), " ")


def plain_number(value: Decimal) -> str:
    """A number with the decimals it has: 48.7, 100, 1,189,260.5."""
    plain = value.normalize()
    return number(value, min(max(0, -plain.as_tuple().exponent), 6))


def table(office: Office, rounds: Sequence[Round]) -> Table:
    """Every round of every indicator, each with the cell of its result."""
    heads = ("รหัส", "ตัวชี้วัด", "กลุ่ม", "หน่วย", "ทิศทาง", "เป้าหมาย", "รอบ (เดือน)", "ผล", "เทียบเป้าหมาย")
    heads += ("ร้อยละของเป้าหมาย",)
    cells = tuple(Cell("kpis", row.at, f"actual_{row.round}m") for row in rounds)
    return Table("ตัวชี้วัด", heads, tuple(_row(office, row) for row in rounds), cells)


def _row(office: Office, row: Round) -> tuple[Value, ...]:
    group, way = (
        words.group_short(office, row.group),
        words.label("kpis", "direction", row.direction),
    )
    return (
        *(row.kpi, shorten(row.title), group, row.unit, way, row.target, row.round),
        *(row.actual, KPI_STATE_WORDS[row.state], row.percent_reached),
    )
