"""A new community on a server: its schema, its roles, and what is in it at first."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from itertools import islice
from typing import Any

import psycopg
from psycopg import errors, sql

from coptui import __version__
from coptui.core.model.counting import counted
from coptui.errors import DataInvalid, ReadOnly, UsageError
from coptui.store.address import Address
from coptui.store.documents import body_of
from coptui.store.layout import Layout
from coptui.store.migrate import SCHEMA
from coptui.store.postgres import statements
from coptui.store.postgres.connection import connect, in_schema, is_lost, why_not
from coptui.store.postgres.lines import escaped
from coptui.store.postgres.watch import channel
from coptui.store.version import Version

ROOM = 2000
"""Documents that are sent together."""


def roles(address: Address) -> dict[str, str]:
    """Return the names of the three roles of a community."""
    return {role: f"{address.schema}_{role}" for role in statements.ROLES}


def create(address: Address, version: Version) -> None:
    """Make the schema of a community and its roles, and put a version into it, whole or not at all.

    Raise UsageError if there is one already, ReadOnly without the right to do so.
    """
    connection = connect(address, writes=True)
    names: dict[str, Any] = {role: sql.Identifier(name) for role, name in roles(address).items()}
    names |= {
        "schema": sql.Identifier(address.schema),
        "channel": sql.Literal(channel(address)),
        "kept": sql.Literal(counted(statements.KEPT, "day")),
    }
    try:
        if connection.info.parameter_status("server_encoding") != "UTF8":
            raise DataInvalid(
                f"The database of {address.shown} can't hold every letter.",
                "Make one with: createdb --encoding=UTF8 --template=template0 NAME",
            )
        with connection.transaction():
            # No one waits for this, and a large community takes its time.
            connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            connection.execute(sql.SQL(statements.CREATE_ROLES).format(**names))
            connection.execute(sql.SQL(statements.CREATE).format(**names))
            _fill(connection, address, version)
    except (errors.DuplicateSchema, errors.DuplicateObject):
        raise UsageError(
            f"There is a community {address.shown}, or roles with its name.",
            "Choose another name after #, or open it.",
        ) from None
    except errors.InsufficientPrivilege:
        raise ReadOnly(
            f"{address.shown} was not made: your role there may not make roles or schemas.",
            "Nothing was written. Whoever runs the server can do this, or give you CREATEROLE, and "
            "CREATE on the database.",
        ) from None
    except psycopg.Error as error:
        if is_lost(error):
            raise why_not(address, error) from None
        raise DataInvalid(
            f"{address.shown} was not made (PostgreSQL's error {error.sqlstate or '?'}).",
            "Nothing was written. Whoever runs the server finds more in its log.",
        ) from None
    finally:
        connection.close()


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
    connection.execute("RESET ROLE")


def _rooms(layout: Layout, name: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield keys and bodies in step. All at once would leave the server waiting for too long."""
    lines = iter(layout.lines(name).items())
    while room := list(islice(lines, ROOM)):
        yield [escaped(key) for key, _ in room], [body_of(key, line).decode() for key, line in room]
