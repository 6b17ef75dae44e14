"""When we last spoke with the sponsor and told them how it goes, and which promises were kept."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Touch, Window
from coptui.core.model.saying import due as due_said
from coptui.core.model.saying import name_of, people, person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.sponsor import Promise, sponsor_relation, sponsor_touches
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.series import year_before
from coptui.evidence.wording import clauses, few, look_back, no_data, to_record
from coptui.language import tr

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
        return no_data(
            SPONSOR,
            to_record(tr("record talks with the sponsor, and when you updated them")),
        )
    # What was said in one conversation may have been noted in several lines, such as a worry.
    spoken = len({(touch.on, touch.members) for touch in talks})
    sponsor = person(community, profile.sponsor) or tr("the sponsor")
    latest = max(day for day in (talks[-1].on if talks else None, told) if day is not None)
    parts = (
        tr("last spoke on {day}", day=short(talks[-1].on, today)) if talks and talks[-1].on else "",
        tr("last updated on {day}", day=short(told, today)) if told else "",
        counted(
            spoken,
            "{count} conversation {in_the_last_year}",
            "{count} conversations {in_the_last_year}",
            in_the_last_year=look_back(settings),
        ),
    )
    rows = [_row(community, touch, today) for touch in talks]
    if told is not None:
        why = tr("updated on {day}", day=short(told, today))
        rows.append(EvidenceRow("community", profile.id or 1, sponsor, why))
    return Evidence(
        SPONSOR,
        (today - latest).days,
        clauses(*parts),
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
            EvidenceRow(
                "actions",
                each.action.id,
                masked(community, each.action.text),
                _promise_why(each, today),
            )
            for each in relation.promises
        ]
        + [_row(community, worry, today) for worry in relation.open_worries]
    )
    if not due:
        reason = to_record(tr("add what you and the sponsor promise each other"))
        if relation.promises or worries:
            reason = tr("no promise is due yet")
        return no_data(PROMISES, reason, rows=rows, figures=figures)
    kept = sum(each.action.state == "done" for each in due)
    ours, theirs = (
        [each.action.state == "done" for each in due if each.ours is is_ours]
        for is_ours in (True, False)
    )
    parts = [tr("we kept {kept} of our {count}", kept=sum(ours), count=len(ours))] if ours else []
    if theirs:
        parts.append(
            tr("the sponsor kept {kept} of their {count}", kept=sum(theirs), count=len(theirs))
        )
    text = clauses(
        ", ".join(parts),
        counted(worries, "{count} worry not settled", "{count} worries not settled")
        if worries
        else "",
    )
    return Evidence(
        PROMISES, 100 * kept / len(due), text, n=len(due), rows=rows, figures=figures,
        confidence=few(len(due), settings, forms("{count} promise", "{count} promises")),
    )  # fmt: skip


def _is_due(promise: Promise, today: date) -> bool:
    action = promise.action
    return action.state != "open" or (action.due_on is not None and action.due_on < today)


def _promise_why(promise: Promise, today: date) -> str:
    action = promise.action
    whose = tr("ours") if promise.ours else tr("the sponsor's")
    kept = tr("kept") if action.state == "done" else ""
    return ", ".join((whose, kept or due_said(action, today) or action.state))


def _row(community: Community, touch: Touch, today: date) -> EvidenceRow:
    by = person(community, touch.by)
    names = people(community, touch.members) or name_of(None)
    day = short(touch.on, today) if touch.on else ""
    if touch.kind == "worry":
        said = tr("mentioned a worry on {day}", day=day) if day else tr("mentioned a worry")
    else:
        said = tr("spoke on {day}", day=day) if day else tr("spoke")
    why = ", ".join(filter(None, (said, tr("by {name}", name=by) if by else "")))
    return EvidenceRow("touches", touch.id, names, why)


ORDER = 53
LINES = (
    EvidenceLine(
        SPONSOR,
        tr("talks with the sponsor"),
        tr(
            "Days since the sponsor was last updated, or since the last conversation "
            "with them in the last 12 months, whichever is later. A conversation "
            "counts if it is recorded as one with the sponsor or as a sponsor's "
            "worry, or if the community's sponsor or someone in that role took part; "
            "several with the same people on one day count as one."
        ),
        "down",
        "days",
        sponsor_talks,
        needs=tr("conversations with the sponsor, and when you last gave them news"),
        base=tr("conversations with the sponsor in the last 12 months"),
        silent=(
            tr(
                "there was no conversation with the sponsor in the last 12 months, and "
                "it isn't recorded when they were updated"
            )
        ),
        source="coptui",
        unit="days",
        words=(tr("longer ago"), tr("more recent")),
        figures=(
            ("days_since_told", tr("days since the sponsor was last updated")),
            ("talks", tr("conversations with the sponsor in the last 12 months")),
        ),
    ),
    EvidenceLine(
        PROMISES,
        tr("promises with the sponsor"),
        tr(
            "What share of the promises to and from the sponsor in the last 12 months "
            "were kept, leaving out those that aren't due yet. The sponsor's promises "
            "are follow-ups that are theirs to do. Ours are follow-ups about the "
            "sponsor, or from the checklist for a talk with them. A worry counts until "
            "you note what settled it."
        ),
        "up",
        "days",
        sponsor_promises,
        needs=tr("what you and the sponsor promise each other"),
        base=tr("promises kept, dropped or late"),
        silent=tr("no promise was kept or dropped in the last 12 months, and none is late"),
        source="coptui",
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(
            ("ours_open", tr("promises we have yet to keep")),
            ("theirs_open", tr("promises the sponsor has yet to keep")),
            ("worries_open", tr("the sponsor's worries that are still open")),
        ),
        walks=True,
    ),
)
