"""What a writer made, and what the writers share: who may leave, and ids that stay the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from coptui.core.meetings.occasions import has_joined, has_left
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Member
from coptui.core.model.text import clean, fold


@dataclass(frozen=True)
class Written:
    """A file's text, how many records are in it, and what was left out, each in a sentence."""

    text: str
    records: int
    left_out: tuple[str, ...] = ()


def in_order(members: Iterable[Member]) -> list[Member]:
    """By name, as lists show them; the same at every export, so that two can be compared."""
    return sorted(members, key=lambda one: (fold(one.sort_name or one.name), one.id))


def here(community: Community, today: date) -> list[Member]:
    """Everybody who has come and not left: members, those away for a while, guests, prospects."""
    return in_order(
        member
        for member in community.members.values()
        if has_joined(member, today) and not has_left(member, today)
    )


def may_be_contacted(community: Community, today: date) -> list[Member]:
    """Those of them who did not ask to be left alone."""
    return [member for member in here(community, today) if member.contact_ok is not False]


def stable_id(community: Community, table: str, number: int) -> UUID:
    """An id of a record for other programs: the same at every export of a community of this name."""
    name = fold(community.profile.name)
    return uuid5(NAMESPACE_URL, f"coptui:{name}/{table}/{number}")


OURS = "@coptui"
"""The end of an id that we gave an event."""


def uid_of(community: Community, event: Event) -> str:
    """The id under which calendars know an event: the one it came with, else one of ours."""
    return clean(event.uid) or f"{stable_id(community, 'events', event.id)}{OURS}"
