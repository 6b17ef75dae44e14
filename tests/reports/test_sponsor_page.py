"""What a sponsor reads: stories that may be told, people counted, one need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from told import SINCE, TODAY, session_on

from coptui.reports.document import Figure, Quote, Section, Strips
from coptui.reports.markdown import markdown
from coptui.reports.sponsor import sponsor, stories


def story(on: str, text: str, **more: Any) -> dict[str, Any]:
    return {"on": on, "text": text, "consent": "public", **more}


STORIES = {
    "1": story("2026-02-01", "long ago, and far", cycle="transformative"),
    "2": story("2026-09-01", "a first try", cycle="immediate", teller=1),
    "3": story("2026-10-01", "used", cycle="applied", previous=2, teller=2),
    "4": story("2026-10-05", "it went wrong", cycle="realised", tone="bad"),
    "5": story("2026-10-06", "among us", cycle="realised", consent="core"),
    "6": story("2026-10-07", "nobody asked", cycle="realised", consent=None),
    "7": story("2026-10-08", "of a case", cycle="realised", topic=1),
    "8": story(
        "2026-11-01", "saves an hour", cycle="realised", teller=1,
        measure={"value": 2.5, "unit": "hours a week"}, certainty=0.7,
    ),
    "9": story("2026-12-01", "still to come"),
}  # fmt: skip
MEMBERS = {
    str(n): {"name": f"Person {n}", "joined_on": "2026-01-01", "consent": {"quotes": n == 1}}
    for n in range(1, 6)
}


def tables(**more: Any) -> dict[str, Any]:
    return {
        "community": {"1": {"name": "Ours", "purpose": "We read together."}},
        "members": MEMBERS, "stories": STORIES,
        "topics": {"1": {"title": "The Miller family", "confidential": True, "code": "case 14"}},
        **more,
    }  # fmt: skip


def test_three_stories_of_the_span_first_and_one_of_a_chain(tmp_path: Path) -> None:
    session = session_on(tables(), tmp_path)
    told = [one.text for one in stories(session.community, SINCE, TODAY)]
    assert told == ["saves an hour", "used", "long ago, and far"]


def test_named_only_who_agreed(tmp_path: Path) -> None:
    document = sponsor(session_on(tables(), tmp_path), SINCE)
    (section,) = [part for part in document.blocks if isinstance(part, Section) and "members gained" in part.title]  # fmt: skip
    assert [block.by for block in section.blocks if isinstance(block, Quote)] == [
        "Person 1, Sun 1 Nov 2026, 2.5 hours a week (70% sure)",
        "A member, Thu 1 Oct 2026",
        "A member, Sun 1 Feb 2026",
    ]
    assert not document.hints
    text = markdown(document)
    assert "We read together." in text
    assert "Miller" not in text
    assert "case 14" not in text
    assert "A date and a room for the next event." in text


def test_few_people_are_counted_and_no_share_is_told(tmp_path: Path) -> None:
    held = {
        "1": {
            "title": "Call", "series": "Call", "starts_at": "2026-11-10T18:00", "status": "held",
            "hosts": [1], "attendance_taken": True,
            "attendance": {str(n): {"status": "attended"} for n in (1, 2)},
        }
    }  # fmt: skip
    document = sponsor(session_on(tables(events=held), tmp_path), SINCE)
    text = markdown(document)
    assert "5 members." in text
    assert "2 people at the one event." in text
    assert "| core" in text
    assert "%" not in text.replace("70% sure", "")
    assert "Wenger" not in text


def test_many_are_set_beside_the_observed_band(tmp_path: Path) -> None:
    members = {str(n): {"name": f"Person {n}"} for n in range(1, 25)}
    held = {
        str(m): {
            "title": "Call", "series": "Call", "starts_at": f"2026-{m:02}-10T18:00",
            "status": "held", "hosts": [1], "attendance_taken": True,
            "attendance": {str(n): {"status": "attended"} for n in range(1, 23)},
        }
        for m in (9, 10, 11)
    }  # fmt: skip
    document = sponsor(session_on(tables(events=held, members=members), tmp_path), SINCE)
    (people,) = [part for part in document.blocks if isinstance(part, Section) and part.title == "Who takes part"]  # fmt: skip
    charts = [block.chart for block in people.blocks if isinstance(block, Figure)]
    (strips,) = [chart for chart in charts if isinstance(chart, Strips)]
    assert {strip.label: strip.band for strip in strips.strips} == {
        "core": (10, 15), "active": (15, 20), "occasional": None, "quiet": None,
    }  # fmt: skip
    assert "Wenger" in markdown(document)
    assert "10 to 15 %" in markdown(document)


def test_where_core_is_not_known_nothing_is_set_beside_a_band(tmp_path: Path) -> None:
    members = {str(n): {"name": f"Person {n}"} for n in range(1, 25)}
    held = {
        str(m): {
            "title": "Call", "series": "Call", "starts_at": f"2026-{m:02}-10T18:00",
            "status": "held", "attendance_taken": True,
            "attendance": {str(n): {"status": "attended"} for n in range(1, 23)},
        }
        for m in (9, 10, 11)
    }  # fmt: skip
    text = markdown(sponsor(session_on(tables(events=held, members=members), tmp_path), SINCE))
    assert "not recorded yet: add hosts to events" in text
    assert "Elsewhere" not in text


def test_what_is_missing_is_said_beside_the_page(tmp_path: Path) -> None:
    document = sponsor(session_on(tables(stories={}), tmp_path), SINCE)
    assert "No story may be shown in public yet." in markdown(document)
    assert "room for 3 stories; none may be told so far" in document.hints[0]
    assert document.hints[0] not in markdown(document)
