"""The list of members as CSV, and addresses for a mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from coptui.core.letters.recipients import usable_address
from coptui.core.meetings.occasions import is_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.entry import entries_of
from coptui.core.model.groups import groups_of
from coptui.core.model.records import Member
from coptui.core.model.text import clean
from coptui.core.views.privacy import fit_to_leave
from coptui.exchange.writers.cells import sheet
from coptui.exchange.writers.written import Written, here
from coptui.language import tr

COLUMNS = {
    name: each.entry.column for name, each in entries_of(Member).items() if each.entry.column
}
"""The fields of a member that the exported list holds, and how each is headed."""
BETWEEN = "; "
"""What stands between several values of one cell."""


def members(community: Community, today: date, *, more: bool = False, bom: bool = False) -> Written:
    """Write everyone here, a row each. `Contact` is `no` for people who asked to be left alone.

    With `more`, add the columns that lists brought and coptui has no field for; they are private.
    """
    listed_members = here(community, today)
    kept = sorted({head for member in listed_members for head in member.more})
    shown = kept if more else []
    gone = len(community.members) - len(community.unlisted) - len(listed_members)
    left_out = [
        *([counted(gone, "{count} person who has left or hasn't joined yet", "{count} people who have left or haven't joined yet")] if gone else []),
        *([tr("{columns} from imported lists", columns=counted(len(kept), '{count} column', '{count} columns'))] if kept and not more else []),
    ]  # fmt: skip
    rows = (_row(member, shown, today) for member in listed_members)
    return Written(
        sheet((*COLUMNS.values(), *map(clean, shown)), rows, bom=bom), len(listed_members), tuple(left_out), option="--more" if kept and not more else ""
    )  # fmt: skip


def _row(member: Member, more: Sequence[str], today: date) -> tuple[str, ...]:
    asked_for = [member.more.get(head, "") for head in more]
    member = fit_to_leave(member)
    values = (groups_of(member, today) if name == "groups" else getattr(member, name) for name in COLUMNS)  # fmt: skip
    return (*map(_cell, values), *map(clean, asked_for))


def _cell(value: object) -> str:
    """Return a field as a cell: texts separated, a day as 2026-03-14, yes or no."""
    if isinstance(value, tuple):
        return BETWEEN.join(map(clean, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else clean(str(value))


def addresses(community: Community, today: date, *, between: Literal[",", ";"] = ",") -> Written:
    """Write the first usable address of every current member who may be contacted, on one line.

    Each address appears once. People without one, who are away or asked to be left alone are
    counted. What isn't one plain address is left out: pasted into a mail it could be several.
    """
    with_us = [one for one in here(community, today) if is_with_us(one, today)]
    alone = [one for one in with_us if one.contact_ok is False]
    first_addresses: dict[str, str] = {}
    without = 0
    for member in with_us:
        address = usable_address(fit_to_leave(member))
        if member.contact_ok is False:
            continue
        if not address:
            without += 1
        else:
            first_addresses.setdefault(address.casefold(), address)
    left_out = [
        *(
            [
                tr(
                    "{people} without a usable address",
                    people=counted(without, "{count} person", "{count} people"),
                )
            ]
            if without
            else []
        ),
        *(
            [
                tr(
                    "{people} who asked for no contact",
                    people=counted(len(alone), "{count} person", "{count} people"),
                )
            ]
            if alone
            else []
        ),
    ]
    text = f"{between} ".join(first_addresses.values())
    return Written(f"{text}\n" if text else "", len(first_addresses), tuple(left_out))
