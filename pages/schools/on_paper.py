"""School colours on paper: thresholds, the worst schools first, networks; one school alone."""

from collections.abc import Mapping, Sequence

from esa.documents import paper
from esa.documents.paper import Markup
from esa.reading.office import Office
from esa.rules.bands import bands_for, bands_since
from esa.rules.colours import SchoolColour
from esa.rules.school_results import (
    OneSchool,
    Result,
    SchoolColours,
    alarming,
    band_of,
    sum_of,
)
from esa.rules.vocabulary import COLOUR_SIGNS, COLOUR_WORDS, WITHOUT_COLOUR
from esa.screen import printing
from esa.screen.printing import cell, marked
from esa.telling import schools_words as said
from esa.telling.texts import number
from pages.schools.parts import networks_of, of_network

WORST_FIRST = tuple(reversed(COLOUR_WORDS))


def colour(stand: str | None) -> str:
    """The word of a colour with its sign; of a state, the word alone."""
    return f"{COLOUR_SIGNS.get(stand, '')} {said.stand(stand)}".strip()


def step(row: SchoolColour | Result) -> str:
    """How many more have to pass, and the colour that brings: 109 → แสด."""
    if row.more_to_pass is None or row.next_better is None:
        return "–"
    return f"{number(row.more_to_pass)} → {said.stand(row.next_better)}"


def bands(office: Office, found: SchoolColours, schools: Sequence[SchoolColour]) -> list[Markup]:
    """The thresholds with the year they are from, and how many schools have each colour."""
    year = found.choice.academic_year
    of = said.counts(row.stand for row in schools)
    rows = [
        [
            colour(band.colour),
            f"{band.from_percent:.2f}–{band.to_percent:.2f}",
            cell(band.meaning, 80),
            of.get(band.colour, 0),
        ]
        for band in bands_for(office.rows["colour_bands"], year)
    ]
    rows += [[said.stand(state), "–", "", of[state]] for state in WITHOUT_COLOUR if of.get(state)]
    heads = ("สี", "ร้อยละที่ไม่ผ่าน", "ความหมาย", "โรงเรียน")
    return [
        paper.heading(said.bands_title(bands_since(office.rows["colour_bands"], year))),
        paper.table(heads, rows, (42, 44, None, 24), numbers=(3,)),
    ]


def worst(
    found: SchoolColours, schools: Sequence[SchoolColour], names: Mapping[str, str]
) -> list[Markup]:
    """Red and orange schools, the worst first, with what lifts each to the next colour."""
    needy = alarming(schools)
    of = said.unit(found.choice)
    rows = [
        [
            colour(row.colour),
            paper.lines(
                cell(row.name, 80) + (" (กลุ่มเล็ก)" if row.small else ""),
                cell(names.get(row.network or ""), 40),
            ),
            said.percent(row.hundredths),
            f"{number(row.not_passed)} จาก {number(row.tested)}",
            step(row),
        ]
        for row in needy
    ]
    head = paper.heading(f"ต้องช่วยก่อน: แดงและแสด {len(needy):,} โรงเรียน")
    if not rows:
        return [head, paper.says("ไม่มีโรงเรียนสีแดงหรือแสดในชุดที่เลือก")]
    heads = ("สี", "โรงเรียน และเครือข่าย", "ร้อยละ ที่ไม่ผ่าน", f"ไม่ผ่าน ({of})", f"ผ่านเพิ่ม ({of})")
    note = "ผ่านเพิ่ม = อีกเท่าใดจึงเปลี่ยนเป็นสีหลังลูกศร"
    table = paper.table(heads, rows, (22, None, 26, 40, 36), numbers=(2,))
    return [head, paper.says(note), table]


def shares(found: SchoolColours, names: Mapping[str, str], network: str) -> list[Markup]:
    """Schools per colour of each network; those without a colour are counted too."""
    own = networks_of(found, network)
    used = [
        name
        for name in (*WORST_FIRST, *WITHOUT_COLOUR)
        if any(row.counts.get(name) for row in own)
        or (name in COLOUR_SIGNS and any(name in row.counts for row in own))
    ]
    rows = [
        [
            cell(names.get(row.network, row.network), 60) or "ไม่มีเครือข่าย",
            row.schools,
            *(row.counts[name] or "–" for name in used),
        ]
        for row in own
    ]
    if not rows:
        return []
    heads = ("เครือข่าย", "โรงเรียน", *(said.stand(name) for name in used))
    return [
        paper.heading("จำนวนโรงเรียนแต่ละสี รายเครือข่าย"),
        paper.table(heads, rows, (None, *([18] * (len(used) + 1))), numbers=range(1, len(heads))),
    ]


def one(
    office: Office, found: SchoolColours, school: SchoolColour, results: OneSchool
) -> list[Markup]:
    """One school: how its colour came about, each subject, and the years."""
    year = found.choice.academic_year
    blocks = [paper.says(said.tested_share(school))]
    if not found.choice.subject:
        band = band_of(office.rows["colour_bands"], year, school.colour)
        blocks += [
            paper.heading("ที่มาของสีรวม"),
            paper.says(marked(said.how_pooled(sum_of(results.subjects), school, band))),
            paper.says(marked(said.not_pooled(results.subjects))),
        ]
    rows = [
        [
            cell(row.subject, 80),
            colour(row.stand),
            said.percent(row.hundredths) or "–",
            f"{number(row.not_passed) or '–'} จาก {number(row.tested) or '–'}",
            printing.known(row.limit),
            step(row),
        ]
        for row in results.subjects
    ]
    heads = ("วิชา", "สี", "ร้อยละที่ไม่ผ่าน", "ไม่ผ่าน (คน)", "ขีดจำกัดล่าง", "ผ่านเพิ่ม (คน)")
    blocks += [paper.heading(f"รายวิชา ปีการศึกษา {year}")]
    blocks += [paper.table(heads, rows, (None, 28, 25, 28, 26, 32), numbers=(2, 4))]
    years = [
        [row.academic_year, colour(row.stand), said.percent(row.hundredths) or "–"]
        for row in results.years
    ]
    heads = ("ปีการศึกษา", "สี", "ร้อยละที่ไม่ผ่าน")
    return [*blocks, paper.heading("รายปี"), paper.table(heads, years, numbers=(2,))]


def every(
    office: Office, found: SchoolColours, network: str, names: Mapping[str, str]
) -> list[Markup]:
    """All schools, or those of one network: thresholds, the worst first, networks."""
    schools = of_network(found, network)
    return [
        *bands(office, found, schools),
        *worst(found, schools, names),
        *shares(found, names, network),
    ]
