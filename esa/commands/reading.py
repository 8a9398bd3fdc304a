"""What commands share: the office of a folder, and the exit code where nothing could be read."""

from datetime import datetime
from pathlib import Path

from esa.office import BANGKOK, Office, read_office
from esa.sources.folder import read_folder

UNREADABLE = 2  # exit code where there is nothing to work on, as for errors in the data


def read(folder: str) -> Office:
    """The office of a folder, read now. SourceError where it can't be read."""
    now = datetime.now(BANGKOK)
    return read_office(read_folder(Path(folder).expanduser(), now), now)
