"""The address of a community on a server, as a person writes it: `postgresql://host/base#community`."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import msgspec

from coptui.errors import UsageError
from coptui.language import tr

SCHEMA = "community"
"""The community's name on the server if none is given."""
_SERVER = re.compile(r"(postgres|postgresql)://|service=", re.IGNORECASE)
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,40}")
_SECRETS = ("password", "sslpassword")


class Address(msgspec.Struct, frozen=True):
    """What libpq is given, the community's schema, and what a person reads."""

    conninfo: str
    schema: str
    shown: str


def is_server(text: str) -> bool:
    """Return whether a text is the address of a server."""
    return _SERVER.match(text) is not None


def address_of(text: str) -> Address:
    """Take an address apart. Raise UsageError for a password in it, or a name that can't be one."""
    conninfo, _, schema = text.partition("#")
    schema = schema or SCHEMA
    if not _NAME.fullmatch(schema) or schema.startswith("pg_"):
        raise UsageError(
            tr("What follows # in the address can't be a community's name."),
            tr("Use lower-case letters without accents, digits and _, such as #help_line."),
        )
    if conninfo.lower().startswith("service="):
        name = conninfo.partition("=")[2]
        if not re.fullmatch(r"[\w.-]+", name):
            raise UsageError(
                tr("The name of the service can't be read."),
                tr("Write it as service=NAME#community; the rest is in ~/.pg_service.conf."),
            )
        return Address(conninfo, schema, tr("{schema} at {name}", schema=schema, name=name))
    try:
        parts = urlsplit(conninfo)
        given = dict(parse_qsl(parts.query, keep_blank_values=True))
    except ValueError:
        raise UsageError(
            tr("The address can't be read."),
            tr("Write it as postgresql://host/database#community."),
        ) from None
    login, _, hosts = parts.netloc.rpartition("@")
    if ":" in login or any(name.lower() in _SECRETS for name in given):
        raise UsageError(
            tr("There is a password in the address."),
            tr(
                "Others could read it in your shell's history and in the list of processes: put it into ~/.pgpass."
            ),
        )
    hosts = given.get("host") or hosts
    names = [re.sub(r":\d*$", "", host) for host in hosts.split(",")]
    names = [name for name in names if name and not name.startswith(("/", "%2F", "%2f"))]
    return Address(
        conninfo,
        schema,
        tr("{schema} at {names}", schema=schema, names=", ".join(names) or tr("this computer")),
    )
