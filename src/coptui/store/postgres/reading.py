"""A community on a server as it is read: at once, and then what is new."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import msgspec
import psycopg

from coptui.core.model.counting import counted
from coptui.core.model.fault import Fault
from coptui.core.model.lost_saves import lost_entries
from coptui.errors import CoptError, DataInvalid, SaveFailed
from coptui.language import tr
from coptui.store.address import Address
from coptui.store.migrate import SCHEMA
from coptui.store.own_files import OwnFile
from coptui.store.postgres import statements
from coptui.store.postgres.connection import LineLost, NoAnswer, in_schema, is_lost
from coptui.store.postgres.line import (
    LONGEST_WORK,
    Connection,
    Line,
    made_by_a_newer,
    nothing_there,
)
from coptui.store.postgres.lines import lines_of, text_of
from coptui.store.protocol import Loaded, Told, silent
from coptui.store.version import Version, numbered_on, patched, read
from coptui.whereabouts import Whereabouts

if TYPE_CHECKING:
    from coptui.store.postgres.watch import Watch

HAS_OWN = 2
"""The first layout that has own checklists."""
AT_OPENING = 3.0
"""Seconds for which a line is tried for before anything is shown."""


class ServerReading:
    """What is read of one community in one schema.

    What was read last is known by the number of the save and its random mark: a server that was put
    back to an earlier state has another mark under the same number. `login` is the role.
    """

    def __init__(self, address: Address, text: str, *, read_only: bool = False) -> None:
        self.address = address
        self.whereabouts = Whereabouts(text, address.shown)
        self.waits: Told = silent
        self.read_only = tr("It was opened for reading only.") if read_only else ""
        self.login = ""
        self.ahead = 0.0
        self.may_forget = False
        self._line = Line(address, writes=not read_only)
        self._guard = threading.RLock()
        self._version: Version | None = None
        self._mark: uuid.UUID | None = None
        self._marks: dict[uuid.UUID, int] = {}
        self._since = 0.0
        self._is_read = False
        self._untold = False
        self._unsure: uuid.UUID | None = None
        self._watch: Watch | None = None
        self._missing = self._lost = ""
        self.layout = statements.LAYOUT
        self.own_files: tuple[OwnFile, ...] = ()
        self._open()

    def _open(self) -> None:
        """Ask in one trip what this role may do, what the server promises, and what is there."""
        schema = self.address.schema
        rights = {
            "schema": schema,
            "save": f"{schema}.save(bigint,uuid,uuid,text,text[],text[],text[])",
            "owner": f"{schema}_owner",
        }

        def work(connection: Connection) -> list[tuple[Any, ...]]:
            began = time.time()
            cursors: list[psycopg.Cursor[Any]] = []
            refused: psycopg.Error | None = None
            try:
                with connection.pipeline():
                    cursors.append(connection.execute(statements.PROMISES, rights))
                    for statement in (statements.VERSION, statements.WHOLE, statements.OWN):
                        query = in_schema(statement, self.address)
                        cursors.append(connection.execute(query))
            except psycopg.Error as error:
                if is_lost(error):
                    raise
                refused = error
            # What was refused tells less than the right that is missing, or who made it.
            self._look_around(began, cursors[0].fetchone() or ())
            if len(cursors) > 1 and cursors[1].description:
                self._refuse_newer(cursors[1].fetchall())
            if refused is None:
                self.own_files = tuple(OwnFile(*row) for row in cursors[3].fetchall())
            elif self.layout >= HAS_OWN or len(cursors) < 3 or not cursors[2].description:
                raise refused
            return cursors[2].fetchall()

        try:
            until = time.monotonic() + AT_OPENING
            self._keep(self._line.ask(work, until=until, within=LONGEST_WORK))
        except LineLost:
            raise self._no_line() from None

    def _look_around(self, began: float, row: Sequence[Any]) -> None:
        now, self.login, is_standby, is_known, saves, self.may_forget, is_safe, _ = row
        self.ahead = now.timestamp() - (began + time.time()) / 2
        if is_known is False:
            raise DataInvalid(
                tr(
                    "{shown} can't be opened: your role there isn't allowed to read it.",
                    shown=self.address.shown,
                ),
                tr("Whoever runs the server can give you the role of a reader or writer."),
            )
        if not self.read_only and is_standby:
            self.read_only = tr("This server is a copy that can only be read.")
        elif not self.read_only and not saves:
            self.read_only = tr("Your role on the server is only allowed to read.")
        if not is_safe:
            self._missing = tr("This server is set up so that a save could be lost in a power cut.")

    # Reading

    def load(self) -> Loaded:
        """Read what is new, or everything. Raise CoptError with what to do."""
        with self._guard:
            if self._watch is not None and self._watch.lost_at is not None:
                raise self._no_line(self._watch.lost_at)
            if self._version is None:
                self._read()
            elif self._is_read:
                self._catch_up()
            self._is_read, self._untold = True, False
            version = self._now
            lost, self._lost = self._lost, ""
            return Loaded(
                version.community, lambda: version.faults, version.generation, version.uid, lost
            )

    @property
    def _now(self) -> Version:
        assert self._version is not None
        return self._version

    version = _now

    def now(self) -> datetime:
        """Return the time by the server's clock."""
        return datetime.fromtimestamp(time.time() + self.ahead, UTC)

    def _read(self) -> None:
        """Read everything, in one trip."""
        self._keep(self.fetch(statements.WHOLE, within=LONGEST_WORK))

    def _keep(self, rows: Sequence[Sequence[Any]]) -> None:
        self._version, mark = self._made(rows)
        self._known(mark, self._version.generation)

    def _refuse_newer(self, rows: Sequence[Sequence[Any]]) -> None:
        if not rows:
            raise nothing_there(self.address)
        self.layout, schema, version = rows[0]
        if self.layout > statements.LAYOUT or schema > SCHEMA:
            raise made_by_a_newer(self.address, version)

    def _made(self, rows: Sequence[Sequence[Any]]) -> tuple[Version, uuid.UUID]:
        generation, mark, uid = rows[0][:3]
        version = read(text_of(row[3:] for row in rows), self.address.shown)
        return msgspec.structs.replace(version, generation=generation, uid=uid), mark

    def then(self, generation: int) -> Version:
        """Return what the community was after a save."""
        with self._guard:
            rows = self.fetch(statements.THEN, {"gen": generation}, within=LONGEST_WORK)
            return msgspec.structs.replace(self._made(rows)[0], generation=generation)

    def fetch(
        self, statement: str, given: Any = None, *, within: float = 0
    ) -> list[tuple[Any, ...]]:
        """Return the rows of a statement that may be done twice."""
        query = in_schema(statement, self.address)
        try:
            return self._line.ask(lambda c: c.execute(query, given).fetchall(), within=within)
        except (LineLost, NoAnswer):
            raise self._no_line() from None

    def _catch_up(self) -> bool:
        """Merge what others saved; return whether there was anything."""
        self._settle_unsure()
        return self._take_in(self.fetch(statements.SINCE, self._base))

    @property
    def _base(self) -> tuple[int, uuid.UUID | None]:
        return self._now.generation, self._mark

    def _take_in(self, rows: Sequence[Sequence[Any]]) -> bool:
        """Take in rows newer than mine; return whether there were any."""
        ok, generation, mark = rows[0][:3]
        if ok is None:
            self._went_back(generation)
            return True
        if mark == self._mark:
            return False
        lines = lines_of(row[3:] for row in rows[1:])
        # Ids that went with lost saves stay given, whatever the others' numbers say.
        self._version = numbered_on(patched(self._now, lines, generation), self._now)
        self._known(mark, generation)
        self._untold = True
        return True

    def _known(self, mark: uuid.UUID, generation: int) -> None:
        """Remember the mark of a save that was seen, or made."""
        self._mark, self._since = mark, time.monotonic()
        self._marks[mark] = generation

    def _went_back(self, generation: int) -> None:
        """Read everything again, and say so if saves that were seen are gone."""
        seen, before = list(self._marks), self._now
        base = before.generation
        (common,) = self.fetch(statements.LAST_COMMON, (seen,))[0]
        horizon = self.fetch(statements.HORIZON)[0][0]
        self._version = None
        self._read()
        self._version = numbered_on(self._now, before)
        self._untold = True
        gone = base - (common or 0)
        if gone > 0 and (common is not None or generation < base) and base > horizon:
            # Each leaves an entry; the numbers say less of saves that were seen together.
            entries = len(lost_entries(before.community, self._now.community))
            word = (
                counted(entries or gone, "{count} save", "{count} saves")
                if entries or common is not None
                else tr("saves")
            )
            self._lost = tr(
                "The server went back to an earlier state, without {word} that you had seen.",
                word=word,
            )

    def _settle_unsure(self) -> None:
        """Say what became of a save whose answer never came."""
        if self._unsure is not None:
            rows = self.fetch(statements.WAS_SAVED, (self._unsure,))
            self._unsure = None
            self.waits(
                tr("The change that coptui wasn't sure about has been saved.")
                if rows
                else tr("The change that coptui wasn't sure about was not saved.")
            )

    def _no_line(self, since: float | None = None) -> SaveFailed:
        server = self.address.shown
        return SaveFailed(
            tr(
                "No connection to {server} since {time:%H:%M}: nothing can be saved.",
                server=server,
                time=datetime.fromtimestamp(since, UTC).astimezone(),
            )
            if since
            else tr("No connection to {server} just now: nothing can be saved.", server=server),
            tr("You still see the community as it was before. Try again in a moment."),
        )

    def check(self) -> tuple[Fault, ...]:
        """As `Store.check`; no name can be there twice."""
        self.load()
        return self._now.faults

    def tables(self) -> dict[str, Any]:
        """As `Store.tables`."""
        with self._guard:
            if self._version is None:
                self._read()
            tables: dict[str, Any] = json.loads(self.text())
            return tables

    def text(self) -> bytes:
        """Return the community as the bytes of a file."""
        with self._guard:
            if self._version is None:
                self._read()
            return self._now.layout.text()

    def watch(self) -> None:
        """Listen for others' saves from now on, with a line of its own."""
        from coptui.store.postgres.watch import Watch

        if self._watch is None:
            self._watch = Watch(self.address)

    def changed_on_disk(self) -> bool:
        """Return whether others saved something: two numbers are compared while it is watched."""
        if not self._guard.acquire(blocking=False):
            return False
        try:
            if self._untold or self._unsure is not None:
                return True
            if self._watch is not None:
                if self._watch.lost_at is not None:
                    return True
                latest = self._watch.latest
                # What was asked before my own last save says nothing.
                is_later = latest is not None and latest[2] > self._since
                return is_later and latest is not None and latest[:2] != self._base
            return self.fetch(statements.NUMBER)[0] != self._base
        except CoptError:
            return False
        finally:
            self._guard.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def leave_in_file(self) -> None:
        """Keep everything: what a server holds is a trip away."""

    def let_go(self) -> None:
        """Cut the line, also in the middle of a save: the token of a draft tells what became of it."""
        self._line.close()

    def close(self) -> None:
        if self._watch is not None:
            self._watch.close()
            self._watch = None
        self._line.close()
        with self._guard:
            self._line.drop()
            self._version = None
