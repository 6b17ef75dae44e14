"""The line to the server: opened again when it drops, and never waited for without a bound."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import psycopg
from psycopg import errors

from coptui import __version__
from coptui.core.model.counting import counted
from coptui.core.model.sentences import NEEDS_NEWER
from coptui.errors import CoptError, DataInvalid, DataLocked, ReadOnly
from coptui.language import tr
from coptui.store.address import Address
from coptui.store.postgres.connection import LineLost, NoAnswer, connect, is_lost

T = TypeVar("T")
PATIENCE = 10.0
"""Seconds in which something has to be done."""
LONGEST_WORK = 60.0
"""Seconds that reading or erasing everything may take, over a slow line too."""
GIVES_UP = 1.0
"""Seconds after which the line is cut when not even a cancel is answered."""
TELLS = 0.5
"""Seconds after which is said what is waited for."""
Connection = psycopg.Connection[Any]


class Line:
    """One connection at a time, by one thread at a time.

    `alone` is set when the server committed a save that no other one has: its standby did not
    answer, and the wait for it was ended.
    """

    def __init__(self, address: Address, *, writes: bool) -> None:
        self._address = address
        self._writes = writes
        self._connection: Connection | None = None
        self._is_over = False
        self.alone = False
        self.lost_at: float | None = None
        """When it was found to be gone, while it is."""

    def ask(
        self, work: Callable[[Connection], T], *, until: float | None = None, within: float = 0
    ) -> T:
        """Do something on the line, again on a new one if it drops: it must be the same twice.

        Try until then to get a line; once there is one, the work may take `within` seconds.

        Raise LineLost if it dropped and could not be had again in time, NoAnswer if there was none,
        and CoptError in words for what the server refuses.
        """
        limit = time.monotonic() + PATIENCE if until is None else until
        asked, pause = False, 0.0
        while not self._is_over:
            try:
                connection = self._connected()
                asked = True
                with self._bounded(connection, max(limit, time.monotonic() + within)):
                    return work(connection)
            except NoAnswer:
                if time.monotonic() + pause >= limit:
                    if asked:
                        raise LineLost from None
                    raise
            except psycopg.Error as error:
                self.drop()
                if not is_lost(error):
                    raise self._said(error) from None
                if time.monotonic() + pause >= limit:
                    raise LineLost from None
            time.sleep(pause)
            pause = min(1.0, pause * 2 + 0.05)
        raise LineLost

    def drop(self) -> None:
        """Let go of the connection; the server then forgets what was not committed."""
        connection, self._connection = self._connection, None
        if connection is not None:
            self.lost_at = self.lost_at or time.time()
            with suppress(psycopg.Error):
                connection.close()

    def close(self) -> None:
        """Cut the line, also in the middle of a save: what was sent is done or not, and its token
        tells."""
        self._is_over = True
        connection = self._connection
        if connection is not None:
            _cut(connection)

    def _connected(self) -> Connection:
        if self._connection is None or self._connection.closed:
            connection = connect(self._address, writes=self._writes)
            connection.add_notice_handler(self._notice)
            self._connection, self.lost_at = connection, None
        return self._connection

    def _notice(self, notice: errors.Diagnostic) -> None:
        # Cancelled while it waited for its standby, a commit is no error, but this warning. Its
        # words may be of any language; no other warning comes from what is asked here.
        if notice.severity_nonlocalized == "WARNING":
            self.alone = True

    @contextmanager
    def _bounded(self, connection: Connection, limit: float) -> Iterator[None]:
        """End what takes longer: by a cancel, and if the server doesn't hear that, by cutting the line."""
        done = threading.Event()

        def watch() -> None:
            if done.wait(max(0.1, limit - time.monotonic())):
                return
            with suppress(Exception):
                connection.cancel_safe(timeout=GIVES_UP)
            if done.wait(GIVES_UP):
                return
            _cut(connection)

        watcher = threading.Thread(target=watch, daemon=True, name="coptui-patience")
        watcher.start()
        try:
            yield
        finally:
            done.set()

    def _said(self, error: psycopg.Error) -> CoptError:
        where = self._address.shown
        if isinstance(error, errors.QueryCanceled | errors.LockNotAvailable):
            return DataLocked(
                tr(
                    "Someone has been saving {where} for more than {seconds}.",
                    where=where,
                    seconds=counted(round(PATIENCE), "{count} second", "{count} seconds"),
                ),
                tr("Nothing was saved. Try again when they are done."),
            )
        if isinstance(error, errors.InsufficientPrivilege):
            return ReadOnly(
                tr("{where} is not saved: your role there is only allowed to read.", where=where),
                tr("Whoever runs the server can give you the role of a writer."),
            )
        if isinstance(
            error, errors.UndefinedTable | errors.UndefinedFunction | errors.InvalidSchemaName
        ):
            return nothing_there(self._address)
        return DataInvalid(
            tr(
                "{where} didn't do what it was asked (PostgreSQL's error {sqlstate}).",
                where=where,
                sqlstate=error.sqlstate or "?",
            ),
            tr("Nothing was saved. Whoever runs the server can find more in its log."),
        )


def _cut(connection: Connection) -> None:
    """Make whoever waits on a connection find it gone."""
    with suppress(Exception):
        line = socket.socket(fileno=connection.fileno())
        try:
            line.shutdown(socket.SHUT_RDWR)
        finally:
            line.detach()


def nothing_there(address: Address) -> DataInvalid:
    """Return the error for a database without this community."""
    return DataInvalid(
        tr("There is no community {shown}.", shown=address.shown),
        tr(
            "`coptui new` with the same address starts one; `coptui copy FILE` with it brings a file there."
        ),
    )


def made_by_a_newer(address: Address, version: str) -> DataInvalid:
    """Return the error for a community that this version leaves alone."""
    return DataInvalid(
        tr(
            "{shown} was made by a newer coptui ({version}; this one is {own_version}).",
            shown=address.shown,
            version=version,
            own_version=__version__,
        ),
        NEEDS_NEWER,
    )
