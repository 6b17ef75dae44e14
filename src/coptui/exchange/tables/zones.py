"""The zones of a calendar's times: as IANA or Windows calls them, or by rules of the calendar's own."""

from __future__ import annotations

from datetime import UTC, date, datetime

from coptui.core.model.zones import zone
from coptui.exchange.tables.moments import written

_NOT_A_PLACE = ("UTC", "Etc/UTC", "GMT")


def moment_in(when: date | datetime, home: str, named: str = "") -> tuple[str, str]:
    """Return a local ISO time and its zone; UTC becomes the calendar's own time, if known.

    `named` is how the calendar calls the zone: as IANA or Windows does, or by rules of its own.
    """
    if not isinstance(when, datetime):
        return when.isoformat(), ""
    if when.tzinfo is None:
        return written(when), ""
    # A time that summer time skips is an hour later, as the standard says.
    when = when.astimezone(UTC).astimezone(when.tzinfo)
    key = str(getattr(when.tzinfo, "key", None) or getattr(when.tzinfo, "zone", "") or "")
    name = zone_named(key) or zone_named(named) or (_zone_by_rules(when, home) if named else "")
    if not name or name in _NOT_A_PLACE:
        offset = when.astimezone(UTC)
        place = zone(home)
        if place is None:
            return written(offset if not name or name in _NOT_A_PLACE else when), ""
        return written(offset.astimezone(place).replace(tzinfo=None)), home
    return written(when.replace(tzinfo=None)), name


def _zone_by_rules(when: datetime, home: str) -> str:
    """Return a zone whose clock follows a calendar's own rules all that year, or ""."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    days = [when.replace(month=month, day=day) for month in range(1, 13) for day in (5, 20)]
    for name in dict.fromkeys((home, *WINDOWS_TO_OLSON.values())):
        place = zone(name)
        if place is not None and all(
            day.replace(tzinfo=place).utcoffset() == day.utcoffset() for day in days
        ):
            return name
    return ""


def zone_named(name: str) -> str:
    """Return the IANA name of a zone, also for Windows names; "" if it is neither."""
    if zone(name) is not None:
        return name
    if not name:
        return ""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    return str(WINDOWS_TO_OLSON.get(name, ""))
