"""What may stand in no report, and communities to make reports of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from coptui.session import Session
from coptui.store.store import Store

TODAY = date(2026, 11, 22)
SINCE = date(2026, 8, 24)


def session_on(tables: Mapping[str, Any], folder: Path, today: date = TODAY) -> Session:
    """A reading session on a file with these tables."""
    path = folder / "circle.json"
    path.write_text(json.dumps({"meta": {"1": {"schema": 1}}, **tables}), "utf-8")
    return session_at(path, today)


def session_at(path: Path, today: date = TODAY) -> Session:
    clock = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    return Session(Store(path, read_only=True), by="ann", clock=lambda: clock, today=today)


def secrets(tables: Mapping[str, Any]) -> set[str]:
    """The first words of every private and confidential text of a file.

    A text that stands in an open record as well is none.
    """
    told = json.dumps(list(_open(tables)), ensure_ascii=False)
    first = {" ".join(text.split())[:22] for text in _private(tables) if len(text) > 3}
    return {text for text in first if text not in told}


def _private(tables: Mapping[str, Any]) -> Iterator[str]:
    for member in tables["members"].values():
        yield from member.get("emails", ())
        yield from member.get("handles", {}).values()
        yield from (member.get("phone", ""), member.get("left_reason", ""))
        yield from (note["text"] for note in member.get("notes", ()))
        yield member.get("level_override", {}).get("reason", "")
    yield from (touch.get("text", "") for touch in tables["touches"].values())
    yield from (action["text"] for action in tables["actions"].values() if action.get("about"))
    yield from (ask["text"] for ask in tables["asks"].values())
    for table in ("topics", "events"):
        for record in tables[table].values():
            fields = ["notes", "aftercare"]
            if record.get("confidential"):
                fields += ["title", "outcome", "next_step", "agenda", "summary"]
            yield from (record.get(field, "") for field in fields)
            yield from (entry.get("note", "") for entry in record.get("pulse", ()))
    for story in tables["stories"].values():
        if story.get("consent") != "public":
            yield story["text"]
    for run in tables["runs"].values():
        for answer in run["log"]:
            yield from (answer.get("note", ""), answer.get("waived", ""))
            if answer.get("type") == "text" and isinstance(answer.get("value"), str):
                yield answer["value"]


def _open(tables: Mapping[str, Any]) -> Iterator[str]:
    for table in ("topics", "events"):
        for record in tables[table].values():
            if not record.get("confidential"):
                for field in ("title", "series", "summary", "agenda", "outcome"):
                    yield record.get(field, "")
