"""Who was at which meeting as CSV: people down, meetings across."""

from __future__ import annotations

from collections import Counter
from datetime import date

from coptui.core.meetings.occasions import is_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, Member
from coptui.core.model.text import clean
from coptui.core.views.privacy import fit_to_leave
from coptui.exchange.writers.cells import sheet
from coptui.exchange.writers.written import Written, in_order

MEMBER = "coptui id"
"""Heading of the column with the ids, by which the table is known again."""


def attendance(
    community: Community, today: date, *, minutes: bool = False, bom: bool = False
) -> Written:
    """Write held meetings with attendance taken; a cell is the status, or minutes attended.

    An empty cell says that nothing is recorded, which isn't the same as absent. Attendance of a
    confidential meeting is confidential too, so it has no column.
    """
    taken = [event for event in community.held if event.attendance_taken and event.day <= today]
    shown = [fit_to_leave(event) for event in taken if not event.confidential]
    seen = {who for event in shown for who in event.attendance}
    people = in_order(
        member
        for member in community.members.values()
        if member.id in seen or is_with_us(member, today)
    )
    heads = [f"{event.day} {clean(label_of(event))}" for event in shown]
    twice = Counter(heads)
    heads = [
        f"{head} ({event.id})" if twice[head] > 1 else head
        for head, event in zip(heads, shown, strict=True)
    ]
    rows = (
        (
            clean(fit_to_leave(member).name),
            str(member.id),
            *(_cell(event, member, minutes) for event in shown),
        )
        for member in people
    )
    hidden = len(taken) - len(shown)
    return Written(
        sheet(("Name", MEMBER, *heads), rows, bom=bom),
        len(people),
        (counted(hidden, "{count} confidential event", "{count} confidential events"),)
        if hidden
        else (),
    )


def _cell(event: Event, member: Member, minutes: bool) -> str:
    entry = event.attendance.get(member.id)
    if entry is None:
        return ""
    if minutes:
        return "" if entry.minutes is None else f"{entry.minutes:g}"
    return entry.status or ""
