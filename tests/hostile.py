"""An office whose every free text is hostile: what runs in a page, a spreadsheet or a document."""

import csv
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

from esa.reading.declared import declared_by
from esa.reading.office import BANGKOK
from esa.sources.folder import read_folder

RUNS = "window.ran=(window.ran||0)+1"
HOSTILE = [
    f"<script>{RUNS}</script> ก",
    f"<img src=x onerror='{RUNS}'>",
    f'"><svg onload="{RUNS}"></svg><iframe srcdoc="<script>parent.{RUNS}</script>">',
    f"</style></script><script>{RUNS}</script>",
    f"[กด](javascript:{RUNS}) <a href='javascript:{RUNS}'>กด</a>",
    f"![รูป](https://planted.example/a.png) {RUNS}",
    f":material/home: :red[แดง] $\\href{{javascript:{RUNS}}}{{x}}$ $x$",
    f'=HYPERLINK("https://planted.example","{RUNS}") +cmd|\' /C calc\'!A0 @SUM(1)',
    f"' onmouseover='{RUNS}' {{0}} %s ../../ {{{{7*7}}}} ${{{RUNS}}}",
]
LINKS = [
    f"javascript:{RUNS}",
    f"data:text/html,<script>{RUNS}</script>",
    "file:///etc/passwd",
    f"https://planted.example/\"onclick='{RUNS}'",
    "http://127.0.0.1/ https://a.example",
]
NAMES = {("registers", "title"), *(("register_columns", x) for x in ("register", "heading"))}


def plant(office: Path, personal: Sequence[str] = ()) -> None:
    """Fill each free text of each table, another text in every row: what names a register, a column
    or a test isn't free. personal: texts with personal data, where no name is public."""
    numbers = count()
    tabs = declared_by(read_folder(office, datetime.now(BANGKOK)))
    for path in office.rglob("*.csv"):
        if (tab := tabs.get(path.stem)) is None or path.stem == "about":
            continue
        fields = {
            field.title: LINKS
            if field.format == "uri"
            else [*HOSTILE, *(() if field.public_name else personal)]
            for field in tab.fields
            if field.type == "string" and not field.categories and not field.code
            if (tab.name, field.name) not in NAMES
        }
        blank = {field.title for field in tab.fields if field.same_spelling}  # "": of every test
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        for row in rows:
            for place, title in enumerate(head):
                if place < len(row) and (planted := fields.get(title)):
                    if not row[place] and title in blank:
                        continue
                    row[place] = planted[next(numbers) % len(planted)]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    (office / "fin").rename(office / f"fin <img src=x onerror={RUNS}>")
