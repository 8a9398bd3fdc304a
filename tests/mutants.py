"""python -m tests.mutants: plants wrong behaviours, one at a time, and counts those a test catches.

Each is one place of the code changed (tests/planted.py), chosen by seed, so that a run can be
repeated. In a copy of the tree run the tests that cover its line, the most particular ones and
those of what a person reads (tests/approved) first. What nobody could see is listed, with a
reason, in tests/mutants_unseen.txt. What the tests cover is noted once, in .cache/.
"""

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import coverage

from tests.planted import Mutant, mutants

ROOT = Path(__file__).resolve().parents[1]
# rules, telling, documents, share
MUTATED = ("esa/rules", "esa/telling", "esa/documents", "esa/share", "pages/*/*words.py")
TRIED = (("tests/unit",), ("tests/pages", "tests/approved"))  # by the line they cover
READ = ("tests/pages/test_held.py", "tests/approved")  # by these all that a person reads
UNSEEN = ROOT / "tests" / "mutants_unseen.txt"  # path | old | new | reason
# what counts its own memory can't be watched meanwhile
APART = (
    "tests/unit/test_refresh.py::test_a_thousand_refreshes_leave_no_thread_file_or_memory_behind"
)
CACHE = ROOT / ".cache" / "mutants"
MOST = 400  # tests that cover a line; the most particular ones, and those of what is read
FIRST = 40  # of each before all others: nearly every fault ends there
LONGEST = 300  # seconds of a processor for one run; what never ends is caught
# Compiled once, and by its text: what is planted is compiled anew however quickly it comes.
COMPILE = ("compileall", "-q", "--invalidation-mode", "checked-hash", "esa", "pages", "tests")
COLLECT = ("pytest", "-q", "-p", "no:cacheprovider", "--collect-only", "tests")
PYTEST = f'ulimit -t {LONGEST}; exec "$0" -B -m pytest -x -q --tb=no -p no:cacheprovider "$@"'


def files() -> list[Path]:
    """The files in which something is planted; not the scripts that make fonts and templates."""
    named = {path for each in MUTATED for path in ROOT.glob(each)}
    inside = {path for each in named if each.is_dir() for path in each.rglob("*.py")}
    return sorted(p for p in named | inside if p.is_file() and not p.name.startswith("make_"))


def chosen(count: int, seed: int) -> list[Mutant]:
    """So many, of all kinds alike, of every file by chance."""
    unseen = set()
    for line in UNSEEN.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            unseen.add(tuple(line.split(" | ")[:3]))
    kinds: defaultdict[str, list[Mutant]] = defaultdict(list)
    for path in files():
        for each in mutants(ROOT, path):
            if (each.path, *each.change) not in unseen:
                kinds[each.kind].append(each)
    by_chance, found = random.Random(seed), []
    for kind in sorted(kinds):
        by_chance.shuffle(kinds[kind])
    while len(found) < count and any(kinds.values()):
        found += [kinds[kind].pop() for kind in sorted(kinds) if kinds[kind]]
    return found[:count]


# --- which tests cover a line -------------------------------------------------------------------


def pytest_runtest_logstart(nodeid: str) -> None:
    """As a plugin of pytest (-p tests.mutants): lines are noted under the test that runs."""
    if noting := coverage.Coverage.current():
        noting.switch_context(nodeid)


def noted(again: bool) -> list[coverage.CoverageData]:
    """What each test covers, noted once for these sources."""
    digest = hashlib.blake2b(b"".join(path.read_bytes() for path in files()), digest_size=8)
    kept = CACHE / digest.hexdigest()
    data = [kept / str(number) for number in range(len(TRIED))]
    if again or not all(path.exists() for path in data):
        shutil.rmtree(CACHE, ignore_errors=True)
        kept.mkdir(parents=True)
        named = ",".join(each if "." in each else f"{each}/*" for each in MUTATED)
        running = []
        for path, tests in zip(data, TRIED, strict=True):
            command = ["coverage", "run", f"--data-file={path}", f"--include={named}"]
            command += ["-m", "pytest", "-q", "-p", "tests.mutants", "--deselect", APART, *tests]
            running.append(subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT))
        if any([each.wait() for each in running]):
            shutil.rmtree(kept)
            raise SystemExit("all tests must pass before anything is planted")
    found = [coverage.CoverageData(str(path)) for path in data]
    for each in found:
        each.read()
    return found


class Covering:
    """The tests of a line, the most particular first: those that cover least of all the code."""

    def __init__(self, data: Iterable[coverage.CoverageData]):
        self.of_file: dict[str, dict[int, set[str]]] = {}
        self.breadth: Counter[str] = Counter()
        for path in files():
            by_line: defaultdict[int, set[str]] = defaultdict(set)
            for each in data:
                for line, tests in each.contexts_by_lineno(str(path)).items():
                    by_line[line].update(test for test in tests if test)
            self.of_file[str(path.relative_to(ROOT))] = by_line
            for tests in by_line.values():
                self.breadth.update(tests)

    def tests(self, mutant: Mutant) -> list[str]:
        by_line = self.of_file[mutant.path]
        found = set().union(*(by_line.get(line, ()) for line in mutant.lines or by_line))
        if not mutant.lines and not found:  # a module of words and limits only, read everywhere
            read = [test for test in self.breadth if test.startswith(READ)]
            return sorted(read, key=lambda test: (-self.breadth[test], test))
        ordered = sorted(found, key=lambda test: (self.breadth[test], test))
        read = [test for test in ordered if test.startswith(READ)]
        return list(dict.fromkeys([*ordered[:FIRST], *read[:FIRST], *ordered[:MOST], *read]))


# --- planting -----------------------------------------------------------------------------------


def caught(covering: Covering, trees: SimpleQueue, mutant: Mutant) -> str:
    """The test that fails where it is planted, "" where none does."""
    tree = trees.get()
    path = tree / mutant.path
    text = path.read_bytes()
    path.write_bytes(text[: mutant.start] + mutant.new.encode() + text[mutant.end :])
    try:
        return _failed(tree, covering.tests(mutant))
    finally:
        path.write_bytes(text)
        trees.put(tree)


def _failed(tree: Path, tests: Iterable[str]) -> str:
    if not tests:
        return ""
    listed = tree / "tests.txt"
    listed.write_text("\n".join(tests), encoding="utf-8")
    command = ["sh", "-c", PYTEST, sys.executable, f"@{listed}"]
    ran = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    if not ran.returncode:
        return ""
    told = [line for line in ran.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return told[0][:150] if told else f"pytest ended with {ran.returncode}"


def plant(planted: list[Mutant], covering: Covering, jobs: int) -> list[Mutant]:
    """Those that survive; each is told as soon as it was tried."""
    survived = []
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(jobs) as pool:
        trees: SimpleQueue[Path] = SimpleQueue()
        first = Path(place) / "0"
        left = shutil.ignore_patterns(".git", ".venv*", ".cache", "__pycache__")
        shutil.copytree(ROOT, first, ignore=left)
        written = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
        for command in (COMPILE, COLLECT):
            ran = [sys.executable, "-m", *command]
            subprocess.run(ran, cwd=first, env=written, stdout=subprocess.DEVNULL, check=True)
        trees.put(first)
        for number in range(1, jobs):
            trees.put(Path(shutil.copytree(first, Path(place) / str(number))))
        if failed := _failed(first, READ):
            raise SystemExit(f"fails where nothing was planted: {failed}")
        tried = zip(planted, pool.map(partial(caught, covering, trees), planted), strict=True)
        for number, (mutant, by) in enumerate(tried, start=1):
            print(f"{number:3} {'caught' if by else 'SURVIVED'} {mutant} {by}", flush=True)
            survived += [] if by else [mutant]
    return survived


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--again", action="store_true", help="note anew what the tests cover")
    parser.add_argument("--list", action="store_true", help="only say what would be planted")
    options = parser.parse_args()
    planted = chosen(options.count, options.seed)
    if options.list:
        print("\n".join(map(str, planted)))
        return 0
    covering = Covering(noted(options.again))
    begun = time.monotonic()
    survived = plant(planted, covering, options.jobs)
    share, minutes = 1 - len(survived) / len(planted), (time.monotonic() - begun) / 60
    print(f"\n{share:.1%} of {len(planted)} caught in {minutes:.1f} minutes; survived:")
    print("\n".join(map(str, survived)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
