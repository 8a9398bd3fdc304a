"""Report: the self-assessment report in Word, seen before it is made."""

from functools import partial

from esa.documents.report import counted
from esa.screen import book, filters, frame, notes, printing, show
from esa.telling.words import group_short
from esa.thai import to_arabic_digits
from pages.report import parts
from pages.report import words as said

judged = book.current()

office = judged.office
head = frame.head()
with head.filters:
    edition = filters.edition(office)
    with_levels = not judged.edition(edition).by_conditions
    indicator, reading, digits = parts.choices(judged, edition, with_levels)
chosen = (edition, indicator, reading, digits, *parts.stamp())
there = bool(judged.once(parts.indicators, edition))
contents = judged.once(parts.contents, *chosen) if there else None
with head.context:
    notes.context(office, "report", to_arabic_digits(contents.edition) if contents else "")
chapters = contents.chapters if contents else ()
sheets = [sheet for chapter in chapters for sheet in chapter.sheets]
sections = [section for chapter in chapters for section in chapter.sections]
finding = said.NOTHING
if sections:
    finding = said.of_conditions(*counted.conditions(contents))
elif contents:
    finding = said.finding(counted.count(contents), partial(group_short, office))
with head.finding:
    show.finding(finding)
if contents:
    parts.downloads(judged, *chosen)
    if len(sheets) > 1:
        parts.overview(sheets)
    if sheets:
        parts.preview(judged, sheets[0])
    parts.older(sections)
    told = said.criteria(sections) if sections else said.written(sheets)
    about = (f"ฉบับ {contents.edition}",)
    printing.topics(judged, "report", finding, about, lambda: [said.on_paper(told)])
else:
    notes.nothing("กรอกแท็บ ตัวบ่งชี้ และ ประเด็นการพิจารณา ในสมุดงานของสำนักงาน")
notes.source(office, "indicators", "criteria", "rubric", "progress", "evidence")
