"""The beat: how regularly a community meets, and whether what was promised follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from statistics import median

from coptui.core.meetings.occasions import days_between, occasions, until, within
from coptui.core.model.community import Community
from coptui.core.model.records import Action, Event
from coptui.core.model.settings import Settings
from coptui.core.people.levels import is_organiser, short
from coptui.evidence.line import Evidence, Line, Row, Span
from coptui.evidence.series import all_series, nothing_held, the_series
from coptui.evidence.wording import (
    event_row,
    few,
    name_of,
    no_data,
    number,
    plural,
    share,
    wait_to_be_closed,
)

CADENCE = "cadence"
FOLLOW = "follow_through"


def cadence(community: Community, span: Span, settings: Settings) -> Evidence:
    """The days since the last occasion of the series, as a multiple of its usual gap.

    The usual gap is the median of the gaps between its last occasions, in days outside breaks.
    What waits to be closed was probably held, and is said to be among them.
    """
    breaks = community.profile.breaks
    series = the_series(community, span.to, settings, span.series)
    if not series.held:
        return no_data(CADENCE, nothing_held(community, span.to, settings))
    held = series.met[-settings.window_occasions :]
    unsure = [event for event in held if event.status != "held"]
    gaps = [days_between(before.day, after.day, breaks) for before, after in pairwise(held)]
    rows = [
        event_row(
            event,
            span.to,
            ("did it take place? " if event.status != "held" else "")
            + (f"{plural(gap, 'day')} after the one before" if gap else ""),
        )
        for event, gap in zip(held, [0, *gaps], strict=True)
    ]
    known = [gap for gap in gaps if gap > 0]
    if not known:
        return no_data(CADENCE, "record meetings; two days are needed", rows=rows, n=len(held))
    usual = median(known)
    now = days_between(held[-1].day, span.to, breaks)
    coming = _coming(community, series.name, span.to)
    ahead = [(event.day - span.to).days for event in coming]
    text = f"every {number(usual)} days; last {plural(now, 'day')} ago"
    text += f"; next {short(coming[0].day, span.to)}" if coming else "; no next date"
    if unsure:
        text += f"; {wait_to_be_closed(unsure)} (probably held)"
    rows += _others(community, span.to, settings, series.name)
    return Evidence(
        CADENCE,
        now / usual,
        text,
        n=len(held),
        rows=tuple(rows),
        confidence=few(len(held), settings) or wait_to_be_closed(unsure),
        figures={
            "waiting": len(unsure),
            "median_gap": usual,
            "variation": median(abs(gap - usual) for gap in known) / usual,
            "gap_now": now,
            "cancelled": _cancelled(community, series.name, held[0].day, span.to),
            "next_in": ahead[0] if ahead else None,
            "next_30": sum(days <= 30 for days in ahead),
            "next_90": sum(days <= 90 for days in ahead),
        },
    )


def _of_series(community: Community, name: str) -> Sequence[Event]:
    return community.series.get(name, ()) if name else community.events_by_day


def _coming(community: Community, name: str, today: date) -> list[Event]:
    """Later events of a series: on that day they are all still to come."""
    return [
        event
        for event in _of_series(community, name)
        if today < event.day < date.max and event.status in ("planned", "confirmed", "held")
    ]


def _cancelled(community: Community, name: str, first: date, last: date) -> int:
    return sum(
        event.status == "cancelled" and first <= event.day <= last
        for event in _of_series(community, name)
    )


def _others(community: Community, today: date, settings: Settings, name: str) -> list[Row]:
    """The latest occasion of each other series that met within the look-back."""
    breaks = community.profile.breaks
    return [
        event_row(
            other.met[-1],
            today,
            f"the latest of {other.name}, {days_between(other.met[-1].day, today, breaks)} days ago",
        )
        for other in all_series(community, today, settings)
        if other.name != name
    ]


def follow_through(community: Community, span: Span, settings: Settings) -> Evidence:
    """Of the follow-ups done in the span or overdue at its end, the share that was done."""
    known = [
        action
        for action in community.actions.values()
        if action.state != "dropped"
        and (action.created_on is None or action.created_on <= span.to)
        and not (action.created_on is None and action.due_on is None and action.done_on is None)
    ]
    notes, late = _notes(community, span, settings)
    figures: dict[str, float | None] = {
        "notes_in_time": 100 * notes / (notes + late) if notes + late else None
    }
    if not known:
        return no_data(FOLLOW, "record follow-ups with an owner and a day", figures=figures)
    done = [
        action
        for action in known
        if action.state == "done"
        and action.done_on is not None
        and span.from_ <= action.done_on <= span.to
    ]
    open_ = [action for action in known if _is_open(action, span.to)]
    overdue = [action for action in open_ if action.due_on is not None and action.due_on < span.to]
    others = [action for action in open_ if not _by_organiser(community, action, span.to)]
    figures |= {
        "open": len(open_),
        "done": len(done),
        "overdue": len(overdue),
        "by_others": len(others),
    }
    rows = [_row(community, action, span.to) for action in sorted(done, key=lambda a: a.id)]
    rows += [_row(community, action, span.to) for action in sorted(overdue, key=lambda a: a.id)]
    n = len(done) + len(overdue)
    if not n:
        return no_data(FOLLOW, "no follow-up was due or done in this window", figures=figures)
    text = f"{share(len(done), n, settings)} done"
    if overdue:
        text += f", {len(overdue)} overdue"
    if notes + late:
        text += f"; notes in time {share(notes, notes + late, settings)}"
    return Evidence(FOLLOW, 100 * len(done) / n, text, n=n, rows=tuple(rows), figures=figures)


def _is_open(action: Action, today: date) -> bool:
    if action.state == "done":
        return action.done_on is not None and action.done_on > today
    return action.state == "open"


def _by_organiser(community: Community, action: Action, today: date) -> bool:
    member = community.members.get(action.owner) if isinstance(action.owner, int) else None
    return member is not None and is_organiser(member, today)


def _row(community: Community, action: Action, today: date) -> Row:
    owner = action.owner
    name = name_of(community, owner) if isinstance(owner, int) else owner or "nobody"
    if action.done_on is not None and action.done_on <= today:
        why = f"{name}, done {short(action.done_on, today)}"
    else:
        assert action.due_on is not None
        why = f"{name}, due {short(action.due_on, today)}"
    return Row("actions", action.id, action.text, why)


def _notes(community: Community, span: Span, settings: Settings) -> tuple[int, int]:
    """Occasions whose notes were there in time, and those that were later or have none.

    None of either while no day of notes was ever recorded, or the time has not passed yet.
    """
    past = until(occasions(community).held, span.to)
    if not any(event.notes_on is not None and event.notes_on <= span.to for event in past):
        return 0, 0
    in_time = late = 0
    for event in within(past, span.from_, span.to):
        if event.notes_on is not None and event.notes_on <= span.to:
            prompt = (event.notes_on - event.day).days <= settings.notes_days
            in_time, late = in_time + prompt, late + (not prompt)
        elif (span.to - event.day).days > settings.notes_days:
            late += 1
    return in_time, late


LINES = (
    Line(
        CADENCE,
        "cadence",
        "Days since the last occasion of the series that meets most, divided by the median gap of"
        " its last 6 occasions; breaks do not count. Up to 1 the beat is kept. Events that wait to be"
        " closed count as probably held, and the line says so.",
        "band",
        "series",
        cadence,
        needs="meetings",
        silent="fewer than two days with a meeting, or none held in 12 months",
        source="coptui; variation is the median absolute deviation divided by the median",
        unit="x the usual gap",
        words=("slower", "closer"),
        band=(None, 1.0),
        figures=(
            ("waiting", "occasions among these that wait to be closed; probably held"),
            ("median_gap", "the usual gap in days outside breaks"),
            ("variation", "median absolute deviation of the gaps, divided by the median"),
            ("gap_now", "days since the last occasion"),
            ("cancelled", "occasions cancelled since the first of these"),
            ("next_in", "days to the next one dated"),
            ("next_30", "occasions dated in the next 30 days"),
            ("next_90", "occasions dated in the next 90 days"),
        ),
    ),
    Line(
        FOLLOW,
        "follow-through",
        "Of the follow-ups done in the window or overdue at its end, the share that was done; notes"
        " within 3 days of a meeting; commitments of people who do not coordinate.",
        "up",
        "days",
        follow_through,
        needs="follow-ups with an owner and a day",
        silent="no follow-up is recorded, or none was done or due",
        source="coptui",
        unit="%",
        figures=(
            ("open", "follow-ups open at the end of the window"),
            ("done", "follow-ups done in it"),
            ("overdue", "open ones whose day has passed"),
            ("by_others", "open ones that no coordinator and no staff owns"),
            ("notes_in_time", "per cent of meetings with notes within 3 days (72 hours)"),
        ),
    ),
)
