"""Those who are here now and before: who is listened to, and what they give."""

from __future__ import annotations

from collections.abc import Mapping

from coptui.core.model.community import Community
from coptui.core.model.counting import forms
from coptui.core.model.records import Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.giving import gifts_between, giving
from coptui.core.people.levels import standings
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import year_before
from coptui.evidence.wording import in_window, look_back, member_rows, no_data, share, to_record
from coptui.language import tr

LISTENERS = "listeners"
EDGE_GIFTS = "edge_gifts"
NOBODY = tr("there are no occasional members")


def _occasional(community: Community, window: Window, settings: Settings) -> list[int]:
    return [
        number
        for number, stands in standings(community, window.to, settings).items()
        if stands.level == "peripheral" and not is_organiser(community.members[number], window.to)
    ]


def listeners(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the occasional members someone spoke to in the window."""
    days = [touch.on for touch in community.touches.values() if touch.on is not None]
    if not days or min(days) > window.to:
        return no_data(LISTENERS, to_record(tr("record conversations (press t)")))
    spoken: dict[int, str] = {}
    occasional = _occasional(community, window, settings)
    for number in occasional:
        for touch in community.touches_of.get(number, ()):
            if touch.on is not None and window.from_ <= touch.on <= window.to:
                spoken[number] = tr("spoken to {day}", day=short(touch.on, window.to))
    text = tr(
        "{occasional_members} spoken to {in_period}",
        occasional_members=_share(spoken, occasional, settings),
        in_period=in_window(window),
    )
    return _of_occasional(LISTENERS, community, spoken, occasional, text)


def edge_gifts(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the occasional members who contributed anything in the look-back."""
    gifts = giving(community, settings).gifts
    if not gifts or gifts[0].on > window.to:
        return no_data(EDGE_GIFTS, to_record(tr("record who hosts, speaks and contributes")))
    occasional = _occasional(community, window, settings)
    among = set(occasional)
    given: dict[int, str] = {}
    for gift in gifts_between(gifts, year_before(community, window, settings), window.to):
        if gift.member in among:
            given[gift.member] = f"{gift.what} {short(gift.on, window.to)}"
    text = tr(
        "{occasional_members} contributed something {in_the_last_year}",
        occasional_members=_share(given, occasional, settings),
        in_the_last_year=look_back(settings),
    )
    return _of_occasional(EDGE_GIFTS, community, given, occasional, text)


def _share(why: Mapping[int, str], occasional: list[int], settings: Settings) -> str:
    what = forms("{count} occasional member", "{count} occasional members")
    return share(len(why), len(occasional), settings, what)


def _of_occasional(
    line: str, community: Community, why: Mapping[int, str], occasional: list[int], text: str
) -> Evidence:
    if not occasional:
        return no_data(line, NOBODY)
    rows = member_rows(community, why)
    return Evidence(line, len(why), text, n=len(occasional), rows=rows)


_BASE = tr("occasional members, leaving out coordinators and staff")
_SOURCE = tr("coptui; on learning from the edge, see Lave and Wenger 1991, Situated Learning")
ORDER = 54
LINES = (
    EvidenceLine(
        LISTENERS,
        tr("conversations with occasional members"),
        tr("How many occasional members had a conversation with someone in the period."),
        "up",
        "days",
        listeners,
        needs=tr("conversations"),
        base=_BASE,
        silent=tr("no conversation is recorded, or there are no occasional members"),
        source=_SOURCE,
        unit="people",
    ),
    EvidenceLine(
        EDGE_GIFTS,
        tr("what occasional members give"),
        tr("How many occasional members contributed something in the last 12 months."),
        "up",
        "days",
        edge_gifts,
        needs=tr("who hosts, speaks and contributes"),
        base=_BASE,
        silent=tr("no contribution has been recorded, or there are no occasional members"),
        source=_SOURCE,
        unit="people",
    ),
)
