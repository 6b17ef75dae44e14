"""iCalendar: what is on, with its series told one by one, and who answered what."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec.structs import replace

from coptui.core.model.days import later
from coptui.exchange.tables.addresses import address, sends_for_others
from coptui.exchange.tables.components import Component, by_version, components, line_of
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints, Skipped
from coptui.exchange.tables.series import (
    comes_too_often,
    listed,
    names_no_day,
    occurrences,
    with_whole_days,
)
from coptui.exchange.tables.zones import moment_in, zone_named
from coptui.language import tr

_ANSWERS: Mapping[str, Literal["yes", "maybe", "no"]] = {
    "ACCEPTED": "yes",
    "DECLINED": "no",
    "TENTATIVE": "maybe",
}


def read(text: str, hints: Hints) -> Found:
    """Return the events of a calendar.

    A series is expanded within `hints.horizon_days` of today, either way; all its occurrences share
    its uid. Times stay local to the time zone they name.
    """
    zones = {line_of(part, "TZID"): part for part in components(text, "VTIMEZONE")}
    home = _header(text, "X-WR-TIMEZONE")
    home = zone_named(home)
    groups: dict[str, list[Component]] = {}
    skipped: list[Skipped] = []
    for number, part in enumerate(components(text, "VEVENT")):
        if part.is_endless:
            skipped.append(Skipped(part.line, "", tr("an event with far too much text")))
            continue
        groups.setdefault(line_of(part, "UID") or f" {number}", []).append(part)
    events: list[FoundEvent] = []
    for whole_group in groups.values():
        group, earlier = by_version(whole_group)
        skipped += (
            Skipped(
                part.line,
                line_of(part, "SUMMARY")[:200],
                tr("an earlier version of another entry in the file"),
            )
            for part in earlier
        )
        try:
            events += _events(group, zones, home, hints)
        except Exception:
            # The library raises whatever its parts do; the other events are as good as before.
            shown = line_of(group[0], "SUMMARY")[:200]
            skipped.append(Skipped(group[0].line, shown, tr("an event that cannot be read")))
    for part in components(text, "VTODO", "VJOURNAL"):
        skipped.append(
            Skipped(part.line, line_of(part, "SUMMARY")[:200], tr("a task, not an event"))
        )
    if _header(text, "METHOD").upper() == "CANCEL":
        events = [replace(event, cancelled=True) for event in events]
    events.sort(key=lambda one: (one.starts_at[:10], one.starts_at, one.line))
    return Found("Calendar (iCalendar)", "events", events=tuple(events), skipped=tuple(skipped))


def _events(
    group: Sequence[Component], zones: Mapping[str, Component], home: str, hints: Hints
) -> list[FoundEvent]:
    import icalendar

    used = [
        part.text
        for name, part in zones.items()
        if any(name in component.text for component in group)
    ]
    body = "".join((*used, *(with_whole_days(component.text) for component in group)))
    calendar: Any = icalendar.Calendar.from_ical(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//coptui//EN\r\n{body}END:VCALENDAR\r\n"
    )
    parts = calendar.walk("VEVENT")
    line = group[0].line
    if names_no_day(body, parts):
        raise ValueError(tr("an event that repeats but has no date"))
    repeats = any(part.get("RRULE") or part.get("RDATE") for part in parts)
    often = comes_too_often(body)
    rules = (part["RRULE"].to_ical().decode() for part in parts if part.get("RRULE"))
    rule = "" if often else next(rules, "")
    if not repeats or often or not hints.today:
        return [
            _event(part, component.line, home, rule)
            for part, component in zip(parts, group, strict=True)
        ]
    return [_event(part, line, home, rule) for part in occurrences(calendar, hints)]


def _event(part: Any, line: int, home: str, rule: str = "") -> FoundEvent:
    start = part["DTSTART"].dt
    end = part["DTEND"].dt if part.get("DTEND") else None
    if end is None and part.get("DURATION"):
        end = start + part["DURATION"].dt
    all_day = not isinstance(start, datetime)
    if all_day and end is not None:
        # The end of days is the day after the last one.
        last = later(end.date() if isinstance(end, datetime) else end, -1)
        end = last if last > start else None
    elif isinstance(end, datetime) and (end.tzinfo is None) == (start.tzinfo is None):
        end = end if end >= start else None  # before it begins, it is no end
    named = str(part["DTSTART"].params.get("TZID", ""))
    if end is not None and _is_whole_days(part, start, end):
        # Outlook writes whole days as times from midnight to midnight.
        start, last, all_day = start.date(), later(end.date(), -1), True
        end = last if last > start else None
    starts_at, time_zone = moment_in(start, home, named)
    status = _text(part, "STATUS").upper()
    return FoundEvent(
        line=line,
        title=_text(part, "SUMMARY"),
        starts_at=starts_at,
        ends_at=moment_in(end, home, named)[0] if end is not None else "",
        all_day=all_day,
        time_zone=time_zone,
        uid=_text(part, "UID"),
        place=_text(part, "LOCATION"),
        url=_text(part, "URL"),
        cancelled=status == "CANCELLED",
        confirmed=status == "CONFIRMED",
        recurrence=rule,
        text=_without_tags(_text(part, "DESCRIPTION")),
        people=_people(part, line),
    )


def _is_whole_days(part: Any, start: Any, end: Any) -> bool:
    """Return whether Outlook says that an event from midnight to midnight is one of whole days."""
    said = _text(part, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
    midnights = isinstance(start, datetime) and isinstance(end, datetime)
    return (
        said
        and midnights
        and end > start
        and not any((start.hour, start.minute, end.hour, end.minute))
    )


def _people(part: Any, line: int) -> tuple[FoundPerson, ...]:
    """Return the invited people and their answers: an answer isn't attendance."""
    organiser = str(part.get("ORGANIZER") or "").casefold()
    people = []
    for one in listed(part.get("ATTENDEE")):
        params = getattr(one, "params", {})
        if str(params.get("CUTYPE", "")).upper() in ("ROOM", "RESOURCE", "GROUP"):
            continue
        said = str(one)
        email = address(said[7:] if said[:7].casefold() == "mailto:" else said)
        name = str(params.get("CN", "")).strip('"')
        if "@" in name:
            name = ""
        if email and sends_for_others(email):
            continue  # the calendar itself, a room, or a program
        if not name and not email:
            continue
        people.append(
            FoundPerson(
                line=line,
                name=name.strip(),
                emails=(email,) if email else (),
                rsvp=_ANSWERS.get(str(params.get("PARTSTAT", "")).upper()),
                role="organizer" if said.casefold() == organiser else "",
            )
        )
    return tuple(people)


_TAG = re.compile(
    r"</?(?:a|b|i|u|p|br|div|span|ul|ol|li|strong|em|h\d|html|body|font)\b[^<>]*>", re.I
)


def _without_tags(text: str) -> str:
    """Return a description without the HTML that Google and Outlook put into it."""
    if not _TAG.search(text):
        return text
    lines = re.sub(r"<(?:br|/p|/div|/li)\b[^<>]*>", "\n", text, flags=re.IGNORECASE)
    return html.unescape(_TAG.sub("", lines)).strip()


def _text(part: Any, name: str) -> str:
    value = part.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return "" if value is None else str(value).strip()


def _header(text: str, name: str) -> str:
    for line in text[:5000].splitlines():
        if line.upper().startswith(f"{name}:"):
            return line.partition(":")[2].strip()
        if line.upper().startswith("BEGIN:VEVENT"):
            break
    return ""
