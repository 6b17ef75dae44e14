"""Times of events in time zones: the clock on the wall stays the same, whatever summer time does.

A time is written as `2026-03-14T18:30`, on the wall of the event's own zone, or the community's if
it has none; or with its offset. A date alone is a day without a known time.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from coptui.core.model.community import Community
from coptui.core.model.records import Event
from coptui.errors import UsageError
from coptui.language import tr

SOME_HOURS = timedelta(hours=2)
"""How long a meeting is taken to last when its end is not known."""


@lru_cache(maxsize=64)
def zone(name: str) -> tzinfo | None:
    """Return a zone by its IANA name, such as `Europe/Berlin`; None for "" and for an unknown one."""
    if not name:
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def check_zone(name: str) -> str:
    """Return the name of a zone, also for `london` or `europe/london`. Raise UsageError if no zone
    has that name, or several."""
    if not name or zone(name) is not None:
        return name
    from zoneinfo import available_timezones

    wanted = name.casefold().replace(" ", "_")
    zones = available_timezones()
    fits = [each for each in zones if each.casefold() == wanted] or [
        each for each in zones if "/" in each and each.casefold().rpartition("/")[2] == wanted
    ]
    if len(fits) != 1:
        raise UsageError(
            tr("{name!r} isn't a time zone coptui knows.", name=name),
            tr("Write a time zone such as Europe/Berlin."),
        )
    return fits[0]


def zone_name(community: Community, event: Event) -> str:
    """Return an event's zone: its own, or the community's; "" if neither is set."""
    return event.time_zone or community.profile.time_zone


def moment_of(text: str, zone_of_place: str) -> datetime | None:
    """Return a time as it was written, aware if its offset or the zone is known; None for a day
    alone.

    A time that summer time skips becomes the one an hour later.
    """
    if "T" not in text:
        return None
    found = datetime.fromisoformat(text)
    place = zone(zone_of_place)
    if found.tzinfo is None and place is not None:
        utc = found.replace(tzinfo=place).astimezone(UTC)
        return utc.astimezone(place)
    return found


def starts(community: Community, event: Event) -> datetime | None:
    """Return when an event starts; None if the time isn't known."""
    return moment_of(event.starts_at, zone_name(community, event))


def ends(community: Community, event: Event) -> datetime | None:
    """Return when it ends; some hours after its start if that isn't recorded."""
    start = starts(community, event)
    end = moment_of(event.ends_at, zone_name(community, event)) if event.ends_at else None
    if end is None or start is None:
        return start + SOME_HOURS if start is not None else None
    if (end.tzinfo is None) != (start.tzinfo is None):
        return start + SOME_HOURS
    return end


def on_day(text: str, day: date, zone_of_place: str) -> str:
    """Return a time on another day: the wall clock of its place stays, its offset follows.

    `2026-10-20T18:00+02:00` in Berlin, a week later: `2026-10-27T18:00+01:00`. If the zone isn't
    known, the offset stays as it is written.
    """
    if "T" not in text:
        return day.isoformat()
    written = datetime.fromisoformat(text)
    place = zone(zone_of_place)
    if written.tzinfo is None or place is None:
        return day.isoformat() + text[10:]
    wall = written.astimezone(place)
    moved = datetime.combine(day + (wall.date() - written.date()), wall.time(), place)
    moved = moved.astimezone(UTC).astimezone(place)
    return moved.isoformat(timespec=tr("minutes") if not moved.second else tr("seconds"))


def _on_the_wall(community: Community, event: Event, text: str) -> datetime | None:
    """Return an event's time on the clock of its place, even if it was stored with an offset."""
    found = moment_of(text, zone_name(community, event)) if text else None
    place = zone(zone_name(community, event))
    return found.astimezone(place) if found is not None and found.tzinfo and place else found


def clock(community: Community, event: Event, text: str | None = None) -> str:
    """Return `18:30`, the start of an event (or its end, by `text`) on the community's clock; ""
    if no time is known.

    `Wed 00:30` is another day than was written. Where the community has no zone it is the event's own clock.
    """
    written = event.starts_at if text is None else text
    home = community.profile.time_zone
    own = "T" not in written or datetime.fromisoformat(written).tzinfo is None
    if own and (zone(home) is None or event.time_zone in ("", home)):
        return written[11:16]
    return _said(_on_the_wall(community, event, written), zone(home), written)


def clock_there(community: Community, event: Event) -> str:
    """Return `12:30` or `Tue 12:30` on the clock of the event's own zone, if that differs from the community's.

    Return "" if it doesn't, or a zone isn't known.
    """
    written = event.starts_at
    home, there = zone(community.profile.time_zone), zone(event.time_zone)
    found = _on_the_wall(community, event, written)
    if home is None or there is None or found is None or found.tzinfo is None:
        return ""
    if found.astimezone(home).replace(tzinfo=None) == found.replace(tzinfo=None):
        return ""
    return _said(found, there, written)


def clocks(community: Community, event: Event) -> str:
    """Return an event's time on the community's clock, and the other beside it: `18:30, 12:30 in New York`."""
    there = clock_there(community, event)
    beside = (
        tr("{there} in {place_of}", there=there, place_of=place_of(event.time_zone))
        if there
        else ""
    )
    return ", ".join(filter(None, (clock(community, event), beside)))


def day_and_clocks(community: Community, event: Event) -> str:
    """Return `Sun 22 Nov 2026 18:30, 12:30 in New York`; the text itself if it is no day."""
    from coptui.core.model.when import full_day

    if not event.starts_at or event.day == date.max:
        return event.starts_at
    return " ".join(filter(None, (full_day(event.day), clocks(community, event))))


def _said(moment: datetime | None, clock_zone: tzinfo | None, written: str) -> str:
    from coptui.core.model.records import day_of
    from coptui.core.model.when import WEEKDAYS

    if moment is None:
        return ""
    wall = moment.astimezone(clock_zone) if clock_zone is not None and moment.tzinfo else moment
    day = "" if wall.date() == day_of(written) else f"{WEEKDAYS[wall.weekday()]} "
    return f"{day}{wall:%H:%M}"


def place_of(name: str) -> str:
    """Return a zone as people say it: `New York` for America/New_York."""
    return name.rsplit("/", 1)[-1].replace("_", " ")


def now_there(now: datetime, home: str) -> datetime:
    """Return a moment on the clock of the community's zone; unchanged if no zone is known."""
    place = zone(home)
    return now.astimezone(place) if place is not None and now.tzinfo is not None else now
