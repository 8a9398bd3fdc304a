"""Forms of address as people type, paste and disguise them, glued into Thai words."""

import csv
import re
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from itertools import count
from pathlib import Path

from esa.reading.schema import Field, Tab, read_tabs

FORMS = (  # {} is where the marker goes: in the path, the host, a name of a file, an id
    "https://drive.google.com/file/d/{}/view",
    "http://{}.example.go.th",
    "HTTPS://DRIVE.GOOGLE.COM/{}",
    "https ://drive.google.com/{}",
    "https : // drive.google.com/{}",
    "https:/drive.google.com/{}",
    "https:\\\\drive.google.com\\{}",
    "https//drive.google.com/{}",
    "http:{}",
    "hxxp://{}.example.com/x",
    "hxxps ://example.com/{}",
    "https://ตัวอย่าง.ไทย/{}",
    "https://user:word@10.0.0.1:8443/{}?a=1#b",
    "ftp://files.example/{}",
    "line://ti/p/{}",
    "//drive.google.com/{}",
    "//fileserver/{}",
    "drive.google.com/open?id={}",
    "docs.google.com/spreadsheets/d/{}/edit#gid=0",
    "sites.google.com/view/{}",
    "Drive.Google.Com/{}",
    "drive . google . com / {}",
    "drive[.]google[.]com/{}",
    "drive(.)google(.)com/{}",
    "bit.ly/{}",
    "forms.gle/{}",
    "line.me/ti/g/{}",
    "lin.ee/{}",
    "goo.gl/{}",
    "t.me/{}",
    "youtu.be/{}",
    "tinyurl.com/{}",
    "example.unheardof/{}",
    "example.com:8080/{}",
    "example.com?x={}",
    "example.com#{}",
    "{}.example.com",
    "www.example.go.th/แฟ้ม{}",
    "WWW.{}.com",
    "www . {}.com",
    "ตัวอย่าง.ไทย/{}",
    "ตัวอย่าง.com/{}",
    "{}โรงเรียน.ไทย",
    "xn--12c1fe0br.xn--o3cw4h/{}",
    "пример.рф/{}",
    "münchen.de/{}",
    "192.168.1.10/{}",
    "10.0.0.5:5000\\{}",
    "localhost:8501/{}",
    "\\\\server\\share\\{}",
    "\\\\server\\แผน งาน\\ปี 2557\\{}.xlsx",
    "server\\share\\{}",
    "C:\\งาน\\{}.docx",
    "D:\\งาน ธุรการ\\แผน {}.xlsx",
    "z:/office/{}",
    "file:///C:/{}",
    "mailto:{}@example.com",
    "{}@gmail.com",
    "ครู{}@โรงเรียน.ไทย",
    "{} @ example.ac.th",
    "javascript:{}",
    "data:text/html;base64,{}",
    "/d/{}/edit",
    "/d/e/{}",
    "/drive/folders/{}",
    "id={}abcdef",
    "drive.google.com./{}",
    "{}.web.app",
    "/Users/office/{}",
    "%USERPROFILE%\\งาน\\{}",
    "{}(at)gmail.com",
    "https%3A%2F%2Fdrive.google.com%2F{}",
    "1BxiMVs0XRA5nFMdKvBd{}ZjgmUUqptlbs74",
)
HIDDEN = (  # the same with characters that can't be seen, or that are written otherwise
    "ht\u200btps://drive.goo\u200cgle.com/{}",
    "https:\u2060//drive.google\ufeff.com/{}",
    "\u202ehttps://drive.google.com/{}\u202c",
    "dri\u00adve.google.com/{}",
    "bit\u200d.\u200dly/{}",
    "\\\u200b\\server\\{}",
    "{}\u200b@\u2066gmail.com",
    "ｈｔｔｐｓ：／／ｄｒｉｖｅ．ｇｏｏｇｌｅ．ｃｏｍ／{}",
    "drive．google．com／{}",
    "drive。google。com/{}",
    "example.com∕{}",
    "＼＼server＼{}",
    "{}＠gmail．com",
    "𝐡𝐭𝐭𝐩𝐬://example.com/{}",
    "drive.goógle.com/{}",
)
BEFORE = ("รายงานผล", "แฟ้มที่", "๒๕๕๗ฯ", "(ดู", "เลขที่ 12/2557ณ", "น้ำ", "")
AFTER = ("ฉบับเต็ม", "ที่แนบ", "ๆ", ")และ", " ครับ", "ำ", "")

INNOCENT = (
    "โรงเรียนบ้านควน", "ร.ร.บ้านท่ามะเดื่อ", "รร.ไทยรัฐวิทยา 12", "รร.ไทย-จีน",
    "อ.เมือง จ.พัทลุง", "พ.ศ.2557", "1.4", "1.10.2", "12/2557", "23/9/2557", "ก.ค.ศ.",
    "สพป.พัทลุง เขต 1", "ว.23/2557", "นว./2557", "ศธ.04169/ว23", "ที่ ศธ 04169/ว 1234",
    "และ/หรือ", "9.30-12.00 น.", "เวลา 09:30 น.", "O-NET", "O.NET", "ผล O.NET/NT ป.6", "NT ป.3",
    "ม.3.O.NET", "ว.PA/2564", "ว.PA", "วุฒิ B.Ed/M.Ed", "Ph.D.", "วิชา ว.ไทย/สังคม",
    "PLC:การพัฒนา", "TQA:2557", "อัตราส่วน 1:20", "Big Data:การใช้ข้อมูล", "Project.To develop",
    "10.ICT/DLTV", "พ.ร.บ./กฎ", "K.P.I./OKR", "e-Service/e-Form", "แผน.docx", "1.2.3.4",
    "๑.๓๐๑,๗๔๖.๑๘", "10.000.000.000", "1,301,746.18 บาท", "ป.1-ป.6", "ม.ค.-มี.ค. 2557",
    "ข้อ 2(1)", "กพ.7/ก.พ.", "อบต./เทศบาล", "Q&A", "a/b/c", "50%", "#1", "หมายเหตุ: ดูแฟ้ม",
    "คำสั่งที่ 499/2556 ลงวันที่ 1 ต.ค. 2556", "ชั้น ป.๖/๑", "บ้านเกาะนางคำ",
    "ผอ.โรงเรียนบ้านควน", "คน × วิชา", "5–7 ขวบ", "ส.ค.ส./บัตร", "ฯลฯ.", "สพฐ./สช.", "ศน.ไทย",
    "วPA/ว10", "DLTV/DLIT", "ค.ศ. 2014", "U.S.A.", "ป.เอก/ป.โท", "กลุ่มสาระฯ/งาน",
    "Google Drive", "Thailand 4.0", "คะแนน 85.50/100", "(ก)/(ข)", "ครั้งที่ 1/2557-2/2557",
    "ป.1/1-ป.1/5", "ม.ปลาย/ปวช.", "สมศ.รอบ 3", "AMSS++/Smart", "2557//2558", "C:การวัดผล",
    "HTTP", "คณิต@บ้านควน", "สพป.พท.2/ว 12",
)  # fmt: skip


MARK = re.compile(r"ZQ(\d{5})X")


def texts_in(thing: object) -> Iterable[str]:
    """Every text inside, however deep, keys too."""
    if isinstance(thing, str):
        yield thing
    elif is_dataclass(thing):
        yield from texts_in([getattr(thing, each.name) for each in fields(thing)])
    elif isinstance(thing, dict):
        yield from texts_in([*thing, *thing.values()])
    elif isinstance(thing, tuple | list | frozenset):
        for one in thing:
            yield from texts_in(one)


def planted(number: int) -> str:
    """The text of that number: a form of address with its marker between two Thai words."""
    forms = (*FORMS, *HIDDEN)
    turn, form = divmod(number, len(forms))
    address = forms[form].replace("{}", f"ZQ{number:05d}X")
    return f"{BEFORE[(turn + form) % len(BEFORE)]}{address}{AFTER[(turn + number) % len(AFTER)]}"


def form_of(mark: str) -> int:
    """Which of FORMS and HIDDEN a number of a marker stands for."""
    return int(mark) % len((*FORMS, *HIDDEN))


def plant(office: Path) -> int:
    """Put an address in every cell of free text of an office's folder; how many there are.

    Words that tabs share (test, grade, subject) get the same one everywhere; a group is still known
    by the name it had.
    """
    numbers = count()
    shared: dict[tuple[str, str], str] = {}
    for path in sorted(office.rglob("*.csv")):
        tab = read_tabs().get(path.stem)
        if tab is None or tab.name == "about":  # says whose the workbook is
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file)
        if tab.name == "groups":
            _keep_names_as_aliases(head, rows)
        for field in filter(lambda each: _is_free(tab, each), tab.fields):
            at = head.index(field.title) if field.title in head else None
            for row in rows if at is not None else ():
                if row[at] and field.same_spelling:
                    key = (field.name, row[at])
                    row[at] = shared.get(key) or shared.setdefault(key, planted(next(numbers)))
                elif row[at]:
                    row[at] = planted(next(numbers))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])
    return next(numbers)


def _keep_names_as_aliases(head: list[str], rows: list[list[str]]) -> None:
    name, aliases = (head.index(read_tabs()["groups"].field(n).title) for n in ("name", "aliases"))
    for row in rows:
        row[aliases] = ";".join(filter(None, (row[aliases], row[name])))


def _is_free(tab: Tab, field: Field) -> bool:
    refers = {name for reference in tab.references for name in reference.fields}
    fixed = field.code or field.categories or field.pattern or field.format == "uri"
    return field.type == "string" and not fixed and field.name not in refers
