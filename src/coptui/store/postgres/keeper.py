"""A community on a server: read in one trip, saved in one, merged by field as a file is."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from psycopg import sql

from coptui.core.model.changes import Change, Save
from coptui.errors import CoptError, DataLocked, ReadOnly, SaveFailed
from coptui.language import tr
from coptui.store.layout import Layout
from coptui.store.postgres import statements
from coptui.store.postgres.connection import LineLost, NoAnswer, in_schema
from coptui.store.postgres.line import PATIENCE, TELLS, Connection
from coptui.store.postgres.lines import Touched, arrays, differing
from coptui.store.postgres.reading import ServerReading
from coptui.store.protocol import Saved, refuse_if
from coptui.store.version import NextVersion, advance

if TYPE_CHECKING:
    from coptui.core.forgetting.documents import StoredDocument
    from coptui.core.forgetting.plan import Plan
    from coptui.core.forgetting.request import Erasure, Request
    from coptui.store.erasing import EraseBeside

HISTORY_CAP = 2000
"""How many entries of history are kept: with ten people 500 are a week."""


class PostgresStore(ServerReading):
    """One community in one schema. One writer thread and one watching thread may use it at once."""

    # Saving

    def write(self, save: Save) -> Saved:
        """As `Store.write`: one trip, and the same token until it is known what became of it."""
        refuse_if(self.read_only, self.address.shown)
        with self._guard:
            if self._version is None:
                self._read()
            timer = threading.Timer(
                TELLS, lambda: self.waits(tr("Saving to {shown}...", shown=self.address.shown))
            )
            timer.daemon = True
            timer.start()
            try:
                return self._write(save)
            finally:
                timer.cancel()

    def _write(self, save: Save) -> Saved:
        token, until = uuid.uuid4(), time.monotonic() + PATIENCE
        is_refused = False
        while True:
            if is_refused:
                # Others were faster once: the next try holds the lock, so that none starves.
                step = self._saved_in_turn(save, token, until)
            else:
                step = self._advanced(save)
                if step is not None:
                    is_refused = not self._save(step.lines, token, save.occasion, until)
            if step is None:
                return self._handed_over(())
            if self._mark == token:
                self._version = step.version
                return self._handed_over(step.changes, step.entry)

    def _handed_over(self, changes: tuple[Change, ...], entry: int | None = None) -> Saved:
        foreign, self._untold = self._untold, False
        lost, self._lost = self._lost, ""
        return Saved(self._now.community, changes, entry, foreign, self._beside(), lost)

    def _advanced(self, save: Save) -> NextVersion | None:
        """Return the next version; what cannot be is only said of what the server holds now."""
        try:
            step = advance(self._now, save, cap=HISTORY_CAP)
        except CoptError:
            if not self._catch_up():
                raise
            return self._advanced(save)
        if step is None and self._catch_up():
            return self._advanced(save)
        return step

    def _save(self, lines: Touched, token: uuid.UUID, occasion: str, until: float) -> bool:
        """Save rows; return False if others were faster, with their rows taken in."""
        given = (*self._base, token, occasion or "save", *arrays(lines))
        query = in_schema(statements.SAVE, self.address)
        rows = self._sure(lambda c: c.execute(query, given).fetchall(), token, until)
        if rows[0][0] is not True:
            self._take_in(rows)
            return False
        self._known(token, rows[0][1])
        return True

    def _saved_in_turn(self, save: Save, token: uuid.UUID, until: float) -> NextVersion | None:
        """Save while the lock is held: one trip to get it with what is new, one to save."""

        def hold(base: int, mark: uuid.UUID | None) -> sql.Composed:
            # No pipeline: what it sends last turns off the server's limit on a turn (PostgreSQL 15).
            return sql.SQL(statements.HOLD).format(
                schema=sql.Identifier(self.address.schema), base=base, mark=mark
            )

        query = in_schema(statements.SAVE, self.address)
        was_saved = in_schema(statements.WAS_SAVED, self.address)
        sent: list[NextVersion] = []

        def work(connection: Connection) -> NextVersion | None:
            if sent and (row := connection.execute(was_saved, (token,)).fetchone()):
                # Its answer was lost.
                self._known(token, row[0])
                return sent[-1]
            cursor = connection.execute(hold(*self._base))
            cursor.nextset()
            held = cursor.fetchall()
            try:
                if held[0][0] is None:
                    connection.execute("ROLLBACK")
                    self._take_in(held)
                    return work(connection)
                self._take_in(held)
                step = advance(self._now, save, cap=HISTORY_CAP)
            except CoptError:
                connection.execute("ROLLBACK")
                raise
            if step is None:
                connection.execute("ROLLBACK")
                return None
            sent.append(step)
            given = (*self._base, token, save.occasion or "save", *arrays(step.lines))
            with connection.pipeline():
                saved = connection.execute(query, given)
                connection.execute("COMMIT")
            self._known(token, saved.fetchall()[0][1])
            return step

        step: NextVersion | None = self._sure(work, token, until)
        return step

    def _sure(self, work: Any, token: uuid.UUID, until: float) -> Any:
        """Do a save; raise what says whether it was done, or that no one knows."""
        try:
            return self._line.ask(work, until=until)
        except NoAnswer:
            raise self._no_line() from None
        except LineLost:
            self._unsure = token
            raise SaveFailed(
                tr(
                    "The connection to {shown} dropped: it isn't known whether this was saved.",
                    shown=self.address.shown,
                ),
                tr("What you typed is kept. As soon as the server answers, coptui tells you."),
            ) from None

    def _beside(self) -> str:
        """Return what went wrong beside a save."""
        said, self._missing = self._missing, ""
        if self._line.alone:
            self._line.alone = False
            said = tr(
                "{said} Saved on one server only: its standby doesn't answer.", said=said
            ).strip()
        return said

    def replace(self, layout: Layout, occasion: str) -> str:
        """Save a whole community over the one that was read last; return a warning, or "".

        Raise DataLocked if others saved since.
        """
        with self._guard:
            now = self._now
            lines = differing(now.layout, layout)
            if not lines:
                return ""
            meta = {key: json.loads(body) for key, body in layout.lines("meta").documents()}
            key = next(iter(meta), "1")
            counted_on = {**meta.get(key, {}), "generation": now.generation + 1, "uid": now.uid}
            layout = layout.with_changes({"meta": meta}, {"meta": {**meta, key: counted_on}})
            token = uuid.uuid4()
            until = time.monotonic() + PATIENCE
            if not self._save(differing(now.layout, layout), token, occasion, until):
                raise DataLocked(
                    tr("{shown} was changed in the meantime.", shown=self.address.shown),
                    tr("Nothing was written. Try again."),
                )
            self._version = None
            self._read()
            self._untold = True
            return self._beside()

    # What else a store does

    def erase(
        self, request: Request, others: Sequence[StoredDocument], beside: EraseBeside
    ) -> Erasure:
        """As `Store.erase`, in every layer of the past, in one transaction."""
        from coptui.store.postgres.erasing import erase

        refuse_if(self.read_only, self.address.shown)
        if not self.may_forget:
            raise ReadOnly(
                tr(
                    "{shown}: your role there isn't allowed to erase anyone.",
                    shown=self.address.shown,
                ),
                tr(
                    "Nothing was changed. Whoever runs the server can give you the role of an owner."
                ),
            )
        with self._guard:
            done: Erasure = erase(self._line, self.address, request, others, beside)
            self._catch_up()
            return done

    def survey(self, request: Request, others: Sequence[StoredDocument]) -> Plan:
        """As `Store.survey`."""
        from coptui.store.postgres.erasing import survey

        with self._guard:
            plan: Plan = survey(self.fetch(statements.ALL_LAYERS), request, others)[0]
            return plan
