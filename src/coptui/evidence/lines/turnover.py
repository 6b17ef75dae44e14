"""How topics come and go."""

from __future__ import annotations

from datetime import date
from statistics import median

from coptui.core.meetings.occasions import days_between
from coptui.core.model.community import Community
from coptui.core.model.records import Topic, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.lines.topics import is_open, known_topics
from coptui.evidence.wording import clauses, in_window, no_data, share, to_record, topic_row
from coptui.language import tr

TURNOVER = "topic_turnover"


def topic_turnover(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return how many topics were opened or how many ended in the window, whichever is less."""
    known = known_topics(community, window.to)
    if not any(topic.opened_on is not None for topic in known):
        return no_data(TURNOVER, to_record(tr("record when topics are opened and closed")))
    ended = {topic.id: day for topic in known if (day := _ended_on(topic, window.to)) is not None}
    opened = {
        topic.id: topic.opened_on
        for topic in known
        if topic.opened_on is not None and topic.opened_on >= window.from_
    }
    closed = {number: day for number, day in ended.items() if day >= window.from_}
    parked = {
        topic.id: topic.touched_on
        for topic in known
        if topic.state == "parked"
        and topic.touched_on is not None
        and window.from_ <= topic.touched_on <= window.to
    }
    old, open_ = _old(community, known, ended, window.to, settings)
    figures: dict[str, float | None] = {
        "opened": len(opened),
        "closed": len(closed),
        "parked": len(parked),
        "old": old,
        "old_share": 100 * old / open_ if old is not None and open_ else None,
    }
    rows = []
    for number in sorted({*opened, *closed, *parked}):
        topic = community.topics[number]
        parts = (
            [tr("opened on {day}", day=short(opened[number], window.to))]
            if number in opened
            else []
        )
        parts += [f"{topic.state} {short(closed[number], window.to)}"] if number in closed else []
        parts += (
            [tr("parked on {day}", day=short(parked[number], window.to))]
            if number in parked
            else []
        )
        rows.append(topic_row(topic, ", ".join(parts)))
    if not ended:
        reason = to_record(
            tr("close topics that are finished ({count} opened in this period)", count=len(opened))
        )
        return no_data(TURNOVER, reason, rows=rows, figures=figures, n=len(rows))
    text = clauses(
        tr(
            "{opened} opened, {closed} closed, {parked} parked {in_period}",
            in_period=in_window(window),
            opened=len(opened),
            closed=len(closed),
            parked=len(parked),
        )
        if parked
        else tr(
            "{opened} opened, {closed} closed {in_period}",
            opened=len(opened),
            closed=len(closed),
            in_period=in_window(window),
        ),
        tr("{amount} open for much longer than usual", amount=share(old, open_, settings))
        if old
        else "",
    )
    return Evidence(
        TURNOVER,
        min(len(opened), len(closed)),
        text,
        n=len(rows),
        rows=tuple(rows),
        figures=figures,
    )


def _ended_on(topic: Topic, today: date) -> date | None:
    """Return the day up to a given day on which a topic was done or dropped."""
    if topic.state not in ("done", "dropped"):
        return None
    day = topic.closed_on or topic.touched_on
    return day if day is not None and day <= today else None


def _old(
    community: Community,
    known: list[Topic],
    ended: dict[int, date],
    today: date,
    settings: Settings,
) -> tuple[int | None, int]:
    """Return the open topics older than twice the median life of those that ended, and all open
    ones.

    Return None if too few ended to tell how long a topic lives here.
    """
    breaks = community.profile.breaks
    open_ = [topic for topic in known if is_open(topic, today) and topic.opened_on is not None]
    lives = [
        days_between(opened, day, breaks)
        for number, day in ended.items()
        if (opened := community.topics[number].opened_on) is not None
    ]
    if len(lives) < settings.few_occasions:
        return None, len(open_)
    limit = 2 * median(lives)
    ages = [days_between(topic.opened_on or today, today, breaks) for topic in open_]
    return sum(age > limit for age in ages), len(open_)


ORDER = 130
LINES = (
    EvidenceLine(
        TURNOVER,
        tr("topics opened and closed"),
        tr(
            "How many topics were opened and closed in the period. The figure is the "
            "smaller of the two, so 1 or more means that both happened. Also open topics "
            "more than twice as old as closed ones usually were."
        ),
        "band",
        "days",
        topic_turnover,
        needs=tr("when topics are opened and closed"),
        base=tr("topics opened, closed or parked in the period"),
        silent=tr("it isn't recorded when topics were opened, or no topic has been closed"),
        source="coptui",
        unit="topics",
        band=(1.0, None),
        figures=(
            ("opened", tr("topics opened in the period")),
            ("closed", tr("topics done or dropped in the period")),
            ("parked", tr("topics now parked that were last changed or discussed in the period")),
            (
                "old",
                tr(
                    "open topics more than twice as old as closed ones usually were; no "
                    "figure until 3 topics have been closed"
                ),
            ),
            (
                "old_share",
                tr(
                    "% of the open topics that are more than twice as old as closed ones usually were"
                ),
            ),
        ),
    ),
)
