"""Who knows whom, as far as it is recorded."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from evidence_fixture import (
    ANN,
    BETH,
    CARL,
    CORA,
    DANA,
    EMIL,
    PEOPLE,
    TODAY,
    ago,
    by_id,
    calls,
    circle,
    meeting,
    person,
)

from coptui.core.model.records import Ask, Topic, Touch
from coptui.evidence.line import Evidence
from coptui.evidence.registry import evidence, reading

ALL = [[ANN, BETH, CARL, DANA, EMIL]] * 3


def whys(found: Evidence) -> list[tuple[str, str]]:
    return [(row.name, row.why) for row in found.rows]


def test_who_comes_often_and_knows_nobody() -> None:
    members = {**PEOPLE, ANN: person(ANN, knows=(BETH,)), CARL: person(CARL, buddy=DANA)}
    found = evidence("ties", circle(members, events=calls(*ALL)), TODAY)
    assert (found.value, found.n, found.direction) == (1, 5, "context")
    assert (
        found.text
        == "1 without recorded ties: Emil; 2 circles of acquaintances, 0 people link others"
    )
    assert whys(found) == [
        (
            "Emil",
            "comes often; it isn't recorded that they know anyone here; at the same events as Ann and Beth",
        )
    ]
    assert (found.figures["ties"], found.figures["new"]) == (2, 0)
    assert found.figures["density"] == pytest.approx(100 * 2 / 15)


def test_each_kind_of_tie() -> None:
    def ties(**tables: Any) -> float | None:
        return evidence("ties", circle(**tables), TODAY).figures["ties"]

    hosted = by_id(meeting(1, ago(3), [ANN], hosts=(ANN, BETH, CARL)))
    assert ties(events=hosted) == 3
    assert ties(topics=by_id(Topic(id=1, title="x", opened_on=ago(3), stewards=(ANN, BETH)))) == 1
    asked = Ask(id=1, text="x", asker=ANN, answered_by=(BETH, ANN), asked_on=ago(3))
    assert ties(asks=by_id(asked)) == 1
    met = Touch(id=1, on=ago(3), by=CORA, members=(ANN, BETH), kind="introduction")
    assert ties(touches=by_id(met)) == 1
    spoke = Touch(id=1, on=ago(3), by=CORA, members=(ANN, BETH), kind="check-in")
    assert ties(touches=by_id(spoke)) is None
    assert ties(members={**PEOPLE, ANN: person(ANN, introduced_by=BETH)}) == 1
    assert ties(events=calls(*ALL)) is None


def test_a_go_between_alone_links_two_groups() -> None:
    members = {
        **PEOPLE,
        ANN: person(ANN, knows=(BETH, CARL)),
        BETH: person(BETH, knows=(CARL,)),
        CARL: person(CARL, knows=(DANA, EMIL)),
        DANA: person(DANA, knows=(EMIL,)),
    }
    found = evidence("ties", circle(members, events=calls(*ALL)), TODAY)
    assert (
        found.text
        == "everyone who comes often knows someone here; 1 circle of acquaintances, 1 person links others"
    )
    assert whys(found) == [("Carl", "the only link between some people")]
    assert (found.figures["go_betweens"], found.figures["largest_group"]) == (1, 5)


def test_who_meets_others_only_through_the_coordinator() -> None:
    cora = PEOPLE[CORA]
    members = {
        **PEOPLE,
        ANN: person(ANN, knows=(CORA, BETH), organisation="Harbour"),
        BETH: person(BETH, organisation="harbour"),
        DANA: person(DANA, knows=(cora.id,)),
    }
    found = evidence("ties", circle(members, events=calls(*ALL)), TODAY)
    assert found.figures["through_coordinators"] == 1
    assert ("Dana", "knows only the coordinators so far") in whys(found)
    assert found.figures["across"] == 0


def test_introductions_and_whether_something_came_of_them() -> None:
    touches = by_id(
        Touch(
            id=1, on=ago(5), by=CORA, members=(ANN, BETH), kind="introduction", led_to="a secret"
        ),
        Touch(id=2, on=ago(4), by=CORA, members=(CARL, DANA), kind="introduction"),
        Touch(id=3, on=ago(200), by=CORA, members=(ANN, BETH), kind="introduction"),
    )
    found = evidence("ties", circle(events=calls(*ALL), touches=touches), TODAY)
    assert whys(found)[-2:] == [
        ("Ann and Beth", "introduced 25 Jun; it led to something"),
        ("Carl and Dana", "introduced 26 Jun; nothing noted yet"),
    ]
    figures = found.figures
    assert (figures["introductions"], figures["led_to_something"], figures["new"]) == (2, 1, 1)
    before = reading("ties", circle(events=calls(*ALL), touches=touches), TODAY).then
    assert before.figures["ties"] == 1


def test_who_has_left_or_is_a_guest_ties_nobody() -> None:
    members = {
        **PEOPLE,
        ANN: person(ANN, knows=(BETH, CARL, DANA)),
        BETH: person(BETH, status="left", left_on=ago(5)),
        CARL: person(CARL, status="guest"),
    }
    assert evidence("ties", circle(members), TODAY).figures["ties"] == 1
    assert evidence("ties", circle(members), ago(6)).figures["ties"] == 2


def test_no_data() -> None:
    assert evidence("ties", circle(events=calls(*ALL)), TODAY).text == (
        "not recorded yet: record who knows who, and introductions"
    )
    known = {**PEOPLE, ANN: person(ANN, knows=(BETH,))}
    found = evidence("ties", circle(known), TODAY)
    assert found.text == "not recorded yet: note who came to events, to see who comes often"
    assert found.figures["groups"] == 1


def test_without_networkx_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "networkx", None)
    members = {**PEOPLE, ANN: person(ANN, knows=(BETH,))}
    found = evidence("ties", circle(members, events=calls(*ALL)), TODAY)
    assert found.text == "needs an additional program: pip install 'coptui[ties]'"
    assert found.no_data


def test_networkx_is_loaded_for_this_line_alone() -> None:
    program = (
        "import sys; from datetime import date; from coptui.core.model.community import Community;"
        "from coptui.evidence.registry import LINES, evidence;"
        "[evidence(name, Community(), date(2026, 1, 1)) for name in LINES];"
        "sys.exit('networkx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
