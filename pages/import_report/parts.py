"""The parts of the page: questions, what has no place, what is uncertain, every line, the files."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import streamlit as st

from esa.imports.importing import Imported
from esa.imports.lines import Unreadable
from esa.imports.target import NotExcel
from esa.reading import personal
from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs
from esa.reading.tables import LINES, REVIEW, UNPLACED
from esa.screen import english, filters, live, notes, show
from esa.screen.paging import page_of, pager
from esa.serving.uploads import Sent
from esa.sources.workbook import SourceError
from esa.telling.texts import escape, number, shorten, unfolded
from esa.telling.topic import Column, Entry, Kept, Topic, act, strong
from esa.templates import editions
from pages.import_report import made, words
from pages.import_report.made import Choices, Read, Result

PAGE = 80  # lines shown at a time
MOST = 40  # entries of a list; all of them are in the workbooks
BOX = 260  # px
FIRST_YEAR, LAST_YEAR = 2540, 2640  # B.E., as may be typed
ALL, LEFT = "", "left"
DOUBTS = "ควรตรวจกับต้นฉบับ"
DIFFERENCES = "สมุดมีข้อความอื่นอยู่แล้ว ไม่ได้แก้"
SHOWN = {ALL: "ทุกบรรทัด", LEFT: "เฉพาะที่ยังไม่มีที่ลง"}


class Told(NamedTuple):
    """Something to look at: what, where, and what to do about it."""

    what: Kept | str
    where: Kept | str
    fix: str = ""


def result(office: Office, sent: Sent) -> Result | None:
    """The questions, and what comes of the answers; None where nothing could be read."""
    if not sent.sources:
        return None
    try:
        with st.container(key="import_questions"):
            notes.panel("คำถามที่รายงานไม่ได้ตอบ")
            with st.container(horizontal=True, gap="medium"):
                choices, read = _choices(office, sent)
            with st.container(horizontal=True, gap="medium"):
                groups = _groups(read)
            done = st.checkbox(
                "ทุกประเด็นที่เขียนไว้ดำเนินการแล้ว",
                key="import_done",
                help="หากไม่เลือก ช่อง สถานะการดำเนินการ ของทุกประเด็นจะเว้นว่างไว้ให้กรอกเอง",
            )
        return made.result(sent, choices, groups, done)
    except Unreadable as error:
        _problem(error.code, error.facts)
    except SourceError as error:
        _problem(error.code, error.facts)
    except NotExcel as error:
        _problem("import_not_excel", {"value": error.name})
    except OSError as error:
        _problem("out_not_writable", {"value": error.strerror or ""})
    return None


def _choices(office: Office, sent: Sent) -> tuple[Choices, Read]:
    place = _place(office)
    edition = st.selectbox(
        "ฉบับมาตรฐาน",
        ["", *editions.codes()],
        key="import_edition",
        format_func=lambda code: code or "ตามที่ระบุในรายงาน",
        width=BOX,
    )
    choices = Choices(place, edition or "")
    read = made.read(sent, choices)
    said = read.years if not place else []
    year = st.number_input(
        "ปีงบประมาณ (พ.ศ.)",
        FIRST_YEAR,
        LAST_YEAR,
        said[0] if len(said) == 1 else read.target.office.fiscal_year,
        key=f"import_year_{bool(place)}",
        width=BOX,
    )
    choices = choices._replace(fiscal_year=int(year))
    return choices, made.read(sent, choices)


def _place(office: Office) -> str:
    """The folder of the office that is open, where a copy of it can be filled in."""
    here = live.place()
    if here.is_sample or here.is_google or not Path(here.address).is_dir():
        return ""
    said = {here.address: f"สำเนาสมุดของ {shorten(office.short_name, 40)}", "": "สมุดใหม่ทั้งชุด"}
    chosen = st.selectbox("ลงใน", list(said), key="import_place", format_func=said.get, width=BOX)
    return chosen or ""


def _groups(read: Read) -> dict[str, str]:
    """Indicator → code of its group, where it was answered."""
    names = {group.code: group.name for group in read.target.names().groups}
    found = {}
    for code, title in read.questions:
        chosen = st.selectbox(
            f"ตัวบ่งชี้ {escape(f'{code} {title}', 70)} เป็นของกลุ่มใด",
            ["", *names],
            key=f"import_group_{code}",
            format_func=lambda group: shorten(names.get(group, "ยังไม่ระบุ"), 60),
            width=2 * BOX,
        )
        if chosen:
            found[code] = chosen
    return found


def finding(found: Result | None) -> str:
    """How many lines have their place."""
    if found is None:
        return "ยังอ่านรายงานที่ส่งมาไม่ได้"
    placed, left = words.counts(found.reports)
    rest = f"ยังไม่มีที่ลง {act(number(left))} บรรทัด" if left else "ครบทุกบรรทัด"
    return f"จัดลงช่องได้ {strong(number(placed))} บรรทัด {rest}"


def refused(sent: Sent) -> None:
    """Files that couldn't be read, and what to do with each."""
    for name, error in sent.refused:
        _problem(error.code, {"value": name, **error.facts})


def unplaced(office: Office, found: Result) -> None:
    """Lines without a place, with what they could belong to."""
    _list(office, UNPLACED, _left(found), f"อยู่ในแท็บ {UNPLACED} ของสมุดสำนักงาน ย้ายไปช่องที่ถูกต้องได้")


def _left(found: Result) -> list[Told]:
    return [
        Told(words.text_of(line), _at(report, line.number), words.reason(home))
        for report in found.reports
        for line, home in zip(report.ledger.lines, report.ledger.homes, strict=True)
        if words.is_left(home)
    ]


def doubts(office: Office, found: Result) -> None:
    """What the reports leave uncertain."""
    _list(office, DOUBTS, _doubts(found))


def _doubts(found: Result) -> list[Told]:
    return [
        _doubted(report, Problem(doubt.code, report.source.name, facts=doubt.facts), doubt.line)
        for report in found.reports
        for doubt in report.doubts
    ]


def _doubted(report: Imported, problem: Problem, line: int) -> Told:
    where = _at(report, line) if line else Kept(report.source.name)
    return Told(_masked(problem.what_th), where, _masked(problem.fix_th))


def differences(office: Office, found: Result) -> None:
    """Cells that hold something else; they stay as they are."""
    _list(office, DIFFERENCES, _differences(found))


def _differences(found: Result) -> list[Told]:
    return [
        Told(_masked(f"ในสมุด “{shorten(there, 200)}” ในรายงาน “{shorten(here, 200)}”"), Kept(place))
        for place, there, here in found.merged.differences
    ]


def on_paper(found: Result) -> tuple[Topic, ...]:
    """The three lists, whole, for paper."""
    return tuple(_topics(found))


def _topics(found: Result) -> Iterator[Topic]:
    columns = (Column("ข้อความ"), Column("อยู่ที่", 44), Column("ควรทำอย่างไร", 60))
    for heading, told in (
        (UNPLACED, _left(found)),
        (DOUBTS, _doubts(found)),
        (DIFFERENCES, _differences(found)),
    ):
        entries = tuple(Entry(values=tuple(each)) for each in told)
        said = f"{number(len(told))} รายการ"
        yield Topic(heading, heading, said if told else "", entries, columns, empty="ไม่มี")


def _list(office: Office, heading: str, told: list[Told], more: str = "") -> None:
    if not told:
        return
    notes.panel(f"{heading} {number(len(told))} รายการ")
    if more:
        notes.say(f":gray[{more}]")
    most = unfolded(len(told), MOST)
    show.html(office, "pages/import_report/told.html", rows=told[:most])
    if len(told) > most:
        notes.say(f":gray[และอีก {number(len(told) - most)} รายการ ดูได้ในรายการทุกบรรทัดและในสมุดงาน]")


def lines(office: Office, found: Result) -> None:
    """Every line of a report beside the place it goes to."""
    notes.panel("ทุกบรรทัดของรายงาน และที่ที่จะลง")
    names = [shorten(report.source.name, 60) for report in found.reports]
    with st.container(horizontal=True, gap="medium"):
        which = int(_chosen("รายงาน", list(range(len(names))), "report", lambda at: names[at]) or 0)
        kind = _chosen("แสดง", list(SHOWN), "lines", lambda name: SHOWN[name])
    report = found.reports[which]
    placed = words.placed(report, found.merged.cells[which])
    if kind == LEFT:
        placed = [each for each in placed if words.is_left(each.home)]
    pages = max(-(-len(placed) // PAGE), 1)
    page = page_of(pages, f"{which} {kind}")
    part = placed[(page - 1) * PAGE : page * PAGE]
    show.html(office, "pages/import_report/lines.html", runs=list(words.runs(part)))
    pager(page, pages, len(placed), "บรรทัด")


def _chosen(label: str, options: list, key: str, said: Callable) -> object:
    return filters.choose(label, options, key, show=said, told=False) if len(options) > 1 else None


def download(found: Result) -> None:
    """The workbooks to take along."""
    files = found.merged.files
    notes.panel("สมุดงานที่ได้")
    added = _added(found)
    notes.say(f"{escape(added)}" if added else ":gray[ไม่มีแถวใหม่]")
    with st.container(key="downloads_import", horizontal=True, gap="small"):
        st.download_button(
            f"ดาวน์โหลด {number(len(files))} สมุด (.zip)",
            lambda: made.zipped(files),
            file_name="สมุดงานจากรายงานเดิม.zip",
            mime="application/zip",
            key="import_zip",
            type="primary",
            on_click="ignore",
            disabled=not files,
        )
    notes.say(
        ":gray[แตกไฟล์แล้ววางในโฟลเดอร์ของสำนักงาน หากมีไฟล์ชื่อเดิม ให้เก็บไฟล์เดิมไว้ก่อน "
        f"ทุกบรรทัดของรายงานอยู่ในแท็บ {LINES} "
        f"จำนวนเงินและผู้สนับสนุนอยู่ในแท็บ {REVIEW} ให้ตรวจแล้วคัดลอกเอง]"
    )


def _added(found: Result) -> str:
    rows = [f"{read_tabs()[tab].title} {count} แถว" for tab, count in found.merged.added.items()]
    filled = found.merged.filled
    return " · ".join([*rows, f"เติมช่องว่าง {filled} ช่อง"] if filled else rows)


def _at(report: Imported, line: int) -> Kept:
    return Kept(f"{report.source.name} {report.source.unit}ที่ {line}")


def _masked(text: str) -> Kept:
    return Kept(personal.mask(text)[0])


def _problem(code: str, facts: dict) -> None:
    problem = Problem(code, "", facts=facts)
    st.error(f"{escape(_masked(problem.what_th))} — {escape(_masked(problem.fix_th))}")
    english.fold(f"{_masked(problem.what_en)}. {_masked(problem.fix_en)}")
