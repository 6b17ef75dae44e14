"""How much is measured: everything, or as little as shows that the measuring works."""

from __future__ import annotations

from msgspec import Struct

from benchmarks.programs import COLOURS, SCREENS, SIZES


class Extent(Struct, frozen=True):
    """Sizes in members, how often each thing is repeated, and on which terminals and lines."""

    sizes: tuple[int, ...] = SIZES
    runs: int = 7
    keys: int = 9
    idle: float = 10.0
    quiet: float = 0.3
    """Seconds without a byte after which a key is taken to be answered."""
    settled: float = 1.0
    """Seconds without a byte after which a program is taken to have done what it had to do."""
    watched: float = 3.0
    """Seconds for which keys are pressed while something large goes on."""
    screens: tuple[tuple[int, int], ...] = SCREENS
    colours: tuple[str, ...] = tuple(COLOURS)
    lines: tuple[int, ...] = (9_600, 19_200, 56_000)
    over_lines: int = 13
    """So many keys are pressed over each line."""
    peers: bool = True
    active: tuple[int, int, int] = (2_000, 1_000, 40_000)
    imported: int = 10_000
    faulty: int = 10_000
    limit: float = 1200.0
    """Seconds that a part may take."""

    @property
    def usual(self) -> int:
        """The size at which what depends little on it is measured."""
        return 10_000 if 10_000 in self.sizes else self.sizes[-1]


QUICK = Extent(
    sizes=(10_000,),
    runs=1,
    keys=5,
    idle=0.5,
    quiet=0.1,
    settled=0.3,
    watched=0.3,
    screens=((80, 24),),
    colours=("256",),
    lines=(56_000,),
    over_lines=2,
    peers=False,
    active=(100, 50, 500),
    imported=100,
    faulty=1_000,
    limit=120.0,
)
