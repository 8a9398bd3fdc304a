"""Indicators of the performance agreement, against their target at 6, 9 and 12 months."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from esa.reading.schema import read_tabs
from esa.rules.kpis import NUMBERS, ROUNDS, Round, count_states, latest
from esa.rules.vocabulary import KPI_STATE_WORDS
from esa.telling.projects_kpi_words import kpi_order, plain_number, target_text
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, shorten
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

UNSURE = ("not_reported", "unusable", "no_target", "no_direction")
COMPARED = ("reached", "not_yet", "not_reached")
COLUMNS = (Column("ตัวชี้วัด"), Column("เป้าหมาย", 38))
COLUMNS += tuple(Column(f"{months} เดือน", 26) for months in ROUNDS)


def kpis(at: Standpoint) -> Topic:
    rounds = at.judged.kpis
    return Topic(
        "kpis",
        "ตัวชี้วัดตามคำรับรอง",
        finding(at),
        tuple(_entry(at, code) for code in kpi_order(latest(rounds))),
        COLUMNS,
        notes=(by_round(at),) if rounds else (),
        left_out=at.left_out("kpis", *NUMBERS),
        behind=partial(_table, at),
        onward=(Onward(Door("projects")),),
        brief=True,
    )


def finding(at: Standpoint) -> str:
    """ถึงเป้า 1 จาก 9 ตัวชี้วัด ตามผลล่าสุด, unknown ones beside."""
    last = latest(at.judged.kpis)
    if not last:
        return "ยังไม่มีตัวชี้วัดตามคำรับรองในชีต"
    counts = count_states(last)
    said = f"ถึงเป้า {strong(counts['reached'])} จาก {len(last)} ตัวชี้วัด ตามผลล่าสุด"
    unsure = ", ".join(f"{KPI_STATE_WORDS[s]}{NBSP}{counts[s]}" for s in UNSURE if counts[s])
    return f"{said} {quiet(f'({unsure})')}" if unsure else said


def by_round(at: Standpoint) -> str:
    """ถึงเป้า รอบ 6 เดือน 0 จาก 9 · รอบ 9 เดือน 1 จาก 9."""
    said = []
    for months in ROUNDS:
        own = [row for row in at.judged.kpis if row.round == months]
        said.append(f"รอบ{NBSP}{months}{NBSP}เดือน {_of_round(own)}")
    return f"ถึงเป้า {together(said)}"


def _of_round(own: Sequence[Round]) -> str:
    states = Counter(row.state for row in own)
    compared = sum(states[state] for state in COMPARED)
    if not compared:
        return "ยังเทียบเป้าไม่ได้" if any(row.due for row in own) else "ยังไม่สิ้นรอบ"
    rest = ("not_reported", "unusable")
    unsure = ", ".join(f"{KPI_STATE_WORDS[s]} {states[s]}" for s in rest if states[s])
    result = f"{states['reached']} จาก {compared}"
    return f"{result} ({unsure})" if unsure else result


def _entry(at: Standpoint, code: str | None) -> Entry:
    own = [row for row in at.judged.kpis if row.kpi == code]
    title = f"{shorten(code)} {shorten(own[0].title, 110)}".strip()
    aim = shorten(target_text(own[0]), 60)
    return Entry(values=(title, aim, *(_result(row) for row in own[:3])))


def _result(row: Round) -> str:
    word = KPI_STATE_WORDS[row.state]
    if row.actual is None:
        return quiet(word)
    mark = {"reached": done, "not_reached": act}.get(row.state, str)
    return f"{strong(plain_number(row.actual))} {mark(word)}"


def _table(at: Standpoint) -> Table:
    heads = ("รหัส", "ตัวชี้วัด", "หน่วย", "ทิศทาง", "เป้าหมาย", "รอบ (เดือน)", "ผล", "เทียบเป้า")
    heads += ("ร้อยละของเป้า",)
    rounds = at.judged.kpis
    cells = tuple(Cell("kpis", row.at, f"actual_{row.round}m") for row in rounds)
    return Table("ตัวชี้วัด", heads, tuple(map(_row, rounds)), cells)


def _row(row: Round) -> tuple[Value, ...]:
    way = read_tabs()["kpis"].field("direction").label
    return (
        *(row.kpi, row.title, row.unit, way(row.direction or ""), row.target, row.round),
        *(row.actual, KPI_STATE_WORDS[row.state], row.percent_reached),
    )
