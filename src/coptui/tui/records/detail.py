"""The detail view: everything about a record, with links both ways."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.records import Event, LearningQuestion, LibraryItem, Member, Topic
from coptui.core.model.sentences import NOTHING_SELECTED
from coptui.core.model.settings import Settings
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.event_detail import event_rows
from coptui.tui.records.item_detail import item_rows, question_rows
from coptui.tui.records.links import folded
from coptui.tui.records.member_detail import member_rows
from coptui.tui.records.topic_detail import topic_rows
from coptui.tui.records.words import Key


def detail_rows(
    community: Community,
    key: Key | None,
    today: date,
    settings: Settings,
    *,
    width: int,
    private: bool = False,
    unfolded: bool = False,
    levels: bool = True,
    me: str = "",
) -> Rows:
    """Return the lines about a record; private ones only if `private`.

    With `unfolded`, long lists are complete. Without `levels` a member's level is left out, as it
    takes the whole community to work out. `me` is my name as the history gives it: I'm told of no
    conversations with myself.
    """
    record = community.table(key[0]).get(key[1]) if key else None
    width = max(20, width - 5)
    rows: list[Row] = []
    if isinstance(record, Member):
        rows = member_rows(community, record, today, settings, width, private, levels, me)
    elif isinstance(record, Topic):
        rows = topic_rows(community, record, today, width, private)
    elif isinstance(record, Event):
        rows = event_rows(community, record, today, width, private)
    elif isinstance(record, LibraryItem):
        rows = item_rows(community, record, today, width)
    elif isinstance(record, LearningQuestion):
        rows = question_rows(community, record, today, width)
    if rows:
        return listed(folded(rows, unfolded))
    # Of the community's own record and the like there is nothing to show, but it is selected.
    return listed([], empty=(Span(NOTHING_SELECTED if record is None else "", "quiet"),))
