"""Today's page as rows: each line is one key from its record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from coptui.checklists.run import Due
from coptui.checklists.subjects import DueAbout
from coptui.checklists.template import Template
from coptui.core.meetings.occasions import question
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.counting import counted
from coptui.core.model.records import Action, Event, Story
from coptui.core.model.saying import days_late, owner_and_due, record_of
from coptui.core.model.text import show
from coptui.core.model.when import ago, day_text, full_day, span_text
from coptui.core.model.zones import clock, clocks
from coptui.core.people.contact import NextContact, since_spoken
from coptui.core.writing.notebook import Reminder
from coptui.evidence.agenda import Agenda, Brief
from coptui.evidence.lines.value import story_name
from coptui.language import tr
from coptui.tui.kit.rows import Row, Span, Tone
from coptui.tui.records.words import key_of, name_of, pad, people, person, text_between, text_rows
from coptui.tui.walks.cultivate_rows import walk_state

UNCLOSED = 5
"""How many events to close are listed."""
ASKED = 3
"""How many stories to ask about are listed."""
NAME = 24
"""Cells for a name, before what is said about it."""


def today_rows(
    community: Community,
    agenda: Agenda,
    walks: Sequence[tuple[Template, Due]],
    about: Sequence[DueAbout],
    today: date,
    width: int,
    mine: Sequence[Reminder] = (),
    now: Event | None = None,
) -> list[Row]:
    """Return the event that is on, the next event with its brief, events to close, follow-ups, newcomers, people, walks.

    `about` are walks about one person or event each; their keys are ("about", DueAbout.key). `mine`
    are reminders from my own notebook; without any their part is left out.
    """
    width = max(40, width - 3)
    rows: list[Row] = []
    brief = agenda.brief
    if now is not None:
        rows += _now(community, now, width)
        if brief is not None and brief.event.id == now.id:
            rows += _brief(community, brief, width)
            brief = None
    if now is None or brief is not None:
        rows += _event(community, brief, today, width)
    if agenda.unclosed:
        rows += _unclosed(agenda.unclosed, today, width)
    rows += _part(tr("Follow-ups"), [row for action in agenda.follow_ups for row in _follow_up(community, action, today, width)], tr("none due"))  # fmt: skip
    if mine:
        rows += _part(
            tr("Private"),
            [row for reminder in mine for row in _mine(community, reminder, today, width)],
            "",
        )
    rows += _part(
        tr("Newcomers to welcome"),
        [
            _line(("members", row.id), show(row.name), show(row.why), "quiet", width)
            for row in agenda.newcomers
        ],
        tr("no one is waiting"),
    )
    rows += _part(
        tr("People to speak to"),
        [_contact(community, contact, today, width) for contact in agenda.contacts],
        tr("log conversations (press t) to see who is due")
        if not community.touches
        else tr("no one is due"),
    )
    if agenda.stories:
        rows += _stories(community, agenda.stories, width)
    rows += _part(
        tr("Checklists"),
        [
            *(_about(community, due, today, width) for due in about),
            *(
                _line(("walks", template.id), show(template.title), *walk_state(community, due, today), width)
                for template, due in walks
            ),
        ],
        tr("none in progress, none due"),
    )  # fmt: skip
    return rows[1:]


def elsewhere_rows(
    address: str, name: str, lines: Sequence[Row], fault: str, width: int
) -> list[Row]:
    """Return another community's part below the open one: its name, then its page's lines.

    `lines` are its own `today_rows`, without what they say of empty parts. A row's key is
    ("elsewhere", address, the key on its own page, or None for the name).
    """
    head = Row(("elsewhere", address, None), (Span(f" {show(name)}", "strong"),))
    rows = [Row(None, ()), Row(None, ()), head]
    title: Row | None = None
    for row in lines:
        if row.key is not None:
            if title is not None:
                rows += [Row(None, ()), title]
            title = None
            rows.append(Row(("elsewhere", address, row.key), row.cells))
        elif row.cells and row.cells[0].tone == "heading":
            title = row
        elif title is None and row.cells and not row.cells[0].text.strip():
            rows.append(row)  # The rest of a text.
    if fault:
        said = " ".join(show(fault).split())
        rows[-1] = Row(
            head.key, (*head.cells, Span(f"  {pad(said, max(10, width - len(name) - 6))}", "warn"))
        )
    elif rows[-1] is head:
        rows.append(Row(None, (Span("  " + tr("nothing today"), "quiet"),)))
    return rows


def _part(title: str, lines: Sequence[Row], otherwise: str) -> list[Row]:
    count = sum(row.key is not None for row in lines)
    head = [
        Row(None, ()),
        Row(None, (Span(title, "heading"), Span(f" {count or ''}", "quiet"))),
    ]
    return [*head, *(lines or [Row(None, (Span(f"  {otherwise}", "quiet"),))])]


def _event(community: Community, brief: Brief | None, today: date, width: int) -> list[Row]:
    head = [Row(None, ()), Row(None, (Span(tr("Next event"), "heading"),))]
    if brief is None:
        return [*head, Row(None, (Span("  " + tr("no date set"), "quiet"),))]
    event = brief.event
    at = clocks(community, event)
    time = f", {at}" if at else ""
    when = f"{full_day(event.day)}{time} ({ago(event.day, today)})"
    line = _line(("events", event.id), name_of(event), when, "plain", width)
    return [*head, line, *_brief(community, brief, width)]


def _now(community: Community, event: Event, width: int) -> list[Row]:
    """Return the event that is on, whether or not its roll call was accepted."""
    head = [Row(None, ()), Row(None, (Span(tr("Now"), "heading"),))]
    parts = [
        tr("since {clock}", clock=clock(community, event)),
        tr("{count} present", count=len(event.there)) if event.there else "",
        tr("Enter for late arrivals") if event.attendance_taken else tr("Enter for the roll call"),
    ]
    said = ", ".join(filter(None, parts))
    return [*head, _line(("now", event.id), name_of(event), said, "accent", width)]


def _brief(community: Community, brief: Brief, width: int) -> list[Row]:
    """Return what to know before an event, a line or more for each kind."""
    event, rows = brief.event, list[Row]()
    topics = [community.topics[number] for number in event.topics if number in community.topics]
    said = [
        ("topics", ", ".join(name_of(topic) for topic in topics)),
        (tr("said yes"), str(len(brief.yes)) if brief.yes else ""),
        (tr("coming for the first time"), people(community, brief.first_timers)),
        (tr("missed the last two events"), people(community, brief.missed)),
        (tr("open requests"), "; ".join(ask.text for ask in brief.asks)),
        (
            tr("still open from last time"),
            "; ".join(masked(community, action.text) for action in brief.follow_ups),
        ),
    ]
    for label, text in said:
        if text:
            rows += text_rows(f"{label}: {text}", width, "quiet", "    ")
    return rows


def _unclosed(events: Sequence[Event], today: date, width: int) -> list[Row]:
    """Return the latest events that no one has closed yet; the others as a number."""
    rows = _part(
        tr("Past events to confirm"),
        [
            _line(key_of(event), name_of(event), tr("{question} (r for roll call)", question=question(event, today)), "warn", width)
            for event in events[:UNCLOSED]
        ],
        "",
    )  # fmt: skip
    rows[1] = Row(
        None, (Span(tr("Past events to confirm"), "heading"), Span(f" {len(events)}", "quiet"))
    )
    more = len(events) - UNCLOSED
    if more > 0:
        rows.append(
            Row(
                None,
                (Span("  " + tr("and {more} earlier; press 4 to see them", more=more), "quiet"),),
            )
        )
    return rows


def _stories(community: Community, stories: Sequence[Story], width: int) -> list[Row]:
    """Return the stories that have waited longest; the others as a number."""
    lines = [
        _line(key_of(story), person(community, story.teller) or tr("not recorded"), show(story_name(community, story)), "quiet", width)
        for story in stories[:ASKED]
    ]  # fmt: skip
    rows = _part(tr("What came of these stories?"), lines, "")
    rows[1] = Row(None, (*rows[1].cells[:1], Span(f" {len(stories)}", "quiet")))
    if len(stories) > ASKED:
        rows.append(
            Row(
                None,
                (
                    Span(
                        "  "
                        + tr("and {count} more; press 5 to see them", count=len(stories) - ASKED),
                        "quiet",
                    ),
                ),
            )
        )
    return rows


def _follow_up(community: Community, action: Action, today: date, width: int) -> list[Row]:
    tail = show(owner_and_due(community, action, today))
    tone: Tone = "warn" if days_late(action, today) else "quiet"
    return text_between(
        ("actions", action.id), masked(community, action.text), [Span(tail, tone)], width
    )


def _mine(community: Community, reminder: Reminder, today: date, width: int) -> list[Row]:
    since = (today - reminder.on).days if reminder.on else 0
    about = person(community, reminder.member)
    tail = ", ".join(
        part
        for part in (
            about,
            tr("since {span}", span=span_text(since)) if since else tr("today"),
        )
        if part
    )
    return text_between(("reminders", reminder.id), reminder.text, [Span(tail, "quiet")], width)


def _contact(community: Community, contact: NextContact, today: date, width: int) -> Row:
    said = since_spoken(
        contact,
        today,
        counted(contact.every, "aim: every {count} day", "aim: every {count} days"),
    )
    tone: Tone = "warn" if contact.urgency == "losing" and contact.last else "quiet"
    return _line(("members", contact.member), person(community, contact.member), said, tone, width)


def _about(community: Community, due: DueAbout, today: date, width: int) -> Row:
    """Return one line, however many steps: who or what a checklist waits for, and since when."""
    record = record_of(community, due.subject)
    since = tr("today") if due.since == today else tr("since {day}", day=day_text(due.since, today))
    steps = counted(due.steps, "{count} step", "{count} steps")
    title = show(due.template.title)
    said = tr("{title}: {steps} due {since}", title=title, steps=steps, since=since)
    if len(said) > width - NAME - 3:
        # The day says more than the word.
        said = tr("{title}: {steps} due {since}", title=title, steps=due.steps, since=since)
    return _line(("about", due.key), name_of(record), said, "quiet", width)


def _line(key: tuple[str, int | str], name: str, said: str, tone: Tone, width: int) -> Row:
    room = max(10, width - NAME - 3)
    return Row(key, (Span("  "), Span(pad(name, NAME)), Span(" "), Span(pad(said, room), tone)))
