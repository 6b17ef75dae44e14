"""A file read again is as if read for the first time, and what did not change is the same."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.finding.search import find
from coptui.core.model.records import TABLES
from coptui.store import codec
from coptui.store.layout import in_slices, layout_of
from coptui.store.version import Version, read

DOCUMENTS = st.sampled_from(
    [
        {"name": "Ann", "title": "Ann", "text": "Ann"},
        {"name": "Beth", "title": "Beth", "text": "Beth", "tags": ["x"]},
        {"name": "Zoë", "starts_at": "2026-01-01T10:00", "joined_on": "2026-01-01"},
        {"name": "Carl", "tags": "no list", "starts_at": "soon"},
        {},
        [],
        5,
    ]
)
KEYS = st.sampled_from(["1", "2", "3", "10", "01", "x", "-1"])
TABLE = st.dictionaries(KEYS, DOCUMENTS, max_size=5)
NAMES = st.sampled_from(["community", "members", "topics", "events", "history", "meta", "_default"])
FILES = st.dictionaries(NAMES, TABLE | st.just("no table"), min_size=1)


def version_of(tables: dict[str, Any], known: Version | None = None) -> Version:
    return read(layout_of({"community": {}, **tables}).text(), "x", known=known)


@given(FILES, FILES)
def test_it_is_as_if_read_for_the_first_time(before: dict[str, Any], now: dict[str, Any]) -> None:
    now.pop("meta", None)
    before.pop("meta", None)
    again, first = version_of(now, version_of(before)), version_of(now)
    for name in TABLES:
        one, other = again.community.table(name), first.community.table(name)
        assert list(one.items()) == list(other.items())
    assert again.faults == first.faults
    assert again.layout.text() == first.layout.text()


def test_only_the_lines_that_differ_are_read(monkeypatch) -> None:
    people = {str(n): {"name": f"Ann {n}"} for n in range(1, 2000)}
    topics = {"1": {"title": "T"}}
    before = version_of({"members": people, "topics": topics})
    assert len(before.community.members) == 1999
    asked = []
    real = codec._decode
    monkeypatch.setattr(
        codec, "_decode", lambda table: lambda body: asked.append(body) or real(table)(body)
    )
    people["7"] = {"name": "Beth"}
    del people["9"]
    now = version_of({"members": people, "topics": topics}, before)
    assert asked == [b'{"name":"Beth"}']
    assert now.community.members[7].name == "Beth" and 9 not in now.community.members
    assert now.community.members[8] is before.community.members[8]
    assert now.community.topics is before.community.topics
    assert now.community.asks is before.community.asks


def test_what_was_derived_is_taken_over_from_tables_that_are_the_same() -> None:
    events = {str(n): {"title": "E", "starts_at": f"2026-01-{n:02}T10:00"} for n in range(1, 9)}
    before = version_of({"members": {"1": {"name": "Ann"}}, "events": events})
    assert find(before.community, "ann") and before.community.events_by_day
    now = version_of(
        {"members": {"1": {"name": "Ann"}, "2": {"name": "Beth"}}, "events": events}, before
    )
    assert now.community.events_by_day is before.community.events_by_day
    assert [hit.name for hit in find(now.community, "beth")] == ["Beth"]
    assert "order_and_statuses" not in now.community.__dict__


PLAIN_KEYS = st.from_regex(r"[a-z0-9]{1,3}", fullmatch=True)
LAID_OUT = st.dictionaries(
    PLAIN_KEYS,
    st.dictionaries(
        PLAIN_KEYS, st.dictionaries(PLAIN_KEYS, st.text(max_size=5), max_size=2), max_size=9
    ),
    max_size=4,
)


@given(LAID_OUT, st.integers(1, 80), st.data())
def test_in_slices_a_file_is_what_it_is_as_a_whole(
    tables: dict[str, Any], size: int, data: st.DataObject
) -> None:
    """However it was changed by hand: what isn't sound as a whole isn't sound in slices."""
    text = layout_of(tables).text()
    if data.draw(st.booleans()):
        at = data.draw(st.integers(0, len(text)))
        put = data.draw(
            st.sampled_from([b"", b",", b",\n", b"\n", b"}", b"{", b" ", b'"', b"\n}", b"{\n"])
        )
        text = text[:at] + put + text[at + data.draw(st.integers(0, 2)) :]
    sliced = in_slices(text, size)
    if sliced is None:
        return
    whole = msgspec.json.decode(text, type=dict[str, dict[str, msgspec.Raw]])
    plain = {
        name: [(key, bytes(one)) for key, one in table.items()] for name, table in sliced.items()
    }
    assert [*plain] == [*whole]
    assert plain == {
        name: [(key, bytes(one)) for key, one in table.items()] for name, table in whole.items()
    }


def test_what_a_layout_writes_is_read_in_slices() -> None:
    tables = {"meta": {"1": {"schema": 1}}, "members": {str(n): {"name": "x"} for n in range(99)}}
    assert in_slices(layout_of(tables).text(), 50) is not None
