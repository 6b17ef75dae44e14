"""How people came to us: what they say, and who brought them."""

from __future__ import annotations

from collections import Counter

from coptui.core.meetings.occasions import members_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Member, Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.wording import WIDTH, clauses, fitting, member_rows, no_data, to_record
from coptui.language import tr

FOUND = "found_through"


def found_through(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the members whose way to us is known, and the ways by name."""
    members = {member.id: member for member in members_with_us(community, window.to)}
    known = {number: why for number, member in members.items() if (why := _why(community, member))}
    if not known:
        return no_data(FOUND, to_record(tr("record how people found us, and who brought them")))
    brought = sum(members[number].introduced_by is not None for number in known)
    ways = Counter(fold(members[number].found_us) for number in known if members[number].found_us)
    written: dict[str, str] = {}
    for member in members.values():
        way = fold(member.found_us)
        written[way] = min(member.found_us, written.get(way, member.found_us))
    text = clauses(
        counted(
            len(members),
            "recorded for {known} of {count} member",
            "recorded for {known} of {count} members",
            known=len(known),
        ),
        tr("{count} came through people here", count=brought),
    )
    named = fitting(
        [written[way] for way, _ in sorted(ways.items(), key=lambda way: (-way[1], way[0]))],
        WIDTH + 25 - len(text) - 2,
    )
    return Evidence(
        FOUND,
        len(known),
        clauses(text, tr("found us through: {ways}", ways=named) if named else ""),
        n=len(members),
        rows=member_rows(community, known),
        figures={"brought": brought, "ways": len(ways)},
    )


def _why(community: Community, member: Member) -> str:
    brought = person(community, member.introduced_by) if member.introduced_by else ""
    parts = (
        tr("found us through {way}", way=member.found_us) if member.found_us else "",
        tr("came through {name}", name=brought) if brought else "",
    )
    return ", ".join(filter(None, parts))


ORDER = 31
LINES = (
    EvidenceLine(
        FOUND,
        tr("how people found us"),
        tr(
            "The number of members with a record of how they found us, or of who "
            "brought them. The most common ways come first."
        ),
        "context",
        "days",
        found_through,
        needs=tr("how people found us, and who brought them"),
        base=tr("members"),
        silent=tr("it isn't recorded for any member how they found us or who brought them"),
        source="coptui",
        unit="people",
        figures=(
            ("brought", tr("members who came through someone here")),
            ("ways", tr("different ways of finding us")),
        ),
    ),
)
