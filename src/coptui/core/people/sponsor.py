"""The relation with the sponsor: talks, worries, promises both ways, the next talk, hours spent. Pure.

A worry is a conversation of that kind, in the sponsor's words; what settled it is what it led to. A
promise is a follow-up: theirs if it is the sponsor's to do, ours if it is about them or comes from
a walk about a talk with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from coptui.core.model.community import AllGroups, Community
from coptui.core.model.days import later
from coptui.core.model.edits import Edit, add_touch, create, update
from coptui.core.model.records import (
    Action,
    Event,
    HoursKept,
    Member,
    OutsideGuest,
    Profile,
    Touch,
)
from coptui.core.model.sentences import NOTHING_TYPED, TYPE_A_FEW_WORDS
from coptui.core.model.text import clean, fold
from coptui.core.people.roles import is_sponsor
from coptui.core.people.tending import something
from coptui.core.writing.jottings import CHECK_IN
from coptui.errors import UsageError
from coptui.language import tr

TALK_CHECKLIST = "sponsor-talk"
TALK = tr("Talk with the sponsor")
LATELY = 365
"""Days back for which talks, promises and hours are told."""


@dataclass(frozen=True)
class Promise:
    """A follow-up that one side owes the other; `ours`: we owe it to the sponsor."""

    action: Action
    ours: bool


@dataclass(frozen=True)
class SponsorRelation:
    """What to know before the next talk, each part with the most pressing first.

    `hours` of the last year are None if no one keeps them.
    """

    sponsors: tuple[int, ...]
    talks: tuple[Touch, ...]
    worries: tuple[Touch, ...]
    promises: tuple[Promise, ...]
    next_talk: Event | None
    hours: float | None

    @property
    def open_worries(self) -> tuple[Touch, ...]:
        return tuple(worry for worry in self.worries if not worry.led_to)


def sponsor_relation(community: Community, today: date) -> SponsorRelation:
    """Return what is recorded about the sponsor: talks, settled worries and promises of the last
    year, and all that is open."""
    first = later(today, -LATELY)
    spoken = [touch for touch in sponsor_touches(community, today) if touch.on is not None]
    spoken.sort(key=lambda touch: (touch.on or date.min, touch.id), reverse=True)
    worries = [touch for touch in spoken if touch.kind == "worry"]
    return SponsorRelation(
        sponsors=tuple(sponsors_of(community, today)),
        talks=tuple(
            touch for touch in spoken if touch.kind != "worry" and (touch.on or first) >= first
        ),
        worries=tuple(
            sorted(
                (worry for worry in worries if not worry.led_to or (worry.on or first) >= first),
                key=lambda worry: bool(worry.led_to),
            )
        ),
        promises=tuple(promises(community, today)),
        next_talk=next_talk(community, today),
        hours=hours_since(community.profile, first, today),
    )


def sponsors_of(community: Community, today: date) -> list[int]:
    """Return the members who are the sponsor: the one of the community's record first, then those in
    that role."""
    named = community.profile.sponsor
    sponsors = [
        member.id for member in community.members.values() if is_sponsor(community, member, today)
    ]
    return sorted(sponsors, key=lambda number: number != named)


def sponsor_touches(community: Community, today: date) -> list[Touch]:
    """Return the conversations up to a day with a sponsor, or of that kind; worries among them."""
    sponsors = set(sponsors_of(community, today))
    return [
        touch
        for touch in community.touches.values()
        if touch.on is not None
        and touch.on <= today
        and (touch.kind in ("sponsor", "worry") or not sponsors.isdisjoint(touch.members))
    ]


def promises(community: Community, today: date) -> list[Promise]:
    """Return the promises that are open, the one due first before others, and those of the last
    year that were kept or dropped."""
    sponsors: set[int | str] = set(sponsors_of(community, today))
    named = community.profile.sponsor
    if isinstance(named, str) and named:
        sponsors.add(fold(named))
    promised = []
    for action in community.actions.values():
        owner = fold(action.owner) if isinstance(action.owner, str) else action.owner
        theirs = owner in sponsors
        if not theirs and not _is_ours(community, action, sponsors):
            continue
        ended = action.done_on or action.due_on or action.created_on
        if action.state == "open" or ended is None or ended >= later(today, -LATELY):
            promised.append(Promise(action, not theirs))
    promised.sort(
        key=lambda each: (
            each.action.state != "open",
            each.action.due_on or date.max,
            each.action.id,
        )
    )
    return promised


def _is_ours(community: Community, action: Action, sponsors: set[int | str]) -> bool:
    if action.text.startswith(CHECK_IN):
        return False
    origin = action.origin
    if origin is not None and origin.kind == "run":
        run = community.runs.get(origin.id)
        if run is not None and run.checklist == TALK_CHECKLIST:
            return True
    return not sponsors.isdisjoint(action.about)


def next_talk(community: Community, today: date) -> Event | None:
    """Return the next event with the sponsor alone: one-to-one, and one of them is named there."""
    sponsors = set(sponsors_of(community, today))
    named = community.profile.sponsor
    for event in community.events_by_day:
        if event.day < today or event.kind != "one-to-one":
            continue
        if event.status not in ("planned", "confirmed"):
            continue
        there = {*event.hosts, *event.speakers, *event.invited, *event.attendance}
        guests = {fold(guest.name) for guest in event.outside_guests}
        if sponsors & there or (isinstance(named, str) and fold(named) in guests):
            return event
    return None


def hours_since(profile: Profile, first: date, today: date) -> float | None:
    """Return the hours kept from one day to another, both included; None if none were."""
    spent = [
        kept.hours for kept in profile.hours if kept.on is not None and first <= kept.on <= today
    ]
    return sum(spent) if spent else None


# What is written down


def worry(sponsor: Member, words: str, community: AllGroups, *, by: str, on: date) -> Edit:
    """Record what worries the sponsor, in their words."""
    words = clean(words, 8000)
    if not words:
        raise UsageError(NOTHING_TYPED, TYPE_A_FEW_WORDS)
    told = Touch(on=on, by=by, members=(sponsor.id,), kind="worry", text=words)
    return add_touch(told, community)


def settled(worry: Touch, how: str) -> Edit:
    """Record what settled a worry; "" or "nothing yet" opens it again."""
    return update(
        worry, replace(worry, led_to=something(clean(how, 500))), label=tr("what settled a worry")
    )


def keep_hours(profile: Profile, kept: HoursKept) -> Edit:
    """Add hours that a coordinator spent."""
    new = replace(profile, hours=(*profile.hours, kept))
    return update(profile, new, label=tr("hours of coordination: {hours:g}", hours=kept.hours))


def talk_on(profile: Profile, day: str) -> Edit:
    """Add the next talk with the sponsor on a day, or at a time on it."""
    return create(with_sponsor(Event(title=TALK, starts_at=day, kind="one-to-one"), profile))


def with_sponsor(event: Event, profile: Profile) -> Event:
    """Return an event to which the sponsor is invited, or comes as a guest if they are no member."""
    if isinstance(profile.sponsor, int):
        return replace(event, invited=(*event.invited, profile.sponsor))
    if not profile.sponsor:
        return event
    return replace(
        event, outside_guests=(*event.outside_guests, OutsideGuest(name=profile.sponsor))
    )
