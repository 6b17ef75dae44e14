"""Every evidence line there is: the shipped ones, and those a community wrote itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from coptui.checklists.nodes import Mistake
from coptui.checklists.own_lines import find_own_lines
from coptui.evidence.line import EvidenceLine
from coptui.evidence.own import FIGURES, own_line
from coptui.evidence.registry import LINES

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@dataclass(frozen=True)
class AllLines:
    """Lines by id, the shipped ones first, and what couldn't be read of the others."""

    lines: Mapping[str, EvidenceLine]
    broken: tuple[Mistake, ...] = ()

    @property
    def figures(self) -> dict[str, list[str]]:
        """Return what a checklist may name: the further figures of each line."""
        return {line.id: [name for name, _ in line.figures] for line in self.lines.values()}


def all_lines(folders: Sequence[Traversable] = ()) -> AllLines:
    """Return the shipped lines and those found in the folders (`evidence.yaml`, `evidence/*.yaml`)."""
    found = find_own_lines(folders, FIGURES)
    own = {id: own_line(**msgspec.structs.asdict(line)) for id, line in found.lines.items()}
    return AllLines({**LINES, **own}, found.broken)
