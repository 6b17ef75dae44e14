"""Where a review was left, remembered from one day to the next."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.tui.shell.desk import Desk


def keep_place(desk: Desk, people: Sequence[int], index: int) -> None:
    """Remember where a review stands; forget it at the end."""
    at = {"people": " ".join(map(str, people)), "place": str(index)}
    desk.remember(_key(desk), at if index < len(people) else {})


def kept_place(desk: Desk) -> tuple[list[int], int] | None:
    """Return where a review was left, if one was."""
    kept = desk.recall(_key(desk))
    try:
        return (
            ([int(member) for member in kept["people"].split()], int(kept["place"]))
            if kept
            else None
        )
    except (KeyError, ValueError):
        return None


def _key(desk: Desk) -> str:
    return f"{desk.session.whereabouts.key} review"
