"""The session: what it saves is on disk, what it shows is one value, what it takes back is mine."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coptui.core.model.changes import Conflicted, Save, Settled
from coptui.core.model.community import Community
from coptui.core.model.confidential import LABEL
from coptui.core.model.edits import Edit, add_note, create, delete, set_action_state, update
from coptui.core.model.records import TABLES, Action, Member, Story, Topic, Touch, document
from coptui.errors import CoptError, DataInvalid, ReadOnly, UsageError
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.store.protocol import Saved
from coptui.store.store import Store

Open = Callable[..., Session]


def set_phone(session: Session, phone: str, who: int = 1) -> None:
    member = session.community.members[who]
    session.edit(update(member, replace(member, phone=phone)))


def phone(session: Session, who: int = 1) -> str:
    return session.community.members[who].phone


def everything(session: Session) -> dict[str, Any]:
    return {
        name: {number: document(one) for number, one in session.whole.table(name).items()}
        for name in TABLES
        if name != "history"
    }


def test_an_edit_is_on_disk_when_it_returns(path: Path, clock: Any) -> None:
    session = Session(Store(path, backups=False), by="amara", clock=clock)
    was = session.community
    set_phone(session, "2")
    held = json.loads(path.read_text("utf-8"))
    assert held["members"]["1"]["phone"] == "2"
    assert held["history"]["1"]["by"] == "amara"
    assert held["history"]["1"]["at"] == "2026-11-22T18:00:00+00:00"
    assert phone(session) == "2"
    # The value that others still hold is the old one.
    assert session.community is not was
    assert was.members[1].phone == "1"


def test_what_was_changed_elsewhere_meanwhile_is_shown_with_both_values(sit_down: Open) -> None:
    mine, theirs = sit_down("amara"), sit_down("beth")
    before = mine.community
    set_phone(theirs, "theirs")
    # What I see is still the old one: the edit is made from it.
    member = before.members[1]
    edit = update(member, replace(member, phone="mine"))
    with pytest.raises(Conflicted) as told:
        mine.edit(edit)
    (conflict,) = told.value.conflicts
    assert (conflict.mine, conflict.theirs) == ("mine", "theirs")
    assert mine.community is before
    assert phone(sit_down()) == "theirs"
    mine.edit(edit, "mine")
    assert phone(mine) == "mine"
    assert phone(sit_down()) == "mine"


@pytest.mark.parametrize("then", ["nothing", "undone", "changed again"])
@pytest.mark.parametrize("clash", ["one field", "two fields", "deleted there", "deleted here"])
def test_what_is_theirs_stays_theirs_whatever_they_did_since(
    sit_down: Open, clash: str, then: str
) -> None:
    mine, theirs = sit_down("amara"), sit_down("beth")
    member = mine.community.members[3]
    edit = update(member, replace(member, phone="mine", pronouns="mine", organisation="mine"))
    if clash == "deleted here":
        edit = delete(mine.all_groups, "members", 3)
    their_pronouns = "theirs" if clash == "two fields" else ""
    if clash == "deleted there":
        theirs.edit(delete(theirs.all_groups, "members", 3))
    else:
        theirs.edit(update(member, replace(member, phone="theirs", pronouns=their_pronouns)))
    with pytest.raises(Conflicted) as told:
        mine.edit(edit)
    if then == "undone":
        theirs.undoing.undo()
    elif then == "changed again" and clash != "deleted there":
        set_phone(theirs, "again", who=3)
    before = sit_down().community.members.get(3)
    with suppress(Conflicted, UsageError):
        mine.edit(edit, Settled("theirs", told.value.conflicts))
    after = sit_down().community.members.get(3)
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.phone == before.phone
        assert clash != "two fields" or after.pronouns == before.pronouns


def test_different_fields_merge_by_themselves(sit_down: Open) -> None:
    mine, theirs = sit_down("amara"), sit_down("beth")
    set_phone(theirs, "2")
    member = mine.community.members[1]
    saved = mine.edit(update(member, replace(member, pronouns="she")))
    assert saved.foreign
    assert (phone(mine), mine.community.members[1].pronouns) == ("2", "she")


def test_what_others_saved_is_taken_in(sit_down: Open) -> None:
    mine, theirs = sit_down("amara"), sit_down("beth")
    assert mine.refresh() is False
    was = mine.community
    set_phone(theirs, "2")
    assert mine.community is was
    assert mine.refresh() is True
    assert phone(mine) == "2"
    assert mine.refresh() is False


def test_undo_and_redo_outlast_a_restart(sit_down: Open) -> None:
    set_phone(sit_down(), "2")
    set_phone(sit_down(), "3")
    assert sit_down().undoing.undo() == "undo: changes to member Amara Okafor"
    assert phone(sit_down()) == "2"
    assert sit_down().undoing.undo()
    assert phone(sit_down()) == "1"
    with pytest.raises(UsageError, match="Nothing to undo"):
        sit_down().undoing.undo()
    assert sit_down().undoing.redo() == "redo: changes to member Amara Okafor"
    assert phone(sit_down()) == "2"
    sit_down().undoing.redo()
    assert phone(sit_down()) == "3"
    with pytest.raises(UsageError, match="Nothing to redo"):
        sit_down().undoing.redo()
    sit_down().undoing.undo()
    set_phone(sit_down(), "4")
    with pytest.raises(UsageError):
        sit_down().undoing.redo()


def test_an_undo_that_is_taken_back_from_the_history_is_a_redo(sit_down: Open) -> None:
    mine = sit_down()
    set_phone(mine, "2")
    mine.undoing.undo()
    assert mine.undoing.take_back(max(mine.whole.history)) == "redo: changes to member Amara Okafor"
    assert phone(mine) == "2"
    first = min(mine.whole.history)
    assert mine.undoing.undo() == "undo: changes to member Amara Okafor"
    assert phone(mine) == "1"
    with pytest.raises(UsageError, match="Already undone"):
        mine.undoing.take_back(first)
    mine.undoing.redo()
    assert phone(mine) == "2"


def test_undo_takes_back_mine_and_leaves_what_others_did(sit_down: Open) -> None:
    mine, theirs = sit_down("amara"), sit_down("beth")
    set_phone(mine, "2")
    theirs.refresh()
    set_phone(theirs, "9", who=2)
    mine.undoing.undo()
    assert (phone(mine), phone(mine, 2)) == ("1", "9")
    theirs.undoing.undo()
    assert phone(theirs, 2) == ""
    with pytest.raises(UsageError):
        sit_down("carlos").undoing.undo()


def test_undo_of_what_others_changed_since_shows_both(sit_down: Open) -> None:
    mine, theirs = sit_down("amara"), sit_down("beth")
    set_phone(mine, "2")
    theirs.refresh()
    set_phone(theirs, "3")
    with pytest.raises(Conflicted) as told:
        mine.undoing.undo()
    assert (told.value.conflicts[0].mine, told.value.conflicts[0].theirs) == ("1", "3")
    assert phone(sit_down()) == "3"
    mine.undoing.undo("mine")
    assert phone(sit_down()) == "1"


def test_what_others_took_back_already_does_not_stand_in_the_way(sit_down: Open) -> None:
    mine, theirs = sit_down("amara"), sit_down("beth")
    set_phone(mine, "2", who=2)
    set_phone(mine, "2")
    theirs.refresh()
    set_phone(theirs, "1")
    assert mine.undoing.undo()
    assert (phone(mine), phone(mine, 2)) == ("1", "2")
    assert mine.undoing.undo()
    assert phone(mine, 2) == ""
    with pytest.raises(UsageError):
        mine.undoing.undo()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(("amara", "beth")),
            st.sampled_from(("edit", "add", "delete", "undo", "redo", "restart")),
            st.integers(1, 4),
        ),
        max_size=14,
    )
)
def test_undo_all_the_way_back_is_where_it_began(
    handles: Any, clock: Any, steps: list[tuple[str, str, int]]
) -> None:
    """Each on members of their own, so that nobody undoes into the other's work."""
    handle = handles()
    sessions = {who: Session(handle(), by=who, clock=clock) for who in ("amara", "beth")}
    first = everything(sessions["amara"])
    for number, (who, step, which) in enumerate(steps):
        session = sessions[who]
        session.refresh()
        own = [one for one in session.community.members.values() if one.organisation == who]
        if step == "restart":
            sessions[who] = Session(handle(), by=who, clock=clock)
        elif step in ("undo", "redo"):
            with suppress(UsageError):
                getattr(session.undoing, step)()
        else:
            if step == "add" or not own:
                edit = create(Member(name=f"M{number}", organisation=who))
            elif step == "edit":
                member = own[which % len(own)]
                edit = update(member, replace(member, phone=f"{number}"))
            else:
                edit = delete(session.community, "members", own[which % len(own)].id)
            session.edit(edit)
    for session in sessions.values():
        session.refresh()
        with pytest.raises(UsageError):
            while True:
                session.undoing.undo()
        session.close()
    sessions["amara"] = Session(handle(), by="amara", clock=clock)
    assert everything(sessions["amara"]) == first


def test_a_delete_is_undone_with_every_mention(sit_down: Open) -> None:
    session = sit_down()
    before = everything(session)
    session.edit(delete(session.community, "members", 2))
    assert 2 not in session.community.members
    assert all(2 not in event.attendance for event in session.community.events.values())
    session.undoing.undo()
    assert everything(session) == before


def test_a_long_text_makes_a_short_label_and_is_saved(sit_down: Open) -> None:
    session = sit_down()
    text = "It helped.\n" + "x" * 7000
    session.edit(create(Story(on=date(2026, 11, 1), text=text)))
    session.edit(create(Action(text="y" * 500)))
    action = session.community.actions[1]
    session.edit(set_action_state(action, "done", on=session.today))
    session.edit(Edit("z" * 4000, create(Action(text="z")).changes))
    session.undoing.undo()
    assert session.community.stories[1].text == text
    assert session.community.actions[1].state == "done"
    labels = [entry.label for entry in session.community.history.values()]
    assert max(map(len, labels)) == LABEL
    assert not [label for label in labels if "\n" in label]
    assert labels[0] == "new story It helped.…"


def test_what_cannot_be_kept_changes_nothing(sit_down: Open) -> None:
    session = sit_down()
    before = session.community
    with pytest.raises(DataInvalid, match="members 1, phone"):
        set_phone(session, "x" * 200)
    assert session.community is before
    assert phone(sit_down()) == "1"


def test_a_read_only_session_says_so_and_writes_nothing(clock: Any) -> None:
    session = Session(MemoryStore(read_only="Opened for reading."), by="amara", clock=clock)
    assert session.read_only == "Opened for reading."
    with pytest.raises(ReadOnly, match="Opened for reading"):
        session.edit(create(Member(name="Ann")))
    assert session.community.members == {}
    assert session.refresh() is False


def test_a_read_only_file_can_be_looked_at(path: Path, clock: Any) -> None:
    before = path.read_bytes()
    session = Session(Store(path, read_only=True), by="amara", clock=clock)
    assert session.community.members[1].name == "Amara Okafor"
    with pytest.raises(ReadOnly) as told:
        set_phone(session, "2")
    assert "Nothing was written" in told.value.hint
    with pytest.raises(CoptError):
        session.undoing.undo()
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_faults_of_the_file_are_known_and_follow_it(path: Path, clock: Any) -> None:
    held = json.loads(path.read_text("utf-8"))
    held["members"]["1"]["joined_on"] = "soon"
    path.write_text(json.dumps(held), "utf-8")
    session = Session(Store(path, backups=False), by="amara", clock=clock)
    (fault,) = session.faults
    assert (fault.table, int(fault.id or 0), fault.field) == ("members", 1, "joined_on")
    held["members"]["1"]["joined_on"] = "2023-03-01"
    path.write_text(json.dumps(held), "utf-8")
    assert session.refresh() is True
    assert session.faults == ()


# The day that is looked at


def test_today_is_the_clock_s_until_a_day_is_chosen(sit_down: Open, clock: Any) -> None:
    live, past = sit_down(), sit_down(today=date(2026, 8, 1))
    assert (live.today, live.clock.is_past) == (date(2026, 11, 22), False)
    assert (past.today, past.clock.is_past) == (date(2026, 8, 1), True)
    assert sit_down(today=date(2026, 11, 22)).clock.is_past is False
    assert live.clock.moment() == "2026-11-22T18:00:00+00:00"
    assert past.clock.moment() == "2026-08-01T18:00:00+00:00"
    assert live.refresh() is False
    clock.now += timedelta(hours=7)
    assert live.today == date(2026, 11, 23)
    assert live.refresh() is True
    assert live.refresh() is False
    assert past.refresh() is False


def test_a_chosen_day_is_seen_as_it_was(sit_down: Open) -> None:
    past = sit_down(today=date(2026, 8, 1))
    assert set(past.community.members) == {1}
    assert past.community.topics[1].state == "open"
    assert past.community.events[3].status == "planned"
    assert set(past.whole.members) == {1, 2, 3}


def test_without_a_chosen_day_nothing_is_hidden(sit_down: Open) -> None:
    session = sit_down()
    assert session.community.members[3].joined_on == date(2026, 12, 1)
    saved = session.edit(create(Member(name="Dana", joined_on=date(2027, 1, 1))))
    assert saved.changes[0].id in session.community.members


def test_an_edit_under_a_past_day_is_seen_there_and_keeps_the_rest(sit_down: Open) -> None:
    past = sit_down(today=date(2026, 8, 1))
    member = past.community.members[1]
    past.edit(add_note(member, "tired", by="amara", on=past.today))
    past.edit(create(Touch(on=past.today, by=1, members=(1,))))
    topic = past.community.topics[1]
    past.edit(update(topic, replace(topic, next_step="ask")))
    assert past.community.members[1].notes[0].text == "tired"
    assert past.community.touches[1].on == date(2026, 8, 1)
    live = sit_down()
    # What is later than that day was never in sight, and is still there.
    assert (live.community.topics[1].state, live.community.topics[1].next_step) == ("done", "ask")
    assert live.community.events[3].there == (1, 2)
    assert {entry.at[:10] for entry in live.community.history.values()} == {"2026-11-22"}
    past.undoing.undo()
    assert sit_down().community.topics[1].next_step == ""


def test_a_warning_beside_a_save_is_told_with_it(
    memory: MemoryStore, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session(memory, by="amara", clock=clock)
    warned: list[str] = []
    saves: list[bool] = []
    session.tell(warn=warned.append, waits=warned.append, saved=lambda: saves.append(True))
    add = create(Touch(on=session.today, by=1, members=(1,)))
    session.edit(add)
    assert (warned, saves) == ([], [True])
    write = memory.write

    def with_a_warning(*given: Any, **named: Any) -> Saved:
        return replace(write(*given, **named), warning="Saved, but: The backup failed.")

    monkeypatch.setattr(memory, "write", with_a_warning)
    session.edit(add)
    session.undoing.undo()
    assert (warned, len(saves)) == (["Saved, but: The backup failed."] * 2, 3)


def test_a_version_is_made_ready_before_anybody_sees_it(sit_down: Open) -> None:
    session = sit_down()
    ready: list[tuple[Community, Community, date]] = []
    session.prepare = lambda new, day: ready.append((new, session.community, day))
    before = session.community
    set_phone(session, "2")
    assert ready == [(session.community, before, session.today)]
    session.present(True)
    assert len(ready) == 1


def test_an_edit_that_meets_a_forgetting_is_saved_without_the_person(sit_down: Open) -> None:
    """The store says so before anything is written; the session takes it in and tries again."""
    mine, theirs = sit_down(), sit_down("beth")
    theirs.forget(3)
    mine.edit(create(Topic(title="What Carlos Díaz told us")))
    titles = [topic.title for topic in mine.community.topics.values()]
    assert "What someone told us" in titles
    assert 3 not in mine.community.members


def test_nobody_waits_for_a_save_to_hide_what_is_private(
    memory: MemoryStore, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long a save takes: it is hidden at once, and what was saved comes without it."""
    session = Session(memory, by="amara", clock=clock)
    begun, free, write = threading.Event(), threading.Event(), memory.write

    def held(save: Save) -> Saved:
        begun.set()
        assert free.wait(20)
        return write(save)

    monkeypatch.setattr(memory, "write", held)
    saving = threading.Thread(target=lambda: set_phone(session, "2"))
    saving.start()
    assert begun.wait(20)
    assert phone(session) == "1"
    session.present(True)
    assert phone(session) == ""
    assert session.news() is None
    free.set()
    saving.join()
    assert (phone(session), session.whole.members[1].phone) == ("", "2")
    session.present(False)
    assert phone(session) == "2"


def test_what_is_hidden_in_the_middle_of_a_swap_stays_hidden(
    memory: MemoryStore, clock: Any
) -> None:
    session = Session(memory, by="amara", clock=clock)
    session.prepare = lambda new, day: session.present(True)
    set_phone(session, "2")
    assert phone(session) == ""
