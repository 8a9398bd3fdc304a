"""python tests/fuzz.py [--seed N] [--offices N]: slips on the sample, until one does harm.

A long run of tests/unit/test_fuzz.py, with one to five slips in each office; prints the seed, and
every office that broke a rule. In one of four what its messages say is done as well.
"""

import argparse
import secrets
import sys
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.slips import broken, judged, several
from tests.unit.changed import raw, small


def main() -> int:
    parser = argparse.ArgumentParser(prog="python tests/fuzz.py", description=__doc__)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**31))
    parser.add_argument("--offices", type=int, default=2000)
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    books = raw(small())
    before, harmed = judged(books), 0
    for number, slips in enumerate(islice(several(books, chosen.seed), chosen.offices)):
        told = broken(before, books, slips, follow=number % 4 == 0)
        harmed += bool(told)
        if number and number % 100 == 0:
            print(f"{number} offices, {harmed} with a violation", flush=True)
        if told:
            print(*slips, *told[:6], sep="\n  ", flush=True)
    print(f"{chosen.offices} offices, {harmed} with a violation")
    return 1 if harmed else 0


if __name__ == "__main__":
    sys.exit(main())
