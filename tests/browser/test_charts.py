"""Charts at every width of a window: a scale is read from left to right, on a phone and on a wall.

A page zoomed to 200 % on a desk of 1280 pixels has the width 640.
"""

import pytest

WIDTHS = (1280, 1101, 1100, 1041, 1040, 1024, 1001, 1000, 900, 768, 700, 641, 640, 390)
# The words of each scale in the charts that are seen, with their left and right edges in pixels: a
# line of nothing but levels or of nothing but years.
SCALES = r"""() => [...document.querySelectorAll("[data-testid='stVegaLiteChart'] .role-mark")]
    .filter(marks => marks.checkVisibility()).flatMap(marks => {
        const lines = {};
        for (const word of marks.querySelectorAll(':scope > text')) {
            const { top, left, right } = word.getBoundingClientRect();
            (lines[Math.round(top)] ??= []).push([word.textContent.trim(), left, right]);
        }
        return Object.values(lines).filter(line => line.length > 1
            && (line.map(([word]) => word).sort().join('') === '12345'
                || line.every(([word]) => /^25\d\d$/.test(word))));
    })"""


def backwards(scale: list[list]) -> bool:
    """Whether a word stands before or over the one it follows."""
    ordered = sorted(scale)
    return any(after[1] <= before[2] for before, after in zip(ordered, ordered[1:], strict=False))


@pytest.mark.parametrize("path", ["schools", "schools?school=00570005"])
def test_levels_and_years_are_read_from_left_to_right_at_every_width(path, visit):
    seen = visit(path, width=WIDTHS[0])
    wrong = []
    for width in WIDTHS:
        seen.resize(width, 900)
        scales = seen.page.evaluate(SCALES)
        assert scales, width
        wrong += [(width, scale) for scale in scales if backwards(scale)]
    assert wrong == []
