"""What the samples hold can be made by a user: each field has a way in, and each value can be typed,
chosen, marked, walked or imported there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest
from record_paths import PATHS, filled_paths
from test_a_way_in import ways_in

from coptui.assets import folder
from coptui.checklists.run import answer_of, walk_of
from coptui.core.model.community import Community
from coptui.core.model.records import TABLES, Record, document
from coptui.core.people.tending import welcome
from coptui.core.writing.fields import read_field, write_field
from coptui.core.writing.form_fields import FIELDS, Field
from coptui.core.writing.jottings import new_guest
from coptui.core.writing.talk import CHANNELS, TOUCH_KINDS
from coptui.samples import SAMPLES
from coptui.store.memory import MemoryStore

each = pytest.mark.parametrize("name", tuple(SAMPLES))
TODAY = date(2026, 11, 22)


def tables_of(name: str) -> dict[str, dict[str, Any]]:
    text = (folder("sample_data") / SAMPLES[name].file).read_text("utf-8")
    tables: dict[str, dict[str, Any]] = json.loads(text)
    return {table: tables.get(table, {}) for table in TABLES}


def community_of(name: str) -> Community:
    return MemoryStore({**tables_of(name), "meta": {"1": {"schema": 1}}}).load().community


@each
def test_every_field_has_a_way_in(name: str) -> None:
    filled = {
        path
        for table, documents in tables_of(name).items()
        for value in documents.values()
        for path in filled_paths(table, value)
    }
    assert len(filled) > len(PATHS) / 3
    assert sorted(filled - ways_in()) == []


@each
def test_what_a_form_holds_can_be_typed_into_an_empty_one(name: str) -> None:
    community = community_of(name)
    wrong = []
    for table, fields in FIELDS.items():
        for record in community.table(table).values():
            for field in fields:
                value = getattr(record, field.name)
                if _plain(field, value) != _typed(field, record, community):
                    wrong.append((table, record.id, field.name, value))
    assert not wrong


def _typed(field: Field, record: Record, community: Community) -> Any:
    """The value that a form with this field empty would take from the text that shows it."""
    text = write_field(field, record, community)
    if field.kind == "event" and text:
        # Events of a series have one title: one is named by its day.
        text = community.events[getattr(record, field.name)].starts_at[:10]
    empty = getattr(type(record)(), field.name)
    if field.required and not text:
        return empty
    blank = msgspec.structs.replace(record, **({} if field.name == "starts_at" else {field.name: empty}))  # fmt: skip
    return _plain(field, read_field(field, text, blank, community, TODAY))


def _plain(field: Field, value: Any) -> Any:
    plain = json.loads(msgspec.json.encode(value))
    if field.kind == "roles":
        # A role begins on the day on which it is typed, and an ended one was typed before.
        return [held["role"] for held in plain if "until" not in held]
    if field.kind == "groups":
        return [each["group"] for each in plain if not each.get("until")]
    return plain


def choices_of(name: str) -> Iterator[tuple[str, Any, bool]]:
    """What no form takes: where it stands, the value, and whether its record came with a file."""
    tables = tables_of(name)
    for touch in tables["touches"].values():
        yield "channel", touch.get("channel"), False
        yield "touch kind", touch.get("kind"), False
    for member in tables["members"].values():
        for step in member.get("onboarding", {}):
            yield "onboarding", step, False
    for event in tables["events"].values():
        imported = "source" in event
        for entry in event.get("attendance", {}).values():
            yield "rsvp", entry.get("rsvp"), imported
            for only_a_file in ("minutes", "role", "mode"):
                yield only_a_file, entry.get(only_a_file), imported
        yield "unmatched", bool(event.get("unmatched")) or None, imported
        yield "uid", event.get("uid"), imported
    for action in tables["actions"].values():
        yield "origin", action.get("origin", {}).get("kind"), False
    for setting in tables["community"]["1"].get("settings", {}):
        yield "setting", setting, False


NEWCOMER = new_guest("Lena Voss", None, TODAY)
STEPS = [key.partition("/")[2] for key in welcome(NEWCOMER, TODAY).changes[0].after or {}]
REACHABLE: dict[str, set[Any]] = {
    "channel": set(CHANNELS.values()),
    "touch kind": {*TOUCH_KINDS.values(), "introduction", "worry"},
    "onboarding": {*NEWCOMER.onboarding, *STEPS},
    "rsvp": {"yes", "no"},
    "origin": {"event", "run"},
    "setting": {"series_checklists"},
}
"""What lines, keys and walks write where there is no form; all else comes with a file."""


@each
def test_what_has_no_form_is_what_lines_keys_and_files_write(name: str) -> None:
    beyond = [
        (what, value)
        for what, value, imported in choices_of(name)
        if value is not None and not imported and value not in REACHABLE.get(what, ())
    ]
    assert sorted(set(beyond), key=str) == []


@each
def test_every_answer_of_a_walk_is_one_that_its_step_takes(name: str) -> None:
    for run in community_of(name).runs.values():
        steps = {step.id: step for step in walk_of(run).steps}
        for answer in run.log:
            if answer.value is not msgspec.UNSET:
                made = answer_of(steps[answer.step], answer.value, waived=answer.waived)
                assert (made.type, made.value) == (answer.type, answer.value)
    assert document(next(iter(community_of(name).runs.values())))["template"]
