"""Who someone is that asks to be forgotten. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Forgotten:
    """Who to forget, by everything they were ever called.

    `ids`: their own first, then those of records merged with it. `on` is the day, `mark` the sign
    that stays. `names` are their names, former ones too; `others` their aliases.
    """

    ids: tuple[int, ...]
    on: str
    mark: str
    names: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()

    def called(self) -> Iterator[str]:
        """Return every name, address, handle and number."""
        for texts in (self.names, self.others, self.addresses, self.handles, self.phones):
            yield from texts
