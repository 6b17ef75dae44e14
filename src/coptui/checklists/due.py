"""When a checklist was last walked, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from coptui.checklists.template import Template, span
from coptui.checklists.walk import answers_by_step, walk_of
from coptui.core.model.days import later, months_later
from coptui.core.model.records import Run, Subject, day_of


class StepDue(msgspec.Struct, frozen=True, gc=False):
    """A step of a checklist about a person or an event that is still to do, and since when."""

    step: str
    on: date
    overdue: bool


class Due(msgspec.Struct, frozen=True, gc=False):
    """When a checklist was last walked and is due again.

    `last` is the day of the latest finished walk. `next` is None if the checklist is never due by
    itself. `unfinished` is the id of the latest walk that isn't finished; `steps` are the dated
    steps still to do, earliest first (only for a checklist with a starting day).
    """

    last: date | None
    next: date | None
    overdue: bool
    unfinished: int | None = None
    steps: tuple[StepDue, ...] = ()


def when_due(
    template: Template,
    runs: Iterable[Run],
    today: date,
    *,
    subject: Subject | None = None,
    since: date | None = None,
    has_met: bool = True,
) -> Due:
    """Return when the checklist is due, from the runs up to today; ignore later ones.

    With `subject`, only runs about it count. With `since` (the day a person joined, the day of an
    event) the next date is that of the earliest step with `after_days` still to do; without it, the
    last finished walk plus `every`, or today if there was none. Before a community `has_met`
    nothing is due by itself.
    """
    mine = [
        run
        for run in runs
        if run.checklist == template.id
        and (subject is None or run.subject == subject)
        and _day(run.started_at) <= today
    ]
    mine.sort(key=lambda run: (run.started_at, run.id))
    finished = [_day(run.finished_at) for run in mine if _ended(run, today)]
    last = max(finished, default=None)
    begun = [run for run in mine if not _ended(run, today)]
    unfinished = begun[-1].id if begun else None
    if since is not None:
        latest = mine[-1] if mine else None
        if latest is not None and _ended(latest, today):
            return Due(last, None, False, unfinished)
        waiting = _waiting(template, latest, since, today)
        ahead = waiting[0].on if waiting else None
        return Due(last, ahead, any(step.overdue for step in waiting), unfinished, waiting)
    if not template.every or not (has_met or last is not None):
        return Due(last, None, False, unfinished)
    ahead = today if last is None else after(last, template.every)
    return Due(last, ahead, ahead < today, unfinished)


def step_dates(template: Template, since: date) -> dict[str, date]:
    """Return the day on which each step with `after_days` is due, by step id."""
    return {
        step.id: later(since, step.after_days)
        for step in template.steps()
        if step.after_days is not None
    }


def after(day: date, every: str) -> date:
    """Return the day one interval later; the 31st becomes the last day of a shorter month."""
    count, unit = span(every)
    if unit in ("day", "week"):
        return later(day, count * (7 if unit == "week" else 1))
    return months_later(day, count * (12 if unit == "year" else 1))


def _waiting(template: Template, run: Run | None, since: date, today: date) -> tuple[StepDue, ...]:
    answered: Mapping[str, object] = {}
    if run is not None:
        walk = walk_of(run)
        template = walk.template
        answered = {id: True for id in answers_by_step(run.log) if walk.answered(id)}
    waiting = [
        StepDue(id, day, day < today)
        for id, day in step_dates(template, since).items()
        if id not in answered
    ]
    return tuple(sorted(waiting, key=lambda step: step.on))


def _ended(run: Run, today: date) -> bool:
    return bool(run.finished_at) and _day(run.finished_at) <= today


def _day(moment: str) -> date:
    """Return the day of a time; the last day there is if it can't be read, so that it counts for
    nothing."""
    try:
        return day_of(moment)
    except ValueError:
        return date.max
