"""Reading about a record on the first screen, and back to the place that led there."""

from __future__ import annotations

from coptui.tui.shell import places
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.places import Key

PASSING = (places.Find, places.Palette, places.Help)
"""What only leads on, and is nothing to come back to."""


def read(screen: CoptScreen, key: Key) -> None:
    """Show a record, and move into it; back leads to the place where this was asked for."""
    over_the_first = screen.app.screen_stack[1:]
    opened = [each.opened_as for each in over_the_first if isinstance(each, CoptScreen)]
    places_left = [place for place in opened if place and not isinstance(place, PASSING)]
    screen.desk.go.home().read(key)
    screen.desk.came_from = places_left[-1] if places_left else None


async def led_back(desk: Desk) -> bool:
    """Go back to the place that led to what is read; return whether there is one."""
    place, desk.came_from = desk.came_from, None
    if place is not None:
        await desk.go.go(place)
    return place is not None
