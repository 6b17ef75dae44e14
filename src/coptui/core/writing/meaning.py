"""One line, one meaning: a follow-up or a conversation, wherever the line was typed. Pure.

The full screen, `coptui log`, and the follow-ups of walks read their lines here.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import cast

from msgspec.structs import replace

from coptui.core.model.community import AllGroups
from coptui.core.model.edits import Edit, add_touch, create, with_fields
from coptui.core.model.labels import how_spoken, label_of
from coptui.core.model.records import Action, ActionOrigin, Touch
from coptui.core.model.sentences import (
    NOTHING_TYPED,
    TYPE_A_FEW_WORDS,
    WRITE_A_DAY_PAST,
    in_the_past,
    still_to_come,
)
from coptui.core.model.text import clean
from coptui.core.model.typed_days import Year
from coptui.core.model.when import full_day
from coptui.core.writing.asked_who import who_was_it
from coptui.core.writing.capture import (
    Captured,
    capture,
    closed_up,
    doer_first,
    without_marks,
)
from coptui.core.writing.doers import doer_named
from coptui.core.writing.follow_ups import due_said, people_said, reads_as_news
from coptui.core.writing.introduced import introduced
from coptui.core.writing.named import bearer, ordinary_name
from coptui.core.writing.no_talk import between_others, introduction_told, no_talk, only_tried
from coptui.core.writing.several_talks import left_out, one_line_each
from coptui.core.writing.talk import (
    ALONE,
    CHANNELS,
    MUTUAL,
    TO_OTHERS,
    TOUCH_KINDS,
    WITH_ME,
    after_talk,
    begins_another_way,
    day_spoken,
    marked_after_talk,
    names_first,
    talk_said,
    talk_word,
    tells_of_talk,
    without_leading_day,
)
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
    is_new: bool = False
    """Whether who is named is someone new for certain, though a member's name fits."""

    @property
    def origin(self) -> ActionOrigin | None:
        """Where a follow-up of this line comes from."""
        return ActionOrigin(kind="event", id=self.event) if self.event is not None else None

    def day_of(self, captured: Captured) -> date:
        """Return the day on which something took place: today, or the one that is marked. Raise
        UsageError if that is still to come."""
        day = captured.when or self.today
        if day > self.today:
            raise UsageError(still_to_come(full_day(day)), WRITE_A_DAY_PAST)
        return day

    def on_a_day(self, day: date) -> Jotting:
        """Return it for what took place on a day: it belongs to the event only if that is today, or
        the day of the event."""
        event = self.community.events.get(self.event or 0)
        belongs = day == self.today or (event is not None and day == event.day)
        return self if belongs else dataclasses.replace(self, event=None)

    def taken(self, line: str, *, as_title: bool = False, year: Year = "coming") -> Captured:
        """Take a line apart. Raise UsageError if it says nothing."""
        captured = capture(clean(line), self.community, self.today, as_title=as_title, year=year)
        if not captured.text:
            raise UsageError(NOTHING_TYPED, TYPE_A_FEW_WORDS)
        return captured


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
        if spoken.kind == "introduction":
            met = introduced(spoken, community)
            also = create(promised).changes if promised is not None else ()
            return replace(met, changes=(*met.changes, *also))
        edit = add_touch(spoken, community, follow_up=promised)
        label = edit.label
        if how := how_spoken(spoken.kind, spoken.channel):
            label = tr("{label} ({how})", label=label, how=how)
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
    told = without_leading_day(line, at.today)
    if not (talk and len(at.taken(line).people) > 1) and (why := introduction_told(told)):
        raise why
    teller, is_call, _ = doer_first(told, at.community, at.today)
    blank = without_marks(told, at.community, at.today).replace("@", " ")
    word, rest = talk_word(blank), told
    names: list[str] = []
    if not word and (talk or tells_of_talk(told)):
        names, rest = names_first(blank, at.community)
        rest = told[len(told) - len(rest) :]
        word = talk_word(rest)
    with_me = WITH_ME.search(line)
    is_theirs = (teller or names) and not with_me and word in ALONE
    others = () if with_me or is_call else _spoke_to_each_other(told, word, names, teller, at)
    if talk and others:
        raise between_others(others, at.community)
    if talk or (word and not is_call and not is_theirs and not others):
        people = tuple(bearer(name, at.community) for name in names)
        people += marked_after_talk(told, at.community, at.today) or after_talk(
            rest, at.community, at.today
        )
        people = people or ((at.member,) if at.member else ())
        if talk and not people:
            # `we thought of @ann`: whoever says that it is a conversation knows with whom.
            people = at.taken(line).people
        if (people or talk) and (why := no_talk(told, word, at.community, at.today)) is not None:
            raise why
        if people or talk:
            return _conversation(line, word, tuple(dict.fromkeys(people)), at)
    doer, _, said = doer_first(line, at.community, at.today)
    if teller is None:
        doer, rest = doer_named(told, at.community)
        said = line.removesuffix(told) + rest
    captured = at.taken(said)
    # Whoever marks a day means something to do.
    if captured.when is None and not is_call:
        if (why := only_tried(told, at.community, at.today)) is not None:
            raise why
        if others:
            raise between_others(others, at.community)
        if word and not is_theirs:
            raise who_was_it(ordinary_name(line, at.community))
        if word or reads_as_news(captured.text, at.community):
            raise _news()
    plain = without_marks(said, at.community, at.today)
    named = (*captured.people, *people_said(plain, at.community))
    if captured.when is None:
        due = due_said(captured.text, at.community, at.today)
        captured = dataclasses.replace(captured, when=due)
    if at.member is not None:
        named = (*named, at.member)
    return Meant(follow_up=_follow_up(captured, doer, named, at))


def _news() -> UsageError:
    return UsageError(
        tr("This reads as news, not as something to do."),
        tr(
            "For something to do, begin with that, or add a day such as !fri. If you spoke to "
            "someone, begin with spoke to @ann. In the full screen, n adds a note."
        ),
    )


def _spoke_to_each_other(
    line: str, word: str, names: list[str], teller: int | None, at: Jotting
) -> tuple[int, ...]:
    """Return the people of whom a line says that they spoke without the writer: `Ann rang Bob`."""
    if not word or not (names or teller):
        return ()
    before, _, behind = line.partition(said[0]) if (said := talk_said(line, word)) else ("", "", "")
    spoken = f"{word}{behind}"
    first = [bearer(name, at.community) for name in names]
    first += marked_after_talk(before, at.community, at.today)
    others = marked_after_talk(spoken, at.community, at.today)
    others = others or after_talk(spoken, at.community, at.today)
    if others or (word in MUTUAL and len(first) > 1):
        return tuple(dict.fromkeys((*first, *others)))
    return tuple(first) if TO_OTHERS.match(behind) else ()


def _conversation(line: str, word: str, people: tuple[int, ...], at: Jotting) -> Meant:
    if not people:
        raise who_was_it(ordinary_name(line, at.community))
    # A day of this year that is past is nearer than the same day of next year.
    captured = at.taken(line, year="nearest")
    if (other := left_out(line, people, at.community, at.today)) is not None:
        raise one_line_each(other, at.community)
    # A day that is past is when they spoke; one to come is for what is still to be done.
    was_on = captured.when is not None and captured.when < at.today
    labels = [label_of(at.community.members[who]) for who in people if who in at.community.members]
    on = captured.when if was_on else day_spoken(line, labels, at.community, at.today)
    on = on or at.today
    at = at.on_a_day(on)
    spoken = Touch(
        on=on,
        by=at.by,
        members=people,
        topic=captured.topics[0] if captured.topics else None,
        event=at.event,
        channel=CHANNELS.get(word),
        kind=TOUCH_KINDS.get(word),
    )
    return Meant(
        conversation=cast("Touch", with_fields(spoken, {"text": captured.text})),
        follow_up=_follow_up(_promised(captured), None, people, at)
        if captured.when and not was_on
        else None,
    )


def _promised(captured: Captured) -> Captured:
    """Return what is promised in a conversation: if it stands behind the day, it comes first."""
    promise = captured.behind_day
    if not promise or begins_another_way(promise):
        return captured
    told = captured.text.removesuffix(promise).rstrip(" ,;:")
    return dataclasses.replace(captured, text=f"{promise} ({told})")


def _follow_up(
    captured: Captured, doer: int | None, people: tuple[int, ...], at: Jotting
) -> Action:
    if captured.when is not None and captured.when < at.today:
        raise UsageError(
            in_the_past(full_day(captured.when)),
            tr(
                "For a follow-up, choose today or a later date. If you spoke then, begin with "
                "spoke to @ann."
            ),
        )
    action = Action(
        owner=at.by if doer is None else doer,
        due_on=captured.when,
        about=tuple(dict.fromkeys(who for who in people if who != doer)),
        created_on=at.today,
        origin=at.origin,
    )
    return cast("Action", with_fields(action, {"text": captured.text}))
