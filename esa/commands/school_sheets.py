"""python -m esa school-sheets: ใบแจ้งสีของโรงเรียน, a PDF for each network, a page for each school."""

import argparse
from pathlib import Path

from esa.commands.history import add_force
from esa.commands.reading import read, refuse
from esa.judged import Judged


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "school-sheets", help="ใบแจ้งสีของโรงเรียน PDF · each school's colours, a page each"
    )
    command.add_argument("office", help="โฟลเดอร์หรือที่อยู่ชีต · folder or Sheet's address")
    command.add_argument("out", help="โฟลเดอร์ที่จะเขียน · the folder to write into")
    add_force(command)
    command.set_defaults(do=school_sheets)


def school_sheets(chosen: argparse.Namespace) -> int:
    """Write a file for each network with schools; 2 where one is there, or there are no results."""
    from esa.documents.school_sheets import pdf
    from esa.documents.workbook import safe_name
    from esa.telling.school_sheet import sheets
    from esa.telling.schools import NO_NETWORK, NO_RESULTS
    from esa.telling.standpoint import stamp

    judged, out = Judged(read(chosen.office)), Path(chosen.out).expanduser()
    choice = judged.choice
    if choice is None:
        return refuse(f"{NO_RESULTS} · no results")
    rows = judged.office.rows["networks"]
    names = dict(zip(rows["network"], rows["name"], strict=True))
    codes = dict.fromkeys(row.network or "" for row in judged.schools(choice).schools)
    files = {}
    for code in codes:
        whose = str(names.get(code) or code) if code else NO_NETWORK
        files[out / f"{safe_name(f'{code} {whose}'.strip())}.pdf"] = (code, whose)
    there = [path.name for path in files if path.exists()]
    if there and not chosen.force:
        return refuse(
            f"มีไฟล์ {', '.join(there)} อยู่แล้ว หากจะเขียนทับ ให้ใส่ --force · exists, use --force"
        )
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path, (code, whose) in files.items():
            told = sheets(judged, choice, code)
            path.write_bytes(pdf(judged, choice, whose, told, stamp(None)))
            print(f"{path} ({len(told):,} โรงเรียน)")
    except OSError as error:
        return refuse(f"เขียนลง {out} ไม่ได้ ({error.strerror}) · can't be written")
    return 0
