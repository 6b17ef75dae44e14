"""`coptui log 'text'`."""

from __future__ import annotations

from typing import cast, get_args

import click

from coptui.cli import output, place
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.records import Channel, TouchKind
from coptui.errors import UsageError


@click.command(cls=Verb, name="log", short_help="Log a private contact or a follow-up.")
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@click.option("--when", metavar="DAY", help="Due day of a follow-up: fri, 3d, 2w, 2026-12-01.")
@click.option("--kind", type=click.Choice(get_args(TouchKind)), help="What the contact was.")
@click.option("--channel", type=click.Choice(get_args(Channel)), help="How you spoke.")
@chosen
def command(
    chosen: Chosen,
    words: tuple[str, ...],
    when: str | None,
    kind: TouchKind | None,
    channel: Channel | None,
) -> None:
    """Log a private contact, a follow-up, or both, in one line.

    @person (a part of the name, dots for spaces) makes it a touch, !when (or --when) a follow-up;
    #topic says what it was about. Use single quotes: a shell keeps ! and # for itself.
    """
    from coptui.core.model.edits import Edit, add_touch, create, with_fields
    from coptui.core.model.records import Action, Touch
    from coptui.core.model.text import clean
    from coptui.core.model.typed_days import parse_when
    from coptui.core.model.when import full_day
    from coptui.core.writing.capture import capture

    session = place.session(chosen, writing=True)
    today, community = session.today, session.community
    found = capture(clean(" ".join(words)), community, today)
    due = parse_when(when, today) if when else found.when
    if not found.people and due is None:
        raise UsageError(
            "Nothing was logged: the line names nobody and no day.",
            "Write @name for a contact, !fri (or --when fri) for a follow-up.",
        )
    if not found.text:
        raise UsageError("Nothing was logged: the line has no text.")
    follow_up = None
    if due is not None:
        plan = Action(owner=session.by, due_on=due, about=found.people, created_on=today)
        follow_up = cast("Action", with_fields(plan, {"text": found.text}))
    edit: Edit
    if found.people:
        contact = Touch(
            on=today,
            by=session.by,
            members=found.people,
            kind=kind,
            channel=channel,
            topic=found.topics[0] if found.topics else None,
        )
        contact = cast("Touch", with_fields(contact, {"text": found.text}))
        edit = add_touch(contact, community, follow_up=follow_up)
    else:
        assert follow_up is not None
        edit = create(follow_up)
    saved = session.edit(edit)
    session.close()
    if chosen.json:
        kinds = {"touches": "touch", "actions": "follow-up"}
        output.records(
            {"kind": kinds[change.table], "id": change.id, **(change.after or {})}
            for change in saved.changes
        )
    said = []
    if found.people:
        said.append("Touch with " + ", ".join(community.members[who].name for who in found.people))
    if due is not None:
        said.append(f"Follow-up due {full_day(due)}")
    several = len(place.communities(chosen)) > 1
    head = f"Saved in {community.profile.name}: " if several else ""
    output.say(head + ". ".join(said) + ".")
