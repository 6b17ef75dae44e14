"""One line, one meaning: a follow-up or a conversation, wherever the line was typed. Pure.

The full screen, `coptui log`, and the follow-ups of walks read their lines here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from msgspec.structs import replace

from coptui.core.finding.search import find, one
from coptui.core.model.community import Community
from coptui.core.model.edits import Edit, add_touch, create, with_fields
from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.records import Action, ActionOrigin, Channel, Touch, TouchKind
from coptui.core.model.sentences import NOTHING_TYPED, TYPE_A_FEW_WORDS
from coptui.core.model.text import clean, fold
from coptui.core.model.when import full_day
from coptui.core.writing.capture import Captured, capture, doer_first
from coptui.errors import UsageError


@dataclass(frozen=True)
class Jotting:
    """What a line is written about: when, who by, on whose page, and the event it belongs to."""

    community: Community
    today: date
    by: str
    member: int | None = None
    event: int | None = None

    @property
    def origin(self) -> ActionOrigin | None:
        """Where a follow-up of this line comes from."""
        return ActionOrigin(kind="event", id=self.event) if self.event is not None else None

    def taken(self, line: str, *, as_title: bool = False) -> Captured:
        """Take a line apart. Raise UsageError if it says nothing."""
        captured = capture(clean(line), self.community, self.today, as_title=as_title)
        if not captured.text:
            raise UsageError(NOTHING_TYPED, TYPE_A_FEW_WORDS)
        return captured


CHANNELS: Mapping[str, Channel] = {
    "called": "call",
    "rang": "call",
    "phoned": "call",
    "mailed": "mail",
    "emailed": "mail",
    "wrote": "mail",
    "chatted": "chat",
    "messaged": "chat",
    "texted": "chat",
    "met": "in person",
    "visited": "in person",
    "saw": "in person",
}
TOUCH_KINDS: Mapping[str, TouchKind] = {"welcomed": "welcome", "thanked": "thanks"}
TALK: frozenset[str] = frozenset(
    {"spoke", "talked", "discussed", "told", "asked", "heard", *CHANNELS, *TOUCH_KINDS}
)
"""The words of what has happened: a line that begins with one of them, be it after names, `I` or
`we`, is of a conversation."""

_BEFORE_TALK = frozenset({"and", "i", "we", "just", "have", "has"})
_BEFORE_NAME = frozenset({"to", "with", "from", "and", "by"})
_WORD = re.compile(r"([^\s,;:.!?&]+)([\s,;:.!?&]*)")
_MARKED = re.compile(r"[@#!]\w\S*")


@dataclass(frozen=True)
class Meant:
    """What a line means: a conversation, a follow-up, or both."""

    follow_up: Action | None = None
    conversation: Touch | None = None

    def edit(self, community: Community) -> Edit:
        """Return it as one edit."""
        if self.conversation is None:
            assert self.follow_up is not None
            return create(self.follow_up)
        spoken, promised = self.conversation, self.follow_up
        edit = add_touch(spoken, community, follow_up=promised)
        label = edit.label
        if spoken.kind or spoken.channel:
            label += f" ({', '.join(filter(None, (spoken.kind, spoken.channel)))})"
        if promised is not None and promised.due_on is not None:
            label += f", and a follow-up for {full_day(promised.due_on)}"
        return replace(edit, label=label)


def meaning(line: str, at: Jotting, *, talk: bool = False) -> Meant:
    """Return what a line means.

    `@ann: send the sheet` and `@ann sends the sheet` are for Ann to do, `send the sheet to @ann` is
    for the writer; it is about the others named in it, and the member whose page it is written on.
    `called @ann` and `called Ann` are conversations, with a follow-up if there is a day; with `talk`
    every line is one. Raise UsageError that says what is missing, Ambiguous with candidates.
    """
    line = clean(line)
    doer, is_call, said = doer_first(line, at.community, at.today)
    if talk or (not is_call and talk_word(line)):
        people = at.taken(line).people or _after_talk(line, at.community)
        people = people or ((at.member,) if at.member else ())
        # Of no one there is no conversation: "called the venue" is something to remember.
        if people or talk:
            return _conversation(line, people, at)
    captured = at.taken(said)
    named = captured.people if at.member is None else (*captured.people, at.member)
    return Meant(follow_up=_follow_up(captured, doer, named, at))


def talk_word(line: str) -> str:
    """Return the word that makes a line a conversation; "" if there is none."""
    for word in _MARKED.sub(" ", line).split():
        plain = word.casefold().strip(",.:;!()[]")
        if plain in TALK:
            return plain
        if plain and plain not in _BEFORE_TALK:
            break
    return ""


def _after_talk(line: str, community: Community) -> tuple[int, ...]:
    """Return the people whose names follow the talk word without an @, as in `rang Beth and Malik`.

    Only whole words of a name count. An ordinary word in lower case (`asked will`, but not `spoke to
    will`) is no name, nor is a name with another behind it (`Beth Adeyemi`). Raise Ambiguous with candidates if a name fits
    several.
    """
    spoken = re.search(rf"\b{talk_word(line)}\b", line, re.IGNORECASE)
    words = list(_WORD.finditer(line, spoken.end() if spoken else len(line)))
    people: list[int] = []
    begins, to_whom = 0, False
    while begins < len(words):
        if words[begins][1].casefold() in _BEFORE_NAME:
            begins, to_whom = begins + 1, True
            continue
        names = (_name_in(words[begins : begins + many], many, community) for many in (3, 2, 1))
        name = next(filter(None, names), "")
        ordinary = fold(name) in COMMON and name[:1].islower() and not to_whom
        begins, to_whom = begins + len(name.split()), False
        behind = words[begins][1] if begins < len(words) else ""
        another = behind[:1].isupper() and fold(behind) not in COMMON
        if not name or ordinary or (another and words[begins - 1][2] == " "):
            break
        people.append(one(community, name).id)
    return tuple(dict.fromkeys(people))


def _name_in(words: Sequence[re.Match[str]], length: int, community: Community) -> str:
    """Return these words if they are words of a member's name, one beside the other; else ""."""
    name = " ".join(word[1] for word in words)
    plain = fold(name)
    if len(words) < length or not plain:
        return ""
    hits = find(community, plain, tables=("members",))
    return name if any(f" {plain} " in f" {fold(hit.name)} " for hit in hits) else ""


def _conversation(line: str, people: tuple[int, ...], at: Jotting) -> Meant:
    if not people:
        raise UsageError("Who did you speak to?", "For example: spoke to @ann about triage.")
    captured = at.taken(line)
    word = talk_word(line)
    spoken = Touch(
        on=at.today,
        by=at.by,
        members=people,
        topic=captured.topics[0] if captured.topics else None,
        event=at.event,
        channel=CHANNELS.get(word),
        kind=TOUCH_KINDS.get(word),
    )
    return Meant(
        conversation=cast("Touch", with_fields(spoken, {"text": captured.text})),
        follow_up=_follow_up(captured, None, people, at) if captured.when else None,
    )


def _follow_up(
    captured: Captured, doer: int | None, people: tuple[int, ...], at: Jotting
) -> Action:
    action = Action(
        owner=at.by if doer is None else doer,
        due_on=captured.when,
        about=tuple(dict.fromkeys(who for who in people if who != doer)),
        created_on=at.today,
        origin=at.origin,
    )
    return cast("Action", with_fields(action, {"text": captured.text}))
