"""`coptui log 'text'`."""

from __future__ import annotations

from typing import cast, get_args

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.records import Channel, Touch, TouchKind
from coptui.language import tr


@click.command(cls=Verb, name="log", short_help=tr("Log a follow-up or a conversation."))
@click.argument("words", metavar="TEXT...", nargs=-1, required=True)
@click.option(
    "--when", metavar="DAY", help=tr("Say when a follow-up is due: fri, 3d, 2w, 2026-12-01.")
)
@click.option(
    "--talk",
    is_flag=True,
    help=tr("Log this as a conversation, even if its first word would make it something else."),
)
@click.option(
    "--kind", type=click.Choice(get_args(TouchKind)), help=tr("Say what the conversation was for.")
)
@click.option(
    "--channel",
    type=click.Choice(get_args(Channel)),
    help=tr("Say how the conversation took place."),
)
@chosen
def command(
    chosen: Chosen,
    words: tuple[str, ...],
    when: str | None,
    talk: bool,
    kind: TouchKind | None,
    channel: Channel | None,
) -> None:
    """Log a follow-up, a conversation, or both, in one line.

    `send the sheet to @ann !fri` is for you to do, about Ann. `@ann: send the sheet !fri` and
    `@ann sends the sheet` are for Ann to do. `called @ann about #triage` is a conversation, and
    so are lines that begin with spoke, talked, met, wrote, asked, thanked and the like. With
    --talk, --kind or --channel, the line is always one. A !day (or --when) adds a follow-up. A day
    that is past is when you spoke: `called @ann last Tuesday`, `called @ann !26 Nov`. @person is
    part of a name, with dots for spaces. While an event is on, what is dated today belongs to it.
    Use single quotes, because a shell uses ! and # for itself.
    """
    from dataclasses import replace

    from coptui.core.meetings.meeting_now import meeting_on
    from coptui.core.model.edits import with_fields
    from coptui.core.model.typed_days import parse_when
    from coptui.core.writing.meaning import Jotting, meaning
    from coptui.core.writing.understood import understood

    session = which_file.session(chosen, writing=True)
    community, today = session.all_groups, session.today
    line = " ".join(words)
    if when:
        line += f" !{parse_when(when, today).isoformat()}"
    on_now = meeting_on(community, session.clock.now())
    at = Jotting(community, today, session.by, event=on_now.id if on_now is not None else None)
    meant = meaning(line, at, talk=talk or bool(kind) or bool(channel))
    if meant.conversation is not None:
        how = {"kind": kind, "channel": channel}
        spoken = with_fields(meant.conversation, {name: said for name, said in how.items() if said})
        meant = replace(meant, conversation=cast("Touch", spoken))
    edit = meant.edit(community)
    saved = session.edit(edit)
    session.close()
    if chosen.json:
        kinds = {"touches": "touch", "actions": "follow-up"}
        output.records(
            {"kind": kinds[change.table], "id": change.id, **(change.after or {})}
            for change in saved.changes
            if change.table in kinds
        )
    several = len(which_file.communities(chosen)) > 1
    said = understood(edit, community, today, session.by)
    name = community.profile.name
    output.say(tr("Saved in {name}: {said}.", name=name, said=said) if several else f"{said}.")
