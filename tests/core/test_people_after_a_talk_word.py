"""`rang Beth` is a conversation with Beth, without an @; nobody is made of a word that is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.community import Community
from coptui.core.model.records import Member, Profile
from coptui.core.writing.meaning import Jotting, meaning
from coptui.core.writing.talk import TALK
from coptui.errors import Ambiguous, UsageError

TODAY = date(2026, 11, 22)
NAMES = (
    "Beth Lindqvist", "Malik Joubert", "Dana Whitfield", "Will Osei", "Jean-Luc Marchand", "陈美玲",
    "Ann Lee", "Ann Moor", "Bérénice Laurent", "Mary Ann Brook",
)  # fmt: skip
COMMUNITY = Community(
    profile=Profile(id=1, name="Circle"),
    members={number: Member(id=number, name=name) for number, name in enumerate(NAMES, 1)},
)


def spoken_to(line: str) -> tuple[int, ...]:
    try:
        meant = meaning(line, Jotting(COMMUNITY, TODAY, "x"))
    except Ambiguous:
        raise
    except UsageError:
        return ()
    return meant.conversation.members if meant.conversation else ()


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("rang beth yesterday, she is tired", (1,)),
        ("Rang Beth Tuesday about the rota", (1,)),
        ("met with Beth and Malik about case 14 !2 weeks", (1, 2)),
        ("I spoke to Beth Lindqvist, Malik & the others", (1, 2)),
        ("heard from Dana", (3,)),
        ("spoke to Will about the hall", (4,)),
        ("spoke to will about the hall", ()),
        ("asked will power to help", ()),
        ("called the venue", ()),
        ("told everyone", ()),
        ("told Beth Adeyemi", ()),
        ("thanked Jean-Luc", (5,)),
        ("visited 陈美玲", (6,)),
        ("wrote to berenice", (9,)),
        ("told @ann.lee what beth said", (7,)),
        ("send it to Beth", ()),
    ],
)
def test_who_a_conversation_was_with(line: str, people: tuple[int, ...]) -> None:
    assert spoken_to(line) == people


def test_a_name_of_several_is_asked_about() -> None:
    with pytest.raises(Ambiguous):
        spoken_to("rang Ann")
    assert spoken_to("rang Ann Moor") == (8,)


words = st.sampled_from(
    [*TALK, "the", "about", "Beth", "beth", "will", "Zed", "to", "and", ",", "Lindqvist"]
)


@given(st.lists(words, min_size=1, max_size=7))
def test_nobody_is_made_of_words_that_are_not_theirs(said: list[str]) -> None:
    try:
        people = spoken_to(" ".join(said))
    except Ambiguous:
        return
    written = " ".join(said).casefold()
    for person in people:
        assert any(word in written for word in NAMES[person - 1].casefold().split())
