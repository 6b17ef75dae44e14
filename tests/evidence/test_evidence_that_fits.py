"""Lines made for one question each: their figures on circles small enough to count by hand."""

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

from coptui.core.model.community import Community
from coptui.core.model.records import (
    Action,
    ActionOrigin,
    Ask,
    Attendance,
    Break,
    Contribution,
    LearningQuestion,
    LibraryItem,
    Profile,
    RoleHeld,
    Story,
    Topic,
    Touch,
    Use,
)
from coptui.evidence.registry import evidence


def figures(line: str, community: Community) -> tuple[float | None, int, str]:
    found = evidence(line, community, TODAY)
    return found.value, found.n, found.text


def touch(number: int, days: int, *members: int, **more: Any) -> Touch:
    return Touch(id=number, on=ago(days), by=CORA, members=members, **more)


def topic(number: int, **more: Any) -> Topic:
    return Topic(id=number, **{"title": f"T{number}", "opened_on": ago(100), **more})


def test_how_people_found_us() -> None:
    people = {
        **PEOPLE,
        6: person(6, found_us="A talk", introduced_by=ANN),
        7: person(7, found_us="a talk"),
        8: person(8, status="guest", found_us="the street"),
    }
    assert figures("found_through", circle(people)) == (
        2, 8, "recorded for 2 of 8 members; 1 came through people here; found us through: A talk"
    )  # fmt: skip


def test_how_new_those_are_who_propose_topics() -> None:
    people = {**PEOPLE, 6: person(6, joined_on=ago(200)), 7: person(7)}
    topics = by_id(
        topic(1, proposer=6),
        topic(2, proposer=ANN),
        topic(3, proposer=7),
        topic(4, proposer=6, opened_on=ago(400)),
    )
    found = evidence("proposer_tenure", circle(people, topics=topics), TODAY)
    assert (found.value, found.n) == (50, 2)
    assert [row.why for row in found.rows] == [
        "Person 6, who had been a member for 3 months",
        "Ann, who had been a member for 2 years",
    ]


def test_visits_and_high_points() -> None:
    events = by_id(
        meeting(1, ago(500), kind="visit"),
        meeting(2, ago(40), kind="visit"),
        meeting(3, ago(30), kind="social"),
        meeting(4, ago(20), kind="renewal"),
        meeting(5, ago(10)),
    )
    given = circle(events=events)
    assert figures("visits", given) == (
        1,
        3,
        "1 event of the kind visit in the last year; the last on 21 May; kind not recorded for 1 event",
    )
    assert figures("high_points", given)[:2] == (2, 3)
    assert evidence("visits", circle(events=by_id(meeting(5, ago(10)))), TODAY).no_data


def test_people_linking_us_to_others() -> None:
    people = {
        **PEOPLE,
        6: person(6, bridges_to=("the lab",)),
        7: person(7, bridges_to=("the school",)),
    }
    touches = by_id(touch(1, 10, 6), touch(2, 200, 7))
    assert figures("bridges", circle(people, touches=touches)) == (
        1, 2, "1 of 2 spoken to in the last 90 days; the others: Person 7"
    )  # fmt: skip


def test_talks_with_the_sponsor() -> None:
    people = {**PEOPLE, 6: person(6, roles=(RoleHeld(role="sponsor"),))}
    profile = Profile(id=1, name="x", sponsor=6, sponsor_reported_on=ago(15))
    touches = by_id(touch(1, 50, 6), touch(2, 20, ANN, kind="sponsor"), touch(3, 5, BETH))
    found = evidence("sponsor_talks", circle(people, profile=profile, touches=touches), TODAY)
    assert (found.value, found.n, found.figures["days_since_told"]) == (15, 2, 15)
    assert (
        found.text
        == "last spoke on 10 Jun; last updated on 15 Jun; 2 conversations in the last year"
    )
    only_told = evidence("sponsor_talks", circle(profile=profile), TODAY)
    assert (only_told.value, only_told.n) == (15, 0)


def test_promises_to_and_from_the_sponsor() -> None:
    people = {**PEOPLE, 6: person(6, roles=(RoleHeld(role="sponsor"),))}
    actions = by_id(
        Action(id=1, text="a room", owner=6, state="done", done_on=ago(9), due_on=ago(9)),
        Action(id=2, text="a word", owner=6, due_on=ago(3)),
        Action(id=3, text="figures", owner="ann", about=(6,), state="done", done_on=ago(5)),
        Action(id=4, text="a page", owner="ann", about=(6,), due_on=ago(-3)),
    )
    touches = by_id(touch(1, 50, 6, kind="worry"), touch(2, 20, 6, kind="worry", led_to="a rota"))
    found = evidence("sponsor_promises", circle(people, actions=actions, touches=touches), TODAY)
    assert found.text == "we kept 1 of our 1, the sponsor kept 1 of their 2; 1 worry not settled"
    assert (round(found.value or 0), found.n) == (67, 3)
    assert found.figures == {"ours_open": 1, "theirs_open": 1, "worries_open": 1}
    early = evidence("sponsor_promises", circle(people, actions=by_id(actions[4])), TODAY)
    assert early.no_data
    assert early.figures["ours_open"] == 1


def test_first_voices() -> None:
    spoke = {CARL: Attendance(status="attended", spoke=True)}
    events = {
        **calls([ANN, BETH], [ANN], last=ago(31), gap=100, hosts=(ANN,)),
        3: meeting(3, ago(3), [ANN, BETH], spoke, hosts=(BETH,)),
    }
    found = evidence("first_voices", circle(events=events), TODAY)
    # All three are among the last six, and nobody was heard before these.
    assert (found.value, found.n) == (3, 3)
    more = {
        number: meeting(number, ago(900 - number), [ANN], hosts=(ANN,)) for number in range(10, 14)
    }
    found = evidence("first_voices", circle(events=more | events), TODAY)
    assert (found.value, found.n) == (2, 3)
    assert [row.name for row in found.rows] == ["Beth", "Carl"]


def test_occasional_members_who_are_heard_and_who_give() -> None:
    events = calls([ANN, BETH], [ANN], [ANN], [ANN], [ANN], [ANN], [ANN], hosts=(CORA,))
    gift = by_id(Contribution(id=1, on=ago(200), member=BETH, kind="posted"))
    given = circle(events=events, touches=by_id(touch(1, 5, BETH)), contributions=gift)
    assert figures("listeners", given) == (
        1,
        1,
        "1 of 1 occasional member spoken to in the last 90 days",
    )
    assert figures("edge_gifts", given) == (
        1,
        1,
        "1 of 1 occasional member contributed something in the last year",
    )


def test_room_for_a_chat() -> None:
    mixed = {ANN: Attendance(status="attended", mode="room")}
    events = by_id(
        meeting(1, ago(30), url="https://example.org"),
        meeting(2, ago(20), kind="social"),
        meeting(3, ago(10), entries=mixed),
        meeting(4, ago(5)),
    )
    found = evidence("side_room", circle(events=events), TODAY)
    assert (found.value, found.n) == (2, 3)
    assert [row.why for row in found.rows] == ["social", "1 in person"]


def test_thanks() -> None:
    touches = by_id(
        touch(1, 30, ANN, kind="thanks"),
        touch(2, 9, ANN, BETH, kind="thanks"),
        touch(3, 2, CARL),
        touch(4, 500, DANA, kind="thanks"),
    )
    assert figures("thanks", circle(touches=touches)) == (
        9, 2, "the last thank-you on 21 Jun; 2 people thanked in the last year"
    )  # fmt: skip


def test_topics_on_the_edge_and_from_outside() -> None:
    topics = by_id(
        topic(1, edge=True, positions=("yes", "no")),
        topic(2, edge=True),
        topic(3, origin="outside"),
        topic(4, origin="inside"),
    )
    events = by_id(meeting(1, ago(20), topics=(1, 3, 4)), meeting(2, ago(400), topics=(2,)))
    given = circle(events=events, topics=topics)
    found = evidence("edge_topics", given, TODAY)
    assert (found.value, found.n) == (1, 2)
    assert found.rows[0].why == "on an agenda on 10 Jun, 2 different views recorded"
    assert figures("outside_topics", given)[:2] == (1, 1)


def test_a_year_by_month() -> None:
    # May 2026 twice, March once; nothing in the ten other whole months before June.
    events = by_id(
        meeting(1, date(2026, 5, 4), [ANN, BETH]),
        meeting(2, date(2026, 5, 20), [ANN]),
        meeting(3, date(2026, 3, 4), [ANN]),
        meeting(4, date(2026, 6, 4), [ANN]),
    )
    young = evidence("seasons", circle(events=events), TODAY)
    assert (young.value, young.n) == (1, 3), "nothing is known of the months before the first event"
    events |= by_id(meeting(5, date(2025, 5, 4), [ANN]))
    profile = Profile(name="x", breaks=(Break(from_=date(2025, 12, 20), to=date(2026, 1, 4)),))
    found = evidence("seasons", circle(events=events, profile=profile), TODAY)
    assert (found.value, found.n, found.figures["events"], found.figures["most"]) == (10, 12, 3, 2)
    assert found.text.endswith("; most in May (2); 2 of the empty months had a break")
    assert [row.why for row in found.rows] == [
        "March 2026: 1 event, 1 visit",
        "May 2026: 2 events, 3 visits",
    ]


def test_what_was_asked_before() -> None:
    asks = by_id(
        Ask(id=1, text="a rota for nights", asker=ANN, asked_on=ago(90), solved_on=ago(80)),
        Ask(id=2, text="who has a night rota?", asker=BETH, asked_on=ago(20)),
        Ask(id=3, text="a quiet room", asker=CARL, asked_on=ago(10)),
    )
    assert figures("asked_again", circle(asks=asks)) == (
        1,
        2,
        "1 of 2 open requests had been asked before",
    )


def test_topics_from_members_and_from_conversations() -> None:
    topics = by_id(
        topic(1, proposer=ANN), topic(2, proposer=CORA), topic(3, proposer=BETH), topic(4)
    )
    events = by_id(
        meeting(1, ago(20), topics=(1, 2)),
        meeting(2, ago(300), topics=(3,)),
        meeting(3, ago(10), topics=(4,)),
    )
    touches = by_id(
        touch(1, 30, ANN, topic=1), touch(2, 5, ANN, topic=4), touch(3, 400, ANN, topic=2)
    )
    given = circle(events=events, topics=topics, touches=touches)
    assert figures("members_topics", given) == (
        1,
        2,
        "members proposed 1 of 2 topics on agendas",
    )
    assert figures("spoken_topics", given) == (
        1,
        2,
        "1 of 2 topics from conversations came up at an event",
    )


def test_topics_on_the_table_thrice_not_yet_or_long_ago() -> None:
    topics = by_id(
        topic(1),
        topic(2, outcome="a sheet"),
        topic(3),
        topic(4, opened_on=ago(700)),
        topic(5, state="done"),
        topic(6),
    )
    events = calls([ANN], [ANN], [ANN], topics=(1, 2, 6))
    stories = by_id(Story(id=1, text="used", on=ago(2), topic=6))
    given = circle(events=events, topics=topics, stories=stories)
    assert figures("thrice_tabled", given)[:2] == (1, 3)
    assert [row.id for row in evidence("not_yet_tabled", given, TODAY).rows] == [3, 4]
    assert figures("not_yet_tabled", given)[:2] == (2, 5)
    assert figures("idle_topics", given) == (
        1,
        5,
        "1 of 5 open topics not changed or discussed for a year",
    )


def test_who_was_spoken_to_between_the_last_two_events() -> None:
    events = calls([ANN], [ANN])
    touches = by_id(touch(1, 5, BETH), touch(2, 3, CARL), touch(3, 17, DANA), touch(4, 1, EMIL))
    found = evidence("between_events", circle(events=events, touches=touches), TODAY)
    assert found.text == "2 people: Beth, Carl from 13 Jun to 27 Jun"


def test_stories_that_led_on_and_those_who_used_something() -> None:
    stories = by_id(
        Story(id=1, text="a", on=ago(100), teller=ANN, cycle="potential"),
        Story(id=2, text="b", on=ago(20), teller=ANN, cycle="applied", previous=1),
        Story(id=3, text="c", on=ago(10), teller=BETH, cycle="immediate"),
    )
    given = circle(stories=stories)
    found = evidence("loops_closed", given, TODAY)
    assert (found.value, found.n) == (pytest.approx(100 / 3), 3)
    assert figures("users", given) == (
        1,
        2,
        "1 of 2 who told a story in the last 90 days told of something used: Ann",
    )


def test_what_is_said_of_events_and_their_notes() -> None:
    events = {
        **calls([ANN], [ANN], [ANN]),
        4: meeting(4, ago(1), [ANN], summary="a good one"),
        5: meeting(5, ago(2), [ANN], notes_url="https://example.org/n"),
    }
    given = circle(
        events=events,
        stories=by_id(Story(id=1, text="used", on=ago(1), event=4)),
        actions=by_id(
            Action(id=1, text="send", origin=ActionOrigin(kind="event", id=4), created_on=ago(1)),
            Action(id=2, text="ring", origin=ActionOrigin(kind="event", id=3)),
        ),
    )
    found = evidence("echoes", given, TODAY)
    assert (found.value, found.n) == (2, 5)
    assert [row.why for row in found.rows] == ["1 follow-up", "1 follow-up, 1 story"]
    assert figures("notes_kept", given) == (2, 5, "2 of 5 events with notes")


def test_who_comes_with_whom() -> None:
    # Pairs at each call: AB, then AB again and AC, BC new, then DE new.
    events = calls([ANN, BETH], [ANN, BETH, CARL], [DANA, EMIL])
    given = circle(events=events)
    found = evidence("met_anew", given, TODAY)
    assert (found.value, found.n, found.figures["new"]) == (80, 5, 4)
    assert [row.why for row in found.rows] == [
        "1 of 1 pair was new",
        "2 of 3 pairs were new",
        "1 of 1 pair was new",
    ]
    assert figures("company", given)[:2] == (0, 2)
    strangers = circle(events=calls([ANN, BETH], [ANN, CARL], [ANN, DANA]))
    assert figures("company", strangers) == (
        1, 1, "1 of the 1 who come often saw no one more than once: Ann"
    )  # fmt: skip


def test_first_timers_who_came_again() -> None:
    # Ann came three times, Beth once with two calls after it, Carl's first is too late to tell.
    events = calls([ANN, BETH], [ANN], [ANN, CARL])
    assert figures("came_back", circle(events=events)) == (50, 2, "1 of 2 first-timers came back")


def test_small_and_big_events() -> None:
    found = evidence(
        "sizes", circle(events=calls([ANN], [ANN, BETH, CARL], [], [ANN, BETH])), TODAY
    )
    assert (found.value, found.n, found.text) == (
        3,
        3,
        "people at each event, earliest first: 1, 3, 2",
    )


def test_who_is_newer_who_stayed_and_who_keeps_coming() -> None:
    events = {
        **calls([ANN, BETH], [ANN], [ANN, CARL], last=ago(700)),
        4: meeting(4, ago(20), [ANN, DANA]),
        5: meeting(5, ago(6), [ANN, EMIL, CORA]),
    }
    given = circle(events=events)
    # At the two events of the last year: Ann, Dana, Emil and Cora; all but Ann were there first.
    found = evidence("newer_people", given, TODAY)
    assert (found.value, found.n) == (3, 4)
    found = evidence("from_the_start", given, TODAY)
    assert (found.value, found.n) == (1, 3)
    # Four visits without the coordinator's: Ann's two are half.
    assert figures("visits_spread", given) == (
        1,
        3,
        "1 of 3 people account for half of the attendance (4 visits)",
    )


def test_what_was_taken_up_again_and_what_drew_people() -> None:
    topics = by_id(topic(1), topic(2, confidential=True, code="case 1"))
    events = by_id(
        meeting(1, ago(30), [ANN], topics=(1,)),
        meeting(2, ago(20), [ANN, BETH, CARL], topics=(2,)),
        meeting(3, ago(10), [ANN, BETH], topics=(1,)),
        meeting(4, ago(5), [ANN, BETH, CARL, DANA]),
    )
    given = circle(events=events, topics=topics)
    assert figures("went_on", given) == (
        1,
        2,
        "1 of 2 events with a topic that came up again later",
    )
    assert figures("draws", given) == (3, 3, "most came (3) on 10 Jun for case 1")


def item(number: int, **more: Any) -> LibraryItem:
    return LibraryItem(id=number, **{"title": f"I{number}", **more})


def test_what_we_keep() -> None:
    assert figures("library", circle()) == (
        None, 0, "not recorded yet: add what you keep to the library",
    )  # fmt: skip
    kept = by_id(
        item(1, added_on=ago(900), looked_on=ago(500)),
        item(2, added_on=ago(900), looked_on=ago(30)),
        item(3),
    )
    given = circle(library=kept)
    assert figures("library", given) == (
        2,
        3,
        "2 of 3 items not looked at in the last year; uses not recorded",
    )
    old = by_id(item(1, added_on=ago(20), uses=(Use(on=ago(500), by=ANN),)))
    assert figures("library", circle(library=old)) == (
        0, 1, "the only item was looked at or added in the last year; no use recorded in the last year",
    )  # fmt: skip
    secret = by_id(topic(1, confidential=True, code="case 1"))
    tied = by_id(item(1, topic=1, uses=(Use(on=ago(5)),)))
    found = evidence("library", circle(topics=secret, library=tied), TODAY)
    assert (found.value, found.figures["used"]) == (1, 1)
    assert {row.name for row in found.rows} == {"case 1"}


def question(number: int, **more: Any) -> LearningQuestion:
    return LearningQuestion(id=number, **{"text": f"Q{number}?", **more})


def test_questions_that_no_topic_took_up() -> None:
    def said(*questions: LearningQuestion, **more: Any) -> tuple[float | None, int, str]:
        return figures("learning_agenda", circle(questions=by_id(*questions), **more))

    assert said() == (None, 0, "not recorded yet: add questions to the learning agenda")
    assert said(question(1)) == (None, 0, "not recorded yet: say when each question was asked")
    topics = by_id(topic(1))
    asked = (
        question(1, asked_on=ago(200)), question(2, asked_on=ago(180)), question(3, asked_on=ago(179)),
        question(4, asked_on=ago(300), topic=1), question(5),
    )  # fmt: skip
    assert said(*asked, topics=topics) == (
        2, 4, "2 of 4 questions have waited half a year or more; 1 linked to a topic",
    )  # fmt: skip
    assert said(question(1, asked_on=ago(5))) == (
        0, 1, "no question has waited half a year or more (1 asked); none has become a topic",
    )  # fmt: skip
