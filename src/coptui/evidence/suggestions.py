"""Who to ask: who could help with a request, who could be a newcomer's buddy.

Suggestions with reasons, never a ranking: sorted by how many reasons there are, then by who was
asked least lately, then by name. No one who wants no contact is suggested.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from coptui.core.meetings.occasions import is_with_us
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.records import Ask, Member
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.people.newcomers import newcomers
from coptui.core.people.roles import holds_role, is_organiser
from coptui.evidence.phrases import stems
from coptui.language import tr

MOST = 5
"""How many are suggested."""
LATELY = 90
"""For this many days someone who helped is given a rest, if others could help."""
SETTLED = 180
"""A buddy has been a member for this many days."""


@dataclass(frozen=True)
class Suggestion:
    """Someone, and why: one reason or more, each a few words."""

    member: int
    reasons: tuple[str, ...]


def helpers_for(community: Community, ask: Ask, today: date) -> tuple[Suggestion, ...]:
    """Return who could help with a request: they offer it, look after its topic, share an interest
    of it, or answered a similar one. Words that are alike are a hint, and said to be one."""
    topic = community.topics.get(ask.topic) if ask.topic is not None else None
    wanted = stems(
        " ".join((ask.text, topic.title if topic else "", *(topic.tags if topic else ())))
    )
    asked = {fold(interest) for interest in topic.interests} if topic else set()
    like = [
        other
        for other in community.asks.values()
        if other.id != ask.id
        and (
            (other.topic is not None and other.topic == ask.topic)
            or len(stems(other.text) & stems(ask.text)) >= 2
        )
    ]
    reasons_by_member: dict[int, list[str]] = {}
    for member in open_to_it(community, today):
        if member.id == ask.asker or member.id in ask.answered_by:
            continue
        reasons = [
            tr("offers {offer}", offer=offer) for offer in member.offers if stems(offer) & wanted
        ][:2]
        if topic is not None and member.id in topic.stewards:
            reasons.append(tr("looks after {title}", title=_title(community, topic.id)))
        elif topic is not None and member.id in topic.interested:
            reasons.append(tr("interested in {title}", title=_title(community, topic.id)))
        reasons += [
            tr("interested in {word}", word=word)
            for word in member.interests
            if fold(word) in asked
        ][:2]
        if any(member.id in other.answered_by for other in like):
            reasons.append(tr("answered a similar request"))
        if reasons and holds_role(member, "expert", today):
            reasons.append(tr("an expert"))
        if not reasons:
            reasons = [
                tr("their interest in {word} may fit", word=word)
                for word in member.interests
                if stems(word) & wanted
            ][:1]
        if reasons:
            reasons_by_member[member.id] = reasons
    helped = [
        member_id
        for other in community.asks.values()
        if other.first_answer_on is not None
        and later(today, -LATELY) < other.first_answer_on <= today
        for member_id in other.answered_by
    ]
    return _listed(community, reasons_by_member, helped)


def buddies_for(
    community: Community, newcomer: Member, today: date, settings: Settings
) -> tuple[Suggestion, ...]:
    """Return who could be a newcomer's buddy: settled, seen lately, and with something in common."""
    new = {member.id for member, _ in newcomers(community, today, settings)}
    met = {event.id for event in community.attended_by.get(newcomer.id, ())}
    interests = {fold(interest) for interest in newcomer.interests}
    likes = stems(" ".join((*newcomer.interests, *newcomer.seeks)))
    reasons_by_member: dict[int, list[str]] = {}
    for member in open_to_it(community, today):
        if member.id == newcomer.id or member.id in new or is_organiser(member, today):
            continue
        if member.joined_on is not None and member.joined_on > later(today, -SETTLED):
            continue
        seen = community.attended_by.get(member.id, ())
        if not seen or seen[-1].day < later(today, -LATELY):
            continue
        reasons = [
            tr("also interested in {word}", word=word)
            for word in member.interests
            if fold(word) in interests
        ][:2]
        if not reasons:
            alike = (word for word in member.interests if likes & stems(word))
            reasons = [tr("perhaps also interested in {word}", word=word) for word in alike][:1]
        reasons += [
            tr("offers {word}", word=word) for word in member.offers if likes & stems(word)
        ][:1]
        if newcomer.introduced_by == member.id:
            reasons.append(tr("brought the newcomer here"))
        reasons += near(newcomer, member)
        if any(event.id in met for event in seen):
            reasons.append(tr("was at the same event"))
        if reasons:
            reasons_by_member[member.id] = reasons
    busy = [
        member.buddy for member in community.members.values() if member.id in new and member.buddy
    ]
    return _listed(community, reasons_by_member, busy)


def open_to_it(community: Community, today: date) -> Iterable[Member]:
    """Return who may be suggested: members who are here and may be contacted."""
    return (
        member
        for member in community.members.values()
        if is_with_us(member, today) and member.contact_ok is not False
    )


def near(newcomer: Member, member: Member) -> list[str]:
    """Return what two have in common by unit, employer or place: one reason at most."""
    for field, words in (
        ("unit", tr("same unit")),
        ("organisation", tr("same employer")),
        ("location", tr("same location")),
    ):
        mine, theirs = getattr(newcomer, field), getattr(member, field)
        if mine and fold(mine) == fold(theirs):
            return [words]
    return []


def _title(community: Community, number: int) -> str:
    topic = community.topics[number]
    return (topic.code or tr("a confidential topic")) if topic.confidential else topic.title


def _listed(
    community: Community, reasons_by_member: dict[int, list[str]], asked: list[int]
) -> tuple[Suggestion, ...]:
    order = sorted(
        reasons_by_member,
        key=lambda member_id: (
            -len(reasons_by_member[member_id]),
            asked.count(member_id),
            fold(community.members[member_id].name),
            member_id,
        ),
    )
    return tuple(
        Suggestion(member_id, tuple(reasons_by_member[member_id])) for member_id in order[:MOST]
    )
