"""Everything about one event."""

from __future__ import annotations

from datetime import date

from coptui.core.lists.last_times import is_coming, may_be_on
from coptui.core.meetings.occasions import is_begun, is_unclosed
from coptui.core.meetings.rating import said_by_enough
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Event, Unmatched
from coptui.core.model.settings import settings_of
from coptui.core.model.when import ago, full_day
from coptui.core.model.zones import clock, clock_there, place_of
from coptui.language import tr
from coptui.tui.kit.rows import Row
from coptui.tui.records.links import (
    has_hidden_title,
    links,
    people_links,
    private_line,
    title_rows,
)
from coptui.tui.records.mentioned import request_rows, source_rows, story_rows, talk_rows
from coptui.tui.records.words import (
    heading,
    key_of,
    labelled,
    name_of,
    text_rows,
)

CLOSING = tr(
    "Did it take place? Press r for the roll call, or use `:it took place` or `:cancel the event`."
)


def event_rows(
    community: Community, event: Event, today: date, width: int, private: bool
) -> list[Row]:
    """Return everything about an event; what is private is only counted unless `private`."""
    # While it may still be on, the number of those present says enough.
    state = "" if event.status == "planned" or may_be_on(event, today) else event.status
    rows = title_rows(name_of(event), state, width)
    if event.starts_at:
        rows += text_rows(_when(community, event, today), width, "quiet")
    if is_unclosed(event, today):
        begun = tr("The roll call isn't finished; press r to continue it.")
        rows += text_rows(begun if is_begun(event) else CLOSING, width, "warn")
    rows.append(Row(None, ()))
    rows += labelled(tr("Place"), event.place, width)
    if event.recurrence:
        rows += labelled(tr("Repeats"), _repeats(event.recurrence), width)
    rows += labelled(tr("Open to"), event.space or "", width)
    rows += labelled(tr("Link"), event.url, width)
    rows += labelled(
        tr("Kind"), ", ".join(filter(None, (event.kind, event.format, event.mood))), width
    )
    rows += labelled(tr("Series"), "" if event.confidential else event.series, width)
    rows += labelled(tr("Groups"), ", ".join(event.groups), width)
    guests = ", ".join(
        f"{guest.name} ({guest.organisation})" if guest.organisation else guest.name
        for guest in event.outside_guests
    )
    if not event.confidential:
        rows += labelled(tr("Guests"), guests, width)
        rows += labelled(tr("Agenda"), event.agenda, width)
        rows += labelled(tr("Summary"), event.summary, width)
        rows += labelled(tr("Notes"), event.notes_url, width)
    topics = [community.topics[number] for number in event.topics if number in community.topics]
    rows += links(
        tr("Topics"), [(key_of(topic), name_of(topic), topic.state) for topic in topics], width
    )
    rows += links(tr("Hosts"), people_links(community, event.hosts), width)
    rows += links(tr("Speakers"), people_links(community, event.speakers), width)
    rows += _attendance(community, event, today, width)
    if not event.confidential:
        rows += request_rows(community, "event", event.id, width)
        rows += story_rows(community, "event", event.id, width)
        rows += source_rows(event.source, today, width)
    rows.append(Row(None, ()))
    rows += _private(community, event, width, private)
    return rows


def _when(community: Community, event: Event, today: date) -> str:
    """Return an event's day and hours, on the clock of its own zone too, and how far away it is."""
    when = full_day(event.day)
    time = clock(community, event)
    ends = clock(community, event, event.ends_at)
    hours = tr("{time} to {ends}", time=time, ends=ends) if ends else time
    there = clock_there(community, event)
    elsewhere = (
        tr("{time} in {place}", time=there, place=place_of(event.time_zone)) if there else ""
    )
    when = ", ".join(filter(None, (when, hours, tr("all day") if event.all_day else "", elsewhere)))
    if is_coming(event, today) and event.day >= today:
        when += f" ({ago(event.day, today)})"
    return when


def _attendance(community: Community, event: Event, today: date, width: int) -> list[Row]:
    """Return who said yes to a coming event, or who was at a past one."""
    rows: list[Row] = []
    if is_coming(event, today):
        yes = [member for member, entry in event.attendance.items() if entry.rsvp == "yes"]
        rows += links(tr("Said yes"), people_links(community, yes), width, most=60)
    elif event.attendance_taken or event.there:
        rows += links(
            tr("Present ({count})", count=len(event.there)),
            people_links(community, event.there),
            width,
            most=200,
        )
        excused = [
            member for member, entry in event.attendance.items() if entry.status == "excused"
        ]
        rows += links(tr("Sent apologies"), people_links(community, excused), width)
        neither = tr("count as neither present nor absent")
        rows += labelled(tr("Unmarked"), neither if event.not_marked == "unknown" else "", width)
        online = sum(entry.mode == "online" for entry in event.attendance.values())
        rows += labelled(tr("Online"), str(online) if online else "", width)
    elif event.status == "held":
        rows += heading(tr("Present")) + text_rows(tr("Attendance was not taken."), width, "quiet")
    return rows


def _private(community: Community, event: Event, width: int, private: bool) -> list[Row]:
    """Return what only the person at the screen may see, or how much of it is hidden."""
    said = said_by_enough(event.pulse, settings_of(community.profile).few_raters)
    talks = talk_rows(community, event.id, width)
    hidden = bool(event.aftercare) + has_hidden_title(event) + len(event.unmatched) + len(said)
    hidden += len(talks) + bool(event.answers_taken)
    rows = private_line(hidden, private)
    if private:
        if event.confidential:
            rows += text_rows(event.title, width, "strong") + text_rows(event.summary, width)
        rows += labelled(tr("Aftercare"), event.aftercare, width)
        rows += labelled(tr("Unmatched"), ", ".join(map(_unmatched, event.unmatched)), width)
        rows += talks
        for note in said:
            rows += labelled(tr("In words"), note, width)
        taken = (
            counted(len(event.answers_taken), "{count} answer", "{count} answers")
            if event.answers_taken
            else ""
        )
        rows += labelled(tr("Imported"), taken, width)
    return rows


def _repeats(rule: str) -> str:
    # Few events repeat, and the first screen shows one of them at most.
    from coptui.core.model.rule_words import rule_said

    return rule_said(rule)


def _unmatched(name: Unmatched) -> str:
    """Return `Zed (zed@example.org, 12 min)`: a name in an imported file that is no one's here."""
    minutes = tr("{minutes:g} min", minutes=name.minutes) if name.minutes else ""
    more = ", ".join(filter(None, (name.email, minutes)))
    return f"{name.name} ({more})" if more else name.name
