"""What could be put out of the results as they are: offered, said what changed, then done or not.

Nothing goes out by itself. An offer that is refused stays inside, and what was published before
stays as it is.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, Protocol

from esa.judged import Judged
from esa.share.colour_tables import keys_now, table_now
from esa.share.published import Edition, Key, Proposal, proposed

DAMAGED = "อ่านตารางที่เผยแพร่ไว้ไม่ได้ จึงเผยแพร่ฉบับใหม่ไม่ได้ โปรดตรวจที่เก็บประวัติข้อมูล"


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

    def going_out(self, now: datetime) -> Edition:
        """The edition of one that is_new as it is published at that moment."""
        return replace(self.proposal.edition, at=now)


def offers(judged: Judged, kept: Kept) -> tuple[Offer, ...]:
    """Every table of results, the newest year first; also one whose results are gone."""
    return tuple(_offers(judged, kept))


def _offers(judged: Judged, kept: Kept) -> Iterator[Offer]:
    for key, table in judged.once(_tables_now).items():
        try:
            before = kept.editions(key)
        except ValueError:
            yield Offer(key, None, Proposal(None, refused=(DAMAGED,)))
            continue
        last = before[-1] if before and not before[-1].withdrawn else None
        yield Offer(key, last, proposed(table, before))


def _tables_now(judged: Judged) -> dict[Key, Edition]:
    """Each table as the sheets are; dated anew when it is published."""
    office = judged.office
    return {
        key: table_now(office, key, scope, office.read_at)
        for key, scope in keys_now(office).items()
    }


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
    return f"{said} ไม่แสดง {hidden:,} แห่ง" if hidden else said
