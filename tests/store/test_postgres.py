"""A community on a server: trips, many writers, cut lines, and servers that go back or stand alone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coptui.core.model.changes import Change, Conflicted, Save
from coptui.errors import CoptError, DataInvalid, DataLocked, SaveFailed
from coptui.store.address import address_of
from coptui.store.new_file import first_text
from coptui.store.postgres import line as line_module
from coptui.store.postgres import watch as watch_module
from coptui.store.postgres.connection import connect
from coptui.store.postgres.creating import create
from coptui.store.postgres.keeper import PostgresStore
from coptui.store.protocol import Saved
from coptui.store.version import read
from tests.postgres_proxy import Proxy
from tests.postgres_server import Pool, Server
from tests.until import wait_until

ROOT = Path(__file__).resolve().parents[2]
AT = "2026-03-14T18:00:00+01:00"


def new(server: Server) -> str:
    """A new community with Ada in it; its schema."""
    schema = server.schema()
    text = first_text({"name": "Circle"}, {"name": "Ada", "tags": ["start"]})
    create(address_of(server.url(schema)), read(text, "x"))
    return schema


def opened(url: str, **more: Any) -> PostgresStore:
    store = PostgresStore(address_of(url), url, **more)
    store.load()
    return store


def write(store: PostgresStore, *changes: Change, **given: Any) -> Saved:
    return store.write(Save(changes, **{"by": "Zoë", "at": AT, "label": "edit", **given}))


def topic(title: str) -> Change:
    return Change("topics", -1, None, {"title": title})


def titles(url: str) -> list[str]:
    with opened(url, read_only=True) as store:
        return [one.title for one in store.load().community.topics.values()]


@pytest.fixture
def proxy(postgres: Server) -> Iterator[Proxy]:
    made = Proxy(postgres.port)
    yield made
    made.close()


def through(proxy: Proxy, server: Server, schema: str) -> str:
    return server.url(schema, tcp=True).replace(f":{server.port}", f":{proxy.port}")


def test_trips_are_counted(postgres: Server, proxy: Proxy) -> None:
    """Opening 1 after connecting, a save 1, a save that others were faster with 3, news 1."""
    schema = new(postgres)
    url = through(proxy, postgres, schema)
    connection = connect(address_of(url), writes=True)
    connecting = proxy.trips
    connection.close()
    time.sleep(0.1)
    proxy.trips = 0
    store = opened(url)
    assert proxy.trips == connecting + 1
    other = opened(postgres.url(schema))

    def cost(work: Callable[[], object]) -> int:
        proxy.trips = 0
        work()
        return proxy.trips

    assert cost(lambda: write(store, topic("one"))) == 1
    write(other, topic("two"))
    assert cost(lambda: write(store, topic("three"))) == 3
    write(other, topic("four"))
    assert cost(store.load) == 1
    store.watch()
    wait_until(lambda: store._watch is not None and store._watch.latest)
    proxy.trips = 0
    assert not store.changed_on_disk()
    assert proxy.trips == 0, "two numbers are compared"
    store.close()
    other.close()
    assert sorted(titles(postgres.url(schema))) == ["four", "one", "three", "two"]


def client(*words: object) -> subprocess.Popen[str]:
    """A client in a process of its own, which is ready and goes on when it is told to."""
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.postgres_writer", *map(str, words)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


@pytest.mark.parametrize(
    ("people", "each", "delay"),
    [
        (3, 12, 0.0),
        pytest.param(8, 100, 0.0, marks=pytest.mark.long),
        pytest.param(8, 100, 0.01, marks=pytest.mark.long),
    ],
)
def test_many_writers_lose_nothing_and_none_starves(
    postgres: Server, proxy: Proxy, people: int, each: int, delay: float
) -> None:
    """Each a process of its own: a topic, a field of its own and a list that all share."""
    schema = new(postgres)
    proxy.delay = delay
    url = through(proxy, postgres, schema) if delay else postgres.url(schema)
    names = "abcdefgh"[:people]
    clients = [client("edits", url, name, each) for name in names]
    assert [said(one) for one in clients] == ["ready"] * people
    for one in clients:
        go(one)
    told = [json.loads(said(one)) for one in clients]
    assert [one.wait(30) for one in clients] == [0] * people
    given = [number for one in told for number in one["ids"]]
    with opened(postgres.url(schema)) as store:
        tables = store.tables()
    assert len(given) == len(set(given)) == len(tables["topics"]) == people * each
    ada = tables["members"]["1"]
    assert all(ada[name] == str(each - 1) for name in names)
    assert len(ada["tags"]) == people * each + 1
    assert tables["meta"]["1"]["generation"] == people * each
    assert max(one["tries"] for one in told) <= 3
    if delay:
        assert max(one["longest"] for one in told) <= 2.5


@pytest.mark.parametrize("edits", [16, pytest.param(500, marks=pytest.mark.long)])
def test_cut_lines_lose_nothing_and_save_nothing_twice(
    postgres: Server, proxy: Proxy, edits: int
) -> None:
    schema = new(postgres)
    store, other = opened(through(proxy, postgres, schema)), opened(postgres.url(schema))
    proxy.chance = 0.4
    for number in range(edits):
        # Others save in between: some of what is cut was refused before.
        if number % 3 == 0:
            write(other, topic(f"other {number}"))
        write(store, topic(f"mine {number}"))
    proxy.chance = 0.0
    assert proxy.cuts > edits / 8
    assert proxy.eaten > 0
    found = titles(postgres.url(schema))
    assert sorted(found) == sorted(
        [f"mine {number}" for number in range(edits)]
        + [f"other {number}" for number in range(0, edits, 3)]
    )
    assert sorted(one.title for one in store.load().community.topics.values()) == sorted(found)
    store.close()
    other.close()


def test_without_a_line_it_is_said_and_what_became_of_a_save_is_told(
    postgres: Server, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coptui.store.postgres.keeper.PATIENCE", 0.3)
    schema = new(postgres)
    store = opened(through(proxy, postgres, schema))
    told: list[str] = []
    store.waits = told.append
    proxy.dies_on_answer = True
    with pytest.raises(SaveFailed, match="isn't known"):
        write(store, topic("one"))
    monkeypatch.undo()
    with pytest.raises(SaveFailed, match="No connection"):
        store._line.ask = _at_once(store._line.ask)  # type: ignore[method-assign]
        store.load()
    proxy.mend()
    assert store.changed_on_disk()
    assert [one.title for one in store.load().community.topics.values()] == ["one"]
    assert told[-1] == "The change that coptui wasn't sure about has been saved."
    store.close()


def _at_once(ask: Any) -> Any:
    def asked(work: Any, *, until: float | None = None, within: float = 0) -> Any:
        return ask(work, until=time.monotonic() if until is None else until, within=within)

    return asked


def go_back(server: Server, schema: str, to: int) -> None:
    """Make a server what it was after a save, as a failover to a standby that was behind does."""
    server.sql(
        f"CREATE TEMP TABLE later AS SELECT DISTINCT ON (tbl, key) * FROM {schema}.past "
        f"WHERE until > {to} ORDER BY tbl, key, until",
        f"DELETE FROM {schema}.record WHERE gen > {to}",
        f"INSERT INTO {schema}.record (tbl, key, gen, pos, body) "
        f"SELECT tbl, key, gen, pos, body FROM later WHERE gen <= {to}",
        f"DELETE FROM {schema}.past WHERE until > {to}",
        f"DELETE FROM {schema}.saved WHERE gen > {to}",
        f"UPDATE {schema}.head SET generation = {to}, "
        f"mark = (SELECT token FROM {schema}.saved WHERE gen = {to})",
    )


def test_a_server_that_went_back_is_told_once_with_what_is_missing(postgres: Server) -> None:
    """As after a failover to a standby that was behind, whose saves then take the same numbers."""
    schema = new(postgres)
    url = postgres.url(schema)
    store, other = opened(url), opened(url)
    for number in range(4):
        write(store, topic(f"kept {number}"))
        other.load()
    write(store, topic("lost 1"))
    write(store, topic("lost 2"))
    other.load()
    go_back(postgres, schema, 4)
    with opened(url) as third:
        write(third, topic("another"), at="2026-03-14T18:00:09+01:00")
    assert other.changed_on_disk()
    loaded = other.load()
    assert "lost 1" not in {one.title for one in loaded.community.topics.values()}
    assert "2 saves" in loaded.lost
    assert not other.changed_on_disk()
    assert other.load().lost == ""
    saved = write(store, topic("after"))
    assert "2 saves" in saved.lost
    assert write(store, topic("and on")).lost == ""
    assert sorted(titles(url)) == ["after", "and on", "another", *(f"kept {n}" for n in range(4))]
    store.close()
    other.close()


def test_an_id_that_was_lost_is_not_given_again_by_who_saw_it(postgres: Server) -> None:
    """Nor after others, who did not see it, have saved with lower ones."""
    schema = new(postgres)
    url = postgres.url(schema)
    with opened(url) as store:
        write(store, topic("kept"))
        kept = store.load().generation
        lost = {write(store, topic(f"lost {number}")).changes[0].id for number in range(3)}
        go_back(postgres, schema, kept)
        with opened(url) as other:
            for turn in range(2):
                write(other, topic(f"another {turn}"), at="2026-03-14T18:00:09+01:00")
                store.load()
        again = write(store, topic("after"), at="2026-03-14T18:00:10+01:00").changes[0].id
    assert again > max(lost)


def test_a_conflict_is_of_what_the_server_holds_now(postgres: Server) -> None:
    schema = new(postgres)
    store, other = opened(postgres.url(schema)), opened(postgres.url(schema))
    write(other, Change("members", 1, {}, {"phone": "2"}))
    with pytest.raises(Conflicted) as met:
        write(store, Change("members", 1, {}, {"phone": "3"}))
    assert met.value.conflicts[0].theirs == "2"
    assert store.changed_on_disk(), "what was taken in is still to be told"
    store.close()
    other.close()


def test_who_holds_the_lock_is_waited_for_with_a_bound(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coptui.store.postgres.keeper.PATIENCE", 0.4)
    schema = new(postgres)
    store = opened(postgres.url(schema))
    holder = connect(address_of(postgres.url(schema)), writes=True)
    holder.execute("BEGIN")
    holder.execute(f"SELECT FROM {schema}.head FOR UPDATE".encode())
    with pytest.raises(DataLocked):
        write(store, topic("one"))
    holder.execute("ROLLBACK")
    write(store, topic("two"))
    assert titles(postgres.url(schema)) == ["two"]
    holder.close()
    store.close()


@pytest.mark.parametrize("seconds", [0.3, pytest.param(5.0, marks=pytest.mark.long)])
def test_a_client_that_is_stopped_while_it_holds_the_lock_frees_it(
    postgres: Server, seconds: float
) -> None:
    """The server ends its turn after 5 seconds, here after a moment; when it goes on, it saves."""
    schema = new(postgres)
    store = opened(postgres.url(schema))
    with connect(address_of(postgres.url(schema)), writes=True) as usual:
        assert usual.execute("SHOW idle_in_transaction_session_timeout").fetchone() == ("5s",)
    stopped = client("stops", postgres.url(schema), seconds)
    try:
        assert said(stopped) == "ready"
        write(store, topic("before"))
        go(stopped)
        os.waitid(os.P_PID, stopped.pid, os.WSTOPPED)
        (holders,) = postgres.sql("SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'")[0]  # fmt: skip
        assert holders == 1
        began = time.monotonic()
        write(store, topic("meanwhile"))
        assert time.monotonic() - began < 6
        os.kill(stopped.pid, signal.SIGCONT)
        assert said(stopped) == "saved"
        assert stopped.wait(30) == 0
    finally:
        stopped.kill()
        stopped.wait(30)
    assert titles(postgres.url(schema)) == ["before", "meanwhile", "of the stopped one"]
    store.close()


def test_a_stranger_s_error_is_in_words_without_names(postgres: Server) -> None:
    schema = new(postgres)
    store = opened(postgres.url(schema))
    postgres.sql(f"ALTER TABLE {schema}.record ADD CHECK (tbl <> 'topics')")
    with pytest.raises(CoptError) as met:
        write(store, topic("a very private thing"))
    said = f"{met.value.message} {met.value.hint}"
    assert "private" not in said and "boss" not in said and "23514" in said
    store.close()


@pytest.mark.parametrize("hears", [True, False])
def test_news_comes_by_itself_or_is_asked_for(
    postgres: Server, hears: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server passes no news on, as through a pool, it is asked for."""
    if not hears:
        monkeypatch.setattr(watch_module, "channel", lambda address: uuid.uuid4().hex)
        monkeypatch.setattr(watch_module, "POLL", 0.05)
        monkeypatch.setattr(watch_module, "QUIET", 0.05)
    schema = new(postgres)
    store, other = opened(postgres.url(schema)), opened(postgres.url(schema))
    store.watch()
    wait_until(lambda: store._watch is not None and store._watch.latest)
    assert not store.changed_on_disk()
    write(store, topic("mine"))
    assert not store.changed_on_disk(), "my own is no news"
    write(other, topic("theirs"))
    wait_until(store.changed_on_disk)
    assert len(store.load().community.topics) == 2
    wait_until(lambda: not store.changed_on_disk())
    store.close()
    other.close()


def test_the_watch_comes_back_and_says_since_when_it_was_gone(
    postgres: Server, proxy: Proxy
) -> None:
    schema = new(postgres)
    store = opened(through(proxy, postgres, schema))
    store.watch()
    watch = store._watch
    assert watch is not None
    wait_until(lambda: watch.latest)
    proxy.cut()
    wait_until(lambda: watch.lost_at)
    assert store.changed_on_disk()
    with pytest.raises(SaveFailed, match=r"since \d\d:\d\d"):
        store.load()
    proxy.mend()
    wait_until(lambda: watch.lost_at is None)
    assert write(store, topic("one")).entry == 1
    store.close()


def test_a_standby_is_read_and_a_save_on_one_server_only_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The commit waits for a standby that is gone; ending the wait is no success."""
    first = Server("wal_level=replica", "hot_standby=on")
    standby = None
    try:
        schema = new(first)
        standby = Server(of=first)
        reader = opened(standby.url(schema))
        assert "can only be read" in reader.read_only
        monkeypatch.setattr(watch_module, "POLL", 0.05)
        hears_by_asking(reader, opened(first.url(schema)))
        reader.close()
        first.sql("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        store = opened(first.url(schema))
        wait_until(
            lambda: first.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'")[
                0
            ][0]
        )
        assert write(store, topic("on both")).warning == ""
        monkeypatch.setattr("coptui.store.postgres.keeper.PATIENCE", 0.5)
        standby.process.send_signal(signal.SIGKILL)
        standby.process.wait(30)
        saved = write(store, topic("on one"))
        assert "on one server only" in saved.warning
        store.close()
    finally:
        for one in (standby, first):
            if one is not None:
                one.close()


def hears_by_asking(reader: PostgresStore, writer: PostgresStore) -> None:
    """A standby passes no news on: it is asked for, every three seconds."""
    reader.watch()
    watch = reader._watch
    assert watch is not None
    wait_until(lambda: watch.latest)
    assert not reader.changed_on_disk()
    write(writer, topic("news"))
    writer.close()
    wait_until(reader.changed_on_disk)
    assert "news" in {one.title for one in reader.load().community.topics.values()}
    polls = watch.asked
    wait_until(lambda: watch.asked >= polls + 2)


def test_it_is_asked_for_often_enough() -> None:
    """Within four seconds: a poll, and the answer."""
    assert watch_module.POLL + watch_module.CHECK < 4


POOL = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@pytest.mark.skipif(POOL is None, reason="no pgbouncer here (Debian: apt-get install pgbouncer)")
def test_through_a_pool_news_is_asked_for(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch_module, "POLL", 0.05)
    schema = new(postgres)
    with Pool(postgres, str(POOL)) as pool:
        url = postgres.url(schema, tcp=True).replace(f":{postgres.port}", f":{pool.port}")
        reader, writer = opened(url), opened(url)
        hears_by_asking(reader, writer)
        assert write(reader, topic("through the pool")).warning == ""
        reader.close()
    assert sorted(titles(postgres.url(schema))) == ["news", "through the pool"]


def test_a_newer_coptui_s_community_is_left_alone(postgres: Server) -> None:
    schema = new(postgres)
    postgres.sql(f"UPDATE {schema}.head SET layout = 99, version = '9.9'")
    with pytest.raises(DataInvalid) as met:
        opened(postgres.url(schema))
    from coptui import __version__

    assert "9.9" in met.value.message and __version__ in met.value.message
    assert line_module.PATIENCE == 10
