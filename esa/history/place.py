"""Where the history of an office is kept: its last good copies and its meetings."""

import os
from hashlib import sha256

from platformdirs import user_data_dir

VARIABLE = "ESA_HISTORY"


def place_of(address: str) -> str:
    """The place of one office's history: a folder, or an address of fsspec such as s3://….

    address: of the office's folder or Sheet; each office has a part of its own below ESA_HISTORY,
    or below the user's folder for data of programs.
    """
    parent = os.environ.get(VARIABLE, "").strip() or user_data_dir("esa", appauthor=False)
    office = sha256(address.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{parent.rstrip('/')}/{office}"
