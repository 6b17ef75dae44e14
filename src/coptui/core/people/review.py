"""Reviewing people one by one: what each decision changes. Pure."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from coptui.core.model.edits import Edit, create, update
from coptui.core.model.labels import label_of
from coptui.core.model.records import Action, Member
from coptui.errors import UsageError
from coptui.language import tr

INVITE = tr("invite to do more:")


def fine(member: Member, on: date) -> Edit:
    """Record that what we know of them was checked today."""
    return update(
        member,
        replace(member, verified_on=on),
        label=tr("details checked: {name}", name=label_of(member)),
    )


def invite(member: Member, *, by: str, on: date) -> Edit:
    """Add a follow-up to invite them to do more. Raise UsageError if they want no contact."""
    if member.contact_ok is False:
        raise UsageError(tr("{name} asked not to be contacted.", name=label_of(member)))
    return create(
        Action(text=f"{INVITE} {label_of(member)}", owner=by, about=(member.id,), created_on=on)
    )


def leave_in_peace(member: Member, on: date) -> Edit:
    """Pause them from today: leave them out of rates, reminders and lists of missed people."""
    new = replace(member, status="paused", paused_on=on, paused_until=None)
    return update(member, new, label=tr("reminders paused: {name}", name=label_of(member)))
