"""A folder of .csv files → one workbook: each file is a tab, named like the file.

Files come as Excel on Thai Windows writes them too: Windows-874, UTF-16, with ; or tabs, with and
without a mark at the start. Cells are text and stay text: 1.10 keeps its zero.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from esa.sources.bounded import TooLarge, read_file
from esa.sources.excel import LARGEST_FILE, megabytes
from esa.sources.names import NAMED, is_noise, passed_over, shown_name
from esa.sources.workbook import Fault, RawTab, RawWorkbook

DELIMITERS = ",;\t|"
GUESSED = "csv_encoding_guessed"
LOOKED_AT = 10  # records that decide about the delimiter
START = 100_000  # characters that surely hold them
csv.field_size_limit(LARGEST_FILE)  # long cells are told one by one; else they cost the tab
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_csv_folder(
    path: Path, name: str, now: datetime, faults: tuple[Fault, ...] = ()
) -> RawWorkbook:
    """Every .csv file of the folder as a tab, in the order of the names.

    Codes of faults: too_large, tab_unreadable, csv_encoding_guessed, csv_damaged, unknown_file,
    unknown_files.
    """
    tabs: list[RawTab] = []
    foreign: list[Path] = []
    found = list(faults)
    for file in sorted(path.iterdir()):
        if is_noise(file):
            continue
        if file.suffix.lower() != ".csv":
            foreign.append(file)
            continue
        tab, more = read_csv(file)
        tabs += [tab] if tab else []
        found += more
    found = [*_guessed_once(found), *passed_over(foreign)]
    return RawWorkbook(name, str(path), tuple(tabs), now, tuple(found))


def _guessed_once(faults: Sequence[Fault]) -> list[Fault]:
    """One word for all files of one encoding: they come from one program."""
    names: dict[object, list[str]] = {}
    for fault in faults:
        if fault.code == GUESSED:
            names.setdefault(fault.facts["encoding"], []).append(str(fault.facts["value"]))
    rest = [fault for fault in faults if fault.code != GUESSED]
    for encoding, files in names.items():
        more = ", …" if len(files) > NAMED else ""
        value = ", ".join(files[:NAMED]) + more
        rest.append(Fault(GUESSED, {"value": value, "encoding": encoding}))
    return rest


def read_csv(path: Path) -> tuple[RawTab | None, list[Fault]]:
    """One .csv file as a tab; None with a Fault where it can't be read."""
    name = shown_name(path)
    try:
        text, encoding, damaged = decode(read_file(path, LARGEST_FILE))
        rows = records(text)
    except TooLarge as error:
        return None, [Fault("too_large", {"size": f"> {megabytes(error.most)}", "value": name})]
    except (OSError, UnicodeError, csv.Error):
        return None, [Fault("tab_unreadable", {"value": name})]
    faults = []
    if damaged:
        faults.append(Fault("csv_damaged", {"value": name}))
    elif encoding != "UTF-8":
        faults.append(Fault(GUESSED, {"value": name, "encoding": encoding}))
    return RawTab(shown_name(path, stem=True), rows), faults


def decode(data: bytes) -> tuple[str, str, bool]:
    """Text, name of the encoding, and whether letters were lost.

    UnicodeError where the bytes are no text in any encoding that occurs.
    """
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16"), "UTF-16", False
    if data.count(0) + data.count(0x0E) > len(data) // 4:  # 0E: the page of Thai letters
        order = "utf-16-le" if data[1::2].count(0) > data[::2].count(0) else "utf-16-be"
        return data.decode(order), "UTF-16", False
    try:
        return data.decode("utf-8-sig"), "UTF-8", False
    except UnicodeDecodeError:
        pass
    if _was_utf8(data):
        return data.decode("utf-8-sig", "replace"), "UTF-8", True
    return data.decode("cp874"), "Windows-874", False


def _was_utf8(data: bytes) -> bool:
    """Broken UTF-8 rather than Windows-874: nearly all letters above ASCII are whole."""
    text = data.decode("utf-8-sig", "replace")
    lost = text.count("\ufffd")
    whole = sum(letter > "\x7f" for letter in text) - lost
    return lost * 4 < whole


def records(text: str) -> list[list[object]]:
    """Rows of cells; csv.Error where a quote is never closed.

    A first line "sep=;" is Excel's own and no row.
    """
    first = text[:6].lower()
    if first[:4] == "sep=" and len(first) > 4 and first[5:6] in ("\r", "\n", ""):
        delimiter = text[4]
        text = text[5:].removeprefix("\r").removeprefix("\n")
    else:
        delimiter = delimiter_of(text)
    if '"' not in text:  # a quarter of the time, and the same rows
        return _unquoted(text, delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return list(reader)


def _unquoted(text: str, delimiter: str) -> list[list[object]]:
    ends = text.count("\r\n")
    if text.count("\r") != ends or (ends and text.count("\n") != ends):
        text, ends = text.replace("\r\n", "\n").replace("\r", "\n"), 0
    lines = text.split("\r\n" if ends else "\n")
    if not lines[-1]:
        lines.pop()
    return [line.split(delimiter) if line else [] for line in lines]


def delimiter_of(text: str) -> str:
    """The mark that cuts most of the first records into equally many cells."""
    best, most, text = ",", 0, text[:START]
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row, _ in zip(reader, range(LOOKED_AT), strict=False) if row]
        except csv.Error:
            continue
        usual = Counter(width for width in widths if width > 1).most_common(1)
        score = (usual[0][0] - 1) * usual[0][1] if usual else 0
        if score > most:
            best, most = delimiter, score
    return best
