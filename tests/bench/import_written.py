"""Reports as several people of one office write them: every heading spelled in its own way.

Each report holds one to four indicators with their ladder, points, parts and documents; what is
where is known from the writing. Spellings, digits, signs, numbers of levels, columns and what is
missing are drawn anew for each section.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from esa.imports.known import Known
from tests.bench.import_distortions import ARABIC, FORM, HEAD, THAI, Spot, Spots

NAMED = ("1.4", "2.2", "2.3", "2.4", "2.5")
STANDARDS = ("มาตรฐานที่ {0} {1}", "มาตรฐาน ที่  {0}  : {1}", "มาตรฐานที่{0} {1}", "มาตรฐานที่ {0}. {1}")
INDICATORS = ("ตัวบ่งชี้ที่ {0} {1}", "ตัวบ่งชี้ที่{0} : {1}", "ตัวบ่งชี้ {0} {1}", "ตัวบ่งชี้ ที่ {0}  {1}",
              "ตัวบ่งชี้ที่ {0}. {1}")  # fmt: skip
METHODS = ("วิธีการดำเนินงาน", "วิธีดำเนินการ", "วิธีการดำเนินการ", "๑. วิธีการดำเนินงาน", "วิธีดำเนินงาน :",
           "วิธีการดำเนินงาน/กิจกรรม", " วิธีการ ดำเนินงาน")  # fmt: skip
RESULTS = ("ผลการดำเนินงาน", "ผลการดำเนินการ", "ผลดำเนินงาน", "ผลการดำเนินงาน :", "ผลการปฏิบัติงาน")
COMMENTS = ("ความเห็นและข้อเสนอแนะ", "ข้อเสนอแนะ", "ความคิดเห็นและข้อเสนอแนะ", "ความเห็น/ข้อเสนอแนะ")
LISTS = ("ประเด็นที่ {0} ประกอบด้วย", "ประเด็นที่{0} ประกอบด้วย", "ประเด็นการพิจารณาที่ {0} ประกอบด้วย",
         "ประเด็นที่ {0}  ได้แก่", "ประเด็นที่ {0}")  # fmt: skip
TITLES = ("{0}. {1}", "{0}.{1}", "{0}) {1}", "({0}) {1}", "ประเด็นที่ {0} {1}", "{0} . {1}")
LEVELS = ("{0}", "ระดับ {0}", "☐ {0}", "(  ) {0}", "( {0}")
THEMES = ("ประชุม", "จัดทำ", "นิเทศ", "สำรวจ", "พัฒนา", "อบรม", "รายงาน", "ติดตาม")
ITEMS = ("คำสั่งแต่งตั้ง", "แผนปฏิบัติการ", "รายงานผล", "ภาพถ่าย", "บันทึกข้อความ", "ปฏิทิน", "แบบสรุป")


@dataclass
class Hand:
    """How one person writes."""

    chance: random.Random
    thai: bool
    mixed: bool

    def number(self, value: object) -> str:
        digits = THAI if (self.chance.random() < 0.5 if self.mixed else self.thai) else ARABIC
        return "".join(digits[ARABIC.index(x)] if x in ARABIC else x for x in str(value))

    def one(self, kinds: tuple[str, ...]) -> str:
        return self.chance.choice(kinds)


def written(edition: Known, chance: random.Random) -> Spots:
    """A report of some indicators of an edition."""
    spots: Spots = []
    codes = sorted(chance.sample(NAMED, chance.randint(1, 4)))
    standard = ""
    for code in codes:
        hand = Hand(chance, chance.random() < 0.6, chance.random() < 0.3)
        own = code.split(".")[0]
        if own != standard or chance.random() < 0.5:
            said = hand.one(STANDARDS).format(hand.number(own), f"งานของมาตรฐาน{'กขคง'[int(own)]}")
            first = own != standard
            gold = ("standards", own, "title") if first else ("", "", "again")
            spots.append(Spot(said, gold))
            standard = own
        shown = code if chance.random() < 0.6 else code.split(".")[1]
        title = edition.indicators.get(code) or "เรื่องสมมติ"
        spots.append(
            Spot(
                hand.one(INDICATORS).format(hand.number(shown), title),
                ("indicators", code, "title"),
            )
        )
        spots += section(code, edition, hand)
    return spots


def section(code: str, edition: Known, hand: Hand) -> Spots:
    """The table of one indicator: the narrative stands in the row of level 5, or over all."""
    chance = hand.chance
    titles = dict(edition.points.get(code, {}))
    total = edition.totals.get(code) or max(titles)
    told = sorted(chance.sample(range(1, total + 1), chance.randint(2, total)))
    told = told if chance.random() < 0.5 else list(range(1, total + 1))
    sign, part_words = hand.one(TITLES), [hand.one(x) for x in (METHODS, RESULTS, COMMENTS)]
    narrative: Spots = []
    for number in told:
        title = titles.get(number) or f"การดำเนินงานสมมติเรื่องที่{'กขคงจฉชซฌญ'[number]}ของเขต"
        point = f"{code}.{number}"
        narrative.append(
            Spot(sign.format(hand.number(number), title), ("criteria", point, "title"))
        )
        narrative += texts(point, part_words, hand)
    spots = [Spot(text, FORM, True) for text in HEAD]
    for level in (5, 4, 3, 2, 1):
        spots.append(Spot(hand.one(LEVELS).format(hand.number(level)), FORM, True))
        spots += wording(code, level, total, hand)
        cells = (narrative, documents(code, told, hand)) if level == 5 else ([], [])
        for own in cells:
            spots += [replace(own[0], begins=True), *own[1:]] if own else [Spot("", None, True)]
    return spots


def wording(code: str, level: int, total: int, hand: Hand) -> Spots:
    gold = ("rubric", f"{code}/{level}", "wording")
    clear = {5: "ทุกข้อ", 4: f"{total - 1} ข้อ", 3: f"{total - 2} ข้อ", 2: "1 ข้อ", 1: "น้อยกว่า 1 ข้อ"}[
        level
    ]
    lines = [
        f"มีการดำเนินการตามประเด็นการพิจารณาครบ {total} ข้อ",
        f"มีร่องรอยหลักฐานปรากฏชัดเจน {clear}",
    ]
    return [Spot(hand.number(line), gold, at == 0) for at, line in enumerate(lines)]


def texts(point: str, headings: list[str], hand: Hand) -> Iterator[Spot]:
    chance = hand.chance
    for heading, name in zip(headings, ("method", "result", "comments"), strict=True):
        if name == "comments" and chance.random() < 0.4:
            continue
        yield Spot(heading, FORM)
        for line in paragraphs(hand):
            yield Spot(line, ("progress", point, name))


def paragraphs(hand: Hand) -> Iterator[str]:
    """A few sentences, lists in them, at two depths, some by bullets."""
    chance = hand.chance
    for _ in range(chance.randint(1, 3)):
        what = f"{hand.one(THEMES)}ตามแผนของสำนักงานเขตพื้นที่ ปี"
        yield f"{what} {hand.number(2557)} {chance.randrange(999)}"
        kind = chance.random()
        if kind < 0.4:
            sign = hand.one((". ", ") ", "."))
            for number in range(1, chance.randint(3, 7)):
                what = f"{hand.one(THEMES)}ครั้งที่สมมติ {chance.randrange(999)}"
                yield f"{hand.number(number)}{sign}{what}"
        elif kind < 0.6:
            for _ in range(chance.randint(2, 4)):
                yield f"- {hand.one(THEMES)}ร่วมกับโรงเรียน {chance.randrange(999)}"


def documents(code: str, told: list[int], hand: Hand) -> Spots:
    chance, spots = hand.chance, []
    heading, sign = hand.one(LISTS), hand.one((". ", ") ", "."))
    for number in told:
        if chance.random() < 0.15:
            continue
        spots.append(Spot(heading.format(hand.number(number)), FORM))
        for item in range(1, chance.randint(2, 6)):
            text = f"{hand.number(item)}{sign}{hand.one(ITEMS)}เรื่องที่ {chance.randrange(9999)}"
            spots.append(Spot(text, ("evidence", f"{code}.{number}/{item}", "title")))
    return spots
