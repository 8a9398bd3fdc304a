"""Time and peak memory of reading and checking 1,000, 10,000 and 100,000 rows: in proportion.

Each size runs in a process of its own, so that the peak is its own; what the imported libraries
take is subtracted.

    python tests/bench/bench_growth.py
"""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.reading.schema import tab_from
from tests.bench.bench_check import DESCRIPTOR, EACH, PLANTED, from_file, make, ours
from tests.bench.timing import forget, medians

SIZES = (1_000, 10_000, 100_000)


def peak_megabytes() -> float:
    """The most memory this process ever held; Linux counts in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(path: Path) -> dict[str, float]:
    """Seconds and megabytes for one file, in this process."""
    tab = tab_from(DESCRIPTOR)
    before = peak_megabytes()
    found = len(ours(from_file(path), tab))
    peak = peak_megabytes() - before
    time = medians({"ours": lambda: ours(from_file(path), tab)}, before=forget)["ours"]
    return {"found": found, "seconds": time, "megabytes": peak}


def main() -> None:
    print(f"{'rows':>8} {'seconds':>9} {'µs a row':>9} {'peak MB':>9} {'problems':>9}")
    for rows in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bench" / "ผลการทดสอบ.csv"
            make(path, rows, min(EACH, rows // 100 // len(PLANTED)))
            command = [sys.executable, __file__, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        result = json.loads(done.stdout)
        each = result["seconds"] / rows * 1e6
        numbers = f"{result['seconds']:9.3f} {each:9.1f} {result['megabytes']:9.0f}"
        print(f"{rows:8,} {numbers} {result['found']:9,}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
    else:
        main()
