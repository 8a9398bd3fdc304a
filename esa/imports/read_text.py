"""Text saved from Word → lines in cells: a cell begins on a line that begins with a tab."""

from esa.imports.lines import Cell, Doubt, Line, Source, Unreadable, clean
from esa.sources.csv_folder import decode

LARGEST = 20_000_000  # bytes; a report of a whole office has some hundred thousand
MOST_LINES = 400_000  # with anything in them: 5 MB of the shortest lines
UNIT = "บรรทัด"


def read_text(name: str, data: bytes) -> Source:
    """The lines of a text file. Unreadable: import_too_large, import_not_text,
    import_many_lines."""
    if len(data) > LARGEST:
        raise Unreadable("import_too_large", value=name)
    try:
        text, encoding, damaged = decode(data)
    except UnicodeError as error:
        raise Unreadable("import_not_text", value=name) from error
    if _is_binary(text):
        raise Unreadable("import_not_text", value=name)
    doubts = []
    if encoding != "UTF-8" or damaged:
        code = "import_letters_lost" if damaged else "import_encoding"
        doubts.append(Doubt(code, 0, {"value": name, "encoding": encoding}))
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if (count := sum(map(bool, raw))) > MOST_LINES:
        facts = {"value": name, "count": f"{count:,}", "limit": f"{MOST_LINES:,}"}
        raise Unreadable("import_many_lines", **facts)
    return Source(name, UNIT, tuple(cells_of(raw)), tuple(doubts))


def cells_of(raw: list[str]) -> list[Cell]:
    """The text before the first tab, then every cell to the next tab."""
    found: list[list[Line]] = [[]]
    for number, written in enumerate(raw, start=1):
        if not written:
            continue
        if _begins_cell(written):
            found.append([])
        if text := clean(written):
            found[-1].append(Line(number, text))
    return [Cell(tuple(lines), int(place > 0)) for place, lines in enumerate(found)]


def _begins_cell(written: str) -> bool:
    return "\t" in written[: len(written) - len(written.lstrip())]


def _is_binary(text: str) -> bool:
    odd = sum(letter < " " and letter not in "\t\n\r\f\v\x07\x1e\x1f" for letter in text[:20000])
    return odd > 0 and odd * 50 > len(text[:20000])
