"""The moments of a community on a server: every save of the last days, without a copy of anything."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from coptui.errors import CoptError, UsageError
from coptui.language import tr
from coptui.store.address import Address
from coptui.store.backups import Backup, dropped
from coptui.store.documents import body_of
from coptui.store.layout import parse
from coptui.store.moments import Moment
from coptui.store.postgres import statements
from coptui.store.postgres.keeper import PostgresStore
from coptui.store.protocol import Told, silent
from coptui.store.restoring import Difference, carried_on, differences
from coptui.store.version import Version, read


def base_of(store: PostgresStore, copy: bytes) -> bytes:
    """Return what the community was when a copy was made of it, which was edited since.

    Each save of the copy left one entry of history that the server doesn't have: this many saves lie
    between. Raise UsageError for a copy of another community, or from before what is kept.
    """
    there = read(copy, tr("The copy"))
    since = {(key, body): gen for key, body, gen in store.fetch(statements.HISTORY)}
    entries = [
        since.get((key, body_of(key, line).decode()))
        for key, line in there.layout.lines("history").items()
    ]
    generation, before = there.generation, -1
    # What was merged back before is there too, but came later: until nothing changes any more.
    while generation != before:
        before = generation
        own = sum(gen is None or gen > generation for gen in entries)
        generation = there.generation - own
    horizon = store.fetch(statements.HORIZON)[0][0]
    then = store.then(max(generation, horizon))
    # A file that coptui never saved has no sign of its own yet when it is copied.
    was_signed = bool(read(then.layout.text(), "").uid)
    is_other = was_signed and there.uid not in ("", then.uid)
    if is_other or generation > store.version.generation:
        raise UsageError(
            tr("The file isn't a copy of {shown}.", shown=store.address.shown),
            tr("Give the copy that both started from as BASE: coptui merge BASE MINE THEIRS"),
        )
    if generation < horizon:
        raise UsageError(
            tr(
                "The file was copied so long ago that {shown} no longer has what it was then.",
                shown=store.address.shown,
            ),
            tr("Give the copy that both started from as BASE: coptui merge BASE MINE THEIRS"),
        )
    return then.layout.text()


class PastMoments:
    """As the backups of a file: the same ones of those before each save are listed."""

    def __init__(self, address: Address, text: str) -> None:
        self._address = address
        self._text = text
        self._known: dict[str, Version] = {}

    def all(self) -> list[Moment]:
        with self._store(read_only=True) as store:
            horizon = store.fetch(statements.HORIZON)[0][0]
            # Before a save stood what the one before it left.
            saves = [
                Backup(Path(str(generation - 1)), at, 0, occasion)
                for generation, at, occasion in store.fetch(statements.MOMENTS, (horizon,))
            ]
            if not saves:
                return []
            gone = set(dropped(saves, store.now()))
            return [
                Moment(str(one.path), one.taken_at, self._size(store, one), one.reason)
                for one in saves
                if one not in gone
            ]

    def _size(self, store: PostgresStore, one: Backup) -> int:
        return int(store.fetch(statements.SIZE, {"gen": int(str(one.path))})[0][0])

    def compare(self, moment: Moment) -> tuple[Difference, ...]:
        with self._store(read_only=True) as store:
            now: Version | None = None
            with suppress(CoptError):
                store.load()
                now = store.version
            return differences(store.then(int(moment.key)).layout, now.layout if now else None)

    def restore(self, moment: Moment, waits: Told = silent) -> tuple[str, str]:
        with self._store(read_only=False) as store:
            store.waits = waits
            then = store.then(int(moment.key)).layout
            return "", store.replace(carried_on(then, parse(store.text(), "it")), "restore")

    def _store(self, *, read_only: bool) -> PostgresStore:
        return PostgresStore(self._address, self._text, read_only=read_only)
