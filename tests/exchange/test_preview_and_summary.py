"""The summary counts what was saved, and nothing is saved that the preview did not show."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args

from hypothesis import example, given, settings
from hypothesis import strategies as st

from coptui.core.model.records import Source
from coptui.core.model.text import fold
from coptui.exchange.planning.plan import ImportChoices, ImportPlan, edit_of, plan
from coptui.exchange.planning.planned import State
from coptui.exchange.planning.presence import was_there
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, FoundPost
from coptui.session import Session
from coptui.store.memory import MemoryStore

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
SOURCE = Source(file="file.csv", at=NOW.isoformat())
NAMES = ("Ann Lee", "Bo Lee", "Lee, Ann", "Jan Novak", "A. Lee", "Guest", "iPhone", "")
ADDRESSES = ((), ("ann@example.org",), ("family@example.org",), ("jan@example.org",))


@st.composite
def people(draw: st.DrawFn) -> FoundPerson:
    """Somebody of a file, often under a name or an address that others bear, too."""
    return FoundPerson(
        line=draw(st.integers(1, 9)),
        name=draw(st.sampled_from(NAMES)),
        emails=draw(st.sampled_from(ADDRESSES)),
        fields=draw(st.sampled_from(({}, {"phone": "1"}, {"phone": "2", "organisation": "North"}))),
        minutes=draw(st.sampled_from((None, 0.5, 60.0))),
        rsvp=draw(st.sampled_from((None, "yes", "no"))),
    )


def files() -> st.SearchStrategy[Found]:
    some = st.lists(people(), max_size=6).map(tuple)
    event = st.builds(
        FoundEvent,
        line=st.integers(1, 3),
        title=st.sampled_from(("Case clinic", "Board", "")),
        starts_at=st.sampled_from(("2026-11-05T17:00", "2026-11-12", "2026-12-01T17:00")),
        ends_at=st.sampled_from(("", "2026-12-01T18:00")),
        people=some,
    )
    post = st.builds(
        FoundPost, author=people(), on=st.just("2026-11-05"), key=st.sampled_from(("", "a", "b"))
    )
    events = st.lists(event, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Found, st.just("Table"), st.just("people"), people=some),
        st.builds(Found, st.just("Zoom"), st.just("attendance"), events=events),
        st.builds(Found, st.just("Calendar"), st.just("events"), events=events),
        st.builds(Found, st.just("List"), st.just("posts"), people=some, posts=st.lists(post, max_size=5).map(tuple)),
    )  # fmt: skip


def session_of() -> Session:
    tables: dict[str, Any] = {
        "meta": {"1": {"schema": 1}},
        "community": {"1": {"name": "Circle"}},
        "members": {
            "1": {"name": "Ann Lee", "emails": ["ann@example.org"]},
            "2": {"name": "Jan Novak"},
        },
        "events": {"1": {"title": "Case clinic", "starts_at": "2026-11-05T17:00"}},
    }
    return Session(MemoryStore(tables), by="ann", clock=lambda: NOW, today=TODAY)


def shown_new(made: ImportPlan) -> int:
    return len({row.who for row in made.rows if row.state == "new"})


def a_call(*people: FoundPerson) -> Found:
    meeting = FoundEvent(line=1, title="Board", starts_at="2026-11-12", people=people)
    return Found("Zoom", "attendance", events=(meeting,))


ASKED_ABOUT = FoundPerson(1, "A. Lee", ("family@example.org",))
KNOWN = FoundPerson(2, "Ann Lee", ("family@example.org",))


@settings(max_examples=150, deadline=None)
@given(files(), st.booleans())
@example(a_call(ASKED_ABOUT, KNOWN), False)
@example(a_call(KNOWN, ASKED_ABOUT), False)
def test_counts_are_those_of_what_was_saved_and_all_of_it_was_shown(
    found: Found, take_new: bool
) -> None:
    session = session_of()
    before = session.whole
    made = plan(before, found, today=TODAY, source=SOURCE, choices=ImportChoices(take_new=take_new))
    if edit := edit_of(made):
        session.edit(edit)
    after = session.whole
    saved = made.saved
    assert saved.new_members == len(after.members) - len(before.members)
    assert saved.new_events == len(after.events) - len(before.events)
    assert saved.posts == len(after.contributions) - len(before.contributions) == made.posts
    changed = [number for number, old in before.members.items() if after.members[number] != old]
    assert saved.completed == len(changed)
    # Whoever is new has a row that says so, and every field that is filled in a line.
    assert saved.new_members <= shown_new(made)
    assert set(changed) == {filled.id for filled in made.filled if filled.table == "members"}
    new_meetings = sum(meeting.state == "new" for meeting in made.meetings)
    assert saved.new_events == new_meetings
    came = {
        who for number, event in after.events.items() for who in event.there
        if number not in before.events or who not in before.events[number].there
    }  # fmt: skip
    shown = {row.member for row in made.rows if row.state == "matched"}
    assert {who for who in came if who in before.members} <= shown
    if found.kind == "attendance" and not made.undecided:
        there = {who for event in after.events.values() for who in event.attendance}
        assert saved.matched == len(there & {*before.members})
        kept = {
            (one.email, fold(one.name))
            for event in after.events.values()
            for one in event.unmatched
        }
        open_people = [one for event in found.events for one in event.people]
        assert len(kept) <= saved.not_matched
        if all(map(was_there, open_people)):
            assert len(kept) == saved.not_matched
    # Each row of the file is matched, new, asked about or left out: none is counted nowhere.
    assert len(made.rows) == sum(len(made.of(state)) for state in get_args(State))
    assert saved.left_out == len(made.of("skipped", "ignored")) + len(found.skipped)
