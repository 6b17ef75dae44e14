"""What to know before a talk with the sponsor, as rows."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.counting import counted
from coptui.core.model.records import Touch
from coptui.core.model.saying import days_late, due
from coptui.core.model.text import show
from coptui.core.model.when import coming_day, day_text, short_day
from coptui.core.model.zones import clock
from coptui.core.people.sponsor import Promise, SponsorRelation
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, Tone, listed
from coptui.tui.records.words import (
    heading,
    labelled,
    name_of,
    pad,
    person,
    text_between,
    text_rows,
    wrap,
)

DAY, STATE = 9, 20
"""Cells for a day, and for whether a worry is settled."""


def sponsor_rows(community: Community, relation: SponsorRelation, today: date, width: int) -> Rows:
    """Return the page; keys are (table, id) of worries, promises and talks."""
    width = max(50, width - 3)
    rows = [Row(None, ())]
    rows += labelled(tr("Next talk"), _next_talk(community, relation, today), width)
    rows += labelled(tr("Updated"), _last_told(community, today), width)
    hours = relation.hours
    if hours is not None:
        rows += labelled(tr("Hours"), tr("{hours:g} spent in the last year", hours=hours), width)
    rows += heading(tr("Worries, in their words"))
    worries = [row for worry in relation.worries for row in _worry(worry, today, width)]
    rows += worries or _none(tr("none recorded; press w to add one"))
    for title, ours in ((tr("What we promised"), True), (tr("What they promised"), False)):
        side = [each for each in relation.promises if each.ours == ours]
        rows += heading(title)
        rows += [row for each in side for row in _promise(community, each, today, width)] or _none(
            tr("nothing; press f to add a promise")
        )
    rows += heading(tr("Talks in the last year"))
    talks = [row for touch in relation.talks for row in _talk(community, touch, today, width)]
    rows += talks or _none(tr("none recorded; press t to add one"))
    return listed(rows)


def _none(text: str) -> list[Row]:
    return [Row(None, (Span(f"  {text}", "quiet"),))]


def _next_talk(community: Community, relation: SponsorRelation, today: date) -> str:
    event = relation.next_talk
    if event is None:
        return tr("not arranged; press a to add one")
    begins = clock(community, event)
    return f"{coming_day(event.day, today)}{f', {begins}' if begins else ''}: {name_of(event)}"


def _last_told(community: Community, today: date) -> str:
    told = community.profile.sponsor_reported_on
    return day_text(told, today) if told is not None and told <= today else tr("not recorded")


def _worry(worry: Touch, today: date, width: int) -> list[Row]:
    """Return all of their words, and beside the first line whether it is settled."""
    ends = tr("settled: {outcome}", outcome=show(worry.led_to)) if worry.led_to else tr("open")
    room = max(16, width - DAY - 5 - STATE)
    first, *more = wrap(worry.text, room)
    head = (
        Span(f"  {pad(day_text(worry.on, today), DAY)} ", "quiet"),
        Span(pad(first, room)),
        Span(f" {pad(ends, STATE)}", "quiet" if worry.led_to else "warn"),
    )
    rest = [Row(None, (Span(f"{'':{DAY + 3}}{line}"),)) for line in more]
    return [Row((worry.table, worry.id), head), *rest]


def _promise(community: Community, promise: Promise, today: date, width: int) -> list[Row]:
    action = promise.action
    if action.state == "open":
        said = due(action, today) or tr("no date")
    else:
        kept = tr("kept") if action.state == "done" else tr("dropped")
        said = f"{kept} {short_day(action.done_on)}" if action.done_on else kept
    tone: Tone = "warn" if days_late(action, today) else "quiet"
    owner = pad(person(community, action.owner), 16)
    tail = (Span(owner, "quiet"), Span(pad(said, 16), tone))
    return text_between((action.table, action.id), masked(community, action.text), tail, width)


def _talk(community: Community, touch: Touch, today: date, width: int) -> list[Row]:
    by = person(community, touch.by)
    head = " ".join(filter(None, (day_text(touch.on, today), tr("by {by}", by=by) if by else "")))
    lines = text_rows(f"{head}: {touch.text}" if touch.text else head, width, "plain", "  ")
    first = lines[0]
    return [Row((touch.table, touch.id), first.cells), *lines[1:]]


def waits(relation: SponsorRelation) -> str:
    """Return `2 worries, 3 promises open`; "" if nothing is."""
    promised = sum(each.action.state == "open" for each in relation.promises)
    worries = len(relation.open_worries)
    parts = [counted(worries, "{count} worry", "{count} worries")] if worries else []
    parts += [counted(promised, "{count} promise", "{count} promises")] if promised else []
    return tr("open: {parts}", parts=", ".join(parts)) if parts else ""
