"""The community as it stood on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import (
    TABLES,
    Action,
    Answer,
    Ask,
    Attendance,
    Contribution,
    Event,
    LearningQuestion,
    LibraryItem,
    Member,
    PrivateNote,
    Profile,
    PulseEntry,
    RoleHeld,
    Run,
    Snapshot,
    StageEntry,
    Story,
    Topic,
    Touch,
    Use,
    document,
)
from coptui.core.views.as_of import as_of

START = date(2024, 1, 1)
DAYS = [START + timedelta(days=7 * week) for week in range(8)]
day = st.sampled_from(DAYS)
maybe = st.none() | day
moments = st.one_of(st.just(""), day.map(date.isoformat), day.map(lambda d: f"{d}T18:00"))


def table(kind: type, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[int, Any]]:
    made = st.fixed_dictionaries(fields)
    return st.lists(made, max_size=3).map(
        lambda found: {number: kind(id=number, **one) for number, one in enumerate(found, 1)}
    )


def several(kind: type, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.builds(kind, **fields), max_size=3).map(tuple)


notes = st.lists(st.sampled_from([*map(str, DAYS), "a line", "- and so on"]), max_size=5)
people = st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple)
communities = st.builds(
    Community,
    profile=st.builds(
        Profile,
        name=st.just("Circle"),
        stage=st.sampled_from(("potential", "maturing")),
        stage_since=maybe,
        stage_history=several(StageEntry, stage=st.just("potential"), since=maybe),
        charter_reviewed_on=maybe,
        sponsor_reported_on=maybe,
    ),
    members=table(
        Member,
        name=st.just("Ann"),
        status=st.sampled_from(("active", "paused", "left", "guest")),
        joined_on=maybe,
        paused_on=maybe,
        paused_until=maybe,
        left_on=maybe,
        left_reason=st.sampled_from(("", "moved")),
        roles=several(RoleHeld, role=st.just("host"), since=maybe, until=maybe),
        notes=several(PrivateNote, on=maybe, text=st.just("x")),
        onboarding=st.dictionaries(st.sampled_from("ab"), day, max_size=2),
        verified_on=maybe,
    ),
    topics=table(
        Topic,
        title=st.just("T"),
        state=st.sampled_from(("proposed", "open", "parked", "done", "dropped")),
        opened_on=maybe,
        touched_on=maybe,
        closed_on=maybe,
        outcome=st.sampled_from(("", "it works")),
        notes=notes.map("\n".join),
    ),
    events=table(
        Event,
        title=st.just("E"),
        starts_at=moments,
        status=st.sampled_from(("planned", "held", "cancelled")),
        topics=st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple),
        attendance_taken=st.booleans(),
        attendance=st.dictionaries(
            st.integers(1, 3),
            st.builds(
                Attendance,
                rsvp=st.sampled_from((None, "yes")),
                status=st.sampled_from((None, "attended", "absent")),
            ),
            max_size=2,
        ),
        summary=st.sampled_from(("", "good")),
        notes_on=maybe,
        pulse=several(PulseEntry, source=st.just("member")),
    ),
    touches=table(Touch, on=maybe, members=people, text=st.just("x")),
    actions=table(
        Action,
        text=st.just("do"),
        state=st.sampled_from(("open", "done", "dropped")),
        created_on=maybe,
        done_on=maybe,
        due_on=maybe,
    ),
    asks=table(
        Ask, text=st.just("?"), asked_on=maybe, answered_by=people, first_answer_on=maybe,
        solved_on=maybe,
    ),
    stories=table(Story, on=maybe, text=st.just("s"), share_due=maybe),
    contributions=table(Contribution, on=maybe, member=st.just(1)),
    library=table(
        LibraryItem, title=st.just("t"), added_on=maybe, looked_on=maybe,
        uses=several(Use, on=maybe, by=st.just(1)),
    ),
    questions=table(
        LearningQuestion, text=st.just("q"), asked_on=maybe, topic=st.none() | st.integers(1, 2)
    ),
    runs=table(
        Run, checklist=st.just("c"), version=st.just(1), started_at=moments, finished_at=moments,
        log=several(Answer, step=st.sampled_from("ab"), value=st.just(1), at=moments),
    ),
    snapshots=table(Snapshot, on=maybe),
)  # fmt: skip


def records(community: Community) -> dict[str, Any]:
    return {
        name: {number: document(record) for number, record in community.table(name).items()}
        for name in TABLES
    }


PLANS = {"due_on", "paused_until", "share_due", "follow_up_on", "starts_at", "ends_at"}


def days_in(value: Any, name: str = "") -> set[str]:
    """Every day on which something is said to have happened; plans are no such days."""
    if name in PLANS:
        return set()
    if isinstance(value, dict):
        return set().union(*(days_in(item, key) for key, item in value.items()), set())
    if isinstance(value, list):
        return set().union(*(days_in(item, name) for item in value), set())
    return {value[:10]} if isinstance(value, str) and value[:5] == "2024-" else set()


@settings(max_examples=150)
@given(communities, day, day)
def test_a_view_of_a_later_view_is_the_view_itself(
    community: Community, one: date, other: date
) -> None:
    earlier, later = sorted((one, other))
    assert records(as_of(as_of(community, later), earlier)) == records(as_of(community, earlier))


@settings(max_examples=150)
@given(communities, day)
def test_nothing_later_is_visible(community: Community, today: date) -> None:
    view = as_of(community, today)
    shown = records(view)
    shown.pop("history")
    assert max(days_in(shown), default="") <= today.isoformat()
    for event in view.events.values():
        if event.starts_at and event.day > today:
            assert event.status != "held"
            assert not event.there


@given(communities)
def test_when_nothing_is_later_the_value_is_the_same(community: Community) -> None:
    late = date(2030, 1, 1)
    view = as_of(community, late)
    # An event without a day is always to come.
    if all(event.starts_at for event in community.events.values()):
        assert view is community
    assert as_of(view, late) is view


@given(communities, day)
def test_the_community_itself_is_left_as_it_is(community: Community, today: date) -> None:
    before = records(community)
    as_of(community, today)
    assert records(community) == before


JUNE = date(2024, 6, 1)
JULY = date(2024, 7, 1)
AUGUST = date(2024, 8, 1)


def seen(record: Any, today: date = JULY) -> Any:
    community = Community().with_records(record.table, {1: msgspec.structs.replace(record, id=1)})
    if record.table == "community":
        return as_of(community, today).profile
    return as_of(community, today).table(record.table).get(1)


def test_a_topic_closed_later_is_open() -> None:
    topic = seen(
        Topic(title="T", state="done", opened_on=JUNE, closed_on=AUGUST, outcome="a guide")
    )
    assert (topic.state, topic.closed_on, topic.outcome) == ("open", None, "")
    assert seen(Topic(title="T", state="done", closed_on=JUNE)).state == "done"
    assert seen(Topic(title="T", state="done", touched_on=AUGUST)).state == "open"
    assert seen(Topic(title="T", opened_on=AUGUST)) is None


def test_a_topic_was_touched_when_it_last_was_on_the_table() -> None:
    call = Event(
        id=1, title="E", starts_at="2024-06-20", status="held", topics=(1,),
        attendance={1: Attendance(status="attended")},
    )  # fmt: skip
    topic = Topic(id=1, title="T", opened_on=JUNE, touched_on=AUGUST)
    community = Community(topics={1: topic}, events={1: call})
    assert as_of(community, JULY).topics[1].touched_on == call.day
    assert seen(topic).touched_on == JUNE


def test_notes_on_a_topic_end_on_the_day() -> None:
    notes = "A thought.\n2024-06-01 one\nand more\n2024-08-01 two\nand more\n2024-06-30 three"
    view = seen(Topic(title="T", notes=notes))
    assert view.notes == "A thought.\n2024-06-01 one\nand more\n2024-06-30 three"


def test_who_left_or_paused_later_is_active() -> None:
    left = seen(Member(name="A", status="left", left_on=AUGUST, left_reason="moved"))
    assert (left.status, left.left_on, left.left_reason) == ("active", None, "")
    paused = seen(
        Member(name="A", status="paused", paused_on=AUGUST, paused_until=date(2025, 1, 1))
    )
    assert (paused.status, paused.paused_on, paused.paused_until) == ("active", None, None)
    both = Member(name="A", status="left", paused_on=JUNE, left_on=AUGUST)
    assert seen(both).status == "paused"
    assert seen(both, date(2024, 5, 1)).status == "active"
    assert seen(Member(name="A", status="left", left_on=JUNE)).status == "left"
    assert seen(Member(name="A", status="guest", left_on=AUGUST)).status == "guest"
    assert seen(Member(name="A", joined_on=AUGUST)) is None
    assert seen(Member(name="A", joined_on=JULY)) is not None


def test_roles_notes_and_onboarding_of_later_are_not_there_yet() -> None:
    view = seen(
        Member(
            name="A",
            roles=(
                RoleHeld(role="host", since=JUNE, until=AUGUST),
                RoleHeld(role="steward", since=AUGUST),
                RoleHeld(role="mentor", since=date(2024, 1, 1), until=JUNE),
            ),
            notes=(PrivateNote(on=JUNE, text="early"), PrivateNote(on=AUGUST, text="late")),
            onboarding={"welcomed": JUNE, "first": AUGUST},
            verified_on=AUGUST,
        )
    )
    assert [(held.role, held.until) for held in view.roles] == [("host", None), ("mentor", JUNE)]
    assert [note.text for note in view.notes] == ["early"]
    assert view.onboarding == {"welcomed": JUNE}
    assert view.verified_on is None


def test_a_meeting_of_later_is_to_come_and_keeps_who_said_yes() -> None:
    event = Event(
        title="E",
        starts_at="2024-08-01T18:00",
        status="held",
        agenda="hello",
        attendance_taken=True,
        attendance={
            1: Attendance(rsvp="yes", status="attended", spoke=True, minutes=50),
            2: Attendance(status="attended"),
        },
        summary="good",
        aftercare="call Ann",
        notes_url="x",
        notes_on=date(2024, 8, 2),
        pulse=(PulseEntry(source="member", value=4),),
    )
    view = seen(event)
    assert (view.status, view.attendance_taken, view.agenda) == ("planned", False, "hello")
    assert view.attendance == {1: Attendance(rsvp="yes")}
    assert (view.summary, view.aftercare, view.notes_url, view.pulse) == ("", "", "", ())
    same_day = seen(event, date(2024, 8, 1))
    assert (same_day.status, same_day.notes_url) == ("held", "")
    assert seen(event, date(2024, 8, 2)) == msgspec.structs.replace(event, id=1)


def test_a_cancelled_meeting_to_come_stays_cancelled() -> None:
    event = Event(title="E", starts_at="2024-08-01", status="cancelled")
    assert seen(event).status == "cancelled"


def test_follow_ups_and_asks_are_open_until_the_day_they_were_not() -> None:
    done = Action(text="do", state="done", created_on=JUNE, done_on=AUGUST)
    assert (seen(done).state, seen(done).done_on) == ("open", None)
    assert seen(done, AUGUST).state == "done"
    ask = Ask(text="?", asked_on=JUNE, answered_by=(1,), first_answer_on=JULY, solved_on=AUGUST)
    assert (seen(ask).answered_by, seen(ask).solved_on) == ((1,), None)
    assert seen(ask, JUNE).answered_by == ()
    solved = Ask(text="?", asked_on=JUNE, answered_by=(1,), solved_on=AUGUST)
    assert (seen(solved).answered_by, seen(solved).solved_on) == ((), None)


def test_a_walk_is_cut_to_the_answers_of_its_days() -> None:
    run = Run(
        checklist="c", version=1, started_at="2024-06-30T18:00", finished_at="2024-08-01T10:00",
        log=(Answer(step="a", value=1, at="2024-07-01T23:59:59"),
             Answer(step="b", value=2, at="2024-07-02T00:00:01")),
    )  # fmt: skip
    view = seen(run)
    assert ([answer.step for answer in view.log], view.finished_at) == (["a"], "")
    assert seen(run, JUNE) is None
    assert seen(run, AUGUST).finished_at


def test_the_stage_is_the_one_of_then() -> None:
    profile = Profile(
        name="C",
        stage="stewardship",
        stage_since=AUGUST,
        stage_history=(
            StageEntry(stage="potential", since=date(2023, 1, 1)),
            StageEntry(stage="maturing", since=JUNE, note="grew"),
            StageEntry(stage="stewardship", since=AUGUST),
        ),
        charter_reviewed_on=AUGUST,
    )
    view = seen(profile)
    assert (view.stage, view.stage_since, view.stage_note) == ("maturing", JUNE, "grew")
    assert len(view.stage_history) == 2
    assert view.charter_reviewed_on is None
    assert seen(Profile(name="C", stage="maturing", stage_since=AUGUST)).stage is None
