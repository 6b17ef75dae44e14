"""Listening for others' saves on a line of its own; where no news comes, asking for it."""

from __future__ import annotations

import threading
import time
import uuid
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import sql

from coptui.errors import CoptError
from coptui.store.address import Address
from coptui.store.postgres import statements
from coptui.store.postgres.connection import connect, in_schema

POLL = 3.0
"""Seconds between two questions where the server passes no news on."""
QUIET = 30.0
"""Seconds between two questions where it does."""
CHECK = 0.5
"""Seconds after which the thread looks whether it is over."""
LONGEST_PAUSE = 5.0


def channel(address: Address) -> str:
    """Return the name under which saves of a community are told."""
    return f"coptui_{address.schema}"


class Watch:
    """A thread that knows the latest save: `latest` is its number, its mark and when (monotonic)
    that was asked; None until it is known.

    `asked` counts the questions; `lost_at` is when the line was found to be gone, while it is.
    """

    def __init__(self, address: Address) -> None:
        self._address = address
        self._over = threading.Event()
        self.latest: tuple[int, uuid.UUID, float] | None = None
        self.lost_at: float | None = None
        self.asked = 0
        self._thread = threading.Thread(target=self._run, daemon=True, name="coptui-watch")
        self._thread.start()

    def close(self) -> None:
        """End it, without waiting for its line."""
        self._over.set()

    def _run(self) -> None:
        pause = 0.2
        while not self._over.is_set():
            with suppress(psycopg.Error, CoptError, OSError):
                connection = connect(self._address, writes=False)
                try:
                    pause = 0.2
                    self._listen(connection)
                finally:
                    connection.close()
            if self._over.is_set():
                return
            self.lost_at = self.lost_at or time.time()
            self._over.wait(pause)
            pause = min(LONGEST_PAUSE, pause * 2)

    def _listen(self, connection: psycopg.Connection[Any]) -> None:
        name = sql.Identifier(channel(self._address))
        # A pool hands each transaction to any of its own lines: one hears oneself there, and no one
        # else.
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        is_pooled = row != (connection.info.backend_pid,)
        hears = False
        with suppress(psycopg.errors.FeatureNotSupported, psycopg.errors.ReadOnlySqlTransaction):
            connection.execute(sql.SQL("LISTEN {}").format(name))
            # Its own news tells whether news arrives: not through a pool, nor from a standby.
            connection.execute(sql.SQL("NOTIFY {}").format(name))
        number = in_schema(statements.NUMBER, self._address)
        asked_at = float("-inf")
        while not self._over.is_set():
            if time.monotonic() - asked_at >= (QUIET if hears else POLL):
                asked_at = time.monotonic()
                row = connection.execute(number).fetchone()
                self.asked += 1
                self.latest = (*row, asked_at) if row else None
                self.lost_at = None
            for _ in connection.notifies(timeout=CHECK, stop_after=1):
                hears, asked_at = not is_pooled, float("-inf")
