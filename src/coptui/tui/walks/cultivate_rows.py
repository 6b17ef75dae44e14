"""The checklists, each with when it was last walked and when it is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coptui.checklists.run import Due, walk_of
from coptui.checklists.template import Template
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Run, day_written
from coptui.core.model.saying import record_of
from coptui.core.model.text import show
from coptui.core.model.when import ago, coming_day, day_text
from coptui.errors import CoptError
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, listed
from coptui.tui.records.words import flowing, labelled, name_of, text_rows


def shelf_rows(
    community: Community, checklists: Sequence[tuple[Template, Due]], today: date
) -> Rows:
    """Return a line for each checklist: open walks, due ones, the community's own, its stage's, the
    rest.
    """
    rows = []
    for template, due in sorted(checklists, key=_order):
        state, tone = walk_state(community, due, today)
        rows.append(
            Row(
                template.id,
                (
                    Span(show(template.title)),
                    Span(ago(due.last, today) if due.last else tr("not yet"), "quiet"),
                    Span(state, tone),
                ),
            )
        )
    return listed(
        rows,
        columns=(
            Column(tr("checklist"), least=30),
            Column(tr("last finished"), 14),
            Column(tr("next"), 22),
        ),
        count=str(len(rows)),
        empty=(Span(tr("No checklists."), "quiet"),),
    )


def checklist_rows(
    community: Community, template: Template, runs: Sequence[Run], today: date, width: int
) -> Rows:
    """Return what a checklist is for, and the walks through it."""
    width = max(30, width - 3)
    rows = [*text_rows(template.title, width, "strong")]
    rows += text_rows(flowing(template.about), width)
    rows.append(Row(None, ()))
    asked = sum(section.pick or len(section.steps) for section in template.sections)
    rows += labelled(
        tr("Asks"),
        tr(
            "{questions} about the {for_}",
            questions=counted(asked, "{count} question", "{count} questions"),
            for_=template.for_,
        ),
        width,
    )
    rows += labelled(tr("Every"), template.every or tr("any time"), width)
    rows += labelled(tr("From"), show(template.origin), width, "quiet")
    if runs:
        rows += [Row(None, ()), Row(None, (Span(tr("When it was answered"), "heading"),))]
    for run in sorted(runs, key=lambda run: run.started_at, reverse=True)[:8]:
        about = ""
        if run.subject.id is not None:
            about = f", {name_of(record_of(community, run.subject))}"
        state = tr("finished") if run.finished_at else _stand(run)
        day = day_text(day_written(run.started_at), today)
        by = f", {tr('by {name}', name=show(run.by))}" if run.by else ""
        rows.append(Row(None, (Span(f"  {day:<9}"), Span(f"{state}{about}{by}", "quiet"))))
    return listed(rows)


def _order(checklist: tuple[Template, Due]) -> tuple[int, date, str]:
    template, due = checklist
    if due.unfinished is not None:
        return (0, date.min, template.title)
    if due.next is not None:
        return (1, due.next, template.title)
    if template.origin:
        return (2, date.max, template.title)
    return (3 if template.stages else 4, date.max, template.title)


def walk_state(community: Community, due: Due, today: date) -> tuple[str, Tone]:
    """Return how a checklist stands (open, due, or neither) and the tone to say it in."""
    run = community.runs.get(due.unfinished) if due.unfinished is not None else None
    if run is not None:
        return _stand(run), "accent"
    if due.unfinished is not None:
        return tr("begun"), "accent"
    if due.next is None:
        return tr("any time"), "quiet"
    if due.overdue:
        return tr("due since {day}", day=day_text(due.next, today)), "warn"
    if due.next == today:
        return tr("due today"), "warn"
    return tr("due {day}", day=coming_day(due.next, today)), "quiet"


def _stand(run: Run) -> str:
    try:
        walk = walk_of(run)
    except CoptError:
        return tr("cannot be read")
    return tr("{done} of {total} answered", done=walk.done, total=walk.total)
