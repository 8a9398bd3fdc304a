"""The same office as a folder and through Google gives the same figures."""

import json

import pytest

from esa.commands import cli
from esa.connect import walk
from tests.conftest import SAMPLE
from tests.loopback.sample_sheets import OFFICE, sample_spreadsheets, sheet_id
from tests.loopback.serve_sample import as_toml
from tests.loopback.server import GoogleServer


@pytest.fixture
def address(monkeypatch, tmp_path):
    with GoogleServer() as server:
        server.add(*sample_spreadsheets())
        secrets = tmp_path / "secrets.toml"
        secrets.write_text(as_toml(server.secrets(sheet_id(OFFICE))), encoding="utf-8")
        monkeypatch.setattr(walk, "SECRETS", secrets)
        monkeypatch.setenv("ESA_HISTORY", str(tmp_path / "history"))
        monkeypatch.delenv("ESA_OFFICE", raising=False)
        yield f"https://docs.google.com/spreadsheets/d/{sheet_id(OFFICE)}/edit#gid=0"


def test_a_folder_and_its_sheets_give_equal_figures(address, capsys):
    found = []
    for office in (str(SAMPLE), address):
        assert cli.main(["figures", office, "--json"]) == 0
        found.append(json.loads(capsys.readouterr().out))
    folder, sheets = found
    for section in folder:
        assert sheets[section] == folder[section], section
