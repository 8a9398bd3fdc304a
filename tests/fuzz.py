"""python tests/fuzz.py [--seed N] [--offices N]: slips on the sample, until one does harm.

A long run of tests/unit/test_fuzz.py; prints the seed, and every slip that broke a rule.
"""

import argparse
import secrets
import sys
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.slips import judged, slipped, slips, violations
from tests.unit.changed import raw, small


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/fuzz.py", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--offices", type=int, default=2000)
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    books = raw(small())
    before, broken = judged(books), 0
    for slip in islice(slips(books, chosen.seed), chosen.offices):
        told = violations(before, judged(slipped(books, slip)))
        broken += bool(told)
        if told:
            print(slip, *told[:6], sep="\n  ", flush=True)
    print(f"{chosen.offices} offices, {broken} with a violation")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
