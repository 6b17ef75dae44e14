"""The list of members as CSV, and addresses for a mail."""

from __future__ import annotations

from datetime import date
from typing import Literal

from coptui.core.community import Community
from coptui.core.occasions import is_with_us
from coptui.core.records import Member
from coptui.core.text import clean
from coptui.exchange.writers.cells import sheet
from coptui.exchange.writers.written import Written, counted, here

HEADS = (
    "Name", "Email", "Phone", "Organisation", "Unit", "Location", "Joined", "Interests", "Tags",
    "Offers", "Seeks", "Pronouns", "Status", "Contact",
)  # fmt: skip
_BETWEEN = "; "


def members(community: Community, today: date, *, bom: bool = False) -> Written:
    """Everybody here, a row each. `Contact` is `no` for who asked to be left alone."""
    found = here(community, today)
    gone = len(community.members) - len(found)
    verb = "is" if gone == 1 else "are"
    left_out = (f"{counted(gone, 'person', 'people')} who left or {verb} yet to come",)
    return Written(
        sheet(HEADS, map(_row, found), bom=bom), len(found), left_out if gone else ()
    )  # fmt: skip


def _row(member: Member) -> tuple[str, ...]:
    return (
        clean(member.name),
        _BETWEEN.join(map(clean, member.emails)),
        clean(member.phone),
        clean(member.organisation),
        clean(member.unit),
        clean(member.location),
        member.joined_on.isoformat() if member.joined_on else "",
        *(
            _BETWEEN.join(map(clean, texts))
            for texts in (member.interests, member.tags, member.offers, member.seeks)
        ),
        clean(member.pronouns),
        member.status,
        {None: "", True: "yes", False: "no"}[member.contact_ok],
    )


def addresses(community: Community, today: date, *, between: Literal[",", ";"] = ",") -> Written:
    """The first address of everybody who is with us and may be contacted, on one line.

    Each address stands once. Who has none, is away or asked to be left alone is counted.
    """
    with_us = [one for one in here(community, today) if is_with_us(one, today)]
    alone = [one for one in with_us if one.contact_ok is False]
    found: dict[str, str] = {}
    without = 0
    for member in with_us:
        address = next(filter(None, map(clean, member.emails)), "")
        if member.contact_ok is False:
            continue
        if not address:
            without += 1
        else:
            found.setdefault(address.casefold(), address)
    left_out = [
        *([f"{counted(without, 'person', 'people')} without an address"] if without else []),
        *([f"{counted(len(alone), 'person', 'people')} who asked for no contact"] if alone else []),
    ]
    text = f"{between} ".join(found.values())
    return Written(f"{text}\n" if text else "", len(found), tuple(left_out))
