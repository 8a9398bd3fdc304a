"""A folder that workbooks are written into: a new or empty one, so that nothing is written over."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from esa.reading.problems import Refused


class NoFolder(Refused):
    """out_not_empty (then nothing was written), out_not_writable."""


@contextmanager
def new_folder(out: Path) -> Iterator[None]:
    """Make the folder, and tell what fails while it is written into. NoFolder."""
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise NoFolder("out_not_empty", {"value": str(out)})
        out.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise NoFolder("out_not_writable", {"value": str(out)}) from error
