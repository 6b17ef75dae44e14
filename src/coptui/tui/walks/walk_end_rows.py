"""The end of a walk, and two walks side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coptui.checklists.run import Comparison, Outcome, Walk
from coptui.core.model.community import Community
from coptui.core.model.records import Run, day_written
from coptui.core.model.sentences import FIRST_TIME_THROUGH, NO_ANSWER_CHANGED, NO_FOLLOW_UPS
from coptui.core.model.text import show
from coptui.core.model.when import day_text, short_day
from coptui.core.people.pairs import pair_text
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, listed
from coptui.tui.kit.signs import signs
from coptui.tui.records.words import text_rows, wrap
from coptui.tui.walks.walk_rows import answer_said, follow_up_row, pair_rows


def end_rows(
    community: Community,
    walk: Walk,
    outcome: Outcome,
    previous: Run | None,
    today: date,
    width: int,
) -> Rows:
    """Return what got better and worse, the follow-ups made, and what stayed open."""
    width = max(40, width - 3)
    rows: list[Row] = []
    if previous is None:
        rows += text_rows(FIRST_TIME_THROUGH, width, "quiet")
    else:
        since = day_text(day_written(previous.finished_at or previous.started_at), today)
        rows += text_rows(tr("Compared with {since}.", since=since), width, "quiet")
    parts: tuple[tuple[str, Sequence[Comparison], Tone, str], ...] = (
        ("Better", outcome.better, "good", signs().better),
        ("Worse", outcome.worse, "warn", signs().worse),
    )
    for title, compared, tone, sign in parts:
        if not compared:
            continue
        rows += [Row(None, ()), Row(None, (Span(title, "heading"),))]
        for row in compared:
            was = answer_said(community, row.a)
            now = answer_said(community, row.b)
            rows += _marked(
                f"{row.question}", tr("{was}, now {now}", was=was, now=now), sign, tone, width
            )
    if previous is not None and not outcome.better and not outcome.worse:
        rows += [Row(None, ()), *text_rows(NO_ANSWER_CHANGED, width)]
    rows += [Row(None, ()), Row(None, (Span(tr("Follow-ups"), "heading"),))]
    followups = [community.actions[n] for n in outcome.followups if n in community.actions]
    if followups:
        asked = {step.id: step.ask for step in walk.steps}
        for action in followups:
            rows.append(follow_up_row(community, action, today, width))
            question = asked.get(action.origin.step, "") if action.origin is not None else ""
            rows += text_rows(question, width, "quiet", "    ") if question else []
    else:
        rows += text_rows(NO_FOLLOW_UPS, width, "quiet", "  ")
    if walk.required_open:
        rows += [Row(None, ()), Row(None, (Span(tr("Required, not answered yet"), "heading"),))]
        for step in walk.required_open:
            rows += text_rows(step.ask, width, indent="  ")
    if walk.run.finished_at and (beside := pair_text(walk.run, community.runs.values())):
        rows += [Row(None, ()), *text_rows(beside, width)]
    left = [
        (len(outcome.unanswered), tr("not answered")),
        (len(outcome.unknown), tr('"don\'t know"')),
        (len(outcome.waived), tr("not applicable")),
    ]
    said = ", ".join(f"{count} {what}" for count, what in left if count)
    if said:
        rows += [Row(None, ()), *text_rows(tr("Questions: {said}.", said=said), width, "quiet")]
    rows += [Row(None, ()), *text_rows(_told_of(walk.run), width, "quiet")]
    return listed(rows)


def _told_of(run: Run) -> str:
    """Return which version was walked, and which days its evidence looked at."""
    if run.window is None:
        return tr("Version {version} of the checklist.", version=run.version)
    return tr(
        "Version {version} of the checklist; evidence from {begun} to {ended}.",
        version=run.version,
        begun=short_day(run.window.from_),
        ended=short_day(run.window.to),
    )


def compare_rows(
    community: Community,
    rows: Sequence[Comparison],
    heads: tuple[str, str] = (tr("then"), tr("now")),
    *,
    moved: bool = True,
) -> Rows:
    """Return two walks side by side under `heads`; what `moved` has a sign and a word.

    Nothing moves within a blind pair: there only differences are marked.
    """
    if not moved:
        return _beside_rows(community, rows, heads)
    marks: dict[str, tuple[str, Tone]] = {
        "better": (tr("{better} better", better=signs().better), "good"),
        "worse": (tr("{worse} worse", worse=signs().worse), "warn"),
        "changed": (tr("{changed} changed", changed=signs().changed), "plain"),
        "new": (tr("new"), "quiet"),
        "gone": (tr("not asked"), "quiet"),
    }
    return listed(
        [
            Row(
                row.step,
                (
                    Span(show(row.question)),
                    Span(answer_said(community, row.a) or "-", "quiet"),
                    Span(answer_said(community, row.b) or "-"),
                    Span(*marks.get(row.change, ("", "quiet"))),
                ),
            )
            for row in rows
        ],
        columns=(
            Column(tr("question")),
            Column(heads[0], 14),
            Column(heads[1], 14),
            Column("", 10),
        ),
    )


def _beside_rows(community: Community, rows: Sequence[Comparison], heads: tuple[str, str]) -> Rows:
    return listed(
        [
            Row(
                row.step,
                (
                    Span(show(row.question)),
                    Span(answer_said(community, row.a) or "-"),
                    Span(answer_said(community, row.b) or "-"),
                    Span("" if row.change in ("same", "open") else tr("differs"), "quiet"),
                ),
            )
            for row in rows
        ],
        columns=(
            Column(tr("question")),
            Column(heads[0], 14),
            Column(heads[1], 14),
            Column("", 10),
        ),
    )


def comparison_rows(
    community: Community,
    row: Comparison,
    width: int,
    heads: tuple[str, str] = (tr("then"), tr("now")),
) -> Rows:
    """Return one step of two walks in full: answers, notes and evidence."""
    rows = [*text_rows(row.question, width, "strong")]
    if row.edited:
        rows += text_rows(
            tr("The question at the time was: {question_then}", question_then=row.question_then),
            width,
            "quiet",
        )
    for label, answer in zip(heads, (row.a, row.b), strict=True):
        text = answer_said(community, answer) or tr("no answer")
        note = f' "{answer.note}"' if answer and answer.note else ""
        rows += pair_rows(label, f"{text}{note}", width)
        for seen in (answer.evidence if answer else {}).values():
            rows += pair_rows("", seen.text, width, "quiet")
    return listed(rows)


def _marked(text: str, remark: str, sign: str, tone: Tone, width: int) -> list[Row]:
    rows = []
    for number, line in enumerate(wrap(text, width - 4)):
        head = f"  {sign} " if number == 0 else "    "
        rows.append(Row(None, (Span(head, tone), Span(line))))
    rows.append(Row(None, (Span("    "), Span(remark, "quiet"))))
    return rows
