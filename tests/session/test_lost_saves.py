"""A server that went back: each says once what is missing, and mine is saved again by a key."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from coptui.core.model.changes import Change, Conflicted, Save, Settled
from coptui.core.model.edits import create, update
from coptui.core.model.records import Member, Touch
from coptui.errors import UsageError
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.store.protocol import Loaded

NOW = datetime(2026, 3, 14, 18, tzinfo=UTC)
LOST = "The server went back."


class GoesBack(MemoryStore):
    """A store that can be put back to what it was, as after a failover to a standby behind."""

    went_back = False

    def keep(self) -> None:
        self._kept = self.data

    def go_back(self) -> None:
        self.data, self.went_back = self._kept, True

    def changed_on_disk(self) -> bool:
        return self.went_back or super().changed_on_disk()

    def load(self) -> Loaded:
        loaded = super().load()
        lost, self.went_back = LOST if self.went_back else "", False
        return replace(loaded, lost=lost)


@pytest.fixture
def store() -> GoesBack:
    return GoesBack({"community": {"1": {"name": "C"}}, "members": {"1": {"name": "Ada"}}})


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def session(store: GoesBack, said: list[str]) -> Session:
    made = Session(store, by="ann", clock=lambda: NOW)
    made.tell(warn=said.append, waits=said.append)
    made.edit(create(Member(name="Stays")))
    store.keep()
    return made


def by_bob(store: GoesBack, *changes: Change, second: int = 1) -> None:
    bob = MemoryStore(store.data)
    bob.write(Save(changes, by="bob", at=f"2026-03-14T18:00:0{second}+00:00", label="bob's"))
    store.data = bob.data


def names(session: Session) -> list[str]:
    return [member.name for member in session.whole.members.values()]


def test_mine_is_saved_again_oldest_first_with_what_points_to_it(
    session: Session, store: GoesBack, said: list[str]
) -> None:
    session.edit(create(Member(name="Beth")))
    (beth,) = [member for member in session.whole.members.values() if member.name == "Beth"]
    session.edit(create(Touch(members=(beth.id,), on=NOW.date(), by=1)))
    session.edit(update(beth, replace(beth, phone="5")))
    store.go_back()
    # Others were faster, and their newcomer has the number that Beth had.
    by_bob(store, Change("members", -1, None, {"name": "Carl"}))
    session.refresh()
    assert names(session) == ["Ada", "Stays", "Carl"]
    assert session.whole.members[beth.id].name == "Carl"
    assert (
        said[0] == LOST
        and "3 of your own saves were lost: press U to save the oldest again" in said[1]
    )
    for _ in range(3):
        session.undoing.redo()
    again = next(member for member in session.whole.members.values() if member.name == "Beth")
    assert again.id != beth.id and again.phone == "5"
    (touch,) = session.whole.touches.values()
    assert touch.members == (again.id,)
    assert session.whole.members[beth.id].phone == ""
    with pytest.raises(UsageError, match="Nothing to redo"):
        session.undoing.redo()
    assert len(said) == 2, "once"
    # Each is an ordinary save, which can be undone.
    session.undoing.undo()
    assert session.whole.members[again.id].phone == ""


def test_what_meets_another_s_value_is_asked_about(session: Session, store: GoesBack) -> None:
    ada = session.whole.members[1]
    session.edit(update(ada, replace(ada, phone="mine")))
    store.go_back()
    by_bob(store, Change("members", 1, {}, {"phone": "theirs"}))
    session.refresh()
    with pytest.raises(Conflicted) as met:
        session.undoing.redo()
    session.undoing.redo(Settled("mine", met.value.conflicts))
    assert session.whole.members[1].phone == "mine"


def test_what_is_about_a_lost_newcomer_of_others_is_not_put_on_someone_else(
    session: Session, store: GoesBack
) -> None:
    by_bob(store, Change("members", -1, None, {"name": "Of Bob"}))
    session.edit(create(Member(name="Mine")))
    theirs = next(one for one in session.whole.members.values() if one.name == "Of Bob")
    session.edit(update(theirs, replace(theirs, phone="5")))
    session.edit(create(Touch(members=(theirs.id,), on=NOW.date(), by=1)))
    store.go_back()
    by_bob(store, Change("members", -1, None, {"name": "Someone else"}), second=2)
    session.refresh()
    session.undoing.redo()
    for _ in range(2):
        with pytest.raises(UsageError, match="someone else added"):
            session.undoing.redo()
    assert names(session) == ["Ada", "Stays", "Someone else", "Mine"]
    assert not session.whole.touches and session.whole.members[theirs.id].phone == ""


def test_nothing_of_others_is_offered(session: Session, store: GoesBack, said: list[str]) -> None:
    by_bob(store, Change("members", 1, {}, {"phone": "5"}))
    session._take_in()
    said.clear()
    store.go_back()
    session.refresh()
    assert said == [LOST]


def test_a_lost_undo_is_undone_again(session: Session, store: GoesBack) -> None:
    ada = session.whole.members[1]
    session.edit(update(ada, replace(ada, phone="1")))
    store.keep()
    session.undoing.undo()
    store.go_back()
    session.refresh()
    assert session.whole.members[1].phone == "1"
    session.undoing.redo()
    assert session.whole.members[1].phone == ""
