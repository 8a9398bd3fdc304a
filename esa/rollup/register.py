"""The offices that should publish: offices.csv at the target, kept by whose the target is.

Columns office (code), name, province, region. The names on the page come from here alone: what an
office publishes holds none. Without the file every office that published is shown by its code.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from esa.history.remote_files import files_at
from esa.rollup.columns import OFFICE, fits

FILE = "offices.csv"
MOST = 5_000
NOWHERE = "ยังไม่ระบุ"


class Listed(NamedTuple):
    """An office of the list. is_listed: False where it published and nobody lists it."""

    office: str
    name: str
    province: str = NOWHERE
    region: str = NOWHERE
    is_listed: bool = True


class Register(NamedTuple):
    """offices: by their code, in the order of the file; wrong: numbers of rows that can't be used:
    a code that is none, or that stands there twice. is_there: whether there is such a file."""

    offices: Mapping[str, Listed]
    wrong: tuple[int, ...] = ()
    is_there: bool = True

    def with_unlisted(self, published: Iterable[str]) -> "Register":
        """With the offices that published without being listed, last."""
        more = {code: Listed(code, code, is_listed=False) for code in sorted(published)}
        return self._replace(
            offices={
                **self.offices,
                **{code: each for code, each in more.items() if code not in self.offices},
            }
        )


def register(target: str) -> Register:
    """The list of the target. OSError where it can't be read."""
    try:
        data = files_at(target).read(FILE)
    except FileNotFoundError:
        return Register({}, is_there=False)
    return parsed(data.decode("utf-8-sig", "replace"))


def parsed(text: str) -> Register:
    found: dict[str, Listed] = {}
    wrong = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        code = (row.get("office") or "").strip()
        if not fits(OFFICE, code) or code in found or len(found) >= MOST:
            wrong.append(number)
            continue
        named = (_text(row.get(name)) for name in ("name", "province", "region"))
        name, province, region = named
        found[code] = Listed(code, name or code, province or NOWHERE, region or NOWHERE)
    return Register(found, tuple(wrong))


def _text(cell: object) -> str:
    return " ".join(str(cell or "").split())[:80]
