"""`coptui report`."""

from __future__ import annotations

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.cli.papers import hand_over, to_hand_over
from coptui.core.model.sentences import USE_ONE
from coptui.errors import UsageError
from coptui.language import tr


@click.command(
    cls=Verb,
    name="report",
    of_a_group=True,
    short_help=tr("Print a review of the community, or a page for the sponsor or members."),
)
@click.option(
    "--since", metavar="SPAN",
    help=tr("Look back this far: 90d (the default), 1m (the default with --members), 1y (the default with --year), or a date such as 2026-09-01."),
)  # fmt: skip
@click.option(
    "--sponsor", is_flag=True, help=tr("Print one page for a sponsor instead of the review.")
)
@click.option("--year", is_flag=True, help=tr("With --sponsor: print the latest answers to the yearly checklist for the sponsor (sponsor-year)."))  # fmt: skip
@click.option(
    "--members", is_flag=True, help=tr("Print one page for all members instead of the review.")
)
@to_hand_over
@chosen
def command(
    chosen: Chosen,
    since: str | None,
    sponsor: bool,
    year: bool,
    members: bool,
    html: bool | None,
    to: str | None,
) -> None:
    """Print a review: the latest answers to finished checklists, what has changed, and the follow-ups.

    With --sponsor, print a page for the sponsor instead: stories that may be told, who takes part
    and what is needed. With --sponsor and --year, print the answers to the questions that the sponsor
    asks once a year (the checklist sponsor-year), with the evidence beside them. With --members, print
    a page for members: what happened, who is new, who needs help, what comes next and which items of
    the library were used. The page is Markdown, or with --html one page to read or print. If there is nothing to
    report, coptui says so and prints no page.
    """
    from coptui.core.model.typed_days import parse_since
    from coptui.reports.pages import PAGES

    if sponsor and members:
        raise UsageError(tr("--sponsor and --members can't be used together."), USE_ONE)
    if year and not sponsor:
        raise UsageError(
            tr("--year can only be used together with --sponsor."), tr("Add --sponsor.")
        )
    about_sponsor = "sponsor-year" if year else "sponsor"
    page = PAGES["members" if members else about_sponsor if sponsor else "review"]
    session = which_file.session(chosen, writing=False)
    first = parse_since(since or page.since, session.today)
    which_file.say_left_out(*session.evidence_lines.broken)
    document = page.make(session, first)
    if (members or year) and not document.blocks:
        output.say("\n".join(document.hints))
        return
    hand_over(chosen, document, html=html, to=to)
