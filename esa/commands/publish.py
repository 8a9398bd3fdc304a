"""python -m esa publish: put tables of test results out for the committee, or take one back.

With a target it publishes the office to its province or the ministry instead: see esa.rollup.
"""

import argparse
from datetime import datetime

from esa.commands.history import add_place, now_or_frozen
from esa.commands.reading import address_of, read, refuse, section
from esa.history.place import place_of
from esa.judged import Judged
from esa.reading.office import BANGKOK
from esa.share.offers import Offer, offers, summary, withdrawal
from esa.share.registry import Registry, registry_at
from esa.thai import show_date

NO_CODE = (
    "ใส่รหัสสำนักงาน --code หรือ [rollup] office ใน secrets.toml เป็นตัวเลข 4–8 หลัก · "
    "name the office's code, 4 to 8 digits"
)


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "publish", help="เผยแพร่ผลการทดสอบให้กรรมการ · publish tables of test results"
    )
    command.add_argument("office", help="สำนักงาน (โฟลเดอร์หรือที่อยู่ชีต) · the office")
    command.add_argument(
        "target",
        nargs="?",
        help="ที่รวมข้อมูลของจังหวัดหรือกระทรวง โฟลเดอร์หรือ s3://… · where many offices publish",
    )
    command.add_argument("--meeting", help="ครั้งที่บันทึกไว้ เช่น 12/2557 · as frozen (with a target)")
    command.add_argument("--code", help="รหัสสำนักงาน ตัวเลข 4–8 หลัก · the office's code")
    for name in ("test", "grade", "year"):
        command.add_argument(f"--{name}", help="เฉพาะตารางนี้ · only this table")
    command.add_argument("--yes", action="store_true", help="เผยแพร่จริง · do it, not only say it")
    command.add_argument("--withdraw", action="store_true", help="ถอนตารางที่เผยแพร่ · take it back")
    add_place(command)
    command.set_defaults(do=publish)


def registry_of(chosen: argparse.Namespace) -> Registry:
    """Where the office's links and published tables are kept."""
    return registry_at(chosen.place or place_of(address_of(chosen.office)), {})


def publish(chosen: argparse.Namespace) -> int:
    """Say what would go out and what changed; with --yes it does. 2 where a table is refused."""
    if chosen.target:
        return _to_target(chosen)
    kept, now = registry_of(chosen), datetime.now(BANGKOK)
    wanted = (chosen.test, chosen.grade, chosen.year)
    found = [
        offer
        for offer in offers(Judged(read(chosen.office)), kept)
        if all(not want or want == str(part) for want, part in zip(wanted, offer.key, strict=True))
    ]
    if not found:
        return refuse("ไม่พบผลการทดสอบชุดนี้ · no such results")
    for offer in found:
        _say(offer)
        if chosen.withdraw and offer.out:
            if chosen.yes:
                kept.publish(withdrawal(offer.out, now))
            print("  ถอนแล้ว · taken back" if chosen.yes else "  จะถอน · would be taken back")
        elif not chosen.withdraw and offer.is_new:
            if chosen.yes:
                kept.publish(offer.going_out(now))
            print("  เผยแพร่แล้ว · published" if chosen.yes else "  จะเผยแพร่เมื่อใส่ --yes · with --yes")
    return 2 if any(offer.proposal.refused for offer in found) else 0


def _say(offer: Offer) -> None:
    since = f"เผยแพร่เมื่อ {show_date(offer.out.at.date())}" if offer.out else "ยังไม่เผยแพร่"
    print(f"{offer.title} · {since}")
    if offer.proposal.edition:
        print(f"  {summary(offer.proposal.edition)}")
    for line in offer.proposal.changes:
        print(f"  เปลี่ยน · {line}")
    for line in offer.proposal.refused:
        print(f"  เผยแพร่ไม่ได้ · refused: {line}")
    if not offer.proposal.edition and not offer.proposal.refused:
        print("  ตรงกับที่เผยแพร่แล้ว · nothing to publish")


def _to_target(chosen: argparse.Namespace) -> int:
    """Publish one state of the office to a target, or take it back."""
    from esa.rollup.many import Settings  # pyarrow takes a while to load
    from esa.rollup.publishing import publish_office, state_now, withdraw_office

    code = chosen.code or str(section("rollup").get("office") or "")
    to = Settings(chosen.target, office=code)
    office, meeting = now_or_frozen(chosen)
    judged = Judged(office)
    try:
        state = state_now(to, judged, meeting)
    except ValueError:
        return refuse(NO_CODE)
    try:
        if chosen.withdraw:
            there = withdraw_office(to, state)
            print(f"{state.folder}: {'ถอนแล้ว · taken back' if there else 'ไม่มี · nothing there'}")
            return 0 if there else 2
        made = publish_office(to, judged, registry_of(chosen), datetime.now(BANGKOK), meeting)
    except OSError as error:
        return refuse(f"เขียนลงที่รวมข้อมูลไม่ได้ · can't write to the target: {type(error).__name__}")
    print(f"{state.folder}: {made.rows:,} แถว ส่งครั้งที่ {made.times} · published")
    return 0
