"""`coptui brief`."""

from __future__ import annotations

import click

from coptui.cli import which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.cli.papers import hand_over, to_hand_over
from coptui.language import tr


@click.command(
    cls=Verb, name="brief", of_a_group=True, short_help=tr("Print what to know before an event.")
)
@click.argument("event", nargs=-1)
@to_hand_over
@chosen
def command(chosen: Chosen, event: tuple[str, ...], html: bool | None, to: str | None) -> None:
    """Print what to know before an event: topics, who said yes, who is new, open requests.

    EVENT is an id, a date such as 2026-11-24, or part of the title. Without it: the next event.
    """
    from coptui.reports.meeting import brief_of, choose_event

    session = which_file.session(chosen, writing=False)
    words = " ".join(event)
    found = choose_event(session.community, words, session.today, before=True)
    document = brief_of(session.community, found, session.today, session.settings)
    hand_over(chosen, document, html=html, to=to)
