"""What a committee's visitor chooses by links: which table of results, and one network or all.

A choice only takes away from what the link shows; what isn't there is answered as nothing chosen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from esa.documents.plain import Choice, Option
from esa.share.colour_tables import TOTAL, ColourTable
from esa.share.colour_topics import network_name, table_title
from esa.share.committee import Committee, of_networks
from esa.share.outside import name
from esa.share.suppression import SEVERAL

EVERY = "ทุกเครือข่าย"


class Chosen(NamedTuple):
    """test, grade and year of the table, "" for the first; network: code, "" for all."""

    test: str = ""
    grade: str = ""
    year: str = ""
    network: str = ""


def chosen(whole: Committee, asked: Mapping[str, str]) -> Chosen:
    """What an address asks for, as far as it is there."""
    wanted = Chosen(*(str(asked.get(part, "")) for part in Chosen._fields))
    table = next((_key(t) for t in whole.colours if _key(t) == wanted[:3]), ("", "", ""))
    network = wanted.network if wanted.network in _networks(whole) else ""
    return Chosen(*table, network)


def of(whole: Committee, picked: Chosen) -> Committee:
    """What is shown of it."""
    tables = [t for t in whole.colours if _key(t) == picked[:3]] or whole.colours[:1]
    found = replace(whole, colours=tuple(tables))
    return of_networks(found, (picked.network,)) if picked.network else found


def offered(whole: Committee, picked: Chosen, here: str) -> tuple[Choice, ...]:
    """The choices with their links; none where there is nothing to choose."""
    lists = (
        ("ผลการทดสอบ", list(_tables(whole, picked))),
        ("เครือข่าย", list(_network_links(whole, picked))),
    )
    return tuple(
        Choice(label, tuple(_option(text, link, picked, here) for text, link in links))
        for label, links in lists
        if len(links) > 1
    )


def _option(text: str, link: Chosen, picked: Chosen, here: str) -> Option:
    query = urlencode({part: value for part, value in link._asdict().items() if value})
    return Option(text, "" if link == picked else f"{here}?{query}" if query else here)


def _tables(whole: Committee, picked: Chosen) -> Iterator[tuple[str, Chosen]]:
    for number, table in enumerate(whole.colours):
        key = _key(table) if number or picked[:3] == _key(table) else ("", "", "")
        yield table_title(table), Chosen(*key, picked.network)


def _network_links(whole: Committee, picked: Chosen) -> Iterator[tuple[str, Chosen]]:
    yield EVERY, picked._replace(network="")
    for code, text in _networks(whole).items():
        yield text, picked._replace(network=code)


def _networks(whole: Committee) -> dict[str, str]:
    """Code → name of every network that is shown, those of schools first."""
    listed = sorted(whole.networks, key=lambda each: each.kind != "school_network")
    found = {each.network: name(each.name) for each in listed}
    for table in whole.colours:
        found |= {
            code: network_name(table, code)
            for code, column in table.cells
            if column == TOTAL and code not in (TOTAL, SEVERAL, "", *found)
        }
    return found


def _key(table: ColourTable) -> tuple[str, str, str]:
    return table.test, table.grade, str(table.academic_year)
