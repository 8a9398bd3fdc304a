"""Topics beside the standards: schools by colour, networks, KPIs, spending, health of the data."""

from esa.documents.pack.facts import Facts, plainly, rows_of, text
from esa.documents.pack.model import Column, Table, Topic
from esa.documents.paper import Kept
from esa.reading.problems import by_severity
from esa.reading.repairs import tally
from esa.rules import kpis, spending
from esa.rules.bands import bands_for
from esa.rules.networks import SILENT_AFTER_DAYS
from esa.rules.school_results import NetworkColours
from esa.rules.vocabulary import (
    COLOUR_SIGNS,
    KPI_STATE_WORDS,
    ON_THE_SCALE,
    PACE_WORDS,
    SILENCE_WORDS,
    WITHOUT_COLOUR,
)
from esa.telling import (
    board_words,
    networks_words,
    projects_kpi_words,
    projects_words,
    schools_words,
    sheets_words,
)
from esa.telling import health as told
from esa.telling.networks_words import EVERY_KIND
from esa.telling.texts import clock, listed, number, one_line, short_date
from esa.telling.topic import plain

MOST_REPAIRS = 10  # to mend, named in the pack; the page of the sheets has them all
_COUNT = ("18mm", "right")


# --- schools -----------------------------------------------------------------------------------


def schools(facts: Facts) -> Topic:
    """Schools by quality colour, by network: counts, colours named, never by ink alone."""
    heading, found, choice = "สีคุณภาพโรงเรียนรายเครือข่าย", facts.schools, facts.choice
    if found is None or choice is None:
        return Topic(heading, "ยังไม่มีผลการทดสอบให้แสดงสีของโรงเรียน")
    of = schools_words.counts(row.stand for row in found.schools)
    about = schools_words.about(choice, len(found.subjects), "")
    notes = [" · ".join(about), f"สีจาก{schools_words.AXIS}"]
    bands = bands_for(facts.office.rows["colour_bands"], choice.academic_year)
    used = [band.colour for band in bands][::-1]
    used += [state for state in WITHOUT_COLOUR if any(row.counts[state] for row in found.networks)]
    rows = [_network(facts, row, used) for row in found.networks]
    if len(rows) > 1:
        whole = [str(of.get(name, 0)) for name in used]
        rows.append(("รวม", str(of["schools"]), *whole))
    heads = [Column("เครือข่าย"), Column("โรงเรียน", *_COUNT)]
    heads += [Column(_colour(name), *_COUNT) for name in used]
    counted = {name: count for name, count in of.items() if name not in ("not_tested", "no_row")}
    finding = plainly(schools_words.finding(counted, choice))
    if len(found.left_out):
        notes.append(f"ยังไม่นับ {len(found.left_out)} แถว เพราะตัวเลขขัดกัน")
    tables = (Table(tuple(heads), tuple(rows)),) if rows else ()
    return Topic(heading, finding, tuple(notes), tables)


def _network(facts: Facts, row: NetworkColours, used: list[str]) -> tuple[str, ...]:
    name = text(facts.network_names.get(row.network, row.network), 70) or "ไม่มีเครือข่าย"
    return (name, str(row.schools), *(str(row.counts.get(colour) or "–") for colour in used))


def _colour(name: str) -> str:
    return f"{COLOUR_SIGNS.get(name, '')} {schools_words.stand(name)}".strip()


# --- networks ----------------------------------------------------------------------------------


def networks(facts: Facts) -> Topic:
    """Networks, centres and clubs: how long silent, what isn't known."""
    silence = facts.silence
    finding = networks_words.finding(networks_words.counts(silence), EVERY_KIND)
    rows = [
        (
            text(row.network_name, 80) or row.network,
            SILENCE_WORDS[row.state],
            _ago(row.days),
            short_date(row.last_ended) or "–",
            str(facts.activities.get(row.network, 0)),
        )
        for row in silence
        if row.state != "active"
    ]
    columns = (
        *(Column("เครือข่าย ชมรม หรือศูนย์"), Column("สถานะ", "42mm")),
        *(Column("ผ่านมา", "22mm", "right"), Column("ล่าสุด", "26mm")),
        Column("กิจกรรมปีนี้", "26mm", "right"),
    )
    tables = (Table(columns, tuple(rows)),) if rows else ()
    active = len(silence) - len(rows)
    note = f"ที่มีกิจกรรมภายใน {SILENT_AFTER_DAYS} วัน {active} แห่ง อยู่ในไฟล์ Excel ของเอกสารชุดนี้"
    return Topic("เครือข่าย", plainly(finding), (note,) if active else (), tables)


def _ago(days: int | None) -> str:
    return "–" if days is None else f"{number(days)} วัน"


# --- KPIs and money ----------------------------------------------------------------------------


def results(facts: Facts) -> Topic:
    """KPIs after 6, 9 and 12 months, and spending against its target."""
    rounds, money = facts.rounds, facts.money
    finding = f"{board_words.kpi_text(rounds)} · {board_words.money_text(money)}"
    notes = projects_words.not_counted(spending.left_out(facts.now.spending))
    tables = [table for table in (_kpis(facts), _money(facts)) if table.rows]
    return Topic("ตัวชี้วัดตามคำรับรอง และการเบิกจ่าย", plainly(finding), tuple(notes), tuple(tables))


def _kpis(facts: Facts) -> Table:
    by_kpi: dict[str | None, list[kpis.Round]] = {}
    for row in facts.rounds:
        by_kpi.setdefault(row.kpi, []).append(row)
    rows = []
    for code in projects_kpi_words.kpi_order(kpis.latest(facts.rounds)):
        own = by_kpi[code]
        first = own[0]
        target = projects_kpi_words.target_text(first)
        title = f"{code} {text(first.title, 110)}".strip()
        rows.append((title, target, *(_round(row) for row in own[:3])))
    columns = (
        *(Column("ตัวชี้วัด"), Column("เป้าหมาย", "40mm")),
        *(Column(f"{months} เดือน", "25mm", "right") for months in kpis.ROUNDS),
    )
    return Table(columns, tuple(rows), "ตัวชี้วัดเทียบเป้าหมาย รอบ 6 9 และ 12 เดือน")


def _round(row: kpis.Round) -> str:
    word = KPI_STATE_WORDS[row.state]
    if row.actual is None:
        return word
    return f"{projects_kpi_words.plain_number(row.actual)} {word}"


def _money(facts: Facts) -> Table:
    by_type = spending.spending_by(facts.now.spending, "expenditure_type")
    rows = [(projects_words.type_word(kind), *_sums(money)) for kind, money in by_type.items()]
    if len(rows) > 1:
        rows.append(("รวม", *_sums(facts.money)))
    columns = (
        *(Column("งบรายจ่าย"), Column("ได้รับจัดสรร (บาท)", "33mm", "right")),
        *(Column("เบิกจ่ายแล้ว (บาท)", "33mm", "right"), Column("คงเหลือ (บาท)", "28mm", "right")),
        *(Column("ร้อยละ", "17mm", "right"), Column("เทียบ", "36mm", "right")),
    )
    return Table(columns, tuple(rows), "การเบิกจ่ายเทียบเป้าหมาย")


def _sums(money: spending.Money) -> tuple[str, ...]:
    amounts = map(projects_words.baht, (money.allocated, money.spent, money.left))
    percent = money.percent_spent
    word = PACE_WORDS[money.target_from]
    target = "–" if money.target_percent is None else f"{word} {money.target_percent}"
    return (*amounts, "–" if percent is None else str(percent), target)


# --- the data ----------------------------------------------------------------------------------


def health(facts: Facts) -> Topic:
    """What isn't known and what must be mended, by workbook."""
    office, found = facts.office, facts.health
    notes = [told.second_line(tally(found))]
    if office.unread:
        names = listed([facts.one(code) for code in sorted(office.unread)], 6)
        notes.append(f"อ่านชีตของ{names}ได้ไม่ครบ จึงนับเป็นไม่ทราบ ไม่ใช่ศูนย์")
    unknown = _unknown(facts)
    if unknown:
        notes.append(f"ยังสรุประดับไม่ได้ {len(unknown)} ตัวบ่งชี้: {listed(unknown, 12)}")
    rows = []
    for book in found.books:
        counts = book.problems
        name = text(book.name, 60) or "–"
        group = facts.one(book.group) if book.group else ("สำนักงาน" if book.kind else "–")
        rows.append(
            (
                *(Kept(name), group, sheets_words.book_words(book)),
                *(str(counts.get(kind, 0)) for kind in ("error", "warning", "info")),
                clock(book.workbook.read_at) if book.workbook else "–",
            )
        )
    columns = (
        *(Column("สมุดงาน"), Column("ของ", "23mm"), Column("แถว", "36mm")),
        *(Column(head, "15mm", "right") for head in ("แก้", "ตรวจ", "ทราบ")),
        Column("อ่านเมื่อ", "48mm"),
    )
    tables = [Table(columns, tuple(rows))] if rows else []
    tables += [_repairs(facts)] if any(r.severity == "error" for r in found.repairs) else []
    finding = plain(told.finding(tally(found)))
    kept = tuple(plainly(note) for note in notes if note)
    return Topic("ความครบถ้วนของข้อมูลในชีต", finding, kept, tuple(tables))


def _unknown(facts: Facts) -> list[str]:
    if facts.conditional:
        return []
    outcome = f"outcome_{facts.reading}"
    return [r["indicator"] or "–" for r in rows_of(facts.levels) if r[outcome] not in ON_THE_SCALE]


def _repairs(facts: Facts) -> Table:
    errors = [repair for repair in facts.health.repairs if repair.severity == "error"]
    rows = [
        (
            Kept(one_line(sheets_words.place(repair))),
            text(repair.first.what_th, 160),
            text(repair.first.fix_th, 160),
        )
        for repair in errors[:MOST_REPAIRS]
    ]
    total = by_severity(facts.office.problems)["error"]
    heading = f"ต้องแก้ก่อน {len(rows)} เรื่องแรก จาก {len(errors)} เรื่อง ({total} จุด)"
    columns = (Column("ที่", "52mm"), Column("เรื่อง"), Column("วิธีแก้", "58mm"))
    return Table(columns, tuple(rows), heading)
