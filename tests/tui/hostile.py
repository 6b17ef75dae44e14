"""Text that would harm whoever draws it, and a community in which every field holds some."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from coptui.core.model.records import TABLES
from coptui.store.codec import record_of

PAYLOADS = (
    "[/]", "[bold]x", "[/bold]", "[@click=app.quit]here[/]", "[link=file:///etc/passwd]x[/link]",
    "[$x]", "[B]", "x [/", "[todo]", "{[}]", "\\[x]", "[[x]]", "[red on blue]", "[@click='",
    "\x1b]52;c;ZWNobyBvd25lZA==\x07", "\x1b]0;title\x07", "\x1b[2J\x1b[H", "\x1b[31mred",
    "\x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\", "\x1bP1$r0m\x1b\\", "\x9b2J", "\x9d0;t\x9c",
    "a\u202eb\u202c", "\u2066x\u2069", "e" + "\u0301" * 60, "a\x00b\x07c\x7f", "one\ntwo\r\nthree\tfour",
    "\u2028\u2029\ufff9", "王" * 40 + "🏳️‍🌈", "=cmd|' /C calc'!A0",
)  # fmt: skip
"""Markup, links that do something, clipboard, titles, cleared screens, C1, bidi, marks, breaks."""

RAW = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]")
"""What must never leave for a terminal as part of anybody's text."""

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "help-line.json"
LARGE = ("history", "snapshots")
KEPT_OF_EACH = 12


Place = tuple[str, str, tuple[Any, ...]]
"""A text of a community: table, key and path of keys."""


@cache
def places() -> tuple[Place, ...]:
    """Every text of the small community that may be any text."""
    return tuple(places_in(small()))


def places_in(tables: dict[str, Any]) -> list[Place]:
    """Return every text of a community that may be any text."""
    found: list[Place] = []
    for table in TABLES:
        for key, record in tables.get(table, {}).items():
            found += [
                (table, key, path)
                for path in _texts(record)
                if _takes_any_text(table, int(key), record, path)
            ]
    return found


def small() -> dict[str, Any]:
    """The sample with a few records of each table."""
    tables: dict[str, Any] = json.loads(SAMPLE.read_bytes())
    tables["meta"]["1"].pop("next_id", None)
    return {
        table: records if table == "meta" else dict(list(records.items())[:KEPT_OF_EACH])
        for table, records in tables.items()
        if table not in LARGE
    }


def hostile_community(turn: int) -> dict[str, Any]:
    """The community with a payload in every place; in len(PAYLOADS) turns each has had each."""
    return filled_with(PAYLOADS, turn, small(), places())


def filled_with(
    payloads: Sequence[str], turn: int, tables: dict[str, Any], where: Sequence[Place]
) -> dict[str, Any]:
    """Put a payload in each of these places; in len(payloads) turns each has had each."""
    for number, (table, key, path) in enumerate(where):
        _put(tables[table][key], path, payloads[(number + turn) % len(payloads)])
    return tables


def _texts(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, str):
        yield path
    for key, one in (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    ):
        yield from _texts(one, (*path, key))  # fmt: skip


def _takes_any_text(table: str, number: int, record: Any, path: Sequence[Any]) -> bool:
    changed = json.loads(json.dumps(record))
    _put(changed, path, "[/]")
    made, faults = record_of(table, number, json.dumps(changed).encode())
    return made is not None and not faults and "template" not in path


def _put(record: Any, path: Sequence[Any], text: str) -> None:
    for key in path[:-1]:
        record = record[key]
    record[path[-1]] = text
