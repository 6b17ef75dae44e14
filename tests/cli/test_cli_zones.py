"""An event in another zone: its time on the community's clock and the other beside it, on every paper."""

from __future__ import annotations

import json

import pytest


@pytest.fixture
def abroad(file):
    tables = json.loads(file.read_text())
    tables["community"]["1"]["time_zone"] = "Europe/Berlin"
    tables["events"]["77"] = {
        "title": "Call abroad", "starts_at": "2026-03-20T12:00", "ends_at": "2026-03-20T13:00", "time_zone": "America/New_York", "status": "confirmed",
    }  # fmt: skip
    file.write_text(json.dumps(tables))
    return file


@pytest.mark.parametrize(
    "words", [("brief", "Call abroad"), ("minutes", "Call abroad"), ("export", "md")], ids=" ".join
)
def test_a_paper_shows_both_clocks(coptui, abroad, words) -> None:
    # In March New York's summer time is on and Berlin's isn't: five hours.
    result = coptui("-f", abroad, *words)
    assert "17:00" in result.out, result.err
    assert "12:00 in New York" in result.out


def test_a_calendar_keeps_the_clock_of_its_zone(coptui, abroad) -> None:
    assert (
        "DTSTART;TZID=America/New_York:20260320T120000" in coptui("-f", abroad, "export", "ics").out
    )
