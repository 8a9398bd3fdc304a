"""A report from an office: pure, without Word. Forms: "report" and "responsibility"."""

from esa.documents.report.contents import Chapter, ReportContents, Stamp
from esa.documents.report.evaluated import Evaluated, Indicator
from esa.documents.report.hand import Hand, visible
from esa.documents.report.older import section
from esa.documents.report.sheets import sheet
from esa.judged import Edition, Judged
from esa.reading.office import Office, is_example
from esa.rules.vocabulary import READING_WORDS, REPORTED
from esa.telling.left_out import proving
from esa.telling.words import NO_TITLE, stepped_in

TITLES = {
    "report": "รายงานผลการประเมินตนเอง (SAR)",
    "responsibility": "ตารางผู้รับผิดชอบตามมาตรฐานสำนักงาน",
}
_COUNTED = {
    "indicators": (),
    "criteria": (),
    "rubric": (),
    "progress": ("criterion", "carried_out"),
    "evidence": ("criterion", "title", "link"),
}


class UnknownChoice(Exception):
    """An edition or indicator that the office doesn't have; says so, with those there are."""


def report(
    judged: Judged,
    edition: str | None = None,
    *,
    indicator: str | None = None,
    reading: str = REPORTED,
    thai_digits: bool = True,
    form: str = "report",
    meeting: Stamp | None = None,
) -> ReportContents:
    """Everything a report says, in its order.

    edition: the one in use unless given; indicator: one of it, None for the whole office; reading:
    "reported" or "verified"; meeting: the frozen meeting whose data the office is, None for live
    data, whose day is then told. UnknownChoice where the office has no such edition or indicator.
    """
    office = judged.office
    edition = edition or office.edition
    found, hand = Evaluated(judged.edition(edition)), Hand(thai_digits)
    rows = _chosen(found, indicator)
    title = _edition_title(office, edition)
    stamp = _stamp(office, meeting, hand)
    year = hand.digits(f"ปีงบประมาณ พ.ศ. {office.fiscal_year}")
    with_levels = form == "report" and not found.by_conditions
    head = [TITLES[form], year, hand.line(title)]
    return ReportContents(
        title=TITLES[form],
        office=hand.line(office.name),
        edition=hand.line(title),
        fiscal_year=year,
        reading=READING_WORDS[reading] if with_levels else "",
        stamp=stamp,
        head=" · ".join(head),
        notes=tuple(_notes(found, hand)),
        whole=indicator is None,
        chapters=_chapters(found, rows, reading, hand, form, whole=indicator is None),
        as_of=meeting.day if meeting else office.today,
        thai_digits=thai_digits,
    )


def uses_levels(edition: Edition, form: str) -> bool:
    """Whether the report has the four columns (else the six of the older form)."""
    return form == "report" and not edition.by_conditions


def _chosen(found: Evaluated, indicator: str | None) -> list[Indicator]:
    """The indicators of the report; UnknownChoice where there is none."""
    editions = [code for code in found.office.rows["editions"]["edition"] if code]
    if found.edition not in editions and not found.indicators:
        raise UnknownChoice(
            f"ไม่พบฉบับมาตรฐาน {found.edition} ฉบับที่มี: {', '.join(editions)} · no such edition"
        )
    if indicator is None:
        return found.indicators
    rows = [row for row in found.indicators if row.indicator == indicator]
    if not rows:
        there = ", ".join(row.indicator for row in found.indicators)
        raise UnknownChoice(f"ไม่พบตัวบ่งชี้ {indicator} ตัวบ่งชี้ที่มี: {there} · no such indicator")
    return rows


def _chapters(
    found: Evaluated, rows: list[Indicator], reading: str, hand: Hand, form: str, whole: bool
) -> tuple[Chapter, ...]:
    chapters = []
    with_levels = form == "report" and not found.by_conditions
    for standard in found.standards:
        own = [row for row in rows if row.standard == standard.standard]
        if not own:
            continue
        sheets, sections = [], []
        for place, row in enumerate(own):
            if with_levels:
                sheets.append(sheet(found, row.indicator, reading, hand, place > 0))
            else:
                sections.append(section(found, row, hand, place > 0, form == "report"))
        code = standard.standard or ""
        heading = "(ยังไม่ระบุมาตรฐาน)"
        if code:
            heading = hand.line(f"มาตรฐานที่ {code} {standard.title or NO_TITLE}")
        chapters.append(Chapter(code, heading, whole, tuple(sheets), tuple(sections)))
    return tuple(chapters)


def _edition_title(office: Office, edition: str) -> str:
    rows = office.rows["editions"]
    titles = dict(zip(rows["edition"], rows["title"], strict=True))
    return titles.get(edition) or f"ฉบับมาตรฐาน {edition}"


def _stamp(office: Office, meeting: Stamp | None, hand: Hand) -> tuple[str, ...]:
    """Meeting, its day and fingerprint (never in Thai digits: it is compared letter by letter)."""
    if meeting is None:
        doubt = stepped_in(office)
        day = f"ข้อมูล ณ วันที่ {hand.date(office.today)}"
        return (day, *([hand.line(doubt)] if doubt else []))
    number = hand.line(meeting.number)
    return (
        f"การประชุมครั้งที่ {number} วันที่ {hand.date(meeting.day)}",
        f"รหัสยืนยันฉบับ {visible(meeting.fingerprint).strip()}",
    )


def _notes(found: Evaluated, hand: Hand) -> list[str]:
    """Example data, points that belong to no indicator, and rows that can't be used."""
    office, notes, examples = found.office, [], 0
    for tab in ("progress", "evidence", "indicators"):
        examples += sum(is_example(remark) for remark in found.remarks(tab))
    if office.is_sample:
        notes.append("ข้อมูลตัวอย่าง มิใช่ผลการดำเนินงานจริง")
    elif examples:
        notes.append(hand.digits(f"มีข้อมูลตัวอย่างหรือสมมติ {examples} แถว"))
    listed = {row.indicator for row in found.indicators}
    homeless = sum(len(rows) for code, rows in found.criteria.items() if code not in listed)
    if homeless:
        notes.append(hand.digits(f"อีก {homeless} ประเด็นไม่อยู่ใต้ตัวบ่งชี้ใดในชีต จึงไม่อยู่ในรายงานนี้"))
    counted = {**_COUNTED, **dict(proving(office))}
    left_out = sum(office.left_out(tab, *fields) for tab, fields in counted.items())
    if left_out:
        notes.append(hand.digits(f"ยังไม่นับ {left_out} แถวที่อ่านไม่ได้หรือต้องแก้ในชีต"))
    unread = sum(row.unread for row in found.of.sums) if found.by_conditions else 0
    if unread:
        notes.append(hand.digits(f"อ่านไม่ได้ {unread} ข้อของสภาพที่พึงประสงค์ จึงยังไม่ทราบผล"))
    return notes
