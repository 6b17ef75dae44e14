"""What a file would change here: everybody accounted for, nothing overwritten, nothing twice."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.meetings.occasions import waiting
from coptui.core.model.records import Source
from coptui.exchange.planning.plan import ImportChoices, ImportPlan, edit_of, plan
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, FoundPost, Skipped
from coptui.session import Session
from coptui.store.memory import MemoryStore

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
SOURCE = Source(file="participants.csv", at="2026-11-22T18:00:00+00:00")


def tables() -> dict[str, Any]:
    return {
        "meta": {"1": {"schema": 1}},
        "community": {"1": {"name": "Help-line circle", "time_zone": "Europe/Berlin"}},
        "members": {
            "1": {"name": "Amara Okafor", "emails": ["amara@example.org"]},
            "2": {"name": "Beth Lindqvist", "interests": ["triage"]},
            "3": {"name": "Carlos Díaz", "organisation": "Boston General"},
            "4": {"name": "Ann Berg"},
            "5": {"name": "Ann Berg"},
        },
        "events": {
            "1": {
                "title": "Community call", "series": "call", "starts_at": "2026-11-12T18:00",
                "status": "planned",
                "attendance": {
                    "1": {"status": "absent"},
                    "2": {"status": "late", "spoke": True, "role": "host", "minutes": 10},
                },
            },
            "2": {"title": "Case clinic", "starts_at": "2026-11-19", "uid": "clinic@x"},
        },
    }  # fmt: skip


def session_of(data: dict[str, Any] | None = None) -> Session:
    return Session(MemoryStore(data or tables()), by="amara", clock=lambda: NOW, today=TODAY)


def made(session: Session, found: Found, **choices: Any) -> ImportPlan:
    return plan(session.whole, found, today=TODAY, source=SOURCE, choices=ImportChoices(**choices))


def taken(session: Session, found: Found, **choices: Any) -> ImportPlan:
    """The plan, and it is saved."""
    planned = made(session, found, **choices)
    if edit := edit_of(planned):
        session.edit(edit)
    return planned


def on_disk(session: Session) -> dict[str, Any]:
    """What the store holds, but for the history, the count of saves and empty tables."""
    data = json.loads(session._store.data)  # type: ignore[attr-defined]
    return {
        name: table for name, table in data.items() if table and name not in ("meta", "history")
    }


CALL = FoundEvent(
    line=2,
    title="Circle",
    starts_at="2026-11-12T18:05:00",
    ends_at="2026-11-12T19:00:00",
    people=(
        FoundPerson(line=5, name="Amara O", emails=("AMARA@example.org",), minutes=50),
        FoundPerson(line=6, name="Lindqvist, Beth (External)", minutes=48, role="Presenter"),
        FoundPerson(line=7, name="Carlos Diaz", minutes=30.25, role="Organizer"),
        FoundPerson(line=8, name="Carlos D", minutes=30),
        FoundPerson(line=9, name="read.ai meeting notes", minutes=55),
        FoundPerson(line=10, name="Ann Berg", minutes=20),
        FoundPerson(line=11, name="iPhone", minutes=12),
        FoundPerson(line=12, name="Zebedee Quux", minutes=1),
        FoundPerson(line=13, name="Lena Voss", emails=("lena@x.org",), minutes=40),
    ),
)
ZOOM = Found(
    "Zoom participants",
    "attendance",
    events=(CALL,),
    skipped=(Skipped(14, ",,,", "no name"),),
    notes=("times are those of the file",),
)


# Attendance


def test_everybody_in_the_file_is_accounted_for_with_a_reason() -> None:
    planned = made(session_of(), ZOOM)
    assert [(row.line, row.state, row.member, row.why) for row in planned.rows] == [
        (5, "matched", 1, "same address"),
        (6, "matched", 2, "same name"),
        (7, "matched", 3, "same name"),
        (8, "unknown", None, "no one here has this name"),
        (9, "skipped", None, "a program that takes notes, not a person"),
        (10, "ambiguous", None, "2 people here match: same name"),
        (11, "unknown", None, "a device's name: ask whose it is"),
        (12, "skipped", None, "present for only 1 min: perhaps in the waiting room"),
        (13, "unknown", None, "no one here has this name"),
    ]
    assert planned.rows[3].suggestions[0].why == "same name, shortened, works at Boston General"
    assert [(one.line, one.reason) for one in planned.left] == [(14, "no name")]
    (meeting,) = planned.meetings
    assert (meeting.event, meeting.state, meeting.why) == (1, "known", "same time")


def test_attendance_goes_over_what_is_known_and_takes_nothing_away() -> None:
    session = session_of()
    planned = taken(session, ZOOM)
    event = on_disk(session)["events"]["1"]
    assert event["attendance"] == {
        "1": {"status": "absent", "minutes": 50.0, "mode": "online"},
        "2": {"status": "late", "minutes": 48.0, "spoke": True, "role": "host", "mode": "online"},
        "3": {"status": "attended", "minutes": 30.2, "role": "organizer", "mode": "online"},
    }
    assert event["attendance_taken"] is True
    assert event["status"] == "held"
    assert event["title"] == "Community call"
    assert event["ends_at"] == "2026-11-12T19:00:00"
    assert event["unmatched"] == [
        {"name": "Carlos D", "minutes": 30.0},
        {"name": "Ann Berg", "minutes": 20.0},
        {"name": "iPhone", "minutes": 12.0},
        {"name": "Lena Voss", "email": "lena@x.org", "minutes": 40.0},
    ]
    assert [(one.field, one.ours, one.theirs) for one in planned.differences] == [
        ("at Community call", "absent", "present")
    ]


def test_one_save_one_undo() -> None:
    session = session_of()
    before = on_disk(session)
    taken(session, ZOOM, take_new=True)
    assert len(session.whole.history) == 1
    assert session.undoing.undo() == "undo: attendance at Community call from participants.csv"
    assert on_disk(session) == before


def test_choices_name_people_and_are_remembered() -> None:
    session = session_of()
    taken(session, ZOOM)
    choices = {"carlos d": 3, "ann berg": 5, "iphone": "ignore", "lena@x.org": "new"}
    planned = taken(session, ZOOM, people=choices)
    assert planned.open == ()
    data = on_disk(session)
    assert "unmatched" not in data["events"]["1"]
    assert data["members"]["3"]["aliases"] == ["Carlos D"]
    assert "aliases" not in data["members"]["5"], "another bears this name too"
    assert data["members"]["6"] == {
        "name": "Lena Voss", "emails": ["lena@x.org"], "status": "guest",
        "joined_on": "2026-11-12", "onboarding": {"day 0": "2026-11-12"},
        "source": {"kind": "Zoom participants", "file": "participants.csv", "row": 13,
                   "at": "2026-11-22T18:00:00+00:00"},
    }  # fmt: skip
    assert data["events"]["1"]["attendance"]["6"]["status"] == "attended"
    # Next month nobody has to be asked.
    later = FoundEvent(title="Circle", starts_at="2026-12-10T18:00", people=CALL.people)
    again = made(session, Found("Zoom participants", "attendance", events=(later,)))
    assert {row.name for row in again.open} == {"Ann Berg", "iPhone"}


def test_a_device_lends_its_name_only_to_whom_it_names() -> None:
    session = session_of()
    rows = (FoundPerson(line=1, name="iPhone"), FoundPerson(line=2, name="Beth's iPad"))
    event = FoundEvent(title="Circle", starts_at="2026-11-12T18:05", people=rows)
    found = Found("Zoom participants", "attendance", events=(event,))
    taken(session, found, people={"iphone": 2, "beth's ipad": 2})
    assert session.whole.members[2].aliases == ("Beth's iPad",)


def test_a_meeting_that_is_not_here_is_new_and_held() -> None:
    session = session_of()
    event = FoundEvent(line=3, title="Community call", starts_at="2026-10-08T18:00", people=CALL.people[:1])  # fmt: skip
    (meeting,) = taken(session, Found("Zoom", "attendance", events=(event,))).meetings
    assert (meeting.state, meeting.here) == ("new", 1)
    data = on_disk(session)["events"]["3"]
    assert (data["title"], data["status"], data["series"]) == ("Community call", "held", "call")
    assert data["attendance"]["1"]["status"] == "attended"
    assert data["source"]["row"] == 3


@pytest.mark.parametrize(
    ("event", "state", "number", "why"),
    [
        (FoundEvent(uid="clinic@x", starts_at="2026-11-25T18:00"), "known", 2, "the same calendar entry"),
        (FoundEvent(title="Community call", starts_at="2026-11-12T18:00"), "known", 1, "same time and title"),
        (FoundEvent(title="call", starts_at="2026-11-12T17:30:00+00:00"), "known", 1, "same time and title"),
        (FoundEvent(title="Beth's Zoom", starts_at="2026-11-12T19:20"), "known", 1, "same time"),
        (FoundEvent(title="Community call", starts_at="2026-11-12T09:00"), "known", 1, "same day and title"),
        (FoundEvent(title="Community call", starts_at="2026-11-12"), "known", 1, "same day and title"),
        (FoundEvent(title="", starts_at="2026-11-12"), "known", 1, "on the same day"),
        (FoundEvent(title="Board", starts_at="2026-11-12T09:00"), "new", None, "not among your events yet"),
        (FoundEvent(title="Community call", starts_at="2026-11-14T18:00"), "new", None, "not among your events yet"),
        (FoundEvent(title="Community call"), "open", None, "the file doesn't say which day between 1900 and 2200 it was"),
        (FoundEvent(title="x", starts_at="tomorrow"), "open", None, "the file doesn't say which day between 1900 and 2200 it was"),
    ],
)  # fmt: skip
def test_which_event_a_meeting_is(event, state, number, why) -> None:
    planned = made(session_of(), Found("Zoom", "attendance", events=(event,)))
    (meeting,) = planned.meetings
    assert (meeting.state, meeting.event, meeting.why) == (state, number, why)


def test_two_events_that_fit_are_asked_about() -> None:
    data = tables()
    data["events"]["3"] = {"title": "Second call", "starts_at": "2026-11-12T18:30"}
    session = session_of(data)
    found = Found("Zoom", "attendance", events=(FoundEvent(starts_at="2026-11-12T18:10", people=CALL.people),))  # fmt: skip
    planned = made(session, found)
    assert planned.undecided[0].fits == (1, 3)
    assert planned.undecided[0].why == "2 events match: same time"
    assert not edit_of(planned), "nothing is imported before somebody says which"
    assert made(session, found, events={0: 3}).meetings[0].event == 3
    assert made(session, found, events={0: "new"}).meetings[0].state == "new"


def test_the_pieces_of_one_meeting_are_one_meeting() -> None:
    first, second = FoundPerson(name="Amara Okafor", minutes=10, joined_at="2026-11-12T18:00", left_at="2026-11-12T18:10"), FoundPerson(name="Amara O", emails=("amara@example.org",), minutes=20, joined_at="2026-11-12T18:20", left_at="2026-11-12T18:40")  # fmt: skip
    pieces = tuple(
        FoundEvent(title="Circle", starts_at="2026-11-12T18:00", people=(person,))
        for person in (first, second)
    )
    session = session_of()
    planned = taken(session, Found("Zoom", "attendance", events=pieces))
    assert len(planned.meetings) == 1
    assert session.whole.events[1].attendance[1].minutes == 30


def test_a_new_meeting_that_began_again_is_one_event() -> None:
    pieces = tuple(
        FoundEvent(line=line, title="Spring lab", starts_at=start, people=CALL.people[:1])
        for line, start in ((1, "2026-10-01T18:00"), (9, "2026-10-01T18:40"))
    )
    session = session_of()
    taken(session, Found("Teams attendance", "attendance", events=pieces))
    assert len(session.whole.events) == 3
    assert not made(session, Found("Teams attendance", "attendance", events=pieces)).changes


def test_answers_alone_take_no_attendance() -> None:
    session = session_of()
    people = (
        FoundPerson(name="Beth Lindqvist", rsvp="yes"),
        FoundPerson(name="Carlos Díaz", rsvp="no"),
        FoundPerson(name="Nobody Known", rsvp="yes"),
    )
    event = FoundEvent(title="Case clinic", starts_at="2026-11-19", people=people)
    taken(session, Found("Luma guests", "attendance", events=(event,)))
    record = session.whole.events[2]
    assert record.attendance_taken is False and record.unmatched == ()
    assert [entry.rsvp for entry in record.attendance.values()] == ["yes", "no"]
    assert record.there == ()


def test_a_threshold_of_ones_own() -> None:
    data = tables()
    data["community"]["1"]["settings"] = {"import_minutes": 45}
    planned = made(session_of(data), ZOOM)
    assert [row.line for row in planned.of("skipped")] == [7, 8, 9, 10, 11, 12, 13]


# A list of people

PEOPLE = Found(
    "Slack members",
    "people",
    people=(
        FoundPerson(line=2, name="Beth Lindqvist", emails=("beth@x.org",), fields={
            "organisation": "Harbour School", "interests": ["Triage", "rota"], "phone": "1"}),
        FoundPerson(line=3, name="Carlos Díaz", fields={
            "organisation": "Elsewhere", "joined_on": "2024-05-01", "handles": {"slack": "cd"}}),
        FoundPerson(line=4, name="Voss, Lena", emails=("lena@x.org",), fields={
            "location": "Oslo", "joined_on": "2025-01-01", "more": {"Shoe size": "42"}, "unit": "x" * 200}),
        FoundPerson(line=5, name="Carlo Díaz"),
        FoundPerson(line=6),
    ),
)  # fmt: skip


def test_a_list_fills_what_is_empty_and_overwrites_nothing() -> None:
    session = session_of()
    planned = taken(session, PEOPLE)
    members = on_disk(session)["members"]
    assert members["2"] == {
        "name": "Beth Lindqvist", "emails": ["beth@x.org"], "phone": "1",
        "organisation": "Harbour School", "interests": ["triage"],
    }  # fmt: skip
    assert members["3"]["organisation"] == "Boston General"
    assert members["3"]["joined_on"] == "2024-05-01"
    assert members["3"]["handles"] == {"slack": "cd"}
    assert {key: members["6"].get(key) for key in ("name", "location", "more", "unit", "status")} == {
        "name": "Lena Voss", "location": "Oslo", "more": {"Shoe size": "42"}, "unit": None, "status": None,
    }  # fmt: skip
    assert "7" not in members, "someone with nearly this name is here: somebody has to say"
    assert [row.state for row in planned.rows] == [
        "matched",
        "matched",
        "new",
        "unknown",
        "skipped",
    ]
    assert [(one.line, one.field, one.ours, one.theirs) for one in planned.differences] == [
        (2, "interests", "triage", "Triage, rota"),
        (3, "organisation", "Boston General", "Elsewhere"),
        (4, "unit", "", "unit: too long: at most 120 characters"),
    ]


def test_an_address_book_makes_nobody_a_member_by_itself() -> None:
    found = Found("LinkedIn connections", "people", people=PEOPLE.people)
    planned = made(session_of(), found)
    assert [row.state for row in planned.rows] == ["matched", "matched", "unknown", "unknown", "skipped"]  # fmt: skip
    asked = made(session_of(), found, take_new=True)
    assert [row.line for row in asked.of("new")] == [4, 5]


def test_a_list_of_names_can_be_who_was_there() -> None:
    session = session_of()
    found = Found("A list", "people", people=(FoundPerson(line=1, name="Carlos Díaz"),))
    planned = taken(session, found, events={0: 1})
    assert planned.kind == "attendance"
    assert session.whole.events[1].attendance[3].status == "attended"
    assert session.whole.events[1].attendance[3].mode is None


# A calendar


def calendar(*events: FoundEvent) -> Found:
    return Found("Calendar", "events", events=events)


def test_a_calendar_moves_its_own_events_and_knows_answers_only() -> None:
    session = session_of()
    moved = FoundEvent(
        uid="clinic@x", title="Case clinic", starts_at="2026-11-26T18:00", time_zone="Europe/Berlin",
        place="Room 4", text="Bring a case.",
        people=(FoundPerson(name="Beth Lindqvist", rsvp="yes"), FoundPerson(name="Stranger Here")),
    )  # fmt: skip
    fresh = FoundEvent(uid="call-12@x", title="Community call", starts_at="2026-12-10T18:00")
    past = FoundEvent(uid="old@x", title="Summer", starts_at="2026-07-01", confirmed=True)
    off = FoundEvent(uid="off@x", title="Off", starts_at="2026-12-24", cancelled=True)
    first = taken(session, calendar(moved, fresh, past, off))
    events = on_disk(session)["events"]
    assert events["2"] == {
        "title": "Case clinic", "starts_at": "2026-11-26T18:00", "time_zone": "Europe/Berlin",
        "place": "Room 4", "agenda": "Bring a case.", "uid": "clinic@x",
        "attendance": {"2": {"rsvp": "yes"}},
    }  # fmt: skip
    assert (events["3"]["status"], events["3"]["series"]) == ("confirmed", "call")
    assert (events["4"]["status"], events["4"].get("attendance_taken")) == ("held", None)
    assert "5" not in events
    assert [(one.text, one.reason) for one in first.left] == [
        ("Off", "cancelled, and not among your events")
    ]
    again = made(session, calendar(moved, fresh, past, off))
    assert not again.changes


def test_a_past_entry_that_no_one_confirmed_is_asked_about_and_not_held() -> None:
    session = session_of()
    bare = FoundEvent(uid="bare@x", title="Walk", starts_at="2026-11-01T18:00")
    sure = FoundEvent(uid="sure@x", title="Dinner", starts_at="2026-11-02T18:00", confirmed=True)
    taken(session, calendar(bare, sure))
    walk, dinner = session.whole.events[3], session.whole.events[4]
    assert (walk.status, dinner.status) == ("planned", "held")
    assert walk in waiting(session.whole, TODAY)
    assert dinner not in waiting(session.whole, TODAY)


def test_a_past_sign_up_alone_does_not_say_that_the_event_took_place() -> None:
    session = session_of()
    replies = (FoundPerson(1, "Beth Lindqvist", rsvp="yes"),)
    event = FoundEvent(title="Walk", starts_at="2026-11-01T18:00", people=replies)
    taken(session, Found("Luma guests", "attendance", events=(event,)))
    assert session.whole.events[3].status == "planned"


def test_new_people_of_one_name_are_hinted_at() -> None:
    people = (
        FoundPerson(1, "Ann Roe", ("ann@example.org",)), FoundPerson(2, "Ann Roe", ("roe@example.org",)),
        FoundPerson(3, "Cy Dunn", ("cy@example.org",)),
    )  # fmt: skip
    planned = made(session_of(), Found("A list", "people", people=people))
    assert [(row.state, row.namesake) for row in planned.rows] == [("new", 2), ("new", 1), ("new", None)]  # fmt: skip


def test_the_same_moment_written_otherwise_changes_nothing() -> None:
    data = tables()
    data["events"]["1"] |= {"uid": "call@x", "status": "confirmed"}
    session = session_of(data)
    same = FoundEvent(uid="call@x", title="Community call", starts_at="2026-11-12T17:00:00+00:00")
    assert not made(session, calendar(same)).changes


def test_occurrences_that_share_a_uid_go_by_their_day() -> None:
    weeks = [FoundEvent(uid="w@x", title="Weekly", starts_at=f"2026-12-{day:02}T18:00") for day in (1, 8, 15)]  # fmt: skip
    session = session_of()
    taken(session, calendar(*weeks))
    assert len(session.whole.events) == 5
    assert not made(session, calendar(*weeks)).changes


def test_a_confidential_event_keeps_its_title() -> None:
    data = tables()
    data["events"]["2"] |= {"confidential": True, "code": "case 14", "place": "Her home"}
    session = session_of(data)
    taken(session, calendar(FoundEvent(uid="clinic@x", title="case 14", starts_at="2026-11-20")))
    event = session.whole.events[2]
    assert (event.title, event.place, event.starts_at) == ("Case clinic", "Her home", "2026-11-20")


# Posts


def test_posts_become_contributions_once() -> None:
    def post(line: int, name: str, on: str, key: str = "", reply: bool = False) -> FoundPost:
        return FoundPost(line, FoundPerson(name=name), on, "Thread", reply, key)

    found = Found(
        "Mailing list",
        "posts",
        posts=(
            post(1, "Beth Lindqvist", "2026-11-01", "<1@x>"),
            post(9, "Beth Lindqvist", "2026-11-01", "<1@x>"),
            post(20, "Carlos Díaz", "2026-11-02", "<2@x>", reply=True),
            post(30, "Carlos Díaz", "2026-11-03"),
            post(40, "Carlos Díaz", "2026-11-03"),
            post(50, "Who Knows", "2026-11-03"),
            post(60, "Beth Lindqvist", "someday"),
        ),
    )
    session = session_of()
    planned = taken(session, found)
    gifts = [(gift.member, str(gift.on), gift.kind, gift.link) for gift in session.whole.contributions.values()]  # fmt: skip
    assert gifts == [
        (2, "2026-11-01", "posted", "<1@x>"),
        (3, "2026-11-02", "answered", "<2@x>"),
        (3, "2026-11-03", "posted", ""),
        (3, "2026-11-03", "posted", ""),
    ]
    assert planned.posts == 4
    assert [(row.name, row.line) for row in planned.open] == [("Who Knows", 50)]
    assert not made(session, found).changes


# Laws

NAMES = ["Amara Okafor", "Beth Lindqvist", "Ann Berg", "Lena Voss", "Voss, Lena (Guest)", "Lena",
         "read.ai", "iPhone", "+49 40 1234567", "", "((", "Carlos D", "Zoë 🦊"]  # fmt: skip
# People of one household share an address.
ADDRESSES = {
    "Amara Okafor": "amara@example.org",
    "Lena Voss": "lena@x.org",
    "Zoë 🦊": "lena@x.org",
    "Lena": "lena@x.org",
}


def addressed(person: FoundPerson, told: bool) -> FoundPerson:
    address = ADDRESSES.get(person.name)
    return replace(person, emails=(address,)) if told and address else person


persons = st.builds(
    addressed,
    st.builds(
    FoundPerson,
    line=st.integers(0, 40),
    name=st.sampled_from(NAMES) | st.text(max_size=12),
    fields=st.fixed_dictionaries(
        {}, optional={"organisation": st.text(max_size=9), "tags": st.lists(st.text(max_size=4), max_size=2)}
    ),
    minutes=st.none() | st.sampled_from([0, 1, 2, 30.5, 50]),
    rsvp=st.sampled_from([None, "yes", "no"]),
    status=st.sampled_from([None, "attended", "no-show", "late"]),
    role=st.sampled_from(["", "Organizer", "Presenter"]),
    ),
    st.booleans(),
)  # fmt: skip
found_events = st.builds(
    FoundEvent,
    line=st.integers(0, 3),
    title=st.sampled_from(["Community call", "Circle", ""]),
    starts_at=st.sampled_from(["2026-11-12T18:05:00", "2026-11-12", "2026-12-24T10:00", "", "2026-11-19T17:00:00+00:00"]),
    ends_at=st.sampled_from(["", "2026-11-12T19:00:00", "soon"]),
    uid=st.sampled_from(["", "clinic@x", "new@x"]),
    cancelled=st.booleans(),
    people=st.lists(persons, max_size=5).map(tuple),
)  # fmt: skip
posts = st.builds(
    FoundPost,
    line=st.integers(1, 90),
    author=persons,
    on=st.sampled_from(["2026-11-01", "2026-11-02", "?"]),
    is_reply=st.booleans(),
    key=st.sampled_from(["", "<1@x>", "<2@x>"]),
)
founds = st.one_of(
    st.builds(Found, st.just("Zoom participants"), st.just("attendance"), events=st.lists(found_events, max_size=3).map(tuple)),
    st.builds(Found, st.just("Calendar"), st.just("events"), events=st.lists(found_events, max_size=3).map(tuple)),
    st.builds(Found, st.just("People"), st.just("people"), people=st.lists(persons, max_size=6).map(tuple)),
    st.builds(Found, st.just("Posts"), st.just("posts"), posts=st.lists(posts, max_size=6).map(tuple)),
)  # fmt: skip
some_choices = st.fixed_dictionaries(
    {
        "people": st.dictionaries(
            st.sampled_from(["lena voss", "iphone", "ann berg", "lena@x.org", "carlos d", "lena"]),
            st.sampled_from([1, 3, 5, 99, "new", "ignore"]),
        ),
        "events": st.dictionaries(st.integers(0, 1), st.sampled_from([1, 2, "new"])),
        "take_new": st.booleans(),
    }
)


def everybody(found: Found) -> list[FoundPerson]:
    return [*(person for event in found.events for person in event.people), *found.people]


@settings(max_examples=100)
@given(founds, some_choices)
def test_nobody_in_a_file_is_lost(found: Found, choices: dict[str, Any]) -> None:
    planned = made(session_of(), found, **choices)
    if found.kind == "posts":
        assert len({row.who for row in planned.rows}) == len(planned.rows)
        assert bool(planned.rows) == bool(found.posts)
    else:
        assert sorted(row.line for row in planned.rows) == sorted(
            person.line for person in everybody(found)
        )
    for row in planned.rows:
        assert row.state in ("matched", "new", "unknown", "ambiguous", "ignored", "skipped")
        assert row.why
        assert (row.state == "matched") == (row.member is not None)


@settings(max_examples=100)
@given(founds, some_choices)
def test_the_same_file_again_changes_nothing_and_undo_restores(
    found: Found, choices: dict[str, Any]
) -> None:
    session = session_of()
    before = on_disk(session)
    planned = taken(session, found, **choices)
    assert not session.faults
    again = made(session, found, **choices)
    assert again.changes == ()
    if planned.changes:
        session.undoing.undo()
    assert on_disk(session) == before


@settings(max_examples=80)
@given(founds, some_choices)
def test_nothing_that_was_there_is_lost(found: Found, choices: dict[str, Any]) -> None:
    session = session_of()
    taken(session, found, **choices)
    for number, old in session_of().whole.members.items():
        new = session.whole.members[number]
        assert (new.name, new.emails[: len(old.emails)]) == (old.name, old.emails)
        assert new.organisation == (old.organisation or new.organisation)
        assert new.interests == (old.interests or new.interests)
    for number, event in session_of().whole.events.items():
        for who, entry in event.attendance.items():
            now = session.whole.events[number].attendance[who]
            assert now.spoke == entry.spoke
            assert now.status == (entry.status or now.status)
            assert (now.minutes or 0) >= (entry.minutes or 0)


def test_where_somebody_was_forgotten_new_names_are_looked_at_first() -> None:
    from coptui.core.model.community import Community
    from coptui.core.model.records import Erased

    found = Found(
        product="Zoom participants",
        kind="attendance",
        events=(
            FoundEvent(title="Call", starts_at="2026-11-20T18:00", people=(FoundPerson(name="Lena Voss", minutes=30),)),
        ),
    )  # fmt: skip
    quiet = plan(Community(), found, today=TODAY, source=SOURCE)
    assert not any("forgotten" in note for note in quiet.notes)
    marked = Community(erased={1: Erased(id=1, mark="x", on=date(2026, 1, 1))})
    loud = plan(marked, found, today=TODAY, source=SOURCE)
    assert any("asked to be erased" in note for note in loud.notes)


def test_where_somebody_was_forgotten_a_roster_asks_before_it_takes_anybody_in() -> None:
    roster = Found("Table", "people", people=(FoundPerson(2, "Lena Voss", ("lena@x.org",)),))
    data = tables()
    session = session_of(data)
    assert [row.state for row in made(session, roster).rows] == ["new"]
    session = session_of({**data, "erased": {"1": {"mark": "x", "on": "2026-01-01"}}})
    planned = made(session, roster)
    assert [(row.state, row.why) for row in planned.rows] == [
        ("unknown", "not among your members: someone new, or someone who was erased")
    ]
    assert planned.changes == ()
    for choices in ({"take_new": True}, {"people": {"lena@x.org": "new"}}):
        assert [row.state for row in made(session, roster, **choices).rows] == ["new"]


def test_who_wrote_nothing_is_filled_in_and_not_asked_about() -> None:
    beth = FoundPerson(name="Beth Lindqvist", fields={"handles": {"slack": "beth"}})
    lurkers = (
        FoundPerson(name="Carlos Díaz", fields={"joined_on": "2024-09-10"}),
        FoundPerson(name="Lena Voss"),
    )
    found = Found(
        "Slack archive",
        "posts",
        people=(beth, *lurkers),
        posts=(FoundPost(author=beth, on="2026-11-01", key="1"),),
    )
    session = session_of()
    planned = taken(session, found)
    assert [(row.name, row.state) for row in planned.rows] == [
        ("Beth Lindqvist", "matched"), ("Carlos Díaz", "matched"), ("Lena Voss", "skipped"),
    ]  # fmt: skip
    assert not planned.open
    assert session.whole.members[2].handles == {"slack": "beth"}
    assert session.whole.members[3].joined_on == date(2024, 9, 10)
    assert not made(session, found).changes
    everybody_new = made(session, found, take_new=True)
    assert [row.state for row in everybody_new.rows] == ["matched", "matched", "new"]


@settings(max_examples=60)
@given(founds, some_choices)
def test_every_record_that_an_import_makes_keeps_where_it_came_from(
    found: Found, choices: dict[str, Any]
) -> None:
    planned = made(session_of(), found, **choices)
    for change in planned.changes:
        if change.creates:
            assert change.after is not None
            source = change.after["source"]
            assert source["kind"] == found.product
            assert (source["file"], source["at"]) == (SOURCE.file, SOURCE.at)
            lines = [
                one.line
                for one in (*everybody(found), *found.events, *found.posts,
                            *(post.author for post in found.posts))
            ]  # fmt: skip
            assert source.get("row", 0) in lines


def test_an_entry_that_is_twice_in_a_calendar_is_as_the_later_says() -> None:
    entry = FoundEvent(uid="new@x", title="Case clinc", starts_at="2026-12-24T10:00")
    later = replace(entry, title="Case clinic", cancelled=True)
    calendar = partial(Found, "Calendar", "events")
    once = made(session_of(), calendar(events=(entry, replace(later, cancelled=False))))
    assert [(meeting.title, meeting.state) for meeting in once.meetings] == [("Case clinic", "new")]
    assert not made(session_of(), calendar(events=(entry, later))).meetings


@given(st.dates(date(1970, 1, 1), date(2099, 12, 31)))
def test_a_day_that_can_hardly_be_that_of_a_meeting_is_asked_about(day: date) -> None:
    person = FoundPerson(name="Amara Okafor", minutes=60.0)
    event = FoundEvent(title="Walk", starts_at=f"{day.isoformat()}T18:00", people=(person,))
    planned = made(session_of(), Found("Zoom", "attendance", events=(event,)))
    impossible = day.year < 2011 or (day - TODAY).days > 400
    assert (planned.meetings[0].state == "open") == impossible
    assert bool(planned.changes) != impossible
    of_calendar = made(session_of(), Found("Calendar", "events", events=(event,)))
    assert of_calendar.meetings[0].state == "new", "a calendar knows its days"
