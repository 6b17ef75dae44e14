"""The review report: what the latest walks say, and what became of their follow-ups.

It is for those who look after the community. It holds no one's notes, conversations or texts, no
names but those of people who took on a follow-up, and codes for confidential topics and events.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coptui.checklists.run import Comparison, outcome, principles_now, walk_of
from coptui.checklists.template import NOT_APPLICABLE, UNKNOWN, Template
from coptui.checklists.words import answer_text
from coptui.core.meetings.belonging import is_about_people
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.labels import label_of
from coptui.core.model.records import Answer, Run, Seen, day_written
from coptui.core.model.saying import record_of
from coptui.core.model.sentences import NO_ANSWER_CHANGED, NO_FOLLOW_UPS
from coptui.core.model.text import clean
from coptui.core.model.when import full_day, short_day
from coptui.core.people.pairs import unsealed
from coptui.core.views.privacy import fit_to_leave, part_seen
from coptui.errors import ChecklistInvalid
from coptui.evidence.line import EvidenceLine, Reading
from coptui.language import tr
from coptui.reports import figures
from coptui.reports.document import (
    Answered,
    Answers,
    Block,
    DocumentSection,
    Facts,
    Items,
    Mark,
    Paragraph,
    ReportDocument,
    SeenLine,
)
from coptui.reports.words import (
    ReportSource,
    days_of,
    follow_up_cells,
    follow_up_table,
    nameless,
)

FOOT = tr(
    "Only for those who look after the community. It leaves out notes, conversations and follow-ups "
    "about people, and uses numbers instead of names."
)


@dataclass(frozen=True)
class _Finished:
    """A finished walk, with what may be told of it."""

    run: Run
    template: Template


def review(source: ReportSource, since: date) -> ReportDocument:
    """Return the last finished walk of each checklist since a day, compared with the one before it."""
    community, today = source.community, source.today
    walks = list(_walks(community, since, today))
    seen = source.readings(("aliveness", "level_mix"))
    known = [walk for walk in _known(community) if day_written(walk.finished_at) <= today]
    stands = principles_now(known)
    parts: list[Block] = [_walk(source, walk) for walk in walks]
    hints: tuple[str, ...] = ()
    if not walks:
        group = f" --group {shlex.quote(community.group)}" if community.group else ""
        none_since = full_day(since)
        hints = (
            tr(
                "No checklist has been finished since {day}. To do the monthly check "
                "(twenty minutes), run `coptui{group} walk monthly-check`.",
                day=none_since,
                group=group,
            ),
        )
        said = tr(
            "No checklist has been finished since {day}. Finish the monthly check to fill this "
            "report.",
            day=none_since,
        )
        parts = [DocumentSection(tr("Checklists"), (Paragraph(said),))]
    return ReportDocument(
        title=tr(
            "{name}: review", name=fit_to_leave(community.profile).name or tr("Our community")
        ),
        under=days_of(since, today),
        blocks=(
            *parts,
            DocumentSection(
                tr("Where things stand"),
                (
                    figures.principles(stands),
                    figures.aliveness(seen.get("aliveness")),
                    figures.participation(community, today, seen.get("level_mix"), source.settings),
                    figures.attendance(community, since, today),
                ),
            ),
            *(
                DocumentSection(
                    tr("All answers: {title}", title=_title(community, walk)),
                    (_answers(source, walk),),
                )
                for walk in walks
            ),
            *_today(source, walks),
        ),
        foot=FOOT,
        hints=hints,
    )


def _known(community: Community) -> list[Run]:
    """Return the walks that everyone may read, with what may stand in a review of each.

    None is about a single person, and none has a pair that is still open.
    """
    return [
        part_seen(run, Seen.IN_REVIEW)
        for run in unsealed(community.runs.values())
        if run.finished_at and run.subject.kind != "member"
    ]


def _walks(community: Community, since: date, today: date) -> Iterator[_Finished]:
    """Yield the last walk of each checklist and subject in these days, the latest first."""
    told = set()
    for run in sorted(_known(community), key=lambda run: (run.finished_at, run.id), reverse=True):
        if (
            not since <= day_written(run.finished_at) <= today
            or (run.checklist, run.subject) in told
        ):
            continue
        try:
            template = walk_of(run).template
        except ChecklistInvalid:
            continue
        told.add((run.checklist, run.subject))
        if template.keep != "notebook":
            yield _Finished(run, template)


def _previous(source: ReportSource, run: Run) -> Run | None:
    previous = source.previous(source.community.runs[run.id])
    return part_seen(previous, Seen.IN_REVIEW) if previous is not None else None


def _walk(source: ReportSource, walk: _Finished) -> DocumentSection:
    community, run = source.community, walk.run
    previous = _previous(source, run)
    walk_outcome = outcome(run, previous)
    on = full_day(day_written(run.finished_at))
    compared = tr("{day}, first time through.", day=on)
    if previous is not None:
        compared = tr(
            "{day}, compared with {earlier_day}.",
            day=on,
            earlier_day=full_day(day_written(previous.finished_at)),
        )
    moved = [
        DocumentSection(title, (Items(tuple(_from_to(community, row) for row in rows)),))
        for title, rows in (
            (tr("What got better"), walk_outcome.better),
            (tr("What got worse"), walk_outcome.worse),
        )
        if rows
    ]
    if previous is not None and not moved:
        moved = [DocumentSection(tr("What has changed"), (Paragraph(NO_ANSWER_CHANGED),))]
    return DocumentSection(
        _title(community, walk),
        (
            Paragraph(compared, quiet=True),
            *moved,
            _follow_ups(community, walk_outcome.followups),
        ),
    )


def _title(community: Community, walk: _Finished) -> str:
    record = record_of(community, walk.run.subject)
    return (
        f"{walk.template.title}: {label_of(fit_to_leave(record))}"
        if record
        else walk.template.title
    )


def _from_to(community: Community, row: Comparison) -> str:
    return tr(
        "{question} {answer}, was {answer_before}",
        question=row.question,
        answer=said(community, row.b),
        answer_before=said(community, row.a),
    )


def said(community: Community, answer: Answer | None) -> str:
    """Return an answer in words, "" when there is none.

    A text becomes "answered in words" and people become their number: the type of the answer says
    so, where the marks beside the fields cannot.
    """
    if answer is None:
        return ""
    value = answer.value
    if value not in (NOT_APPLICABLE, UNKNOWN) and value and answer.type == "text":
        return tr("(text answer not shown)")
    if isinstance(value, tuple) and answer.type == "people" and value:
        return counted(len(value), "{count} person", "{count} people")
    return answer_text(community, answer)


def _follow_ups(community: Community, ids: tuple[int, ...]) -> DocumentSection:
    follow_ups = [community.actions[number] for number in ids if number in community.actions]
    told = [action for action in follow_ups if not is_about_people(community, action)]
    blocks: list[Block] = []
    if told:
        rows = tuple(follow_up_cells(community, action) for action in told)
        blocks.append(follow_up_table(tr("Follow-ups from this checklist"), rows))
    kept = len(follow_ups) - len(told)
    if kept:
        not_listed = (
            counted(
                kept,
                "Not listed here: {count} more follow-up about people.",
                "Not listed here: {count} more follow-ups about people.",
            )
            if told
            else counted(
                kept,
                "Not listed here: {count} follow-up about people.",
                "Not listed here: {count} follow-ups about people.",
            )
        )
        blocks.append(Paragraph(not_listed, quiet=True))
    return DocumentSection(
        tr("Follow-ups"), tuple(blocks) or (Paragraph(NO_FOLLOW_UPS, quiet=True),)
    )


def _answers(source: ReportSource, walk: _Finished) -> Answers:
    community, previous = source.community, _previous(source, walk.run)
    without = nameless(community)
    lines = source.evidence_lines.lines
    now = walk_of(walk.run)
    then = walk_of(previous).answers if previous is not None else {}
    words: dict[Mark, str] = {"better": tr("better"), "worse": tr("worse")}
    moved: dict[str, Mark] = {}
    found = outcome(walk.run, previous)
    moved |= {row.step: "better" for row in found.better}
    moved |= {row.step: "worse" for row in found.worse}
    rows = []
    for step in now.steps:
        answer = now.answers.get(step.id)
        rows.append(
            Answered(
                question=clean(answer.question if answer and answer.question else step.ask),
                answer=said(community, answer) or tr("no answer"),
                was=said(community, then.get(step.id)),
                word=words.get(moved.get(step.id, ""), ""),
                mark=moved.get(step.id, ""),
                seen=_beside(answer, lines, without),
            )
        )
    return Answers(tuple(rows))


def _beside(
    answer: Answer | None, lines: Mapping[str, EvidenceLine], without: Callable[[str], str]
) -> tuple[SeenLine, ...]:
    """Return the evidence that stood beside an answer, with the day on which it was given."""
    if answer is None:
        return ()
    on = short_day(day_written(answer.at))
    return tuple(
        SeenLine(lines[line].title if line in lines else line, without(seen.text), on)
        for line, seen in answer.evidence.items()
    )


def _today(source: ReportSource, walks: Sequence[_Finished]) -> Iterator[DocumentSection]:
    """Yield what the same lines say today, apart from what stood beside the answers."""
    asked = {line: None for walk in walks for answer in walk.run.log for line in answer.evidence}
    without = nameless(source.community)
    known = source.evidence_lines.lines
    pairs = tuple(
        (known[line].title, _now(reading, without))
        for line, reading in source.readings(asked).items()
    )
    if pairs:
        yield DocumentSection(
            tr("The same evidence on {day}", day=full_day(source.today)), (Facts(pairs),)
        )


def _now(reading: Reading, without: Callable[[str], str]) -> str:
    """Return what a line says today, and how it differs from the window before, with its day."""
    text = without(reading.now.text)
    if reading.movement not in ("unknown", "same") and reading.then.on is not None:
        return tr(
            "{evidence} ({change} than on {day})",
            evidence=text,
            change=reading.word,
            day=short_day(reading.then.on),
        )
    return text
