"""Who holds which role on a day: coordinators and staff, sponsors, any other."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.model.text import fold


def holds_role(member: Member, role: str, on: date) -> bool:
    """Return whether someone has a role on a day; without an end it goes on, and both ends are
    included."""
    return bool(member.roles) and any(
        held.role == role
        and (held.since is None or held.since <= on)
        and (held.until is None or on <= held.until)
        for held in member.roles
    )


def is_organiser(member: Member, on: date) -> bool:
    """Return whether someone is coordinator or staff on a day: ratios leave them out."""
    return bool(member.roles) and (
        holds_role(member, "coordinator", on) or holds_role(member, "staff", on)
    )


def is_sponsor(community: Community, member: Member, on: date) -> bool:
    """Return whether someone is the sponsor of the community's record, or has that role on a day."""
    return community.profile.sponsor == member.id or holds_role(member, "sponsor", on)


def is_called(member: Member, name: str) -> bool:
    """Return whether someone has this name, another name like it, or such a handle."""
    return fold(name) in {
        fold(known) for known in (member.name, *member.aliases, *member.handles.values())
    }
