"""Several reports of one office at once: one edition, one target, the questions that are open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from esa import thai
from esa.fiscal_year import fiscal_year_of
from esa.imports.importing import Imported, edition_said, import_report
from esa.imports.lines import Source
from esa.imports.rows import indicator_of
from esa.imports.target import FRAMEWORK, Target, existing, starting
from esa.reading.office import BANGKOK


def prepared(
    sources: Sequence[Source],
    place: Path | None,
    edition: str,
    fiscal_year: int | None,
    now: datetime,
) -> tuple[Target, list[Imported]]:
    """The office to go into, and the reports with every line in its place.

    place: the folder of the office; one that isn't there yet, is empty, or None begins a new one.
    edition: code, "" for what the office or the reports say. OtherEdition, SourceError, NotExcel,
    OSError.
    """
    is_there = place is not None and place.is_dir() and any(_data(place))
    target = existing(place, now) if is_there and place else None
    code = thai.tidy(edition) or (target.office.edition if target else "") or _common(sources)
    if target is None:
        year = fiscal_year or fiscal_year_of(now.astimezone(BANGKOK).date())
        target = starting(code, year, now)
    known, names = target.known(code), target.names()
    reports = [import_report(source, known, names, edition=code) for source in sources]
    if not is_there:  # once more, so that the drop-downs offer what the reports brought
        target = starting(code, target.office.fiscal_year, now, _framework(reports))
    return target, reports


def _data(place: Path) -> Iterator[Path]:
    return (path for path in place.iterdir() if not path.name.startswith((".", "~")))


def _common(sources: Sequence[Source]) -> str:
    """The edition that the reports name, where they name one."""
    said = {year for source in sources if (year := edition_said(source))}
    return said.pop() if len(said) == 1 else ""


def _framework(reports: Sequence[Imported]) -> dict[str, list[dict]]:
    return {
        tab: [dict(row.values) for report in reports for row in report.rows[tab]]
        for tab in FRAMEWORK
    }


def unanswered(
    target: Target, reports: Sequence[Imported], groups: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Code and title of the indicators whose group nobody has told yet, nor the office."""
    titles = {
        row.key[1]: str(row.values.get("title", ""))
        for report in reports
        for row in report.rows["indicators"]
    }
    asked = set()
    for report in reports:
        for criterion in report.criteria:
            indicator = indicator_of(criterion)
            told = any(_covers(given, criterion) for given in groups) or target.lead_of(criterion)
            if indicator not in asked and not told and not report.group:
                asked.add(indicator)
                yield indicator, titles.get(indicator, "")


def _covers(given: str, criterion: str) -> bool:
    return not given or criterion == given or criterion.startswith((f"{given}.", f"{given}-"))
