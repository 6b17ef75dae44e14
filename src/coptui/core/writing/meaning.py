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
from coptui.core.model.community import AllGroups, Community
from coptui.core.model.edits import Edit, add_touch, create, with_fields
from coptui.core.model.ordinary_words import COMMON
from coptui.core.model.records import Action, ActionOrigin, Channel, Touch, TouchKind
from coptui.core.model.sentences import NOTHING_TYPED, TYPE_A_FEW_WORDS, in_the_past
from coptui.core.model.text import TITLES, clean, fold
from coptui.core.model.when import full_day
from coptui.core.writing.capture import Captured, capture, closed_up, doer_first, people_marked
from coptui.errors import UsageError
from coptui.language import tr


@dataclass(frozen=True)
class Jotting:
    """What a line is written about: when, who by, on whose page, and the event it belongs to."""

    community: AllGroups
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
    "zoomed": "call",
    "met": "in person",
    "visited": "in person",
    "saw": "in person",
}
TOUCH_KINDS: Mapping[str, TouchKind] = {"welcomed": "welcome", "thanked": "thanks"}
TALK: frozenset[str] = frozenset(
    {"spoke", "spoken", "talked", "discussed", "told", "asked", "heard", *CHANNELS, *TOUCH_KINDS}
)
"""The words of what has happened: a line that begins with one of them, be it after names, `I` or
`we`, is of a conversation."""

_BEFORE_TALK = frozenset({"and", "i", "we", "just", "have", "has", "i've", "we've", "also"})
_BEFORE_NAME = frozenset({"to", "with", "from", "and", "by"})
_WITH_SOMEONE = re.compile(r"\bwith @", re.IGNORECASE)
_SUBJECT = frozenset(
    [
        "about",
        "regarding",
        "concerning",
        "re",
        "that",
        "what",
        "why",
        "how",
        "whether",
        "who",
        "because",
        "if",
        "for",
        "of",
    ]
)
"""After one of these, whoever is named is what it was about: it wasn't with them."""
ALONE = frozenset({"heard", "met", "saw", "thanked", "visited", "welcomed", "wrote"})
"""Whoever does these may do them without the writer: `@ann wrote it up` is no conversation."""
_WITH_ME = re.compile(r"\b(?:me|us|i|we)\b", re.IGNORECASE)
_PHRASE = re.compile(
    r"(?:(?:i|we)(?:['’]ve| have)? )?(?:just )?"
    r"(caught up with|bumped into|ran into|had (?:a |an |some )?(?:[a-z]+ )?"
    r"(?:call|catch[- ]?up|chat|coffee|conversation|lunch|tea|talk|word) with)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"([^\s,;:.!?&]+)([\s,;:.!?&]*)")
_MARKED = re.compile(r"[@#!]\w\S*")
_QUOTES = "‘’'“”\"()"


@dataclass(frozen=True)
class Meant:
    """What a line means: a conversation, a follow-up, or both."""

    follow_up: Action | None = None
    conversation: Touch | None = None

    def edit(self, community: AllGroups) -> Edit:
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
            label = tr(
                "{label}, and a follow-up for {day}", label=label, day=full_day(promised.due_on)
            )
        return replace(edit, label=label)


def meaning(line: str, at: Jotting, *, talk: bool = False) -> Meant:
    """Return what a line means.

    `@ann: send the sheet` and `@ann sends the sheet` are for Ann to do, `send the sheet to @ann` is
    for the writer; it is about the others named in it, and the member whose page it is written on.
    `called @ann` and `called Ann` are conversations, with a follow-up if there is a day; with `talk`
    every line is one. Raise UsageError that says what is missing, Ambiguous with candidates.
    """
    line = closed_up(clean(line), at.today)
    doer, is_call, said = doer_first(line, at.community, at.today)
    word = talk_word(line)
    is_theirs = doer is not None and not _WITH_ME.search(line) and word in ALONE
    if talk or (word and not is_call and not is_theirs):
        people = _marked_after_talk(line, at) or _after_talk(line, at.community)
        people = people or ((at.member,) if at.member else ())
        if talk and not people:
            # `we thought of @ann`: whoever says that it is a conversation knows with whom.
            people = at.taken(line).people
        # Of no one there is no conversation: "called the venue" is something to remember.
        if people or talk:
            return _conversation(line, people, at)
    captured = at.taken(said)
    named = captured.people if at.member is None else (*captured.people, at.member)
    return Meant(follow_up=_follow_up(captured, doer, named, at))


def talk_word(line: str) -> str:
    """Return the words that make a line a conversation; "" if there are none."""
    if phrase := _PHRASE.match(_MARKED.sub(" ", line).strip()):
        return phrase[1]
    for word in _MARKED.sub(" ", line).split():
        plain = word.casefold().replace("’", "'").strip(",.:;!()[]")
        if plain in TALK:
            return plain
        if plain and plain not in _BEFORE_TALK:
            break
    return ""


def _marked_after_talk(line: str, at: Jotting) -> tuple[int, ...]:
    """Return whom a conversation was with, of those marked with an @ in its line.

    Not whom it was about (`spoke to @ann about @beth`, `asked @ann to ring @beth`), and not whose
    something is (`saw @beth's talk`). Raise as `capture` does.
    """
    about_it = {"heard"} | ({"discussed"} if _WITH_SOMEONE.search(line) else set())
    people: list[int] = []
    end, is_subject = 0, False
    for start, until, person, is_theirs in people_marked(line, at.community, at.today):
        for word in _WORD.finditer(line[:start], end):
            plain, is_last = word[1].casefold(), word.end() == start
            if plain in about_it | _SUBJECT or (plain == "to" and people and not is_last):
                is_subject = True
            elif plain in _BEFORE_NAME and is_last and not people:
                is_subject = False
        end = until
        if not is_subject and not is_theirs:
            people.append(person)
    return tuple(dict.fromkeys(people))


def _after_talk(line: str, community: Community) -> tuple[int, ...]:
    """Return the people whose names follow the talk word without an @, as in `rang Beth and Malik`.

    Only whole words of a name count. An ordinary word in lower case (`asked will`, but not `spoke to
    will`) is no name, nor is a name with another behind it (`Beth Adeyemi`). Raise Ambiguous with candidates if a name fits
    several.
    """
    talk = talk_word(line)
    spoken = re.search(rf"\b{re.escape(talk)}\b", line, re.IGNORECASE)
    words = list(_WORD.finditer(line, spoken.end() if spoken else len(line)))
    people: list[int] = []
    begins, to_whom = 0, False
    while begins < len(words):
        if words[begins][1].casefold() in _BEFORE_NAME:
            begins, to_whom = begins + 1, True
            continue
        names = [_name_in(words[begins : begins + many], many, community) for many in (3, 2, 1)]
        if fold(words[begins][1]) in TITLES and not any(names[:2]):
            begins += 1
            continue
        name = next(filter(None, names), "")
        ordinary = fold(name) in COMMON and name[:1].islower() and not to_whom
        is_subject = talk == "heard" and not to_whom and not people
        begins, to_whom = begins + len(name.split()), False
        behind = words[begins][1] if begins < len(words) else ""
        ordinary_behind = fold(re.split("['’]", behind)[0]) in COMMON
        another = behind[:1].isupper() and not ordinary_behind
        if not name or ordinary or is_subject or (another and words[begins - 1][2] == " "):
            break
        people.append(one(community, name).id)
    return tuple(dict.fromkeys(people))


def _name_in(words: Sequence[re.Match[str]], length: int, community: Community) -> str:
    """Return these words if they are words of a member's name, one beside the other; else ""."""
    name = " ".join(word[1].strip(_QUOTES) for word in words)
    plain = fold(name)
    if len(words) < length or not plain:
        return ""
    hits = find(community, plain, tables=("members",))
    return name if any(f" {plain} " in f" {fold(hit.name)} " for hit in hits) else ""


def _conversation(line: str, people: tuple[int, ...], at: Jotting) -> Meant:
    if not people:
        raise UsageError(
            tr("Who did you speak to?"), tr("For example: spoke to @ann about triage.")
        )
    captured = at.taken(line)
    word = talk_word(line)
    # A day that is past is when they spoke; one to come is for what is still to be done.
    was_on = captured.when is not None and captured.when < at.today
    spoken = Touch(
        on=captured.when if was_on else at.today,
        by=at.by,
        members=people,
        topic=captured.topics[0] if captured.topics else None,
        event=at.event,
        channel=CHANNELS.get(word),
        kind=TOUCH_KINDS.get(word),
    )
    return Meant(
        conversation=cast("Touch", with_fields(spoken, {"text": captured.text})),
        follow_up=_follow_up(captured, None, people, at) if captured.when and not was_on else None,
    )


def _follow_up(
    captured: Captured, doer: int | None, people: tuple[int, ...], at: Jotting
) -> Action:
    if captured.when is not None and captured.when < at.today:
        raise UsageError(
            in_the_past(full_day(captured.when)),
            tr("For a follow-up, choose today or a later date."),
        )
    action = Action(
        owner=at.by if doer is None else doer,
        due_on=captured.when,
        about=tuple(dict.fromkeys(who for who in people if who != doer)),
        created_on=at.today,
        origin=at.origin,
    )
    return cast("Action", with_fields(action, {"text": captured.text}))
