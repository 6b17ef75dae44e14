"""The learning agenda: questions that no topic took up."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later
from coptui.core.model.practice import title_shown
from coptui.core.model.records import LearningQuestion, Window
from coptui.core.model.saying import name_of
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.wording import clauses, no_data, to_record
from coptui.language import tr

AGENDA = "learning_agenda"
LONG = 180
"""Days after which a question has waited long: its checklist is walked twice a year."""


def learning_agenda(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the questions that were asked half a year ago or earlier, and that no topic took up."""
    today = window.to
    asked = sorted(
        (
            (question.asked_on, question.id, question)
            for question in community.questions.values()
            if question.asked_on is not None and question.asked_on <= today
        ),
        key=lambda each: each[:2],
    )
    if not asked:
        is_one_undated = any(one.asked_on is None for one in community.questions.values())
        add, date_them = (
            tr("add questions to the learning agenda"),
            tr("say when each question was asked"),
        )
        return no_data(AGENDA, to_record(date_them if is_one_undated else add))
    taken = [question for _, _, question in asked if _is_taken_up(community, question, today)]
    waiting = [
        (day, question)
        for day, _, question in asked
        if question not in taken and day <= later(today, -LONG)
    ]
    rows = [
        _row(community, question, tr("asked on {day}, not a topic yet", day=short(day, today)))
        for day, question in waiting
    ]
    rows += [_row(community, question, _topic(community, question)) for question in taken]
    questions = len(asked)
    said = (
        counted(
            questions,
            "{waiting} of {count} question has waited half a year or more",
            "{waiting} of {count} questions have waited half a year or more",
            waiting=len(waiting),
        )
        if waiting
        else counted(
            questions,
            "no question has waited half a year or more ({count} asked)",
            "no question has waited half a year or more ({count} asked)",
        )
    )
    return Evidence(
        AGENDA,
        len(waiting),
        clauses(
            said,
            tr("{count} linked to a topic", count=len(taken))
            if taken
            else tr("none has become a topic"),
        ),
        n=len(asked),
        rows=tuple(rows),
        figures={"asked": len(asked), "taken_up": len(taken)},
    )


def _is_taken_up(community: Community, question: LearningQuestion, today: date) -> bool:
    topic = community.topics.get(question.topic or 0)
    return topic is not None and (topic.opened_on is None or topic.opened_on <= today)


def _row(community: Community, question: LearningQuestion, why: str) -> EvidenceRow:
    return EvidenceRow(question.table, question.id, title_shown(community, question), why)


def _topic(community: Community, question: LearningQuestion) -> str:
    return tr("topic: {topic}", topic=name_of(community.topics.get(question.topic or 0)))


ORDER = 154
LINES = (
    EvidenceLine(
        AGENDA,
        tr("questions waiting"),
        tr(
            "Questions on the learning agenda that were asked at least 180 days ago "
            "and aren't linked to a topic. Questions are left out if it isn't "
            "recorded when they were asked."
        ),
        "down",
        "days",
        learning_agenda,
        needs=tr("questions on the learning agenda, and when each was asked"),
        base=tr("questions for which it is recorded when they were asked"),
        silent=tr("the learning agenda is empty, or it isn't recorded when any question was asked"),
        source="coptui",
        unit="questions",
        words=(tr("more"), tr("fewer")),
        figures=(
            ("asked", tr("questions for which it is recorded when they were asked")),
            ("taken_up", tr("questions that are linked to a topic")),
        ),
    ),
)
