"""python -m esa …: see esa/cli.py."""

import sys

from esa.cli import main

if __name__ == "__main__":
    sys.exit(main())
