"""The first slide: whose meeting, which one, and what exactly is shown."""

from esa.rules.vocabulary import READING_WORDS
from esa.screen import live, past
from esa.telling import words
from esa.telling.standpoint import FINGERPRINT, NOT_FROZEN, Standpoint
from esa.telling.texts import NBSP, full_date, listed, one_line, short_date, shorten
from esa.telling.topic import Topic, act, strong, together


def cover(at: Standpoint) -> Topic:
    office, day = at.office, full_date(at.day, weekday=True)
    shown = f"ข้อมูล ณ {short_date(office.today)} ({NOT_FROZEN})"
    if at.shown:
        shown = f"ข้อมูลที่บันทึกไว้ {FINGERPRINT} {at.shown.fingerprint}"
    sample = words.SAMPLE if office.is_sample else ""
    old = "" if at.shown else _old_copies()
    notes = (
        strong(f"ประชุม{shorten(words.board(office), 60)} ครั้งที่{NBSP}{_number(at)} · {day}"),
        together((shown, READING_WORDS[at.reading], sample)),
        act(shorten(old, 90)) if old else "",
    )
    heading = f"ปีงบประมาณ {office.fiscal_year}"
    return Topic("cover", heading, shorten(office.name, 90), notes=tuple(n for n in notes if n))


def _number(at: Standpoint) -> str:
    """Of the meeting shown, else of that held today, else the next one."""
    today = (each for each in past.listed().meetings if each.meeting_date == at.day)
    held = at.shown or next(today, None)
    return held.number if held else past.suggested(at.day)


def _old_copies() -> str:
    """That a copy is shown which is not as its sheet is now, with its age."""
    shown = live.holder(live.place()).shown
    old = [copy for copy in shown.copies if live.is_old(copy)] if shown else []
    return f"{listed([one_line(copy.name) for copy in old], 2)} {live.since(old)}" if old else ""
