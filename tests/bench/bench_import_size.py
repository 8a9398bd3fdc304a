"""What 5 MB of an old report costs in any shape: it must grow as the report does.

Each shape is tried at half the size and whole, until its rows are found: at most 10 s, and at most
2.6 times the half. Work is counted, not waiting; a busy machine still takes twice as much.

    python tests/bench/bench_import_size.py [shape…]
"""

import random
import re
import resource
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.imports.importing import import_report, read_report
from esa.imports.known import known
from esa.imports.lines import Unreadable
from esa.templates.editions import ready

SIZE = 5_000_000  # bytes
SLOWEST, GROWTH = 10.0, 2.6
EDITION = known("2557", ready("2557"))
HEAD = (
    "มาตรฐานที่ 1 การบริหารจัดการ\nตัวบ่งชี้ที่ 4 การพัฒนา\n\tระดับคุณภาพ\n\tคำอธิบายระดับคุณภาพ\n"
    "\tวิธีการดำเนินงาน\n\tเอกสาร/หลักฐานอ้างอิง\n\t๕\n\tมีการดำเนินการครบ 4 ข้อ และมีหลักฐานชัดเจน 4 ข้อ\n\t"
)
WORDS = re.findall(r"\S+", "ประชุม คณะกรรมการ ติดตาม ผล โรงเรียน นิเทศ พัฒนา ครู นักเรียน รายงาน แผน")


def _said(count: int, between: str = " ") -> str:
    chance = random.Random(count)
    return between.join(chance.choice(WORDS) for _ in range(count))


def _filled(piece: Callable[[int], str], size: int) -> str:
    """Pieces until there are so many bytes."""
    pieces, length, number = [], 0, 0
    while length < size:
        number += 1
        pieces.append(piece(number))
        length += len(pieces[-1].encode()) + 1
    return "\n".join(pieces)


TEXTS: dict[str, Callable[[int], str]] = {
    "short lines": lambda n: ("ประชุม", "นิเทศ ", "1/2557")[n % 3],
    "long lines": lambda n: _said(600 + n % 7),
    "one line": lambda n: _said(100_000),
    "thai without spaces": lambda n: _said(80 + n % 9, ""),
    "numbered titles": lambda n: f"{n % 9 + 1}. การ{_said(4, '')}\nวิธีการดำเนินงาน\nทำ",
    "numbers going up": lambda n: f"{n}. การ{_said(4, '')}",
    "known titles": lambda n: "".join(
        f"{k}. {title}\nวิธีการดำเนินงาน\nทำ\n" for k, title in EDITION.points["1.4"].items()
    ),
    "table cells": lambda n: f"\t{_said(3)}",
    "empty cells": lambda n: "\t" if n % 2 else "\tก",
    "blank lines": lambda n: "" if n % 20 else _said(4),
    "parts": lambda n: ("วิธีการดำเนินงาน", "ผลการดำเนินงาน", "ความเห็นและข้อเสนอแนะ")[n % 3],
    "levels": lambda n: f"\t{5 - n % 5}\n\tมีการดำเนินการครบ 4 ข้อ และมีหลักฐานชัดเจน {5 - n % 5} ข้อ",
    "lists": lambda n: f"\tประเด็นที่ {n % 4 + 1} ประกอบด้วย\n1. คำสั่ง {n}\n2. รายงาน {n}",
    "items in cells": lambda n: f"\t{n}. คำสั่ง {n}",
    "headings": lambda n: f"มาตรฐานที่ {n % 3 + 1}\nตัวบ่งชี้ที่ {n % 9 + 1} {_said(2)}\n{_said(3)}",
    "heads": lambda n: "\tระดับคุณภาพ\n\tคำอธิบายระดับคุณภาพ\n\tวิธีการดำเนินงาน\n\tเอกสาร/หลักฐานอ้างอิง",
    "older form": lambda n: (
        f"\t1.{n} สภาพ\n\tเกณฑ์\n\t1. ขั้น\n\tร้อยละ 80\n\tกลุ่มอำนวยการ\n\tทุกกลุ่ม"
        if n > 1
        else "เกณฑ์การประเมินที่ 1 ก\n\tสภาพที่พึงประสงค์\n\tเกณฑ์/แนวทาง\n\tการดำเนินงาน\n"
        "\tตัวชี้วัด\n\tผู้รับผิดชอบหลัก\n\tผู้รับผิดชอบร่วม"
    ),
    "amounts": lambda n: f"อบต.ควน สนับสนุนงบประมาณ {n:,} บาท โครงการ{_said(2)}",
}


def text(shape: str, size: int) -> tuple[str, bytes]:
    return "big.txt", (HEAD + _filled(TEXTS[shape], size)).encode()


def word(shape: str, size: int) -> tuple[str, bytes]:
    """The same lines as cells of one table of four columns, or as paragraphs."""
    lines = _filled(TEXTS["table cells"], size).replace("\t", "").split("\n")
    paragraphs = [f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines]
    if shape == "word cells":
        cells = [f"<w:tc>{each}</w:tc>" for each in paragraphs]
        rows = ["".join(cells[at : at + 4]) for at in range(0, len(cells), 4)]
        paragraphs = ["<w:tbl>", *(f"<w:tr>{row}</w:tr>" for row in rows), "</w:tbl>"]
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    head = "".join(f"<w:p><w:r><w:t>{x.strip()}</w:t></w:r></w:p>" for x in HEAD.split("\n"))
    body = (
        f'<w:document xmlns:w="{space}"><w:body>{head}{"".join(paragraphs)}</w:body></w:document>'
    )
    memory = BytesIO()
    with ZipFile(memory, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return "big.docx", memory.getvalue()


def main(arguments: list[str]) -> int:
    makers = dict.fromkeys(TEXTS, text) | {"word cells": word, "word paragraphs": word}
    print(f"{'shape':<22} {'MB':>5} {'half s':>7} {'s':>7} {'growth':>7}   peak MB")
    bad = 0
    for shape, maker in makers.items():
        if arguments and shape not in arguments:
            continue
        half, whole = (_seconds(*maker(shape, size)) for size in (SIZE // 2, SIZE))
        if half is None or whole is None:
            print(f"{shape:<22} refused: too large")
            continue
        growth = whole / half
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        said = f"{SIZE / 1e6:>5.1f} {half:>7.1f} {whole:>7.1f} {growth:>7.1f} {peak:>9.0f}"
        print(f"{shape:<22} {said}", flush=True)
        bad += whole > SLOWEST or (growth > GROWTH and whole > 2)
    return 1 if bad else 0


def _seconds(name: str, data: bytes) -> float | None:
    worked = time.process_time()
    try:
        import_report(read_report(name, data), EDITION)
    except Unreadable:
        return None
    return time.process_time() - worked


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
