"""Which people and events a dated checklist is waiting for: one line each, however many steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from coptui.checklists.due import Due, due, step_dates
from coptui.checklists.template import Template
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.records import Subject
from coptui.core.model.settings import Settings
from coptui.core.people.newcomers import newcomers
from coptui.core.people.pairs import to_go_on

OFFERED = 14
"""How long a walk that nobody began is offered, and one that was begun is reminded of after its
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
        return f"{self.template.id} {self.subject.id}"


def is_dated(template: Template) -> bool:
    """Return whether its steps are due so many days after a person joined or an event took place."""
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
    checklist for the days before an event once it is over. `by` is who asks, so that nobody is
    offered somebody else's blind walk.
    """
    walked = list(community.runs.values())
    runs = walked if by is None else to_go_on(walked, by)
    due_subjects = []
    for template in templates:
        if not is_dated(template):
            continue
        for subject, day in _subjects(template, community, today, settings):
            state = due(template, runs, today, subject=subject, since=day)
            waiting = [step for step in state.steps if step.on <= today]
            if waiting and today <= _until(template, day, state):
                since = waiting[0].on
                due_subjects.append(DueAbout(template, subject, state, since, len(waiting)))
    return sorted(due_subjects, key=lambda one: (one.since, one.template.id, one.subject.id or 0))


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
