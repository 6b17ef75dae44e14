"""What can be read and cannot be right, and what is put right without a guess."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.copies.mending import NoReading, mend, read
from coptui.core.copies.soundness import unknown_fields, unsound
from coptui.core.model.fault import Fault
from coptui.core.model.records import TABLES, Event, Member
from coptui.session import Session
from coptui.store.memory import MemoryStore

TODAY = date(2026, 3, 14)
SAMPLES = sorted((Path(__file__).resolve().parents[2] / "sample_data").glob("*.json"))


def found(**tables: Any) -> list[tuple[str, int, str]]:
    store = MemoryStore({"meta": {"1": {"schema": 1}}, **tables})
    return [(one.table, one.id, one.field) for one in unsound(store.load().community, TODAY)]


@pytest.mark.parametrize(
    ("table", "record", "field"),
    [
        ("members", {"name": "A", "paused_on": "2026-02-02", "paused_until": "2026-02-01"}, "paused_until"),
        ("members", {"name": "A", "status": "left", "joined_on": "2026-02-02", "left_on": "2026-02-01"}, "left_on"),
        ("members", {"name": "A", "verified_on": "2196-01-01"}, "verified_on"),
        ("members", {"name": "A", "knows": [1]}, "knows"),
        ("members", {"name": "A", "buddy": 7}, "buddy"),
        ("topics", {"title": "T", "opened_on": "2026-02-02", "closed_on": "2026-02-01"}, "closed_on"),
        ("events", {"title": "E", "starts_at": "2026-02-02T18:00", "ends_at": "2026-02-02T17:00"}, "ends_at"),
        ("events", {"title": "E", "starts_at": "2026-03-20T18:00", "status": "held"}, "starts_at"),
        ("events", {"title": "E", "starts_at": "2026-02-02", "attendance": {"7": {"status": "attended"}}}, "attendance"),
        ("touches", {"on": "2026-03-20", "by": "x", "members": []}, "on"),
        ("actions", {"text": "x", "created_on": "2026-03-03", "done_on": "2026-03-02"}, "done_on"),
        ("asks", {"text": "x", "asked_on": "2026-03-03", "solved_on": "2026-03-02"}, "solved_on"),
        ("stories", {"on": "2026-03-20", "text": "x"}, "on"),
        ("runs", {"checklist": "x", "started_at": "2026-03-03T10:00", "finished_at": "2026-03-02T10:00"}, "finished_at"),
        ("community", {"name": "C", "breaks": [{"from": "2026-08-31", "to": "2026-08-01"}]}, "breaks"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_named(table: str, record: dict[str, Any], field: str) -> None:
    assert found(**{table: {"1": record}}) == [(table, 1, field)]


def test_what_may_well_be_is_left_alone() -> None:
    assert not found(
        members={
            # Came back, joins next week, was here before this program.
            "1": {"name": "A", "joined_on": "2026-02-02", "left_on": "2026-02-01"},
            "2": {"name": "B", "joined_on": "2026-03-20", "paused_until": "2026-05-01"},
            "3": {"name": "C", "joined_on": "1971-01-01", "knows": [1, 2]},
        },
        events={
            # One of them names its zone; tomorrow it is in Auckland; past midnight.
            "1": {
                "title": "E",
                "starts_at": "2026-02-02T18:00",
                "ends_at": "2026-02-02T17:00+00:00",
            },
            "2": {"title": "E", "starts_at": "2026-03-15", "status": "held"},
            "3": {"title": "E", "starts_at": "2026-02-02T22:00", "ends_at": "2026-02-03T01:00"},
            "4": {"title": "E", "starts_at": "2026-02-02T22:00", "ends_at": "2026-02-02"},
        },
        # What was deleted since is still told of.
        snapshots={"1": {"on": "2026-01-01", "levels": {"77": "core"}}},
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_samples_are_sound(path: Path) -> None:
    tables = json.loads(path.read_text("utf-8"))
    # They tell of the year 2026.
    assert list(unsound(MemoryStore(tables).load().community, date(2026, 12, 31))) == []
    assert unknown_fields(tables) == {}


def test_unknown_fields_are_told_by_table() -> None:
    tables = {"members": {"1": {"name": "A", "shoe": 1}, "2": {"shoe": 2}}, "cats": {"1": {"x": 1}}}
    assert unknown_fields(tables) == {("members", "shoe"): [1, 2]}


def mended(table: str, document: dict[str, Any], **others: Any) -> dict[str, Any]:
    """A record of id 1 as it is after a repair through the session, and after undoing it."""
    tables = {"meta": {"1": {"schema": 1}}, **others}
    tables[table] = {"1": document, **others.get(table, {})}
    store = MemoryStore(tables)
    session = Session(store, by="x", clock=lambda: datetime(2026, 3, 14, tzinfo=UTC))
    faults = [*store.check(), *unsound(session.community, TODAY)]
    edit, mends = mend(tables, faults)
    if edit:
        session.edit(edit)
        assert store.backups[-1][0] == "repair"
    after: dict[str, Any] = json.loads(store.data)[table]["1"]
    assert {one.field for one in mends} == {
        name for name in document if name not in after or document[name] != after[name]
    }
    assert not mend(json.loads(store.data), faults)[1]
    if edit:
        session.undoing.undo()
        assert json.loads(store.data)[table]["1"] == document
    return after


@pytest.mark.parametrize(
    ("field", "was", "becomes"),
    [
        ("joined_on", "2026-3-4", "2026-03-04"),
        ("joined_on", " 2026-03-04 ", "2026-03-04"),
        ("joined_on", "2026-03-04T18:00:00", "2026-03-04"),
        ("joined_on", "3/4/2026", "3/4/2026"),
        ("joined_on", "2026-02-30", "2026-02-30"),
        ("joined_on", "soon", "soon"),
        ("status", "Active", "active"),
        ("status", "gone", "gone"),
        ("contact_ok", "No", False),
        ("contact_ok", "perhaps", "perhaps"),
        ("contact_every_days", "30", 30),
        ("contact_every_days", "1e3", "1e3"),
        ("phone", 5550123, "5550123"),
        ("tags", "north", ["north"]),
        ("tags", [1, "a"], ["1", "a"]),
        ("knows", ["2", 2.0], [2, 2]),
        ("handles", {"chat": 5}, {"chat": "5"}),
        ("roles", [{"role": "Host", "since": "2026-1-1", "why": "x"}], [{"role": "host", "since": "2026-01-01", "why": "x"}]),
        ("roles", [{"role": "king"}], [{"role": "king"}]),
        ("name", "x" * 130, "x" * 130),
        ("buddy", 9, None),
        ("buddy", 1, None),
        ("knows", [2, 9], [2]),
        ("knows", [9], None),
        ("emails", None, None),
    ],
)  # fmt: skip
def test_a_field_with_one_reading_is_put_right_and_no_other(
    field: str, was: Any, becomes: Any
) -> None:
    document = {"name": "A", "odd": [1], field: was}
    after = mended("members", document, members={"2": {"name": "B"}})
    assert after.get(field) == becomes
    assert type(after.get(field)) is type(becomes)
    assert after["odd"] == [1]


def test_events_touches_and_walks() -> None:
    event = {"title": "E", "starts_at": "2026-3-4 9:00", "hosts": [7], "attendance_taken": "yes",
             "attendance": {"7": {"status": "attended"}, "2": {"status": "Attended", "minutes": "55", "x": 1}}}  # fmt: skip
    after = mended("events", event, members={"2": {"name": "B"}})
    assert after == {
        "title": "E", "starts_at": "2026-03-04 09:00", "attendance_taken": True,
        "attendance": {"2": {"status": "attended", "minutes": 55.0, "x": 1}},
    }  # fmt: skip
    touch = {"on": "2026-01-01", "by": 9, "members": [9]}
    assert mended("touches", touch) == {"on": "2026-01-01", "by": "someone", "members": [9]}
    walk = {
        "checklist": "x",
        "version": "2",
        "started_at": "2026-01-01T10:00",
        "template": {},
        "log": [{"step": "a", "actions": [99]}],
    }
    assert mended("runs", walk) == {**walk, "version": 2}


def test_only_where_something_is_wrong() -> None:
    assert mend({"members": {"1": {"name": "A", "buddy": 9}}}, []) == (mend({}, [])[0], ())
    faults = [
        Fault("cats", 1, "", ""),
        Fault("members", "x", "", ""),
        Fault("members", 8, "", ""),
        Fault("history", 1, "", ""),
    ]
    assert not mend({"cats": {"1": {}}, "history": {"1": {"at": 5}}, "members": {"8": []}}, faults)[
        0
    ]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5000) | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(
        ("", "x", "2026-3-4", "2026-03-04", "Core", "yes", "7", "7.5", " host ", "9" * 30)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("role", "since", "2", "text", "level", "x")), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@given(
    st.sampled_from(
        sorted(msgspec.structs.fields(Member) + msgspec.structs.fields(Event), key=str)
    ),
    json_values | st.sampled_from((float("inf"), -float("inf"))),
)
def test_a_reading_is_readable_and_nothing_else_is_raised(info: Any, value: Any) -> None:
    try:
        reading = read(value, msgspec.inspect.type_info(info.type))
    except NoReading:
        return
    # What the type says of lengths and sizes is left to the caller.
    assert json.loads(json.dumps(reading)) == reading


@given(
    st.dictionaries(
        st.sampled_from([info.encode_name for info in msgspec.structs.fields(Event)]),
        json_values,
        max_size=6,
    )
)
def test_a_repair_never_makes_it_worse(document: dict[str, Any]) -> None:
    tables = {
        "meta": {"1": {"schema": 1}},
        "members": {"2": {"name": "B"}},
        "events": {"1": document},
    }
    store = MemoryStore(tables)
    session = Session(store, by="x", clock=lambda: datetime(2026, 3, 14, tzinfo=UTC))
    before = [*store.check(), *unsound(session.community, TODAY)]
    edit, mends = mend(tables, before)
    if edit:
        session.edit(edit)
    after = [*store.check(), *unsound(session.community, TODAY)]
    assert len(after) <= len(before)
    if mends:
        assert len({one.field for one in after}) <= len({one.field for one in before})
    assert set(TABLES) >= {one.table for one in mends}
