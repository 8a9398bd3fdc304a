"""The form of four columns: everything under the headings of one indicator finds its place.

Anchors first (rungs of the ladder, titles of points, headings of parts and lists), then every line
between two of them. What fits two anchors is left with both named.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from esa.documents.report.contents import PARTS
from esa.imports import ladder, words
from esa.imports.evidence_lists import EvidenceLists, numbers_of, rivals
from esa.imports.known import Known
from esa.imports.points import Candidate, Points, is_title, points
from esa.imports.sections import VERDICT, Report, Section
from esa.imports.streams import Streams, split

OPENING = 4  # lines in which the first point must follow
_NOTE = re.compile(r"\(?หมายเหตุ(?:\s*[:：]?\s*$)?")
_CLAIMED = re.compile(r"ประเมินตนเอง\s*ระดับ\s*([1-5])(?:\s*\(.*\))?")
_EXTRA = re.compile(r"เงื่อนไขเพิ่มเติม:\s*(.+?)\s*\((ยังไม่ได้ยืนยัน|ยืนยันแล้ว)\)")


@dataclass
class _Place:
    """Where in the narrative we are."""

    point: int | None = None
    part: str = ""
    under: str = ""
    group: str = ""
    seen: frozenset[str] = frozenset()
    heads: int = 0  # lines in the point that head parts of their own
    headed: bool = False  # the line above is one
    rivals: tuple[str, ...] = ()


class FourColumns:
    """One indicator. code: "" where nothing says which; then all its lines stay unplaced."""

    def __init__(
        self, report: Report, code: str, sections: Sequence[Section], known: Known, edition: str
    ):
        self.report, self.ledger = report, report.ledger
        self.sections, self.edition, self.code = sections, edition, code
        self.known = known.of(code, self._heading())
        self.total: int | None = None
        self.intro: set[int] = set()  # numbers of points in the form's own sentences

    def place(self) -> None:
        if not self.code:
            self._leave_all()
            return
        self._titles()
        found = [(s, ladder.rungs(self.report, s.cells)) for s in self.sections]
        self._ladder([rung for _, rungs in found for rung in rungs])
        streams = Streams()
        for section, rungs in found:
            self._form_words(section)
            found_here = split(self.report, section.cells, rungs, self._is_title)
            first = not streams.narrative or any(rung.wording for rung in rungs)
            found_here.opening = set(self._opening(found_here.narrative)) if first else set()
            _joined(streams, found_here)
        if self.total is None and len(self.intro) == 1:
            self._total(self.intro.pop())
        lines = [self.report.lines[at] for at in streams.narrative]
        listed = frozenset(n for one in streams.lists for n in numbers_of(one, self.code))
        chosen = points(lines, self.code, self.total, self.known, listed, streams.opening)
        self._narrative(streams, chosen)
        EvidenceLists(self.report, self.code, self.edition, self.total).place(streams, chosen)
        for places in streams.unsure:
            self.ledger.leave(places, "two_homes", self._around(places[0], streams, chosen))

    def _heading(self) -> str:
        """The title that the indicator is headed with, "" where its heading is lost."""
        places = next((s.titles["indicator"] for s in self.sections if "indicator" in s.titles), [])
        heading = words.heading(self.report.lines[places[0]]) if places else None
        rest = [self.report.lines[at].text for at in places[1:]]
        return " ".join([heading.title if heading else "", *rest]).strip()

    def _leave_all(self) -> None:
        for section in self.sections:
            rungs = ladder.rungs(self.report, section.cells)
            self._form_words(section)
            places = [at for cell in section.cells for at in cell.lines]
            for rung in rungs:
                self.ledger.leave(rung.sign, "form")
                places += rung.wording
            self.ledger.leave(
                [at for at in places if not self.ledger.homes[at].is_quiet], "no_heading"
            )
            if places:
                self.ledger.doubt("import_no_heading", places[0])

    def _is_title(self, at: int) -> bool:
        return is_title(self.report.lines[at], self.code, self.known)

    def _put(
        self, at: int, tab: str, *key: str, field: str, text: str | None = None, under: str = ""
    ) -> None:
        self.ledger.put(at, tab, (self.edition, *key), field, text, under)

    # --- headings and ladder ---

    def _titles(self) -> None:
        """The titles of standard and indicator, each once."""
        for section in self.sections:
            for kind, tab, code in (
                ("standard", "standards", section.standard or self.code.split(".")[0]),
                ("indicator", "indicators", self.code),
            ):
                place_title(self.report, section.titles.get(kind, []), tab, (self.edition, code))

    def _ladder(self, rungs: list[ladder.Rung]) -> None:
        wordings = [self.report.text(rung.wording) for rung in rungs if rung.wording]
        said = {n for wording in wordings for n in ladder.points_said(wording)}
        self.total = self.known.totals.get(self.code)
        if len(said) == 1:
            self.total = said.pop()
        if self.total:
            self._total(self.total)
        if said:
            where = next(rung.wording[0] for rung in rungs if rung.wording)
            facts = {"indicator": self.code, "value": ", ".join(map(str, sorted(said)))}
            self.ledger.doubt("import_total_unknown", where, **facts)
        first: dict[int, str] = {}
        for level, rung in ladder.with_levels(rungs):
            self.ledger.leave(rung.sign, "form")
            text = re.sub(r"\s", "", self.report.text(rung.wording))
            if level is None:
                self.ledger.leave(rung.wording, "no_level")
            elif level in first:
                self.ledger.leave(rung.wording, "again" if text == first[level] else "differs")
            elif rung.wording and not self._is_own(rung.wording):
                first[level] = text
                for at in rung.wording:
                    self._put(at, "rubric", self.code, str(level), field="wording")
            if level and not rung.level and rung.wording:
                facts = {"indicator": self.code, "level": level}
                self.ledger.doubt("import_level_inferred", rung.wording[0], **facts)
        self._claimed(rungs)

    def _total(self, total: int) -> None:
        self.total = total
        self.ledger.value("indicators", (self.edition, self.code), "points_total", str(total))

    def _is_own(self, places: Sequence[int]) -> bool:
        """Lines that only say that there is nothing."""
        own = all(words.is_own_mark(self.report.lines[at]) for at in places)
        if own:
            self.ledger.leave(places, "form")
        return own

    def _claimed(self, rungs: list[ladder.Rung]) -> None:
        """The level that is ticked, where that is certain; our own report ticks by evidence."""
        levels = [rung.level for rung in rungs if rung.level]
        ticks = [level.number for level in levels if level.ticked]
        where = rungs[0].wording[:1] or rungs[0].sign[:1] if rungs else []
        if self.report.is_own or not levels or not where:
            return
        if any(level.ticked is None for level in levels):
            self.ledger.doubt("import_tick_lost", where[0], indicator=self.code)
        elif len(ticks) == 1:
            at = next(r.sign[0] for r in rungs if r.level and r.level.ticked)
            self._put(at, "indicators", self.code, field="claimed_level", text=str(ticks[0]))
        elif ticks:
            facts = {"indicator": self.code, "value": ", ".join(map(str, ticks))}
            self.ledger.doubt("import_ticked_twice", where[0], **facts)

    # --- words of the form ---

    def _form_words(self, section: Section) -> None:
        """Heads, the form's sentences, our own marks and notes are taken out of the cells."""
        head = None
        for cell in section.cells:
            head = self._head(cell.lines, head)
            if head is not None:
                self.ledger.leave(cell.lines, "form")
                cell.lines = []
                continue
            lists = any(words.list_numbers(self.report.lines[at]) for at in cell.lines)
            cell.lines = [at for at in cell.lines if not self._is_form(at, lists)]

    def _head(self, places: Sequence[int], before: int | None) -> int | None:
        """Which cell of the head of the form a cell is; before: which one the cell before it is."""
        text = self.report.text(places)
        head = words.head_place(text, words.LEVELS_HEAD) if places else None
        if before is not None and places and words.is_head_after(text, before):
            return before + 1
        return head if head is not None and head < 3 else None

    def _is_form(self, at: int, with_lists: bool) -> bool:
        line = self.report.lines[at]
        home = self.ledger.homes[at]
        if words.is_own_mark(line) and line.role != "item":
            self.ledger.leave([at], "form")
        elif line.role == "address":
            self.ledger.leave([at], "bad_link")
        elif words.is_box(line.text) or words.is_ticked(line.arabic):
            self.ledger.leave([at], "form")
        elif words.is_intro(line.arabic):
            self.intro |= ladder.points_said(" ".join(line.arabic.split()))
            self.ledger.leave([at], "form")
        elif self._is_head_line(at) or self._asks_for_evidence(at):
            self.ledger.leave([at], "form")
        elif _NOTE.match(line.text) and with_lists and self.code:
            self._put(at, "indicators", self.code, field="remark")
        elif self.code:
            self._beside(at)
        return self.ledger.homes[at] != home

    def _asks_for_evidence(self, at: int) -> bool:
        """The form's own note, also where its line is broken after the first word."""
        found = _NOTE.match(self.report.lines[at].text)
        if found is None:
            return False
        lines = 2 if found.end() == len(found.string) else 1
        return any("โปรดระบุ" in line.text for line in self.report.lines[at : at + lines])

    def _is_head_line(self, at: int) -> bool:
        """Whether a line is of the head of the form; its last cell only behind another of it."""
        head = words.head_place(self.report.lines[at].text, words.LEVELS_HEAD)
        before = at and words.head_place(self.report.lines[at - 1].text, words.LEVELS_HEAD)
        return head is not None and (head < 3 or before == 2)

    def _beside(self, at: int) -> None:
        """What our own report says between heading and table."""
        line = self.report.lines[at]
        if len(line.text) > words.LONGEST_HEADING:
            return
        if claimed := _CLAIMED.fullmatch(line.arabic):
            self._put(at, "indicators", self.code, field="claimed_level", text=claimed[1])
        elif extra := _EXTRA.fullmatch(line.text):
            met = extra[2] == "ยืนยันแล้ว"
            field = "extra_condition_met" if met else "extra_condition"
            self._put(at, "indicators", self.code, field=field, text=extra[1])
        elif line.text.startswith(VERDICT):
            self.ledger.leave([at], "computed")

    # --- narrative ---

    def _narrative(self, streams: Streams, chosen: Points) -> None:
        lines = streams.narrative
        titles = {each.at: each for each in chosen.titles}
        doubtful = {each.at: each for each in chosen.doubtful}
        self.ledger.leave(lines[: min(titles, default=len(lines))], "introduction")
        place, at = _Place(), 0
        while at < len(lines):
            if at in titles:
                place = self._title(lines, titles[at], place)
                at += titles[at].length
                continue
            if at in doubtful:
                both = rivals(self.code, place.point, doubtful[at].number)
                place = replace(place, rivals=both)
            self._line(lines, at, place, chosen)
            at += 1
        for each in chosen.told:
            facts = {"number": each.number, "value": each.title}
            self.ledger.doubt("import_number_unsure", lines[each.at], **facts)
        self._one_comment(lines)

    def _opening(self, narrative: Sequence[int]) -> Iterator[int]:
        """The line that begins the row of a level: the first that is numbered, after the form's
        own sentence or a few words."""
        for at, place in enumerate(narrative[:OPENING]):
            line = self.report.lines[place]
            if words.numbered(line) or words.part(line):
                yield at
                return

    def _title(self, lines: Sequence[int], found: Candidate, place: _Place) -> _Place:
        own = lines[found.at : found.at + found.length]
        if place.point == found.number:  # printed again on the next page
            self.ledger.leave(own, "again")
            return place
        text = words.title_of(self.report.lines[own[0]])
        text = "" if text in words.OWN_MARKS else text
        self.ledger.put(own[0], "criteria", self._point(found.number), "title", text)
        for at in own[1:]:
            self.ledger.put(at, "criteria", self._point(found.number), "title")
        return _Place(point=found.number)

    def _point(self, number: int) -> tuple[str, str]:
        return (self.edition, f"{self.code}.{number}")

    def _line(self, lines: Sequence[int], at: int, place: _Place, chosen: Points) -> None:
        """A line between anchors; the place moves on with what it says."""
        own, line = lines[at], self.report.lines[lines[at]]
        part = words.part(line)
        if part == "whole":
            place.part = part
            self.ledger.leave([own], "form")
        elif place.rivals:
            self.ledger.leave([own], "two_homes", place.rivals)
        elif part in PARTS:
            self._part(own, at, part, place, chosen)
        elif place.part == "whole":
            self._put(own, "indicators", self.code, field="comments")
        elif place.point is None:
            self._before_points(own, bool(chosen.titles))
        elif line.role == "writer":
            place.group = line.text
            self.ledger.leave([own], "form")
        elif line.link and line.text.startswith(words.FULL_TEXT):
            self._progress(own, place, "full_text", line.link)
        else:
            if at in chosen.inside and words.numbered(line).number == place.heads + 1:
                place.heads, place.part, place.under = place.heads + 1, "method", line.text
                place.headed = True
            place.part = place.part or "method"
            self._progress(own, place, place.part)

    def _before_points(self, at: int, has_points: bool) -> None:
        if self.ledger.homes[at].why not in ("form", "introduction") or not has_points:
            self.ledger.leave([at], "no_point")

    def _progress(self, at: int, place: _Place, field: str, text: str | None = None) -> None:
        key = (*self._point(place.point or 0), "", place.group)
        self.ledger.put(at, "progress", key, field, text, place.under)

    def _part(self, own: int, at: int, part: str, place: _Place, chosen: Points) -> None:
        """The heading of a part. A second method within a point heads parts of its own, unless the
        title of the next point may be lost above it."""
        if place.point is None:
            self.ledger.leave([own], "form")
            place.part = part
            return
        again = part == "method" and bool(place.seen) and not place.headed
        if again and self._next_may_be_lost(at, place, chosen):
            place.rivals = rivals(self.code, place.point, place.point + 1)
            self.ledger.leave([own], "two_homes", place.rivals)
            return
        if part == place.part and part in place.seen and not place.headed:  # stays text
            self._progress(own, place, part)
        else:
            self.ledger.leave([own], "form")
        place.part, place.group, place.headed = part, "", False
        place.seen |= {part}

    def _next_may_be_lost(self, at: int, place: _Place, chosen: Points) -> bool:
        number = place.point or 0
        later = next((each.number for each in chosen.titles if each.at > at), None)
        if later is not None:
            return later > number + 1
        return self.total is None or number < self.total

    def _one_comment(self, lines: Sequence[int]) -> None:
        """Comments that stand only once, after the last of several points, may be on the whole
        indicator: they are kept there, and told."""
        homes = {at: self.ledger.homes[at] for at in lines}
        own = {at: home for at, home in homes.items() if home.tab == "progress"}
        said = [at for at, home in own.items() if home.field == "comments"]
        order = list(dict.fromkeys(home.key[1] for home in own.values()))
        whole = any(h.tab == "indicators" and h.field == "comments" for h in homes.values())
        if len(order) < 2 or not said or whole or homes[said[0]].key[1] != order[-1]:
            return
        if any(homes[at].under for at in said):  # of a project within the point
            return
        for at in said:
            self._put(at, "indicators", self.code, field="comments")
        facts = {"number": order[-1].rpartition(".")[2]}
        self.ledger.doubt("import_comments_whole", said[0], **facts)

    def _around(self, at: int, streams: Streams, chosen: Points) -> tuple[str, ...]:
        """Both places of a cell that goes on with the text and with the list before it."""
        before = bisect(streams.narrative, at)
        number = next((e.number for e in reversed(chosen.titles) if e.at < before), None)
        point = rivals(self.code, number)[0]
        return (f"{point} › ข้อความ", f"{point} › หลักฐานอ้างอิง")


def _joined(streams: Streams, more: Streams) -> None:
    """The next section of the same indicator goes on."""
    before = len(streams.narrative)
    for found in more.lists:
        found.after += before
    streams.opening |= {at + before for at in more.opening}
    streams.narrative += more.narrative
    streams.rows += more.rows
    streams.lists += more.lists
    streams.unsure += more.unsure


def place_title(report: Report, places: Sequence[int], tab: str, key: tuple[str, ...]) -> None:
    """The title behind a heading and in the lines that it goes on for; printed again, it is told
    only where it says something else."""
    if not places:
        return
    ledger = report.ledger
    heading = words.heading(report.lines[places[0]])
    texts = [heading.title if heading else "", *(report.lines[at].text for at in places[1:])]
    known = ledger.texts(tab, key, "title")
    if known:
        said, now = ("".join("".join(each).split()) for each in (known, texts))
        ledger.leave(places, "again" if now in ("", said) else "differs")
        return
    for at, text in zip(places, texts, strict=True):
        ledger.put(at, tab, key, "title", text)
