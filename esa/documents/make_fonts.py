"""Join the Thai and Latin halves of Sarabun in static/ into the fonts of the print template.

Run when static/ changes; needs fonttools and brotli, which the program itself doesn't:

    python -m esa.documents.make_fonts
"""

import io
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parents[2] / "static"
FONTS = Path(__file__).parent / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}


def main() -> None:
    for name, weight in WEIGHTS.items():
        halves = [
            _plain(STATIC / f"sarabun-{of}-{weight}-normal.woff2") for of in ("latin", "thai")
        ]
        made = Merger().merge(halves)
        times = TTFont(halves[0])["head"]  # the same bytes whenever it is made
        made["head"].created, made["head"].modified = times.created, times.modified
        made.recalcTimestamp = False
        made.save(FONTS / f"Sarabun-{name}.ttf")


def _plain(path: Path) -> io.BytesIO:
    """A woff2 file as TrueType, in memory."""
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    memory = io.BytesIO()
    font.save(memory)
    memory.seek(0)
    return memory


if __name__ == "__main__":
    main()
