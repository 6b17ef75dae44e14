"""What of a community is looked at: as it was on a day, one group of it, and whether a room looks on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

from coptui.clock import Clock
from coptui.core.model.community import Community
from coptui.core.model.settings import Settings, settings_of
from coptui.core.model.shown import shown


class Looking:
    """`whole` is what the file holds; `community` is what is shown: replaced, never changed.

    `clock` gives the real time, which the history keeps. If it is fixed to look at another day,
    `community` is as it was at the end of that day. Otherwise nothing is hidden: a newcomer of next
    Monday is there today. While one `group` is looked at, `community` is that group's, and
    `all_groups` what it would be without: whatever is written is made from that.
    """

    whole: Community
    community: Community
    all_groups: Community

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._swapping = threading.Lock()  # For a moment, and never during a save.
        self.presenting = False
        self.group = ""
        """The group being looked at, or "" for the whole community."""
        self.prepare: Callable[[Community, date], None] | None = None
        """What is worked out of a version that was read or saved, before anyone sees it."""

    @property
    def today(self) -> date:
        """Return the day being looked at."""
        return self.clock.today

    @property
    def settings(self) -> Settings:
        return settings_of(self.all_groups.profile)

    def _swap(self, whole: Community) -> None:
        self.whole = whole
        self._seen_at = self.today
        swapped = False
        while not swapped:
            looked_at = self.presenting, self.group
            seen, all_groups = self._seen(*looked_at)
            if self.prepare is not None:
                self.prepare(seen, self._seen_at)
            with self._swapping:
                if swapped := looked_at == (self.presenting, self.group):
                    self.community, self.all_groups = seen, all_groups

    def _seen(self, presenting: bool, group: str) -> tuple[Community, Community]:
        """Return what is shown, and what would be without the limits of a group."""
        day = self.today if self.clock.is_fixed else None
        all_groups = shown(self.whole, day, in_a_room=presenting)
        if not group:
            return all_groups, all_groups
        return shown(self.whole, day, in_a_room=presenting, group=(group, self.today)), all_groups

    def present(self, on: bool) -> None:
        """Begin or end presenter mode: while it lasts, `community` holds nothing private.

        Wait for no save, however long that takes.
        """
        with self._swapping:
            self.presenting = on
            self.community, self.all_groups = self._seen(on, self.group)

    def look_at(self, group: str) -> None:
        """Look at one group, however its name is written, or at the whole community with "". Raise
        UsageError, with the nearest name, if there is none."""
        from coptui.core.model.groups import group_called

        group = group and group_called(self.all_groups, group)
        with self._swapping:
            self.group = group
            self.community, self.all_groups = self._seen(self.presenting, group)
