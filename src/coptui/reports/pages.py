"""The pages that `coptui report` and its screen make: the review, and those for a sponsor, a year
for the sponsor and for members."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from coptui.language import tr
from coptui.reports.document import ReportDocument
from coptui.reports.words import ReportSource


class Page(NamedTuple):
    """A page: what it is called, how far it usually looks back, and what makes it.

    A page without blocks has nothing to say, and isn't shown; its hints say so.
    """

    title: str
    since: str
    make: Callable[[ReportSource, date], ReportDocument]


# Each is loaded when it is made: none is needed to open the screen.


def _review(source: ReportSource, since: date) -> ReportDocument:
    from coptui.reports.review import review

    return review(source, since)


def _sponsor(source: ReportSource, since: date) -> ReportDocument:
    from coptui.reports.sponsor import sponsor

    return sponsor(source, since)


def _sponsor_year(source: ReportSource, since: date) -> ReportDocument:
    from coptui.reports.sponsor_year import sponsor_year

    return sponsor_year(source, since)


def _members(source: ReportSource, since: date) -> ReportDocument:
    from coptui.reports.members import members_page

    return members_page(source, since)


PAGES: Mapping[str, Page] = {
    "review": Page(tr("Review"), "90d", _review),
    "sponsor": Page(tr("Page for a sponsor"), "90d", _sponsor),
    "members": Page(tr("Page for members"), "1m", _members),
    "sponsor-year": Page(tr("Our year, for the sponsor"), "1y", _sponsor_year),
}
