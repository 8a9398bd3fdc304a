"""Projects and money on paper: spending by type, projects, KPIs by round, figures in reports."""

from esa.documents import paper
from esa.documents.paper import Kept, Markup, lines
from esa.rules import kpis as kpi_rules
from esa.rules import spending as rules
from esa.rules.spending import Money
from esa.rules.vocabulary import KPI_STATE_WORDS, PACE_WORDS
from esa.screen.printing import cell, known, marked
from esa.telling import projects_kpi_words as told
from esa.telling import projects_words as said
from esa.telling import words
from pages.projects.money import is_bound
from pages.projects.parts import View, urgency
from pages.projects.reported import first_labels


def blocks(view: View, status: str, part: str) -> list[Markup]:
    """The blocks on view; part: the one chosen, "" for all of them."""
    made = {"money": money, "kpis": kpis, "figures": figures}
    parts = ("money", "projects", "kpis", "figures")
    found = []
    for name in parts if part not in parts else (part,):
        found += projects(view, status) if name == "projects" else made[name](view)
    return found


def money(view: View) -> list[Markup]:
    """Allocated, committed, spent and left by expenditure type, against the target."""
    head = paper.heading(marked(said.money_heading(view.money)))
    told_apart = [paper.says(line) for line in said.not_counted(rules.left_out(view.spending))]
    if not view.money.rows:
        return [head, paper.says("ยังไม่มียอดที่ใช้ได้"), *told_apart]
    by_type = rules.spending_by(view.spending, "expenditure_type")
    rows = [
        [lines(said.type_word(kind), _target(money)), *_sums(money)]
        for kind, money in by_type.items()
    ]
    rows.append([paper.bold(word) for word in ("รวม", *_sums(view.money))])
    heads = ("งบรายจ่าย", "ได้รับจัดสรร", "ผูกพัน", "เบิกจ่ายแล้ว", "คงเหลือ", "ร้อยละ")
    return [
        head,
        paper.says(marked(said.sums(view.money, is_bound(view)))),
        paper.table(heads, rows, (None, 48, 32, 52, 48, 24), numbers=range(1, 6)),
        *told_apart,
    ]


def _sums(money: Money) -> list[str]:
    return [
        said.baht(money.allocated),
        said.baht(money.committed) if money.committed else "–",
        said.baht(money.spent),
        said.baht(money.left),
        str(known(money.percent_spent)),
    ]


def _target(money: Money) -> str:
    if money.target_percent is None:
        return ""
    return f"{PACE_WORDS[money.target_from]} {money.target_percent} %"


def projects(view: View, status: str) -> list[Markup]:
    """The projects of this year, those that ask to act first."""
    head = paper.heading(marked(said.projects_heading(view.projects)))
    mine = [row for row in view.projects if row.this_year and status in ("", row.state)]
    rows = [
        [
            Kept(cell(row.project, 30)),
            lines(
                cell(row.title, 160) or "–",
                f"{said.strategy_word(row.strategy)} · {words.group_short(view.office, row.group)}",
            ),
            said.dates(row.starts, row.ends),
            lines(
                said.state_text(row.state, row.days_late),
                said.report_text(row.report_due, row.report_days_left),
            ),
        ]
        for row in sorted(mine, key=urgency)
    ]
    apart = [paper.says(marked(line)) for line in said.apart_lines(view.projects)]
    if not rows:
        return [head, *apart]
    heads = ("รหัส", "โครงการ", "ระยะเวลา", "สถานะ")
    return [head, paper.table(heads, rows, (24, None, 60, 84)), *apart]


def kpis(view: View) -> list[Markup]:
    """Each indicator of the agreement against its target at 6, 9 and 12 months."""
    latest = kpi_rules.latest(view.kpis)
    current = kpi_rules.current_round(view.office.today, view.office.fiscal_year)
    head = paper.heading(marked(told.kpi_heading(latest, current)))
    if not latest:
        return [head]
    every = {(row.kpi, row.round): row for row in view.kpis}
    now = {row.kpi: row for row in latest}
    rows = []
    for code in told.kpi_order(latest):
        row = now[code]
        rounds = [every[code, months] for months in kpi_rules.ROUNDS]
        rows.append(
            [
                lines(cell(row.title, 140) or Kept(cell(code, 30)),
                      words.group_short(view.office, row.group)),
                cell(told.target_text(row), 60),
                *(_round(each) for each in rounds),
            ]
        )  # fmt: skip
    heads = ("ตัวชี้วัด", "ค่าเป้าหมาย", *(f"รอบ {months} เดือน" for months in kpi_rules.ROUNDS))
    note = "ก่อนครบ 12 เดือน ผลที่ต่ำกว่าเป้าหมายทั้งปีเรียกว่า ยังไม่ถึง ไม่ใช่ ไม่ถึงเป้า"
    return [head, paper.table(heads, rows, (None, 52, 36, 36, 36)), paper.says(note)]


def _round(row: kpi_rules.Round) -> Markup:
    actual = "" if row.actual is None else told.plain_number(row.actual)
    return lines(actual, KPI_STATE_WORDS[row.state])


def figures(view: View) -> list[Markup]:
    """Figures of reports by set with the check beside; sets that don't fit come first."""
    states = {row.figure_set: told.set_state(row.severity, row.total) for row in view.sets}
    head = paper.heading(marked(told.figures_heading(list(states.values()))))
    order = list(told.SET_WORDS)
    first = first_labels(view.rows)
    rows = [
        [
            cell(row.figure_set, 30) or "ไม่ระบุชุด",
            lines(cell(first.get(row.figure_set), 80), f"{row.rows:,} รายการ"),
            told.whole_text(row),
            lines(told.SET_WORDS[states[row.figure_set]], cell(row.sentence_th)),
        ]
        for row in sorted(view.sets, key=lambda row: order.index(states[row.figure_set]))
    ]
    if not rows:
        return [head]
    return [head, paper.table(("ชุด", "เริ่มด้วย", "ยอดรวม", "ผลตรวจ"), rows, (24, 76, 54, None))]
