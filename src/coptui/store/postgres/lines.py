"""Between the lines of a layout and the rows of a schema, byte for byte."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from coptui.store.documents import Lines, body_of, encode
from coptui.store.layout import Layout

Touched = Mapping[str, Mapping[str, bytes | None]]
"""Lines by table and key; None for a document that was deleted."""


def escaped(name: str) -> str:
    """Return a key as JSON has it, without its quotes: a text of PostgreSQL can hold that."""
    return name if name.isascii() and name.isalnum() else encode(name).decode()[1:-1]


def plain(name: str) -> str:
    """Return a key from what `escaped` made of it."""
    return str(json.loads(f'"{name}"')) if "\\" in name else name


def text_of(parts: Iterable[Sequence[Any]]) -> bytes:
    """Return the whole text of a file from (name, body, lines) of each table."""
    tables = []
    for name, body, lines in parts:
        if name is not None:
            tables.append(f'"{name}":' + (body or (f"{{\n{lines}\n}}" if lines else "{}")))
    return ("{" + ",\n".join(tables) + "}\n").encode()


def arrays(lines: Touched) -> tuple[list[str], list[str], list[str | None]]:
    """Return tables, keys and bodies of what is saved, in step."""
    tables: list[str] = []
    keys: list[str] = []
    bodies: list[str | None] = []
    for table, documents in lines.items():
        for key, line in documents.items():
            tables.append(escaped(table))
            keys.append(escaped(key))
            bodies.append(None if line is None else bytes(body_of(key, line)).decode())
    return tables, keys, bodies


def lines_of(rows: Iterable[Sequence[Any]]) -> dict[str, dict[str, bytes | None]]:
    """Return lines from (table, key, body) of each row."""
    lines: dict[str, dict[str, bytes | None]] = {}
    for table, key, body in rows:
        line = None if body is None else f'"{key}":{body}'.encode()
        lines.setdefault(plain(table), {})[plain(key)] = line
    return lines


def differing(old: Layout, new: Layout) -> dict[str, dict[str, bytes | None]]:
    """Return what leads from one layout to another; tables that are no objects stay as they are."""
    lines: dict[str, dict[str, bytes | None]] = {}
    for name in dict.fromkeys((*old.tables, *new.tables)):
        was, now = old.lines(name), new.lines(name)
        changed: dict[str, bytes | None] = {key: None for key in was if key not in now}
        changed.update((key, line) for key, line in now.items() if was.get(key) != line)
        if changed or (isinstance(new.tables.get(name), Lines) and name not in old.tables):
            lines[name] = changed
    return lines
