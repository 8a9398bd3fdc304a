"""Reads every tab with st-gsheets-connection, in a Python that has it; prints the seconds.

Started by bench_google.py: python st_gsheets.py SETTINGS.json, which holds the key, the address of
the test server, and the spreadsheets with their tabs.
"""

import json
import sys
import time
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import requests  # noqa: E402
from streamlit_gsheets.gsheets_connection import GSheetsServiceAccountClient  # noqa: E402

settings = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
ROOTS = ("https://sheets.googleapis.com", "https://www.googleapis.com")
asked = requests.Session.request


def to_the_test_server(self, method, url, *args, **how):
    for root in ROOTS:
        url = url.replace(root, settings["url"])
    return asked(self, method, url, *args, **how)


requests.Session.request = to_the_test_server

start = time.perf_counter()
client = GSheetsServiceAccountClient(dict(settings["key"]))
rows = 0
for address, titles in settings["tabs"]:
    for title in titles:
        rows += len(client.read(spreadsheet=address, worksheet=title, ttl=0))
print(json.dumps({"seconds": time.perf_counter() - start, "rows": rows}))
