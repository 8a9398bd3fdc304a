"""The lists of evidence in the form of four columns: of which point each is, and its documents."""

from collections.abc import Iterator, Sequence

from esa import thai
from esa.imports.items import AND_SO_ON, items
from esa.imports.points import Points
from esa.imports.sections import Report
from esa.imports.streams import Listed, Streams


class EvidenceLists:
    """Those of one indicator. total: how many points it has, None where that isn't known."""

    def __init__(self, report: Report, code: str, edition: str, total: int | None):
        self.report, self.ledger = report, report.ledger
        self.code, self.edition, self.total = code, edition, total
        self.counts: dict[str, int] = {}  # documents of each point
        self.titles: dict[str, set[str]] = {}

    def place(self, streams: Streams, chosen: Points) -> None:
        for found in streams.lists:
            self._list(found, streams, chosen)

    def _list(self, found: Listed, streams: Streams, chosen: Points) -> None:
        own = [*([found.heading] if found.heading is not None else []), *found.places]
        numbers = list(numbers_of(found, self.code))
        numbers = numbers if found.numbers else beside(found, streams, chosen)
        if len(numbers) != 1:
            why = "two_homes" if numbers else "no_point"
            self.ledger.leave(own, why, rivals(self.code, *numbers) if numbers else ())
            return
        if self.total and numbers[0] > self.total or numbers[0] < 1:
            self.ledger.leave(own, "beyond", rivals(self.code, *numbers))
            return
        if found.heading is not None:
            self.ledger.leave([found.heading], "form")
        self._documents(f"{self.code}.{numbers[0]}", found.places)

    def _documents(self, criterion: str, places: Sequence[int]) -> None:
        groups = self._by_group(places)
        for item in items(self.report.lines, list(groups)):
            said = thai.fold(" ".join(item.texts))
            seen = self.titles.setdefault(criterion, set())
            if said in seen and not thai.is_placeholder(item.texts[0]):
                self.ledger.leave(item.at, "again")
                continue
            seen.add(said)
            printed = item.printed if item.printed < 200 else 0
            number = max(self.counts.get(criterion, 0) + 1, printed)
            self.counts[criterion] = number
            key = (self.edition, criterion, str(number), groups[item.at[0]])
            for at, text in zip(item.at, item.texts, strict=True):
                self.ledger.put(at, "evidence", key, "title", text)

    def _by_group(self, places: Sequence[int]) -> dict[int, str]:
        """Lines that are of documents → the group they stand under, "" for none."""
        found, group = {}, ""
        for at in places:
            line = self.report.lines[at]
            if AND_SO_ON.fullmatch(line.text):
                self.ledger.leave([at], "blank")
            elif line.role == "writer":
                group = line.text
                self.ledger.leave([at], "form")
            else:
                found[at] = group
        return found


def numbers_of(found: Listed, code: str) -> Iterator[int]:
    """The points of the indicator that a list is headed with."""
    for written in found.numbers:
        parts = written.replace("-", ".").split(".")
        if len(parts) == 1 or ".".join(parts[:-1]) == code:
            yield int(parts[-1])


def beside(found: Listed, streams: Streams, chosen: Points) -> list[int]:
    """The points that a list without a heading may be of: the one in whose text it stands,
    or all that share its row."""
    before = [each.number for each in chosen.titles if each.at < found.after]
    if found.heading is not None or found.row is None:
        return before[-1:]
    in_row = [each.number for each in chosen.titles if streams.rows[each.at] == found.row]
    first = streams.first_of.get(found.row)
    goes_on = [e.number for e in chosen.titles if first is not None and e.at < first][-1:]
    opens = any(each.at == first for each in chosen.titles)
    return in_row if opens or not goes_on else [*goes_on, *in_row]


def rivals(code: str, *numbers: int | None) -> tuple[str, ...]:
    """What a line may be of: points of the indicator, None for the indicator itself."""
    return tuple(f"ประเด็น {code}.{n}" if n else f"ตัวบ่งชี้ {code}" for n in numbers)
