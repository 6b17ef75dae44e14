"""`coptui today`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.confidential import masked
from coptui.core.model.counting import counted
from coptui.errors import CoptError
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.session import Session


@click.command(cls=Verb, name="today", of_a_group=True, short_help=tr("Show today's agenda."))
@click.option(
    "--all",
    "every",
    is_flag=True,
    help=tr("Show all your communities: those in the setting `files`."),
)
@chosen
def command(chosen: Chosen, every: bool) -> None:
    """Show what today is about: events, follow-ups due, newcomers, people to speak to, stories
    to ask about, checklists due.

    A checklist about a newcomer or an event has a line for each newcomer or event on the days its
    questions are due.

    It prints kind, id, name, what to know and its date, separated by tabs. With --all, each
    community's lines appear under its name; a community that can't be read is named and left
    out.
    """
    if not every:
        session = which_file.session(chosen, writing=False)
        _print(chosen, lines_of(session, chosen))
        return
    records: list[dict[str, object]] = []
    for each in which_file.communities(chosen):
        its = replace(chosen, file=each.address)
        try:
            session = which_file.session(its, writing=False)
            lines = lines_of(session, its)
        except CoptError as error:
            output.say(f"{each.shown}: {error.message}")
            continue
        session.close()
        name = session.community.profile.name
        if not chosen.json:
            output.text(name)
            _print(chosen, lines)
        records += [{"community": name, **line} for line in lines]
    if chosen.json:
        output.records(records)


def _print(chosen: Chosen, lines: list[dict[str, object]]) -> None:
    if chosen.json:
        output.records(lines)
        return
    for found in lines:
        output.cells(*(str(found[name]) for name in ("kind", "id", "name", "text", "day")))


def lines_of(session: Session, chosen: Chosen) -> list[dict[str, object]]:
    """Return today's lines of one community: kind, id, name, text, day."""
    from coptui.core.meetings.occasions import question
    from coptui.core.model.saying import name_of, owner_and_due, people, person, record_of
    from coptui.core.model.when import ago
    from coptui.core.people.contact import since_spoken
    from coptui.day_page import day_page
    from coptui.evidence.lines.value import story_name

    community, today = session.community, session.today
    page = day_page(
        session, which_file.shelf(chosen, session.settings.language).of(community.profile.stage)
    )
    lines: list[dict[str, object]] = []

    def line(kind: str, number: int | str, name: str, text: str, day: date | None = None) -> None:
        said = day.isoformat() if day else ""
        lines.append({"kind": kind, "id": number, "name": name, "text": text, "day": said})

    if (on_now := page.now) is not None:
        line(
            "now",
            on_now.id,
            name_of(on_now),
            tr("{count} present", count=len(on_now.there)),
            on_now.day,
        )
    if (brief := page.agenda.brief) is not None and brief.event is not on_now:
        event = brief.event
        said = [tr("{count} said yes", count=len(brief.yes)) if brief.yes else ""]
        for words, who in (
            (tr("here for the first time"), brief.first_timers),
            (tr("missed the last two events"), brief.missed),
        ):
            said.append(f"{words}: {people(community, who)}" if who else "")
        text = "; ".join(part for part in (ago(event.day, today), *said) if part)
        line("event", event.id, name_of(event), text, event.day)
    for event in page.agenda.unclosed:
        line("unclosed", event.id, name_of(event), question(event, today), event.day)
    for action in page.agenda.follow_ups:
        text = owner_and_due(community, action, today)
        line("follow-up", action.id, masked(community, action.text), text, action.due_on)
    for row in page.agenda.newcomers:
        line("newcomer", row.id, row.name, row.why)
    for contact in page.agenda.contacts:
        spoken = since_spoken(contact, today)
        line("contact", contact.member, person(community, contact.member), spoken, contact.last)
    for story in page.agenda.stories:
        line(
            "story",
            story.id,
            story_name(community, story),
            tr("what came of this story?"),
            story.follow_up_on or story.on,
        )
    if page.fault:
        output.say(tr("Your notebook cannot be read: {fault}", fault=page.fault))
    for reminder in page.mine:
        about = person(community, reminder.member)
        text = tr("private, about {about}", about=about) if about else tr("private")
        line("reminder", reminder.id, reminder.text, text, reminder.on)
    for waiting in page.about:
        record = record_of(community, waiting.subject)
        name = f"{waiting.template.title}: {name_of(record) if record else ''}"
        text = tr(
            "due, {questions}",
            questions=counted(waiting.steps, "{count} question", "{count} questions"),
        )
        line("walk", waiting.template.id, name, text, waiting.since)
    for template, state in page.walks:
        is_open = state.unfinished is not None
        line(
            "walk",
            template.id,
            template.title,
            "open" if is_open else "due",
            None if is_open else state.next,
        )
    return lines
