"""Files of anybody: what is no regular file is never waited for, no zip is unpacked on trust."""

import os
import random
import socket
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, strategies

from esa.imports.importing import read_report
from esa.imports.lines import Unreadable
from esa.imports.scores import read_scores
from esa.imports.scores_headings import ScoresError
from esa.sources.bounded import MOST_PARTS, Locked, TooLarge, honest_zip, read_file
from tests.conftest import ROOT
from tests.unit import forged
from tests.unit.forged import SHEET, bomb, lying, part, workbook, workbook_with, zipped

KINDS = ("b.zip", "ก/ข.xml", "ก", "xl/worksheets/sheet1.xml", "x" * 300)


def everything(data: bytes, most: int = 1_000_000) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(honest_zip(data, most, most, lambda name: True))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


# --- zips that are what they say


@given(
    strategies.dictionaries(strategies.sampled_from(KINDS), strategies.binary(max_size=3000)),
    strategies.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]),
    strategies.booleans(),
    strategies.binary(max_size=50),
)
def test_an_honest_zip_comes_out_with_every_byte(parts, method, streamed, around):
    memory = BytesIO()
    memory.write(around)
    with zipfile.ZipFile(_Stream(memory) if streamed else memory, "w", method) as made:
        for name, data in parts.items():  # a stream gets its sizes after the data
            with made.open(name, "w", force_zip64=len(data) % 2 == 1) as file:
                file.write(data)
        made.comment = around
    assert everything(memory.getvalue()) == parts


class _Stream:
    """Takes bytes and can't go back."""

    def __init__(self, memory: BytesIO):
        self.write, self.flush = memory.write, memory.flush


def test_only_what_is_wanted_is_kept_and_counted():
    data = zipped([part("a.xml", b"a"), bomb("b.png", b"</", 3)])
    kept = honest_zip(data, 100, 100, lambda name: name.endswith(".xml"))
    assert zipfile.ZipFile(BytesIO(kept)).namelist() == ["a.xml"]


def test_a_part_of_just_the_limit_is_kept_and_a_byte_more_is_not():
    for method in (forged.STORED, forged.DEFLATED):
        data = zipped([part("a", bytes(5000), method), part("b", bytes(4000), method)])
        assert len(honest_zip(data, 5000, 9000, lambda name: True)) > 100
        for limits in ((4999, 9000), (5000, 8999)):
            with pytest.raises(TooLarge) as error:
                honest_zip(data, *limits, lambda name: True)
            assert error.value.most in limits


def test_a_damaged_part_stays_damaged_and_the_others_are_whole():
    cut, whole = part("a", random.Random(1).randbytes(9000)), part("b", b"whole")
    for packed in (cut.packed[:-500], b"\xff" * 50, b""):
        sizes = (cut.claimed[0], len(packed), cut.claimed[2])
        damaged = replace(cut, packed=packed, claimed=sizes, local=sizes)
        kept = honest_zip(zipped([damaged, whole]), 10_000, 20_000, lambda name: True)
        with zipfile.ZipFile(BytesIO(kept)) as archive:
            assert archive.read("b") == b"whole"
            with pytest.raises(zipfile.BadZipFile):
                archive.read("a")
    wrong = replace(part("a", b"text"), claimed=(7, *part("a", b"text").claimed[1:]))
    with zipfile.ZipFile(BytesIO(honest_zip(zipped([wrong]), 9, 9, lambda name: True))) as archive:
        assert archive.testzip() == "a"


# --- zips that lie


def unpacked(data: bytes) -> int:
    """Bytes that a reader could get out of the parts, whatever stands in the headers."""
    total = 0
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            start = info.header_offset + 30 + len(info.filename.encode())
            packed = data[start : start + info.compress_size]
            method = info.compress_type
            got = len(packed) if method == 0 else len(zlib.decompress(packed, -zlib.MAX_WBITS))
            assert got == info.file_size
            total += got
    return total


@given(strategies.randoms(use_true_random=False))
def test_whatever_the_headers_say_no_more_than_the_limit_comes_out(chance):
    def lie(honest: forged.Part) -> forged.Part:
        sizes = [0, 1, 30_000, 2**32 - 2, *honest.claimed]
        return replace(
            honest,
            claimed=tuple(chance.choice([own, own, *sizes]) for own in honest.claimed),
            local=tuple(chance.choice(sizes) for _ in range(3)),
            method=chance.choice([honest.method] * 6 + [0, 8, 12, 14, 99]),
            flags=chance.choice([0] * 6 + [1, 8, 0x800, 0x41]),
            over=chance.choice([None] * 6 + [0, 40, 10**6]),
        )

    names = chance.choices(["a.xml", "b.xml", "c.xml"], k=chance.randint(1, 5))
    made = [bomb(name, b"</x>", chance.choice([0, 0, 1, 2, 4])) for name in names]
    made += [part("s.xml", bytes(chance.randint(0, 9000)), forged.STORED)]
    data = zipped([lie(one) for one in made], chance.randbytes(chance.choice([0, 0, 9])))
    try:
        kept = honest_zip(data, 2_500_000, 4_500_000, lambda name: True)
    except (TooLarge, Locked, zipfile.BadZipFile):
        return
    assert unpacked(kept) <= 4_500_000


def test_one_piece_of_the_file_can_not_stand_for_many_parts():
    nothing = b"\0\0\0\xff\xff" * 200_000 + b"\3\0"  # a megabyte that unpacks into nothing
    first = replace(part("0", b""), packed=nothing)
    sizes = (0, len(first.packed), 0)
    first = replace(first, claimed=sizes, local=sizes)
    many = [replace(first, name=str(number), over=0) for number in range(1, 5000)]
    with pytest.raises(zipfile.BadZipFile):
        honest_zip(zipped([first, *many]), 1000, 1000, lambda name: True)


def test_a_list_of_parts_without_end_is_not_gone_through():
    empty = part("a", b"", forged.STORED)
    data = zipped([replace(empty, over=0)] * (MOST_PARTS + 1))
    with pytest.raises(zipfile.BadZipFile):
        honest_zip(data, 1000, 1000, lambda name: True)


def forgeries() -> dict[str, tuple[list[forged.Part], list[str]]]:
    """Workbooks in which a part is not what its headers say, and what is told of each."""
    small = workbook()[SHEET]
    big = bomb(SHEET, small, 30)  # more than one part may hold, see READER
    checked = (zlib.crc32(small[:-9]), big.claimed[1], len(small) - 9)  # of what it claims to be
    blanks = bytes(5_000_000)
    strings = bomb("xl/sharedStrings.xml", b"<sst></sst>", 30)
    picture = bomb("xl/media/image1.png", b"</", 30)
    inner = part("xl/media/a.xlsx", zipped([big]), forged.STORED)
    others = [bomb(f"xl/{number}.xml", b"<x></x>", 15) for number in range(3)]
    return {
        "honest": ([big], ["too_large"]),
        "central": ([lying(big, where="central")], ["too_large"]),
        "local": ([lying(big, where="local")], ["too_large"]),
        "both": ([lying(big)], ["too_large"]),
        "checksum": ([replace(big, claimed=checked)], ["too_large"]),
        "descriptor": (
            [replace(lying(big, 0), flags=forged.DESCRIPTOR, local=(0, 0, 0))],
            ["too_large"],
        ),
        "strings": ([lying(strings)], ["too_large"]),
        "in all": (list(map(lying, others)), ["too_large"]),
        "second of a name": ([part(SHEET, small), lying(big)], ["too_large"]),
        "first of a name": ([lying(big), part(SHEET, small)], []),
        "picture": ([lying(picture)], []),
        "zip in it": ([inner], []),
        "bzip2": ([part(SHEET, small, forged.BZIP2)], ["workbook_unreadable"]),
        "bzip2 of much": ([lying(part(SHEET, blanks, forged.BZIP2))], ["workbook_unreadable"]),
        "lzma of much": ([lying(part(SHEET, blanks, forged.LZMA))], ["workbook_unreadable"]),
        "said to be stored": ([replace(big, method=forged.STORED)], ["tab_unreadable"]),
        "password": ([replace(big, flags=forged.ENCRYPTED)], ["workbook_encrypted"]),
        "many strings": ([strings_of(b"4000000000")], ["workbook_unreadable"]),
        **{name: ([sheet(rows)], ["tab_too_large"]) for name, rows in FAR.items()},
        **{name: ([sheet(rows)], []) for name, rows in NEAR.items()},
    }


def sheet(rows: bytes) -> forged.Part:
    """The tab of the small workbook with these rows in it."""
    xml = workbook()[SHEET]
    start, end = xml.index(b"<sheetData>") + len(b"<sheetData>"), xml.index(b"</sheetData>")
    return part(SHEET, xml[:start] + rows + xml[end:])


def strings_of(count: bytes) -> forged.Part:
    xml = workbook()["xl/sharedStrings.xml"]
    return part("XL/SharedStrings.xml", xml.replace(b'uniqueCount="2', b'uniqueCount="' + count))


# Cells so far away that the area before them fits into no memory, in the ways to write them ...
ONE = b'<row r="1"><c r="A1"><v>1</v></c></row>'
FAR = {
    "corner": ONE + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "in a row of another number": ONE + b'<row r="2"><c r="XFD40000"><v>1</v></c></row>',
    "after another attribute": b'<row r="1"><c s="0" r="XFD40000"><v>1</v></c></row>' + ONE,
    "in single quotes": b"<row r='2'><c r='XFD40000'><v>1</v></c></row>" + ONE,
    "in small letters": ONE + b'<row r="2"><c r="xfd40000"><v>1</v></c></row>',
    "with blanks": ONE + b'<row r="2"><c\n r = "XFD40000"><v>1</v></c></row>',
    "after a bracket": ONE + b'<row r="2"><c a=">" r="XFD40000"><v>1</v></c></row>',
    "with a prefix": ONE + b'<x:row r="2"><x:c r="XFD40000"><v>1</v></x:c></x:row>',
    "without a place": ONE + b'<row r="40000"><c r="XFC40000"/><c><v>1</v></c></row>',
}
# ... and what is written in unusual ways and is near, or far and blank.
NEAR = {
    "near without places": b"<row><c><v>1</v></c><c><v>2</v></c></row>" * 3000,
    "near in single quotes": b"<row r='1'><c s='0' r='A1'><v>1</v></c></row>",
    "blank in the corner": ONE + b'<row r="1048576"><c r="XFD1048576" s="0"/></row>',
    "blank rows": ONE + b'<row r="1048576"/>',
}


READER = """
import sys
from datetime import datetime
from pathlib import Path
from esa.sources import excel
from esa.sources.folder import read_folder

def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) // 1024

def read(folder):
    for book in read_folder(Path(folder), datetime(2014, 9, 23)):
        print(book.name, len(book.tabs), *(fault.code for fault in book.faults), sep="|")

small, real, forged = sys.argv[1:]
read(small)  # takes what is imported
before = peak()
read(real)
excel.LARGEST_PART, excel.LARGEST_UNPACKED = 20_000_000, 40_000_000  # not to unpack for minutes
read(forged)
print(peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc how much memory it took")
def test_workbooks_that_claim_to_be_small_are_refused_in_little_memory(tmp_path):
    folders = [tmp_path / name for name in ("small", "real", "forged")]
    for folder in folders:
        folder.mkdir()
    small, real, others = folders
    forged.write(small / "small.xlsx", workbook_with())
    huge = lying(bomb(SHEET, workbook()[SHEET], 900))
    forged.write(real / "900 MB.xlsx", workbook_with(huge))
    cases = forgeries()
    for name, (parts, _) in cases.items():
        forged.write(others / f"{name}.xlsx", workbook_with(*parts))
    lie = workbook_with(*cases["both"][0])
    forged.write(others / "before.xlsx", lie, before=b"MZ" * 50)
    forged.write(others / "behind.xlsx", lie, comment=zipped([part("xl/workbook.xml", b"<x/>")]))
    command = [sys.executable, "-c", READER, *map(str, folders)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *lines, megabytes = done.stdout.splitlines()
    told = {name.removesuffix(".xlsx"): more for name, *more in (x.split("|") for x in lines)}
    expected = {name: codes for name, (_, codes) in cases.items()}
    expected |= {"small": [], "900 MB": ["too_large"], "before": ["too_large"]}
    expected |= {"behind": ["workbook_unreadable"]}
    assert {name: codes for name, (_, *codes) in told.items()} == expected
    assert {name: int(tabs) for name, (tabs, *_) in told.items()} == {
        name: 0 if codes else 1 for name, codes in expected.items()
    }
    assert int(megabytes) < 60  # the file, the piece being unpacked, and what Python keeps


def test_readers_of_word_files_and_scores_stop_as_well(tmp_path):
    body = lying(bomb("word/document.xml", b"<w:document></w:document>", 60))
    with pytest.raises(Unreadable) as error:
        read_report("a.docx", forged.write(tmp_path / "a.docx", [body]).read_bytes())
    assert error.value.code == "import_too_large"
    margins = [lying(bomb(f"word/header{number}.xml", b"<x></x>", 20)) for number in range(3)]
    with pytest.raises(Unreadable) as error:
        read_report("b.docx", forged.write(tmp_path / "b.docx", margins).read_bytes())
    assert error.value.code == "import_too_large"
    huge = lying(bomb(SHEET, workbook()[SHEET], 210))
    with pytest.raises(ScoresError) as error:
        read_scores(forged.write(tmp_path / "a.xlsx", workbook_with(huge)))
    assert error.value.facts["reason"] == "TooLarge"


# --- files that are none


def pipe(path: Path) -> None:
    os.mkfifo(path)


def loop(path: Path) -> None:
    path.symlink_to(path.name)


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        here = os.getcwd()
        os.chdir(path.parent)  # the name of a socket is short
        try:
            bound.bind(path.name)
        finally:
            os.chdir(here)


ODD = [pipe, loop, dangling, device, listening, Path.mkdir]


@pytest.mark.parametrize("make", ODD, ids=lambda make: make.__name__)
def test_what_is_no_regular_file_is_refused_at_once(make, tmp_path):
    make(tmp_path / "x")
    with pytest.raises(OSError):
        read_file(tmp_path / "x", 100)


READ = """
import sys
from datetime import datetime
from pathlib import Path
from esa.sources.folder import read_folder, signature

for folder in map(Path, sys.argv[1:]):
    signature(folder)
    for book in read_folder(folder, datetime(2014, 9, 23)):
        print(book.name, len(book.tabs), *sorted({fault.code for fault in book.faults}), sep="|")
"""


def test_a_pipe_or_device_with_the_name_of_a_workbook_holds_nobody_up(tmp_path):
    books, tabs, loose = (tmp_path / name for name in ("books", "tabs", "loose"))
    for folder in (books, tabs / "a", loose):
        folder.mkdir(parents=True)
    forged.write(books / "ก.xlsx", workbook_with())
    for make in ODD:
        make(books / f"{make.__name__}.xlsx")
        make(books / f"{make.__name__}.csv")
        make(tabs / "a" / f"{make.__name__}.csv")
        if make is not Path.mkdir:  # with a folder in it, it isn't one of nothing but .csv
            make(loose / f"{make.__name__}.csv")
    for folder in (tabs / "a", loose):
        (folder / "หลักฐานอ้างอิง.csv").write_text("รหัสประเด็น\n", encoding="utf-8")
    command = [sys.executable, "-c", READ, *map(str, (books, tabs, loose))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    told = done.stdout.splitlines()
    odd = [f"{make.__name__}.xlsx|0|workbook_unreadable" for make in ODD if make is not Path.mkdir]
    assert set(told) >= {"ก.xlsx|1", "a|1|tab_unreadable", "loose|1|tab_unreadable", *odd}


def test_a_link_to_a_file_is_as_good_as_the_file(tmp_path):
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "b").symlink_to("a")
    assert read_file(tmp_path / "b", 3) == b"abc"
    with pytest.raises(TooLarge):
        read_file(tmp_path / "b", 2)
