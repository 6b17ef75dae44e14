"""The community's clock: the time at which something is done, and the day being looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime


class Clock:
    """`real` gives the real time, `zone` the name of the community's time zone, or "".

    With a `fixed` day everything is seen from that day: anything later isn't there yet.
    """

    def __init__(
        self, real: Callable[[], datetime], fixed: date | None, zone: Callable[[], str]
    ) -> None:
        self._real = real
        self._fixed = fixed
        self._zone = zone

    @property
    def today(self) -> date:
        """Return the day being looked at."""
        return self._fixed or self.real_day()

    @property
    def is_fixed(self) -> bool:
        """Return whether a fixed day is being looked at."""
        return self._fixed is not None

    @property
    def is_past(self) -> bool:
        """Return whether the day being looked at isn't the real one."""
        return self._fixed is not None and self._fixed != self.real_day()

    def real_day(self) -> date:
        """Return the real day, whichever is being looked at."""
        return self._there().date()

    def now(self) -> datetime:
        """Return the time on the community's clock, on the day that is being looked at.

        A program on a host in another zone is not a day ahead.
        """
        return datetime.combine(self.today, self._there().timetz())

    def moment(self) -> str:
        """Return the time at which something is done, on the day being looked at (ISO 8601)."""
        return self.now().isoformat(timespec="seconds")

    def stamp(self) -> str:
        """Return the real time, as the history keeps it (ISO 8601)."""
        return self._real().isoformat(timespec="seconds")

    def _there(self) -> datetime:
        now, home = self._real(), self._zone()
        if not home:
            return now
        from coptui.core.model.zones import now_there

        return now_there(now, home)
