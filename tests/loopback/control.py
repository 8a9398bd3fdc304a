"""The running test server told what to do, for trying the dashboard by hand:

curl -X POST 'http://127.0.0.1:8765/_/trouble?kind=429&where=ID&times=3&retry_after=9'
curl -X POST 'http://127.0.0.1:8765/_/well'
curl -X POST 'http://127.0.0.1:8765/_/edit?id=ID&tab=TITLE&cell=C14&value=TEXT'   (link=…, chip=yes)
curl -X POST 'http://127.0.0.1:8765/_/rename?id=ID&tab=TITLE&to=TITLE'
curl -X POST 'http://127.0.0.1:8765/_/cut?id=ID&tab=TITLE&from=2&to=40'      (rows are deleted)
curl -X POST 'http://127.0.0.1:8765/_/add?id=ID&tab=TITLE&first=yes'         (an empty tab)
curl -X POST 'http://127.0.0.1:8765/_/drop?id=ID&tab=TITLE'                  (the tab is deleted)
curl -X POST 'http://127.0.0.1:8765/_/size?id=ID&tab=TITLE&rows=2000000&columns=5'
curl -X POST 'http://127.0.0.1:8765/_/set?id=ID&shared=no&in_bin=yes&folder=F&drive=D'
curl -X POST 'http://127.0.0.1:8765/_/over?id=ID&of=ID'                      (paste one over it)
curl -X POST 'http://127.0.0.1:8765/_/restore?id=ID'                         (as it was at first)
curl -X POST 'http://127.0.0.1:8765/_/void'                                  (all tokens)
curl -X POST 'http://127.0.0.1:8765/_/server?latency=0.2&reads=60&unlisted=ID,ID'
"""

import re
from copy import deepcopy
from typing import TYPE_CHECKING

from tests.loopback.spreadsheets import Dressed, Spreadsheet, Tab, place_of

if TYPE_CHECKING:
    from tests.loopback.server import GoogleServer


def do(google: "GoogleServer", path: str, query: dict[str, list[str]]) -> str:
    """Do what the address says; "ok", or what is wrong with it."""
    said = {name: values[0] for name, values in query.items()}
    what = path.removeprefix("/_/")
    try:
        if "id" not in said:
            _to_server(google, what, said)
        elif what == "restore":
            google.restore(said["id"])
        elif what == "over":
            google.spreadsheets[said["id"]].tabs = deepcopy(google.spreadsheets[said["of"]].tabs)
            google.spreadsheets[said["id"]].changed()
        else:
            _to_spreadsheet(google.spreadsheets[said["id"]], what, said)
    except (KeyError, ValueError, IndexError, StopIteration) as error:
        return f"not done: {error!r}"
    return "ok"


def _to_server(google: "GoogleServer", what: str, said: dict[str, str]) -> None:
    match what:
        case "well":
            google.well()
        case "void":
            google.forget_tokens()
        case "trouble":
            times = int(said["times"]) if "times" in said else None
            headers = {"Retry-After": said["retry_after"]} if "retry_after" in said else None
            google.trouble(said["kind"], said.get("where", "sheets"), times, headers)
        case "server":
            google.latency = float(said.get("latency", google.latency))
            if "reads" in said:
                google.reads_a_minute = int(said["reads"]) or None
            if "unlisted" in said:
                google.unlisted = set(said["unlisted"].split(",")) - {""}
        case _:
            raise ValueError("no such thing")


def _to_spreadsheet(sheet: Spreadsheet, what: str, said: dict[str, str]) -> None:
    match what:
        case "set":
            for name in {"shared", "in_bin", "grows_by_reading"} & said.keys():
                setattr(sheet, name, said[name] == "yes")
            for name in {"folder", "drive"} & said.keys():
                setattr(sheet, name, said[name])
            return
        case "edit":
            _edit(sheet, said)
        case "rename":
            sheet.tab(said["tab"]).title = said["to"]
        case "cut":
            rows = sheet.tab(said["tab"]).rows
            del rows[int(said["from"]) - 1 : int(said.get("to", len(rows)))]
        case "add":
            place = 0 if "first" in said else len(sheet.tabs)
            sheet.tabs.insert(place, Tab(said["tab"], gid=990_000 + sheet.version))
        case "drop":
            sheet.tabs.remove(sheet.tab(said["tab"]))
        case "size":
            sheet.tab(said["tab"]).size = int(said["rows"]), int(said["columns"])
        case _:
            raise ValueError("no such thing")
    sheet.changed()


def _edit(sheet: Spreadsheet, said: dict[str, str]) -> None:
    match = re.fullmatch(r"([A-Z]+)(\d+)", said["cell"])
    if not match:
        raise ValueError(said["cell"])
    row, column = int(match[2]) - 1, place_of(match[1])
    rows = sheet.tab(said["tab"]).rows
    rows += [[] for _ in range(row + 1 - len(rows))]
    rows[row] += [""] * (column + 1 - len(rows[row]))
    number = re.fullmatch(r"-?\d+(\.\d+)?", said["value"]) and not said.get("text")
    value = float(said["value"]) if number else said["value"]
    if "link" in said:
        value = Dressed(value, said["link"], chip="chip" in said)
    rows[row][column] = value
