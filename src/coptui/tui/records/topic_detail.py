"""Everything about one topic."""

from __future__ import annotations

from datetime import date

from coptui.core.lists.last_times import is_coming, last_up
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Topic
from coptui.core.model.when import ago, day_text
from coptui.language import tr
from coptui.tui.kit.rows import Row
from coptui.tui.records.links import (
    event_link,
    has_hidden_title,
    links,
    people_links,
    private_line,
    title_rows,
)
from coptui.tui.records.mentioned import request_rows, story_rows
from coptui.tui.records.words import (
    heading,
    labelled,
    name_of,
    person,
    text_rows,
)


def topic_rows(
    community: Community, topic: Topic, today: date, width: int, private: bool
) -> list[Row]:
    rows = title_rows(name_of(topic), topic.state, width)
    kind = ", ".join(filter(None, (topic.kind, tr("controversial or new") if topic.edge else "")))
    if kind:
        rows += text_rows(kind, width, "quiet")
    rows.append(Row(None, ()))
    if topic.opened_on:
        opened = day_text(topic.opened_on, today)
        if topic.proposer:
            opened = tr("{day}, by {name}", day=opened, name=person(community, topic.proposer))
        rows += labelled(tr("Opened"), opened, width)
    rows += labelled(tr("Discussed"), _discussed(community, topic, today), width)
    last = last_up(community, topic, today)
    rows += labelled(tr("Active"), ago(last, today) if last else "", width)
    if topic.state == "done" and (closed := topic.closed_on or topic.touched_on):
        rows += labelled(tr("Closed"), day_text(closed, today), width)
    rows += labelled(tr("Origin"), topic.origin or "", width)
    if not topic.confidential:
        rows += labelled(tr("Outcome"), topic.outcome, width)
        rows += labelled(tr("Next"), topic.next_step, width)
        rows += labelled(tr("Positions"), "; ".join(topic.positions), width)
        rows += labelled(tr("Assumes"), "; ".join(topic.assumptions), width)
        rows += labelled(tr("Wrong if"), topic.tested_by, width)
        rows += labelled(tr("Links"), " ".join(topic.links), width)
        rows += labelled(tr("Interests"), ", ".join(topic.interests), width)
        rows += labelled(tr("Tags"), ", ".join(topic.tags), width)
    if not topic.stewards:
        rows += heading(tr("Looked after by")) + text_rows(tr("no one yet"), width, "quiet", " ")
    rows += links(tr("Looked after by"), people_links(community, topic.stewards), width)
    rows += links(tr("Interested"), people_links(community, topic.interested), width)
    events = list(reversed(community.events_on.get(topic.id, ())))
    rows += links(tr("Events"), [event_link(event, today) for event in events], width)
    if not topic.confidential:
        rows += request_rows(community, "topic", topic.id, width)
        rows += story_rows(community, "topic", topic.id, width)
    rows.append(Row(None, ()))
    hidden = bool(topic.notes) + has_hidden_title(topic)
    rows += private_line(hidden, private)
    if private:
        if topic.confidential:
            rows += text_rows(topic.title, width, "strong")
            rows += text_rows(topic.outcome, width)
        rows += text_rows(topic.notes, width)
    return rows


def _discussed(community: Community, topic: Topic, today: date) -> str:
    events = [
        event
        for event in community.events_on.get(topic.id, ())
        if event.day <= today and not is_coming(event, today) and event.status != "cancelled"
    ]
    if not events:
        return tr("not yet")
    return counted(
        len(events),
        "once, on {day}",
        "{count} times, last on {day}",
        day=day_text(events[-1].day, today),
    )
