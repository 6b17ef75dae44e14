"""An event on paper: the brief before it, the minutes after it.

A brief is for whoever looks after the event. Minutes are for everyone: a confidential event appears
as its code and a count, and no one is named as absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date

from msgspec.structs import replace

from coptui.core.meetings.belonging import Belonging, belonging_to, is_about_people
from coptui.core.model.community import Community
from coptui.core.model.consent import is_public, is_withdrawn
from coptui.core.model.counting import counted
from coptui.core.model.labels import label_of
from coptui.core.model.records import Action, Ask, Event, Story, Topic
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.model.typed_days import NoDay, parse_when
from coptui.core.model.when import ago, full_day
from coptui.core.model.zones import clock, clock_there, place_of
from coptui.core.views.privacy import fit_to_leave
from coptui.errors import Ambiguous, UsageError
from coptui.evidence.agenda import brief
from coptui.evidence.quoting import teller_of, told_text
from coptui.language import tr
from coptui.reports.document import Block, DocumentSection, Facts, Items, Paragraph, ReportDocument
from coptui.reports.words import follow_up_cells, name_of

COMING = ("planned", "confirmed", "idea")


def brief_of(
    community: Community, event: Event, today: date, settings: Settings, *, shown: bool = False
) -> ReportDocument:
    """Return what to know before an event. `shown`: a room sees it, so nothing about single people."""
    briefing = brief(community, event, today, settings)
    event = fit_to_leave(event)
    facts = [
        (
            tr("When"),
            f"{_when(community, event)} ({ago(event.day, today)})"
            if event.starts_at
            else tr("no date"),
        ),
        *_place(event),
        (tr("Said yes"), str(len(briefing.yes)) if briefing.yes and shown else ""),
    ]
    blocks: list[Block] = [_facts(facts), *_topics(community, event, outcome=False)]
    if event.agenda and not event.confidential:
        blocks.append(DocumentSection(tr("Agenda"), (Paragraph(event.agenda),)))
    if shown:
        return ReportDocument(tr("{name}: brief", name=label_of(event)), "", tuple(blocks))
    for title, member_ids in (
        (tr("Said yes: {count}", count=len(briefing.yes)), briefing.yes),
        (tr("Coming for the first time"), briefing.first_timers),
        (tr("Missed the last two events"), briefing.missed),
    ):
        if member_ids:
            blocks.append(DocumentSection(title, (Paragraph(_names(community, member_ids)),)))
    if briefing.asks:
        asks = tuple(_ask(community, ask) for ask in briefing.asks)
        blocks.append(DocumentSection(tr("Open requests"), (Items(asks),)))
    if briefing.follow_ups:
        left = tuple(_follow_up(community, action) for action in briefing.follow_ups)
        blocks.append(DocumentSection(tr("Carried over"), (Items(left),)))
    if briefing.stories:
        told = tuple(
            _story(community, story, name_of(community, story.teller)) for story in briefing.stories
        )
        blocks.append(DocumentSection(tr("Stories told last time"), (Items(told),)))
    if briefing.introductions:
        met = tuple(_names(community, touch.members) for touch in briefing.introductions)
        blocks.append(DocumentSection(tr("Introduced last time: how did it go?"), (Items(met),)))
    if len(blocks) == 1:
        blocks.append(Paragraph(tr("Nothing else recorded yet."), True))
    foot = tr("For coordinators only.")
    return ReportDocument(tr("{name}: brief", name=label_of(event)), "", tuple(blocks), foot)


def minutes_of(community: Community, event: Event, today: date) -> ReportDocument:
    """Return what everyone may know after a meeting: who came, topics, outcome, what was written
    down.

    Of stories only those that were released to everyone are told; introductions are as private as
    every contact.
    """
    event = fit_to_leave(event)
    there = tr("hasn't taken place yet") if event.day > today else _there(community, event)
    facts = [(tr("When"), _when(community, event)), *_place(event), (tr("Present"), there)]
    if not event.confidential:
        guests = [
            f"{guest.name} ({guest.organisation})" if guest.organisation else guest.name
            for guest in event.outside_guests
        ]
        facts += [(tr("Guests"), ", ".join(guests)), (tr("Notes"), event.notes_url)]
    blocks: list[Block] = [_facts(facts), *_topics(community, event, outcome=True)]
    if event.summary and not event.confidential:
        blocks.append(DocumentSection(tr("Summary"), (Paragraph(event.summary),)))
    belonging = belonging_to(community, event.id)
    follow_ups = [a for a in belonging.follow_ups if not is_about_people(community, a)]
    if follow_ups:
        follow_ups.sort(key=lambda action: (action.due_on or date.max, action.id))
        items = tuple(_follow_up(community, action) for action in follow_ups)
        blocks.append(DocumentSection(tr("Follow-ups"), (Items(items),)))
    hints = []
    if left_out := len(belonging.follow_ups) - len(follow_ups):
        hints.append(
            counted(
                left_out,
                "{count} follow-up was left out: it is about someone, or from a conversation.",
                "{count} follow-ups were left out: they are about someone, or from conversations.",
            )
        )
    if not event.confidential and event.space != "private":
        blocks += _requests_and_stories(community, belonging)
        unreleased = sum(
            not is_public(community, story) and not is_withdrawn(community, story)
            for story in belonging.stories
        )
        if unreleased:
            hints.append(
                counted(
                    unreleased,
                    "{count} story was told but left out: in the story's form, set \"Who may "
                    'hear it" to public.',
                    "{count} stories were told but left out: in the story's form, set \"Who "
                    'may hear it" to public.',
                )
            )
    if event.day > today:
        hints.append(
            tr("This event hasn't taken place yet; for what to know before it, use `coptui brief`.")
        )
    elif not event.summary and not event.confidential:
        hints.append(tr("No summary yet: press e on the event to write one."))
    return ReportDocument(
        tr("{name}: minutes", name=label_of(event)), "", tuple(blocks), hints=tuple(hints)
    )


def _requests_and_stories(community: Community, belonging: Belonging) -> list[Block]:
    blocks: list[Block] = []
    if belonging.requests:
        requests = tuple(
            _ask(community, replace(ask, asker=None) if _is_unlisted(community, ask.asker) else ask)
            for ask in belonging.requests
        )
        blocks.append(DocumentSection(tr("Requests"), (Items(requests),)))
    released = _released(community, belonging.stories)
    if released:
        told = tuple(
            _story(
                community,
                replace(story, text=told_text(community, story)),
                teller_of(community, story) if story.teller else "",
            )
            for story in released
        )
        blocks.append(DocumentSection(tr("Stories"), (Items(told),)))
    return blocks


def _released(community: Community, stories: Iterable[Story]) -> list[Story]:
    """Return the stories that everyone may be told, except those about a confidential topic."""
    return [
        story
        for story in stories
        if is_public(community, story)
        and not ((topic := community.topics.get(story.topic or 0)) and topic.confidential)
    ]


def choose_event(community: Community, words: str, today: date, *, before: bool) -> Event:
    """Return the event meant by an id, a day, part of its title or code, or both (`call 24 Nov`).

    Without words it is the next one (`before`) or the last one held. Of several with that title,
    take the nearest to today on that side. Raise UsageError if there is none, Ambiguous if the
    words fit events with different names.
    """
    ahead = [e for e in community.events_by_day if e.day >= today and e.status in COMING]
    past = [e for e in reversed(community.events_by_day) if e.day <= today and e.status == "held"]
    first, second = (ahead, past) if before else (past, ahead)
    if not words:
        if first:
            return first[0]
        what = tr("No event is coming up.") if before else tr("No event has taken place yet.")
        raise UsageError(
            what,
            tr(
                "With coptui open, press 3, then a, to add an event; press r on it to note who came."
            ),
        )
    if words.isdecimal() and int(words) in community.events:
        return community.events[int(words)]
    rest = [e for e in community.events_by_day if e not in first and e not in second]
    fits = [event for event in (*first, *second, *rest) if _fits(event, words)]
    if not fits and (meant := _title_and_day(words, today, before=before)):
        title, day = meant
        every = (*first, *second, *rest)
        fits = [e for e in every if e.starts_at and e.day == day and _fits(e, title)]
    if not fits:
        raise UsageError(
            tr("No event matches {words!r}.", words=words),
            tr("Give the event's number, its date (1 Dec), or part of its title."),
        )
    names = list(dict.fromkeys(label_of(event) for event in fits))
    if len(names) > 1 and not fits[0].confidential and fold(names[0]) != fold(words):
        raise Ambiguous(tr("{words!r} matches several events.", words=words), names)
    return fits[0]


def file_name(document: ReportDocument, event: Event) -> str:
    """Return a name for its file: `2026-11-24-community-call-minutes.md`."""
    day = f"{event.day.isoformat()}-" if event.starts_at else ""
    words = re.sub(r"[^a-z0-9]+", "-", fold(document.title)).strip("-")
    return f"{day}{words[:60] or 'event'}.md"


def _fits(event: Event, words: str) -> bool:
    return fold(words) in fold(label_of(event))


def _title_and_day(words: str, today: date, *, before: bool) -> tuple[str, date] | None:
    """Return part of a title, which may be "", and the day behind it; None if there is no day."""
    parts = words.replace("(", " ").replace(")", " ").split()
    for at in range(len(parts)):
        with suppress(NoDay):
            day = parse_when(" ".join(parts[at:]), today, "coming" if before else "past")
            return " ".join(parts[:at]), day
    return None


def _facts(pairs: Iterable[tuple[str, str]]) -> Facts:
    return Facts(tuple((name, text) for name, text in pairs if text))


def _when(community: Community, event: Event) -> str:
    if not event.starts_at:
        return ""
    time, ends = clock(community, event), clock(community, event, event.ends_at)
    there = clock_there(community, event)
    begins = ", ".join(filter(None, (full_day(event.day), time)))
    beside = tr("{time} in {place}", time=there, place=place_of(event.time_zone)) if there else ""
    told = tr("{begins} to {ends}", begins=begins, ends=ends) if ends else begins
    return ", ".join(filter(None, (told, beside)))


def _place(event: Event) -> list[tuple[str, str]]:
    if event.confidential:
        return []
    return [(tr("Where"), event.place), (tr("Link"), event.url)]


def _topics(community: Community, event: Event, *, outcome: bool) -> list[Block]:
    topics = [community.topics[number] for number in event.topics if number in community.topics]
    if not topics:
        return []
    return [
        DocumentSection(tr("Topics"), (Items(tuple(_topic(topic, outcome) for topic in topics)),))
    ]


def _topic(topic: Topic, outcome: bool) -> str:
    topic = fit_to_leave(topic)
    name = label_of(topic)
    if topic.confidential:
        return name
    said = topic.outcome if outcome else ""
    after = tr("next: {next_step}", next_step=topic.next_step) if topic.next_step else ""
    more = "; ".join(part for part in (said.rstrip("."), after) if part)
    return f"{name}: {more}" if more else name


def _there(community: Community, event: Event) -> str:
    """Return who came: a count for a confidential or private event; otherwise names, except of
    those who want to be in no directory."""
    if not event.attendance_taken:
        return tr("attendance not recorded")
    there = event.there
    count = counted(len(there), "{count} person", "{count} people")
    if event.confidential or event.space == "private":
        return count
    named = [who for who in there if who in community.members and not _is_unlisted(community, who)]
    more = len(there) - len(named)
    names = _names(community, named)
    if names and more:
        names = tr("{names} and {count} more", names=names, count=more)
    return ": ".join(filter(None, (count, names)))


def _is_unlisted(community: Community, who: int | None) -> bool:
    """Return whether someone wants to be in no directory."""
    member = community.members.get(who or 0)
    return member is not None and member.consent.directory is False


def _follow_up(community: Community, action: Action) -> str:
    text, who, by, state = follow_up_cells(community, action)
    tail = ", ".join(
        filter(None, (who, tr("by {day}", day=by) if by else "", "" if state == "open" else state))
    )
    return f"{text} ({tail})" if tail else text


def _names(community: Community, ids: Iterable[int]) -> str:
    return ", ".join(sorted((name_of(community, who) for who in ids), key=str.casefold))


def _ask(community: Community, ask: Ask) -> str:
    ask = fit_to_leave(ask)
    topic = community.topics.get(ask.topic) if ask.topic else None
    who = name_of(community, ask.asker)
    text = label_of(topic) if topic is not None and topic.confidential else ask.text
    when = full_day(ask.asked_on) if ask.asked_on else ""
    tail = ", ".join(part for part in (who, when) if part)
    return f"{text} ({tail})" if tail else text


def _story(community: Community, story: Story, teller: str) -> str:
    story = fit_to_leave(story)
    topic = community.topics.get(story.topic or 0)
    text = label_of(topic) if topic is not None and topic.confidential else story.text
    return tr("{story} (told by {name})", story=text, name=teller) if teller else text
