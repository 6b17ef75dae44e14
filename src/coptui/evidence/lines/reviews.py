"""How we look at ourselves: the charter, and checklists walked together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from coptui.core.meetings.occasions import days_between
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Answer, Run, Window, day_of
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.pairs import unsealed
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.wording import (
    clauses,
    days_ago,
    no_data,
    to_record,
)
from coptui.language import tr

REVIEWS = "reviews"


def reviews(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the days since the charter was last read together; the last walks, and answers that
    moved."""
    profile, breaks = community.profile, community.profile.breaks
    read = profile.charter_reviewed_on
    read = read if read is not None and read <= window.to else None
    walks = _finished(community, window.to)
    last = {run.checklist: (run, day) for run, day in walks}
    moved = {name: _moved(run, _before(walks, run)) for name, (run, _) in last.items()}
    lower = sum(len(down) for _, down in moved.values())
    stage = _stage_since(community, window.to)
    walked = max((day for _, day in last.values()), default=None)
    figures: dict[str, float | None] = {
        "charter_days": days_between(read, window.to, breaks) if read else None,
        "stage_days": days_between(stage, window.to, breaks) if stage else None,
        "walk_days": days_between(walked, window.to, breaks) if walked else None,
        "lower": lower if any(_before(walks, run) for run, _ in last.values()) else None,
    }
    rows: list[EvidenceRow] = []
    if read is not None:
        why = tr("charter read together {day}", day=short(read, window.to))
        rows.append(
            EvidenceRow("community", profile.id or 1, profile.name or tr("this community"), why)
        )
    for name in sorted(last):
        run, day = last[name]
        higher, questions = moved[name]
        why = _said(day, higher, len(questions), window.to)
        rows.append(EvidenceRow("runs", run.id, _title(run), why))
        rows += [
            EvidenceRow("runs", run.id, asked, tr("lower than last time")) for asked in questions
        ]
    last_walk = "" if walked is None else days_ago(walked, window.to)
    walk_said = tr("last checklist finished {days_ago}", days_ago=last_walk) if last_walk else ""
    if read is None:
        charter = tr("add the date the charter was last read")
        reason = to_record(clauses(charter, walk_said))
        return no_data(REVIEWS, reason, rows=rows, figures=figures, n=len(last))
    days = days_between(read, window.to, breaks)
    if lower:
        walk_said = counted(
            lower,
            "last checklist finished {days_ago}, {count} answer lower than before",
            "last checklist finished {days_ago}, {count} answers lower than before",
            days_ago=last_walk,
        )
    text = clauses(tr("charter read {days_ago}", days_ago=days_ago(read, window.to)), walk_said)
    return Evidence(REVIEWS, days, text, n=1 + len(last), rows=tuple(rows), figures=figures)


def _finished(community: Community, today: date) -> list[tuple[Run, date]]:
    """Return the walks about the whole community that ended by a day, earliest first.

    Of a blind pair take the first one once both are finished: a difference between them isn't a
    decline.
    """
    finished_walks = []
    for run in unsealed(community.runs.values()):
        if run.pair is not None:
            continue
        if run.subject.kind != "community" or not run.finished_at:
            continue
        try:
            day = day_of(run.finished_at)
        except ValueError:
            continue
        if day <= today:
            finished_walks.append((run, day))
    return sorted(finished_walks, key=lambda pair: (pair[1], pair[0].started_at, pair[0].id))


def _before(walks: Iterable[tuple[Run, date]], run: Run) -> Run | None:
    """Return the walk of the same checklist that ended before this one."""
    latest_before = None
    for other, _ in walks:
        if other.id == run.id:
            break
        if other.checklist == run.checklist:
            latest_before = other
    return latest_before


def _moved(run: Run, before: Run | None) -> tuple[int, list[str]]:
    """Count the answers higher than in the walk before, and return the questions with a lower one.

    Compare answers on a scale only, turned so that 4 is good, if the good end is still the same.
    """
    if before is None:
        return 0, []
    then, now = _scores(before), _scores(run)
    higher = sum(score > then[step][0] for step, (score, _) in now.items() if step in then)
    lower = [
        question
        for step, (score, question) in now.items()
        if step in then and score < then[step][0]
    ]
    return higher, lower


def _scores(run: Run) -> dict[str, tuple[int, str]]:
    """Return, by step, the answer on a scale, 4 being good, and the question as it was asked."""
    good = _good_ways(run.template)
    latest: dict[str, Answer] = {}
    for answer in run.log:
        if isinstance(answer.value, bool) or not isinstance(answer.value, int | str):
            continue
        latest[answer.step] = answer
    return {
        step: (
            answer.value if good.get(step) == "high" else 4 - answer.value,
            answer.question or step,
        )
        for step, answer in latest.items()
        if isinstance(answer.value, int) and good.get(step) in ("high", "low")
    }


def _good_ways(template: Mapping[str, Any]) -> dict[str, str]:
    """Return the good end of each step on a scale, as the run keeps its checklist; the default
    isn't written."""
    sections = template.get("sections")
    steps = [
        step
        for section in (sections if isinstance(sections, list | tuple) else ())
        if isinstance(section, Mapping)
        for step in (section.get("steps") or ())
        if isinstance(step, Mapping)
    ]
    return {
        str(step.get("id")): str(step.get("good", "high"))
        for step in steps
        if step.get("answer", "scale") == "scale"
    }


def _title(run: Run) -> str:
    title = run.template.get("title")
    return title if isinstance(title, str) and title else run.checklist or tr("a walk")


def _said(day: date, higher: int, lower: int, today: date) -> str:
    return clauses(
        tr("finished {day}", day=short(day, today)),
        counted(higher, "{count} answer higher than before", "{count} answers higher than before")
        if higher
        else "",
        counted(lower, "{count} answer lower than before", "{count} answers lower than before")
        if lower
        else "",
    )


def _stage_since(community: Community, today: date) -> date | None:
    """Return since when the stage is what it was on a day, as far as known."""
    profile = community.profile
    days = [profile.stage_since, *(entry.since for entry in profile.stage_history)]
    return max((day for day in days if day is not None and day <= today), default=None)


ORDER = 160
LINES = (
    EvidenceLine(
        REVIEWS,
        tr("charter and checklists"),
        tr(
            "Days since the charter was last read together. Also how long ago the "
            "stage was set and each checklist was last finished, and which answers "
            "were lower than the time before."
        ),
        "down",
        "days",
        reviews,
        needs=tr("when the charter was last read together"),
        base=tr("the charter and finished checklists"),
        silent=tr("it isn't recorded when the charter was last read"),
        source="coptui",
        unit="days",
        words=(tr("longer ago"), tr("more recent")),
        figures=(
            ("charter_days", tr("days since the charter was last read together")),
            ("stage_days", tr("days since the stage was last set")),
            ("walk_days", tr("days since a checklist about the whole community was last finished")),
            (
                "lower",
                tr(
                    "answers from 0 to 4 that were lower than the time before; no "
                    "figure if no checklist has been finished twice"
                ),
            ),
        ),
        walks=True,
    ),
)
