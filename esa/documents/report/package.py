"""The file around a document: the same content gives the same bytes."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST = "[Content_Types].xml"


def repacked(data: bytes, moment: datetime) -> bytes:
    """The same zip with one time on every file in it, in an order of its own.

    moment: not before 1980, the first year that a zip can hold.
    """
    memory = BytesIO()
    when = max(moment, datetime(1980, 1, 1)).timetuple()[:6]
    with ZipFile(BytesIO(data)) as given, ZipFile(memory, "w", ZIP_DEFLATED) as made:
        for name in sorted(given.namelist(), key=lambda name: (name != FIRST, name)):
            info = ZipInfo(name, when)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0  # the same on every machine
            made.writestr(info, given.read(name))
    return memory.getvalue()
