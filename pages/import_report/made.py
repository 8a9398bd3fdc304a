"""What becomes of what was sent, by the visitor's choices; worked out once for the same choices."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from esa.imports.importing import Imported
from esa.imports.into import Answers, Merged, into
from esa.imports.several import prepared, unanswered
from esa.imports.target import Target
from esa.reading.office import BANGKOK
from esa.serving.uploads import Sent


class Choices(NamedTuple):
    """place: folder of the office whose copy is filled in, "" for new workbooks."""

    place: str = ""
    edition: str = ""
    fiscal_year: int | None = None


class Read(NamedTuple):
    """The reports before anything is put anywhere."""

    target: Target
    reports: Sequence[Imported]

    @property
    def years(self) -> list[int]:
        """Fiscal years that the reports name."""
        return sorted({year for report in self.reports for year in report.years})

    @property
    def questions(self) -> list[tuple[str, str]]:
        """Code and title of the indicators whose group no report tells."""
        return list(unanswered(self.target, self.reports, {}))


class Result(NamedTuple):
    """reports: with the places that their lines have in the workbooks; merged: the workbooks."""

    reports: Sequence[Imported]
    merged: Merged


def read(sent: Sent, choices: Choices) -> Read:
    """OtherEdition, SourceError, NotExcel, OSError."""
    place = Path(choices.place) if choices.place else None

    def make() -> Read:
        now = datetime.now(BANGKOK)
        return Read(*prepared(sent.sources, place, choices.edition, choices.fiscal_year, now))

    return sent.once("read", choices, make)


def result(sent: Sent, choices: Choices, groups: Mapping[str, str], carried_out: bool) -> Result:
    """What `into` makes of a copy: another answer begins with what was read."""

    def make() -> Result:
        target, reports = deepcopy(read(sent, choices))
        answers = Answers(dict(groups), carried_out, choices.fiscal_year)
        return Result(reports, into(target, reports, answers))

    return sent.once("result", (choices, tuple(groups.items()), carried_out), make)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The workbooks as one file to take along."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:  # workbooks are packed already
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()
