"""Whether a community has come to an end, by its events: none for long, and none dated ahead."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import days_between, occasions, until, waiting, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later
from coptui.core.model.settings import Settings
from coptui.evidence.series import LIVING_GAPS, gaps_between, meeting_days, together, usual_gap
from coptui.evidence.wording import gaps_in_words
from coptui.language import tr


def end(community: Community, today: date, settings: Settings) -> str:
    """Return since when there was no event, if that is over twice the usual gap and none is dated;
    or "".

    With too few days for a verdict no gap is known: use one window of days instead of the two gaps.
    """
    return "" if ahead(community, today) else silent(community, today, settings)


def silent(community: Community, today: date, settings: Settings) -> str:
    """Return "no event for 28 days, usually every 7 days" if that is over twice the usual gap, outside
    breaks; or ""."""
    held = until(occasions(community).held, today)
    days = meeting_days(held, settings)
    if not days:
        return ""
    gap = usual_gap(days, community) if len(days) >= settings.few_occasions else None
    most = settings.window_days if gap is None else LIVING_GAPS * gap
    met = together(held, waiting(community, today))[-1].day
    if days_between(met, today, community.profile.breaks) <= most:
        return ""
    days_since = counted((today - met).days, "{count} day", "{count} days")
    if gap is None:
        return tr("no event for {days}", days=days_since)
    return tr(
        "no event for {days}, usually every {gap}",
        days=days_since,
        gap=gaps_in_words(gaps_between(days, community)),
    )


def ahead(community: Community, today: date) -> bool:
    """Return whether an event is dated after that day."""
    # Seen from a day that is past, what was held since was dated then, as far as one can know.
    return any(
        event.status in ("planned", "confirmed", "held")
        for event in within(community.events_by_day, later(today, 1), later(date.max, -1))
    )
