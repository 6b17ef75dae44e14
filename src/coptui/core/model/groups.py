"""Groups in a community, such as chapters, circles or desks: who is in which, and when. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from coptui.core.model.changes import Change
from coptui.core.model.community import AllGroups, Community
from coptui.core.model.edits import Edit, update
from coptui.core.model.records import Event, Member, Membership
from coptui.core.model.sentences import NOTHING_TO_CHANGE, NOTHING_TYPED, did_you_mean, too_long
from coptui.core.model.text import clean, fold
from coptui.errors import UsageError
from coptui.language import tr

LONGEST = 120
"""A group's name has at most this many characters."""


class Group(Struct, frozen=True):
    """One group on a day: who is in it, and its next event, if there is one."""

    name: str
    members: tuple[int, ...]
    next_event: Event | None


def group_names(community: Community) -> tuple[str, ...]:
    """Return the name of every group that someone is or was in, or that has an event, in order."""
    named: dict[str, str] = {}
    for member in community.members.values():
        for membership in member.groups:
            named.setdefault(fold(membership.group), membership.group)
    for event in community.events.values():
        for name in event.groups:
            named.setdefault(fold(name), name)
    return tuple(name for key, name in sorted(named.items()) if key)


def is_a_group(community: Community, name: str) -> bool:
    """Return whether there is a group with this name, however it is written."""
    return fold(name) in map(fold, group_names(community))


def group_called(community: Community, text: str) -> str:
    """Return the group with this name, however it is written, or the only one whose name begins
    like that. Raise UsageError, with the nearest name, if there is none."""
    names = {fold(name): name for name in group_names(community)}
    typed = fold(text)
    begin = [name for key, name in names.items() if key.startswith(typed)]
    if typed in names:
        return names[typed]
    if typed and len(begin) == 1:
        return begin[0]
    if not names:
        raise UsageError(
            tr("There is no group {text!r}: no groups are recorded.", text=text),
            tr("To start one, type its name in the field Groups of a person or an event."),
        )
    near = get_close_matches(typed, names, 1, 0.4)
    hint = (
        did_you_mean(names[near[0]])
        if near
        else tr("The groups are {names}.", names=", ".join(names.values()))
    )
    raise UsageError(tr("There is no group {text!r}.", text=text), hint)


def groups_on(community: Community, day: date) -> tuple[Group, ...]:
    """Return every group as it is on a day."""
    return tuple(
        Group(
            name,
            tuple(
                number for number, member in community.members.items() if is_in(member, name, day)
            ),
            next(
                (
                    event
                    for event in community.events_by_day
                    if event.day >= day
                    and event.status in ("planned", "confirmed")
                    and is_of(event, name)
                ),
                None,
            ),
        )
        for name in group_names(community)
    )


def renamed(community: AllGroups, name: str, text: str) -> Edit:
    """Give a group another name, wherever people, events and walks say the old one.

    Raise UsageError if the name means nothing, or another group has it.
    """
    key, new = fold(name), clean(text)
    if not new:
        raise UsageError(NOTHING_TYPED, tr("Type the group's new name."))
    taken = next((each for each in group_names(community) if fold(each) == fold(new) != key), None)
    if taken is not None:
        raise UsageError(
            tr("There is already a group called {taken!r}.", taken=taken),
            tr("Choose another name, or move the people to that group."),
        )
    if len(new) > LONGEST:
        raise UsageError(too_long(tr("The name"), LONGEST))
    changes: list[Change] = []
    for member in community.members.values():
        groups = tuple(
            replace(each, group=new) if fold(each.group) == key else each for each in member.groups
        )
        changes += update(member, replace(member, groups=groups)).changes
    for event in community.events.values():
        names = tuple(new if fold(each) == key else each for each in event.groups)
        changes += update(event, replace(event, groups=names)).changes
    for run in community.runs.values():
        if run.group and fold(run.group) == key:
            changes += update(run, replace(run, group=new)).changes
    if not changes:
        raise UsageError(NOTHING_TO_CHANGE)
    return Edit(tr("renamed group {name} to {new}", name=name, new=new), tuple(changes))


def is_in(member: Member, name: str, day: date) -> bool:
    """Return whether someone is in a group on a day; on the day they leave it they no longer are."""
    if not member.groups or member.status == "left":
        return False
    key = fold(name)
    return any(_is_open(each, day) and fold(each.group) == key for each in member.groups)


def groups_of(member: Member, day: date) -> tuple[str, ...]:
    """Return the groups that someone is in on a day."""
    return tuple(each.group for each in member.groups if _is_open(each, day))


def is_of(event: Event, name: str) -> bool:
    """Return whether an event is one of a group's."""
    return bool(event.groups) and fold(name) in map(fold, event.groups)


def is_for(event: Event, member: Member) -> bool:
    """Return whether an event is for someone: it is everyone's, or one of a group that they are
    in that day."""
    return not event.groups or any(is_in(member, name, event.day) for name in event.groups)


def put_in_groups(member: Member, names: Iterable[str], day: date) -> Member:
    """Return someone who is in these groups from a day on: what they leave ends that day, what they
    join begins; what they were in before stays known."""
    wanted = {fold(name): name for name in names}
    kept: list[Membership] = []
    for each in member.groups:
        if each.until is not None:
            kept.append(each)
        elif wanted.pop(fold(each.group), None) is not None:
            kept.append(each if each.since is None or each.since <= day else replace(each, since=day))  # fmt: skip
        elif each.since != day:
            kept.append(replace(each, until=day))
        # Joined and left on one day, they were never in it.
    joined = (Membership(group=name, since=day) for name in wanted.values())
    return replace(member, groups=(*kept, *joined))


def _is_open(membership: Membership, day: date) -> bool:
    since, until = membership.since, membership.until
    return (since is None or since <= day) and (until is None or day < until)
