"""Share: links for the committee, made, listed and ended by director or IT."""

from esa.screen import book, door, frame, notes, printing, show
from pages.share import parts as share_parts
from pages.share import rollup
from pages.share.tables import tables

judged = book.current()

office = judged.office
head = frame.head()
with head.context:
    notes.context(office, "share")
entries = share_parts.entries()
with head.finding:
    show.finding(share_parts.finding(entries))
if door.may("links"):
    share_parts.form(office)
    share_parts.shown_link(office, entries)
share_parts.links(office, entries)
tables(judged)
rollup.panel(judged)
if door.may("links"):
    share_parts.keys()
if entries:
    told = share_parts.finding(entries)
    printing.topics(judged, "share", told, (), lambda: share_parts.on_paper(office, entries))
