"""The contents of one workbook's readings, each once, whole or as what changed to another one.

    <content>.json.gz            a whole content, named by its hash
    <content>-<base>.patch.gz    what makes this content of that one (esa.history.patches)
    <content>.frozen             empty: a meeting refers to this content, so it is never removed

A content that is put together is only used where it has its hash, so a patch can't give anything
else than what was kept. New contents build on good ones only; now and then one is whole again.
"""

import gzip
import re
import zlib

from esa.history.files import Files
from esa.history.format import Damaged, hash_of, packed
from esa.history.patches import BadPatch, patch, patched

WHOLE = ".json.gz"
FROZEN = ".frozen"
PATCH = re.compile(r"(\w+)-(\w+)\.patch\.gz")
SMALL = 1000  # bytes; a whole content as small as this is kept whole
LITTLE = 1200  # bytes; a patch as small as this needn't build on a nearer content
DEEPEST = 8  # patches that are put on top of each other
SHARE = 4  # a patch must be this many times smaller than the whole
MOST = 64  # patches for every whole content


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

    def read(self, content: str) -> bytes:
        """The bytes of that hash. Damaged: they can't be had."""
        chain = self.chain(content)
        if not chain or self._base(chain[-1]):
            raise Damaged("something that the content is built on isn't there")
        found = b""
        for link in reversed(chain):
            found = self._built(link, found)
        return found

    def _built(self, content: str, base: bytes) -> bytes:
        name = self._name(content)
        try:
            data = self._files.read(f"{self._under}/{name}")
            found = patched(base, data) if self._base(content) else gzip.decompress(data)
        except (FileNotFoundError, EOFError, zlib.error, gzip.BadGzipFile, BadPatch) as error:
            raise Damaged(str(error)) from error
        if hash_of(found) != content:
            raise Damaged("the content isn't the one that was written")
        return found

    def write(self, content: str, data: bytes, near: str = "", whole: bool = False) -> None:
        """Keep a content. near: a content that it may be built on; whole: on none at all."""
        full = packed(data)
        name, file = f"{content}{WHOLE}", full
        if not whole and len(full) > SMALL and self._patches() < MOST * self._wholes():
            name, file = self._smallest(content, data, near, full) or (name, file)
        self._files.write(f"{self._under}/{name}", file)
        self._names = sorted({*self._names, name})

    def freeze(self, content: str) -> None:
        """Never remove this content."""
        if f"{content}{FROZEN}" not in self._names:
            self._files.write(f"{self._under}/{content}{FROZEN}", b"")

    def chain(self, content: str) -> list[str]:
        """The content and those that it is built on, as far as they are there."""
        found: list[str] = []
        while content and content not in found and self.has(content):
            found.append(content)
            content = self._base(content)
        return found

    def prune(self, used: set[str]) -> None:
        """Remove the contents that no reading and no meeting needs."""
        frozen = {name.removesuffix(FROZEN) for name in self._names if name.endswith(FROZEN)}
        needed = {need for content in used | frozen for need in self.chain(content)}
        for name in self._names:
            content = _content(name)
            if content and content not in needed:
                self._files.remove(f"{self._under}/{name}")

    def _smallest(
        self, content: str, data: bytes, near: str, full: bytes
    ) -> tuple[str, bytes] | None:
        """A patch to the content that near is built on at the bottom, else to one further up."""
        chain = self.chain(near)
        try:
            contents = {base: self.read(base) for base in chain}
        except (Damaged, OSError):
            return None
        for base in reversed(chain[-DEEPEST:]):
            found = patch(contents[base], data)
            name = f"{content}-{base}.patch.gz"
            if len(found) <= min(LITTLE, len(full) // SHARE):
                return name, found
        if 0 < len(chain) <= DEEPEST and len(found) * SHARE <= len(full):
            return name, found
        return None

    def _name(self, content: str) -> str:
        whole = f"{content}{WHOLE}"
        if whole in self._names:
            return whole
        starts = f"{content}-"
        return next((n for n in self._names if n.startswith(starts) and PATCH.match(n)), whole)

    def _base(self, content: str) -> str:
        """What the content is built on; "" where it is whole."""
        found = PATCH.fullmatch(self._name(content))
        return found[2] if found else ""

    def _patches(self) -> int:
        return sum(PATCH.fullmatch(name) is not None for name in self._names)

    def _wholes(self) -> int:
        return sum(name.endswith(WHOLE) for name in self._names)


def _content(name: str) -> str:
    """The content that a file is about; "" of files that are none of these."""
    if name.endswith(WHOLE):
        return name.removesuffix(WHOLE)
    found = PATCH.fullmatch(name)
    return found[1] if found else ""
