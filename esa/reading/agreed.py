"""Several readings of one tab, nobody knows which is right → the rows that all of them hold.

Two copies of a workbook, or two tabs of one name, may both be filled in. What stands in all of them
is counted once; what differs is unknown and told with the number of rows.
Source: docs/rules.md, "Reading".
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from esa.plain import Rows
from esa.reading.problems import Problem
from esa.reading.tables import TableRead, without_noise

NOT_COMPARED = ("remark", "group")


def agreed(
    reads: Sequence[TableRead], code: str, names: Sequence[str], equal: str = ""
) -> TableRead:
    """The first reading with only the rows that the others hold too.

    code, names: of the problem that tells how many rows differ, and what the readings are called.
    Fact count: different rows that not all of them hold; such rows of the first count as aside.
    equal: code of what is told where none differs, "" where nothing is.
    """
    first = reads[0]
    if len(reads) == 1:
        return first
    contents = [_contents(read.rows) for read in reads]
    common = Counter(contents[0])
    every = Counter(contents[0])
    for each in contents[1:]:
        common &= Counter(each)
        every |= Counter(each)
    left, keep = Counter(common), []
    for content in contents[0]:
        keep.append(left[content] > 0)
        left[content] -= 1
    differing = (every - common).total()
    if not differing:
        told = Problem(equal, first.workbook, first.tab.name, facts={"value": ", ".join(names)})
        return replace(first, problems=(*first.problems, told)) if equal else first
    rows = first.rows.where(keep)
    facts = {"count": differing, "value": ", ".join(names)}
    told = Problem(code, first.workbook, first.tab.name, facts=facts)
    health = replace(
        first.health, used=len(rows), aside=first.health.aside + len(first.rows) - len(rows)
    )
    return replace(first, rows=rows, health=health, problems=(*first.problems, told))


def _contents(rows: Rows) -> list[tuple]:
    names = [name for name in rows.columns if name not in NOT_COMPARED]
    columns = [list(map(without_noise, rows[name])) for name in names]
    return list(zip(*columns, strict=True)) if len(rows) else []
