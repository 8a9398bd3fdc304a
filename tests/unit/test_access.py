"""Roles and settings of sign-in: both sides of every rule."""

import json
import stat
from datetime import datetime, timedelta

import pytest

from esa.access import people
from esa.access.audit import Audit
from esa.access.people import Role, Standing
from esa.access.settings import EVERYBODY, faults, is_exposed, open_to_all
from esa.reading.office import BANGKOK
from esa.screen import menu

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
AUTH = {
    "redirect_uri": "https://esa.example/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "id",
    "client_secret": "secret",
    "server_metadata_url": "https://accounts.example/.well-known/openid-configuration",
}
PEOPLE = {
    "Director@office.example": "director",
    "board@office.example": "board",
    "lead@office.example": "lead FIN",
    "member@office.example": "member FIN",
    "it@office.example": "it",
    "audit@office.example": "auditor",
    "province@office.example": "province",
}
SECRETS = {"auth": AUTH, "access": PEOPLE}
PAGES = [entry.name for entry in menu.listed()]
CLOSED = {"share", "import_report", "offices"}  # to all but the director and IT


def with_auth(**changed: object) -> dict:
    return {**SECRETS, "auth": {**AUTH, **changed}}


def standing(email: object, secrets=SECRETS, **claims: object) -> Standing:
    told = {
        "is_logged_in": True,
        "email": email,
        "email_verified": True,
        "iat": NOW.timestamp() - 60,
        **claims,
    }
    return people.standing(people.access_of(secrets), told, NOW)


def test_without_any_set_up_everything_is_open():
    assert people.access_of({}) is None
    found = people.standing(None, {}, NOW)
    assert found.kind == "open" and found.may_open("share") and found.may("freeze")


@pytest.mark.parametrize(
    ("email", "role", "pages", "acts"),
    [
        ("director@office.example", "director", set(PAGES), set(people.ACTS)),
        ("BOARD@office.example ", "director", set(PAGES), set(people.ACTS)),
        ("lead@office.example", "lead", set(PAGES) - CLOSED, set()),
        ("member@office.example", "member", set(PAGES) - CLOSED, set()),
        (
            "it@office.example",
            "it",
            {"board", "sheets", *CLOSED},
            {"confirm", "links", "publish", "import"},
        ),
        ("audit@office.example", "auditor", set(PAGES) - CLOSED, set()),
        ("province@office.example", "province", {"offices"}, set()),
    ],
)
def test_each_role_opens_its_pages_and_does_its_acts(email, role, pages, acts):
    found = standing(email)
    assert found.kind == "in" and found.role.name == role
    assert {page for page in PAGES if found.may_open(page)} == pages
    assert {act for act in people.ACTS if found.may(act)} == acts


def test_a_lead_confirms_the_own_groups_workbook_only():
    lead = standing("lead@office.example")
    assert lead.may("confirm", "FIN") and not lead.may("confirm", "AM")
    assert not lead.may("confirm") and not lead.may("freeze", "FIN")
    assert not standing("member@office.example").may("confirm", "FIN")


@pytest.mark.parametrize(
    "email",
    ["other@office.example", "", None, 5, "director@office.example.evil", "irector@office.example",
     "director@office.example\n", "ｄirector@office.example", "it@office.example,it@x.y"],
)  # fmt: skip
def test_somebody_who_is_not_in_the_list_is_a_stranger(email):
    expected = (
        "in"
        if isinstance(email, str) and email.strip() == "director@office.example"
        else ("stranger")
    )
    found = standing(email)
    assert found.kind == expected
    if expected == "stranger":
        assert not found.is_in and not any(found.may_open(page) for page in PAGES)
        assert not any(found.may(act, "FIN") for act in people.ACTS)


def test_a_letter_that_folds_to_another_is_no_way_in():
    secrets = {**SECRETS, "access": {"k@office.example": "director"}}
    assert standing("k@office.example", secrets).kind == "in"
    assert standing("\u212a@office.example", secrets).kind == "stranger"  # the Kelvin sign


@pytest.mark.parametrize("verified", [False, None, "true", "false", 1])
def test_an_address_that_is_not_vouched_for_is_a_strangers(verified):
    found = standing("director@office.example", email_verified=verified)
    assert found.kind == "stranger"
    trusting = {**SECRETS, "door": {"any_email": True}}
    assert standing("director@office.example", trusting, email_verified=verified).kind == "in"


def test_a_sign_in_ends_after_its_hours():
    def at(since: float, **door: object) -> str:
        issued = (NOW - timedelta(hours=since)).timestamp()
        secrets = {**SECRETS, "door": door} if door else SECRETS
        return standing("director@office.example", secrets, iat=issued).kind

    assert at(12.0) == "in" and at(12.01) == "expired"
    assert at(2.0, hours=2) == "in" and at(2.1, hours=2) == "expired"
    assert standing("director@office.example", iat=None).kind == "expired"


@pytest.mark.parametrize("claims", [{}, {"is_logged_in": False}, {"is_logged_in": "yes"}])
def test_nobody_is_signed_in_without_the_word_of_the_server(claims):
    told = {"email": "director@office.example", "email_verified": True, "iat": NOW.timestamp()}
    found = people.standing(people.access_of(SECRETS), {**told, **claims}, NOW)
    assert found.kind == "out" and not found.is_in


@pytest.mark.parametrize(
    ("written", "role"),
    [
        ("director", Role("director")), ("Board", Role("director")),
        ("lead fin", Role("lead", "FIN")),
        ("it", Role("it")), ("lead", None), ("it FIN", None), ("member A B", None), ("boss", None),
        ("", None), (None, None), (["director"], None),
    ],
)  # fmt: skip
def test_a_role_is_read_as_it_is_written(written, role):
    assert people.role_of(written) == role


# --- settings -----------------------------------------------------------------------------------


def test_whole_settings_and_none_have_no_fault():
    assert faults({}) == [] and faults(SECRETS) == []
    assert faults({"sheets": {"office": "…"}}) == [], "the sheets' own settings are told elsewhere"


@pytest.mark.parametrize("name", sorted(AUTH))
@pytest.mark.parametrize("value", [None, "", "…", 5])
def test_half_a_set_up_names_what_is_missing(name, value):
    auth = {k: v for k, v in AUTH.items() if k != name} | ({name: value} if value else {})
    assert any(f"auth.{name}" in each for each in faults({**SECRETS, "auth": auth}))


@pytest.mark.parametrize(
    ("secrets", "named"),
    [
        ({"auth": AUTH}, "access"),
        ({"access": PEOPLE}, "auth"),
        ({"auth": AUTH, "access": {}}, "access"),
        ({"auth": AUTH, "access": {"a@b.example": "boss"}}, "access (1)"),
        ({"auth": AUTH, "access": {"nobody": "it"}}, "access (1)"),
        ({"auth": AUTH, "access": {**PEOPLE, "IT@office.example": "it"}}, "access (8)"),
        (with_auth(redirect_uri="http://esa.example/oauth2callback"), "auth.redirect_uri"),
        (with_auth(redirect_uri="https://esa.example/"), "auth.redirect_uri"),
        (with_auth(cookie_secret="short"), "auth.cookie_secret"),
        (with_auth(google={"client_id": "x"}), "auth.google.client_secret"),
        ({**SECRETS, "door": {"hours": 0}}, "door.hours"),
        ({**SECRETS, "door": {"hours": True}}, "door.hours"),
        ({**SECRETS, "door": {"any_email": "yes"}}, "door.any_email"),
        ({**SECRETS, "door": {"any_emial": True}}, "door.any_emial"),
        ({**SECRETS, "door": {"frame_ancestors": ["*"]}}, "door.frame_ancestors"),
        ({"door": {"frame_ancestors": ["https://a.example; x *"]}}, "door.frame_ancestors"),
        ({"share": {}}, "share.keys"),
        ({"rollup": {}}, "rollup.target"),
        ({"rollup": {"target": "/x", "office": "short"}}, "rollup.office"),
        ({"rollup": {"target": "/x", "offcie": "9302"}}, "rollup.offcie"),
        ({"share": {"keys": [{"id": "a", "secret": "short"}]}}, "share.keys (1).secret"),
        ({"share": {"keys": [{"id": "a.b", "secret": "x" * 40}]}}, "share.keys (1).id"),
        ({"share": {"keys": [{"id": "a", "secret": "x" * 40}] * 2}}, "share.keys (2).id"),
    ],
)  # fmt: skip
def test_each_wrong_setting_is_named_and_its_value_is_not(secrets, named):
    told = faults(secrets)
    assert any(each.startswith(named) for each in told), told
    assert not any("@" in each or "short" in each for each in told)


def test_a_sign_in_on_this_machine_may_do_without_tls():
    local = {**AUTH, "redirect_uri": "http://127.0.0.1:8501/oauth2callback"}
    assert faults({**SECRETS, "auth": local}) == []


@pytest.mark.parametrize(
    ("host", "ours"),
    [
        ("127.0.0.1", True), ("127.0.0.1:8501", True), ("localhost:8501", True),
        ("[::1]:8501", True), ("::1", True), ("LOCALHOST", True), ("0.0.0.0", False),
        ("", False), ("192.168.1.4", False),
        ("localhost.evil.example", False), ("127.0.0.1.evil.example", False),
        ("esa.example", False),
    ],
)  # fmt: skip
def test_this_machine_is_told_from_all_others(host, ours):
    assert people.is_this_machine(host) is ours


def test_real_data_are_not_served_to_others_without_sign_in_unless_told_so():
    real = {"office": {"folder": "/srv/office"}}
    assert is_exposed(real, {}, "0.0.0.0") and is_exposed(real, {}, None)
    assert is_exposed({}, {"ESA_OFFICE": "/srv/office"}, "192.168.1.4")
    assert not is_exposed(real, {}, "127.0.0.1")
    assert not is_exposed({}, {}, "0.0.0.0"), "the sample may be seen by all"
    assert is_exposed({"rollup": {"target": "/x"}}, {}, "0.0.0.0"), "many offices may not"
    assert not is_exposed({**real, **SECRETS}, {}, "0.0.0.0")
    assert not is_exposed(real, {EVERYBODY: "yes"}, "0.0.0.0")
    assert is_exposed(real, {EVERYBODY: "1"}, "0.0.0.0"), "only the plain word counts"
    assert open_to_all({"door": {"show_everything_to_everybody": True}}, {})
    assert not open_to_all({"door": {"show_everything_to_everybody": "true"}}, {})


# --- the log ------------------------------------------------------------------------------------


def test_the_log_tells_accounts_apart_without_naming_them(tmp_path):
    log, elsewhere = Audit(tmp_path / "a"), Audit(tmp_path / "b")
    log.write(NOW, "page", role="director", account="director@office.example", about="evidence")
    log.write(NOW, "freeze", role="director", account="director@office.example", about="11/2557")
    log.write(NOW, "page", role="it", account="it@office.example", about="ค้นหา <b>")
    text = (tmp_path / "a" / "2026-11.jsonl").read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert lines[0]["who"] == lines[1]["who"] != lines[2]["who"]
    assert "@" not in text and "about" not in lines[2], "nothing that was typed is kept"
    assert elsewhere.hashed("it@office.example") != lines[2]["who"], "a salt of its own"
    assert stat.S_IMODE((tmp_path / "a" / "2026-11.jsonl").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "a" / ".salt").stat().st_mode) == 0o600


def test_the_log_only_grows(tmp_path):
    log = Audit(tmp_path)
    for number in range(3):
        before = b"".join(path.read_bytes() for path in tmp_path.glob("*.jsonl"))
        log.write(NOW, "page", about=str(number))
        assert b"".join(path.read_bytes() for path in tmp_path.glob("*.jsonl")).startswith(before)
