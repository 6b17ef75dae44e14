"""An invitation to one person (iTIP REQUEST, RFC 5546): their calendar asks whether they come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from msgspec.structs import replace

from coptui import __version__
from coptui.core.model.community import Community
from coptui.core.model.days import months_later
from coptui.core.model.records import Event
from coptui.core.model.text import clean
from coptui.core.views.privacy import fit_to_leave
from coptui.exchange.writers.calendar import event_part, latest_changes
from coptui.exchange.writers.written import uid_of

METHOD = "REQUEST"


def invitation(
    community: Community,
    event: Event,
    *,
    organiser: str,
    name: str,
    address: str,
    veil: Callable[[str], str],
    at: datetime,
) -> str:
    """Return the invitation for the person with this name and address; no one else is in it.

    `organiser` is the address that answers go to; `veil` makes texts fit for a letter; `at` is now.
    Times are those of `coptui export ics`.
    """
    import icalendar

    event = fit_to_leave(event)
    event = replace(
        event, title=veil(event.title), place=veil(event.place), agenda=veil(event.agenda)
    )
    part = event_part(community, event)
    part.add("uid", uid_of(community, event))
    changed = latest_changes(community).get(event.id)
    part.add("sequence", changed[0] if changed else 0)
    part.add("dtstamp", at.astimezone(UTC).replace(microsecond=0))
    host = icalendar.vCalAddress(f"mailto:{organiser}")
    if title := clean(fit_to_leave(community.profile).name):
        host.params["CN"] = title
    part["organizer"] = host
    guest = icalendar.vCalAddress(f"mailto:{address}")
    if clean(name):
        guest.params["CN"] = clean(name)
    guest.params["PARTSTAT"] = "NEEDS-ACTION"
    guest.params["RSVP"] = "TRUE"
    part.add("attendee", guest)
    calendar_file = icalendar.Calendar()
    calendar_file.add("prodid", f"-//coptui//coptui {__version__}//EN")
    calendar_file.add("version", "2.0")
    calendar_file.add("method", METHOD)
    calendar_file.add_component(part)
    calendar_file.add_missing_timezones(
        first_date=date(event.day.year, 1, 1), last_date=months_later(event.day, 12)
    )
    text: str = calendar_file.to_ical().decode()
    return text
