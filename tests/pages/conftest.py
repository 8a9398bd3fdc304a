"""Pages under AppTest, always from app.py; the list of pages comes from the folder."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from lxml import html as parsed
from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from esa.commands import cli
from esa.history import live
from esa.screen.printing import LABEL
from esa.telling.texts import JOINER
from tests.approved import screen
from tests.conftest import SAMPLE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def told_in_full() -> None:
    """Visitors never see our mistakes; whoever reads a failed test should."""
    config.set_option("client.showErrorDetails", "full")
    # AppTest keeps a value of its own in the session that can't be serialised; the browser tests
    # run with the setting on.
    config.set_option("runner.enforceSerializableSessionState", False)


@pytest.fixture(autouse=True)
def looked_at_every_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is never taken to be as it was, so that no test depends on how long a page takes."""
    monkeypatch.setattr(live, "FOLDER_AGE", 0.0)


@cache
def components() -> BidiComponentManager:
    """What AppTest would look for among the installed packages for each visitor anew."""
    found = BidiComponentManager()
    found.discover_and_register_components(start_file_watching=False)
    return found


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """open_page("evidence", office=folder, group="FIN") → the page as a visitor sees it.

    office: the sample unless a folder is given; secrets: what secrets.toml would hold. Other
    words go into the address.
    """

    def opened(
        name: str = "board",
        office: Path | None = None,
        secrets: Mapping | None = None,
        **address: str,
    ) -> AppTest:
        monkeypatch.delenv("ESA_OFFICE", raising=False)
        if office is not None:
            monkeypatch.setenv("ESA_OFFICE", str(office))
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app._bidi_component_manager = components()
        for key, value in (secrets or {}).items():
            app.secrets[key] = value
        for key, value in address.items():
            app.query_params[key] = value
        if name != "board":  # the opening page, at the root
            to_page(app, name)
        return app.run()

    return opened


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Secrets with which the page of many offices has something to show: the sample, published."""
    target = tmp_path_factory.mktemp("many") / "target"
    assert cli.main(["publish", str(SAMPLE), str(target), "--code", "9302"]) == 0
    return {"rollup": {"target": str(target)}}


def to_page(app: AppTest, name: str) -> None:
    """The next run is of that page. AppTest would find it by the name of its script, which all
    pages share, without a first run of the opening page."""
    app._page_hash = calc_hash(name)


@pytest.fixture
def printed(open_page, monkeypatch) -> Callable[..., tuple]:
    """printed("board", office=folder) → (the page, its A4 file), made as if it was pressed; label:
    of another button."""
    offered: dict[str, object] = {}
    original = st.download_button

    def noted(label: str, data: object, *args: object, **more: object) -> bool:
        offered[label] = data
        return original(label, data, *args, **more)

    monkeypatch.setattr(st, "download_button", noted)

    def made(name: str, label: str = LABEL, **more: object) -> tuple:
        offered.clear()
        app = open_page(name, **more)
        assert not app.exception, [e.value for e in app.exception]
        make = next(data for said, data in offered.items() if said.startswith(label))
        file = make()
        return app, file.decode() if label == LABEL else file

    return made


def lines(app: AppTest) -> list[str]:
    """The lines that a person reads on the page, HTML of ours included."""
    return screen.read(app).lines


def title(app: AppTest) -> str:
    """The finding as it is read, its marks of emphasis included: without joiners."""
    return " ".join(app.title[0].value.replace(JOINER, "").split())


def addresses(app: AppTest) -> list[str]:
    """Where the links in HTML of ours lead, as they are written there."""
    trees = [
        parsed.document_fromstring(each.proto.body) for each in app.get("html") if each.proto.body
    ]
    return [link.get("href") for tree in trees for link in tree.iter("a")]
