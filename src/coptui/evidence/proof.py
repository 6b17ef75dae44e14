"""Proof of value in two minutes: one chain of stories, one figure, one need, fit to show.

Only what its teller released for the public is here, and nothing confidential.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import get_args

from coptui.core.model.community import Community
from coptui.core.model.consent import is_public, is_withdrawn
from coptui.core.model.counting import counted
from coptui.core.model.records import Cycle, Story
from coptui.core.model.settings import Settings
from coptui.evidence.registry import LINES, evidence
from coptui.language import tr

CYCLES: tuple[str, ...] = get_args(Cycle)
"""In the order of Wenger, Trayner and de Laat 2011: immediate, potential, applied and so on."""

OPEN = ("proposed", "open", "scheduled")
FIGURES = ("asks", "attendance", "headcount")
"""Lines that provide the figure if no story has a measure: the first with data."""


@dataclass(frozen=True)
class Proof:
    """What a sponsor is shown. `chain` is earliest first; `figure` and `need` are sentences.

    `awaiting` are stories that could be shown if their tellers were asked.
    """

    chain: tuple[Story, ...]
    figure: str
    need: str
    awaiting: tuple[Story, ...]


def proof(community: Community, today: date, settings: Settings) -> Proof:
    """Return one chain, one figure, one need."""
    told = {
        story.id: story
        for story in community.stories.values()
        if (story.on is None or story.on <= today) and not _confidential(community, story)
    }
    public = {number: story for number, story in told.items() if is_public(community, story)}
    chains = [_chain(public, story) for story in public.values() if story.tone != "bad"]
    best = max(chains, key=_worth, default=())
    awaiting = sorted(
        (
            story
            for story in told.values()
            if story.consent is None and not is_withdrawn(community, story)
        ),
        key=lambda story: (-_reach(story), -(story.on or date.min).toordinal(), story.id),
    )
    return Proof(
        chain=best,
        figure=_figure(community, best, today, settings),
        need=what_is_needed(community, today),
        awaiting=tuple(awaiting),
    )


def _confidential(community: Community, story: Story) -> bool:
    topic = community.topics.get(story.topic) if story.topic else None
    event = community.events.get(story.event) if story.event else None
    return bool((topic and topic.confidential) or (event and event.confidential))


def _chain(public: dict[int, Story], last: Story) -> tuple[Story, ...]:
    """Return the stories that led to this one, as far back as they are public; stop at a circle."""
    found = [last]
    while (before := public.get(found[-1].previous or 0)) is not None and before not in found:
        found.append(before)
    return tuple(reversed(found))


def _worth(chain: tuple[Story, ...]) -> tuple[int, int, date]:
    last = chain[-1]
    return (max(map(_reach, chain)), len(chain), last.on or date.min)


def _reach(story: Story) -> int:
    """Return how far along the cycles a story is; one without a cycle comes before the first."""
    return CYCLES.index(story.cycle) + 1 if story.cycle in CYCLES else 0


def _figure(community: Community, chain: tuple[Story, ...], today: date, settings: Settings) -> str:
    for story in reversed(chain):
        if story.measure is not None:
            value = story.measure.value
            number = f"{value:g}"
            return f"{number} {story.measure.unit}".strip()
    for line in FIGURES:
        reading = evidence(line, community, today, settings)
        if not reading.no_data:
            # Under 20 people the head count names who is new: nothing for a sponsor.
            text = (
                counted(reading.n, "{count} member", "{count} members")
                if line == "headcount"
                else reading.text
            )
            return f"{LINES[line].title}: {text}"
    return ""


def what_is_needed(community: Community, today: date) -> str:
    """Return what is missing, in words that point at no one in particular."""
    ahead = [
        event
        for event in community.events.values()
        if event.day > today and event.status in ("planned", "confirmed")
    ]
    if not ahead:
        return tr("A date and a room for the next event.")
    unhosted = sum(not event.hosts for event in ahead)
    if unhosted:
        return counted(
            unhosted,
            "Someone to host {count} coming event.",
            "Someone to host {count} coming events.",
        )
    waiting = sum(
        not topic.stewards and not topic.confidential and topic.state in OPEN
        for topic in community.topics.values()
    )
    if waiting:
        return counted(
            waiting,
            "People: {count} open topic has no one looking after it.",
            "People: {count} open topics have no one looking after them.",
        )
    return ""
