"""The columns that a list may show: fields, what is worked out, and headings kept from imports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from weakref import WeakKeyDictionary

from coptui.core.lists.last_times import last_seen, last_spoken, last_up
from coptui.core.model.community import Community
from coptui.core.model.records import Member, Record, Topic
from coptui.core.model.sentences import there_are
from coptui.core.model.text import clean, fold
from coptui.core.writing.form_fields import FIELDS, Field
from coptui.errors import UsageError
from coptui.language import tr

WORKED_OUT: dict[str, tuple[str, ...]] = {
    "members": ("seen", "spoken"),
    "topics": ("last",),
    "events": (),
}
"""Columns that are worked out from events and conversations: the day someone was last seen or
spoken to, or a topic last came up."""

USUAL: dict[str, tuple[str, ...]] = {
    "members": ("seen", "spoken"),
    "topics": ("State", "last"),
    "events": ("Starts",),
}
"""The columns of a list for which none were chosen."""

NAMED_BY = {"members": "Name", "topics": "Title", "events": "Title"}
"""The heading of what a row is called by; it is always there."""

_own: WeakKeyDictionary[Community, tuple[str, ...]] = WeakKeyDictionary()


@cache
def fields_of(table: str) -> dict[str, Field]:
    """Return the fields that a list of this table may show, by heading."""
    return {
        field.label: field
        for field in FIELDS[table]
        if field.name not in ("name", "title", "more", "sort_name")
    }


def own_columns(community: Community, table: str = "members") -> tuple[str, ...]:
    """Return the headings kept from imported lists of members, by name."""
    if table != "members":
        return ()
    if community not in _own:
        names = {name for member in community.members.values() for name in member.more}
        _own[community] = tuple(sorted(names, key=fold))
    return _own[community]


def all_columns(community: Community, table: str = "members") -> tuple[str, ...]:
    """Return every column there is: worked out, of the form, and kept from imported lists."""
    return (*WORKED_OUT[table], *fields_of(table), *own_columns(community, table))


def columns_named(text: str, community: Community, table: str = "members") -> tuple[str, ...]:
    """Return the columns named in a line, separated by commas; the beginning of a name will do.

    Raise UsageError if a name fits none, and list those there are.
    """
    known = all_columns(community, table)
    chosen = []
    for word in filter(None, (part.strip() for part in clean(text).split(","))):
        fits = [name for name in known if fold(name) == fold(word)]
        fits = fits or [name for name in known if fold(name).startswith(fold(word))]
        if not fits:
            raise UsageError(
                tr("No column is called {word!r}.", word=word), there_are(", ".join(known))
            )
        chosen.append(fits[0])
    return tuple(dict.fromkeys(chosen))


def is_withheld(record: Record, column: str) -> bool:
    """Return whether a list leaves this cell empty: texts of what is confidential, except its
    code."""
    field = fields_of(record.table).get(column)
    confidential = getattr(record, "confidential", False)
    return bool(confidential) and field is not None and _is_text(field) and field.name != "code"


def _is_text(field: Field) -> bool:
    return field.kind in ("line", "lines", "note")


def text_in(community: Community, record: Record, column: str, today: date) -> str:
    """Return what is in a column for a record, days as 2026-09-08; "" if nothing is."""
    field = fields_of(record.table).get(column)
    if field is not None:
        # The first screen does without it as long as no columns are chosen.
        from coptui.core.writing.fields import write_field

        return "" if is_withheld(record, column) else write_field(field, record, community)
    day: date | None = None
    if isinstance(record, Member):
        if column not in WORKED_OUT["members"]:
            return record.more.get(column, "")
        day = (last_seen if column == "seen" else last_spoken)(community, record.id)
    elif isinstance(record, Topic) and column in WORKED_OUT["topics"]:
        day = last_up(community, record, today)
    return day.isoformat() if day else ""


def by_column(
    community: Community, table: str, ids: Iterable[int], column: str, today: date
) -> Sequence[int]:
    """Return records in the order of a column, those with nothing in it last."""
    records = community.table(table)
    field = fields_of(table).get(column)

    def key(number: int) -> tuple[bool, float, str]:
        text = text_in(community, records[number], column, today)
        is_number = field is None or field.kind == "number"
        value = float(text) if is_number and text.isdecimal() else float("inf")
        return not text, value, fold(text)

    return sorted(ids, key=key)


def kept_with(community: Community, words: Sequence[str]) -> set[int]:
    """Return the members in whose kept columns, or name, all these folded words are."""
    return {
        member.id
        for member in community.members.values()
        if member.more
        and all(word in fold(" ".join((member.name, *member.more.values()))) for word in words)
    }
