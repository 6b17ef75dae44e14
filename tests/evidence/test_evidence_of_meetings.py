"""Attendance, cadence, formats, leading, voices from outside, topics, follow-ups, value."""

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

from coptui.core.model.records import (
    Action,
    Ask,
    Attendance,
    Break,
    Contribution,
    Event,
    OutsideGuest,
    Profile,
    Story,
    Topic,
)
from coptui.core.model.settings import DEFAULTS
from coptui.evidence.registry import LINES, evidence, window_of

SIX = ([ANN], [ANN, BETH], [ANN, BETH], [ANN, BETH, CARL], [ANN, BETH], [ANN, CARL])


def test_attendance() -> None:
    found = evidence("attendance", circle(events=calls(*SIX)), TODAY)
    assert (found.value, found.n) == (2, 6)
    assert found.text == "usually 2 (1 to 3); 3 first visits"
    assert [row.why for row in found.rows][:2] == [
        "1 person, 1 for the first time",
        "2 people, 1 for the first time",
    ]
    assert found.rows[0].name == "18 Apr Call"
    assert found.figures["returners"] == pytest.approx(100 * 9 / 12)
    assert found.figures["slope"] == pytest.approx(6 / 35)
    assert found.confidence == ""


def test_attendance_of_two_occasions_gives_no_verdict() -> None:
    found = evidence("attendance", circle(events=calls([ANN], [ANN])), TODAY)
    assert (found.value, found.confidence) == (1, "2 events")
    assert found.figures["slope"] is None


def test_excused_people_leave_the_share_who_came() -> None:
    entries = {
        ANN: Attendance(rsvp="yes", status="attended"),
        BETH: Attendance(rsvp="yes", status="excused"),
        CARL: Attendance(rsvp="yes"),
        CORA: Attendance(rsvp="yes", status="attended"),
    }
    found = evidence("attendance", circle(events=by_id(meeting(1, ago(3), (), entries))), TODAY)
    assert found.figures["show"] == 50
    assert found.text == "2 present at 1 event; 2 first visits; 1 of 2 who said yes came"


def test_attendance_not_taken_leaves_the_rate() -> None:
    events = calls(*SIX)
    more = {**events, 9: meeting(9, ago(1), attendance_taken=False)}
    assert evidence("attendance", circle(events=more), TODAY) == evidence(
        "attendance", circle(events=events), TODAY
    )
    untaken = calls(*SIX, attendance_taken=False)
    assert evidence("attendance", circle(events=untaken), TODAY).text == (
        "not recorded yet: note who came to events"
    )
    assert (
        evidence("attendance", circle(), TODAY).text
        == "not recorded yet: record events and attendance"
    )


def test_cadence() -> None:
    later = {
        9: Event(id=9, title="Call", series="Call", starts_at="2026-07-11T18:00", status="planned"),
        10: Event(id=10, title="Call", series="Call", starts_at="2026-07-25", status="cancelled"),
    }
    found = evidence("cadence", circle(events={**calls(*SIX), **later}), TODAY)
    assert found.value == pytest.approx(3 / 14)
    assert found.text == "every 14 days; last 3 days ago; next 11 Jul"
    assert (found.figures["variation"], found.figures["next_in"]) == (0, 11)
    assert (found.figures["next_30"], found.figures["cancelled"]) == (1, 0)
    assert found.direction == "band"
    assert found.rows[1].why == "14 days after the previous event"


def test_a_break_is_no_gap() -> None:
    pause = Profile(name="x", breaks=(Break(from_=ago(40), to=ago(26)),))
    events = by_id(*(meeting(n, ago(days), [ANN]) for n, days in enumerate((57, 43, 14, 0), 1)))
    found = evidence("cadence", circle(events=events, profile=pause), TODAY)
    assert found.figures["median_gap"] == 14
    assert evidence("cadence", circle(events=events), TODAY).figures["variation"] == 0
    assert [row.why for row in found.rows[1:]] == ["14 days after the previous event"] * 3


def clinics(*back: int, **more: Any) -> dict[int, Event]:
    return {
        30 + n: meeting(30 + n, ago(days), [ANN], series="Clinic", title="Clinic", **more)
        for n, days in enumerate(back)
    }


def test_the_rhythm_of_two_living_series_is_that_of_the_quicker_since_either_met() -> None:
    events = {**calls(*SIX), **clinics(91, 61, 31, 1)}
    found = evidence("cadence", circle(events=events), TODAY)
    assert found.text == "Call every 14 days, Clinic every 30 days; last 1 day ago; no next date"
    assert found.value == pytest.approx(1 / 14)
    assert [row.why for row in found.rows[:2]] == [
        "latest event of Call, which meets every 14 days",
        "latest event of Clinic, which meets every 30 days",
    ]


def test_a_series_that_stopped_is_said_to_have_stopped_and_leaves_the_figures() -> None:
    events = {**calls(*SIX), **clinics(131, 101, 71, 61)}
    found = evidence("cadence", circle(events=events), TODAY)
    assert found.text == (
        "Call every 14 days; last 3 days ago; no next date; Clinic stopped after 30 Apr"
    )
    assert found.value == pytest.approx(3 / 14)
    assert (found.figures["living"], found.figures["stopped"]) == (1, 1)
    assert evidence("attendance", circle(events=events), TODAY).text.startswith("Call usually 2")
    said = [
        line for line in LINES if "stopped" in evidence(line, circle(events=events), TODAY).text
    ]
    assert said == ["cadence"]


def test_a_date_within_two_gaps_keeps_a_series_living() -> None:
    ahead = Event(id=60, series="Clinic", starts_at=ago(-20).isoformat(), status="planned")
    far = Event(id=60, series="Clinic", starts_at=ago(-80).isoformat(), status="planned")
    events = {**calls(*SIX), **clinics(131, 101, 71, 61)}
    near = evidence("cadence", circle(events={**events, 60: ahead}), TODAY)
    assert (near.figures["living"], near.figures["next_in"]) == (2, 20)
    assert evidence("cadence", circle(events={**events, 60: far}), TODAY).figures["living"] == 1


def test_where_no_series_is_living_all_that_is_said_is_that_they_stopped() -> None:
    stopped = circle(events=calls(*SIX, last=ago(60)))
    assert evidence("cadence", stopped, TODAY).text == (
        "no series is running now: Call stopped after 1 May, with events every 14 days until then"
    )
    for line in ("attendance", "missed", "absence_streak"):
        assert evidence(line, stopped, TODAY).text == "no series is running now"


def test_two_events_on_one_day_are_one_occasion_for_gaps_and_two_for_attendance() -> None:
    events = {**calls(*[[ANN]] * 8), 90: meeting(90, ago(3), [ANN, BETH])}
    found = evidence("cadence", circle(events=events), TODAY)
    assert (found.figures["median_gap"], found.figures["variation"], found.n) == (14, 0, 6)
    assert [row.why for row in found.rows[-2:]] == [
        "14 days after the previous event",
        "on the same day as the previous event",
    ]
    assert evidence("attendance", circle(events=events), TODAY).n == 6


def test_the_last_six_are_six_for_every_line_of_occasions() -> None:
    twice = {**calls(*[[ANN]] * 8, hosts=(ANN,), format="talk"),
             90: meeting(90, ago(73), [ANN], hosts=(ANN,), format="talk")}  # fmt: skip
    given = circle(events=twice)
    first = window_of(LINES["lead_rotation"], given, TODAY, DEFAULTS).from_
    assert first == ago(73)
    for line in ("lead_rotation", "format_mix", "attendance"):
        assert evidence(line, given, TODAY).n == 6, line


def test_a_gap_between_is_said_in_whole_days() -> None:
    days = (85, 66, 48, 29, 11)
    events = by_id(*(meeting(n, ago(back), [ANN]) for n, back in enumerate(days, 1)))
    found = evidence("cadence", circle(events=events), TODAY)
    assert found.text.startswith("every 18 or 19 days; last 11 days ago")


def test_a_break_keeps_the_rhythm_from_alarming_and_is_said() -> None:
    pause = Profile(name="x", breaks=(Break(from_=ago(30), to=ago(11)),))
    found = evidence("cadence", circle(events=calls(*SIX, last=ago(31)), profile=pause), TODAY)
    assert "last 31 days ago (20 of them in a break)" in found.text
    assert found.value == pytest.approx(11 / 14)


def test_cadence_needs_two_days() -> None:
    assert (
        evidence("cadence", circle(), TODAY).text
        == "not recorded yet: record events and attendance"
    )
    one = evidence("cadence", circle(events=calls([ANN])), TODAY)
    assert one.text == "not recorded yet: record at least two events"
    assert evidence("cadence", circle(events=calls([ANN], [ANN])), TODAY).confidence == "2 events"
    old = circle(events=calls(*SIX, last=ago(366)))
    for line_id in ("cadence", "attendance"):
        text = evidence(line_id, old, TODAY).text
        assert text == "no event in the last year"
    unnamed = circle(events=calls(*SIX, last=ago(366), series="", hosts=(ANN,)))
    for line_id in ("cadence", "attendance", "lead_rotation"):
        assert evidence(line_id, unnamed, TODAY).no_data


def test_format_mix() -> None:
    events = calls(*SIX)
    for number, name in enumerate(["demo", "talk", "talk", "talk", "demo"], 1):
        mood = "exciting" if number == 2 else "familiar"
        events[number] = meeting(number, events[number].day, [ANN], format=name, mood=mood)
    found = evidence("format_mix", circle(events=events), TODAY)
    assert (found.value, found.n) == (3, 5)
    assert found.text == "3 in a row: talk; 2 formats in 5 events"
    assert found.figures == {
        "formats": 2,
        "exciting": 1,
        "familiar": 4,
        "days_since_exciting": 59,
    }
    assert found.rows[1].why == "talk, exciting"
    none = evidence("format_mix", circle(events=calls(*SIX)), TODAY)
    assert none.text == "not recorded yet: add the format to events"


def test_lead_rotation() -> None:
    events = calls(*SIX)
    events[1] = meeting(1, events[1].day, [ANN], hosts=(CORA,))
    events[2] = meeting(2, events[2].day, [ANN], hosts=(CORA, ANN), speakers=(BETH,))
    host = {ANN: Attendance(status="attended", role="Host")}
    events[3] = meeting(3, events[3].day, [BETH], host)
    found = evidence("lead_rotation", circle(events=events), TODAY)
    assert (found.value, found.n) == (3, 3)
    assert found.text == "3 people led 3 events: Ann, Beth, Cora"
    assert found.rows[1].why == "Cora hosted, Ann hosted, Beth led"
    assert found.figures == {"by_coordinators": 1, "repeat_share": 50}


def test_lead_rotation_no_data() -> None:
    none = evidence("lead_rotation", circle(events=calls(*SIX)), TODAY)
    assert none.text == "not recorded yet: add hosts to events (press 3, then e)"
    events = calls(*SIX, [ANN])
    events[1] = meeting(1, events[1].day, [ANN], hosts=(ANN,))
    assert evidence("lead_rotation", circle(events=events), TODAY).text == (
        "not recorded yet: add hosts to the latest events"
    )


def test_outside_voice() -> None:
    events = calls(*SIX)
    guest = OutsideGuest(name="Lena Voss", organisation="Harbour")
    events[2] = meeting(2, events[2].day, [ANN], outside_guests=(guest,))
    events[3] = meeting(3, events[3].day, [6])
    events[4] = meeting(
        4, events[4].day, [ANN], outside_guests=(guest,), confidential=True, code="case 14"
    )
    members = {**PEOPLE, 6: person(6, status="guest")}
    found = evidence("outside_voice", circle(members, events=events), TODAY)
    assert (found.value, found.text) == (3, "3 of 6 events had a guest")
    assert [row.why for row in found.rows] == ["Lena Voss", "Person 6", "a confidential guest"]
    assert found.rows[2].name == "30 May case 14"
    assert found.figures["days_since"] == 31
    none = evidence("outside_voice", circle(events=calls(*SIX)), TODAY)
    assert none.text == "not recorded yet: record guests and topics from outside"
    topics = by_id(Topic(id=1, title="x", origin="outside", opened_on=ago(5)))
    assert evidence("outside_voice", circle(events=calls(*SIX), topics=topics), TODAY).value == 0


def test_topic_age() -> None:
    topics = by_id(
        Topic(id=1, title="Callers", opened_on=ago(100), touched_on=ago(50), stewards=(ANN,)),
        Topic(id=2, title="Silence", opened_on=ago(30), state="proposed"),
        Topic(id=3, title="Client", opened_on=ago(90), confidential=True, code="case 3"),
        Topic(id=4, title="Done", state="done", opened_on=ago(90), touched_on=ago(1)),
        Topic(id=5, title="Parked", state="parked", opened_on=ago(90)),
        Topic(id=6, title="Later", opened_on=ago(-1)),
    )
    events = by_id(meeting(1, ago(10), [ANN], topics=(3,)))
    found = evidence("topic_age", circle(topics=topics, events=events), TODAY)
    assert (found.value, found.n) == (30, 3)
    assert (
        found.text
        == "3 open, half of them untouched for 30 days or more; 2 with no one to look after them"
    )
    assert [(row.name, row.why) for row in found.rows] == [
        ("Callers", "last changed or discussed 50 days ago"),
        ("Silence", "last changed or discussed 30 days ago, no one looks after it"),
        ("case 3", "last changed or discussed 10 days ago, no one looks after it"),
    ]
    assert (found.figures["parked"], found.figures["oldest_proposal"]) == (1, 30)
    before = evidence("topic_age", circle(topics=topics, events=events), ago(2))
    assert before.figures["open"] == 3
    assert evidence("topic_age", circle(), TODAY).text == "not recorded yet: record topics"


def test_topic_origin() -> None:
    topics = by_id(
        Topic(id=1, title="a", opened_on=ago(10), proposer=CORA),
        Topic(id=2, title="b", opened_on=ago(10), proposer=ANN),
        Topic(id=3, title="c", opened_on=ago(10), proposer=BETH, origin="outside"),
        Topic(id=4, title="d", opened_on=ago(10), origin="inside"),
        Topic(id=5, title="e", opened_on=ago(100), proposer=ANN),
    )
    found = evidence("topic_origin", circle(topics=topics), TODAY)
    assert (found.value, found.n) == (3, 3)
    assert (
        found.text == "3 topics opened in the last 90 days: 1 coordinator, 1 occasional, 1 outside"
    )
    assert found.rows[1].why == "occasional (Ann), 20 Jun"
    unknown = circle(topics=by_id(topics[4]))
    assert (
        evidence("topic_origin", unknown, TODAY).text
        == "not recorded yet: add who proposed each topic"
    )
    old = circle(topics=by_id(topics[5]))
    assert evidence("topic_origin", old, TODAY).no_data


def test_follow_through() -> None:
    actions = by_id(
        Action(id=1, text="send", owner=ANN, state="done", due_on=ago(9), done_on=ago(8)),
        Action(id=2, text="call", owner="Zoe", due_on=ago(5), created_on=ago(10)),
        Action(id=3, text="ask", owner=CORA, due_on=ago(-5), created_on=ago(10)),
        Action(id=4, text="drop", state="dropped", due_on=ago(5)),
        Action(id=5, text="old", state="done", done_on=ago(95), due_on=ago(95)),
        Action(id=6, text="later", due_on=ago(1), created_on=ago(-1)),
    )
    events = calls([ANN], [ANN], [ANN], last=ago(10))
    events[1] = meeting(1, events[1].day, [ANN], notes_on=ago(36))
    events[2] = meeting(2, events[2].day, [ANN], notes_on=ago(10))
    found = evidence("follow_through", circle(actions=actions, events=events), TODAY)
    assert (found.value, found.n) == (50, 2)
    assert found.text == "1 of 2 done, 1 overdue; notes within 3 days for 1 of 3 events"
    assert [row.why for row in found.rows] == ["Ann, done 22 Jun", "Zoe, due 25 Jun"]
    assert (found.figures["open"], found.figures["by_others"]) == (2, 1)
    assert evidence("follow_through", circle(), TODAY).text == (
        "not recorded yet: add follow-ups with a person and a date"
    )
    only = circle(actions=by_id(actions[3]))
    assert evidence("follow_through", only, TODAY).text == (
        "no follow-up was due or done in this period"
    )


def test_value_stories() -> None:
    stories = by_id(
        Story(id=1, on=ago(100), text="an idea", cycle="potential", teller=ANN),
        Story(id=2, on=ago(10), text="used it", cycle="applied", teller=BETH, previous=1),
        Story(id=3, on=ago(9), text="saved time", cycle="realised", teller=BETH, previous=2),
        Story(id=4, on=ago(8), text="fun", cycle="immediate", topic=1),
        Story(id=5, on=ago(-1), text="later"),
    )
    topics = by_id(Topic(id=1, title="a client", confidential=True, code="case 7"))
    found = evidence("value_stories", circle(stories=stories, topics=topics), TODAY)
    assert (found.value, found.text) == (
        3,
        "3 stories in the last 90 days; in 1 case, something learned was put to use",
    )
    assert [row.name for row in found.rows] == ["used it", "saved time", "case 7"]
    assert (found.figures["applied_chains"], found.figures["tellers"]) == (1, 1)
    assert (
        evidence("value_stories", circle(), TODAY).text
        == "not recorded yet: add a story of what someone gained (press +, then s)"
    )
    assert evidence("value_stories", circle(stories=by_id(stories[1])), TODAY).value == 0


def test_asks() -> None:
    asks = by_id(
        Ask(
            id=1,
            text="a",
            asker=ANN,
            asked_on=ago(30),
            answered_by=(BETH,),
            first_answer_on=ago(28),
        ),
        Ask(
            id=2,
            text="b",
            asker=ANN,
            asked_on=ago(30),
            answered_by=(CARL,),
            first_answer_on=ago(20),
        ),
        Ask(id=3, text="c", asker=ANN, asked_on=ago(30), answered_by=(ANN,), solved_on=ago(29)),
        Ask(id=4, text="d", asker=DANA, asked_on=ago(3)),
        Ask(id=5, text="e", asker=EMIL, asked_on=ago(200)),
        Ask(id=6, text="f", asker=ANN, asked_on=ago(40), answered_by=(BETH,)),
    )
    found = evidence("asks", circle(asks=asks), TODAY)
    assert found.n == 3
    assert found.value == pytest.approx(100 / 3)
    assert (
        found.text
        == "1 of 3 in the last 90 days answered within 7 days; 5 open; first answer after 2 to 10 days"
    )
    assert [row.id for row in found.rows] == [5, 6, 1, 2, 3, 4]
    assert found.rows[1].why.endswith("answered, date not recorded")
    assert (found.figures["open"], found.figures["unanswered"]) == (5, 2)
    assert (
        evidence("asks", circle(), TODAY).text
        == "not recorded yet: add requests for help (press +, then a)"
    )
    young = evidence("asks", circle(asks=by_id(asks[4])), TODAY)
    assert young.text == "no request needed an answer in this period, 1 open"


def gifts(*who: int) -> dict[int, Any]:
    return by_id(*(Contribution(id=n, on=ago(n), member=one) for n, one in enumerate(who, 1)))


def test_concentration() -> None:
    given = gifts(BETH, BETH, BETH, BETH, ANN, ANN, CARL, DANA, CORA, CORA)
    found = evidence("concentration", circle(contributions=given), TODAY)
    assert found.value == pytest.approx(100 * 7 / 8)
    assert (
        found.text
        == "7 of 8 contributions in the last 90 days by 3 people: Ann and 2 more; half by 1 person"
    )
    assert [(row.name, row.why) for row in found.rows] == [
        ("Ann", "contributed 2"),
        ("Beth", "contributed 4"),
        ("Carl", "contributed"),
        ("Dana", "contributed"),
    ]
    assert (found.figures["absence_factor"], found.figures["contributions"]) == (1, 8)
    even = evidence("concentration", circle(contributions=gifts(ANN, BETH, CARL, DANA)), TODAY)
    assert even.figures["absence_factor"] == 2
    few = evidence("concentration", circle(contributions=gifts(ANN, BETH)), TODAY)
    assert few.confidence == "2 contributions"


def test_concentration_no_data() -> None:
    assert evidence("concentration", circle(events=calls(*SIX)), TODAY).text == (
        "not recorded yet: add hosts and speakers to events"
    )
    only = evidence("concentration", circle(contributions=gifts(CORA)), TODAY)
    assert only.text == "not recorded yet: add hosts and speakers to events in this period"


def test_a_meeting_is_one_contribution_by_what_weighs_most() -> None:
    spoke = {ANN: Attendance(status="attended", spoke=True)}
    topics = by_id(Topic(id=1, title="x", proposer=ANN, stewards=(ANN,)))
    events = by_id(meeting(1, ago(5), (), spoke, hosts=(ANN,), topics=(1,)))
    found = evidence("concentration", circle(events=events, topics=topics), TODAY)
    assert (found.figures["contributions"], found.rows[0].why) == (1, "hosted")
