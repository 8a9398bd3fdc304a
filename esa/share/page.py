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
from esa.share.topics import TITLE, finding, stamp_line, told, topics, until_line
from esa.telling.topic import plain as without_marks
from esa.telling.words import SAMPLE

PRINTS = "พิมพ์หรือบันทึกเป็น PDF ได้จากเมนูของเบราว์เซอร์ หัวข้อที่คลี่ไว้จะอยู่ในกระดาษด้วย"


def shown(office: Redacted, stamp: str, until: date | datetime | None = None) -> Plain:
    """The whole page. stamp: what is known of the meeting or the reading; until: when the link
    ends."""
    if not isinstance(office, Redacted):
        raise TypeError("outside pages draw a redacted office only")
    return Plain(
        title=f"{TITLE} {name(office.name)}",
        finding=finding(office.committee),
        lines=(" · ".join(filter(None, (name(office.name), *_about(office)))),),
        notes=tuple(filter(None, (until_line(until),))),
        stamp=stamp_line(stamp, office.today),
        badge=SAMPLE if office.is_sample else "",
        topics=topics(office.committee),
        told=told,
    )


def _about(office: Redacted) -> tuple[str, ...]:
    return (f"ปีงบประมาณ {office.fiscal_year}", office.stepped_in)


def narrowed(page: Plain, office: Redacted, chosen: Chosen, here: str) -> Plain:
    """The page as it is chosen by links: one table of results, all networks or one. here: its
    address."""
    of = choices.of(office.committee, chosen)
    offered = choices.offered(office.committee, chosen, here)
    return replace(page, topics=topics(of), choices=offered)


def file(office: Redacted, stamp: str) -> str:
    """One file that opens without a server."""
    return plain.file(replace(shown(office, stamp), foot=(PRINTS,)))


def pdf(office: Redacted, stamp: str, until: date | datetime | None = None) -> bytes:
    """A4 portrait, "ข้อมูล ณ …" on every page."""
    page = shown(office, stamp, until)
    paper = topics_pdf.Paper(
        office=name(office.name),
        title=page.finding,
        day=page.stamp,
        about=" · ".join(filter(None, (*_about(office), *page.notes))),
        stamp=TITLE,
        badge=page.badge,
    )
    return topics_pdf.pdf(paper, page.topics, told)


def preview(page: Plain) -> tuple[str, str]:
    """Title and description of a link, for the preview that a chat shows."""
    return page.title, without_marks(page.finding)
