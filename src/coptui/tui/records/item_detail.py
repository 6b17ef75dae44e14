"""Everything about one item of the library, or one question of the learning agenda."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.practice import is_confidential, title_shown
from coptui.core.model.records import LearningQuestion, LibraryItem, Use
from coptui.core.model.text import show
from coptui.core.model.when import ago, day_text
from coptui.language import tr
from coptui.tui.kit.rows import Row
from coptui.tui.records.links import title_rows
from coptui.tui.records.words import labelled, name_of, people, person


def item_rows(community: Community, item: LibraryItem, today: date, width: int) -> list[Row]:
    """Return what the library keeps of an item; what belongs to a confidential topic goes by its
    code."""
    rows = title_rows(show(title_shown(community, item)), item.kind or "", width)
    if is_confidential(community, item):
        return rows
    rows += labelled(tr("Link"), item.link, width)
    topic = name_of(community.topics.get(item.topic)) if item.topic else ""
    rows += labelled(tr("Topic"), topic, width)
    rows += labelled(tr("Kept by"), person(community, item.keeper) or tr("no one yet"), width)
    rows += labelled(tr("Added"), day_text(item.added_on, today) if item.added_on else "", width)
    looked = f"{ago(item.looked_on, today)}" if item.looked_on else tr("not recorded")
    rows += labelled(tr("Looked at"), looked, width)
    for use in reversed(item.uses):
        rows += labelled(tr("Used"), _said(community, use, today), width)
    return rows


def _said(community: Community, use: Use, today: date) -> str:
    by = person(community, use.by)
    day = day_text(use.on, today) if use.on else ""
    return ": ".join(filter(None, (", ".join(filter(None, (day, by))), use.what))) or "yes"


def question_rows(
    community: Community, question: LearningQuestion, today: date, width: int
) -> list[Row]:
    """Return what the learning agenda says of a question, and what became of it; one whose topic is
    confidential goes by its code."""
    rows = title_rows(show(title_shown(community, question)), question.kind or "", width)
    if is_confidential(community, question):
        return rows
    asked = day_text(question.asked_on, today) if question.asked_on else ""
    rows += labelled(tr("Asked"), asked, width)
    rows += labelled(tr("Season"), question.season, width)
    rows += labelled(tr("Curious"), people(community, question.curious) or tr("no one yet"), width)
    topic = community.topics.get(question.topic or 0)
    rows += labelled(tr("Topic"), f"{name_of(topic)} ({topic.state})" if topic else "", width)
    for event in community.events_on.get(question.topic or 0, ()):
        rows += labelled(tr("Event"), f"{name_of(event)}, {day_text(event.day, today)}", width)
    return rows
