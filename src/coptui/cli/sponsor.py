"""`coptui sponsor`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.language import tr


@click.command(cls=Verb, name="sponsor", short_help=tr("Print what to know before a talk with the sponsor."))  # fmt: skip
@chosen
def command(chosen: Chosen) -> None:
    """Print talks with the sponsor, worries, promises on both sides, the next talk and hours spent.

    It prints kind, id, text, who, state and day, separated by tabs: worries and promises that are
    still open, and everything from the last year. A worry is added with `coptui log --kind worry`, a promise with
    `coptui log`: `@vera: find a room !fri` is Vera's, `send @vera the figures !fri` is yours.
    """
    session = which_file.session(chosen, writing=False)
    lines = list(lines_of(session.community, session.today))
    if chosen.json:
        output.records(line for line, _ in lines)
    else:
        for line, state in lines:
            output.cells(*map(str, (*list(line.values())[:4], state or line["state"], line["day"])))
    session.close()


def lines_of(community: Community, today: date) -> Iterator[tuple[dict[str, object], str]]:
    """Yield what is recorded about the sponsor, and its state in words if they say more."""
    from coptui.core.model.saying import due, name_of, people, person
    from coptui.core.people.sponsor import sponsor_relation

    relation = sponsor_relation(community, today)

    def line(kind: str, number: int, text: str, who: str, state: str, day: object) -> dict[str, object]:  # fmt: skip
        return {"kind": kind, "id": number, "text": text, "who": who, "state": state, "day": str(day or "")}  # fmt: skip

    if (event := relation.next_talk) is not None:
        yield line("next talk", event.id, name_of(event), "", event.status, event.starts_at), ""
    for worry in relation.worries:
        state, settled = "open", ""
        if worry.led_to:
            state, settled = "settled", tr("settled: {led_to}", led_to=worry.led_to)
        members = people(community, worry.members)
        yield line("worry", worry.id, worry.text, members, state, worry.on), settled
    for each in relation.promises:
        action = each.action
        state = "kept" if action.state == "done" else action.state
        kind = "our promise" if each.ours else "their promise"
        owner = person(community, action.owner)
        # The day is that of the state beside it: kept on, or due.
        day = action.done_on if action.state == "done" else action.due_on
        late = due(action, today) if action.state == "open" else ""
        yield line(kind, action.id, masked(community, action.text), owner, state, day), late
    for talk in relation.talks:
        by = person(community, talk.by)
        yield line("talk", talk.id, talk.text, by, talk.channel or "", talk.on), ""
    if relation.hours is not None:
        hours = f"{relation.hours:g}"
        yield line("hours", community.profile.id, hours, "", "", today), tr("in the last year")
