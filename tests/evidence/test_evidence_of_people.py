"""Headcount, levels, people we miss, streaks, newcomers and private contact."""

from __future__ import annotations

from datetime import date
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
from msgspec.structs import replace
from test_living_series import case

from coptui.core.model.records import (
    Action,
    Attendance,
    Break,
    Contribution,
    LevelOverride,
    Profile,
    Source,
    Topic,
    Touch,
)
from coptui.core.model.settings import DEFAULTS
from coptui.core.people.newcomers import newcomers
from coptui.evidence.line import Evidence
from coptui.evidence.registry import evidence

EXCUSED = Attendance(status="excused")


def names(found: Evidence) -> list[str]:
    return [row.name for row in found.rows]


def test_headcount() -> None:
    members = {
        **PEOPLE,
        6: person(6, joined_on=ago(10)),
        7: person(7, joined_on=ago(400), status="left", left_on=ago(20)),
        8: person(8, status="paused", paused_on=ago(5)),
        10: person(10, status="guest"),
        11: person(11, joined_on=ago(-1)),
    }
    found = evidence("headcount", circle(members), TODAY)
    assert found.value == 7
    assert found.text == (
        "7 members, nothing else recorded yet; 1 joined, 1 left, 1 paused (+0 in all)"
    )
    assert len(found.rows) == 7 + 1 + 1
    assert found.rows[0].why == "since January 2024"
    assert {row.why for row in found.rows[7:]} == {"left in June", "paused in June"}
    assert found.figures == {"seen": None, "joined": 1, "left": 1, "paused": 1, "net": 0}
    assert found.direction == "context"


def test_headcount_of_nobody_is_no_data() -> None:
    assert evidence("headcount", circle({}), TODAY).text == "not recorded yet: add members"


def test_headcount_sees_the_past_as_it_was() -> None:
    members = {
        1: person(1, status="left", left_on=ago(20)),
        2: person(2, status="paused", paused_on=ago(5)),
    }
    assert evidence("headcount", circle(members), ago(30)).value == 2


def test_level_mix_names_the_core() -> None:
    events = calls([ANN, BETH], [ANN, BETH], [ANN, BETH], [ANN], hosts=(ANN,))
    found = evidence("level_mix", circle(events=events), TODAY)
    assert (found.value, found.n) == (1, 2)
    assert found.text == ("core 1 (Ann), active 1 of 2, coordinators left out")
    assert [(row.name, row.why) for row in found.rows[:3]] == [
        ("Ann", "core: hosted 4 events, attended 4 of the last 4"),
        ("Cora", "core: coordinator"),
        ("Beth", "active: attended 3 of the last 4"),
    ]
    assert found.figures["core_band_high"] == 15


def test_level_mix_without_hosts_says_nothing_of_core() -> None:
    found = evidence("level_mix", circle(events=calls([ANN], [ANN])), TODAY)
    assert found.value is None
    assert found.figures["core"] is None
    assert found.text == (
        "core not recorded yet: add hosts to events; active 1 of 1, coordinators left out"
    )
    assert (found.n, len(found.rows)) == (1, 2)


def test_level_mix_of_many_leaves_coordinators_out_of_the_percentages() -> None:
    members = {who: person(who, joined_on=ago(5)) for who in range(1, 21)}
    members[1] = person(1, level_override=LevelOverride(level="core"))
    gift = by_id(Contribution(id=1, on=ago(1), member=2))
    events = by_id(meeting(1, ago(3), range(1, 21)))
    given = circle({**members, 30: PEOPLE[CORA]}, contributions=gift, events=events)
    found = evidence("level_mix", given, TODAY)
    assert found.text == (
        "core 1 (5%), active 1 (5%), occasional 18 (90%) of 20, coordinators left out"
    )
    nineteen = given.with_records("members", {20: None})
    assert "%" not in evidence("level_mix", nineteen, TODAY).text


REGULARS = ([ANN, BETH], [ANN, BETH, CARL], [ANN, BETH], [BETH], [BETH], [BETH])


def test_missed() -> None:
    found = evidence("missed", circle(events=calls(*REGULARS)), TODAY)
    assert (found.value, found.text, found.n) == (1, "1 person: Ann", 2)
    assert names(found) == ["Ann"]
    assert (
        found.rows[0].why
        == "came to 3 of 3 events, then to none of the last 3; last came on 16 May"
    )
    assert found.direction == "down"


def test_missed_looks_at_six_occasions_before_the_last_three() -> None:
    long_ago = ([ANN], [ANN], *[[BETH]] * 9)
    assert evidence("missed", circle(events=calls(*long_ago, gap=7)), TODAY).value == 0
    just = ([ANN], [ANN], *[[BETH]] * 7)
    assert evidence("missed", circle(events=calls(*just, gap=7)), TODAY).value == 1
    assert evidence("missed", circle(events=calls(*just, gap=7)), TODAY).text == "1 person: Ann"


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "paused"},
        {"status": "left"},
        {"status": "left", "left_on": ago(1)},
        {"paused_on": ago(20), "paused_until": ago(10)},
        {"joined_on": ago(20)},
    ],
)
def test_who_told_us_is_not_missed(changes: dict[str, Any]) -> None:
    members = {**PEOPLE, ANN: person(ANN, **changes)}
    assert evidence("missed", circle(members, events=calls(*REGULARS)), TODAY).value == 0


def test_who_was_excused_is_not_missed() -> None:
    for number in (4, 5, 6):
        events = calls(*REGULARS)
        events[number] = meeting(number, events[number].day, [BETH], {ANN: EXCUSED})
        found = evidence("missed", circle(events=events), TODAY)
        assert (found.value, found.text) == (0, "no one")


def test_missed_says_no_data_where_the_silence_is_ours() -> None:
    def text(**tables: Any) -> str:
        found = evidence("missed", circle(**tables), TODAY)
        assert found.value is None
        return found.text

    assert text() == "not recorded yet: record events and attendance"
    assert text(events=calls([ANN], [ANN])) == "attendance taken at fewer than 3 events so far"
    untaken = calls(*REGULARS, attendance_taken=False)
    assert text(events=untaken) == "not recorded yet: note who came to events"
    old = calls(*REGULARS, last=ago(29))
    assert text(events=old) == "no series is running now"
    unread = {
        **calls(*REGULARS, last=ago(40)),
        **{n: meeting(n, ago(98 - 14 * n), attendance_taken=False) for n in (5, 6, 7)},
    }
    unread = {n: event for n, event in unread.items() if n != 4}
    assert text(events=unread) == "not recorded yet: note who came to the latest events"
    assert evidence("missed", circle(events=calls(*REGULARS, last=ago(28))), TODAY).value == 1
    pause = Profile(name="x", breaks=(Break(from_=ago(12), to=ago(8)),))
    assert evidence("missed", circle(events=old, profile=pause), TODAY).value == 1


def test_each_series_misses_its_own() -> None:
    clinic = {
        number + 20: meeting(number + 20, event.day, there, series="Clinic")
        for (number, event), there in zip(
            calls(*REGULARS).items(), ([CARL], [CARL], [], [], [], []), strict=True
        )
    }
    found = evidence("missed", circle(events={**calls(*REGULARS), **clinic}), TODAY)
    assert found.text == "2 people: Ann (Call), Carl (Clinic)"
    assert "of Clinic" in found.rows[1].why


def test_absence_streak() -> None:
    found = evidence("absence_streak", circle(events=calls(*REGULARS)), TODAY)
    assert (found.value, found.text) == (1, "1 person: Ann")
    assert found.rows[0].why == "not at the last 3 events"
    assert found.figures["longest"] == 3


def test_an_excused_absence_makes_no_streak() -> None:
    events = calls([ANN, BETH], [ANN, BETH], [BETH], [BETH])
    assert evidence("absence_streak", circle(events=events), TODAY).value == 1
    events[4] = meeting(4, events[4].day, [BETH], {ANN: EXCUSED})
    assert evidence("absence_streak", circle(events=events), TODAY).value == 0


def test_absence_streak_without_anyone_near_is_no_data() -> None:
    found = evidence("absence_streak", circle({ANN: PEOPLE[ANN]}, events=calls([], [], [])), TODAY)
    assert found.text == "no one is core or active yet"
    assert evidence("absence_streak", circle(), TODAY).no_data


def test_newcomers() -> None:
    members = {
        **PEOPLE,
        6: person(6, joined_on=ago(20), introduced_by=ANN),
        7: person(7, joined_on=ago(10)),
    }
    found = evidence(
        "newcomers",
        circle(
            members,
            events=calls([6, ANN], [6, ANN]),
            touches=by_id(Touch(id=1, on=ago(15), by=ANN, members=(6,), kind="welcome")),
            actions=by_id(Action(id=1, text="meet Ann", about=(6,), created_on=ago(15))),
        ),
        TODAY,
    )
    assert (found.value, found.n) == (50, 2)
    assert found.text == "1 of 2 settled in; 1 not yet: Person 7"
    assert found.rows[0].why == "joined 10 Jun; settled in"
    assert found.rows[1].why == (
        "joined 20 Jun; needs a welcome, a first event, someone they know here, a next step"
    )
    assert found.figures["days_to_first_event"] == 3
    assert found.figures["not_welcomed"] == 1


def test_a_follow_up_that_is_done_is_nothing_ahead_and_a_yes_is() -> None:
    found = evidence("newcomers", case("new2.json"), date(2026, 6, 15))
    assert found.text == "1 of 2 settled in; 1 not yet: Bob"
    assert [(row.name, row.why) for row in found.rows] == [
        ("Bob", "joined 1 May; needs a next step"),
        ("Cy", "joined 1 May; settled in"),
    ]
    before = case("new2.json")
    topic = Topic(id=1, title="x", state="open", opened_on=date(2026, 6, 1), proposer=2)
    assert (
        evidence("newcomers", before.with_records("topics", {1: topic}), date(2026, 6, 15)).value
        == 100
    )
    due = replace(before.actions[1], state="open", done_on=None)
    assert (
        evidence("newcomers", before.with_records("actions", {1: due}), date(2026, 6, 15)).value
        == 100
    )


def test_a_step_that_nobody_keeps_is_not_recorded_and_counts_as_no_step_done() -> None:
    found = evidence(
        "newcomers", case("new2.json").with_records("touches", {1: None}), date(2026, 6, 15)
    )
    assert found.text == "0 of 2 settled in (not recorded: a welcome); 1 not yet: Bob"
    assert found.rows[1].why == "joined 1 May; not recorded: a welcome"
    assert found.figures["not_welcomed"] is None


def test_if_all_of_the_first_list_joined_lately_none_of_them_is_new() -> None:
    listed = Source(kind="csv", at="2026-06-01T10:00")
    later = Source(kind="csv", at="2026-06-20T10:00")
    members = {
        6: person(6, joined_on=ago(40), source=listed),
        7: person(7, joined_on=ago(40), source=later),
        8: person(8, joined_on=ago(40)),
        10: person(10, joined_on=ago(40), source=listed, onboarding={"welcome": ago(20)}),
    }
    new = [member.id for member, _ in newcomers(circle(members), TODAY, DEFAULTS)]
    assert new == [7, 8, 10]
    # Someone on the list joined long before: its days are those on which people joined.
    members[11] = person(11, joined_on=ago(400), source=listed)
    new = [member.id for member, _ in newcomers(circle(members), TODAY, DEFAULTS)]
    assert new == [6, 7, 8, 10]


def test_newcomers_by_their_onboarding() -> None:
    done = {
        "welcomed": ago(9),
        "first_event": ago(8),
        "knows someone": ago(7),
        "next-step": ago(6),
    }
    members = {6: person(6, joined_on=ago(10), onboarding=done)}
    assert evidence("newcomers", circle(members), TODAY).text == "1 of 1 settled in"
    assert evidence("newcomers", circle(members), ago(6)).value == 100
    earlier = evidence("newcomers", circle(members), ago(7))
    assert earlier.rows[0].why.endswith("needs a next step")


def test_newcomers_no_data() -> None:
    new = {6: person(6, joined_on=ago(10))}
    assert evidence("newcomers", circle({6: person(6)}), TODAY).text == (
        "not recorded yet: add the date people joined"
    )
    assert evidence("newcomers", circle(), TODAY).text == ("no newcomers in the last 90 days")
    assert evidence("newcomers", circle(new, events=calls([ANN])), TODAY).text == (
        "not recorded yet: record how newcomers were welcomed; 1 joined"
    )


def test_private_contact() -> None:
    events = calls([ANN, BETH, CARL, DANA], [ANN, BETH, CARL, DANA])
    members = {**PEOPLE, DANA: person(DANA, contact_ok=False)}
    touches = by_id(
        Touch(id=1, on=ago(5), by=CORA, members=(ANN, EMIL)),
        Touch(id=2, on=ago(100), by="Zoe", members=(BETH,)),
    )
    found = evidence("private_contact", circle(members, events=events, touches=touches), TODAY)
    assert (found.value, found.n) == (1, 3)
    assert found.text == "1 of 3 spoken to in the last 90 days; the others: Beth, Carl"
    assert [row.why for row in found.rows] == [
        "spoken to 25 Jun, by Cora",
        "not spoken to since 22 Mar (by Zoe)",
        "no conversation recorded",
    ]


def test_private_contact_no_data() -> None:
    assert (
        evidence("private_contact", circle(), TODAY).text
        == "not recorded yet: record conversations (press t)"
    )
    touched = circle({CORA: PEOPLE[CORA]}, touches=by_id(Touch(id=1, on=ago(5), members=(CORA,))))
    assert evidence("private_contact", touched, TODAY).text == ("no one is core, active or new yet")
    assert evidence("private_contact", touched, date(2026, 1, 1)).no_data


def test_names_that_do_not_fit_are_counted() -> None:
    from coptui.evidence.wording import fitting

    names = ["Ann", "Beth", "Carl", "Dana"]
    assert fitting(names, 21) == "Ann, Beth, Carl, Dana"
    assert fitting(names, 20) == "Ann, Beth and 2 more"
    assert fitting(names, 14) == "Ann and 3 more"
    assert fitting(names, 5) == ""
