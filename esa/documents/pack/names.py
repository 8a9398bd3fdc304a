"""Names of the files of a pack: no path, no formula sign, the meeting or the day in them."""

from esa.documents.workbook import safe_name, shown_date
from esa.history.meetings import Meeting
from esa.reading.office import Office


def file_name(office: Office, meeting: Meeting | None) -> str:
    """Without ending: เอกสารประชุม 11-2557 สพป., or with the day of a state of no meeting."""
    which = meeting.number.replace("/", "-") if meeting else shown_date(office.today)
    return safe_name(f"เอกสารประชุม {which} {office.short_name}")
