"""What the page asks: the settings, what lies at the target, the engine's figures; told where one
of them fails, with the rest shown."""

import functools
import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import streamlit as st

from esa.documents import a4, workbook
from esa.documents.html import Ways, render
from esa.reading.office import BANGKOK
from esa.rollup.many import Chosen, Damaged, Down, Many, Settings, many, settings
from esa.screen import door, english, filters, frame, menu, notes, numerals, printing, show
from esa.screen.filter_place import FilterPlace
from esa.telling.texts import full_date, one_line
from esa.telling.topic import Topic
from pages.offices.seen import Cell, Colour, Lag, Seen, commonest

log = logging.getLogger("esa.offices")
WITHOUT = "ยังไม่ได้ติดตั้ง: pip install -r esa/rollup/requirements.lock"
FRESH = 60.0  # seconds for which what lies at the target is taken as known
ALL = ""
FILTERS = ("region", "province", "edition")  # in the address


def wanted() -> Settings:
    """The target of the settings; tells and stops where there is none."""
    found = settings(door.secrets())
    if found is None:
        st.title(menu.title_of("offices"), anchor=False)
        notes.nothing(
            "ผู้ดูแลระบบกำหนดโฟลเดอร์หรือ s3://… ที่สำนักงานส่งข้อมูลไว้ "
            "ที่ target ใน [rollup] ของ secrets.toml (docs/offices.md)",
            title="ยังไม่ได้ตั้งที่รวมข้อมูล",
        )
        st.stop()
    return found


def there(of: Settings) -> Many:
    """What lies at the target; tells and stops where it can't be read."""
    try:
        return _many(of.target, tuple(sorted(_damaged(of.target))))
    except (OSError, ValueError) as error:
        st.title(menu.title_of("offices"), anchor=False)
        st.error("อ่านที่รวมข้อมูลไม่ได้ โปรดตรวจว่ามีที่รวมข้อมูลนี้ และเครื่องนี้มีสิทธิ์อ่าน")
        english.fold(f"The target can't be read: {type(error).__name__}")
        st.stop()


def seen(of: Settings, found: Many, reading: str, place: FilterPlace) -> Seen:
    """The figures of the offices that the filters choose; without them where the engine fails."""
    listed = tuple(found.register.offices.values())
    with place:
        region = _one_of("ภาค", "region", {each.region for each in listed}, "ทุกภาค")
        inside = [each for each in listed if region in (ALL, each.region)]
        province = _one_of("จังหวัด", "province", {each.province for each in inside}, "ทุกจังหวัด")
    offices = tuple(each for each in inside if province in (ALL, each.province))
    at = Seen(found, offices, datetime.now(BANGKOK).date())
    try:
        inside = tuple(each.office for each in offices)
        told = _told(repr(found.chosen), of, reading, inside, _chosen=found.chosen)
    except Damaged as error:
        _damaged(of.target).update(error.addresses)
        st.rerun()  # without them: they are named, and the states before stand in
    except Down as error:
        log.warning("the engine of many offices is down: %s", error)
        return at._replace(down=str(error))
    except ImportError:
        return at._replace(down=WITHOUT)
    editions = commonest(told.cells)
    with place:
        edition = _one_of("ฉบับมาตรฐาน", "edition", editions, "") if len(editions) > 1 else ALL
    edition = edition or next(iter(editions), "")
    return at._replace(
        edition=edition,
        editions=editions,
        cells=tuple(cell for cell in told.cells if cell.edition == edition),
        lags=tuple(lag for lag in told.lags if lag.edition == edition),
        sums=told.sums,
        colours=told.colours,
        doubtful=told.doubtful,
    )


def html(template: str, **values: object) -> None:
    """A template with the digits that the visitor chose."""
    ways = Ways(show.opening(), page_name=lambda to: f"เปิดหน้า {menu.title_of(to.page)}")
    st.html(render(template, ways, thai_digits=numerals.thai_digits_wanted(), **values))


def section(told: Topic, most: int = show.MOST) -> None:
    """A topic under its heading."""
    show.panel(told.heading, small=True)
    if told.finding:
        show.say(told.finding)
    html("list.html", topic=told, most=most)


def _one_of(label: str, key: str, options: Iterable[str], everything: str) -> str:
    first = [ALL] if everything else []
    return str(
        filters.choose(
            label,
            [*first, *(sorted(options) if everything else options)],
            key,
            show=lambda option: one_line(option) or everything,
            width=220,
        )
        or ALL
    )


class Told(NamedTuple):
    """What the engine told; see Seen."""

    cells: tuple[Cell, ...]
    lags: tuple[Lag, ...]
    sums: Mapping[str, Mapping]
    colours: tuple[Colour, ...]
    doubtful: Mapping[str, int]


@st.cache_resource(max_entries=4, ttl=FRESH, show_spinner="กำลังอ่านที่รวมข้อมูล…")
def _many(target: str, damaged: tuple[str, ...]) -> Many:
    return many(target, damaged)


@st.cache_resource(max_entries=4, ttl=FRESH, show_spinner=False)
def _damaged(target: str) -> set[str]:
    """Addresses of files that the engine couldn't read, though their ends say that all is well."""
    return set()


@st.cache_resource(max_entries=2, show_spinner=False)
def _engine(of: Settings) -> object:
    from esa.rollup.engine import Engine  # only this page needs it, and it takes a while to load

    return Engine(of.engine, of.target)


@st.cache_resource(max_entries=12, show_spinner="กำลังรวมข้อมูลของทุกสำนักงาน…")
def _told(
    key: str, of: Settings, reading: str, offices: tuple[str, ...], _chosen: tuple[Chosen, ...]
) -> Told:
    from esa.rollup import figures

    asked = functools.partial(_engine(of).told, _chosen, offices)
    return Told(
        tuple(Cell(**row) for row in asked(figures.standing, reading)),
        tuple(Lag(**row) for row in asked(figures.lagging, reading)),
        {row["office"]: row for row in asked(figures.offices, reading)},
        tuple(Colour(**row) for row in asked(figures.colours)),
        {row["office"]: row["rows"] for row in asked(figures.doubtful)},
    )


def one(told: Topic) -> None:
    """The office that the address names, before everything else."""
    with st.container(key="asked"):
        show.panel(told.heading)
        if told.finding:
            show.say(told.finding)
        html("list.html", topic=told, most=show.MOST)
        frame.open_page("ทุกสำนักงาน", "offices")


def files(at: Seen, finding: str, chosen: Iterable[str], make: Callable) -> None:
    """The A4 sheet and the workbook of the topics. make: the topics, called when one is wanted."""
    title, day = menu.title_of("offices"), full_date(at.today)
    sample = any(row.get("sample") for row in at.sums.values())

    head = a4.Head(f"สำนักงาน {len(at.offices):,} แห่ง", f"ข้อมูลที่ส่งถึงวันที่ {day}", sample)
    printing.offer(head, (title, finding, tuple(chosen), f"ข้อมูลที่สำนักงานส่ง ณ {day}"), make, title)
    st.download_button(
        "ตารางทั้งหมด (Excel)",
        lambda: workbook.xlsx([workbook.of(t, t.title) for t in workbook.behind(make())], title),
        file_name=f"{workbook.safe_name(title)}.xlsx",
        key="offices_workbook",
        type="tertiary",
        icon=":material/table:",
        on_click="ignore",
    )
