"""The calendar as rows: a line for each week with its days and events; quiet stretches take one
line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coptui.core.lists.last_times import is_coming
from coptui.core.meetings.occasions import is_begun, is_unclosed
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later, monday_of
from coptui.core.model.records import Break, Event
from coptui.core.model.text import show
from coptui.core.model.when import DAY_WIDTH, WEEKDAYS, day_text
from coptui.core.model.zones import clock, clock_there, place_of
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, Tone, listed
from coptui.tui.kit.signs import signs
from coptui.tui.records.words import key_of, name_of, pad

WEEK = 7
AHEAD = 12 * WEEK
"""Weeks ahead that are shown even if nothing is planned yet."""
QUIET = 3
"""More weeks than these without an event become one line."""
HEAD = 11
"""Cells for the first day of a week."""


STRIP = 15
"""Cells for the seven days."""
WEEKDAY_LINE = f"{'':{HEAD}} " + " ".join(name[:1].upper() for name in WEEKDAYS)
"""The line above the weeks."""


def calendar_rows(community: Community, today: date, width: int) -> Rows:
    """Return weeks from the first event to the last, or some weeks ahead; earliest first."""
    width = max(60, width - 3)
    rows: list[Row] = []
    by_week: dict[date, list[Event]] = {}
    for event in community.events_by_day:
        if event.day != date.max:
            by_week.setdefault(monday_of(event.day), []).append(event)
    if not by_week:
        return listed([], empty=(Span(tr("No events yet. Press 3, then a, to add one."), "quiet"),))
    shown = {later(monday_of(today), n * WEEK) for n in range(AHEAD // WEEK + 1)}
    weeks = sorted({*by_week, *shown})
    before: date | None = None
    for week in weeks:
        if before is not None:
            rows += _between(community, later(before, WEEK), week, today, width)
        rows += _week(community, week, by_week.get(week, []), today, width)
        before = week
    undated = [event for event in community.events.values() if event.day == date.max]
    if undated:
        rows += [Row(None, ()), Row(None, (Span(tr("Without a date"), "heading"),))]
        rows += [Row(key_of(event), (Span(f"  {name_of(event)}"),)) for event in undated]
    return listed(rows, count=str(len(community.events)))


def _between(community: Community, first: date, end: date, today: date, width: int) -> list[Row]:
    """Return the weeks between two that are shown; many of them become one line."""
    many = (end - first).days // WEEK
    if many <= QUIET:
        return [
            row
            for n in range(many)
            for row in _week(community, later(first, n * WEEK), [], today, width)
        ]
    quiet = counted(many, "{count} week without an event", "{count} weeks without an event")
    return [Row(None, (Span(f"{'':{HEAD}} {quiet}", "quiet"),))]


def _week(
    community: Community, monday: date, events: list[Event], today: date, width: int
) -> list[Row]:
    now = monday <= today < later(monday, WEEK)
    breaks = [pause for pause in community.profile.breaks if _touches(pause, monday)]
    head = Span(f"{event_week(monday, today):<{HEAD}}", "accent" if now else "quiet")
    days = tuple(_days(monday, events, breaks, today))
    room = max(10, width - HEAD - STRIP - 2)
    if not events:
        why = (
            tr("break: {why}", why=show(breaks[0].why)) if breaks and breaks[0].why else tr("break")
        )
        said = pad(why, room) if breaks else ""
        return [Row(None, (head, *days, Span(f"  {said}", "quiet")))]
    rows = []
    for number, event in enumerate(events):
        left = (head, *days) if number == 0 else (Span(" " * (HEAD + STRIP)),)
        rows.append(Row(key_of(event), (*left, *_event(community, event, today, room))))
    return rows


def event_week(monday: date, today: date) -> str:
    """Return ` 9 Nov`, or `10 Mar 2024` for long ago: the Monday of a week."""
    if abs((monday - today).days) > 300:
        return f"{day_text(monday, monday):>{DAY_WIDTH}} {monday.year}"
    return f"{day_text(monday, today):>{DAY_WIDTH}}"


def _days(monday: date, events: list[Event], breaks: list[Break], today: date) -> Iterator[Span]:
    """Yield what each day holds, with a cell between days; today is in brackets."""
    shapes = signs()
    for n in range(7):
        day = later(monday, n)
        here = [event for event in events if event.day == day]
        tone: Tone = "quiet"
        sign = shapes.dot
        if any(pause.from_ <= day <= pause.to for pause in breaks):
            sign = "~"
        if here:
            gone = all(event.status == "cancelled" for event in here)
            coming = any(is_coming(event, today) for event in here)
            sign = "x" if gone else shapes.empty if coming else shapes.full
            tone = "quiet" if gone else "accent" if coming else "plain"
        before = "[" if day == today else "]" if later(day, -1) == today and n else " "
        yield Span(before, "accent" if before != " " else "quiet")
        yield Span(sign, tone)
    yield Span("]" if later(monday, 6) == today else " ", "accent")


def _event(community: Community, event: Event, today: date, room: int) -> tuple[Span, ...]:
    coming = is_coming(event, today)
    weekday = WEEKDAYS[event.day.weekday()]
    said = f"{weekday} {event.day.day:>2}  {clock(community, event) or '     '}"
    after = ""
    tone: Tone = "quiet"
    if event.status == "cancelled":
        after = tr("cancelled")
    elif coming:
        yes = sum(entry.rsvp == "yes" for entry in event.attendance.values())
        after = (
            tr("{yes} said yes", yes=yes) if yes else (tr("idea") if event.status == "idea" else "")
        )
    elif event.attendance_taken:
        after = tr("{count} present", count=len(event.there))
    elif event.status == "held":
        after = tr("no roll call")
    elif is_unclosed(event, today):
        after, tone = tr("roll call not finished") if is_begun(event) else tr("took place?"), "warn"
    there = clock_there(community, event)
    after = ", ".join(
        filter(
            None,
            (
                after,
                tr("{there} in {place_of}", there=there, place_of=place_of(event.time_zone))
                if there
                else "",
            ),
        )
    )
    name = max(8, room - len(said) - 4 - max(12, len(after)))
    return (
        Span(f"  {said}  ", "quiet"),
        Span(pad(name_of(event), name), "quiet" if event.status == "cancelled" else "plain"),
        Span(f" {after}", tone),
    )


def _touches(pause: Break, monday: date) -> bool:
    return pause.from_ < later(monday, WEEK) and pause.to >= monday
