"""Pictures of the results, as SVG that follows the colors of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from programs import AJV, CHECK, CHECK_AGAIN, CHECK_FAST, CHECK_JSONSCHEMA, COMPOSED, SOURCEMETA, SPECTRAL, YAMLLINT
from results import Figure

BARS = (CHECK_AGAIN, CHECK_FAST, CHECK, SOURCEMETA, COMPOSED, AJV, SPECTRAL, CHECK_JSONSCHEMA, YAMLLINT)
WIDTH, NAME_WIDTH, BAR_HEIGHT, GAP = 720, 250, 20, 8
TOP = 48
STYLE = """
text { font: 14px system-ui, sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 15px }
.peer { fill: #8c959f }
.own { fill: #0969da }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .peer { fill: #6e7681 }
  .own { fill: #4493f8 }
}
"""


def write_pictures(folder: Path, found: Mapping[tuple[str, int], Figure]) -> None:
    """Write a picture of the checks of each size."""
    folder.mkdir(exist_ok=True)
    for count in (100, 10_000):
        bars = [(name, found[name, count].median) for name in BARS if (name, count) in found]
        title = f"Check a catalog of {count:,} errors: processor time of the whole process"
        (folder / f"check-{count}.svg").write_text(bar_chart(title, bars), encoding="utf-8", newline="\n")


def bar_chart(title: str, bars: Sequence[tuple[str, float]]) -> str:
    """Draw bars, the shortest first. A bar that is too long for the picture is cut, with its value after it."""
    bars = sorted(bars, key=lambda bar: bar[1])
    shown = min(max(value for _name, value in bars), 6 * bars[len(bars) // 2][1])
    scale = (WIDTH - NAME_WIDTH - 90) / shown
    height = TOP + len(bars) * (BAR_HEIGHT + GAP)
    label = escape(title)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">',
        f"<style>{STYLE}</style>",
        f'<text class="title" x="0" y="20">{label}</text>',
    ]
    for number, (name, value) in enumerate(bars):
        y = TOP + number * (BAR_HEIGHT + GAP)
        middle = y + BAR_HEIGHT - 5
        width = min(value, shown) * scale
        kind = "own" if name.startswith("errcat") else "peer"
        cut = " →" if value > shown else ""
        lines += [
            f'<text x="{NAME_WIDTH - 10}" y="{middle}" text-anchor="end">{escape(name)}</text>',
            f'<rect class="{kind}" x="{NAME_WIDTH}" y="{y}" width="{max(width, 1):.1f}" height="{BAR_HEIGHT}" rx="2"/>',
            f'<text x="{NAME_WIDTH + width + 8:.1f}" y="{middle}">{value:.2f} s{cut}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])
