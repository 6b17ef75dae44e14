"""Who gets a letter and why, and who doesn't and why not. Pure.

The rules that keep a letter from someone are in `WITHHELD`, in the order in which they are asked;
they hold for every kind of letter and whoever is named for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from coptui.core.letters.kinds import LetterKind
from coptui.core.meetings.occasions import has_joined, has_left, is_paused, members_with_us
from coptui.core.model.community import Community
from coptui.core.model.groups import is_for
from coptui.core.model.records import Event, Member
from coptui.core.model.saying import PREFERS
from coptui.core.model.settings import Settings
from coptui.core.model.text import clean, fold
from coptui.core.model.when import full_day, short_day
from coptui.core.people.levels import standings
from coptui.core.people.newcomers import newcomers
from coptui.core.people.sponsor import sponsors_of
from coptui.language import tr

# Neither "?" nor "%": in a mailto link they would begin a hidden copy or hide a comma.
_ADDRESS = re.compile(r"[!#$&'*+/-9=A-Z^-~-]+(?:\.[!#$&'*+/-9=A-Z^-~-]+)*@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")  # fmt: skip
_LONGEST = 254


class Recipient(NamedTuple):
    """Someone who gets a letter, at which address, and why."""

    member: int
    address: str
    why: str


class Withheld(NamedTuple):
    """Someone who would get the letter if a rule did not keep it from them."""

    member: int
    why: str


class Recipients(NamedTuple):
    """Who gets a letter and who doesn't, both in the order of their names."""

    get: tuple[Recipient, ...]
    withheld: tuple[Withheld, ...]


def recipients(
    community: Community,
    kind: LetterKind,
    today: date,
    settings: Settings,
    *,
    event: Event | None = None,
    listed: Iterable[int] | None = None,
) -> Recipients:
    """Return who gets a letter of this kind, about `event`, or those `listed` if a list is named."""
    if listed is not None:
        reasons = dict.fromkeys(listed, tr("chosen"))
    else:
        reasons = _meant(community, kind, event, today, settings)
    get: list[Recipient] = []
    withheld: list[Withheld] = []
    for member_id in _by_name(community, reasons):
        member = community.members[member_id]
        why_not = _answered(kind, event, member) or next(
            filter(None, (rule(community, member, today) for rule in WITHHELD)), ""
        )
        if why_not:
            withheld.append(Withheld(member_id, why_not))
        else:
            get.append(Recipient(member_id, usable_address(member), reasons[member_id]))
    return Recipients(tuple(get), tuple(withheld))


def usable_address(member: Member) -> str:
    """Return the first address of someone that a letter can be sent to, or ""."""
    cleaned = (clean(address) for address in member.emails)
    return next((address for address in cleaned if is_address(address)), "")


def is_address(text: str) -> bool:
    """Return whether a text is one plain e-mail address, as every mail server takes it."""
    return len(text) <= _LONGEST and _ADDRESS.fullmatch(text) is not None and ".." not in text


def _by_name(community: Community, ids: Iterable[int]) -> list[int]:
    known = {number for number in ids if number in community.members}
    return sorted(
        known,
        key=lambda number: (
            fold(community.members[number].sort_name or community.members[number].name),
            number,
        ),
    )


def _answered(kind: LetterKind, event: Event | None, member: Member) -> str:
    if not kind.invites or event is None:
        return ""
    entry = event.attendance.get(member.id)
    answers = {
        "yes": tr("answered already: yes"),
        "maybe": tr("answered already: maybe"),
        "no": tr("answered already: no"),
    }
    return answers.get(entry.rsvp or "", "") if entry is not None else ""


# Whom a letter is meant for


def _meant(
    community: Community, kind: LetterKind, event: Event | None, today: date, settings: Settings
) -> dict[int, str]:
    if event is not None:
        return _of_event(community, kind, event, today, settings)
    if kind.id in ("members", "yearly"):
        return {member.id: tr("member") for member in members_with_us(community, today)}
    if kind.id == "sponsor":
        return dict.fromkeys(sponsors_of(community, today), tr("sponsor"))
    return {
        member.id: tr("joined {day}", day=full_day(day))
        for member, day in newcomers(community, today, settings)
    }


def _of_event(
    community: Community, kind: LetterKind, event: Event, today: date, settings: Settings
) -> dict[int, str]:
    came = dict.fromkeys(event.there, tr("came"))
    invited = {
        **_by_letter(community, event),
        **dict.fromkeys((*event.hosts, *event.speakers, *event.invited), tr("invited")),
    }
    if kind.id == "minutes":
        return {**invited, **dict.fromkeys(event.attendance, tr("invited")), **came}
    if kind.about == "past":
        return came
    if kind.id == "remind" or event.invited or event.space == "private":
        return invited
    if event.space == "core":
        levels = standings(community, today, settings)
        core = (
            member_id
            for member_id in levels
            if levels[member_id].level == "core" and is_for(event, community.members[member_id])
        )
        return {**dict.fromkeys(core, tr("core member")), **invited}
    members = (m.id for m in members_with_us(community, today) if is_for(event, m))
    return {**dict.fromkeys(members, tr("member")), **invited}


def _by_letter(community: Community, event: Event) -> dict[int, str]:
    """Return who was sent an invitation to an event."""
    return {
        member.id: tr("invited on {day}", day=short_day(letter.on)) if letter.on else tr("invited")
        for member in community.members.values()
        for letter in member.letters
        if letter.kind == "invite" and letter.event == event.id
    }


# What keeps a letter from someone

Rule = Callable[[Community, Member, date], str]
"""Returns why someone gets no letter on a day, or ""."""


def _asked_for_none(community: Community, member: Member, today: date) -> str:
    return tr("asked not to be contacted") if member.contact_ok is False else ""


def _is_gone(community: Community, member: Member, today: date) -> str:
    if has_left(member, today):
        return tr("has left")
    return "" if has_joined(member, today) else tr("hasn't joined yet")


def _is_away(community: Community, member: Member, today: date) -> str:
    if not is_paused(member, today):
        return ""
    until = member.paused_until
    return tr("away until {day}", day=full_day(until)) if until else tr("away")


def _in_a_break(community: Community, member: Member, today: date) -> str:
    for pause in community.profile.breaks:
        if pause.from_ <= today <= pause.to:
            return tr("the community's break lasts until {day}", day=full_day(pause.to))
    return ""


def _prefers_no_mail(community: Community, member: Member, today: date) -> str:
    return "" if member.prefers in (None, "mail") else PREFERS[member.prefers]


def _has_no_address(community: Community, member: Member, today: date) -> str:
    if not member.emails:
        return tr("no e-mail address")
    return "" if usable_address(member) else tr("no e-mail address that letters can be sent to")


WITHHELD: tuple[Rule, ...] = (
    _asked_for_none, _is_gone, _is_away, _in_a_break, _prefers_no_mail, _has_no_address,
)  # fmt: skip
