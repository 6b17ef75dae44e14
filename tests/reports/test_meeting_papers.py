"""A meeting on paper: its brief before, its minutes after, and which meeting is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from told import TODAY, session_on

from coptui.core.meetings.belonging import belonging_to, is_about_people
from coptui.core.model.community import Community
from coptui.core.views.presenting import fit_to_show
from coptui.errors import Ambiguous, UsageError
from coptui.reports.markdown import markdown
from coptui.reports.meeting import brief_of, choose_event, file_name, minutes_of
from coptui.session import Session


def call(day: str, there: tuple[int, ...] = (), **more: Any) -> dict[str, Any]:
    return {
        "title": "Call", "series": "Call", "starts_at": f"{day}T18:00", "ends_at": f"{day}T19:30",
        "status": "held", "attendance_taken": True,
        "attendance": {str(who): {"status": "attended"} for who in there}, **more,
    }  # fmt: skip


LAST = call(
    "2026-11-12", (1, 2, 3), topics=[1, 2], summary="We ended well.", place="by telephone",
    agenda="Quiet minute.", aftercare="Bo was shaken.",
    outside_guests=[{"name": "Dr Moss", "organisation": "Oslo"}],
)  # fmt: skip
LAST["attendance"] |= {"4": {"status": "excused"}, "5": {"status": "absent"}}
COMING = call("2026-11-24", topics=[1, 2], agenda="Endings.", status="confirmed", attendance_taken=False)  # fmt: skip
COMING["attendance"] = {"1": {"rsvp": "yes"}, "6": {"rsvp": "yes"}, "5": {"rsvp": "no"}}
TABLES = {
    "community": {"1": {"name": "Ours"}},
    "members": {
        "1": {"name": "Ann Lee"}, "2": {"name": "Bo"}, "3": {"name": "Cy", "consent": {"directory": False}},
        "4": {"name": "Di"}, "5": {"name": "Ed"}, "6": {"name": "Flo"},
    },
    "topics": {
        "1": {"title": "Endings", "outcome": "Say it first.", "next_step": "try it"},
        "2": {"title": "The Miller family", "confidential": True, "code": "case 14", "outcome": "Rang."},
    },
    "events": {
        "1": call("2026-08-12", (1, 2, 5)), "2": call("2026-09-12", (1, 2, 5)),
        "3": call("2026-10-12", (1, 2)), "4": LAST, "5": COMING,
        "6": call("2026-11-05", (1, 2), title="Clinic", series="", confidential=True, code="clinic 3",
                  summary="The Millers again.", place="at Bo's", topics=[2]),
        "7": call("2026-12-24", title="Call for cake", series="", status="planned", attendance_taken=False),
    },
    "asks": {
        "1": {"text": "Who has a form?", "asker": 4, "asked_on": "2026-11-01"},
        "2": {"text": "Who knows the Millers?", "asker": 5, "topic": 2},
        "3": {"text": "Answered.", "answered_by": [1]},
    },
    "actions": {
        "1": {"text": "print the card", "owner": 2, "due_on": "2026-12-01", "origin": {"kind": "event", "id": 4}},
        "2": {"text": "ring Ed", "owner": 1, "about": [5], "origin": {"kind": "event", "id": 4}},
        "3": {"text": "tell the Millers", "owner": 1, "origin": {"kind": "event", "id": 6}},
        "4": {"text": "book", "owner": 1, "state": "done", "done_on": "2026-11-14", "origin": {"kind": "event", "id": 4}},
    },
}  # fmt: skip


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return session_on(TABLES, tmp_path)


@pytest.fixture
def community(session: Session) -> Community:
    return session.community


def test_the_minutes(community: Community) -> None:
    text = markdown(minutes_of(community, community.events[4], TODAY))
    assert text == (
        "# Call: minutes\n\n"
        "- **When:** Thu 12 Nov 2026, 18:00 to 19:30\n"
        "- **Where:** by telephone\n"
        "- **Present:** 3 people: Ann Lee, Bo and 1 more\n"
        "- **Guests:** Dr Moss (Oslo)\n\n"
        "## Topics\n\n- Endings: Say it first; next: try it\n- case 14\n\n"
        "## Summary\n\nWe ended well.\n\n"
        "## Follow-ups\n\n"
        "- print the card (Bo, by Tue 1 Dec 2026)\n"
        "- book (Ann Lee, done Sat 14 Nov 2026)\n"
    )


def test_minutes_of_a_confidential_meeting(community: Community) -> None:
    document = minutes_of(community, community.events[6], TODAY)
    assert markdown(document) == (
        "# clinic 3: minutes\n\n"
        "- **When:** Thu 5 Nov 2026, 18:00 to 19:30\n- **Present:** 2 people\n\n"
        "## Topics\n\n- case 14\n"
    )
    assert "clinic" in file_name(document, community.events[6])


def test_minutes_of_a_meeting_to_come_say_so(community: Community) -> None:
    document = minutes_of(community, community.events[5], TODAY)
    assert "- **Present:** hasn't taken place yet" in markdown(document)
    assert "coptui brief" in document.hints[0]


def test_while_presenting_minutes_name_no_more_people_than_else(community: Community) -> None:
    shown = fit_to_show(community)
    text = markdown(minutes_of(shown, shown.events[4], TODAY))
    assert "Cy" not in text
    assert "Bo" in text
    assert "print the card" not in text


def test_the_brief(session: Session) -> None:
    community = session.community
    text = markdown(brief_of(community, community.events[5], TODAY, session.settings))
    assert "- **When:** Tue 24 Nov 2026, 18:00 to 19:30 (in 2 days)" in text
    assert "## Topics\n\n- Endings: next: try it\n- case 14\n" in text
    assert "## Agenda\n\nEndings.\n" in text
    assert "## Said yes: 2\n\nAnn Lee, Flo\n" in text
    assert "## Coming for the first time\n\nFlo\n" in text
    assert "## Missed the last two events\n\nEd\n" in text
    assert "## Open requests\n\n- Who has a form? (Di, Sun 1 Nov 2026)\n- case 14 (Ed)\n" in text
    assert "- print the card (Bo, by Tue 1 Dec 2026)" in text
    assert "Answered." not in text


def test_a_brief_with_nothing_says_what_would_stand_there(session: Session) -> None:
    empty = session.community
    document = brief_of(empty, empty.events[7], TODAY, session.settings)
    text = markdown(document)
    assert text.startswith("# Call for cake: brief\n\n- **When:** Thu 24 Dec 2026")


@pytest.mark.parametrize(
    ("words", "before", "event"),
    [
        ("", True, 5), ("", False, 4), ("6", True, 6), ("2026-10-12", False, 3),
        ("call", True, 5), ("call", False, 4), ("CLINIC 3", False, 6), ("cake", True, 7),
    ],
)  # fmt: skip
def test_which_event_is_meant(community: Community, words: str, before: bool, event: int) -> None:
    assert choose_event(community, words, TODAY, before=before).id == event


def test_a_confidential_title_finds_nothing(community: Community) -> None:
    with pytest.raises(UsageError, match="No event matches"):
        choose_event(community, "Clinic by its real name", TODAY, before=False)
    with pytest.raises(Ambiguous, match="matches several"):
        choose_event(community, "c", TODAY, before=False)


def test_where_there_is_no_event(tmp_path: Path) -> None:
    empty = session_on({"community": {"1": {"name": "Ours"}}}, tmp_path).community
    with pytest.raises(UsageError, match="No event is coming up"):
        choose_event(empty, "", TODAY, before=True)
    with pytest.raises(UsageError, match="No event has taken place yet"):
        choose_event(empty, "", TODAY, before=False)


def test_the_minutes_say_how_many_follow_ups_they_leave_out(session: Session) -> None:
    for event in session.community.held:
        mine = belonging_to(session.community, event.id).follow_ups
        about = [action for action in mine if is_about_people(session.community, action)]
        paper = minutes_of(session.community, event, TODAY)
        said = [hint for hint in paper.hints if "left out" in hint and "follow-up" in hint]
        assert [hint.split()[0] for hint in said] == ([str(len(about))] if about else [])
    assert any(
        "follow-up" in hint
        for event in session.community.held
        for hint in minutes_of(session.community, event, TODAY).hints
    )
