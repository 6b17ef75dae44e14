"""Who comes together: people who met for the first time, first-timers who came again, small and big events."""

from __future__ import annotations

from collections import Counter

from coptui.core.meetings.occasions import occasions, until, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Event, Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.series import silence, year_before
from coptui.evidence.wording import (
    both,
    by_name,
    event_row,
    few,
    member_rows,
    no_data,
    people,
    share,
    to_record,
)
from coptui.language import tr

MET = "met_anew"
COMPANY = "company"
CAME_BACK = "came_back"
SIZES = "sizes"

TWICE = 2
"""People came together who were at this many of the last events both."""
LATER = 2
"""Whether a first-timer came again is known when this many events of the series followed."""


def last_taken(community: Community, window: Window, settings: Settings) -> list[Event]:
    """Return the last events with attendance in the look-back, as many as a window has."""
    taken = within(occasions(community).taken, year_before(community, window, settings), window.to)
    return list(taken[-settings.window_occasions :])


def reason_unknown(community: Community, window: Window, settings: Settings) -> str:
    """Return why nothing can be said about who came in the look-back, or ""."""
    return silence(community, year_before(community, window, settings), window.to)


def met_anew(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return what share of the pairs at the last events had not been together for the look-back."""
    if reason := reason_unknown(community, window, settings):
        return no_data(MET, reason)
    first = year_before(community, window, settings)
    last = last_taken(community, window, settings)
    # By member, a number whose bits are those they were together with: few steps for many pairs.
    met: dict[int, int] = {}
    bit: dict[int, int] = {}
    rows, new, pairs = [], 0, 0
    for event in within(occasions(community).taken, first, window.to):
        there, present = 0, event.there
        for number in present:
            there |= 1 << bit.setdefault(number, len(bit))
        if event in last:
            fresh = (
                sum(
                    (there & ~met.get(who, 0)).bit_count() - (not _knows(met, bit, who))
                    for who in present
                )
                // 2
            )
            whole = len(present) * (len(present) - 1) // 2
            new, pairs = new + fresh, pairs + whole
            rows.append(
                event_row(
                    event,
                    window.to,
                    counted(
                        whole,
                        "{new} of {count} pair was new",
                        "{new} of {count} pairs were new",
                        new=fresh,
                    ),
                )
            )
        for number in present:
            met[number] = met.get(number, 0) | there
    if not pairs:
        return no_data(
            MET,
            to_record(tr("record who came: no event has two people yet")),
        )
    return Evidence(
        MET,
        100 * new / pairs,
        tr(
            "{pairs} had not been at an event together in the year before",
            pairs=share(new, pairs, settings, forms("{count} pair", "{count} pairs")),
        ),
        n=pairs,
        rows=tuple(rows),
        confidence=few(len(last), settings),
        figures={"new": new},
    )


def _knows(met: dict[int, int], bit: dict[int, int], number: int) -> bool:
    """Return whether someone's own bit is set: they were at an event before."""
    return bool(met.get(number, 0) >> bit[number] & 1)


def company(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the people who come often, and at most once with any one other person."""
    if reason := reason_unknown(community, window, settings):
        return no_data(COMPANY, reason)
    last = last_taken(community, window, settings)
    times = Counter(number for event in last for number in event.there)
    often = [
        number
        for number, count in times.items()
        if count >= settings.active_attended
        and (member := community.members.get(number)) is not None
        and not is_organiser(member, window.to)
    ]
    if not often:
        reason = (
            tr(
                "only coordinators came to {count} or more of these events",
                count=settings.active_attended,
            )
            if any(count >= settings.active_attended for count in times.values())
            else tr("no one came to {count} or more events yet", count=settings.active_attended)
        )
        return no_data(COMPANY, reason)
    alone, why = [], {}
    for number in often:
        others = Counter(other for event in last if number in event.there for other in event.there)
        near = sorted(
            (other for other, count in others.items() if count >= TWICE and other != number),
            key=lambda other: (-others[other], other),
        )
        if not near:
            alone.append(number)
        names = [person(community, other) for other in by_name(community, near[:2])]
        why[number] = (
            tr("came several times together with {names}", names=both(names))
            if names
            else tr("saw no one at more than one event")
        )
    lead = (
        tr(
            "{count} of the {often} who come often saw no one more than once",
            count=len(alone),
            often=len(often),
        )
        if alone
        else tr("of {count} who come often, each saw someone more than once", count=len(often))
    )
    return Evidence(
        COMPANY,
        len(alone),
        people(community, alone, settings, lead=lead),
        n=len(often),
        rows=member_rows(community, why),
        confidence=few(len(last), settings),
    )


def came_back(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return what share of the look-back's first-timers came again."""
    if reason := reason_unknown(community, window, settings):
        return no_data(CAME_BACK, reason)
    first = year_before(community, window, settings)
    taken = occasions(community).taken
    again, why = 0, {}
    for number, events in community.attended_by.items():
        seen = until(events, window.to)
        if number not in community.members or not seen or seen[0].day < first:
            continue
        start = seen[0]
        after = [
            event for event in within(taken, start.day, window.to) if event.series == start.series
        ]
        if len(after) <= LATER:
            continue
        again += len(seen) > 1
        first_day = short(start.day, window.to)
        why[number] = (
            tr(
                "first came {first}, again {day}",
                first=first_day,
                day=short(seen[1].day, window.to),
            )
            if len(seen) > 1
            else tr("first came {day}, not again yet", day=first_day)
        )
    if not why:
        return no_data(CAME_BACK, tr("no first-timers yet, or fewer than 2 events since they came"))
    return Evidence(
        CAME_BACK,
        100 * again / len(why),
        tr("{amount} first-timers came back", amount=share(again, len(why), settings)),
        n=len(why),
        rows=member_rows(community, why),
        confidence=few(len(why), settings, forms("{count} first-timer", "{count} first-timers")),
        figures={"again": again},
    )


def sizes(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return how many times as many people came to the biggest of the last events as to the smallest."""
    if reason := reason_unknown(community, window, settings):
        return no_data(SIZES, reason)
    last = [event for event in last_taken(community, window, settings) if event.there]
    if not last:
        return no_data(SIZES, to_record(tr("record who came")))
    counts = [len(event.there) for event in last]
    return Evidence(
        SIZES,
        max(counts) / min(counts),
        tr("people at each event, earliest first: {counts}", counts=", ".join(map(str, counts)))
        if len(counts) > 1
        else counted(
            counts[0],
            "{count} person at the only event with attendance",
            "{count} people at the only event with attendance",
        ),
        n=len(last),
        rows=tuple(
            event_row(event, window.to, counted(count, "{count} person", "{count} people"))
            for event, count in zip(last, counts, strict=True)
        ),
        confidence=few(len(last), settings),
        figures={"smallest": min(counts), "biggest": max(counts)},
    )


ORDER = 95
LINES = (
    EvidenceLine(
        MET,
        tr("people together for the first time"),
        tr(
            "Everyone present at an event makes a pair with everyone else. What share "
            "of the pairs at the last 6 events with attendance had not been at an "
            "event together in the 12 months before?"
        ),
        "up",
        "days",
        met_anew,
        needs=tr("who came"),
        base=tr("pairs of people present at these events"),
        silent=(
            tr(
                "no attendance was taken in the last 12 months, or no two people were at "
                "an event together"
            )
        ),
        source="coptui",
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(
            ("new", tr("pairs who had not been at an event together in the 12 months before")),
        ),
    ),
    EvidenceLine(
        COMPANY,
        tr("who rarely sees the same people again"),
        tr(
            "People who came to at least 2 of the last 6 events with attendance in 12 "
            "months, but didn't see anyone at more than one of them. Coming to the "
            "same event doesn't mean that people know each other."
        ),
        "down",
        "days",
        company,
        needs=tr("who came"),
        base=tr(
            "people who came to at least 2 of these events, leaving out coordinators and staff"
        ),
        silent=tr("no attendance was taken in the last 12 months, or only coordinators came twice"),
        source="coptui",
        unit="people",
    ),
    EvidenceLine(
        CAME_BACK,
        tr("first-timers who came back"),
        tr(
            "What share of first-timers came to another event. It looks at people whose "
            "first event was in the last 12 months, if attendance was taken at 2 or more "
            "later events of the same series."
        ),
        "up",
        "days",
        came_back,
        needs=tr("who came"),
        base=tr("first-timers whose series has had at least 2 events since"),
        silent=(
            tr(
                "in the last 12 months no attendance was taken, no one was new, or fewer "
                "than 2 events followed"
            )
        ),
        source="coptui",
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(("again", tr("first-timers who came back")),),
    ),
    EvidenceLine(
        SIZES,
        tr("small and big events"),
        tr(
            "How many people came to the smallest and the biggest of the last 6 events "
            "with attendance in 12 months, and how many times bigger the biggest was. "
            "Events no one came to are left out."
        ),
        "context",
        "days",
        sizes,
        needs=tr("who came"),
        base=tr("events that someone came to"),
        silent=tr("no attendance was taken in the last 12 months, or no one came"),
        source="coptui",
        unit="times",
        words=(tr("less alike in size"), tr("more alike in size")),
        figures=(
            ("smallest", tr("people at the smallest event")),
            ("biggest", tr("people at the biggest event")),
        ),
    ),
)
