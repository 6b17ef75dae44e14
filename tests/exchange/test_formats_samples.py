"""The sample files that are shipped, so that an import can be tried."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from coptui.core.model.records import Source
from coptui.exchange.planning.plan import plan
from coptui.exchange.reading import read
from coptui.exchange.tables.found import Found, Hints
from coptui.samples import SAMPLES, copy_sample
from coptui.store.layout import parse
from coptui.store.reading import community_of

FILES = Path(__file__).resolve().parents[2] / "sample_data" / "imports"


def sample(name: str) -> Found:
    return read((FILES / name).read_bytes(), Hints(name=name, today="2026-11-20"))


def test_the_samples_are_read() -> None:
    zoom, teams = sample("zoom-participants.csv"), sample("teams-attendance.csv")
    assert [(one.name, one.minutes) for one in zoom.events[0].people] == [
        ("Amara O.", 66),
        ("Beth Lindqvist (she/her)", 53.5),
        ("Whitfield, Dana", 61),
        ("Emil Sorensen", 58),
        ("Farah Aziz (Eastgate Clinic)", 60),
        ("Hanna Sato", 50),
        ("Ines Carrasco", 55),
        ("read.ai meeting notes", 60),
        ("15550100", 25),
    ]
    # The single sessions count, not the span from first to last.
    assert [(one.name, one.minutes) for one in teams.events[0].people] == [
        ("Ingrid Vasquez-Holm", 148.92),
        ("Gideon Strand", 133),
        ("Seshadri, Parvati", 145),
        ("Zoltan Kerekes (External)", 80),
        ("Otto Brandvolt", 120),
        ("Priya Raman (Unverified)", 135),
    ]
    roster, calendar = sample("roster.csv"), sample("calendar.ics")
    assert roster.people[0].fields["more"] == {"Shift": "evenings"}
    assert [(one.title, one.starts_at) for one in calendar.events] == [
        ("Community call", "2026-12-08T12:00"),
        ("Community call", "2026-12-22T12:00"),
        ("Community call", "2027-01-05T12:00"),
        ("Winter training", "2027-01-16"),
        ("Community call", "2027-01-19T12:00"),
    ]
    assert len(sample("address-book.vcf").people) == 2


@pytest.mark.parametrize("today", [date(2026, 11, 25), date(2031, 3, 2)])
@pytest.mark.parametrize("name", SAMPLES)
def test_in_a_demo_a_file_finds_its_meeting_and_most_of_its_people(
    name: str, today: date, tmp_path: Path
) -> None:
    path = copy_sample(name, tmp_path, today)
    community, _ = community_of(parse(path.read_bytes(), path.name))
    (file,) = [
        one for one in SAMPLES[name].imports if one.endswith(("participants.csv", "attendance.csv"))
    ]
    found = read(
        (tmp_path / file).read_bytes(), Hints(name=file, today=str(today), day_first=False)
    )
    made = plan(community, found, today=today, source=Source(file=file))
    assert [meeting.state for meeting in made.meetings] == ["known"]
    states = Counter(row.state for row in made.rows)
    assert states["matched"] >= 4
    assert any(row.suggestions for row in made.open), "somebody is only alike"
    assert any(not row.suggestions for row in made.open), "somebody is new"


def test_the_samples_are_named_where_samples_are_told() -> None:
    page = (FILES.parent / "README.md").read_text(encoding="utf-8")
    for path in FILES.iterdir():
        assert f"`{path.name}`" in page
