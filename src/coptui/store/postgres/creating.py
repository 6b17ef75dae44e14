"""A new community on a server: its schema, its roles, and what is in it at first."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

import psycopg
from psycopg import errors, sql

from coptui import __version__
from coptui.errors import DataInvalid, ReadOnly, UsageError
from coptui.language import tr
from coptui.store.address import Address
from coptui.store.documents import body_of
from coptui.store.layout import Layout
from coptui.store.migrate import SCHEMA
from coptui.store.own_files import OwnFile
from coptui.store.postgres import statements
from coptui.store.postgres.connection import connect, in_schema, is_lost, why_not
from coptui.store.postgres.line import made_by_a_newer, nothing_there
from coptui.store.postgres.lines import escaped
from coptui.store.postgres.watch import channel
from coptui.store.version import Version

ROOM = 2000
"""Documents that are sent together."""


def roles(address: Address) -> dict[str, str]:
    """Return the names of the three roles of a community."""
    return {role: f"{address.schema}_{role}" for role in statements.ROLES}


def create(address: Address, version: Version, own_files: Sequence[OwnFile] = ()) -> None:
    """Make the schema of a community and its roles, and put a version into it, whole or not at all.

    Raise UsageError if there is one already, ReadOnly without the right to do so.
    """
    connection = connect(address, writes=True)
    try:
        if connection.info.parameter_status("server_encoding") != "UTF8":
            raise DataInvalid(
                tr(
                    "The database of {shown} isn't in UTF-8, so it can't hold every character.",
                    shown=address.shown,
                ),
                tr("Make one with: createdb --encoding=UTF8 --template=template0 NAME"),
            )
        with connection.transaction():
            # No one waits for this, and a large community takes its time.
            connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            connection.execute(_named(statements.CREATE_ROLES, address))
            connection.execute(_named(statements.CREATE, address))
            _fill(connection, address, version)
            for file in own_files:
                put_own = in_schema(statements.PUT_OWN, address)
                connection.execute(put_own, (file.kind, file.name, file.text))
            connection.execute("RESET ROLE")
    except (errors.DuplicateSchema, errors.DuplicateObject):
        raise UsageError(
            tr("There is a community {shown}, or roles with its name.", shown=address.shown),
            tr("Choose another name after #, or open the community that is already there."),
        ) from None
    except errors.InsufficientPrivilege:
        raise ReadOnly(
            tr(
                "{shown} was not made: your role there isn't allowed to create roles or schemas.",
                shown=address.shown,
            ),
            tr(
                "Nothing was written. Whoever runs the server can do this, or give you CREATEROLE, and "
                "CREATE on the database."
            ),
        ) from None
    except psycopg.Error as error:
        if is_lost(error):
            raise why_not(address, error) from None
        raise DataInvalid(
            tr(
                "{shown} was not made (PostgreSQL's error {sqlstate}).",
                shown=address.shown,
                sqlstate=error.sqlstate or "?",
            ),
            tr("Nothing was written. Whoever runs the server can find more in its log."),
        ) from None
    finally:
        connection.close()


def upgrade(address: Address) -> int:
    """Bring the layout of a community to this version's, whole or not at all; return what it was.

    Raise DataInvalid if a newer coptui made it or there is none, ReadOnly for anyone but an owner.
    """
    connection = connect(address, writes=True)
    try:
        with connection.transaction():
            connection.execute(_named(statements.AS_OWNER, address))
            row = connection.execute(in_schema(statements.VERSION_HELD, address)).fetchone()
            if row is None:
                raise nothing_there(address)
            before, schema, version = row
            if before > statements.LAYOUT or schema > SCHEMA:
                raise made_by_a_newer(address, version)
            for layout in range(before, statements.LAYOUT):
                connection.execute(_named(statements.UPGRADES[layout], address))
            if (before, schema) != (statements.LAYOUT, SCHEMA):
                given = (statements.LAYOUT, SCHEMA, __version__)
                connection.execute(in_schema(statements.UPGRADED, address), given)
            connection.execute("RESET ROLE")
        return int(before)
    except errors.InsufficientPrivilege:
        raise ReadOnly(
            tr(
                "{shown} was not upgraded: only a member of {roles} may do that.",
                shown=address.shown,
                roles=roles(address)["owner"],
            ),
            tr("Nothing was changed. Whoever runs the server can give you that role."),
        ) from None
    except (errors.UndefinedTable, errors.UndefinedObject, errors.InvalidParameterValue):
        raise nothing_there(address) from None
    except psycopg.Error as error:
        if is_lost(error):
            raise why_not(address, error) from None
        raise DataInvalid(
            tr(
                "{shown} was not upgraded (PostgreSQL's error {sqlstate}).",
                shown=address.shown,
                sqlstate=error.sqlstate or "?",
            ),
            tr("Nothing was changed. Whoever runs the server can find more in its log."),
        ) from None
    finally:
        connection.close()


def _named(statement: str, address: Address) -> sql.Composed:
    """Return a statement with the names of a community's roles, and what depends on its own."""
    names: dict[str, Any] = {role: sql.Identifier(name) for role, name in roles(address).items()}
    return sql.SQL(statement).format(
        schema=sql.Identifier(address.schema),
        channel=sql.Literal(channel(address)),
        kept=sql.Literal(statements.KEPT),
        **names,
    )


def _fill(connection: psycopg.Connection[Any], address: Address, version: Version) -> None:
    layout, generation = version.layout, version.generation
    given = {
        "uid": version.uid or os.urandom(8).hex(),
        "layout": statements.LAYOUT,
        "format": SCHEMA,
        "version": __version__,
        "gen": generation,
        "mark": uuid.uuid4(),
    }
    connection.execute(in_schema(statements.FILL, address), given)
    connection.execute(in_schema(statements.FILL_SAVED, address), given)
    for name, table in layout.tables.items():
        body = table.decode() if isinstance(table, bytes) else None
        part = (escaped(name), generation, body)
        connection.execute(in_schema(statements.FILL_PART, address), part)
        for keys, bodies in _rooms(layout, name):
            rows = (escaped(name), generation, keys, bodies)
            connection.execute(in_schema(statements.FILL_RECORDS, address), rows)


def _rooms(layout: Layout, name: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield keys and bodies in step. All at once would leave the server waiting for too long."""
    lines = iter(layout.lines(name).items())
    while room := list(islice(lines, ROOM)):
        yield [escaped(key) for key, _ in room], [body_of(key, line).decode() for key, line in room]
