"""Meetings as iCalendar (RFC 5545): to be looked at, not to invite anyone."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from coptui import __version__
from coptui.core.letters.recipients import usable_address
from coptui.core.meetings.belonging import is_about_people
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.counting import counted
from coptui.core.model.days import later, months_later
from coptui.core.model.labels import label_of
from coptui.core.model.records import Action, Event, day_of
from coptui.core.model.text import clean
from coptui.core.model.zones import moment_of, zone, zone_name
from coptui.core.views.privacy import fit_to_leave
from coptui.exchange.writers.written import OURS, Written, stable_id, uid_of

_UNKNOWN = datetime(2000, 1, 1, tzinfo=UTC)
_STATUS = {"planned": "TENTATIVE", "cancelled": "CANCELLED"}
_ANSWERS = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE", None: "NEEDS-ACTION"}
_SEEN = frozenset(
    {"title", "starts_at", "ends_at", "all_day", "time_zone", "recurrence", "place", "url",
     "status", "confidential", "code", "agenda"}
)  # fmt: skip
_YEARS_ON = 5
# A page, a person or nothing said; any other scheme may run something where it is clicked.
_LEADS_SOMEWHERE = re.compile(
    r"(?:https?|mailto|tel|sips?|xmpp|geo|webcal|zoommtg|msteams):|[^:]+(?:[/.?#]|$)", re.I
)


def calendar(
    community: Community,
    today: date,
    *,
    attendees: bool = False,
    repeat: bool = False,
    follow_ups: bool = False,
) -> Written:
    """Write every event but ideas, past ones too; confidential ones only as code and time.

    With `attendees`, add the invited people who may be contacted, with address and answer. With
    `repeat`, the last event of a series carries its rule, so that a calendar shows those not
    planned yet; otherwise each event stands alone, and reading the file back adds none that no one
    planned. With `follow_ups`, add the open ones as tasks, except those about people. SEQUENCE is
    the number of the latest history entry that changed what a calendar shows,
    so it only ever rises.
    """
    import icalendar

    calendar_file = icalendar.Calendar()
    calendar_file.add("prodid", f"-//coptui//coptui {__version__}//EN")
    calendar_file.add("version", "2.0")
    calendar_file.add("method", "PUBLISH")
    if name := clean(fit_to_leave(community.profile).name):
        calendar_file.add("x-wr-calname", name)
    leaving = [fit_to_leave(event) for event in community.events_by_day]
    events = [event for event in leaving if event.status != "idea" and event.starts_at]
    uids = Counter(uid_of(community, event) for event in events)
    latest = latest_changes(community)
    last = {id(group[-1]) for group in _series(events).values()}
    for event in events:
        part = event_part(community, event)
        uid = uid_of(community, event)
        part.add("uid", uid)
        if uids[uid] > 1:
            # Meetings of one series that came from one entry of a calendar.
            part.add("recurrence-id", part["DTSTART"].dt)
        number, at = latest.get(event.id, (0, _UNKNOWN))
        part.add("sequence", number)
        part.add("dtstamp", at)
        if attendees and not event.confidential:
            _add_people(community, event, part)
        if repeat and id(event) in last and uids[uid] == 1:
            _add_rule(event, part)
        calendar_file.add_component(part)
    if follow_ups:
        for action in community.actions.values():
            if action.state == "open" and not is_about_people(community, action):
                calendar_file.add_component(_task(community, action))
    if events:
        first, final = events[0].day, events[-1].day
        calendar_file.add_missing_timezones(
            first_date=date(first.year, 1, 1), last_date=months_later(final, 12 * _YEARS_ON)
        )
    ideas = len(community.events) - len(events)
    return Written(
        calendar_file.to_ical().decode(),
        len(events),
        (
            counted(
                ideas, "{count} event that is only an idea", "{count} events that are only ideas"
            ),
        )
        if ideas
        else (),
    )


def _task(community: Community, action: Action) -> Any:
    """Return a follow-up as a task (VTODO)."""
    import icalendar

    action = fit_to_leave(action)
    task = icalendar.Todo()
    task.add("uid", f"{stable_id(community, 'actions', action.id)}{OURS}")
    task.add("dtstamp", _UNKNOWN)
    owner = community.members.get(action.owner) if isinstance(action.owner, int) else None
    name = fit_to_leave(owner).name if owner is not None else action.owner or ""
    text = masked(community, action.text)
    task.add("summary", clean(f"{text} ({name})" if name else text))
    task.add("status", "NEEDS-ACTION")
    if action.due_on:
        task.add("due", action.due_on)
    return task


def event_part(community: Community, event: Event) -> Any:
    """Return the entry of an event: of a confidential one only code and time."""
    import icalendar

    part = icalendar.Event()
    part.add("summary", clean(label_of(event)))
    start, end = span_of(community, event)
    part.add("dtstart", start)
    if end is not None:
        part.add("dtend", end)
    part.add("status", _STATUS.get(event.status, "CONFIRMED"))
    if event.confidential:
        part.add("class", "CONFIDENTIAL")
        return part
    if place := clean(event.place):
        part.add("location", place)
    url = clean(event.url)
    if _LEADS_SOMEWHERE.match(url):
        part.add("url", url)
    if agenda := clean(event.agenda, lines=True):
        part.add("description", agenda)
    return part


def span_of(
    community: Community, event: Event
) -> tuple[date | datetime, date | datetime | None]:  # fmt: skip
    """Return start and end (exclusive; None if unknown) as iCalendar has them.

    A time is local to its zone; with only an offset it is in UTC; with neither it floats.
    """
    zone = zone_name(community, event)
    start = _moment(event.starts_at, zone)
    if start is None:
        last = day_of(event.ends_at) if event.ends_at else event.day
        until = later(last, 1) if last >= event.day and event.ends_at else None
        return event.day, until
    end = _moment(event.ends_at, zone) if event.ends_at else None
    fits = end is not None and (end.tzinfo is None) == (start.tzinfo is None) and end > start
    return start, end if fits else None


def _moment(text: str, place: str) -> datetime | None:
    found = moment_of(text, place)
    if found is None or found.tzinfo is None:
        return found
    there: tzinfo = zone(place) or UTC
    return found.astimezone(there)


def latest_changes(community: Community) -> dict[int, tuple[int, datetime]]:
    """Return the latest history entry that changed what a calendar shows, and when, by event id."""
    latest: dict[int, tuple[int, datetime]] = {}
    for number in sorted(community.history):
        entry = community.history[number]
        for change in entry.changes:
            keys = {
                key.partition("/")[0] for key in (*(change.before or {}), *(change.after or {}))
            }
            if change.table == "events" and keys & _SEEN:
                latest[change.id] = (number, _at(entry.at))
    return latest


def _at(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _UNKNOWN
    return found.astimezone(UTC).replace(microsecond=0) if found.tzinfo else _UNKNOWN


def _add_people(community: Community, event: Event, part: Any) -> None:
    import icalendar

    for member_id in dict.fromkeys(
        (*event.hosts, *event.speakers, *event.invited, *event.attendance)
    ):
        member = community.members.get(member_id)
        if member is None or member.contact_ok is False or not (address := usable_address(member)):
            continue
        attendee = icalendar.vCalAddress(f"mailto:{address}")
        attendee.params["CN"] = clean(member.name)
        entry = event.attendance.get(member_id)
        attendee.params["PARTSTAT"] = _ANSWERS[entry.rsvp if entry else None]
        part.add("attendee", attendee)


def _series(events: list[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.series:
            found.setdefault(event.series, []).append(event)
    return found


def _add_rule(event: Event, part: Any) -> None:
    """Add a series' rule if it holds for this event just as it does for the series.

    It doesn't if it counts from an earlier event, would not fall on this day, ends by another kind
    of clock, or would drift with summer time because the zone is unknown.
    """
    import icalendar
    from dateutil.rrule import rrulestr

    rule = event.recurrence.removeprefix("RRULE:").strip().upper()
    start = part["DTSTART"].dt
    utc = isinstance(start, datetime) and start.tzinfo is UTC
    if not rule or event.status not in ("planned", "confirmed") or utc:
        return
    if any(word in rule for word in ("COUNT=", "UNTIL=", "HOURLY", "MINUTELY", "SECONDLY", "\n")):
        return
    noon = datetime.combine(event.day, datetime.min.time())
    try:
        if next(iter(rrulestr(rule, dtstart=noon)), None) != noon:
            return
        part.add("rrule", icalendar.vRecur.from_ical(rule))
    except (ValueError, TypeError, KeyError, OverflowError):
        return
