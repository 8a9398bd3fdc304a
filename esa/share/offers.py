"""What could be put out of the results as they are: offered, said what changed, then done or not.

Nothing goes out by itself. An offer that is refused stays inside, and what was published before
stays as it is.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, Protocol

from esa.reading.office import Office
from esa.share.colour_tables import keys_now, table_now
from esa.share.published import Edition, Key, Proposal, proposed

DAMAGED = "อ่านตารางที่เผยแพร่ไว้ไม่ได้ จึงเผยแพร่ฉบับใหม่ไม่ได้ ตรวจที่เก็บประวัติข้อมูล"


class Kept(Protocol):
    """Where published tables are kept; see esa.share.registry."""

    def editions(self, key: Key) -> list[Edition]: ...
    def publish(self, edition: Edition) -> None: ...


class Offer(NamedTuple):
    """A table of results. out: what is published of it, None for nothing; proposal: what would be
    now."""

    key: Key
    out: Edition | None
    proposal: Proposal

    @property
    def title(self) -> str:
        test, grade, year = self.key
        return f"{test} {grade} ปีการศึกษา {year}"

    @property
    def is_new(self) -> bool:
        """Whether there is something that may go out."""
        return self.proposal.edition is not None and not self.proposal.refused


def offers(office: Office, kept: Kept, now: datetime) -> tuple[Offer, ...]:
    """Every table of results, the newest year first; also one whose results are gone."""
    return tuple(_offers(office, kept, now))


def _offers(office: Office, kept: Kept, now: datetime) -> Iterator[Offer]:
    for key, scope in keys_now(office).items():
        try:
            before = kept.editions(key)
        except ValueError:
            yield Offer(key, None, Proposal(None, refused=(DAMAGED,)))
            continue
        last = before[-1] if before and not before[-1].withdrawn else None
        yield Offer(key, last, proposed(table_now(office, key, scope, now), before))


def withdrawal(out: Edition, now: datetime) -> Edition:
    """The edition that takes a table back."""
    return replace(out, number=out.number + 1, at=now, groups=(), withdrawn=True)


def summary(edition: Edition) -> str:
    """What outsiders will see of it and what not, in one line."""
    told = {code for group in edition.groups for code in group.schools if edition.told[group]}
    hidden = len(edition.homes) - len(told)
    small = sum(school.is_small for school in edition.results.values())
    said = f"{len(edition.homes):,} โรงเรียน แสดงสี {len(edition.colours):,} แห่ง"
    said += f" โรงเรียนเล็กนับรวมกัน {small:,} แห่ง" if small else ""
    return f"{said} ไม่แสดงเลย {hidden:,} แห่ง" if hidden else said
