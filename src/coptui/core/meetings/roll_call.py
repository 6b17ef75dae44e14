"""Roll call: who is expected at an event, one mark a person, walk-ins, ratings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Literal, get_args

import msgspec
from msgspec.structs import replace

from coptui.core.finding.someone_new import MaybeKnown, called, may_be
from coptui.core.meetings.occasions import (
    has_joined,
    has_left,
    is_guest,
    is_paused,
    occasions,
    times_there,
    until,
)
from coptui.core.model.changes import Change
from coptui.core.model.community import AllGroups, Community
from coptui.core.model.edits import NEW, Edit, update
from coptui.core.model.groups import is_for
from coptui.core.model.labels import label_of
from coptui.core.model.records import (
    Attendance,
    Attended,
    Event,
    Member,
    NotMarked,
    Profile,
    PulseEntry,
    Rater,
    document,
)
from coptui.core.model.sentences import (
    NO_ANSWER_YET,
    PRESS_A_NUMBER,
    event_to_come,
    no_date_yet,
)
from coptui.core.model.settings import Settings
from coptui.core.model.text import clean, fold
from coptui.core.model.when import full_day
from coptui.core.writing.form_fields import LINE
from coptui.core.writing.jottings import guest_of, new_guest
from coptui.errors import UsageError
from coptui.language import tr

Expectation = Literal[
    "said yes", "said maybe", "comes often", "came before", "member", "said no", "guest"
]


class Expected(msgspec.Struct, frozen=True, gc=False):
    """Someone on the roster, and why they are expected."""

    member: int
    why: Expectation


def roster(
    community: Community, event: Event, today: date, settings: Settings
) -> tuple[Expected, ...]:
    """Return who may come, each once: who said yes or maybe, who comes often, who ever came to the
    series (or anyone else if no one ever did), who said no, guests; each group by name.

    Whoever was marked is there too, for no other reason than before. No one who left or is paused is
    expected; nor who joined later, unless everyone did: the list of members is younger than the
    event.
    """
    return _expected(community, event, today, settings, _may_come) or _expected(
        community, event, today, settings, _is_around
    )


def _expected(
    community: Community,
    event: Event,
    today: date,
    settings: Settings,
    may_come: Callable[[Member, date], bool],
) -> tuple[Expected, ...]:
    groups: dict[Expectation, set[int]] = {why: set() for why in get_args(Expectation)}
    for member_id, entry in event.attendance.items():
        member = community.members.get(member_id)
        if member is None:
            continue
        groups[_replied(entry) or ("guest" if is_guest(member) else "member")].add(member_id)
    all_occasions = occasions(community)
    taken = [
        other
        for other in until(all_occasions.series.get(event.series, ()), today)
        if other.id != event.id
    ]
    times = times_there(taken[-settings.window_occasions :])
    for member_id in times_there(taken):
        often = times[member_id] >= settings.active_attended
        groups["comes often" if often else "came before"].add(member_id)
    if not event.series or not taken:
        for n, one in community.members.items():
            if is_for(event, one):
                groups["guest" if is_guest(one) else "member"].add(n)
    seen: set[int] = set()
    out: list[Expected] = []
    for why in get_args(Expectation):
        fits = [
            member_id
            for member_id in groups[why] - seen
            if (member := community.members.get(member_id)) is not None
            and (member_id in event.attendance or may_come(member, event.day))
        ]
        fits.sort(
            key=lambda member_id: fold(
                community.members[member_id].sort_name or community.members[member_id].name
            )
        )
        seen.update(fits)
        out += [Expected(member_id, why) for member_id in fits]
    return tuple(out)


def _replied(entry: Attendance) -> Expectation | None:
    if entry.rsvp == "yes":
        return "said yes"
    if entry.rsvp == "maybe":
        return "said maybe"
    return "said no" if entry.rsvp == "no" else None


def mark(
    event: Event, member: Member, status: Attended | None, *, spoke: bool | None = None
) -> Edit:
    """Set how one person takes part; None removes the mark and keeps their reply."""
    old = event.attendance.get(member.id, Attendance())
    entry = replace(old, status=status, spoke=spoke if status in ("attended", "late") else None)
    attendance = dict(event.attendance)
    if entry == Attendance():
        attendance.pop(member.id, None)
    else:
        attendance[member.id] = entry
    label = f"{member.name}: {status or tr('not marked')}"
    return update(event, replace(event, attendance=attendance), label=label)


def walk_in(
    community: AllGroups, event: Event, text: str, on: date, *, is_new: bool = False
) -> Edit:
    """Mark someone who came unexpectedly, as in `Lena Voss via Amara`, and who brought them.

    A name we know marks that person. Any other is a new guest, introduced by whoever brought them,
    with today as their day 0 as a newcomer; `is_new` says so of a name that fits a member. Raise
    MaybeKnown if only who typed it can tell, UsageError without a name or for someone who is there,
    Ambiguous if whoever brought them fits several people.
    """
    name, by = guest_of(text, community)
    if not is_new:
        known = called(name, community)
        if len(known) == 1:
            return arrived(event, community.members[known[0]])
        if known or (known := may_be(name, community)):
            raise MaybeKnown(community, known)
    guest = new_guest(name, by, on)
    attendance = {**event.attendance, NEW: Attendance(status="attended")}
    edit = update(event, replace(event, attendance=attendance))
    return Edit(
        tr("guest {name} at {event}", name=guest.name, event=label_of(event)),
        (Change("members", NEW, None, document(guest)), *edit.changes),
    )


def arrived(event: Event, member: Member) -> Edit:
    """Mark a member who has just arrived. Raise UsageError if they are marked as there already."""
    marked = event.attendance.get(member.id, Attendance())
    if marked.there:
        raise UsageError(
            tr("{name} is already marked late.", name=member.name)
            if marked.status == "late"
            else tr("{name} is already marked present.", name=member.name)
        )
    label = tr("{name} marked as present", name=member.name)
    return Edit(label, mark(event, member, "attended").changes)


def not_marked(event: Event, expected: Collection[int]) -> int:
    """Return how many of those expected, by member id, have no mark."""
    marked = {who for who, entry in event.attendance.items() if entry.status}
    return sum(who not in marked for who in expected)


def accept(event: Event, today: date, profile: Profile, unmarked: NotMarked | None = None) -> Edit:
    """Accept the attendance: the event was held, and counts in the rates from now on.

    `unmarked` says how those not marked count, which the community keeps for the next time; without
    it they count as it kept. Raise UsageError while it is still to come.
    """
    _must_be_over(event, today)
    counts = unmarked or profile.not_marked
    new = replace(
        event, attendance_taken=True, status="held", not_marked=counts or event.not_marked
    )
    edit = update(event, new, label=tr("roll call of {name}", name=label_of(event)))
    kept = update(profile, replace(profile, not_marked=counts))
    return Edit(edit.label, (*edit.changes, *kept.changes))


def took_place(event: Event, today: date) -> Edit:
    """Record that it was held without a roll call. Raise UsageError while it is still to come."""
    _must_be_over(event, today)
    new = replace(event, status="held")
    return update(event, new, label=tr("{name} took place", name=label_of(event)))


def _must_be_over(event: Event, today: date) -> None:
    if event.day == date.max:
        raise UsageError(no_date_yet(label_of(event)), tr("Press e to set the date."))
    if event.day > today:
        raise UsageError(
            event_to_come(label_of(event), full_day(event.day)),
            tr("Your marks are saved; finish the roll call on that day."),
        )


def add_pulse(
    event: Event,
    signs: Sequence[str],
    source: Rater,
    scores: Sequence[int | None],
    note: str = "",
) -> Edit:
    """Add one rating: 0-4 for excitement, relevance, value, then the community's own signs, and a
    few words.

    None skips one. Keep no name. Raise UsageError if nothing is rated and nothing said.
    """
    if all(score is None for score in scores) and not note:
        raise UsageError(NO_ANSWER_YET, PRESS_A_NUMBER)
    excitement, relevance, value, *own = scores
    entry = PulseEntry(
        source=source,
        excitement=excitement,
        relevance=relevance,
        value=value,
        signs={sign: score for sign, score in zip(signs, own, strict=True) if score is not None},
        note=note,
    )
    return update(
        event,
        replace(event, pulse=(*event.pulse, entry)),
        label=tr("rating of {name}", name=label_of(event)),
    )


def few_words(text: str) -> str:
    """Return what someone said of an event in a few words. Raise UsageError if they are too many."""
    words = clean(text)
    if len(words) > LINE:
        raise UsageError(
            tr("That is too long: at most {count} characters.", count=LINE),
            tr("Shorten it a little."),
        )
    return words


def _may_come(member: Member, day: date) -> bool:
    return has_joined(member, day) and _is_around(member, day)


def _is_around(member: Member, day: date) -> bool:
    return not has_left(member, day) and not is_paused(member, day)
