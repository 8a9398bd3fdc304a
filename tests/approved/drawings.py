"""What is written in a drawing: its words for those who can't see it, its labels and tooltips.

Labels stand in the order they are read: from the top, from the left. Where exactly, and how marks
look, is not held here, since drawings change as a whole.
"""

import json
from collections.abc import Iterator, Mapping

from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from tests.approved.lines import line, row


def of_chart(proto: object, with_tips: bool = True) -> list[str]:
    """Lines of an Altair chart as it goes to the browser. with_tips: with what is told when a
    pointer rests on a mark."""
    tables = {each.name: each.data.data for each in proto.datasets}
    tables = {n: convert_arrow_bytes_to_pandas_df(t).to_dict("records") for n, t in tables.items()}
    if proto.HasField("data") and proto.data.data:
        tables[""] = convert_arrow_bytes_to_pandas_df(proto.data.data).to_dict("records")
    spec = json.loads(proto.spec)
    for name, rows in spec.get("datasets", {}).items():
        tables[name] = rows
    labels: set[tuple] = set()
    hovered: dict[str, None] = {}
    for part, rows in _parts(spec, tables.get("", []), tables):
        encoding = part.get("encoding", {})
        if _kind(part) == "text" and "text" in encoding:
            labels.update(_labels(encoding, part["mark"], rows))
        for tip in _tips(encoding, rows) if with_tips else ():
            hovered[tip] = None
    said = [f"‹ในคำ› {line(proto.alt)}"]
    return [*said, *_in_rows(labels), *(f"‹เมื่อชี้› {tip}" for tip in hovered)]


def _parts(
    spec: Mapping, rows: list, tables: Mapping[str, list], encoding: Mapping | None = None
) -> Iterator[tuple[Mapping, list]]:
    data = spec.get("data") or {}
    if "values" in data:
        rows = data["values"]
    elif data.get("name") in tables:
        rows = tables[data["name"]]
    merged = {**(encoding or {}), **spec.get("encoding", {})}
    inner = [
        each for key in ("layer", "hconcat", "vconcat", "concat") for each in spec.get(key, ())
    ]
    if "mark" in spec:
        for made in spec.get("transform", ()):
            if "calculate" in made and made["calculate"].startswith("'"):
                rows = [each | {made["as"]: made["calculate"].strip("'")} for each in rows]
        yield {**spec, "encoding": merged}, rows
    for each in inner:
        yield from _parts(each, rows, tables, merged)


def _kind(part: Mapping) -> str:
    mark = part["mark"]
    return mark if isinstance(mark, str) else mark["type"]


def _value(channel: Mapping | None, row: Mapping) -> object:
    if not channel:
        return 0
    return row.get(channel["field"]) if "field" in channel else channel.get("value", 0)


def _labels(encoding: Mapping, mark: Mapping, rows: list) -> Iterator[tuple]:
    for each in rows:
        label = line(_value(encoding["text"], each))
        if label and label not in ("None", "nan"):
            yield (*(_place(encoding, axis, each) for axis in ("y", "x")), label)


def _place(encoding: Mapping, axis: str, row: Mapping) -> tuple:
    """Sorts numbers as numbers, from the top and the left."""
    channel = encoding.get(axis) or {}
    value = _value(channel, row)
    if isinstance(value, int | float):
        domain = (channel.get("scale") or {}).get("domain") or (0, 1)
        area = (channel.get("scale") or {}).get("range") or (0, 1)
        numbers = [v for v in (*domain, *area) if isinstance(v, int | float)]
        turned = len(numbers) == 4 and (numbers[0] < numbers[1]) != (numbers[2] < numbers[3])
        return (0, round(-value if turned else value, 3), "")
    return (1, 0, str(value))


def _in_rows(labels: set[tuple]) -> list[str]:
    """Labels that share a height stand in one row."""
    heights: dict[tuple, list[str]] = {}
    for height, _, label in sorted(labels):
        heights.setdefault(height, []).append(label)
    return [row(each) for each in heights.values()]


def _tips(encoding: Mapping, rows: list) -> Iterator[str]:
    tips = encoding.get("tooltip") or []
    tips = [tip for tip in (tips if isinstance(tips, list) else [tips]) if tip and "field" in tip]
    for each in rows if tips else []:
        yield " · ".join(
            f"{line(tip.get('title') or tip['field'])}: {line(each.get(tip['field']))}"
            for tip in tips
        )
