"""What a list shows: spans of safe text with a tone, rows of them, and columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from typing import Literal

import msgspec

Tone = Literal["plain", "quiet", "strong", "heading", "accent", "link", "good", "warn", "bad"]


class Span(msgspec.Struct, frozen=True, gc=False):
    """Safe text (it went through `show`) and its tone."""

    text: str
    tone: Tone = "plain"


class Column(msgspec.Struct, frozen=True, gc=False):
    """A column of a list; `width` is in cells, 0 takes what is left, and at `least` this many."""

    title: str
    width: int = 0
    right: bool = False
    least: int = 4


class Row(msgspec.Struct, frozen=True, gc=False):
    """One line. Without a key it is for reading only: the cursor skips it."""

    key: Hashable | None
    cells: tuple[Span, ...]


class Rows(msgspec.Struct, frozen=True, eq=False):
    """The lines of a list: all keys at once, cells only when they are drawn."""

    keys: Sequence[Hashable | None] = ()
    cells: Callable[[int], tuple[Span, ...]] = lambda index: ()
    columns: tuple[Column, ...] = ()
    count: str = ""
    sorted_by: str = ""
    empty: tuple[Span, ...] = ()

    def __len__(self) -> int:
        return len(self.keys)


def listed(
    rows: Sequence[Row],
    *,
    columns: tuple[Column, ...] = (),
    count: str = "",
    empty: tuple[Span, ...] = (),
) -> Rows:
    """Return rows whose cells are already made."""
    # A tuple, as the garbage collector would visit every row of a list, again and again.
    ready = tuple(rows)
    return Rows(
        tuple([row.key for row in ready]),
        lambda index: ready[index].cells,
        columns=columns,
        count=count,
        empty=empty,
    )


def less(rows: Rows, key: Hashable | None) -> Rows:
    """Return rows without the one that has a key."""
    try:
        at, cells = rows.keys.index(key), rows.cells
    except ValueError:
        return rows
    keys = (*rows.keys[:at], *rows.keys[at + 1 :])
    return msgspec.structs.replace(
        rows, keys=keys, cells=lambda index: cells(index + (index >= at))
    )


def joined(parts: Sequence[Rows]) -> Rows:
    """Return lists one below the other as one."""
    keys: list[Hashable | None] = []
    starts: list[int] = []
    for part in parts:
        starts.append(len(keys))
        keys += part.keys

    def cells(index: int) -> tuple[Span, ...]:
        at = bisect_right(starts, index) - 1
        return parts[at].cells(index - starts[at])

    return Rows(tuple(keys), cells)
