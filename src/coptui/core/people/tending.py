"""What is done between events: a buddy, an answer to a request, the result of an introduction.
Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from coptui.core.model.changes import Change
from coptui.core.model.edits import NEW, Edit, label_of, update
from coptui.core.model.records import Action, Ask, Member, Story, Touch, document
from coptui.errors import UsageError


def welcome(member: Member, on: date) -> Edit:
    """Record that a newcomer was welcomed. Raise UsageError if they were before."""
    if "welcome" in member.onboarding:
        raise UsageError(f"{label_of(member)} has already been welcomed.")
    steps = {**member.onboarding, "welcome": on}
    return update(member, replace(member, onboarding=steps), label=f"welcomed {label_of(member)}")


def give_buddy(member: Member, buddy: Member, *, by: str, on: date) -> Edit:
    """Give a newcomer someone to turn to, and add a follow-up to bring the two together."""
    edit = update(
        member,
        replace(member, buddy=buddy.id),
        label=f"{label_of(buddy)} as buddy of {label_of(member)}",
    )
    meet = Action(
        text=f"bring {label_of(member)} and {label_of(buddy)} together",
        owner=by,
        about=(member.id, buddy.id),
        created_on=on,
    )
    return Edit(edit.label, (*edit.changes, Change("actions", NEW, None, document(meet))))


def plan_introduction(one: Member, other: Member, *, by: str, on: date) -> Edit:
    """Add a follow-up: bring two people together."""
    text = f"introduce {label_of(one)} and {label_of(other)}"
    action = Action(text=text[:500], owner=by, about=(one.id, other.id), created_on=on)
    return Edit(f"follow-up: {text}"[:200], (Change("actions", NEW, None, document(action)),))


def ask_helper(ask: Ask, helper: Member, *, by: str, on: date) -> Edit:
    """Add a follow-up: ask someone whether they can help with a request."""
    text = f"ask {label_of(helper)} about: {ask.text}"
    action = Action(text=text[:500], owner=by, about=(helper.id,), created_on=on)
    return Edit(f"follow-up for {label_of(ask)}", (Change("actions", NEW, None, document(action)),))


def answered(ask: Ask, by: Sequence[int], on: date) -> Edit:
    """Record who answered a request; keep the day of the first answer."""
    new = replace(
        ask,
        answered_by=tuple(dict.fromkeys((*ask.answered_by, *by))),
        first_answer_on=ask.first_answer_on or on,
    )
    return update(ask, new, label=f"answer to {label_of(ask)}")


def solved(ask: Ask, on: date) -> Edit:
    """Record that a request is settled."""
    return update(ask, replace(ask, solved_on=on), label=f"solved: {label_of(ask)}")


def came_of_it(touch: Touch, text: str) -> Edit:
    """Record what an introduction led to."""
    return update(touch, replace(touch, led_to=text), label="how an introduction went")


def followed_up(story: Story) -> Edit:
    """Record that a story was followed up: nothing more is due for it."""
    new = replace(story, share_due=None, follow_up_on=None)
    return update(story, new, label=f"looked after {label_of(story)}")
