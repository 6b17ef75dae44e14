"""Records as documents: what stands in the file, no more."""

from __future__ import annotations

from datetime import date

from coptui.core.model.records import Attendance, Consent, Event, Member, RoleHeld, document


def test_a_document_is_plain_json_without_id_and_unset_fields() -> None:
    member = Member(
        id=7,
        name="A",
        tags=("x", "y"),
        roles=(RoleHeld(role="host", since=date(2026, 1, 2)),),
        consent=Consent(photos=False),
    )
    assert document(member) == {
        "name": "A",
        "tags": ["x", "y"],
        "roles": [{"role": "host", "since": "2026-01-02"}],
        "consent": {"photos": False},
    }
    assert document(Member(id=7, name="A")) == {"name": "A"}


def test_keys_of_maps_are_text_and_an_empty_entry_stays() -> None:
    event = Event(title="T", starts_at="2026-01-02", attendance={3: Attendance()})
    assert document(event)["attendance"] == {"3": {}}
