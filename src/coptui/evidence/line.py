"""What an evidence line is, and what it says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

import msgspec

from coptui.core.model.community import Community
from coptui.core.model.records import Window
from coptui.core.model.settings import Settings
from coptui.language import tr

Direction = Literal["up", "down", "band", "context"]
"""Which way is good: more, less, inside a band, or neither (context)."""

Movement = Literal["better", "worse", "same", "more", "fewer", "unknown"]
"""How now differs from then; more and fewer if neither way is good."""

WindowKind = Literal["days", "events", "series"]
"""What a line's window is: a number of days, the last held events of any series, or the last of
each living series."""


class EvidenceRow(msgspec.Struct, frozen=True, gc=False):
    """A record behind a figure, and one short line on why it counts."""

    table: str
    id: int
    name: str
    why: str = ""


@dataclass(frozen=True)
class Evidence:
    """One figure about one window.

    `value` is None exactly when there is no data; then `text` says so and what to record. `n` is
    how many people or events it is based on; `confidence` is a short warning ("2 occasions") or "",
    and with a warning there is no verdict. `figures` are further documented numbers, for `when:`
    expressions. `on` is the day from which it was seen, the last of its window.
    """

    id: str
    value: float | None
    text: str
    unit: str = ""
    n: int = 0
    direction: Direction = "context"
    rows: tuple[EvidenceRow, ...] = ()
    confidence: str = ""
    figures: dict[str, float | None] = field(default_factory=dict)
    on: date | None = None

    @property
    def no_data(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Reading:
    """A line now and then (the window before, or the last walk), and how it moved.

    `movement` is unknown if either side has no data or too few events for a verdict. `word` says it
    in this line's own words ("more mixed", "fewer").
    """

    now: Evidence
    then: Evidence
    movement: Movement
    word: str
    look_back: Callable[[], tuple[float | None, ...]] = tuple

    @cached_property
    def trend(self) -> tuple[float | None, ...]:
        """Return the values of the last six windows, oldest first; None: no data. Work them out on
        use.

        Empty for a slow line.
        """
        return self.look_back()


Compute = Callable[[Community, Window, Settings], Evidence]


@dataclass(frozen=True)
class EvidenceLine:
    """One line of the registry.

    `rule` is one sentence; `silent` says when there is no data and `needs` what to record then;
    `base` is what its `n` counts; `source` is where the rule comes from; `words` say more and less;
    `unit` is the same in every language, for scripts. `band` (low, high; None: open) is the good range of a line with the direction "band". A line
    with `walks` reads runs too; one that is `slow` is worked out only where it is looked at,
    without a trend, and no snapshot holds it.
    """

    id: str
    title: str
    rule: str
    direction: Direction
    window: WindowKind
    compute: Compute
    needs: str
    silent: str
    source: str
    base: str = ""
    unit: str = ""
    words: tuple[str, str] = (tr("more"), tr("fewer"))
    band: tuple[float | None, float | None] = (None, None)
    figures: tuple[tuple[str, str], ...] = ()
    walks: bool = False
    slow: bool = False
