"""Networks that met today, long ago, never, or only plan to, and what partners gave."""

from collections.abc import Iterator

from esa.sample import facts_networks
from esa.sample.rows import Row, table
from tests.odd.days import LAST, LONG, day

# When each network met, in days from today: (starts, ends); None: it isn't told.
MET = (
    ((-89, None),),
    ((-90, None),),
    ((-91, -91),),
    ((0, None),),
    ((1, None), (30, 31)),
    ((None, None),),
    (),
    ((-400, None),),
    ((-100, -88),),
    ((-5, 5),),
    ((None, -3),),
    ((-300, -299), (40, None)),
    ((-10, None), (-10, None), (None, None)),
)
SIDES = ("academic", "personnel", "budget", "general", "")


def networks(time: int) -> list[Row]:
    rows = [row for row in facts_networks.network_rows() if row["kind"] != "work_network"]
    strange = {"network": "N98", "name": "ไม่บอกประเภท", "kind": "", "sides": "academic"}
    long = {"network": "C98", "name": LONG, "kind": "club", "sides": "", "member_count": "0"}
    return [*rows[: None if time else -2], strange, long]


def activities(time: int, workbook: str) -> Iterator[Row]:
    codes = ("sup", "fin", "np")
    number = 0
    for place, spans in enumerate(MET, start=1):
        for starts, ends in spans:
            number += 1
            if codes[number % 3] != workbook or (number % 6 == 0 and time < LAST):
                continue
            yield {
                **{"activity": f"A{number:02}", "title": f"กิจกรรม {number}"},
                **{"date": day(starts), "ends": day(ends)},
                "networks": f"N{place:02}" + ("; C01" if number % 4 == 0 else ""),
                "side": SIDES[number % len(SIDES)],
                "schools": "00570001; 00570002" if number % 5 == 0 else "",
                "participants": str(number * 10) if number % 2 else "",
                "criterion": "3.2.1" if number % 3 else "",
            }
    if workbook == "np":
        yield {"activity": "A90", "title": "ไม่บอกเครือข่าย", "date": day(-2), "side": "budget"}
        yield {"activity": "A91", "title": "เครือข่ายนอกทะเบียน", "date": day(-2), "networks": "N77"}


RESOURCES = table("""
activity | line | partner | kind | value | remark
A01 | 1 | P01 | cash | 1000 |
A01 | 1 | P01 | cash | 1000 |
A01 | 2 | P02 | in_kind | 500.50 | รถ 2 คัน
A02 | 1 | P02 | people | | วิทยากร 3 คน
A02 | 2 | P03 | materials | 0 |
A03 | 1 | P03 | cash | -5 |
A08 | 1 | P04 | cash | 70 |
A77 | 1 | P04 | cash | 80 |
A04 | 1 | | cash | 90 |
A04 | 2 | P05 | | 100 |
A05 | 1 | P05 | in_kind | ราวพันบาท | โต๊ะ 10 ตัว
""")
