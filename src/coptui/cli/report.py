"""`coptui report`."""

from __future__ import annotations

import click

from coptui.cli import place
from coptui.cli.options import Chosen, Verb, chosen
from coptui.cli.papers import hand_over, to_hand_over


@click.command(
    cls=Verb,
    name="report",
    short_help="Print a review of the community, or a page for the sponsor.",
)
@click.option(
    "--since", metavar="SPAN", default="90d", show_default=True,
    help="How far to look back: 90d, 6w, 3m, 1y, or a date such as 2026-09-01.",
)  # fmt: skip
@click.option("--sponsor", is_flag=True, help="Print one page for a sponsor instead of the review.")
@to_hand_over
@chosen
def command(chosen: Chosen, since: str, sponsor: bool, html: bool | None, to: str | None) -> None:
    """Print a review: what the last finished walks say, what has changed, and their follow-ups.

    With --sponsor it is another page: stories that may be told, who takes part and what is
    needed, with nothing from the review. It is Markdown, or with --html one page to read or
    print.
    """
    from coptui.core.model.typed_days import parse_since

    session = place.session(chosen, writing=False)
    first = parse_since(since, session.today)
    place.say_left_out(*session.evidence_lines.broken)
    if sponsor:
        from coptui.reports.sponsor import sponsor as made
    else:
        from coptui.reports.review import review as made
    hand_over(chosen, made(session, first), html=html, to=to)
