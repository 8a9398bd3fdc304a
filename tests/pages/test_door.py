"""Every page and every download, for each that may come and for each that may not."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from esa.access.audit import Audit
from esa.access.people import MANY, Role
from esa.reading.office import BANGKOK
from esa.screen import door, door_server, menu
from tests.loopback.sample_sheets import sample_spreadsheets, sheet_id
from tests.loopback.server import GoogleServer
from tests.pages.conftest import components, to_page

ROOT = Path(__file__).resolve().parents[2]
PAGES = [entry.name for entry in menu.listed()]
AUTH = {
    "redirect_uri": "https://esa.example/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "id",
    "client_secret": "secret",
    "server_metadata_url": "https://accounts.example/.well-known/openid-configuration",
}
PEOPLE = {
    "director@office.example": "director",
    "lead@office.example": "lead FIN",
    "member@office.example": "member FIN",
    "it@office.example": "it",
    "auditor@office.example": "auditor",
    "province@office.example": "province",
}
SECRETS = {"auth": AUTH, "access": PEOPLE}
ROLES = [email.partition("@")[0] for email in PEOPLE]


def role_of(who: str) -> Role:
    return Role(who, "FIN" if who in ("lead", "member") else "")


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[dict]]:
    """Where the audit log of the test goes; called, its lines."""
    monkeypatch.setenv("ESA_AUDIT", str(tmp_path / "audit"))

    def lines() -> list[dict]:
        files = sorted((tmp_path / "audit").glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]

    return lines


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, log: object, many: dict) -> Callable[..., AppTest]:
    """opened("evidence", "lead") → the page as that person sees it; "" is nobody."""

    def open_it(name: str, who: str, secrets: dict = SECRETS, **address: str) -> AppTest:
        monkeypatch.delenv("ESA_OFFICE", raising=False)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        app._bidi_component_manager = components()
        for key, value in (secrets | (many if name == MANY or who == "province" else {})).items():
            app.secrets[key] = value
        if who:
            app.user = {
                "is_logged_in": True,
                "email": who if "@" in who else f"{who}@office.example",
                "email_verified": True,
                "iat": datetime.now(BANGKOK).timestamp() - 60,
            }
        app.query_params.update(address)
        if name != "board":  # the opening page, at the root
            to_page(app, name)
        return app.run()

    return open_it


def shows_data(app: AppTest) -> bool:
    """Whether anything of the office is on the page, to look at or to download."""
    kinds = "arrow_data_frame vega_lite_chart arrow_vega_lite_chart download_button selectbox"
    told = "".join(str(each.value) for kind in ("title", "markdown") for each in app.get(kind))
    told += "".join(each.proto.body for each in app.get("html"))
    return bool(
        any(word in told for word in ("พัทลุง", "2557", "๒๕๕๗"))
        or any(app.get(kind) for kind in kinds.split())
    )


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("who", ["", "stranger@elsewhere.example"])
def test_nobody_and_a_stranger_get_no_page_and_no_download(opened, name, who):
    app = opened(name, who)
    assert not app.exception
    assert not shows_data(app)
    expected = "บัญชีนี้ยังไม่ได้รับสิทธิ์" if who else "เข้าสู่ระบบ"
    assert [title.value for title in app.title] == [expected]


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("name", PAGES)
def test_each_role_sees_its_pages_with_their_downloads_and_no_other(opened, name, who):
    app = opened(name, who)
    assert not app.exception
    # Who may not open the opening page is led from the root to a page of theirs.
    allowed = role_of(who).may_open(name) or name == menu.home()
    assert shows_data(app) == allowed
    refused = [each for each in app.info if "ได้รับมอบหมาย" in each.value]
    assert bool(refused) != allowed


@pytest.mark.parametrize("who", ROLES)
def test_each_role_lands_on_a_page_of_its_own_and_no_refusal_is_logged(opened, log, many, who):
    app = opened(menu.home(), who, {**SECRETS, **many})
    assert not app.exception and app.title
    (seen,) = {line["about"] for line in log() if line["what"] == "page"}
    assert role_of(who).may_open(seen) and "page refused" not in json.dumps(log())
    assert seen == menu.home() or not role_of(who).may_open(menu.home())


@pytest.mark.parametrize("name", PAGES)
def test_a_frozen_meeting_is_behind_the_same_door(opened, name):
    assert not shows_data(opened(name, "", at="11-2557"))


def test_half_a_set_up_shows_nothing_and_names_what_is_missing(opened):
    for secrets, named in (({"auth": AUTH}, "access"), ({"access": PEOPLE}, "auth")):
        app = opened("evidence", "", secrets)
        assert not shows_data(app) and named in app.error[0].value


def test_without_set_up_the_sample_is_open_and_nobody_is_asked_to_sign_in(open_page):
    app = open_page("evidence")
    assert shows_data(app)
    assert not [button for button in app.button if str(button.key).startswith("sign_")]


def as_it_is(office: Path) -> None:
    """No change: an office with a history of its own."""


@pytest.mark.parametrize("who", ROLES)
def test_only_the_director_freezes_a_meeting(opened, who, log, office_with):
    secrets = {**SECRETS, "office": {"folder": str(office_with(as_it_is))}}
    app = opened("board", who, secrets)
    there = any("บันทึก" in button.label for button in app.button)
    if not there:
        assert who != "director"
        return
    app.text_input(key="freeze_number").set_value("77/2557")
    next(b for b in app.button if b.label == "ยืนยันบันทึก").click()
    app.run()
    whats = [line["what"] for line in log()]
    assert ("freeze" in whats) == (who == "director")
    assert ("freeze refused" in whats) == (who != "director")


def test_the_log_says_who_by_role_and_hash_and_what_by_name(opened, log):
    opened("evidence", "lead", q="ความลับที่พิมพ์")
    lines = log()
    assert [line["about"] for line in lines if line["what"] == "page"][-1] == "evidence"
    assert lines[-1]["role"] == "lead FIN" and len(lines[-1]["who"]) == 16
    assert "lead@" not in json.dumps(lines) and "ความลับ" not in json.dumps(lines)


def test_a_log_that_cannot_be_written_keeps_nobody_from_working(opened, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ESA_AUDIT", str(tmp_path / "file"))
    with pytest.raises(OSError):
        Audit(tmp_path / "file").write(datetime.now(BANGKOK), "page")
    assert shows_data(opened("networks", "lead"))


def test_a_new_link_stands_under_the_address_of_the_set_up(opened, log, monkeypatch, tmp_path):
    monkeypatch.setenv("ESA_HISTORY", str(tmp_path / "history"))
    app = opened("share", "director")
    app.text_input(key="share_whose").set_value("กรรมการ ครั้งที่ 11")
    next(b for b in app.button if b.label == "สร้างลิงก์").click()
    app.run()
    assert not app.exception
    address = app.code[0].value
    assert address.startswith("https://esa.example/c/")
    assert "เครื่องนี้เท่านั้น" not in "".join(each.value for each in app.markdown)
    written = json.dumps(log())
    assert "link made" in written and address.rpartition("/")[2] not in written


def test_a_role_that_makes_no_links_makes_none_by_any_way(opened, log):
    for who in ("lead", "member", "auditor"):
        app = opened("share", who)
        assert not app.get("text_input") and not app.code
    assert "link made" not in json.dumps(log())


@pytest.mark.parametrize("who", ["", "stranger@elsewhere.example"])
def test_those_who_stay_outside_are_told_without_the_frame(opened, who):
    app = opened("board", who)
    assert any("stHeader" in each.proto.body for each in app.get("html"))


def test_the_board_names_who_may_confirm_and_only_they_can(opened, monkeypatch, tmp_path):
    monkeypatch.setenv("ESA_HISTORY", str(tmp_path / "history"))
    monkeypatch.setattr("esa.history.refresh.FIRST_WAIT", 60.0)
    with GoogleServer() as google:
        google.add(*sample_spreadsheets())
        secrets = {**SECRETS, **google.secrets(sheet_id("office"))}
        app = opened("sheets", "director", secrets)
        for book in ("fin", "hr"):
            del google.spreadsheets[sheet_id(book)].tab("evidence").rows[1:]
            google.spreadsheets[sheet_id(book)].changed()
        app.button(key="read_again").click().run(timeout=60)
        said = [each.value for each in opened("board", "member", secrets).warning]
        assert any("ผู้อำนวยการ ผู้อำนวยการกลุ่มนั้น หรือผู้ดูแลระบบ ยืนยันได้ที่" in each for each in said)
        buttons = {"director": 2, "it": 2, "lead": 1, "member": 0, "auditor": 0, "province": 0}
        for who, count in buttons.items():
            app = opened("sheets", who, secrets)
            assert len([b for b in app.button if "ยืนยันให้ใช้" in b.label]) == count, who
        lead = opened("sheets", "lead", secrets)  # of FIN
        next(b for b in lead.button if "ยืนยันให้ใช้" in b.label).click().run()
        left = [each.title for each in opened("board", "member", secrets).warning]
        assert left[0] == "รอยืนยันข้อมูลใหม่ 1 สมุด"


SENDERS = [(who, who in ("director", "it")) for who in ROLES]


@pytest.mark.parametrize(("who", "may"), [*SENDERS, ("stranger", False)])
def test_old_reports_are_taken_from_the_director_and_it(monkeypatch, log, who, may):
    email, now = f"{who}@office.example", datetime.now(BANGKOK).timestamp()
    claims = {"is_logged_in": True, "email": email, "email_verified": True, "iat": now}
    monkeypatch.setattr(door, "secrets", lambda: SECRETS)
    monkeypatch.setattr(door_server, "_claims", lambda cookies: claims)
    account = door_server.Inside().sender({"Host": "esa.example"}, {})
    assert (account is not None) == may and (account != "")
    assert [line["what"] for line in log()] == ["import" if may else "import refused"]
    assert door_server.Inside().sender({}, {"esa_committee": "a.b.c"}) is None


HERE = {"Host": "localhost:8501"}


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        (HERE, True),
        ({"Host": "127.0.0.1:8501"}, True),
        ({"Host": "[::1]:8501"}, True),
        ({"Host": "192.168.1.20:8501"}, False),
        ({"Host": "esa.office.example"}, False),
        ({"Host": "localhost.evil.example"}, False),
        ({}, False),
        ({**HERE, "X-Forwarded-For": "10.0.0.5"}, False),
        ({**HERE, "Forwarded": "for=10.0.0.5"}, False),
    ],
)
def test_where_nobody_signs_in_old_reports_are_taken_at_this_machine_only(
    monkeypatch, headers, may
):
    monkeypatch.setattr(door, "secrets", lambda: {})
    assert (door_server.Inside().sender(headers, {}) == "") == may


def test_half_a_set_up_takes_no_report(monkeypatch):
    monkeypatch.setattr(door, "secrets", lambda: {"access": PEOPLE})
    assert door_server.Inside().sender(HERE, {}) is None


@pytest.mark.parametrize(
    ("held", "named"),
    [
        ({"Sheets": {"office": "x"}}, "[Sheets]"),
        ({"sheets": {"office": "x"}}, "[sheets.key]"),
        ({"office": {"foldr": "/x"}}, "[office]"),
        ({"office": "/x"}, "[office]"),
    ],
)
def test_half_of_where_the_office_is_makes_it_not_ready_in_one_line(
    monkeypatch, caplog, held, named
):
    monkeypatch.delenv("ESA_OFFICE", raising=False)
    monkeypatch.setattr(st, "secrets", Secrets(held))
    assert door_server.Inside().readiness() == "not ready"
    (said,) = (each for each in caplog.records if each.name == "esa.door")
    assert named in said.getMessage() and said.exc_info is None


class Secrets(dict):
    """What secrets.toml would hold."""

    def to_dict(self) -> dict:
        return dict(self)
