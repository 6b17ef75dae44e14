"""How we look after ourselves: reviews of the community, and how up to date its records are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from coptui.core.meetings.occasions import days_between, first_day, members_with_us, until, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Answer, Member, Run, Window, day_of
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import month, short
from coptui.core.people.pairs import unsealed
from coptui.core.people.presence import here, seen_members
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.wording import (
    clauses,
    days_ago,
    event_row,
    few,
    look_back,
    member_rows,
    no_data,
    to_record,
)
from coptui.language import tr

REVIEWS = "reviews"
FRESHNESS = "freshness"


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
    walk_said = tr("last walk {days_ago}", days_ago=last_walk) if last_walk else ""
    if read is None:
        charter = tr("add when the charter was last read together")
        reason = to_record(clauses(charter, walk_said))
        return no_data(REVIEWS, reason, rows=rows, figures=figures, n=len(last))
    days = days_between(read, window.to, breaks)
    if lower:
        walk_said = counted(
            lower,
            "last walk {days_ago}, {count} answer lower",
            "last walk {days_ago}, {count} answers lower",
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
        tr("ended {day}", day=short(day, today)),
        counted(higher, "{count} answer higher", "{count} answers higher") if higher else "",
        counted(lower, "{count} answer lower", "{count} answers lower") if lower else "",
    )


def _stage_since(community: Community, today: date) -> date | None:
    """Return since when the stage is what it was on a day, as far as known."""
    profile = community.profile
    days = [profile.stage_since, *(entry.since for entry in profile.stage_history)]
    return max((day for day in days if day is not None and day <= today), default=None)


def freshness(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the members whose details need a look: not checked for a year, or no way to reach them."""
    breaks = community.profile.breaks
    members = here(community, window.to, settings)
    first = first_day(window.to, settings.verified_days, breaks)
    year = first_day(window.to, settings.look_back_days, breaks)
    unmatched = [
        event
        for event in within(until(community.held, window.to), year, window.to)
        if event.unmatched
    ]
    unreached = {member.id for member in members if _out_of_reach(member)}
    imported = _imported(community, window.to)
    figures: dict[str, float | None] = {
        "no_route": len(unreached),
        "unmatched": sum(len(event.unmatched) for event in unmatched),
        "days_since_import": days_between(imported, window.to, breaks) if imported else None,
    }
    rows = [
        event_row(
            event,
            window.to,
            counted(
                len(event.unmatched),
                "{count} name not matched yet",
                "{count} names not matched yet",
            ),
        )
        for event in unmatched
    ]
    if not any(member.verified_on and member.verified_on <= window.to for member in members):
        reason = to_record(tr("review members' details (w)"))
        if not members:
            if members_with_us(community, window.to):
                return no_data(
                    FRESHNESS,
                    tr(
                        "no member was seen {in_the_last_year}",
                        in_the_last_year=look_back(settings),
                    ),
                )
            return no_data(FRESHNESS, reason)
        return no_data(FRESHNESS, reason, rows=rows, figures=figures, n=len(members))
    checked = {member.id: _checked_on(member, window.to) for member in members}
    stale = {member_id for member_id, day in checked.items() if day is None or day < first}
    figures["unverified"] = len(stale)
    why: dict[int, str] = {}
    for member_id in stale | unreached:
        day = checked[member_id]
        parts = []
        if member_id in stale:
            parts.append(
                tr("details of {month}", month=month(day, window.to))
                if day
                else tr("details not checked yet")
            )
        if member_id in unreached:
            parts.append(tr("no address or number recorded"))
        why[member_id] = clauses(*parts)
    names_unmatched = int(figures["unmatched"] or 0)
    text = clauses(
        _to_check(len(why), len(members))
        if seen_members(community, window.to, settings) is None
        else counted(
            len(members),
            "to check: details of {to_check} of {count} member seen {in_the_last_year}",
            "to check: details of {to_check} of {count} members seen {in_the_last_year}",
            to_check=len(why),
            in_the_last_year=look_back(settings),
        ),
        tr("{count} with no address", count=len(unreached)) if unreached else "",
        counted(names_unmatched, "{count} name unmatched", "{count} names unmatched")
        if unmatched
        else "",
    )
    return Evidence(
        FRESHNESS,
        len(why),
        text,
        n=len(members),
        rows=(
            *member_rows(community, why),
            *rows,
        ),
        confidence=few(len(members), settings, forms("{count} member", "{count} members")),
        figures=figures,
    )


def _to_check(some: int, members: int) -> str:
    return counted(
        members,
        "to check: details of {to_check} of {count} member",
        "to check: details of {to_check} of {count} members",
        to_check=some,
    )


def _out_of_reach(member: Member) -> bool:
    """Return whether no way to reach someone is recorded; whoever wants no contact needs none."""
    if member.contact_ok is False:
        return False
    return not (member.emails or member.phone or member.handles)


def _checked_on(member: Member, today: date) -> date | None:
    """Return the day someone's details were last known to be right: when checked, or when they
    joined."""
    days = (member.verified_on, member.joined_on)
    return max((day for day in days if day is not None and day <= today), default=None)


def _imported(community: Community, today: date) -> date | None:
    """Return the day of the latest import whose record is still here."""
    latest: date | None = None
    for table in (community.members, community.events, community.contributions):
        for record in table.values():
            source = record.source
            if source is None or not source.at:
                continue
            try:
                day = day_of(source.at)
            except ValueError:
                continue
            if day <= today and (latest is None or day > latest):
                latest = day
    return latest


PLACE = 160
LINES = (
    EvidenceLine(
        REVIEWS,
        tr("reviews"),
        (
            tr(
                "Days since the charter was last read together. Also how long ago the stage "
                "was set and each checklist last walked, and which answers were lower than the "
                "time before."
            )
        ),
        "down",
        "days",
        reviews,
        needs=tr("when the charter was last read together"),
        base=tr("the charter and finished checklists"),
        silent=tr("it isn't recorded when the charter was last read"),
        source="coptui",
        unit="days",
        words=(tr("longer ago"), "fresher"),
        figures=(
            ("charter_days", tr("days since the charter was last read together")),
            ("stage_days", tr("days since the stage was last set")),
            ("walk_days", tr("days since the last finished walk through the whole community")),
            (
                "lower",
                (
                    tr(
                        "answers from 0 to 4 that were lower than in the walk before; no figure if "
                        "there was none before"
                    )
                ),
            ),
        ),
        walks=True,
    ),
    EvidenceLine(
        FRESHNESS,
        tr("records to check"),
        (
            tr(
                "Members seen in 12 months whose details no one has checked in that time "
                "(joining counts as a check), or who have no address and no number. Also names "
                "at events that don't match anyone yet, and the last import."
            )
        ),
        "down",
        "days",
        freshness,
        needs=tr("when members' details were last checked"),
        base=tr("members seen in 12 months"),
        silent=tr("it isn't recorded when anyone's details were checked"),
        source="coptui",
        unit="people",
        figures=(
            ("unverified", tr("members whose details no one has checked in 12 months")),
            (
                "no_route",
                tr("members with no address, number or handle, unless they want no contact"),
            ),
            ("unmatched", tr("names at events in the last 12 months that don't match anyone yet")),
            ("days_since_import", tr("days since the last import")),
        ),
    ),
)
