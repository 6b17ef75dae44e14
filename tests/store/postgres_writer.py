"""A client of a server in a process of its own: its orders come by words, what it says is JSON.

python -m tests.store.postgres_writer edits URL NAME COUNT
python -m tests.store.postgres_writer stops URL SECONDS
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import Any

from coptui.core.model.changes import Change, Save
from coptui.store.address import address_of
from coptui.store.postgres import connection, keeper
from coptui.store.postgres.keeper import PostgresStore


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def opened(url: str) -> PostgresStore:
    store = PostgresStore(address_of(url), url)
    store.load()
    return store


def save(*changes: Change) -> Save:
    return Save(changes, by="Zoë", at="2026-03-14T18:00:00+01:00", label="edit")


def edits(url: str, name: str, count: int) -> None:
    """Each adds a topic, changes a field of its own and a list that all share."""
    given: list[int] = []
    tries: list[int] = []
    seconds: list[float] = []
    with opened(url) as store:
        real, asked = store._line.ask, 0

        def counted(*things: Any, **named: Any) -> Any:
            nonlocal asked
            asked += 1
            return real(*things, **named)

        store._line.ask = counted  # type: ignore[method-assign]
        say("ready")
        sys.stdin.readline()
        for number in range(count):
            asked, began = 0, time.monotonic()
            before = {name: str(number - 1)} if number else {}
            saved = store.write(
                save(
                    Change("topics", -1, None, {"title": f"{name} {number}"}),
                    Change("members", 1, before, {name: str(number)}),
                    Change("members", 1, {}, {"tags+": [f"{name}{number}"]}),
                )
            )
            seconds.append(time.monotonic() - began)
            tries.append(asked)
            given.append(saved.changes[0].id)
    say(json.dumps({"ids": given, "tries": max(tries), "longest": max(seconds)}))


def stops(url: str, seconds: str) -> None:
    """Stop in the middle of the first save that holds the lock; the server waits for so long."""
    connection.SETTINGS = connection.SETTINGS.replace(
        "idle_in_transaction_session_timeout=5s",
        f"idle_in_transaction_session_timeout={round(float(seconds) * 1000)}",
    )
    real, turns = keeper.advance, 0

    def stopped(*given: Any, **more: Any) -> Any:
        nonlocal turns
        turns += 1
        if turns == 2:
            os.kill(os.getpid(), signal.SIGSTOP)
        return real(*given, **more)

    keeper.advance = stopped
    with opened(url) as store:
        say("ready")
        # Someone else saves before this goes on: the next try holds the lock.
        sys.stdin.readline()
        store.write(save(Change("topics", -1, None, {"title": "of the stopped one"})))
    say("saved")


if __name__ == "__main__":
    {"edits": lambda url, name, count: edits(url, name, int(count)), "stops": stops}[sys.argv[1]](
        *sys.argv[2:]
    )
