"""Two records of one person become one; nothing that pointed to either is lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coptui.core.model.changes import Save
from coptui.core.model.edits import Edit
from coptui.core.model.history import taking_back
from coptui.core.model.records import Member
from coptui.core.people.one_person import differing, joined_record, merge_people
from coptui.errors import UsageError
from coptui.store.memory import MemoryStore

TABLES = {
    "meta": {"1": {"schema": 1}},
    "community": {"1": {"name": "Circle", "sponsor": 2}},
    "members": {
        "1": {"name": "Lena Voss", "emails": ["lena@example.org"], "organisation": "Boston General", "knows": [2, 3]},
        "2": {"name": "L. Voss", "emails": ["lv@example.org"], "organisation": "City", "unit": "triage",
              "status": "guest", "contact_ok": False, "notes": [{"on": "2026-01-01", "by": "x", "text": "n"}]},
        "3": {"name": "Beth", "buddy": 2, "knows": [1, 2]},
    },
    "events": {
        "1": {"title": "A", "starts_at": "2026-01-01", "hosts": [1, 2], "attendance_taken": True,
              "attendance": {"1": {"status": "absent"}, "2": {"status": "attended", "spoke": True}}},
        "2": {"title": "B", "starts_at": "2026-02-01", "attendance": {"2": {"rsvp": "yes"}}},
    },
    "touches": {"1": {"on": "2026-01-02", "by": 2, "members": [2, 3]}},
    "asks": {"1": {"text": "x", "asker": 2, "answered_by": [2, 1]}},
    "runs": {"1": {"checklist": "newcomer", "subject": {"kind": "member", "id": 2}, "template": {},
                   "started_at": "2026-01-01T10:00", "log": [{"step": "a", "type": "people", "value": [2, 1]}]}},
    "snapshots": {"1": {"on": "2026-01-01", "levels": {"2": "core"}}},
}  # fmt: skip


def saved(store: MemoryStore, edit: Edit, undoes: int | None = None):
    return store.write(
        Save(edit.changes, by="x", at="2026-11-24T10:00", label=edit.label, undoes=undoes)
    )


def test_everything_follows_and_undo_takes_it_back() -> None:
    store = MemoryStore(TABLES)
    before = json.loads(store.data)
    edit = merge_people(store.load().community, 1, 2, ["organisation"])
    found = saved(store, edit).community
    lena = found.members[1]
    assert list(found.members) == [1, 3]
    assert (lena.name, lena.organisation, lena.unit) == ("Lena Voss", "City", "triage")
    assert lena.emails == ("lena@example.org", "lv@example.org")
    assert lena.aliases == ("L. Voss",)
    assert lena.contact_ok is False
    assert lena.status == "active"
    assert lena.knows == (3,)
    assert [note.text for note in lena.notes] == ["n"]
    assert found.members[3].buddy == 1
    assert found.members[3].knows == (1,)
    assert found.profile.sponsor == 1
    assert found.events[1].hosts == (1,)
    assert found.events[1].attendance[1].status == "attended"
    assert found.events[1].attendance[1].spoke is True
    assert list(found.events[2].attendance) == [1]
    assert (found.touches[1].by, found.touches[1].members) == (1, (1, 3))
    assert (found.asks[1].asker, found.asks[1].answered_by) == (1, (1,))
    assert found.runs[1].subject.id == 1
    assert found.runs[1].log[0].value == (1,) or found.runs[1].log[0].value == [1]
    assert found.snapshots[1].levels == {1: "core"}
    entry = next(iter(found.history.values()))
    back = taking_back(entry, word="undo")
    saved(store, back, undoes=entry.id)
    after = json.loads(store.data)

    def whole(tables):
        return {
            name: {
                key: {field: sorted(map(str, value)) if isinstance(value, list) and field != "log" else value
                      for field, value in document.items()}
                for key, document in table.items()
            }
            for name, table in tables.items()
            if name not in ("meta", "history")
        }  # fmt: skip

    assert whole(after) == whole(before)


def test_what_has_to_be_chosen() -> None:
    found = MemoryStore(TABLES).load().community
    fields = [one.field for one in differing(found.members[1], found.members[2])]
    assert fields == ["name", "organisation", "status"]


def test_with_oneself_or_nobody() -> None:
    found = MemoryStore(TABLES).load().community
    for other in (1, 77):
        with pytest.raises(UsageError):
            merge_people(found, 1, other)


texts = st.sampled_from(["", "a", "b"])
people = st.builds(
    Member,
    name=st.sampled_from(["Ann", "Annie"]),
    organisation=texts,
    emails=st.lists(texts.filter(bool), max_size=2, unique=True).map(tuple),
    contact_ok=st.sampled_from([None, True, False]),
)


@given(people, people, st.sets(st.sampled_from(["name", "organisation"])))
def test_no_value_is_lost_but_what_was_chosen_against(one: Member, two: Member, chosen) -> None:
    found = joined_record(one, two, chosen)
    assert set(found.emails) == {*one.emails, *two.emails}
    assert {found.name, *found.aliases} == {one.name, two.name}
    assert (found.contact_ok is False) == (False in (one.contact_ok, two.contact_ok))
    if not (one.organisation and two.organisation):
        assert found.organisation == (one.organisation or two.organisation)


def test_two_texts_under_one_heading_are_both_kept() -> None:
    kept = Member(id=1, name="Ann", more={"Shoe size": "38"}, handles={"slack": "ann"})
    other = Member(id=2, name="Ann", more={"Shoe size": "39"}, handles={"slack": "lee", "x": "a"})
    joined = joined_record(kept, other)
    assert joined.more == {"Shoe size": "38", "Shoe size 2": "39"}
    assert joined.handles == {"slack": "ann", "slack 2": "lee", "x": "a"}
