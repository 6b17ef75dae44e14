"""What of a community is looked at: as it was on a day, one group of it, and whether a room looks on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

from coptui.clock import Clock
from coptui.core.model.community import AllGroups, Community, all_groups
from coptui.core.model.settings import Settings, settings_of
from coptui.core.model.text import fold
from coptui.core.views.view import view_of, without_walks_of_groups


class Looking:
    """`whole` is what the file holds; `community` is what is shown: replaced, never changed.

    `clock` gives the real time, which the history keeps. If it is fixed to look at another day,
    `community` is as it was at the end of that day. Otherwise nothing is hidden: a newcomer of next
    Monday is there today. While one `group` is looked at, `community` is that group's, and
    `all_groups` what it would be without: whatever is written is made from that. Walks through the
    whole of one group are shown with that group alone; `all_groups` has every walk.
    """

    whole: AllGroups
    community: Community
    all_groups: AllGroups

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
        self.whole = all_groups(whole)
        if self.group:
            from coptui.core.model.groups import is_a_group

            if not is_a_group(whole, self.group):
                self.group = ""  # It was renamed, or all that named it is gone.
        self._seen_at = self.today
        swapped = False
        while not swapped:
            looked_at = self.presenting, self.group
            seen, unlimited = self._seen(*looked_at)
            if self.prepare is not None:
                self.prepare(seen, self._seen_at)
            with self._swapping:
                if swapped := looked_at == (self.presenting, self.group):
                    self.community, self.all_groups = seen, unlimited

    def _seen(self, presenting: bool, group: str) -> tuple[Community, AllGroups]:
        """Return what is shown, and what would be without the limits of a group."""
        day = self.today if self.clock.is_fixed else None
        seen = all_groups(view_of(self.whole, day, in_a_room=presenting))
        if not group:
            return without_walks_of_groups(seen), seen
        return view_of(self.whole, day, in_a_room=presenting, group=(group, self.today)), seen

    def of(self, group: str) -> Community:
        """Return what would be shown of a group, or of everyone with "", whatever is looked at."""
        if fold(group) == fold(self.group):
            return self.community
        if not group:
            return without_walks_of_groups(self.all_groups)
        return self._seen(self.presenting, group)[0]

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
