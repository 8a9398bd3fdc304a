"""Where no line may break, the same on screen and on paper: in compounds that browsers take for
several words, in dates, in codes, between a number and its word.

compounds.txt is the one list: a word a line, | where a browser or Typst breaks it.
"""

import re
from functools import cache
from pathlib import Path

from esa.telling.texts import JOINER, NBSP

LIST = Path(__file__).with_name("compounds.txt")
_DIGIT = "[0-9๐-๙]"
_FIGURE = rf"(?:[\ufdd0-\ufdd3]|\*\*)?{_DIGIT}[0-9๐-๙.,:]*"  # also in bold
_BEFORE = "เป็น ข้อ ที่ ระดับ ร้อยละ พ.ศ. จาก และ แถว เวลา หมวด รอบ ณ"  # a figure stays with these
_AFTER = "|".join(f"(?<={re.escape(word)} )" for word in _BEFORE.split())
_BLANK = re.compile(  # the blank itself first: so it is found fast
    " (?:"
    # 3 ประเด็น, 23 ก.ย.; a year ends its date, and a code such as 2.2.3 isn't of what follows
    rf"(?:(?<={_DIGIT} )(?<!{_DIGIT}{{4}} )(?<!\.{_DIGIT} )"
    rf"|(?<={_DIGIT}\ufdd4 )|(?<={_DIGIT}\*\* ))"
    r"(?!จาก)(?=[ก-๙])"
    # ก.ย. 2557, also where Markdown has its dots escaped
    r"|(?:(?<=\.[คพย]\. )|(?<=\.[คพย]\\\. )|(?<=คม )|(?<=ยน )|(?<=พันธ์ ))"
    rf"(?={_DIGIT}{{4}}(?!{_DIGIT}))"
    rf"|(?={_FIGURE})(?:{_AFTER}"
    rf"|(?<=[ก-๙] )(?={_FIGURE}\ufdd4?(?:\*\*)?(?:$|[),:;]| ·)))"  # a figure that ends what is said
    r"|(?<=[ก-๙] )(?== [ก-๙])"  # เส้นประ = ยังไม่ได้กรอก
    rf"|(?<=ช่อง )(?=[A-Z]{{1,3}}{_DIGIT})"
    r"|(?=· ))"  # a line begins with no dot
)
_JOINED = re.compile(
    rf"(?:(?<={_DIGIT}[–/-])|(?<={_DIGIT}\\[/-]))(?={_DIGIT})"  # 43–55, 12/2557, 2553-2562
    rf"|(?<={_DIGIT})(?=\\?[–/-]{_DIGIT})"
    r"|(?<=ไม่)(?=[ก-ฮเแโใไ])"  # never last in a line: it turns what follows round
    r"|(?<=[A-Z]-)(?=[A-Z])"  # O-NET
    r"|(?<=[ก-๙])(?=[ฯๆ])"  # never first in a line
)


@cache
def compounds() -> dict[str, str]:
    """Each word of the list → the same with joiners where it would be broken."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    marked = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return {each.replace("|", ""): each.replace("|", JOINER) for each in marked}


@cache
def _known() -> re.Pattern[str]:
    """The words of the list, the longest first."""
    return re.compile("|".join(sorted(map(re.escape, compounds()), key=len, reverse=True)))


def unbroken(text: str) -> str:
    """The same text, held together where no line may break."""
    if text.isascii():
        return text
    held = compounds()
    text = _known().sub(lambda found: held[found[0]], text)
    return _JOINED.sub(JOINER, with_held_blanks(text))


def with_held_blanks(text: str) -> str:
    """unbroken for what people go on to write in, such as Word: dates, figures and codes hold by
    blanks that it knows as its own. Words are left to its own list of Thai: joiners within them
    would hide them from its search and its spelling."""
    return text if text.isascii() else _BLANK.sub(NBSP, text)
