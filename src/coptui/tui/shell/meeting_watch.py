"""When presenter mode switches itself on: some minutes before an event, once for each."""

from __future__ import annotations

from datetime import timedelta

from coptui.session import Session


class MeetingWatch:
    """Looks at most once a minute; 0 minutes before means never."""

    def __init__(self, minutes: int) -> None:
        self._before = timedelta(minutes=minutes)
        self._looked = ""
        self._told: set[int] = set()

    def begins(self, session: Session) -> bool:
        """Return whether an event has come near that was not near before.

        Nothing begins while another day is looked at. Whoever leaves presenter mode during the
        event is not put back into it.
        """
        if not self._before or session.clock.is_past:
            return False
        now = session.clock.now()
        minute = now.isoformat(timespec="minutes")
        if minute == self._looked:
            return False
        self._looked = minute
        from coptui.core.meetings.meeting_now import meeting_close

        event = meeting_close(session.all_groups, now, self._before)
        if event is None or event.id in self._told:
            return False
        self._told.add(event.id)
        return True
