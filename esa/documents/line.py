"""Topics as a text to paste into LINE: what one group is sent. LINE knows no markup."""

from collections.abc import Callable, Iterator, Sequence

from esa.telling import words
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, short_date, shorten, thai_digits, unfolded
from esa.telling.topic import Entry, Topic, plain

LONGEST = 120  # letters of a sentence
MOST, MOST_TO_DO = 8, 25  # entries of a topic
MOST_OF_PART = 4  # of one within it, before the others had their turn


def line(at: Standpoint, topics: Sequence[Topic], in_thai_digits: bool = False) -> str:
    """The text for the group from where they are told. Names of cells keep their digits."""

    def put(text: str) -> str:
        return thai_digits(plain(text).replace(NBSP, " "), in_thai_digits)

    name = words.group_name(at.office, at.group)
    doubt = words.stepped_in(at.office)
    day = f"ข้อมูล ณ {short_date(at.office.today)}"
    blocks = [put(f"{name} ({' · '.join(filter(None, (day, doubt)))})")]
    for topic in topics:
        first, rest = _own(at, topic)
        if own := [*first, *rest]:
            head = map(put, _heading(topic, own))
            blocks.append("\n".join([*head, *_lines(at, topic, own, put)]))
    return "\n\n".join(blocks)


def _heading(topic: Topic, own: Sequence[Entry]) -> Iterator[str]:
    """The heading and the finding, which says neither the heading nor the first entry again. Where
    there are others to be done: how many are this group's, and that the finding is of all."""
    about, _, more = plain(topic.finding).partition(": ")
    finding = more if more and plain(topic.heading).startswith(about) else plain(topic.finding)
    if topic.todo and finding:
        yield f"{topic.heading} {len(own)} เรื่อง"
        yield f"ทั้งสำนักงาน: {finding}"
        return
    yield topic.heading
    if finding and finding not in plain(own[0].text):
        yield finding


def _own(at: Standpoint, topic: Topic, most: int | None = None) -> tuple[list, list]:
    """The entries of a topic, and of those within it, that the group is sent, what is
    urgent before what only happened: the first of each, and all the rest."""
    own = [entry for entry in topic.entries if entry.groups and at.concerns(entry.groups)]
    if not topic.todo:  # which has its order
        own.sort(key=lambda entry: not entry.urgent)
    first, rest = own[:most], own[len(own[:most]) :]
    for part in topic.parts:
        of_part, others = _own(at, part, MOST_OF_PART)
        first, rest = first + of_part, rest + others
    return first, rest


def _lines(
    at: Standpoint, topic: Topic, own: Sequence[Entry], put: Callable[[str], str]
) -> Iterator[str]:
    """What is to be done is numbered and says its cell; the rest only what happened."""
    most = unfolded(len(own), MOST_TO_DO if topic.todo else MOST)
    for number, entry in enumerate(own[:most], start=1):
        text = shorten(plain(entry.text), LONGEST)
        if not topic.todo:
            yield put(f"- {text}")
            continue
        yield put(f"{number}) {text}" + (f" ({entry.lead})" if entry.lead else ""))
        yield from (put(part) for part in entry.note.split("\n") if part)
        if entry.cell:
            yield f"กรอกที่: {words.where(at.office, *entry.cell)}".replace(NBSP, " ")
    if len(own) > most:
        yield put(f"และอีก {len(own) - most} เรื่อง")
