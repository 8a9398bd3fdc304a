"""Ready-made editions of the standards: editions/<code>.toml → rows of the office workbook.

What isn't known is blank, and listed by `unknown`, so that the office can type it in.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "editions"
Rows = Mapping[str, list[dict[str, object]]]


def codes() -> tuple[str, ...]:
    """The codes of the editions there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def ready(code: str) -> Rows:
    """Tab → rows of that edition: editions, standards, indicators, criteria, rubric. Not to be
    changed. KeyError where there is no such edition."""
    if code not in codes():
        raise KeyError(code)
    said = tomllib.loads((FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    edition = {"edition": code}
    found: dict[str, list[dict[str, object]]] = {
        "editions": [edition | {"title": said["title"], "method": said["method"]}],
        "standards": [edition | row for row in said["standards"]],
        "indicators": [],
        "criteria": [],
        "rubric": [],
    }
    for row in said["indicators"]:
        points, rubric = row.pop("points", {}), row.pop("rubric", {})
        own = edition | {"indicator": row["indicator"]}
        found["indicators"].append(own | {"standard": row["indicator"].split(".")[0]} | row)
        found["criteria"] += [
            own | {"criterion": f"{row['indicator']}.{number}", "title": title or None}
            for number, title in points.items()
        ]
        found["rubric"] += [
            own | {"level": int(level), "min_clear": least, "max_clear": most}
            for level, (least, most) in rubric.items()
        ]
    return found


def unknown(code: str) -> Iterator[str]:
    """What of a ready-made edition is to be typed in, in Thai."""
    found = ready(code)
    for row in found["standards"]:
        if not row.get("title"):
            yield f"มาตรฐานที่ {row['standard']}: ชื่อมาตรฐานและตัวบ่งชี้ทั้งหมด"
    if without := [row["standard"] for row in found["standards"] if "weight" not in row]:
        yield f"น้ำหนักของมาตรฐานที่ {', '.join(map(str, without))}"
    for row in found["indicators"]:
        lacking = list(_lacking(str(row["indicator"]), row, found))
        if lacking:
            yield f"ตัวบ่งชี้ {row['indicator']}: {' · '.join(lacking)}"


def _lacking(code: str, row: Mapping[str, object], found: Rows) -> Iterator[str]:
    if not row.get("title"):
        yield "ชื่อตัวบ่งชี้"
    if not row.get("points_total"):
        yield "จำนวนประเด็น"
    points = [each for each in found["criteria"] if each["indicator"] == code]
    blank = [str(each["criterion"]).rpartition(".")[2] for each in points if not each["title"]]
    if not points or blank:
        yield f"ข้อความประเด็น{' ที่ ' + ', '.join(blank) if blank else 'ทั้งหมด'}"
    levels = {each["level"] for each in found["rubric"] if each["indicator"] == code}
    if missing := [str(level) for level in (5, 4, 3, 2, 1) if level not in levels]:
        yield f"เกณฑ์ระดับ {', '.join(missing)}"
