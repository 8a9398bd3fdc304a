"""python -m esa end-sign-ins: those of an account or of everybody, such as for a lost device."""

import argparse
from datetime import datetime

from esa.access.people import account_of
from esa.access.sign_ins import Ended
from esa.commands.history import add_place
from esa.commands.reading import address_of, refuse
from esa.history.place import place_of
from esa.history.remote_files import files_at
from esa.reading.office import BANGKOK


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "end-sign-ins", help="ให้บัญชีเข้าสู่ระบบใหม่ · end the sign-ins of an account"
    )
    command.add_argument("office", help="สำนักงาน (โฟลเดอร์หรือที่อยู่ชีต) · the office")
    whose = command.add_mutually_exclusive_group(required=True)
    whose.add_argument("--account", help="อีเมลของบัญชี · e-mail of the account")
    whose.add_argument("--everybody", action="store_true", help="ทุกบัญชี · all accounts")
    add_place(command)
    command.set_defaults(do=end)


def end(chosen: argparse.Namespace) -> int:
    place = chosen.place or place_of(address_of(chosen.office))
    kept, now = Ended(files_at(f"{place}.share")), datetime.now(BANGKOK)
    if chosen.everybody:
        kept.end_all(now)
    elif account := account_of(chosen.account):
        kept.end_account(account, now)
    else:
        return refuse("อีเมลไม่ถูกต้อง · not an e-mail address")
    print("สิ้นสุดแล้ว ต้องเข้าสู่ระบบใหม่ภายใน 10 วินาที · ended; open pages ask within 10 seconds")
    return 0
