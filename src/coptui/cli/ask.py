"""`coptui ask`."""

from __future__ import annotations

from pathlib import Path

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.sentences import USE_ONE
from coptui.errors import UsageError
from coptui.language import tr


@click.command(
    cls=Verb,
    name="ask",
    of_a_group=True,
    short_help=tr("Print slips that ask people how the event was."),
)
@click.argument("event", nargs=-1)
@click.option("--slips", metavar="FILE", type=click.Path(), help=tr("Save a page of eight slips as a new HTML file, to print and cut."))  # fmt: skip
@click.option(
    "--yearly",
    is_flag=True,
    help=tr(
        "Ask the ten questions of the members' checklist instead, which are about the community."
    ),
)
@chosen
def command(chosen: Chosen, event: tuple[str, ...], slips: str | None, yearly: bool) -> None:
    """Print a form that asks how an event was, in the community's own words and without a name.

    EVENT is an id, a date or part of the title. Without it: the last event that took place. To
    ask by letter, use `coptui write ask`, or once a year `coptui write yearly`. To type in the answers,
    one key for each question, press r on the event in the full screen, then p; for the members'
    checklist, type :members' checklist.
    """
    from coptui.reports.file import write_new
    from coptui.reports.meeting import choose_event
    from coptui.reports.slips import (
        slip_records,
        slip_text,
        slips_page,
        yearly_page,
        yearly_records,
        yearly_text,
    )

    if slips is not None and chosen.read_only:
        raise UsageError(tr("--read-only and --slips can't be used together."), USE_ONE)
    session = which_file.session(chosen, writing=False)
    community, language = session.community, session.settings.language
    if yearly and event:
        raise UsageError(
            tr(
                "EVENT and --yearly can't be used together: the members' checklist is about the community, not about one event."
            ),
            USE_ONE,
        )
    about = (
        None if yearly else choose_event(community, " ".join(event), session.today, before=False)
    )
    if slips is not None:
        page = yearly_page(community, language) if about is None else slips_page(community, about)
        output.say(tr("Written: {write_new}", write_new=write_new(Path(slips), page)))
    elif chosen.json:
        output.records(yearly_records(language) if about is None else slip_records(community))
    else:
        text = yearly_text(community, language) if about is None else slip_text(community, about)
        output.text(text.rstrip("\n"))
    session.close()
