"""Handing over: everything in hand is found, and each decision takes it off the list."""

from __future__ import annotations

from datetime import date

import pytest

from coptui.core.model.changes import Change
from coptui.core.model.community import Community
from coptui.core.model.edits import Edit
from coptui.core.model.records import (
    Action,
    Ask,
    Event,
    Member,
    PrivateNote,
    RoleHeld,
    Story,
    Topic,
)
from coptui.core.people.handover import InHand, deleted, in_hand, pass_on, release, who_leaves
from coptui.errors import UsageError

TODAY = date(2026, 11, 22)
ANN = Member(id=1, name="Ann Lee", roles=(RoleHeld(role="coordinator", since=date(2024, 1, 1)),))
BETH = Member(id=2, name="Beth", notes=(PrivateNote(on=TODAY, by="ann", text="tired"),))


def community() -> Community:
    return Community(
        members={1: ANN, 2: BETH},
        actions={
            1: Action(id=1, text="send it", owner=1),
            2: Action(id=2, text="ring", owner="ann"),
            3: Action(id=3, text="hers", owner=2),
            4: Action(id=4, text="over", owner=1, state="done"),
        },
        stories={
            1: Story(id=1, on=TODAY, text="It saved a day", teller=1, share_due=TODAY),
            2: Story(id=2, on=TODAY, text="told", teller=1),
        },
        asks={1: Ask(id=1, text="a rota?", answered_by=(1,)), 2: Ask(id=2, text="x", asker=1)},
        topics={1: Topic(id=1, title="Rota", stewards=(1, 2)), 2: Topic(id=2, title="Other")},
        events={
            1: Event(id=1, title="Call", starts_at="2026-12-01", hosts=(1,)),
            2: Event(id=2, title="Past", starts_at="2026-01-01", status="held", hosts=(1,)),
        },
    )


def found() -> list[InHand]:
    return in_hand(community(), ANN, "ann", TODAY)


def test_everything_in_hand_is_found_and_nothing_of_others() -> None:
    assert [(thing.kind, thing.text) for thing in found()] == [
        ("follow-up", "send it"),
        ("follow-up", "ring"),
        ("promise", "It saved a day"),
        ("ask", "a rota?"),
        ("topic", "Rota"),
        ("meeting", "Call, 2026-12-01"),
        ("note", "Beth: tired"),
        ("role", "coordinator"),
    ]


def after(edit: Edit) -> dict[str, Change]:
    return {change.table: change for change in edit.changes}


@pytest.mark.parametrize("place", range(8))
def test_passing_on_names_the_other_and_keeps_the_rest(place: int) -> None:
    thing = found()[place]
    changes = after(pass_on(thing, ANN, BETH, TODAY))
    assert changes
    if thing.kind == "role":
        edit = pass_on(thing, ANN, BETH, TODAY)
        assert [change.id for change in edit.changes] == [1, 2]
        assert "2026-11-22" in str(edit.changes[0].after)
        assert edit.changes[1].after == {"roles+": [{"role": "coordinator", "since": "2026-11-22"}]}
    if thing.kind == "promise":
        made = changes["actions"].after
        assert made is not None
        assert (made["owner"], made["due_on"]) == (2, "2026-11-22")
        assert changes["stories"].after == {}


@pytest.mark.parametrize("place", range(8))
def test_letting_go_is_of_all_but_notes(place: int) -> None:
    thing = found()[place]
    if thing.kind == "note":
        with pytest.raises(UsageError, match="D to delete"):
            release(thing, ANN, TODAY)
        (change,) = deleted(thing).changes
        assert change.table == "members"
        return
    (change,) = release(thing, ANN, TODAY, "no time").changes
    if thing.kind == "follow-up":
        assert change.after is not None
        assert change.after["state"] == "dropped"
        assert change.after["text"].endswith("(dropped: no time)")
    with pytest.raises(UsageError, match="Only notes"):
        deleted(thing)


def test_nobody_hands_over_to_themselves() -> None:
    with pytest.raises(UsageError, match="handing over"):
        pass_on(found()[0], ANN, ANN, TODAY)


def test_who_leaves_is_who_writes_else_the_only_coordinator() -> None:
    assert who_leaves(community(), "BETH") is BETH
    assert who_leaves(community(), "login") is ANN
    assert who_leaves(Community(members={2: BETH}), "login") is None
