"""The committee's page as HTML: the same for the screen, for paper and for the one file.

Everything from a cell is escaped by `put`; there is no link, no picture and nothing to load. Charts
are plain HTML of the rows that are shown, nothing else. Imports no Streamlit.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from itertools import groupby
from pathlib import Path

from esa.documents.paper import Markup
from esa.documents.paper import put as put_digits
from esa.rules.vocabulary import CLEAR, COLOUR_WORDS, LEVELS, REPORTED, STATE_SYMBOLS, STATE_WORDS
from esa.share import committee_words as words
from esa.share.colour_tables import ColourTable, SchoolColour, Shown
from esa.share.committee import Activity, Committee, Level, Point, Share
from esa.share.redaction import Redacted
from esa.share.scope import Scope
from esa.share.suppression import TOTAL
from esa.telling.texts import JOINER, unbroken

STATIC = Path(__file__).resolve().parents[2] / "static"
STYLE = (Path(__file__).parent / "committee.css").read_text(encoding="utf-8")
SAVE = "document.getElementById('save').addEventListener('click',()=>window.print())"


def put(value: object) -> Markup:
    """Text as HTML, digits as they are, no line broken inside a compound."""
    text = unbroken(str(value)).replace("บ่งชี้", f"บ่ง{JOINER}ชี้")
    return put_digits(text, digits=False)


def content(
    office: Redacted, scope: Scope, stamp: str, until: date | datetime | None = None
) -> list[Markup]:
    """The parts of the page, from its head to its foot."""
    of = office.committee
    complete = f"{words.COMPLETE_MEANS} {words.COMPLETE_DRAWN}"
    colours = f"{words.COLOURS_MEAN} {words.COLOURS_DRAWN}"
    parts = [_head(office, stamp, until)]
    if of.levels:
        parts.append(_section("ระดับคุณภาพ", words.LEVELS_MEAN, _levels(of.levels)))
    if of.standards or of.groups:
        parts.append(_section("ความครบของหลักฐาน", complete, _shares(of)))
    if of.networks:
        parts.append(_section("เครือข่าย", words.NETWORKS_MEAN, _networks(of.networks)))
    if of.colours:
        parts.append(_section("สีคุณภาพ", colours, _colours(of)))
    if of.points:
        parts.append(_section("ประเด็นและหลักฐาน", words.POINTS_MEAN, _points(of)))
    return [*parts, _foot(of)]


def document(
    office: Redacted, scope: Scope, stamp: str, until: date | datetime | None = None
) -> str:
    """The whole page as one file: fonts inside, nothing to load, one script that prints."""
    digest = base64.b64encode(hashlib.sha256(SAVE.encode()).digest()).decode()
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; font-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    paper = _foot_of_paper(words.stamp_line(stamp, office.today))
    body = "\n".join(content(office, scope, stamp, until))
    return (
        '<!doctype html>\n<html lang="th"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex">'
        f"<title>{put(words.TITLE)} {put(words.name(office.name))}</title>"
        f"<style>{_fonts()}{STYLE}{paper}</style></head>"
        f'<body><main class="committee">{body}'
        '<p class="save"><button id="save" type="button">บันทึกเป็น PDF หรือพิมพ์</button>'
        '<span class="quiet">หัวข้อที่คลี่ไว้จะอยู่ในไฟล์ด้วย</span></p>'
        f"</main><script>{SAVE}</script></body></html>\n"
    )


def _foot_of_paper(stamp: str) -> str:
    """The day of the data below every printed page: only letters, digits and plain signs of it."""
    plain = re.sub(r"[^\w\s.,/·:()ก-๙–-]", "", stamp)
    line = " ".join(plain.split())
    return (
        f'@page{{@bottom-left{{content:"{line}";font:11pt Sarabun}}'
        "@bottom-right{content:counter(page);font:11pt Sarabun}}"
    )


@cache
def _fonts() -> str:
    faces = []
    for weight in (400, 700):
        for part, span in (
            ("thai", "U+0E01-0E5B,U+200C-200D,U+25CC"),
            ("latin", "U+0000-00FF,U+2013-2026"),
        ):
            file = (STATIC / f"sarabun-{part}-{weight}-normal.woff2").read_bytes()
            faces.append(
                f"@font-face{{font-family:Sarabun;font-weight:{weight};unicode-range:{span};"
                f"src:url(data:font/woff2;base64,{base64.b64encode(file).decode()})}}"
            )
    return "".join(faces)


# --- head and foot ----------------------------------------------------------------------------


def _head(office: Redacted, stamp: str, until: date | datetime | None) -> Markup:
    badge = ' <span class="badge">ข้อมูลตัวอย่าง</span>' if office.is_sample else ""
    said = put(words.until_line(until))
    return Markup(
        f'<p class="stamp">{put(words.stamp_line(stamp, office.today))}{badge}</p>'
        f'<header><p class="quiet">{put(words.name(office.name))} · ปีงบประมาณ '
        f"{office.fiscal_year}</p><h1>{_figures(words.finding(office.committee))}</h1>"
        + (f'<p class="quiet">{said}</p>' if said else "")
        + "</header>"
    )


def _figures(sentence: str) -> Markup:
    """The sentence with its numbers bold, as on every page."""
    return Markup(re.sub(r"(\d[\d,]*)", r"<b>\1</b>", put(sentence)))


def _foot(of: Committee) -> Markup:
    terms = "".join(f"<dt>{put(term)}</dt><dd>{put(text)}</dd>" for term, text in words.GLOSSARY)
    lost = put(words.left_out(of.left_out or {}, of.lost))
    return Markup(
        f"<section><h2>ความหมายของคำ</h2><dl>{terms}</dl>"
        + (f'<p class="quiet">{lost}</p>' if lost else "")
        + "</section>"
    )


def _section(title: str, meaning: str, body: Iterable[str]) -> Markup:
    inside = "".join(body)
    return Markup(
        f'<section><h2>{put(title)}</h2><p class="quiet">{put(meaning)}</p>{inside}</section>'
    )


def _row(name: str, said: str, note: str = "", chart: str = "", mark: str = "") -> Markup:
    """One entry of a list: name, what is said of it, a chart below, a second line.

    What begins with ยัง isn't known or done yet: grey, never the colour of what is.
    """
    below = f'<p class="note">{put(note)}</p>' if note else ""
    look = "said yet" if said.startswith("ยัง") else "said"
    return Markup(
        f'<div class="entry">{mark}<div class="text"><p class="line"><span>{put(name)}</span>'
        f'<span class="{look}">{put(said)}</span></p>{chart}{below}</div></div>'
    )


def _folded(title: str, body: Iterable[str]) -> Markup:
    return Markup(f"<details><summary>{put(title)}</summary>{''.join(body)}</details>")


# --- levels and completeness ------------------------------------------------------------------


def _levels(levels: Sequence[Level]) -> Iterable[str]:
    known = [level for level in levels if level.level or level.provisional or level.span]
    rest = [level for level in levels if level not in known]
    for level in (*known, *rest):
        name = f"{level.indicator} {words.name(level.title)}"
        chart = _ladder(level) if level in known else ""
        yield _row(name, words.level_said(level), words.level_note(level), chart)


def _ladder(level: Level) -> str:
    """The five levels on a rail; the one that was given filled, a provisional one dashed."""
    steps, span = [], level.span
    given = span.lowest if span else level.level
    maybe = set(range(span.lowest + 1, span.highest + 1)) if span else set()
    maybe |= {level.provisional} if given is None else set()
    for number in LEVELS:
        if number == given:
            steps.append(f'<b class="given">{number}</b>')
        elif number in maybe:
            steps.append(f'<b class="maybe">{number}</b>')
        else:
            steps.append("<i></i>")
    return _drawing("ladder", words.level_said(level), "".join(steps))


def _drawing(look: str, said: str, inside: str) -> str:
    """A small chart of plain HTML (Streamlit takes SVG out); said: it in words."""
    return f'<div class="{look}" role="img" aria-label="{put(said)}">{inside}</div>'


def _part(look: str, percent: float) -> str:
    return f'<i class="{look}" style="width:{percent:.2f}%"></i>'


def _shares(of: Committee) -> Iterable[str]:
    for title, shares in (("แยกตามมาตรฐาน", of.standards), ("แยกตามกลุ่มที่รับผิดชอบ", of.groups)):
        if not shares:
            continue
        yield f"<h3>{put(title)}</h3>"
        for share in shares:
            yield _row(
                share_name(share, of),
                words.share_said(share),
                words.share_note(share),
                _bar(share),
            )


def share_name(share: Share, of: Committee) -> str:
    if share in of.groups:
        return words.name(share.name)
    code = f"มาตรฐานที่ {share.code}" if share.code else "ไม่ระบุมาตรฐาน"
    return f"{code} {words.shorten(share.name, 120)}".strip()


def _bar(share: Share) -> str:
    if not share.is_known or not share.total:
        return ""
    clear, checked = (100 * min(n / share.total, 1) for n in (share.clear, share.checked))
    parts = _part("clear", clear) + _part("checked", checked)
    return _drawing("bar whole", words.share_said(share), parts)


# --- networks and colours ---------------------------------------------------------------------


def _networks(networks: Sequence[Activity]) -> Iterable[str]:
    """Networks of schools one by one, the other kinds folded."""
    most = max((n.held + n.undated for n in networks), default=0) or 1
    ordered = sorted(networks, key=lambda n: n.kind)
    kinds = {kind: list(rows) for kind, rows in groupby(ordered, key=lambda n: n.kind)}
    yield from (_activity(row, most) for row in kinds.pop("school_network", []))
    for kind, rows in kinds.items():
        title = f"{words.kind(kind)}: {words.kind_said(rows)}"
        yield _folded(title, (_activity(row, most) for row in rows))


def _activity(network: Activity, most: int) -> Markup:
    said, total = words.activity_said(network), network.held + network.undated
    chart = _drawing("bar", said, _part("clear", 100 * total / most)) if total else ""
    return _row(words.name(network.name), said, words.activity_note(network), chart)


def _colours(of: Committee) -> Iterable[str]:
    told = None
    for table in of.colours:
        rows = networks_of(table)
        networks = [shown for row, shown in rows if row not in (TOTAL, "")]
        yield f"<h3>{put(words.table_title(table))}</h3>"
        yield f"<p>{put(words.table_finding(table, networks))}</p>"
        if table.bands != told:
            yield _legend(table)
            told = table.bands
        unit = words.unit(len(table.subjects) > 1)
        names = of.network_names or {}
        for row, shown in rows:
            yield _shown(words.network_name(names, row), shown, unit)
        if lost := words.clashing(table):
            yield f'<p class="quiet">{put(lost)}</p>'
        yield from _by_subject(table)
        yield from _schools(table.schools, of)


def networks_of(table: ColourTable) -> list[tuple[str, Shown]]:
    """The total of each network: the office's first, then the worst; without a network last."""
    rows = [(row, shown) for (row, column), shown in table.cells.items() if column == TOTAL]
    return sorted(rows, key=lambda each: (each[0] != TOTAL, not each[0], _order(each[1]), each[0]))


def _order(shown: Shown) -> float:
    """Worst first; groups without a percent last."""
    seen = shown.seen
    if seen.kind == "count":
        return -seen.not_passed / seen.tested
    return -seen.limit / 100 if seen.kind in ("below", "above") else 1


def _shown(name: str, shown: Shown, unit: str) -> Markup:
    said = f"สี{words.colour(shown.colour)}" if shown.colour else ""
    mark = _shape(shown.colour, words.seen_percent(shown))
    return _row(name, said, words.seen_said(shown, unit), mark=mark)


def _shape(colour: str, inside: str = "") -> str:
    """The shape of a colour with its percent; a hollow square for none. Read as its row's text."""
    look = colour if colour in COLOUR_WORDS else "none"
    return f'<div class="shape {look}" aria-hidden="true"><b>{put(inside)}</b></div>'


def _legend(table: ColourTable) -> Markup:
    rows = []
    for band in table.bands:
        name = f"{words.colour(band.colour)} {words.shorten(band.meaning, 60)}"
        between = words.band_range(band.from_percent, band.to_percent)
        rows.append(
            f"<li>{_shape(band.colour)}<span>{put(name)}</span>"
            f'<span class="said">{put(between)}</span></li>'
        )
    listed = "".join(rows)
    return Markup(f'<ul class="legend" aria-label="ช่วงร้อยละของแต่ละสี">{listed}</ul>')


def _by_subject(table: ColourTable) -> Iterable[str]:
    of_office = [(s, table.cells[TOTAL, s]) for s in table.subjects if (TOTAL, s) in table.cells]
    if len(of_office) > 1:
        rows = (_shown(words.name(s), shown, "คน") for s, shown in of_office)
        yield _folded("แยกตามวิชา (ทั้งเขตพื้นที่)", rows)


def _schools(schools: Sequence[SchoolColour], of: Committee) -> Iterable[str]:
    """The schools that were tested, folded together, network by network."""
    tested = [school for school in schools if school.state != "not_tested"]
    parts = []
    for network, rows in groupby(tested, key=lambda school: school.network):
        parts.append(f"<h4>{put(words.network_name(of.network_names or {}, network))}</h4>")
        parts += [_school(row) for row in rows]
    if len(schools) > len(tested):
        parts.append(f'<p class="quiet">{put(words.untested(len(schools) - len(tested)))}</p>')
    if parts:
        yield _folded(f"รายชื่อโรงเรียนที่ทดสอบ {len(tested):,} แห่ง", parts)


def _school(row: SchoolColour) -> Markup:
    why = {"hidden": words.HIDDEN, "colour": "ยังไม่มีช่วงสี"}
    said = f"สี{words.colour(row.colour)}" if row.colour else ""
    note = "" if row.colour else why[row.state]
    return _row(words.name(row.name), said, note, mark=_shape(row.colour))


# --- for assessors ----------------------------------------------------------------------------


def _points(of: Committee) -> Iterable[str]:
    titles = {level.indicator: level.title for level in of.levels}
    for indicator, rows in groupby(of.points, key=lambda point: point.indicator):
        rows = list(rows)
        clear = sum(row.state in CLEAR[REPORTED] for row in rows)
        name = f"{indicator} {words.shorten(titles.get(indicator, ''), 80)}".strip()
        title = f"{name or words.NO_TITLE}: มีหลักฐาน {clear} จาก {len(rows)} ประเด็น"
        yield _folded(title, map(_point, rows))


def _point(point: Point) -> str:
    documents = "".join(
        f"<li>{put(words.name(one.title, 300))} "
        f'<span class="said">{STATE_SYMBOLS[one.state]} {put(STATE_WORDS[one.state])}</span></li>'
        for one in point.documents
    )
    state = f"{STATE_SYMBOLS[point.state]} {STATE_WORDS[point.state]}"
    listed = f'<ul class="documents">{documents}</ul>' if documents else ""
    return _row(f"{point.criterion} {words.name(point.title, 300)}", state, chart=listed)
