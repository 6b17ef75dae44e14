"""A primary that is killed in the middle of edits, and its standby that is promoted: near, and behind."""

from __future__ import annotations

import os
import signal
import threading
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from coptui.core.model.edits import create as creating
from coptui.core.model.records import Topic
from coptui.errors import CoptError, UsageError
from coptui.session import Session
from coptui.store.address import address_of
from coptui.store.new_file import first_text
from coptui.store.postgres.creating import create
from coptui.store.postgres.keeper import PostgresStore
from coptui.store.version import read
from tests.postgres_proxy import Proxy
from tests.postgres_server import Server
from tests.until import wait_until

WRITERS = 3
SETTINGS = ("wal_level=replica", "hot_standby=on", "wal_keep_size=64")


class Client:
    """One person's session on both servers, and what it was told."""

    def __init__(self, name: str, url: str) -> None:
        self.name = name
        self.told: list[str] = []
        self.acknowledged: list[str] = []
        self.ids: dict[str, int] = {}
        store = PostgresStore(address_of(url), url)
        self.session = Session(store, by=name, clock=lambda: datetime.now(UTC))
        self.session.tell(warn=self.told.append, waits=self.told.append)

    def add(self, title: str) -> bool:
        """Add a topic; whether it is said to be saved."""
        try:
            saved = self.session.edit(creating(Topic(title=title)))
        except CoptError:
            return False
        self.acknowledged.append(title)
        self.ids[title] = saved.changes[0].id
        return True

    @property
    def losses(self) -> list[str]:
        return [text for text in self.told if "went back" in text]

    def titles(self) -> list[str]:
        self.session.refresh()
        return [topic.title for topic in self.session.whole.topics.values()]


class Pair:
    """A primary, its standby behind a line, and clients that know the addresses of both."""

    def __init__(self, rest: ExitStack, *, synchronous: bool) -> None:
        self.first = Server(*SETTINGS)
        rest.callback(self.first.close)
        schema = self.first.schema()
        text = first_text({"name": "Circle"}, {"name": "Ada"})
        create(address_of(self.first.url(schema)), read(text, "x"))
        self.line = Proxy(self.first.port)
        rest.callback(self.line.close)
        through = f"primary_conninfo=host=127.0.0.1 port={self.line.port} user=boss"
        self.second = Server(
            "hot_standby=on", "wal_retrieve_retry_interval=100ms", through, of=self.first
        )
        rest.callback(self.second.close)
        hosts = f"127.0.0.1:{self.first.port},127.0.0.1:{self.second.port}"
        url = f"postgresql://boss@{hosts}/circles#{schema}"
        wanted = "async"
        if synchronous:
            wanted = "sync"
            self.first.sql(
                "ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()"
            )
        states = "SELECT sync_state FROM pg_stat_replication WHERE state = 'streaming'"
        wait_until(lambda: self.first.sql(states) and self.first.sql(states)[0][0] == wanted)
        self.clients = [Client(f"writer {number}", url) for number in range(WRITERS)]
        for client in self.clients:
            rest.callback(client.session.close)

    def is_level(self) -> bool:
        """Whether the standby has applied everything."""
        query = "SELECT replay_lsn = pg_current_wal_lsn() FROM pg_stat_replication"
        return bool(self.first.sql(query)[0][0])

    def fail_over(self) -> None:
        """Kill every process of the primary at once, then promote the standby."""
        group = [self.first.process.pid, *_children(self.first.process.pid)]
        for process in group:
            os.kill(process, signal.SIGKILL)
        self.first.process.wait(30)
        self.second.run("pg_ctl", "promote", "-D", str(self.second.data), "-w")


def _children(process: int) -> list[int]:
    text = ""
    for task in os.listdir(f"/proc/{process}/task"):
        with open(f"/proc/{process}/task/{task}/children") as file:
            text += file.read()
    return [int(word) for word in text.split()]


def write_through_a_failover(pair: Pair) -> None:
    """Everyone adds topics all the time, while the primary is killed in the middle of it."""
    over = threading.Event()

    def work(client: Client) -> None:
        count = 0
        while not over.is_set():
            client.add(f"{client.name}, {count}")
            count += 1

    threads = [threading.Thread(target=work, args=(client,)) for client in pair.clients]
    for thread in threads:
        thread.start()
    try:
        wait_until(lambda: all(len(client.acknowledged) > 2 for client in pair.clients))
        pair.fail_over()
        before = [len(client.acknowledged) for client in pair.clients]
        wait_until(
            lambda: all(
                len(client.acknowledged) > count + 2
                for client, count in zip(pair.clients, before, strict=True)
            )
        )
    finally:
        over.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("rounds", [1, pytest.param(20, marks=pytest.mark.long)])
def test_no_acknowledged_edit_is_lost_or_there_twice_with_a_synchronous_standby(
    rounds: int,
) -> None:
    for _ in range(rounds):
        with ExitStack() as rest:
            pair = Pair(rest, synchronous=True)
            write_through_a_failover(pair)
            titles = pair.clients[0].titles()
            assert len(titles) == len(set(titles)), "none twice"
            for client in pair.clients:
                assert set(client.acknowledged) <= set(titles), "none lost"
                assert client.losses == []


def test_each_says_once_what_a_standby_behind_lacks_and_can_save_its_own_again() -> None:
    with ExitStack() as rest:
        pair = Pair(rest, synchronous=False)
        ann, bob, cem = pair.clients
        assert ann.add("kept")
        wait_until(pair.is_level)
        # From now on it hears nothing.
        pair.line.delay = 3600
        for number, client in enumerate((ann, bob, ann, ann)):
            assert client.add(f"lost {number}")
        for client in pair.clients:
            assert len(client.titles()) == 5
        pair.fail_over()
        asked = 0
        for client in pair.clients:
            store = client.session._store
            assert isinstance(store, PostgresStore)
            real = store._line.ask

            def counted(*given: Any, real: Any = real, **more: Any) -> Any:
                nonlocal asked
                asked += 1
                return real(*given, **more)

            store._line.ask = counted  # type: ignore[method-assign]
        for client in pair.clients:
            assert client.titles() == ["kept"]
        assert asked <= 6 * WRITERS, "none spins"
        for client in pair.clients:
            assert client.titles() == ["kept"]
            (loss,) = client.losses
            assert "4 saves" in loss
        assert any("3 of your own saves were lost" in text for text in ann.told)
        assert any("1 of your own saves was lost" in text for text in bob.told)
        assert not any("of your own saves" in text for text in cem.told)
        # Someone adds something before they do: its number is none that was lost.
        assert cem.add("new")
        for client, count in ((ann, 3), (bob, 1)):
            for _ in range(count):
                client.session.undoing.redo()
        titles = cem.titles()
        assert sorted(titles) == ["kept", *(f"lost {number}" for number in range(4)), "new"]
        given = [number for client in pair.clients for number in client.ids.values()]
        assert len(given) == len(set(given)), "no number is given twice"


@pytest.mark.long
@pytest.mark.parametrize("turn", range(5))
def test_with_a_standby_that_is_400_ms_behind_what_was_lost_can_be_saved_again(turn: int) -> None:
    with ExitStack() as rest:
        pair = Pair(rest, synchronous=False)
        pair.line.delay = 0.4
        write_through_a_failover(pair)
        for client in pair.clients:
            client.titles()
            assert len(client.losses) <= 1
        assert any(client.losses for client in pair.clients)
        for client in pair.clients:
            assert len(set(client.ids.values())) == len(client.ids), "no number is given twice"
            with suppress(UsageError):
                while True:
                    client.session.undoing.redo()
        titles = pair.clients[0].titles()
        assert len(titles) == len(set(titles))
        for client in pair.clients:
            assert set(client.acknowledged) <= set(titles)
