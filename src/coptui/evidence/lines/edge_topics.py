"""Which controversial or new topics, and which from outside, were on an agenda."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Topic, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.lines.topics import known_topics
from coptui.evidence.series import year_before
from coptui.evidence.wording import look_back, no_data, to_record, topic_row
from coptui.language import tr

EDGE = "edge_topics"
FROM_OUTSIDE = "outside_topics"


def edge_topics(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the controversial or new topics that were on an agenda in the look-back."""
    known = [topic for topic in known_topics(community, window.to) if topic.edge]
    if not known:
        return no_data(
            EDGE,
            to_record(tr("mark topics as controversial or new (press e)")),
        )
    return _tabled(EDGE, community, known, _positions, window, settings)


def outside_topics(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the topics from outside that were on an agenda in the look-back."""
    topics = known_topics(community, window.to)
    if not any(topic.origin for topic in topics):
        return no_data(
            FROM_OUTSIDE, to_record(tr("record where topics come from (press e, then Origin)"))
        )
    known = [topic for topic in topics if topic.origin in ("outside", "sponsor")]
    if not known:
        return no_data(FROM_OUTSIDE, tr("no topic came from outside"))
    return _tabled(FROM_OUTSIDE, community, known, _origin, window, settings)


def _positions(topic: Topic) -> str:
    return (
        counted(len(topic.positions), "{count} view recorded", "{count} different views recorded")
        if topic.positions
        else ""
    )


def _origin(topic: Topic) -> str:
    return tr("from the sponsor") if topic.origin == "sponsor" else tr("from outside")


def _tabled(
    line: str,
    community: Community,
    topics: list[Topic],
    more: Callable[[Topic], str],
    window: Window,
    settings: Settings,
) -> Evidence:
    first = year_before(community, window, settings)
    last_on: dict[int, date] = {}
    for topic in topics:
        for event in community.events_on.get(topic.id, ()):
            if event.status == "held" and first <= event.day <= window.to:
                last_on[topic.id] = event.day
    rows = tuple(
        topic_row(
            topic,
            ", ".join(
                filter(
                    None,
                    (
                        tr("on an agenda on {day}", day=short(last_on[topic.id], window.to)),
                        more(topic),
                    ),
                )
            ),
        )
        for topic in sorted(topics, key=lambda topic: topic.id)
        if topic.id in last_on
    )
    many = counted(len(topics), "{count} topic", "{count} topics")
    text = (
        tr(
            "{count} of {topics} on an agenda {in_the_last_year}, the last on {day}",
            count=len(last_on),
            topics=many,
            in_the_last_year=look_back(settings),
            day=short(max(last_on.values()), window.to),
        )
        if last_on
        else tr(
            "{count} of {topics} on an agenda {in_the_last_year}",
            count=len(last_on),
            topics=many,
            in_the_last_year=look_back(settings),
        )
    )
    return Evidence(line, len(last_on), text, n=len(topics), rows=rows)


ORDER = 122
LINES = (
    EvidenceLine(
        EDGE,
        tr("controversial or new topics"),
        tr(
            "Topics marked as controversial or new that were on the agenda of an event in "
            "the last 12 months."
        ),
        "up",
        "days",
        edge_topics,
        needs=tr("which topics are controversial or new"),
        base=tr("topics marked as controversial or new"),
        silent=tr("no topic is marked as controversial or new"),
        source="coptui",
        unit="topics",
    ),
    EvidenceLine(
        FROM_OUTSIDE,
        tr("topics from outside"),
        tr(
            "Topics that came from outside or from the sponsor and were on the agenda of "
            "an event in the last 12 months."
        ),
        "up",
        "days",
        outside_topics,
        needs=tr("where topics come from"),
        base=tr("topics from outside"),
        silent=tr("it isn't recorded where any topic came from"),
        source="coptui",
        unit="topics",
    ),
)
