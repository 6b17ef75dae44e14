"""`coptui report`."""

from __future__ import annotations

import click

from coptui.cli import output, place
from coptui.cli.options import Chosen, Verb, chosen
from coptui.cli.papers import hand_over, to_hand_over
from coptui.core.model.sentences import USE_ONE
from coptui.errors import UsageError
from coptui.language import tr


@click.command(
    cls=Verb,
    name="report",
    short_help=tr("Print a review of the community, or a page for the sponsor or members."),
)
@click.option(
    "--since", metavar="SPAN",
    help=tr("Look back this far: 90d (the default), 1m (the default with --members), 1y (the default with --year), or a date such as 2026-09-01."),
)  # fmt: skip
@click.option(
    "--sponsor", is_flag=True, help=tr("Print one page for a sponsor instead of the review.")
)
@click.option("--year", is_flag=True, help=tr("With --sponsor: print the answers from the last walk through the sponsor's year."))  # fmt: skip
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
    """Print a review: what the last finished walks say, what has changed, and their follow-ups.

    With --sponsor, it is a page for the sponsor instead: stories that may be told, who takes part
    and what is needed. With --year as well, it is the sponsor's year: the answers to the sponsor's
    own questions (the checklist sponsor-year), with the evidence beside them. With --members, it is
    a page for members: what happened, who is new, who needs help, what is next and what was used.
    The page is Markdown, or with --html one page to read or print. Where there is nothing to tell,
    nothing is printed.
    """
    from coptui.core.model.typed_days import parse_since
    from coptui.reports.pages import PAGES

    if sponsor and members:
        raise UsageError(tr("--sponsor and --members can't be used together."), USE_ONE)
    if year and not sponsor:
        raise UsageError(tr("--year only works with --sponsor."), tr("Add --sponsor."))
    about_sponsor = "sponsor-year" if year else "sponsor"
    page = PAGES["members" if members else about_sponsor if sponsor else "review"]
    session = place.session(chosen, writing=False)
    first = parse_since(since or page.since, session.today)
    place.say_left_out(*session.evidence_lines.broken)
    document = page.make(session, first)
    if (members or year) and not document.blocks:
        output.say("\n".join(document.hints))
        return
    hand_over(chosen, document, html=html, to=to)
