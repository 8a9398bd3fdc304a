"""ค้นหา: one box over everything that is written in the sheets; results open where they live."""

from esa.screen import book, frame, notes, printing, show
from pages.search import parts, search
from pages.search import words as said

judged = book.current()

office = judged.office
index = judged.once(search.index_of)
head = frame.head()
with head.filters:
    query = parts.box()
    asked = search.words_of(query)
    found = parts.found(office, index, query)
    held = search.held_back(judged, query)
    only = parts.kind(found)

with head.context:
    notes.context(office, "search")
with head.finding:
    show.finding(said.finding(query, found, len(index.entries), asked, held))

if found.total:
    parts.results(judged, found, asked, only)
    about = said.finding(query, found, len(index.entries), asked)
    printing.topics(judged, "search", about, (), lambda: said.all_of(office, found, asked, only))
elif asked and not held:
    parts.nothing(index, query, found)
elif not asked:
    parts.examples(judged)
if held:
    told = said.held_back(held)
    show.section(judged, told)
notes.source(office, more="(ไม่ค้นในผลการทดสอบและการเบิกจ่าย)")
