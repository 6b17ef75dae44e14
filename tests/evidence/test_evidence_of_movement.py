"""Movement of levels, people who returned, activity, where people come from, how long they stay."""

from __future__ import annotations

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

from coptui.core.model.community import Community
from coptui.core.model.records import Attendance, Break, Contribution, Profile, RoleHeld, Touch
from coptui.evidence.line import Evidence
from coptui.evidence.registry import evidence, reading

EXCUSED = Attendance(status="excused")


def whys(found: Evidence) -> dict[str, str]:
    return {row.name: row.why for row in found.rows}


# Every 30 days: 243, 213, ... 3 days ago; the window of 90 days begins with the seventh.
MONTHS = (
    [ANN, BETH],
    [ANN, BETH],
    [ANN, BETH],
    [ANN],
    [ANN],
    [ANN, CARL],
    [ANN, CARL],
    [ANN, CARL],
    [ANN],
)


def test_level_movement_names_who_came_nearer_and_who_moved_out() -> None:
    found = evidence("level_movement", circle(events=calls(*MONTHS, gap=30)), TODAY)
    assert found.text == "1 more involved (Carl); 1 less involved (Beth)"
    assert (found.value, found.n, found.direction) == (2, 4, "context")
    assert [row.name for row in found.rows] == ["Carl", "Beth", "Ann", "Cora"]
    assert whys(found)["Carl"] == "now active, occasional before"
    assert whys(found)["Beth"] == "now occasional, active before"
    assert whys(found)["Ann"] == "active as before"
    assert found.figures == {"nearer": 1, "further": 1, "stayed": 2}


def test_who_is_paused_is_in_no_movement() -> None:
    members = {**PEOPLE, BETH: person(BETH, status="paused", paused_on=ago(20))}
    found = evidence("level_movement", circle(members, events=calls(*MONTHS, gap=30)), TODAY)
    assert found.text == "1 more involved (Carl)"
    assert "Beth" not in whys(found)


def test_where_nobody_moves_all_is_as_before() -> None:
    found = evidence("level_movement", circle(events=calls(*[[ANN]] * 12, gap=30)), TODAY)
    assert (found.value, found.text) == (0, "no one's level has changed")


def test_our_own_silence_moves_nobody() -> None:
    def text(events: Any) -> str:
        found = evidence("level_movement", circle(events=events), TODAY)
        assert found.value is None
        return found.text

    assert text({}) == "not recorded yet: record events and attendance"
    assert text(calls(*MONTHS, last=ago(100))) == "no event in the last 90 days"
    assert text(calls([ANN], [ANN])) == "no attendance before this period"
    unread = calls(*MONTHS, gap=30)
    for number in (7, 8, 9):
        unread[number] = meeting(number, unread[number].day, attendance_taken=False)
    assert text(unread) == "not recorded yet: note who came to the latest events"


def test_returned() -> None:
    rounds = ([ANN, BETH], [BETH], [BETH], [BETH], [BETH], [ANN, BETH])
    found = evidence("returned", circle(events=calls(*rounds, gap=30)), TODAY)
    assert (found.value, found.text, found.n) == (1, "1 person in the last 90 days: Ann", 2)
    assert whys(found) == {"Ann": "came on 27 Jun; had last taken part on 28 Jan"}
    assert found.direction == "up"


def test_a_touch_is_no_return_and_ends_no_silence() -> None:
    rounds = ([ANN, BETH], [BETH], [BETH], [BETH], [BETH], [ANN, BETH])
    touches = by_id(Touch(id=1, on=ago(50), by=CORA, members=(ANN, DANA)))
    events = calls(*rounds, gap=30)
    found = evidence("returned", circle(events=events, touches=touches), TODAY)
    assert found.text == "1 person in the last 90 days: Ann"
    gift = by_id(Contribution(id=1, on=ago(50), member=ANN))
    assert evidence("returned", circle(events=events, contributions=gift), TODAY).value == 1
    near = by_id(Contribution(id=1, on=ago(95), member=ANN))
    kept = by_id(*near.values(), Contribution(id=2, on=ago(50), member=ANN))
    assert (
        evidence("returned", circle(events=events, contributions=kept), TODAY).text
        == "no one in the last 90 days"
    )


def test_who_was_excused_or_away_has_not_returned() -> None:
    rounds = ([ANN, BETH], [BETH], [BETH], [BETH], [BETH], [ANN, BETH])
    events = calls(*rounds, gap=30)
    for number in (2, 3, 4, 5):
        events[number] = meeting(number, events[number].day, [BETH], {ANN: EXCUSED})
    assert evidence("returned", circle(events=events), TODAY).text == "no one in the last 90 days"
    away = {**PEOPLE, ANN: person(ANN, paused_on=ago(150), paused_until=ago(10))}
    found = evidence("returned", circle(away, events=calls(*rounds, gap=30)), TODAY)
    assert found.text == "no one in the last 90 days"


def test_when_we_did_not_meet_nobody_was_silent() -> None:
    events = {**calls([ANN, BETH], last=ago(200)), **by_id(meeting(2, ago(3), [ANN, BETH]))}
    assert evidence("returned", circle(events=events), TODAY).text == "no one in the last 90 days"
    pause = Profile(name="x", breaks=(Break(from_=ago(100), to=ago(41)),))
    rounds = calls([ANN, BETH], [BETH], [BETH], [BETH], [ANN, BETH], gap=30)
    assert evidence("returned", circle(events=rounds), TODAY).value == 1
    assert evidence("returned", circle(events=rounds, profile=pause), TODAY).no_data
    young = evidence("returned", circle(events=calls([ANN], [ANN])), TODAY)
    assert young.text == "records go back less than 90 days"


def test_activity_index() -> None:
    events = calls([ANN, BETH, CARL, CORA], [ANN, BETH], [ANN, CORA], gap=40)
    gift = by_id(
        Contribution(id=1, on=ago(9), member=DANA), Contribution(id=2, on=ago(380), member=EMIL)
    )
    found = evidence("activity_index", circle(events=events, contributions=gift), TODAY)
    assert (found.value, found.n) == (50, 4)
    assert found.text == ("2 of 4 who did something in the last year did so in the last 30 days")
    assert whys(found) == {"Ann": "came on 27 Jun", "Dana": "contributed on 21 Jun"}
    assert found.figures == {"month": 2, "year": 4}
    silent = evidence("activity_index", circle(events=calls([ANN], last=ago(31))), TODAY)
    assert silent.text == "no event in the last 30 days"
    organised = evidence("activity_index", circle(events=calls([CORA])), TODAY)
    assert (
        organised.text == "not recorded yet: record who came; so far only coordinators are recorded"
    )


def test_activity_of_many_is_per_cent() -> None:
    members = {n: person(n, joined_on=ago(500)) for n in range(1, 41)}
    events = calls(range(1, 41), range(1, 11), gap=40)
    found = evidence("activity_index", circle(members, events=events), TODAY)
    assert found.text == ("25% of 40 who did something in the last year did so in the last 30 days")
    assert len(found.text) <= 75


def home(organisation: str = "", unit: str = "", location: str = "") -> dict[str, Any]:
    return {"organisation": organisation, "unit": unit, "location": location}


def of(*homes: dict[str, Any]) -> dict[int, Any]:
    return {n: person(n, joined_on=ago(400), **given) for n, given in enumerate(homes, 1)}


def test_boundary_spread() -> None:
    members = of(home("Harbour"), home("Harbour"), home("City"), home("Hill"))
    cora = person(CORA, roles=(RoleHeld(role="coordinator"),), organisation="Port")
    events = calls([ANN, BETH, CARL, CORA], [ANN, CORA], [ANN])
    found = evidence("boundary_spread", circle({**members, CORA: cora}, events=events), TODAY)
    assert found.value == pytest.approx(1 - (2 / 3) ** 2 - (1 / 3) ** 2)
    assert (
        found.text
        == "2 organisations, the largest with 2 of 3 people; mix 0.44 (0 alike, 1 mixed); no one from Hill"
    )
    assert whys(found) == {
        "Ann": "Harbour",
        "Beth": "Harbour",
        "Carl": "City",
        "Dana": "no one from Hill came",
    }
    assert found.figures["members_diversity"] == pytest.approx(1 - 1 / 4 - 2 / 16)
    assert (found.figures["missing"], found.figures["units"]) == (1, None)


def test_where_all_work_for_one_the_units_are_looked_at() -> None:
    members = of(home("Big", "North"), home("Big", "South"), home("Big", "south "))
    events = calls([ANN, BETH, CARL], [], [])
    found = evidence("boundary_spread", circle(members, events=events), TODAY)
    assert found.text == "2 units, the largest with 2 of 3 people; mix 0.44 (0 alike, 1 mixed)"
    assert (found.figures["organisations"], found.figures["units"]) == (1, 2)


def test_boundary_spread_no_data() -> None:
    events = calls([ANN], [ANN], [ANN])
    assert evidence("boundary_spread", circle(events=events), TODAY).text == (
        "not recorded yet: add members' organisations, units or locations"
    )
    members = of(home("Harbour"), home("City"))
    assert evidence("boundary_spread", circle(members), TODAY).no_data
    unknown = {**members, CARL: person(CARL)}
    found = evidence("boundary_spread", circle(unknown, events=calls([CARL])), TODAY)
    assert found.text == "not recorded yet: record the employer of those who come (press e)"
    two = evidence("boundary_spread", circle(members, events=calls([ANN], [BETH])), TODAY)
    assert two.confidence == "2 events"


def test_tenure() -> None:
    members = by_id(
        person(ANN, joined_on=ago(10)),
        person(BETH, joined_on=ago(300)),
        person(CARL, joined_on=ago(300), roles=(RoleHeld(role="steward"),)),
        person(DANA, joined_on=ago(900)),
        person(EMIL),
        PEOPLE[CORA],
    )
    found = evidence("tenure", circle(members), TODAY)
    assert found.value == pytest.approx(1 - 1 / 16 - 4 / 16 - 1 / 16)
    assert found.text == (
        "of 4: 1 under 6 months, 2 up to 2 years, 1 longer; mix 0.62 (0-1); in the core 0, 1 and 0; "
        "joining date not recorded for 1 more"
    )
    assert whys(found)["Carl"] == "since September, core"
    assert (found.n, found.figures["core_first_year"]) == (4, 1)
    assert evidence("tenure", circle({EMIL: person(EMIL)}), TODAY).text == (
        "not recorded yet: add the date people joined"
    )
    assert evidence("tenure", circle({ANN: members[ANN]}), TODAY).confidence == "1 member"
    then = reading("tenure", circle(members), TODAY).then
    assert then.n == 3
    assert evidence("tenure", Community(), TODAY).no_data
