"""The columns that a list of members may show: its fields, and those kept from imported lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from weakref import WeakKeyDictionary

from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.model.text import clean, fold
from coptui.core.writing.fields import write_field
from coptui.core.writing.form_fields import FIELDS, Field
from coptui.errors import UsageError

WORKED_OUT = ("seen", "spoken")
"""Columns that are worked out from events and conversations."""

_own: WeakKeyDictionary[Community, tuple[str, ...]] = WeakKeyDictionary()


@cache
def _fields() -> dict[str, Field]:
    return {
        field.label: field
        for field in FIELDS["members"]
        if field.name not in ("name", "more", "sort_name")
    }


def own_columns(community: Community) -> tuple[str, ...]:
    """Return the headings kept from imported lists, by name."""
    if community not in _own:
        names = {name for member in community.members.values() for name in member.more}
        _own[community] = tuple(sorted(names, key=fold))
    return _own[community]


def all_columns(community: Community) -> tuple[str, ...]:
    """Return every column there is: worked out, of the form, and kept from imported lists."""
    return (*WORKED_OUT, *_fields(), *own_columns(community))


def columns_named(text: str, community: Community) -> tuple[str, ...]:
    """Return the columns named in a line, separated by commas; the beginning of a name will do.

    Raise UsageError if a name fits none, and list those there are.
    """
    known = all_columns(community)
    chosen = []
    for word in filter(None, (part.strip() for part in clean(text).split(","))):
        fits = [name for name in known if fold(name) == fold(word)]
        fits = fits or [name for name in known if fold(name).startswith(fold(word))]
        if not fits:
            raise UsageError(f"No column is called {word!r}.", f"There are {', '.join(known)}.")
        chosen.append(fits[0])
    return tuple(dict.fromkeys(chosen))


def text_in(community: Community, member: Member, column: str) -> str:
    """Return what stands in a column for a member, as the form would show it; "" if nothing does."""
    field = _fields().get(column)
    return write_field(field, member, community) if field else member.more.get(column, "")


def by_column(community: Community, ids: Iterable[int], column: str) -> Sequence[int]:
    """Return members in the order of a column, those with nothing in it last."""
    members = community.members
    numbers = _fields().get(column, None)

    def key(number: int) -> tuple[bool, float, str]:
        text = text_in(community, members[number], column)
        is_number = numbers is None or numbers.kind == "number"
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
