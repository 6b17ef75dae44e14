"""The page for a sponsor: what people say it is good for, who takes part, what is needed.

Fit for anyone: only stories whose tellers released them for the public, names only of those who
agreed to be quoted, counts for everyone else; nothing from a walk, a note or a rating.
"""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import left_within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, percent
from coptui.core.model.records import Story, Window
from coptui.core.model.sentences import NO_PUBLIC_STORY
from coptui.core.model.text import as_sentence
from coptui.core.model.when import full_day
from coptui.core.people.sponsor import hours_since
from coptui.core.views.presenting import fit_to_show
from coptui.core.views.privacy import fit_to_leave
from coptui.evidence.lines.people import headcount
from coptui.evidence.lines.value import asks
from coptui.evidence.proof import CYCLES, what_is_needed
from coptui.evidence.quoting import teller_of, told_text
from coptui.language import tr
from coptui.reports import figures
from coptui.reports.document import Block, DocumentSection, Paragraph, Quote, ReportDocument
from coptui.reports.sponsor_year import hours_said
from coptui.reports.value_matrix import value_matrix
from coptui.reports.words import ReportSource, days_of, nameless

STORIES = 3
"""As many as are read."""

FOOT = tr(
    "Members and guests are named only if they agreed to be quoted, as recorded; in the "
    'stories, the others are "a colleague". Only names recorded in coptui were replaced: check '
    "for others before you share this."
)


def sponsor(source: ReportSource, since: date) -> ReportDocument:
    """Return one page: three stories, participation, attendance, one need."""
    community, today = source.community, source.today
    told = stories(community, since, today)
    parts: list[Block] = [DocumentSection(tr("What members gained"), _quotes(community, told))]
    matrix = value_matrix(community, since, today)
    if matrix is not None:
        parts.append(DocumentSection(tr("Where it shows"), (matrix,)))
    parts.append(DocumentSection(tr("Who takes part"), _people(source, since)))
    # Counted in all events: one whose host may not be named has a host.
    need = what_is_needed(community, today)
    if need:
        parts.append(DocumentSection(tr("Can you help?"), (Paragraph(need),)))
    profile = fit_to_leave(community.profile)
    hints = []
    if len(told) < STORIES:
        hints.append(
            tr(
                "There is room for {room} stories; so far you have consent to tell {count}. "
                "With coptui open, press v, then a, to list the stories waiting for consent, "
                "and +, then s, to add one.",
                room=STORIES,
                count=len(told),
            )
            if told
            else tr(
                "There is room for {room} stories; so far you have consent to tell none. With "
                "coptui open, press v, then a, to list the stories waiting for consent, and +, "
                "then s, to add one.",
                room=STORIES,
            )
        )
    return ReportDocument(
        title=profile.name or tr("Our community"),
        under=days_of(since, today),
        blocks=(*((Paragraph(profile.purpose),) if profile.purpose else ()), *parts),
        foot=FOOT if told else "",
        hints=tuple(hints),
    )


def stories(community: Community, since: date, today: date) -> list[Story]:
    """Return the stories for a sponsor: those told since a day first, then those that reached
    furthest.

    Take at most one of a chain of stories that led to each other: the last.
    """
    public = fit_to_show(community).stories
    fit = [
        story
        for story in public.values()
        if story.tone != "bad" and (story.on is None or story.on <= today)
    ]
    led_on = {story.previous for story in fit if story.previous}
    last = [story for story in fit if story.id not in led_on] or fit

    def place(story: Story) -> tuple[bool, int, date, int]:
        reach = CYCLES.index(story.cycle) + 1 if story.cycle in CYCLES else 0
        on = story.on or date.min
        return (on >= since, reach, on, story.id)

    return sorted(last, key=place, reverse=True)[:STORIES]


def _quotes(community: Community, told: list[Story]) -> tuple[Block, ...]:
    if not told:
        return (Paragraph(NO_PUBLIC_STORY, quiet=True),)
    return tuple(
        Quote(told_text(community, story), _by(community, story))
        for story in map(fit_to_leave, told)
    )


def _by(community: Community, story: Story) -> str:
    measure = ""
    if story.measure is not None:
        measure = f"{story.measure.value:g} {story.measure.unit}".strip()
        sure = story.certainty
        if sure:
            measure = (
                tr("{measure} ({percent} sure)", measure=measure, percent=percent(100 * sure))
                if isinstance(sure, float)
                else tr("{measure} (how sure it was us: {sure})", measure=measure, sure=sure)
            )
    when = full_day(story.on) if story.on else ""
    return ", ".join(
        part for part in (as_sentence(teller_of(community, story)), when, measure) if part
    )


def _people(source: ReportSource, since: date) -> tuple[Block, ...]:
    community, settings = source.community, source.settings
    window = Window(from_=since, to=source.today)
    without = nameless(community)
    reading = headcount(community, window, settings)
    if reading.no_data:
        sentences = [tr("No members recorded yet.")]
    else:
        come = reading.figures.get("joined") or 0
        gone = reading.figures.get("left") or 0
        sentences = [
            counted(round(reading.value or 0), "{count} member now.", "{count} members now.")
        ]
        if come or gone:
            sentences.append(_movement(round(come), round(gone), _who_did_both(community, window)))
    helped = asks(community, window, settings)
    if not helped.no_data:
        sentences.append(tr("Requests for help: {figures}.", figures=without(helped.text)))
    hours = hours_since(fit_to_leave(community.profile), since, source.today)
    if hours is not None:
        sentences.append(hours_said(hours))
    return (
        Paragraph(" ".join(sentences)),
        figures.attendance(community, since, source.today),
        figures.participation(
            community, source.today, source.readings(("level_mix",)).get("level_mix"), settings
        ),
    )


def _who_did_both(community: Community, window: Window) -> int:
    """Count the people who joined and left in a window, and are in both of these figures."""
    return sum(
        member.joined_on is not None and window.from_ <= member.joined_on <= window.to
        for member in left_within(community, window.from_, window.to)
    )


def _movement(joined: int, left: int, both: int) -> str:
    """Return who joined and left, and who is in both figures if anyone is."""
    if both:
        return counted(
            both,
            "In this period {joined} joined and {left} left; {count} person did both.",
            "In this period {joined} joined and {left} left; {count} people did both.",
            joined=joined,
            left=left,
        )
    if joined and left:
        return tr("In this period {joined} joined and {left} left.", joined=joined, left=left)
    if joined:
        return tr("In this period {joined} joined.", joined=joined)
    return tr("In this period {left} left.", left=left)
