"""เครือข่าย: who did what when, who has gone quiet, whom it reached and who supported it."""

from functools import partial

from esa.screen import book, filters, frame, notes, printing
from esa.telling import words
from pages.networks import on_paper as networks_print
from pages.networks import parts
from pages.networks import support as more

judged = book.current()

office = judged.office
head = frame.head()

with head.filters:
    kind = filters.network_kind(office)
    only = None if kind == filters.ALL_KINDS else kind
    network = filters.network(office, only) if len(office.networks) else filters.ALL
    side = filters.side()

view = parts.View(office, judged.networks(side), kind, network, side)
sentence = parts.finding(view)
codes = parts.order(view)
with head.filters:
    start = filters.rows_from("เครือข่าย เงียบก่อน", len(codes), parts.MOST_NETWORKS, "network_row")

with head.context:
    notes.context(office, "networks", parts.year(office))
with head.finding:
    notes.finding(sentence)

parts.calendar(view, sentence, codes[start : start + parts.MOST_NETWORKS])
parts.quiet(view)
more.support(office, view.figures.support, network)
parts.activities(view)
more.schools(view)
parts.orders(office)
notes.examples(office, office.network_activities["remark"])
chosen = (
    words.label("networks", "kind", only) if only else "ทุกประเภท",
    view.name(network) if network else "",
    words.side(side),
)
made = partial(networks_print.blocks, view, codes)
printing.offer(office, "networks", sentence, chosen, made, landscape=True)
notes.source(office, "networks", "network_activities", "resources", "schools")
