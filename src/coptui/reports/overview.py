"""A page about the community: who offers and seeks what, topics, past and coming events."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import is_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, Member, Profile, Topic
from coptui.core.model.text import fold
from coptui.core.model.when import full_day
from coptui.core.model.zones import clocks
from coptui.core.views.privacy import fit_to_leave
from coptui.language import tr
from coptui.reports.document import DocumentSection, Facts, Items, Paragraph, ReportDocument

HEADINGS = {
    "open": tr("Topics: open"),
    "scheduled": tr("Topics: scheduled"),
    "proposed": tr("Topics: proposed"),
    "parked": tr("Topics: parked"),
    "done": tr("Topics: done"),
    "dropped": tr("Topics: dropped"),
}


def overview(community: Community, today: date) -> ReportDocument:
    """Return members by name with what they offer and seek, topics by state, coming and past
    events.

    No addresses. Count those who want to be in no directory; show confidential topics and events as
    codes.
    """
    with_us = sorted(
        (member for member in community.members.values() if is_with_us(member, today)),
        key=lambda member: (fold(member.sort_name or member.name), member.id),
    )
    named = [member for member in with_us if member.consent.directory is not False]
    more = len(with_us) - len(named)
    members: list[Paragraph | Items] = [Items(tuple(map(_member, named)))] if named else []
    if more:
        members.append(
            Paragraph(
                counted(more, "And {count} member not listed.", "And {count} members not listed.")
            )
        )
    events = [
        event for event in community.events_by_day if event.starts_at and event.status != "idea"
    ]
    coming = [event for event in events if event.day >= today and event.status != "held"]
    past = [event for event in reversed(events) if event.status == "held"]
    blocks = [
        DocumentSection(tr("Members: {count}", count=len(with_us)), tuple(members)),
        *_topics(community),
        *(
            [
                DocumentSection(
                    tr("Coming up"), (Items(tuple(_event(community, event) for event in coming)),)
                )
            ]
            if coming
            else []
        ),
        *(
            [
                DocumentSection(
                    tr("Past"), (Items(tuple(_event(community, event) for event in past)),)
                )
            ]
            if past
            else []
        ),
    ]
    profile = fit_to_leave(community.profile)
    about = _about(profile)
    return ReportDocument(
        title=profile.name or tr("A community"),
        under=full_day(today),
        blocks=(
            *((Paragraph(profile.purpose),) if profile.purpose else ()),
            *((DocumentSection(tr("About us"), (Facts(about),)),) if about else ()),
            *blocks,
        ),
    )


def _about(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return what the community says of itself: labels and texts."""
    begun = {"problem": tr("a problem we shared"), "management": tr("a decision by management")}
    pairs = (
        (tr("What it is about"), profile.domain),
        (tr("Who it is for"), profile.audience),
        (tr("What we are like"), profile.character),
        (tr("What started it"), begun.get(profile.spark or "", profile.spark or "")),
        (tr("Founded"), full_day(profile.founded_on) if profile.founded_on else ""),
        (tr("Charter"), profile.charter_url),
    )
    return tuple((label, text) for label, text in pairs if text)


def in_it(community: Community, today: date) -> int:
    """Count the people, topics and events on the page."""
    with_us = sum(is_with_us(member, today) for member in community.members.values())
    events = [
        event for event in community.events.values() if event.starts_at and event.status != "idea"
    ]
    shown = [event for event in events if event.status == "held" or event.day >= today]
    return with_us + len(community.topics) + len(shown)


def _member(member: Member) -> str:
    member = fit_to_leave(member)
    parts = [member.name]
    if member.organisation:
        parts[0] += f", {member.organisation}"
    if member.offers:
        parts.append(tr("offers {offers}", offers=", ".join(member.offers)))
    if member.seeks:
        parts.append(tr("looking for {wishes}", wishes=", ".join(member.seeks)))
    return "; ".join(parts)


def _topics(community: Community) -> list[DocumentSection]:
    sections = []
    for state, heading in HEADINGS.items():
        topics = sorted(
            (one for one in community.topics.values() if one.state == state),
            key=lambda one: (fold(label_of(one)), one.id),
        )
        if topics:
            items = tuple(_topic(community, topic) for topic in topics)
            sections.append(DocumentSection(heading, (Items(items),)))
    return sections


def _topic(community: Community, topic: Topic) -> str:
    topic = fit_to_leave(topic)
    if topic.confidential:
        return label_of(topic)
    people = [community.members[who] for who in topic.stewards if who in community.members]
    names = [fit_to_leave(one).name for one in people if one.consent.directory is not False]
    looked_after = tr("looked after by {names}", names=", ".join(names)) if names else ""
    return "; ".join(filter(None, (label_of(topic), looked_after)))


def _event(community: Community, event: Event) -> str:
    event = fit_to_leave(event)
    time = clocks(community, event)
    at = f" {time}" if time else ""
    where = f", {event.place}" if event.place and not event.confidential else ""
    told = f"{full_day(event.day)}{at}: {label_of(event)}{where}"
    return tr("{event} (cancelled)", event=told) if event.status == "cancelled" else told
