"""What a person reads of the sample, everywhere: it changes on purpose or not at all."""

import pytest

from tests.approved import items
from tests.approved.texts import difference, names, stale
from tests.approved.visits import scripts, seen

HOW = "\n\nOn purpose? Then: make approve, and look at what git diff shows."


@pytest.mark.parametrize("name", names())
def test_it_reads_as_approved(name):
    if lines := difference(name):
        pytest.fail("\n".join(lines) + HOW, pytrace=False)


def test_every_text_is_made_by_something():
    assert stale() == []


def test_every_page_and_every_file_that_a_page_offers_is_held():
    assert set(scripts()) == {visit.page for visit in items.VISITS} | {"meeting"}
    offered = {key for visit in items.VISITS for key in seen(visit).files}
    held = {
        "print_page",
        "print_pdf",
        "pack_pdf",
        "pack_xlsx",
        "school_sheets",
        *(key for _, key in items.WORD),
    }
    for keys in items.WORKBOOKS.values():
        for key in keys.split():
            held |= {key, f"xlsx_{key}", f"csv_{key}"}
    assert offered - held == set()
