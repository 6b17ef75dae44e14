"""The practice: what the library keeps, when it should be looked at again, and what the learning
agenda asks. Pure."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from coptui.core.model.changes import Change
from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.edits import NEW, Edit, update
from coptui.core.model.labels import label_of
from coptui.core.model.records import (
    LearningQuestion,
    LibraryItem,
    Topic,
    TopicState,
    Use,
    document,
)
from coptui.language import tr

Kept = LibraryItem | LearningQuestion


def title_shown(community: Community, record: Kept) -> str:
    """Return what to call an item or a question: what belongs to a confidential topic goes by the
    topic's code."""
    topic = community.topics.get(record.topic or 0)
    return label_of(topic if topic is not None and topic.confidential else record)


def is_confidential(community: Community, record: Kept) -> bool:
    """Return whether an item or a question belongs to a confidential topic."""
    topic = community.topics.get(record.topic or 0)
    return topic is not None and topic.confidential


def seen_last(item: LibraryItem, today: date) -> date | None:
    """Return the last day up to a day on which someone looked at it or added it; None: not known."""
    days = (item.looked_on, item.added_on)
    return max((day for day in days if day is not None and day <= today), default=None)


def due_for_a_look(item: LibraryItem, today: date, days: int) -> bool:
    """Return whether no one looked at it or added it within this number of days, as far as recorded."""
    last = seen_last(item, today)
    return last is None or last <= later(today, -days)


def used_since(item: LibraryItem, first: date, today: date) -> int:
    """Return how many uses are recorded from one day to another, both included."""
    return sum(use.on is not None and first <= use.on <= today for use in item.uses)


def looked_at(item: LibraryItem, today: date) -> Edit:
    """Record that someone looked today whether it still holds."""
    return update(
        item, replace(item, looked_on=today), label=tr("looked at {name}", name=label_of(item))
    )


def used(item: LibraryItem, use: Use) -> Edit:
    """Record one more use."""
    new = replace(item, uses=(*item.uses, use))
    return update(item, new, label=tr("use of {name}", name=label_of(item)))


def topic_of(question: LearningQuestion, today: date, *, state: TopicState) -> Topic:
    """Return the new topic that a question becomes, with the people who are curious about it."""
    return Topic(
        title=question.text,
        kind="question",
        state=state,
        interested=question.curious,
        opened_on=today,
        touched_on=today,
    )


def taken_up(question: LearningQuestion, today: date, *, state: TopicState = "proposed") -> Edit:
    """Make a topic of a question, and keep the two linked."""
    topic = topic_of(question, today, state=state)
    link = update(question, replace(question, topic=NEW))
    changes = (Change("topics", NEW, None, document(topic)), *link.changes)
    return Edit(tr("made a topic of {name}", name=label_of(question)), changes)
