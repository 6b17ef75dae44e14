"""Edits: an intention becomes changes; saved they say what was meant, taken back they leave no trace."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from coptui.core.meetings.roll_call import accept, mark
from coptui.core.model import edits
from coptui.core.model.changes import Change, Save
from coptui.core.model.community import Community
from coptui.core.model.edits import Edit, create, delete, mentions, update, with_fields
from coptui.core.model.history import taking_back
from coptui.core.model.labels import label_of
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
    Run,
    Snapshot,
    Story,
    Topic,
    Touch,
    Use,
    document,
)
from coptui.errors import UsageError
from coptui.store.memory import MemoryStore

DAY = date(2026, 11, 22)
AT = "2026-11-22T18:00:00+00:00"

RECORDS = [
    Profile(id=1, name="Circle", sponsor=2),
    Member(id=1, name="Ann", knows=(2, 3), introduced_by=2, buddy=2),
    Member(id=2, name="Beth", knows=(1,)),
    Member(id=3, name="Carlos"),
    Topic(id=1, title="Endings", proposer=2, stewards=(2, 1), interested=(3, 2)),
    Topic(id=2, title="The Miller family", confidential=True, code="case 14"),
    Event(
        id=1, title="Call", starts_at="2026-11-12", topics=(1, 2), hosts=(2,), speakers=(2, 3),
        invited=(1, 2), attendance={1: Attendance(status="attended"), 2: Attendance(rsvp="yes")},
    ),
    Touch(id=1, on=DAY, by=1, members=(2,), text="with Beth alone", topic=1),
    Touch(id=2, on=DAY, by=2, members=(3, 1), text="by Beth"),
    Touch(id=3, on=DAY, by="amara", members=(2, 3)),
    Touch(id=4, on=DAY, by=2, members=(2,)),
    Action(id=1, text="send the sheet", owner=2, about=(1, 2)),
    Ask(id=1, text="who knows?", asker=2, topic=1, answered_by=(2, 3)),
    Story(id=1, on=DAY, text="it helped", teller=2, topic=1, event=1, confirmed_by=2),
    Story(id=2, on=DAY, text="and again", previous=1),
    Contribution(id=1, on=DAY, member=2, topic=1, event=1),
    Contribution(id=2, on=DAY, member=3, event=1),
    LibraryItem(
        id=1, title="sheet", topic=1, keeper=2, uses=(Use(on=DAY, by=2, what="a night"), Use(by=3))
    ),
    LearningQuestion(id=1, text="why?", curious=(2, 3), topic=1),
    Run(id=1, checklist="c", version=1, started_at=AT,
        log=(Answer(step="a", actions=(1,)),)),
    Snapshot(id=1, on=DAY, levels={1: "core", 2: "active"}),
]  # fmt: skip


def filled() -> MemoryStore:
    tables: dict[str, Any] = {"meta": {"1": {"schema": 1}}}
    for record in RECORDS:
        tables.setdefault(record.table, {})[str(record.id)] = document(record)
    return MemoryStore(tables)


def save(store: MemoryStore, edit: Edit, undoes: int | None = None) -> tuple[Community, int]:
    saved = store.write(Save(edit.changes, by="amara", at=AT, label=edit.label, undoes=undoes))
    assert saved.entry is not None
    return saved.community, saved.entry


def everything(community: Community) -> dict[str, Any]:
    return {
        name: {number: document(one) for number, one in community.table(name).items()}
        for name in TABLES
        if name != "history"
    }


def unordered(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: unordered(item) for key, item in value.items()}
    return sorted(map(repr, value)) if isinstance(value, list) else value


def test_what_a_record_is_called() -> None:
    assert label_of(Member(name="Ann")) == "Ann"
    assert label_of(Topic(title="T" * 500)) == "T" * 500
    assert label_of(Story(text="One line.\nAnother")) == "One line.…"
    assert label_of(Touch(text="x" * 500)) == "x" * 80 + "…"
    assert label_of(Member(id=3)) == "(member 3 without a name)"
    assert (
        label_of(Topic(title="The Miller family", confidential=True, code="case 14")) == "case 14"
    )
    assert label_of(Event(title="Miller", confidential=True)) == "a confidential event"


def test_no_label_tells_a_confidential_title() -> None:
    topic = Topic(id=2, title="The Miller family", confidential=True, code="case 14")
    event = Event(
        id=2, title="Miller clinic", confidential=True, code="clinic 3", starts_at="2026-01-02"
    )
    made = [
        create(topic),
        update(topic, replace(topic, state="done")),
        edits.add_topic_note(topic, "x", on=DAY),
        edits.add_event_note(event, "x", on=DAY),
        accept(event, DAY, Profile(id=1)),
        delete(Community(topics={2: topic}), "topics", 2),
    ]
    assert not [edit.label for edit in made if "Miller" in edit.label]


def test_create_and_update() -> None:
    store = filled()
    made = create(Member(name="Dana", tags=("new",)))
    assert made.label == "new member Dana"
    community, _ = save(store, made)
    dana = community.members[4]
    assert dana == Member(id=4, name="Dana", tags=("new",))
    changed = update(dana, replace(dana, phone="1", tags=()))
    assert changed.label == "changes to member Dana"
    assert changed.changes == (Change("members", 4, {"tags+": ["new"]}, {"phone": "1"}),)
    community, _ = save(store, changed)
    assert community.members[4] == Member(id=4, name="Dana", phone="1")
    assert not update(dana, dana)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": "x" * 121}, "name: too long: at most 120"),
        ({"joined_on": "soon"}, "joined on: "),
        ({"status": "gone"}, "status: not one of the choices"),
        ({"contact_every_days": "x"}, "contact every days: should be"),
        ({"emails": ["x" * 255]}, "emails: too long: at most 254"),
        ({"nickname": "x"}, "nickname"),
    ],
)
def test_a_value_that_does_not_fit_names_its_field(values: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError) as told:
        with_fields(Member(name="Ann"), values)
    assert said in told.value.message


@pytest.mark.parametrize("name", ["starts_at", "ends_at"])
def test_a_wrong_time_names_its_field_too(name: str) -> None:
    with pytest.raises(UsageError) as told:
        with_fields(Event(title="E", starts_at="2026-01-01"), {name: "25:00"})
    assert told.value.message.startswith(name.replace("_", " "))
    assert told.value.hint


def test_fields_are_set_from_plain_values() -> None:
    member = with_fields(
        Member(id=3, name="Ann"),
        {"joined_on": "2026-03-14", "knows": [2], "roles": [{"role": "host"}], "phone": ""},
    )
    assert (member.id, member.joined_on, member.knows) == (3, date(2026, 3, 14), (2,))  # type: ignore[attr-defined]


def test_a_deleted_member_is_mentioned_nowhere() -> None:
    store = filled()
    before = everything(store.load().community)
    edit = delete(store.load().community, "members", 2)
    assert edit.label == "deleted member Beth"
    community, entry = save(store, edit)
    assert 2 not in community.members
    assert mentions(community, "members", 2) == []
    assert community.profile.sponsor is None
    assert community.members[1] == Member(id=1, name="Ann", knows=(3,))
    assert community.topics[1] == Topic(id=1, title="Endings", stewards=(1,), interested=(3,))
    event = community.events[1]
    assert (event.hosts, event.speakers, event.invited) == ((), (3,), (1,))
    assert set(event.attendance) == {1}
    assert community.asks[1].answered_by == (3,)
    assert community.stories[1].teller is None
    assert community.actions[1].about == (1,)

    # Of nobody else: gone. With others: kept, whoever made them.
    assert set(community.touches) == {2, 3}
    assert (community.touches[2].by, community.touches[2].members) == ("someone", (3, 1))
    assert community.touches[3].members == (3,)
    assert set(community.contributions) == {2}
    item = community.library[1]
    assert (item.keeper, item.uses) == (None, (Use(on=DAY, what="a night"), Use(by=3)))
    assert community.questions[1].curious == (3,)

    # What was is left as it was.
    assert community.snapshots[1].levels == {1: "core", 2: "active"}

    undo = taking_back(community.history[entry], word="undo")
    community, _ = save(store, undo, undoes=entry)
    assert unordered(everything(community)) == unordered(before)


@pytest.mark.parametrize(
    ("table", "number"),
    [(record.table, record.id) for record in RECORDS if record.table != "community"],
)
def test_any_delete_can_be_taken_back_and_done_again(table: str, number: int) -> None:
    store = filled()
    before = everything(store.load().community)
    community, entry = save(store, delete(store.load().community, table, number))
    after = everything(community)
    assert str(number) not in after[table]
    assert number not in after[table]
    assert mentions(community, table, number) == []
    community, undone = save(
        store, taking_back(community.history[entry], word="undo"), undoes=entry
    )
    assert unordered(everything(community)) == unordered(before)
    community, _ = save(store, taking_back(community.history[undone], word="redo"), undoes=undone)
    assert unordered(everything(community)) == unordered(after)


def test_what_is_not_there_cannot_be_deleted() -> None:
    with pytest.raises(UsageError, match="no member with the id 99"):
        delete(filled().load().community, "members", 99)


def test_mentions() -> None:
    community = filled().load().community
    found = {(record.table, record.id) for record in mentions(community, "topics", 1)}
    assert found == {
        ("events", 1), ("touches", 1), ("asks", 1), ("stories", 1), ("contributions", 1),
        ("library", 1), ("questions", 1),
    }  # fmt: skip


def test_notes() -> None:
    store = filled()
    ann = store.load().community.members[1]
    community, _ = save(store, edits.add_note(ann, "tired", by="amara", on=DAY))
    assert community.members[1].notes == (PrivateNote(on=DAY, by="amara", text="tired"),)

    topic = community.topics[1]
    community, _ = save(store, edits.add_topic_note(topic, "one", on=date(2026, 11, 1)))
    community, _ = save(store, edits.add_topic_note(community.topics[1], "two", on=DAY))
    assert community.topics[1].notes == "2026-11-01 one\n2026-11-22 two"

    community, _ = save(store, edits.add_event_note(community.events[1], "one", on=DAY))
    community, _ = save(store, edits.add_event_note(community.events[1], "two", on=DAY))
    assert community.events[1].summary == "one\ntwo"


def test_two_notes_on_one_person_made_at_once_both_stay() -> None:
    store = filled()
    ann = store.load().community.members[1]
    save(store, edits.add_note(ann, "one", by="amara", on=DAY))
    community, _ = save(store, edits.add_note(ann, "two", by="beth", on=DAY))
    assert [note.text for note in community.members[1].notes] == ["one", "two"]


def test_a_touch_with_its_follow_up_is_one_edit() -> None:
    store = filled()
    touch = Touch(on=DAY, by=1, members=(2, 3), text="fine")
    edit = edits.add_touch(
        touch, store.load().community, follow_up=Action(text="call again", about=(2,))
    )
    assert edit.label == "conversation with Beth, Carlos"
    community, entry = save(store, edit)
    assert community.touches[5] == replace(touch, id=5)
    assert community.actions[2] == Action(id=2, text="call again", about=(2,))
    community, _ = save(store, taking_back(community.history[entry], word="undo"), undoes=entry)
    assert 5 not in community.touches
    assert 2 not in community.actions


def test_a_follow_up_is_done_dropped_and_opened_again() -> None:
    store = filled()
    action = store.load().community.actions[1]
    for state, on in (("done", DAY), ("open", None), ("dropped", DAY)):
        edit = edits.set_action_state(action, state, on=DAY)  # type: ignore[arg-type]
        community, _ = save(store, edit)
        action = community.actions[1]
        assert (action.state, action.done_on) == (state, on)
    assert edit.label == "dropped: send the sheet"


def test_attendance_is_marked_person_by_person() -> None:
    store = filled()
    community = store.load().community
    event, ann, carlos = community.events[1], community.members[1], community.members[3]
    late = mark(event, carlos, "late", spoke=True)
    assert late.label == "Carlos: late"
    gone = mark(event, ann, None)
    save(store, late)
    community, _ = save(store, gone)  # Made from the same event: other people do not clash.
    assert community.events[1].attendance == {
        2: Attendance(rsvp="yes"),
        3: Attendance(status="late", spoke=True),
    }
    assert not mark(community.events[1], ann, None)


def test_an_answer_is_logged_with_the_follow_up_that_it_made() -> None:
    store = filled()
    run = store.load().community.runs[1]
    answer = Answer(step="b", question="How?", value=1, at=AT)
    edit = edits.log_answer(run, answer, label="answer", follow_up=Action(text="ask Farah"))
    community, entry = save(store, edit)
    action = community.actions[2]
    assert community.runs[1].log[-1] == replace(answer, actions=(action.id,))
    assert (action.text, action.origin and (action.origin.kind, action.origin.id)) == (
        "ask Farah",
        ("run", 1),
    )
    assert action.origin is not None
    assert action.origin.step == "b"
    community, _ = save(store, taking_back(community.history[entry], word="undo"), undoes=entry)
    assert community.runs[1] == run
    assert 2 not in community.actions


def test_two_people_may_answer_one_walk_at_once() -> None:
    store = filled()
    run = store.load().community.runs[1]
    for step, who in (("b", "x"), ("c", "y")):
        follow_up = Action(text=who)
        save(store, edits.log_answer(run, Answer(step=step), label="a", follow_up=follow_up))
    log = store.load().community.runs[1].log
    assert [(answer.step, answer.actions) for answer in log] == [
        ("a", (1,)), ("b", (2,)), ("c", (3,)),
    ]  # fmt: skip


def test_a_walk_is_begun_and_finished() -> None:
    store = filled()
    begun = Run(checklist="c", version=1, started_at=AT)
    community, _ = save(store, edits.begin_run(begun, "Monthly check"))
    run = community.runs[2]
    shot = Snapshot(on=DAY, levels={1: "core"}, evidence={"missed": 2.0, "asks": None})
    edit = edits.finish_run(run, "Monthly check", at=AT, snapshot=shot)
    assert edit.label == "finished Monthly check"
    community, _ = save(store, edit)
    assert community.runs[2].finished_at == AT
    assert community.snapshots[2] == replace(shot, id=2)
    assert len(edits.finish_run(run, "x", at=AT, snapshot=None).changes) == 1
