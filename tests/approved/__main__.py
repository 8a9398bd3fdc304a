"""python -m tests.approved [--update] [PART …]: what the texts hold against what is read now.

Prints the difference, a line for each sentence; --update writes it. PART: of a name, such as
board or paper/. A text is what a person reads: no markup, no place, no clock of the machine.
"""

import argparse
import logging
import os
import shutil
import sys
import tempfile

from tests.approved.texts import difference, made, names, stale, write


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.approved", description=__doc__)
    parser.add_argument("--update", action="store_true", help="write what is read now")
    parser.add_argument("part", nargs="*", help="only texts whose name holds this")
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)  # Streamlit's own about running without a browser
    wanted = [name for name in names() if not chosen.part or any(p in name for p in chosen.part)]
    changed = 0
    for name in wanted:
        lines = difference(name)
        changed += bool(lines)
        if lines:
            print("\n".join(lines), flush=True)
            if chosen.update:
                write(name, made(name))
    for path in stale() if not chosen.part else ():
        changed += 1
        print(f"no longer made: {path.name}")
        if chosen.update:
            path.unlink()
    done = "written" if chosen.update else "differ"
    print(f"{len(wanted)} texts, {changed} {done}", file=sys.stderr)
    return 1 if changed and not chosen.update else 0


if __name__ == "__main__":
    kept = tempfile.mkdtemp()
    os.environ["ESA_HISTORY"] = os.path.join(kept, "history")
    try:
        code = main()
    finally:
        shutil.rmtree(kept)
    sys.exit(code)
