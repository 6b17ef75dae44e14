"""What holds for every line, whatever the records."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import (
    Action,
    Answer,
    Ask,
    Attendance,
    Break,
    Contribution,
    Event,
    LearningQuestion,
    LibraryItem,
    Member,
    OutsideGuest,
    Profile,
    PulseEntry,
    Record,
    RoleHeld,
    Run,
    Story,
    Topic,
    Touch,
    Unmatched,
    Use,
)
from coptui.core.model.settings import DEFAULTS
from coptui.core.people.levels import standings
from coptui.evidence.registry import LINES, evidence, window_of

TODAY = date(2026, 6, 30)
days = st.integers(-60, 420).map(lambda back: TODAY - timedelta(days=back))
past = st.integers(0, 420).map(lambda back: TODAY - timedelta(days=back))
later = st.integers(1, 60).map(lambda ahead: TODAY + timedelta(days=ahead))
who = st.integers(1, 8)
few = st.lists(who, max_size=3, unique=True).map(tuple)
maybe = st.none() | days
entry = st.builds(
    Attendance,
    rsvp=st.sampled_from([None, "yes", "no"]),
    status=st.sampled_from([None, "attended", "late", "absent", "excused", "no-show"]),
    spoke=st.sampled_from([None, True]),
)

scale = st.integers(0, 4)
rating = st.builds(
    PulseEntry,
    source=st.sampled_from(["coordinator", "member", "member", "visitor"]),
    excitement=st.none() | scale,
    relevance=scale,
    signs=st.dictionaries(st.just("laughter"), scale, max_size=1),
)


def table(record: type[Record], most: int, /, **fields: Any) -> st.SearchStrategy[dict[int, Any]]:
    one = st.builds(record, **fields)
    return st.lists(one, max_size=most).map(
        lambda records: {
            number: msgspec.structs.replace(found, id=number)
            for number, found in enumerate(records, 1)
        }
    )


members = st.lists(
    st.builds(
        Member,
        joined_on=maybe,
        status=st.sampled_from(["active"] * 4 + ["paused", "left", "guest"]),
        paused_on=maybe,
        left_on=maybe,
        roles=st.sampled_from([()] * 4 + [(RoleHeld(role="coordinator"),)]),
        introduced_by=st.none() | who,
        buddy=st.none() | who,
        knows=few,
        organisation=st.sampled_from(["", "Harbour", "City", "harbour"]),
        interests=st.sampled_from([(), ("grief",), ("Grief", "the rota")]),
        offers=st.sampled_from([(), ("topics",), ("knots",)]),
        seeks=st.sampled_from([(), ("knots",)]),
        verified_on=maybe,
        onboarding=st.dictionaries(st.sampled_from(["welcomed", "next step"]), days, max_size=1),
    ),
    min_size=8,
    max_size=8,
).map(
    lambda found: {
        number: msgspec.structs.replace(member, id=number, name=f"Person {number}")
        for number, member in enumerate(found, 1)
    }
)


def tables(
    day: st.SearchStrategy[date],
    series: Sequence[str] = ("Call", "Call", "Clinic", ""),
    entries: st.SearchStrategy[Attendance] = entry,
) -> dict[str, Any]:
    return {
        "events": table(
            Event,
            12,
            title=st.just("Call"),
            series=st.sampled_from(series),
            starts_at=day.map(date.isoformat),
            status=st.sampled_from(["held", "held", "held", "planned", "cancelled"]),
            attendance_taken=st.sampled_from([True, True, False]),
            attendance=st.dictionaries(who, entries, max_size=6),
            hosts=few,
            format=st.sampled_from([None, "demo", "talk"]),
            topics=st.lists(st.integers(1, 4), max_size=2, unique=True).map(tuple),
            outside_guests=st.sampled_from([(), (OutsideGuest(name="Lena"),)]),
            notes_on=st.none() | day,
            unmatched=st.sampled_from([(), (Unmatched(name="Lena"),)]),
            pulse=st.lists(rating, max_size=4).map(tuple),
        ),
        "topics": table(
            Topic,
            4,
            title=st.just("a topic"),
            state=st.sampled_from(["open", "proposed", "parked", "done", "dropped"]),
            interested=few,
            closed_on=st.none() | day,
            proposer=st.none() | who,
            origin=st.sampled_from([None, "inside", "outside"]),
            stewards=few,
            opened_on=day,
            touched_on=st.none() | day,
        ),
        "touches": table(
            Touch,
            6,
            on=day,
            by=who | st.just("Person 1"),
            members=few,
            kind=st.sampled_from([None, "welcome", "introduction"]),
            led_to=st.sampled_from(["", "a visit"]),
        ),
        "actions": table(
            Action,
            4,
            text=st.just("send"),
            owner=who,
            created_on=day,
            due_on=st.none() | day,
            state=st.sampled_from(["open", "done"]),
            done_on=st.none() | day,
        ),
        "asks": table(
            Ask,
            4,
            text=st.just("how?"),
            asker=who,
            asked_on=day,
            answered_by=few,
            first_answer_on=st.none() | day,
            solved_on=st.none() | day,
        ),
        "stories": table(
            Story,
            4,
            on=day,
            text=st.just("used"),
            teller=who,
            cycle=st.sampled_from([None, "applied", "immediate"]),
            previous=st.none() | st.integers(1, 4),
        ),
        "runs": table(
            Run,
            3,
            checklist=st.just("monthly"),
            version=st.just(1),
            finished_at=day.map(lambda found: f"{found}T10:00"),
            log=scale.map(lambda value: (Answer(step="a", question="How?", value=value),)),
            template=st.just({"sections": [{"steps": [{"id": "a"}]}]}),
        ),
        "library": table(
            LibraryItem,
            3,
            title=st.just("t"),
            added_on=day,
            looked_on=st.none() | day,
            uses=st.lists(st.builds(Use, on=st.none() | day), max_size=2).map(tuple),
        ),
        "questions": table(
            LearningQuestion,
            3,
            text=st.just("q"),
            asked_on=day,
            topic=st.none() | st.integers(1, 3),
        ),
        "contributions": table(Contribution, 6, on=day, member=who, kind=st.just("posted")),
    }


breaks = st.lists(
    st.tuples(past, st.integers(0, 30)).map(
        lambda pair: Break(from_=pair[0], to=pair[0] + timedelta(days=pair[1]))
    ),
    max_size=2,
).map(tuple)
communities = st.builds(
    Community,
    profile=breaks.map(lambda found: Profile(name="x", breaks=found)),
    members=members,
    **tables(days),
)
# Later records on people of their own, so that only their days can keep them out.
# That a series has a date keeps it living, so these are of one that never met; and a yes to them is
# something that a newcomer has ahead.
unasked = entry.map(lambda found: msgspec.structs.replace(found, rsvp=None))
futures = st.fixed_dictionaries(tables(later, ("Festival",), unasked))

# The next date is what a plan says: only there may a later event be seen.
AHEAD = ("next_in", "next_30", "next_90")


def said(line_id: str, community: Community, today: date = TODAY) -> Any:
    found = evidence(line_id, community, today)
    if line_id == "stage":
        # One sign of it is that nothing is dated ahead.
        others = [row for row in found.rows if row.name != "transformation"]
        return others, found.n
    if line_id != "cadence":
        return found
    figures = {name: value for name, value in found.figures.items() if name not in AHEAD}
    return found.value, found.n, found.rows, figures


@given(communities, futures)
def test_what_is_later_changes_no_line_and_no_level(community: Community, future: Any) -> None:
    more = community
    for name, records in future.items():
        added = {
            number + 100: msgspec.structs.replace(record, id=number + 100)
            for number, record in records.items()
        }
        more = more.with_records(name, added)
    new = Member(id=500, name="New", joined_on=TODAY + timedelta(days=1))
    more = more.with_records("members", {500: new})
    for line_id in LINES:
        assert said(line_id, more) == said(line_id, community), line_id
    before = standings(community, TODAY, DEFAULTS)
    after = standings(more, TODAY, DEFAULTS)
    assert {who: after[who] for who in before} == before


@given(communities, st.randoms())
def test_the_order_of_records_does_not_matter(community: Community, chance: random.Random) -> None:
    shuffled = community
    for name in ("members", "events", "topics", "touches", "actions", "asks", "stories", "runs"):
        records = list(community.table(name).items())
        chance.shuffle(records)
        shuffled = _with(shuffled, name, dict(records))
    for line_id in LINES:
        assert evidence(line_id, shuffled, TODAY) == evidence(line_id, community, TODAY), line_id


def _with(community: Community, name: str, records: Any) -> Community:
    fresh = community.with_records(name, dict.fromkeys(community.table(name)))
    return fresh.with_records(name, records)


COUNTED = ("missed", "absence_streak", "value_stories", "outside_voice", "returned")


@given(communities)
def test_the_rows_explain_the_count(community: Community) -> None:
    for line_id in COUNTED:
        found = evidence(line_id, community, TODAY)
        assert found.value is None or len(found.rows) == found.value, line_id
    contact = evidence("private_contact", community, TODAY)
    if contact.value is not None:
        assert contact.value == sum(row.why.startswith("spoken to") for row in contact.rows)
    moved = evidence("level_movement", community, TODAY)
    assert len(moved.rows) == moved.n
    if moved.value is not None:
        assert moved.value == moved.n - moved.figures["stayed"]
    turnover = evidence("topic_turnover", community, TODAY)
    opened = sum("opened" in row.why for row in turnover.rows)
    assert turnover.figures["opened"] in (opened, None)
    mix = evidence("level_mix", community, TODAY)
    levels = standings(community, TODAY)
    assert len(mix.rows) == sum(standing.level is not None for standing in levels.values())
    count = evidence("headcount", community, TODAY)
    gone = [row for row in count.rows if row.why.startswith(("left", "paused"))]
    assert count.value is None or len(count.rows) - len(gone) == count.value


@given(communities)
def test_every_line_can_be_shown(community: Community) -> None:
    for line_id in LINES:
        found = evidence(line_id, community, TODAY)
        assert found.text
        assert found.value is None or not found.text.startswith(("not recorded yet", "not known: "))
        for row in found.rows:
            assert row.id in community.table(row.table)
            assert row.name and row.why is not None


@given(communities)
def test_a_few_records_are_said_as_one_would_say_them(community: Community) -> None:
    """No share of nothing, no plural of one, nothing usual in two events."""
    few = len(community.events) < 3
    for line_id in LINES:
        text = evidence(line_id, community, TODAY).text
        assert not re.search(
            r"\bof 0\b|\bhalf of 1\b|\bfor 0 days|(?<![\d.])1 (?!less)[a-z]+s\b", text
        ), text
        if line_id != "topic_turnover":  # What is usual there is the life of topics.
            assert not (few and re.search(r"\busual|\bmost came \(", text)), text


SHARES = ("activity_index", "coordinator_load", "boundary_spread", "tenure", "aliveness")


@given(communities)
def test_shares_and_scales_stay_within_their_ends(community: Community) -> None:
    ends = {"boundary_spread": 1, "tenure": 2 / 3, "aliveness": 4}
    for line_id in SHARES:
        value = evidence(line_id, community, TODAY).value
        assert value is None or 0 <= value <= ends.get(line_id, 100) + 1e-9, line_id


@given(communities, who)
def test_who_gains_a_tie_is_not_alone(community: Community, member: int) -> None:
    """Nobody who knows someone who is with us comes often and knows nobody."""
    alone = "comes often; it isn't recorded that they know anyone here"
    other = member % 8 + 1
    known = msgspec.structs.replace(community.members[member], knows=(other,))
    friend = msgspec.structs.replace(
        community.members[other], status="active", joined_on=None, left_on=None
    )
    tied = community.with_records("members", {member: known, other: friend})
    found = evidence("ties", tied, TODAY)
    assert not [row for row in found.rows if row.id == member and row.why.startswith(alone)]


@given(communities, who)
def test_excused_is_never_missed(community: Community, member: int) -> None:
    """Were someone excused from everything they did not attend, nobody would miss them."""
    events = {
        number: msgspec.structs.replace(
            event, attendance={**event.attendance, member: Attendance(status="excused")}
        )
        for number, event in community.events.items()
        if member not in event.there
    }
    excused = community.with_records("events", events)
    for line_id in ("missed", "absence_streak"):
        rows = evidence(line_id, excused, TODAY).rows
        assert member not in {row.id for row in rows if row.table == "members"}, line_id


@given(communities)
def test_nobody_without_a_mark_is_missed_where_that_says_nothing(community: Community) -> None:
    """Levels may rise by it, and nobody's attendance is over all.

    They may fall only where too few events are left to tell from, which is ruled out here.
    """
    few = msgspec.structs.replace(DEFAULTS, few_occasions=1)
    events = {
        number: msgspec.structs.replace(event, not_marked="unknown")
        for number, event in community.events.items()
    }
    open_about = community.with_records("events", events)
    for line_id in ("missed", "absence_streak"):
        rows = evidence(line_id, open_about, TODAY).rows
        for row in rows:
            if row.table == "members":
                marks = (event.attendance.get(row.id) for event in events.values())
                assert any(mark and mark.status in ("absent", "no-show") for mark in marks), line_id
    order = ("core", "active", "peripheral", "quiet", "paused", "outside", "", None)
    before, now = (standings(one, TODAY, few) for one in (community, open_about))
    for number, found in now.items():
        assert order.index(found.level) <= order.index(before[number].level)


@given(communities)
def test_windows_follow_one_another(community: Community) -> None:
    for line in LINES.values():
        spans = [window_of(line, community, TODAY, DEFAULTS, back) for back in range(4)]
        assert spans[0].to == TODAY
        for now, then in itertools.pairwise(spans):
            assert then.from_ <= then.to <= now.to
            assert then.to < now.from_ or then.to == now.to
