"""A number of people, or a word for them, is no one's name, wherever a person is made from what was typed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.meetings.roll_call import walk_in
from coptui.core.model.community import AllGroups
from coptui.core.model.no_names import check_name
from coptui.core.model.records import Event, Member, Profile
from coptui.core.writing.fields import read_field
from coptui.core.writing.form_fields import FIELDS
from coptui.core.writing.jottings import GUEST
from coptui.core.writing.meaning import Jotting
from coptui.errors import UsageError
from coptui.store.new_file import first_records

TODAY = date(2026, 11, 30)
EVENT = Event(id=1, title="Circle", starts_at="2026-11-30T18:00")
COMMUNITY = AllGroups(
    profile=Profile(id=1, name="Circle"),
    members={1: Member(id=1, name="Ann Lee"), 2: Member(id=2, name="3 guests")},
    events={1: EVENT},
)
NAME = next(field for field in FIELDS["members"] if field.name == "name")
GUESTS = next(field for field in FIELDS["events"] if field.kind == "guests")

numbers = st.sampled_from(["2", "15", "two", "a few", "some", "several", "many", "a couple of", "another", "3 new", "about 20", "no", "other", "+2"])  # fmt: skip
nouns = st.sampled_from(["guests", "people", "others", "visitors", "newcomers", "Participants", "walk-ins", "friends", "more", "guest", "new people"])  # fmt: skip
no_names = st.one_of(
    st.builds("{} {}".format, numbers, nouns),
    nouns.filter(lambda noun: noun != "more"),
    st.sampled_from(["+1", "2", "12", "plus one", "Guest 2", "visitor 1", "Guest", "someone", "someone new", "unknown", "?", "nobody", "two others."]),
)  # fmt: skip


@given(no_names, st.sampled_from(["", " via Ann"]))
def test_it_is_refused_at_every_door(text: str, via: str) -> None:
    at = Jotting(COMMUNITY, TODAY, "x", event=1)
    doors = (
        lambda: GUEST.make(text + via, at),
        lambda: walk_in(COMMUNITY, EVENT, text + via, TODAY),
        lambda: read_field(NAME, text, Member(), COMMUNITY, TODAY),
        lambda: read_field(GUESTS, f"Lena Voss, {text}", EVENT, COMMUNITY, TODAY),
        lambda: first_records("Circle", "", me=text),
    )
    for door in doors:
        with pytest.raises(UsageError, match="isn't a person's name") as told:
            door()
        assert "by name" in told.value.hint


@pytest.mark.parametrize(
    "name",
    ["Lena Voss", "Ann's mum", "Guest Müller", "Christopher Guest", "Judith Guest", "Two Feathers", "R2 D2", "Mary 2", "Malcolm X", "Ann", "李明",
     "Bo", "Friend of Lena", "Sam Newcomer", "One Direction", "Lena Voss 2", "Peoples", "Una", "Manyara", "Some", "Mo Others-Lee", "Kids Club contact"],
)  # fmt: skip
def test_what_may_be_a_name_is_taken(name: str) -> None:
    check_name(name)
    assert read_field(NAME, name, Member(), COMMUNITY, TODAY) == name


def test_whoever_is_called_so_already_keeps_the_name() -> None:
    called = COMMUNITY.members[2]
    assert read_field(NAME, "3 guests", called, COMMUNITY, TODAY) == "3 guests"
    first_records("Circle", "")
