"""What people want and offer, compared with the topics there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coptui.core.finding.interests import spellings
from coptui.core.meetings.occasions import members_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Member, Topic, Window
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.people.presence import here
from coptui.core.people.roles import holds_role
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.lines.topics import is_open, known_topics
from coptui.evidence.phrases import Phrases, stems
from coptui.evidence.wording import (
    WIDTH,
    by_name,
    clauses,
    fitting,
    look_back,
    member_row,
    no_data,
    to_record,
    topic_row,
)
from coptui.language import tr

INTERESTS = "interest_match"
EXPERTISE = "expertise_cover"


def interest_match(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the interests shared by several members that have no open topic."""
    members = here(community, window.to, settings)
    held = _shared(members)
    if not held:
        if not members and members_with_us(community, window.to):
            return no_data(
                INTERESTS,
                tr(
                    "no member was in touch {in_the_last_year}",
                    in_the_last_year=look_back(settings),
                ),
            )
        return no_data(INTERESTS, to_record(tr("record what members are interested in")))
    known = known_topics(community, window.to)
    if not known:
        return no_data(INTERESTS, to_record(tr("record topics")))
    open_ = _open_topics(community, window.to)
    served = {fold(interest) for topic in open_ for interest in topic.interests}
    shared = {name: whom for name, whom in held.items() if len(whom) >= settings.interest_people}
    unmet = {name: whom for name, whom in shared.items() if name not in served}
    hints = _hints(open_, unmet)
    noted = any(topic.interested for topic in known)
    lonely = [topic for topic in open_ if len(set(topic.interested)) < 2] if noted else []
    figures: dict[str, float | None] = {
        "shared": len(shared),
        "few_interested": len(lonely) if noted else None,
        "seeking": sum(bool(member.seeks) for member in members),
        "hinted": len({name for found in hints.values() for name in found}),
    }
    rows = _wanting(community, members, unmet)
    rows += [
        topic_row(
            topic,
            tr(
                "perhaps about {interests}: only the title or tags say so",
                interests=", ".join(hints[topic.id]),
            ),
        )
        for topic in open_
        if topic.id in hints
    ]
    rows += [
        topic_row(
            topic,
            tr("{count} recorded as interested", count=len(set(topic.interested)))
            if topic.interested
            else tr("no one recorded as interested"),
        )
        for topic in lonely
    ]
    if not shared:
        reason = counted(
            settings.interest_people,
            "no interest is shared by {count} member yet",
            "no interest is shared by {count} members yet",
        )
        return no_data(INTERESTS, reason, rows=rows, figures=figures)
    few_want = (
        counted(
            len(lonely),
            "{count} topic interests 1 person or none",
            "{count} topics interest 1 person or none",
        )
        if lonely
        else ""
    )
    written = [way for name, way in spellings(members).items() if name in unmet]
    text = (
        _named(
            counted(
                len(unmet), "{count} interest without a topic", "{count} interests without a topic"
            ),
            written,
            few_want,
        )
        if unmet
        else clauses(tr("every shared interest has a topic"), few_want)
    )
    return Evidence(INTERESTS, len(unmet), text, n=len(shared), rows=tuple(rows), figures=figures)


def _hints(topics: Iterable[Topic], unmet: Iterable[str]) -> dict[int, list[str]]:
    """Return, by topic, the unmet interests whose words are in its title and tags: only a hint.

    Search no confidential topic.
    """
    found = {
        topic.id: sorted(name for name in unmet if stems(name) <= stems(_said(topic)))
        for topic in topics
        if not topic.confidential
    }
    return {number: names for number, names in found.items() if names}


def _open_topics(community: Community, today: date) -> list[Topic]:
    return sorted(
        (topic for topic in known_topics(community, today) if is_open(topic, today)),
        key=lambda topic: topic.id,
    )


def _said(topic: Topic) -> str:
    return " ".join((topic.title, *topic.tags))


def _shared(members: Iterable[Member]) -> dict[str, set[int]]:
    """Return who has which interest, by its folded name."""
    held: dict[str, set[int]] = {}
    for member in members:
        for interest in member.interests:
            if name := fold(interest):
                held.setdefault(name, set()).add(member.id)
    return held


def _wanting(
    community: Community, members: Iterable[Member], unmet: dict[str, set[int]]
) -> list[EvidenceRow]:
    wants = {
        member.id: [interest for interest in member.interests if fold(interest) in unmet]
        for member in members
        if member.contact_ok is not False
    }
    return [
        member_row(
            community,
            member_id,
            tr("interested in {interests}", interests=", ".join(wants[member_id])),
        )
        for member_id in by_name(
            community, (member_id for member_id, found in wants.items() if found)
        )
    ]


def _named(head: str, names: list[str], more: str) -> str:
    """Return as many names as fit the width (a little more with a clause more), and how many don't."""
    room = WIDTH + 15 - len(clauses("-", more)) + 1 if more else WIDTH
    shown = fitting(names, room - len(head) - 2)
    return clauses(f"{head}: {shown}" if shown else head, more)


def expertise_cover(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the open topics that no one looks after and no one offers to help with."""
    members = here(community, window.to, settings)
    offers = {member.id: member.offers for member in members if member.offers}
    known = known_topics(community, window.to)
    if not offers and not any(topic.stewards for topic in known):
        return no_data(
            EXPERTISE, to_record(tr("record who looks after topics and what people offer"))
        )
    open_ = _open_topics(community, window.to)
    if not open_:
        return no_data(EXPERTISE, tr("no topic is open; add the next one"))
    present = {member.id for member in members_with_us(community, window.to)}
    experts = {member.id for member in members if holds_role(member, "expert", window.to)}
    offered = Phrases(offer for offered_words in offers.values() for offer in offered_words)
    unowned = [topic for topic in open_ if not present.intersection(topic.stewards)]
    bare = [
        topic
        for topic in unowned
        if not experts.intersection(topic.interested) and not offered.cover(_said(topic))
    ]
    asked = _asked(community, members, window.to)
    wanted = Phrases([*asked, *(_said(topic) for topic in open_)])
    spare = {
        member_id: [offer for offer in offered_words if not wanted.hold(offer)]
        for member_id, offered_words in offers.items()
    }
    waiting = (
        [member_id for member_id, offered_words in spare.items() if offered_words] if asked else []
    )
    rows = [
        topic_row(topic, tr("no one looks after it yet, and no offer matches")) for topic in bare
    ]
    rows += [
        member_row(
            community,
            member_id,
            tr("offers {offers}: not asked for yet", offers=", ".join(spare[member_id])),
        )
        for member_id in by_name(community, waiting)
    ]
    text = clauses(
        counted(
            len(open_),
            "{bare} of {count} open topic has no one looking after it and no matching offer",
            "{bare} of {count} open topics have no one looking after them and no matching offer",
            bare=len(bare),
        ),
        counted(
            len(waiting),
            "{count} person's offers not asked for",
            "{count} people's offers not asked for",
        )
        if waiting
        else "",
    )
    return Evidence(
        EXPERTISE,
        len(bare),
        text,
        n=len(open_),
        rows=tuple(rows),
        figures={
            "without_steward": len(unowned),
            "offering": len(offers),
            "not_asked": len(waiting) if asked else None,
        },
    )


def _asked(community: Community, members: Iterable[Member], today: date) -> list[str]:
    """Return what people ask for: what members seek and want, and every request so far."""
    found = [text for member in members for text in (*member.seeks, *member.interests)]
    found += [
        ask.text for ask in community.asks.values() if ask.asked_on is None or ask.asked_on <= today
    ]
    return found


ORDER = 140
LINES = (
    EvidenceLine(
        INTERESTS,
        tr("interests without a topic"),
        tr(
            "Interests that 3 or more members share and that no open topic lists in "
            "its form (capital letters don't matter). If only the title or tags of a "
            "topic contain the words, a row says so, but the interest still counts as "
            "having no topic. Also open topics that fewer than 2 people are interested "
            "in."
        ),
        "down",
        "days",
        interest_match,
        needs=tr("what members are interested in, and topics"),
        base=tr("interests that 3 or more members share"),
        silent=tr(
            "no interests are recorded, no topics are recorded, or no interest is "
            "shared by 3 members"
        ),
        source="coptui",
        unit="interests",
        figures=(
            ("shared", tr("interests that 3 or more members share")),
            (
                "few_interested",
                tr(
                    "open topics with fewer than 2 people interested; no figure until "
                    "someone is recorded as interested in a topic"
                ),
            ),
            (
                "hinted",
                tr(
                    "interests not linked to a topic, though a topic's title or tags use the same words"
                ),
            ),
            ("seeking", tr("members who are looking for something")),
        ),
    ),
    EvidenceLine(
        EXPERTISE,
        tr("topics without an expert"),
        tr(
            "Open topics that no current member looks after, that no expert is "
            "interested in, and that no offer matches (by its words in the title or "
            "tags). Also people whose offers no one has asked for yet."
        ),
        "down",
        "days",
        expertise_cover,
        needs=tr("who looks after topics and what people offer"),
        base=tr("open topics"),
        silent=tr(
            "no topic is open, or no one is recorded as offering anything or looking after a topic"
        ),
        source="coptui",
        unit="topics",
        figures=(
            ("without_steward", tr("open topics that no current member looks after")),
            ("offering", tr("members who offer something")),
            (
                "not_asked",
                tr(
                    "members who offer something that no member, request or topic asks for; no figure until something has been asked for"
                ),
            ),
        ),
    ),
)
