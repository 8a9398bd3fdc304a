"""python -m esa report: the self-assessment report or the responsibility table as .docx."""

import argparse
import sys
from pathlib import Path

from esa.commands.history import add_place, store_of
from esa.commands.reading import UNREADABLE, office_of, read
from esa.documents.report.contents import Stamp
from esa.history.meetings import meeting_of, raws_of
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
    command.add_argument(
        "--force", action="store_true", help="เขียนทับไฟล์เดิม · write over a file that is there"
    )
    command.set_defaults(do=report)


def report(chosen: argparse.Namespace) -> int:
    """Write the document; 2 where it is there already, or something that was named isn't."""
    # docx and its templates take a while to load, and only this command needs them
    from esa.documents.report.made import UnknownChoice
    from esa.documents.report.word import TemplateFault, word_report
    from esa.judged import Judged

    out = Path(chosen.out).expanduser()
    if out.suffix.lower() != ".docx":
        return _no("ชื่อไฟล์ต้องลงท้ายด้วย .docx · the file must end in .docx")
    if out.exists() and not chosen.force:
        return _no(f"มีไฟล์ {out.name} อยู่แล้ว ใส่ --force ถ้าจะเขียนทับ · exists, use --force")
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
        out.write_bytes(made)
    except (UnknownChoice, TemplateFault) as error:
        return _no(str(error))
    except OSError as error:
        return _no(f"เขียนไฟล์ {out.name} ไม่ได้ ({error.strerror}) · can't be written")
    print(f"{out} ({len(made):,} bytes)")
    return 0


def _office(chosen: argparse.Namespace) -> tuple[Office, Stamp | None]:
    """The office as it is now, or as it was frozen for a meeting. SourceError, MeetingError."""
    if not chosen.meeting:
        return read(chosen.office), None
    store = store_of(chosen.office, chosen)
    frozen = meeting_of(store, chosen.meeting)
    office = office_of(raws_of(store, frozen), chosen.office, frozen.frozen_at)
    return office, Stamp(frozen.number, frozen.meeting_date, frozen.fingerprint)


def _no(why: str) -> int:
    print(why, file=sys.stderr)
    return UNREADABLE
