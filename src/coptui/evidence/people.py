"""Who is with us: headcount and levels."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import has_joined, has_left, is_outside, is_paused
from coptui.core.model.community import Community
from coptui.core.model.records import Member
from coptui.core.model.settings import Settings
from coptui.core.people.giving import giving
from coptui.core.people.levels import NEARNESS, is_organiser, month, standings
from coptui.evidence.line import Evidence, Line, Row, Span
from coptui.evidence.wording import WIDTH, by_name, member_row, name_of, no_data

HEADCOUNT = "headcount"
LEVEL_MIX = "level_mix"


def _within(day: date | None, span: Span) -> bool:
    return day is not None and span.from_ <= day <= span.to


def headcount(community: Community, span: Span, settings: Settings) -> Evidence:
    """Members with the status active at the end of the span, and who came and went in it."""
    members: list[Member] = []
    paused: list[Member] = []
    left: list[Member] = []
    for who in by_name(community, community.members):
        member = community.members[who]
        if is_outside(member) or not has_joined(member, span.to):
            continue
        if has_left(member, span.to):
            left.append(member)
        elif is_paused(member, span.to):
            paused.append(member)
        else:
            members.append(member)
    if not members and not paused and not left:
        return no_data(HEADCOUNT, "record who is a member")
    came = [member for member in (*members, *paused, *left) if _within(member.joined_on, span)]
    went = [member for member in left if _within(member.left_on, span)]
    away = [member for member in paused if _within(member.paused_on, span)]
    rows = [
        member_row(
            community,
            member.id,
            f"since {month(member.joined_on, span.to)}" if member.joined_on else "",
        )
        for member in members
    ]
    rows += [_gone(community, member, "left", member.left_on, span.to) for member in went]
    rows += [_gone(community, member, "paused", member.paused_on, span.to) for member in away]
    parts = [f"{len(members)} active"]
    parts += [
        f"{len(found)} {word}"
        for found, word in ((came, "joined"), (went, "left"), (away, "paused"))
        if found
    ]
    net = len(came) - len(went)
    text = ", ".join(parts) + (f" (net {net:+d})" if came or went else "")
    if len(came) > 0 and len(members) < settings.few_people:
        names = ", ".join(
            name_of(community, who) for who in by_name(community, [member.id for member in came])
        )
        if len(text) + len(names) + 7 <= WIDTH:
            text += f"; new: {names}"
    return Evidence(
        HEADCOUNT,
        len(members),
        text,
        n=len(members),
        rows=tuple(rows),
        figures={
            "joined": len(came),
            "left": len(went),
            "paused": len(away),
            "net": net,
        },
    )


def _gone(community: Community, member: Member, word: str, on: date | None, today: date) -> Row:
    return member_row(community, member.id, f"{word} in {month(on, today)}" if on else word)


def level_mix(community: Community, span: Span, settings: Settings) -> Evidence:
    """How many people are at which level; coordinators and staff are in no percentage."""
    found = standings(community, span.to, settings)
    groups: dict[str, list[int]] = {name: [] for name in (*NEARNESS, "paused", "outside")}
    for who, standing in found.items():
        if standing.level is not None:
            groups[standing.level].append(who)
    members = [who for name in NEARNESS for who in groups[name]]
    rows = [
        member_row(community, who, found[who].why)
        for group in groups.values()
        for who in by_name(community, group)
    ]
    figures: dict[str, float | None] = {name: len(group) for name, group in groups.items()}
    for name in NEARNESS:
        band = settings.band(name)
        if band is not None:
            figures[f"{name}_band_low"], figures[f"{name}_band_high"] = band
    figures.update(dict.fromkeys((f"{name}_share" for name in NEARNESS), None))
    if not members:
        return no_data(LEVEL_MIX, "record who is a member", rows=rows, figures=figures)
    gifts = giving(community, settings).gifts
    known = bool(gifts) and gifts[0].on <= span.to
    ratio = {who for who in members if not is_organiser(community.members[who], span.to)}
    parts = []
    for name in NEARNESS:
        part = f"{name} {len(groups[name])}"
        if len(members) >= settings.few_people and ratio:
            share = 100 * len(ratio.intersection(groups[name])) / len(ratio)
            figures[f"{name}_share"] = share if known else None
            part += f" ({share:.0f} %)"
        parts.append(part)
    if not known:
        figures["core"] = None
        counts = ", ".join(f"{name} {len(groups[name])}" for name in NEARNESS if name != "core")
        text = f"no data on core, record who hosts; {counts}"
        return Evidence(LEVEL_MIX, None, text, n=len(members), rows=tuple(rows), figures=figures)
    text = ", ".join(parts)
    if groups["core"] and len(members) < settings.few_people:
        names = ", ".join(name_of(community, who) for who in by_name(community, groups["core"]))
        named = text.replace(parts[0], f"{parts[0]} ({names})", 1)
        text = named if len(named) <= WIDTH + 15 else text
    return Evidence(
        LEVEL_MIX,
        len(groups["core"]),
        text,
        n=len(members),
        rows=tuple(rows),
        figures=figures,
    )


LINES = (
    Line(
        HEADCOUNT,
        "headcount and flow",
        "Members with the status active at the end of the window; who joined, left and paused in"
        " it, and the net of joined and left.",
        "context",
        "days",
        headcount,
        needs="who is a member, with the days of joining and leaving",
        silent="no member is recorded",
        source="coptui",
        unit="people",
        figures=(
            ("joined", "who joined in the window"),
            ("left", "who left in the window"),
            ("paused", "who paused in the window"),
            ("net", "joined less left"),
        ),
    ),
    Line(
        LEVEL_MIX,
        "levels",
        "Levels by behaviour, counted, with names; the value is the number of core people. From 20"
        " people on also per cent of all but coordinators and staff.",
        "context",
        "days",
        level_mix,
        needs="who hosts",
        silent="no host and no contribution was ever recorded (then core alone is not known), or"
        " nobody is a member",
        source="Levels and observed bands: Wenger, McDermott and Snyder 2002, ch. 3 (core 10-15 %,"
        " active another 15-20 %; the authors' own cases, an observation and no target)",
        unit="people",
        figures=(
            ("core", "people at that level; None while no host or contribution is recorded"),
            ("active", "people at that level"),
            ("peripheral", "people at that level"),
            ("quiet", "people at that level"),
            ("paused", "people who told us that they are away"),
            ("outside", "guests and prospects"),
            *(
                (
                    f"{level}_share",
                    "their share in per cent, without coordinators and staff; None under 20",
                )
                for level in NEARNESS
            ),
            ("core_band_low", "the observed band of core in per cent, its lower end"),
            ("core_band_high", "its upper end"),
            ("active_band_low", "the observed band of active in per cent, its lower end"),
            ("active_band_high", "its upper end"),
        ),
    ),
)
