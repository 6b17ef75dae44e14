"""Which of the five stages the records look like, with up to three reasons. Never a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from coptui.core.meetings.occasions import (
    first_day,
    members_with_us,
    occasions,
    until,
)
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Event, Stage, Window
from coptui.core.model.saying import stage_name
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.ending import end
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.series import waiting_within
from coptui.evidence.stage_signs import STAGES, signs
from coptui.evidence.wording import (
    both,
    clauses,
    no_data,
    not_known,
    to_record,
    waiting_rows,
)
from coptui.language import tr

STAGE = "stage"
LEAST = 2
"""No stage stands out with fewer signs than this."""
ASK = tr("a break or an ending? ask three people")


def stage(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the stage with the most signs; none if two are equal, and none after an end."""
    held = until(occasions(community).held, window.to)
    people = members_with_us(community, window.to)
    if not held and not people:
        return no_data(STAGE, to_record(tr("record members and events")))
    shown_signs = signs(community, window.to, settings)
    figures: dict[str, float | None] = {name: len(shown_signs[name]) for name in STAGES}
    rows = tuple(
        EvidenceRow("community", community.profile.id or 1, name, sign)
        for name in STAGES
        for sign in shown_signs[name]
    )
    rows += tuple(_said_before(community, window.to))
    ended = end(community, window.to, settings)
    most = max(map(len, shown_signs.values()))
    text = _conclusion(shown_signs, ended, _stated(community, window.to))
    unsure = _waiting(community, window.to, settings)
    if unsure:
        text = clauses(text, not_known(unsure))
        rows += tuple(waiting_rows(unsure, window.to))
    return Evidence(
        STAGE,
        len(shown_signs["transformation"]) if ended else most,
        text,
        n=len(people),
        rows=rows,
        confidence=not_known(unsure),
        figures=figures,
    )


def _conclusion(
    shown_signs: Mapping[Stage, Sequence[str]], ended: str, stated: Stage | None
) -> str:
    """Return the likeliest stage with its reasons, beside the one that the community stated."""
    if ended:
        return f"{clauses(tr('no recent activity'), ASK)}: {ended}; {tr('no date set')}"
    most = max(map(len, shown_signs.values()))
    likeliest = [name for name in STAGES if len(shown_signs[name]) == most]
    if most < LEAST:
        return tr("no clear stage")
    if len(likeliest) > 1:
        return counted(
            most,
            "between {stages}, with {count} sign each",
            "between {stages}, with {count} signs each",
            stages=both([stage_name(name) for name in likeliest]),
        )
    stage = likeliest[0]
    if stage == "transformation":
        head = ASK
    elif stated is None:
        head = tr("looks like {stage}", stage=stage_name(stage))
    elif stage == stated:
        head = tr("looks like {stage}, the stage you chose", stage=stage_name(stage))
    else:
        head = tr(
            "looks more like {stage} than {stage_chosen}",
            stage=stage_name(stage),
            stage_chosen=stage_name(stated),
        )
    return f"{head}: {'; '.join(shown_signs[stage])}"


def _waiting(community: Community, today: date, settings: Settings) -> Sequence[Event]:
    """Return the events of the window that wait to be closed, and all since the last held one.

    They were probably held, so they are no sign that something is missing. Nor do they count as
    held, so they are no sign that something is there.
    """
    first = first_day(today, settings.window_days, community.profile.breaks)
    held = until(occasions(community).held, today)
    return waiting_within(community, min(first, held[-1].day) if held else date.min, today)


def _said_before(community: Community, today: date) -> Iterator[EvidenceRow]:
    """Yield what the community said of its stage up to a day, the latest first."""
    profile = community.profile
    said = [(profile.stage, profile.stage_since, profile.stage_note)] if profile.stage else []
    said += [(entry.stage, entry.since, entry.note) for entry in reversed(profile.stage_history)]
    for name, since, note in said:
        if since is None or since <= today:
            why = ", ".join(
                filter(None, (tr("since {day}", day=short(since, today)) if since else "", note))
            )
            yield EvidenceRow(
                "community", profile.id or 1, tr("you said {stage}", stage=stage_name(name)), why
            )


def _stated(community: Community, today: date) -> Stage | None:
    """Return the stage that the community said it was in on a day."""
    profile = community.profile
    if profile.stage_since is None or profile.stage_since <= today:
        return profile.stage
    before = [entry for entry in profile.stage_history if entry.since and entry.since <= today]
    return max(before, key=lambda entry: entry.since or date.min).stage if before else None


ORDER = 170
LINES = (
    EvidenceLine(
        STAGE,
        tr("stage"),
        tr(
            "The stage with the most signs in the records, with up to three reasons. "
            "Potential: fewer than 3 events; no series that has had a second event; "
            "fewer than 2 people with a core role. Coalescing: 3 or more events in the "
            "period; a quarter or more of the visits are first visits; more people "
            "come back than before. Maturing: people who joined outnumber those who "
            "left by at least 2 and by a tenth of the members; more people at each "
            "event than before; one person led most events. Stewardship: most have "
            "been members for over two years; fewer than a tenth joined in 12 months; "
            "everyone who led had led before. Transformation: no event for over twice "
            "the usual gap; more people missed than new in two periods; nothing "
            "planned. Members here are those in touch in 12 months. No stage is named if "
            "none has 2 signs, or if two have equally many. If there was no event for "
            "over twice the usual gap and none is planned, it says only that there is "
            "no recent activity. You decide what stage you are in; if the signs point "
            "to transformation, it only asks: a break or an ending? A past event that "
            "no one has said took place was probably held, so it is never a sign that "
            "something is missing."
        ),
        "context",
        "days",
        stage,
        needs=tr("members and events"),
        base=tr("members"),
        silent=tr("no members and no events are recorded"),
        source=tr(
            "The five stages: Wenger, McDermott and Snyder 2002, ch. 4 and 5; the signs are ours"
        ),
        unit="of 3 signs",
        figures=tuple((name, tr("signs of {name}, out of three", name=name)) for name in STAGES),
    ),
)
