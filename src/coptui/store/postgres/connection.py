"""Connections to a server: with what options, whom they trust, and how their failures are said."""

from __future__ import annotations

import ipaddress
import logging
import os
import ssl
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import errors, sql

from coptui.errors import CoptError, DataInvalid, UsageError
from coptui.language import tr
from coptui.store.address import Address
from coptui.store.postgres.statements import LONGEST_LOCK

# What psycopg logs would be written into the middle of the screen.
logging.getLogger("psycopg").addHandler(logging.NullHandler())
logging.getLogger("psycopg").propagate = False

OPTIONS = {
    "connect_timeout": "5",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "2",
    "tcp_user_timeout": "8000",
    "application_name": "coptui",
    "client_encoding": "UTF8",
}
SETTINGS = (
    f"-c synchronous_commit=on -c lock_timeout={LONGEST_LOCK}s "
    "-c idle_in_transaction_session_timeout=5s -c jit=off"
)
_asking_libpq = threading.Lock()


class LineLost(Exception):
    """The connection is gone; what was asked last may have been done or not."""


def connect(address: Address, *, writes: bool) -> psycopg.Connection[Any]:
    """Return a connection, each statement of which is its own transaction. Raise CoptError."""
    options = _options(address, writes=writes)
    try:
        conninfo = psycopg.conninfo.make_conninfo(address.conninfo, **options)
        return psycopg.connect(conninfo, autocommit=True, prepare_threshold=None)
    except psycopg.Error as error:
        raise why_not(address, error) from None


def _options(address: Address, *, writes: bool) -> dict[str, str]:
    """Return what is added to what the person gave. Raise UsageError for what isn't safe."""
    given, wanted = _in_force(address)
    options = {name: value for name, value in OPTIONS.items() if name not in given}
    options["options"] = f"{wanted.get('options') or ''} {SETTINGS}".strip()
    hosts = (wanted.get("hostaddr") or wanted.get("host") or "").split(",")
    if len(hosts) > 1 and "target_session_attrs" not in given:
        options["target_session_attrs"] = "read-write" if writes else "any"
    if all(map(_is_here, hosts)):
        return options
    if (mode := wanted.get("sslmode") or "prefer") not in ("prefer", "verify-full"):
        raise UsageError(
            tr(
                "sslmode={mode} would send everything to whoever answers as {shown}.",
                mode=mode,
                shown=address.shown,
            ),
            tr(
                "Leave out sslmode: coptui then asks for sslmode=verify-full, which proves who answers."
            ),
        )
    options["sslmode"] = "verify-full"
    own = Path.home() / ".postgresql" / "root.crt"
    if not wanted.get("sslrootcert") and not own.exists():
        options["sslrootcert"] = ssl.get_default_verify_paths().cafile or "system"
    return options


def _in_force(address: Address) -> tuple[Mapping[str, Any], dict[str, Any]]:
    """Return what is in the address, and that with the environment and the service file."""
    try:
        given = psycopg.conninfo.conninfo_to_dict(address.conninfo)
    except psycopg.Error:
        raise UsageError(
            tr(
                "The address of {shown} has a part that PostgreSQL doesn't know.",
                shown=address.shown,
            ),
            tr("Write the address as postgresql://host/database#community."),
        ) from None
    with _asking_libpq:
        # libpq alone knows where service files are; it looks them up by this name.
        before = os.environ.get("PGSERVICE")
        if service := given.get("service"):
            os.environ["PGSERVICE"] = str(service)
        try:
            known = psycopg.pq.Conninfo.get_defaults()
        finally:
            os.environ.pop("PGSERVICE", None)
            if before is not None:
                os.environ["PGSERVICE"] = before
    wanted = {one.keyword.decode(): one.val.decode() for one in known if one.val is not None}
    return given, {**wanted, **given}


def _is_here(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_REASONS = (
    (
        ("password authentication", "no password supplied", "pg_hba.conf", tr("Peer authentication"),
         tr("Ident authentication"), "GSSAPI", "role \""),
        tr("the server doesn't let you in"),
        tr("Your password belongs in ~/.pgpass; whoever runs the server can say who you are there."),
    ),
    (
        ("certificate", "SSL", "TLS"),
        tr("the server can't prove its identity"),
        tr("Nothing was sent. Whoever runs the server can give you its root certificate: ?sslrootcert=FILE"),
    ),
    (
        ("database \"",),
        tr("the server has no such database"),
        tr("The database comes after the host: postgresql://host/database#community"),
    ),
    (
        ("translate host name", "Name or service not known", "resolve host"),
        tr("no computer of that name is known here"),
        tr("Is the name right, and is this computer connected to the network?"),
    ),
    (
        ("definition of service", "service file"),
        tr("there is no service of that name"),
        tr("Services are in ~/.pg_service.conf."),
    ),
)  # fmt: skip


def why_not(address: Address, error: psycopg.Error) -> CoptError:
    """Return why there is no connection, in words and without anyone's name."""
    told = str(error)
    for signs, reason, hint in _REASONS:
        if any(sign in told for sign in signs):
            return DataInvalid(
                tr("{shown} can't be opened: {reason}.", shown=address.shown, reason=reason), hint
            )
    return NoAnswer(
        tr("{shown} can't be reached just now: no one answers there.", shown=address.shown),
        tr("Check that this computer is connected and the server is running, then try again."),
    )


class NoAnswer(CoptError):
    """No one answers: it may be different in a moment."""


def in_schema(statement: str, address: Address) -> sql.Composed:
    """Return a statement with the schema's name in it."""
    return sql.SQL(statement).format(schema=sql.Identifier(address.schema))


def is_lost(error: psycopg.Error) -> bool:
    """Return whether an error means that the connection, or the server behind it, is gone."""
    if isinstance(error, errors.InterfaceError | psycopg.InterfaceError):
        return True
    if not isinstance(error, psycopg.OperationalError):
        return isinstance(
            error, errors.ReadOnlySqlTransaction | errors.IdleInTransactionSessionTimeout
        )
    state = error.sqlstate or ""
    return not state or state.startswith(("08", "57P", "25P03"))
