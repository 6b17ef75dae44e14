"""How much is measured: everything, or as little as shows that the measuring works."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.programs import COLOURS, SCREENS, SIZES


@dataclass(frozen=True)
class Extent:
    """Sizes in members, how often each thing is repeated, and on which terminals and lines."""

    sizes: tuple[int, ...] = SIZES
    runs: int = 7
    keys: int = 9
    idle: float = 10.0
    screens: tuple[tuple[int, int], ...] = SCREENS
    colours: tuple[str, ...] = tuple(COLOURS)
    lines: tuple[int, ...] = (9_600, 19_200, 56_000)
    peers: bool = True
    active: tuple[int, int, int] = (2_000, 1_000, 40_000)
    imported: int = 10_000


QUICK = Extent(
    sizes=(1_000,),
    runs=1,
    keys=2,
    idle=1.0,
    screens=((80, 24),),
    colours=("256",),
    lines=(56_000,),
    peers=False,
    active=(100, 50, 500),
    imported=100,
)
