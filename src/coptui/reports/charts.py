"""Charts as SVG, drawn by hand: a few columns, or a few lines on one scale.

They take their colours from the page (`style.py`), so that they print, and follow a dark screen.
"""

from __future__ import annotations

from html import escape

from coptui.core.model.text import show
from coptui.reports.document import Columns, Figure, Strips

WIDTH = 640
"""Units across; the page is as wide, so that a letter in a chart is as high as one beside it."""
LABELS = 150
"""Units for the names at the left of strips, and as many as a name of 22 letters needs."""
ENDS = 110
"""Units for what is written at the right end of a strip."""
LINE = 22
HEIGHT = 96
"""Units for the columns, without their labels."""


def chart(figure: Figure, number: int) -> str:
    """Return the figure's chart as an SVG element; `number` makes its ids unique on the page."""
    drawing = figure.chart
    height, marks = _columns(drawing) if isinstance(drawing, Columns) else _strips(drawing)
    told = "; ".join(
        f"{row[0]}: {', '.join(cell for cell in row[1:] if cell)}" for row in figure.table.rows
    )
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height:g}" xmlns="http://www.w3.org/2000/svg" '
        f'aria-labelledby="chart-{number}-title chart-{number}-desc">'
        f'<title id="chart-{number}-title">{_safe(figure.table.caption)}</title>'
        f'<desc id="chart-{number}-desc">{_safe(told)}</desc>{"".join(marks)}</svg>'
    )


def _columns(drawing: Columns) -> tuple[float, list[str]]:
    top = max((*drawing.values, 1))
    step = min(WIDTH / max(len(drawing.values), 1), 80)
    wide = step * 0.62
    floor = HEIGHT + 18
    marks = []
    for n, (label, value) in enumerate(zip(drawing.labels, drawing.values, strict=True)):
        left, tall = n * step + (step - wide) / 2, HEIGHT * value / top
        middle = left + wide / 2
        marks += [
            f'<rect class="bar" x="{left:.1f}" y="{floor - tall:.1f}" width="{wide:.1f}" '
            f'height="{tall:.1f}"/>',
            _text(middle, floor - tall - 6, f"{value:g}", "middle"),
            _text(middle, floor + 16, label, "middle", "quiet"),
        ]
    marks.append(f'<line class="axis" x1="0" x2="{WIDTH}" y1="{floor}" y2="{floor}"/>')
    return floor + 24, marks


def _strips(drawing: Strips) -> tuple[float, list[str]]:
    long = WIDTH - LABELS - ENDS
    top = drawing.top or 1

    def at(value: float) -> float:
        return LABELS + long * min(max(value, 0), top) / top

    bottom = LINE * len(drawing.strips)
    marks = [
        f'<line class="grid" x1="{at(step):.1f}" x2="{at(step):.1f}" y1="0" y2="{bottom}"/>'
        for step in drawing.steps
    ]
    for n, strip in enumerate(drawing.strips):
        middle = LINE * n + LINE / 2
        marks.append(_text(0, middle + 4, strip.label))
        if strip.band is not None:
            low, high = at(strip.band[0]), at(strip.band[1])
            marks.append(
                f'<rect class="band" x="{low:.1f}" y="{middle - 10:.1f}" '
                f'width="{high - low:.1f}" height="20"/>'
            )
        marks.append(
            f'<rect class="bar" x="{LABELS}" y="{middle - 5:.1f}" '
            f'width="{at(strip.value) - LABELS:.1f}" height="10"/>'
        )
        if strip.before is not None:
            marks.append(
                f'<circle class="before" cx="{at(strip.before):.1f}" cy="{middle:.1f}" r="5"/>'
            )
        marks.append(_text(WIDTH - ENDS + 12, middle + 4, strip.said, "start", "quiet"))
    steps = [_text(at(step), bottom + 14, f"{step:g}", "middle", "quiet") for step in drawing.steps]
    return bottom + (20 if steps else 4), marks + steps


def _text(x: float, y: float, text: str, anchor: str = "start", kind: str = "") -> str:
    tone = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{tone}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    return escape(" ".join(show(text).split()))
