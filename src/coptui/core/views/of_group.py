"""One group of the community, seen as a community of its own. Pure."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_type_hints

from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.entry import parts_of
from coptui.core.model.groups import is_of
from coptui.core.model.records import (
    REFERENCES,
    TABLES,
    Action,
    Answer,
    Attendance,
    Event,
    Member,
    Profile,
    Record,
    Run,
)
from coptui.core.model.references import TABLE_OF
from coptui.core.model.text import fold

R = TypeVar("R", bound=Record)

_NAMED = {
    "members": ("buddy", "introduced_by"),
    "topics": ("proposer", "stewards"),
    "events": ("hosts", "speakers"),
    "asks": ("asker", "answered_by"),
    "stories": ("teller",),
    "contributions": ("member",),
}
"""Fields in which someone of another group stays, as a guest: without them it would seem that no one
hosted, answered or looked after something."""

_ANSWERED = {"people": "members", "topics": "topics", "events": "events"}
"""The tables of the records that an answer of such a type names."""


def of_group(community: Community, name: str, day: date) -> Community:
    """Return the community of one group: who is or was in it, its events, and what belongs to these
    people and events.

    Whoever left the group by `day` has left it here, whoever joined it has joined that day: a figure
    about the past counts who was in it then. People of other groups who took part are guests, of
    whom nothing but the name is known; any other mention of them is gone. The members' checklist
    is answered without names, and hours are kept for everyone, so no group has its own.
    """
    own = dict(_own_members(community, name, day))
    events = {n: event for n, event in community.events.items() if is_of(event, name)}
    seen: dict[str, dict[int, Any]] = {
        "members": own,
        "events": {n: _taken_part(event, own) for n, event in events.items()},
        "touches": _kept(community.touches, lambda touch: _any(touch.members, own)),
        "asks": _kept(community.asks, lambda ask: ask.asker in own or ask.event in events),
        "stories": _kept(
            community.stories, lambda story: story.teller in own or story.event in events
        ),
        "contributions": _kept(
            community.contributions, lambda gift: gift.member in own or gift.event in events
        ),
    }
    on_topics = (record.topic for table in tuple(seen) if table not in ("members", "events")
                 for record in seen[table].values())  # fmt: skip
    about = {*on_topics, *(number for event in events.values() for number in event.topics)}
    topics = _kept(
        community.topics,
        lambda topic: (
            topic.id in about
            or topic.proposer in own
            or _any((*topic.stewards, *topic.interested), own)
        ),
    )
    seen["topics"] = topics
    seen["library"] = _kept(
        community.library,
        lambda item: (
            item.topic in topics or item.keeper in own or any(u.by in own for u in item.uses)
        ),
    )
    seen["questions"] = _kept(
        community.questions,
        lambda question: question.topic in topics or _any(question.curious, own),
    )
    seen["runs"] = _walks(community, name, seen)
    seen["actions"] = _kept(
        community.actions,
        lambda action: action.owner in own or _any(action.about, own) or _comes_from(action, seen),
    )
    seen["actions"] = {n: _without_origin(action, seen) for n, action in seen["actions"].items()}
    seen["snapshots"] = {}
    guests = {who for table, records in seen.items() for who in _named(table, records)}
    guests = {number for number in guests - own.keys() if number in community.members}
    own |= {number: _guest(community.members[number]) for number in sorted(guests)}
    known: Mapping[str, Container[int]] = {**seen, "community": {}}
    profile = replace(
        community.profile, name=shown_name(community.profile, name), yearly=(), hours=()
    )
    return replace(
        community,
        group=name,
        guests=frozenset(guests),
        profile=_fit(profile, known, community),
        **{
            table: {n: _fit(record, known, community) for n, record in records.items()}
            for table, records in seen.items()
        },
    )


def shown_name(profile: Profile, group: str) -> str:
    """Return what a group of a community is called on pages and screens."""
    return f"{profile.name}, {group}" if profile.name and group else group or profile.name


def _own_members(community: Community, name: str, day: date) -> Iterator[tuple[int, Member]]:
    key = fold(name)
    for number, member in community.members.items():
        times = [each for each in member.groups if fold(each.group) == key] if member.groups else []
        if not times:
            continue
        since = None if any(each.since is None for each in times) else min(each.since for each in times if each.since)  # fmt: skip
        ends = [each.until for each in times]
        left_on = max((end for end in ends if end), default=None) if None not in ends else None
        joined = max(filter(None, (member.joined_on, since)), default=None)
        if joined != member.joined_on:
            member = replace(member, joined_on=joined)
        if member.status != "left" and left_on is not None and left_on <= day:
            member = replace(member, status="left", left_on=left_on, left_reason="")
        yield number, member


def _guest(member: Member) -> Member:
    return Member(
        id=member.id,
        name=member.name,
        sort_name=member.sort_name,
        pronouns=member.pronouns,
        status="left" if member.status == "left" else "guest",
        left_on=member.left_on,
        roles=member.roles,
        contact_ok=member.contact_ok,
        consent=member.consent,
    )


def _taken_part(event: Event, own: Container[int]) -> Event:
    """Return an event without people of other groups who were not there and do not come."""
    there = {
        who: entry for who, entry in event.attendance.items() if who in own or _is_there(entry)
    }
    return event if len(there) == len(event.attendance) else replace(event, attendance=there)


def _is_there(entry: Attendance) -> bool:
    return entry.there or (entry.status is None and entry.rsvp in ("yes", "maybe"))


def _named(table: str, records: Mapping[int, Any]) -> Iterator[int]:
    """Return the people whom a table's records name and who therefore stay as guests."""
    for record in records.values():
        for field in _NAMED.get(table, ()):
            value = getattr(record, field)
            yield from value if isinstance(value, tuple) else () if value is None else (value,)
        if table == "events":
            yield from record.attendance
        if table == "runs":
            yield from (
                who
                for answer in record.log
                if answer.type == "people" and isinstance(answer.value, tuple)
                for who in answer.value
            )


def _kept(records: Mapping[int, R], belongs: Callable[[R], bool]) -> dict[int, R]:
    return {number: record for number, record in records.items() if belongs(record)}


def _any(ids: tuple[int, ...], own: Container[int]) -> bool:
    return any(number in own for number in ids)


def _walks(
    community: Community, name: str, seen: Mapping[str, Mapping[int, Any]]
) -> dict[int, Run]:
    """Return the group's own walks and those about its people, events and topics; never one of a
    pair alone, whose answers are sealed until both have finished."""
    runs = _kept(
        community.runs,
        lambda run: (
            fold(run.group) == fold(name)
            if run.subject.kind == "community"
            else _is_about(run, seen)
        ),
    )
    pairs = [{run.id, run.pair} for run in community.runs.values() if run.pair]
    broken = {number for pair in pairs if not pair <= runs.keys() for number in pair}
    return {number: run for number, run in runs.items() if number not in broken}


def _is_about(run: Run, seen: Mapping[str, Mapping[int, Any]]) -> bool:
    """Return whether a walk is about one of the group's people, events or topics, and its answers
    name no others."""
    if run.subject.id not in seen.get(TABLE_OF[run.subject.kind], ()):
        return False
    return all(
        number in seen[table]
        for answer in run.log
        if isinstance(answer.value, tuple) and (table := _ANSWERED.get(answer.type or ""))
        for number in answer.value
    )


def _comes_from(action: Action, seen: Mapping[str, Mapping[int, Any]]) -> bool:
    origin = action.origin
    return origin is not None and origin.id in seen[TABLE_OF[origin.kind]]


def _without_origin(action: Action, seen: Mapping[str, Mapping[int, Any]]) -> Action:
    return action if action.origin is None or _comes_from(action, seen) else replace(action, origin=None)  # fmt: skip


# References


def _fit(record: R, known: Mapping[str, Container[int]], community: Community) -> R:
    """Return a record without references to what the group doesn't have; where a field takes a name
    as well, someone's name."""
    table, changed = record.table, {}
    for path, target in REFERENCES.get(table, {}).items():
        field, _, rest = path.partition(".")
        value = getattr(record, field)
        if value is None or isinstance(value, str) or value in ((), {}):
            continue
        fit = _fit_value(value, rest, known[target])
        if fit is None and _takes_a_name(table, field) and value in community.members:
            fit = community.members[value].name
        if fit != value:
            changed[field] = fit
    if isinstance(record, Run):
        changed["log"] = tuple(_fit_answer(each, known) for each in changed.get("log", record.log))
    return replace(record, **changed) if changed else record


def _fit_answer(answer: Answer, known: Mapping[str, Container[int]]) -> Answer:
    """Return an answer without the topics and events of other groups that it names."""
    table = _ANSWERED.get(answer.type or "")
    if table is None or not isinstance(answer.value, tuple):
        return answer
    return replace(answer, value=tuple(number for number in answer.value if number in known[table]))


def _fit_value(value: Any, rest: str, known: Container[int]) -> Any:
    if isinstance(value, dict):
        return value if all(key in known for key in value) else {key: each for key, each in value.items() if key in known}  # fmt: skip
    if isinstance(value, tuple) and rest:
        return tuple(_fit_part(part, rest, known) for part in value)
    if isinstance(value, tuple):
        return tuple(number for number in value if number in known)
    return value if value in known else None


def _fit_part(part: Any, field: str, known: Container[int]) -> Any:
    value = getattr(part, field)
    fit = value if value is None else _fit_value(value, "", known)
    return part if fit == value else replace(part, **{field: fit})


@cache
def _takes_a_name(table: str, field: str) -> bool:
    hint = get_type_hints(TABLES[table], include_extras=True)[field]
    return str in parts_of(hint)
