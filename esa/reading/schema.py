"""What the sheets look like: sheets_schema/*.toml → Tab and Field.

The words are those of Frictionless Table Schema (fields, name, title, type, constraints,
primaryKey, foreignKeys); ours stand beside them and other tools ignore them. One descriptor
serves reading, checking, templates, headings on screen and sheets_schema/README.md.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the rules need pandas, and who only asks for the tabs doesn't
    from esa.rules.evidence import Cells


FOLDER = Path(__file__).resolve().parents[2] / "sheets_schema"
REMARK = {
    "name": "remark",
    "title": "หมายเหตุ",
    "type": "string",
    "description": "ข้อความเพิ่มเติม ใส่ ข้อมูลตัวอย่าง หรือ สมมติ หากไม่ใช่ข้อมูลจริง",
}


@dataclass(frozen=True)
class Category:
    """One allowed word: value in tables and code, label in the sheet, aliases also accepted."""

    value: str
    label: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """One column of a tab; see sheets_schema/README.md for what each attribute means."""

    name: str
    title: str
    type: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    example: str = ""
    unit: str = ""
    unit_from: str = ""  # the field that says the unit of each number: of the row, or "tab.field"
    format: str = ""
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    code: bool = False
    exact: bool = False
    categories: tuple[Category, ...] = ()
    open: bool = False  # words of the office's own may stand beside the categories
    range_end: str = ""
    public_name: bool = False
    same_spelling: bool = False
    sheet: bool = False
    ordinal: bool = False  # a number that only orders the rows: it never costs one
    several: bool = False  # several codes, or a range of them, may stand in one cell
    denial: str = ""  # what words that deny do to the cell: "blank" or "told"
    decided_by: str = ""  # a small percent is no doubt here: the counts of its set decide
    # Of a column that an office declares itself only, see register_columns.toml: kind is its type.
    kind: str = ""
    key: bool = False
    unit_word: str = ""  # its unit, as the office calls it
    adds_up: bool = False
    outside: bool = False

    def __hash__(self) -> int:
        """Of its name alone: much is kept by field, and all of it together takes long."""
        return hash(self.name)

    def label(self, value: object) -> str:
        """The Thai word of a category's value; the value itself where it is no category."""
        return next((c.label for c in self.categories if c.value == value), str(value))


@dataclass(frozen=True)
class Reference:
    """fields of this tab hold keys (or names) of another tab's fields."""

    fields: tuple[str, ...]
    tab: str
    target: tuple[str, ...]


@dataclass(frozen=True)
class Tab:
    """One table of a workbook. workbook: office, group or every; duplicates: aside, keep or
    first."""

    name: str
    title: str
    workbook: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    description: str = ""
    keeper: str = ""
    unique_in: str = "workbook"
    duplicates: str = "aside"
    references: tuple[Reference, ...] = ()
    by_name: Mapping[str, Field] = attribute(default_factory=dict, compare=False, repr=False)
    # (workbook, row) where an office declares it; None of a tab of sheets_schema/
    at: tuple[str, int] | None = None
    filed: "Cells | None" = None  # how the rows of such a tab are documents; None where they aren't

    def __hash__(self) -> int:
        """Of its name alone, see Field."""
        return hash(self.name)

    def role(self, name: str) -> str:
        """The column that is the title, link or place of a document; "" where there is none."""
        name = getattr(self.filed, name) if self.filed else name
        return name if name in self.by_name else ""

    def field(self, name: str) -> Field:
        """The column of that English name; KeyError where there is none."""
        return self.by_name[name]


def as_tuple(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def field_from(descriptor: Mapping) -> Field:
    """One [[fields]] entry of a descriptor; TypeError names a word that is not in use."""
    apart = ("constraints", "categories", "aliases", "reference")
    words = {k: v for k, v in descriptor.items() if k not in apart}
    limits = descriptor.get("constraints", {})
    categories = tuple(
        Category(c["value"], c["label"], tuple(c.get("aliases", ())))
        for c in descriptor.get("categories", ())
    )
    words["example"] = str(words.get("example", ""))
    aliases = tuple(descriptor.get("aliases", ()))
    return Field(**words, **limits, categories=categories, aliases=aliases)


def tab_from(descriptor: Mapping) -> Tab:
    """A whole descriptor as a Tab; the column remark is added to every tab."""
    fields = tuple(field_from(entry) for entry in [*descriptor["fields"], REMARK])
    own = ({"fields": each["name"], **each} for each in descriptor["fields"] if "reference" in each)
    references = tuple(
        Reference(
            as_tuple(entry["fields"]),
            entry["reference"]["resource"],
            as_tuple(entry["reference"]["fields"]),
        )
        for entry in (*descriptor.get("foreignKeys", ()), *own)
    )
    return Tab(
        name=descriptor["name"],
        title=descriptor["title"],
        workbook=descriptor["workbook"],
        fields=fields,
        key=as_tuple(descriptor.get("primaryKey", [each.name for each in fields if each.key])),
        aliases=tuple(descriptor.get("aliases", ())),
        description=descriptor.get("description", ""),
        keeper=descriptor.get("keeper", ""),
        unique_in=descriptor.get("unique_in", "workbook"),
        duplicates=descriptor.get("duplicates", "aside"),
        references=references,
        by_name={field.name: field for field in fields},
    )


@cache
def read_descriptors() -> Mapping[str, Mapping]:
    """Every descriptor, by name, as TOML gives it. Never changed."""
    paths = sorted(FOLDER.glob("*.toml"))
    descriptors = [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]
    return {descriptor["name"]: descriptor for descriptor in descriptors}


@cache
def read_tabs() -> Mapping[str, Tab]:
    """Every tab of sheets_schema/, by name, in the order of the file names. Never changed."""
    return {name: tab_from(descriptor) for name, descriptor in read_descriptors().items()}
