"""One line typed while people talk, turned into a record: what a capture means. Pure.

Every function takes the line (with `@person #topic !when`), the community, the day, who writes,
and the member that is being looked at, if any. All raise UsageError that says what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from coptui.core.model.changes import Change
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.edits import NEW, Edit, add_touch, create, label_of, update
from coptui.core.model.records import (
    Action,
    Ask,
    Channel,
    Event,
    Member,
    Story,
    Topic,
    Touch,
    TouchKind,
    document,
)
from coptui.core.model.text import clean
from coptui.core.model.when import full_day
from coptui.core.writing.capture import Captured, capture
from coptui.errors import UsageError


@dataclass(frozen=True)
class Jotting:
    """What a line is written about: when, by whom, and the member that is shown."""

    community: Community
    today: date
    by: str
    member: int | None = None

    def taken(self, line: str, limit: int = 8000) -> Captured:
        found = capture(clean(line, limit), self.community, self.today)
        if not found.text:
            raise UsageError("There is nothing to keep.", "Write a few words.")
        return found


CHANNELS: Mapping[str, Channel] = {
    "called": "call",
    "rang": "call",
    "phoned": "call",
    "mailed": "mail",
    "emailed": "mail",
    "wrote": "mail",
    "chatted": "chat",
    "messaged": "chat",
    "met": "in person",
    "visited": "in person",
}
TOUCH_KINDS: Mapping[str, TouchKind] = {"welcomed": "welcome", "thanked": "thanks"}
"""What the first word of a touch says about it; other words say nothing."""


def touch(line: str, at: Jotting) -> Edit:
    """`called @ann about #triage !2w`: a private contact, and a follow-up where there is a day.

    The first word may say how it was (called, wrote, met) or what for (welcomed, thanked).
    """
    found = at.taken(line)
    people = found.people or ((at.member,) if at.member else ())
    if not people:
        raise UsageError("Whom did you speak to?", "Name them: spoke to @ann about triage.")
    first = found.text.split(" ", 1)[0].casefold().rstrip(",.:;!")
    spoken = Touch(
        on=at.today,
        by=at.by,
        members=people,
        text=found.text,
        topic=_first(found.topics),
        channel=CHANNELS.get(first),
        kind=TOUCH_KINDS.get(first),
    )
    promised = None
    if found.when:
        promised = Action(
            text=found.text[:500],
            owner=at.by,
            due_on=found.when,
            about=people,
            created_on=at.today,
        )
    edit = add_touch(spoken, at.community, follow_up=promised)
    label = edit.label
    if spoken.kind or spoken.channel:
        label += f" ({', '.join(filter(None, (spoken.kind, spoken.channel)))})"
    if found.when:
        label += f", and a follow-up for {full_day(found.when)}"
    return replace(edit, label=label)


def follow_up(line: str, at: Jotting) -> Edit:
    """`send the sheet to @ann !fri`: the first person named does it, else who writes."""
    return create(promise(line, at))


def promise(line: str, at: Jotting) -> Action:
    """The follow-up that a line means, here and at a step of a walk."""
    found = at.taken(line, 500)
    about = (at.member,) if at.member and at.member not in found.people else ()
    return Action(
        text=found.text[:500],
        owner=_first(found.people) or at.by,
        due_on=found.when,
        about=about,
        created_on=at.today,
    )


CHECK_IN = "check in with"


def is_silent(action: Action, today: date) -> bool:
    """Whether a follow-up is a check-in of today: others may be looking at the screen now."""
    return action.created_on == today and action.text.startswith(CHECK_IN)


def check_in(at: Jotting) -> Edit:
    """A reminder to check in with someone tomorrow."""
    member = at.community.members.get(at.member) if at.member else None
    if member is None:
        raise UsageError("Nobody is selected.", "Put the cursor on the person first.")
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
    """`@ann looks for a night-shift rota #triage`: a request for help."""
    found = at.taken(line)
    return create(
        Ask(
            text=found.text,
            asker=_first(found.people) or at.member,
            topic=_first(found.topics),
            asked_on=at.today,
        )
    )


_NAME = r"@\w[^\s,;:?!()\[\]'’\"]*"
_ASIDE = re.compile(rf"[(\[]\s*{_NAME}(?:[\s,]+{_NAME})*\s*[)\]]|(?:(?<!\S){_NAME}(?:[\s,]+|$))+$")
"""Names in brackets or at the very end of a line: they say whose it is, not what it is about."""


def topic(line: str, at: Jotting) -> Edit:
    """`Silence in groups @ann`: a topic idea, and whose it is.

    A name at the very end, or in brackets, only says whose; within a sentence it is a part of the
    title too.
    """
    line = clean(line, 500)
    people = at.taken(line, 500).people
    named = capture(" ".join(_ASIDE.findall(line)), at.community, at.today).people
    title = capture(_ASIDE.sub(" ", line), at.community, at.today).text
    if not title:
        raise UsageError("What is the idea?", "Write it first: Silence in groups @ann.")
    return create(
        Topic(
            title=title[:500],
            state="proposed",
            proposer=_first((*named, *people)) or at.member,
            opened_on=at.today,
        )
    )


def story(line: str, at: Jotting) -> Edit:
    """`@ann used the sheet and saved an hour #triage`: a story of value, told by whom."""
    found = at.taken(line)
    return create(
        Story(
            on=at.today,
            text=found.text,
            teller=_first(found.people) or at.member,
            topic=_first(found.topics),
        )
    )


def introduction(line: str, at: Jotting) -> Edit:
    """`@ann and @beth, both on nights`: two people who know each other from now on."""
    found = at.taken(line)
    people = tuple(
        dict.fromkeys(
            (*found.people, *((at.member,) if at.member and len(found.people) == 1 else ()))
        )
    )
    if len(people) < 2:
        raise UsageError("Whom did you introduce?", "Name both: @ann and @beth, both on nights.")
    met = Touch(on=at.today, by=at.by, members=people, kind="introduction", text=found.text)
    changes = [Change("touches", NEW, None, document(met))]
    names = [label_of(at.community.members[who]) for who in people]
    for who in people:
        member = at.community.members[who]
        new = [other for other in people if other not in (who, *member.knows)]
        changes += update(member, replace(member, knows=(*member.knows, *new))).changes
    return Edit(f"introduce {' and '.join(names)}", tuple(changes))


_VIA = re.compile(r"(?:^|\s+)(?:via|with)\s+", re.IGNORECASE)


def guest_of(text: str, community: Community) -> tuple[str, int | None]:
    """`Lena Voss via Amara` as a name and who brought them. Raises UsageError without a name."""
    from coptui.core.finding.search import one

    name, _, via = (part.strip() for part in _VIA.sub("\0", clean(text), count=1).partition("\0"))
    if not name:
        raise UsageError("Who is it?", "Write a name, as in: Lena Voss via Amara.")
    return name[:120], one(community, via.removeprefix("@")).id if via else None


def member(line: str, at: Jotting) -> Edit:
    """`Lena Voss via Amara`: a guest, who brought them, and today as their day 0."""
    name, by = guest_of(line, at.community)
    return create(new_guest(name, by, at.today))


def new_guest(name: str, by: int | None, on: date) -> Member:
    """Someone who came today for the first time."""
    return Member(
        name=name, status="guest", joined_on=on, introduced_by=by, onboarding={"day 0": on}
    )


def event(line: str, at: Jotting) -> Edit:
    """`Case clinic #triage !2w`: an event on a day."""
    found = at.taken(line, 500)
    if found.when is None:
        raise UsageError("When is it?", "Add a day: Case clinic !2w, or !2026-12-03.")
    return create(
        Event(
            title=found.text[:500],
            starts_at=found.when.isoformat(),
            hosts=found.people,
            topics=found.topics,
        )
    )


def _first(ids: tuple[int, ...]) -> int | None:
    return ids[0] if ids else None


@dataclass(frozen=True)
class Kind:
    """Something that can be jotted down after `+`: its key, its name, an example, what it makes."""

    key: str
    name: str
    example: str
    make: Callable[[str, Jotting], Edit]


KINDS: tuple[Kind, ...] = (
    Kind("a", "ask", "@ann looks for a rota #triage", ask),
    Kind("i", "topic idea", "Silence in groups @ann", topic),
    Kind("s", "story", "@ann used the sheet and saved an hour #triage", story),
    Kind("n", "introduction", "@ann and @beth, both on nights", introduction),
    Kind("m", "guest", "Lena Voss via Amara", member),
    Kind("e", "event", "Case clinic #triage !2w", event),
)
"""What `+` offers, in the order in which it is shown."""
