"""iCalendar: what is on, with its series told one by one, and who answered what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Literal

from coptui.core.model.days import later
from coptui.core.model.zones import zone
from coptui.exchange.tables.addresses import address
from coptui.exchange.tables.components import Component, components
from coptui.exchange.tables.dates import written
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson, Hints, Skipped

MOST_OCCURRENCES = 2000
"""Of one series; a rule that makes more is a mistake or an attack."""

_ANSWERS: Mapping[str, Literal["yes", "no", "maybe"]] = {
    "ACCEPTED": "yes",
    "DECLINED": "no",
    "TENTATIVE": "maybe",
}
# A rule that never comes round, or more than once an hour.
_TOO_OFTEN = re.compile(r"FREQ=(?:SECOND|MINUTE|HOUR)LY|INTERVAL=0+\b|BY(?:MINUTE|SECOND)=\d+,")
_NOT_OUR_CLOCKS = ("UTC", "Etc/UTC", "GMT")


def read(text: str, hints: Hints) -> Found:
    """Return the events of a calendar.

    A series is expanded within `hints.horizon_days` of today, either way; all its occurrences share
    its uid. Times stay local to the time zone they name.
    """
    zones = {_line_of(part, "TZID"): part for part in components(text, "VTIMEZONE")}
    home = _header(text, "X-WR-TIMEZONE")
    home = _zone_name(home)
    groups: dict[str, list[Component]] = {}
    skipped: list[Skipped] = []
    for number, part in enumerate(components(text, "VEVENT")):
        if part.is_endless:
            skipped.append(Skipped(part.line, "", "an event that is far too long"))
            continue
        groups.setdefault(_line_of(part, "UID") or f" {number}", []).append(part)
    events: list[FoundEvent] = []
    for group in groups.values():
        try:
            events += _events(group, zones, home, hints)
        except Exception:
            # The library raises whatever its parts do; the other events are as good as before.
            shown = _line_of(group[0], "SUMMARY")[:200]
            skipped.append(Skipped(group[0].line, shown, "an event that cannot be read"))
    for part in components(text, "VTODO", "VJOURNAL"):
        skipped.append(Skipped(part.line, _line_of(part, "SUMMARY")[:200], "a task, no event"))
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
    body = "".join((*used, *(component.text for component in group)))
    calendar: Any = icalendar.Calendar.from_ical(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//coptui//EN\r\n{body}END:VCALENDAR\r\n"
    )
    parts = calendar.walk("VEVENT")
    line = group[0].line
    text = body.upper()
    repeats = any(part.get("RRULE") or part.get("RDATE") for part in parts)
    often = bool(_TOO_OFTEN.search(text))
    rules = (part["RRULE"].to_ical().decode() for part in parts if part.get("RRULE"))
    rule = "" if often else next(rules, "")
    if not repeats or often or not hints.today:
        return [
            _event(part, component.line, home, rule)
            for part, component in zip(parts, group, strict=True)
        ]
    return [_event(part, line, home, rule) for part in _occurrences(calendar, hints)]


def _occurrences(calendar: Any, hints: Hints) -> Iterator[Any]:
    import recurring_ical_events

    today = date.fromisoformat(hints.today[:10])
    first, last = (later(today, days) for days in (-hints.horizon_days, hints.horizon_days))
    found = recurring_ical_events.of(calendar).between(first, last)
    yield from found[:MOST_OCCURRENCES]


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
    starts_at, time_zone = _moment(start, home)
    return FoundEvent(
        line=line,
        title=_text(part, "SUMMARY"),
        starts_at=starts_at,
        ends_at=_moment(end, home)[0] if end is not None else "",
        all_day=all_day,
        time_zone=time_zone,
        uid=_text(part, "UID"),
        place=_text(part, "LOCATION"),
        url=_text(part, "URL"),
        cancelled=_text(part, "STATUS").upper() == "CANCELLED",
        recurrence=rule,
        text=_text(part, "DESCRIPTION"),
        people=_people(part, line),
    )


def _moment(when: date | datetime, home: str) -> tuple[str, str]:
    """Return a local ISO time and its zone; UTC becomes the calendar's own time, if known."""
    if not isinstance(when, datetime):
        return when.isoformat(), ""
    if when.tzinfo is None:
        return written(when), ""
    name = _zone_name(
        str(getattr(when.tzinfo, "key", None) or getattr(when.tzinfo, "zone", "") or "")
    )
    if not name or name in _NOT_OUR_CLOCKS:
        offset = when.astimezone(UTC)
        place = zone(home)
        if place is None:
            return written(offset if not name or name in _NOT_OUR_CLOCKS else when), ""
        return written(offset.astimezone(place).replace(tzinfo=None)), home
    return written(when.replace(tzinfo=None)), name


def _zone_name(name: str) -> str:
    """Return the IANA name of a zone, also for Windows names; "" if it is neither."""
    if zone(name) is not None:
        return name
    if not name:
        return ""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return str(WINDOWS_TO_OLSON.get(name, ""))


def _people(part: Any, line: int) -> tuple[FoundPerson, ...]:
    """Return the invited people and their answers: an answer isn't attendance."""
    organiser = str(part.get("ORGANIZER") or "").casefold()
    people = []
    for one in _list(part.get("ATTENDEE")):
        params = getattr(one, "params", {})
        if str(params.get("CUTYPE", "")).upper() in ("ROOM", "RESOURCE", "GROUP"):
            continue
        said = str(one)
        email = address(said[7:] if said[:7].casefold() == "mailto:" else said)
        name = str(params.get("CN", "")).strip('"')
        if "@" in name:
            name = ""
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


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _text(part: Any, name: str) -> str:
    value = part.get(name)
    value = value[0] if isinstance(value, list) and value else value
    return "" if value is None else str(value).strip()


def _line_of(part: Component, name: str) -> str:
    """Return the raw value of a property, with folded lines joined."""
    property_line = ""
    for line in part.lines:
        if property_line and line[:1] in (" ", "\t"):
            property_line += line[1:]
        elif property_line:
            break
        elif line.upper().startswith((f"{name}:", f"{name};")):
            property_line = line
    return property_line.partition(":")[2].strip()


def _header(text: str, name: str) -> str:
    for line in text[:5000].splitlines():
        if line.upper().startswith(f"{name}:"):
            return line.partition(":")[2].strip()
        if line.upper().startswith("BEGIN:VEVENT"):
            break
    return ""
