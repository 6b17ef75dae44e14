"""How much newer members shape the topics: how long their proposers had been members."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import forms
from coptui.core.model.days import months_later
from coptui.core.model.records import Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.model.when import span_text
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.lines.topics import known_topics
from coptui.evidence.series import year_before
from coptui.evidence.wording import few, no_data, share, to_record, topic_row
from coptui.language import tr

PROPOSERS = "proposer_tenure"
NEW_MONTHS = 12
"""A proposer is newer while their day of joining is less than this many calendar months ago."""


def proposer_tenure(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return what share of the look-back's topics was proposed by people in their first year."""
    first = year_before(community, window, settings)
    rows, newer = [], 0
    for topic in sorted(
        known_topics(community, window.to),
        key=lambda topic: (topic.opened_on or date.min, topic.id),
    ):
        member = community.members.get(topic.proposer) if topic.proposer is not None else None
        opened = topic.opened_on
        if member is None or member.joined_on is None or opened is None or opened < first:
            continue
        newer += member.joined_on > months_later(opened, -NEW_MONTHS)
        with_us = span_text(max(0, (opened - member.joined_on).days))
        rows.append(
            topic_row(
                topic,
                tr(
                    "{name}, who had been a member for {time}",
                    name=person(community, member.id),
                    time=with_us,
                ),
            )
        )
    if not rows:
        return no_data(
            PROPOSERS, to_record(tr("add who proposed each topic, and when people joined"))
        )
    return Evidence(
        PROPOSERS,
        100 * newer / len(rows),
        tr(
            "{topics} proposed by people in their first year",
            topics=share(newer, len(rows), settings, forms("{count} topic", "{count} topics")),
        ),
        n=len(rows),
        rows=tuple(rows),
        confidence=few(len(rows), settings, forms("{count} topic", "{count} topics")),
        figures={"newer": newer},
    )


ORDER = 121
LINES = (
    EvidenceLine(
        PROPOSERS,
        tr("topics from newer members"),
        tr(
            "What share of the topics opened in the last 12 months were proposed by people "
            "who had joined less than 12 months before. It counts topics where we know who "
            "proposed them and when that person joined."
        ),
        "up",
        "days",
        proposer_tenure,
        needs=tr("who proposed each topic, and when people joined"),
        base=tr(
            "topics opened in the last 12 months for which it is known when the proposer joined"
        ),
        silent=tr(
            "no topic opened in the last 12 months has a proposer whose joining date is recorded"
        ),
        source="coptui",
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(("newer", tr("topics proposed by people in their first year")),),
    ),
)
