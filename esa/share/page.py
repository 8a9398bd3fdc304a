"""What one link shows, as a page of plain HTML, as one file, and as a PDF: the same topics.

All three are made of the redacted office only, so that none holds more than the others.
"""

from dataclasses import replace
from datetime import date, datetime

from esa.documents import plain, topics_pdf
from esa.documents.plain import Plain
from esa.share import choices
from esa.share.choices import Chosen
from esa.share.outside import name
from esa.share.redaction import Redacted
from esa.share.topics import TITLE, first_lines, stamp_line, told, topics, until_line
from esa.telling.topic import together
from esa.telling.words import SAMPLE

PRINTS = "พิมพ์หรือบันทึกเป็น PDF ได้จากเมนูของเบราว์เซอร์ หัวข้อที่เปิดไว้จะพิมพ์ด้วย"


def shown(office: Redacted, stamp: str, until: date | datetime | None = None) -> Plain:
    """The whole page. stamp: what is known of the meeting or the reading; until: when the link
    ends."""
    if not isinstance(office, Redacted):
        raise TypeError("outside pages draw a redacted office only")
    found = topics(office.committee)
    return Plain(
        title=f"{TITLE} {name(office.name)}",
        finding=name(office.name),
        first=first_lines(found),
        notes=(together((*_about(office), until_line(until))),),
        stamp=stamp_line(stamp, office.today),
        badge=SAMPLE if office.is_sample else "",
        topics=found,
        told=told,
    )


def _about(office: Redacted) -> tuple[str, ...]:
    return (f"ปีงบประมาณ {office.fiscal_year}", office.stepped_in)


def narrowed(page: Plain, office: Redacted, chosen: Chosen, here: str) -> Plain:
    """The page as it is chosen by links: one table of results, all networks or one. here: its
    address."""
    of = choices.of(office.committee, chosen)
    offered = choices.offered(office.committee, chosen, here)
    found = topics(of)
    return replace(page, topics=found, first=first_lines(found), choices=offered)


def file(office: Redacted, stamp: str) -> str:
    """One file that opens without a server."""
    return plain.file(replace(shown(office, stamp), foot=(PRINTS,)))


def pdf(office: Redacted, stamp: str, until: date | datetime | None = None) -> bytes:
    """A4 portrait, "ข้อมูล ณ …" on every page."""
    page = shown(office, stamp, until)
    paper = topics_pdf.Paper(
        office=name(office.name),
        title=TITLE,
        day=page.stamp,
        about=" · ".join(page.notes),
        stamp=TITLE,
        badge=page.badge,
        first=tuple(said for _, said in page.first),
    )
    return topics_pdf.pdf(paper, [replace(topic, finding="") for topic in page.topics], told)
