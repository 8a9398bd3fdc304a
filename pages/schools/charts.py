"""Charts of the page of school colours: waffle by network, bands, shares, school × subject.

Every mark is a school in the shape and colour of its band with its percent, rounded down. Texts
come in ready; show: gives text the digits that the visitor chose. Imports no Streamlit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import ceil
from typing import NamedTuple

import altair as alt
import pandas as pd

from esa.rules.bands import Band
from esa.rules.colours import Pooled, SchoolColour
from esa.rules.school_results import NetworkColours
from esa.rules.vocabulary import COLOUR_WORDS, WITHOUT_COLOUR
from esa.screen import marks
from esa.telling import schools_words
from esa.telling.texts import plain, shorten

Show = Callable[[object], str]

PITCH = 40  # px between rows of marks
MARK = 1150  # size of a mark
MOST_NETWORKS = 40  # rows of a waffle or of shares; the others by the filter
LINE_WIDE, LINE_PHONE = 12, 9  # marks in a line
NAME_PX = 214  # room for the name of a network
WORST_FIRST = (*reversed(COLOUR_WORDS), *WITHOUT_COLOUR)


class SubjectCell(NamedTuple):
    """A result in a table of schools × subjects, or of subjects × years."""

    row: str
    column: str | int
    name: str
    stand: str
    shown: int | None
    small: bool
    hundredths: int | None
    not_passed: int | None
    tested: int | None


Coloured = SchoolColour | Pooled | SubjectCell


def tiles(
    table: pd.DataFrame, x: alt.X, y: alt.Y, size: float = MARK, hover: str = ""
) -> list[alt.Chart]:
    """Layers of marks. table: x, y, stand, number (text inside), small, name, said.

    hover: heading of `said` in the tooltip; "" for marks without one (phones have no pointer,
    and names twice would double what is sent).
    """
    kept = ["x", "y", "number", *(["name", "said"] if hover else [])]
    layers = []
    for stand, mine in table.groupby("stand", observed=True):
        columns = mine[kept].reset_index(drop=True)
        title = f"โรงเรียน ({schools_words.stand(stand)})"
        tips = [alt.Tooltip("name:N", title=title), alt.Tooltip("said:N", title=hover)]
        seen = {"tooltip": tips} if hover else {}
        layers.append(_shape(columns, str(stand), size).encode(x=x, y=y, **seen))
        if stand in marks.QUALITY or stand in ("no_band", "invalid"):
            ink = marks.QUALITY[stand][2] if stand in marks.QUALITY else marks.SECOND
            text = marks.text(columns, "number", size=17, colour=ink, bold=500, align="center")
            layers.append(text.encode(x=x, y=y, **seen))
    small = table.loc[table["small"] & table["stand"].isin(list(marks.QUALITY)), ["x", "y"]]
    if len(small):
        line = small.assign(y=small["y"] + 18.5).reset_index(drop=True)
        path = "M-1,-.14L1,-.14L1,.14L-1,.14Z"
        layers.append(marks.shape(line, path, 330, fill=marks.INK, opacity=1).encode(x=x, y=y))
    return layers


def _shape(table: pd.DataFrame, stand: str, size: float) -> alt.Chart:
    if stand in marks.QUALITY:
        fill, stroke, _ = marks.QUALITY[stand]
        fitted = size * 0.8 if stand == "blue" else size
        mark = {"fill": fill, "stroke": stroke, "strokeWidth": 1, "opacity": 1}
        return marks.shape(table, marks.QUALITY_SHAPES[stand], fitted, **mark)
    if stand == "not_tested":
        mark = {"filled": False, "stroke": marks.UNKNOWN, "strokeWidth": 1, "opacity": 1}
        return marks.shape(table, marks.HATCH, size, **mark)
    mark = {"fill": marks.WHITE, "stroke": marks.UNKNOWN, "strokeDash": [3, 3], "opacity": 1}
    return marks.shape(table, marks.SQUARE, size, **mark)


def numbered(coloured: Iterable[Coloured], names: Iterable[object], show: Show) -> pd.DataFrame:
    """What marks need: stand, number, small, name, said. names: of the same rows."""
    columns = ["stand", "number", "small", "name", "said"]
    rows = [
        (
            row.stand,
            "?" if row.shown is None else show(row.shown),
            row.small,
            shorten(name, 60),
            show(schools_words.sum_of(row)),
        )
        for row, name in zip(coloured, names, strict=True)
    ]
    return pd.DataFrame(rows, columns=columns).astype({"small": bool})


def waffle_places(
    schools: Sequence[SchoolColour],
    networks: Sequence[NetworkColours],
    line: int,
    head: float = 0,
) -> tuple[pd.DataFrame, pd.DataFrame, float]:
    """Where each mark and each network stands: (marks, rows, height in px).

    schools: in the order to be drawn. line: marks in a line. head: px of a line above each
    network's marks. Schools without any row have no mark; their number is in `note` of the network.
    """
    rows, placed, y = [], [], 0.0
    of_network: dict[str, list[int]] = {}
    for place, school in enumerate(schools):
        if school.stand != "no_row":
            of_network.setdefault(school.network or "", []).append(place)
    for network in networks[:MOST_NETWORKS]:
        mine = of_network.get(network.network, ())
        if not network.network and rows:
            y += 14
        top = y + head
        placed += [
            {"index": row, "x": i % line, "y": top + PITCH * (i // line + 0.5)}
            for i, row in enumerate(mine)
        ]
        lines = max(1, ceil(len(mine) / line)) if len(mine) or not head else 0
        last = len(mine) % line if len(mine) else 0
        without = network.counts["no_row"]
        about = {"network": network.network, "alarming": network.alarming, "tested": network.tested}
        note = f"ไม่มีแถวผล {without}" if without else ""
        rows.append({**about, "y": y + (head or PITCH) / 2, "note": note})
        rows[-1] |= {"note_x": last, "note_y": top + PITCH * (lines - 0.5)}
        rows[-1]["full"] = bool(len(mine)) and last == 0
        y = top + PITCH * lines + (8 if head else 0)
    places = pd.DataFrame(placed, columns=["index", "x", "y"])
    return places, pd.DataFrame(rows), y


def waffle(
    schools: Sequence[SchoolColour],
    networks: Sequence[NetworkColours],
    names: Mapping[str, str],
    of: str,
    show: Show = str,
    phone: bool = False,
) -> alt.LayerChart:
    """Every school as a mark, in a row per network; the network with most orange and red first."""
    head, line = (34.0, LINE_PHONE) if phone else (0.0, LINE_WIDE)
    places, rows, height = waffle_places(schools, networks, line, head)
    if rows.empty:
        return marks.finish(alt.layer(_nothing()), height=PITCH)
    drawn = [schools[place] for place in places["index"]]
    table = numbered(drawn, [school.name for school in drawn], show)
    table = table.assign(x=places["x"].to_numpy(), y=places["y"].to_numpy())
    left = 20 if phone else NAME_PX + 20
    x = marks.x_stretched(0, line - 1, left, 20)
    y = marks.y_px(height)
    rows = rows.assign(
        label=[schools_words.network_label(names.get(code, code)) for code in rows["network"]]
    )
    label = marks.text(rows[["y", "label"]], limit=NAME_PX).encode(x=alt.value(0), y=y)
    layers = [label, *tiles(table, x, y, hover="" if phone else schools_words.hover(of))]
    if phone:
        status = [_phone_status(row, show) for row in rows.to_dict("records")]
        right = marks.text(rows[["y"]].assign(label=status), size=marks.SMALL, align="right")
        right = right.encode(x=alt.value("width"), y=y)
        right.mark.color = marks.SECOND
        layers.append(right)
    else:
        noted = rows[(rows["note"] != "") & ~rows["full"]]
        note = noted[["note_x", "note_y"]].set_axis(["x", "y"], axis=1)
        note = note.assign(x=note["x"] - 0.35, label=[show(text) for text in noted["note"]])
        layers.append(marks.text(note, colour=marks.SECOND).encode(x=x, y=y))
    return marks.finish(alt.layer(*layers), height=height)


def _phone_status(row: Mapping[str, object], show: Show) -> str:
    said = f"แสดและแดง {row['alarming']}" if row["alarming"] else ""
    if not row["tested"]:
        said = "ยังไม่มีผลทดสอบ"
    return show(" ".join(part for part in (said or "ไม่มีแสดหรือแดง", row["note"]) if part))


def _nothing() -> alt.Chart:
    return marks.text(pd.DataFrame({"label": ["ไม่มีโรงเรียนให้แสดง"], "y": [18]})).encode(
        x=alt.value(0), y=marks.y_px(PITCH)
    )


def bands(ordered: Sequence[Band], of: Mapping[str, int], show: Show = str) -> alt.LayerChart:
    """The thresholds, worst first: mark with the number of schools, its word, from–to."""
    rows = [
        {
            "stand": band.colour,
            "number": show(of.get(band.colour, 0)),
            "label": f"{schools_words.stand(band.colour)} {shorten(band.meaning, 18)}".strip(),
            "edges": show(f"{band.from_percent:.2f}–{band.to_percent:.2f}"),
        }
        for band in reversed(ordered)
    ]
    for state in WITHOUT_COLOUR:
        if of.get(state):
            word = show(f"{schools_words.stand(state)} {of[state]:,}")
            rows.append({"stand": state, "number": "", "label": word, "edges": ""})
    table = pd.DataFrame(rows, columns=["stand", "number", "label", "edges"])
    table["y"] = marks.rows_y(len(rows), PITCH)
    table = table.assign(x=0, small=False, name=table["label"], said=table["edges"])
    height = PITCH * max(len(rows), 1)
    y = marks.y_px(height)
    x = marks.x_stretched(0, 1, 20, 20)
    label = marks.text(table[["y", "label"]]).encode(x=alt.value(48), y=y)
    edges = marks.text(table[["y", "edges"]], "edges", colour=marks.SECOND, align="right")
    return marks.finish(
        alt.layer(*tiles(table, x, y), label, edges.encode(x=alt.value("width"), y=y)),
        height=height,
    )


def shares(
    networks: Sequence[NetworkColours],
    names: Mapping[str, str],
    show: Show = str,
    phone: bool = False,
) -> alt.LayerChart:
    """Share of schools per colour of each network: a bar of the same length, worst on the left.

    Not tested and without a row are part of the bar, in white; the count stands in each part.
    """
    head, pitch = (34.0, 80.0) if phone else (0.0, 42.0)
    parts, rows = [], []
    for place, network in enumerate(networks[:MOST_NETWORKS]):
        middle = place * pitch + head + 20
        label = schools_words.network_label(names.get(network.network, network.network))
        said = show(f"แสดและแดง {network.alarming} จาก {network.tested}")
        rows.append({"y": middle - head, "label": label, "said": said, "here": middle})
        done = 0.0
        for stand in WORST_FIRST:
            count = network.counts.get(stand, 0)
            if count:
                share = count / network.schools
                word = show(f"{count} จาก {network.schools} โรงเรียน")
                parts.append((stand, done, done + share, middle, show(count), share, label, word))
                done += share
    columns = ["stand", "start", "end", "y", "number", "share", "name", "said"]
    table = pd.DataFrame(parts, columns=columns)
    height = pitch * max(len(rows), 1)
    y = marks.y_px(height)
    left, right = (0, 0) if phone else (NAME_PX, 190)
    x = marks.x_stretched(0, 1, left, right, "start")
    named = pd.DataFrame(rows, columns=["y", "label", "said", "here"])
    layers = [marks.text(named[["y", "label"]]).encode(x=alt.value(0), y=y)]
    layers += _bars(table, x, y, hover=not phone)
    said = marks.text(named[["y", "said"]], "said", colour=marks.SECOND, align="right")
    layers.append(said.encode(x=alt.value("width"), y=y))
    return marks.finish(alt.layer(*layers), height=height)


def _bars(table: pd.DataFrame, x: alt.X, y: alt.Y, hover: bool) -> list[alt.Chart]:
    layers = []
    for stand, mine in table.groupby("stand"):
        fill, _, ink = marks.QUALITY.get(stand, (marks.WHITE, marks.UNKNOWN, marks.SECOND))
        title = f"เครือข่าย ({schools_words.stand(stand)})"
        tips = [alt.Tooltip("name:N", title=title), alt.Tooltip("said:N", title="จำนวน")]
        kept = ["start", "end", "y", *(["name", "said"] if hover else [])]
        bar = alt.Chart(mine[kept].reset_index(drop=True)).mark_bar(
            height=34, fill=fill, stroke=marks.WHITE if stand in marks.QUALITY else marks.UNKNOWN
        )
        seen = {"tooltip": tips} if hover else {}
        layers.append(bar.encode(x=x, x2="end:Q", y=y, **seen))
        wide = mine[mine["share"] > 0.06]
        middle = wide[["y", "number"]].assign(start=(wide["start"] + wide["end"]) / 2)
        middle = middle.reset_index(drop=True)
        outlined = _shape(middle, stand, 900)
        if stand in marks.QUALITY:
            outlined.mark.stroke = ink
        layers.append(outlined.encode(x=x, y=y))
        back = {"stroke": fill, "strokeWidth": 6} if stand not in marks.QUALITY else {}
        text = marks.text(middle, "number", size=17, colour=ink, bold=500, align="center", **back)
        layers += [text.encode(x=x, y=y)]
        if back:
            front = marks.text(middle, "number", size=17, colour=ink, bold=500, align="center")
            layers.append(front.encode(x=x, y=y))
    return layers


def by_subject(
    cells: Sequence[SubjectCell],
    names: Sequence[tuple[str, str]],
    columns: Sequence[object],
    show: Show = str,
    phone: bool = False,
    room: float = 280,
) -> alt.LayerChart:
    """School × subject (or subject × year) as the same marks, where rows and columns have names.

    names: (key, text) in the order of the rows. room: px for the names of the rows, on a wide
    screen.
    """
    pitch, above = (74.0, 30.0) if phone else (PITCH + 1.0, 0.0)
    slanted = len(columns) > 8 or phone
    top = 96.0 if slanted else 34.0
    at_row = {key: top + i * pitch + above + 20 for i, (key, _) in enumerate(names)}
    at_column = {column: i for i, column in enumerate(columns)}
    mine = [cell for cell in cells if cell.row in at_row and cell.column in at_column]
    table = numbered(mine, [cell.name for cell in mine], show)
    table["x"] = [at_column[cell.column] for cell in mine]
    table["y"] = [at_row[cell.row] for cell in mine]
    height = top + pitch * len(names)
    x = marks.x_stretched(
        0, max(len(columns) - 1, 1), 20 if phone else room + 20, 20 if phone else room / 5
    )
    y = marks.y_px(height)
    heads = pd.DataFrame(
        {"label": [show(shorten(plain(c), 13)) for c in columns], "x": range(len(columns))}
    )
    hover = "" if phone else schools_words.hover(schools_words.PUPILS)
    turned = {"angle": 308, "align": "left"} if slanted else {"align": "center"}
    head = marks.text(heads.assign(y=top - 10), colour=marks.SECOND, **turned).encode(x=x, y=y)
    length = 34 if phone else 30
    labels = pd.DataFrame(
        {
            "label": [show(shorten(text, length)) for _, text in names],
            "y": [at_row[key] - above - (4 if phone else 0) for key, _ in names],
        }
    )
    label = marks.text(labels, limit=350 if phone else room - 6).encode(x=alt.value(0), y=y)
    return marks.finish(alt.layer(head, label, *tiles(table, x, y, hover=hover)), height=height)
