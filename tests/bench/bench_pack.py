"""The board pack of the sample, and its growth: topics, PDF and workbook, each on its own.

python tests/bench/bench_pack.py
"""

import sys
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.documents.pdf import pdf
from esa.documents.workbook import behind, book
from esa.judged import Judged
from esa.plain import Rows
from esa.reading.office import BANGKOK, Office, read_office
from esa.sources.folder import read_folder
from esa.telling.agenda import topics
from esa.telling.standpoint import Standpoint
from tests.bench.timing import medians

SAMPLE = Path(__file__).resolve().parents[2] / "esa" / "sample" / "office"
NOW = datetime(2014, 9, 23, 9, tzinfo=BANGKOK)
TIMES = (1, 4, 16)  # the rows of the tabs that grow, of the sample's
RENUMBERED = {
    "follow_ups": "meeting_no",
    "spending": "project",
    "kpis": "kpi",
    "networks": "network",
    "schools": "school_code",
    "test_results": "school_code",
}


def sample() -> Office:
    """The built-in sample office."""
    return read_office(read_folder(SAMPLE, NOW), NOW, is_sample=True)


def grown(office: Office, times: int) -> Office:
    """The office with every row of these tabs so many times, under keys of their own."""
    made = {tab: _copies(office.rows[tab], key, times) for tab, key in RENUMBERED.items()}
    return replace(office, rows={**office.rows, **made})


def _copies(rows: Rows, key: str, times: int) -> Rows:
    columns = {name: list(values) * times for name, values in rows.columns.items()}
    count = len(rows)
    columns[key] = [
        value if n < count or value is None else f"{value}{n // count}"
        for n, value in enumerate(columns[key])
    ]
    return Rows([("bench", 2 + n) for n in range(count * times)], columns)


def main() -> None:
    office = sample()
    print(
        f"{'office':>12} {'topics s':>11} {'pdf s':>7} {'xlsx s':>7} {'pages':>6} {'rows':>8} "
        f"{'pdf kB':>7} {'xlsx kB':>8}"
    )
    for times in TIMES:
        line(f"sample x {times}", grown(office, times))


def line(name: str, office: Office) -> None:
    """Print the times of one office; the first run, in which the fonts are read, isn't counted."""
    state = Judged(office)
    at = Standpoint(state)
    told = topics(at)
    paper, workbook = pdf(at, told), book(at, told)
    works = {
        "topics": lambda: topics(Standpoint(state)),
        "pdf": partial(pdf, at, told),
        "xlsx": partial(book, at, told),
    }
    times = medians(works, runs=3)
    rows = sum(len(table.rows) for table in behind(told))
    print(
        f"{name:>12} {times['topics']:11.3f} {times['pdf']:7.3f} {times['xlsx']:7.3f} "
        f"{paper.count(b'/Type/Page/'):6} {rows:8,} {len(paper) / 1000:7,.0f} "
        f"{len(workbook) / 1000:8,.0f}"
    )


if __name__ == "__main__":
    main()
