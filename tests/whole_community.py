"""A community with every field of every table filled, made from the record types themselves."""

from __future__ import annotations

import types
from collections.abc import Callable
from copy import deepcopy
from datetime import date
from functools import cache
from random import Random
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from coptui.core.model.changes import difference
from coptui.core.model.records import REFERENCES, TABLES, Text

COUNT = 3
"""So many records a table; of the community there is one."""
VOCABULARY = [
    "active", "guest", "demo", "talk", "round", "table", "name", "status", "text", "attended",
    "2025", "2026", "1", "2", "7", "May", "Will", "Rose", "Guest", "Grace", "we", "meet", "in",
    "and", "members", "core", "left", "host", "public", "2026-01-02", "Europe/Berlin",
]  # fmt: skip
"""What a file says of itself, with common words, years and ids."""
MOMENT = "2026-01-02T10:00:00+00:00"
Say = Callable[[Text | None], str]


def sentence(random: Random, mention: str = "") -> str:
    words = [random.choice(VOCABULARY) for _ in range(random.randint(2, 5))]
    if mention:
        words.insert(random.randint(0, len(words)), mention)
    return " ".join(words)


def whole_community(random: Random, person: dict[str, Any], say: Say) -> dict[str, Any]:
    """Tables with every field filled; member 1 is `person`. `say` gives the texts by their kind."""
    tables: dict[str, Any] = {
        table: {str(key): _fill(random, TABLES[table], table, "", say) for key in _keys(table)}
        for table in TABLES
        if table not in ("history", "erased")
    }
    tables["members"]["1"] = {**tables["members"]["1"], **deepcopy(person)}
    for key in ("2", "3"):
        tables["members"][key].update(name=f"Otto Quast {key}", sort_name=f"Quast {key}",
                                      aliases=[], emails=[f"o{key}@example.org"], handles={},
                                      phone=f"030 555000{key}")  # fmt: skip
    for number, event in enumerate(tables["events"].values()):
        event.update(starts_at=f"2026-01-0{number + 1}", ends_at="")
    tables["history"] = _history(random, tables, person, say)
    tables["erased"] = {"1": {"mark": "00ff", "on": "2026-01-01"}}
    next_id = dict.fromkeys(tables, COUNT + 2)
    next_id["history"] = len(tables["history"]) + 1
    return {
        "meta": {"1": {"schema": 1, "generation": 3, "next_id": next_id}},
        **tables,
        "strange": {"1": {"of": say(None), "size": 2025, "more": [say(None)]}},
    }


def _history(
    random: Random, tables: dict[str, Any], person: dict[str, Any], say: Say
) -> dict[str, Any]:
    changes = []
    for table in ("members", "topics", "events", "touches", "actions", "runs", "stories"):
        for key, document in tables[table].items():
            old = _fill(random, TABLES[table], table, "", say)
            if table == "members":
                old = {**document, "notes": old["notes"], "organisation": old["organisation"]}
            made = difference(table, int(key), old, document)
            if made is not None:
                changes.append(msgspec.to_builtins(made))
    changes.append({"table": "members", "id": 1, "before": None, "after": deepcopy(person)})
    return {
        str(number): {"at": MOMENT, "by": "somebody", "label": say(Text.PROSE), "changes": [change]}
        for number, change in enumerate(changes, 1)
    }


def _keys(table: str) -> range:
    return range(1, 2) if table == "community" else range(1, COUNT + 1)


def _fill(
    random: Random, kind: Any, table: str, path: str, say: Say, said: Text | None = None
) -> Any:
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        said = next((part for part in kind.__metadata__ if isinstance(part, Text)), said)
        most = [part.le for part in kind.__metadata__ if isinstance(part, msgspec.Meta) and part.le]
        if most and inside[0] is float:
            return min(2025.0, *most)
        return _fill(random, inside[0], table, path, say, said)
    if origin is Literal:
        return random.choice(inside)
    if origin in (Union, types.UnionType):
        choices = [
            one for one in inside if one is not types.NoneType and one is not msgspec.UnsetType
        ]
        if path == "log.value":
            choices = [one for one in choices if one is not str]
        return _fill(random, random.choice(choices), table, path, say)
    if origin is tuple:
        known = path in REFERENCES.get(table, {}) or inside[0] is int
        return [_fill(random, inside[0], table, path, say) for _ in range(1 if known else 2)]
    if origin is dict:
        target = REFERENCES.get(table, {}).get(f"{path}.*")
        key = (
            str(random.randint(1, COUNT))
            if target
            else _text(random, path, say, *_kinds(inside[0]))
        )
        if said is not None:
            return {"some": [say(said)], "count": 2025}
        return {key: _fill(random, inside[1], table, f"{path}.{key}", say)}
    if kind is str:
        return _text(random, path, say, said)
    if kind is int:
        return random.randint(1, COUNT) if path != "community.id" else 1
    if kind is float:
        return 2025.0
    if kind is bool:
        return random.random() < 0.5
    if kind is date:
        return f"2025-0{random.randint(1, 9)}-11"
    if kind is Any:
        return say(None)
    return {
        name: _fill(random, inner, table, f"{path}.{name}".lstrip("."), say)
        for name, inner in _fields(kind)
        if name != "id" or path in ("origin", "subject")
    }


@cache
def _fields(kind: Any) -> list[tuple[str, Any]]:
    """The fields of a record type as they are written, each with its type."""
    hints = get_type_hints(kind, include_extras=True)
    return [(info.encode_name, hints[info.name]) for info in msgspec.structs.fields(kind)]


def _kinds(kind: Any) -> list[Text | None]:
    return [
        next((part for part in getattr(kind, "__metadata__", ()) if isinstance(part, Text)), None)
    ]


def _text(random: Random, path: str, say: Say, said: Text | None) -> str:
    if path.rpartition(".")[2] in ("at", "starts_at", "ends_at", "started_at", "finished_at"):
        return MOMENT
    if said is Text.PLAIN:
        return random.choice(["demo", "newcomer", "2025", "guest", "Europe/Berlin"])
    return say(said)
