"""The charts of every page: a mark that is pointed at tells something in Thai, or nothing."""

import json
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from esa.reading.office import Office
from tests.pages.test_pages import PAGES, last_choices

THAI = re.compile("[ก-๙]")
WITHOUT = (
    "board",
    "evidence",
    "import_report",
    "indicators",
    "meeting",
    "offices",
    "registers",
    "report",
    "search",
    "share",
    "sheets",
    "whatif",
)
ONE_AT_A_TIME = ("edition", "school", "kind")  # these show charts of their own


def specs(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]


def drawn_marks(part: dict) -> Iterator[dict]:
    """Each part of a drawing that has a mark, however deep."""
    if "mark" in part:
        yield part
    for key in ("layer", "hconcat", "vconcat", "concat"):
        for inner in part.get(key, ()):
            yield from drawn_marks(inner)


def raw(spec: dict) -> list[object]:
    """Tooltips that would show the chart's own fields, such as "x 0, hex #1b2530"."""
    usual = spec.get("config", {}).get("mark", {}).get("tooltip", "every field")
    found = []
    for part in drawn_marks(spec):
        told = part.get("encoding", {}).get("tooltip")
        mark = part["mark"] if isinstance(part["mark"], dict) else {}
        if told is None:
            found += [mark.get("tooltip", usual)]
        else:
            tips = told if isinstance(told, list) else [told]
            found += [tip for tip in tips if not THAI.search(tip.get("title") or "")]
    return [tip for tip in found if tip is not None]


def addresses(name: str, app: AppTest, office: Office) -> list[dict[str, str]]:
    """A page's addresses with other charts than the first."""
    boxes, values = {box.key for box in app.selectbox}, last_choices(office)
    return [{key: values[key]} for key in ONE_AT_A_TIME if key in boxes]


@pytest.mark.parametrize("name", PAGES)
def test_a_mark_has_a_thai_tooltip_or_none(name, open_page, sample):
    app = open_page(name)
    seen = [app, *(open_page(name, **address) for address in addresses(name, app, sample))]
    charts = [spec for each in seen for spec in specs(each)]
    assert charts or name in WITHOUT
    assert [tip for spec in charts for tip in raw(spec)] == []
