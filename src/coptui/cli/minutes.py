"""`coptui minutes`."""

from __future__ import annotations

import click

from coptui.cli import which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.cli.papers import hand_over, to_hand_over
from coptui.language import tr


@click.command(
    cls=Verb,
    name="minutes",
    of_a_group=True,
    short_help=tr("Print the minutes of an event, without anything private."),
)
@click.argument("event", nargs=-1)
@to_hand_over
@chosen
def command(chosen: Chosen, event: tuple[str, ...], html: bool | None, to: str | None) -> None:
    """Print the minutes of an event, without anything private: who came, topics, outcome, follow-ups, summary.

    EVENT is an id, a date such as 2026-11-24, or part of the title. Without it: the last event
    that took place. Nothing private is included; for a confidential event, only its code and how
    many came.
    """
    from coptui.reports.meeting import choose_event, minutes_of

    session = which_file.session(chosen, writing=False)
    words = " ".join(event)
    found = choose_event(session.community, words, session.today, before=False)
    document = minutes_of(session.community, found, session.today)
    hand_over(chosen, document, html=html, to=to)
