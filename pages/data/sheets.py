"""ตรวจข้อมูลในชีต: what must be mended in which cell, and how healthy each workbook is."""

from esa import repairs
from esa.views import book, filters, frame, notes, sheets_live
from esa.views import sheets_parts as parts
from esa.views import sheets_words as said

office = book.current()
found = book.once(office, repairs.health)
head = frame.head()
with head.filters:
    group = filters.group(office)
    workbook = filters.workbook(office)
    tab = filters.tab(sorted({t.tab for b in office.workbooks for t in b.tabs}))
    severity = filters.severity()
sums = repairs.tally(found, group, workbook, tab)
books = repairs.books_of(found, group, workbook)
scope = {"group": group, "workbook": workbook, "tab": tab, "severity": severity}
chosen = repairs.of_scope(found.repairs, **scope)
who = parts.who(office, group, workbook, tab)

with head.context:
    notes.context(office, "sheets")
with head.finding:
    notes.finding(said.finding(sums, who))
    notes.say(f":gray[{said.second_line(sums)}]")
    sheets_live.freshness()

parts.chart(office, books)

notes.panel(said.heading(chosen))
if chosen:
    parts.take_along(office, chosen, who or office.short_name)
    parts.list_of(office, chosen, *scope.values())
else:
    parts.nothing_to_mend(sums)

sheets_live.standings()
if books:
    notes.panel("ทุกแท็บที่อ่าน")
    parts.tabs(office, books)
parts.paper(office, chosen, who or office.short_name)
notes.source(office)
