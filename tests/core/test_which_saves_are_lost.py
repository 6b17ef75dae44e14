"""Which saves a server that went back lost: those after the last that is still there, no others."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import assume, given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.lost_saves import lost_entries
from coptui.core.model.records import HistoryEntry

MANY = st.integers(0, 12)


def history(numbers: range, by: str, cap: int) -> dict[int, HistoryEntry]:
    """So many entries, the last `cap` of them kept."""
    at = datetime(2026, 11, 22, tzinfo=UTC)
    return {number: HistoryEntry(id=number, at=at, by=by) for number in numbers[-cap:]}


@given(MANY, MANY, MANY, st.booleans(), st.integers(1, 12))
def test_lost_is_what_came_after_the_state_to_which_it_went_back(
    kept: int, lost: int, later: int, numbers_given_again: bool, cap: int
) -> None:
    """Also when nothing was saved before that state, and others have saved since."""
    seen = history(range(1, kept + lost + 1), "ann", cap)
    first = (kept if numbers_given_again else kept + lost) + 1
    there = {
        **history(range(1, kept + 1), "ann", cap),
        **history(range(first, first + later), "bob", cap),
    }
    there = {number: there[number] for number in sorted(there)[-cap:]}
    # Whether what is older left the history or was lost shows only in what both have.
    assume(kept == 0 or any(number <= kept for number in seen.keys() & there.keys()))
    found = lost_entries(Community(history=seen), Community(history=there))
    assert [entry.id for entry in found] == [number for number in seen if number > kept]
