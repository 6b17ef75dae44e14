"""Blind pairs: what is closed, until when, and to whom."""

from __future__ import annotations

from datetime import date

from coptui.core.model.records import Run
from coptui.core.people.pairs import (
    before_both,
    is_sealed,
    partner,
    to_go_on,
    to_stand_beside,
    unsealed,
)

TODAY = date(2026, 3, 14)


def run(id: int, by: str, day: int, *, ended: bool = False, pair: int | None = None) -> Run:
    at = f"2026-03-{day:02}T10:00:00"
    return Run(
        id=id, checklist="x", version=1, by=by, started_at=at,
        finished_at=at if ended else "", pair=pair,
    )  # fmt: skip


def test_a_pair_is_closed_until_both_have_finished() -> None:
    for first, second, closed in ((0, 0, 1), (1, 0, 1), (0, 1, 1), (1, 1, 0)):
        runs = [run(1, "ann", 1, ended=bool(first)), run(2, "beth", 2, ended=bool(second), pair=1)]
        assert [is_sealed(one, runs) for one in runs] == [bool(closed)] * 2
        assert unsealed(runs) == ([] if closed else runs)
        assert [one.by for one in to_go_on(runs, "ann")] == (["ann"] if closed else ["ann", "beth"])


def test_a_partner_whose_beginning_was_taken_back_closes_nothing() -> None:
    alone = run(2, "beth", 2, pair=1)
    assert partner(alone, [alone]) is None
    assert unsealed([alone]) == [alone]


def test_beside_whom() -> None:
    new = run(0, "beth", 14)
    assert to_stand_beside(new, [run(1, "ann", 1)], TODAY) == run(1, "ann", 1)
    assert to_stand_beside(new, [run(1, "ann", 1, ended=True)], TODAY) is not None
    assert to_stand_beside(new, [run(1, "beth", 1)], TODAY) is None
    assert to_stand_beside(new, [run(1, "ann", 1), run(2, "cora", 2, pair=1)], TODAY) is None
    assert to_stand_beside(new, [run(1, "ann", 1)], date(2026, 3, 16)) is None


def test_last_time_is_before_both_and_then_ones_own() -> None:
    old = run(1, "cora", 1, ended=True)
    first, second = run(2, "ann", 2, ended=True), run(3, "beth", 3, pair=2)
    runs = [old, first, second]
    assert before_both(first, runs) == [old]
    assert before_both(second, runs) == [old]
    later = run(4, "beth", 9)
    assert before_both(later, runs) == [old], "the pair is closed"
    done = run(3, "beth", 3, ended=True, pair=2)
    assert before_both(later, [old, first, done]) == [old, done]
    assert before_both(run(5, "ann", 9), [old, first, done]) == [old, first]
