"""What was asked for more than once."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Ask, Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.lines.value import ask_name
from coptui.evidence.phrases import stems
from coptui.evidence.wording import no_data, to_record
from coptui.language import tr

AGAIN = "asked_again"
ALIKE = 2
"""Two requests are alike if they share a topic, or this many words."""


def asked_again(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the open requests that were made before in like words, or about the same topic."""
    known = sorted(
        (
            ask
            for ask in community.asks.values()
            if ask.asked_on is not None and ask.asked_on <= window.to
        ),
        key=lambda ask: (ask.asked_on or date.min, ask.id),
    )
    if not known:
        return no_data(AGAIN, to_record(tr("add requests for help (press +, then a)")))
    open_ = [ask for ask in known if ask.solved_on is None or ask.solved_on > window.to]
    if not open_:
        return no_data(AGAIN, tr("no request is open"))
    again = [ask for ask in open_ if any(_alike(ask, other) for other in known[: known.index(ask)])]
    rows = tuple(
        EvidenceRow("asks", ask.id, ask_name(community, ask), _why(community, ask, window.to))
        for ask in again
    )
    text = counted(
        len(open_),
        "{again} of {count} open request had been asked before",
        "{again} of {count} open requests had been asked before",
        again=len(again),
    )
    return Evidence(AGAIN, len(again), text, n=len(open_), rows=rows)


def _alike(one: Ask, other: Ask) -> bool:
    if one.topic is not None and one.topic == other.topic:
        return True
    return len(stems(one.text) & stems(other.text)) >= ALIKE


def _why(community: Community, ask: Ask, today: date) -> str:
    asker = person(community, ask.asker)
    day = short(ask.asked_on, today) if ask.asked_on else ""
    return ", ".join(filter(None, (asker, day, tr("asked before"))))


ORDER = 151
LINES = (
    EvidenceLine(
        AGAIN,
        tr("requests asked again"),
        tr(
            "Open requests for help that are about the same topic as an earlier "
            "request, or have 2 words in common with an earlier request (small words "
            "and word endings are ignored). Earlier requests count whether open or "
            "solved."
        ),
        "down",
        "days",
        asked_again,
        needs=tr("requests for help"),
        base=tr("open requests"),
        silent=tr("no request has been recorded"),
        source="coptui",
        unit="requests",
    ),
)
