"""What the parts of a run found, one after the other, and the tables that are made of it."""

from __future__ import annotations

import platform
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct, field

from benchmarks.budget import Row, Spread, as_text, table
from benchmarks.programs import BARE, COPTUI

START = {1_000: 1.3, 10_000: 1.5, 100_000: 5.0}
MEMORY = {1_000: 1.4, 10_000: 2.0}


class Start(Struct, frozen=True, tag="start"):
    """A program that was started with so many rows: seconds to its first rows, and its MB.

    `rows` is 0 for a program that shows none. Its `first` is None when it does not come up.
    """

    program: str
    rows: int
    first: float | None
    peak: float = 0.0
    beside: float = 0.0
    """Seconds of the bare program that was started just before."""
    bare_peak: float = 0.0


class Move(Struct, frozen=True, tag="move"):
    """A move of a program's cursor: bytes, and milliseconds to the last of them."""

    program: str
    rows: int
    sent: float
    took: float


class OverLine(Struct, frozen=True, tag="line"):
    """A key over a narrow line: seconds until the screen is right, and bytes."""

    bits: int
    key: str
    seconds: float
    sent: int


class Failed(Struct, frozen=True, tag="failed"):
    """A part that could not be measured to its end, and why."""

    part: str
    why: str


F = TypeVar("F")

Finding = Row | Start | Move | OverLine | Failed


class Machine(Struct, frozen=True):
    """On what it was measured."""

    python: str
    system: str
    processors: int


class Findings(Struct):
    """All of a run so far."""

    machine: Machine
    found: list[Finding] = field(default_factory=list)

    @classmethod
    def here(cls, processors: int) -> Findings:
        system = f"{platform.system()} {platform.release()}"
        return cls(Machine(platform.python_version(), system, processors))

    @classmethod
    def read(cls, path: Path) -> Findings:
        """What an earlier run kept."""
        return msgspec.json.decode(path.read_bytes(), type=cls)

    def written(self) -> str:
        """As JSON."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"

    @property
    def met(self) -> bool:
        """Whether every part was measured, and every budget met."""
        return not self._all(Failed) and all(row.met for row in self.rows())

    def rows(self) -> list[Row]:
        """Every line of the budget."""
        return [*self._of_starts(), *self._all(Row)]

    def growth(self) -> dict[str, dict[int, float]]:
        """What it costs at each size, in milliseconds and megabytes; empty lines are left out."""
        starts = self._starts().get(COPTUI.name, {})
        lines = {
            "start, ms": {size: 1000 * _median(s.first for s in on) for size, on in starts.items()},
            "memory, MB": {size: _median(s.peak for s in on) for size, on in starts.items()},
        }
        rows = self._all(Row)
        for name, what in (
            ("an edit on disk, ms", "an edit on disk, fsync included"),
            ("a letter to filter, ms", "filter, a letter typed, key to last byte"),
            ("a letter to find, ms", "find, a letter typed, key to last byte"),
            ("a cursor move, ms", "cursor move, key to last byte"),
        ):
            lines[name] = {
                size: row.measured.median
                for row in rows
                if row.what == what and (size := _members(row.where))
            }
        return {name: line for name, line in lines.items() if line}

    def as_page(self) -> str:
        """The tables, as Markdown."""
        machine = self.machine
        parts = [
            f"Python {machine.python}, {machine.system}, {machine.processors} processors",
            as_text(self.rows()),
        ]
        if failed := self._all(Failed):
            parts.append(
                table(("not measured to its end", "why"), [(f.part, f.why) for f in failed])
            )
        if beside := list(self._beside()):
            heads = ("program", "rows", "first screen", "memory", "bytes a move", "a move")
            parts.append(table(heads, beside))
        if lines := self._all(OverLine):
            parts.append(
                table(
                    ("bits a second", "after", "bytes", "the screen is right"),
                    [(f"{o.bits:,}", o.key, f"{o.sent:,}", f"{o.seconds:.2f} s") for o in lines],
                )
            )
        return "\n\n".join(parts)

    def _all(self, kind: type[F]) -> list[F]:
        return [one for one in self.found if isinstance(one, kind)]

    def _starts(self) -> dict[str, dict[int, list[Start]]]:
        """Those that came up, by program and rows."""
        starts: dict[str, dict[int, list[Start]]] = {}
        for start in self._all(Start):
            if start.first is not None:
                starts.setdefault(start.program, {}).setdefault(start.rows, []).append(start)
        return starts

    def _of_starts(self) -> Iterator[Row]:
        """The budgets of the start, each run against the bare program that was started before it."""
        starts = self._starts().get(COPTUI.name, {})
        ours = {
            size: beside for size, on in starts.items() if (beside := [s for s in on if s.beside])
        }
        for size, bound in START.items():
            if size in ours:
                ratios = Spread.of([(start.first or 0) / start.beside for start in ours[size]])
                what = "first rows on the screen, against a bare program"
                yield Row(what, f"{size:,} members", ratios, bound, "x")
        for size, bound in MEMORY.items():
            if size in ours:
                ratios = Spread.of([start.peak / start.bare_peak for start in ours[size]])
                what = "peak memory, against a bare program"
                yield Row(what, f"{size:,} members", ratios, bound, "x")

    def _beside(self) -> Iterator[tuple[str, ...]]:
        """A line for each program and size, the bare one first."""
        moves: defaultdict[tuple[str, int], list[Move]] = defaultdict(list)
        for move in self._all(Move):
            moves[move.program, move.rows].append(move)
        starts = self._starts()
        for program in dict.fromkeys([BARE.name, *(start.program for start in self._all(Start))]):
            if program not in starts:
                if any(start.program == program for start in self._all(Start)):
                    yield (program, "", "does not come up", "", "", "")
                continue
            for rows, on in starts[program].items():
                moved = moves[program, rows]
                yield (
                    program,
                    f"{rows:,}" if rows else "",
                    f"{1000 * _median(s.first for s in on):,.0f} ms",
                    f"{_median(s.peak for s in on):.0f} MB",
                    f"{_median(move.sent for move in moved):,.0f}" if moved else "",
                    f"{_median(move.took for move in moved):.3g} ms" if moved else "",
                )


def _median(values: Iterator[float | None] | Sequence[float | None]) -> float:
    return Spread.of([value for value in values if value is not None]).median


def _members(where: str) -> int:
    """Of so many members, and of nothing else."""
    number = where.removesuffix(" members").replace(",", "")
    return int(number) if number.isdecimal() and where.endswith(" members") else 0
