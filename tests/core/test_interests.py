"""The interests of a topic are chosen from those that members have."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.finding.interests import fitting_interests, spellings
from coptui.core.lists.many import change_all
from coptui.core.model.community import Community
from coptui.core.model.records import Member, Topic
from coptui.core.model.text import fold
from coptui.core.writing.fields import read_field, write_field
from coptui.core.writing.form_fields import FIELDS
from coptui.errors import Ambiguous, UsageError

TODAY = date(2026, 11, 22)
FIELD = next(field for field in FIELDS["topics"] if field.name == "interests")
TOPIC = Topic(id=1, title="Nights", interests=("Old words",))
HERE = Community(
    members={
        1: Member(id=1, name="Ann", interests=("Night shifts", "Grief")),
        2: Member(id=2, name="Beth", interests=("night shifts", "grief work", "communication")),
    },
    topics={1: TOPIC},
)


def meant(text: str, topic: Topic = TOPIC, here: Community = HERE) -> list[str]:
    return list(read_field(FIELD, text, topic, here, TODAY))


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("night", ["Night shifts"]),
        ("SHIFTS, comm", ["Night shifts", "communication"]),
        ("grief", ["Grief"]),
        ("grief, Grief", ["Grief"]),
        ("old words", ["Old words"]),
        ("", []),
    ],
)
def test_a_part_means_the_interest_as_members_write_it(typed: str, chosen: list[str]) -> None:
    assert meant(typed) == chosen


def test_what_no_member_has_and_what_several_fit_is_asked() -> None:
    with pytest.raises(UsageError, match="community garden"):
        meant("our community garden")
    with pytest.raises(Ambiguous) as several:
        meant("gri")
    assert several.value.candidates == ["Grief", "grief work"]


def test_one_is_added_to_many_topics_and_taken_off_by_a_part_of_it() -> None:
    edit, _ = change_all(HERE, "topics", [1], "interests: +night", TODAY)
    assert edit.changes[0].after == {"interests+": ["Night shifts"]}
    edit, _ = change_all(HERE, "topics", [1], "interests: -old words", TODAY)
    assert edit.changes[0].before == {"interests+": ["Old words"]}


words = st.lists(st.text("abc ÀéI", min_size=1, max_size=6).filter(str.strip), max_size=5)


@given(words, words, words, st.text("abc, é", max_size=12))
def test_nothing_is_chosen_that_nobody_has(
    ann: list[str], beth: list[str], before: list[str], typed: str
) -> None:
    here = Community(
        members={
            1: Member(id=1, name="Ann", interests=tuple(ann)),
            2: Member(id=2, name="Beth", interests=tuple(beth)),
        }
    )
    topic = Topic(id=1, title="Nights", interests=tuple(before))
    known = {*ann, *beth, *before}
    try:
        chosen = meant(typed, topic, here)
    except UsageError:
        chosen = []
    assert set(chosen) <= known
    assert meant(write_field(FIELD, topic, here), topic, here) == before
    assert {fold(one) for one in spellings(here.members.values())} == {fold(one) for one in (*ann, *beth)}  # fmt: skip
    written = spellings(here.members.values())
    for one in set(chosen) - set(before):
        assert fitting_interests(here, one) == [written[fold(one)]]
