"""Example schools up to 117, their networks and sizes, and three years of test results; seeded.

Cohorts follow enrolment, so many have fewer than ten pupils. Each pupil's score is drawn and
counted against a limit: the real one in 2556, one near it in the years whose limits are unknown,
and for NT, so counts and means fit together. Nothing of a pupil is kept.
"""

from dataclasses import dataclass
from functools import cache
from math import cos, sin, sqrt, tau
from random import Random

from esa.sample import chance
from esa.sample.facts_networks import AMPHOE, SCHOOL_NETWORKS
from esa.sample.facts_office import LIMITS_2556
from esa.sample.facts_schools import TOTAL, WITH_EARLY_CHILDHOOD, known_schools
from esa.sample.rows import EXAMPLE, Row

SEED = 117
YEARS = (2554, 2555, 2556)
NT_LIMITS = {"ด้านภาษา": 4500, "ด้านการคำนวณ": 3600, "ด้านการใช้เหตุผล": 4200}
EXPANSION = 25  # schools with ม.1–3
WITHOUT_NETWORK = (31, 58, 73, 90, 104)  # by number: schools whose network nobody typed in
NOT_TESTED = (66, 79, 88, 97, 113)  # by number: schools without pupils at the tests of 2556
LARGE_SCHOOLS = ("อนุบาล", "วัดตะโหมด", "วัดหวัง", "บ้านแม่ขรี")
# The middle of each amphoe, roughly, and how far from it its example schools stand, in degrees.
MIDDLES = {
    "กงหรา": (7.39, 99.95, 0.055),
    "ตะโหมด": (7.30, 100.05, 0.05),
    "ป่าบอน": (7.25, 100.17, 0.05),
    "เขาชัยสน": (7.47, 100.11, 0.055),
    "บางแก้ว": (7.41, 100.22, 0.045),
    "ปากพะยูน": (7.34, 100.33, 0.055),
}

# (number, subject) whose count of ป.6, 2556 is mistyped on purpose: more not passing than tested
MISTYPED = {(70, "คณิตศาสตร์"), (101, "ภาษาไทย")}


@dataclass(frozen=True)
class School:
    """A school and what the seed gave it; strength is in hundredths of a score."""

    number: int
    name: str
    amphoe: str
    tambon: str
    known: bool
    network: str
    enrolled: int
    expansion: bool
    early_childhood: bool
    strength: int

    @property
    def code(self) -> str:
        return f"0057{self.number:04d}"


def enrolment(random: Random, name: str, expansion: bool) -> int:
    """Pupils of a school: many small schools, few large ones."""
    if name.startswith(LARGE_SCHOOLS):
        return chance.whole(random, 380, 900)
    if expansion:
        return chance.whole(random, 130, 420)
    return chance.whole(random, 24, 110) if random.random() < 0.6 else chance.whole(random, 90, 260)


def all_schools() -> list[School]:
    """All 117 in order: the named ones, then the example schools."""
    random = Random(SEED)
    names = [(*school, True) for school in known_schools()]
    missing = TOTAL - len(names)
    for number in range(1, missing + 1):
        names.append((f"โรงเรียนตัวอย่าง {number:02d}", chance.one_of(random, AMPHOE), "", False))
    schools = []
    for number, (name, amphoe, tambon, known) in enumerate(names, start=1):
        expansion = number % 5 == 2 and number <= 5 * EXPANSION
        network = chance.one_of(random, SCHOOL_NETWORKS)
        schools.append(
            School(
                number=number,
                name=name,
                amphoe=amphoe,
                tambon=tambon,
                known=known,
                network="" if number in WITHOUT_NETWORK else network,
                enrolled=enrolment(random, name, expansion),
                expansion=expansion,
                early_childhood=number <= WITH_EARLY_CHILDHOOD,
                strength=chance.bell(random, 550),
            )
        )
    return schools


def size_of(enrolled: int) -> str:
    """small up to 120 pupils, medium up to 600, large up to 1,500 (example limits)."""
    return "small" if enrolled <= 120 else "medium" if enrolled <= 600 else "large"


def place_of(school: School) -> tuple[str, str]:
    """An example place inside its amphoe, as typed; nothing where the amphoe isn't known."""
    if school.amphoe not in MIDDLES:
        return "", ""
    latitude, longitude, radius = MIDDLES[school.amphoe]
    random = Random(f"{SEED} {school.number}")
    way, far = random.random() * tau, radius * sqrt(random.random())
    return f"{latitude + far * sin(way):.4f}", f"{longitude + far * cos(way):.4f}"


def school_rows() -> list[Row]:
    """The register of schools; codes, networks and sizes are example data in every row."""
    rows = []
    for school in all_schools():
        levels = ["อนุบาล"] * school.early_childhood + ["ประถม"] + ["มัธยมต้น"] * school.expansion
        said = "รหัส เครือข่าย ขนาด ระดับ จำนวนนักเรียน และพิกัด" if school.known else "ทั้งแถว"
        latitude, longitude = place_of(school)
        rows.append(
            {
                "school_code": school.code,
                "name": school.name,
                "amphoe": school.amphoe,
                "tambon": school.tambon,
                "network": school.network,
                "size": size_of(school.enrolled),
                "levels": "; ".join(levels),
                "enrolled": str(school.enrolled),
                "latitude": latitude,
                "longitude": longitude,
                "status": "open",
                "remark": f"{EXAMPLE}: {said}",
            }
        )
    return rows


def as_score(hundredths: int) -> str:
    """A score in hundredths as typed: 4618 → 46.18."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def drawn_results(random: Random, count: int, limit: int, strength: int) -> tuple[int, int]:
    """(not passing, mean in hundredths) of so many pupils; a pupil passes above the limit."""
    shift = chance.bell(random, 260)
    scores = [
        min(10000, max(0, limit + 330 + strength + shift + chance.bell(random, 1150)))
        for _ in range(count)
    ]
    return sum(score <= limit for score in scores), (2 * sum(scores) + count) // (2 * count)


def test_limits(random: Random) -> dict[tuple[int, str, str, str], int]:
    """A limit in hundredths for every year, test, grade and subject; real ones for O-NET 2556."""
    limits = {}
    for year in YEARS:
        for grade in ("ป.6", "ม.3"):
            for row in LIMITS_2556:
                known = int(row[grade].replace(".", ""))
                drift = 0 if year == 2556 else chance.whole(random, -400, 400)
                limits[year, "O-NET", grade, row["subject"]] = known + drift
        for subject, known in NT_LIMITS.items():
            limits[year, "NT", "ป.3", subject] = known + chance.whole(random, -300, 300)
    return limits


def cohort(random: Random, school: School, year: int, grade: str) -> int:
    """Pupils of one grade who sat the tests of a year; 0 = nobody."""
    if school.number in NOT_TESTED and year == 2556 and grade != "ม.3":
        return 0
    if grade == "ม.3" and not school.expansion:
        return 0
    grades = 11 if school.expansion else 8
    return max(2, school.enrolled // grades + chance.whole(random, -3, 3))


def test_result_rows() -> list[Row]:
    """Counts by school, year, test and subject. Not tested: 0 or, for two schools, blank."""
    return list(map(dict, _test_results()))


@cache
def _test_results() -> list[Row]:
    random = Random(SEED + 1)
    limits = test_limits(random)
    rows = []
    for school in all_schools():
        counts = {
            (year, grade): cohort(random, school, year, grade)
            for year in YEARS
            for grade in ("ป.3", "ป.6", "ม.3")
        }
        for (year, test, grade, subject), limit in limits.items():
            if grade == "ม.3" and not school.expansion:
                continue
            row = {
                "academic_year": str(year),
                "test": test,
                "grade": grade,
                "subject": subject,
                "scope": "area",
                "school_code": school.code,
                "remark": EXAMPLE,
            }
            rows.append(row | result_cells(random, school, counts[year, grade], limit, row))
    return sorted(rows, key=result_order)


def result_order(row: Row) -> tuple[str, ...]:
    """Newest year first, O-NET before NT, then school."""
    newest_first = str(9999 - int(row["academic_year"]))
    test = "0" if row["test"] == "O-NET" else "1"
    return newest_first, test, row["grade"], row["school_code"]


def result_cells(random: Random, school: School, tested: int, limit: int, row: Row) -> Row:
    """tested, not_passed and mean of one row, as typed."""
    if tested == 0:
        return {"tested": "" if school.number in NOT_TESTED[:2] else "0"}
    failed, mean = drawn_results(random, tested, limit, school.strength)
    planted = row["grade"] == "ป.6" and row["academic_year"] == "2556"
    if planted and (school.number, row["subject"]) in MISTYPED:
        failed += tested + 1
    return {"tested": str(tested), "not_passed": str(failed), "mean": as_score(mean)}
