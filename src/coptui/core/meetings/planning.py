"""Planning events: copy, move, cancel; put topics on them and carry topics over. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal, cast

from msgspec.structs import replace

from coptui.core.meetings.next_occurrence import STILL_OPEN, end_on, next_occurrence
from coptui.core.model.changes import Change
from coptui.core.model.community import AllGroups, Community
from coptui.core.model.counting import counted
from coptui.core.model.edits import NEW, Edit, update
from coptui.core.model.labels import label_of
from coptui.core.model.practice import taken_up
from coptui.core.model.records import Attendance, Event, LearningQuestion, Profile, document
from coptui.core.model.sentences import no_date_yet, not_a_time
from coptui.core.model.typed_days import parse_when
from coptui.core.model.typed_times import split_clock
from coptui.core.model.zones import on_day, zone_name
from coptui.core.writing.fields import in_full
from coptui.errors import UsageError
from coptui.language import tr


def copied(event: Event) -> Event:
    """Return a new, unsaved event like this one, with its hosts and topics but without attendance."""
    return replace(
        Event(),
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        all_day=event.all_day,
        time_zone=event.time_zone,
        series=event.series,
        place=event.place,
        url=event.url,
        kind=event.kind,
        format=event.format,
        space=event.space,
        mood=event.mood,
        confidential=event.confidential,
        code=event.code,
        topics=event.topics,
        hosts=event.hosts,
        agenda=event.agenda,
    )


def move(community: AllGroups, event: Event, when: str, today: date) -> Edit:
    """Move an event to another day, another time, or both, as `moved` does."""
    later = moved(community, event, when, today)
    return update(
        event,
        later,
        label=tr("moved {event} to {day}", event=label_of(event), day=in_full(later.starts_at)),
    )


def moved(community: Community, event: Event, when: str, today: date) -> Event:
    """Return an event on another day, at another time, or both: `fri`, `1 Dec 19:00`, `19:00`.

    Keep its length. Raise UsageError for anything else, or for an event that was held.
    """
    if event.status == "held":
        raise UsageError(
            tr("{name} has taken place.", name=label_of(event)), tr("Press e to correct the date.")
        )
    text = when.strip()
    day_text, clock = split_clock(text)
    if not day_text and not clock:
        raise UsageError(
            tr("Which day or time should it move to?"),
            tr("Type a day, a time or both: fri, or 19:00, or 8 Sep 19:00."),
        )
    day = parse_when(day_text, today) if day_text else event.day
    if day == date.max:
        raise UsageError(no_date_yet(label_of(event)), tr("Type one, such as fri 19:00."))
    later = replace(
        event,
        starts_at=on_day(event.starts_at, day, zone_name(community, event))
        if event.starts_at
        else day.isoformat(),
        ends_at=end_on(community, event, day) if event.starts_at else event.ends_at,
    )
    if clock:
        later = _at_clock(later, clock)
    return replace(later, status="planned") if later.status == "cancelled" else later


def _at_clock(event: Event, clock: str) -> Event:
    clock = clock.zfill(5)
    try:
        wanted = datetime.fromisoformat(f"{event.starts_at[:10]}T{clock}")
    except ValueError as error:
        raise UsageError(not_a_time(clock), tr("Write it as 18:30.")) from error
    offset = event.starts_at[16:] if "T" in event.starts_at else ""
    lasts = timedelta(0)
    if "T" in event.starts_at and "T" in event.ends_at:
        lasts = _wall(event.ends_at) - _wall(event.starts_at)
    starts = wanted.isoformat(timespec="minutes") + offset
    ends = event.ends_at
    if lasts:
        ends = (wanted + lasts).isoformat(timespec="minutes") + event.ends_at[16:]
    return replace(event, starts_at=starts, ends_at=ends)


def _wall(text: str) -> datetime:
    return datetime.fromisoformat(text[:16])


def cancel(event: Event, why: str = "") -> Edit:
    """Cancel an event: it stays in the calendar, and no one missed it. Raise UsageError if it was
    held."""
    if event.status == "held":
        raise UsageError(
            tr("{name} has taken place, so it can't be cancelled.", name=label_of(event))
        )
    summary = "\n".join(
        filter(None, (event.summary, tr("Cancelled: {reason}", reason=why) if why else ""))
    )
    new = replace(event, status="cancelled", summary=summary)
    return update(event, new, label=tr("cancelled {name}", name=label_of(event)))


def put_on(community: AllGroups, event: Event, topics: Iterable[int]) -> Edit:
    """Put topics on an event, after those already there; a waiting topic becomes scheduled.

    Raise UsageError if all of them are there already.
    """
    added = [number for number in dict.fromkeys(topics) if number not in event.topics]
    if not added:
        raise UsageError(tr("Already on the agenda of {name}.", name=label_of(event)))
    new = replace(event, topics=(*event.topics, *added))
    changes = [*update(event, new).changes]
    for number in added:
        topic = community.topics.get(number)
        if topic is not None and topic.state in ("proposed", "open"):
            changes += update(topic, replace(topic, state="scheduled")).changes
    names = ", ".join(label_of(community.topics[n]) for n in added if n in community.topics)
    return Edit(
        tr("put {names} on the agenda of {name}", names=names, name=label_of(event)), tuple(changes)
    )


def question_on(
    community: AllGroups, event: Event, question: LearningQuestion, today: date
) -> Edit:
    """Put a question of the learning agenda on an event; it becomes a topic if it isn't one yet.

    Raise UsageError if it is there already.
    """
    if question.topic in community.topics:
        return put_on(community, event, [cast("int", question.topic)])
    made = taken_up(question, today, state="scheduled")
    on = update(event, replace(event, topics=(*event.topics, NEW)))
    return Edit(
        tr("put {name} on the agenda of {event}", name=label_of(question), event=label_of(event)),
        (*made.changes, *on.changes),
    )


def replied(
    community: AllGroups, event: Event, member_ids: Iterable[int], rsvp: Literal["yes", "no"]
) -> Edit:
    """Record who said that they will come, or won't; the last word counts, and attendance stays.

    Raise UsageError if that is known of all of them already.
    """
    people = list(dict.fromkeys(member_ids))
    entries = dict(event.attendance)
    for person in people:
        entries[person] = replace(entries.get(person, Attendance()), rsvp=rsvp)
    names = ", ".join(label_of(community.members[one]) for one in people)
    label = (
        tr("yes to {event}: {names}", event=label_of(event), names=names)
        if rsvp == "yes"
        else tr("no to {event}: {names}", event=label_of(event), names=names)
    )
    edit = update(event, replace(event, attendance=entries), label=label)
    if not edit:
        raise UsageError(
            tr(
                "Nothing was changed: these answers are already recorded for {name}.",
                name=label_of(event),
            )
        )
    return edit


def carry_over(community: AllGroups, event: Event) -> Edit:
    """Put the topics of an event that are still open on the next one in its series.

    Plan that event if it isn't yet, by its rule or usual gap. Raise UsageError if nothing is open,
    or the next date isn't known.
    """
    topics = [
        number
        for number in event.topics
        if number in community.topics and community.topics[number].state in STILL_OPEN
    ]
    if not topics:
        raise UsageError(
            tr("Nothing to carry over: all topics of {name} are finished.", name=label_of(event))
        )
    following = next(
        (
            other
            for other in community.series.get(event.series, ())
            if event.series
            and (other.day, other.starts_at, other.id) > (event.day, event.starts_at, event.id)
            and other.status in ("planned", "confirmed")
        ),
        None,
    )
    if following is not None:
        edit = put_on(community, following, topics)
        return Edit(
            _carried(len(topics), following.starts_at[:10]),
            edit.changes,
        )
    new = next_occurrence(community, event)
    new = replace(new, topics=tuple(dict.fromkeys((*new.topics, *topics))))
    return Edit(
        _carried(len(topics), new.starts_at[:10]),
        (Change("events", NEW, None, document(new)),),
    )


def _carried(topics: int, day: str) -> str:
    return counted(
        topics,
        "carried {count} topic over to {day}",
        "carried {count} topics over to {day}",
        day=day,
    )


def next_event_for(community: Community, today: date) -> Event | None:
    """Return the event a topic goes to unless another is named: the next planned one."""
    return next(
        (
            event
            for event in community.events_by_day
            if event.day >= today and event.status in ("planned", "confirmed")
        ),
        None,
    )


def set_checklists(profile: Profile, event: Event, due: bool) -> Edit:
    """Say whether checklists are due for the events of a series. Raise UsageError without one."""
    if not event.series:
        raise UsageError(
            tr("This event isn't part of a series."),
            tr("After an event without a series, coptui always suggests the checklists."),
        )
    told = profile.settings.get("series_checklists")
    series = {**(told if isinstance(told, dict) else {}), event.series: int(due)}
    new = replace(profile, settings={**profile.settings, "series_checklists": series})
    label = (
        tr("suggested checklists after {series}", series=event.series)
        if due
        else tr("suggested no checklists after {series}", series=event.series)
    )
    return update(profile, new, label=label)


def invite(event: Event, ids: Iterable[int]) -> Edit:
    """Add people to those invited to an event."""
    new = replace(event, invited=tuple(dict.fromkeys((*event.invited, *ids))))
    return update(event, new, label=tr("invitations to {name}", name=label_of(event)))
