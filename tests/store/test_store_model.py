"""Two handles on one file against a plain dict: whatever people do, the file is what they did."""

from __future__ import annotations

import copy
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, ClassVar
from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tinydb import TinyDB

from coptui.core.model.changes import Change, Conflicted, Document, Save, difference, inverse
from coptui.core.model.community import Community
from coptui.core.model.records import document
from coptui.store import atomic
from coptui.store.address import address_of
from coptui.store.new_file import first_text
from coptui.store.postgres.creating import create
from coptui.store.postgres.keeper import PostgresStore
from coptui.store.protocol import Keeper, Saved
from coptui.store.store import Store
from coptui.store.version import read
from tests.new_store import new_store
from tests.postgres_server import Server

names = st.text("abé", min_size=1, max_size=3)
fields = st.sampled_from(["name", "unit", "phone"])
handles = st.integers(0, 1)
tags = st.lists(names, unique=True, max_size=3)


DEAD = 9


def die_at(place: str) -> None:
    """Let this process be gone at a place of its next save, as by `kill -9`."""
    if place == "after":
        atomic.sync_folder = lambda folder: os._exit(DEAD)
    elif place == "replace":
        Path.replace = lambda here, there: os._exit(DEAD)  # type: ignore[method-assign,assignment]
    else:
        setattr(os, place, lambda *given: os._exit(DEAD))


def in_any_order(member: Document) -> Document:
    """Tags are a set: one that was taken out and put back stands at the end."""
    return {**member, "tags": sorted(member.get("tags") or [])}


class TwoPeople(RuleBasedStateMachine):
    """`model` is what the file must hold: members by id. Each person has what they last saw."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        # Durability is tested by killing; here the disk may be lazy.
        self.lazy = mock.patch.object(os, "fsync", lambda descriptor: None)
        self.lazy.start()
        self.model: dict[int, Document] = {}
        self.given: set[int] = set()
        self.done: list[tuple[Saved, int, dict[int, Document]]] = []
        self.stores: list[Keeper] = []
        self.seen: list[Community] = []

    @initialize()
    def begin(self) -> None:
        self.create()
        self.stores = [self.opened(), self.opened()]
        self.seen = [store.load().community for store in self.stores]

    def create(self) -> None:
        self.path = self.folder / "data.json"
        new_store(self.path, {"name": "C"}, backups=False).close()

    def opened(self) -> Keeper:
        return Store(self.path, backups=False)

    def write(self, who: int, *changes: Change, **given: Any) -> Saved:
        store = self.stores[who]
        saved = store.write(Save(changes, by=str(who), at="2026-03-14", label="edit", **given))
        self.seen[who] = saved.community
        if saved.entry is not None:
            self.done.append((saved, who, copy.deepcopy(self.model)))
        return saved

    def someone(self, who: int, data: st.DataObject) -> int:
        assume(self.sees_members(who))
        return data.draw(st.sampled_from(sorted(self.seen[who].members)))

    def sees_members(self, who: int) -> bool:
        return bool(self.seen[who].members)

    @rule(who=handles, name=names, tags=tags)
    def add(self, who: int, name: str, tags: list[str]) -> None:
        body: Document = {"name": name, **({"tags": tags} if tags else {})}
        saved = self.write(
            who,
            Change("members", -1, None, dict(body)),
            Change("members", -2, None, {"name": "friend", "knows": [-1]}),
        )
        one, two = (change.id for change in saved.changes)
        assert not {one, two} & self.given
        self.given |= {one, two}
        self.model[one] = body
        self.model[two] = {"name": "friend", "knows": [one]}

    @precondition(lambda self: any(self.sees_members(who) for who in (0, 1)))
    @rule(who=handles, field=fields, value=names, data=st.data())
    def edit(self, who: int, field: str, value: str, data: st.DataObject) -> None:
        number = self.someone(who, data)
        base = document(self.seen[who].members[number])
        change = difference("members", number, base, {**base, field: value})
        current = self.model.get(number)
        if change is None:
            return
        if current is not None and current.get(field) in (base.get(field), value):
            self.write(who, change)
            self.model[number] = {**current, field: value}
            return
        with pytest.raises(Conflicted) as caught:
            self.write(who, change)
        (conflict,) = caught.value.conflicts
        assert conflict.theirs == (None if current is None else current.get(field))
        choice = data.draw(st.sampled_from(["mine", "theirs"]))
        saved = self.write(who, change, choice=choice)
        if choice == "mine":
            if current is None:
                # It comes back as it was deleted, with this edit.
                self.model[number] = document(saved.community.members[number])
                assert self.model[number][field] == value
            else:
                self.model[number] = {**current, field: value}

    @precondition(lambda self: any(self.sees_members(who) for who in (0, 1)))
    @rule(who=handles, wanted=tags, data=st.data())
    def retag(self, who: int, wanted: list[str], data: st.DataObject) -> None:
        number = self.someone(who, data)
        base = document(self.seen[who].members[number])
        old = base.get("tags", [])
        new = [tag for tag in old if tag in wanted] + [tag for tag in wanted if tag not in old]
        change = difference("members", number, base, {**base, "tags": new})
        current = self.model.get(number)
        if change is None or current is None:
            return
        self.write(who, change)
        kept = [tag for tag in current.get("tags", []) if tag in wanted or tag not in old]
        merged = kept + [tag for tag in new if tag not in old and tag not in kept]
        self.model[number] = {**current, "tags": merged}

    @precondition(lambda self: any(self.sees_members(who) for who in (0, 1)))
    @rule(who=handles, data=st.data())
    def remove(self, who: int, data: st.DataObject) -> None:
        number = self.someone(who, data)
        base = document(self.seen[who].members[number])
        current = self.model.get(number)
        change = Change("members", number, base, None)
        if current is None or in_any_order(current) == in_any_order(base):
            self.write(who, change)
        else:
            with pytest.raises(Conflicted):
                self.write(who, change)
            self.write(who, change, choice="mine")
        self.model.pop(number, None)

    @precondition(lambda self: self.done)
    @rule()
    def undo_the_last(self) -> None:
        saved, who, before = self.done.pop()
        self.write(who, *map(inverse, reversed(saved.changes)), undoes=saved.entry)
        self.done.pop()
        self.model = before

    @rule(who=handles, name=names, at=st.sampled_from(["write", "fsync", "replace", "after"]))
    def die_in_a_save(self, who: int, name: str, at: str) -> None:
        """A process of its own adds somebody and is gone, at some place in the save."""
        before = self.path.read_bytes()
        child = os.fork()
        if child == 0:
            die_at(at)
            try:
                store = Store(self.path, backups=False)
                store.load()
                store.write(
                    Save([Change("members", -1, None, {"name": name})],
                    by=str(who), at="2026-03-14", label="edit",))  # fmt: skip
            finally:
                os._exit(7)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == DEAD
        if at != "after":
            # As it was, to the byte; what it left beside is swept by the next save.
            assert self.path.read_bytes() == before
            return
        (number,) = self.on_disk().keys() - self.model.keys()
        assert number not in self.given
        self.given.add(number)
        self.model[number] = {"name": name}
        # Nobody's undo reaches behind it.
        self.done.clear()

    def on_disk(self) -> dict[int, Document]:
        with TinyDB(self.path, access_mode="r") as plain:
            return {member.doc_id: dict(member) for member in plain.table("members")}

    def next_member(self) -> int:
        number: int = json.loads(self.path.read_bytes())["meta"]["1"]["next_id"]["members"]
        return number

    @rule(who=handles)
    def look(self, who: int) -> None:
        self.seen[who] = self.stores[who].load().community

    @rule(who=handles)
    def restart(self, who: int) -> None:
        self.stores[who].close()
        self.stores[who] = self.opened()
        self.look(who)

    @invariant()
    def the_file_is_the_model(self) -> None:
        if not self.stores:
            return
        assert self.tidy(self.on_disk()) == self.tidy(self.model)
        left = [one for one in self.folder.iterdir() if not one.name.endswith("-tmp")]
        assert len(left) <= 2
        assert all(number < self.next_member() for number in self.given)

    @staticmethod
    def tidy(members: dict[int, Document]) -> dict[int, Document]:
        return {
            number: {
                name: sorted(value) if isinstance(value, list) else value
                for name, value in member.items()
                if value != []
            }
            for number, member in members.items()
        }

    def teardown(self) -> None:
        self.lazy.stop()
        for store in self.stores:
            store.close()
        shutil.rmtree(self.folder)


quick = settings(
    max_examples=12,
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
)
TestTwoPeople = TwoPeople.TestCase
TestTwoPeople.settings = quick


class TestTwoPeopleLong(TwoPeople.TestCase):  # type: ignore[name-defined,misc]
    settings = settings(quick, max_examples=200, stateful_step_count=50)
    pytestmark = pytest.mark.long


class TwoPeopleOnAServer(TwoPeople):
    """The same on a server, where no process dies in the middle of a save: a line does, elsewhere."""

    server: ClassVar[Server]
    die_in_a_save = None  # type: ignore[assignment]

    def create(self) -> None:
        self.url = self.server.url(self.server.schema())
        create(address_of(self.url), read(first_text({"name": "C"}), "x"))

    def opened(self) -> Keeper:
        return PostgresStore(address_of(self.url), self.url)

    def tables(self) -> dict[str, Any]:
        with PostgresStore(address_of(self.url), self.url, read_only=True) as third:
            return third.tables()

    def on_disk(self) -> dict[int, Document]:
        return {int(key): one for key, one in self.tables().get("members", {}).items()}

    def next_member(self) -> int:
        number: int = self.tables()["meta"]["1"]["next_id"].get("members", 1)
        return number


@pytest.mark.parametrize("examples", [5, pytest.param(200, marks=pytest.mark.long)])
def test_two_people_on_a_server(postgres: Server, examples: int) -> None:
    TwoPeopleOnAServer.server = postgres
    run_state_machine_as_test(
        TwoPeopleOnAServer, settings=settings(quick, max_examples=examples, stateful_step_count=20)
    )
