"""What opens a community: the one place that knows what an address can be."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coptui.errors import UsageError
from coptui.files import real_path
from coptui.language import tr
from coptui.whereabouts import Whereabouts, of_file

if TYPE_CHECKING:
    from coptui.core.forgetting.request import Undone
    from coptui.core.model.community import Community
    from coptui.store.erasing import Begun
    from coptui.store.moments import Moments
    from coptui.store.own_files import OwnFile, OwnFiles
    from coptui.store.postgres.keeper import PostgresStore
    from coptui.store.protocol import Keeper

# Most names of files have none of these signs: it is compiled when one first does.
_SCHEME = "(?i:([a-z][a-z0-9+.-]*)://|(postgres|postgresql):|(service)=)"


def opened(text: str) -> Whereabouts:
    """Return where a community is, from what a person wrote: a file's name, or an address.

    Raise UsageError for an address of a kind that coptui doesn't know, or with a password in it.
    """
    if not is_address(text):
        return of_file(Path(text))
    from coptui.store.address import address_of, is_server

    if not is_server(text):
        kind = text.partition(":")[0].lower()
        raise UsageError(
            tr("coptui can't open an address that begins with {kind}:.", kind=kind),
            tr(
                "Give a file, as ./NAME if there is a colon in its name, or postgresql://host/database."
            ),
        )
    return Whereabouts(text, address_of(text).shown)


def is_address(text: str) -> bool:
    """Return whether a text means a community on a server, and is no file's name."""
    return not {":", "="}.isdisjoint(text) and re.match(_SCHEME, text) is not None


def is_there(whereabouts: Whereabouts) -> bool:
    """Return whether there is a file; a server is asked when it is opened."""
    # A folder that may not be entered is "not there" too.
    return whereabouts.file is None or os.path.exists(whereabouts.file)  # noqa: PTH110


def is_absent(whereabouts: Whereabouts) -> bool:
    """Return whether not even a broken link has the file's name."""
    return whereabouts.file is not None and not os.path.lexists(whereabouts.file)


def keeper(
    whereabouts: Whereabouts, *, read_only: bool = False, state: Path | None = None
) -> Keeper:
    """Return what reads and saves a community. Raise as `Store` and `PostgresStore` do."""
    if whereabouts.file is not None:
        from coptui.store.store import Store

        return Store(whereabouts.file, read_only=read_only, state=state)
    return server(whereabouts, read_only=read_only)


def server(whereabouts: Whereabouts, *, read_only: bool) -> PostgresStore:
    """Return what reads and saves a community on a server."""
    need_psycopg()
    from coptui.store.address import address_of
    from coptui.store.postgres.keeper import PostgresStore

    address = whereabouts.address
    return PostgresStore(address_of(address), address, read_only=read_only)


def base_of(whereabouts: Whereabouts, copy: bytes) -> bytes:
    """Return what a community on a server was when a copy was made of it. Raise UsageError."""
    from coptui.store.postgres.moments import base_of

    with server(whereabouts, read_only=True) as store:
        return base_of(store, copy)


def moments(whereabouts: Whereabouts, state: Path | None) -> Moments:
    """Return what a community was earlier, also where it is gone or cannot be read now."""
    if whereabouts.file is not None:
        from coptui.store.moments import Backups

        return Backups(whereabouts.file, state)
    need_psycopg()
    from coptui.store.address import address_of
    from coptui.store.postgres.moments import PastMoments

    return PastMoments(address_of(whereabouts.address), whereabouts.address)


def start(whereabouts: Whereabouts, name: str, purpose: str) -> None:
    """Start a community on a server. Raise UsageError if there is one, ReadOnly without the right."""
    from coptui.store.new_file import first_records, first_text

    put(whereabouts, first_text(*first_records(name, purpose)))


def put(whereabouts: Whereabouts, data: bytes, own: Sequence[OwnFile] = ()) -> None:
    """Put a whole community on a server, from the bytes of a file and its own checklists.

    Raise as `start`, DataInvalid.
    """
    need_psycopg()
    from coptui.store.address import address_of
    from coptui.store.postgres.creating import create
    from coptui.store.version import read

    create(address_of(whereabouts.address), read(data, whereabouts.shown), own)


def upgrade(whereabouts: Whereabouts) -> bool:
    """Bring a community on a server to this version's layout; return whether it had an older one.

    Raise ReadOnly for anyone but an owner, DataInvalid if a newer coptui made it.
    """
    need_psycopg()
    from coptui.store.address import address_of
    from coptui.store.postgres.creating import upgrade
    from coptui.store.postgres.statements import LAYOUT

    return upgrade(address_of(whereabouts.address)) != LAYOUT


def own_files(whereabouts: Whereabouts) -> OwnFiles:
    """Return where a community has its own checklists, evidence lines and letters."""
    from coptui.store.own_files import OwnFolder

    if whereabouts.folder is not None:
        return OwnFolder(whereabouts.folder)
    need_psycopg()
    from coptui.store.address import address_of
    from coptui.store.postgres.own import OnServer

    return OnServer(address_of(whereabouts.address), whereabouts.address)


def begun(whereabouts: Whereabouts, state: Path | None) -> list[Begun]:
    """Return every forgetting that was begun and cut off; a server does one whole or not at all."""
    from coptui.store import erasing

    file = whereabouts.file
    return [] if file is None else [act for _, act in erasing.begun(real_path(file), state)]


def begun_by_others(whereabouts: Whereabouts, state: Path | None) -> list[Undone]:
    """Return where what others began to forget, and did not finish, still lies."""
    from coptui.store import erasing

    file = whereabouts.file
    return [] if file is None else list(erasing.begun_by_others(real_path(file), state))


def someone_returned(whereabouts: Whereabouts, state: Path | None, community: Community) -> bool:
    """Return whether someone who was erased is in a file again, as in an older one put in its place by
    hand. Usually one backup is read for this. On a server this is said when it is opened."""
    from coptui.store import returned

    if whereabouts.file is None:
        return False
    path, known = real_path(whereabouts.file), {mark.mark for mark in community.erased.values()}
    return returned.may_be_there_again(path, state, known) and any(
        True for _ in returned.there_again(path, state, community)
    )


def need_psycopg() -> None:
    """Raise UsageError if what speaks with PostgreSQL isn't installed."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise UsageError(
            tr("A community on a server needs psycopg, which isn't installed."),
            "pip install 'coptui[postgres]'",
        ) from None
