"""ค้นหา: one box over everything that is written in the sheets; results open where they live."""

from esa import search
from esa.views import book, frame, notes
from esa.views import search_parts as parts
from esa.views import search_words as said

office = book.current()
index = book.once(office, search.index)
head = frame.head()
with head.filters:
    query = parts.box()
    asked = search.words_of(query)
    found = parts.found(office, index, query)
    only = parts.kind(found)

with head.context:
    notes.context(office, "search")
with head.finding:
    notes.finding(said.finding(query, found, len(index.entries), asked))

if found.total:
    parts.results(office, found, asked, only)
elif asked:
    parts.nothing(index, query, found)
else:
    parts.examples(office)
notes.source(office, more="(ไม่ค้นในผลการทดสอบและการเบิกจ่าย)")
