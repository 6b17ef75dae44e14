"""Blind pairs: two people walk the same checklist, and neither sees the other's answers until both
have finished. Pure.

The second walk names the first (`Run.pair`). The file itself is open to anyone who may read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coptui.core.model.days import later
from coptui.core.model.records import Run, day_written
from coptui.core.model.text import fold
from coptui.language import tr

RECENT = 14
"""How long after its beginning a walk can still be walked blind by another."""


def partner(run: Run, runs: Iterable[Run]) -> Run | None:
    """Return the other walk of a blind pair."""
    return next(
        (
            other
            for other in runs
            if other.id != run.id and (other.id == run.pair or other.pair == run.id)
        ),
        None,
    )


def is_sealed(run: Run, runs: Iterable[Run]) -> bool:
    """Return whether its answers are still hidden from others: one of the pair isn't finished."""
    other = partner(run, runs)
    return other is not None and not (run.finished_at and other.finished_at)


def unsealed(runs: Iterable[Run]) -> list[Run]:
    """Return the walks whose answers anyone may see."""
    known = list(runs)
    paired = {run.pair for run in known if run.pair} | {run.id for run in known if run.pair}
    return [run for run in known if run.id not in paired or not is_sealed(run, known)]


def to_go_on(runs: Iterable[Run], by: str) -> list[Run]:
    """Return the walks that someone may go on with or look back at: none of anyone else's sealed
    ones."""
    known = list(runs)
    open_to_all = {run.id for run in unsealed(known)}
    return [run for run in known if run.id in open_to_all or run.by == by]


def pair_text(run: Run, runs: Iterable[Run]) -> str:
    """Return what to say at the end of a walk of a blind pair; "" for any other walk."""
    other = partner(run, runs)
    if other is None:
        return ""
    if not other.finished_at:
        return (
            tr(
                "Independent answers: hidden from both of you until {name} has finished too.",
                name=other.by,
            )
            if other.by
            else tr(
                "Independent answers: hidden from both of you until the other person has "
                "finished too."
            )
        )
    return (
        tr("{name} has finished too: press = in Checklists to see where you differ.", name=other.by)
        if other.by
        else tr("the other person has finished too: press = in Checklists to see where you differ.")
    )


def to_stand_beside(new: Run, runs: Iterable[Run], today: date) -> Run | None:
    """Return someone else's latest walk of the same checklist, subject and group from the last two weeks
    that has no partner yet."""
    known = list(runs)
    fits = [
        run
        for run in known
        if run.checklist == new.checklist
        and run.subject == new.subject
        and fold(run.group) == fold(new.group)
        and run.by != new.by
        and later(today, -RECENT) <= day_written(run.started_at) <= today
        and partner(run, known) is None
    ]
    return max(fits, key=lambda run: (run.started_at, run.id), default=None)


def before_both(run: Run, runs: Iterable[Run]) -> list[Run]:
    """Return the finished walks that "last time" can mean.

    They began before this one and its partner, and none is sealed; of a pair that both finished,
    take the person's own.
    """
    known = list(runs)
    other = partner(run, known)
    start = min(_place(walk) for walk in (run, other) if walk is not None)
    earlier = [
        walk
        for walk in unsealed(known)
        if walk.checklist == run.checklist
        and walk.subject == run.subject
        and fold(walk.group) == fold(run.group)
        and walk.finished_at
        and walk.id != run.id
        and _place(walk) < start
    ]
    return [
        walk
        for walk in earlier
        if walk.by == run.by or (twin := partner(walk, known)) is None or twin.by != run.by
    ]


def _place(run: Run) -> tuple[str, int]:
    """Return when a walk began; one that isn't saved yet is the latest of its second."""
    return (run.started_at, abs(run.id) or 1 << 60)
