"""No line breaks inside a word, a date or a code: read out of PDFs of many texts and widths."""

import json
import random
import re
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from esa import thai
from esa.documents import pdf
from esa.documents.thai_lines import LIST as WORDS
from esa.documents.thai_lines import at_words
from esa.telling.line_breaks import compounds, unbroken
from esa.telling.texts import JOINER, NBSP, escape
from esa.telling.topic import plain, strong

COMPOUNDS = sorted(compounds())
# A letter with two marks is told twice in a PDF, which can't be seen where the same one follows.
COMMON = [
    word
    for word in WORDS.read_text(encoding="utf-8").split()[:600]
    if not re.search("([ก-ฮ])[ัิีึื][่้๊๋]\\1", word)
]
LETTER = re.compile("[^0-9A-Za-zก-ฮ๐-๙]")
CODES = ("1.10.2", "12/2557", "1-1-4-1", "O-NET", "43.00–55.99", "K08", "๑๒/๒๕๕๗", "๒๕๕๗")
LINE = 9  # points that a letter of the next line stands lower, at least
NARROW = """
#set text(font: "Sarabun", lang: "th", size: 10pt, overhang: false)
#set par(leading: 12pt)
#set page(width: 80mm, height: auto, margin: 2mm)
#for it in json(bytes(sys.inputs.pack)) {
  block(width: float(it.width) * 1mm, it.text)
  pagebreak(weak: true)
}
"""


def letters(text: str) -> str:
    """What of a text is a letter of its own: PDFs tell marks above and below in many ways."""
    return LETTER.sub("", text)


def lines_of(texts: list[tuple[str, int]], place) -> list[list[str]]:
    """The lines that Typst makes of each text in a column so many millimetres wide."""
    source = place / "narrow.typ"
    source.write_text(NARROW, encoding="utf-8")
    data = [{"text": text, "width": width} for text, width in texts]
    made = typst.compile(
        str(source),
        font_paths=[str(pdf.FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"pack": json.dumps(data)},
    )
    return [_lines(page.get_textpage()) for page in pypdfium2.PdfDocument(made)]


def _lines(page: pypdfium2.PdfTextPage) -> list[str]:
    """The letters of a page, line by line, by where each of them stands."""
    lines, before = [""], None
    for n, letter in enumerate(page.get_text_range(errors="replace")):
        if not letters(letter):
            continue
        _, bottom, _, top = page.get_charbox(n)
        middle = (bottom + top) / 2
        if before is not None and before - middle > LINE:
            lines.append("")
        lines[-1] += letter
        before = middle
    return lines


def _breaks(text: str, lines: list[str]) -> set[int]:
    """After how many letters of the text a line ends. Typst tells a letter with two marks twice."""
    at, breaks = 0, set()
    for line in lines:
        for letter in line:
            at += at < len(text) and text[at] == letter
        breaks.add(at)
    assert at == len(text), (text, lines)
    return breaks


def a_day(chance: random.Random) -> str:
    day = date(chance.randrange(2010, 2020), chance.randrange(1, 13), chance.randrange(1, 29))
    said = thai.show_date(day, style=chance.choice(("short", "long")))
    return thai.to_thai_digits(said) if chance.random() < 0.5 else said


def a_text(chance: random.Random) -> tuple[str, list[tuple[int, int]]]:
    """Words, dates and codes in a row, and from where to where none of them may break (letters)."""
    made, held = "", []
    for _ in range(chance.randrange(4, 12)):
        kind = chance.choice((COMPOUNDS, COMPOUNDS, COMMON, CODES, ()))
        part = chance.choice(kind) if kind else a_day(chance)
        apart = chance.choice(("", " ")) if kind in (COMPOUNDS, COMMON) and made[-1:] > "ก" else " "
        made += apart * bool(made)
        start = len(letters(made))
        made += part
        if kind is not COMMON:
            held.append((start, len(letters(made))))
    return made, held


@pytest.mark.parametrize("seed", range(3))
def test_on_paper_no_line_breaks_inside_a_compound_a_date_or_a_code(seed, tmp_path):
    chance = random.Random(seed)
    texts = [(*a_text(chance), chance.randrange(34, 70)) for _ in range(150)]
    shown = lines_of([(at_words(unbroken(text)), width) for text, _, width in texts], tmp_path)
    for (text, held, _), lines in zip(texts, shown, strict=True):
        breaks = _breaks(letters(text), lines)
        broken = [text for start, end in held if breaks & set(range(start + 1, end))]
        assert not broken, (text, lines)


def test_without_it_typst_breaks_words(tmp_path):
    """What the others are held against: the test above can fail."""
    (lines,) = lines_of([("ชุมชน งบประมาณ", 1)], tmp_path)
    assert len(lines) > 3


@given(st.text(alphabet="กขคงนรโเแไำาิ่้๊็ัฯๆ 12๑๒/.-A", max_size=40))
@settings(max_examples=300)
def test_only_joiners_and_held_blanks_are_put_in(text):
    shown = at_words(unbroken(text))
    assert shown.replace(JOINER, "").replace(NBSP, " ") == text
    assert at_words(shown) == shown


@pytest.mark.parametrize("word", COMPOUNDS)
def test_a_word_of_the_list_is_held_wherever_it_stands(word):
    held = compounds()[word]
    assert JOINER in held and held in unbroken(f"ก{word} 3 ประเด็น")
    assert at_words(f"ที่{word}และ").replace(JOINER, "") == f"ที่{word}และ"


@pytest.mark.parametrize("day", [date(2014, month, 7) for month in range(1, 13)])
@pytest.mark.parametrize("style", ["short", "long"])
@pytest.mark.parametrize("digits", [str, thai.to_thai_digits])
def test_a_date_has_no_blank_at_which_it_could_break(day, style, digits):
    said = digits(thai.show_date(day, style=style))
    assert " " not in unbroken(said) and unbroken(f"{said} เป็นวันประชุม").count(" ") == 1
    assert " " not in unbroken(escape(said))  # in Markdown its dots are escaped


@pytest.mark.parametrize("mark", [str, strong, lambda figure: f"**{figure}**"])
@pytest.mark.parametrize(
    "text",
    ["ทะเบียนประกอบ {}", "รายการนี้มี {} แถว", "เป็นแดง {}, แสด", "1.2 และ {}", "จาก {} ประเด็น"],
)
def test_a_figure_never_stands_alone_in_a_line(text, mark):
    shown = unbroken(text.format(mark(12)))
    assert " " not in plain(shown).partition("12")[2].removesuffix(" แสด")
    assert not plain(shown).partition("12")[0].endswith(" ") or "แถว" in text


@given(st.sampled_from(COMMON), st.sampled_from(COMMON))
def test_no_line_ends_with_a_word_that_turns_the_next_round(word, other):
    shown = unbroken(f"{word} ไม่{other}")
    assert f"ไม่{JOINER}" in shown or not re.match("[ก-ฮเแโใไ]", other)


@pytest.mark.parametrize("years", ["2553-2562", "๒๕๕๓-๒๕๖๒", "2553–2562", "43.00–55.99"])
def test_years_from_and_to_stand_in_one_line(years):
    for text in (years, escape(years)):
        shown = unbroken(f"แผนอัตรากำลัง พ.ศ. {text}")
        assert re.search(f"{JOINER}\\\\?[–-]{JOINER}", shown) and " พ.ศ." in shown


def test_a_code_is_not_of_the_word_that_follows():
    """Else codes and what is said of them would be one piece that no phone has room for."""
    assert unbroken("2.2.2 และ 2.2.3 ค้าง 3 วัน").split(" ") == [
        "2.2.2",
        f"และ{NBSP}2.2.3",
        "ค้าง",
        f"3{NBSP}วัน",
    ]


@given(st.lists(st.sampled_from([*COMPOUNDS, *CODES, "12", "ก", "(2)"]), min_size=2, max_size=6))
def test_a_line_begins_with_no_dot(parts):
    assert " ·" not in unbroken("ก " + " · ".join(parts))


def test_the_list_says_every_word_once():
    texts = [word for word in COMPOUNDS if len(word) > 2]
    assert len(texts) == len(set(texts)) and all(a < b for a, b in pairwise(COMPOUNDS))
