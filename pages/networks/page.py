"""เครือข่าย: who did what when, who has gone quiet, whom it reached and who supported it."""

from esa.screen import book, filters, frame, notes, printing, show
from esa.telling import words
from esa.telling.texts import shorten
from pages.networks import parts
from pages.networks.view import View, year

judged = book.current()

office = judged.office
head = frame.head()

with head.filters:
    kind = filters.network_kind(office)
    only = None if kind == filters.ALL_KINDS else kind
    network = filters.network(office, only) if len(office.networks) else filters.ALL
    side = filters.side()

view = View(judged, kind, network, side)
with head.filters:
    some = parts.some_networks(view)

with head.context:
    notes.context(office, "networks", year(office))
with head.finding:
    show.finding(view.finding)

parts.calendar(view, some)
parts.silence(view)
parts.support(view)
parts.activities(view)
parts.schools(view)
parts.orders(view)
notes.examples(office, office.rows["network_activities"]["remark"])
chosen = (
    words.label("networks", "kind", only) if only else "ทุกประเภท",
    shorten(view.name(network), 80) if network else "",
    words.side(side),
)
printing.topics(
    judged, "networks", view.finding, chosen, lambda: parts.on_paper(view), landscape=True
)
notes.source(office, "networks", "network_activities", "resources", "schools")
