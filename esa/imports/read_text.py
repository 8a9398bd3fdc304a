"""Text saved from Word → lines and rows.

A cell begins on a line that begins with a tab; rows have no sign of their own, so they are found
again by the head of the form, its levels and its number of columns. What doesn't fit is handed
over as a row without a form, and told.
"""

from collections.abc import Sequence
from pathlib import Path

from esa.imports import forms
from esa.imports.lines import Cell, Doubt, Line, Row, Source, Unreadable, clean
from esa.sources.bounded import TooLarge, read_file
from esa.sources.csv_folder import decode

LARGEST = 20_000_000  # bytes; a report of a whole office has some hundred thousand
MOST_LINES = 300_000
UNIT = ("บรรทัด", "line")
COLUMNS = {"levels": 4, "older": 6}
_TITLE_LINES = 4  # lines that a heading may go on for, before its table


def read_text(path: Path) -> Source:
    """The lines of a text file. Unreadable: import_too_large, import_not_text."""
    try:
        text, encoding, damaged = decode(read_file(path, LARGEST))
    except TooLarge as error:
        raise Unreadable("import_too_large", value=path.name) from error
    except UnicodeError as error:
        raise Unreadable("import_not_text", value=path.name) from error
    if _is_binary(text):
        raise Unreadable("import_not_text", value=path.name)
    doubts = []
    if encoding != "UTF-8" or damaged:
        code = "import_letters_lost" if damaged else "import_encoding"
        doubts.append(Doubt(code, 0, {"value": path.name, "encoding": encoding}))
    blocks, more = text_blocks(text)
    return Source(path.name, UNIT, tuple(blocks), (*doubts, *more))


def _is_binary(text: str) -> bool:
    odd = sum(letter < " " and letter not in "\t\n\r\f\v\x07\x1e\x1f" for letter in text[:20000])
    return odd > 0 and odd * 50 > len(text[:20000])


def text_blocks(text: str) -> tuple[list[Line | Row], list[Doubt]]:
    """Lines outside of tables, and rows, in their order."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(raw) > MOST_LINES:
        raise Unreadable("import_too_large", value=f"{len(raw):,}")
    return _grouped(_tokens(raw))


def _tokens(raw: Sequence[str]) -> list[Line | list[Line]]:
    """Lines outside of cells, and cells as lists of lines."""
    lines = [Line(number, clean(line)) for number, line in enumerate(raw, start=1)]
    tokens: list[Line | list[Line]] = []
    open_cell: list[Line] | None = None
    for at, (line, written) in enumerate(zip(lines, raw, strict=True)):
        begins = _begins_cell(written)
        if (
            line.text
            and forms.heading(line)
            and (_leads_to_table(lines, raw, at) or (open_cell is None and not begins))
        ):
            open_cell = None
            tokens.append(line)
        elif begins:
            open_cell = [line] if line.text else []
            tokens.append(open_cell)
        elif line.text and open_cell is not None:
            open_cell.append(line)
        elif line.text:
            tokens.append(line)
    return tokens


def _begins_cell(written: str) -> bool:
    blank = written[: len(written) - len(written.lstrip())] if written.strip() else written
    return "\t" in blank


def _leads_to_table(lines: Sequence[Line], raw: Sequence[str], at: int) -> bool:
    """Whether a table follows a line that looks like a heading, so that it is one."""
    skipped = 0
    for line, written in zip(lines[at + 1 :], raw[at + 1 :], strict=True):
        if not line.text and not _begins_cell(written):
            continue
        if _begins_cell(written):
            found = forms.level((line,))
            opens = any(forms.is_head_cell((line,), form, 0) for form in COLUMNS)
            return opens or bool(found) or line.text == "("
        skipped += 0 if forms.heading(line) else 1
        if skipped > _TITLE_LINES:
            return False
    return False


def _grouped(tokens: list[Line | list[Line]]) -> tuple[list[Line | Row], list[Doubt]]:
    blocks: list[Line | Row] = []
    doubts: list[Doubt] = []
    form, run = "", []
    for token in [*tokens, None]:
        if isinstance(token, list):
            run.append(tuple(token))
            continue
        if run:
            rows, form = _rows(run, form, doubts)
            blocks += rows
            run = []
        if token is not None:
            form = ""
            blocks.append(token)
    return blocks, doubts


def _rows(run: list[Cell], form: str, doubts: list[Doubt]) -> tuple[list[Row], str]:
    """The rows of cells on end; the form they ended in."""
    rows, chunk, at = [], [], 0
    while at < len(run):
        opens = next((f for f in COLUMNS if _head_length(run, at, f) > 1), None)
        if opens is None:
            chunk.append(run[at])
            at += 1
            continue
        rows += _cut(chunk, form, doubts)
        form, chunk = opens, []
        size = _head_length(run, at, form)
        rows.append(Row(tuple(run[at : at + size]), form, head=True))
        at += size
    return rows + _cut(chunk, form, doubts), form


def _head_length(run: Sequence[Cell], at: int, form: str) -> int:
    length = 0
    while (
        length < COLUMNS[form]
        and at + length < len(run)
        and forms.is_head_cell(run[at + length], form, length)
    ):
        length += 1
    return length


def _cut(cells: list[Cell], form: str, doubts: list[Doubt]) -> list[Row]:
    if not any(cells):
        return []
    if form != "older" and (
        form == "levels" or any(_is_level(cells, i) for i in range(len(cells)))
    ):
        return _cut_levels(cells, doubts)
    return _cut_older(cells, doubts) if form == "older" else [Row(tuple(cells))]


def _is_level(cells: Sequence[Cell], at: int) -> bool:
    """A level with the sign of a box, or one before its wording: any other number is just one."""
    found = forms.level(cells[at])
    follows = cells[at + 1] if at + 1 < len(cells) else ()
    return bool(found) and (forms.is_wording(follows) or (found.glyph and not follows))


def _cut_levels(cells: list[Cell], doubts: list[Doubt]) -> list[Row]:
    starts = [at for at in range(len(cells)) if _is_level(cells, at)]
    for at, cell in enumerate(cells):
        if at not in starts and forms.level(cell):
            facts = {"value": " ".join(line.text for line in cell)}
            doubts.append(Doubt("import_number_unsure", cell[0].number, facts))
    edges = [*([0] if 0 not in starts else []), *starts, len(cells)]
    rows = [cells[a:b] for a, b in zip(edges, edges[1:], strict=False)]
    return [_level_row(row, doubts) for row in rows if any(row)]


def _level_row(cells: list[Cell], doubts: list[Doubt]) -> Row:
    """Four cells. A table pasted into a cell gives more: then the one with the lists of evidence
    tells where the fourth begins, or nothing does."""
    front, more = cells[:2], cells[2:]
    if len(more) <= 2:
        return Row(tuple(cells), "levels")
    lists = [at for at, cell in enumerate(more) if any(map(_is_list, cell))]
    lines = [line for cell in more for line in cell]
    if not lines:
        return Row(tuple(cells[:4]), "levels")
    doubts.append(Doubt("import_table_in_cell", lines[0].number, {"count": len(more)}))
    if len(lists) == 1 and lists[0]:
        told = tuple(line for cell in more[: lists[0]] for line in cell)
        rest = tuple(cell for cell in more[lists[0] + 1 :] if cell)
        return Row((*front, told, more[lists[0]]), "levels", rest=rest)
    return Row((*front, more[0], ()), "levels", rest=tuple(cell for cell in more[1:] if cell))


def _is_list(line: Line) -> bool:
    return forms.list_number(line) is not None


def _cut_older(cells: list[Cell], doubts: list[Doubt]) -> list[Row]:
    """Rows of six, as long as the last two cells can be groups; what comes after is told."""
    rows = []
    while cells:
        six = cells[:6]
        fits = all(forms.is_groups(cell) for cell in six[4:])
        if len(six) == 6 and fits:
            rows.append(Row(tuple(six), "older"))
            cells = cells[6:]
            continue
        if not any(cells):
            break
        moved = len(six) > 3 and bool(six[3]) and forms.is_groups(six[3])  # a cell before is lost
        sound = len(six) > 5 and bool(six[4]) and forms.is_groups(six[4])
        kept = tuple(six[:5]) if sound else tuple(six) if fits and len(six) < 6 else ()
        kept = () if moved else kept
        rest = tuple(cell for cell in cells[len(kept) :] if cell)
        where = next(line for cell in (*rest, *kept) for line in cell)
        doubts.append(Doubt("import_row_broken", where.number, {"count": len(cells)}))
        rows.append(Row(kept, "older", rest=rest) if kept else Row(rest))
        break
    return rows
