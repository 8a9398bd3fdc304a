"""Amounts and partners in running text → rows of การสนับสนุน, offered to be taken over by hand.

Nothing here is data: the rows stand in a tab that the program never reads. A partner is one that
heads a list or stands before the amount; what isn't said stays blank.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from esa import thai
from esa.imports import words
from esa.imports.ledger import Ledger
from esa.imports.lines import Line

_LONGEST = 4000  # characters of a line that is looked into
_AMOUNT = re.compile(r"(?<![0-9.,])([0-9][0-9,]{2,14}(?:\.[0-9]{1,2})?)\s?บาท")
_GIVEN = re.compile("สนับสนุน|งบประมาณ|เป็นเงิน|จำนวนเงิน|บริจาค|มอบ|อุดหนุน|จ้าง|ระดมทุน")
_BEFORE = 120  # characters before an amount in which it says that it is given
_KINDS = (
    r"องค์การบริหารส่วน(?:ตำบล|จังหวัด)|เทศบาล(?:ตำบล|เมือง|นคร)|อบต\.|อบจ\.|ทต\.|ทม\.|คุรุสภา|สกสค\.?|"
    r"กองทัพ|กองพัน|มูลนิธิ|บริษัท|สมาคม|ธนาคาร|สหกรณ์|วัด(?=[ก-ฮ])"
)
_STOP = r"ได้|ร่วม|มี|จัด|โดย|ดำเนิน|มอบ|สนับสนุน|ให้|เข้า|กำหนด|ระหว่าง|กับ|และ|หรือ|ตาม|เพื่อ|เป็น|ใน|ที่|จึง|ของ|ณ"
_PARTNER = re.compile(rf"({_KINDS})\s?([ก-๙]{{2,40}}?)?(?={_STOP}|[\s,.()/“”\"]|$)")
_ACTIVITY = re.compile(r"(?:โครงการ|งานวัน)(?!ดังกล่าว|นี้|ต่าง)[^\s,()]{3,80}")
_DATE = re.compile(
    rf"[0-9]{{1,2}}(?:\s?[-–]\s?[0-9]{{1,2}})?\s*(?:{'|'.join(thai.LONG_MONTHS)})\s*[0-9]{{4}}"
)


@dataclass(frozen=True)
class Offer:
    """One row to look at; blanks are not known."""

    line: Line
    at: int
    criterion: str
    partner: str
    activity: str
    date: str
    value: str


def offers(ledger: Ledger) -> Iterator[Offer]:
    """What the written parts say of support, in their order."""
    heading, criterion, waiting = "", "", None
    for at, (line, home) in enumerate(zip(ledger.lines, ledger.homes, strict=True)):
        if home.tab != "progress" or len(line.text) > _LONGEST:
            continue
        if home.key[1] != criterion:
            heading, criterion = "", home.key[1]
        if named := _heads(line):
            if waiting:
                yield waiting
            heading = named
            waiting = Offer(line, at, criterion, named, "", "", "")
        for offer in _of_line(line, at, criterion, heading):
            waiting = None
            yield offer
    if waiting:
        yield waiting


def _heads(line: Line) -> str:
    """The partner that a numbered line is the name of."""
    item = words.numbered(line)
    found = _PARTNER.match(item.text) if item and len(item.text) < 60 else None
    return item.text.strip(" :") if found and found.end() > len(item.text) - 3 else ""


def _of_line(line: Line, at: int, criterion: str, heading: str) -> Iterator[Offer]:
    """Every amount of a line that is said to be given by somebody; its activity is the first that
    is named since the amount before."""
    text, done = line.arabic, 0
    for amount in _AMOUNT.finditer(text):
        before = text[: amount.start()]
        if not _GIVEN.search(before[-_BEFORE:]):
            continue
        named = [m for m in _PARTNER.finditer(before) if m[2]]
        partner = line.text[named[-1].start() : named[-1].end()] if named else ""
        if not (heading or partner):
            continue
        activity, days = _ACTIVITY.search(before, done), list(_DATE.finditer(before))
        yield Offer(
            line, at, criterion, heading or partner,
            line.text[slice(*activity.span())] if activity else "",
            days[-1][0] if days else "",
            amount[1].replace(",", ""),
        )  # fmt: skip
        done = amount.end()
