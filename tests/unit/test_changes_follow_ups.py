"""Which document closes a resolution, and how far that document has come."""

import pytest

from esa.changes.follow_ups import closing_state

DOCUMENTS = [
    ("1.4.2", 3, "แผนนิเทศ", None, "checked"),
    ("1.4.2", 4, "แผนนิเทศติดตาม", None, "promised"),
    ("1.4.4", 3, "รายงาน", None, "attached"),
    ("2.4.1", 1, "คำสั่งเครือข่าย", "295/2557", "attached"),
]


@pytest.mark.parametrize(
    ("closed_by", "criterion", "state"),
    [
        ("1.4.2 ลำดับที่ 3", None, "checked"),
        ("๑.๔.๒ ลำดับที่ ๓", None, "checked"),
        ("1.4.4 ลำดับที่ 3", "1.4.2", "attached"),  # what is written goes before the criterion
        ("ลำดับที่ 3", "1.4.2", "checked"),
        ("ลำดับที่ 3", None, "unknown"),
        ("1.4.2 ลำดับที่ 33", None, "unknown"),
        ("11.4.2 ลำดับที่ 3", None, "unknown"),
        ("คำสั่ง 295/2557", None, "attached"),
        ("แผน นิเทศ", None, "checked"),
        ("แผนนิเทศติดตาม", "1.4.2", "checked"),  # two are named: the better one
        ("หนังสือแจ้งโรงเรียน", "1.4.2", "unknown"),
        ("  ", "1.4.2", ""),
        (None, "1.4.2", ""),
    ],
)
def test_a_resolution_names_its_document_by_number_or_by_title(closed_by, criterion, state):
    assert closing_state(closed_by, criterion, DOCUMENTS) == state


def test_a_short_title_is_only_found_whole():
    short = [("1.1.1", 1, "ภาพ", None, "checked")]
    assert closing_state("ภาพ", None, short) == "checked"
    assert closing_state("ภาพกิจกรรม", None, short) == "unknown"
