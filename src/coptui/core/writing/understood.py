"""What was understood of a line, said back: who does it, who it is about, by when. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

from coptui.core.model.community import Community
from coptui.core.model.edits import Edit
from coptui.core.model.labels import how_spoken
from coptui.core.model.records import (
    TABLES,
    Action,
    Ask,
    Contribution,
    Event,
    Member,
    Record,
    Story,
    Topic,
    Touch,
    day_of,
)
from coptui.core.model.saying import name_of, people, person
from coptui.core.model.typed_days import NoDay
from coptui.core.model.when import day_said
from coptui.core.writing.days_said import DaySaid, days_said, without_names
from coptui.language import tr

_TO_COME = re.compile(
    r"\b(?:can(?:['’]?t|not)?|could(?:n['’]t)?|will|(?-i:may)|(?:asked|invited|reminded) .*\bto [a-z]+|won['’]?t|shall|would(?:n['’]t)?|might|must|should|going|wants?|hopes?|plans?|needs?"
    r"|has to|have to|is|isn['’]t|are|aren['’]t|am)\b|['’](?:ll|d|m|re)\b|['’]s (?:away|free|off|out|coming|going|hosting|busy)\b",
    re.IGNORECASE,
)
"""Behind one of these a day in what was said is one to come: `Ann can't host on the 8th`."""

_PAST = re.compile(r"\b(?:ago|back|earlier|last|lately|recently|since)\b", re.IGNORECASE)
_NOT_AHEAD = re.compile(rf"^(?:this (?!weekend)|last )|{_PAST.pattern}", re.IGNORECASE)
_PROMISE = re.compile(
    r"(?:[,;:.–—]|\band\b|\bthen\b|\bbut\b|^) *(?:(?:i|we|he|she|they)(?:['’]ll| will| shall| must| should| have to| need to| promised)|to[ -]do:|will"
    r"|must|need to|have to|(?-i:may)|promised|going to|(?:call|ring|e?-?mail|text|send|write to|see|meet|visit) (?:him|her|them|back|again))\b(?! (?:he|she|they))",
    re.IGNORECASE,
)
"""What the writer is still going to do: `rang Ann, will send her the sheet`."""


def understood(edit: Edit, community: Community, today: date, by: str) -> str:
    """Say what an edit adds: "Follow-up for you, about Ann Lee, due Fri 4 Dec".

    `by` is who writes, and is called you.
    """
    added = (
        msgspec.convert(change.after, TABLES[change.table], str_keys=True)
        for change in edit.changes
        if change.before is None and change.after is not None
    )
    records = list(added)
    said = [_said(record, community, today, by) for record in records]
    if len(records) == 1 and isinstance(records[0], Touch):
        said += _not_followed_up(records[0], community, today)
    return ". ".join(text[:1].upper() + text[1:] for text in said)


def _said(record: Record, community: Community, today: date, by: str) -> str:
    if isinstance(record, Action):
        owner = tr("you") if record.owner == by else person(community, record.owner)
        due = tr("due {day}", day=day_said(record.due_on, today)) if record.due_on else ""
        origin = record.origin
        event = origin.id if origin is not None and origin.kind == "event" else None
        return _joined(
            tr("follow-up for {owner}", owner=owner),
            _about(community, record.about),
            due or _not_due(record, community, today),
            _at(community, event, today),
        )
    if isinstance(record, Touch):
        if record.kind == "introduction":
            met = tr("introduced: {people}", people=people(community, record.members))
            return _joined(
                met,
                _dated(record, community, today),
                _at(community, record.event, today),
            )
        of_whom = people(community, record.members)
        how = how_spoken(record.kind, record.channel)
        return _joined(
            tr("conversation with {people} ({how})", people=of_whom, how=how)
            if how
            else tr("conversation with {people}", people=of_whom),
            _dated(record, community, today),
            _on(community, record.topic),
            _at(community, record.event, today),
        )
    if isinstance(record, Ask):
        asker = (
            tr("request from {name}", name=person(community, record.asker))
            if record.asker
            else tr("request (to say who asks, start with @name)")
        )
        return _joined(asker, _on(community, record.topic), _at(community, record.event, today))
    if isinstance(record, Story):
        teller = (
            tr("story told by {name}", name=person(community, record.teller))
            if record.teller
            else tr("story (to say who told it, start with @name)")
        )
        return _joined(teller, _on(community, record.topic), _at(community, record.event, today))
    if isinstance(record, Contribution):
        giver = tr("contribution by {name}", name=person(community, record.member))
        return _joined(giver, _on(community, record.topic), _at(community, record.event, today))
    if isinstance(record, Topic):
        proposer = (
            tr("from {name}", name=person(community, record.proposer)) if record.proposer else ""
        )
        return _joined(tr("topic idea “{name}”", name=name_of(record)), proposer)
    if isinstance(record, Member):
        through = record.introduced_by
        came = tr("introduced by {name}", name=person(community, through)) if through else ""
        return _joined(tr("guest {name}", name=name_of(record)), came)
    assert isinstance(record, Event)
    hosts = tr("hosted by {people}", people=people(community, record.hosts)) if record.hosts else ""
    when = day_said(day_of(record.starts_at), today)
    times = "–".join(filter(None, (record.starts_at[11:16], record.ends_at[11:16])))
    topics = ", ".join(name_of(community.topics.get(topic)) for topic in record.topics)
    return _joined(
        tr("event “{name}”", name=name_of(record)),
        when,
        times,
        hosts,
        tr("about {topics}", topics=topics) if topics else "",
    )


def _not_due(action: Action, community: Community, today: date) -> str:
    """Return that a follow-up has no day although its words name one, as in `ring her by Friday`."""
    names = _names(community, (*action.about, action.owner))
    for said in days_said(without_names(action.text, names), today, "coming"):
        if said.refused is not None:
            return tr("no date ({why})", why=said.refused.message.rstrip("."))
        if said.day is None and said.word != "for" and not _NOT_AHEAD.search(said.text):
            return tr("no date (write one as in !fri)")
        if said.day is not None and said.day >= today:
            return tr("no date (write {such})", such=said.to_write(today, "coming"))
    return ""


def _dated(touch: Touch, community: Community, today: date) -> str:
    """Return the day of a conversation, unless it is today; or that it is, although its words name a
    day before."""
    if touch.on not in (None, today):
        return tr("on {day}", day=day_said(touch.on, today))
    text = without_names(touch.text, _names(community, touch.members))
    for said in days_said(text, today, "past"):
        if _is_to_come(said, text, today):
            continue
        if said.refused is not None and isinstance(said.refused, NoDay):
            return tr("dated today ({why})", why=said.refused.message.rstrip("."))
        if said.day is None:
            return tr("dated today (for another day, write it as in !last Tuesday)")
        if said.day < today:
            return tr(
                "dated today (for another day, write {such})", such=said.to_write(today, "nearest")
            )
    return ""


def _is_to_come(said: DaySaid, text: str, today: date) -> bool:
    """Return whether a day in what was said is one to come."""
    if said.day is not None and said.day > today:
        return True
    is_ahead = said.word in ("by", "until") or _TO_COME.search(text[: said.begins])
    return bool(is_ahead) and said.refused is None and not _PAST.search(said.text)


def _not_followed_up(touch: Touch, community: Community, today: date) -> list[str]:
    """Return how to write a follow-up, if a conversation alone says that something is still to be
    done."""
    text = without_names(touch.text, _names(community, touch.members))
    coming = {said.begins: said for said in days_said(text, today, "coming")}
    for said in days_said(text, today, "past"):
        ahead = coming.get(said.begins)
        if ahead and ahead.day and ahead.day >= today and _is_to_come(said, text, today):
            such = ahead.to_write(today, "nearest")
            return [tr("For a follow-up on that day, write {such}", such=such)]
    vague = (said for said in coming.values() if said.day is None)
    if _PROMISE.search(text) or any(_is_to_come(said, text, today) for said in vague):
        return [tr("For a follow-up, add a day as in !fri")]
    return []


def _names(community: Community, people: Iterable[int | str | None]) -> list[str]:
    members = (community.members.get(who) for who in people if isinstance(who, int))
    return [member.name for member in members if member is not None]


def event_said(event: Event, today: date) -> str:
    """Return `for Community call`, with its day if that is not today."""
    when = f", {day_said(event.day, today)}" if event.day not in (today, date.max) else ""
    return tr("for {name}{when}", name=name_of(event), when=when)


def _at(community: Community, event: int | None, today: date) -> str:
    record = community.events.get(event) if event is not None else None
    return event_said(record, today) if record is not None else ""


def _about(community: Community, ids: Iterable[int]) -> str:
    names = people(community, ids)
    return tr("about {names}", names=names) if names else ""


def _on(community: Community, topic: int | None) -> str:
    return (
        tr("about {name}", name=name_of(community.topics.get(topic))) if topic is not None else ""
    )


def _joined(*parts: str) -> str:
    return ", ".join(filter(None, parts))
