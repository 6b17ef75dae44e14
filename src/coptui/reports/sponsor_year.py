"""The year for the sponsor: their own questions, answered in a walk, with the evidence beside them.

The checklist is written for the sponsor, and so are its answers: they stand here as they were given,
with "a colleague" for everyone who has not agreed to be quoted, and codes for what is confidential.
Notes, follow-ups and reasons stay where they are.
"""

from __future__ import annotations

from datetime import date

from coptui.checklists.run import walk_of
from coptui.checklists.template import UNKNOWN
from coptui.checklists.walk import Walk
from coptui.checklists.words import answer_text
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.counting import counted
from coptui.core.model.records import Answer, Run, Seen, day_written
from coptui.core.model.when import full_day, short_day
from coptui.core.people.pairs import unsealed
from coptui.core.people.sponsor import hours_since
from coptui.core.views.privacy import fit_to_leave, part_seen
from coptui.errors import ChecklistInvalid
from coptui.evidence.quoting import quotable
from coptui.language import tr
from coptui.reports.document import Block, DocumentSection, Facts, Paragraph, ReportDocument
from coptui.reports.value_matrix import value_matrix
from coptui.reports.words import ReportSource, days_of, nameless

CHECKLIST = "sponsor-year"
FOOT = tr(
    'Members and guests who have not agreed to be quoted are "a colleague". Only names '
    "recorded in coptui were replaced: check for others before you share this."
)


def sponsor_year(source: ReportSource, since: date) -> ReportDocument:
    """Return what the last finished walk of the sponsor's year says; nothing without one."""
    community, today = source.community, source.today
    title = tr(
        "{name}: our year, for the sponsor",
        name=fit_to_leave(community.profile).name or tr("Our community"),
    )
    walk = _last(community, since, today)
    if walk is None:
        return ReportDocument(
            title, days_of(since, today), (),
            hints=(
                tr("This page is made from the answers to the checklist {checklist!r}, "
"which hasn't been finished since {day}. To answer it (half an hour), "
"run `coptui walk {checklist}`.", checklist=CHECKLIST, day=full_day(since)),
            ),
        )  # fmt: skip
    blocks: list[Block] = []
    open_questions = 0
    for step in walk.steps:
        answer = walk.answers.get(step.id)
        said = _said(community, answer)
        if not said or answer is None:
            open_questions += 1
            continue
        beside = _beside(source, answer)
        blocks.append(DocumentSection(answer.question or step.ask, (Paragraph(said), *beside)))
    matrix = value_matrix(community, since, today)
    if matrix is not None:
        blocks.append(DocumentSection(tr("Signs of value"), (matrix,)))
    hours = hours_since(fit_to_leave(community.profile), since, today)
    if hours is not None:
        blocks.append(DocumentSection(tr("Hours"), (Paragraph(hours_said(hours)),)))
    skipped = counted(
        open_questions,
        "Left out: {count} question without an answer.",
        "Left out: {count} questions without an answer.",
    )
    return ReportDocument(
        title=title,
        under=days_of(since, today),
        blocks=tuple(blocks),
        foot=FOOT,
        hints=(skipped,) if open_questions else (),
    )


def hours_said(hours: float) -> str:
    """Return `Hours of coordination, as recorded: 34.`"""
    return tr("Hours recorded for coordination: {hours:g}.", hours=hours)


def _last(community: Community, since: date, today: date) -> Walk | None:
    finished = [
        part_seen(run, Seen.IN_REVIEW)
        for run in unsealed(community.runs.values())
        if run.checklist == CHECKLIST
        and run.finished_at
        and run.subject.kind == "community"
        and since <= day_written(run.finished_at) <= today
    ]
    for run in sorted(finished, key=_place, reverse=True):
        try:
            walk = walk_of(run)
        except ChecklistInvalid:
            continue
        if walk.template.keep != "notebook":
            return walk
    return None


def _place(run: Run) -> tuple[str, int]:
    return (run.finished_at, run.id)


def _said(community: Community, answer: Answer | None) -> str:
    """Return an answer as the sponsor may read it; people are counted."""
    if answer is None or answer.value == UNKNOWN:
        return ""
    if answer.type == "people" and isinstance(answer.value, tuple):
        return counted(len(answer.value), "{count} person", "{count} people")
    return quotable(community, masked(community, answer_text(community, answer)))


def _beside(source: ReportSource, answer: Answer) -> tuple[Block, ...]:
    without = nameless(source.community)
    lines = source.evidence_lines.lines
    on = short_day(day_written(answer.at))
    pairs = tuple(
        (f"{lines[line].title if line in lines else line}, {on}", without(seen.text))
        for line, seen in answer.evidence.items()
        if seen.value is not None
    )
    return (Facts(pairs),) if pairs else ()
