"""The contents of one workbook's readings, each once and whole.

    <content>.json.gz            a content, named by its hash
    <content>.frozen             empty: a meeting refers to this content, so it is never removed
    <content>-<base>.patch.gz    of earlier versions of this program: what made this content of
                                 that one. Still read; made whole when contents are next removed

A content is only used where it has its hash, so nothing else can come of a file than was kept.
"""

import gzip
import json
import re
import zlib
from contextlib import suppress

from esa.history.files import Files
from esa.history.format import Damaged, hash_of, packed

WHOLE = ".json.gz"
FROZEN = ".frozen"
PATCH = re.compile(r"(\w+)-(\w+)\.patch\.gz")
CUT = b"],["  # between two rows of cells; where a patch cuts the content it is built on
DEEPEST = 9  # patches that were put on top of each other


class Contents:
    """The contents in one folder of the store. Methods may raise OSError, reading also Damaged."""

    def __init__(self, files: Files, under: str):
        self._files, self._under = files, under
        self._names = files.names(under)

    def path(self, content: str) -> str:
        """The file in which a content stands; of several the whole one."""
        return f"{self._under}/{self._name(content)}"

    def has(self, content: str) -> bool:
        return self._name(content) in self._names

    def read(self, content: str, depth: int = 0) -> bytes:
        """The bytes of that hash. Damaged: they can't be had. depth: patches on top of it."""
        is_patch = PATCH.fullmatch(self._name(content))
        base = self.read(is_patch[2], depth + 1) if is_patch and depth < DEEPEST else b""
        try:
            data = gzip.decompress(self._files.read(self.path(content)))
            found = _patched(base, data) if is_patch else data
        except (FileNotFoundError, EOFError, zlib.error, gzip.BadGzipFile, ValueError) as error:
            raise Damaged(str(error)) from error
        if hash_of(found) != content:
            raise Damaged("the content isn't the one that was written")
        return found

    def write(self, content: str, data: bytes) -> None:
        """Keep a content."""
        self._files.write(f"{self._under}/{content}{WHOLE}", packed(data))
        self._names = sorted({*self._names, f"{content}{WHOLE}"})

    def freeze(self, content: str) -> None:
        """Never remove this content."""
        if f"{content}{FROZEN}" not in self._names:
            self._files.write(f"{self._under}/{content}{FROZEN}", b"")

    def prune(self, used: set[str]) -> None:
        """Remove the contents that no reading and no meeting needs; the others become whole."""
        frozen = {name.removesuffix(FROZEN) for name in self._names if name.endswith(FROZEN)}
        needed = used | frozen
        patches = {name: found[1] for name in self._names if (found := PATCH.fullmatch(name))}
        for content in needed & set(patches.values()):
            with suppress(Damaged):  # then the patch stays
                self.write(content, self.read(content))
        for name in self._names:
            content = patches.get(name) or name.removesuffix(WHOLE)
            is_content = name in patches or name.endswith(WHOLE)
            if is_content and (content not in needed or name != self._name(content)):
                self._files.remove(f"{self._under}/{name}")

    def _name(self, content: str) -> str:
        whole = f"{content}{WHOLE}"
        if whole in self._names:
            return whole
        starts = f"{content}-"
        return next((n for n in self._names if n.startswith(starts) and PATCH.match(n)), whole)


def _patched(base: bytes, data: bytes) -> bytes:
    """The content that was patched: a list of texts and of [first piece, how many] of the base.
    ValueError; whether it is the right one only its hash says."""
    earlier, pieces = base.split(CUT), []
    try:
        for step in json.loads(data.decode("utf-8", "surrogatepass")):
            if isinstance(step, str):
                pieces.append(step.encode("utf-8", "surrogatepass"))
                continue
            for first, count in step:
                pieces += earlier[first : first + count]
    except TypeError as error:
        raise ValueError("no patch") from error
    return CUT.join(pieces)
