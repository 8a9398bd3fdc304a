"""Names of groups as people write them → the group's own name, so that the office knows it."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, process

from esa import thai
from esa.templates.workbooks import ALL_GROUPS, USUAL_GROUPS

_ALIKE = 88  # of 100: the same name with a slip of the hand
_EVERYBODY = ("ทุกกลุ่ม", "ทุกคน", "ทุกกลุ่ม/หน่วย", "ทุกกลุ่มงาน", "ทุกกลุ่ม/งาน", "ทุกกลุ่มและหน่วย")
_BETWEEN = re.compile(r"\s*[/,;]\s*|\s+และ(?=กลุ่ม|หน่วย)")
_MOST, _MOST_TOGETHER = 80, 300  # letters of a name, and of several that are kept in mind


class Group(NamedTuple):
    code: str
    name: str
    kind: str = "group"


class Names:
    """The groups of an office; the usual ones where it lists none."""

    def __init__(self, rows: Iterable[tuple[str, str, str, Sequence[str]]] = ()):
        self.groups: list[Group] = []
        self._known: dict[str, Group] = {}
        self._said: dict[str, list[str] | None] = {}
        self._everybody = frozenset(map(thai.fold, _EVERYBODY))
        for code, name, kind, aliases in tuple(rows) or USUAL_GROUPS:
            group = Group(code, name, kind)
            self.groups.append(group)
            for word in (code, name, *aliases):
                self._known.setdefault(thai.fold(word), group)
        usual = {code: aliases for code, _, _, aliases in USUAL_GROUPS}
        for group in self.groups:
            for word in usual.get(group.code, ()):
                self._known.setdefault(thai.fold(word), group)

    def group(self, written: str) -> Group | None:
        """The group of that name or code, with a slip of the hand; None where it isn't certain."""
        if len(written) > _MOST:
            return None
        word = thai.fold(re.sub(r"^[-–•\d.)\s]+", "", written))
        if word in self._known:
            return self._known[word]
        near = process.extract(word, list(self._known), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        found = {self._known[each[0]].code for each in near}
        return self._known[near[0][0]] if len(found) == 1 and len(word) > 6 else None

    def names(self, written: str) -> list[str] | None:
        """The names of one or several groups; None where one of them isn't known."""
        if len(written) > _MOST_TOGETHER:
            return self._names(written)
        if written not in self._said:  # a report says the same names again and again
            self._said[written] = self._names(written)
        found = self._said[written]
        return None if found is None else [*found]

    def _names(self, written: str) -> list[str] | None:
        found = []
        for part in [written] if self._one(written) else _BETWEEN.split(written):
            name = self._one(part.strip())
            if name is None:
                return None
            found.append(name)
        return found

    def _one(self, written: str) -> str | None:
        if thai.fold(written) in self._everybody:
            return ALL_GROUPS
        group = self.group(written)
        return group.name if group else None
