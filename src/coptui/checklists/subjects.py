"""Which people and events a dated checklist is waiting for: one line each, however many steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise
from statistics import median

import msgspec

from coptui.checklists.due import Due, step_dates, when_due
from coptui.checklists.template import Template
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.records import Event, Subject
from coptui.core.model.recurrence import day_after
from coptui.core.model.settings import Settings
from coptui.core.people.newcomers import newcomers
from coptui.core.people.pairs import to_go_on
from coptui.errors import UsageError

OFFERED = 14
"""How long a walk that no one began is offered, and one that was begun is reminded of after its
last date: whoever does it another way is left in peace."""


class DueAbout(msgspec.Struct, frozen=True, gc=False):
    """A dated checklist that is waiting for one person or event; `steps` of it are due by today."""

    template: Template
    subject: Subject
    due: Due
    since: date
    steps: int

    @property
    def key(self) -> str:
        """One of its own among what is due: `newcomer 5`."""
        return f"{self.template.id} {self.subject.id or 0}"


def asks_for_checklists(community: Community, event: Event, settings: Settings) -> bool:
    """Return whether checklists are due for an event: as its series is told to, or else unless the
    series meets often.
    """
    told = dict(settings.series_checklists).get(event.series)
    if event.series and told is not None:
        return bool(told)
    gap = _gap(community, event)
    return gap is None or gap >= settings.often_days


def _gap(community: Community, event: Event) -> float | None:
    """Return the usual days from one event of a series to the next, None if they aren't known."""
    with suppress(UsageError):
        following = day_after(event.recurrence, event.day) if event.recurrence else None
        if following is not None:
            return (following - event.day).days
    days = sorted(
        other.day
        for other in community.series.get(event.series, ())
        if other.starts_at and other.status not in ("cancelled", "idea")
    )
    gaps = [(after - before).days for before, after in pairwise(days) if after > before]
    return median(gaps) if gaps else None


def is_dated(template: Template) -> bool:
    """Return whether its steps are due this many days after a person joined or an event took place."""
    return template.for_ in ("member", "event") and any(
        step.after_days is not None for step in template.steps()
    )


def due_about(
    templates: Iterable[Template],
    community: Community,
    today: date,
    settings: Settings,
    by: str | None = None,
) -> list[DueAbout]:
    """Return what dated checklists ask for today, longest due first: newcomers, and events close
    by.

    A coming event counts while it is planned or confirmed, a past one if it was held. Leave out a
    checklist for the days before an event once it is over. An event is one line at most, that of
    the checklist due longest, and none if its series asks for no checklists. `by` is who asks, so that no one is
    offered someone else's blind walk.
    """
    walked = list(community.runs.values())
    runs = walked if by is None else to_go_on(walked, by)
    due_subjects = []
    for template in templates:
        if not is_dated(template):
            continue
        for subject, day in _subjects(template, community, today, settings):
            state = when_due(template, runs, today, subject=subject, since=day)
            waiting = [step for step in state.steps if step.on <= today]
            if waiting and today <= _until(template, day, state):
                since = waiting[0].on
                due_subjects.append(DueAbout(template, subject, state, since, len(waiting)))
    due_subjects.sort(key=lambda each: (each.since, each.template.id, each.subject.id or 0))
    seen: set[int | None] = set()
    lines = []
    for each in due_subjects:
        if each.subject.kind == "event":
            begun = each.due.unfinished is not None
            event = community.events[each.subject.id or 0]
            if event.id in seen or not (begun or asks_for_checklists(community, event, settings)):
                continue
            seen.add(event.id)
        lines.append(each)
    return lines


def _subjects(
    template: Template, community: Community, today: date, settings: Settings
) -> Iterator[tuple[Subject, date]]:
    if template.for_ == "member":
        for member, day in newcomers(community, today, settings):
            yield Subject(kind="member", id=member.id), day
        return
    for event in community.events_by_day:
        ahead = event.day >= today and event.status in ("planned", "confirmed")
        if ahead or (event.day <= today and event.status == "held"):
            yield Subject(kind="event", id=event.id), event.day


def _until(template: Template, day: date, state: Due) -> date:
    """Return the last day on which to ask for the checklist."""
    dates = sorted(step_dates(template, day).values())
    if dates[-1] < day:
        return day
    return later(dates[-1] if state.unfinished is not None else dates[0], OFFERED)
