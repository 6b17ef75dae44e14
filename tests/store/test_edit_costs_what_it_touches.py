"""An edit, or news of one, looks at what it touches: not at the rest of a large community."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coptui.core.model.changes import Change, Save
from coptui.core.model.layered import Layered
from coptui.core.model.records import TABLES
from coptui.store.documents import line_of
from coptui.store.layout import layout_of
from coptui.store.version import Version, advance, patched, read

AT = "2026-03-14T18:00:00+01:00"


def version_of(tables: dict[str, Any]) -> Version:
    return read(
        layout_of({"meta": {}, "community": {"1": {"name": "Circle"}}, **tables}).text(), "x"
    )


def people(count: int) -> Version:
    members = {str(number): {"name": f"Ann {number}"} for number in range(1, count + 1)}
    version = version_of({"members": members, "topics": {"1": {"title": "T"}}})
    # As after the first edit: everything is read.
    assert not version.faults
    return _saved(version, _changes("first"))[0]


def _changes(word: str) -> tuple[Change, ...]:
    return (
        Change("members", 7, {}, {"phone": word}),
        Change("members", -1, None, {"name": f"New {word}"}),
        Change("topics", 1, {}, {"question": word}),
    )


def _saved(version: Version, changes: tuple[Change, ...]) -> tuple[Version, Any]:
    step = advance(version, Save(changes, by="Zoë", at=AT, label="edit", choice="mine"))
    assert step is not None
    return step.version, step.lines


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python it runs."""
    lines = 0

    def trace(frame: Any, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return lines


def test_it_takes_as_many_steps_among_five_thousand_as_among_fifty() -> None:
    few, many = people(50), people(5000)
    edits = [
        steps(lambda version=version: _saved(version, _changes("x"))) for version in (few, many)
    ]
    assert edits[1] < 1.1 * edits[0]
    lines = _saved(few, (Change("members", 7, {}, {"phone": "y"}),))[1]
    news = [steps(lambda version=version: patched(version, lines, 9)) for version in (few, many)]
    assert news[1] < 1.1 * news[0]


def test_no_table_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes through a table in C takes one step, however large it is."""
    version = people(50)
    together = Layered._merged

    def counted(self: Layered[Any, Any]) -> Any:
        assert len(self) < 20, "a table was put together"
        return together(self)

    monkeypatch.setattr(Layered, "_merged", counted)
    after, lines = _saved(version, _changes("x"))
    for one in (after, patched(version, lines, 9)):
        assert one.community.members[7].phone == "x"
        assert one.community.members[52].name == "New x" and len(one.community.members) == 52


DOCUMENTS = st.sampled_from(
    [{"name": "Ann", "title": "A"}, {"name": "Beth", "title": "B", "tags": "no list"}, {}, [], 5]
)
TABLE = st.dictionaries(st.sampled_from(["1", "2", "3", "01", "x"]), DOCUMENTS, max_size=5)
NAMES = st.sampled_from(["community", "members", "topics", "history", "unknown"])
LINES = st.dictionaries(
    NAMES, st.dictionaries(st.sampled_from(["1", "2", "9", "x"]), DOCUMENTS | st.none())
)


@settings(max_examples=150)
@given(st.dictionaries(NAMES, TABLE), st.lists(LINES, max_size=4), st.booleans())
def test_what_was_patched_is_as_if_read(
    tables: dict[str, Any], news: list[dict[str, Any]], is_read: bool
) -> None:
    """Whatever lines others wrote, faulty ones among them."""
    version = read(layout_of({"community": {}, **tables}).text(), "x")
    for changed in news:
        if is_read:
            assert isinstance(version.faults, tuple)
        lines = {
            name: {
                key: None if document is None else line_of(key, document)
                for key, document in documents.items()
            }
            for name, documents in changed.items()
        }
        version = patched(version, lines, version.generation + 1)
    again = read(version.layout.text(), "x")
    for name in TABLES:
        assert dict(version.community.table(name)) == dict(again.community.table(name))
    assert set(version.faults) == set(again.faults)
