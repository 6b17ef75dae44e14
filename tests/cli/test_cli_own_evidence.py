"""A community's own evidence lines at the command line: shown, walked with, checked."""

import pytest

from coptui.evidence.registry import LINES

OWN = """\
lines:
  - id: meetings
    title: meetings held
    value: counts.events
    text: "{value} held"
"""
WALK = """\
id: own-walk
version: 1
title: Own walk
sections:
  - title: Us
    steps:
      - id: enough
        ask: Do we meet enough?
        evidence: [meetings]
        when: meetings.value >= 1
"""


@pytest.fixture
def own(file):
    """An own line, and a checklist that shows it."""
    (file.parent / "evidence.yaml").write_text(OWN)
    (file.parent / "checklists" / "own-walk.yaml").write_text(WALK)
    return file


def test_it_stands_after_the_shipped_ones(coptui, own):
    lines = [line.split("\t")[:2] for line in coptui("-f", own, "evidence").lines]
    assert [name for name, _ in lines] == [*LINES, "meetings"]
    assert lines[-1] == ["meetings", "1 held"]
    assert coptui("-f", own, "evidence", "meetings", "--json").records[0]["value"] == 1
    assert "did you mean meetings" in coptui("-f", own, "evidence", "meeting").err.lower()


def test_a_walk_shows_it_asks_by_it_and_keeps_it(coptui, own, saved):
    ended = coptui("-f", own, "walk", "own-walk", "--plain", typed="3\n")
    assert "  meetings held: now 1 held; on 14 Dec: no data" in ended.lines
    kept = saved(own)["runs"]["1"]["log"][0]["evidence"]
    assert kept == {"meetings": {"value": 1.0, "text": "1 held", "n": 1}}


def test_a_mistake_is_named_with_its_place_and_hides_nothing_else(coptui, own):
    (own.parent / "evidence.yaml").write_text(OWN.replace("counts.events", "counts.evnts"))
    lint = coptui("-f", own, "checklists", "lint")
    assert lint.code == 1
    assert any("evidence.yaml:4:12: `value:` counts has no figure evnts" in it for it in lint.lines)
    assert any("no evidence line 'meetings'" in it for it in lint.lines)
    shown = coptui("-f", own, "evidence")
    assert len(shown.lines) == len(LINES)
    assert "Left out: meetings, because of " in shown.err
    assert "evidence.yaml:4:12: `value:` counts has no figure evnts" in shown.err


def test_a_line_that_is_right_works_beside_one_that_is_not(coptui, own):
    third = OWN.removeprefix("lines:\n").replace("id: meetings", "id: third")
    third = third.replace("counts.events", "counts.evnts")
    (own.parent / "evidence.yaml").write_text(OWN + third)
    asked = coptui("-f", own, "evidence", "meetings")
    assert asked.lines[0].startswith("meetings\t1 held")
    (left_out,) = asked.err.splitlines()
    assert left_out.startswith("Left out: third, because of ")


def test_a_file_of_lines_can_be_checked_by_name(coptui, own):
    assert coptui("checklists", "lint", own.parent / "evidence.yaml").code == 0
