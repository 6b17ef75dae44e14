"""A past event that nobody closed is a question, not an absence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from evidence_fixture import ANN, BETH, TODAY, ago, by_id, calls, circle, meeting
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from test_evidence_laws import communities, who

from coptui.core.meetings.occasions import waiting
from coptui.core.model.community import Community
from coptui.core.model.records import Attendance, Event
from coptui.core.model.settings import DEFAULTS
from coptui.evidence.agenda import agenda
from coptui.evidence.line import Evidence
from coptui.evidence.registry import evidence
from coptui.evidence.stage_signs import signs
from coptui.store.memory import MemoryStore

DAY = date(2026, 7, 2)
OPEN = {"status": "planned", "attendance_taken": False}


def weekly() -> Community:
    """Three weekly calls that were held, and two since that nobody closed."""
    text = Path(__file__).with_name("unclosed.json").read_text("utf-8")
    return MemoryStore(json.loads(text)).load().community


def unclosed(number: int, day: date, **more: object) -> Event:
    return meeting(number, day, **{**OPEN, **more})


def names(found: Evidence) -> set[int]:
    return {row.id for row in found.rows if row.table == "members"}


def test_what_waits_is_past_planned_or_confirmed_and_without_a_roll() -> None:
    events = by_id(
        unclosed(1, ago(3)),
        unclosed(2, ago(1), status="confirmed"),
        unclosed(3, ago(0)),
        unclosed(4, ago(-5)),
        unclosed(5, ago(2), status="cancelled"),
        unclosed(6, ago(2), status="idea"),
        meeting(7, ago(2), attendance_taken=False),
        meeting(8, ago(2)),
        Event(id=9, title="Some day"),
    )
    found = circle(events=events)
    assert [event.id for event in waiting(found, TODAY)] == [1, 2]
    assert [event.id for event in agenda(found, TODAY, DEFAULTS).unclosed] == [2, 1]


def test_a_roll_call_that_was_not_finished_waits() -> None:
    begun = unclosed(1, ago(3), entries={ANN: Attendance(status="attended")})
    assert waiting(circle(events=by_id(begun)), TODAY) == (begun,)


def test_the_rhythm_counts_what_waits_as_probably_held_and_says_so() -> None:
    found = evidence("cadence", weekly(), DAY)
    assert found.text == (
        "every 7 days; last 1 day ago; no next date; 2 events probably took place (no one has said yet)"
    )
    assert found.value == 1 / 7
    assert found.figures["waiting"] == 2
    assert found.confidence == "not known yet if 2 events took place"
    assert sum("did it take place?" in row.why for row in found.rows) == 2


def test_nobody_is_missed_and_nothing_ends_because_two_events_wait() -> None:
    for line in ("missed", "absence_streak"):
        found = evidence(line, weekly(), DAY)
        assert found.text == "not known yet if 2 events took place"
        assert found.no_data
        assert [row.id for row in found.rows] == [4, 5], "one key from each of them"
    stage = evidence("stage", weekly(), DAY)
    assert stage.text.endswith("; not known yet if 2 events took place")
    assert "ending" not in stage.text


def test_attendance_leaves_out_what_waits_and_says_so() -> None:
    found = evidence("attendance", weekly(), DAY)
    assert found.value == 1
    assert found.n == 3
    assert found.text.endswith("; not known yet if 2 events took place")


def test_one_event_waits_and_two_wait() -> None:
    one = weekly().with_records("events", {4: None})
    assert evidence("missed", one, DAY).text == "not known yet if 1 event took place"


def test_a_community_that_closed_nothing_yet_is_asked_and_not_told_to_record() -> None:
    only = circle(events=by_id(unclosed(1, ago(9)), unclosed(2, ago(2))))
    for line in ("cadence", "attendance", "missed", "absence_streak", "returned", "level_movement"):
        assert evidence(line, only, TODAY).text == "not known yet if 2 events took place", line
    potential = signs(only, TODAY, DEFAULTS)["potential"]
    assert potential == ("2 events so far", "1 person with a core role")


def test_a_past_view_knows_only_what_was_past_then() -> None:
    found = evidence("cadence", weekly(), date(2026, 6, 25))
    assert found.figures["waiting"] == 1
    assert "1 event probably took place" in found.text
    assert evidence("cadence", weekly(), date(2026, 6, 20)).figures["waiting"] == 0


def test_who_stayed_away_before_the_event_that_waits_is_known_again_after_three_more() -> None:
    there = [[ANN, BETH]] * 4 + [[ANN]] * 3
    held = calls(*there)
    known = circle(events=held)
    assert names(evidence("missed", known, TODAY)) == {BETH}
    between = circle(events=held | by_id(unclosed(50, ago(10))))
    assert evidence("missed", between, TODAY).text == "not known yet if 1 event took place"
    before = circle(events=held | by_id(unclosed(50, ago(60))))
    assert names(evidence("missed", before, TODAY)) == {BETH}


def test_the_brief_says_missed_twice_of_nobody_while_one_of_the_last_waits() -> None:
    held = calls(*[[ANN, BETH]] * 4, [ANN], [ANN])
    ahead = meeting(40, ago(-5), **OPEN)
    known = circle(events=held | by_id(ahead))
    assert agenda(known, TODAY, DEFAULTS).brief.missed == (BETH,)
    asked = circle(events=held | by_id(ahead, unclosed(50, ago(2))))
    assert agenda(asked, TODAY, DEFAULTS).brief.missed == ()


open_events = st.lists(
    st.tuples(
        st.integers(1, 200), st.sampled_from(["Call", "Clinic", ""]), st.booleans()
    ),
    min_size=1,
    max_size=3,
).map(
    lambda found: by_id(
        *(
            unclosed(
                900 + place, ago(back), series=series,
                status="confirmed" if sure else "planned",
            )
            for place, (back, series, sure) in enumerate(found)
        )
    )
)  # fmt: skip


@given(communities, open_events)
def test_an_unclosed_event_makes_nobody_missed_and_ends_nothing(
    community: Community, added: dict[int, Event]
) -> None:
    more = community.with_records("events", added)
    for line in ("missed", "absence_streak"):
        assert names(evidence(line, more, TODAY)) <= names(evidence(line, community, TODAY)), line
    before, after = (signs(one, TODAY, DEFAULTS) for one in (community, more))
    silence = [sign for sign in after["transformation"] if sign.startswith("no event")]
    assert not silence or any(s.startswith("no event") for s in before["transformation"])
    assert len(after["potential"]) <= len(before["potential"])
    for stage in ("coalescing", "maturing", "stewardship"):
        assert after[stage] == before[stage]


@given(communities, open_events, st.sampled_from(["held", "cancelled"]))
def test_closing_an_event_never_lowers_who_is_known_to_be_missed(
    community: Community, added: dict[int, Event], status: str
) -> None:
    more = community.with_records("events", added)
    closed = more.with_records(
        "events", {number: replace(event, status=status) for number, event in added.items()}
    )
    found, then = evidence("missed", more, TODAY), evidence("missed", closed, TODAY)
    assert not (then.no_data and not found.no_data)
    assert names(found) <= names(then)


days = st.lists(st.integers(1, 300), min_size=2, max_size=12, unique=True)


@given(days, st.data())
def test_closing_an_event_never_takes_a_figure_away(places: list[int], data: st.DataObject) -> None:
    kinds = [data.draw(st.booleans()) for _ in places]
    events = by_id(
        *(
            meeting(number, ago(back), [ANN]) if held else unclosed(number, ago(back))
            for number, (back, held) in enumerate(zip(places, kinds, strict=True), 1)
        )
    )
    found = circle(events=events)
    asked = waiting(found, TODAY)
    if not asked:
        return
    which = data.draw(st.sampled_from(list(asked)))
    there = {one: Attendance(status="attended") for one in data.draw(st.sets(who, max_size=3))}
    roll = replace(which, status="held", attendance_taken=True, attendance=there)
    closed = found.with_records("events", {which.id: roll})
    stopped = evidence("cadence", closed, TODAY).figures["living"] == 0
    for line in ("cadence", "attendance", "missed", "absence_streak", "stage"):
        before, after = evidence(line, found, TODAY), evidence(line, closed, TODAY)
        # That a series stopped is something known: it is said by the rhythm.
        assert before.no_data or not after.no_data or stopped, line
        if not before.no_data:
            assert stopped or ("not known" in after.text) <= ("not known" in before.text), line
    # Once it is known when they met, it is the same beat as when it was probable.
    cadence = evidence("cadence", closed, TODAY)
    if not evidence("cadence", found, TODAY).no_data:
        assert cadence.value == evidence("cadence", found, TODAY).value
    assert len(waiting(closed, TODAY)) == len(asked) - 1
