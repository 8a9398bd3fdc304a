"""The six weeks of the sample: exactly what its generator planted is named, and nothing else."""

import pytest

from esa import thai
from esa.changes.compare import changes
from esa.sample import weeks
from esa.sample.make import all_workbooks
from esa.sample.weeks import fits
from tests.unit.changed import told, week

EDITION = "2557"
PLANTED = ("document", "report", "spending", "follow_up", "activity")
LINE = ("FIN", None, "unsplit", None)


def planted(number: int) -> set[tuple]:
    """(subject, key) of what is planted between the week before and this one, by the generator."""
    earlier, later = all_workbooks(number - 1), all_workbooks(number)
    found = set()
    for change in weeks.CHANGES:
        if change.week == number:
            rows = later[change.workbook][change.tab]
            found |= {named(change, row) for row in rows if fits(row, change.key)}
    meetings = [{row["meeting_no"] for row in books["office"]["follow_ups"]}
                for books in (earlier, later)]  # fmt: skip
    found |= {
        ("follow_up", (row["meeting_no"], int(row["item"])))
        for row in later["office"]["follow_ups"]
        if row["meeting_no"] in meetings[1] - meetings[0]
    }
    codes = [
        {row["activity"] for tabs in books.values() for row in tabs.get("network_activities", [])}
        for books in (earlier, later)
    ]
    return found | {("activity", (code,)) for code in codes[1] - codes[0]}


def named(change: weeks.Before, row: dict) -> tuple:
    if change.tab == "follow_ups":
        return "follow_up", (row["meeting_no"], int(row["item"]))
    if change.tab == "spending":
        return "spending", LINE
    key = (change.workbook.upper(), row.get("edition") or EDITION, thai.tidy(row["criterion"]))
    if change.tab == "progress":
        return "report", (*key, None)
    return "document", (*key, int(row["item"]))


# what follows from the planted changes by the rules, counted by hand
FOLLOWS = {
    2: [
        ("point", "gained", "verified", "2.4.1"),
        ("carried_out", "carried_out", "", "2.2.2"),
        ("resource", "new", "value", ("PRO-02", 1)),  # of the activity of that week
    ],
    3: [
        ("level", "rose", "verified", "1.4"),
        ("point", "gained", "verified", "1.4.1"),
        ("point", "gained", "reported", "2.4.2"),
    ],
    4: [
        ("level", "rose", "reported", "1.4"),
        ("level", "became_known", "reported", "2.2"),
        ("level", "became_known", "verified", "2.2"),
        ("point", "gained", "reported", "1.4.3"),
        ("carried_out", "carried_out", "", "2.2.1"),
        ("point", "became_unknown", "verified", "2.4.2"),
        ("problem", "opened", "", "unknown_name"),  # whose check of 2.4.2 it is, misspelt
    ],
    5: [
        ("level", "became_known", "reported", "2.4"),
        ("level", "became_known", "verified", "2.4"),
        ("carried_out", "carried_out", "", "2.4.6"),
        ("problem", "opened", "", "unknown_name"),
        ("problem", "opened", "", "unknown_name"),
        ("problem", "opened", "", "unknown_name"),
    ],
    6: [
        ("level", "rose", "reported", "1.4"),
        ("level", "rose", "verified", "1.4"),
        ("level", "rose", "reported", "2.4"),
        ("level", "became_known", "verified", "2.4"),  # between 1 and 2 before
        ("point", "gained", "verified", "1.4.2"),
        ("point", "gained", "reported", "1.4.4"),
        ("point", "gained", "verified", "2.4.3"),
        ("point", "gained", "reported", "2.4.6"),
        ("point", "gained", "reported", "2.4.9"),
        ("carried_out", "carried_out", "", "2.5.2"),
        ("problem", "opened", "", "odd_separators"),
    ],
}


@pytest.mark.parametrize("number", range(2, 7))
def test_exactly_what_was_planted_between_two_weeks_is_named(number):
    found = changes(week(number - 1), week(number))
    direct = [(change.subject, change.key) for change in found.all if change.subject in PLANTED]
    assert len(direct) == len(set(direct))
    assert set(direct) == planted(number)


@pytest.mark.parametrize("number", range(2, 7))
def test_and_what_follows_from_it_by_the_rules(number):
    found = changes(week(number - 1), week(number))
    rest = [row for row in told(found) if row[0] not in PLANTED]
    short = {"level": 1, "point": 1, "carried_out": 1, "problem": 0}
    seen = [(*row[:3], row[3][short[row[0]]] if row[0] in short else row[3]) for row in rest]
    assert sorted(seen, key=str) == sorted(FOLLOWS[number], key=str)


@pytest.mark.parametrize("number", range(1, 7))
def test_a_week_beside_itself_has_no_change(number):
    assert not changes(week(number), week(number))


def test_the_last_meeting_in_one_sentence_and_who_closed_what():
    found = changes(week(5), week(6))
    assert [change.key[1] for change in found.rose] == ["1.4", "2.4"]
    assert [(change.was.level, change.now.level) for change in found.rose] == [(4, 5), (2, 3)]
    assert found.fell == () and found.of("level", "fell", "verified") == ()
    assert [change.key for change in found.closed] == [("9/2557", 2), ("11/2557", 1)]
    assert [change.key for change in found.closed_by_checked_evidence] == [("9/2557", 2)]
    assert [change.key for change in found.of("follow_up", "opened")] == [
        ("12/2557", item) for item in (1, 2, 3)
    ]


def test_every_change_names_a_cell_that_views_can_link_to():
    found = changes(week(5), week(6))
    state = week(6).office
    (spent,) = found.of("spending")
    assert state.cell(spent.cell.tab, (spent.cell.workbook, spent.cell.row), spent.cell.column)[0]
    for change in found.all:
        name = state.cell(change.cell.tab, (change.cell.workbook, change.cell.row),
                          change.cell.column)  # fmt: skip
        assert name[0].isalpha(), change


def test_money_is_told_exactly_and_by_group():
    found = changes(week(5), week(6))
    (spent,) = found.of_group("FIN").of("spending")
    assert str(spent.difference) == "241778.57"
    groups = found.by_group(week(6).office.groups["group"])
    assert list(groups)[-1] == ""
    assert {change.key[1] for change in groups["SUP"].rose} == {"1.4"}
    assert all(change.concerns("AM") for change in groups["AM"].all)
    assert set(told(found)) == {row for part in groups.values() for row in told(part)}


@pytest.mark.parametrize("number", range(1, 7))
def test_no_week_knows_of_days_to_come_or_of_what_was_not_there_yet(number):
    codes = {problem.code for problem in week(number).office.problems}
    assert "date_in_future" not in codes
    listed = set(week(number).office.network_activities["activity"])
    assert set(week(number).office.resources["activity"]) <= listed
