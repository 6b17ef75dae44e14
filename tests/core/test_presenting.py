"""What is fit to stand on a screen that a room looks at."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from coptui.core.finding.search import matching
from coptui.core.lists.listing import Listing, ids_in
from coptui.core.model.community import Community
from coptui.core.model.entry import entries_of
from coptui.core.model.records import (
    Action,
    Attendance,
    Attended,
    Erased,
    Event,
    LevelOverride,
    Member,
    Membership,
    PrivateNote,
    PulseEntry,
    Run,
    Seen,
    Story,
    Topic,
    Touch,
)  # fmt: skip
from coptui.core.views.presenting import fit_to_show
from coptui.core.views.view import view_of


def test_private_fields_are_gone_and_public_ones_stay() -> None:
    ann = Member(
        id=1, name="Ann", organisation="Harbour", offers=("hosting",), emails=("a@example.org",),
        phone="555", handles={"x": "y"}, left_reason="tired", notes=(PrivateNote(text="secret"),),
        level_override=LevelOverride(level="core", reason="because"), tags=("fragile",),
    )  # fmt: skip
    shown = fit_to_show(Community(members={1: ann})).members[1]
    assert (shown.name, shown.organisation, shown.offers) == ("Ann", "Harbour", ("hosting",))
    assert shown == Member(id=1, name="Ann", organisation="Harbour", offers=("hosting",))


@pytest.mark.parametrize("in_a_room", [False, True])
@pytest.mark.parametrize("group", [None, ("Lisbon", date(2026, 3, 1))])
@pytest.mark.parametrize("day", [None, date(2026, 1, 15), date(2026, 3, 1)])
def test_whoever_was_erased_is_on_no_list_whoever_looks_and_of_whatever_day(
    in_a_room: bool, group: tuple[str, date] | None, day: date | None
) -> None:
    came = {1: Attendance(status="attended"), 2: Attendance(status="attended")}
    call = Event(id=1, title="Call", starts_at="2026-01-08", groups=("Lisbon",), attendance=came)
    ann = Member(id=1, name="Ann", groups=(Membership(group="Lisbon", since=date(2025, 1, 1)),))
    nobody = Member(id=2, name="someone", status="left", contact_ok=False, left_on=date(2026, 2, 1))
    erased = Erased(id=1, mark="m", on=date(2026, 2, 1), member=2)
    whole = Community(members={1: ann, 2: nobody}, events={1: call}, erased={1: erased})
    seen = view_of(whole, day, in_a_room=in_a_room, group=group)
    assert set(seen.members) - seen.unlisted == {1}
    assert set(ids_in(seen, Listing("members"), date(2026, 3, 1))) == {1}
    assert matching(seen, "someone", "members") == set()


def test_what_is_confidential_keeps_its_code_and_day_alone() -> None:
    found = Community(
        topics={1: Topic(id=1, title="The Millers", confidential=True, code="case 14", outcome="x")},
        events={
            1: Event(
                id=1, title="Clinic on the Millers", starts_at="2026-11-01", confidential=True,
                code="clinic 3", summary="x", attendance={1: Attendance(status="attended")},
            )
        },
    )  # fmt: skip
    shown = fit_to_show(found)
    assert (shown.topics[1].title, shown.topics[1].outcome) == ("case 14", "")
    assert (shown.events[1].title, shown.events[1].day) == ("clinic 3", date(2026, 11, 1))
    assert shown.events[1].attendance == {}


def test_no_touch_answer_pulse_or_follow_up_about_people() -> None:
    found = Community(
        touches={1: Touch(id=1, members=(1,), text="x")},
        runs={1: Run(id=1, checklist="c", version=1)},
        actions={
            1: Action(id=1, text="about Ann", about=(1,)),
            2: Action(id=2, text="Ann does it", owner=1),
            3: Action(id=3, text="book the room", owner="amara"),
        },
        events={1: Event(id=1, title="Call", starts_at="2026-11-01", aftercare="x", pulse=(PulseEntry(source="member"),))},
    )  # fmt: skip
    shown = fit_to_show(found)
    assert (shown.touches, shown.runs) == ({}, {})
    assert list(shown.actions) == [3]
    assert (shown.events[1].pulse, shown.events[1].aftercare) == ((), "")


def test_only_stories_that_were_released() -> None:
    found = Community(
        topics={1: Topic(id=1, title="T", confidential=True)},
        stories={
            1: Story(id=1, text="a", consent="public"),
            2: Story(id=2, text="b", consent="core"),
            3: Story(id=3, text="c"),
            4: Story(id=4, text="d", consent="public", topic=1),
        },
    )
    assert list(fit_to_show(found).stories) == [1]


def test_a_room_learns_who_came_and_not_who_stayed_away() -> None:
    entries = {n: Attendance(status=status) for n, status in enumerate(get_args(Attended), 1)}
    event = Event(id=1, title="Call", starts_at="2026-11-01", attendance=entries)
    shown = fit_to_show(Community(events={1: event})).events[1]
    assert {entry.status for entry in shown.attendance.values()} == {"attended", "late"}


def test_what_a_room_may_see_of_a_person_is_listed_here() -> None:
    marks = {name: each.marks for name, each in entries_of(Member).items()}
    assert {name for name in marks if Seen.BY_ROOM in marks[name]} == {
        "aliases", "bridges_to", "buddy", "consent", "groups", "interests", "introduced_by",
        "joined_on", "knows", "left_on", "location", "name", "offers", "organisation", "pronouns",
        "roles", "seeks", "sort_name", "status", "time_zone", "unit",
    }  # fmt: skip
