"""A plan: what a file would change here, worked out from what it says. Nothing here saves.

Every person of the file is matched, new, unknown, ambiguous, ignored or skipped, with a reason.
The same file again makes an empty plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from coptui.core.model.community import AllGroups, Community
from coptui.core.model.counting import counted
from coptui.core.model.edits import Edit
from coptui.core.model.labels import label_of
from coptui.core.model.records import Attendance, Event, Source
from coptui.core.model.text import clean
from coptui.exchange.planning.apart import with_namesakes
from coptui.exchange.planning.as_stored import LINE
from coptui.exchange.planning.event_records import (
    brought_up_to_date,
    new_event,
    with_what_was_missing,
)
from coptui.exchange.planning.gathering import Gathering
from coptui.exchange.planning.listed import take_people
from coptui.exchange.planning.meetings import (
    claim,
    made_just_now,
    together,
    which_event,
    with_check_in_days,
)
from coptui.exchange.planning.planned import (
    OPEN,
    Disagreement,
    ImportChoices,
    ImportPlan,
    Left,
    Meeting,
    PlannedPerson,
    persons_of,
)
from coptui.exchange.planning.posts import take_posts, who_only_reads
from coptui.exchange.planning.practice import take_entries
from coptui.exchange.planning.presence import ONLINE, still_unmatched, was_there, with_person
from coptui.exchange.planning.ratings import rate, raters_unsaid
from coptui.exchange.tables.found import Found, FoundEvent, FoundPerson
from coptui.language import tr

ADDRESS_BOOKS = ("LinkedIn", "Google Contacts", "Outlook contacts", "Address book", "vCard")
"""With these beginnings of a product's name, a file holds all whom someone knows: being in it
makes no one a member."""


CALLED_OFF = tr("cancelled, and not among your events")


def plan(
    community: AllGroups,
    content: Found,
    *,
    today: date,
    source: Source,
    choices: ImportChoices | None = None,
) -> ImportPlan:
    """Return what importing a file would change, as of `today`.

    `source` names the file; its `at` goes into new records only. A list of people with an event
    chosen for it counts as that event's attendance.
    """
    choices = choices or ImportChoices()
    if content.kind == "attendance" and not content.events and content.people:
        content = replace(content, events=(FoundEvent(people=content.people),), people=())
    if content.kind == "people" and 0 in choices.events:
        event = FoundEvent(people=content.people)
        content = replace(content, kind="attendance", events=(event,), people=())
    content = replace(content, events=together(with_check_in_days(community, content.events)))
    source = replace(source, kind=clean(content.product, LINE))
    gathering = Gathering(
        community, everybody(content), today=today, choices=choices, source=source
    )
    rows: list[PlannedPerson] = []
    meetings: list[Meeting] = []
    left = [Left(skip.line, clean(skip.text), skip.reason) for skip in content.skipped]
    if content.kind in ("attendance", "events"):
        uids = Counter(event.uid for event in content.events)
        claim(gathering, content.events)
        for position, event in enumerate(content.events):
            alone = uids[event.uid] == 1
            if _is_called_off(gathering, content, position, event, alone):
                left.append(Left(event.line, clean(event.title), CALLED_OFF))
                rows += (
                    replace(gathering.settle(person), state="skipped", member=None, why=CALLED_OFF)
                    for person in event.people
                )
                continue
            meeting, its_rows = _meeting(gathering, content, position, event, alone)
            meetings.append(meeting)
            rows += its_rows
    if content.kind == "people":
        own = not content.product.startswith(ADDRESS_BOOKS)
        rows += take_people(gathering, content.people, own=own)
    entries, known, unread = take_entries(community, content.entries, today)
    left += known
    gathering.differences += unread
    gathering.entries += [entry.record for entry in entries]
    rated, unrated = rate(gathering, content, meetings)
    left += unrated
    posts = 0
    if content.kind == "posts":
        posts = take_posts(gathering, content, rows)
        rows += who_only_reads(gathering, content, {row.who for row in rows})
    rows = with_namesakes(rows)
    return ImportPlan(
        product=content.product,
        kind=content.kind,
        label=_label(gathering, content, meetings),
        meetings=tuple(meetings),
        rows=tuple(rows),
        persons=persons_of(rows),
        differences=tuple(gathering.differences),
        left=tuple(left),
        notes=(
            *content.notes,
            *_clock(community, content, meetings),
            *_forgotten(community, rows),
            *_no_more_letters(gathering, content),
        ),
        posts=posts,
        entries=tuple(entries),
        rated=rated,
        raters_unsaid=raters_unsaid(content.ratings) and gathering.choices.raters is None,
        changes=gathering.changes(),
    )


def _clock(community: Community, content: Found, meetings: list[Meeting]) -> tuple[str, ...]:
    """Note whose clock the times of new events follow if the file names no time zone."""
    zone = community.profile.time_zone
    bare = any(
        "T" in event.starts_at and not event.time_zone and event.starts_at[16:] in ("", ":00")
        for event in content.events
    )
    new = any(meeting.state == "new" for meeting in meetings)
    return (
        (tr("Times are taken to be in the time zone {zone}.", zone=zone),)
        if zone and bare and new
        else ()
    )


def _forgotten(community: Community, rows: list[PlannedPerson]) -> tuple[str, ...]:
    """Note that new names are checked first if someone was forgotten here: one may be theirs."""
    if not community.erased or not any(row.state in ("new", "unknown") for row in rows):
        return ()
    many = len(community.erased)
    return (
        counted(
            many,
            "Someone asked to be erased here: don't add anyone new who may be that person.",
            "{count} people asked to be erased here: don't add anyone new who may be that person.",
        ),
    )


def _no_more_letters(gathering: Gathering, content: Found) -> Iterator[str]:
    """Ask about each person who writes that they want no more letters, unless that is known."""
    for person in content.no_more_letters:
        row = gathering.settle(person)
        member = gathering.community.members.get(row.member or 0)
        if member is not None and member.contact_ok is False:
            continue
        name = label_of(member) if member is not None else row.name
        yield (
            tr(
                "{name} seems to ask for no more letters (line {line}). If so, open their page, "
                "type `:leaving or privacy request` and press 1.",
                name=name,
                line=person.line,
            )
        )


def edit_of(made: ImportPlan) -> Edit:
    """Return a plan's changes as one edit: one save, one undo. It is empty if nothing changes."""
    return Edit(made.label, made.changes, occasion="import")


def _is_called_off(
    gathering: Gathering, content: Found, position: int, event: FoundEvent, alone: bool
) -> bool:
    """Return whether a calendar calls off what no one here knows of: that makes no event."""
    if content.kind != "events" or not event.cancelled:
        return False
    meeting = which_event(gathering, position, event, by_calendar=True, alone=alone)
    return meeting.state == "new"


def _meeting(
    gathering: Gathering, content: Found, position: int, event: FoundEvent, alone: bool
) -> tuple[Meeting, list[PlannedPerson]]:
    calendar = content.kind == "events"
    meeting = which_event(gathering, position, event, by_calendar=calendar, alone=alone)
    settled = [(gathering.settle(person, meeting=position), person) for person in event.people]
    rows = [row for row, _ in settled]
    if meeting.state == "open":
        return meeting, rows
    number = meeting.event
    if number is None and not calendar and event.starts_at:
        number = (
            made_just_now(gathering, event) if position not in gathering.choices.events else None
        )
        if number is not None and number > 0:
            meeting = replace(meeting, state="known", why=tr("imported before"), event=number)
    if number is None:
        number = min((*gathering.events, 0)) - 1
        held = any(was_there(person) for person in event.people) and not calendar
        gathering.events[number] = new_event(gathering, event, held=held, number=number)
    elif calendar and number not in gathering.events:
        # One entry moves an event; others that mean it too would move it back and forth.
        record = gathering.event(number)
        gathering.events[number] = brought_up_to_date(gathering, record, event)
    else:
        gathering.events[number] = with_what_was_missing(gathering, gathering.event(number), event)
    _present(gathering, number, settled, content)
    record = gathering.events[number]
    return replace(meeting, here=len(record.there)), rows


def _present(
    gathering: Gathering,
    number: int,
    settled: list[tuple[PlannedPerson, FoundPerson]],
    content: Found,
) -> None:
    """Record on an event who attended it or answered its invitation."""
    record = gathering.events[number]
    invited = content.kind == "events"
    online = content.product.startswith(ONLINE)
    whose: dict[int, list[FoundPerson]] = {}
    for row, person in settled:
        member = gathering.take(row, person, record.day, guest=True)
        if member is not None:
            whose.setdefault(member, []).append(person)
    attendance = dict(record.attendance)
    for member, people in whose.items():
        old = attendance.get(member, Attendance())
        entry, otherwise = with_person(old, people, invited=invited, online=online)
        if otherwise:
            gathering.differences.append(
                Disagreement(
                    people[0].line, clean(people[0].name), tr("at {name}", name=label_of(record)),
                    str(old.status), otherwise,
                )
            )  # fmt: skip
        if entry != Attendance():
            attendance[member] = entry
    record = replace(record, attendance=attendance)
    came = [(row, person) for row, person in settled if was_there(person)]
    if not invited and any(row.state != "skipped" for row, _ in came):
        record = _taken(gathering, record)
        record = replace(record, unmatched=still_unmatched(record, came))
    gathering.events[number] = record


def _taken(gathering: Gathering, record: Event) -> Event:
    """Return the event with attendance taken, and held if it is past."""
    status = record.status if record.day > gathering.today else "held"
    return replace(record, attendance_taken=True, status=status)


def everybody(content: Found) -> Iterator[FoundPerson]:
    """Yield each person of a file wherever they stand in it."""
    for event in content.events:
        yield from event.people
    yield from content.people
    for post in content.posts:
        yield post.author
    yield from content.no_more_letters


def _label(gathering: Gathering, content: Found, meetings: list[Meeting]) -> str:
    """Return what the history calls the import; a confidential event appears by its code."""
    file = gathering.source.file or content.product
    if content.kind == "attendance" and len(meetings) == 1:
        number = meetings[0].event
        event = gathering.event(number) if number is not None else None
        name = label_of(event) if event else meetings[0].title or tr("an event")
        return tr("attendance at {name} from {file}", name=name, file=file)
    if content.kind == "ratings" and meetings and meetings[0].event is not None:
        return tr(
            "ratings of {name} from {file}",
            name=label_of(gathering.event(meetings[0].event)),
            file=file,
        )
    if content.are_replies:
        return tr("replies from {file}", file=file)
    if content.kind == "practice":
        return tr("{product} from {file}", product=content.product.casefold(), file=file)
    what = {
        "attendance": tr("attendance"),
        "people": tr("people"),
        "events": tr("events"),
        "posts": tr("posts"),
        "ratings": tr("ratings"),
    }
    return tr("{what} from {file}", what=what[content.kind], file=file)


__all__ = ["OPEN", "ImportChoices", "ImportPlan", "edit_of", "everybody", "plan"]
