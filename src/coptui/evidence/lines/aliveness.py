"""How events feel to those who came: excitement, relevance, value, and our own signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import linear_regression, median

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Event, PulseEntry, Window
from coptui.core.model.settings import Settings
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import last_held
from coptui.evidence.wording import clauses, event_row, few, middle, no_data, to_record
from coptui.language import tr

ALIVENESS = "aliveness"

FELT = ("excitement", "relevance", "value")
"""The three questions of a pulse, each 0 to 4."""
WORDS = {"excitement": tr("excitement"), "relevance": tr("relevance"), "value": tr("value")}


def aliveness(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the median of members' ratings of the events in the window, from 0 to 4.

    Count ratings by coordinators and by visitors apart. Say nothing about fewer than three ratings:
    raters are anonymous.
    """
    past = until(occasions(community).held, window.to)
    if not any(event.pulse for event in past):
        return no_data(ALIVENESS, to_record(tr("rate events from 0 to 4 (press p in a roll call)")))
    events = [event for event in last_held(community, window, settings) if event.pulse]
    by_source = {
        source: [entry for event in events for entry in event.pulse if entry.source == source]
        for source in ("coordinator", "member", "visitor")
    }
    members = by_source["member"]
    felt = {name: _middle(members, (name,), settings) for name in FELT}
    whole = {source: _middle(entries, FELT, settings) for source, entries in by_source.items()}
    value, visitors = whole["member"], whole["visitor"]
    figures: dict[str, float | None] = {
        "excitement": felt["excitement"],
        "relevance": felt["relevance"],
        "felt_value": felt["value"],
        "signs": _signs(members, settings),
        "coordinators": whole["coordinator"],
        "visitors": visitors,
        "gap": value - visitors if value is not None and visitors is not None else None,
        "slope": _slope(events, settings),
    }
    rows = tuple(event_row(event, window.to, _why(event, settings)) for event in events)
    if value is None:
        reason = to_record(
            tr("get ratings from {count} or more members", count=settings.few_raters)
        )
        return no_data(ALIVENESS, reason, rows=rows, figures=figures, n=len(members))
    signs = figures["signs"]
    parts = [f"{WORDS[name]} {middle(seen)}" for name, seen in felt.items() if seen is not None]
    parts += (
        [tr("our own signs of a good event {rating}", rating=middle(signs))]
        if signs is not None
        else []
    )
    text = clauses(
        tr("{rating} of 4 ({each_question})", rating=middle(value), each_question=", ".join(parts)),
        tr("guests rated it {rating} of 4", rating=middle(visitors))
        if visitors is not None
        else "",
    )
    return Evidence(
        ALIVENESS,
        value,
        text,
        n=len(members),
        rows=rows,
        confidence=few(len([e for e in events if _by_members(e)]), settings),
        figures=figures,
    )


def _by_members(event: Event) -> list[PulseEntry]:
    return [entry for entry in event.pulse if entry.source == "member"]


def _scores(entries: Iterable[PulseEntry], names: Sequence[str]) -> list[list[int]]:
    """Return each rater's scores for these questions; leave out raters who answered none."""
    found = [
        [score for name in names if (score := getattr(entry, name)) is not None]
        for entry in entries
    ]
    return [scores for scores in found if scores]


def _middle(
    entries: Iterable[PulseEntry], names: Sequence[str], settings: Settings
) -> float | None:
    """Return the median over raters and questions; None if there are too few raters."""
    scores = _scores(entries, names)
    if len(scores) < settings.few_raters:
        return None
    return float(median(score for one in scores for score in one))


def _signs(entries: Iterable[PulseEntry], settings: Settings) -> float | None:
    scores = [list(entry.signs.values()) for entry in entries if entry.signs]
    if len(scores) < settings.few_raters:
        return None
    return float(median(score for one in scores for score in one))


def _slope(events: Sequence[Event], settings: Settings) -> float | None:
    """Return the change of members' mean rating from one event to the next; None for too few
    events."""
    means = []
    for event in events:
        scores = [score for one in _scores(_by_members(event), FELT) for score in one]
        if scores:
            means.append(sum(scores) / len(scores))
    if len(means) < max(2, settings.few_occasions):
        return None
    return linear_regression(range(len(means)), means).slope


def _why(event: Event, settings: Settings) -> str:
    """Return how many rated an event, and the members' median unless they are too few."""
    felt = _middle(_by_members(event), FELT, settings)
    return clauses(
        counted(len(event.pulse), "{count} rating", "{count} ratings"),
        tr("members rated it {rating} of 4", rating=middle(felt)) if felt is not None else "",
    )


ORDER = 100
LINES = (
    EvidenceLine(
        ALIVENESS,
        tr("aliveness"),
        tr(
            "The middle rating (half are higher, half lower) that members gave the "
            "last 6 events that took place, from 0 to 4, for excitement, relevance and "
            "value. Ratings of the community's own signs, and ratings by coordinators "
            "and guests, are shown separately, with the gap between members and "
            "guests. There is no figure if fewer than 3 members rated."
        ),
        "up",
        "events",
        aliveness,
        needs=tr("how events felt to the people who were there, 0 to 4"),
        base=tr("ratings by members"),
        silent=tr("no event has been rated, or fewer than 3 members rated these events"),
        source=tr(
            "Aliveness: Wenger, McDermott and Snyder 2002, ch. 3; the three questions are ours"
        ),
        unit="of 4",
        words=(tr("higher"), tr("lower")),
        figures=(
            ("excitement", tr("members' middle rating for excitement")),
            ("relevance", tr("members' middle rating for relevance")),
            ("felt_value", tr("members' middle rating for value")),
            ("signs", tr("members' middle rating for the community's own signs of a good event")),
            (
                "coordinators",
                tr("coordinators' middle rating for excitement, relevance and value together"),
            ),
            ("visitors", tr("guests' middle rating for excitement, relevance and value together")),
            ("gap", tr("members' middle rating minus the guests' middle rating")),
            (
                "slope",
                tr("trend: points gained or lost from one event to the next (least squares)"),
            ),
        ),
    ),
)
