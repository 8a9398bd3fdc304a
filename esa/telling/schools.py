"""Schools by quality colour, of the test that most schools took: all of them, and by network."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial

from esa.plain import records
from esa.reading.problems import left_out_rows
from esa.rules.bands import MEAN, SHARE, Band, bands_for, colours_of
from esa.rules.school_results import NetworkColours, SchoolColours
from esa.rules.vocabulary import COLOUR_SIGNS, COLOUR_WORDS, WITHOUT_COLOUR
from esa.telling import schools_words
from esa.telling.drawings import Shape, Shapes
from esa.telling.left_out import set_aside
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    LeftOut,
    Onward,
    Table,
    Topic,
    strong,
    together,
)

HEADING = "สีคุณภาพโรงเรียน"
NO_NETWORK = "ไม่มีเครือข่าย"
NO_RESULTS = "ยังไม่มีผลการทดสอบให้แสดงสีของโรงเรียน"
FIELDS, CLASH = ("tested", "not_passed"), "ตัวเลขขัดกัน"
_WORST_FIRST = (*reversed(COLOUR_WORDS),)


def schools(at: Standpoint) -> Topic:
    choice, behind = at.judged.choice, partial(_networks, at)
    parts = (Topic("all_schools", "โรงเรียน", "", behind=partial(_schools, at)),)
    if choice is None:
        lost = at.left_out("test_results", *FIELDS)
        said = set_aside(lost) or NO_RESULTS
        none = Topic("schools", HEADING, said, left_out=lost, behind=behind, parts=parts)
        return replace(none, brief=True)
    found = at.judged.schools(choice)
    of = schools_words.counts((row.stand for row in found.schools), found.looks)
    bands = bands_for(at.office.rows["colour_bands"], choice.academic_year, choice.sitting)
    alarming = schools_words.alarms(bands, found.looks)
    used = [band.colour for band in reversed(bands)]
    used += [state for state in WITHOUT_COLOUR if any(row.counts[state] for row in found.networks)]
    heads = ("โรงเรียน", *(_head(name, found.looks) for name in used))
    return Topic(
        "schools",
        HEADING,
        schools_words.finding(_counted(of), choice, alarming=alarming),
        _entries(at, found, of, used, "และ".join(alarming)),
        (Column("เครือข่าย"), *(Column(head, 18, "number") for head in heads)),
        notes=(
            together(schools_words.about(choice, len(found.subjects), "")),
            f"สีจาก{schools_words.AXES[found.measure]}",
        ),
        drawing=Shapes(_shapes(of, bands, found.looks)) if bands else None,
        left_out=left_out(at, found),
        behind=behind,
        parts=parts,
        onward=(Onward(Door("schools")), *_by_subject(found)),
        brief=True,
    )


def _by_subject(found: SchoolColours) -> Iterator[Onward]:
    """Each subject that the colours are pooled of, the worst first."""
    named = [pooled.subject for pooled in found.subjects if pooled.subject]
    for subject in named if len(named) > 1 else ():
        yield Onward(Door("schools", (("subject", subject),)), shorten(subject, 40))


def left_out(at: Standpoint, found: SchoolColours) -> tuple[LeftOut, ...]:
    """Rows of the choice whose counts clash, and those set aside that may be of it."""
    office = at.office
    lost = left_out_rows(office.problems, "test_results", *FIELDS)
    aside = len(lost.difference(office.rows["test_results"].index))
    clash = len(lost.intersection(found.rows.index).union(found.left_out))
    told = (LeftOut("", "test_results", aside), LeftOut("", "test_results", clash, CLASH))
    return tuple(each for each in told if each.rows)


def _counted(of: Mapping[str, int]) -> dict[str, int]:
    """Without those that have no result to tell of."""
    return {name: count for name, count in of.items() if name not in ("not_tested", "no_row")}


def _head(name: str, shapes: Mapping[str, str]) -> str:
    return f"{COLOUR_SIGNS.get(shapes.get(name, name), '')} {schools_words.stand(name)}".strip()


def _entries(
    at: Standpoint, found: SchoolColours, of: Mapping[str, int], used: Sequence[str], bad: str
) -> tuple[Entry, ...]:
    """The networks, most orange and red ones first; those without any stand in tables only."""
    names = network_names(at)
    told = [_entry(row, names.get(row.network, NO_NETWORK), used, bad) for row in found.networks]
    if len(told) > 1:
        told.append(Entry(values=("รวม", of["schools"], *(of.get(name, 0) for name in used))))
    return tuple(told)


def _entry(row: NetworkColours, name: str, used: Sequence[str], bad: str) -> Entry:
    name = shorten(name, 70)
    named = bool(row.network and row.alarming)
    return Entry(
        strong(row.alarming) if named else "",
        f"{name} {bad} จาก{NBSP}{row.tested} โรงเรียนที่ทดสอบ" if named else "",
        door=Door("schools", (("network", row.network),)) if named else None,
        values=(name, row.schools, *(row.counts.get(each) or None for each in used)),
    )


def network_names(at: Standpoint) -> dict[str, str]:
    rows = records(at.office.rows["networks"], "network", "name")
    return {code: name or code for _, code, name in rows if code}


def _shapes(
    of: Mapping[str, int], bands: Sequence[Band], shapes: Mapping[str, str]
) -> tuple[Shape, ...]:
    """A shape for each colour, best first, and one for the schools that have none."""
    found = [
        Shape(
            shapes[band.colour],
            of.get(band.colour, 0),
            schools_words.stand(band.colour),
            f"{band.from_percent:.2f}–{band.to_percent:.2f}",
            Door("schools", (("colour", band.colour),)),
        )
        for band in bands
    ]
    without = of["schools"] - sum(shape.count for shape in found)
    return (*found, *([Shape("unknown", without, "ยังไม่มีสี")] if without else []))


# --- every row ------------------------------------------------------------------------------------


def _networks(at: Standpoint) -> Table:
    title, heads = "สีรายเครือข่าย", ("รหัสเครือข่าย", "เครือข่าย", "โรงเรียน")
    choice = at.judged.choice
    if choice is None:
        return Table(title, heads, ())
    own, names = at.judged.schools(choice).networks, network_names(at)
    known = own[0].counts if own else colours_of(at.office.rows["colour_bands"])
    shapes = at.judged.schools(choice).looks
    used = sorted(sorted(known), key=lambda name: _worst_first(shapes.get(name, name)))
    rows = tuple(
        (
            *(row.network or None, names.get(row.network, NO_NETWORK), row.schools),
            *(row.counts[name] for name in used),
        )
        for row in own
    )
    return Table(title, (*heads, *map(schools_words.stand, used)), rows)


def _worst_first(name: str) -> int:
    return _WORST_FIRST.index(name) if name in _WORST_FIRST else len(_WORST_FIRST)


def _schools(at: Standpoint) -> Table:
    heads = ("รหัสโรงเรียน", "โรงเรียน", "เครือข่าย", "การทดสอบ", "ชั้น", "ปีการศึกษา", "สี")
    choice, names = at.judged.choice, network_names(at)
    measure = at.judged.schools(choice).measure if choice else SHARE
    heads += (schools_words.VALUES[measure], "ไม่ผ่าน", "เข้าสอบ")
    known = {code: place for place, code in records(at.office.rows["schools"], "school_code")}
    found = at.judged.schools(choice).schools if choice else ()
    rows = tuple(
        (
            *(row.school_code, row.name, names.get(row.network or "")),
            *(choice.test, choice.grade, choice.academic_year, schools_words.stand(row.stand)),
            None if row.hundredths is None else Decimal(row.hundredths).scaleb(-2),
            *(None if row.measure == MEAN else row.not_passed, row.tested),
        )
        for row in found
    )
    places = [known.get(row.school_code) for row in found]
    return Table("สีโรงเรียน", heads, rows, tuple(p and Cell("schools", p, "name") for p in places))
