"""How cost grows with the number of members: one SVG, both scales logarithmic, from the JSON."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

WIDTH, HEIGHT = 720, 400
LEFT, RIGHT, TOP, BOTTOM = 70, 170, 24, 44
STROKES = ("", "8 3", "2 3", "8 3 2 3", "1 2", "12 4")
INKS = ("#1f4f7f", "#875f00", "#005f5f", "#8f2f2f", "#5f3f87", "#4f4f4f")
STYLE = """
svg { background: #ffffff; font: 13px system-ui, sans-serif; fill: #303030; }
.grid { stroke: #d8d8d8; } .axis { stroke: #303030; }
@media (prefers-color-scheme: dark) { svg { background: #ffffff; } }
"""

Growth = Mapping[str, Mapping[int, float]]
"""What it is, with its unit, and its value at each number of members."""


def plot(growth: Growth) -> str:
    """The drawing; every line has its name at its end, and its own dashes."""
    sizes = sorted({size for line in growth.values() for size in line})
    values = [value for line in growth.values() for value in line.values() if value > 0]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    high = max(high, low + 1)
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def across(size: float) -> float:
        whole = WIDTH - LEFT - RIGHT
        return LEFT + whole * (math.log10(size) - first) / ((last - first) or 1)

    def down(value: float) -> float:
        whole = HEIGHT - TOP - BOTTOM
        return HEIGHT - BOTTOM - whole * (math.log10(value) - low) / (high - low)

    marks = []
    for power in range(low, high + 1):
        y = down(10.0**power)
        marks.append(
            f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        )
        marks.append(_text(LEFT - 8, y + 4, f"{10.0**power:,g}", "end"))
    for size in sizes:
        marks.append(_text(across(size), HEIGHT - BOTTOM + 20, f"{size:,}", "middle"))
    marks.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, "members", "middle"))
    ends = _apart({name: down(line[max(line)]) for name, line in growth.items()})
    for number, (name, line) in enumerate(growth.items()):
        ink, dashes = INKS[number % len(INKS)], STROKES[number % len(STROKES)]
        points = " ".join(f"{across(size):.1f},{down(line[size]):.1f}" for size in sorted(line))
        marks.append(
            f'<polyline fill="none" stroke="{ink}" stroke-width="2" '
            f'stroke-dasharray="{dashes}" points="{points}"/>'
        )
        marks.append(_text(WIDTH - RIGHT + 8, ends[name] + 4, name, "start", ink))
    told = "; ".join(
        f"{name}: " + ", ".join(f"{value:,.3g} at {size:,}" for size, value in sorted(line.items()))
        for name, line in growth.items()
    )
    return (
        f'<svg role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'aria-labelledby="title desc"><title id="title">Cost by number of members</title>'
        f'<desc id="desc">{escape(told)}</desc><style>{STYLE}</style>{"".join(marks)}</svg>\n'
    )


def _apart(heights: Mapping[str, float]) -> dict[str, float]:
    """The heights of names, moved so that none stands on another."""
    placed: dict[str, float] = {}
    for name, height in sorted(heights.items(), key=lambda item: item[1]):
        placed[name] = max(height, max(placed.values(), default=-99.0) + 16)
    return placed


def _text(x: float, y: float, text: str, anchor: str, ink: str = "") -> str:
    colour = f' fill="{ink}"' if ink else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{colour}>{escape(text)}</text>'
