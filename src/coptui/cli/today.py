"""`coptui today`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from coptui.cli import output, place
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.counting import counted
from coptui.core.model.saying import owner_and_due, record_of
from coptui.errors import CoptError

if TYPE_CHECKING:
    from coptui.session import Session


@click.command(cls=Verb, name="today", short_help="What this day asks for.")
@click.option("--all", "every", is_flag=True, help="Of all communities in the setting `files`.")
@chosen
def command(chosen: Chosen, every: bool) -> None:
    """The next event, events to close, follow-ups due, newcomers who wait, people to speak to, walks due.

    A checklist about a newcomer or an event is a line for each of them on the days of its steps.

    Prints kind, id, name, what is to be known and its day, separated by tabs. With --all, each
    community's lines stand under its name; one that cannot be read is said and left out.
    """
    if not every:
        session = place.session(chosen, writing=False)
        _print(chosen, lines_of(session, chosen))
        return
    records: list[dict[str, object]] = []
    for path in place.communities(chosen):
        its = replace(chosen, file=str(path))
        try:
            session = place.session(its, writing=False)
            lines = lines_of(session, its)
        except CoptError as error:
            output.say(f"{path}: {error.message}")
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
    """Today's lines of one community: kind, id, name, text, day."""
    from coptui.checklists.run import due
    from coptui.checklists.subjects import due_about, is_dated
    from coptui.config import folders, user_name
    from coptui.core.meetings.occasions import question
    from coptui.core.model.edits import label_of
    from coptui.core.model.when import ago, span_text
    from coptui.core.people.pairs import to_go_on
    from coptui.evidence.agenda import agenda

    community, today = session.community, session.today
    page = agenda(community, today, session.settings)

    def person(who: int | str | None) -> str:
        member = community.members.get(who) if isinstance(who, int) else None
        return label_of(member) if member else str(who or "")

    lines: list[dict[str, object]] = []

    def line(kind: str, number: int | str, name: str, text: str, day: str = "") -> None:
        lines.append({"kind": kind, "id": number, "name": name, "text": text, "day": day})

    if page.brief is not None:
        event = page.brief.event
        said = [f"{len(page.brief.yes)} said yes" if page.brief.yes else ""]
        for words, who in (
            ("first time", page.brief.first_timers),
            ("missed twice", page.brief.missed),
        ):
            said.append(f"{words}: {', '.join(map(person, who))}" if who else "")
        text = "; ".join(part for part in (ago(event.day, today), *said) if part)
        line("event", event.id, label_of(event), text, event.day.isoformat())
    for event in page.unclosed:
        text = question(event, today)
        line("unclosed", event.id, label_of(event), text, event.day.isoformat())
    for action in page.follow_ups:
        text = owner_and_due(community, action, today)
        line(
            "follow-up",
            action.id,
            action.text,
            text,
            action.due_on.isoformat() if action.due_on else "",
        )
    for row in page.newcomers:
        line("newcomer", row.id, row.name, row.why)
    for contact in page.contacts:
        since = (
            f"{span_text(contact.days)} since we spoke"
            if contact.last
            else "no conversation recorded"
        )
        word = ", losing touch" if contact.urgency == "losing" else ""
        last = contact.last.isoformat() if contact.last else ""
        line("contact", contact.member, person(contact.member), since + word, last)
    fault = session.notebook.fault()
    if fault:
        output.say(f"Your notebook cannot be read: {fault}")
    for reminder in session.notebook.due() if not fault else ():
        about = person(reminder.member)
        text = f"only mine, about {about}" if about else "only mine"
        line("reminder", reminder.id, reminder.text, text, str(reminder.on or ""))
    by = user_name(place.settings(folders()))
    # What another answers blind is closed: neither open nor walked, for anyone else.
    runs = to_go_on(session.runs(), by)
    offered = place.shelf(chosen).of(community.profile.stage)
    for one in due_about(offered, community, today, session.settings, by):
        record = record_of(community, one.subject)
        name = f"{one.template.title}: {label_of(record) if record else ''}"
        text = f"due, {counted(one.steps, 'step')}"
        line("walk", one.template.id, name, text, one.since.isoformat())
    for template in offered:
        if is_dated(template):
            continue
        state = due(template, runs, today)
        if state.unfinished is not None:
            line("walk", template.id, template.title, "open")
        elif state.next is not None and state.next <= today:
            line("walk", template.id, template.title, "due", state.next.isoformat())
    return lines
