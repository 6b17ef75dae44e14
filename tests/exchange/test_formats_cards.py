"""Address books as vCard, and calendars as iCalendar."""

from __future__ import annotations

from pathlib import Path

from coptui.exchange import read
from coptui.exchange.found import FoundEvent, FoundPerson, Hints

FIXTURES = Path(__file__).parent / "fixtures"


def test_cards_of_three_versions() -> None:
    data = (FIXTURES / "cards.vcf").read_bytes()
    found = read(data.replace(b"\n", b"\r\n"))
    assert (found.product, found.kind) == ("vCard", "people")
    assert found.people == (
        FoundPerson(
            1,
            "Jörg Müller",
            ("joerg@example.org",),
            {"organisation": "Stadtwerke", "unit": "Leitstelle", "phone": "+49 555 0100"},
        ),
        FoundPerson(
            13,
            "Grace Hopper",
            ("grace@example.org", "g.h@example.org"),
            {
                "location": "Arlington",
                "aliases": ["Amazing Grace"],
                "tags": ["core", "ships, boats"],
            },
        ),
        FoundPerson(
            26,
            "Ada Lovelace, a very long name that is folded at seventy-five octets by its program",
            ("ada@example.org",),
            {"time_zone": "Europe/London", "joined_on": "2020-02-13"},
        ),
    )
    assert [(one.line, one.text) for one in found.skipped] == [(37, "The core")]


def test_notes_are_read_only_on_request() -> None:
    data = (FIXTURES / "cards.vcf").read_bytes()
    assert all("notes" not in one.fields for one in read(data).people)
    notes = [one.fields.get("notes") for one in read(data, Hints(notes=True)).people]
    assert notes[2] == [{"text": "hello"}]


def test_a_broken_card_harms_no_other() -> None:
    found = read((FIXTURES / "cards_hostile.vcf").read_bytes())
    assert [(one.line, one.name, one.emails) for one in found.people] == [
        (6, "Grace Hopper", ("grace@example.org",)),
        (14, "Zoë", ()),
    ]
    assert [(one.line, one.reason) for one in found.skipped] == [
        (1, "a card that cannot be read"),
        (10, "neither a name nor an address"),
    ]


def test_events_keep_the_clock_of_their_zone_and_who_answered_what() -> None:
    found = read((FIXTURES / "calendar.ics").read_bytes(), Hints(today="2026-05-01"))
    assert (found.product, found.kind, found.skipped) == ("Calendar (iCalendar)", "events", ())
    one, four, two, three = found.events
    assert one == FoundEvent(
        line=6,
        title="Rota, and swaps",
        starts_at="2026-03-03T18:30",
        ends_at="2026-03-03T20:00",
        time_zone="Europe/Berlin",
        uid="one@example.org",
        place="Room 1",
        url="https://example.org/one",
        text="First line\nsecond",
        people=(
            FoundPerson(6, "Grace Hopper", ("grace@example.org",), rsvp="yes", role="organizer"),
            FoundPerson(6, "Doe, Jane", ("jane@example.org",), rsvp="no"),
            FoundPerson(6, "", ("bo@example.org",), rsvp="maybe"),
            FoundPerson(6, "", ("cy@example.org",)),
        ),
    )
    assert (two.starts_at, two.time_zone, two.cancelled) == (
        "2026-07-10T18:00",
        "Europe/Berlin",
        True,
    )
    assert (three.starts_at, three.ends_at, three.all_day) == ("2026-09-01", "2026-09-02", True)
    assert (four.starts_at, four.ends_at, four.time_zone) == (
        "2026-04-01T09:00",
        "2026-04-01T09:45",
        "",
    )


def test_a_series_is_told_within_the_horizon_with_its_exceptions() -> None:
    data = (FIXTURES / "calendar_series.ics").read_bytes()
    found = read(data, Hints(today="2026-03-20", horizon_days=30))
    assert [(one.title, one.starts_at) for one in found.events] == [
        ("Weekly", "2026-03-18T18:00"),
        ("Too often", "2026-03-18T18:00+00:00"),
        ("Weekly, moved", "2026-04-02T20:00"),
        ("Weekly", "2026-04-08T18:00"),
        ("Weekly", "2026-04-15T18:00"),
    ]
    assert {one.uid for one in found.events if one.title.startswith("Weekly")} == {
        "series@example.org"
    }
    assert found.events[0].recurrence == "FREQ=WEEKLY"
    assert [(one.line, one.text) for one in found.skipped] == [(11, "Broken"), (29, "Buy cake")]
