"""What the rows of one tab mean beyond their single cells, worked out while the tab is read.

Links under words and titles, percents that only the format tells, units and years above the
headings, targets and their direction, places among the links, merged keys: a part of the reading of
one tab (esa.reading.tables), which holds the columns and gathers the problems.
Source: docs/rules.md, "Reading".
"""

import re
from collections.abc import Mapping, Sequence

from esa import thai
from esa.reading.above import Above, applied, read_above, scaled
from esa.reading.addresses import link, of_formula
from esa.reading.cells import as_typed, read_value
from esa.reading.columns import Distinct, below_first
from esa.reading.headings import Headings, letter
from esa.reading.personal import mask
from esa.reading.row_kinds import is_blank
from esa.reading.schema import Field, Tab
from esa.rules.units import is_percent, written
from esa.sources.workbook import RawTab

OFFICE_NAME = re.compile("(?:สำนักงานเขตพื้นที่การศึกษา|สพป|สพม|สพท)")
PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
PLACE = re.compile(f"[{thai.LETTERS}]{{3}}")  # a word; a few signs name no place


class RowSense:
    """A part of the reading of one tab; what it needs of the whole is named here.

    columns, distinct: the cells of each column, and each once below the first row.
    places: field → position of its column. words: position of a row → what stands in its link and
    is none. title_links: row → the address under its title. header: position of the headings, -1
    where there are none.
    """

    tab: Tab
    raw: RawTab
    year: int | None
    columns: list[Sequence[object]]
    distinct: list[Distinct]
    places: dict[str, int]
    aside: set[int]
    repeats: set[int]
    words: dict[int, object]
    title_links: Mapping[int, str]
    header: int

    def tell(self, *args: object, **more: object) -> None:
        raise NotImplementedError

    def issue(self, *args: object) -> None:
        raise NotImplementedError

    def say_nothing_of(self, row: int) -> None:
        raise NotImplementedError

    def look_closer(self) -> None:
        """Put what a source knows beside the values in their place: the address under a text in a
        column of links, the percent that a small number is shown as."""
        addresses: dict[int, dict[int, str]] = {}
        for row, j, address in self.raw.links:
            addresses.setdefault(j, {})[row] = address
        title = self.tab.role("title")
        linked = (f.name for f in self.tab.fields if f.format == "uri" or f.name == title)
        for j in (self.places[name] for name in linked if name in self.places):
            if "\n=" in self.distinct[j].lines:
                self.take_formulas(j, addresses.setdefault(j, {}))
        shares: dict[int, dict[int, str]] = {}
        for row, j in self.raw.percents:
            shares.setdefault(j, {})[row] = f"{self.columns[j][row] * 100:.12g}%"
        for field in self.tab.fields:
            j = self.places.get(field.name)
            if j in addresses and field.format == "uri":
                self.put(j, {i: a for i, a in addresses[j].items() if self.hides_link(i, j, field)})
            if j in shares and (field.unit == "percent" or field.unit_from):
                self.put(j, shares[j])
        if self.tab.role("link"):
            self.title_links = addresses.get(self.places.get(title, -1), {})

    def take_formulas(self, j: int, addresses: dict[int, str]) -> None:
        """Read =HYPERLINK() that stands as text: its words stay in the cell."""
        found = {
            i: formula
            for i, cell in enumerate(self.columns[j])
            if type(cell) is str and cell[:1] == "=" and (formula := of_formula(cell))
        }
        for i, (address, _) in found.items():
            addresses.setdefault(i, address)
        self.put(j, {i: text for i, (_, text) in found.items()})

    def hides_link(self, i: int, j: int, field: Field) -> bool:
        """Whether the words in a column of links are no address themselves."""
        cell = self.columns[j][i]
        return type(cell) is not str or read_value(cell, field).value is None

    def put(self, j: int, cells: Mapping[int, object]) -> None:
        """Other cells in a column."""
        if cells:
            column = [cells.get(i, cell) for i, cell in enumerate(self.columns[j])]
            self.columns[j], self.distinct[j] = column, below_first(column)

    def apply_lines(self, headings: Headings, values: dict[str, list], data: Sequence[int]) -> None:
        """What units and years in the lines above the headings, or in these, make of the rows."""
        above = read_above(self.raw.rows[: headings.row])
        if not above.unit and not headings.units and not above.years:
            return
        placed = [field for field in self.tab.fields if field.name in self.places]
        scales, held = applied(above.unit, headings.units, placed)
        for name, scale in scales.items():
            values[name] = [scaled(value, scale) for value in values[name]]
        for name in held:
            self.hold(name, above, headings, values, data)
        if scales:
            titles = ", ".join(self.tab.field(name).title for name in scales)
            words = {(headings.units.get(n) or above.unit).words for n in scales}
            facts = {"value": ", ".join(sorted(words)), "columns": titles}
            self.tell("unit_applied", facts, cell=f"{headings.row + 1}:{headings.row + 1}")
        self.apply_year(above, values, data)

    def hold(
        self,
        name: str,
        above: Above,
        headings: Headings,
        values: dict[str, list],
        data: Sequence[int],
    ) -> None:
        """Numbers whose unit is contradicted: none is used, nor a row that needs one of them."""
        column, field = letter(self.places[name]), self.tab.field(name)
        said = above.unit or headings.units[name]
        heading = self.columns[self.places[name]][headings.row]
        facts = {"value": said.words, "heading": thai.tidy(str(heading))}
        self.tell("unit_contradicts", facts, field=name, cell=f"{column}:{column}")
        values[name] = [None] * len(data)
        if field.required:
            self.aside.update(data)

    def apply_year(self, above: Above, values: dict[str, list], data: Sequence[int]) -> None:
        """Rows under a single year that isn't the workbook's count as that year's."""
        if len(above.years) != 1 or self.tab.workbook != "group" or self.year is None:
            return
        (year,) = above.years
        if year == self.year or not len(data):
            return
        row, column = above.year_at
        facts = {"value": year, "expected": self.year}
        self.tell("tab_of_other_year", facts, cell=f"{letter(column)}{row + 1}")
        if "fiscal_year" in self.tab.by_name:
            stated = values["fiscal_year"]
            values["fiscal_year"] = [own if own is not None else year for own in stated]
        else:
            self.aside.update(data)

    def judge_targets(self, values: dict[str, list], data: Sequence[int]) -> None:
        """Targets whose words contradict the direction beside them, and ratios of other bases:
        there is nothing to compare with."""
        numbers = [f for f in self.tab.fields if f.unit_from == "unit" and f.name in self.places]
        if "direction" not in self.tab.by_name or "target" not in self.places:
            return
        columns = {field.name: self.columns[self.places[field.name]] for field in numbers}
        odd = {  # a plain number says nothing of its unit or direction
            cell
            for name in columns
            for cell in self.distinct[self.places[name]].cells
            if type(cell) is str and cell and not PLAIN.fullmatch(cell)
        }
        for position, i in enumerate(data if odd else ()):
            cells = {name: column[i] for name, column in columns.items()}
            if odd.isdisjoint(cells.values()):
                continue
            said = {name: written(c) for name, c in cells.items() if type(c) is str and c}
            self.hold_other_units(values, position, i, cells)
            target, direction = said.get("target"), values["direction"][position]
            if values["target"][position] is None:
                continue
            if target and target.direction and direction not in (None, target.direction):
                facts = {"value": as_typed(cells["target"]), "direction": direction}
                facts["direction"] = self.tab.field("direction").label(direction)
                code = "target_direction"
            else:
                bases = {
                    said[n].base if said.get(n) else None
                    for n in cells
                    if values[n][position] is not None
                }
                if len(bases) < 2:
                    continue
                facts, code = {"value": as_typed(cells["target"])}, "ratio_bases"
            values["target"][position] = None
            self.issue(code, facts, i, self.tab.field("target"))

    def hold_other_units(
        self, values: dict[str, list], position: int, row: int, cells: Mapping[str, object]
    ) -> None:
        """Numbers that say percent in a row whose unit is another are not used."""
        unit = values["unit"][position]
        if unit is None or is_percent(unit):
            return
        for name, cell in cells.items():
            if type(cell) is str and thai.has_percent_mark(cell) and values[name][position]:
                values[name][position] = None
                facts = {"value": as_typed(cell), "unit": unit}
                self.issue("percent_in_other_unit", facts, row, self.tab.field(name))

    def merged_keys(
        self,
        raws: Sequence[object],
        data: Sequence[int],
        covered: Mapping[tuple[int, int], tuple[str, int, int]],
        field: Field,
        place: int,
    ) -> Sequence[object]:
        """The cells of a key: one that is merged over several rows counts for all of them, but a
        heading, or a title above it, for none."""
        filled, told = list(raws), set()
        for position, i in enumerate(data):
            name, top, left = covered.get((i, place), ("", 0, -1))
            if left != place or top <= self.header or not is_blank(filled[position]):
                continue
            filled[position] = self.columns[place][top]
            if name not in told:
                told.add(name)
                self.tell("merged_key", {"range": name}, None, None, field.name, cell=name)
        return filled

    def fill_places(self, values: dict[str, list], data: Sequence[int]) -> None:
        """Words in the column of links that name a place fill the place where that is blank."""
        link, place = self.tab.role("link"), self.tab.role("place")
        places = self.places.get(place)
        taken = {}
        for position, text in self.words.items():
            free = places is None or is_blank(self.columns[places][data[position]])
            if place and free and type(text) is str and PLACE.search(text):
                taken[position] = thai.without_hidden(text).strip()
            code = "place_in_link" if position in taken else "bad_link"
            facts = {"value": as_typed(text)} if position in taken else {}
            self.issue(code, facts, data[position], self.tab.field(link))
        if taken:
            values[place] = [taken.get(p, value) for p, value in enumerate(values[place])]

    def fill_links(self, values: dict[str, list], data: Sequence[int]) -> None:
        """The link that a title carries fills the column of links where that is blank."""
        if not self.title_links:
            return
        name, title = self.tab.role("link"), self.tab.role("title")
        column = self.columns[self.places[name]] if name in self.places else None
        found = {
            position: address.value
            for position, i in enumerate(data)
            if i in self.title_links
            and (column is None or is_blank(column[i]))
            and (address := link(self.title_links[i])).value
            and not mask(address.value)[1]
        }
        values[name] = [found.get(p, value) for p, value in enumerate(values[name])]
        for position in found:
            self.tell("link_on_title", {}, data[position], self.places[title], title)

    def leave_out_offices(self, values: dict[str, list], data: Sequence[int]) -> None:
        """The office's own row in a register of schools is no school, and nothing else about it is
        worth a word."""
        for position, i in enumerate(data):
            if OFFICE_NAME.match(thai.fold(values["name"][position] or "")):
                self.say_nothing_of(i)
                self.tell("office_is_no_school", {}, i, self.places["name"], "name")
                self.repeats.add(i)
