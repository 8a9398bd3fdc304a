"""A page as it is read: the tree of its elements, in order, as lines. Options of filters and help
are told once, where a page is opened without filters."""

import re
from dataclasses import dataclass, field

import pandas as pd
from streamlit.testing.v1 import AppTest

from tests.approved import drawings
from tests.approved.lines import door, line, of_html, of_markdown, row

UNSEEN = ("key_", "tap_", "meeting_told", "switches")  # only for keys and fingers; told once
LATER = "‹บนโทรศัพท์อยู่ท้าย›"
HEADINGS = {"title": "# ", "header": "## ", "subheader": "## "}
FOLDED = ("expander", "popover")
_EMPHASIS = re.compile(r'<(?:b|span) class="((?:act|done|quiet|strong)[ a-z]*)">(.*?)</')
_STYLE = re.compile(r'style="([^"]*)"')
_STRONG = re.compile(r"(?::[a-z]+\[)?\*\*.+?\*\*\]?")


@dataclass
class Read:
    """lines: of the page, in order; drawn: what is written in each drawing, by its name; doors:
    where links lead; codes: what is to be copied, by the label of its fold; strong: what is
    emphasised in sentences; styles: of our HTML, widths and sizes among them."""

    lines: list[str] = field(default_factory=list)
    drawn: dict[str, list[str]] = field(default_factory=dict)
    doors: dict[str, None] = field(default_factory=dict)
    codes: dict[str, list[str]] = field(default_factory=dict)
    strong: list[str] = field(default_factory=list)
    styles: dict[str, None] = field(default_factory=dict)


def read(app: AppTest, in_full: bool = False) -> Read:
    """What is read on the page. in_full: with the options of filters and help."""
    if app.exception:
        raise AssertionError([each.value for each in app.exception])
    reader = _Reader(in_full)
    reader.inside(app._tree, _Place())
    return reader.found


@dataclass(frozen=True)
class _Place:
    """Where an element stands: key of its container, its fold."""

    key: str = ""
    fold: str = ""


class _Reader:
    def __init__(self, in_full: bool):
        self.in_full = in_full
        self.found = Read()

    def say(self, text: str) -> None:
        if text:
            self.found.lines.append(text)

    def link(self, label: str, address: str) -> None:
        self.found.doors[f"{line(label)} → {door(address)}"] = None

    def marked(self, written: str, prefix: str = "") -> None:
        self.found.strong += [line(each) for each in _STRONG.findall(written)]
        for said in of_markdown(written, self.link):
            self.say(prefix + said)

    def inside(self, node: object, place: _Place) -> None:
        for child in node.children.values():
            if hasattr(child, "children"):
                self.block(child, place)
            else:
                self.element(child, place)

    def block(self, block: object, place: _Place) -> None:
        key = _key(block)
        if key.startswith(UNSEEN) and not (self.in_full and key == "switches"):
            return
        fold = place.fold
        if key.startswith("later"):
            self.say(LATER)
        if block.type in FOLDED:
            label = (block.proto.popover if block.type == "popover" else block.proto).label
            self.marked(label, "▸ ")
            fold = " ".join(of_markdown(label))
        self.inside(block, _Place(key or place.key, fold))

    def element(self, element: object, place: _Place) -> None:
        kind, proto = element.type, element.proto
        if kind in ("button", "download_button", "page_link", "link_button"):
            if kind != "button" or not _key(element).startswith(UNSEEN):
                self.pressed(kind, proto)
        elif kind in ("title", "header", "subheader"):
            self.marked(proto.body, HEADINGS[kind])
        elif kind in ("markdown", "caption", "toast"):
            self.marked(proto.body)
        elif kind in ("info", "warning", "error", "success"):
            self.marked(proto.title, "! ")
            self.marked(proto.body)
        elif kind == "html":
            self.html(proto.body, place)
        elif kind == "code":
            lines = [line(each) for each in proto.code_text.split("\n")]
            self.found.codes.setdefault(place.fold, []).extend([*lines, ""])
            for said in lines:
                self.say(said)
        elif kind == "vega_lite_chart":
            self.found.lines.append(self.drawn(drawings.of_chart(proto, self.in_full), place))
        elif kind == "dataframe":
            self.table(element)
        elif kind == "image":
            self.say(f"‹รูป› {' '.join(line(each.caption) for each in proto.imgs)}")
        elif kind != "space":
            self.asked(kind, element)

    def pressed(self, kind: str, proto: object) -> None:
        self.marked(proto.label)
        self.help(proto)
        if kind == "page_link":
            query = proto.query_string.lstrip("?")
            self.link(" ".join(of_markdown(proto.label)), f"{proto.page}?{query}".rstrip("?"))
        elif kind == "link_button":
            self.link(proto.label, proto.url)

    def html(self, body: str, place: _Place) -> None:
        self.found.styles |= dict.fromkeys(_STYLE.findall(body))
        self.found.strong += [f"{how}: {line(said)}" for how, said in _EMPHASIS.findall(body)]
        for said in of_html(body, self.link, lambda lines: self.drawn(lines, place)):
            self.say(said)

    def drawn(self, lines: list[str], place: _Place) -> str:
        """Keeps what is written in a drawing; the line that stands in its place."""
        name = "drawing" if place.key.startswith("sized") else place.key or "drawing"
        same = sum(each.split(" #")[0] == name for each in self.found.drawn)
        name = f"{name} #{same + 1}" if same else name
        self.found.drawn[name] = lines
        return f"‹ภาพ› {name}"

    def table(self, element: object) -> None:
        table = element.value
        self.say(f"‹ตาราง› {line(element.proto.alt)}")
        self.say(row(list(table.columns)))
        for cells in table.itertuples(index=False):
            self.say(row([_plain(cell) for cell in cells]))

    def asked(self, kind: str, element: object) -> None:
        """A box to choose or type in, with what is chosen."""
        proto, label = element.proto, " ".join(of_markdown(element.label))
        if kind in ("toggle", "checkbox"):
            self.say(f"{'☑' if element.value else '☐'} {label}")
        else:
            self.say(f"{label}: {line(_chosen(kind, element))}")
        self.help(proto)
        options = getattr(element, "options", None)
        if self.in_full and options:
            self.say(f"  ▾ {' · '.join(line(each) for each in options)}")
        if self.in_full and getattr(proto, "placeholder", ""):
            self.say(f"  ‹ช่องว่าง› {line(proto.placeholder)}")

    def help(self, proto: object) -> None:
        if self.in_full and getattr(proto, "help", ""):
            self.marked(proto.help, "  ? ")


def _key(node: object) -> str:
    """The key of a container or an element, as our code names it."""
    identity = getattr(getattr(node, "proto", None), "id", "") or ""
    return identity.split("-", 2)[2] if identity.startswith("$$ID-") else ""


def _chosen(kind: str, element: object) -> str:
    """What a box holds, in the words of its options."""
    proto, options = element.proto, getattr(element, "options", ())
    if kind == "selectbox":
        return proto.raw_value if proto.set_value else options[proto.default] if options else ""
    if kind == "radio":
        return options[element.index] if element.index is not None else ""
    if kind == "multiselect":
        return ", ".join(
            proto.raw_values if proto.set_value else (options[n] for n in proto.default)
        )
    return "" if element.value is None else str(element.value)


def _plain(value: object) -> object:
    """A cell of a table: nothing for blank, whole numbers without a point."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    return int(value) if isinstance(value, float) and value == int(value) else value
