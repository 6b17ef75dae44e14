"""What other records say about one: requests, stories, contributions, and where it was imported from."""

from __future__ import annotations

from datetime import date
from typing import Literal

from coptui.core.model.community import Community
from coptui.core.model.records import Ask, Contribution, Member, Source, Story, day_written
from coptui.core.model.saying import name_of, people, person
from coptui.core.model.text import show
from coptui.core.model.when import day_text
from coptui.language import tr
from coptui.tui.kit.rows import Row
from coptui.tui.records.words import labelled, text_rows

MOST = 3
"""How many of each are shown: the latest."""


MentionedIn = Literal["topic", "event"]


def request_rows(community: Community, field: MentionedIn, number: int, width: int) -> list[Row]:
    """Return the latest requests for help about a topic, or made at an event."""
    asks = [ask for ask in community.asks.values() if getattr(ask, field) == number]
    asks.sort(key=lambda ask: (ask.asked_on or date.min, ask.id), reverse=True)
    return [
        row
        for ask in asks[:MOST]
        for row in labelled(tr("Request"), _request(community, ask), width)
    ]


def _request(community: Community, ask: Ask) -> str:
    asker = person(community, ask.asker)
    return f"{ask.text} ({asker})" if asker else ask.text


def story_rows(community: Community, field: MentionedIn, number: int, width: int) -> list[Row]:
    """Return the latest stories about a topic, or told at an event."""
    stories = [story for story in community.stories.values() if getattr(story, field) == number]
    stories.sort(key=lambda story: (story.on or date.min, story.id), reverse=True)
    return [
        row
        for story in stories[:MOST]
        for row in labelled(tr("Story"), _story(community, story), width)
    ]


def _story(community: Community, story: Story) -> str:
    confirmed = person(community, story.confirmed_by)
    parts = (
        person(community, story.teller),
        story.cycle,
        tr("confirmed by {confirmed}", confirmed=confirmed) if confirmed else "",
    )
    more = ", ".join(filter(None, parts))
    return f"{story.text} ({more})" if more else story.text


def talk_rows(community: Community, event: int, width: int) -> list[Row]:
    """Return the latest conversations at an event; they are private."""
    talks = [touch for touch in community.touches.values() if touch.event == event]
    talks.sort(key=lambda touch: (touch.on or date.min, touch.id), reverse=True)
    return [
        row
        for touch in talks[:MOST]
        for row in labelled(
            tr("Talked to"), f"{people(community, touch.members)}: {touch.text}", width
        )
    ]


def contribution_rows(community: Community, member: int, today: date, width: int) -> list[Row]:
    """Return the latest recorded contributions of a member: what, when, about what, from where."""
    gifts = [gift for gift in community.contributions.values() if gift.member == member]
    gifts.sort(key=lambda gift: (gift.on or date.min, gift.id), reverse=True)
    return [
        row
        for gift in gifts[:MOST]
        for row in labelled(tr("Gave"), _contribution(community, gift, today), width)
    ]


def letter_rows(community: Community, member: Member, today: date, width: int) -> list[Row]:
    """Return the latest letters that someone was sent: which, when, about which event."""
    if not member.letters:
        return []
    from coptui.core.letters.kinds import letter_name

    letters: list[str] = []
    for letter in sorted(member.letters, key=lambda it: it.on or date.min, reverse=True)[:MOST]:
        event = community.events.get(letter.event) if letter.event is not None else None
        about = f", {name_of(event)}" if event is not None else ""
        letters.append(f"{letter_name(letter.kind)} {day_text(letter.on, today)}{about}")
    return labelled(tr("Letters"), "; ".join(letters), width)


def _contribution(community: Community, gift: Contribution, today: date) -> str:
    topic = community.topics.get(gift.topic) if gift.topic is not None else None
    event = community.events.get(gift.event) if gift.event is not None else None
    parts = (
        f"{gift.kind or tr('contributed')} {day_text(gift.on, today)}",
        tr("on {name}", name=name_of(topic)) if topic is not None else "",
        tr("at {name}", name=name_of(event)) if event is not None else "",
        gift.link,
        _source(gift.source, today) if gift.source is not None else "",
    )
    return ", ".join(filter(None, parts))


def source_rows(source: Source | None, today: date, width: int) -> list[Row]:
    """Return where an imported record came from."""
    return text_rows(_source(source, today), width, "quiet") if source is not None else []


def _source(source: Source, today: date) -> str:
    """Return `from call.csv, Zoom participants, line 2, 11 Nov`."""
    parts = (
        show(source.file) or tr("a file"),
        show(source.kind),
        tr("line {line}", line=source.row) if source.row is not None else "",
        day_text(day_written(source.at), today) if source.at else "",
    )
    return tr("imported from {parts}", parts=", ".join(filter(None, parts)))
