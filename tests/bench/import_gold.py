"""Where each line of a report belongs, and how much of it an import placed so.

A gold list (tests/bench/gold/) names lines by number: no sentence of a report is in the repository.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from esa.imports.importing import Imported
from esa.imports.ledger import Home

FOLDER = Path(__file__).parent / "gold"
Gold = tuple[str, str, str]  # tab, key (codes parted by /), field; ("", "", why) for no data
MADE = ("criteria", "progress", "evidence", "rubric", "conditions")  # rows that can be invented


@dataclass
class Score:
    """Items of data: a title, a written part, a document, a wording … placed with all their lines.

    wrong: lines that stand in another place than theirs; invented: rows that no line makes.
    """

    items: int = 0
    placed: int = 0
    wrong: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    lost: int = 0
    invented: list[str] = field(default_factory=list)

    @property
    def percent(self) -> float:
        return 100 * self.placed / self.items if self.items else 100.0


def read_gold(name: str) -> dict[int, Gold]:
    """Number of a line → where it belongs."""
    found: dict[int, Gold] = {}
    said = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    for entry in said["homes"]:
        lines, tab, *rest = entry.split()
        first, _, last = lines.partition("-")
        home = ("", "", rest[0]) if tab == "-" else (tab, rest[0].strip("-"), rest[1])
        for number in range(int(first), int(last or first) + 1):
            found[number] = home
    return found


def gold_of(home: Home) -> Gold:
    """A home as a gold list writes it."""
    if not home.tab:
        return ("", "", home.why)
    key = () if home.tab == "editions" else home.key[1:]
    key = key[:-1] if home.tab in ("progress", "evidence") else key
    return (home.tab, "/".join(key).strip("/"), home.field)


def score(found: Imported, gold: Sequence[Gold | None], numbers: Iterable[int]) -> Score:
    """gold: of each line of the report that was imported, in its order; None where any will do;
    numbers: of all lines of the file that aren't blank."""
    result = Score()
    items: dict[Gold, list[bool]] = defaultdict(list)
    documents: dict[Gold, set[str]] = defaultdict(set)
    for line, home, wanted in zip(found.ledger.lines, found.ledger.homes, gold, strict=True):
        if wanted is None:
            continue
        now = gold_of(home)
        if wanted[0]:
            items[wanted].append(_same(now, wanted))
            if now[0] == wanted[0] == "evidence":
                documents[wanted].add(now[1])
        if now[0] and not _same(now, wanted):
            result.wrong.append(f"{line.number}: {now} ≠ {wanted}")
        elif wanted[0] and not now[0]:
            result.unplaced.append(f"{line.number}: {now[2]} ≠ {wanted}")
    result.items = len(items)
    shared = [key for keys in documents.values() for key in keys]
    apart = {w for w, keys in documents.items() if len(keys) == 1 and shared.count(*keys) == 1}
    result.placed = sum(
        all(right) and (wanted[0] != "evidence" or wanted in apart)
        for wanted, right in items.items()
    )
    result.lost = len(set(numbers) - {line.number for line in found.ledger.lines})
    keys = {(tab, _of(tab, key)) for tab, key, _ in (g for g in gold if g)}
    for tab in MADE:
        for row in found.rows[tab]:
            code = "/".join(row.key[1:]).strip("/")
            if (tab, _of(tab, code)) not in keys and not _is_listed(keys, tab, code):
                result.invented.append(f"{tab} {code}")
    return result


def _of(tab: str, key: str) -> str:
    """What a row is of: the documents of a point are counted together, their numbers may move."""
    return key.split("/")[0] if tab in ("evidence", "progress") else key


def _is_listed(keys: set[tuple[str, str]], tab: str, code: str) -> bool:
    """A criterion without a title of its own, made for what is written or listed under it."""
    return tab == "criteria" and bool({("progress", code), ("evidence", code)} & keys)


def _same(now: Gold, wanted: Gold) -> bool:
    if now[0] == wanted[0] == "evidence":
        return now[1].split("/")[0] == wanted[1].split("/")[0] and now[2] == wanted[2]
    whole = ("progress", "indicators")  # comments at the end are of the point or of its indicator
    if {now[0], wanted[0]} == set(whole) and now[2] == wanted[2] == "comments":
        return True
    return now == wanted


def lines_of(text: str) -> list[int]:
    return [n for n, line in enumerate(re.split("\n", text), start=1) if line.strip()]
