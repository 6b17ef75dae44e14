"""What a sponsor reads: stories that may be told, people counted, one need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from told import SINCE, TODAY, session_on

from coptui.core.finding.search import find
from coptui.core.forgetting.plan import documents_of, plan
from coptui.core.forgetting.request import Request
from coptui.core.lists.listing import Listing, count_of_all, ids_in
from coptui.core.model.community import Community
from coptui.core.model.records import Attendance, Consent, Event, Member, OutsideGuest, Story
from coptui.core.model.settings import Settings
from coptui.evidence.quoting import in_marks, quotable, teller_of, told_text
from coptui.evidence.registry import LINES, evidence
from coptui.exchange.writers.members import members
from coptui.reports.document import DocumentSection, Figure, Quote, Strips
from coptui.reports.figures import attendance
from coptui.reports.markdown import markdown
from coptui.reports.sponsor import sponsor, stories
from coptui.reports.value_matrix import value_matrix


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
    (section,) = [part for part in document.blocks if isinstance(part, DocumentSection) and "members gained" in part.title]  # fmt: skip
    assert [block.by for block in section.blocks if isinstance(block, Quote)] == [
        "Person 1, Sun 1 Nov 2026, 2.5 hours a week (70% sure)",
        "A colleague, Thu 1 Oct 2026",
        "A colleague, Sun 1 Feb 2026",
    ]
    assert not document.hints
    text = markdown(document)
    assert "We read together." in text
    assert "Miller" not in text
    assert "case 14" not in text
    assert "A date and a room for the next event." in text


def test_stories_are_set_beside_what_shows_them(tmp_path: Path) -> None:
    kept = {
        "1": {"title": "Sheet", "uses": [{"on": "2026-11-02", "by": 2, "what": "a secret"}]},
        "2": {"title": "Card", "added_on": "2027-01-01"},
    }
    held = {
        "1": {
            "title": "Call", "starts_at": "2026-11-10T18:00", "status": "held",
            "attendance_taken": True, "attendance": {"1": {"status": "attended"}},
        }
    }  # fmt: skip
    matrix = value_matrix(
        session_on(tables(library=kept, events=held), tmp_path).community, SINCE, TODAY
    )
    assert matrix is not None
    assert matrix.rows == (
        ("immediate", "1", "1 event with attendance, 1 person"),
        ("potential", "-", "1 item in the library"),
        ("applied", "1", "1 library item used"),
        ("realised", "1", "2.5 hours a week"),
    )
    assert value_matrix(Community(), SINCE, TODAY) is None


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
    assert "5 members now." in text
    assert "1 event. 2 people came." in text
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
    (people,) = [part for part in document.blocks if isinstance(part, DocumentSection) and part.title == "Who takes part"]  # fmt: skip
    charts = [block.chart for block in people.blocks if isinstance(block, Figure)]
    (strips,) = [chart for chart in charts if isinstance(chart, Strips)]
    assert {strip.label: strip.band for strip in strips.strips} == {
        "core": (10, 15), "active": (15, 20), "occasional": None, "quiet": None,
    }  # fmt: skip
    assert "Wenger" in markdown(document)
    assert "10 to 15%" in markdown(document)


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
    assert "room for 3 stories; so far you have consent to tell none" in document.hints[0]
    assert document.hints[0] not in markdown(document)


PEOPLE = {
    1: Member(id=1, name="Ann Lee", consent=Consent(quotes=True)),
    2: Member(id=2, name="Ann Roe", aliases=("Annie",), handles={"github": "@aroe"}),
    3: Member(id=3, name="Dana Price", emails=("dana@example.org",), consent=Consent(quotes=False)),
    4: Member(id=4, name="陈美玲"),
    5: Member(id=5, name="Will Day"),
}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann Lee and ann roe used it.", "Ann Lee and a colleague used it."),
        ("Then Ann said so, as did Annie.", "Then a colleague said so, as did a colleague."),
        (
            "Dana's sheet. Roe wrote to aroe.",
            "A colleague's sheet. A colleague wrote to a colleague.",
        ),
        ("Price it by hand; the price of Price", "Price it by hand; the price of a colleague"),
        ("dana@example.org has it", "A colleague has it"),
        ("于是陈美玲用了", "于是a colleague用了"),
        ("day after day we will", "day after day we will"),
        ("Ida Webb from the clinic told us", "A colleague from the clinic told us"),
    ],
)
def test_nobody_is_named_within_a_story_who_has_not_agreed(text: str, told: str) -> None:
    event = Event(id=1, title="x", outside_guests=(OutsideGuest(name="Ida Webb"),))
    community = Community(members=PEOPLE, events={1: event})
    assert told_text(community, Story(id=1, text=text)) == told


@given(st.sampled_from(sorted(PEOPLE)), st.text(max_size=20), st.text(max_size=20), st.booleans())
def test_a_recorded_name_stands_in_a_story_only_of_one_who_agreed(
    number: int, before: str, after: str, agreed: bool
) -> None:
    member = replace(PEOPLE[number], consent=Consent(quotes=agreed))
    community = Community(members={number: member})
    text = f"{before} {member.name} {after}"
    assert (member.name in told_text(community, Story(id=1, text=text))) == agreed
    assert agreed or quotable(Community(), text) == text


QUOTED = replace(PEOPLE[2], name="Zoë Hart", aliases=("Zo",))


@given(st.sampled_from(["Zoë", "Zoë Hart", "zo", "Zoë  "]), st.booleans(), st.text(max_size=30))
def test_words_that_bring_their_speaker_are_said_once_by_one_name(
    label: str, agreed: bool, more: str
) -> None:
    teller = replace(QUOTED, consent=Consent(quotes=agreed))
    community = Community(members={2: teller})
    said = f"mended{' '.join(more.replace(chr(34), ' ').split())}"
    told = Story(id=1, text=f'{label}: "{said}"', teller=2)
    quotation = told_text(community, told)
    assert quotation == quotable(community, said)
    assert in_marks(quotation).strip('"').count('"') == 0
    assert teller_of(community, told) == ("Zoë Hart" if agreed else "a colleague")
    unknown = told_text(community, replace(told, teller=None))
    assert agreed or unknown == quotation


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"I mended it."', '"I mended it."'),
        ("\u201cI mended it.\u201d", '"I mended it."'),
        ('she said "done", and "again"', "\"she said 'done', and 'again'\""),
        ('"Done", she said, "again"', "\"'Done', she said, 'again'\""),
    ],
)
def test_a_quotation_has_one_pair_of_marks(text: str, shown: str) -> None:
    assert in_marks(told_text(Community(), Story(id=1, text=text))) == shown


def test_the_page_and_its_last_sentence_say_what_was_checked(tmp_path: Path) -> None:
    told = tables(stories={"1": story("2026-11-01", "Person 2 used it, says Person 1", teller=1)})
    page = markdown(sponsor(session_on(told, tmp_path), SINCE))
    assert "A colleague used it, says Person 1" in page and "Person 2" not in page
    assert "Only names recorded in coptui were replaced" in page


def test_who_hosts_what_is_confidential_is_no_one_to_be_found(tmp_path: Path) -> None:
    """The page may not name that host, and must not ask for one either."""
    event = {
        "title": "Clinic",
        "starts_at": "2026-12-01",
        "status": "planned",
        "confidential": True,
    }
    tables = {"members": {"1": {"name": "Ann Lee"}}, "events": {"1": {**event, "hosts": [1]}}}
    assert "to host" not in markdown(sponsor(session_on(tables, tmp_path), SINCE))


def test_the_figures_of_members_say_what_they_count(tmp_path: Path) -> None:
    """Who joined and left in the period is in both figures; it is said only if anyone did."""
    members: dict[str, Any] = {
        str(n): {"name": f"P {n}", "joined_on": SINCE.isoformat()} for n in range(1, 5)
    }
    members["4"] |= {"status": "left", "left_on": TODAY.isoformat()}
    page = markdown(sponsor(session_on(tables(members=members), tmp_path), SINCE))
    assert "3 members now. In this period 4 joined and 1 left; 1 person did both." in page
    del members["4"]
    (tmp_path / "stayed").mkdir()
    stayed = session_on(tables(members=members), tmp_path / "stayed")
    assert "3 members now. In this period 3 joined.\n" in markdown(sponsor(stayed, SINCE))


@pytest.mark.parametrize("erased", [(6, 7), (5, 6), (7,)])
def test_who_was_erased_is_counted_as_one_who_left_nowhere(
    erased: tuple[int, ...], tmp_path: Path
) -> None:
    """Every list, figure, page and export is as if they had never been there."""
    day = "2026-10-01"
    people = {
        **MEMBERS,
        "5": {**MEMBERS["5"], "status": "left", "left_on": day},
        "6": {**MEMBERS["1"], "name": "Xenia", "joined_on": day},
        "7": {"name": "Yoko", "status": "guest", "joined_on": day},
    }
    never = tables(
        members={number: one for number, one in people.items() if int(number) not in erased}
    )
    after: dict[str, Any] = tables(members=people, erased={"1": {"mark": "m", "on": day}})
    for number in erased:
        living = [int(key) for key in after["members"]]
        request = Request(number, TODAY.isoformat(), "m")
        after = plan(documents_of(after), living, request, max(living) + 1).tables(after)
    (tmp_path / "never").mkdir()
    sessions = (session_on(never, tmp_path / "never"), session_on(after, tmp_path))
    assert len(sessions[1].community.members) == len(people)

    def said(community: Community) -> list[object]:
        readings = [evidence(line, community, TODAY, Settings()) for line in LINES]
        return [
            [*ids_in(community, Listing("members"), TODAY)],
            count_of_all(community, "members"),
            [found.id for found in find(community, "someone")],
            members(community, TODAY).text,
            quotable(community, "Ask someone who knows."),
            [(reading.text, reading.figures) for reading in readings],
        ]  # fmt: skip

    assert said(sessions[0].community) == said(sessions[1].community)
    assert markdown(sponsor(sessions[0], SINCE)) == markdown(sponsor(sessions[1], SINCE))


@given(st.lists(st.sampled_from(["taken", "held", "planned"]), max_size=5))
def test_attendance_says_at_how_many_events_it_was_taken(kinds: list[str]) -> None:
    """An event without attendance is neither one that no one came to, nor one that wasn't there."""
    events = {
        number: Event(
            id=number, title="Call", starts_at=f"2026-11-{number:02}",
            status="planned" if kind == "planned" else "held", attendance_taken=kind == "taken",
            attendance={1: Attendance(status="attended")} if kind == "taken" else {},
        )
        for number, kind in enumerate(kinds, 1)
    }  # fmt: skip
    block = attendance(Community(members=PEOPLE, events=events), SINCE, TODAY)
    said = block.says if isinstance(block, Figure) else str(block)
    taken, unsure = kinds.count("taken"), kinds.count("planned")
    assert ("no events took place" in said) == (not kinds)
    assert (f"taken at {taken} of {len(kinds)} events" in said) == (0 < taken < len(kinds))
    assert ("not recorded" in said) == (not taken and "held" in kinds)
    assert ("no one has said yet" in said or "not known yet" in said) == (unsure > 0)
