"""The slides of meeting mode in the order of the agenda: which figures each one shows.

A slide is made when it is shown. One that has nothing to show says so in one large line.
"""

from collections import Counter
from collections.abc import Callable

import pandas as pd

from esa.plain import records
from esa.reading.office import Office
from esa.reading.problems import by_severity
from esa.rules import kpis, spending
from esa.rules.bands import bands_for
from esa.rules.school_results import SchoolColours
from esa.rules.vocabulary import ON_THE_SCALE, PACE_WORDS, READING_WORDS
from esa.screen import live, numerals, past
from esa.screen.drawings import drawn
from esa.telling import board_words, changes_words, networks_words, schools_words, words
from esa.telling import projects_words as money_words
from esa.telling.board_ladder import ladder, ladder_alternative, moved
from esa.telling.networks_words import EVERY_KIND
from esa.telling.projects_kpi_words import kpi_order
from esa.telling.texts import NBSP, escape, full_date, listed, one_line, short_date
from pages.meeting import charts as meeting_charts
from pages.meeting import words as said
from pages.meeting.deck import Deck
from pages.meeting.words import Line, Slide

MOST = 10  # entries of a slide, if as many fit


def _most(lines: list[Line]) -> tuple[tuple[Line, ...], int]:
    return tuple(lines[:MOST]), max(len(lines) - MOST, 0)


# --- the slides --------------------------------------------------------------------------------


def title(deck: Deck) -> Slide:
    """Whose meeting, which one, and what exactly is shown."""
    office, number, day = deck.office, past.stamp_number(), deck.office.today
    settings = office.settings
    board = one_line(next(iter(settings["board_name"]), "")) or "คณะผู้บริหาร"
    frozen = next((each for each in past.listed().meetings if each.number == number), None)
    held = next((m for m in past.listed().meetings if m.meeting_date == day), None)
    number = number or (held.number if held else past.suggested(day))
    day = frozen.meeting_date if frozen else day
    first = f"ประชุม{escape(board, 60)} ครั้งที่{NBSP}{escape(number)} · {full_date(day, weekday=True)}"
    if frozen:
        second = f"ข้อมูลที่บันทึกไว้ {past.FINGERPRINT} {escape(frozen.fingerprint)}"
    else:
        second = f"ข้อมูล ณ {short_date(office.today)} ({past.NOT_FROZEN})"
    old = [] if frozen else _old_copies()
    sample = f" · {words.SAMPLE}" if office.is_sample else ""
    about = f":gray[{second} · {READING_WORDS[deck.reading]}{sample}]"
    lines = [Line("", first, about)]
    lines += [Line("", "", f":orange[{escape(old[0], 90)}]")] if old else []
    keys = "กด → หรือแตะเพื่อไปต่อ · F11 เต็มจอ · Esc กลับหน้าสรุป"
    topic = f"ปีงบประมาณ {office.fiscal_year}"
    name = escape(office.name, 90)
    return Slide(topic, name, tuple(lines), note=f":gray[{keys}]", lead=0, hero=True)


def _old_copies() -> list[str]:
    """That a copy is shown which is not as its sheet is now, with its age."""
    shown = live.holder(live.place()).shown
    old = [copy for copy in shown.copies if live.is_old(copy)] if shown else []
    names = listed([one_line(copy.name) for copy in old], 2)
    return [f"{names} {live.since(old)}"] if old else []


def sentence(deck: Deck) -> Slide:
    """The one sentence."""
    rules, reading = deck.rules, deck.reading
    if deck.counts is not None and deck.meeting is not None:
        first = changes_words.hero(deck.counts, deck.meeting.number, reading, deck.conditional)
    elif deck.conditional:
        first = board_words.conditions_part(_sum(deck.sums, "met"), _sum(deck.sums, "stated"))
    else:
        known = bool(rules.points["known"].any())
        having = board_words.with_level(rules.levels, reading)
        first = board_words.levels_part(having, len(rules.levels), reading, known)
    stuck = board_words.stuck_part(deck.stuck, rules.points, deck.one)
    late = sum(row.state == "overdue" for row in deck.judged.follow_ups)
    followed = board_words.follow_ups_part(late, len(deck.judged.follow_ups))
    lines = tuple(Line("", part) for part in (stuck, followed) if part)
    return Slide("สรุป", first, lines, lead=0, hero=True)


def _sum(table: pd.DataFrame, column: str) -> int:
    return int(table[column].sum())


def changed(deck: Deck) -> Slide:
    """What rose and fell since the last meeting."""
    topic = "ขึ้นและลงตั้งแต่ครั้งก่อน"
    if deck.changes is None or deck.counts is None or deck.meeting is None:
        return Slide(topic, "ยังไม่มีการประชุมครั้งก่อนที่บันทึกข้อมูลไว้ จึงยังเทียบไม่ได้", hero=True)
    found, reading, of = deck.changes, deck.reading, deck.indicator_of
    lines = said.change_lines(
        changes_words.rose(found, reading, of),
        changes_words.fell(found, reading, of),
        changes_words.unknown(found, reading),
        deck.name,
    )
    number = deck.meeting.number
    hero = changes_words.hero(deck.counts, number, reading, deck.conditional)
    shown, more = _most(lines)
    return Slide(topic, hero, shown, more, lead=150, hero=not lines)


def stuck(deck: Deck) -> Slide:
    """What is stuck, with which group, since when."""
    topic = "ประเด็นที่ค้าง"
    rules = deck.rules
    if not deck.stuck:
        said_ = board_words.stuck_part([], rules.points, deck.one)
        return Slide(topic, said_ or "ยังไม่มีข้อมูลจากกลุ่มใด", hero=True)
    titles = {code: text for _, code, text in records(rules.points, "criterion", "title") if code}
    lines = said.stuck_lines(deck.stuck, deck.held, titles, deck.name)
    shown, more = _most(lines)
    finding = board_words.stuck_part(deck.stuck, rules.points, deck.one)
    still = f"ไม่เคลื่อนไหวหลายครั้งประชุมอีก{NBSP}{len(deck.still)} ประเด็น"
    note = f":gray[{still} (ยังไม่เกินกำหนดหรือไม่มีกำหนด)]" if deck.still else ""
    return Slide(topic, finding, shown, more, note)


def levels(deck: Deck) -> Slide:
    """The ladder of all indicators."""
    if deck.conditional:
        return _standards(deck)
    topic, table = "ระดับคุณภาพ", deck.rules.levels
    if not len(table):
        return Slide(topic, "ยังไม่มีตัวบ่งชี้ในชีตสำนักงาน", hero=True)
    changes = deck.changes.of("level", measure=deck.reading) if deck.changes else ()
    rows = ladder(table, deck.stuck, deck.reading, deck.one, moved(changes))
    known = bool(deck.rules.points["known"].any())
    having = board_words.with_level(table, deck.reading)
    finding = board_words.levels_part(having, len(table), deck.reading, known)
    drawing = drawn(meeting_charts.ladder, rows, numerals.digits)
    more = max(len(rows) - meeting_charts.MOST_ROWS, 0)
    alternative = numerals.digits(ladder_alternative(rows))
    return Slide(topic, finding, more=more, drawing=drawing, alternative=alternative, height=470)


def _standards(deck: Deck) -> Slide:
    topic, sums = "สภาพที่พึงประสงค์", deck.sums
    finding = board_words.conditions_part(_sum(sums, "met"), _sum(sums, "stated"))
    if not len(sums):
        return Slide(topic, finding, hero=True)
    drawing = drawn(meeting_charts.standards, sums, numerals.digits)
    return Slide(topic, finding, drawing=drawing, alternative=networks_words.plainly(finding))


def paths(deck: Deck) -> Slide:
    """The shortest path to the next level of each indicator."""
    topic = "ทางที่สั้นที่สุดสู่ระดับถัดไป"
    if deck.conditional:
        return Slide(topic, "ฉบับนี้นับสภาพที่พึงประสงค์เป็นข้อ จึงไม่มีระดับถัดไป", hero=True)
    found = board_words.paths(deck.rules.steps(deck.reading), deck.rules.levels, deck.reading)
    if not found:
        return Slide(topic, "ยังไม่มีตัวบ่งชี้ที่บอกขั้นต่อไปได้", hero=True)
    near = sum(path.need == 1 and path.stage == "evidence" for path in found)
    lines = [
        Line(
            f"**{path.need}**",
            said.short(board_words.path_title(path)),
            f":gray[{said.short(board_words.path_text(path, deck.name), 76)}]",
        )
        for path in found
    ]
    shown, more = _most(lines)
    finding = (
        f"ขาดอีกเพียง **1** ประเด็นก็ขึ้นระดับ{NBSP}**{near}**{NBSP}ตัวบ่งชี้"
        if near
        else f"มี **{len(found)}** ตัวบ่งชี้ที่ขึ้นระดับได้ ใกล้ที่สุดต้องทำอีก{NBSP}**{found[0].need}**"
    )
    return Slide(topic, finding, shown, more, lead=70)


def follow_ups(deck: Deck) -> Slide:
    """Resolutions: open, overdue, closed by evidence that was checked."""
    topic, states = "มติและข้อสั่งการ", deck.judged.follow_ups
    if not len(states):
        return Slide(topic, "ยังไม่มีมติหรือข้อสั่งการในชีตสำนักงาน", hero=True)
    lines = said.overdue_lines(states, deck.name)
    shown, more = _most(lines)
    note = ""
    if deck.changes is not None and deck.meeting is not None:
        note = changes_words.follow_ups(deck.changes, deck.meeting.number)
    finding = board_words.open_text(states)
    return Slide(topic, finding, shown, more, f":gray[{escape(note)}]" if note else "", lead=130)


def soon(deck: Deck) -> Slide:
    """What falls due in the next days."""
    topic = f"ครบกำหนดใน {board_words.NEXT_DAYS} วันข้างหน้า"
    missing, states = deck.rules.missing(deck.reading), deck.judged.follow_ups
    found = board_words.due_soon(missing, states, deck.office.today)
    if not found:
        return Slide(topic, "ไม่มีเรื่องครบกำหนดในช่วงนี้", hero=True)
    shown, more = _most(said.soon_lines(found, deck.name))
    first = short_date(found[0].due)
    finding = f"ครบกำหนด **{len(found)}** รายการ เรื่องแรกวันที่ {first}"
    return Slide(topic, finding, shown, more, lead=140)


def schools(deck: Deck) -> Slide:
    """Schools by quality colour, of the test that most schools took."""
    topic, choice = "สีคุณภาพโรงเรียน", deck.judged.choice
    if choice is None:
        return Slide(topic, "ยังไม่มีผลการทดสอบให้แสดงสีของโรงเรียน", hero=True)
    found = deck.judged.schools(choice)
    of = schools_words.counts(row.stand for row in found.schools)
    bands = bands_for(deck.office.rows["colour_bands"], choice.academic_year)
    finding = schools_words.finding(
        {name: count for name, count in of.items() if name not in ("not_tested", "no_row")}, choice
    )
    exact = f"{choice.test} {choice.grade} ปีการศึกษา {choice.academic_year}"
    if not bands:
        return Slide(f"{topic} · {one_line(exact)}", finding, hero=True)
    coloured = sum(of.get(band.colour, 0) for band in bands)
    drawing = drawn(meeting_charts.colours, bands, of, of["schools"] - coloured, numerals.digits)
    alternative = numerals.digits(schools_words.alternative(of, choice, []))
    return Slide(
        f"{topic} · {one_line(exact)} · {schools_words.AXIS}",
        finding,
        _worst_networks(deck.office, found),
        drawing=drawing,
        alternative=alternative,
        height=meeting_charts.COLOURS,
        lead=56,
    )


def _worst_networks(office: Office, found: SchoolColours) -> tuple[Line, ...]:
    """The networks with most orange and red schools."""
    names = dict(zip(office.networks["network"], office.networks["name"], strict=True))
    return tuple(
        Line(
            f"**{row.alarming}**",
            f"{said.short(names.get(row.network) or row.network, 36)} "
            f":gray[แสดและแดง จาก{NBSP}{row.tested} โรงเรียนที่ทดสอบ]",
        )
        for row in found.networks
        if row.network and row.alarming
    )[:3]


def networks(deck: Deck) -> Slide:
    """Networks, centres and clubs that have fallen silent, the longest first."""
    silence = deck.judged.networks().silence
    finding = networks_words.finding(networks_words.counts(silence), EVERY_KIND)
    lines = said.silent_lines(silence)
    shown, more = _most(lines)
    note = said.silence_note(silence)
    return Slide("เครือข่าย", finding, shown, more, note, lead=150, hero=not lines)


def results(deck: Deck) -> Slide:
    """KPIs of the performance agreement after 6, 9 and 12 months."""
    topic, rounds = "ตัวชี้วัดตามคำรับรอง", deck.judged.kpis
    if not len(rounds):
        return Slide(topic, "ยังไม่มีตัวชี้วัดตามคำรับรองในชีต", hero=True)
    latest = kpis.latest(rounds)
    codes = kpi_order(latest)
    shown = codes[: meeting_charts.MOST_ROWS]
    drawing = drawn(meeting_charts.kpis, rounds, shown, numerals.digits)
    finding = said.kpi_finding(latest)
    more = len(codes) - len(shown)
    alternative = numerals.digits(board_words.kpi_text(rounds))
    return Slide(topic, finding, more=more, drawing=drawing, alternative=alternative, height=470)


def money(deck: Deck) -> Slide:
    """Spending against its target."""
    topic, standing = "การเบิกจ่าย", deck.judged.spending
    whole = deck.judged.money
    if not whole.rows:
        return Slide(topic, "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้", hero=True)
    by_type = spending.spending_by(standing, "expenditure_type")
    word = PACE_WORDS[whole.target_from]
    drawing = drawn(meeting_charts.money, by_type, word, numerals.digits)
    sums = money_words.sums(whole, bool(whole.committed))
    more = max(len(by_type) - meeting_charts.MOST_TYPES, 0)
    return Slide(
        f"{topic} ณ {short_date(whole.as_of)}",
        money_words.money_heading(whole),
        more=more,
        note=f":gray[{sums}]",
        drawing=drawing,
        alternative=numerals.digits(board_words.money_text(whole)),
        height=400,
    )


def health(deck: Deck) -> Slide:
    """What isn't known, and what must be mended in the sheets, by workbook."""
    office, table = deck.office, deck.rules.levels
    lines = []
    if office.unread:
        names = listed([deck.one(code) for code in sorted(office.unread)], 4)
        lines.append(Line(":orange[**อ่านไม่ครบ**]", f"ชีตของ{escape(names)} จึงนับเป็นไม่ทราบ"))
    unknown = [
        code
        for _, code, outcome in records(table, "indicator", f"outcome_{deck.reading}")
        if outcome not in ON_THE_SCALE
    ]
    if unknown and not deck.conditional:
        text = f"{len(unknown)} ตัวบ่งชี้ยังสรุประดับไม่ได้: {listed(unknown, 6)}"
        lines.append(Line("**ไม่ทราบ**", said.short(text)))
    silent = int((~deck.rules.points["known"]).sum())
    if silent:
        text = f"{silent} จาก {len(deck.rules.points)} ประเด็นยังไม่มีข้อมูลจากกลุ่มใด"
        lines.append(Line("**ไม่ทราบ**", text))
    errors = Counter(each.workbook for each in office.problems if each.severity == "error")
    for name, count in errors.most_common(3):
        book_ = said.short(words.workbook(office, name), 40) if name else "ทั้งสำนักงาน"
        lines.append(Line(f":orange[**{count}**]{NBSP}ข้อ", f"ต้องแก้ใน{book_}"))
    finding = f"ในชีต {board_words.problems_text(by_severity(office.problems))}"
    if not any(by_severity(office.problems).values()):
        finding = board_words.problems_text(by_severity(office.problems))
    return Slide("สุขภาพของข้อมูล", finding, tuple(lines), lead=180, hero=not lines)


def decide(deck: Deck) -> Slide:
    """What to decide today: the open questions, by rule."""
    topic = "ขอมติวันนี้"
    lines = said.questions(
        deck.stuck,
        deck.judged.follow_ups,
        deck.rules.levels,
        deck.rules.points,
        deck.judged.networks().silence,
        deck.reading,
        deck.name,
    )
    if not lines:
        return Slide(topic, "ไม่มีเรื่องที่ต้องตัดสินใจจากข้อมูลที่มี", hero=True)
    shown, more = _most(lines)
    finding = f"มี **{len(lines)}** เรื่องให้ที่ประชุมพิจารณา"
    return Slide(topic, finding, shown, more, lead=56)


AGENDA: tuple[Callable[[Deck], Slide], ...] = (
    title,
    sentence,
    changed,
    stuck,
    levels,
    paths,
    follow_ups,
    soon,
    schools,
    networks,
    results,
    money,
    health,
    decide,
)
