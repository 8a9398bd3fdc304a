"""The command line, python -m esa: a module of esa.commands for each command.

Only the module of the command that is asked for is loaded: the dashboard starts sooner.
"""

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module

from esa.reading.problems import Problem, Refused
from esa.sources.workbook import SourceError

UNREADABLE = 2  # exit code where there is nothing to work on, as for errors in the data
COMMANDS = {  # as a person types it → its module
    "run": "run",
    "check": "check",
    "figures": "figures",
    "history": "history",
    "meeting": "meeting",
    "new-year": "new_year",
    "template": "template",
    "connect": "connect",
    "reading": "keeping",
    "scores": "scores",
    "report": "report",
    "pack": "pack",
    "school-sheets": "school_sheets",
    "import-report": "import_report",
    "publish": "publish",
    "share": "share",
    "end-sign-ins": "sign_ins",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; the result is the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # Windows consoles have a code page of their own
    parser = argparse.ArgumentParser(
        prog="python -m esa",
        description="แดชบอร์ดของสำนักงานเขตพื้นที่การศึกษา · "
        "the dashboard of an Educational Service Area Office",
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    written = sys.argv[1:] if arguments is None else arguments
    asked = [name for name in written[:1] if name in COMMANDS] or COMMANDS
    for name in asked:
        import_module(f"esa.commands.{COMMANDS[name]}").add(commands)
    chosen = parser.parse_args(written)
    try:
        return chosen.do(chosen)
    except SourceError as error:
        print(Problem(error.code, "", facts=error.facts).told, file=sys.stderr)
    except Refused as error:
        print(error, file=sys.stderr)
    return UNREADABLE
