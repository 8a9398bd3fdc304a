"""โครงการและงบประมาณ: money spent against its target, projects, KPIs, figures in reports."""

from functools import partial

from esa.rules.vocabulary import PROJECT_STATE_WORDS
from esa.screen import book, filters, frame, notes, printing
from esa.telling import words
from pages.projects import money, parts, reported
from pages.projects import on_paper as projects_print

judged = book.current()

office = judged.office
head = frame.head()
with head.filters:
    group = filters.group(office)
    status = parts.status_filter()
    part = parts.part_filter()

view = parts.view(judged, group)
sentence = parts.finding(view)
with head.context:
    notes.context(office, "projects")
with head.finding:
    notes.finding(sentence)

if part in (filters.ALL, "money"):
    money.spending(view)
if part in (filters.ALL, "projects"):
    parts.projects(view, status)
if part in (filters.ALL, "kpis"):
    reported.kpis(view)
if part in (filters.ALL, "figures"):
    reported.figures(view)

parts.examples(view)
chosen = (
    words.group_name(office, group) if group else "",
    PROJECT_STATE_WORDS[status] if status else "",
    parts.PARTS[part] if part else "",
)
made = partial(projects_print.blocks, view, status, part)
printing.offer(office, "projects", sentence, chosen, made, landscape=True)
notes.source(office, "projects", "spending", "kpis", "figures")
