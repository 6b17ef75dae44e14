"""Everything about one member."""

from __future__ import annotations

from datetime import date
from itertools import islice

from msgspec.structs import replace

from coptui.core.lists.last_times import is_coming, last_seen
from coptui.core.meetings.occasions import counts_for, has_left, is_guest
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.counting import counted
from coptui.core.model.days import later
from coptui.core.model.entry import entries_of
from coptui.core.model.labels import SPOKE_BY
from coptui.core.model.records import Member, RoleHeld, Seen
from coptui.core.model.saying import PREFERS, days_late, due, level_name
from coptui.core.model.settings import Settings
from coptui.core.model.text import as_sentence, show
from coptui.core.model.when import ago, coming_day, day_text, full_day
from coptui.core.people.roles import is_called
from coptui.language import tr
from coptui.tui.kit.rows import Row, Span, Tone
from coptui.tui.records.links import (
    LINKS,
    SPONSOR,
    RecordLink,
    event_link,
    links,
    people_links,
    private_line,
    title_row,
)
from coptui.tui.records.mentioned import contribution_rows, letter_rows, source_rows
from coptui.tui.records.words import (
    first_name,
    heading,
    key_of,
    labelled,
    name_of,
    person,
    text_between,
    text_rows,
)


def _since(member: Member, today: date) -> str:
    if member.joined_on is None:
        return ""
    if is_guest(member):
        return tr("known since {year}", year=member.joined_on.year)
    if has_left(member, today):
        return tr("joined in {year}", year=member.joined_on.year)
    return tr("member since {year}", year=member.joined_on.year)


def member_rows(
    community: Community,
    member: Member,
    today: date,
    settings: Settings,
    width: int,
    private: bool,
    levels: bool,
    me: str = "",
) -> list[Row]:
    level, why = _level(community, member, today, settings) if levels else ("", "")
    rows = [title_row(name_of(member), level, width)]
    if member.pronouns:
        rows += text_rows(member.pronouns, width, "quiet")
    where = ", ".join(
        part
        for part in (
            show(member.organisation),
            show(member.unit),
            show(member.location),
            _since(member, today),
        )
        if part
    )
    if where:
        rows += text_rows(where, width, "quiet")
    rows.append(Row(None, ()))
    rows += labelled(tr("Seen"), _seen(community, member, today), width)
    own = bool(me) and is_called(member, me)
    if not own:
        rows += labelled(tr("Spoken"), _spoken(community, member, today), width)
    if levels and not own:
        rows += labelled(tr("Next"), _next(community, member, today, settings), width)
    rows += labelled(_label("offers"), ", ".join(member.offers), width)
    rows += labelled(_label("seeks"), ", ".join(member.seeks), width)
    rows += labelled(_label("interests"), ", ".join(member.interests), width)
    roles = ", ".join(
        _role(held, today) for held in member.roles if not held.until or held.until >= today
    )
    rows += labelled(_label("roles"), roles, width)
    rows += labelled(_label("groups"), _groups(member, today), width)
    until = full_day(member.paused_until) if member.paused_until else ""
    rows += labelled(_label("paused_until"), until, width)
    handles = ", ".join(f"{service} {handle}" for service, handle in member.handles.items())
    prefers = PREFERS[member.prefers] if member.prefers else ""
    reached = filter(None, (*member.emails, member.phone, handles, prefers))
    rows += labelled(tr("Contact"), ", ".join(reached), width)
    rows += labelled(tr("Also"), ", ".join(member.aliases), width)
    rows += labelled(_label("tags"), ", ".join(member.tags), width)
    rows += links(tr("Topics"), _topics_of(community, member), width)
    rows += links(tr("Events"), _events_of(community, member, today), width)
    rows += links(_label("knows"), people_links(community, _known(member)), width)
    rows += _sponsor(community, member, today, width) if levels else []
    rows += _actions(community, member.id, today, width)
    rows += contribution_rows(community, member.id, today, width)
    rows += letter_rows(community, member, today, width)
    rows.append(Row(None, ()))
    steps = (f"{step} {day_text(day, today)}" for step, day in member.onboarding.items())
    rows += labelled(tr("Steps"), ", ".join(steps), width)
    for label, text in _others(community, member, private=False):
        rows += text_rows(f"{label}: {text}", width, "quiet")
    rows += source_rows(member.source, today, width)
    rows += text_rows(why, width, "quiet") if why else []
    touches = community.touches_of.get(member.id, ())
    mine = _others(community, member, private=True)
    rows += private_line(len(mine) + len(member.notes) + len(member.more) + len(touches), private)
    if private:
        for touch in reversed(touches):
            head = f"{day_text(touch.on, today)} {SPOKE_BY.get(touch.channel or '', tr('spoke'))}, {person(community, touch.by)}"
            topic = community.topics.get(touch.topic) if touch.topic is not None else None
            if topic is not None:
                head = f"{head}, {tr('on {topic}', topic=name_of(topic))}"
            said = f"{head}: {touch.text}" if touch.text else head
            first, *rest = text_rows(said, width)
            rows += [replace(first, key=("touches", touch.id)), *rest]
        for note in reversed(member.notes):
            head = tr("{day} note by {by}", day=day_text(note.on, today), by=show(note.by))
            rows += text_rows(f"{head}: {note.text}", width)
        for label, text in mine:
            rows += text_rows(f"{label}: {text}", width)
        for head, value in member.more.items():
            rows += text_rows(f"{head}: {value}", width)
        rows += text_rows(
            tr("{first_name} has a right to read this.", first_name=first_name(member)),
            width,
            "quiet",
        )
    return rows


PLACED = frozenset(
    {"name", "pronouns", "organisation", "unit", "location", "emails", "handles", "phone",
     "status", "joined_on", "introduced_by", "roles", "groups", "offers", "interests", "seeks", "knows",
     "aliases", "tags", "more", "prefers", "contact_every_days", "left_on", "paused_until"}
)  # fmt: skip
"""Fields that have a place of their own in the detail view."""


_BLANK = Member()


def _label(field: str) -> str:
    """Return the label of a field with a place of its own."""
    return entries_of(Member)[field].entry.label


def _others(community: Community, member: Member, *, private: bool) -> list[tuple[str, str]]:
    """Return labels and texts of the other fields: those that others may see, or with `private` the
    rest.
    """
    from coptui.core.writing.form_fields import FIELDS

    marks = {name: each.marks for name, each in entries_of(Member).items()}
    filled = [
        field
        for field in FIELDS["members"]
        if field.name not in PLACED
        if (Seen.BY_ROOM not in marks[field.name]) == private
        if getattr(member, field.name) != getattr(_BLANK, field.name)
    ]
    if not filled:
        # The first screen does without what reads and writes the fields of forms.
        return []
    from coptui.core.writing.fields import in_full, write_field

    texts = [(field.label, write_field(field, member, community), field.kind) for field in filled]
    return [
        (label, in_full(text) if kind == "day" else text) for label, text, kind in texts if text
    ]


def _role(held: RoleHeld, today: date) -> str:
    """Return `expert`, with the days from and until which it is held."""
    return _span(held.role, held.since, held.until, today)


def _span(what: str, since: date | None, until: date | None, today: date) -> str:
    """Return a role or a group, and from and until when."""
    begun = day_text(since, today) if since else ""
    ended = day_text(until, today) if until else ""
    if begun and ended:
        return tr("{what} from {begun} to {ended}", what=what, begun=begun, ended=ended)
    if begun:
        return tr("{what} since {begun}", what=what, begun=begun)
    return tr("{what} until {ended}", what=what, ended=ended) if ended else what


def _groups(member: Member, today: date) -> str:
    """Return the groups they are or will be in, with the days from and until which."""
    return ", ".join(
        _span(show(each.group), each.since, each.until, today)
        for each in member.groups
        if each.until is None or each.until > today
    )


def _sponsor(community: Community, member: Member, today: date, width: int) -> list[Row]:
    from coptui.core.people.roles import is_sponsor

    if not is_sponsor(community, member, today):
        return []
    return links(tr("Sponsor"), [(SPONSOR, tr("talks, worries and promises"), "")], width)


def _next(community: Community, member: Member, today: date, settings: Settings) -> str:
    """Return when to speak again; nothing as long as no conversation is recorded at all."""
    from coptui.core.people.contact import next_contact

    clock = next_contact(community, member.id, today, settings) if community.touches else None
    if clock is None:
        return ""
    left = clock.every - clock.days
    if left > 0:
        return tr("speak again by {day}", day=coming_day(later(today, left), today))
    return counted(
        clock.every,
        "speak now: due every {count} day",
        "speak now: due every {count} days",
    )


def _level(
    community: Community, member: Member, today: date, settings: Settings
) -> tuple[str, str]:
    from coptui.core.people.levels import standing

    stands = standing(community, member.id, today, settings)
    return level_name(stands.level or "") or (tr("left") if member.status == "left" else "-"), tr(
        "Why {why}", why=stands.why
    ) if stands.names_level else as_sentence(stands.why)


def _seen(community: Community, member: Member, today: date) -> str:
    seen = last_seen(community, member.id)
    if seen is None:
        return tr("not recorded") if community.held else ""
    event = community.attended_of(member.id)[-1]
    text = f"{day_text(seen, today)}, {name_of(event)}"
    since = member.joined_on or date.min
    held = (
        other
        for other in reversed(community.held)
        if other.attendance_taken
        and since <= other.day <= today
        and (not event.series or other.series == event.series)
    )
    # As for levels: apologies are no absence.
    latest = [other for other in islice(held, 6) if counts_for(other, member)]
    if len(latest) >= 3:
        there = sum(member.id in other.there for other in latest)
        text += f" ({tr('came to {times} of the last {count}', times=there, count=len(latest))})"
    return text


def _spoken(community: Community, member: Member, today: date) -> str:
    touches = community.touches_of.get(member.id, ())
    if not touches:
        return tr("not recorded") if community.touches else ""
    touch = touches[-1]
    return ", ".join(filter(None, (ago(touch.on, today), SPOKE_BY.get(touch.channel or ""))))


def _known(member: Member) -> list[int]:
    known = [*member.knows]
    known += [who for who in (member.introduced_by, member.buddy) if who and who not in known]
    return known


def _topics_of(community: Community, member: Member) -> list[RecordLink]:
    parts = (tr("looks after"), tr("proposed"), tr("interested"))
    topics: list[tuple[int, RecordLink]] = []
    for topic in community.topics_with(member.id):
        part = 2
        if topic.proposer == member.id:
            part = 1
        if member.id in topic.stewards:
            part = 0
        if topic.state not in ("dropped",):
            topics.append((part, (key_of(topic), name_of(topic), parts[part])))
    topics.sort(key=lambda link: link[0])
    return [link for _, link in topics]


def _events_of(community: Community, member: Member, today: date) -> list[RecordLink]:
    """Return what is coming, then the latest events that they came to."""
    events = community.events_with(member.id)
    coming = [event for event in events if is_coming(event, today)][:2]
    past = [
        event
        for event in reversed(events)
        if not is_coming(event, today) and (member.id in event.there or member.id in event.hosts)
    ]
    return [event_link(event, today, member) for event in (*coming, *past)]


def _actions(community: Community, member: int, today: date, width: int) -> list[Row]:
    """Return the open follow-ups that are theirs or about them."""
    actions = [a for a in community.actions_about.get(member, ()) if a.state == "open"]
    if actions:
        # The parsing of lines comes with it: the first screen usually needs none.
        from coptui.core.writing.jottings import is_silent

        actions = [action for action in actions if not is_silent(action, today)]
    if not actions:
        return []
    rows = heading(tr("Follow-ups"))
    for action in actions[:LINKS]:
        when = due(action, today)
        tone: Tone = "warn" if days_late(action, today) else "quiet"
        rows += text_between(None, masked(community, action.text), [Span(when, tone)], width)
    return rows
