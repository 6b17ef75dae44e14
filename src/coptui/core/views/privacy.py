"""What may be seen of a record, as the marks beside its fields say: fields without one are removed."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Annotated, Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields, replace

from coptui.core.model.community import Community
from coptui.core.model.records import TABLES, Record, Seen
from coptui.language import tr

S = TypeVar("S", bound=Struct)
Keep = Callable[[Any], Any]
"""Makes of a value what may be seen of it."""

_ENOUGH = {
    Seen.BY_ROOM: {Seen.BY_ROOM},
    Seen.AWAY: {Seen.BY_ROOM, Seen.AWAY},
    Seen.IN_REVIEW: {Seen.BY_ROOM, Seen.AWAY, Seen.IN_REVIEW},
}


class _Rule(NamedTuple):
    """What happens to a record: `keep` returns what may be seen of it, and is None if that is
    everything.

    `shows` says whether anything but the id may be seen.
    """

    shows: bool
    keep: Keep | None


def part_seen(record: S, seen: Seen) -> S:
    """Return the record or part with its private fields, and those of its parts, as if never filled
    in."""
    keep = _rule(type(record), seen).keep
    return record if keep is None else keep(record)


def fit_to_leave(record: S) -> S:
    """Return the record with only what may be in an export, a report, minutes or a brief."""
    return part_seen(record, Seen.AWAY)


def all_seen(community: Community, seen: Seen) -> Community:
    """Return the community with what may be seen of each record; none of a table without marks."""
    tables: dict[str, Any] = {}
    for name, kind in TABLES.items():
        rule = _rule(kind, seen)
        if name == "community":
            tables["profile"] = part_seen(community.profile, seen)
        elif not rule.shows:
            tables[name] = {}
        elif rule.keep is not None:
            # What keeps all or nothing is not walked: it may not even be read yet.
            tables[name] = _records_seen(community.table(name), seen)
    return replace(community, **tables)


def _records_seen(records: Mapping[int, Record], seen: Seen) -> dict[int, Record]:
    # There are many records, of one type as a rule: its rule is looked up once.
    keeps = {kind: _rule(kind, seen).keep or _as_it_is for kind in set(map(type, records.values()))}
    return {number: keeps[type(record)](record) for number, record in records.items()}


def _as_it_is(value: Any) -> Any:
    return value


@cache
def _rule(kind: type[Struct], seen: Seen) -> _Rule:
    hints = get_type_hints(kind, include_extras=True)
    shows = False
    instead: dict[str, Any] = {}
    inside: dict[str, Keep] = {}
    for entry in fields(kind):
        marks = getattr(hints[entry.name], "__metadata__", ())
        if not _ENOUGH[seen].intersection(mark for mark in marks if isinstance(mark, Seen)):
            instead[entry.name] = _unfilled(kind, entry)
            continue
        shows = shows or not (issubclass(kind, Record) and entry.name == "id")
        keep = _inside(hints[entry.name], seen)
        if keep is not None:
            inside[entry.name] = keep
    return _Rule(shows, _keep(instead, inside))


def _keep(instead: dict[str, Any], inside: dict[str, Keep]) -> Keep | None:
    """Put `instead` in place of private fields; apply `inside` to fields of which a part stays."""

    parts = tuple(inside.items())

    def keep(record: Any) -> Any:
        values = instead.copy()
        for name, keep_part in parts:
            values[name] = keep_part(getattr(record, name))
        return replace(record, **values)

    if inside:
        return keep
    return partial(replace, **instead) if instead else None


def _unfilled(kind: type[Struct], entry: FieldInfo) -> Any:
    if entry.default_factory is not NODEFAULT:
        return entry.default_factory()
    if entry.default is NODEFAULT:
        raise TypeError(
            tr(
                "{name}.{entry_name} is private, so it needs a default.",
                name=kind.__name__,
                entry_name=entry.name,
            )
        )
    return entry.default


def _inside(kind: Any, seen: Seen) -> Keep | None:
    """Return what to do with a value of this type; None if all of it may be seen."""
    origin, inside = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _inside(inside[0], seen)
    if origin in (Union, types.UnionType):
        keeps = [keep for keep in (_inside(part, seen) for part in inside) if keep is not None]
        return _unless_none(keeps[0]) if keeps else None
    if origin is tuple:
        return _each(_inside(inside[0], seen))
    if origin is dict:
        return _values(_inside(inside[1], seen))
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _rule(kind, seen).keep
    return None


def _unless_none(keep: Keep) -> Keep:
    return lambda value: None if value is None else keep(value)


def _each(keep: Keep | None) -> Keep | None:
    return keep and (lambda items: tuple(map(keep, items)))


def _values(keep: Keep | None) -> Keep | None:
    return keep and (lambda items: {key: keep(value) for key, value in items.items()})
