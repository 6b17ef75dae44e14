"""The detail view: everything about one record, with links both ways."""

from __future__ import annotations

from datetime import date

from coptui.core.community import Community
from coptui.core.records import Event, Member, Topic
from coptui.core.settings import Settings
from coptui.tui.present.event_detail import event_rows
from coptui.tui.present.links import PRIVATE
from coptui.tui.present.member_detail import member_rows
from coptui.tui.present.topic_detail import topic_rows
from coptui.tui.present.words import Key
from coptui.tui.rows import Rows, Span, listed

__all__ = ["PRIVATE", "detail_rows"]


def detail_rows(
    community: Community,
    key: Key | None,
    today: date,
    settings: Settings,
    *,
    width: int,
    private: bool = False,
    levels: bool = True,
) -> Rows:
    """The lines about one record; private ones only when they were asked for.

    Without `levels` a member's level is left out: it takes the whole community to say it.
    """
    record = community.table(key[0]).get(key[1]) if key else None
    width = max(20, width - 5)
    if isinstance(record, Member):
        return listed(member_rows(community, record, today, settings, width, private, levels))
    if isinstance(record, Topic):
        return listed(topic_rows(community, record, today, width, private))
    if isinstance(record, Event):
        return listed(event_rows(community, record, today, width, private))
    return listed([], empty=(Span("Nothing is selected.", "quiet"),))
