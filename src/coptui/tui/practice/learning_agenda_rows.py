"""The learning agenda as rows: what no topic took up yet comes first, the oldest question first."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.practice import is_confidential, title_shown
from coptui.core.model.records import LearningQuestion
from coptui.core.model.text import show
from coptui.core.model.when import day_text
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, listed

SEASON, CURIOUS, ASKED, TOPIC = 12, 7, 9, 10
"""Cells of the columns beside the question."""


def learning_agenda_rows(community: Community, today: date) -> Rows:
    """Return a line for each question."""
    questions = sorted(
        community.questions.values(),
        key=lambda one: (one.topic in community.topics, one.asked_on or date.min, one.id),
    )
    return listed(
        [_row(community, question, today) for question in questions],
        columns=(
            Column(tr("question"), least=24),
            Column(tr("season"), SEASON),
            Column(tr("curious"), CURIOUS, right=True),
            Column(tr("asked"), ASKED),
            Column(tr("topic"), TOPIC),
        ),
        empty=(Span(tr("Nothing yet. Press a to add what you want to know next."), "quiet"),),
    )


def _row(community: Community, question: LearningQuestion, today: date) -> Row:
    topic = community.topics.get(question.topic or 0)
    hidden = is_confidential(community, question)
    return Row(
        (question.table, question.id),
        (
            Span(show(title_shown(community, question))),
            Span("" if hidden else show(question.season), "quiet"),
            Span("" if hidden else str(len(question.curious) or ""), "quiet"),
            Span(day_text(question.asked_on, today), "quiet"),
            Span(topic.state if topic else "", "good"),
        ),
    )
