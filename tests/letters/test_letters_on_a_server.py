"""Letters of a community on a server: the log lies with whoever sends, and between hosts the traces tell."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from forty import TODAY, tables
from msgspec.structs import replace

from coptui.core.letters.kinds import kind_named
from coptui.core.letters.template import Letter
from coptui.core.model.records import Event
from coptui.errors import DataLocked, UsageError
from coptui.letters.account import Account
from coptui.letters.carriers import NotSent
from coptui.letters.posting import post, prepare
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.store.opening import opened, server
from coptui.store.protocol import Keeper
from coptui.store.sending_log import log_of, sending_log
from coptui.store.sides import put
from coptui.whereabouts import Whereabouts
from tests.postgres_server import Server

SERVER = Whereabouts("postgresql://db.example.org/circles#1", "circles", None, "c0ffee")
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Post:
    """Takes letters, and breaks off before the next one after so many."""

    repeats_safely = False
    leaves = "send"

    def __init__(self, most: int = 1000) -> None:
        self.most = most
        self.taken: list[int] = []

    def deliver(self, letter: Letter, mail: EmailMessage, begin: Callable[[], None]) -> None:
        if len(self.taken) >= self.most:
            raise NotSent("The line is gone.")
        begin()
        self.taken.append(letter.member)

    def close(self) -> None:
        return None


def store() -> MemoryStore:
    kept = MemoryStore(json.dumps(tables()).encode())
    kept.whereabouts = SERVER
    return kept


def session_on(kept: Keeper) -> Session:
    return Session(kept, by="ann", clock=lambda: NOW, today=date.fromisoformat(TODAY))


def sent(kept: Keeper, state: Path, carrier: Post, kind: str = "invite") -> list[int]:
    session = session_on(kept)
    letter = kind_named(kind)
    event: Event | None = session.community.events[1] if letter.about == "coming" else None
    ready = prepare(session, letter, state=state, event=event)
    post(session, ready.draft, carrier, Account(sender="ann@example.org"), state=state)
    return carrier.taken


def test_two_hosts_take_turns_on_a_real_server(postgres: Server, tmp_path: Path) -> None:
    """Each has its own connection and its own log; what is noted on the members goes between them."""
    address = opened(postgres.url(postgres.schema()))
    put(address, json.dumps(tables()).encode())
    with server(address, read_only=False) as here, server(address, read_only=False) as there:
        first = sent(here, tmp_path / "here", Post(7))
        second = sent(there, tmp_path / "there", Post(5))
        third = sent(here, tmp_path / "here", Post())
        assert (len(first), len(second)) == (7, 5)
        assert sorted(first + second + third) == list(range(1, 41))
        assert sent(there, tmp_path / "there", Post()) == []


@pytest.mark.parametrize("kind", ["invite", "yearly"])
def test_two_hosts_take_turns_and_no_one_gets_two(tmp_path: Path, kind: str) -> None:
    kept = store()
    here, there = tmp_path / "here", tmp_path / "there"
    first = sent(kept, here, Post(7), kind)
    second = sent(kept, there, Post(5), kind)
    third = sent(kept, here, Post(), kind)
    assert (len(first), len(second)) == (7, 5)
    assert sorted(first + second + third) == list(range(1, 41))
    assert sent(kept, there, Post(), kind) == []


def test_on_one_host_undoing_the_note_calls_no_letter_back(tmp_path: Path) -> None:
    kept = store()
    assert len(sent(kept, tmp_path, Post())) == 40
    session = session_on(kept)
    session.undoing.undo()
    assert not any(member.letters for member in session.community.members.values())
    assert sent(kept, tmp_path, Post()) == []


def test_the_log_is_the_persons_own_and_holds_no_name(tmp_path: Path) -> None:
    kept = store()
    sent(kept, tmp_path, Post())
    place = log_of(session_on(kept).whereabouts, tmp_path)
    assert place.path.parent == tmp_path / "letters"
    assert place.path.stat().st_mode & 0o777 == 0o600
    assert place.path.parent.stat().st_mode & 0o777 == 0o700
    assert "Member" not in place.path.read_text("utf-8")


def test_the_log_follows_the_sign_and_not_the_address(tmp_path: Path) -> None:
    moved = replace(SERVER, address="postgresql://other.example.org/circles#1")
    assert log_of(moved, tmp_path) == log_of(SERVER, tmp_path)
    assert log_of(replace(SERVER, uid="b0b"), tmp_path) != log_of(SERVER, tmp_path)
    with pytest.raises(UsageError):
        log_of(SERVER, None)


def test_one_person_sends_once_at_a_time(tmp_path: Path) -> None:
    kept = store()
    place = log_of(session_on(kept).whereabouts, tmp_path)
    with sending_log(place), pytest.raises(DataLocked):
        sent(kept, tmp_path, Post())
