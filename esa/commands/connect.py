"""python -m esa connect: walk through the set-up of Google Sheets."""

import argparse
from datetime import datetime
from pathlib import Path

from esa.reading.office import BANGKOK


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("connect", help="ต่อกับ Google Sheets · connect Google Sheets")
    command.add_argument("--office", help="ที่อยู่ชีตของสำนักงาน · address of the office's Sheet")
    command.add_argument("--key", help="ไฟล์กุญแจ .json ของบัญชีบริการ · the service account's key file")
    command.set_defaults(do=connect)


def connect(chosen: argparse.Namespace) -> int:
    """Walk through the set-up; see esa.connect.walk."""
    from esa.connect import walk  # Google's packages take a while to load, and only this needs them

    key = Path(chosen.key).expanduser() if chosen.key else None
    return walk.walk(datetime.now(BANGKOK), chosen.office, key, walk.secrets_paths()[-1])
