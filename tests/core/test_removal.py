"""Someone asks for less: what changes, and every text that names them."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.edits import create
from coptui.core.model.records import Action, Answer, Event, Member, Run, Story, Topic
from coptui.core.people.removal import leave, mentions_of, names_of, no_contact

TODAY = date(2026, 11, 22)
ANN = Member(
    id=1, name="Ann Lee", aliases=("A. Lee",), handles={"chat": "@annlee"}, emails=("ann@x.org",)
)


def community() -> Community:
    return Community(
        members={1: ANN, 2: Member(id=2, name="Beth", left_reason="fell out with Ann")},
        topics={1: Topic(id=1, title="Planning", notes="annlee said so")},
        events={1: Event(id=1, title="Call", starts_at="2026-01-01", summary="A. Lee spoke")},
        actions={1: Action(id=1, text="write to ann@x.org"), 2: Action(id=2, text="plan it")},
        stories={1: Story(id=1, on=TODAY, text="We annexed a room")},
        runs={
            1: Run(
                id=1,
                checklist="c",
                version=1,
                started_at="2026-01-01",
                log=(Answer(step="s", note="ANN is tired"),),
            )
        },
    )


def test_every_text_that_names_them_is_found_and_no_part_of_a_word() -> None:
    found = mentions_of(community(), ANN)
    assert [(one.record.table, one.field) for one in found] == [
        ("members", "left_reason"),
        ("topics", "notes"),
        ("events", "summary"),
        ("actions", "text"),
        ("runs", "log.note"),
    ]


def test_a_first_name_that_two_have_names_nobody() -> None:
    two = Community(members={1: ANN, 2: Member(id=2, name="Ann Ost")})
    assert "Ann" not in names_of(ANN, two)
    assert "Ann" in names_of(ANN, Community(members={1: ANN}))


def test_no_contact_and_leaving_change_only_what_they_say() -> None:
    (change,) = no_contact(ANN).changes
    assert change.after == {"contact_ok": False}
    thank = Action(text="thank Ann")
    changes = leave(ANN, on=TODAY, reason="moved", thank=thank).changes
    assert changes[0].after == {
        "status": "left",
        "left_on": "2026-11-22",
        "left_reason": "moved",
    }
    assert changes[1].after == create(thank).changes[0].after
    assert len(leave(ANN, on=TODAY).changes) == 1
