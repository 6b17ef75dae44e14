"""What members read once a month: nothing private, no one by name who hasn't agreed, and nothing where there is nothing to say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import SINCE, TODAY, session_on

from coptui.core.model.community import Community
from coptui.core.model.records import Ask, Consent, Member, Profile, RoleHeld, Story
from coptui.core.model.settings import Settings
from coptui.letters.plain import plain
from coptui.reports.document import DocumentSection, records
from coptui.reports.html import page
from coptui.reports.markdown import markdown
from coptui.reports.members import members_page

AGREED = {"directory": True}


def tables(**more: Any) -> dict[str, Any]:
    return {
        "community": {"1": {"name": "Harbour circle", "time_zone": "Europe/Berlin"}},
        "members": {
            "1": {"name": "Ann Lee", "joined_on": "2020-01-01", "consent": AGREED, "roles": [{"role": "coordinator"}]},
            "2": {"name": "Beth Moss", "joined_on": "2026-11-01", "consent": AGREED},
            "3": {"name": "Carl Diaz", "joined_on": "2026-11-02"},
            "4": {"name": "Dana Poe", "joined_on": "2026-11-03", "consent": AGREED, "contact_ok": False},
            "5": {"name": "Emil Rand", "joined_on": "2020-01-01", "consent": {**AGREED, "quotes": True}},
        },
        "topics": {"1": {"title": "The Okafor family", "confidential": True, "code": "case 14"}},
        "events": {
            "1": {"title": "Autumn call", "starts_at": "2026-11-10T18:00", "status": "held", "attendance_taken": True,
                  "attendance": {"1": {"status": "attended"}, "2": {"status": "absent"}}, "notes_url": "https://example.org/notes",
                  "aftercare": "Carl was tired", "pulse": [{"source": "member", "value": 1, "note": "dull"}]},
            "2": {"title": "The core alone", "starts_at": "2026-11-11", "status": "held", "space": "core"},
            "3": {"title": "Hard case", "starts_at": "2026-11-12", "status": "held", "confidential": True, "code": "case 15"},
            "4": {"title": "Winter meeting", "starts_at": "2026-12-04T18:00", "status": "confirmed", "place": "the quay"},
            "5": {"title": "A private talk", "starts_at": "2026-12-05", "status": "confirmed", "space": "private"},
            "6": {"title": "Called off", "starts_at": "2026-12-06", "status": "cancelled"},
        },
        "asks": {
            "1": {"text": "a rota for nights", "asker": 2, "asked_on": "2026-11-10"},
            "2": {"text": "Carl Diaz needs a reader", "asker": 3, "asked_on": "2026-11-11"},
            "3": {"text": "solved long ago", "asker": 2, "solved_on": "2026-11-01"},
            "4": {"text": "help with the family", "topic": 1, "asker": 2},
            "5": {"text": "left in peace", "asker": 4},
        },
        "stories": {
            "1": {"on": "2026-11-05", "text": "the sheet saved Carl an hour", "consent": "public", "teller": 5},
            "2": {"on": "2026-11-06", "text": "only for the core", "consent": "core"},
            "3": {"on": "2025-11-06", "text": "told a year ago", "consent": "public"},
        },
        **more,
    }  # fmt: skip


def parts(tables: dict[str, Any], folder: Path) -> dict[str, str]:
    """Each part of the page, as it reads."""
    document = members_page(session_on(tables, folder), SINCE)
    sections = (block for block in document.blocks if isinstance(block, DocumentSection))
    return {section.title: str(section.blocks) for section in sections}


def whole(tables: dict[str, Any], folder: Path) -> str:
    document = members_page(session_on(tables, folder), SINCE)
    return "\n".join(
        (markdown(document), page(document), plain(document), json.dumps(list(records(document))))
    )


def test_it_says_what_was_who_is_new_who_needs_help_what_is_next_and_what_was_used(
    tmp_path: Path,
) -> None:
    told = parts(tables(), tmp_path)
    assert [*told] == [
        "What we did",
        "New here",
        "Who can help?",
        "Next dates",
        "What members used",
    ]
    was, new, help_, next_, used = told.values()
    assert (
        "Autumn call: 1 present" in was and "https://example.org/notes" in was and "case 15" in was
    )
    assert "Beth Moss" in new and "2 others" in new
    assert "a rota for nights (write to Beth Moss)" in help_ and "write to Ann Lee" in help_
    assert "Winter meeting, 18:00, the quay" in next_
    assert "saved a colleague an hour" in used and "Emil Rand" in used


def test_nothing_private_and_no_one_who_has_not_agreed(tmp_path: Path) -> None:
    text = whole(tables(), tmp_path)
    for secret in ("Carl", "Diaz", "Dana", "Okafor", "Hard case", "The core alone", "A private talk", "Called off",
                   "tired", "dull", "solved long ago", "help with the family", "left in peace", "only for the core", "told a year ago"):  # fmt: skip
        assert secret not in text, secret


@pytest.mark.parametrize(
    ("table", "part"),
    [("events", "What we did"), ("members", "New here"), ("asks", "Who can help?"), ("events", "Next dates"), ("stories", "What members used")],
)  # fmt: skip
def test_a_part_with_nothing_to_say_is_left_out(table: str, part: str, tmp_path: Path) -> None:
    assert part not in parts(tables(**{table: {}}), tmp_path)


def test_with_nothing_to_say_there_is_no_page(tmp_path: Path) -> None:
    empty = {"community": tables()["community"], "members": {"1": tables()["members"]["1"]}}
    document = members_page(session_on(empty, tmp_path), SINCE)
    assert document.blocks == ()
    assert document.foot == ""
    assert document.hints


CONSENTS = st.tuples(*[st.sampled_from([True, False, None])] * 3)


@given(st.lists(CONSENTS, min_size=4, max_size=4))
@settings(max_examples=60)
def test_whoever_is_named_has_agreed_to_it(consents: list[tuple[bool | None, ...]]) -> None:
    """A new member, one who asks, one who looks after it and one who tells: named, and in texts."""
    names = [f"Zq{letter * 3} Xw{letter * 3}" for letter in "abcd"]
    everyone = ", ".join(names)
    members = {
        number: Member(
            id=number, name=name, contact_ok=contact_ok, consent=Consent(directory=directory, quotes=quotes),
            joined_on=date(2026, 11, 1), roles=(RoleHeld(role="coordinator"),) if number == 3 else (),
        )
        for number, (name, (directory, quotes, contact_ok)) in enumerate(zip(names, consents, strict=True), 1)
    }  # fmt: skip
    community = Community(
        profile=Profile(id=1, name="Circle"),
        members=members,
        asks={number: Ask(id=number, text=f"{everyone} seek a rota", asker=number) for number in members},
        stories={number: Story(id=number, on=date(2026, 11, 5), text=f"{everyone} saved an hour", teller=number, consent="public") for number in members},
    )  # fmt: skip
    source = SimpleNamespace(community=community, today=TODAY, settings=Settings())
    document = members_page(source, SINCE)  # type: ignore[arg-type]
    told = {
        block.title: str(block.blocks)
        for block in document.blocks
        if isinstance(block, DocumentSection)
    }
    for number, (directory, quotes, contact_ok) in enumerate(consents, 1):
        for title, text in told.items():
            if names[number - 1] in text:
                assert contact_ok is not False, title
                assert directory is True or (
                    quotes is True and title in ("What members used", "Who can help?")
                ), title
