"""What all parts of the odd office share: its days, its meetings, and whose workbook is whose."""

from datetime import date, datetime, timedelta

from esa.reading.office import BANGKOK
from esa.sample import facts_office
from esa.sample.rows import thai_date

TODAY = date(2014, 9, 23)
NOW = datetime(2014, 9, 23, 9, tzinfo=BANGKOK)
MEETINGS = (("1/2557", 28), ("2/2557", 7))  # number, days ago
LAST = len(MEETINGS)  # the state of now; 0 and 1 are those of the meetings
EDITION = "2557"
FOLDERS = {code: name for name, code in facts_office.GROUP_WORKBOOKS.items()}
UNREADABLE = {  # tabs whose headings are gone, at a time
    ("aud", "evidence", LAST),
    ("hr", "ทะเบียนทุกชนิด", LAST),
    ("pro", "ความร่วมมือและข้อตกลง", LAST - 1),
}
OTHER = {"FIN": "HR", "HR": "FIN", "NP": "AM", "AM": "NP", "SUP": "AUD", "AUD": "SUP", "PRO": "AM"}
LONG = (
    "ชื่อที่ยาวจนต้องตัดในทุกที่ที่มีความกว้างจำกัด และยังมีต่ออีกหลายคำจนเกินหนึ่งร้อยสิบตัวอักษร ซึ่งเป็นความยาวที่สุดบนกระดาษ"
)


def day(days: int | None) -> str:
    """So many days from today, as the office types it; "" for None."""
    return "" if days is None else thai_date(TODAY + timedelta(days=days))


def of_time(cell: str, number: int, time: int) -> str:
    """The part of a cell that holds at a time: every third row had already moved at the last
    meeting."""
    was, now = cell.split(">")
    return now if time == LAST or (time == 1 and number % 3 == 0) else was


def folder_of(leads: str) -> str:
    """The workbook in which the first of these groups writes."""
    return FOLDERS.get(leads.split(";")[0].strip(), "am")
