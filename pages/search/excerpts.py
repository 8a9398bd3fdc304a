"""Where the words of a query stand in a text, and which text of an entry shows them."""

from collections.abc import Iterable, Sequence

from esa import thai
from pages.search.search import Entry, Word, holds

_MARKS = frozenset("ะัาำิีึืฺุู็่้๊๋์ํ๎")
_IGNORED = frozenset(".-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\"'“”‘’")


def parts(text: str, words: Sequence[Word]) -> list[tuple[str, bool]]:
    """The text in pieces, and whether each piece is one of the words. Joined they are the text.

    What was only found by another spelling (รร. for โรงเรียน) isn't marked.
    """
    letters, places = _letters(text)
    marked = bytearray(len(text))
    for word in words:
        for start, end in _places(word, text, letters, places):
            marked[start:end] = b"\x01" * (end - start)
    pieces: list[tuple[str, bool]] = []
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or marked[at] != marked[start]:
            pieces.append((text[start:at], bool(marked[start])))
            start = at
    return pieces


def excerpt(text: str, words: Sequence[Word], longest: int = 160) -> str:
    """So many characters of a text, around the first of the words, with … where it is cut."""
    if len(text) <= longest:
        return text
    start = 0
    for piece, is_word in parts(text, words):
        if is_word:
            break
        start += len(piece)
    else:
        start = 0
    begin = max(min(start - longest // 3, len(text) - longest), 0)
    while begin and begin < len(text) and text[begin] in _MARKS:
        begin -= 1  # never between a letter and its marks
    end = begin + longest
    while end < len(text) and text[end] in _MARKS:
        end += 1
    return f"{'…' if begin else ''}{text[begin:end]}{'…' if end < len(text) else ''}"


def best_text(entry: Entry, words: Sequence[Word]) -> tuple[str, str] | None:
    """(field, text) beyond the title that holds most of the words; None where none does."""

    def score(held: tuple[str, str]) -> int:
        folded, tidied = thai.fold(held[1]), thai.tidy(held[1]).casefold()
        return sum(holds(word, folded, tidied) for word in words)

    missing = [w for w in words if not holds(w, entry.folded_title, entry.title.casefold())]
    if not missing:
        return None
    best = max(entry.more, key=score, default=None)
    return best if best and score(best) else None


def _letters(text: str) -> tuple[str, list[int]]:
    """The text folded letter by letter, and where each letter stands in the text."""
    letters: list[str] = []
    places: list[int] = []
    for at, letter in enumerate(text):
        folded = thai.to_arabic_digits(letter).casefold()
        if letter == "เ" and letters and letters[-1] == "เ" and places[-1] == at - 1:
            letters[-1] = "แ"
            continue
        if letter.isspace() or letter in _IGNORED or thai.has_hidden(letter) and letter != "ํ":
            continue
        for part in folded:
            letters.append(part)
            places.append(at)
    return "".join(letters).replace("ปฎิ", "ปฏิ"), places


def _places(word: Word, text: str, letters: str, places: list[int]) -> Iterable[tuple[int, int]]:
    """Where a word stands in the text: (start, end) in its own letters."""
    if word.pattern is not None:
        digits = thai.to_arabic_digits(text).casefold()
        if len(digits) == len(text):
            yield from (found.span() for found in word.pattern.finditer(digits))
        return
    at = letters.find(word.folded)
    while at >= 0:
        last = at + len(word.folded) - 1
        end = places[last] + 1
        while end < len(text) and text[end] in _MARKS:
            end += 1  # a word isn't cut off from the mark above its last letter
        yield places[at], end
        at = letters.find(word.folded, last + 1)
