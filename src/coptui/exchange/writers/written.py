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
    """A file's text, how many records are in it, and a sentence for each thing left out.

    `option` is what the command line has for the private part of that, "" if there is none.
    """

    text: str
    records: int
    left_out: tuple[str, ...] = ()
    option: str = ""


def in_order(members: Iterable[Member]) -> list[Member]:
    """Sort by name, as lists do; the order is the same each time so that exports can be compared."""
    return sorted(members, key=lambda one: (fold(one.sort_name or one.name), one.id))


def here(community: Community, today: date) -> list[Member]:
    """Return everyone who has come and not left: members, people away, guests, prospects."""
    unlisted = community.unlisted
    return in_order(
        member
        for member in community.members.values()
        if member.id not in unlisted and has_joined(member, today) and not has_left(member, today)
    )


def may_be_contacted(community: Community, today: date) -> list[Member]:
    """Return those of them who didn't ask to be left alone."""
    return [member for member in here(community, today) if member.contact_ok is not False]


def stable_id(community: Community, table: str, number: int) -> UUID:
    """Return a record's id for other programs: the same in every export of this community."""
    name = community.profile.name
    if community.group:
        # The same ids as in an export of everyone: who takes in both has nothing twice.
        name = name.removesuffix(community.group).removesuffix(", ")
    return uuid5(NAMESPACE_URL, f"coptui:{fold(name)}/{table}/{number}")


OURS = "@coptui"
"""The end of an id that we gave an event."""


def uid_of(community: Community, event: Event) -> str:
    """Return the id by which calendars know an event: the one it came with, else one of ours."""
    return clean(event.uid) or f"{stable_id(community, 'events', event.id)}{OURS}"
