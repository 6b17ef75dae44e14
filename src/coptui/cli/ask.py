"""`coptui ask`."""

from __future__ import annotations

from pathlib import Path

import click

from coptui.cli import output, place
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.sentences import USE_ONE
from coptui.errors import UsageError


@click.command(cls=Verb, name="ask", short_help="Print slips that ask those who came how it was.")
@click.argument("event", nargs=-1)
@click.option("--slips", metavar="FILE", type=click.Path(), help="Save a page of eight slips as a new HTML file, to print and cut.")  # fmt: skip
@chosen
def command(chosen: Chosen, event: tuple[str, ...], slips: str | None) -> None:
    """Print a form that asks how an event was, in the community's own words and without a name.

    EVENT is an id, a date or part of the title. Without it: the last event that took place. To
    ask by letter, use `coptui write ask`. Type slips in with a key a question: r on the event in
    the full screen, then p.
    """
    from coptui.reports.file import write_new
    from coptui.reports.meeting import choose_event
    from coptui.reports.slips import slip_records, slip_text, slips_page

    if slips is not None and chosen.read_only:
        raise UsageError("--read-only and --slips can't be used together.", USE_ONE)
    session = place.session(chosen, writing=False)
    asked = choose_event(session.community, " ".join(event), session.today, before=False)
    if slips is not None:
        path = write_new(Path(slips), slips_page(session.community, asked))
        output.say(f"Written: {path}")
    elif chosen.json:
        output.records(slip_records(session.community))
    else:
        output.text(slip_text(session.community, asked).rstrip("\n"))
    session.close()
