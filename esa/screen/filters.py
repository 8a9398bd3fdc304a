"""Filters, kept in the address so that a copied link shows the same view.

The address holds codes (`?group=FIN&year=2556`), not the words on screen: words are long in an
address, change with a group's name and with the digits, and a value bound by Streamlit is the
word. So choices are read from and written to the query parameters here, in one place; an unknown
value in an address counts as the first choice, and the page says so. The two switches of the frame
(verified, thai_digits) are bound by Streamlit itself, which carries them from page to page.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pandas as pd
import streamlit as st

from esa.reading.office import Office
from esa.reading.schema import read_tabs
from esa.rules.vocabulary import READING_WORDS, REPORTED, STATE_WORDS, VERIFIED
from esa.screen import numerals
from esa.screen.filter_place import miss, tell
from esa.telling import words
from esa.telling.texts import cut, one_line, plain, shorten

EDITION_LETTERS = 28  # of a title, so that its box doesn't cut it
ALL = ""  # the choice that leaves nothing out
ALL_KINDS = "all"  # the same where it isn't the first choice, so that an address can say it


def choose(
    label: str,
    options: Sequence[object],
    key: str,
    *,
    show: Callable[[object], str] = str,
    default: object = None,
    width: int = 300,
    told: bool = True,
    missed: bool = True,
) -> object:
    """One of the options, in the address under `key` while it isn't the default.

    default: the first option unless given. Without options nothing is shown and None comes back.
    told: whether it is said in the line of words over folded filters; missed: whether the page says
    so where an address asks for what isn't among the options.
    """
    if not options:
        return None
    if default is None or default not in options:
        default = options[0]
    known = {str(option): option for option in options}
    asked = st.query_params.get(key, "")
    chosen = st.session_state[key] = known.get(asked, default)

    digits = numerals.shown_digits()

    def said(option: object) -> str:
        return digits(show(option))

    if asked and asked not in known and missed:
        miss(f"ไม่พบ “{shorten(asked, 40)}” ในตัวกรอง {label} จึงแสดง {said(chosen)}")
    if told:
        tell("" if chosen in (ALL, ALL_KINDS) else said(chosen))
    return st.selectbox(
        label,
        options,
        key=key,
        format_func=said,
        on_change=_write,
        args=(key, str(default)),
        filter_mode="contains",
        width=width,
    )


def _write(key: str, default: str) -> None:
    value = st.session_state[key]
    if value is None or str(value) == default:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = str(value)


def switches(with_reading: bool) -> None:
    """The frame's switches: the reading (where figures have two) and the digits."""
    if with_reading:
        st.toggle(
            READING_WORDS[VERIFIED],
            key="verified",
            bind="query-params",
            persist_state="session",
            help="เปิด: นับเฉพาะหลักฐานที่กลุ่มอื่นตรวจแล้ว ปิด: นับตามที่กลุ่มรายงาน",
        )
    st.toggle(
        "เลขไทย",
        key="thai_digits",
        bind="query-params",
        help="แสดงตัวเลขเป็น ๑๒๓ ตารางที่เรียงได้ยังเป็น 123",
    )


def reading() -> str:
    """ "reported" ตามที่รายงาน or "verified" ตามที่ตรวจแล้ว, as the frame's switch says."""
    return VERIFIED if st.session_state.get("verified", False) else REPORTED


def edition(office: Office) -> str:
    """The edition of the standards; at first the one in use."""
    titles = dict(zip(office.editions["edition"], office.editions["title"], strict=True))
    options = [code for code in titles if isinstance(code, str)]

    def show(code: object) -> str:
        return cut(one_line(f"{code} {titles.get(code) or ''}"), EDITION_LETTERS)

    chosen = choose(
        "ฉบับมาตรฐาน",
        options,
        "edition",
        show=show,
        default=office.edition,
        width=330,
        told=False,
    )
    # The one in use goes without saying.
    tell("" if chosen in (None, office.edition) else numerals.digits(show(chosen)))
    return str(chosen or office.edition)


def group(office: Office, *, everyone: bool = True, only: Iterable[str] | None = None) -> str:
    """Code of a group, "" for all of them. only: the codes that may be chosen."""
    allowed = None if only is None else set(only)
    codes = [c for c in office.groups["group"].dropna() if allowed is None or c in allowed]
    return str(
        choose(
            "กลุ่ม",
            [ALL, *codes] if everyone else codes,
            "group",
            show=lambda code: words.group_name(office, code) if code else words.EVERYONE_WORD,
            width=360,
        )
        or ALL
    )


def network(office: Office, kind: str | None = None, width: int = 300) -> str:
    """Code of a network, "" for all. kind: only networks of that kind."""
    rows = office.networks if kind is None else office.networks[office.networks["kind"] == kind]
    return _coded("เครือข่าย", rows, "network", "ทุกเครือข่าย", width=width)


def network_kind(office: Office) -> str:
    """Kind of networks in the register, school networks at first; ALL_KINDS for every kind."""
    there = set(office.networks["kind"].dropna())
    known = [c.value for c in read_tabs()["networks"].field("kind").categories if c.value in there]
    return choose(
        "ประเภทเครือข่าย",
        [*known, ALL_KINDS],
        "kind",
        show=lambda kind: (
            words.label("networks", "kind", kind if kind != ALL_KINDS else "") or "ทุกประเภท"
        ),
        width=280,
    )


def side() -> str:
    """One of the four sides of work, "" for all."""
    shown = {ALL: "ทุกด้าน"} | {side: words.side(side) for side in words.SIDES}
    return _worded("ด้าน", "side", shown)


def rows_from(label: str, total: int, most: int, key: str) -> int:
    """Which row of a long list the page begins with; 0, and nothing shown, for a short one."""
    if total <= most:
        return 0
    starts = list(range(0, total, most))
    return choose(
        label,
        starts,
        key,
        show=lambda start: f"{start + 1:,}–{min(start + most, total):,} จาก {total:,}",
        width=240,
        told=False,
        missed=False,
    )


def school(
    office: Office, codes: Iterable[str] | None = None, everyone: bool = True, width: int = 300
) -> str:
    """Code of a school, "" for all. codes: only these."""
    rows = office.schools
    if codes is not None:
        rows = rows[rows["school_code"].isin(list(codes))]
    everything = "ทุกโรงเรียน" if everyone else ""
    return named("โรงเรียน", names_of_schools(rows), "school", everything, width)


def names_of_schools(rows: pd.DataFrame) -> dict[str, str]:
    """Code of a school → what it is called in a filter, by name."""
    return _named(rows.sort_values("name", kind="stable"), "school_code")


def _coded(
    label: str,
    rows: pd.DataFrame,
    key: str,
    everything: str,
    width: int = 300,
) -> str:
    return named(label, _named(rows, key), key, everything, width)


def _named(rows: pd.DataFrame, column: str) -> dict[str, str]:
    short = rows["name"].map(lambda name: shorten(name, 60))  # every name is sent to the browser
    return {c: n for c, n in zip(rows[column], short, strict=True) if isinstance(c, str)}


def named(label: str, names: Mapping[str, str], key: str, everything: str, width: int = 300) -> str:
    """One of the codes, by its name. everything: the words for all of them, "" where one must be
    chosen."""
    options = [ALL, *names] if everything else [*names]
    chosen = choose(
        label,
        options,
        key,
        show=lambda code: names.get(code) or everything or one_line(code),
        width=width,
    )
    return str(chosen or ALL)


def academic_year(results: pd.DataFrame) -> int | None:
    """Academic year (B.E.) of test results, the newest at first; None where there is none."""
    years = sorted((int(y) for y in results["academic_year"].dropna().unique()), reverse=True)
    return choose("ปีการศึกษา", years, "year", width=130)


def test(results: pd.DataFrame, default: str | None = None) -> str | None:
    """A test such as O-NET; one is always chosen, since tests are never pooled."""
    tests = _values(results, "test")
    return choose("การทดสอบ", tests, "test", show=plain, default=default, width=130)


def grade(results: pd.DataFrame, default: str | None = None) -> str | None:
    """A grade such as ป.6, of the rows given; one is always chosen."""
    grades = _values(results, "grade")
    return choose("ชั้น", grades, "grade", show=plain, default=default, width=110)


def scope(results: pd.DataFrame) -> str | None:
    """Whose lower limit: area (เขตพื้นที่) at first, or national (ประเทศ)."""
    return choose(
        "ขีดจำกัดล่างระดับ",
        _values(results, "scope"),
        "scope",
        show=lambda value: words.label("test_results", "scope", value),
        width=200,
    )


def test_round(rounds: Sequence[str]) -> str:
    """A round of a test that is held several times a year, the last at first: never pooled."""
    chosen = choose("รอบ", list(reversed(rounds)), "round", show=lambda r: plain(r) or "ไม่ระบุรอบ")
    return str(chosen or ALL)


def subject(results: pd.DataFrame, pooled: str = "รวมทุกวิชา", width: int = 240) -> str:
    """A subject, "" for all subjects of the test and grade pooled."""
    options = [ALL, *_values(results, "subject")]
    chosen = choose(
        "วิชาหรือด้าน", options, "subject", show=lambda value: plain(value) or pooled, width=width
    )
    return str(chosen or ALL)


def state() -> str:
    """An evidence state, "" for all."""
    return _worded("สถานะหลักฐาน", "state", {ALL: "ทุกสถานะ"} | STATE_WORDS)


def severity() -> str:
    """Severity of problems (error, warning, info), "" for all."""
    return _worded("ความสำคัญ", "severity", {ALL: "ทุกระดับ"} | words.SEVERITY_WORDS, width=180)


def tab(tabs: Sequence[str]) -> str:
    """English name of a tab, "" for all."""
    return _worded("แท็บ", "tab", {ALL: "ทุกแท็บ"} | {name: words.tab_title(name) for name in tabs})


def workbook(office: Office) -> str:
    """Name of a workbook, "" for all."""
    names = {book.name: shorten(words.workbook(office, book.name), 60) for book in office.workbooks}
    return _worded("สมุดงาน", "workbook", {ALL: "ทุกสมุดงาน"} | names)


def _worded(label: str, key: str, shown: Mapping[str, str], width: int = 240) -> str:
    return str(choose(label, list(shown), key, show=lambda value: shown[value], width=width) or ALL)


def _values(table: pd.DataFrame, column: str) -> list[str]:
    return sorted(table[column].dropna().unique().tolist())
