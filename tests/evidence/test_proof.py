"""Proof of value: only what was released, one chain, one figure, one need."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.records import Consent, Event, Measure, Member, Story, Topic
from coptui.core.model.settings import DEFAULTS
from coptui.evidence.proof import proof
from coptui.evidence.quoting import teller_of

TODAY = date(2026, 11, 22)


def told(number: int, **more: object) -> Story:
    return Story(**{"id": number, "on": date(2026, 9, number), "text": f"story {number}", **more})


def community(*stories: Story, **more: object) -> Community:
    return Community(stories={story.id: story for story in stories}, **more)


def test_the_chain_that_reaches_furthest() -> None:
    found = community(
        told(1, consent="public", cycle="immediate"),
        told(2, consent="public", cycle="applied", previous=1),
        told(3, consent="public", cycle="realised", previous=2, measure=Measure(value=12, unit="hours a week")),
        told(4, consent="public", cycle="potential"),
    )  # fmt: skip
    shown = proof(found, TODAY, DEFAULTS)
    assert [story.id for story in shown.chain] == [1, 2, 3]
    assert shown.figure == "12 hours a week"


def test_nothing_without_consent_and_nothing_confidential() -> None:
    found = community(
        told(1),
        told(2, consent="core"),
        told(3, consent="private"),
        told(4, consent="public", topic=1),
        told(5, consent="public", event=1),
        told(6, consent="public", tone="bad"),
        told(7, topic=1),
        topics={1: Topic(id=1, title="Secret", confidential=True)},
        events={1: Event(id=1, title="Secret", starts_at="2026-01-01", confidential=True)},
    )
    shown = proof(found, TODAY, DEFAULTS)
    assert shown.chain == ()
    assert [story.id for story in shown.awaiting] == [1]


def test_a_chain_stops_at_what_was_not_released() -> None:
    found = community(told(1), told(2, consent="public", previous=1, cycle="applied"))
    assert [story.id for story in proof(found, TODAY, DEFAULTS).chain] == [2]


def test_a_circle_ends() -> None:
    found = community(told(1, consent="public", previous=2), told(2, consent="public", previous=1))
    assert len(proof(found, TODAY, DEFAULTS).chain) == 2


def test_what_is_told_later_is_not_told_yet() -> None:
    found = community(told(1, consent="public", on=date(2027, 1, 1)))
    assert proof(found, TODAY, DEFAULTS).chain == ()


def test_by_name_only_where_they_agreed_to_be_quoted() -> None:
    members = {
        1: Member(id=1, name="Ann", consent=Consent(quotes=True)),
        2: Member(id=2, name="Ben", consent=Consent(quotes=False)),
        3: Member(id=3, name="Cy"),
    }
    found = community(members=members)
    assert [teller_of(found, told(1, teller=who)) for who in (1, 2, 3, 9, None)] == [
        "Ann", "a colleague", "a colleague", "a colleague", "a colleague",
    ]  # fmt: skip


def test_the_need_names_nobody() -> None:
    assert "next event" in proof(community(), TODAY, DEFAULTS).need
    ahead = Event(id=1, title="Call", starts_at="2026-12-01", hosts=())
    assert "host" in proof(community(events={1: ahead}), TODAY, DEFAULTS).need
    hosted = Event(id=1, title="Call", starts_at="2026-12-01", hosts=(1,))
    topics = {1: Topic(id=1, title="A"), 2: Topic(id=2, title="B", stewards=(1,))}
    need = proof(community(events={1: hosted}, topics=topics), TODAY, DEFAULTS).need
    assert need == "People: 1 open topic has no one looking after it."


def test_the_figure_names_nobody() -> None:
    members = {
        n: Member(id=n, name=f"Person {n}", joined_on=date(2026, 11, 1)) for n in range(1, 4)
    }
    found = proof(Community(members=members), date(2026, 11, 22), DEFAULTS)
    assert found.figure == "members: 3 members"
