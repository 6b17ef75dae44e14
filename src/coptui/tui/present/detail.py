"""The detail view: everything about one member, topic or event, with links both ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from coptui.core.community import Community
from coptui.core.records import Action, Event, Member, Record, Topic
from coptui.core.settings import Settings
from coptui.core.text import show
from coptui.core.when import ago, coming_day, day_text, full_day
from coptui.tui.present.lists import is_coming, last_seen, touched
from coptui.tui.present.words import (
    Key,
    first_name,
    heading,
    key_of,
    labelled,
    name_of,
    pad,
    person,
    text_rows,
)
from coptui.tui.rows import Row, Rows, Span, Tone, listed

PRIVATE = ("private", 0)
"""The key of the line that opens what is private."""

LINKS = 6
"""How many linked records of a kind are listed before the rest is counted."""


def detail_rows(
    community: Community,
    key: Key | None,
    today: date,
    settings: Settings,
    *,
    width: int,
    private: bool = False,
    levels: bool = True,
) -> Rows:
    """The lines about one record; private ones only when they were asked for.

    Without `levels` a member's level is left out: it takes the whole community to say it.
    """
    record = community.table(key[0]).get(key[1]) if key else None
    width = max(20, width - 5)
    if isinstance(record, Member):
        return listed(_member(community, record, today, settings, width, private, levels))
    if isinstance(record, Topic):
        return listed(_topic(community, record, today, width, private))
    if isinstance(record, Event):
        return listed(_event(community, record, today, width, private))
    return listed([], empty=(Span("Nothing is selected.", "quiet"),))


def _member(
    community: Community,
    member: Member,
    today: date,
    settings: Settings,
    width: int,
    private: bool,
    levels: bool,
) -> list[Row]:
    level, why = _level(community, member, today, settings) if levels else ("", "")
    rows = [_title(name_of(member), level, width)]
    if member.pronouns:
        rows += text_rows(member.pronouns, width, "quiet")
    where = ", ".join(
        part
        for part in (
            show(member.organisation),
            show(member.unit),
            show(member.location),
            f"since {member.joined_on.year}" if member.joined_on else "",
        )
        if part
    )
    if where:
        rows += text_rows(where, width, "quiet")
    rows.append(Row(None, ()))
    rows += labelled("Seen", _seen(community, member, today), width)
    rows += labelled("Spoken", _spoken(community, member, today), width)
    rows += labelled("Offers", ", ".join(member.offers), width)
    rows += labelled("Seeks", ", ".join(member.seeks), width)
    rows += labelled("Interests", ", ".join(member.interests), width)
    roles = ", ".join(held.role for held in member.roles if not held.until or held.until >= today)
    rows += labelled("Roles", roles, width)
    handles = ", ".join(f"{service} {handle}" for service, handle in member.handles.items())
    rows += labelled(
        "Reach", ", ".join(filter(None, (*member.emails, member.phone, handles))), width
    )
    rows += labelled("Also", ", ".join(member.aliases), width)
    rows += labelled("Tags", ", ".join(member.tags), width)
    rows += _links("Topics", _topics_of(community, member), width)
    rows += _links("Events", _events_of(community, member, today), width)
    rows += _links("Knows", _people(community, _known(member)), width)
    rows += _actions(community, member.id, today, width)
    rows.append(Row(None, ()))
    rows += text_rows(f"Why {why}", width, "quiet") if why else []
    touches = community.touches_of.get(member.id, ())
    hidden = len(member.notes) + sum(bool(touch.text) for touch in touches)
    rows += _private_line(hidden, private)
    if private:
        for touch in reversed(touches):
            if touch.text:
                head = f"{day_text(touch.on, today)} {touch.channel or 'spoke'}, {person(community, touch.by)}: "
                rows += text_rows(head + touch.text, width)
        for note in reversed(member.notes):
            head = f"{day_text(note.on, today)} note, {show(note.by)}: "
            rows += text_rows(head + note.text, width)
        rows += text_rows(f"{first_name(member)} may ask to read this.", width, "quiet")
    return rows


def _level(
    community: Community, member: Member, today: date, settings: Settings
) -> tuple[str, str]:
    from coptui.core.levels import standing

    stands = standing(community, member.id, today, settings)
    return stands.level or "left", stands.why


def _topic(community: Community, topic: Topic, today: date, width: int, private: bool) -> list[Row]:
    rows = _long_title(name_of(topic), topic.state, width)
    kind = ", ".join(filter(None, (topic.kind, "edge" if topic.edge else "")))
    if kind:
        rows += text_rows(kind, width, "quiet")
    rows.append(Row(None, ()))
    if topic.opened_on:
        by = f", by {person(community, topic.proposer)}" if topic.proposer else ""
        rows += labelled("Opened", f"{day_text(topic.opened_on, today)}{by}", width)
    rows += labelled("Discussed", _discussed(community, topic, today), width)
    last = touched(community, topic, today)
    rows += labelled("Touched", ago(last, today) if last else "", width)
    if topic.state == "done" and (closed := topic.closed_on or topic.touched_on):
        rows += labelled("Closed", day_text(closed, today), width)
    rows += labelled("Origin", topic.origin or "", width)
    if not topic.confidential:
        rows += labelled("Outcome", topic.outcome, width)
        rows += labelled("Next", topic.next_step, width)
        rows += labelled("Positions", "; ".join(topic.positions), width)
        rows += labelled("Links", " ".join(topic.links), width)
        rows += labelled("Tags", ", ".join(topic.tags), width)
    if not topic.stewards:
        rows += labelled("Stewards", "nobody yet", width, "quiet")
    rows += _links("Stewards", _people(community, topic.stewards), width)
    rows += _links("Interested", _people(community, topic.interested), width)
    events = list(reversed(community.events_on.get(topic.id, ())))
    rows += _links("Events", [_event_link(event, today) for event in events], width)
    rows.append(Row(None, ()))
    rows += _private_line(bool(topic.notes) + topic.confidential, private)
    if private:
        if topic.confidential:
            rows += text_rows(topic.title, width, "strong")
            rows += text_rows(topic.outcome, width)
        rows += text_rows(topic.notes, width)
    return rows


def _event(community: Community, event: Event, today: date, width: int, private: bool) -> list[Row]:
    coming = is_coming(event, today)
    state = "" if event.status == "planned" and coming else event.status
    rows = _long_title(name_of(event), state, width)
    if event.starts_at:
        when = full_day(event.day)
        time = event.starts_at[11:16]
        ends = event.ends_at[11:16]
        when += f", {time}" if time else ""
        when += f" to {ends}" if ends else ""
        if coming and event.day >= today:
            when += f" ({coming_day(event.day, today)})"
        rows += text_rows(when, width, "quiet")
    rows.append(Row(None, ()))
    rows += labelled("Place", event.place, width)
    rows += labelled("Link", event.url, width)
    rows += labelled("Kind", ", ".join(filter(None, (event.kind, event.format, event.mood))), width)
    rows += labelled("Series", "" if event.confidential else event.series, width)
    guests = ", ".join(
        f"{guest.name} ({guest.organisation})" if guest.organisation else guest.name
        for guest in event.outside_guests
    )
    if not event.confidential:
        rows += labelled("Guests", guests, width)
        rows += labelled("Agenda", event.agenda, width)
        rows += labelled("Summary", event.summary, width)
        rows += labelled("Notes", event.notes_url, width)
    topics = [community.topics[number] for number in event.topics if number in community.topics]
    rows += _links(
        "Topics", [(key_of(topic), name_of(topic), topic.state) for topic in topics], width
    )
    rows += _links("Hosts", _people(community, event.hosts), width)
    rows += _links("Speakers", _people(community, event.speakers), width)
    if coming:
        yes = [who for who, entry in event.attendance.items() if entry.rsvp == "yes"]
        rows += _links("Said yes", _people(community, yes), width, most=60)
    elif event.attendance_taken or event.there:
        rows += _links(
            f"There ({len(event.there)})", _people(community, event.there), width, most=200
        )
        excused = [who for who, entry in event.attendance.items() if entry.status == "excused"]
        rows += _links("Excused", _people(community, excused), width)
    elif event.status == "held":
        rows += heading("There") + text_rows("Attendance was not taken.", width, "quiet")
    rows.append(Row(None, ()))
    rows += _private_line(bool(event.aftercare) + event.confidential, private)
    if private:
        if event.confidential:
            rows += text_rows(event.title, width, "strong") + text_rows(event.summary, width)
        rows += labelled("Aftercare", event.aftercare, width)
    return rows


def _title(name: str, state: str, width: int) -> Row:
    state = show(state)
    room = width - len(state) - 1
    return Row(None, (Span(pad(name, room), "strong"), Span(" "), Span(state, "accent")))


def _long_title(name: str, state: str, width: int) -> list[Row]:
    rows = text_rows(name, width - len(state) - 1 if len(name) < width else width, "strong")
    first = _title(name, state, width) if len(name) < width - len(state) else rows[0]
    rows = [first, *rows[1:]]
    if first is not None and len(name) >= width - len(state) and state:
        rows += text_rows(state, width, "accent")
    return rows


def _seen(community: Community, member: Member, today: date) -> str:
    seen = last_seen(community, member.id)
    if seen is None:
        return "not at a meeting yet" if community.held else ""
    event = community.attended_by[member.id][-1]
    text = f"{day_text(seen, today)}, {name_of(event)}"
    since = member.joined_on or date.min
    latest = [
        other
        for other in community.held
        if other.attendance_taken
        and since <= other.day <= today
        and (not event.series or other.series == event.series)
    ][-6:]
    if len(latest) >= 3:
        there = sum(member.id in other.there for other in latest)
        text += f" ({there} of {len(latest)})"
    return text


def _spoken(community: Community, member: Member, today: date) -> str:
    touches = community.touches_of.get(member.id, ())
    if not touches:
        return "not yet, outside meetings" if community.touches else ""
    touch = touches[-1]
    by = f", by {touch.channel}" if touch.channel in ("mail", "chat") else ""
    by = ", by phone" if touch.channel == "call" else by
    by = ", in person" if touch.channel == "in person" else by
    return ago(touch.on, today) + by


def _discussed(community: Community, topic: Topic, today: date) -> str:
    events = [event for event in community.events_on.get(topic.id, ()) if event.day <= today]
    if not events:
        return "not at an event yet"
    times = "once" if len(events) == 1 else f"{len(events)} times"
    return f"{times}, last {day_text(events[-1].day, today)}"


Link = tuple[Key, str, str]


def _links(title: str, links: Sequence[Link], width: int, most: int = LINKS) -> list[Row]:
    """A heading and one line a linked record; nothing when there is none."""
    if not links:
        return []
    rows = heading(title)
    for key, name, remark in links[:most]:
        room = width - 2 - len(remark) - (1 if remark else 0)
        rows.append(
            Row(
                key,
                (
                    Span(" "),
                    Span(pad(name, room), "link"),
                    Span(f" {remark}" if remark else "", "quiet"),
                ),
            )
        )
    if len(links) > most:
        rows.append(Row(None, (Span(f"   and {len(links) - most} more", "quiet"),)))
    return rows


def _people(community: Community, ids: Iterable[int]) -> list[Link]:
    return [
        (("members", who), person(community, who), "") for who in ids if who in community.members
    ]


def _known(member: Member) -> list[int]:
    known = [*member.knows]
    known += [who for who in (member.introduced_by, member.buddy) if who and who not in known]
    return known


def _topics_of(community: Community, member: Member) -> list[Link]:
    found: list[Link] = []
    for topic in community.topics_of.get(member.id, ()):
        part = "interested"
        if topic.proposer == member.id:
            part = "proposed"
        if member.id in topic.stewards:
            part = "steward"
        if topic.state not in ("dropped",):
            found.append((key_of(topic), name_of(topic), part))
    found.sort(key=lambda link: ("steward", "proposed", "interested").index(link[2]))
    return found


def _events_of(community: Community, member: Member, today: date) -> list[Link]:
    """What is coming, then the latest at which they were there."""
    events = community.events_of.get(member.id, ())
    coming = [event for event in events if is_coming(event, today)][:2]
    past = [
        event
        for event in reversed(events)
        if not is_coming(event, today) and (member.id in event.there or member.id in event.hosts)
    ]
    return [_event_link(event, today, member) for event in (*coming, *past)]


def _event_link(event: Event, today: date, member: Member | None = None) -> Link:
    remark = day_text(event.day, today)
    if member is not None and member.id in event.hosts:
        remark = f"host  {remark}"
    elif member is not None and member.id in event.speakers:
        remark = f"spoke  {remark}"
    return (key_of(event), name_of(event), remark)


def _actions(community: Community, member: int, today: date, width: int) -> list[Row]:
    """Open follow-ups that they own or that are about them."""
    found = [action for action in community.actions_about.get(member, ()) if action.state == "open"]
    if not found:
        return []
    rows = heading("Follow-ups")
    for action in found[:LINKS]:
        due, tone = _due(action, today)
        room = width - 2 - len(due) - 1
        rows.append(
            Row(None, (Span("  "), Span(pad(show(action.text), room)), Span(f" {due}", tone)))
        )
    return rows


def _due(action: Action, today: date) -> tuple[str, Tone]:
    if action.due_on is None:
        return "", "quiet"
    late = (today - action.due_on).days
    if late > 0:
        return f"{late} days late" if late > 1 else "1 day late", "warn"
    return f"due {coming_day(action.due_on, today)}", "quiet"


def _private_line(hidden: int, private: bool) -> list[Row]:
    if not hidden:
        return []
    lines = "1 private line" if hidden == 1 else f"{hidden} private lines"
    text = f"{lines}, Enter {'hides' if private else 'shows'} {'it' if hidden == 1 else 'them'}"
    return [Row(PRIVATE, (Span(f" {text}", "quiet"),))]


def record_of(community: Community, key: Key) -> Record | None:
    return community.table(key[0]).get(key[1])
