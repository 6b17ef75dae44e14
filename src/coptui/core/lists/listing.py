"""A list of members, topics or events: what is in it, in which order, and those saved by name."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import msgspec
from msgspec.structs import replace

from coptui.core.lists.last_times import is_coming, last_up, may_be_on
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Topic
from coptui.core.model.saying import name_of
from coptui.core.model.sentences import NO_LIST_SAVED, there_are
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.errors import UsageError
from coptui.language import tr

SORTS: dict[str, tuple[str, ...]] = {
    "members": ("name", "seen", "spoken"),
    "topics": ("touched", "title", "state"),
    "events": ("date", "title"),
}
"""The orders of each list; the first is the one it opens in."""

STATES = ("open", "scheduled", "proposed", "parked", "done", "dropped")


class Listing(msgspec.Struct, frozen=True, omit_defaults=True):
    """A list: its table, its filter, its order, and the columns that were chosen (() for the usual
    ones)."""

    table: str = "members"
    query: str = ""
    sort: str = ""
    columns: tuple[str, ...] = ()


def ids_in(
    community: Community, listing: Listing, today: date, settings: Settings | None = None
) -> Sequence[int]:
    """Return the ids of a list in its order; events to come are before past ones, unless another
    column sorts them.

    Without `settings` no one is found by level.
    """
    table, sort = listing.table, listing.sort or SORTS[listing.table][0]
    order: Sequence[int]
    if table == "members":
        # Of people whom no one read yet, no more than their names is read for this.
        order = community.members_by_name
        if unlisted := community.unlisted:
            order = [number for number in order if number not in unlisted]
    else:
        order = tuple(community.table(table))
    if listing.query.strip():
        from coptui.core.lists.conditions import fitting

        fits = fitting(community, listing.query, table, today, settings)
        order = tuple([number for number in order if number in fits])
    if sort not in SORTS[table]:
        from coptui.core.lists.columns import by_column

        return by_column(community, table, order, sort, today)
    if table == "members":
        return order if sort == "name" else _by_last(community, order, sort)
    if table == "topics":
        key = _topic_key(community, sort, today)
        return sorted(order, key=lambda number: key(community.topics[number]))
    return _events(community, order, sort, today)


def count_of_all(community: Community, table: str) -> int:
    """Return how many records a list has without a filter."""
    unlisted = community.unlisted if table == "members" else ()
    return len(community.table(table)) - len(unlisted)


def _topic_key(community: Community, sort: str, today: date) -> Callable[[Topic], Any]:
    def touched(topic: Topic) -> tuple[Any, ...]:
        last = last_up(community, topic, today) or date.min
        return topic.state in ("done", "dropped", "parked"), -last.toordinal(), topic.id

    def by_title(topic: Topic) -> tuple[Any, ...]:
        return fold(name_of(topic)), topic.id

    def by_state(topic: Topic) -> tuple[Any, ...]:
        return STATES.index(topic.state), fold(name_of(topic)), topic.id

    return {"touched": touched, "title": by_title, "state": by_state}[sort]


def _events(community: Community, order: Sequence[int], sort: str, today: date) -> Sequence[int]:
    """Return events of today and to come, the next first, then past ones, the latest first; or both
    by title."""
    events = sorted(
        (community.events[number] for number in order),
        key=lambda event: (event.day, event.starts_at, event.id),
    )
    coming = [event for event in events if not _is_past(event, today)]
    past = [event for event in reversed(events) if _is_past(event, today)]
    if sort == "title":
        coming.sort(key=lambda event: fold(name_of(event)))
        past.sort(key=lambda event: fold(name_of(event)))
    return [event.id for event in (*coming, *past)]


def _is_past(event: Event, today: date) -> bool:
    return not (is_coming(event, today) or may_be_on(event, today))


def _by_last(community: Community, order: Sequence[int], sort: str) -> Sequence[int]:
    """Return ids by when each was last seen, the latest first; or last spoken to, the longest ago
    first.

    Those of one day keep their order; people who left come last, in their order.
    """
    if sort == "seen":
        days = {event.id: -event.day.toordinal() for event in community.held}
        last = Counter(
            {member: days[events[-1].id] for member, events in community.attended_by.items()}
        )
    else:
        last = Counter(
            {
                member: touches[-1].on.toordinal()
                for member, touches in community.touches_of.items()
                if touches[-1].on is not None
            }
        )
    members = community.members
    left = bisect_left(order, True, key=lambda number: members[number].status == "left")
    # A Counter returns 0 for ids it does not know.
    by_day = partial(sorted, key=last.__getitem__)
    return (*by_day(order[:left]), *by_day(order[left:]))


def next_sort(table: str, sort: str, columns: Sequence[str] = ()) -> str:
    """Return the next order of a list: its own ones, then by each of the columns chosen."""
    usual = SORTS[table]
    orders = (usual[0], *columns) if columns else usual
    return orders[(orders.index(sort) + 1) % len(orders)] if sort in orders else orders[0]


def narrowed(community: Community, ids: Collection[int]) -> Community:
    """Return the community with these members alone."""
    members = {
        number: community.members[number] for number in sorted(ids) if number in community.members
    }
    return replace(community, members=members)


# Saved by name: what is kept for one person and community


def saved_under(community: str) -> str:
    """Return the key under which the saved lists of a community are kept, from what it is known by."""
    return f"{community} lists"


def saved_lists(kept: Mapping[str, str] | None) -> dict[str, Listing]:
    """Return the lists that were saved, by name."""
    lists = {}
    for key, name in (kept or {}).items():
        number, _, part = key.partition(" ")
        if kept and part == "name":
            table, query, sort, columns = (kept.get(f"{number} {each}", "") for each in _PARTS)
            lists[name] = Listing(table, query, sort, tuple(filter(None, columns.split("\n"))))
    return lists


_PARTS = ("table", "query", "sort", "columns")


def to_keep(lists: Mapping[str, Listing]) -> dict[str, str]:
    """Return what is kept of saved lists: texts with every letter as it is, because someone may
    be named in them and be forgotten."""
    kept = {}
    for number, (name, listing) in enumerate(lists.items()):
        texts = (listing.table, listing.query, listing.sort, "\n".join(listing.columns))
        kept[f"{number} name"] = name
        kept |= {f"{number} {part}": text for part, text in zip(_PARTS, texts, strict=True) if text}
    return kept


def list_named(name: str, lists: Mapping[str, Listing]) -> Listing:
    """Return the saved list of that name, in any case. Raise UsageError if there is none, and name
    those there are."""
    if not lists:
        raise UsageError(NO_LIST_SAVED, tr("With coptui open, save one: type `:save this list`."))
    for known, listing in lists.items():
        if fold(known) == fold(name):
            return listing
    raise UsageError(tr("No list is called {name!r}.", name=name), there_are(", ".join(lists)))
