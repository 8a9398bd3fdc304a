"""What people call a group and its workbook: การเงิน, ชีตการเงิน."""

import re
from typing import TYPE_CHECKING

from esa import thai

if TYPE_CHECKING:
    from esa.reading.office import Office

_GROUP_WORDS = re.compile(r"^(กลุ่มบริหารงาน|กลุ่มบริหาร|กลุ่มงาน|กลุ่ม|หน่วย)")


def group_short(office: "Office", code: str) -> str:
    """The shortest of a group's name and aliases without กลุ่ม in front; initials such as บง. only
    where nothing else is filled in."""
    if not code:
        return "สำนักงาน"
    written = [_line(each) for each in (office.group_name(code), *office.group_aliases(code))]
    bare = [_GROUP_WORDS.sub("", name) for name in written if not name.endswith(".")]
    return min((name for name in bare if len(name) > 2), key=len, default=written[0])


def workbook(office: "Office", name: str) -> str:
    """ชีตการเงิน, ชีตสำนักงาน; with its file's name where its group has more than one, the name alone
    where nobody knows whose it is."""
    book = office.workbook(name)
    if book is None or not book.kind:
        return _line(name)
    whose = "สำนักงาน" if book.kind == "office" else group_short(office, book.group)
    same = (book.kind, book.group)
    alike = sum((each.kind, each.group) == same for each in office.workbooks)
    return f"ชีต{whose}" if alike == 1 else f"ชีต{whose} ({_line(name)})"


def _line(text: object) -> str:
    return " ".join(thai.without_hidden(str(text)).split())
