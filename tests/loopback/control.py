"""The running test server told what to do, for trying the dashboard by hand:

curl -X POST 'http://127.0.0.1:8765/_/trouble?kind=429&where=ID&times=3'
curl -X POST 'http://127.0.0.1:8765/_/well'
curl -X POST 'http://127.0.0.1:8765/_/edit?id=ID&tab=TITLE&cell=C14&value=TEXT'
curl -X POST 'http://127.0.0.1:8765/_/rename?id=ID&tab=TITLE&to=TITLE'
"""

import re
from typing import TYPE_CHECKING

from tests.loopback.spreadsheets import place_of

if TYPE_CHECKING:
    from tests.loopback.server import GoogleServer


def do(google: "GoogleServer", path: str, query: dict[str, list[str]]) -> str:
    """Do what the address says; "ok", or what is wrong with it."""
    said = {name: values[0] for name, values in query.items()}
    try:
        match path.removeprefix("/_/"):
            case "well":
                google.well()
            case "trouble":
                times = int(said["times"]) if "times" in said else None
                google.trouble(said["kind"], said.get("where", "sheets"), times)
            case "edit":
                _edit(google, said)
            case "rename":
                spreadsheet = google.spreadsheets[said["id"]]
                spreadsheet.tab(said["tab"]).title = said["to"]
                spreadsheet.changed()
            case _:
                return "no such thing"
    except (KeyError, ValueError, IndexError, StopIteration) as error:
        return f"not done: {error!r}"
    return "ok"


def _edit(google: "GoogleServer", said: dict[str, str]) -> None:
    match = re.fullmatch(r"([A-Z]+)(\d+)", said["cell"])
    if not match:
        raise ValueError(said["cell"])
    row, column = int(match[2]) - 1, place_of(match[1])
    spreadsheet = google.spreadsheets[said["id"]]
    rows = spreadsheet.tab(said["tab"]).rows
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [""] * (column + 1 - len(rows[row]))
    number = re.fullmatch(r"-?\d+(\.\d+)?", said["value"]) and not said.get("text")
    value = float(said["value"]) if number else said["value"]
    spreadsheet.edit(said["tab"], row, column, value)
