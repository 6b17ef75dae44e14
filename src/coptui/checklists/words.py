"""Answers in words, the same on every screen and on the command line."""

from __future__ import annotations

from msgspec import UNSET

from coptui.checklists.template import NOT_APPLICABLE, SCALE, UNKNOWN, Step
from coptui.core.model.community import Community
from coptui.core.model.records import Answer
from coptui.core.model.saying import name_of
from coptui.language import tr

TABLES = {"people": "members", "topics": "topics", "events": "events"}
"""By type of answer, whose ids it holds."""


def answer_text(community: Community, answer: Answer | None) -> str:
    """Return an answer in words, as people wrote them; "" if there is none.

    Confidential topics and events appear as their codes.
    """
    if answer is None or answer.value is UNSET or answer.value is None:
        return ""
    value = answer.value
    if value == NOT_APPLICABLE:
        return tr("not applicable{waived}", waived=", " + answer.waived if answer.waived else "")
    if value == UNKNOWN:
        return tr("don't know")
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, tuple):
        table = community.table(TABLES.get(answer.type or "", "members"))
        named = (table.get(number) for number in value)
        said = ", ".join(name_of(record) for record in named)
        return said or (tr("no one") if answer.type == "people" else tr("none"))
    if isinstance(value, int) and answer.type == "scale" and 0 <= value <= 4:
        return f"{value} {answer.word or SCALE[value]}"
    return str(value)


def suggested(step: Step, line: str) -> str:
    """Return the follow-up that a line means: a bare number picks one of the step's suggestions."""
    word = line.strip()
    if word.isascii() and word.isdigit() and 1 <= int(word[:3]) <= len(step.suggest):
        return step.suggest[int(word[:3]) - 1]
    return line
