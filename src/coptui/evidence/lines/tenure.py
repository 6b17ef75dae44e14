"""How long members have been here: newer and longer-standing ones."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import members_with_us
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.days import months_later
from coptui.core.model.records import Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import month
from coptui.core.people.levels import standings
from coptui.core.people.presence import here, seen_members
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.lines.spread import diversity
from coptui.evidence.wording import by_name, clauses, few, look_back, member_row, no_data, to_record
from coptui.language import tr

TENURE = "tenure"

SIX_MONTHS, YEAR, TWO_YEARS = 6, 12, 24
"""Calendar months: the edges of the groups of tenure, and how long someone in the core is new."""


def tenure(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return how mixed members are by how long they have been here, in three groups.

    1 - sum of squared shares: 0 if all are in one group, 0.67 if the groups are equal.
    """
    members = [
        member
        for member in here(community, window.to, settings)
        if not is_organiser(member, window.to)
    ]
    known = {member.id: day for member in members if (day := member.joined_on) is not None}
    if not known:
        if any(member.joined_on for member in members_with_us(community, window.to)):
            seen = here(community, window.to, settings)
            last_year = look_back(settings)
            return no_data(
                TENURE,
                tr("only coordinators were in touch {in_the_last_year}", in_the_last_year=last_year)
                if any(member.joined_on for member in seen)
                else tr("no member was in touch {in_the_last_year}", in_the_last_year=last_year),
            )
        return no_data(TENURE, to_record(tr("add the date people joined")))
    levels = standings(community, window.to, settings)
    core = {member_id: day for member_id, day in known.items() if levels[member_id].level == "core"}
    groups, near = _groups(known, window.to), _groups(core, window.to)
    is_seen_known = seen_members(community, window.to, settings) is not None
    text = clauses(
        tr(
            "{count} in touch {in_the_last_year}: {new} under 6 months, {settled} "
            "up to 2 years, {long} longer",
            count=len(known),
            in_the_last_year=look_back(settings),
            new=groups["new"],
            settled=groups["settled"],
            long=groups["long"],
        )
        if is_seen_known
        else tr(
            "of {count}: {new} under 6 months, {settled} up to 2 years, {long} longer",
            count=len(known),
            new=groups["new"],
            settled=groups["settled"],
            long=groups["long"],
        ),
        tr("mix {diversity:.2f} (0-1)", diversity=diversity(groups) or 0),
        tr(
            "in the core {new}, {settled} and {long}",
            new=near["new"],
            settled=near["settled"],
            long=near["long"],
        )
        if core
        else "",
        counted(
            len(members) - len(known),
            "joining date not recorded for {count} more",
            "joining date not recorded for {count} more",
        )
        if len(members) > len(known)
        else "",
    )
    rows = []
    for member_id in by_name(community, known):
        joined = known[member_id]
        rows.append(
            member_row(
                community,
                member_id,
                tr("since {month}, core", month=month(joined, window.to))
                if member_id in core
                else tr("since {month}", month=month(joined, window.to)),
            )
        )
    return Evidence(
        TENURE,
        diversity(groups) or 0.0,
        text,
        n=len(known),
        rows=tuple(rows),
        confidence=few(len(known), settings, forms("{count} member", "{count} members")),
        figures={
            **groups,
            **{f"core_{name}": count for name, count in near.items()},
            "core_first_year": sum(day > months_later(window.to, -YEAR) for day in core.values()),
        },
    )


def _groups(joined: dict[int, date], today: date) -> dict[str, int]:
    found = {"new": 0, "settled": 0, "long": 0}
    lately, long_ago = months_later(today, -SIX_MONTHS), months_later(today, -TWO_YEARS)
    for day in joined.values():
        found["new" if day > lately else "settled" if day >= long_ago else "long"] += 1
    return found


ORDER = 30
LINES = (
    EvidenceLine(
        TENURE,
        tr("newer and longer-standing members"),
        tr(
            "How evenly the members in touch in the last 12 months are spread between "
            "newer and longer-standing ones (members for under 6 months, 6 months to "
            "2 years, longer). 0: all in one of these groups; the "
            "higher, the more mixed (1 minus the sum of the squared shares). Also "
            "the same numbers for the core. Coordinators and staff are left out."
        ),
        "up",
        "days",
        tenure,
        needs=tr("when people joined"),
        base=(
            tr(
                "members in touch in the last 12 months whose joining date is recorded, "
                "leaving out coordinators and staff"
            )
        ),
        silent=tr(
            "it isn't recorded when anyone joined, or no one was in touch in the last 12 months"
        ),
        source=tr("coptui; 1 minus the sum of squared shares, after Simpson 1949"),
        unit="of 1",
        words=(tr("more mixed"), tr("less mixed")),
        figures=(
            ("new", tr("members who joined less than 6 months ago")),
            ("settled", tr("members who joined 6 months to 2 years ago")),
            ("long", tr("members who joined more than 2 years ago")),
            ("core_new", tr("core people who joined less than 6 months ago")),
            ("core_settled", tr("core people who joined 6 months to 2 years ago")),
            ("core_long", tr("core people who joined more than 2 years ago")),
            ("core_first_year", tr("core people who joined in the last 12 months")),
        ),
    ),
)
