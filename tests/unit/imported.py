"""What the tests of the import share: texts in the form, and what became of them."""

from esa.imports.importing import Imported, import_report
from esa.imports.known import Known, known
from esa.imports.lines import Source
from esa.imports.read_text import UNIT, cells_of
from esa.templates.editions import ready

HEAD = "\tระดับคุณภาพ\n\tคำอธิบายระดับคุณภาพ\n\tวิธีการดำเนินงาน / ผลการดำเนินงาน\n\tเอกสาร/หลักฐานอ้างอิง\n"
OLDER_HEAD = (
    "\tสภาพที่พึงประสงค์/คำอธิบายเพิ่มเติม\n\tเกณฑ์/แนวทางการดำเนินการ\n\tการดำเนินงาน\n"
    "\tตัวชี้วัด\n\tผู้รับผิดชอบหลัก\n\tผู้รับผิดชอบร่วม\n"
)
START = "มาตรฐานสำนักงานเขตพื้นที่การศึกษา พ.ศ.๒๕๕๗\nมาตรฐานที่ ๑ งานสมมติ\nตัวบ่งชี้ที่ ๔ : เรื่องสมมติ\n"
EDITION = known("2557", ready("2557"))


def wording(level: int, total: int = 2) -> str:
    said = f"ชัดเจน {level - 3} ข้อ" if level > 3 else "น้อยกว่า ๑ ข้อ"
    return f"มีการดำเนินการครบ {total} ข้อ\nมีร่องรอยหลักฐาน{said}"


def level_row(level: int, narrative: str = "", evidence: str = "", box: str = "(\n") -> str:
    return f"\t{box}{level}\n\t{wording(level)}\n\t{narrative}\n\t{evidence}\n"


POINTS = """เกริ่นนำก่อนประเด็น
๑. ประเด็นสมมติแรก
วิธีการดำเนินงาน
ประชุมวางแผน
๑. ขั้นแรก
๒. ขั้นที่สอง
ผลการดำเนินงาน
1. ผลข้อหนึ่ง
2. ผลข้อสอง
๒. ประเด็นสมมติถัดมา
วิธีการดำเนินงาน
ออกพื้นที่
ผลการดำเนินงาน
ได้ผลดี
ความเห็นและข้อเสนอแนะ
ควรทำต่อ"""
LISTS = """หมายเหตุ : ใช้ของปีงบประมาณ ๒๕๕๗
ประเด็นที่ ๑ ประกอบด้วย
๑. คำสั่งสมมติ เลขที่ ๑๒/๒๕๕๗
2.แผนสมมติ
๓. ........
ฯลฯ
ประเด็นที่ 2 ประกอบด้วย
- ภาพถ่ายสมมติ
- บัญชีสมมติ"""
REPORT = START + HEAD + "\n" + level_row(5, POINTS, LISTS) + "\n\n" + level_row(4) + level_row(3)


def imported(text: str, of: Known | None = None, **more: str) -> Imported:
    source = Source("ทดสอบ.txt", UNIT, tuple(cells_of(text.split("\n"))))
    return import_report(source, of, **more)


def codes(found: Imported) -> dict[str, int]:
    """Code of a doubt → line of the first."""
    return {doubt.code: doubt.line for doubt in reversed(found.doubts)}


def rows(found: Imported, tab: str, *columns: str) -> list[tuple]:
    return [tuple(row.values.get(c) for c in columns) for row in found.rows[tab]]


def homeless(found: Imported) -> list[str]:
    """Lines without a home that are no words of the form."""
    homes = zip(found.ledger.lines, found.ledger.homes, strict=True)
    return [line.text for line, home in homes if not home.tab and not home.is_quiet]


def why(found: Imported, text: str) -> tuple[str, tuple[str, ...]]:
    """Why the first line with that text stands in no cell, and what it could belong to."""
    homes = zip(found.ledger.lines, found.ledger.homes, strict=True)
    return next((home.why, home.rivals) for line, home in homes if text in line.text)


def faults(found: Imported) -> list[str]:
    """What breaks the promise: a line that is gone or changed, or that isn't in its cell."""
    told = {number: "" for number in (line.number for line in found.source.lines())}
    bad = []
    for line, home in zip(found.ledger.lines, found.ledger.homes, strict=True):
        told[line.number] += line.text
        if not home.tab:
            bad += [] if home.why else [f"{line.text}: no reason"]
            continue
        key = home.key[:-1] if home.tab in ("progress", "evidence") else home.key
        cells = [row.values for row in found.rows[home.tab] if row.key == key]
        said = _bare("".join(str(v) for values in cells for v in values.values()))
        if _bare(home.text) not in said and home.field not in ("kpi_target", "claimed_level"):
            bad.append(f"{line.text}: not in its cell")
        if not _of(line, home.text) and home.field not in ("lead_groups", "co_groups"):
            bad.append(f"{line.text}: {home.text} is no part of it")
    for line in found.source.lines():
        if _bare(line.text) not in _bare(told[line.number]):
            bad.append(f"{line.text}: gone")
    return bad


def _of(line, text: str) -> bool:  # noqa: ANN001
    arabic, said = _bare(line.arabic), _bare(text)
    return (
        said in _bare(line.text)
        or said in arabic
        or text == line.link
        or "หมวด" in text
        or not text
    )


def _bare(text: str) -> str:
    return "".join(text.replace("(ที่เก็บ:", "").replace(")", "").split())
