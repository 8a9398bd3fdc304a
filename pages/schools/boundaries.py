"""Boundaries of the amphoe from a GeoJSON file of the office, named by ESA_BOUNDARIES.

RFC 7946: a FeatureCollection of polygons, longitude before latitude. A file that can't be used is
told beside the map, which then draws the hulls of the schools.
"""

import json
import os
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

VARIABLE = "ESA_BOUNDARIES"
NAMES = ("amphoe", "name", "name_th", "AMP_NAMT", "AMPHOE_T", "ADM2_TH")
MOST_BYTES, MOST_POINTS = 4_000_000, 20_000
LATITUDES, LONGITUDES = (5, 21), (97, 106)  # of Thailand, in degrees


class Boundary(NamedTuple):
    """An amphoe; rings: latitude and longitude of its edges, the outer ones."""

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]


class Found(NamedTuple):
    """What the file gives, or why it can't be used, in Thai; nothing where none is named."""

    boundaries: tuple[Boundary, ...] = ()
    fault: str = ""


def given() -> Found:
    named = os.environ.get(VARIABLE, "").strip()
    if not named:
        return Found()
    path = Path(named).expanduser()
    try:
        stat = path.stat()
    except OSError:
        return Found(fault="ไม่พบไฟล์ขอบเขตอำเภอ")
    return read(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=4)
def read(path: Path, changed: int, size: int) -> Found:
    """changed, size: of the file, so that another version is read again."""
    if size > MOST_BYTES:
        return Found(fault="ไฟล์ขอบเขตอำเภอใหญ่เกินไป")
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        found = tuple(filter(None, map(_boundary, told["features"])))
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError):
        return Found(fault="อ่านไฟล์ขอบเขตอำเภอไม่ได้ ต้องเป็น GeoJSON")
    points = [place for each in found for ring in each.rings for place in ring]
    if not points or len(points) > MOST_POINTS:
        return Found(fault="ไฟล์ขอบเขตอำเภอไม่มีรูปพื้นที่ที่ใช้ได้ หรือละเอียดเกินไป")
    if not all(_in_thailand(*place) for place in points):
        return Found(fault="ไฟล์ขอบเขตอำเภอมีพิกัดนอกประเทศไทย หรือสลับละติจูดกับลองจิจูด")
    return Found(found)


def _boundary(feature: dict) -> Boundary | None:
    shape, facts = feature["geometry"], feature.get("properties") or {}
    parts = {"Polygon": lambda c: [c], "MultiPolygon": lambda c: c}.get(shape["type"])
    if parts is None:
        return None
    rings = tuple(
        tuple((float(place[1]), float(place[0])) for place in polygon[0])
        for polygon in parts(shape["coordinates"])
    )
    name = next((str(facts[name]) for name in NAMES if facts.get(name)), "")
    return Boundary(" ".join(name.split())[:60], rings)


def _in_thailand(latitude: float, longitude: float) -> bool:
    return LATITUDES[0] <= latitude <= LATITUDES[1] and LONGITUDES[0] <= longitude <= LONGITUDES[1]
