"""Equal values are held once, and every record says what it said."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.alike import ALIKE, ALIKE_IN_PARTS, share_attendance, share_equal
from coptui.core.model.records import TABLES, Attendance, Event, Member, Touch, nothing

SAID = st.sampled_from(["", "Leeds", "Łódź", "x"])
SEVERAL = st.lists(SAID, max_size=3).map(tuple)
PEOPLE = st.lists(
    st.builds(Member, name=SAID, organisation=SAID, location=SAID, tags=SEVERAL, offers=SEVERAL)
)
TOUCHES = st.lists(st.builds(Touch, by=st.one_of(SAID, st.integers(1, 3)), kind=SAID))


@given(PEOPLE, TOUCHES)
def test_every_record_says_what_it_said(people: list[Member], touches: list[Touch]) -> None:
    for table, records in (("members", people), ("touches", touches)):
        before: list[Any] = deepcopy(records)
        known: dict[Any, Any] = {}
        share_equal(table, records[:2], known)
        share_equal(table, records[2:], known)
        assert records == before
        for field in ALIKE[table]:
            values = [getattr(record, field) for record in records]
            assert len(set(map(id, values))) == len(set(values))
        for field in ALIKE_IN_PARTS.get(table, ()):
            texts = [text for record in records for text in getattr(record, field)]
            assert len(set(map(id, texts))) == len(set(texts))


@given(
    st.lists(
        st.dictionaries(
            st.integers(1, 9),
            st.builds(Attendance, status=st.sampled_from(["late", None]), role=SAID),
        )
    )
)
def test_every_attendance_is_what_it_was(entries: list[dict[int, Attendance]]) -> None:
    events = [Event(attendance=each) for each in deepcopy(entries)]
    share_attendance(events)
    assert [event.attendance for event in events] == entries
    assert [list(event.attendance) for event in events] == [list(each) for each in entries]
    kept = [one for event in events for one in event.attendance.values()]
    assert len(set(map(id, kept))) == len(set(kept))


def test_the_fields_are_those_of_the_tables() -> None:
    for fields in (ALIKE, ALIKE_IN_PARTS):
        for table, names in fields.items():
            assert set(names) <= set(TABLES[table].__struct_fields__)


def test_what_is_shared_cannot_be_changed() -> None:
    assert Member().more is Member().handles is nothing() == {}
    with pytest.raises(TypeError):
        Member().more["shoe size"] = "38"


def test_types_are_no_texts_that_are_compiled_at_every_start() -> None:
    for record in TABLES.values():
        assert not [kind for kind in record.__annotations__.values() if isinstance(kind, str)]
