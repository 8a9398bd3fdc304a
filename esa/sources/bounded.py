"""Files that anybody may have made, read within bounds: only regular files, and no zip on trust.

The headers of a zip are claims. A part that says 30,000 bytes may unpack into 900 MB, and what
reads it finds out too late: Python unpacks first and cuts afterwards, calamine never looks at the
size. So every part that will be read is unpacked once on the way, in small pieces that are thrown
away, and packed into a new zip whose headers say what was found. Sources: ECMA-376, part 2 (parts
are stored or deflated, never anything else); PKWARE, APPNOTE 6.3.10, 4.3 (records of a zip).
"""

import os
import stat
import struct
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 10_000  # of a zip; each costs memory before anything is unpacked
STEP = 1 << 20  # bytes unpacked at once
LITTLE = 16 * STEP  # bytes that are kept as they were unpacked, so that readers needn't do it again
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = b"PK\3\4", b"PK\1\2", b"PK\5\6"
_ENCRYPTED, _UTF8 = 0x1, 0x800  # bits of the flags
_VERSION, _FIRST_DAY = 20, 0x21  # of zip: deflate and folders; 1 January 1980
_LONGEST_NAME = 0xFFFF  # bytes
_WRONG = 1  # checksum that no empty part has


class TooLarge(Exception):
    """More than allowed. most: the bytes that were allowed."""

    def __init__(self, most: int):
        super().__init__(f"more than {most:,} bytes")
        self.most = most


class Locked(Exception):
    """A part of the zip has a password."""


def read_file(path: Path, most: int) -> bytes:
    """The bytes of a regular file, or of one that a link leads to.

    TooLarge beyond most bytes; OSError where there is no such file, or it is a folder, pipe, socket
    or device. A pipe is never waited for, also not where it took the file's place just now.
    """
    found = os.stat(path)
    _regular(found, path)  # a device that is opened may already do something
    if found.st_size > most:
        raise TooLarge(most)
    with open(path, "rb", opener=_opened) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise TooLarge(most)
    return data


def _opened(path: str, flags: int) -> int:
    file = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has none, nor such pipes
    try:
        _regular(os.fstat(file), path)
    except OSError:
        os.close(file)
        raise
    return file


def _regular(found: os.stat_result, path: str | Path) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise OSError(f"no regular file: {path}")


def honest_zip(data: bytes, part: int, whole: int, keep: Callable[[str], bool]) -> bytes:
    """The zip once more, with those of its parts whose names are to be kept, sizes as they are.

    part, whole: bytes that one part, and all that are kept together, may unpack into. Of several
    parts with one name the last stays, as every reader takes it. A damaged part stays damaged:
    who reads it is told, and the other parts are of use.
    TooLarge, Locked; BadZipFile where it is no zip, or packed in another way than deflated.
    """
    left, packed_left, little, kept = whole, len(data), LITTLE, []
    for info in _parts(data):
        if not keep(info.filename):
            continue
        packed_left -= info.compress_size
        if packed_left < 0:  # one piece of the file unpacked again and again takes time without end
            raise BadZipFile("parts lie over one another")
        found = _measured(data, info, min(part, left), little)
        left -= found.size
        little -= found.size
        if left < 0 or found.size > part:
            raise TooLarge(part if found.size > part else whole)
        kept.append(found)
    return _zipped(kept)


class _Part(NamedTuple):
    name: str
    method: int
    packed: memoryview | bytes
    size: int  # bytes when unpacked, as measured
    crc: int  # as claimed


def _parts(data: bytes) -> Iterable[ZipInfo]:
    """What the zip says of its parts, the last of each name."""
    if data.count(_CENTRAL_MARK) > MOST_PARTS:
        raise BadZipFile("too many parts")
    try:
        with ZipFile(BytesIO(data)) as archive:
            return {info.filename: info for info in archive.infolist()}.values()
    except (ValueError, NotImplementedError, struct.error) as error:
        raise BadZipFile("its list of parts is broken") from error


def _measured(data: bytes, info: ZipInfo, most: int, little: int) -> _Part:
    """The part as it is packed, or unpacked where it has at most `little` bytes; beyond `most`
    bytes no more than one is unpacked."""
    if info.flag_bits & _ENCRYPTED:
        raise Locked
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise BadZipFile("packed in a way that no workbook or document is")
    head = data[info.header_offset : info.header_offset + _LOCAL.size]
    if len(head) < _LOCAL.size or not head.startswith(_LOCAL_MARK):
        raise BadZipFile("no such part")
    start = info.header_offset + _LOCAL.size + sum(_LOCAL.unpack(head)[-2:])
    packed = memoryview(data)[start : start + info.compress_size]
    if info.compress_type == ZIP_STORED:
        return _Part(info.filename, ZIP_STORED, packed, len(packed), info.CRC)
    found = _inflated(packed, most, little)
    if found is None:  # other readers may take more out of it; from nothing nobody can
        return _Part(info.filename, ZIP_STORED, packed[:0], 0, _WRONG)
    length, size, content = found
    if content is not None:
        return _Part(info.filename, ZIP_STORED, content, size, info.CRC)
    return _Part(info.filename, ZIP_DEFLATED, packed[:length], size, info.CRC)


def _inflated(packed: memoryview, most: int, little: int) -> tuple[int, int, bytes | None] | None:
    """Bytes of the packed stream, bytes that it unpacks into, up to most + 1, and these where there
    are at most `little`; None where it is damaged or has no end."""
    stream, size, pieces = zlib.decompressobj(-zlib.MAX_WBITS), 0, []
    for start in range(0, len(packed), STEP):
        rest = packed[start : start + STEP]
        while not stream.eof:
            room = min(STEP, most + 1 - size)
            try:
                piece = stream.decompress(rest, room)
            except zlib.error:
                return None
            got = len(piece)
            size, rest = size + got, stream.unconsumed_tail
            if size <= little:
                pieces.append(piece)
            else:
                pieces.clear()
            if size > most:
                return len(packed), size, None
            if not rest and got < room:
                break
        if stream.eof:
            length = min(start + STEP, len(packed)) - len(stream.unused_data)
            return length, size, b"".join(pieces) if size <= little else None
    return None


def _zipped(parts: list[_Part]) -> bytes:
    made, directory = BytesIO(), BytesIO()
    for part in parts:
        name, place = part.name.encode("utf-8"), made.tell()
        if len(name) > _LONGEST_NAME:
            raise BadZipFile("a name is too long")
        sizes = (part.crc, len(part.packed), part.size)
        about = (_VERSION, _UTF8, part.method, 0, _FIRST_DAY, *sizes, len(name))
        made.write(_LOCAL.pack(_LOCAL_MARK, *about, 0) + name)
        made.write(part.packed)
        directory.write(_CENTRAL.pack(_CENTRAL_MARK, _VERSION, *about, 0, 0, 0, 0, 0, place) + name)
    start, entries = made.tell(), directory.getvalue()
    made.write(entries)
    made.write(_END.pack(_END_MARK, 0, 0, len(parts), len(parts), len(entries), start, 0))
    return made.getvalue()
