"""Tables are read when they are asked for, and are then what they would have been from the start."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_reading_again import FILES, version_of

from coptui.core.model.by_name import Named
from coptui.core.model.changes import Save
from coptui.core.model.community import Community
from coptui.core.model.records import TABLES, Record
from coptui.core.writing.notebook import NOTEBOOK
from coptui.session import Session
from coptui.store import codec, faulty, reading
from coptui.store.codec import record_of
from coptui.store.documents import document_id
from coptui.store.layout import layout_of, parse
from coptui.store.memory import MemoryStore
from coptui.store.reading import Records
from coptui.store.version import advance

KINDS = {**TABLES, **NOTEBOOK}


@given(FILES, st.permutations(list(TABLES)), st.booleans())
def test_in_whatever_order_they_are_asked_for(
    tables: dict[str, Any], order: list[str], faults_first: bool
) -> None:
    """Each record is what its document says by itself, and each fault stands in the file's order."""
    tables.pop("meta", None)
    tables.setdefault("community", {})
    version = version_of(tables)
    told = version.faults if faults_first else ()
    for name in order:
        lines = version.layout.lines(name)
        expected: dict[int, Record] = {}
        for key, line in lines.items():
            number = document_id(key)
            if number is not None:
                record, _ = record_of(name, number, line[len(key) + 3 :])
                if record is not None:
                    expected[number] = record
        if name == "community":
            expected = {min(expected): expected[min(expected)]} if expected else {}
            expected = expected or {1: version.community.profile}
        found = version.community.table(name)
        assert dict(found) == expected
        assert (list(found), len(found)) == (list(expected), len(expected))
        assert all(found[number] is found.get(number) for number in expected)
    assert version.faults == (told or version.faults)
    places = [fault.table for fault in version.faults]
    assert list(dict.fromkeys(places)) == [name for name in version.layout.tables if name in places]


@given(FILES)
def test_the_text_is_what_was_read_whatever_was_asked(tables: dict[str, Any]) -> None:
    tables.pop("meta", None)
    text = layout_of({"community": {}, **tables}).text()
    asked, not_asked = parse(text, "x"), parse(text, "x")
    for name in tables:
        list(asked.lines(name).items())
    assert asked.text() == not_asked.text() == text


class Asked:
    """Which tables' documents were decoded."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.documents: list[str] = []
        real = codec._decode

        def decode(table: str) -> Any:
            return lambda body: self.documents.append(table) or real(table)(body)

        monkeypatch.setattr(codec, "_decode", decode)


WHOLE = {
    "community": {"1": {"name": "Circle"}},
    "members": {str(n): {"name": f"Ann {n}"} for n in range(1, 9)},
    "topics": {"1": {"title": "T"}},
    "events": {"1": {"title": "E", "starts_at": "2026-01-01"}},
    "history": {
        str(n): {"at": "x", "changes": [{"table": "topics", "id": 1}]} for n in range(1, 400)
    },
    "runs": {"1": {"checklist": "c", "version": 1, "started_at": "x"}},
    "snapshots": {"1": {"on": "2026-01-01", "levels": {"1": "core"}}},
}


def test_nothing_is_decoded_that_nobody_asked_for(monkeypatch) -> None:
    asked = Asked(monkeypatch)
    community = MemoryStore(WHOLE).load().community
    assert set(asked.documents) == {"community"}
    assert len(community.members) == 8
    assert asked.documents.count("members") == 8
    assert community.members is community.table("members")
    assert set(community.members) == set(range(1, 9))
    assert asked.documents.count("members") == 8


def test_a_save_decodes_only_what_it_touches_and_its_history(monkeypatch) -> None:
    asked = Asked(monkeypatch)
    store = MemoryStore(WHOLE)
    store.load()
    change = codec_change("topics", 1, {"title": "T"}, {"title": "Better"})
    step = advance(store._version, Save([change], by="x", at="2026-01-01", label="x"))
    assert step is not None
    assert set(asked.documents) == {"community", "topics", "history"}
    assert step.version.community.snapshots is store._version.community.snapshots
    assert step.version.community.topics[1].title == "Better"
    assert step.version.faults == ()


def codec_change(table: str, number: int, before: Any, after: Any) -> Any:
    from coptui.core.model.changes import Change

    return Change(table, number, before, after)


def test_a_session_is_begun_and_ended_without_its_history(monkeypatch) -> None:
    from datetime import UTC, datetime

    asked = Asked(monkeypatch)
    session = Session(MemoryStore(WHOLE), by="x", clock=lambda: datetime.now(UTC))
    assert next(member.name for member in session.community.members.values()) == "Ann 1"
    assert "history" not in asked.documents
    assert session.faults == ()
    assert asked.documents.count("history") == 399
    # To know that, nothing is kept; what is asked for then is read.
    history = session.community.history
    assert isinstance(history, Records) and not history.is_read
    assert len(history) == 399 and history.is_read


def test_a_version_nobody_looked_at_is_not_read_for_the_next_one(monkeypatch) -> None:
    """Others save again and again while nobody asks: nothing is decoded for that."""
    asked = Asked(monkeypatch)
    version = version_of(WHOLE)
    for number in range(3):
        now = {**WHOLE, "topics": {"1": {"title": f"T{number}"}}}
        version = version_of(now, version)
    assert set(asked.documents) == {"community"}
    assert version.community.topics[1].title == "T2"
    # Where the lines are the same, so is the table, asked for or not.
    again = version_of(now, version)
    assert again.community.members is version.community.members


def test_all_who_ask_at_once_are_given_the_same_records(monkeypatch) -> None:
    """For one of them, for all of them, while another thread reads them all."""
    read = []
    real = codec.records_of

    def slowly(name: str, documents: Any) -> Any:
        read.append(name)
        time.sleep(0.02)
        return real(name, documents)

    monkeypatch.setattr(reading, "records_of", slowly)
    people = {str(n): {"name": f"Ann {n}"} for n in range(1, 40)}
    records = Records("members", layout_of({"members": people}).lines("members"))
    assert records.brief(Named) is not None
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(lambda n=n: records[n % 7 + 1]) for n in range(30)]
        asked += [pool.submit(lambda: list(records.values())[6]) for _ in range(5)]
        asked += [pool.submit(lambda n=n: records.get(n % 7 + 1)) for n in range(30)]
        given = [one.result() for one in asked]
    assert read == ["members"]
    assert all(one is records[one.id] for one in given)


@given(FILES)
def test_the_names_alone_are_those_of_the_whole_records(tables: dict[str, Any]) -> None:
    """Where the names of a table can be read, so can its records, one by one or all of them."""
    tables.pop("meta", None)
    whole, some = version_of(tables).community, version_of(tables).community
    records = some.members
    brief = records.brief(Named) if isinstance(records, Records) else None
    if brief is not None:
        expected = {n: (m.name, m.sort_name, m.status) for n, m in whole.members.items()}
        assert {n: (m.name, m.sort_name, m.status) for n, m in brief.items()} == expected
    assert list(records) == list(whole.members)
    assert len(records) == len(whole.members)
    for number in (1, 2, 3, 10, 11):
        assert (number in records) == (number in whole.members)
        assert records.get(number) == whole.members.get(number)
        if number in records:
            one = records[number]
            assert one is records[number]
    kept = {number: records[number] for number in records}
    assert all(record is kept[record.id] for record in records.values())
    assert dict(records) == dict(whole.members)
    assert some.members_by_name == whole.members_by_name


def test_the_order_of_names_reads_the_names_alone(monkeypatch) -> None:
    asked = Asked(monkeypatch)
    people = {str(n): {"name": f"Ann {n:03d}", "status": "left"} for n in range(1, 100)}
    people["7"]["status"] = "active"
    community = version_of({"members": people}).community
    order = community.members_by_name
    assert order[:3] == (7, 1, 2)
    assert len(community.members) == 99
    assert [community.members[number].name for number in order[:2]] == ["Ann 007", "Ann 001"]
    assert asked.documents.count("members") == 2


VALUES = st.sampled_from(
    [
        None,
        "",
        "x",
        "left",
        "2026-01-01",
        "x" * 300,
        0,
        3,
        1.5,
        True,
        [],
        ["a"],
        [5],
        [{"role": 5}],
        [{"role": "host", "since": "soon"}],
        {},
        {"a": "b"},
        {"1": {"status": "asleep"}},
        {"x": {}},
        {"from": "2026-01-01"},
    ]
)


@given(st.data(), st.sampled_from(sorted(KINDS)))
def test_what_is_left_out_is_what_cannot_be_read_by_itself(data: st.DataObject, table: str) -> None:
    """However many fields are at fault, and whatever the decoder says first."""
    kind = KINDS[table]
    names = [info.encode_name for info in msgspec.structs.fields(kind)]
    document = data.draw(st.dictionaries(st.sampled_from([*names, "unknown"]), VALUES, max_size=7))
    body = json.dumps(document).encode()
    record, faults = record_of(table, 7, body)
    by_itself, its_faults = faulty.record_by_fields(kind, 7, body)
    assert record == by_itself
    assert faults == its_faults


def test_only_the_field_at_fault_is_read_by_itself(monkeypatch) -> None:
    """Ten thousand records with a fault each are not ten thousand times every field."""
    read = []
    real = faulty._fields

    def counted(kind: type[Record]) -> Any:
        def watched(place: str, decode: Any) -> Any:
            return lambda piece: read.append(place) or decode(piece)

        return {place: (name, watched(place, one)) for place, (name, one) in real(kind).items()}

    monkeypatch.setattr(faulty, "_fields", counted)
    people = {
        str(n): {"name": f"Ann {n}", "emails": [], "joined_on": "sometime", "tags": ["x"]}
        for n in range(1, 1001)
    }
    version = version_of({"members": people})
    assert len(version.faults) == 1000
    assert read == ["joined_on"] * 1000


def test_a_notebook_is_read_when_it_is_asked_for_too() -> None:
    from coptui.core.writing.notebook import Notebook
    from coptui.store.version import read

    text = layout_of({"meta": {"1": {"schema": 1}}, "walks": {}}).text()
    version = read(text, "x", Notebook)
    assert isinstance(version.community, Community)
    assert version.faults == ()
