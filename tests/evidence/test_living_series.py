"""Series by series, living ones only, and anywhere counts: nobody is missed who was seen elsewhere."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from evidence_fixture import (
    ANN,
    BETH,
    CARL,
    CORA,
    PEOPLE,
    TODAY,
    ago,
    by_id,
    calls,
    circle,
    meeting,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from test_evidence_laws import communities, past

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.records import Ask, Attendance, Event, Touch
from coptui.core.model.settings import DEFAULTS
from coptui.core.people.giving import giving, last_trace
from coptui.evidence.absences import first_miss
from coptui.evidence.agenda import agenda
from coptui.evidence.registry import LINES, evidence
from coptui.store.memory import MemoryStore

HERE = Path(__file__).parent
MOVED_DAY = date(2026, 5, 5)


def case(name: str) -> Community:
    return MemoryStore((HERE / name).read_bytes()).load().community


def names(line: str, community: Community, day: date = TODAY) -> set[str]:
    return {row.name for row in evidence(line, community, day).rows if row.table == "members"}


def test_a_lab_that_ended_does_not_speak_for_a_circle_that_meets() -> None:
    changed, day = case("changed_beat.json"), date(2026, 7, 5)
    cadence = evidence("cadence", changed, day)
    assert cadence.text == (
        "Monthly circle every 28 days; last 12 days ago; next 21 Jul;"
        " Weekly lab stopped after 12 Jan"
    )
    assert (cadence.value, cadence.figures["next_in"]) == (12 / 28, 16)
    attendance = evidence("attendance", changed, day)
    assert (attendance.value, attendance.n) == (3, 6)
    assert attendance.text.startswith("Monthly circle usually 3")


def test_who_moved_to_another_series_or_came_to_speak_is_not_missed() -> None:
    assert evidence("missed", case("moved.json"), MOVED_DAY).text == "no one"
    assert evidence("absence_streak", case("moved.json"), MOVED_DAY).text == "no one"


REGULARS = ([ANN, BETH], [ANN, BETH], [ANN, BETH], [BETH], [BETH], [BETH])


def spoken(day: date, kind: str | None = None) -> dict[int, Touch]:
    return by_id(Touch(id=1, on=day, by=CORA, members=(ANN,), kind=kind))  # type: ignore[arg-type]


def test_a_conversation_since_the_first_miss_takes_someone_off_and_the_line_knows_it() -> None:
    events = calls(*REGULARS)
    assert names("missed", circle(events=events)) == {"Ann"}
    found = evidence("missed", circle(events=events, touches=spoken(ago(10))), TODAY)
    assert (found.value, found.text) == (0, "no one; 1 also away, but spoken to since: Ann")
    assert found.figures["spoken_to"] == 1
    before = evidence("missed", circle(events=events, touches=spoken(ago(40))), TODAY)
    assert before.rows[0].why.endswith("last came on 16 May; conversation on 21 May")


def test_whatever_someone_did_since_the_first_miss_takes_them_off() -> None:
    events = calls(*REGULARS)
    elsewhere = {50: meeting(50, ago(5), [ANN], series="", title="Fair")}
    apologies = {50: meeting(50, ago(5), (), {ANN: Attendance(status="excused")}, series="")}
    hosted = {50: meeting(50, ago(5), [BETH], series="", hosts=(ANN,))}
    asked = by_id(Ask(id=1, text="how?", asker=ANN, asked_on=ago(5)))
    for given_ in (
        circle(events={**events, **elsewhere}),
        circle(events={**events, **apologies}),
        circle(events={**events, **hosted}),
        circle(events=events, asks=asked),
    ):
        assert names("missed", given_) == set()
        assert names("absence_streak", given_) == set()


def test_a_guest_is_not_missed_and_is_in_no_base() -> None:
    members = {**PEOPLE, ANN: replace(PEOPLE[ANN], status="guest")}
    found = evidence("missed", circle(members, events=calls(*REGULARS)), TODAY)
    assert (found.text, found.n) == ("no one", 1)


def test_the_brief_misses_nobody_who_was_seen_elsewhere() -> None:
    ahead = meeting(40, ago(-5), status="planned", attendance_taken=False)
    held = calls(*[[ANN, BETH]] * 4, [ANN], [ANN])
    known = circle(events={**held, 40: ahead})
    brief = agenda(known, TODAY, DEFAULTS).brief
    assert brief is not None
    assert brief.missed == (BETH,)
    clinic = meeting(41, ago(2), [BETH], series="Clinic")
    again = agenda(circle(events={**held, 40: ahead, 41: clinic}), TODAY, DEFAULTS).brief
    assert again is not None
    assert again.missed == ()


def test_each_person_missed_stands_beside_their_series() -> None:
    clinic = {
        30 + n: meeting(30 + n, event.day, there, series="Clinic")
        for (n, event), there in zip(
            calls(*REGULARS).items(), ([CARL], [CARL], [], [], [], []), strict=True
        )
    }
    found = evidence("missed", circle(events={**calls(*REGULARS), **clinic}), TODAY)
    assert found.text == "2 people: Ann (Call), Carl (Clinic)"


another = st.lists(st.tuples(past, st.sets(st.integers(1, 8))), min_size=1, max_size=6).map(
    lambda found: {
        800 + n: Event(
            id=800 + n, series="Reading", starts_at=day.isoformat(), status="held",
            attendance_taken=True, attendance={who: Attendance(status="attended") for who in there},
        )
        for n, (day, there) in enumerate(found)
    }
)  # fmt: skip


@given(communities, another)
def test_an_event_of_another_series_makes_nobody_missed(
    community: Community, added: dict[int, Event]
) -> None:
    another_series_makes_nobody_missed(community, added)


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(communities, another)
def test_an_event_of_another_series_makes_nobody_missed_whole(
    community: Community, added: dict[int, Event]
) -> None:
    another_series_makes_nobody_missed(community, added)


def another_series_makes_nobody_missed(community: Community, added: dict[int, Event]) -> None:
    # Till a series is named, all events are one: that is another law.
    named = community.with_records(
        "events",
        {n: replace(event, series=event.series or "Call") for n, event in community.events.items()},
    )
    before, after = (
        evidence("missed", one, TODAY) for one in (named, named.with_records("events", added))
    )
    # Whoever is missed now and was not before came to the other series, and stays away from that.
    came = Counter(who for event in added.values() for who in event.there)
    listed = [{row.id for row in seen.rows if row.table == "members"} for seen in (before, after)]
    new = listed[1] - listed[0]
    assert all(came[who] >= DEFAULTS.missed_before for who in new)


@given(communities)
def test_nobody_with_a_trace_since_the_first_miss_is_listed(community: Community) -> None:
    nobody_seen_since_is_listed(community)


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(communities)
def test_nobody_with_a_trace_since_the_first_miss_is_listed_whole(community: Community) -> None:
    nobody_seen_since_is_listed(community)


def nobody_seen_since_is_listed(community: Community) -> None:
    found = giving(community, DEFAULTS)
    for line in ("missed", "absence_streak"):
        for row in evidence(line, community, TODAY).rows:
            if row.table != "members":
                continue
            member = community.members[row.id]
            missed = [
                day
                for events in occasions(community).series.values()
                if (day := first_miss(until(events, TODAY), member)) is not None
            ]
            seen = last_trace(found, row.id, TODAY)
            assert missed
            assert seen is None or seen < max(missed), (line, row)


BASES = ("missed", "absence_streak", "headcount", "private_contact", "returned", "freshness",
         "interest_match", "expertise_cover", "level_movement")  # fmt: skip


@given(communities)
def test_no_count_exceeds_its_base(community: Community) -> None:
    no_count_exceeds_its_base(community)


@pytest.mark.long
@settings(max_examples=1500, deadline=None)
@given(communities)
def test_no_count_exceeds_its_base_whole(community: Community) -> None:
    no_count_exceeds_its_base(community)


def no_count_exceeds_its_base(community: Community) -> None:
    for line in BASES:
        found = evidence(line, community, TODAY)
        assert found.value is None or 0 <= found.value <= found.n, (line, found)
    seen = evidence("headcount", community, TODAY).figures["seen"]
    assert seen is None or seen <= evidence("headcount", community, TODAY).n
    mix = evidence("level_mix", community, TODAY)
    if mix.n:
        levels = [mix.figures[name] or 0 for name in ("active", "peripheral", "quiet")]
        assert sum(levels) <= mix.n


HEALTHY = ("as you say", "like stewardship", "like maturing", "like coalescing", "keeps", "closer")


@given(communities, st.integers(120, 400))
def test_of_a_stopped_community_no_line_says_healthy_words(
    community: Community, since: int
) -> None:
    kept = {
        number: event
        for number, event in community.events.items()
        if event.day <= ago(since) and event.status == "held"
    }
    stopped = community.with_records(
        "events", {number: kept.get(number) for number in community.events}
    )
    held = [event.day for event in kept.values()]
    gaps = sorted((b - a).days for a, b in zip(sorted(held), sorted(held)[1:], strict=False))
    if len(set(held)) < 3 or 2 * gaps[-1] >= since or stopped.profile.breaks:
        return
    for line in LINES:
        found = evidence(line, stopped, TODAY)
        assert not any(word in found.text for word in HEALTHY), (line, found.text)
    assert evidence("stage", stopped, TODAY).text.startswith("no recent activity")
