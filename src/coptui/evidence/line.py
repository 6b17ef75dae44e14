"""What an evidence line is, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Direction = Literal["up", "down", "band", "context"]
"""Which way is good: more, less, inside a band, or none (context)."""

Movement = Literal["better", "worse", "same", "more", "fewer", "unknown"]
"""How now differs from then; more and fewer where no way is good."""


@dataclass(frozen=True)
class Row:
    """A record behind a figure, and one short line on why it counts."""

    table: str
    id: int
    name: str
    why: str = ""


@dataclass(frozen=True)
class Evidence:
    """One figure about one window.

    `value` is None exactly when there is no data; then `text` says so and what to record.
    `n` is how many people or occasions stand behind it; `confidence` is a short warning ("3
    occasions") or "". `figures` are further documented numbers, for `when:` expressions.
    """

    id: str
    value: float | None
    text: str
    unit: str = ""
    n: int = 0
    direction: Direction = "context"
    rows: tuple[Row, ...] = ()
    confidence: str = ""
    figures: dict[str, float | None] = field(default_factory=dict)

    @property
    def no_data(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Span:
    """The days a line looks at, both ends included; `today` is the end of the current window."""

    from_: date
    to: date


@dataclass(frozen=True)
class Reading:
    """A line now and then (the window before, or the last walk), and the way it moved."""

    now: Evidence
    then: Evidence
    movement: Movement
    word: str
    trend: tuple[float | None, ...] = ()


Compute = Callable[..., Evidence]
