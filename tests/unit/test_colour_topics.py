"""Of the committee's colours by network: the worst first, whatever is told of their counts."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from esa.share.colour_tables import Shown
from esa.share.colour_topics import TOTAL, networks_of
from esa.share.suppression import HIDDEN, NOT_TESTED, Seen

counts = st.builds(lambda low, more: Seen("count", low + more, low, low), *[st.integers(1, 99)] * 2)
limits = st.builds(
    lambda kind, limit: Seen(kind, limit=limit),
    st.sampled_from(["below", "above"]),
    st.integers(1, 99),
)


def percent(seen: Seen) -> float:
    if seen.kind == "count":
        return 100 * seen.low / seen.tested
    return -1 if seen.limit is None else seen.limit


@given(st.lists(st.one_of(counts, limits, st.sampled_from([HIDDEN, NOT_TESTED])), max_size=8))
def test_the_worst_network_stands_first_and_what_has_no_percent_last(seen):
    cells = {(f"N{n:02}", TOTAL): Shown(each, "") for n, each in enumerate(seen)}
    cells |= {("", TOTAL): Shown(Seen("count", 10, 10, 10), ""), (TOTAL, TOTAL): Shown(HIDDEN, "")}
    told = networks_of(SimpleNamespace(cells=cells))
    assert [code for code, _ in (told[0], told[-1])] == [TOTAL, ""]
    shares = [percent(shown.seen) for _, shown in told[1:-1]]
    assert shares == sorted(shares, reverse=True)
