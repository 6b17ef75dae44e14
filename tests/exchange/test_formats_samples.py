"""The sample files that are shipped, so that an import can be tried."""

from __future__ import annotations

from pathlib import Path

from coptui.exchange import read
from coptui.exchange.found import Found, Hints

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data" / "imports"


def sample(name: str) -> Found:
    return read((SAMPLES / name).read_bytes(), Hints(name=name, today="2026-11-20"))


def test_the_samples_are_read() -> None:
    zoom, teams = sample("zoom-participants.csv"), sample("teams-attendance.csv")
    assert [(one.name, one.minutes) for one in zoom.events[0].people] == [
        ("Rosa Whitfield", 94),
        ("Dell Okafor", 83.5),
        ("Maya (Maya Lindqvist)", 91),
        ("read.ai meeting notes", 90),
        ("15550100", 25),
    ]
    assert [(one.name, one.emails, one.minutes) for one in teams.events[0].people] == [
        ("Priya Raman", ("priya@example.com",), 92.42),
        ("Castellano, Theo (External)", ("theo@example.org",), 73),
        ("Wen Li (Unverified)", (), 20),
    ]
    assert [one.name for one in sample("address-book.vcf").people] == [
        "Rosa Whitfield",
        "Maya Lindqvist",
        "Theo Castellano",
    ]


def test_the_roster_and_the_calendar_are_read() -> None:
    roster, calendar = sample("roster.csv"), sample("calendar.ics")
    assert [one.name for one in roster.people] == [
        "Rosa Whitfield", "Dell Okafor", "Maya Lindqvist", "Castellano, Theo", "Ines Carrasco", "Sam Adeyemi",
    ]  # fmt: skip
    assert roster.people[0].fields["more"] == {"Shift": "evenings"}
    assert roster.notes == ("Kept as text with each person, privately: Shift.",)
    assert [(one.title, one.starts_at) for one in calendar.events] == [
        ("Supervision circle", "2026-09-09T17:30"),
        ("Supervision circle", "2026-10-14T17:30"),
        ("Supervision circle", "2026-11-11T17:30"),
        ("Supervision circle", "2026-12-09T17:30"),
        ("Supervision circle", "2027-01-13T17:30"),
        ("Winter training", "2027-01-16"),
        ("Supervision circle", "2027-02-10T17:30"),
    ]


def test_the_samples_are_named_where_samples_are_told() -> None:
    page = (SAMPLES.parent / "README.md").read_text(encoding="utf-8")
    for path in SAMPLES.iterdir():
        assert f"`{path.name}`" in page
