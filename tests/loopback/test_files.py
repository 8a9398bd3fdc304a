"""Every file of every page for every role, of an office whose every text is hostile.

A role gets the files of its pages and no others; nothing in any of them runs, and no personal data
of a cell is in them. What the committee gets is looked at in tests/unit/test_redaction.py as well.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime

import pytest

from esa.access.people import Role
from esa.history.place import place_of
from esa.reading.office import BANGKOK
from esa.screen import menu
from esa.serving import running
from esa.share.registry import registry_at
from esa.share.scope import Scope
from tests.conftest import SAMPLE
from tests.harmless import faults, text
from tests.hostile import plant
from tests.loopback.oidc import provider
from tests.loopback.test_door import Office
from tests.loopback.visitor import OPENED, ask, downloads, is_up, seen

# Those who see other pages than each other; all of them: tests/pages/test_door.py.
ROLES = {name: name for name in ("director", "it", "province")} | {"lead": "lead FIN"}
PAGES = [entry.name for entry in menu.listed()]
CITIZEN, PHONE, PERSON = "1101700203450", "081-555-0147", "สมมติชื่อ"
PERSONAL = [f"แจ้ง {CITIZEN}", f"โทร {PHONE} ครับ", f"คำสั่งแต่งตั้ง นาย{PERSON} ลองดู"]
SECRET = re.compile(f".{{0,60}}(?:{CITIZEN}|{PHONE}|{PERSON}).{{0,60}}")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder, port = tmp_path_factory.mktemp("files"), running.any_free_port()
    sheets = folder / "office"
    shutil.copytree(SAMPLE, sheets)
    plant(sheets, PERSONAL)
    with provider() as known, pytest.MonkeyPatch.context() as patch:
        made = Office(port, known, folder)
        made.let_in({f"{name}@office.example": role for name, role in ROLES.items()})
        patch.setenv("ESA_HISTORY", str(folder / "history"))
        patch.setenv("ESA_AUDIT", str(folder / "audit"))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
        server = running.start(port, str(sheets))
        try:
            is_up(server, port)
            yield made
        finally:
            while OPENED:
                OPENED.pop().close()
            running.stop(server)


def test_every_role_gets_the_files_of_its_pages_and_none_does_anything(office):
    browsers = {name: office.signed_in(f"{name}@office.example") for name in ROLES}
    offered: dict[str, list[tuple[str, str]]] = {}
    wrong: list[object] = []
    told: list[str] = []
    for name, browser in browsers.items():
        line, role = browser.socket(), Role(*ROLES[name].split())
        offered[name] = []
        for page in PAGES:
            found = list(downloads(line, page))
            offered[name] += [(page, label) for label, _ in found]
            assert role.may_open(page) or not found, (name, page)
            for label, path in found:
                got = browser.get(path)
                assert got.status == 200, (name, page, label)
                wrong += [(name, page, label, each) for each in faults(got.body)]
                if name == "director":
                    others = (other for key, other in browsers.items() if key != name)
                    wrong += [(label, path) for other in others if other.get(path).status != 403]
                    told.append(text(got.body))
        line.close()
    assert not wrong
    for name in ROLES:
        mine = [
            each for each in offered["director"] if Role(*ROLES[name].split()).may_open(each[0])
        ]
        assert offered[name] == mine, "the same pages offer the same files"
    assert len(offered["director"]) >= 26
    read = [each for each in told if "window.ran" in each]
    assert len(read) >= len(told) / 2, "the texts are there to be read"
    assert not [found[0] for each in told for found in SECRET.finditer(each)]


@pytest.mark.parametrize("kind", ["public", "assessors"])
def test_what_the_committee_gets_does_nothing_and_names_nobody(office, kind):
    links = registry_at(place_of(str((office.folder / "office").resolve())), {})
    _, token = links.make(Scope(kind, schools=True), "กรรมการ", datetime.now(BANGKOK))
    cookie = ask(office.port, f"/c/{token}").cookie
    page, paper = seen(office.port, cookie), ask(office.port, "/c/committee.pdf", Cookie=cookie)
    assert page.status == paper.status == 200
    assert not faults(paper.body)
    ours = ("<form action=/c/", "<link href=/app/static/", "<a href=/c?")
    assert not [
        each for each in set(faults(page.body)) - {"<link>", "<form>"} if not each.startswith(ours)
    ]
    for each in (page.body, paper.body):
        assert not SECRET.search(text(each)) and "planted.example" not in text(each)
    for path in ("/sheets", "/media/0123456789abcdef.csv", "/_stcore/health"):
        told = ask(office.port, path, Cookie=cookie)
        assert told.status == 403 and not told.body
