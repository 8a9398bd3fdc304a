"""Secrets: all, nothing, or half, and then which half is missing."""

import copy
import tomllib
from pathlib import Path

import pytest

from esa.sources.google.secrets import check_secrets, safe_root

WHOLE = {
    "sheets": {
        "office": "https://docs.google.com/spreadsheets/d/1abc/edit",
        "key": {
            "client_email": "dashboard@office.iam.gserviceaccount.com",
            "private_key": "-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n",
            "token_uri": "https://oauth2.googleapis.com/token",
        },
    }
}


def without(*path: str) -> dict:
    secrets = copy.deepcopy(WHOLE)
    place = secrets
    for name in path[:-1]:
        place = place[name]
    del place[path[-1]]
    return secrets


def test_all_there_is_complete_and_nothing_at_all_is_no_fault():
    assert check_secrets(WHOLE) == []
    assert check_secrets({}) is None
    assert check_secrets({"office": {"folder": "/data"}, "auth": {"client_id": "1"}}) is None


@pytest.mark.parametrize(
    ("secrets", "missing"),
    [
        (without("sheets", "office"), ["[sheets] office"]),
        (without("sheets", "key"), ["[sheets.key]"]),
        (without("sheets", "key", "private_key"), ["[sheets.key] private_key"]),
        (without("sheets", "key", "token_uri"), ["[sheets.key] token_uri"]),
        ({"sheets": {}}, ["[sheets] office", "[sheets.key]"]),
        ({"sheets": "https://docs.google.com"}, ["[sheets]"]),
        ({"sheets": {"office": "1abc", "key": "{…}"}}, ["[sheets.key]"]),
        ({"client_email": "a@b", "private_key": "x"}, ["[sheets] office", "[sheets.key]"]),
        ({"gcp_service_account": {}}, ["[sheets] office", "[sheets.key]"]),
    ],
)
def test_half_of_it_names_what_is_missing(secrets, missing):
    assert check_secrets(secrets) == missing


@pytest.mark.parametrize(
    ("section", "right"),
    [
        ("Sheets", "sheets"),
        ("SHEETS", "sheets"),
        ("sheet", "sheets"),
        ("google_sheets", "sheets"),
        ("google-sheets", "sheets"),
        ("GoogleSheet", "sheets"),
        ("gsheets", "sheets"),
        ("Office", "office"),
        ("ofice", "office"),
    ],
)
def test_a_section_whose_name_is_misspelt_is_told_with_the_right_name(section, right):
    assert check_secrets({section: WHOLE["sheets"]}) == [f"[{section}] → [{right}]"]


def test_a_section_of_st_gsheets_connection_is_no_office_of_ours_and_told():
    told = ["[connections.gsheets] → [sheets]"]
    assert check_secrets({"connections": {"gsheets": {"spreadsheet": "1abc"}}}) == told


@pytest.mark.parametrize(
    "section", ["connections", "database", "auth", "access", "share", "door", "mysql", "general"]
)
def test_sections_of_others_and_our_own_are_left_alone(section):
    assert check_secrets({section: {"sql": {"url": "x"}}}) is None
    assert check_secrets({**WHOLE, section: {"x": "1"}, "gsheets": {}}) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("private_key", "MIIEvQ"),
        ("private_key", "-----BEGIN PRIVATE KEY-----\n…\n-----END PRIVATE KEY-----\n"),
        ("client_email", "dashboard"),
        ("token_uri", "http://example.org/token"),
        ("token_uri", " "),
    ],
)
def test_what_can_not_be_used_counts_as_missing(name, value):
    secrets = copy.deepcopy(WHOLE)
    secrets["sheets"]["key"][name] = value
    assert check_secrets(secrets) == [f"[sheets.key] {name}"]


def test_an_api_address_in_the_open_is_refused():
    secrets = copy.deepcopy(WHOLE)
    secrets["sheets"] |= {"api_root": "http://sheets.example.org", "drive_root": "https://x.org"}
    assert check_secrets(secrets) == ["[sheets] api_root"]


@pytest.mark.parametrize(
    ("root", "safe"),
    [
        ("https://sheets.googleapis.com", True),
        ("http://127.0.0.1:8765", True),
        ("http://localhost:8765", True),
        ("http://[::1]:1", True),
        ("http://10.0.0.1", False),
        ("http://127.0.0.1.example.org", False),
        ("http://[", False),
        ("https://", False),
        ("", False),
    ],
)
def test_a_token_travels_by_https_or_not_at_all(root, safe):
    assert safe_root(root) is safe


def test_the_example_is_valid_and_counts_as_not_filled_in():
    path = Path(__file__).resolve().parents[2] / ".streamlit" / "secrets.example.toml"
    secrets = tomllib.loads(path.read_text(encoding="utf-8"))
    assert check_secrets(secrets) == ["[sheets] office", "[sheets.key] client_email"] + [
        "[sheets.key] private_key"
    ]
