"""My communities: each by its name, or why it cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coptui.core.model.text import show
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import pad
from coptui.whereabouts import Whereabouts

NAME = 30
"""Cells for a name, before its file."""


class Listed(NamedTuple):
    """A community in the list; `fault` says why it cannot be read, "" if it can."""

    whereabouts: Whereabouts
    name: str
    fault: str = ""


def community_rows(communities: Sequence[Listed], here: Whereabouts, width: int) -> Rows:
    """Return a line for each community; a row's key is its address."""
    room = max(10, width - NAME - 6)
    rows = []
    for community in communities:
        mark = tr("(this one)") + " " if community.whereabouts.is_at(here) else ""
        tail = community.fault or f"{mark}{community.whereabouts.shown}"
        rows.append(
            Row(
                community.whereabouts.address,
                (
                    Span(f" {pad(show(community.name), NAME)} "),
                    Span(
                        pad(" ".join(show(tail).split()), room),
                        "warn" if community.fault else "quiet",
                    ),
                ),
            )
        )
    return listed(rows, count=str(len(rows)))
