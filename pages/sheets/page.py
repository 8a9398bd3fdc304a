"""ตรวจข้อมูลในชีต: what must be mended in which cell, and how healthy each workbook is."""

from esa.screen import book, filters, frame, notes, show
from esa.telling import health
from esa.telling.topic import quiet
from pages.sheets import live as sheets_live
from pages.sheets import parts

judged = book.current()

office = judged.office
head = frame.head()
with head.filters:
    scope = health.Scope(
        filters.group(office),
        filters.workbook(office),
        filters.tab(sorted({tab.tab for each in office.workbooks for tab in each.tabs})),
        filters.severity(),
    )
told = judged.once(health.health, scope)
workbooks, repairs = told.parts
who = health.who(office, scope) or office.short_name

with head.context:
    notes.context(office, "sheets")
with head.finding:
    show.finding(told.finding)
    for note in told.notes:
        show.say(quiet(note))
    sheets_live.freshness()

if workbooks.drawing:
    show.drawing(judged, workbooks)

show.panel(repairs.heading)
if repairs.entries:
    parts.repairs(judged, repairs, scope, who)
else:
    parts.nothing_to_mend(repairs, health.tally(judged, scope))

sheets_live.standings(office)
if workbooks.entries:
    parts.tabs(workbooks)
parts.paper(judged, told, repairs, scope, who)
notes.source(office)
