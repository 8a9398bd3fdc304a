"""What is drawn of a register, by what its columns are: rows over time, else by choice, by amphoe
of their schools, by group; and its schools on the map."""

from collections.abc import Iterator, Mapping

from esa.judged import Judged
from esa.reading.schema import Field
from esa.telling import words
from esa.telling.drawings import Gauge, Gauges, Spot
from esa.telling.ground import plan
from esa.telling.registers import names_of, opened
from esa.telling.texts import shorten, unfolded
from esa.telling.topic import Door, Topic, together
from pages.registers.held import MOST_MONTHS, Held, Period, Periods, in_words, written

LEAST_FILLED = 3  # one in so many rows at least fills in what is drawn
MOST_DRAWN = 15  # bars of one drawing; the rest stands in the table
BLANK, OTHERS = "ไม่ระบุ", "อื่น"
ON_MAP = (("checked", "มีในทะเบียน"), ("hollow", "ยังไม่มีในทะเบียน"))


def dated(of: Held) -> Field | None:
    """The column of dates that tells when a row is: the one that is filled in most."""
    filled = {each: _filled(of, each) for each in of.declared.of_type("date")}
    best = max(filled, key=filled.__getitem__, default=None)
    return best if best and filled[best] else None


def worded(of: Held) -> Field | None:
    """The first column of choices that says anything."""
    columns = of.declared.of_type("choice", "yes_no")
    return next((each for each in columns if _filled(of, each)), None)


def drawn_by(of: Held) -> Field | None:
    """The column that the drawing follows: a date, else a choice, where a third of the rows fill it
    in, and of choices where some word stands twice; None for none."""
    when, word = dated(of), worded(of)
    if when and len(of.rows) <= LEAST_FILLED * _filled(of, when):
        return when
    enough = word and len(of.rows) <= LEAST_FILLED * _filled(of, word)
    return word if enough and max(_words(of, word).values()) > 1 else None


def _filled(of: Held, column: Field) -> int:
    return len(of.rows) - of.counted(column.name)[None]


def _words(of: Held, column: Field) -> dict[str, int]:
    counts = of.counted(column.name).items()
    return {said(column, value): count for value, count in counts if value is not None}


def drawing(judged: Judged, of: Held) -> Gauges | None:
    """Rows over time, by choice, by amphoe of their schools, or by group; a bar alone says nothing
    that the finding doesn't."""
    by = drawn_by(of)
    if by and by.kind == "date":
        found = _over_time(of, by)
    elif by:
        found = _gauges(of, _words(of, by), _without(of, by.name), f"แถวตาม{by.name}")
    elif of.reach and of.reach.reached:
        found = _by_amphoe(judged, of) if of.declared.reaches else _by_school(judged, of)
    else:
        found = _by_group(judged, of)
    return found if len(found.rows) > 1 else None


def _by_group(judged: Judged, of: Held) -> Gauges:
    groups = {code: n for code, n in of.counted("group").items() if code}
    named = {words.group_short(judged.office, code): code for code in groups}
    counts = {name: groups[code] for name, code in named.items()}
    doors = {name: opened(of.declared.title, group=code) for name, code in named.items()}
    return _gauges(of, counts, "", "แถวตามกลุ่มที่กรอก", doors)


def _by_school(judged: Judged, of: Held) -> Gauges:
    column = of.declared.of_type("school")[0].name
    names, schools = names_of(judged.office)["school"], of.counted(column)
    named = {f"{names.get(code, code)}": code for code in schools if code}
    counts = {name: schools[code] for name, code in named.items()}
    doors = {name: opened(of.declared.title, school=code) for name, code in named.items()}
    return _gauges(of, counts, _without(of, column), f"แถวตาม{column}", doors)


def _without(of: Held, column: str) -> str:
    """ไม่ระบุ 3 แถว · อ่านไม่ได้ 1 แถว: the rows that are drawn nowhere."""
    unread = len(of.unread.get(column, ()))
    said = {BLANK: of.counted(column)[None] - unread, "อ่านไม่ได้": unread}
    return together(f"{word} {count:,} แถว" for word, count in said.items() if count)


def said(column: Field, value: object) -> str:
    """A choice as it stands in the sheet."""
    return ("ใช่" if value else "ไม่ใช่") if column.kind == "yes_no" else str(value)


def _over_time(of: Held, by: Field) -> Gauges:
    found = of.periods(by.name)
    most = max(found.counts.values(), default=1)
    every = list(_with_gaps(found).items())
    rows = tuple(
        Gauge(
            in_words(period),
            count / most,
            f"{count:,} แถว",
            door=opened(of.declared.title, month=written(period)) if count else None,
        )
        for period, count in every[-MOST_MONTHS:]
    )
    word = "ปี" if found.by_year else "เดือน"
    cut = f"แสดง {MOST_MONTHS} {word}ล่าสุด" if len(every) > MOST_MONTHS else ""
    undated = f"ไม่ทราบวันที่ {found.undated:,} แถว" if found.undated else ""
    return Gauges(rows, together((f"แถวตาม{word}ของ{shorten(by.name, 40)}", cut, undated)))


def _with_gaps(found: Periods) -> dict[Period, int]:
    """Periods in order with those between them in which nothing stands."""
    step = 12 if found.by_year else 1
    numbers = [year * 12 + max(month - 1, 0) for year, month in found.counts]
    every = range(min(numbers, default=0), max(numbers, default=-1) + 1, step)
    periods = [(at // 12, 0 if found.by_year else at % 12 + 1) for at in every]
    return {period: found.counts.get(period, 0) for period in periods}


def _gauges(
    of: Held,
    counts: Mapping[str, int],
    without: str,
    about: str,
    doors: Mapping[str, Door] | None = None,
) -> Gauges:
    ordered = sorted(
        counts.items(), key=lambda each: (each[0].startswith(OTHERS), -each[1], each[0])
    )
    most, drawn = max(counts.values(), default=1), unfolded(len(ordered), MOST_DRAWN)
    rows = tuple(
        Gauge(
            shorten(name, 60),
            count / most,
            f"{count:,} แถว",
            door=doors[name] if doors else opened(of.declared.title, value=name),
        )
        for name, count in ordered[:drawn]
    )
    rest = f"อีก {len(ordered) - drawn:,} คำอยู่ในตาราง" if len(ordered) > drawn else ""
    return Gauges(rows, together((shorten(about, 80), rest, without)))


def _by_amphoe(judged: Judged, of: Held) -> Gauges:
    """How many of the open schools of each amphoe a row names."""
    schools = judged.office.rows["schools"]
    where = dict(zip(schools["school_code"], schools["amphoe"], strict=True))
    there: dict[str, list[int]] = {}
    for place, codes in enumerate((of.reach.reached, of.reach.others)):
        for code in codes:
            there.setdefault(where.get(code) or BLANK, [0, 0])[place] += 1
    rows = tuple(
        Gauge(
            shorten(name, 40), reached / (reached + rest), f"{reached} จาก {reached + rest} โรงเรียน"
        )
        for name, (reached, rest) in there.items()
    )
    return Gauges(rows, "โรงเรียนที่มีในทะเบียน ตามอำเภอ")


def on_map(judged: Judged, of: Held) -> Iterator[Topic]:
    """The open schools that have coordinates: named in a row; or in none, of work with schools."""
    if of.reach is None or not of.reach.reached:
        return
    schools = judged.office.rows["schools"]
    names = (schools[name] for name in ("school_code", "name", "amphoe", "latitude", "longitude"))
    about = {code: rest for code, *rest in reversed(list(zip(*names, strict=True)))}
    marked, others = [], of.reach.others if of.declared.reaches else ()
    for kind, codes in (("hollow", others), ("checked", of.reach.reached)):
        for code in codes:
            name, amphoe, *where = about[code]
            if None not in where:
                word = f"{shorten(name or code, 80)} · {dict(ON_MAP)[kind]}"
                door = opened(of.declared.title, school=code) if kind == "checked" else None
                place = float(where[0]), float(where[1])
                marked.append((Spot(kind, word, 0, 0, door), amphoe, place))
    if marked:
        there = len(of.reach.reached) + len(others)
        count = f"มีพิกัด {len(marked):,} จาก {there:,} โรงเรียน ทิศเหนืออยู่บน"
        yield Topic(
            "register_map",
            "แผนที่โรงเรียน",
            count,
            drawing=plan(marked, (), ON_MAP[: 1 + bool(others)]),
        )
