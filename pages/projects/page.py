"""โครงการและงบประมาณ: money spent against its target, projects, KPIs, figures in reports."""

from esa.rules.vocabulary import PROJECT_STATE_WORDS
from esa.screen import book, filters, frame, notes, printing, show
from esa.telling import words
from pages.projects import parts
from pages.projects.view import view

judged = book.current()

office = judged.office
head = frame.head()
with head.filters:
    group = filters.group(office)
    status = parts.status_filter()
    part = parts.part_filter()

shown = view(judged, group)
with head.context:
    notes.context(office, "projects")
with head.finding:
    show.finding(shown.finding)

if part in (filters.ALL, "money"):
    parts.spending(shown)
if part in (filters.ALL, "projects"):
    parts.projects(shown, status)
if part in (filters.ALL, "kpis"):
    parts.kpis(shown)
if part in (filters.ALL, "figures"):
    parts.figures(shown)

notes.examples(office, shown.remarks)
chosen = (
    words.group_name(office, group) if group else "",
    PROJECT_STATE_WORDS[status] if status else "",
    parts.PARTS[part] if part else "",
)
printing.topics(
    judged,
    "projects",
    shown.finding,
    chosen,
    lambda: parts.on_paper(shown, status, part),
    landscape=True,
)
notes.source(office, "projects", "spending", "kpis", "figures")
