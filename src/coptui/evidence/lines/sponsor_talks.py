"""When we last spoke with the sponsor and told them how it goes, and which promises were kept."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Touch, Window
from coptui.core.model.saying import due as due_said
from coptui.core.model.saying import name_of, people, person
from coptui.core.model.settings import Settings
from coptui.core.people.levels import short
from coptui.core.people.sponsor import Promise, sponsor_relation, sponsor_touches
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.series import year_before
from coptui.evidence.wording import few, look_back, no_data, to_record

SPONSOR = "sponsor_talks"
PROMISES = "sponsor_promises"


def sponsor_talks(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the days since the last conversation with the sponsor, or since they were last told."""
    today, profile = window.to, community.profile
    first = year_before(community, window, settings)
    talks = sorted(
        (touch for touch in sponsor_touches(community, today) if touch.on and touch.on >= first),
        key=lambda touch: (touch.on or date.min, touch.id),
    )
    told = profile.sponsor_reported_on
    told = told if told is not None and told <= today else None
    if not talks and told is None:
        return no_data(SPONSOR, to_record("log talks with the sponsor, and when you updated them"))
    # What was said in one conversation may have been noted in several lines, such as a worry.
    spoken = len({(touch.on, touch.members) for touch in talks})
    sponsor = person(community, profile.sponsor) or "the sponsor"
    latest = max(day for day in (talks[-1].on if talks else None, told) if day is not None)
    parts = (
        f"last spoke on {short(talks[-1].on, today)}" if talks and talks[-1].on else "",
        f"last updated on {short(told, today)}" if told else "",
        f"{counted(spoken, 'conversation')} {look_back(settings)}",
    )
    rows = [_row(community, touch, today) for touch in talks]
    if told is not None:
        why = f"updated on {short(told, today)}"
        rows.append(EvidenceRow("community", profile.id or 1, sponsor, why))
    return Evidence(
        SPONSOR,
        (today - latest).days,
        "; ".join(filter(None, parts)),
        n=spoken,
        rows=tuple(rows),
        figures={
            "days_since_told": (today - told).days if told else None,
            "talks": spoken,
        },
    )


def sponsor_promises(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the share of promises to and from the sponsor that were kept, of those that ended or
    are late."""
    today = window.to
    relation = sponsor_relation(community, today)
    worries = len(relation.open_worries)
    waiting = [each for each in relation.promises if each.action.state == "open"]
    due = [each for each in relation.promises if _is_due(each, today)]
    figures: dict[str, float | None] = {
        "ours_open": sum(each.ours for each in waiting),
        "theirs_open": sum(not each.ours for each in waiting),
        "worries_open": worries,
    }
    rows = tuple(
        [
            EvidenceRow("actions", each.action.id, each.action.text, _promise_why(each, today))
            for each in relation.promises
        ]
        + [_row(community, worry, today) for worry in relation.open_worries]
    )
    if not due:
        reason = to_record("add what you and the sponsor promise each other")
        if relation.promises or worries:
            reason = "no promise is due yet"
        return no_data(PROMISES, reason, rows=rows, figures=figures)
    kept = sum(each.action.state == "done" for each in due)
    parts = [
        f"{who} kept {sum(each.action.state == 'done' for each in side)} of {len(side)}"
        for who, side in (
            ("we", [each for each in due if each.ours]),
            ("the sponsor", [each for each in due if not each.ours]),
        )
        if side
    ]
    text = ", ".join(parts)
    if worries:
        text += f"; {counted(worries, 'worry', 'worries')} not settled"
    return Evidence(
        PROMISES, 100 * kept / len(due), text, n=len(due), rows=rows, figures=figures,
        confidence=few(len(due), settings, "promise"),
    )  # fmt: skip


def _is_due(promise: Promise, today: date) -> bool:
    action = promise.action
    return action.state != "open" or (action.due_on is not None and action.due_on < today)


def _promise_why(promise: Promise, today: date) -> str:
    action = promise.action
    whose = "ours" if promise.ours else "the sponsor's"
    if action.state == "done":
        return f"{whose}, kept"
    return ", ".join(filter(None, (whose, due_said(action, today) or action.state)))


def _row(community: Community, touch: Touch, today: date) -> EvidenceRow:
    by = person(community, touch.by)
    names = people(community, touch.members) or name_of(None)
    word = "told of a worry" if touch.kind == "worry" else "spoke"
    said = f"{word} on {short(touch.on, today)}" if touch.on else word
    return EvidenceRow("touches", touch.id, names, f"{said}, by {by}" if by else said)


PLACE = 52
LINES = (
    EvidenceLine(
        SPONSOR,
        "talks with the sponsor",
        (
            "Days since the sponsor was last updated, or since the last conversation with "
            "them in the last 12 months, whichever is later. A conversation counts if it "
            "was of the kind sponsor or worry, or with the community's sponsor or someone in that "
            "role; those with the same people on one day count as one."
        ),
        "down",
        "days",
        sponsor_talks,
        needs="conversations with the sponsor, and when you updated them",
        base="conversations with the sponsor in the last 12 months",
        silent=("there was no conversation in 12 months, and no date when the sponsor was updated"),
        source="coptui",
        unit="days",
        words=("longer ago", "more recent"),
        figures=(
            ("days_since_told", "days since they were last updated"),
            ("talks", "conversations in the last 12 months"),
        ),
    ),
    EvidenceLine(
        PROMISES,
        "promises with the sponsor",
        (
            "What share of the promises to and from the sponsor in the last 12 months were kept, of "
            "those that ended or are late. The sponsor's are follow-ups that are theirs to do; ours "
            "are about them, or come from a walk through the checklist for a talk with them. "
            "A worry counts until you note what settled it."
        ),
        "up",
        "days",
        sponsor_promises,
        needs="what you and the sponsor promise each other",
        base="promises that ended or are late",
        silent="no promise ended in 12 months, and none is late",
        source="coptui",
        unit="%",
        words=("higher", "lower"),
        figures=(
            ("ours_open", "promises we have yet to keep"),
            ("theirs_open", "promises the sponsor has yet to keep"),
            ("worries_open", "worries of theirs that nothing has settled yet"),
        ),
        walks=True,
    ),
)
