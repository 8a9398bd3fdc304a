"""Nothing in this program can write to a sheet: not by its code, its rights or its requests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from esa.history.google_office import read_google
from esa.sources.google.client import READ_ONLY, Client, connect
from tests.loopback.conftest import FINANCE, NOW, OFFICE
from tests.loopback.server import GoogleServer
from tests.loopback.visitor import ask

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [ROOT / "app.py", *(ROOT / "esa").rglob("*.py"), *(ROOT / "pages").rglob("*.py")]
# The only two modules that send requests: one reads from Google, one asks our own server.
SENDERS = {"esa/sources/google/client.py", "esa/serving/running.py"}
CAN_SEND = re.compile(
    r"requests|urllib\.request|urllib3|http\.client|httpx2?|aiohttp|google(?!\.protobuf)(\..*)?"
)
CAN_WRITE = re.compile(r"gspread|googleapiclient|pygsheets|gdrivefs|pydrive2?")
OF_GOOGLE = re.compile(r"https://www\.googleapis\.com/auth/([\w.]+)")
WRITES = re.compile(r"batchUpdate|:append|:clear|:copyTo|/upload/drive|/permissions\b")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_program_asks_for_no_right_to_write_and_names_no_address_that_writes():
    scopes, writing = set(), []
    for path in PROGRAM:
        text = path.read_text(encoding="utf-8")
        scopes |= set(OF_GOOGLE.findall(text))
        writing += [f"{name(path)}: {found}" for found in WRITES.findall(text)]
    assert scopes == {"spreadsheets.readonly", "drive.metadata.readonly"}
    assert writing == []


def test_no_module_knows_a_library_that_can_write_and_one_alone_speaks_to_google():
    senders = {name(p) for p in PROGRAM if any(map(CAN_SEND.fullmatch, imported(p)))}
    assert senders == SENDERS
    assert [name(p) for p in PROGRAM if any(map(CAN_WRITE.match, imported(p)))] == []


def test_the_client_only_gets():
    """No word of HTTP but GET stands in the one module that speaks to Google."""
    tree = ast.parse((ROOT / "esa/sources/google/client.py").read_text(encoding="utf-8"))
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    sending = {"get", "post", "put", "patch", "delete", "request", "send", "options", "head"}
    assert named & sending == {"get"}
    assert {word for word in dir(Client) if word[0] != "_"} == {"read", "close"}


def test_only_rights_to_read_are_asked_for_and_only_reading_is_done(google: GoogleServer):
    client = connect(google.secrets(OFFICE))
    assert len(read_google(client, google.secrets(OFFICE), NOW)) == 3
    client.close()
    assert google.scopes == set(READ_ONLY)
    assert google.refused == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])
@pytest.mark.parametrize(
    "path",
    [
        f"/v4/spreadsheets/{FINANCE}:batchUpdate",
        f"/v4/spreadsheets/{FINANCE}/values/A1:append",
        f"/drive/v3/files/{FINANCE}",
        "/v4/spreadsheets",
    ],
)
def test_the_test_server_refuses_and_remembers_whatever_is_no_get(google, method, path):
    """So that any test of the suite fails in which somebody tries to write."""
    port = int(google.url.rpartition(":")[2])
    assert ask(port, path, method).status == 403
    assert google.refused == [f"{method} {path}"]
    google.refused.clear()
