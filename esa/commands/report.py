"""python -m esa report: the self-assessment report or the responsibility table as .docx."""

import argparse
from pathlib import Path

from esa.commands.history import add_force, add_place, now_or_frozen
from esa.commands.reading import refuse
from esa.documents.report.contents import Stamp
from esa.reading.office import Office
from esa.rules.vocabulary import REPORTED, VERIFIED


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser("report", help="รายงาน SAR เป็น Word · the report as .docx")
    command.add_argument("office", help="โฟลเดอร์หรือที่อยู่ชีต · folder or Sheet's address")
    command.add_argument("out", help="ไฟล์ .docx ที่จะเขียน · the file to write")
    command.add_argument("--edition", help="รหัสฉบับมาตรฐาน · code of the edition")
    command.add_argument("--indicator", help="เฉพาะตัวบ่งชี้นี้ · only this indicator, such as 1.4")
    command.add_argument(
        "--form",
        choices=("report", "responsibility"),
        default="report",
        help="รายงาน หรือตารางผู้รับผิดชอบ · the report, or who is responsible",
    )
    command.add_argument("--digits", choices=("thai", "arabic"), default="thai")
    command.add_argument(
        "--verified", action="store_true", help="นับเฉพาะหลักฐานที่ตรวจแล้ว · checked evidence only"
    )
    command.add_argument("--template", help="แม่แบบ .docx ของสำนักงาน · the office's own template")
    command.add_argument(
        "--meeting", help="ข้อมูลที่บันทึกไว้ของการประชุม เช่น 12/2557 · as frozen for this meeting"
    )
    add_place(command)
    add_force(command)
    command.set_defaults(do=report)


def report(chosen: argparse.Namespace) -> int:
    """Write the document; 2 where it is there already, or something that was named isn't."""
    # docx and its templates take a while to load, and only this command needs them
    from esa.documents.report.made import UnknownChoice
    from esa.documents.report.pages import with_pages
    from esa.documents.report.word import TemplateFault, word_report
    from esa.judged import Judged

    out = Path(chosen.out).expanduser()
    if out.suffix.lower() != ".docx":
        return refuse("ชื่อไฟล์ต้องลงท้ายด้วย .docx · the file must end in .docx")
    if out.exists() and not chosen.force:
        return refuse(f"มีไฟล์ {out.name} อยู่แล้ว หากจะเขียนทับ ให้ใส่ --force · exists, use --force")
    try:
        office, meeting = _office(chosen)
        made = word_report(
            Judged(office),
            chosen.edition,
            indicator=chosen.indicator,
            reading=VERIFIED if chosen.verified else REPORTED,
            thai_digits=chosen.digits == "thai",
            form=chosen.form,
            meeting=meeting,
            template=Path(chosen.template).expanduser() if chosen.template else None,
        )
        made = with_pages(made, chosen.digits == "thai")
        out.write_bytes(made)
    except (UnknownChoice, TemplateFault) as error:
        return refuse(str(error))
    except OSError as error:
        return refuse(f"เขียนไฟล์ {out.name} ไม่ได้ ({error.strerror}) · can't be written")
    print(f"{out} ({len(made):,} bytes)")
    return 0


def _office(chosen: argparse.Namespace) -> tuple[Office, Stamp | None]:
    """The office as --meeting says. SourceError, MeetingError."""
    office, frozen = now_or_frozen(chosen)
    if frozen is None:
        return office, None
    return office, Stamp(frozen.number, frozen.meeting_date, frozen.fingerprint)
