"""The text layer of a PDF by Typst mended, so that Thai in it can be searched and copied.

A Thai letter with its marks is one cluster. Typst says the whole cluster's text again at a mark
that it draws apart, so that ตั้ง is copied as ตั้ตั้ง; readers that know no ActualText find nothing
at all. Here every glyph is given its own letter, and what a mark says again is taken out. What is
drawn stays as it is.
"""

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

JOINER, NBSP = "\u2060", "\u00a0"
AM, NIKHAHIT, AA = "\u0e33", "\u0e4d", "\u0e32"
# Drawn first, unseen, by the template: each letter on its own, so that later every cluster is told.
ALONE = "".join(map(chr, range(0x0E01, 0x0E2F))) + " "
_PART = re.compile(
    rb"/Span<</ActualText<(?P<span>[0-9A-F]+)>>>BDC|(?P<open>BDC|BMC)\b|(?P<close>EMC)\b"
    rb"|/(?P<font>f\d+) [\d.]+ Tf|(?P<begin>BT)\b|(?P<end>ET)\b"
    rb"|/Lang\([^)]*\)|<(?P<hex>[0-9A-Fa-f]{4,})>(?!>)|(?P<text>\()"
)
_ESCAPED = {ord("n"): 10, ord("r"): 13, ord("t"): 9, ord("b"): 8, ord("f"): 12}
_BFCHAR = re.compile(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", re.MULTILINE)
_TONES = "".join(map(chr, range(0x0E48, 0x0E4C)))


class Span(NamedTuple):
    """Where an ActualText begins (from, to) and ends, and over how many glyphs it goes."""

    begins: tuple[int, int]
    ends: tuple[int, int]
    glyphs: int


@dataclass
class Cluster:
    """Glyphs that belong together, in one font, with the text that Typst told of them."""

    font: int
    text: str
    glyphs: list[int] = field(default_factory=list)
    spans: list[tuple[int, Span]] = field(default_factory=list)  # with its first glyph's place


Maps = dict[int, dict[int, str]]  # font (its table of letters) → glyph → text
Shown = tuple[
    str, list[int], str, Span | None
]  # font, glyphs, ActualText and its place, or "", None


def readable(made: bytes) -> bytes:
    """The same pages with a text layer that says each letter once. A file that isn't laid out as
    Typst does comes back as it is."""
    objects = _objects(made)
    pages = dict(_pages(objects))
    tables = {table for fonts in pages.values() for table in fonts.values()}
    told = {table: _told(_unpacked(objects[table])) for table in tables}
    if not told:
        return made
    streams = {at: _unpacked(objects[at]) for at in pages}
    clusters = {at: list(_clusters(_shown(streams[at], pages[at]), told)) for at in pages}
    maps = _own_letters([cluster for own in clusters.values() for cluster in own], told)
    for at, stream in streams.items():
        objects[at] = _packed(objects[at], _without_alone(_mended(stream, clusters[at])))
    for table in tables:
        objects[table] = _packed(objects[table], _cmap(_unpacked(objects[table]), maps[table]))
    return _file(made, objects)


# --- the file ---------------------------------------------------------------------------------


def _objects(made: bytes) -> dict[int, bytes]:
    """Number → bytes of each object, in the order of the file; empty where there is no plain list
    of them."""
    start = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*$", made)
    if not start or not made.startswith(b"xref\n", int(start[1])):
        return {}
    end = int(start[1])
    entries = re.findall(rb"(\d{10}) \d{5} ([nf])\r\n", made[end:])
    places = [(int(at), number) for number, (at, kind) in enumerate(entries) if kind == b"n"]
    places.sort()
    ends = [at for at, _ in places[1:]] + [end]
    return {number: made[at:to] for (at, number), to in zip(places, ends, strict=True)}


def _pages(objects: dict[int, bytes]) -> Iterator[tuple[int, dict[str, int]]]:
    """The drawing of each page, with its fonts: name there → number of the table of letters. Names
    differ from page to page; fonts without such a table (Type 3) are left out."""
    for body in objects.values():
        head = _head(body)
        drawing = re.search(rb"/Contents (\d+) 0 R", head)
        resources = re.search(rb"/Resources (\d+) 0 R", head)
        if not drawing or not resources:
            continue
        block = re.search(rb"/Font\s*<<([^>]*)>>", _head(objects.get(int(resources[1]), b"")))
        fonts: dict[str, int] = {}
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", block[1] if block else b""):
            font = _head(objects.get(int(number), b""))
            table = re.search(rb"/ToUnicode (\d+) 0 R", font)
            if b"/Type0" in font and table:
                fonts[name.decode()] = int(table[1])
        yield int(drawing[1]), fonts


def _head(body: bytes) -> bytes:
    return body.partition(b"stream\n")[0]


def _unpacked(body: bytes) -> bytes:
    head, _, rest = body.partition(b"stream\n")
    length = re.search(rb"/Length (\d+)", head)
    data = rest[: int(length[1])] if length else b""
    return zlib.decompress(data) if b"/FlateDecode" in head else data


def _packed(body: bytes, data: bytes) -> bytes:
    head = _head(body)
    packed = zlib.compress(data, 9) if b"/FlateDecode" in head else data
    head = re.sub(rb"/Length \d+", b"/Length %d" % len(packed), head, count=1)
    return head + b"stream\n" + packed + b"\nendstream\nendobj\n"


def _file(made: bytes, objects: dict[int, bytes]) -> bytes:
    first = int(re.search(rb"\d", made[made.index(b"\n\n") :]).start()) + made.index(b"\n\n")
    parts, at, places = [made[:first]], first, {}
    for number, body in objects.items():
        places[number] = at
        parts.append(body)
        at += len(body)
    size = max(objects) + 1
    lines = [b"xref\n0 %d\n0000000000 65535 f\r\n" % size]
    lines += [b"%010d 00000 n\r\n" % places[n] for n in range(1, size)]
    trailer = made[made.rindex(b"trailer") : made.rindex(b"startxref")]
    return b"".join([*parts, *lines, trailer, b"startxref\n%d\n%%%%EOF" % at])


# --- what is told of glyphs -------------------------------------------------------------------


def _told(cmap: bytes) -> dict[int, str]:
    return {
        int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for glyph, text in _BFCHAR.findall(cmap)
    }


def _clusters(shown: Iterable[Shown], told: Maps) -> Iterator[Cluster]:
    """The clusters of a page in drawing order; marks drawn apart are put to their letter."""
    now: Cluster | None = None
    for font, glyphs, text, span in shown:
        for glyph in glyphs if span is None else glyphs[:1]:
            said = text if span else told.get(font, {}).get(glyph)
            said = _searched(said) or None if said else said
            goes_on = now is not None and now.font == font and (
                said is None or (said == now.text and len(said) > 1 and glyph != now.glyphs[0])
            )  # fmt: skip
            if not goes_on:
                if now is not None:
                    yield now
                now = Cluster(font, said or "")
            now.spans += [(len(now.glyphs), span)] if span else []
            now.glyphs += glyphs if span else [glyph]
    if now is not None:
        yield now


def _shown(stream: bytes, fonts: dict[str, int]) -> Iterator[Shown]:
    """(font, glyphs, ActualText, its place) of everything drawn; the two last "" and None where
    there is none."""
    font = 0
    open_: list[tuple] = []
    inside: list[int] = []
    at = 0
    while found := _PART.search(stream, at):
        at = found.end()
        kind = found.lastgroup
        if kind == "font":
            font = fonts.get(found["font"].decode(), 0)
        elif kind == "span":
            open_.append((found.span(), found["span"]))
            inside = []
        elif kind == "open":
            open_.append(())
        elif kind == "close" and open_:
            begun = open_.pop()
            if begun and inside:
                text = bytes.fromhex(begun[1].decode()).decode("utf-16", "replace")
                yield font, inside, text, Span(begun[0], found.span(), len(inside))
            inside = []
        elif kind in ("hex", "text"):
            raw, at = (bytes.fromhex(found["hex"].decode()), at) if kind == "hex" else _literal(
                stream, at
            )  # fmt: skip
            glyphs = [int.from_bytes(raw[n : n + 2], "big") for n in range(0, len(raw), 2)]
            if any(open_):
                inside = inside + glyphs
            else:
                yield font, glyphs, "", None


def _literal(stream: bytes, at: int) -> tuple[bytes, int]:
    """The bytes of a text in brackets and where it ends."""
    made, depth = bytearray(), 1
    while True:
        byte = stream[at]
        at += 1
        if byte == 0x5C:  # backslash
            octal = re.compile(rb"[0-7]{1,3}").match(stream, at)
            made.append(int(octal[0], 8) if octal else _ESCAPED.get(stream[at], stream[at]))
            at = octal.end() if octal else at + 1
            continue
        depth += (byte == 0x28) - (byte == 0x29)
        if not depth:
            return bytes(made), at
        made.append(byte)


# --- letters ----------------------------------------------------------------------------------


def letters(text: str, glyphs: int) -> list[str]:
    """The text in as many pieces as there are glyphs; [] where that isn't known.

    ำ is drawn as two glyphs, and its ring may be one with the tone mark before it.
    """
    found = list(text.replace(AM, NIKHAHIT + AA))
    if len(found) == glyphs + 1 and NIKHAHIT in found:
        ring = found.index(NIKHAHIT)
        if found[ring - 1] in _TONES:
            found[ring - 1 : ring + 1] = [found[ring - 1] + NIKHAHIT]
    return found if len(found) == glyphs else []


def _searched(text: str) -> str:
    """Without what only holds a line together: nobody types it into a search."""
    return text.replace(JOINER, "").replace(NBSP, " ")


def _own_letters(clusters: list[Cluster], told: Maps) -> Maps:
    """Glyph → its own letter, from all clusters; what Typst told where that isn't known."""
    own: Maps = {font: {} for font in told}
    for cluster in sorted(clusters, key=lambda cluster: len(cluster.text)):
        pieces = letters(cluster.text, len(cluster.glyphs))
        for glyph, letter in zip(cluster.glyphs, pieces, strict=False):
            own.setdefault(cluster.font, {}).setdefault(glyph, letter)
    return {
        font: {glyph: _searched(text) for glyph, text in (told.get(font, {}) | found).items()}
        for font, found in own.items()
    }


def _mended(stream: bytes, clusters: list[Cluster]) -> bytes:
    """The page with every letter told where it is drawn. A mark drawn apart tells itself by its
    glyph: not all readers heed an ActualText that is empty."""
    changes: list[tuple[int, int, bytes]] = []
    for cluster in clusters:
        pieces = letters(cluster.text, len(cluster.glyphs))
        for first, span in cluster.spans:
            own = "".join(pieces[first : first + span.glyphs]).replace(NIKHAHIT + AA, AM)
            if not pieces and not first:  # which glyph is which letter isn't known
                own = cluster.text
            begins = b"/Span<</ActualText<FEFF%s>>>BDC" % _hex(own)
            if first and pieces:
                changes += [(*span.begins, b" "), (*span.ends, b" ")]
            else:
                changes.append((*span.begins, begins))
    made, at = [], 0
    for start, end, new in sorted(changes):
        made += [stream[at:start], new]
        at = end
    return b"".join([*made, stream[at:]])


def _without_alone(stream: bytes) -> bytes:
    """The page without the letters that the template draws for us alone: those of size 1."""

    def kept(block: re.Match[bytes]) -> bytes:
        return b"BT ET" if re.search(rb"/f\d+ 1 Tf", block[0]) else block[0]

    return re.sub(rb"\bBT\b.*?\bET\b", kept, stream, flags=re.DOTALL)


def _hex(text: str) -> bytes:
    return text.encode("utf-16-be", "replace").hex().upper().encode()


def _cmap(cmap: bytes, own: dict[int, str]) -> bytes:
    """The table of letters of a font, anew."""
    head, tail = cmap.index(b"endcodespacerange"), cmap.rindex(b"endcmap")
    lines = [b"<%04X> <%s>" % (glyph, _hex(text)) for glyph, text in sorted(own.items()) if text]
    blocks = [lines[n : n + 100] for n in range(0, len(lines), 100)]
    body = b"\n".join(
        b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks
    )
    return cmap[:head] + b"endcodespacerange\n" + body + b"\n" + cmap[tail:]
