"""The filters and blocks of the page ทะเบียนข้อมูล."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from esa.documents.workbook import book
from esa.history.meetings import Meeting
from esa.judged import Judged
from esa.screen import columns, filters, notes, past, show
from esa.telling import words
from esa.telling.standpoint import Standpoint
from esa.telling.tables import with_place
from esa.telling.texts import shorten
from pages.registers import told
from pages.registers.drawn import dated, said, worded
from pages.registers.held import held, in_words, written
from pages.registers.view import View, signs

Wanted = tuple[tuple[str, object, str], ...]
MOST_OFFERED = 200  # words of one filter
PADDING, LETTER = 24, 8  # pixels in a cell beside its text, and of a digit


def register_filter(judged: Judged) -> str:
    """Title of a register, "" for all of them."""
    titles = [each.declared.title for each in judged.registers]
    return str(
        filters.choose(
            "ทะเบียน",
            [filters.ALL, *titles] if titles else [],
            "register",
            show=lambda title: shorten(title, 60) if title else "ทุกทะเบียน",
            width=360,
        )
        or filters.ALL
    )


def row_filters(judged: Judged, title: str) -> Wanted:
    """Which rows of the register are shown: by group, month, choice and school."""
    of, office = held(judged, title), judged.office
    there = [code for code in of.counted("group") if code]
    group = filters.group(office, only=there) if len(there) > 1 else filters.ALL
    found = [("group", group, words.group_short(office, group))] if group else []
    found += [*_month(judged, title), *_choice(judged, title), *_project(judged, title)]
    return (*found, *_school(judged, title))


def _month(judged: Judged, title: str) -> Wanted:
    of = held(judged, title)
    by = dated(of)
    if by is None:
        return ()
    found = of.periods(by.name)
    periods = {written(period): period for period in found.counts}
    label = "ปี" if found.by_year else "เดือน"
    period = filters.choose(
        label,
        [filters.ALL, *periods],
        "month",
        show=lambda at: in_words(periods[str(at)]) if at else f"ทุก{label}",
        width=180,
    )
    return ((by.name, periods[str(period)], in_words(periods[str(period)])),) if period else ()


def _choice(judged: Judged, title: str) -> Wanted:
    of = held(judged, title)
    by = worded(of)
    if by is None:
        return ()
    there = {said(by, value): value for value in of.counted(by.name) if value is not None}
    options = [filters.ALL, *list(there)[:MOST_OFFERED]]
    label = shorten(by.name, 30)
    chosen = filters.choose(label, options, "value", show=lambda w: shorten(w, 60) or "ทุกคำ")
    return ((by.name, there[str(chosen)], str(chosen)),) if chosen else ()


def _project(judged: Judged, title: str) -> Wanted:
    of = held(judged, title)
    by = next(iter(of.declared.of_type("project")), None)
    there = [code for code in of.counted(by.name) if code] if by else []
    if not there:
        return ()
    options = [filters.ALL, *there[:MOST_OFFERED]]
    chosen = filters.choose(
        "โครงการ", options, "project", show=lambda code: shorten(code, 40) or "ทุกโครงการ", width=200
    )
    return ((by.name, chosen, f"โครงการ {shorten(str(chosen), 40)}"),) if chosen else ()


def _school(judged: Judged, title: str) -> Wanted:
    of = held(judged, title)
    by = next(iter(of.declared.of_type("school")), None)
    if by is None or not of.reach.reached:
        return ()
    names = judged.once(_reached, title)
    codes = [filters.ALL, *names]
    code = filters.choose(
        "โรงเรียน", codes, "school", show=lambda code: names.get(code, "ทุกโรงเรียน"), width=300
    )
    return ((by.name, code, names[str(code)]),) if code else ()


def _reached(judged: Judged, title: str) -> dict[str, str]:
    """Code → name of the schools that a row names, by name."""
    rows = judged.office.rows["schools"]
    names = dict(zip(rows["school_code"], rows["name"], strict=True))
    codes = held(judged, title).reach.reached
    found = {code: shorten(names.get(code) or code, 60) for code in codes}
    return dict(sorted(found.items(), key=lambda each: each[1]))


def nothing() -> None:
    """How the office gets its first register."""
    notes.nothing(
        "กำหนดทะเบียนในแท็บ ทะเบียนของสำนักงาน และช่องในแท็บ ช่องของทะเบียน ของสมุดสำนักงาน "
        "หรือเริ่มจากชุดมาตรฐานด้วยคำสั่ง template --registers standard",
        "ยังไม่มีทะเบียน",
    )


def every(view: View) -> None:
    """All registers, each with its rows and who hasn't filled it in."""
    show.topic(view.judged, view.topic)
    columns.behind(view.topic.behind(), key="registers", alternative="ทะเบียนทุกเล่มของสำนักงาน")


def one(view: View) -> None:
    """What a register holds, then its rows with their cells."""
    show.topic(view.judged, view.topic)
    whole = len(view.only.rows(view.of))
    if not whole:
        return
    office = view.judged.office
    some = view.judged.once(_first, view.title, view.only)
    looks = view.judged.once(_looks, view.title, view.only)
    told_as = {"alternative": f"แถวของ {view.title}", "total": whole}
    columns.frame(some, key="register_rows", config=looks, **told_as)
    number = past.stamp_number()
    frozen = past.meeting(number) if number else None
    columns.downloads(
        "register_rows",
        lambda: columns.whole(with_place(office, view.table())),
        name=view.title,
        book=lambda: workbook(view, frozen),
    )
    _schools(view)


def workbook(view: View, frozen: Meeting | None = None) -> bytes:
    """The rows as a file, with whose they are, the sums and what these don't hold. frozen: the
    meeting whose state is shown."""
    topic = view.topic
    named = replace(topic, behind=lambda: replace(view.table(), title="ข้อมูล"))  # "สรุป" is taken
    return book(Standpoint(view.judged, shown=frozen), [named])


def _looks(judged: Judged, title: str, only: told.Chosen) -> dict[str, object]:
    """Columns of numbers and days as wide as the longest in them: the grid measures the first rows
    and leaves out what is much longer than the others, and a number that is cut is another number.
    A year or a number of a year has no thousands set apart."""
    table, looks = judged.once(_first, title, only), {}
    for column in held(judged, title).declared.of_type("number", "baht", "percent", "date"):
        head = told.head(column)
        values = [value for value in table[head] if not pd.isna(value)]
        texts = [value if isinstance(value, str) else f"{value:,.12g}" for value in values]
        wide = PADDING + LETTER * max(map(signs, (head, *texts)))
        is_count = column.kind == "baht" or column.unit_word
        if column.kind == "date":
            looks[head] = st.column_config.TextColumn(width=wide)
        else:
            kind = "localized" if is_count and column.kind != "percent" else None
            looks[head] = st.column_config.NumberColumn(width=wide, format=kind)
    return looks


def _first(judged: Judged, title: str, only: told.Chosen) -> pd.DataFrame:
    """The rows that are shown at once, ready for the screen."""
    table = told.table(judged, title, only, columns.MOST_ROWS)
    return columns.whole(with_place(judged.office, table))


def _schools(view: View) -> None:
    """The schools that no row names."""
    reach = view.of.reach
    if not view.of.declared.reaches or not reach or not reach.others or not reach.reached:
        return
    rows = view.judged.office.rows["schools"]
    names = dict(zip(rows["school_code"], rows["name"], strict=True))
    shown: Sequence[str] = [shorten(names.get(code) or code, 60) for code in reach.others]
    heading = show.markdown(f"โรงเรียนที่ยังไม่มีในทะเบียน {len(shown):,} โรงเรียน")
    with st.expander(heading, key="register_schools"):
        show.say(" · ".join(shown))
