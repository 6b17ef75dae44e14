"""A mapping with changes laid over it: a new version costs what was changed, not what there is."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import Any, TypeVar

K = TypeVar("K")
V = TypeVar("V")
FEW = 64
"""Up to this many changed records, what was derived from a table is updated."""
MOST_CHANGES = 256
"""This many changes lie over a mapping before both are merged."""


class Layered(Mapping[K, V]):
    """What a mapping is after changes; None removes a key, and is never a value.

    Keep the order of a dict: what is replaced stays in its place, what is new comes last. The mapping
    below must not change any more. Going through all of it merges both, once.
    """

    __slots__ = ("_layers", "_length")

    def __init__(self, below: Mapping[K, V], above: Mapping[K, V | None]) -> None:
        self._length = len(below) + sum(
            (value is not None) - (key in below) for key, value in above.items()
        )
        if isinstance(below, Layered):
            lowest, between = below._layers
            # A key that was removed and is set again belongs at the end. The lowest mapping still has
            # it at its old place, until both are merged.
            if any(new is not None and between.get(key, new) is None for key, new in above.items()):
                lowest, between = below._merged(), {}
            below, above = lowest, {**between, **above}
        self._layers: tuple[Mapping[K, V], Mapping[K, V | None]] = below, above
        if len(above) > MOST_CHANGES:
            self._merged()

    def _merged(self) -> Mapping[K, V]:
        below, above = self._layers
        if above:
            whole = dict(below.items())
            for key, value in above.items():
                if value is None:
                    whole.pop(key, None)
                else:
                    whole[key] = value
            self._layers = below, above = whole, {}
        return below

    def __getitem__(self, key: K) -> V:
        below, above = self._layers
        if key not in above:
            return below[key]
        value = above[key]
        if value is None:
            raise KeyError(key)
        return value

    def get(self, key: K, default: Any = None) -> Any:
        below, above = self._layers
        if key not in above:
            return below.get(key, default)
        value = above[key]
        return default if value is None else value

    def __contains__(self, key: object) -> bool:
        below, above = self._layers
        return above[key] is not None if key in above else key in below  # type: ignore[index]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[K]:
        return iter(self._merged())

    def keys(self) -> KeysView[K]:
        return self._merged().keys()

    def values(self) -> ValuesView[V]:
        return self._merged().values()

    def items(self) -> ItemsView[K, V]:
        return self._merged().items()


def touched(old: Mapping[K, V], new: Mapping[K, V]) -> list[K] | None:
    """Return the keys under which one mapping can differ from another that it was made from, in
    their order; None if that isn't known."""
    if old is new:
        return []
    (old_below, old_above), (below, above) = _layers(old), _layers(new)
    return list({**old_above, **above}) if old_below is below else None


def _layers(mapping: Mapping[K, V]) -> tuple[Mapping[K, V], Mapping[K, V | None]]:
    return mapping._layers if isinstance(mapping, Layered) else (mapping, {})


def changed_of(old: Mapping[K, V], new: Mapping[K, V]) -> set[K] | None:
    """Return the ids of the records that differ between two versions of a table; None if there are
    many."""
    keys = touched(old, new)
    if keys is not None:
        changed = {number for number in keys if old.get(number) is not new.get(number)}
        return changed if len(changed) <= FEW else None
    if abs(len(old) - len(new)) > FEW:
        return None
    changed, known = set[K](), old.get
    for number, record in new.items():
        if known(number) is not record:
            changed.add(number)
            if len(changed) > FEW:
                return None
    if len(old) != len(new) or not old.keys() >= changed:
        changed |= old.keys() - new.keys()
    return changed if len(changed) <= FEW else None
