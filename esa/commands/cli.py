"""The command line, python -m esa: one module of esa.commands for each command."""

import argparse
import sys
from collections.abc import Sequence

from esa.commands import (
    check,
    connect,
    figures,
    history,
    import_report,
    keeping,
    meeting,
    new_year,
    pack,
    publish,
    report,
    run,
    school_sheets,
    scores,
    share,
    sign_ins,
    template,
)
from esa.commands.reading import UNREADABLE
from esa.reading.problems import Problem, Refused
from esa.sources.workbook import SourceError

COMMANDS = (
    run,
    check,
    figures,
    history,
    meeting,
    new_year,
    template,
    connect,
    keeping,
    scores,
    report,
    pack,
    school_sheets,
    import_report,
    publish,
    share,
    sign_ins,
)


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
    for command in COMMANDS:
        command.add(commands)
    chosen = parser.parse_args(arguments)
    try:
        return chosen.do(chosen)
    except SourceError as error:
        print(Problem(error.code, "", facts=error.facts).told, file=sys.stderr)
    except Refused as error:
        print(error, file=sys.stderr)
    return UNREADABLE
