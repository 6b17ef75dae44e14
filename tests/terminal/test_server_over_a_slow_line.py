"""The full screen on a server that is 100 ms away, in a real terminal: no key waits for a save."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from pseudo_terminal import Terminal

from coptui.core.model.sentences import PRESENTER_MODE_ON
from tests.postgres_proxy import Proxy
from tests.postgres_server import Server
from tests.until import wait_until

HALF = 0.05
"""Seconds that anything takes on its way there, or back."""


@pytest.fixture
def line(postgres: Server) -> Iterator[Proxy]:
    made = Proxy(postgres.port)
    yield made
    made.close()


@pytest.fixture
def schema(postgres: Server, circle: Path) -> str:
    from coptui.store.address import address_of
    from coptui.store.postgres.creating import create
    from coptui.store.version import read

    name = postgres.schema()
    create(address_of(postgres.url(name)), read(circle.read_bytes(), "the circle"))
    return name


@pytest.fixture
def terminal(
    start: Callable[..., Terminal], postgres: Server, line: Proxy, schema: str
) -> Terminal:
    line.delay = HALF
    url = postgres.url(schema, tcp=True).replace(f":{postgres.port}", f":{line.port}")
    terminal = start("-f", url)
    terminal.wait_for("Members 3")
    terminal.read()
    return terminal


@contextmanager
def held(postgres: Server, schema: str) -> Iterator[Callable[[], bool]]:
    """While somebody holds the lock that a save needs: whether one waits for it."""
    import psycopg

    with psycopg.connect(
        host=str(postgres.folder), port=postgres.port, user="boss", dbname="circles"
    ) as holder:
        holder.execute(f"SELECT FROM {schema}.head FOR UPDATE".encode())

        def waits() -> bool:
            query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            return bool(postgres.sql(query)[0][0])

        yield waits
        holder.rollback()


def notes(postgres: Server, schema: str) -> list[str]:
    rows = postgres.sql(
        f"SELECT body::text FROM {schema}.record WHERE tbl = 'members' ORDER BY key"
    )
    return [note["text"] for (body,) in rows for note in json.loads(body).get("notes", ())]


def test_keys_have_their_turn_while_a_save_hangs(
    terminal: Terminal, postgres: Server, schema: str
) -> None:
    """The cursor moves, `z` hides and `q` leaves, while the save before them still waits."""
    with held(postgres, schema) as waits:
        terminal.press("!")
        wait_until(waits)
        # A key pressed in the same moment has to wait for its turn.
        terminal.read()
        terminal.press("down")
        terminal.wait_for("▌ Ondřej")
        assert waits()
        terminal.press("z")
        terminal.wait_for(PRESENTER_MODE_ON[:40])
        assert waits()
        terminal.press("q")
        assert terminal.wait(2) == 0
        terminal.given_back()


@pytest.mark.parametrize("becomes_of_it", ["lost", "saved"])
def test_leaving_while_a_save_hangs_keeps_what_was_typed(
    terminal: Terminal,
    start: Callable[..., Terminal],
    postgres: Server,
    schema: str,
    becomes_of_it: str,
) -> None:
    """The server does not hear at once that the line was cut. What it saves all the same is not
    offered again."""
    with held(postgres, schema) as waits:
        terminal.type("nA thought\r")
        wait_until(waits)
        terminal.read()
        terminal.press("ctrl+c")
        assert terminal.wait(2) == 0
        if becomes_of_it == "lost":
            ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
            postgres.sql(f"{ends} wait_event_type = 'Lock'")
            wait_until(lambda: not waits())
    if becomes_of_it == "saved":
        wait_until(lambda: notes(postgres, schema))
    again = start("-f", postgres.url(schema))
    again.wait_for("Members 3")
    again.press("n")
    if becomes_of_it == "lost":
        again.wait_for(" A thought")
        again.press("enter")
    else:
        again.wait_for("Private, but")
        again.read()
        assert " A thought" not in again.text()
    wait_until(lambda: notes(postgres, schema))
    assert notes(postgres, schema) == ["A thought"]


@pytest.mark.parametrize("back", ["in time", pytest.param("too late", marks=pytest.mark.long)])
def test_a_line_cut_in_the_middle_of_a_note_loses_nothing_and_saves_it_once(
    terminal: Terminal, postgres: Server, line: Proxy, schema: str, tmp_path: Path, back: str
) -> None:
    terminal.type("nShe likes")
    terminal.wait_for("She likes")
    line.cut()
    terminal.type(" to host")
    # On this computer's disk, before anyone presses Enter.
    wait_until(lambda: any(b"She likes to host" in content for content in contents(tmp_path)))
    terminal.press("enter")
    terminal.wait_for("Saving")
    assert "She likes to host" in terminal.text(), "it is still in its field"
    assert notes(postgres, schema) == []
    if back == "too late":
        terminal.wait_for("No connection")
        assert "She likes to host" in terminal.text()
    line.mend()
    if back == "too late":
        terminal.press("enter")
    terminal.wait_for("Noted: Ilse Brandt")
    assert notes(postgres, schema) == ["She likes to host"]


def contents(folder: Path) -> Iterator[bytes]:
    """The contents of all files; one that is renamed meanwhile is left out."""
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError, IsADirectoryError):
            yield path.read_bytes()
