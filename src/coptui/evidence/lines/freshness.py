"""How up to date the records are."""

from __future__ import annotations

from datetime import date

from coptui.core.meetings.occasions import days_between, first_day, members_with_us, until, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Member, Window, day_of
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import month
from coptui.core.people.presence import here, seen_members
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.wording import (
    clauses,
    event_row,
    few,
    look_back,
    member_rows,
    no_data,
    to_record,
)
from coptui.language import tr

FRESHNESS = "freshness"


def freshness(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the members whose details need a look: not checked for a year, or no way to reach them."""
    breaks = community.profile.breaks
    members = here(community, window.to, settings)
    first = first_day(window.to, settings.verified_days, breaks)
    year = first_day(window.to, settings.look_back_days, breaks)
    unmatched = [
        event
        for event in within(until(community.held, window.to), year, window.to)
        if event.unmatched
    ]
    unreached = {member.id for member in members if _out_of_reach(member)}
    imported = _imported(community, window.to)
    figures: dict[str, float | None] = {
        "no_route": len(unreached),
        "unmatched": sum(len(event.unmatched) for event in unmatched),
        "days_since_import": days_between(imported, window.to, breaks) if imported else None,
    }
    rows = [
        event_row(
            event,
            window.to,
            counted(
                len(event.unmatched),
                "{count} name not matched to a person yet",
                "{count} names not matched to a person yet",
            ),
        )
        for event in unmatched
    ]
    if not members and members_with_us(community, window.to):
        unseen = tr(
            "no member was in touch {in_the_last_year}", in_the_last_year=look_back(settings)
        )
        return no_data(FRESHNESS, unseen)
    if not any(member.verified_on and member.verified_on <= window.to for member in members):
        reason = to_record(tr("check members' details (press w)"))
        if not members:
            return no_data(FRESHNESS, reason)
        return no_data(FRESHNESS, reason, rows=rows, figures=figures, n=len(members))
    checked = {member.id: _checked_on(member, window.to) for member in members}
    stale = {member_id for member_id, day in checked.items() if day is None or day < first}
    figures["unverified"] = len(stale)
    why = {
        member_id: clauses(
            _last_checked(checked[member_id], window.to) if member_id in stale else "",
            tr("no e-mail address or phone number recorded") if member_id in unreached else "",
        )
        for member_id in stale | unreached
    }
    names_unmatched = int(figures["unmatched"] or 0)
    text = clauses(
        _to_check(len(why), len(members))
        if seen_members(community, window.to, settings) is None
        else counted(
            len(members),
            "details to check for {to_check} of {count} member in touch {in_the_last_year}",
            "details to check for {to_check} of {count} members in touch {in_the_last_year}",
            to_check=len(why),
            in_the_last_year=look_back(settings),
        ),
        tr("{count} with no way to reach them", count=len(unreached)) if unreached else "",
        counted(
            names_unmatched,
            "{count} name at events not matched",
            "{count} names at events not matched",
        )
        if unmatched
        else "",
    )
    return Evidence(
        FRESHNESS,
        len(why),
        text,
        n=len(members),
        rows=(*member_rows(community, why), *rows),
        confidence=few(len(members), settings, forms("{count} member", "{count} members")),
        figures=figures,
    )


def _last_checked(day: date | None, today: date) -> str:
    if day is None:
        return tr("details not checked yet")
    return tr("details last checked in {month}", month=month(day, today))


def _to_check(some: int, members: int) -> str:
    return counted(
        members,
        "details to check for {to_check} of {count} member",
        "details to check for {to_check} of {count} members",
        to_check=some,
    )


def _out_of_reach(member: Member) -> bool:
    """Return whether no way to reach someone is recorded; whoever wants no contact needs none."""
    if member.contact_ok is False:
        return False
    return not (member.emails or member.phone or member.handles)


def _checked_on(member: Member, today: date) -> date | None:
    """Return the day someone's details were last known to be right: when checked, or when they
    joined."""
    days = (member.verified_on, member.joined_on)
    return max((day for day in days if day is not None and day <= today), default=None)


def _imported(community: Community, today: date) -> date | None:
    """Return the day of the latest import whose record is still here."""
    latest: date | None = None
    for table in (community.members, community.events, community.contributions):
        for record in table.values():
            source = record.source
            if source is None or not source.at:
                continue
            try:
                day = day_of(source.at)
            except ValueError:
                continue
            if day <= today and (latest is None or day > latest):
                latest = day
    return latest


ORDER = 161
LINES = (
    EvidenceLine(
        FRESHNESS,
        tr("records to check"),
        tr(
            "Members in touch in the last 12 months whose details no one has checked in "
            "that time (joining counts as a check), or who have no e-mail address, "
            "phone number or handle recorded. Also names at events that haven't "
            "been matched to a person yet, and how long ago the last import was."
        ),
        "down",
        "days",
        freshness,
        needs=tr("when members' details were last checked"),
        base=tr("members in touch in the last 12 months"),
        silent=tr("it isn't recorded when anyone's details were checked"),
        source="coptui",
        unit="people",
        figures=(
            ("unverified", tr("members whose details no one has checked in the last 12 months")),
            (
                "no_route",
                tr(
                    "members with no e-mail address, phone number or handle, unless they want no contact"
                ),
            ),
            (
                "unmatched",
                tr(
                    "names at events in the last 12 months that haven't been matched to a person yet"
                ),
            ),
            ("days_since_import", tr("days since the last import")),
        ),
    ),
)
