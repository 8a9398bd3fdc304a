"""The parts of the page ถ้ามีหลักฐานเพิ่ม: sets to choose, the points to tick, levels before and after.

What is chosen lives in the address only (have=2.2.2,2.2.3): nothing is written anywhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

import streamlit as st

from esa.judged import Judged
from esa.plain import Rows
from esa.reading.office import Office
from esa.rules.next_steps import NextStep
from esa.rules.vocabulary import ACTION_WORDS, GATE, STAGE_UNITS
from esa.rules.what_if import Candidate, Way, open_points, read_codes, shortest_ways
from esa.screen import filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import words
from esa.telling.board_ladder import short_title
from esa.telling.texts import one_line
from pages.whatif import charts as whatif_charts
from pages.whatif import words as said
from pages.whatif.words import Outcome

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
    aims: dict[str, str]


def ground(judged: Judged, reading: str) -> Ground:
    """See Ground; for judged.once, since the ways are tried one by one."""
    rules = judged.standards
    steps, own = rules.steps(reading), [rules.own("indicators"), rules.own("rubric")]
    order = open_points(rules.points, steps, rules.missing(reading), reading)
    ways = shortest_ways(rules.points, *own, order, reading)
    return Ground(*own, order, ways, aims(steps))


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
        notes.say(f"**{said.NOT_REAL}** · {said.NOTHING_KEPT}")


def indicator(office: Office, order: Sequence[Candidate]) -> str:
    """Code of an indicator that has points to tick, "" for all of them."""
    titles = dict(zip(office.indicators["indicator"], office.indicators["title"], strict=True))
    codes = list(dict.fromkeys(point.indicator for point in order))

    def show(code: object) -> str:
        return f"{code} {short_title(titles.get(code))}" if code else "ทุกตัวบ่งชี้"

    return str(filters.choose("ตัวบ่งชี้", [filters.ALL, *codes], "indicator", show=show) or "")


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
    st.button(
        numerals.digits(label), key=f"set_{key}", type="tertiary", on_click=_add, args=(codes,)
    )


def points(
    office: Office,
    order: Sequence[Candidate],
    have: Collection[str],
    aims: Mapping[str, str],
    group: str,
    only: str,
) -> None:
    """The points to tick, under their indicator with what is missing to its next level.

    aims: indicator → plain words. Ticked ones that the filters leave out stay assumed.
    """
    shown = [
        point
        for point in order
        if (not group or group in point.groups or words.EVERYONE in point.groups)
        and (not only or point.indicator == only)
    ]
    if not shown:
        notes.thanks("ทุกประเด็นในตัวกรองนี้ดำเนินการแล้วและมีหลักฐานชัดเจน", "ไม่มีประเด็นให้ลอง")
        return
    hidden = len(set(have) - {point.criterion for point in shown})
    above = ""
    for point in shown[:MOST_POINTS]:
        if point.indicator != above:
            above = point.indicator
            with st.container(key=f"tried_head_{above}"):
                notes.say(f"**{notes.escape(above)}** :gray[{notes.escape(aims.get(above, ''))}]")
        key = f"{HAVE}_{point.criterion}"
        st.session_state[key] = point.criterion in have
        label = said.point_label(
            point,
            ACTION_WORDS.get(point.action, ""),
            words.groups_short(office, point.groups, most=2),
        )
        st.checkbox(numerals.digits(label), key=key, on_change=_tick, args=(point.criterion, key))
    rest = [f"อีก {len(shown) - MOST_POINTS} ประเด็น เลือกจากตัวกรอง"] * (len(shown) > MOST_POINTS)
    rest += [f"เลือกไว้อีก {hidden} ประเด็นที่ตัวกรองนี้ไม่แสดง"] * (hidden > 0)
    if rest:
        with frame.quiet("tried_rest"):
            notes.say(" · ".join(rest))


def before_and_after(found: Sequence[Outcome]) -> None:
    """The levels as they are and as they would be, and how to tell them apart."""
    with st.container(key="tried_levels", gap="xsmall"):
        notes.panel("ระดับก่อนและหลังการลองคิด", small=True)
        with frame.quiet("tried_legend"):
            notes.say("วงทึบคือระดับตามหลักฐานจริง วงเส้นประลายขีดคือผลของการลองคิด")
        drawing = drawn(whatif_charts.ladder, tuple(found), numerals.digits)
        frame.chart(drawing, numerals.digits(said.alternative(found)), key="tried")


def aims(steps: Iterable[NextStep]) -> dict[str, str]:
    """Indicator → what it takes, plain: อีก 1 ประเด็นเป็นระดับ 2. steps: soonest first."""
    found: dict[str, str] = {}
    for step in steps:
        if step.indicator in found:
            continue
        to = f"จึงเป็นระดับ {step.to_level}" if step.to_level else "จึงสรุประดับได้"
        gate = "เงื่อนไขก่อนให้ระดับอีก" if step.stage == GATE else "อีก"
        found[step.indicator] = one_line(f"{gate} {step.need} {STAGE_UNITS[step.stage]}{to}")
    return found
