"""A name typed for someone new, when a member may be meant by it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coptui.core.finding.search import one
from coptui.core.finding.someone_new import MaybeKnown, called, may_be
from coptui.core.meetings.roll_call import walk_in
from coptui.core.model.community import Community
from coptui.core.model.records import Attendance, Attended, Event, Member
from coptui.core.writing import jottings
from coptui.core.writing.meaning import Jotting
from coptui.errors import Ambiguous, UsageError

TODAY = date(2026, 5, 12)
NAMES = ("Dan Evans", "Eva Fischer", "May Lind", "Cara Diaz", "Anna Berg", "Anna Kowalski", "Nan")
EVENT = Event(id=1, title="Call", starts_at="2026-05-12")


def community(**more: tuple[str, ...]) -> Community:
    return Community(
        members={
            n: Member(id=n, name=name, aliases=more.get("aliases", ()) if n == 1 else ())
            for n, name in enumerate(NAMES, 1)
        },
        events={1: EVENT},
    )


@given(st.data())
def test_a_member_is_found_by_a_word_of_the_name_with_beginnings_of_others(data) -> None:
    name = data.draw(st.sampled_from(NAMES))
    words = name.split()
    whole = data.draw(st.integers(0, len(words) - 1))
    typed = [
        word if n == whole else word[: data.draw(st.integers(0, len(word)))]
        for n, word in enumerate(words)
    ]
    text = data.draw(st.sampled_from([str, str.upper, str.lower]))(" ".join(filter(None, typed)))
    number = NAMES.index(name) + 1
    assert number in may_be(text, community())
    assert (number in called(text, community())) == (text.casefold() == name.casefold())
    # A longer name may be that of someone of whom only one word was known.
    assert len(words) > 1 or number in may_be(f"{name} Smith", community())


@given(st.text("abcdefgh", min_size=3), st.text("abcdefgh", min_size=3))
def test_someone_with_no_word_of_a_name_is_new(first: str, last: str) -> None:
    assume(not {first, last} & {word.casefold() for name in NAMES for word in name.split()})
    assert may_be(f"{first} {last}", community()) == []


@pytest.mark.parametrize("text", ["Dan", "May", "Eva F", "eva f.", "Evans", "E. Fischer", "Anna"])
def test_a_name_of_a_member_is_asked_about_before_anyone_is_added(text: str) -> None:
    for add in (
        lambda: walk_in(community(), EVENT, text, TODAY),
        lambda: jottings.member(text, Jotting(community(), TODAY, "x")),
    ):
        with pytest.raises(MaybeKnown, match="or someone new") as doubt:
            add()
        assert list(doubt.value.members) == may_be(text, community())
    sure = walk_in(community(), EVENT, text, TODAY, is_new=True)
    assert {change.table for change in sure.changes} == {"members", "events"}
    assert jottings.member(text, Jotting(community(), TODAY, "x", is_new=True))


@pytest.mark.parametrize("status", ["attended", "late", "excused", "absent", "no-show", None])
@pytest.mark.parametrize("text", ["Dan Evans", "danny"])
def test_whoever_is_marked_as_there_keeps_the_mark(status: Attended | None, text: str) -> None:
    members = community(aliases=("Danny",))
    event = Event(id=1, title="Call", attendance={1: Attendance(status=status, spoke=True)})
    if status in ("attended", "late"):
        with pytest.raises(UsageError, match="Dan Evans is already marked"):
            walk_in(members, event, text, TODAY)
    else:
        edit = walk_in(members, event, text, TODAY)
        assert [change.table for change in edit.changes] == ["events"]
        assert edit.label == "Dan Evans marked as present"


def test_namesakes_are_told_apart_in_the_question() -> None:
    members = {
        1: Member(id=1, name="Ann Lee", organisation="Mill"),
        2: Member(id=2, name="Ann Lee", emails=("ann@b.example",)),
    }
    with pytest.raises(MaybeKnown) as doubt:
        walk_in(Community(members=members), EVENT, "Ann Lee", TODAY)
    assert doubt.value.names == "Ann Lee (Mill), Ann Lee (ann@b.example)"


@pytest.mark.parametrize(("text", "number"), [("Eva", 2), ("dan", 1), ("@may", 3), ("Nan", 7)])
def test_a_whole_word_of_a_name_is_meant_before_a_beginning(text: str, number: int) -> None:
    assert one(community(), text).id == number


@pytest.mark.parametrize("text", ["Ev", "Anna", "an"])
def test_beginnings_and_words_that_several_have_are_asked_about(text: str) -> None:
    with pytest.raises(Ambiguous):
        one(community(), text)
