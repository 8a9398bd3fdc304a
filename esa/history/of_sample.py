"""The sample office opens with a history: its six last Tuesdays, five of them frozen as meetings.

Weeks 1 to 5 are the meetings before today's; week 6 is the sample as it is shown, whose meeting
isn't frozen yet. Their numbers are those of the sample's own follow-ups.
"""

from datetime import date, datetime, time
from pathlib import Path

from esa.history.meetings import MeetingExists, freeze, numbers_taken
from esa.history.store import Store
from esa.reading.declared import declared_by
from esa.reading.office import BANGKOK
from esa.sample.make import all_workbooks, as_csv, with_registers
from esa.sample.make import tabs as all_tabs
from esa.sample.rows import Row
from esa.sample.weeks import FIRST_MEETING, LAST_WEEK, Workbooks, state_of_week, tuesday
from esa.sources.csv_folder import records
from esa.sources.workbook import RawTab, RawWorkbook

OFFICE = Path(__file__).resolve().parents[1] / "sample" / "office"
STARTS = time(9, 0)  # of the meeting; what is frozen is as it was then


def meeting_of_week(week: int) -> tuple[str, date]:
    """Number and day of a week's meeting: week 6 is 12/2557, on 23 September 2557."""
    day = tuesday(week)
    return f"{FIRST_MEETING + week - 1}/{day.year + 543}", day


def raws_of_weeks() -> dict[int, list[RawWorkbook]]:
    """The sample's workbooks as a reading of its folder would have brought them, week by week."""
    last = all_workbooks(LAST_WEEK)  # takes longest, and the earlier weeks follow from it
    known: dict[tuple[str, str], tuple[list[Row], RawTab]] = {}
    weeks = range(1, LAST_WEEK + 1)
    states = {week: state_of_week(last, week) for week in weeks}
    states[LAST_WEEK] = with_registers(states[LAST_WEEK])
    return {week: _raws(state, week, known) for week, state in states.items()}


def _raws(
    workbooks: Workbooks,
    week: int,
    known: dict[tuple[str, str], tuple[list[Row], RawTab]],
) -> list[RawWorkbook]:
    """known: the tabs of the week before, most of which are the same."""
    at, raws = datetime.combine(tuesday(week), STARTS, BANGKOK), []
    for workbook, tabs in sorted(workbooks.items()):
        for name in sorted(tabs):
            if known.get((workbook, name), [None])[0] != tabs[name]:
                tab = RawTab(name, records(as_csv(all_tabs()[name], tabs[name])))
                known[workbook, name] = tabs[name], tab
        found = tuple(known[workbook, name][1] for name in sorted(tabs))
        raws.append(RawWorkbook(workbook, str(OFFICE / workbook), found, at))
    return raws


def make_history(store: Store) -> bool:
    """Put the six weeks into a store, once; whether the five meetings are all there now.

    Nothing that the store holds is changed, and where it can't be written nothing raises but
    NotFrozen (esa.history.meetings). Where it stopped in the middle it goes on.
    """
    weeks = range(1, LAST_WEEK)
    wanted = {meeting_of_week(week)[0] for week in weeks}
    try:
        if wanted <= set(numbers_taken(store)):
            return True
    except OSError:
        return False
    for week, raws in raws_of_weeks().items():
        tabs = declared_by(raws)
        for raw in raws:
            last = store.readings(raw.address)[-1:]
            if not last or last[0].read_at < raw.read_at:
                store.save(raw, tabs=tabs)
        if week < LAST_WEEK:
            number, day = meeting_of_week(week)
            try:
                freeze(store, raws, number, day, raws[0].read_at)
            except MeetingExists:
                continue
    return True
