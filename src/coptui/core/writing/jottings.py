"""One line typed while people talk, turned into a record. Pure.

Every function takes the line (with `@person #topic !when`) and its circumstances: the community,
the day, who writes, and the member whose page it is written on, if any. All raise UsageError that
says what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import cast

from msgspec.structs import replace

from coptui.core.finding.search import one
from coptui.core.finding.someone_new import MaybeKnown, called, may_be
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.edits import Edit, create, update, with_fields
from coptui.core.model.labels import label_of
from coptui.core.model.no_names import check_name
from coptui.core.model.records import (
    Action,
    Ask,
    Contribution,
    Event,
    Member,
    Story,
    Topic,
    Touch,
)
from coptui.core.model.sentences import SELECT_A_PERSON, WRITE_A_DAY_PAST, still_to_come
from coptui.core.model.text import clean
from coptui.core.model.typed_days import parse_when
from coptui.core.model.when import full_day
from coptui.core.writing.capture import capture, doer_first
from coptui.core.writing.fields import complete_moment
from coptui.core.writing.introduced import introduced
from coptui.core.writing.meaning import Jotting, meaning
from coptui.core.writing.named import named_first
from coptui.core.writing.tellers import teller_in_doubt, who_told_it
from coptui.errors import UsageError
from coptui.language import tr


def touch(line: str, at: Jotting) -> Edit:
    """Record `called @ann about #triage !2w`: a conversation, and a follow-up if there is a day.

    The first word may say how (called, wrote, met) or what for (welcomed, thanked).
    """
    return meaning(line, at, talk=True).edit(at.community)


def on_another_day(spoken: Touch, text: str, at: Jotting) -> Edit:
    """Change the day of a conversation. It leaves an event that was on another day."""
    day = parse_when(text, at.today, "past")
    if day > at.today:
        raise UsageError(still_to_come(full_day(day)), WRITE_A_DAY_PAST)
    event = at.community.events.get(spoken.event or 0)
    left = event is not None and event.day != day
    changed = replace(spoken, on=day, event=None if left else spoken.event)
    return update(spoken, changed, label=tr("conversation of {day}", day=full_day(day)))


def follow_up(line: str, at: Jotting) -> Edit:
    """Record `send the sheet to @ann !fri`, or a conversation if the line tells of one."""
    return meaning(line, at).edit(at.community)


CHECK_IN = "check in with"


def is_silent(action: Action, today: date) -> bool:
    """Return whether a follow-up is a check-in made today: others may be looking at the screen now."""
    return action.created_on == today and action.text.startswith(CHECK_IN)


def check_in(at: Jotting) -> Edit:
    """Add a reminder to check in with someone tomorrow; nothing if one was added today."""
    member = at.community.members.get(at.member) if at.member else None
    if member is None:
        raise UsageError(tr("No one is selected."), SELECT_A_PERSON)
    if any(
        action.state == "open" and member.id in action.about and is_silent(action, at.today)
        for action in at.community.actions_about.get(member.id, ())
    ):
        return Edit("", ())
    return create(
        Action(
            text=f"{CHECK_IN} {label_of(member)}",
            owner=at.by,
            due_on=later(at.today, 1),
            about=(member.id,),
            created_on=at.today,
        )
    )


def ask(line: str, at: Jotting) -> Edit:
    """Record `@ann looks for a night-shift rota #triage`: a request for help."""
    captured = at.taken(line, year="nearest")
    on = at.day_of(captured)
    at = at.on_a_day(on)
    request = Ask(
        asker=_whose(line, captured.people, at),
        topic=_first(captured.topics),
        event=at.event,
        asked_on=on,
    )
    return create(with_fields(request, {"text": captured.text}))


_NAME = r"@\w[^\s,;:?!()\[\]'’\"]*"
_ASIDE = re.compile(rf"[(\[]\s*{_NAME}(?:[\s,]+{_NAME})*\s*[)\]]|(?:(?<!\S){_NAME}(?:[\s,]+|$))+$")
"""Names in brackets or at the very end of a line: they say whose it is, not what it is about."""


def topic(line: str, at: Jotting) -> Edit:
    """Record `Silence in groups @ann`: a topic idea, and whose it is.

    A name at the very end, or in brackets, only says whose; within a sentence it is part of the
    title too.
    """
    line = clean(line)
    people = at.taken(line).people
    named = capture(" ".join(_ASIDE.findall(line)), at.community, at.today).people
    title = capture(_ASIDE.sub(" ", line), at.community, at.today, as_title=True).text
    if not title:
        raise UsageError(tr("What is the idea?"), tr("Type the idea, e.g. Silence in groups @ann."))
    idea = Topic(
        state="proposed",
        proposer=_first((*named, *people)) or at.member,
        opened_on=at.today,
    )
    return create(with_fields(idea, {"title": title}))


def story(line: str, at: Jotting) -> Edit:
    """Record `@ann used the sheet and saved an hour #triage`: a story of value, and who told it."""
    captured = at.taken(line, year="nearest")
    if teller_in_doubt(clean(line), captured.people, at):
        raise who_told_it()
    on = at.day_of(captured)
    at = at.on_a_day(on)
    told = Story(
        on=on,
        teller=_whose(line, captured.people, at),
        topic=_first(captured.topics),
        event=at.event,
    )
    return create(with_fields(told, {"text": captured.text}))


_FIRST = re.compile(rf"^\s*{_NAME}\s*:?\s*")


def contribution(line: str, at: Jotting) -> Edit:
    """Record `@ann wrote up the triage sheet #triage`: what someone gave, beyond what events show."""
    captured = at.taken(line, year="nearest")
    on = at.day_of(captured)
    at = at.on_a_day(on)
    giver = _whose(line, captured.people, at)
    if giver is None:
        raise UsageError(
            tr("Who contributed?"), tr("Name the person: @ann wrote up the triage sheet.")
        )
    given = Contribution(on=on, member=giver, topic=_first(captured.topics), event=at.event)
    what = capture(_FIRST.sub("", clean(line)) or clean(line), at.community, at.today).text
    name = label_of(at.community.members[giver])
    return create(with_fields(given, {"kind": what}), label=tr("contribution of {name}", name=name))


def introduction(line: str, at: Jotting) -> Edit:
    """Record `@ann and @beth, both on nights`: two people who know each other from now on."""
    captured = at.taken(line, year="nearest")
    on = at.day_of(captured)
    at = at.on_a_day(on)
    people = tuple(
        dict.fromkeys(
            (*captured.people, *((at.member,) if at.member and len(captured.people) == 1 else ()))
        )
    )
    if len(people) < 2:
        raise UsageError(
            tr("Who did you introduce?"), tr("Name both, e.g. @ann and @beth, both on nights.")
        )
    met = with_fields(
        Touch(on=on, by=at.by, members=people, kind="introduction", event=at.event),
        {"text": captured.text},
    )
    return introduced(cast("Touch", met), at.community)


_VIA = re.compile(
    r"(?:^|[\s,(]+)(?:via|with|through|(?:brought|introduced|invited) by|(?:a )?friend of)\s+(.*?)\)?$",
    re.IGNORECASE,
)
_TWO_NAMES = re.compile(r"\s(?:and|&|\+)\s", re.IGNORECASE)


def guest_of(text: str, community: Community) -> tuple[str, int | None]:
    """Return `Lena Voss via Amara` as a name and who brought them.

    Raise UsageError without a name, for an address, for `2 guests`, and for several people.
    """
    line = clean(text)
    via = _VIA.search(line)
    name = (line[: via.start()] if via else line).strip(" ,").removeprefix("@")
    if not name:
        raise UsageError(tr("Who is the guest?"), tr("Type a name, e.g. Lena Voss via Amara."))
    if "@" in name:
        raise UsageError(
            tr("{name!r} is an address.", name=name[:80]),
            tr("Type the name; the form has a field for addresses."),
        )
    check_name(name)
    if _TWO_NAMES.search(name):
        raise UsageError(
            tr("{name!r} looks like two people.", name=name[:80]), tr("Add one at a time.")
        )
    return name[:120], one(community, via[1]).id if via else None


def member(line: str, at: Jotting) -> Edit:
    """Record `Lena Voss via Amara`: a guest, who brought them, and today as their day 0.

    Raise MaybeKnown if the name may be that of a member.
    """
    name, by = guest_of(line, at.community)
    if known := called(name, at.community):
        raise UsageError(
            tr("{name} is already a member.", name=label_of(at.community.members[known[0]])),
            tr("For someone else of that name, add an initial."),
        )
    if not at.is_new and (known := may_be(name, at.community)):
        raise MaybeKnown(at.community, known)
    return create(new_guest(name, by, at.today))


def new_guest(name: str, by: int | None, on: date) -> Member:
    """Return a member for someone who came for the first time on a day."""
    return Member(
        name=name, status="guest", joined_on=on, introduced_by=by, onboarding={"day 0": on}
    )


def event(line: str, at: Jotting) -> Edit:
    """Record `Case clinic #triage !12 Dec 7-9pm`: an event on a day, at a time if one is given."""
    captured = at.taken(line, as_title=True)
    if captured.when is None:
        raise UsageError(
            tr("When is the event?"), tr("Add a date: Case clinic !2w, or !8 Sep 7pm.")
        )
    begins, ends = captured.times
    starts_at = captured.when.isoformat() + (f"T{begins}" if begins else "")
    planned = Event(
        starts_at=starts_at,
        ends_at=complete_moment(starts_at, ends),
        hosts=captured.people,
        topics=captured.topics,
    )
    return create(with_fields(planned, {"title": captured.text}))


def _whose(line: str, named: tuple[int, ...], at: Jotting) -> int | None:
    """Return who comes first in a line (`@ann needs`, `Tom needs`, `Zoë: "It helped"`), or whose page it
    is written on, or who is named in it."""
    doer, _, _ = doer_first(line, at.community, at.today)
    return doer or named_first(clean(line), at.community) or at.member or _first(named)


def _first(ids: tuple[int, ...]) -> int | None:
    return ids[0] if ids else None


@dataclass(frozen=True)
class JottingKind:
    """Something to jot down after `+`: its key, its name, an example, what makes it.

    `chip` says how the person whose page it is written on belongs to it, with `{name}` for them; ""
    if they don't. `belongs`: if it is written down at an event, it belongs to that event.
    """

    key: str
    name: str
    example: str
    make: Callable[[str, Jotting], Edit]
    chip: str = ""
    belongs: bool = False


GUEST = JottingKind("m", tr("Guest"), tr("Lena Voss via Amara"), member)
KINDS: tuple[JottingKind, ...] = (
    JottingKind(
        "a",
        tr("Request"),
        tr("@ann is looking for a rota #triage"),
        ask,
        tr("from {name}"),
        belongs=True,
    ),
    JottingKind("i", tr("Topic idea"), tr("Silence in groups @ann"), topic, tr("from {name}")),
    JottingKind(
        "s",
        tr("Story"),
        tr("@ann used the sheet and saved an hour #triage"),
        story,
        tr("told by {name}"),
        belongs=True,
    ),
    JottingKind(
        "c",
        tr("Contribution"),
        tr("@ann wrote up the triage sheet #triage"),
        contribution,
        tr("by {name}"),
        belongs=True,
    ),
    JottingKind(
        "n",
        tr("Introduction"),
        tr("@ann and @beth, both on nights"),
        introduction,
        tr("with {name}"),
        belongs=True,
    ),
    GUEST,
    JottingKind("e", tr("Event"), tr("Case clinic #triage !2w"), event),
)
"""What `+` offers, in the order in which it is shown."""
