"""Places of schools that were typed in another way than degrees with decimals, or into the other
cell. Nothing is put right here: what is meant is suggested."""

import re

from esa import thai

AXES = {"latitude": (5, 21), "longitude": (97, 106)}  # degrees of Thailand, as in the descriptor
TITLES = {"latitude": "ละติจูด", "longitude": "ลองจิจูด"}
_NUMBER = r"(\d{1,3}(?:\.\d+)?)"
# 7°21'30"N · N 7 21 30 · 7 องศา 21 ลิปดา 30 ฟิลิปดา
_DEGREES = re.compile(
    rf"[NE]?\s*{_NUMBER}\s*(?:°|º|องศา|d|\s)\s*{_NUMBER}\s*(?:['′’]|ลิปดา|m|\s|$)\s*"
    rf"(?:{_NUMBER}\s*(?:[\"″”]|''|’’|ฟิลิปดา|พิลิปดา|s|$))?\s*[NE]?",
    re.IGNORECASE,
)
_SIGNED = re.compile(rf"[NE]?\s*{_NUMBER}\s*(?:°|º|องศา)?\s*[NE]?", re.IGNORECASE)


def in_degrees(raw: object, name: str) -> str:
    """Degrees, minutes and seconds as one number such as "7.35833"; "" where it isn't that, or
    can't be in Thailand."""
    if not isinstance(raw, str):
        return ""
    text = thai.to_arabic_digits(raw).strip()
    found = _DEGREES.fullmatch(text) or _SIGNED.fullmatch(text)
    if not found:
        return ""
    degrees, *rest = (float(part) if part else 0.0 for part in found.groups())
    if any(part >= 60 for part in rest):
        return ""
    value = sum((degrees, *(part / 60**at for at, part in enumerate(rest, start=1))))
    low, high = AXES[name]
    return f"{value:.5f}".rstrip("0").rstrip(".") if low <= value <= high else ""


def other_axis(value: float, name: str) -> str:
    """Title of the column that such a value belongs into; "" where it belongs nowhere."""
    (other,) = set(AXES) - {name}
    low, high = AXES[other]
    return TITLES[other] if low <= value <= high else ""
