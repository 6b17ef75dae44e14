"""What we talk about: how old the open topics are, and who proposed them."""

from __future__ import annotations

from datetime import date
from statistics import median

from coptui.core.meetings.occasions import days_between
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Topic, Window
from coptui.core.model.saying import level_name, person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.levels import standings
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.wording import clauses, days_ago, few, in_window, no_data, to_record, topic_row
from coptui.language import tr

AGE = "topic_age"
ORIGIN = "topic_origin"

ORIGINS = ("coordinator", "core", "active", "peripheral", "outside")
"""Where a topic can come from."""


def known_topics(community: Community, today: date) -> list[Topic]:
    """Return the topics that existed on a day, as far as known: count one without any day."""
    return [
        topic
        for topic in community.topics.values()
        if topic.opened_on is None or topic.opened_on <= today
    ]


def is_open(topic: Topic, today: date) -> bool:
    """Return whether a topic was proposed, open or scheduled on a day, as far as known."""
    if topic.state in ("done", "dropped"):
        closed = topic.closed_on or topic.touched_on
        return closed is not None and closed > today
    return topic.state in ("proposed", "open", "scheduled")


def last_touch(community: Community, topic: Topic, today: date) -> date | None:
    """Return the last day up to a day on which a topic was opened, changed or on an agenda."""
    days = [day for day in (topic.opened_on, topic.touched_on) if day is not None]
    days += [event.day for event in community.events_on.get(topic.id, ()) if event.status == "held"]
    return max((day for day in days if day <= today), default=None)


def topic_age(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the median of the days since open topics were last discussed or changed."""
    known = known_topics(community, window.to)
    if not known:
        return no_data(AGE, to_record(tr("record topics")))
    open_ = [topic for topic in known if is_open(topic, window.to)]
    touched_on = {
        topic.id: touched
        for topic in open_
        if (touched := last_touch(community, topic, window.to)) is not None
    }
    ages = {
        topic_id: days_between(touched, window.to, community.profile.breaks)
        for topic_id, touched in touched_on.items()
    }
    unowned = sum(not topic.stewards for topic in open_)
    proposed = [
        (window.to - topic.opened_on).days
        for topic in open_
        if topic.state == "proposed" and topic.opened_on is not None
    ]
    figures: dict[str, float | None] = {
        "open": sum(topic.state not in ("proposed", "scheduled") for topic in open_),
        "proposed": sum(topic.state == "proposed" for topic in open_),
        "scheduled": sum(topic.state == "scheduled" for topic in open_),
        "parked": sum(topic.state == "parked" for topic in known),
        "unowned": unowned,
        "oldest": max(ages.values(), default=None),
        "oldest_proposal": max(proposed, default=None),
    }
    if not open_:
        return no_data(AGE, tr("no topic is open; add the next one"), figures=figures)
    if not ages:
        return no_data(
            AGE,
            to_record(tr("record when topics were opened, or put them on an agenda")),
            figures=figures,
        )
    rows = tuple(
        topic_row(
            community.topics[topic_id],
            _last_active(community.topics[topic_id], days_ago(touched_on[topic_id], window.to)),
        )
        for topic_id in sorted(ages, key=lambda topic_id: (-ages[topic_id], topic_id))
    )
    usual = median(ages.values())
    text = _said(len(ages), int(usual))
    if unowned and any(topic.stewards for topic in known):
        text = clauses(text, tr("{count} with no one to look after them", count=unowned))
    return Evidence(AGE, usual, text, n=len(ages), rows=rows, figures=figures)


def _last_active(topic: Topic, when: str) -> str:
    if topic.stewards:
        return tr("last changed or discussed {days_ago}", days_ago=when)
    return tr("last changed or discussed {days_ago}, no one looks after it", days_ago=when)


def _said(topics: int, days: int) -> str:
    """Return how many topics are open, and for how many days half of them were not active."""
    if days < 1:
        return (
            tr("{count} open, half of them changed or discussed today", count=topics)
            if topics > 1
            else tr("{count} open, changed or discussed today", count=topics)
        )
    silent = counted(days, "{count} day", "{count} days")
    if topics > 1:
        return tr(
            "{count} open, half of them untouched for {days} or more", count=topics, days=silent
        )
    return tr("{count} open, untouched for {days}", count=topics, days=silent)


def topic_origin(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the directions from which the topics opened in the window came."""
    placed = [
        topic
        for topic in community.topics.values()
        if topic.opened_on is not None
        and topic.opened_on <= window.to
        and (topic.proposer is not None or topic.origin in ("outside", "sponsor"))
    ]
    if not placed:
        return no_data(ORIGIN, to_record(tr("add who proposed each topic")))
    opened = [topic for topic in placed if topic.opened_on and topic.opened_on >= window.from_]
    if not opened:
        return no_data(ORIGIN, tr("no topic opened in this period has a proposer recorded"))
    count = dict.fromkeys(ORIGINS, 0)
    rows = []
    for topic in sorted(opened, key=lambda topic: (topic.opened_on or date.min, topic.id)):
        origin = _origin(community, topic, window.to, settings)
        count[origin] += 1
        assert topic.opened_on is not None
        who = f" ({person(community, topic.proposer)})" if topic.proposer is not None else ""
        rows.append(
            topic_row(topic, f"{level_name(origin)}{who}, {short(topic.opened_on, window.to)}")
        )
    origins = {origin: times for origin, times in count.items() if times}
    topics = counted(
        len(opened),
        "{count} topic opened {in_period}",
        "{count} topics opened {in_period}",
        in_period=in_window(window),
    )
    each = ", ".join(f"{times} {level_name(origin)}" for origin, times in origins.items())
    return Evidence(
        ORIGIN,
        len(origins),
        f"{topics}: {each}",
        n=len(opened),
        rows=tuple(rows),
        confidence=few(len(opened), settings, forms("{count} topic", "{count} topics")),
        figures=dict(count),
    )


def _origin(community: Community, topic: Topic, today: date, settings: Settings) -> str:
    if topic.origin in ("outside", "sponsor") or topic.proposer is None:
        return "outside"
    member = community.members.get(topic.proposer)
    if member is not None and is_organiser(member, today):
        return "coordinator"
    standing = standings(community, today, settings).get(topic.proposer)
    level = standing.level if standing is not None else None
    return level if level in ORIGINS else "peripheral"


ORDER = 120
LINES = (
    EvidenceLine(
        AGE,
        tr("open topics"),
        tr(
            "Half of the open topics (proposed, open or scheduled) have gone at "
            "least this long without being opened, edited or put on an agenda. Also "
            "the topic that has waited longest, the oldest topic that is only "
            "proposed, and topics with no one looking after them."
        ),
        "down",
        "days",
        topic_age,
        needs=tr("topics, and when they were opened, last changed or on an agenda"),
        base=tr("open topics for which it is known when they were opened or last changed"),
        silent=tr(
            "no topic is recorded, none is open, or it isn't known when any was "
            "opened or last changed"
        ),
        source="coptui",
        unit="days",
        words=(tr("older"), tr("more recent")),
        figures=(
            ("open", tr("topics that are open")),
            ("proposed", tr("topics that are only proposed")),
            ("scheduled", tr("topics that are scheduled")),
            ("parked", tr("topics that are parked")),
            ("unowned", tr("open topics that no one looks after")),
            ("oldest", tr("days since the topic that has waited longest was changed or discussed")),
            ("oldest_proposal", tr("days since the oldest proposed topic was added")),
        ),
    ),
    EvidenceLine(
        ORIGIN,
        tr("where topics came from"),
        tr(
            "How many of five sources the topics opened in the period came from: "
            "coordinators, core members, active members, occasional members, and outside. "
            "What counts is the proposer's level at the end of the period."
        ),
        "up",
        "days",
        topic_origin,
        needs=tr("who proposes topics"),
        base=tr("topics opened in the period for which it is known who they came from"),
        silent=tr("no proposer and no outside source has been recorded, or none in the period"),
        source="coptui",
        unit="directions",
        words=(tr("more"), tr("fewer")),
        figures=(
            ("coordinator", tr("topics from coordinators")),
            ("core", tr("topics from core members")),
            ("active", tr("topics from active members")),
            ("peripheral", tr("topics from occasional members")),
            ("outside", tr("topics that came from outside")),
        ),
    ),
)
