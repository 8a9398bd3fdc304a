"""What happens to reports on their way: each distortion a small function with its own chance.

A report is a list of spots; what a distortion adds says where it belongs, what it moves takes its
place along.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tests.bench.import_gold import Gold

FORM: Gold = ("", "", "form")
HEAD = ("ระดับคุณภาพ", "คำอธิบายระดับคุณภาพ", "วิธีการดำเนินงาน / ผลการดำเนินงาน /ความเห็นและข้อเสนอแนะ",
        "เอกสาร/หลักฐานอ้างอิง")  # fmt: skip
PART_WORDS = {
    "วิธีการดำเนินงาน": ("วิธีดำเนินการ", "วิธีการดำเนินการ :", "๑) วิธีการดำเนินงาน", "วิธีการ ดำ เนินงาน"),
    "ผลการดำเนินงาน": ("ผลการดำเนินการ", "ผลการดำเนินงาน :", "2. ผลการดำเนินงาน", "ผลการดำเนนิงาน"),
    "ความเห็นและข้อเสนอแนะ": ("ความคิดเห็นและข้อเสนอแนะ", "ความเห็น/ข้อเสนอแนะ", "ข้อเสนอแนะ"),
}
THAI, ARABIC = "๐๑๒๓๔๕๖๗๘๙", "0123456789"


@dataclass(frozen=True)
class Spot:
    """A line. begins: it is the first of its cell; blank: an empty line or cell; gold: where it
    belongs, None where any place will do."""

    text: str
    gold: Gold | None = None
    begins: bool = False

    @property
    def blank(self) -> bool:
        return not self.text.strip()


Spots = list[Spot]


def rendered(spots: Sequence[Spot]) -> tuple[str, list[Gold | None]]:
    """The text, and where each of its lines that isn't blank belongs."""
    text = "\n".join(("\t" if spot.begins else "") + spot.text for spot in spots)
    return text, [spot.gold for spot in spots if not spot.blank]


def heads_lost(spots: Spots, chance: random.Random) -> Spots:
    """The head of the form is gone, with its cells."""
    return [s for s in spots if not (s.begins and s.text.strip() in HEAD)]


def headings_lost(spots: Spots, chance: random.Random) -> Spots:
    """Head, standard and indicator are gone: only titles that are known can tell."""
    kept = heads_lost(spots, chance)
    return [
        s
        for s in kept
        if not (s.gold and s.gold[0] in ("standards", "indicators") and s.gold[2] == "title")
    ]


def head_doubled(spots: Spots, chance: random.Random) -> Spots:
    """A page ends within the text: heading, head and the row's level are printed again."""
    inside = [at for at, s in enumerate(spots) if _in_part(s) and not s.begins and at]
    at = chance.choice(inside)
    headings = [
        s
        for s in spots[:at]
        if s.gold and s.gold[2] == "title" and s.gold[0] in ("standards", "indicators")
    ][-2:]
    again = [replace(s, gold=("", "", "again"), begins=False) for s in headings]
    again += [Spot(text, FORM, True) for text in HEAD]
    again += [Spot("", None, True), Spot("", None, True)]
    return [*spots[:at], *again, replace(spots[at], begins=True), *spots[at + 1 :]]


def cells_merged(spots: Spots, chance: random.Random) -> Spots:
    """Some cells run together with the one before."""
    return [
        replace(s, begins=s.begins and (s.text.strip() in HEAD or chance.random() > 0.3))
        for s in spots
    ]


def levels_lost(spots: Spots, chance: random.Random) -> Spots:
    """The number of a level is gone, its tick-box may stay."""
    found = [
        at for at, s in enumerate(spots) if s.gold == FORM and s.text.strip() in {*"๑๒๓๔๕12345"}
    ]
    gone = (
        set(chance.sample(found, min(2, len(found)))) if chance.random() < 0.5 else set(found[:1])
    )
    return [s for at, s in enumerate(spots) if at not in gone]


def digits_mixed(spots: Spots, chance: random.Random) -> Spots:
    """Each digit in either kind."""

    def digit(letter: str) -> str:
        kinds = THAI if letter in THAI else ARABIC
        return chance.choice((THAI, ARABIC))[kinds.index(letter)]

    return [
        replace(s, text="".join(digit(x) if x in THAI + ARABIC else x for x in s.text))
        for s in spots
    ]


def lists_inside(spots: Spots, chance: random.Random) -> Spots:
    """Numbered lists within the texts, with any sign and digits."""
    found = list(spots)
    inside = [at for at, s in enumerate(found) if _in_part(s)]
    for at in sorted(chance.sample(inside, min(4, len(inside))), reverse=True):
        digits = chance.choice((THAI, ARABIC))
        sign = chance.choice((". ", ") ", "."))
        items = [
            Spot(f"{digits[n]}{sign}รายการสมมติที่แทรก {chance.randrange(100)}", found[at].gold)
            for n in range(1, chance.randint(3, 8))
        ]
        found[at + 1 : at + 1] = items
    return found


def lines_moved(spots: Spots, chance: random.Random) -> Spots:
    """Line breaks fall elsewhere: long lines are broken, lines of one text joined."""
    found: Spots = []
    for spot in spots:
        words = spot.text.split(" ")
        last = found[-1] if found else None
        joins = last and last.gold == spot.gold and not spot.begins and _in_part(spot)
        if joins and chance.random() < 0.15:
            found[-1] = replace(last, text=f"{last.text} {spot.text.strip()}")
        elif len(spot.text) > 60 and len(words) > 3 and chance.random() < 0.3:
            cut = chance.randrange(2, len(words) - 1)
            found.append(replace(spot, text=" ".join(words[:cut])))
            found.append(Spot(" ".join(words[cut:]), spot.gold))
        else:
            found.append(spot)
    return [s for s in found if not s.blank or s.begins or s.text == ""]


def projects_inside(spots: Spots, chance: random.Random) -> Spots:
    """Projects with parts of their own stand within a point, at the end of its text."""
    titles = [at for at, s in enumerate(spots) if s.gold and s.gold[::2] == ("criteria", "title")]
    later = [at for at in titles if not spots[at].gold[1].endswith(".1")]
    at, digits = chance.choice(later), chance.choice((THAI, ARABIC))
    told: Spots = []
    for number in range(1, chance.randint(3, 10)):
        text = [f"{digits[number]}. โครงการสมมติ", "วิธีการดำเนินงาน", "ประชุม", "ผลการดำเนินงาน", "ได้ผล"]
        told += [Spot(line) for line in text]
    return [*spots[:at], *told, *spots[at:]]


def table_pasted(spots: Spots, chance: random.Random) -> Spots:
    """A table stands within a text, its cells as any other."""
    inside = [at for at, s in enumerate(spots) if _in_part(s)]
    at = chance.choice(inside)
    cells = ["โรงเรียนสมมติ", str(chance.randrange(1, 90)), "รวม", f"{chance.randrange(1, 99)}.00"]
    pasted = [Spot(text, spots[at].gold, True) for text in cells]
    return [*spots[: at + 1], *pasted, *spots[at + 1 :]]


def parts_respelled(spots: Spots, chance: random.Random) -> Spots:
    """The headings of parts as people write them."""

    def spelled(text: str) -> str:
        return chance.choice(PART_WORDS.get(text.strip(), (text,)))

    return [replace(s, text=spelled(s.text)) if s.gold == FORM else s for s in spots]


def tabs_lost(spots: Spots, chance: random.Random) -> Spots:
    """The whole report without any cell."""
    return [replace(s, begins=False) for s in spots]


def title_lost(spots: Spots, chance: random.Random) -> Spots:
    """The title of one point is gone: nobody can say where the text before it ends."""
    titles = [at for at, s in enumerate(spots) if s.gold and s.gold[0] == "criteria"]
    at = chance.choice(titles[1:] or titles)
    return [*spots[:at], *spots[at + 1 :]]


def several(spots: Spots, chance: random.Random) -> Spots:
    """Three of them at once."""
    for distortion in chance.sample([d for d in ALL.values() if d not in (several, *HARD)], 3):
        spots = distortion(spots, chance)
    return spots


def _in_part(spot: Spot) -> bool:
    return bool(spot.gold and spot.gold[0] == "progress" and not spot.blank)


ALL: dict[str, Callable[[Spots, random.Random], Spots]] = {
    each.__name__: each
    for each in (heads_lost, headings_lost, head_doubled, cells_merged, levels_lost, digits_mixed,
                 lists_inside, projects_inside, lines_moved, table_pasted, parts_respelled,
                 tabs_lost, title_lost, several)
}  # fmt: skip
HARD = (headings_lost, title_lost, tabs_lost)  # what is gone can't be placed without an edition
