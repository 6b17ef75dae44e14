"""Who carries it, how topics come and go, what people want and offer, reviews, fresh records."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
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
from test_living_series import case

from coptui.core.model.records import (
    Action,
    Answer,
    Ask,
    Break,
    Profile,
    PulseEntry,
    RoleHeld,
    Run,
    Source,
    StageEntry,
    Subject,
    Topic,
    Touch,
    Unmatched,
)
from coptui.evidence import lines as families
from coptui.evidence.line import Evidence
from coptui.evidence.phrases import stems
from coptui.evidence.registry import evidence, reading
from coptui.evidence.wording import days_ago


def whys(found: Evidence) -> list[tuple[str, str]]:
    return [(row.name, row.why) for row in found.rows]


def test_coordinator_load() -> None:
    events = calls([ANN], [ANN], [ANN], [ANN])
    for number, hosts in ((1, (CORA,)), (2, (ANN, CORA)), (3, (BETH,))):
        events[number] = meeting(number, events[number].day, [ANN], hosts=hosts)
    actions = by_id(
        Action(id=1, text="send", owner=CORA, created_on=ago(9)),
        Action(id=2, text="call", owner="cora", state="done", done_on=ago(3)),
        Action(id=3, text="ask", owner=ANN),
        Action(id=4, text="old", owner=CORA, state="done", done_on=ago(95)),
        Action(id=5, text="not ours", owner="the caterer"),
        Action(id=6, text="dropped", owner=CORA, state="dropped"),
    )
    topics = by_id(
        Topic(id=1, title="Callers", stewards=(ANN,), opened_on=ago(9)),
        Topic(id=2, title="Client", stewards=(CORA,), confidential=True, code="case 3"),
        Topic(id=3, title="over", stewards=(CORA,), state="done", closed_on=ago(3)),
        Topic(id=4, title="unowned"),
    )
    touches = by_id(
        Touch(id=1, on=ago(3), by="Cora", members=(ANN,)),
        Touch(id=2, on=ago(3), by=BETH, members=(ANN,)),
        Touch(id=3, on=ago(3), by=CORA, members=(BETH, CARL)),
        Touch(id=4, on=ago(3), by=CORA, members=(DANA,)),
        Touch(id=5, on=ago(99), by=CORA, members=(DANA,)),
    )
    found = evidence(
        "coordinator_load",
        circle(events=events, actions=actions, topics=topics, touches=touches),
        TODAY,
    )
    assert found.text == "2 of 3 events, 2 of 3 follow-ups, 1 of 2 topics, 3 of 4 conversations"
    assert found.value == pytest.approx(100 * (2 / 3 + 2 / 3 + 1 / 2 + 3 / 4) / 4)
    assert (found.n, found.direction, len(found.rows)) == (12, "down", 8)
    assert ("case 3", "looked after by Cora") in whys(found)
    assert ("Beth, Carl", "spoken to 27 Jun, by Cora") in whys(found)


def test_a_share_of_which_nothing_is_recorded_does_not_count() -> None:
    actions = by_id(*(Action(id=n, text="x", owner=CORA if n == 1 else ANN) for n in (1, 2, 3, 4)))
    found = evidence("coordinator_load", circle(actions=actions), TODAY)
    assert (found.value, found.text) == (25, "1 of 4 follow-ups")
    assert found.figures == {"led": None, "owned": 25, "stewarded": None, "touched": None}


def test_coordinator_load_no_data() -> None:
    assert evidence("coordinator_load", circle({ANN: PEOPLE[ANN]}), TODAY).text == (
        "not recorded yet: record who coordinates"
    )
    found = evidence("coordinator_load", circle(), TODAY)
    assert (
        found.text == "not recorded yet: record who leads, does follow-ups and looks after topics"
    )
    assert len(found.text) <= 75


def topic(number: int, opened: int, state: Any = "open", **more: Any) -> Topic:
    return Topic(id=number, title=f"Topic {number}", opened_on=ago(opened), state=state, **more)


def test_topic_turnover() -> None:
    topics = by_id(
        topic(1, 10),
        topic(2, 20, "done", closed_on=ago(10)),
        topic(3, 200, "dropped", closed_on=ago(180)),
        topic(4, 210, "done", touched_on=ago(190)),
        topic(5, 300),
        topic(6, 100, "parked", touched_on=ago(30)),
        topic(7, -3),
    )
    found = evidence("topic_turnover", circle(topics=topics), TODAY)
    assert (
        found.text
        == "2 opened, 1 closed, 1 parked in the last 90 days; 1 of 2 open for much longer than usual"
    )
    assert (found.value, found.n, found.direction) == (1, 3, "band")
    assert whys(found) == [
        ("Topic 1", "opened on 20 Jun"),
        ("Topic 2", "opened on 10 Jun, done 20 Jun"),
        ("Topic 6", "parked on 31 May"),
    ]
    assert found.figures["old_share"] == 50


def test_both_ends_of_a_topic_make_the_turnover() -> None:
    before = [topic(n, 170, "done", closed_on=ago(150)) for n in (1, 2)]
    only_new = circle(topics=by_id(*before, topic(3, 9), topic(4, 9)))
    found = reading("topic_turnover", only_new, TODAY)
    assert (found.then.value, found.now.value, found.movement) == (2, 0, "worse")
    both = circle(topics=by_id(*before, topic(3, 9), topic(4, 80, "done", closed_on=ago(5))))
    assert reading("topic_turnover", both, TODAY).movement == "same"


def test_topic_turnover_no_data() -> None:
    assert evidence("topic_turnover", circle(topics=by_id(Topic(id=1, title="x"))), TODAY).text == (
        "not recorded yet: record when topics are opened and closed"
    )
    found = evidence("topic_turnover", circle(topics=by_id(topic(1, 9), topic(2, 300))), TODAY)
    assert (
        found.text == "not recorded yet: close topics that are finished (1 opened in this period)"
    )
    assert found.figures["opened"] == 1


def wants(*interests: tuple[str, ...]) -> dict[int, Any]:
    return {n: person(n, interests=given) for n, given in enumerate(interests, 1)}


def test_interest_match() -> None:
    members = wants(
        ("Grief", "Debates"), ("grief", "debates"), ("GRIEF", "the debates"), ("Debates", "knots")
    )
    topics = by_id(
        Topic(id=1, title="On silence", interests=("debates",), interested=(ANN, BETH)),
        Topic(id=2, title="Callers", interested=(ANN,)),
        Topic(id=3, title="Grief", state="done", closed_on=ago(30)),
        Topic(id=4, title="A name", confidential=True, code="case 2"),
    )
    found = evidence("interest_match", circle(members, topics=topics), TODAY)
    assert found.text == ("1 interest without a topic: GRIEF; 2 topics interest 1 person or none")
    assert (found.value, found.n, found.direction) == (1, 2, "down")
    assert whys(found) == [
        ("Ann", "interested in Grief"),
        ("Beth", "interested in grief"),
        ("Carl", "interested in GRIEF"),
        ("Callers", "1 recorded as interested"),
        ("case 2", "no one recorded as interested"),
    ]
    assert found.figures["few_interested"] == 2
    chosen = by_id(Topic(id=1, title="How it is now", interests=("grief",)), topics[2])
    met = evidence("interest_match", circle(members, topics=chosen), TODAY)
    assert met.value == 1
    tagged = by_id(Topic(id=1, title="How it is now", tags=("grief", "debates")), topics[2])
    hinted = evidence("interest_match", circle(members, topics=tagged), TODAY)
    assert (hinted.value, hinted.figures["hinted"]) == (2, 2)


def test_words_in_a_title_are_a_hint_and_no_proof() -> None:
    grief = wants(*[("Grief work",)] * 3)
    topics = by_id(
        Topic(id=1, title="Working with grief", interested=(ANN, BETH)),
        Topic(id=2, title="Grief work", confidential=True, code="case 2", interested=(ANN, BETH)),
    )
    found = evidence("interest_match", circle(grief, topics=topics), TODAY)
    assert found.text == "1 interest without a topic: Grief work"
    assert whys(found)[-1] == (
        "Working with grief", "perhaps about grief work: only the title or tags say so"
    )  # fmt: skip
    assert found.figures["hinted"] == 1


def test_words_that_only_begin_alike_do_not_meet() -> None:
    found = evidence("interest_match", case("stems.json"), date(2026, 3, 1))
    assert found.text == "2 interests without a topic: communication, interviews"
    assert [row.table for row in found.rows] == ["members"] * 3
    for one, other in (
        ("communication", "community"),
        ("interviews", "intervals"),
        ("general", "generous"),
        ("universities", "universal"),
    ):
        assert not stems(one) & stems(other), (one, other)
    for one, other in (("debate", "debates"), ("supervision", "supervising"), ("host", "hosting")):
        assert stems(one) == stems(other)


def test_interest_match_no_data() -> None:
    grief = wants(("grief",), ("grief",), ("grief",))
    assert evidence("interest_match", circle(), TODAY).text == (
        "not recorded yet: record what members are interested in"
    )
    assert (
        evidence("interest_match", circle(grief), TODAY).text == "not recorded yet: record topics"
    )
    topics = by_id(Topic(id=1, title="Callers"))
    few = evidence("interest_match", circle(wants(("a b",), ("c",)), topics=topics), TODAY)
    assert few.text == "no interest is shared by 3 members yet"
    left = {**grief, CARL: person(CARL, status="left", interests=("grief",))}
    assert evidence("interest_match", circle(left, topics=topics), TODAY).no_data
    found = evidence("interest_match", circle(grief, topics=topics), TODAY)
    assert (found.value, found.figures["few_interested"]) == (1, None)


def test_expertise_cover() -> None:
    members = by_id(
        person(ANN, offers=("de-escalation", "supervision")),
        person(BETH, offers=("knots",), seeks=("supervising",)),
        person(CARL, roles=(RoleHeld(role="expert"),)),
        person(DANA, status="left", left_on=ago(3)),
        person(EMIL),
    )
    topics = by_id(
        Topic(id=1, title="De-escalation by phone"),
        Topic(id=2, title="Night shifts", stewards=(EMIL,)),
        Topic(id=3, title="Silence", stewards=(DANA,)),
        Topic(id=4, title="Law", interested=(CARL,)),
        Topic(id=5, title="Over", state="done", closed_on=ago(3)),
    )
    found = evidence("expertise_cover", circle(members, topics=topics), TODAY)
    assert found.text == (
        "1 of 4 open topics have no one looking after them and no matching offer; 1 person's "
        "offers not asked for"
    )
    assert whys(found) == [
        ("Silence", "no one looks after it yet, and no offer matches"),
        ("Beth", "offers knots: not asked for yet"),
    ]
    assert found.figures == {"without_steward": 3, "offering": 2, "not_asked": 1}
    asks = by_id(Ask(id=1, text="Who can tie knots?", asked_on=ago(3)))
    asked = evidence("expertise_cover", circle(members, topics=topics, asks=asks), TODAY)
    assert asked.figures["not_asked"] == 0
    before = evidence("expertise_cover", circle(members, topics=topics, asks=asks), ago(4))
    assert [row.name for row in before.rows if row.table == "topics"] == ["Over"]


def test_expertise_cover_no_data() -> None:
    topics = by_id(Topic(id=1, title="Callers"))
    assert evidence("expertise_cover", circle(topics=topics), TODAY).text == (
        "not recorded yet: record who looks after topics and what people offer"
    )
    offering = {ANN: person(ANN, offers=("knots",))}
    assert evidence("expertise_cover", circle(offering), TODAY).text == (
        "no topic is open; add the next one"
    )
    found = evidence("expertise_cover", circle(offering, topics=topics), TODAY)
    assert found.figures["not_asked"] is None


STEPS = [{"id": "a"}, {"id": "b", "good": "low"}, {"id": "c", "answer": "text"}, {"id": "d"}]


def walk(number: int, days: int, given: dict[str, Any], **more: Any) -> Run:
    log = tuple(Answer(step=step, question=f"{step}?", value=v) for step, v in given.items())
    return Run(
        id=number,
        checklist="monthly",
        version=1,
        finished_at=f"{ago(days)}T10:00:00",
        template={"title": "Monthly", "sections": [{"steps": STEPS}]},
        log=log,
        **more,
    )


READ = Profile(
    name="Circle",
    charter_reviewed_on=ago(40),
    stage_since=ago(20),
    stage_history=(StageEntry(stage="maturing", since=ago(300)),),
)


def test_reviews() -> None:
    runs = by_id(
        walk(1, 60, {"a": 3, "b": 3, "c": "x", "d": 2}),
        walk(2, 30, {"a": 2, "b": 1, "c": "y", "d": "unknown"}),
        walk(3, 5, {"a": 0}, subject=Subject(kind="member", id=ANN)),
        Run(id=4, checklist="monthly", version=1, started_at=f"{ago(1)}T10:00"),
    )
    found = evidence("reviews", circle(profile=READ, runs=runs), TODAY)
    assert (
        found.text
        == "charter read 40 days ago; last checklist finished 30 days ago, 1 answer lower than before"
    )
    assert (found.value, found.n, found.direction) == (40, 2, "down")
    assert whys(found) == [
        ("Circle", "charter read together 21 May"),
        ("Monthly", "finished 31 May; 1 answer higher than before; 1 answer lower than before"),
        ("a?", "lower than last time"),
    ]
    assert found.figures == {"charter_days": 40, "stage_days": 20, "walk_days": 30, "lower": 1}
    before = evidence("reviews", circle(profile=READ, runs=runs), ago(31))
    assert before.text == "charter read 9 days ago; last checklist finished 29 days ago"
    assert (before.figures["stage_days"], before.figures["lower"]) == (269, None)


def test_reviews_rest_in_a_break() -> None:
    pause = Break(from_=ago(30), to=ago(21))
    profile = Profile(name="x", charter_reviewed_on=ago(40), breaks=(pause,))
    assert evidence("reviews", circle(profile=profile), TODAY).value == 30


def test_reviews_without_a_charter_still_tell_of_walks() -> None:
    runs = by_id(walk(1, 60, {"a": 3}), walk(2, 30, {"a": 2}))
    found = evidence("reviews", circle(runs=runs), TODAY)
    assert found.no_data
    assert found.text == (
        "not recorded yet: add the date the charter was last read; last checklist finished 30 days ago"
    )
    assert (found.figures["walk_days"], found.figures["lower"]) == (30, 1)
    strange = walk(1, 60, {"a": 3})
    odd = Run(id=2, checklist="m", version=1, finished_at="soon", template={"sections": 3})
    assert evidence("reviews", circle(runs=by_id(strange, odd)), TODAY).n == 1
    unread = Profile(name="x", charter_reviewed_on=date(2027, 1, 1))
    assert evidence("reviews", circle(profile=unread), TODAY).no_data


def test_freshness() -> None:
    mail = {"emails": ("ann@example.org",)}
    members = by_id(
        person(ANN, verified_on=ago(10), **mail),
        person(BETH, verified_on=ago(500), joined_on=ago(900), phone="+1"),
        person(CARL, joined_on=ago(20)),
        person(DANA, verified_on=ago(9), contact_ok=False),
        person(EMIL, status="left"),
        person(CORA, handles={"chat": "cora"}, source=Source(at=f"{ago(77)}T10:00")),
    )
    events = by_id(
        meeting(1, ago(9), unmatched=(Unmatched(name="Lena"), Unmatched(name="Max"))),
        meeting(2, ago(400), unmatched=(Unmatched(name="Old"),)),
    )
    found = evidence("freshness", circle(members, events=events), TODAY)
    assert (
        found.text
        == "details to check for 3 of 5 members; 1 with no way to reach them; 2 names at events not matched"
    )
    assert (found.value, found.n, found.direction) == (3, 5, "down")
    assert whys(found) == [
        ("Beth", "details last checked in February 2025"),
        ("Carl", "no e-mail address or phone number recorded"),
        ("Cora", "details not checked yet"),
        ("21 Jun Call", "2 names not matched to a person yet"),
    ]
    assert found.figures == {
        "unverified": 2,
        "no_route": 1,
        "unmatched": 2,
        "days_since_import": 77,
    }


def test_freshness_no_data() -> None:
    found = evidence("freshness", circle(), TODAY)
    assert found.text == "not recorded yet: check members' details (press w)"
    assert found.figures["no_route"] == 6
    later = {ANN: person(ANN, verified_on=ago(-1))}
    assert evidence("freshness", circle(later), TODAY).no_data


def felt(source: Any, *scores: int, **more: Any) -> PulseEntry:
    excitement, relevance, value = scores
    return PulseEntry(
        source=source, excitement=excitement, relevance=relevance, value=value, **more
    )


def rated(*pulses: tuple[PulseEntry, ...]) -> dict[int, Any]:
    events = calls(*[[ANN]] * len(pulses))
    return {
        n: meeting(n, event.day, [ANN], pulse=pulse)
        for (n, event), pulse in zip(events.items(), pulses, strict=True)
    }


def test_aliveness() -> None:
    laughed = {"signs": {"we laughed": 4}}
    events = rated(
        (felt("coordinator", 4, 4, 4), felt("member", 1, 2, 3, **laughed)),
        (felt("coordinator", 4, 4, 4), felt("member", 1, 2, 3, **laughed)),
        (
            felt("coordinator", 4, 4, 4),
            felt("member", 2, 2, 4, **laughed),
            *[felt("visitor", 1, 1, 1)] * 3,
        ),
    )
    found = evidence("aliveness", circle(events=events), TODAY)
    assert found.text == (
        "2 of 4 (excitement 1, relevance 2, value 3, our own signs of a good event 4); guests rated it 1 of 4"
    )
    assert (found.value, found.n, found.confidence) == (2, 3, "")
    assert found.figures["coordinators"] == 4
    assert found.figures["gap"] == 1
    assert found.figures["slope"] == pytest.approx(1 / 3)
    assert [row.why for row in found.rows] == ["2 ratings", "2 ratings", "5 ratings"]


def test_of_fewer_than_three_raters_nothing_is_said() -> None:
    member, visitor = felt("member", 3, 3, 3), felt("visitor", 1, 1, 1)
    two = evidence("aliveness", circle(events=rated((member, member, *[visitor] * 2))), TODAY)
    assert two.text == "not recorded yet: get ratings from 3 or more members"
    assert (two.figures["visitors"], two.figures["excitement"]) == (None, None)
    assert two.rows[0].why == "4 ratings"
    three = evidence("aliveness", circle(events=rated((member,) * 3)), TODAY)
    assert (three.value, three.confidence) == (3, "1 event")
    assert three.rows[0].why == "3 ratings; members rated it 3 of 4"
    assert three.figures["signs"] is None
    none = evidence("aliveness", circle(events=calls([ANN])), TODAY)
    assert none.text == "not recorded yet: rate events from 0 to 4 (press p in a roll call)"


def test_aliveness_now_and_then() -> None:
    def three(score: int) -> tuple[PulseEntry, ...]:
        return (felt("member", score, score, score),) * 3

    found = reading("aliveness", circle(events=rated(*[three(2)] * 6, *[three(3)] * 6)), TODAY)
    assert (found.then.value, found.now.value) == (2, 3)
    assert (found.movement, found.word) == ("better", "higher")


def test_how_long_ago_is_counted_by_the_calendar_and_never_0_days() -> None:
    assert days_ago(date(2026, 11, 22), date(2026, 11, 22)) == "today"
    assert days_ago(date(2026, 11, 21), date(2026, 11, 22)) == "1 day ago"
    assert days_ago(date(2025, 11, 22), date(2026, 11, 22)) == "365 days ago"


def test_a_line_says_how_long_ago_in_one_place() -> None:
    """What else puts "days" before "ago" says "0 days ago" one day, or leaves out a break."""
    lines = Path(families.__file__).parent
    for path in lines.glob("*.py"):
        assert not re.search(r"'day'\)\} ago", path.read_text("utf-8")), path.name
