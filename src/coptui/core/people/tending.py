"""What is done between events: a buddy, an answer to a request, the result of an introduction,
what came of a story. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from coptui.core.meetings.occasions import has_left
from coptui.core.model.changes import Change
from coptui.core.model.community import Community
from coptui.core.model.consent import is_withdrawn
from coptui.core.model.days import later
from coptui.core.model.edits import NEW, Edit, update
from coptui.core.model.labels import label_of
from coptui.core.model.records import Action, Ask, Member, Story, Touch, document
from coptui.core.model.text import clean
from coptui.errors import UsageError
from coptui.language import tr


def welcome(member: Member, on: date) -> Edit:
    """Record that a newcomer was welcomed. Raise UsageError if they were before."""
    if "welcome" in member.onboarding:
        raise UsageError(tr("{name} has already been welcomed.", name=label_of(member)))
    steps = {**member.onboarding, "welcome": on}
    return update(
        member,
        replace(member, onboarding=steps),
        label=tr("welcomed {name}", name=label_of(member)),
    )


def give_buddy(member: Member, buddy: Member, *, by: str, on: date) -> Edit:
    """Give a newcomer someone to turn to, and add a follow-up to bring the two together."""
    edit = update(
        member,
        replace(member, buddy=buddy.id),
        label=tr("{name} as buddy of {newcomer}", name=label_of(buddy), newcomer=label_of(member)),
    )
    meet = Action(
        text=tr("bring {name} and {buddy} together", name=label_of(member), buddy=label_of(buddy)),
        owner=by,
        about=(member.id, buddy.id),
        created_on=on,
    )
    return Edit(edit.label, (*edit.changes, Change("actions", NEW, None, document(meet))))


def plan_introduction(one: Member, other: Member, *, by: str, on: date) -> Edit:
    """Add a follow-up: bring two people together."""
    text = tr("introduce {name} and {other_name}", name=label_of(one), other_name=label_of(other))
    action = Action(text=text[:500], owner=by, about=(one.id, other.id), created_on=on)
    return Edit(
        tr("follow-up: {follow_up}", follow_up=text)[:200],
        (Change("actions", NEW, None, document(action)),),
    )


def ask_helper(ask: Ask, helper: Member, *, by: str, on: date) -> Edit:
    """Add a follow-up: ask someone whether they can help with a request."""
    text = tr("ask {name} about: {request}", name=label_of(helper), request=ask.text)
    action = Action(text=text[:500], owner=by, about=(helper.id,), created_on=on)
    return Edit(
        tr("follow-up for {name}", name=label_of(ask)),
        (Change("actions", NEW, None, document(action)),),
    )


def answered(ask: Ask, by: Sequence[int], on: date) -> Edit:
    """Record who answered a request; keep the day of the first answer."""
    new = replace(
        ask,
        answered_by=tuple(dict.fromkeys((*ask.answered_by, *by))),
        first_answer_on=ask.first_answer_on or on,
    )
    return update(ask, new, label=tr("answer to {name}", name=label_of(ask)))


def solved(ask: Ask, on: date) -> Edit:
    """Record that a request is settled."""
    return update(ask, replace(ask, solved_on=on), label=tr("solved: {name}", name=label_of(ask)))


NOTHING_YET = frozenset(
    {"nothing", "nothing yet", "nothing so far", "nothing came of it", "not yet", "none", "no", "nope", "not known",
     "don't know", "no idea", "n/a", "-", "tbc"}
)  # fmt: skip
"""Answers that say that nothing came of it: what is recorded is counted as something."""


def something(said: str) -> str:
    """Return what came of something; "" for an answer that says nothing did."""
    plain = said.replace("’", "'").casefold().strip(" .!?")
    return "" if (plain or "-") in NOTHING_YET else said.strip()


def came_of_it(touch: Touch, text: str) -> Edit:
    """Record what an introduction led to; "nothing yet" leaves it open."""
    return update(
        touch, replace(touch, led_to=something(text)), label=tr("how an introduction went")
    )


ASKED_AFTER = 90
"""Days after which it is asked what came of a story, and after which it is asked again."""
ASKED_UP_TO = 365
"""Days after which a story no one followed up is left in peace."""
_ENDED = ("transformative", "strategic", "enabling", "orienting")
"""The kinds of value from which nothing further is expected."""


def stories_to_pass_on(community: Community, today: date) -> list[Story]:
    """Return the stories that should have been told on by now, the one due first before others."""
    due = [
        story
        for story in community.stories.values()
        if story.share_due is not None
        and story.share_due <= today
        and not is_withdrawn(community, story)
    ]
    return sorted(due, key=lambda story: (story.share_due or today, story.id))


def stories_to_ask_about(community: Community, today: date) -> list[Story]:
    """Return the stories of which it is time to ask what came of them, the oldest question first.

    It is the day that was set, otherwise three months after it was told. Leave out one that another
    story follows from, one of a kind that leads no further, one that is to be asked about no more,
    and one whose teller isn't known, has left or wants no contact.
    """
    followed = {story.previous for story in community.stories.values()}
    due = [
        (day, story.id, story)
        for story in community.stories.values()
        if story.id not in followed
        and (day := _due_on(community, story, today)) is not None
        and day <= today
    ]
    return [story for _, _, story in sorted(due, key=lambda each: each[:2])]


def _due_on(community: Community, story: Story, today: date) -> date | None:
    if story.ask_again is False or is_withdrawn(community, story):
        return None
    if story.follow_up_on is not None:
        return story.follow_up_on
    teller = community.members.get(story.teller or 0)
    if story.on is None or story.on < later(today, -ASKED_UP_TO) or story.cycle in _ENDED:
        return None
    if teller is None or teller.contact_ok is False or has_left(teller, today):
        return None
    return later(story.on, ASKED_AFTER)


def passed_on(story: Story) -> Edit:
    """Record that a story was told on."""
    new = replace(story, share_due=None)
    return update(story, new, label=tr("passed on: {name}", name=label_of(story)))


def came_of_story(story: Story, text: str, on: date) -> Edit:
    """Add what came of a story as the one that follows from it; "": nothing yet, ask again later."""
    text = something(clean(text, 8000))
    if not text:
        return asked_on(story, later(on, ASKED_AFTER))
    told = Story(on=on, text=text, teller=story.teller, topic=story.topic, previous=story.id)
    asked = update(story, replace(story, follow_up_on=None))
    label = tr("what came of {name}", name=label_of(story))
    return Edit(label[:200], (Change("stories", NEW, None, document(told)), *asked.changes))


def asked_on(story: Story, day: date) -> Edit:
    """Set the day on which it is asked what came of a story."""
    new = replace(story, follow_up_on=day)
    return update(story, new, label=f"ask on {day.isoformat()}: {label_of(story)}"[:200])


def asked_no_more(story: Story) -> Edit:
    """Record that no one is to be asked what came of a story."""
    new = replace(story, ask_again=False, follow_up_on=None)
    return update(story, new, label=tr("no more questions about {name}", name=label_of(story)))
