"""Every text of every record has a kind, and a document is walked as it stands in a file."""

from __future__ import annotations

import json
import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

from coptui.core.forgetting.texts_of import changed
from coptui.core.model.records import TABLES, Text
from coptui.core.writing.notebook import NOTEBOOK

DECIDED = {
    # The changes of a history hold documents of other tables, and are walked as those.
    *((f"history.changes.{side}", kind) for side in ("before", "after") for kind in ("str", "Any")),
}  # fmt: skip


def leaves(kind: Any, path: str, said: bool = False) -> Iterator[tuple[str, str]]:
    """Every place that may hold a text, of which the record types do not say what kind it is."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        said = said or any(isinstance(part, Text) for part in kind.__metadata__)
        yield from leaves(inside[0], path, said)
    elif origin is Literal:
        return
    elif origin in (Union, types.UnionType, tuple, dict):
        for part in inside:
            yield from leaves(part, path, said)
    elif isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = get_type_hints(kind, include_extras=True)
        for info in msgspec.structs.fields(kind):
            yield from leaves(hints[info.name], f"{path}.{info.name}")
    elif kind in (str, Any) and not said:
        yield path, getattr(kind, "__name__", "Any")


@pytest.mark.parametrize("table", [*TABLES, *NOTEBOOK])
def test_of_every_text_it_is_decided_what_kind_it_is(table: str) -> None:
    record = TABLES.get(table) or NOTEBOOK[table]
    assert set(leaves(record, table)) - DECIDED == set()


def seen(table: str, document: Any) -> list[tuple[str, Text | None, str]]:
    found: list[tuple[str, Text | None, str]] = []

    def note(text: str, kind: Text | None, path: str) -> str:
        found.append((text, kind, path))
        return text

    assert changed(table, document, note) is document
    return found


def test_choices_and_days_are_plain_and_what_does_not_fit_is_unknown() -> None:
    member = {
        "name": "Ann", "status": "guest", "joined_on": "2026-01-01", "left_on": "in May",
        "paused_on": 7, "shoe": {"size": ["large"]}, "roles": [{"role": "host", "since": "then"}],
        "handles": {"chat": "ann"}, "source": {"file": "roster.csv", "row": 3},
    }  # fmt: skip
    assert seen("members", member) == [
        ("Ann", Text.OWN, "name"),
        ("guest", Text.PLAIN, "status"),
        ("2026-01-01", Text.PLAIN, "joined_on"),
        ("in May", None, "left_on"),
        ("shoe", Text.QUOTE, "shoe"),
        ("size", Text.QUOTE, "shoe"),
        ("large", None, "shoe.size"),
        ("host", Text.PLAIN, "roles.role"),
        ("then", None, "roles.since"),
        ("chat", Text.PLAIN, "handles"),
        ("ann", Text.OWN, "handles.chat"),
        ("roster.csv", Text.PROSE, "source.file"),
    ]


def test_a_change_is_walked_as_its_document() -> None:
    patch = {
        "tags+": ["north"],
        "more/Desk": "by the door",
        "text": "x",
        "attendance/3": {"role": "host"},
    }
    assert seen("members", patch)[:3] == [
        ("north", Text.PROSE, "tags"),
        ("Desk", Text.QUOTE, "more"),
        ("by the door", Text.PROSE, "more.Desk"),
    ]
    assert seen("events", patch)[-1] == ("host", Text.LABEL, "attendance.3.role")


def test_answers_are_sentences_where_a_text_was_asked_for() -> None:
    log = [
        {"step": "a", "type": "choice", "value": "demo"},
        {"step": "b", "type": "text", "value": "x"},
    ]
    kinds = [kind for text, kind, path in seen("runs", {"log": log}) if path == "log.value"]
    assert kinds == [Text.QUOTE, Text.PROSE]


def test_what_is_taken_out_is_gone_and_the_rest_is_as_it_was() -> None:
    event = {
        "title": "Call",
        "unmatched": [{"name": "A", "email": "a@b"}, {"name": "B"}],
        "x": None,
    }
    before = json.dumps(event)

    def out(text: str, kind: Text | None, path: str) -> str | None:
        return None if kind is Text.ADDRESS else text.lower() if text == "A" else text

    assert changed("events", event, out) == {
        "title": "Call", "unmatched": [{"name": "a"}, {"name": "B"}], "x": None,
    }  # fmt: skip
    assert json.dumps(event) == before
    aliases = {"aliases": ["A"]}
    assert changed("members", aliases, lambda *given: None) == {"aliases": []}
