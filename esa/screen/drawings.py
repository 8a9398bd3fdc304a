"""Finished charts, kept: a chart is a value, so that the same arguments are drawn only once.

Putting a chart together and checking it against Vega-Lite's grammar takes a second on a full page;
what comes out is a short text. It is kept for all visitors under what went in: the function, its
arguments by content and the switches that words depend on. Nothing can go stale this way.
"""

import hashlib
import json
import pickle
from collections.abc import Callable, Iterator
from typing import NamedTuple

import altair as alt
import streamlit as st

KEPT = 512  # drawings of some 40 kB
REPEATED = 2_000  # letters of a table that may stand in a drawing more than once
_ON_TOP = ("$schema", "config", "autosize", "background", "padding", "width", "height", "params")

alt.theme.enable("none")  # every chart has the finish of marks.py; no sizes of Altair's own


class Drawing(NamedTuple):
    """A finished chart as the text of its Vega-Lite specification, tables inside."""

    text: str

    def spec(self) -> dict:
        """A copy of one's own."""
        return json.loads(self.text)


def drawn(draw: Callable[..., alt.TopLevelMixin], *arguments: object, **more: object) -> Drawing:
    """draw(*arguments, **more) finished, drawn once for all visitors while the arguments are equal.

    draw and functions among the arguments: of a module, and depending on nothing else but the
    frame's switches. Raises where an argument can't be told apart by its content (pickled).
    """
    switches = [st.session_state.get(name) for name in ("verified", "thai_digits")]
    content = pickle.dumps((draw, arguments, more, switches), protocol=5)
    digest = hashlib.blake2b(content, digest_size=20).hexdigest()
    return _drawn(digest=digest, _draw=draw, _arguments=arguments, _more=more)


def finished(chart: alt.TopLevelMixin) -> Drawing:
    """A chart as a drawing; not checked against the grammar, the tests do that.

    A mark shows a tooltip and is read out only where the chart says so: left unsaid, Streamlit
    shows all fields and Vega reads them out. As a whole it is told in words (charts.chart).
    """
    spec = chart.to_dict(validate=False)
    marks = spec.setdefault("config", {}).setdefault("mark", {})
    for name, value in (("tooltip", None), ("aria", False)):
        marks.setdefault(name, value)
    return Drawing(json.dumps(_with_tables(spec), ensure_ascii=False, separators=(",", ":")))


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def _drawn(*, digest: str, _draw: Callable, _arguments: tuple, _more: dict) -> Drawing:
    return finished(_draw(*_arguments, **_more))


def _with_tables(spec: dict) -> dict:
    """Each table beside the marks that need it, as rows: a table of its own costs 3 kB more."""
    tables = spec.pop("datasets", {})
    if "data" in spec and "params" not in spec:
        # Streamlit takes a table on top apart again; one layer down it stays where it is.
        inner = {key: spec.pop(key) for key in list(spec) if key not in _ON_TOP}
        spec["layer"] = [inner]
    places: dict[str, list[dict]] = {}
    for part in _parts(spec):
        data = part.get("data")
        if isinstance(data, dict) and data.get("name") in tables:
            places.setdefault(data["name"], []).append(part)
    for name, parts in places.items():
        rows = tables[name]
        if parts[0] is spec or (len(parts) > 1 and len(json.dumps(rows)) > REPEATED):
            spec.setdefault("datasets", {})[name] = rows
            continue
        for part in parts:
            part["data"] = {"values": rows}
    return spec


def _parts(spec: dict) -> Iterator[dict]:
    yield spec
    for key in ("layer", "hconcat", "vconcat", "concat"):
        for part in spec.get(key, ()):
            yield from _parts(part)
