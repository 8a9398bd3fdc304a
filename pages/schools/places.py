"""Schools where they are, each in the shape of its colour."""

from esa.plain import records
from esa.rules.open_schools import SchoolColour
from esa.telling.drawings import Spot
from esa.telling.ground import plan
from esa.telling.schools_words import stand
from esa.telling.texts import shorten
from esa.telling.topic import Topic, quiet
from pages.schools import boundaries
from pages.schools import words as said
from pages.schools.view import View

MOST_MARKED, MOST_OPENED = 1000, 200  # schools on the map, the worst; those that it opens


def on_map(view: View) -> Topic:
    """Schools that have coordinates, each in the shape of its colour; a mark opens its school."""
    where, there, told = places(view), len(view.listed), boundaries.given()
    if not where:
        none = "ยังไม่มีแผนที่ เพราะยังไม่ได้กรอกละติจูดและลองจิจูดในแท็บ โรงเรียน"
        return Topic("map", "แผนที่โรงเรียน", "", empty=none)
    shown = [row for row in view.listed if row.school_code in where][:MOST_MARKED]
    few = len(shown) <= MOST_OPENED
    marks = {row.school_code: _spot(view, row, few) for row in shown}
    kinds = {row.stand: row.look for row in shown}
    legend = tuple((kinds[name], stand(name)) for name in view.stands if name in kinds)
    worst_on_top = [
        (marks[row.school_code], row.amphoe, where[row.school_code]) for row in reversed(shown)
    ]
    drawing = plan(worst_on_top, told.boundaries, legend)
    edges = (
        "คือเขตอำเภอตามไฟล์ของสำนักงาน"
        if told.boundaries
        else "คือแนวรอบโรงเรียนของแต่ละอำเภอ ไม่ใช่เขตปกครอง"
    )
    left = len(where) - len(shown)
    notes = (
        f"พื้นสีเทา{edges}",
        told.fault,
        f"แสดง {len(shown):,} โรงเรียนที่ไม่ผ่านมากที่สุด อีก {left:,} เลือกจากตัวกรอง" if left else "",
    )
    how = "เลือกรูปเพื่อเปิดโรงเรียน" if few else "เลือกเครือข่ายก่อน แล้วเลือกรูปเพื่อเปิดโรงเรียน"
    count = f"มีพิกัด {len(where):,} จาก {there:,} โรงเรียน · ทิศเหนืออยู่ด้านบน · {how}"
    kept = tuple(filter(None, notes))
    return Topic("map", "แผนที่โรงเรียน", quiet(count), notes=kept, drawing=drawing)


def _spot(view: View, row: SchoolColour, opens: bool) -> Spot:
    if not opens:
        return Spot(row.look, "", 0, 0)
    title = said.of_mark(shorten(row.name, 90), row, view.unit)
    return Spot(row.look, title, 0, 0, view.door(school=row.school_code))


def places(view: View) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of the schools listed that have both, worst first."""
    where: dict[str, tuple] = {}
    names = ("school_code", "latitude", "longitude")
    for _, code, *at in records(view.office.rows["schools"], *names):
        where.setdefault(code, tuple(at))
    known = {row.school_code: where[row.school_code] for row in view.listed}
    return {code: tuple(map(float, at)) for code, at in known.items() if None not in at}
