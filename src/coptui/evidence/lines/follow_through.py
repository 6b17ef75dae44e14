"""Whether promises are kept: follow-ups done in time, and notes written soon."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import occasions, until, within
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.records import Action, Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.wording import (
    EVENTS,
    clauses,
    no_data,
    share,
    to_record,
)
from coptui.language import tr

FOLLOW = "follow_through"


def follow_through(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the share done of the follow-ups done in the window or overdue at its end."""
    known = [
        action
        for action in community.actions.values()
        if action.state != "dropped"
        and (action.created_on is None or action.created_on <= window.to)
        and not (action.created_on is None and action.due_on is None and action.done_on is None)
    ]
    notes, late = _notes(community, window, settings)
    figures: dict[str, float | None] = {
        "notes_in_time": 100 * notes / (notes + late) if notes + late else None
    }
    if not known:
        return no_data(
            FOLLOW, to_record(tr("add follow-ups with a person and a date")), figures=figures
        )
    done = [
        action
        for action in known
        if action.state == "done"
        and action.done_on is not None
        and window.from_ <= action.done_on <= window.to
    ]
    open_ = [action for action in known if _is_open(action, window.to)]
    overdue = [
        action for action in open_ if action.due_on is not None and action.due_on < window.to
    ]
    others = [action for action in open_ if not _by_organiser(community, action, window.to)]
    figures |= {
        "open": len(open_),
        "done": len(done),
        "overdue": len(overdue),
        "by_others": len(others),
    }
    rows = [_row(community, action, window.to) for action in sorted(done, key=lambda a: a.id)]
    rows += [_row(community, action, window.to) for action in sorted(overdue, key=lambda a: a.id)]
    n = len(done) + len(overdue)
    if not n:
        return no_data(FOLLOW, tr("no follow-up was due or done in this period"), figures=figures)
    amount = share(len(done), n, settings)
    text = clauses(
        tr("{amount} done, {overdue} overdue", amount=amount, overdue=len(overdue))
        if overdue
        else tr("{amount} done", amount=amount),
        tr("notes within 3 days for {amount}", amount=share(notes, notes + late, settings, EVENTS))
        if notes + late
        else "",
    )
    return Evidence(FOLLOW, 100 * len(done) / n, text, n=n, rows=tuple(rows), figures=figures)


def _is_open(action: Action, today: date) -> bool:
    if action.state == "done":
        return action.done_on is not None and action.done_on > today
    return action.state == "open"


def _by_organiser(community: Community, action: Action, today: date) -> bool:
    member = community.members.get(action.owner) if isinstance(action.owner, int) else None
    return member is not None and is_organiser(member, today)


def _row(community: Community, action: Action, today: date) -> EvidenceRow:
    name = person(community, action.owner) or tr("no one")
    if action.done_on is not None and action.done_on <= today:
        why = tr("{name}, done {day}", name=name, day=short(action.done_on, today))
    else:
        assert action.due_on is not None
        why = tr("{name}, due {day}", name=name, day=short(action.due_on, today))
    return EvidenceRow("actions", action.id, masked(community, action.text), why)


def _notes(community: Community, window: Window, settings: Settings) -> tuple[int, int]:
    """Count the events whose notes were there in time, and those with late notes or none.

    Count none while no day of notes was ever recorded, or the time hasn't passed yet.
    """
    past = until(occasions(community).held, window.to)
    if not any(event.notes_on is not None and event.notes_on <= window.to for event in past):
        return 0, 0
    in_time = late = 0
    for event in within(past, window.from_, window.to):
        if event.notes_on is not None and event.notes_on <= window.to:
            prompt = (event.notes_on - event.day).days <= settings.notes_days
            in_time, late = in_time + prompt, late + (not prompt)
        elif (window.to - event.day).days > settings.notes_days:
            late += 1
    return in_time, late


ORDER = 111
LINES = (
    EvidenceLine(
        FOLLOW,
        tr("follow-through"),
        tr(
            "What share of the follow-ups were done, counting only those done in the "
            "period or overdue at its end. Also how many events had notes within 3 "
            "days, and how many open follow-ups belong to people who aren't "
            "coordinators."
        ),
        "up",
        "days",
        follow_through,
        needs=tr("follow-ups with a person and a date"),
        base=tr("follow-ups done in the period or overdue"),
        silent=tr("no follow-up is recorded, or none was due or done"),
        source="coptui",
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(
            ("open", tr("follow-ups open at the end of the period")),
            ("done", tr("follow-ups done in the period")),
            ("overdue", tr("open follow-ups that are overdue")),
            (
                "by_others",
                tr("open follow-ups that belong to people who aren't coordinators or staff"),
            ),
            ("notes_in_time", tr("% of events with notes within 3 days")),
        ),
    ),
)
