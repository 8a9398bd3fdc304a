"""Zip files whose headers lie, made by hand: nothing that writes zips would."""

import bz2
import lzma
import struct
import zlib
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import xlsxwriter

STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14
ENCRYPTED, DESCRIPTOR = 0x1, 0x8
SHEET = "xl/worksheets/sheet1.xml"
MEGABYTE = b" " * 1_000_000


@dataclass(frozen=True)
class Part:
    """One part as it is written. claimed: (CRC, packed size, size) of the central directory, local:
    the same of its own header; over: the place of another part whose bytes it takes for its own."""

    name: str
    packed: bytes
    claimed: tuple[int, int, int]
    local: tuple[int, int, int]
    method: int = DEFLATED
    flags: int = 0
    over: int | None = None


def part(name: str, data: bytes, method: int = DEFLATED) -> Part:
    """An honest one."""
    packed = {
        STORED: bytes,
        DEFLATED: deflated,
        BZIP2: bz2.compress,
        LZMA: _with_lzma,
    }[method](data)
    sizes = (zlib.crc32(data), len(packed), len(data))
    return Part(name, packed, sizes, sizes, method)


def _with_lzma(data: bytes) -> bytes:
    alone = lzma.compress(data, lzma.FORMAT_ALONE)
    return b"\x09\x14\x05\0" + alone[:5] + alone[13:]


def deflated(*pieces: bytes, times: int = 1) -> bytes:
    """pieces[0] + pieces[1] × times + pieces[2] as one stream; what repeats is packed once."""
    stream = zlib.compressobj(9, zlib.DEFLATED, -15)
    begin, middle, end = (*pieces, b"", b"")[:3]
    packed = stream.compress(begin) + stream.flush(zlib.Z_FULL_FLUSH)
    again = stream.compress(middle) + stream.flush(zlib.Z_FULL_FLUSH) if middle else b""
    return packed + again * times + stream.compress(end) + stream.flush()


def bomb(name: str, data: bytes, megabytes: int) -> Part:
    """The part with so many megabytes of blanks before its last tag; its headers are honest."""
    cut = data.rfind(b"</")
    packed = deflated(data[:cut], MEGABYTE, data[cut:], times=megabytes)
    crc = zlib.crc32(data[:cut])
    for _ in range(megabytes):
        crc = zlib.crc32(MEGABYTE, crc)
    sizes = (zlib.crc32(data[cut:], crc), len(packed), len(data) + megabytes * 1_000_000)
    return Part(name, packed, sizes, sizes)


def lying(honest: Part, size: int = 30_000, where: str = "both") -> Part:
    """The same part with another size in one header or both."""
    lie = (*honest.claimed[:2], size)
    return replace(
        honest,
        claimed=honest.claimed if where == "local" else lie,
        local=honest.local if where == "central" else lie,
    )


def zipped(parts: list[Part], before: bytes = b"", comment: bytes = b"") -> bytes:
    """The file. before: what stands before the first part; comment: what stands after all."""
    made, directory = BytesIO(), BytesIO()
    made.write(before)
    for one in parts:
        name, place = one.name.encode(), made.tell() if one.over is None else one.over
        head = (20, one.flags, one.method, 0, 0x21)
        if one.over is None:
            sizes = (*one.local, len(name), 0)
            made.write(struct.pack("<4s5H3L2H", b"PK\3\4", *head, *sizes) + name + one.packed)
        sizes = (*one.claimed, len(name), 0, 0, 0, 0, 0, place)
        directory.write(struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *head, *sizes) + name)
    start, entries, count = made.tell(), directory.getvalue(), min(len(parts), 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(entries), start, len(comment))
    return made.getvalue() + entries + end + comment


def workbook() -> dict[str, bytes]:
    """The parts of a small workbook of one tab."""
    memory = BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as made:
        made.add_worksheet("หลักฐานอ้างอิง").write_row(0, 0, ["รหัสประเด็น", "ลำดับที่"])
    with ZipFile(memory) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def workbook_with(*changed: Part) -> list[Part]:
    """The small workbook with these parts in place of its own of the name."""
    names = {one.name for one in changed}
    rest = [part(name, data) for name, data in workbook().items() if name not in names]
    return [*rest, *changed]


def write(path: Path, parts: list[Part], **more: bytes) -> Path:
    path.write_bytes(zipped(parts, **more))
    return path
