"""ทะเบียนข้อมูล: the tables that the office declares itself, what they hold and which rows."""

from esa.screen import book, frame, notes, past, printing, show
from esa.telling.texts import shorten
from pages.registers import parts
from pages.registers.view import view

judged = book.current()

office = judged.office
head = frame.head()
with head.filters:
    title = parts.register_filter(judged)
    wanted = parts.row_filters(judged, title) if title else ()
since, moved = past.since(judged), past.rows_changed(judged)
shown = view(judged, title, wanted, since, moved)

with head.context:
    notes.context(office, "registers", *((shorten(title, 60),) if title else ()))
with head.finding:
    show.finding(shown.finding)

if not judged.registers and not shown.topic.onward:
    parts.nothing()
elif title:
    parts.one(shown)
elif judged.registers:
    parts.every(shown)
else:
    show.topic(judged, shown.topic)
printing.topics(
    judged,
    "registers",
    shown.finding,
    shown.chosen,
    lambda: shown.on_paper,
    shorten(title, 60),
    landscape=True,
    disabled=not judged.registers,
)
notes.examples(office, shown.remarks)
notes.source(office, "registers", "register_columns", *((title,) if title else ()))
