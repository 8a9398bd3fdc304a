"""Very large junk costs little memory and is told in one message each: rows, columns and tabs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

MOST_MEGABYTES = 300
MOST_SECONDS = 5  # of one processor, the start of the program included
MEASURED = """
import json, re, sys, time
from datetime import datetime
from pathlib import Path
from esa.reading.office import BANGKOK, read_office
from esa.sources.folder import read_folder
now = datetime(2026, 11, 21, 9, tzinfo=BANGKOK)
office = read_office(read_folder(Path(sys.argv[1]), now), now)
told = [p.code for p in office.problems if p.workbook == "fin" and p.severity != "info"]
# ru_maxrss would hold the peak of whoever started this program
peak = int(re.search("VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
found = {"megabytes": peak, "seconds": time.process_time(), "told": told}
print(json.dumps(found | {"rows": len(office.evidence)}))
"""


def rows(folder: Path) -> None:
    with (folder / "fin" / "evidence.csv").open("a", encoding="utf-8") as file:
        for n in range(30_000):
            file.write(",".join([f"zz{n}", f"x{n}", f"ขยะ {n}", "x", "y", *["zz"] * 8]) + "\n")


def columns(folder: Path) -> None:
    path = folder / "fin" / "evidence.csv"
    heads = path.read_text(encoding="utf-8-sig").splitlines()
    more = ",".join(f"ช่อง {n}" for n in range(16_000))
    filled = ",".join(["x"] * 16_000)
    lines = [f"{heads[0]},{more}", *(f"{line},{filled}" for line in heads[1:12])]
    path.write_text("\n".join(lines), encoding="utf-8")


def blank_headings(folder: Path) -> None:
    path = folder / "fin" / "evidence.csv"
    heads = path.read_text(encoding="utf-8-sig").splitlines()
    filled = "," + ",".join(["x"] * 16_000)
    lines = [heads[0], *(line + filled for line in heads[1:12])]
    path.write_text("\n".join(lines), encoding="utf-8")


def tabs(folder: Path) -> None:
    for n in range(200):
        lines = ["ก,ข,ค", *(f"{n},{line},x" for line in range(60))]
        (folder / "fin" / f"งาน {n}.csv").write_text("\n".join(lines), encoding="utf-8")


KINDS = [(rows, 10), (columns, 1), (blank_headings, 1), (tabs, 1)]


@pytest.mark.parametrize(("junk", "messages"), KINDS)
def test_junk_of_any_size_is_bounded_and_told_in_a_few_words(own_office, sample, junk, messages):
    junk(own_office)
    command = [sys.executable, "-c", MEASURED, str(own_office)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    assert found["megabytes"] <= MOST_MEGABYTES
    assert found["seconds"] <= MOST_SECONDS
    before = [p for p in sample.problems if p.workbook == "fin" and p.severity != "info"]
    assert len(found["told"]) - len(before) <= messages
    assert found["rows"] <= len(sample.evidence)
