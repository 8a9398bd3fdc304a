"""What changed between two contents of a workbook, as bytes: most of it is said by pointing.

A content is cut where a row of cells ends. Pieces that stand in the earlier content are named by
their place there, the others are spelt out. Any bytes come back exactly as they were.
"""

import gzip
import json
import zlib
from itertools import groupby

CUT = b"],["  # between two rows of cells


class BadPatch(Exception):
    """The patch is cut short, changed, or belongs to another content."""


def patch(base: bytes, content: bytes) -> bytes:
    """What makes content of base: a list of [first piece, how many] of base, and texts."""
    places: dict[bytes, int] = {}
    earlier = base.split(CUT)
    for place, piece in enumerate(earlier):
        places.setdefault(piece, place)
    steps: list[list[int] | bytes] = []
    for piece in content.split(CUT):
        last = steps[-1] if steps else None
        if isinstance(last, list) and earlier[sum(last) : sum(last) + 1] == [piece]:
            last[1] += 1
        elif piece in places:
            steps.append([places[piece], 1])
        else:
            steps.append(piece)
    plain = [_joined(list(part)) if new else list(part) for new, part in groupby(steps, _is_new)]
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode("utf-8", "surrogatepass"), 9, mtime=0)


def patched(base: bytes, data: bytes) -> bytes:
    """The content that was patched. BadPatch; whether it is the right one only its hash says."""
    earlier = base.split(CUT)
    try:
        steps = json.loads(gzip.decompress(data).decode("utf-8", "surrogatepass"))
        pieces: list[bytes] = []
        for step in steps:
            if isinstance(step, str):
                pieces.append(step.encode("utf-8", "surrogatepass"))
                continue
            for first, count in step:
                pieces += earlier[first : first + count]
    except (OSError, EOFError, zlib.error, ValueError, TypeError) as error:
        raise BadPatch(str(error)) from error
    return CUT.join(pieces)


def _is_new(step: list[int] | bytes) -> bool:
    return isinstance(step, bytes)


def _joined(pieces: list[bytes]) -> str:
    return CUT.join(pieces).decode("utf-8", "surrogatepass")
