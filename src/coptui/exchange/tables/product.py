"""What is special to the tables of one program."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec


class Product(msgspec.Struct, frozen=True, gc=False):
    """What is special to the tables of a program, whose `kind` is people or attendance.

    `columns` are the meanings of its headings, folded, where the headings alone don't tell; "skip"
    leaves one out, and `only_known` all that isn't known. `usual` is the order of its dates: whether
    the day comes first. `by_day`: a meeting for each day of sign-ins. `orders`: one order is for many
    people, under the buyer's address. `service` is whose its handles are, and `uid` whose its numbers of meetings. `no one` says of a column
    which cells are no person, with the reason, and `notes` what to say of a column that is filled.
    """

    name: str
    kind: str = ""
    columns: Mapping[str, str] = {}
    usual: bool | None = None
    by_day: bool = False
    orders: bool = False
    service: str = ""
    uid: str = ""
    only_known: bool = False
    nobody: Mapping[str, Mapping[str, str]] = {}
    notes: Mapping[str, str] = {}
