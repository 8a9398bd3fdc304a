# ruff: noqa: E501 - a drawn table keeps each of its rows on one line
"""Levels of every outcome, and criteria whose conditions and targets are met, missed and unknown."""

from collections.abc import Iterator
from itertools import cycle

from esa.sample.rows import Row, table
from tests.odd.days import EDITION, LONG, OTHER, day, folder_of, of_time

# Each letter is a point. Carried out: d done, o ongoing, p preparing, n not begun, b blank, x can't
# be read, - no row. Evidence: c checked, a link, l place, t title only, . dots, s self-checked, y
# of another year, w a link that several share, x a link,
# q a title and z a check that can't be read, - none.
INDICATORS = table("""
code | total | rubric | carried | evidence | condition | met | claimed | target | leads
3.1 | 4 | full | dddd>dddd | aal->aala | | | 5 | 5 | FIN
3.2 | 4 | full | dddd>dddo | aaac>aa-c | | | 5 | 4 | FIN
3.3 | 4 | full | dddd>dddd | aa-->aaa- | | | 1 | 2 | HR
3.4 | 4 | full | dddp>dddp | aaaa>aaaa | | | 4 | 5 | HR
3.5 | 4 | full | dddd>dddd | aaal>aaal | นำผลไปใช้ | | 5 | | NP
3.6 | 4 | full | ddpn>ddpn | a-t.>a-t. | นำผลไปใช้ | ไม่ใช่ | | 3 | NP
3.7 | 4 | full | d--->d--- | a--->a--- | | | 3 | | AM
3.8 | 4 | none | dddd>dddd | aaaa>aaaa | | | | | AM
3.9 | | full | dddd>dddd | aa-->aa-- | | | | | SUP
3.10 | 4 | gap | dddd>dddd | aa-->aa-- | | | 3 | | SUP
3.11 | 4 | overlap | dddd>dddd | aaa->aaa- | | | | | SUP
3.12 | 4 | topless | dddd>dddd | aaa->aaaa | | | 5 | 5 | AUD
3.13 | 4 | full | dddd>dddd | aaaa>aaax | | | 4 | | FIN
3.14 | 4 | full | dddd>dddx | aaaa>aaaa | | | 4 | | FIN
3.15 | 4 | full | ddpb>ddpb | aaax>aaqx | | | | | HR
3.16 | 4 | full | dddd>dddd | aaaa>aaaa | ยืนยันแล้ว | ไม่แน่ใจ | 5 | | NP
3.17 | 3 | full | ddddd>ddddd | aaaa->aaaaa | | | 5 | | AM
3.18 | 4 | full | dddd>dddd | t.-->t.-- | | | 2 | 1 | AUD
3.19 | 4 | full | dddd>ddd- | aaaa>aaa- | | | | | AUD
3.20 | 4 | full | ddd->dddd | aaa->aaaa | | | | | AUD
3.21 | 6 | full | dddd>dddd | aaaa>aaa. | | | | | SUP
4.1 | 4 | full | >dddd | >sywa | | | 3 | 5 | FIN; NP
4.2 | 4 | full | dddd> | aaaa> | | | | | HR
4.3 | 4 | full | dddd>dddd | cccc>ccca | | | 5 | 5 | HR
4.4 | 4 | full | dddd>dddd | cca->cccc | | | 5 | 5 | ทุกกลุ่ม
4.5 | 4 | full | dddb>dddb | ccz->cccz | | | | |
4.6 | 4 | low | dddd>dddd | ---->c--- | | | 5 | 5 | NP; AM
4.7 | 4 | full | dddd>nnnn | aaaa>---- | | | 2 | 2 | SUP
4.8 | 4 | full | bbbb>bbbb | tttt>tttt | | | | | ZZ
4.9 | 4 | topless | dddp>dddp | aaaa>aaaa | | | 5 | 5 | FIN
""")  # fmt: skip
RUBRICS = {
    "full": ((5, 4, 4), (4, 3, 3), (3, 2, 2), (2, 1, 1), (1, 0, 0)),
    "gap": ((5, 4, 4), (4, 3, 3), (1, 0, 0)),
    "overlap": ((5, 3, 4), (4, 3, 3), (3, 2, 2)),
    "topless": ((4, 3, ""), (3, 2, 2), (2, 1, 1), (1, 0, 0)),
    "low": ((5, 4, 4), (3, 3, ""), (1, 0, 2)),
    "none": (),
}
CARRIED = {
    "d": "done",
    "o": "ongoing",
    "p": "preparing",
    "n": "not_started",
    "b": "",
    "x": "คงเสร็จ",
}
DUES = (-30, -1, 0, 1, 7, 13, 14, 15, None, -8)


# The older edition: a letter for each desired condition, as above; actual: of the KPI.
CONDITIONS = table("""
code | standard | unit | target | carried | actual | leads | text
1-1-1 | 1 | conditions | 4 | dddn>dddd | > | FIN | ครบเพิ่งครบ
1-1-2 | 1 | conditions | 3 | ddd>ddn | > | HR | ครบแล้วไม่ครบ
1-1-3 | 1 | conditions | 6 | dd->dddx | > | FIN | พิมพ์ไว้ไม่ครบ
1-2-1 | 1 | percent | ไม่น้อยกว่าร้อยละ 80 | dd>dd | 79>80 | NP | ถึงพอดี
1-2-2 | 1 | percent | 80 | d>d | 80>79.99 | NP; HR | ขาดหนึ่งในร้อย
2-1-1 | 2 | sides | 4 ด้าน | dn>on | 3>4 | AUD | ด้าน
2-1-2 | 2 | count | จำนวน..... | b>d | >5 | SUP | เป้าเป็นจุดไข่ปลา
2-1-3 | 2 | percent | ไม่เกินร้อยละ 20 | > | 15>20 | NP; HR | ไม่มีข้อ
2-1-4 | 2 | percent | 0.9 | dd>xx | 50>ราว 60 | FIN | เป้าอาจเป็นสัดส่วน
2-2-1 | 2 | | | nn>nn | > | ทุกกลุ่ม | ไม่มีเป้า
2-2-2 | | conditions | 2 | dd>-- | > | | ไม่มีผู้รับผิดชอบ
""")  # fmt: skip


def points(time: int) -> Iterator[tuple[Row, str, int, str, str]]:
    """Its indicator, its code, its number, how it was carried out, its evidence."""
    number = 0
    for place, row in enumerate(INDICATORS):
        carried, evidence = (of_time(row[name], place, time) for name in ("carried", "evidence"))
        for at, (done, proof) in enumerate(zip(carried, evidence, strict=True), start=1):
            yield row, f"{row['code']}.{at}", number + at, done, proof
        number += len(carried)


def standards(time: int) -> dict[str, list[Row]]:
    there = {row["code"] for row, *_ in points(time)}
    indicators = [row for row in INDICATORS if row["code"] in there]
    titles = cycle(("การบริหารที่ดี", "", "การมีส่วนร่วม", "การนิเทศ", LONG, "การเงิน", "พัสดุ"))
    return {
        "standards": [
            {"edition": EDITION, "standard": "3", "title": "งานที่สาม", "weight": "60"},
            {"edition": EDITION, "standard": "4", "title": "", "weight": ""},
        ],
        "indicators": [
            {
                **{"edition": EDITION, "indicator": row["code"], "standard": row["code"][0]},
                **{"title": next(titles), "points_total": row["total"]},
                **{"extra_condition": row["condition"], "extra_condition_met": row["met"]},
                **{"claimed_level": row["claimed"], "target_level": row["target"]},
                "weight": "10" if row["code"] in ("3.1", "3.2") else "",
            }
            for row in indicators
        ],
        "rubric": [
            {
                **{"edition": EDITION, "indicator": row["code"], "level": str(level)},
                **{"min_clear": str(low), "max_clear": str(high)},
                "wording": f"มีหลักฐาน {low} ข้อ" if level > 3 else "",
            }
            for row in indicators
            for level, low, high in RUBRICS[row["rubric"]]
        ],
        "criteria": [
            {
                **{"edition": EDITION, "criterion": code, "indicator": row["code"]},
                "title": {0: "", 1: LONG}.get(number % 21, f"ข้อ {code}"),
                **{"lead_groups": row["leads"], "co_groups": "ทุกกลุ่ม" if number % 5 == 0 else ""},
            }
            for row, code, number, *_ in points(time)
        ],
    }


def of_conditions(time: int) -> Iterator[tuple[Row, str, str]]:
    """A criterion, its conditions' letters and its KPI."""
    for place, row in enumerate(CONDITIONS):
        yield row, *(of_time(row[name], place, time) for name in ("carried", "actual"))


def conditions(time: int) -> dict[str, list[Row]]:
    old = {"edition": "เดิม"}
    return {
        "indicators": [
            {**old, "indicator": code, "standard": code[0], "title": f"ตัวบ่งชี้ {code}"}
            for code in sorted({row["code"][:3] for row in CONDITIONS})
        ],
        "criteria": [
            {
                **old,
                **{"criterion": row["code"], "indicator": row["code"][:3], "title": row["text"]},
                **{"lead_groups": row["leads"], "kpi_text": "ตัวชี้วัด", "category": "หมวด 1"},
                **{"kpi_target": row["target"], "kpi_unit": row["unit"]},
            }
            for row in CONDITIONS
        ],
        "conditions": [
            {
                **old,
                **{"criterion": row["code"], "condition": str(at)},
                "text": LONG if at == 4 else f"สภาพที่ {at}",
                "procedure": "สำรวจทุกภาคเรียน" if at == 2 else "",
                "lead_groups": "SUP" if at == 3 else "",
            }
            for row, carried, _ in of_conditions(time)
            for at in range(1, len(carried) + 1)
        ],
    }


def progress(time: int, workbook: str) -> Iterator[Row]:
    for row, carried, actual in of_conditions(time):
        about = {"edition": "เดิม", "criterion": row["code"], "updated_on": day(-5)}
        own = workbook in map(folder_of, map(str.strip, row["leads"].split(";")))
        if own and actual:
            yield {**about, "kpi_actual": actual, "carried_out": "done"}
        for at, done in enumerate(carried, start=1):
            if done != "-" and (workbook == "sup" if at == 3 else own):
                yield {**about, "condition": str(at), "carried_out": CARRIED[done]}
    for row, code, number, done, _ in points(time):
        groups = [group.strip() for group in row["leads"].split(";")]
        mine = [group for group in groups if folder_of(group) == workbook]
        if done != "-" and mine:
            yield {
                **{"criterion": code, "carried_out": CARRIED[done]},
                "due": day(DUES[number % len(DUES)]),
                "updated_on": day(-(number % 60)),
                **{"method": "ทำตามแผน", "result": LONG if number % 9 == 0 else ""},
                "comments": "ควรทำต่อ" if number % 11 == 0 else "",
                "reviewer_note": "ขอเพิ่มวันที่" if number % 13 == 0 else "",
            }


def evidence(time: int, workbook: str) -> Iterator[Row]:
    for row, code, number, _, proof in points(time):
        if proof == "-" or folder_of(row["leads"]) != workbook:
            continue
        own = row["leads"].split(";")[0].strip()
        checked = {"checked_on": day(-3), "checked_by_group": OTHER.get(own, "FIN")}
        checked |= {"checked_by_role": "ผู้อำนวยการกลุ่ม"}
        link = {"link": f"https://example.org/{code}"}
        yield {
            **{"criterion": code, "item": "1", "title": f"แฟ้ม {code}", "fiscal_year": "2557"},
            **{
                "c": checked | link,
                "a": link,
                "l": {"place": "ตู้ 1"},
                "t": {},
                ".": {"title": "1. ........"},
                "s": link | checked | {"checked_by_group": own},
                "y": {"place": "ตู้ 2", "fiscal_year": "2556"},
                "w": {"link": "https://example.org/รวม"},
                "x": {"link": "#REF!"},
                "q": link | {"title": "#REF!"},
                "z": link | checked | {"checked_on": "เมื่อวาน"},
            }[proof],
        }
        if number % 8 == 0:
            yield {
                "criterion": code,
                "item": "2",
                "title": "เอกสารรวม",
                "link": "https://example.org/รวม",
            }
