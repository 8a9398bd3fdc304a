"""An odd office: it shows each state, limit and order that the sample never does.

Made by a program from the words of the sample: for each tab the states are drawn once, and every
row is of one of them. Two meetings saw what was before, so that each kind of change is there too.
What is written shows the state, so that whoever reads the texts can judge them.
"""

import csv
from datetime import timedelta
from pathlib import Path

from esa.history.meetings import freeze
from esa.history.place import place_of
from esa.history.store import Store
from esa.reading.schema import read_tabs
from esa.sample import facts_office, make
from esa.sample.rows import Row
from esa.sources.folder import read_folder
from tests.odd import beside, networks, registers, schools, standards
from tests.odd.days import EDITION, LAST, MEETINGS, NOW, UNREADABLE, day


def workbooks(time: int, edition: str) -> dict[str, dict[str, list[Row]]]:
    """Workbook → tab → rows of English column names, as they were at a time."""
    zz = {
        "group": "ZZ",
        "name": "กลุ่มที่ยังไม่เคยส่งสมุดเลยสักครั้งและมีชื่อยาว",
        "kind": "group",
        "aliases": "",
    }
    ago = 0 if time == LAST else MEETINGS[time][1]
    own = {"schools_total": "19", "board_weekday": "monday", "as_of": day(-ago)}
    settings = [row | own | {"edition": edition} for row in facts_office.SETTINGS]
    old, new = standards.conditions(time), standards.standards(time)
    books = {
        "office": {
            "about": [facts_office.about_row("office")],
            "settings": settings,
            "editions": facts_office.EDITIONS,
            "groups": [*facts_office.GROUPS, zz],
            **{tab: [*new.get(tab, ()), *old.get(tab, ())] for tab in (*new, "conditions")},
            "networks": networks.networks(time),
            "schools": schools.schools(),
            "lower_limits": facts_office.lower_limit_rows(),
            "colour_bands": schools.colour_bands(),
            "test_results": list(schools.test_results(time)),
            "follow_ups": list(beside.follow_ups(time)),
            **registers.registers(),
        }
    }
    for name in facts_office.GROUP_WORKBOOKS:
        tabs = {
            "about": [facts_office.about_row(name)],
            "progress": list(standards.progress(time, name)),
            "evidence": list(standards.evidence(time, name)),
            "projects": list(beside.projects(time, name)),
            "spending": list(beside.spending(time, edition == EDITION)) if name == "fin" else [],
            "network_activities": list(networks.activities(time, name)),
            "resources": networks.RESOURCES if name == "pro" else [],
            "figures": list(beside.figures(time)) if name == "sup" else [],
            "kpis": list(beside.kpis(time, name)),
            **registers.register_rows(time, name),
        }
        books[name] = {tab: rows for tab, rows in tabs.items() if rows}
    return books


def write(office: Path, time: int, edition: str = EDITION) -> None:
    """The office as a folder of CSV tabs, in place of what is there."""
    for path in office.rglob("*.csv"):
        path.unlink()
    tabs = read_tabs()
    for workbook, named in workbooks(time, edition).items():
        for name, rows in named.items():
            path = office / workbook / f"{name}.csv"
            path.parent.mkdir(exist_ok=True)
            if (workbook, name, time) in UNREADABLE:
                path.write_text("ก,ข\n1,2\n", encoding="utf-8", newline="\n")
            elif name in tabs:
                path.write_text(make.as_csv(tabs[name], rows), encoding="utf-8", newline="\n")
            else:
                with path.open("w", encoding="utf-8", newline="") as file:
                    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
                    writer.writeheader()
                    writer.writerows(rows)


def make_office(office: Path, edition: str = EDITION) -> None:
    """In place of the sample's copy; its meetings are kept where the history is."""
    store = Store(place_of(str(office.resolve())))
    for time, (number, ago) in enumerate(MEETINGS):
        write(office, time, edition)
        then = NOW - timedelta(days=ago)
        freeze(store, read_folder(office, then), number, then.date(), then)
    write(office, LAST, edition)
