"""What isn't recorded is never counted as none, and what is said is what was recorded."""

from __future__ import annotations

import re

import pytest
from evidence_fixture import ANN, BETH, PEOPLE, TODAY, ago, by_id, circle, meeting, person
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.records import Event, OutsideGuest, Story, Topic
from coptui.evidence.registry import LINES, evidence

GUEST = OutsideGuest(name="Lena Voss")
FULL = meeting(
    1, ago(87), [ANN, BETH], outside_guests=(GUEST,), hosts=(ANN,), speakers=(BETH,),
    format="talk", topics=(1,), summary="x", kind="visit", space="public",
)  # fmt: skip
BARE = tuple(
    Event(id=number, title="Call", series="Call", starts_at=ago(87 - 14 * number).isoformat(), status="held")
    for number in range(2, 7)
)  # fmt: skip
"""Events of which no one noted more than that they took place."""

WRITTEN = ("notes_kept", "echoes", "cadence", "seasons")
"""Lines about what was written about events, and on which days they were: none is then none."""


@pytest.mark.parametrize("line", sorted(set(LINES) - set(WRITTEN)))
def test_an_event_of_which_nothing_is_recorded_is_none_of_anything(line: str) -> None:
    topics = by_id(Topic(id=1, title="t", proposer=BETH, origin="inside", opened_on=ago(87)))
    stories = by_id(Story(id=1, on=ago(80), text="x", teller=ANN, event=1, cycle="applied"))
    seen = evidence(line, circle(events=by_id(FULL, *BARE), topics=topics, stories=stories), TODAY)
    if LINES[line].unit == "events":
        assert seen.no_data or seen.n == 1
    for part, whole in re.findall(r"\b(\d+) of (\d+) events?\b", seen.text):
        assert (int(part) <= 1, whole) == (True, "1")


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=6))
def test_guests_are_counted_where_it_is_known_who_came(
    kinds: list[tuple[bool, bool, bool]],
) -> None:
    """Each event: whether attendance was taken, whether a guest is named, whether one was present."""
    events = by_id(
        *(
            meeting(
                number, ago(40 - number), [ANN, *([6] if taken and present else [])],
                attendance_taken=taken, outside_guests=(GUEST,) if named else (),
            )
            for number, (taken, named, present) in enumerate(kinds, 1)
        )
    )  # fmt: skip
    seen = evidence("outside_voice", circle({**PEOPLE, 6: person(6, status="guest")}, events=events), TODAY)  # fmt: skip
    guests = sum(named or (taken and present) for taken, named, present in kinds)
    known = sum(taken or named for taken, named, _ in kinds)
    if not guests:
        assert seen.no_data
        return
    assert (seen.value, seen.n) == (guests, known)
    assert f"{guests} of {known} event" in seen.text
    assert ("not recorded who came" in seen.text) == (known < len(kinds))
