"""The running test server told what to do, for trying the dashboard by hand:

curl -X POST 'http://127.0.0.1:8765/_/trouble?kind=429&where=ID&times=3'
curl -X POST 'http://127.0.0.1:8765/_/well'
curl -X POST 'http://127.0.0.1:8765/_/edit?id=ID&tab=TITLE&cell=C14&value=TEXT'
curl -X POST 'http://127.0.0.1:8765/_/rename?id=ID&tab=TITLE&to=TITLE'
curl -X POST 'http://127.0.0.1:8765/_/cut?id=ID&tab=TITLE&from=2&to=40'      (rows are deleted)
curl -X POST 'http://127.0.0.1:8765/_/add?id=ID&tab=TITLE&first=yes'         (an empty tab)
curl -X POST 'http://127.0.0.1:8765/_/set?id=ID&shared=no&in_bin=yes'
curl -X POST 'http://127.0.0.1:8765/_/over?id=ID&of=ID'                      (paste one over it)
curl -X POST 'http://127.0.0.1:8765/_/restore?id=ID'                         (as it was at first)
curl -X POST 'http://127.0.0.1:8765/_/server?latency=0.2&reads=60&unlisted=ID,ID'
"""

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from tests.loopback.spreadsheets import Tab, place_of

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
            case "cut":
                spreadsheet = google.spreadsheets[said["id"]]
                rows = spreadsheet.tab(said["tab"]).rows
                del rows[int(said["from"]) - 1 : int(said.get("to", len(rows)))]
                spreadsheet.changed()
            case "add":
                spreadsheet = google.spreadsheets[said["id"]]
                place = 0 if "first" in said else len(spreadsheet.tabs)
                spreadsheet.tabs.insert(place, Tab(said["tab"], gid=990_000 + spreadsheet.version))
                spreadsheet.changed()
            case "set":
                for name in ("shared", "in_bin", "grows_by_reading"):
                    if name in said:
                        setattr(google.spreadsheets[said["id"]], name, said[name] == "yes")
            case "over":
                tabs = deepcopy(google.spreadsheets[said["of"]].tabs)
                google.spreadsheets[said["id"]].tabs = tabs
                google.spreadsheets[said["id"]].changed()
            case "restore":
                google.restore(said["id"])
            case "server":
                google.latency = float(said.get("latency", google.latency))
                if "reads" in said:
                    google.reads_a_minute = int(said["reads"]) or None
                if "unlisted" in said:
                    google.unlisted = set(said["unlisted"].split(","))
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
