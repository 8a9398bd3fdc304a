"""python -m esa share: the committee's page as one file, for a website or LINE without a server."""

import argparse
from pathlib import Path

from esa.commands.history import add_force, add_place, now_or_frozen
from esa.commands.publish import registry_of
from esa.commands.reading import refuse
from esa.reading.office import Office
from esa.share.redaction import redacted
from esa.share.scope import SHOWN, Scope
from esa.thai import show_date

NONE_OUT = (
    "ยังไม่ได้เผยแพร่ผลการทดสอบ จึงไม่ทำไฟล์ที่มีสีคุณภาพ ให้สั่ง python -m esa publish ก่อน หรือใส่ "
    "--show levels,completeness,networks · no table of results is published: publish one first, "
    "or leave colours out"
)


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "share", help="หน้าสำหรับกรรมการเป็นไฟล์เดียว · the committee's page as one file"
    )
    command.add_argument("office", help="โฟลเดอร์ของสำนักงาน · the office's folder")
    command.add_argument(
        "--html", required=True, metavar="OUT.html", help="ไฟล์ที่จะเขียน · the file to write"
    )
    command.add_argument("--meeting", help="ครั้งที่บันทึกไว้ เช่น 11/2557 · as frozen for this meeting")
    command.add_argument(
        "--kind",
        choices=("public", "assessors"),
        default="public",
        help="ทั่วไป หรือผู้ประเมิน (เห็นชื่อและสถานะหลักฐาน) · assessors see titles and states",
    )
    command.add_argument(
        "--show", default=",".join(SHOWN), help=f"ส่วนที่แสดง · parts, of {','.join(SHOWN)}"
    )
    command.add_argument(
        "--schools", action="store_true", help="แสดงรายชื่อโรงเรียนกับสี · list schools with colours"
    )
    command.add_argument("--groups", default="", help="เฉพาะกลุ่ม เช่น FIN,HR · only these groups")
    command.add_argument(
        "--registers", default="", help="ทะเบียนที่แสดง เช่น CAR · registers that are shown, by code"
    )
    command.add_argument("--networks", default="", help="เฉพาะเครือข่าย · only these networks")
    add_place(command)
    add_force(command)
    command.set_defaults(do=share)


def share(chosen: argparse.Namespace) -> int:
    """Write the file; 2 where it is there already, or something that was named isn't."""
    from esa.share.page import file

    out = Path(chosen.html).expanduser()
    if out.suffix.lower() not in (".html", ".htm"):
        return refuse("ชื่อไฟล์ต้องลงท้ายด้วย .html · the file must end in .html")
    if out.exists() and not chosen.force:
        return refuse(f"มีไฟล์ {out.name} อยู่แล้ว หากจะเขียนทับ ให้ใส่ --force · exists, use --force")
    scope = Scope(
        chosen.kind,
        _codes(chosen.show),
        chosen.meeting or "",
        _codes(chosen.groups),
        _codes(chosen.networks),
        chosen.schools,
        _codes(chosen.registers),
    )
    try:
        office, stamp = _office(chosen)
        if unknown := _unknown(office, scope):
            return refuse(f"ไม่รู้จัก: {', '.join(unknown)} · unknown")
        tables = registry_of(chosen).tables() if "colours" in scope.shown else ()
        if "colours" in scope.shown and not tables:
            return refuse(NONE_OUT)
        page = file(redacted(office, scope, tables), stamp)
        out.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        return refuse(f"เขียนไฟล์ {out.name} ไม่ได้ ({error.strerror}) · can't be written")
    print(f"{out} ({len(page.encode()):,} bytes)")
    return 0


def _office(chosen: argparse.Namespace) -> tuple[Office, str]:
    """The office as --meeting says, and what its page says of that."""
    office, frozen = now_or_frozen(chosen)
    if frozen is None:
        return office, ""
    return office, (
        f"ข้อมูล ณ การประชุมครั้งที่ {frozen.number} วันที่ {show_date(frozen.meeting_date)} "
        f"รหัสยืนยัน {frozen.fingerprint}"
    )


def _codes(listed: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in listed.split(",") if code.strip())


def _unknown(office: Office, scope: Scope) -> list[str]:
    """What the scope names and the office doesn't have: never silently shown as nothing."""
    groups, networks = office.rows["groups"]["group"], office.rows["networks"]["network"]
    registers = [each.code for each in office.declared if each.outside]
    wanted = ((scope.shown, SHOWN), (scope.groups, groups), (scope.networks, networks))
    wanted += ((scope.registers, registers),)
    return [code for codes, known in wanted for code in codes if code not in known]
