"""The groups of a community: each with its people, and what is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coptui.core.meetings.occasions import members_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.groups import Group
from coptui.core.model.sentences import NO_GROUPS
from coptui.core.model.text import show
from coptui.core.model.when import coming_day
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import name_of, pad, text_rows

EVERYONE = ""
"""The key of the row of the whole community."""
NAME, PEOPLE = 30, 14


def group_rows(
    community: Community, groups: Sequence[Group], shown: str, today: date, width: int
) -> Rows:
    """Return a row for everyone and one for each group, by its name; `shown` is marked."""
    # A group's people may be guests or away; of everyone, the members are counted.
    members = len(members_with_us(community, today))
    said = counted(members, "{count} member", "{count} members")
    rows = [_row(EVERYONE, tr("Everyone"), said, "", shown, width)]
    for group in groups:
        event = group.next_event
        following = (
            f"{coming_day(event.day, today)}, {name_of(event)}" if event else tr("no date yet")
        )
        people = counted(len(group.members), "{count} person", "{count} people")
        rows.append(_row(group.name, group.name, people, following, shown, width))
    if not groups:
        rows += [Row(None, ()), *text_rows(NO_GROUPS, width - 2, "quiet", " ")]
    return listed(rows, count=str(len(groups)))


def _row(key: str, name: str, people: str, following: str, shown: str, width: int) -> Row:
    mark = tr("(shown)") + " " if key == shown else ""
    room = max(8, width - NAME - PEOPLE - 4)
    return Row(
        key,
        (
            Span(f" {pad(show(name), NAME)} "),
            Span(pad(people, PEOPLE), "quiet"),
            Span(pad(mark + following, room), "quiet"),
        ),
    )
