"""Since when levels hold that go by events of some time ago. Pure."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import first_day, occasions, quarter_end, within
from coptui.core.model.community import Community
from coptui.core.model.settings import Settings


def hold_since(community: Community, today: date, settings: Settings) -> date | None:
    """Return the day of the last event that levels go by, if it wasn't lately: they say how involved
    people were then. None if it was lately, or levels go by no event.
    """
    breaks = community.profile.breaks
    # A level may be that of the last quarter's end.
    first = first_day(quarter_end(today), settings.look_back_days, breaks)
    days = [event.day for event in within(occasions(community).taken, first, today)[-1:]]
    lately = first_day(today, settings.active_days, breaks)
    return days[0] if days and days[0] < lately else None
