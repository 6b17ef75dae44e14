"""The meetings of a file: which event each is here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Literal

from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, day_of
from coptui.core.model.text import clean, fold
from coptui.core.model.zones import moment_of, starts, zone
from coptui.exchange.planning.as_stored import LINE
from coptui.exchange.planning.event_records import apart, title_of, valid
from coptui.exchange.planning.gathering import Gathering
from coptui.exchange.planning.planned import Meeting
from coptui.exchange.tables.dates import EARLIEST_MEETING
from coptui.exchange.tables.found import FoundEvent
from coptui.language import tr

SOON = 400
"""At most this many days before it is a meeting on a list of those who will come."""
EVENING = timedelta(hours=12)
"""All arrive within it."""
NEAR = timedelta(minutes=90)
"""Two starts that lie no further apart are those of one meeting."""


def together(events: Iterable[FoundEvent]) -> tuple[FoundEvent, ...]:
    """Return the meetings of a file, each once: a report may describe one in several parts.

    A calendar may have one entry, by id and start, twice: the later says what it is like now.
    """
    meetings: list[FoundEvent] = []
    by_uid: dict[tuple[str, str], int] = {}
    by_title: dict[tuple[str, str], list[int]] = {}
    for event in events:
        titled = by_title.setdefault((fold(event.title), event.starts_at), [])
        index = by_uid.get((event.uid, event.starts_at))
        if index is not None:
            meetings[index] = replace(event, people=(*meetings[index].people, *event.people))
        else:
            index = next((i for i in titled if not (meetings[i].uid and event.uid)), None)
            if index is not None:
                known = meetings[index]
                people = (*known.people, *event.people)
                meetings[index] = replace(known, people=people, uid=known.uid or event.uid)
            else:
                index = len(meetings)
                meetings.append(event)
        if index not in titled:
            titled.append(index)
        if event.uid:
            by_uid[event.uid, event.starts_at] = index
    return tuple(meetings)


def with_check_in_days(community: Community, events: Iterable[FoundEvent]) -> Iterator[FoundEvent]:
    """Yield the meetings; one without a day gets the day on which people were checked in.

    A day that can't be kept counts as none.
    A check-in says only the day, by the community's clock. Check-ins over more than a night don't
    even say that.
    """
    home = community.profile.time_zone
    for event in events:
        event = replace(event, starts_at=valid(event.starts_at))
        arrivals = [moment_of(one.joined_at, home) for one in event.people if one.joined_at]
        known = [when for when in arrivals if when is not None and when.tzinfo is not None]
        place = zone(home)
        alone = not event.starts_at and known and len(known) == len(arrivals)
        if alone and place is not None and max(known) - min(known) <= EVENING:
            event = replace(event, starts_at=min(known).astimezone(place).date().isoformat())
        yield event


def claim(gathering: Gathering, events: Iterable[FoundEvent]) -> None:
    """Reserve the events already chosen or imported: no other meeting of the file takes them."""
    for position, choice in gathering.choices.events.items():
        if isinstance(choice, int):
            gathering.claimed.setdefault(choice, position)
    for position, event in enumerate(events):
        before = _made_before(gathering, event)
        if before is not None:
            gathering.claimed.setdefault(before, position)


def made_just_now(gathering: Gathering, found_event: FoundEvent) -> int | None:
    """Return the event made from the first part of a meeting that resumed, or None.

    It has the same title and began at most 90 minutes earlier or later.
    """
    zone = found_event.time_zone or gathering.community.profile.time_zone
    start = moment_of(found_event.starts_at, zone)
    for number, event in gathering.events.items():
        ours = starts(gathering.community, event)
        again = (number < 0 or number in gathering.claimed) and event.uid == found_event.uid
        same = fold(event.title) == fold(title_of(found_event))
        if again and same and start and ours and apart(ours, start) <= NEAR:
            return number
    return None


def which_event(
    gathering: Gathering,
    position: int,
    found_event: FoundEvent,
    *,
    by_calendar: bool,
    alone: bool,
) -> Meeting:
    """Return which of our events a meeting is.

    It is found by its uid; else by its day, its start (90 minutes either way) and its title or
    series. In a calendar, only a title at the same time is the same event. `alone` says that its
    uid occurs once in the file, so the event may have moved to another day.
    """
    community = gathering.community
    day = _day(found_event)
    meeting = Meeting(
        position,
        found_event.line,
        clean(found_event.title, LINE),
        found_event.starts_at,
        "new",
        tr("not among your events yet"),
        time_zone=found_event.time_zone,
    )
    choice = gathering.choices.events.get(position)
    if isinstance(choice, int) and choice in community.events:
        return _known(meeting, choice, tr("your choice"))
    before = _made_before(gathering, found_event)
    if before is not None:
        return _known(meeting, before, tr("imported before"))
    if choice == "new" and day is not None:
        return _with(meeting, "new", tr("a new event, as you chose"))
    same = [
        number
        for number in gathering.known_uids.get(found_event.uid, ())
        if (alone or community.events[number].day == day)
        and gathering.claimed.get(number, position) == position
    ]
    if len(same) == 1:
        return _known(meeting, same[0], tr("the same calendar entry"))
    if day is None:
        return _with(
            meeting, "open", tr("the file doesn't say which day between 1900 and 2200 it was")
        )
    if not by_calendar and not _may_be(day, gathering.today):
        return _with(
            meeting,
            "open",
            tr("{day} is unlikely to be the date of the event", day=day.isoformat()),
        )
    for why, fits in _alike(gathering, position, found_event, day, by_calendar):
        if len(fits) == 1:
            return _known(meeting, fits[0], why)
        if fits:
            said = counted(
                len(fits), "{count} event matches: {why}", "{count} events match: {why}", why=why
            )
            return _with(meeting, "open", said, fits=tuple(fits))
    return meeting


def _may_be(day: date, today: date) -> bool:
    """Return whether a meeting that a program reports may have been on that day."""
    return day.year >= EARLIEST_MEETING and day <= later(today, SOON)


def _alike(
    gathering: Gathering, position: int, found_event: FoundEvent, day: date, by_calendar: bool
) -> Iterable[tuple[str, list[int]]]:
    """Yield the reason and the events that fit it, the surest reason first."""
    community = gathering.community
    zone = found_event.time_zone or community.profile.time_zone
    start = moment_of(found_event.starts_at, zone)
    close: list[tuple[Event, bool, bool]] = []
    for event in community.events.values():
        if not event.starts_at or abs((event.day - day).days) > 1:
            continue
        # Another meeting of this file may have brought its id along.
        if found_event.uid and gathering.event(event.id).uid not in ("", found_event.uid):
            continue
        if event.status == "cancelled" and not by_calendar:
            continue
        if gathering.claimed.get(event.id, position) != position:
            continue
        ours = starts(community, event)
        near = ours is not None and start is not None and apart(ours, start) <= NEAR
        same_day = event.day == day
        if near or same_day:
            close.append((event, near, same_day))
    titled = [entry for entry in close if _same_title(entry[0], found_event.title)]
    timeless = [
        event.id
        for event, _, same_day in titled
        if same_day and ("T" not in event.starts_at or start is None)
    ]
    yield tr("same time and title"), [event.id for event, near, _ in titled if near]
    yield tr("same day and title"), timeless
    if by_calendar:
        return
    # An event that this file itself brought is another meeting if not even its title is alike.
    own = gathering.source.file
    close = [one for one in close if one[0].source is None or one[0].source.file != own]
    yield tr("same time"), [event.id for event, near, _ in close if near]
    yield tr("same day and title"), [event.id for event, _, same_day in titled if same_day]
    yield (
        tr("on the same day"),
        [
            event.id
            for event, _, same_day in close
            if same_day and ("T" not in event.starts_at or start is None)
        ],
    )


def _same_title(event: Event, title: str) -> bool:
    theirs = set(re.findall(r"\w+", fold(title)))
    for name in (label_of(event), event.title, event.series):
        ours = set(re.findall(r"\w+", fold(name)))
        if ours and theirs and len(ours & theirs) * 2 > min(len(ours), len(theirs)):
            return True
    return False


def _made_before(gathering: Gathering, found: FoundEvent) -> int | None:
    """Return the event that an earlier import of this file made from this meeting; else None."""
    return gathering.earlier.event(found.line, title_of(found), found.starts_at, found.uid)


def _day(found: FoundEvent) -> date | None:
    return day_of(found.starts_at) if found.starts_at else None


def _known(meeting: Meeting, event: int, why: str) -> Meeting:
    return _with(meeting, "known", why, event=event)


def _with(
    meeting: Meeting,
    state: Literal["known", "new", "open"],
    why: str,
    *,
    event: int | None = None,
    fits: tuple[int, ...] = (),
) -> Meeting:
    return replace(meeting, state=state, why=why, event=event, fits=fits)
