"""The parts of the page ลองคำนวณระดับ: sets to choose and the points to tick.

What is chosen lives in the address only (have=2.2.2,2.2.3): nothing is written anywhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from esa.judged import Judged
from esa.plain import Rows
from esa.reading.office import Office
from esa.rules.what_if import Candidate, Way, open_points, read_codes, shortest_ways
from esa.screen import filters, frame, notes, show
from esa.telling import words
from esa.telling.topic import quiet, strong, together
from esa.telling.words import short_title
from pages.whatif import words as said

HAVE = "have"  # in the address: codes of points, with commas
MOST_POINTS = 40  # ticks in one view; the filters show the others
MOST_WAYS = 6


class Ground(NamedTuple):
    """What every trial in one reading starts from. indicators, rubric: of the edition in use;
    order: the points that can be tried; ways: the shortest to each next level; aims: what each
    indicator lacks, in words."""

    indicators: Rows
    rubric: Rows
    order: list[Candidate]
    ways: list[Way]
    aims: Mapping[str | None, str]


def ground(judged: Judged, reading: str) -> Ground:
    """See Ground; for judged.once, since the ways are tried one by one."""
    rules = judged.standards
    steps, own = rules.steps(reading), [rules.own("indicators"), rules.own("rubric")]
    order = open_points(rules.points, steps, rules.missing(reading), reading)
    ways = shortest_ways(rules.points, *own, order, reading)
    return Ground(*own, order, ways, said.aims(steps))


def written() -> tuple[str, ...]:
    """The codes of the address as they are written there."""
    return read_codes(st.query_params.get(HAVE, ""))


def choose(codes: Iterable[str]) -> None:
    """Assume these points and no others."""
    chosen = ",".join(dict.fromkeys(codes))
    if chosen:
        st.query_params[HAVE] = chosen
    else:
        st.query_params.pop(HAVE, None)


def _add(codes: Sequence[str]) -> None:
    choose([*written(), *codes])


def _tick(code: str, key: str) -> None:
    rest = [each for each in written() if each != code]
    choose([*rest, code] if st.session_state[key] else rest)


def banner() -> None:
    """That this is a trial, before everything else."""
    with st.container(key="tried_banner"):
        show.say(f"{strong(said.NOT_REAL)} · {said.NOTHING_KEPT}")


def indicator(judged: Judged, order: Sequence[Candidate]) -> str:
    """Code of an indicator that has points to tick, "" for all of them."""
    titles = {level.indicator: level.title for level in judged.standards.levels}
    codes = list(dict.fromkeys(point.indicator for point in order))

    def named(code: object) -> str:
        return f"{code} {short_title(titles.get(code))}" if code else "ทุกตัวบ่งชี้"

    return str(filters.choose("ตัวบ่งชี้", [filters.ALL, *codes], "indicator", show=named) or "")


def sets(
    office: Office, ways: Sequence[Way], order: Sequence[Candidate], have: Collection[str]
) -> None:
    """Ready sets of points: the shortest ways, all points of a group; and the way back."""
    own: dict[str, list[str]] = {}
    for point in order:
        for group in point.groups:
            own.setdefault(group, []).append(point.criterion)
    with st.container(key="tried_sets", horizontal=True, gap="small"):
        with st.popover("เลือกเป็นชุด", key="sets"):
            for way in ways[:MOST_WAYS]:
                _set(said.way_label(way), f"way_{way.indicator}", way.points)
            for group, codes in own.items():
                name = words.group_short(office, group)
                _set(said.group_label(name, len(codes)), f"group_{group}", codes)
        if have:
            st.button("เริ่มใหม่", key="tried_none", on_click=choose, args=((),), type="tertiary")


def _set(label: str, key: str, codes: Sequence[str]) -> None:
    shown = show.markdown(label)
    st.button(shown, key=f"set_{key}", type="tertiary", on_click=_add, args=(codes,))


def points(office: Office, ground: Ground, have: Collection[str], group: str, only: str) -> None:
    """The points to tick, under their indicator with what is missing to its next level. Ticked ones
    that the filters leave out stay assumed."""
    shown = [
        point
        for point in ground.order
        if (not group or group in point.groups or words.EVERYONE in point.groups)
        and (not only or point.indicator == only)
    ]
    if not shown:
        notes.thanks("ทุกประเด็นในตัวกรองนี้ดำเนินการแล้วและมีหลักฐานชัดเจน", "ไม่มีประเด็นให้ลอง")
        return
    above = ""
    for point in shown[:MOST_POINTS]:
        if point.indicator != above:
            above = point.indicator
            with st.container(key=f"tried_head_{above}"):
                show.say(f"{strong(above)} {quiet(ground.aims.get(above, ''))}")
        key = f"{HAVE}_{point.criterion}"
        st.session_state[key] = point.criterion in have
        label = said.point_label(point, words.groups_short(office, point.groups, most=2))
        st.checkbox(show.markdown(label), key=key, on_change=_tick, args=(point.criterion, key))
    more, hidden = len(shown) - MOST_POINTS, len(set(have) - {point.criterion for point in shown})
    rest = (
        f"อีก {more} ประเด็น เลือกจากตัวกรอง" if more > 0 else "",
        f"เลือกไว้อีก {hidden} ประเด็นที่ตัวกรองนี้ไม่แสดง" if hidden else "",
    )
    if any(rest):
        with frame.quiet("tried_rest"):
            show.say(together(rest))
