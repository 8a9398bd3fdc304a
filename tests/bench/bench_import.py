"""How much of old reports the import places: the office's four examples and 200 distortions.

Prints for each example, and for each kind of distortion, the share of items placed, and what was
left unplaced, put wrongly, lost or invented; goals: 95 % on each example, 90 % in the worst kind of
distortion (where headings are lost: with the edition), nothing lost or invented. Then the time for
5 MB. The examples aren't in the repository: they are looked for in ../shared/examples, or given.

    python tests/bench/bench_import.py [folder of the examples] [-v]
"""

import random
import sys
import time
from collections import defaultdict
from datetime import datetime
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.documents.report.word import word_report
from esa.imports.importing import Imported, import_report, read_report
from esa.imports.known import Known, known
from esa.judged import Judged
from esa.reading.office import BANGKOK, read_office
from esa.sources.folder import read_folder
from esa.templates.editions import ready
from tests.bench import import_word_distortions as word
from tests.bench.import_distortions import ALL, HARD, Spot, rendered
from tests.bench.import_gold import Score, gold_of, lines_of, read_gold, score
from tests.bench.import_written import written

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ("report-1.4", "report-1.1", "report-1.3", "responsibility-form")
DISTORTIONS, WRITTEN = 200, 120
SEED = 2557
GOAL, WORST_GOAL, SLOWEST = 95.0, 90.0, 10.0
EDITION = known("2557", ready("2557"))
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)


def main(arguments: list[str]) -> int:
    loud = "-v" in arguments
    given = [Path(each) for each in arguments if not each.startswith("-")]
    near = [parent / "shared" / "examples" for parent in ROOT.parents]
    folder = next((each for each in [*given, *near] if each.is_dir()), None)
    bad = examples(folder, loud) if folder else _missing()
    bad += distortions(folder, loud)
    bad += written_by_hand(loud)
    size()
    return 1 if bad else 0


def _missing() -> int:
    print("the examples are not here: only our own reports are distorted")
    return 0


def examples(folder: Path, loud: bool) -> int:
    print(
        f"{'example':<22} {'placed':>14} {'unplaced':>9} {'wrong':>6} {'lost':>5} {'invented':>9}"
    )
    bad = 0
    for name in EXAMPLES:
        found = imported(f"{name}.txt", (folder / f"{name}.txt").read_bytes(), EDITION)
        gold = read_gold(name)
        numbers = lines_of((folder / f"{name}.txt").read_text("utf-8"))
        result = score(found, [gold.get(line.number) for line in found.ledger.lines], numbers)
        _print(name, result)
        bad += result.percent < GOAL or bool(result.lost or result.invented)
        if loud:
            print(*result.wrong, *result.unplaced, *result.invented, sep="\n")
    return bad


def _print(name: str, result: Score) -> None:
    said = f"{result.placed}/{result.items} {result.percent:.1f} %"
    counts = (len(result.unplaced), len(result.wrong), result.lost, len(result.invented))
    print(f"{name:<22} {said:>14} {counts[0]:>9} {counts[1]:>6} {counts[2]:>5} {counts[3]:>9}")


def distortions(folder: Path | None, loud: bool) -> int:
    """Each kind in turn, on the reports in turn, with and without the edition."""
    bases = [own_report(indicator) for indicator in ("1.4", "2.2", None)]
    if folder:
        bases = [example(folder, "report-1.4"), *bases]
    results: dict[tuple[str, bool], list[Score]] = defaultdict(list)
    kinds = [*ALL, *word.ALL]
    for number in range(DISTORTIONS):
        kind, turn = kinds[number % len(kinds)], number // len(kinds)
        chance = random.Random(SEED + number)
        for of in (EDITION, Known()):
            one = (
                _word(kind, turn, chance, of)
                if kind in word.ALL
                else _text(bases[turn % len(bases)], kind, SEED + number, of)
            )
            results[kind, bool(of.edition)].append(one)
            if loud and (one.wrong or one.invented or one.percent < WORST_GOAL):
                print(
                    number,
                    kind,
                    of.edition,
                    f"{one.percent:.0f}",
                    one.wrong[:6],
                    one.unplaced[:4],
                    one.invented,
                )
    return _told(results)


def _text(base: list[Spot], kind: str, seed: int, of: Known) -> Score:
    text, gold = rendered(ALL[kind](list(base), random.Random(seed)))
    found = imported("d.txt", text.encode(), of)
    return score(found, _spread(found, text, gold), lines_of(text))


def _word(kind: str, turn: int, chance: random.Random, of: Known) -> Score:
    data = own_word((None, "1.4", "2.2", "2.4")[turn % 4])
    whole = imported("own.docx", data, Known())
    homes = zip(whole.ledger.lines, whole.ledger.homes, strict=True)
    gold = {line.number: gold_of(home) for line, home in homes if line.role != "writer"}
    data, numbers = word.distorted(data, word.ALL[kind], chance)
    found = imported("d.docx", data, of)
    now = word.gold_by_number(gold, numbers)
    return score(found, [now.get(line.number) for line in found.ledger.lines], ())


def _spread(found: Imported, text: str, gold: list) -> list:
    """The gold of each line of the ledger: a line that was cut in two has it twice."""
    by_number = dict(zip(lines_of(text), gold, strict=True))
    return [by_number[line.number] for line in found.ledger.lines]


def _told(results: dict[tuple[str, bool], list[Score]]) -> int:
    print(
        f"\n{'distortion':<24} {'edition':<8} {'placed':>8} {'worst':>6} {'wrong':>6} {'lost':>5}"
        f" {'invented':>9}"
    )
    bad = 0
    for (kind, with_edition), scores in sorted(results.items()):
        placed = 100 * sum(s.placed for s in scores) / sum(s.items for s in scores)
        worst = min(s.percent for s in scores)
        wrong = sum(len(s.wrong) for s in scores)
        lost, invented = sum(s.lost for s in scores), sum(len(s.invented) for s in scores)
        named = "2557" if with_edition else "none"
        print(
            f"{kind:<24} {named:<8} {placed:>6.1f} % {worst:>6.1f} {wrong:>6} {lost:>5}"
            f" {invented:>9}"
        )
        excused = not with_edition and ALL.get(kind) in HARD or kind == "title_lost"
        bad += bool(lost or invented) or (placed < WORST_GOAL and not excused)
    return bad


def written_by_hand(loud: bool) -> int:
    """Reports of one to four indicators as several people write them, distorted too."""
    kinds = ["", *(name for name, change in ALL.items() if change not in HARD)]
    results: dict[tuple[str, bool], list[Score]] = defaultdict(list)
    for number in range(WRITTEN):
        kind = kinds[number % len(kinds)]
        for of in (EDITION, Known()):
            chance = random.Random(SEED + number)
            spots = written(EDITION, chance)
            text, gold = rendered(ALL[kind](spots, chance) if kind else spots)
            found = imported("d.txt", text.encode(), of)
            one = score(found, _spread(found, text, gold), lines_of(text))
            results[f"written {kind}", bool(of.edition)].append(one)
            if loud and (one.wrong or one.invented or one.percent < WORST_GOAL):
                print(number, kind, of.edition, f"{one.percent:.0f}", one.wrong[:6], one.invented)
    return _told(results)


def example(folder: Path, name: str) -> list[Spot]:
    """An example as spots, with the gold list made by hand."""
    gold = read_gold(name)
    raw = (folder / f"{name}.txt").read_text("utf-8").split("\n")
    return [
        Spot(
            line.replace("\t", "", 1),
            gold.get(number),
            "\t" in line[: len(line) - len(line.lstrip())],
        )
        for number, line in enumerate(raw, start=1)
    ]


def own_report(indicator: str | None) -> list[Spot]:
    """Our own Word report of the sample, saved as text. What is where in the undistorted file is
    held by tests/unit/test_report_import_word.py."""
    found = imported("own.docx", own_word(indicator), Known())
    homes = iter(zip(found.ledger.lines, found.ledger.homes, strict=True))
    spots: list[Spot] = []
    for cell in found.source.cells:
        lines = [next(homes) for _ in cell.lines]
        for place, (line, home) in enumerate(lines):
            own = line.role in ("contents", "margin")
            gold = None if line.role == "writer" else gold_of(home)
            if not own:
                spots.append(Spot(line.text, gold, cell.table > 0 and place == 0))
        if cell.table and not cell.lines:
            spots.append(Spot("", None, True))
    return spots


@cache
def own_word(indicator: str | None) -> bytes:
    office = read_office(read_folder(ROOT / "esa/sample/office", NOW), NOW, is_sample=True)
    return word_report(Judged(office), indicator=indicator)


def imported(name: str, data: bytes, of: Known) -> Imported:
    return import_report(read_report(name, data), of)


def size() -> None:
    """5 MB of text: at most 10 s where nothing else runs."""
    spots = own_report(None)
    text, _ = rendered(spots)
    data = "\n".join([text] * (5_000_000 // len(text.encode()) + 1)).encode()
    start, worked = time.perf_counter(), time.process_time()
    imported("large.txt", data, EDITION)
    taken, work = time.perf_counter() - start, time.process_time() - worked
    print(
        f"\n{len(data) / 1e6:.1f} MB of text: {taken:.1f} s, {work:.1f} s of them work"
        f" (goal {SLOWEST:.0f})"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
