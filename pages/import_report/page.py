"""Old reports become workbooks: sent in, seen line by line, and taken along as files."""

from esa.screen import book, frame, notes, printing, show
from pages.import_report import parts, sending

judged = book.current()

office = judged.office
head = frame.head()
with head.context:
    notes.context(office, "import_report")
sending.check()
sent = sending.sent()
if sent is None:
    with head.finding:
        notes.finding("เริ่มจากรายงานของปีก่อน ไม่ต้องพิมพ์ใหม่")
    sending.form(office)
else:
    result = parts.result(office, sent)
    with head.finding:
        show.finding(parts.finding(result))
    sending.kept(sent)
    parts.refused(sent)
    if result:
        parts.unplaced(office, result)
        parts.doubts(office, result)
        parts.differences(office, result)
        parts.lines(office, result)
        parts.download(result)
        told = parts.finding(result)
        printing.topics(judged, "import_report", told, (), lambda: parts.on_paper(result))
