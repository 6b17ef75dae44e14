"""Which of the last events people talked about afterwards, and which left notes."""

from __future__ import annotations

from collections import Counter

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Event, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import last_held
from coptui.evidence.wording import clauses, event_row, few, no_data, share, to_record
from coptui.language import tr

ECHOES = "echoes"
NOTES = "notes_kept"


def echoes(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the last events that a story, a follow-up or a contribution refers to."""
    said = _said_of(community, window)
    if not said:
        return no_data(
            ECHOES, to_record(tr("record which event each story or follow-up came from"))
        )
    events = last_held(community, window, settings)
    if not events:
        return no_data(ECHOES, tr("no event in this period"))
    heard = [event for event in events if event.id in said]
    text = clauses(
        tr(
            "{events} talked about afterwards",
            events=share(
                len(heard), len(events), settings, forms("{count} event", "{count} events")
            ),
        ),
        tr("the last on {day}", day=short(heard[-1].day, window.to)) if heard else "",
    )
    rows = tuple(event_row(event, window.to, _counts(said[event.id])) for event in heard)
    return Evidence(
        ECHOES, len(heard), text, n=len(events), rows=rows, confidence=few(len(events), settings)
    )


def _said_of(community: Community, window: Window) -> dict[int, Counter[str]]:
    """Return by event how many stories, follow-ups and contributions up to a day refer to it."""
    said: dict[int, Counter[str]] = {}
    for story in community.stories.values():
        if story.event in community.events and story.on is not None and story.on <= window.to:
            said.setdefault(story.event or 0, Counter())["story"] += 1
    for action in community.actions.values():
        origin, on = action.origin, action.created_on
        if origin is not None and origin.kind == "event" and (on is None or on <= window.to):
            said.setdefault(origin.id, Counter())["follow-up"] += 1
    for gift in community.contributions.values():
        if gift.event in community.events and gift.on is not None and gift.on <= window.to:
            said.setdefault(gift.event or 0, Counter())["contribution"] += 1
    return said


_COUNTED = {
    "contribution": forms("{count} contribution", "{count} contributions"),
    "follow-up": forms("{count} follow-up", "{count} follow-ups"),
    "story": forms("{count} story", "{count} stories"),
}


def _counts(said: Counter[str]) -> str:
    return ", ".join(counted(count, *_COUNTED[what]) for what, count in sorted(said.items()))


def notes_kept(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the last events that have notes: a summary, or where the notes are."""
    if not any(_has_notes(event) for event in until(occasions(community).held, window.to)):
        return no_data(NOTES, to_record(tr("add a summary, or a link to the notes, to each event")))
    events = last_held(community, window, settings)
    if not events:
        return no_data(NOTES, tr("no event in this period"))
    noted = [event for event in events if _has_notes(event)]
    return Evidence(
        NOTES,
        len(noted),
        tr(
            "{events} with notes",
            events=share(
                len(noted), len(events), settings, forms("{count} event", "{count} events")
            ),
        ),
        n=len(events),
        rows=tuple(
            event_row(event, window.to, tr("notes") if event in noted else tr("no notes yet"))
            for event in events
        ),
        confidence=few(len(events), settings),
    )


def _has_notes(event: Event) -> bool:
    return bool(event.summary or event.notes_url)


ORDER = 113
LINES = (
    EvidenceLine(
        NOTES,
        tr("notes from events"),
        tr(
            "How many of the last 6 events that took place have a summary or a link to their notes."
        ),
        "up",
        "events",
        notes_kept,
        needs=tr("summaries of events, or links to their notes"),
        base=tr("events that took place"),
        silent=tr("no event that took place has notes"),
        source="coptui",
        unit="events",
    ),
    EvidenceLine(
        ECHOES,
        tr("talked about afterwards"),
        tr(
            "How many of the last 6 events that took place have a story, follow-up or "
            "contribution recorded as coming from them."
        ),
        "up",
        "events",
        echoes,
        needs=tr("which event each story, follow-up and contribution came from"),
        base=tr("events that took place"),
        silent=tr("no story, follow-up or contribution names an event, or no event took place"),
        source="coptui",
        unit="events",
    ),
)
