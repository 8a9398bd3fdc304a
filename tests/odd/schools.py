"""Schools of every kind, with results at the edge of each colour and some that clash."""

from collections.abc import Iterator

from esa.sample import facts_office
from esa.sample.example_schools import school_rows
from esa.sample.rows import Row
from tests.odd.days import LAST, LONG

TESTS = (("O-NET", "ป.6", "ภาษาไทย"), ("O-NET", "ป.6", "คณิตศาสตร์"), ("NT", "ป.3", "ด้านภาษา"))
# Tested and not passing: both sides of the limits of a colour, few, none, and what clashes.
PUPILS = (
    (10000, 2999), (10000, 3000), (20000, 5999), (10, 3), (9, 3), (100, 70), (5, 0), (0, ""),
    ("", ""), (10, 11), (30, ""), (20, 20), (15, 6), ("", 4), (12, -1), (1, 1),
)  # fmt: skip
BEFORE = 4  # how many of them each fifth school was further before
MEANS = ("50.00", "49.99", "", "0", "100", "29.995", "ราว 40")


def schools() -> list[Row]:
    """Of every status and size; some without a network, a place or pupils."""
    rows = [dict(row) for row in school_rows()[: len(PUPILS) + 4]]
    for number, status in ((2, "closed"), (3, "merged"), (4, ""), (5, "เปิดบ้าง")):
        rows[number]["status"] = status
    for number, cells in (
        (6, {"network": "", "amphoe": ""}),
        (7, {"enrolled": "", "latitude": ""}),
        (8, {"enrolled": "0", "size": ""}),
        (9, {"enrolled": "8", "name": LONG}),
        (10, {"network": "N98"}),
    ):
        rows[number] |= cells
    return rows


def test_results(time: int) -> Iterator[Row]:
    """The years turn the pupils by one school, so that colours rise, fall and stay."""
    codes = [row["school_code"] for row in schools()]
    for year in ("2554", "2555", "2556") if time else ("2554", "2555"):
        for turn, (test, grade, subject) in enumerate(TESTS):
            for place, school in enumerate(codes):
                at = (place + turn + (int(year) if place % 3 else 0)) % len(PUPILS)
                at = (at + BEFORE) % len(PUPILS) if time < LAST and place % 5 == 0 else at
                tested, failed = PUPILS[at]
                if place == 11 and year == "2556":
                    continue
                yield {
                    **{"academic_year": year, "test": test, "grade": grade, "subject": subject},
                    **{"scope": "area", "school_code": school, "tested": str(tested)},
                    **{"not_passed": str(failed), "mean": MEANS[place % len(MEANS)]},
                    "round": str(1 + place % 2) if test == "NT" else "",
                }
    for school in codes[:3]:
        national = {"academic_year": "2556", "test": "O-NET", "grade": "ป.6", "scope": "national"}
        about = {"subject": "ภาษาไทย", "school_code": school, "tested": "100", "not_passed": "50"}
        yield {**national, **about, "mean": "", "round": ""}
    for place, school in enumerate(codes[:4]):
        about = {"academic_year": "2556", "test": "RT", "grade": "ป.1", "subject": "อ่านออกเสียง"}
        yield {**about, "scope": "national", "school_code": school, "tested": "20",
               "not_passed": "5", "mean": MEANS[place], "round": ""}  # fmt: skip


def colour_bands() -> list[Row]:
    """Those of the sample, and bands of means for one test."""
    means = (("ดีมาก", 1, "70", "100"), ("ดี", 2, "50", "69.99"), ("ปรับปรุง", 3, "0", "49.99"))
    own = {"from_academic_year": "2556", "measure": "mean", "test": "RT"}
    more = [
        {**own, "colour": name, "order": str(order), "from_percent": low, "to_percent": high}
        for name, order, low, high in means
    ]
    for test, measure in (("NT", ""), ("XX", "mean")):  # overlapping ones, and two measures
        about = {"from_academic_year": "2554", "test": test}
        blue = {"colour": "น้ำเงิน", "order": "1", "from_percent": "0", "to_percent": "50"}
        red = {"colour": "แดง", "order": "2", "from_percent": "40", "to_percent": "90"}
        more += [{**about, **blue}, {**about, **red, "measure": measure}]
    return [*facts_office.COLOUR_BANDS, *more]
