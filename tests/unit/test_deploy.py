"""What the files of the guide allow, what the program bounds by itself, and what the guide says."""

import re

from esa.serving import patient, sockets
from tests.conftest import ROOT

DEPLOY = ROOT / "docs" / "deploy"


def numbers(pattern: str, text: str) -> list[int]:
    return [int(each.replace(",", "")) for each in re.findall(pattern, text)]


def test_the_service_may_open_as_many_files_as_connections_need():
    text = (DEPLOY / "esa.service").read_text("utf-8")
    (files,) = numbers(r"(?m)^LimitNOFILE=(\d+)$", text)
    assert files >= 2 * patient.TOGETHER + 1_000
    assert numbers(r"(?m)^TasksMax=(\d+)$", text) and "MemoryMax=" in text


def test_the_guide_tells_the_bounds_as_they_are_and_warns_of_a_network_without_a_proxy():
    guide = (ROOT / "docs" / "deploy.md").read_text("utf-8")
    nginx = (DEPLOY / "nginx.conf").read_text("utf-8")
    address, together = numbers(r"limit_conn esa_\w+ (\d+);", nginx)
    assert re.search(r"\*\*อย่าเปิดแดชบอร์ดรับจากเครือข่ายโดยไม่มี nginx[^*]*\*\* ", guide)
    (said,) = re.findall(r"(?s)\*(Never run the dashboard alone on a network\..*?)\*", guide)
    told = [f"after {patient.SLOW:.0f}", f"{patient.AN_ADDRESS} connections of one address"]
    told += [f"{patient.TOGETHER:,} in all", f"{sockets.A_PERSON} tabs of one account"]
    told += [f"{sockets.WITHOUT_SIGN_IN} tabs in all", f"{address} connections of one address"]
    told += [f"{together:,} in all (`limit_conn`"]
    said = " ".join(said.split())
    assert [each for each in told if each not in said] == []
