"""A whole-office Word report against docxtpl filling the same text without our rules; and growth.

Both fill the same template with the same text, in turns, in one run. Ours evaluates the rules,
writes the contents, makes the table of contents and packs the file the same each time; the bare
one is handed the contents ready-made.

    python tests/bench/bench_report.py
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import pandas as pd
from docxtpl import DocxTemplate

from esa.documents.report.contents import ReportContents
from esa.documents.report.made import report
from esa.documents.report.word import TEMPLATES, word_report
from esa.judged import Judged
from esa.plain import Rows
from esa.reading.frames import frame
from esa.reading.office import BANGKOK, Office, read_office
from esa.reading.schema import read_tabs
from esa.sources.folder import read_folder
from tests.bench.timing import medians

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2014, 9, 23, 9, tzinfo=BANGKOK)
SIZES = (10, 50, 100, 200)  # indicators
POINTS, DOCUMENTS = 5, 6
TEXT = "ดำเนินงานตามแผนปฏิบัติการที่กำหนดไว้ร่วมกันทุกกลุ่มงานและรายงานผลต่อที่ประชุมทุกเดือน "


def sample() -> Office:
    """The built-in sample office."""
    folder = ROOT / "esa" / "sample" / "office"
    return read_office(read_folder(folder, NOW), NOW, is_sample=True)


def grown(office: Office, indicators: int) -> Office:
    """An office with so many indicators, all written in full: a page or two for each."""
    edition = office.edition
    codes = [f"{1 + i // 10}.{1 + i % 10}" for i in range(indicators)]
    points = [(code, f"{code}.{n}") for code in codes for n in range(1, POINTS + 1)]
    tables = {
        "standards": [
            {"standard": s, "title": TEXT} for s in sorted({c.split(".")[0] for c in codes})
        ],
        "indicators": [
            {"indicator": c, "standard": c.split(".")[0], "title": TEXT, "points_total": POINTS}
            for c in codes
        ],
        "criteria": [
            {"criterion": p, "indicator": c, "title": TEXT, "lead_groups": ("FIN",)}
            for c, p in points
        ],
        "rubric": [
            {"indicator": c, "level": n, "min_clear": n, "max_clear": n, "wording": TEXT}
            for c in codes
            for n in range(1, 6)
        ],
        "progress": [
            {"criterion": p, "carried_out": "done", "group": "FIN"}
            | dict.fromkeys(("method", "result", "comments"), "\n".join([TEXT * 3] * 4))
            for _, p in points
        ],
        "evidence": [
            {"criterion": p, "item": n, "title": TEXT, "place": "ตู้ 1", "group": "FIN"}
            for _, p in points
            for n in range(1, DOCUMENTS + 1)
        ],
    }
    made = {
        name: rows_of(name, [row | {"edition": edition} for row in rows])
        for name, rows in tables.items()
    }
    return replace(office, rows={**office.rows, **made})


def rows_of(tab: str, rows: list[dict]) -> Rows:
    """Plain columns as reading leaves them, None where a row says nothing."""
    known = read_tabs()[tab]
    names = [field.name for field in known.fields]
    names += ["group"] if known.workbook == "group" and "group" not in names else []
    lists = {field.name for field in known.fields if field.type == "list"}
    columns = {
        name: [row.get(name, () if name in lists else None) for row in rows] for name in names
    }
    made = Rows([("bench", 2 + place) for place in range(len(rows))], columns)
    assert isinstance(frame(known, made), pd.DataFrame)
    return made


def bare(contents: ReportContents) -> bytes:
    """docxtpl alone: the same template, the same text."""
    document = DocxTemplate(TEMPLATES / "levels.docx")
    document.render({"report": contents}, autoescape=True)
    memory = BytesIO()
    document.save(memory)
    return memory.getvalue()


def measured(office: Office) -> tuple[float, float, int]:
    """Seconds of ours and of docxtpl alone, and the bytes of the document."""
    contents = report(Judged(office))
    works: dict[str, Callable[[], object]] = {
        "ours": lambda: word_report(Judged(office)),
        "bare": lambda: bare(contents),
    }
    for work in works.values():
        work()
    found = medians(works)
    return found["ours"], found["bare"], len(word_report(Judged(office)))


def main() -> None:
    office = sample()
    print(f"{'office':>16} {'ours s':>8} {'docxtpl s':>10} {'ratio':>6} {'kB':>8} {'ms each':>8}")
    ours, alone, size = measured(office)
    count = int((office.indicators["edition"] == office.edition).sum())
    line(f"sample, {count}", ours, alone, size, count)
    for indicators in SIZES:
        line(str(indicators), *measured(grown(office, indicators)), indicators)


def line(name: str, ours: float, alone: float, size: int, indicators: int) -> None:
    each = ours / indicators * 1000
    print(
        f"{name:>16} {ours:8.3f} {alone:10.3f} {ours / alone:6.2f} {size / 1000:8,.0f} {each:8.1f}"
    )


if __name__ == "__main__":
    main()
