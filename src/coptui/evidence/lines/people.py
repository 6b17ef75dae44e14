"""Who is a member: headcount and levels."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import (
    has_joined,
    has_left,
    is_outside,
    is_paused,
    left_within,
    members_with_us,
)
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms, percent
from coptui.core.model.records import Member, Window
from coptui.core.model.saying import level_name, person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import month, short
from coptui.core.people.giving import giving
from coptui.core.people.levels import NEARNESS, standings
from coptui.core.people.levels_since import hold_since
from coptui.core.people.presence import seen_members
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import silence, year_before
from coptui.evidence.wording import (
    WIDTH,
    by_name,
    clauses,
    look_back,
    member_row,
    no_data,
    to_record,
)
from coptui.language import tr

HEADCOUNT = "headcount"
LEVEL_MIX = "level_mix"


def _within(day: date | None, window: Window) -> bool:
    return day is not None and window.from_ <= day <= window.to


_IN_TOUCH = forms(
    "{count} member, {in_touch} of them in touch {in_the_last_year}",
    "{count} members, {in_touch} of them in touch {in_the_last_year}",
)
_IN_GROUP = forms(
    "{count} member, {in_touch} of them in touch as part of this group {in_the_last_year}",
    "{count} members, {in_touch} of them in touch as part of this group {in_the_last_year}",
)


def headcount(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the members at the end of the window, those of them who were seen, and who joined and
    left in it."""
    members: list[Member] = []
    paused: list[Member] = []
    left: list[Member] = []
    unlisted = community.unlisted
    for member_id in by_name(community, community.members):
        member = community.members[member_id]
        if is_outside(member) or not has_joined(member, window.to) or member_id in unlisted:
            continue
        if has_left(member, window.to):
            left.append(member)
        elif is_paused(member, window.to):
            paused.append(member)
        else:
            members.append(member)
    if not members and not paused and not left:
        return no_data(HEADCOUNT, to_record(tr("add members")))
    came = [member for member in (*members, *paused, *left) if _within(member.joined_on, window)]
    gone = (member.id for member in left_within(community, window.from_, window.to))
    went = [community.members[member_id] for member_id in by_name(community, gone)]
    away = [member for member in paused if _within(member.paused_on, window)]
    on = window.to
    reasons = [
        *((m, tr("since {month}", month=month(m.joined_on, on)) if m.joined_on else "") for m in members),
        *((m, tr("left in {month}", month=month(m.left_on, on)) if m.left_on else tr("left")) for m in went),
        *((m, tr("paused in {month}", month=month(m.paused_on, on)) if m.paused_on else tr("paused")) for m in away),
    ]  # fmt: skip
    seen = seen_members(community, window.to, settings)
    if seen is None:
        members_seen = counted(
            len(members),
            "{count} member, nothing else recorded yet",
            "{count} members, nothing else recorded yet",
        )
    else:
        forms_seen = _IN_GROUP if community.group else _IN_TOUCH
        members_seen = counted(
            len(members),
            *forms_seen,
            in_touch=len(seen),
            in_the_last_year=look_back(settings),
        )
    text = clauses(members_seen, _changes(len(came), len(went), len(away)))
    if came and len(members) < settings.few_people:
        ids = by_name(community, (member.id for member in came))
        names = ", ".join(person(community, member_id) for member_id in ids)
        named = clauses(text, tr("new: {names}", names=names))
        text = named if len(named) <= WIDTH else text
    return Evidence(
        HEADCOUNT,
        len(members),
        text,
        n=len(members),
        rows=tuple(member_row(community, member.id, why) for member, why in reasons),
        figures={
            "seen": None if seen is None else len(seen),
            "joined": len(came),
            "left": len(went),
            "paused": len(away),
            "net": len(came) - len(went),
        },
    )


def _changes(came: int, went: int, away: int) -> str:
    """Return "3 joined, 1 left (+2 in all)"; "" if nothing changed."""
    changes = ", ".join(
        filter(
            None,
            (
                tr("{count} joined", count=came) if came else "",
                tr("{count} left", count=went) if went else "",
                tr("{count} paused", count=away) if away else "",
            ),
        )
    )
    if came and went:
        return tr("{changes} ({net:+d} in all)", changes=changes, net=came - went)
    return changes


def level_mix(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the people at each level, without coordinators and staff."""
    by_member = standings(community, window.to, settings)
    groups: dict[str, list[int]] = {name: [] for name in (*NEARNESS, "paused", "outside")}
    for member_id, standing in by_member.items():
        if standing.level is not None:
            groups[standing.level].append(member_id)
    rows = [
        member_row(community, member_id, by_member[member_id].why)
        for group in groups.values()
        for member_id in by_name(community, group)
    ]
    members = community.members
    at_level = {
        name: [
            member_id
            for member_id in groups[name]
            if not is_organiser(members[member_id], window.to)
        ]
        for name in NEARNESS
    }
    base = sum(len(group) for group in at_level.values())
    organisers = sum(len(groups[name]) for name in NEARNESS) - base
    unknown = sum(
        by_member[member.id].level is None and not is_organiser(member, window.to)
        for member in members_with_us(community, window.to)
    )
    figures: dict[str, float | None] = {
        name: len(at_level.get(name, group)) for name, group in groups.items()
    }
    for name in NEARNESS:
        band = settings.band(name)
        if band is not None:
            figures[f"{name}_band_low"], figures[f"{name}_band_high"] = band
    figures |= dict.fromkeys((f"{name}_share" for name in NEARNESS), None)
    figures["not_recorded"] = unknown
    if not base:
        figures |= dict.fromkeys(NEARNESS)
        first = year_before(community, window, settings)
        reason = silence(community, first, window.to) or to_record(tr("record who comes"))
        if not unknown and not organisers:
            reason = to_record(tr("add members"))
        return no_data(LEVEL_MIX, reason, rows=rows, figures=figures)
    since = hold_since(community, window.to, settings)
    held = tr("as of {day}, the last event", day=short(since, window.to)) if since else ""
    gifts = giving(community, settings).gifts
    known = bool(gifts) and gifts[0].on <= window.to
    many = base >= settings.few_people
    parts = {}
    for name in NEARNESS:
        part = f"{level_name(name)} {len(at_level[name])}"
        if many:
            share = 100 * len(at_level[name]) / base
            figures[f"{name}_share"] = share if known else None
            part += f" ({percent(share)})"
        if at_level[name] or name == "core":
            parts[name] = part
    core = parts.pop("core")
    if not known:
        figures["core"] = None
        text = clauses(
            tr("core not recorded yet: add hosts to events"),
            _of_all(", ".join(parts.values()) or "0", base, organisers),
            held,
        )
        return Evidence(LEVEL_MIX, None, text, n=base, rows=tuple(rows), figures=figures)
    text = ", ".join((core, *parts.values()))
    if at_level["core"] and not many:
        names = ", ".join(
            person(community, member_id) for member_id in by_name(community, at_level["core"])
        )
        named = ", ".join((f"{core} ({names})", *parts.values()))
        text = named if len(named) <= WIDTH + 15 else text
    return Evidence(
        LEVEL_MIX,
        len(at_level["core"]),
        clauses(_of_all(text, base, organisers), held),
        n=base,
        rows=tuple(rows),
        figures=figures,
    )


def _of_all(levels: str, base: int, organisers: int) -> str:
    """Return "core 2, active 3 of 9 members", and that coordinators are left out if there are any."""
    if organisers:
        return tr("{levels} of {count}, coordinators left out", levels=levels, count=base)
    return counted(base, "{levels} of {count} member", "{levels} of {count} members", levels=levels)


ORDER = 10
LINES = (
    EvidenceLine(
        HEADCOUNT,
        tr("members"),
        tr(
            "Members at the end of the period (without guests, people on a break and "
            "people who left), and how many of them were in touch in the last 12 months. Also "
            "who joined, left or took a break in the period, and how many more joined than "
            "left."
        ),
        "context",
        "days",
        headcount,
        needs=tr("who is a member, and when they joined and left"),
        base=tr("members at the end of the period"),
        silent=tr("no member is recorded"),
        source="coptui",
        unit="people",
        figures=(
            (
                "seen",
                tr("members in touch in 12 months; no figure if nothing is recorded about anyone"),
            ),
            ("joined", tr("people who joined in the period")),
            ("left", tr("people who left in the period")),
            ("paused", tr("people who took a break in the period")),
            ("net", tr("people who joined minus people who left")),
        ),
    ),
    EvidenceLine(
        LEVEL_MIX,
        tr("levels"),
        tr(
            "How involved people have been, from what is recorded, with names. The figure "
            "is the number of core people. Counts leave out coordinators and staff; from "
            "20 people on, percentages are shown too. Members with nothing recorded have "
            "no level and are counted separately. Attendance counts by the last events, "
            "however long ago in the last 12 months; then the day of the last one is shown."
        ),
        "context",
        "days",
        level_mix,
        needs=tr("who hosts"),
        base=tr("members with a level, leaving out coordinators and staff"),
        silent=(
            tr(
                "no host and no contribution has been recorded (the other levels are still "
                "shown), or only coordinators and staff have a level"
            )
        ),
        source=(
            tr(
                "Levels and typical ranges: Wenger, McDermott and Snyder 2002, ch. 3 (core "
                "10-15%, active another 15-20%; found in the authors' own cases, not a target)"
            )
        ),
        unit="people",
        figures=(
            ("core", tr("core people; no figure if no host or contribution is recorded")),
            ("active", tr("active people")),
            ("peripheral", tr("occasional members")),
            ("quiet", tr("quiet members")),
            ("not_recorded", tr("members with no level, because nothing is recorded about them")),
            ("paused", tr("people who told us that they are away")),
            ("outside", tr("guests and prospects")),
            *(
                (
                    f"{level}_share",
                    tr(
                        "% of people who are {level}; no figure for fewer than 20 people",
                        level=level_name(level),
                    ),
                )
                for level in NEARNESS
            ),
            ("core_band_low", tr("lower end of the typical range for core, in %")),
            ("core_band_high", tr("upper end of the typical range for core, in %")),
            ("active_band_low", tr("lower end of the typical range for active, in %")),
            ("active_band_high", tr("upper end of the typical range for active, in %")),
        ),
    ),
)
