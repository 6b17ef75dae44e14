"""Members by their names: in which order lists have them, and who of them is no one."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Mapping

from msgspec import Struct

from coptui.core.model.labels import SOMEONE
from coptui.core.model.layered import changed_of
from coptui.core.model.records import Member, MemberStatus, Name
from coptui.core.model.text import fold, fold_all


class Named(Struct, frozen=True, gc=False):
    """What says where a member is in the order of names, and whether they are anyone."""

    name: Name = ""
    sort_name: Name = ""
    status: MemberStatus = "active"
    contact_ok: bool | None = None


_named: tuple[Mapping[int, Member], tuple[int, ...]] = ({}, ())
"""The members that were put in order last, and that order."""


def stands_in(member: Member | Named) -> bool:
    """Return whether this is no one, but stands in for someone who was erased."""
    return is_stand_in(member.name, member.contact_ok)


def is_stand_in(name: object, contact_ok: object) -> bool:
    """Return whether these fields of a member, or of its plain document, are those of a stand-in."""
    return contact_ok is False and name == SOMEONE


def stand_ins(members: Mapping[int, Member] | Mapping[int, Named]) -> frozenset[int]:
    return frozenset(number for number, member in members.items() if stands_in(member))


def ids_by_name(
    members: Mapping[int, Member], brief: Mapping[int, Named] | None = None
) -> tuple[int, ...]:
    """Return the ids of all members by name; those who left come last.

    Of members that no one read yet, no more than what is `brief` is read for this.
    """
    global _named
    before, ids = _named
    changed = changed_of(before, members) if brief is None else None
    if changed is None:
        ids = _in_order(members if brief is None else brief)
    elif changed:
        order = list(ids)
        for number in changed & before.keys():
            known = (_by_name(before[number]), number)
            del order[bisect_left(order, known, key=lambda n: (_by_name(before[n]), n))]
        for number in changed & members.keys():
            insort(order, number, key=lambda n: (_by_name(members[n]), n))
        ids = tuple(order)
    _named = members, ids
    return ids


def _by_name(member: Member | Named) -> str:
    return ("1" if member.status == "left" else "0") + fold(member.sort_name or member.name)


def _in_order(members: Mapping[int, Member] | Mapping[int, Named]) -> tuple[int, ...]:
    """Return the ids of members by `_by_name`, worked out for all at once; then by id."""
    names = fold_all([member.sort_name or member.name for member in members.values()])
    left = {number for number, member in members.items() if member.status == "left"}
    by_name = dict(zip(members, names, strict=True))
    # By id first: sorting is stable.
    order = sorted(sorted(members), key=by_name.__getitem__)
    return (*(n for n in order if n not in left), *(n for n in order if n in left))
