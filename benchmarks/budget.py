"""The table of what was promised and what was measured, as text and as plain values."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from msgspec import Struct


class Spread(Struct, frozen=True):
    """Several measurements of one thing: their median, the least and the most."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        return cls(statistics.median(values), min(values), max(values))


COUNTED = ("bytes", "frames", "bursts", "trips")
"""The units of what is counted: it has to keep its bound every time, not half of the times."""


class Row(Struct, frozen=True, tag="row"):
    """A line of the budget: what, where, the measured median within its spread, and the bound.

    Without a bound it is told alone, and always met. What is counted is judged by the most, unless it
    is `typical`: what differs between two people is as long as what is known of them.
    """

    what: str
    where: str
    measured: Spread
    bound: float | None
    unit: str
    typical: bool = False

    @property
    def met(self) -> bool:
        every_time = self.unit in COUNTED and not self.typical
        judged = self.measured.most if every_time else self.measured.median
        return self.bound is None or judged <= self.bound


HEADS = ("what", "where", "measured", "least to most", "budget", "")


def as_text(rows: Sequence[Row]) -> str:
    """The table as Markdown, which reads well in a terminal too."""
    lines = [
        (
            row.what,
            row.where,
            _number(row.measured.median, row.unit),
            f"{_number(row.measured.least)} to {_number(row.measured.most)}",
            "" if row.bound is None else _number(row.bound, row.unit),
            "told" if row.bound is None else "met" if row.met else "NOT MET",
        )
        for row in rows
    ]
    return table(HEADS, lines)


def table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table of texts in Markdown, its columns as wide as they need."""
    widths = [max(len(line[n]) for line in (heads, *lines)) for n in range(len(heads))]

    def written(cells: Sequence[str]) -> str:
        padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        return f"| {' | '.join(padded)} |"

    rule = f"|{'|'.join('-' * (width + 2) for width in widths)}|"
    return "\n".join([written(heads), rule, *map(written, lines)])


def _number(value: float, unit: str = "") -> str:
    shown = f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{shown} {unit}".strip() if unit != "x" else f"{shown}x"
