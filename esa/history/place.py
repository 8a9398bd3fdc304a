"""Where the history of an office is kept: its last good copies and its meetings."""

import os
from functools import cache
from hashlib import sha256
from pathlib import Path

from platformdirs import user_data_dir

from esa.history.remote_files import files_at
from esa.sources.google.address import Address, spreadsheet_id
from esa.sources.workbook import SourceError

VARIABLE = "ESA_HISTORY"


def place_of(address: str) -> str:
    """The place of one office's history: a folder, or an address of fsspec such as s3://….

    address: of the office's folder or Sheet; each office has a part of its own below ESA_HISTORY,
    or below the user's folder for data of programs. It is the same however the address of a Sheet
    is written; a history that earlier versions kept under an address as written stays there.
    """
    parent = os.environ.get(VARIABLE, "").strip() or user_data_dir("esa", appauthor=False)
    parent = parent.rstrip("/")
    sheet = spreadsheet_id(address) if "://" in address else None
    place = f"{parent}/{_part(sheet.url if isinstance(sheet, Address) else address)}"
    earlier = f"{parent}/{_part(address)}"
    moved = earlier != place and _is_kept(earlier) and not _is_kept(place)
    return earlier if moved else place


def _is_kept(place: str) -> bool:
    return _is_kept_far(place) if "://" in place else Path(place).is_dir()


@cache
def _is_kept_far(place: str) -> bool:
    """Asked once, for it costs requests. No where it can't be told: the store itself says why."""
    try:
        return bool(files_at(place).folders())
    except (OSError, SourceError):
        return False


def _part(address: str) -> str:
    return sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:12]
