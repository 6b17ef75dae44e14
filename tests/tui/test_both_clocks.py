"""An event elsewhere has its own clock beside the community's, in the wide list and in a preview too."""

from __future__ import annotations

from datetime import date

import pytest

from coptui.core.lists.listing import Listing
from coptui.core.model.community import Community
from coptui.core.model.records import Event, Profile, Source
from coptui.exchange.planning.plan import ImportChoices, plan
from coptui.exchange.tables.found import Found, FoundEvent
from coptui.tui.exchange.import_preview_rows import preview_rows
from coptui.tui.records.lists import WIDE_CLOCKS, list_rows

TODAY = date(2026, 11, 20)
HOME = Profile(id=1, name="Circle", time_zone="America/New_York")
ELSEWHERE = Event(id=1, title="Call", starts_at="2026-11-24T18:00", time_zone="Europe/Berlin")


def text_of(rows) -> str:
    return "\n".join(
        "".join(span.text for span in rows.cells(number)) for number in range(len(rows.keys))
    )


@pytest.mark.parametrize("width", [WIDE_CLOCKS, 200])
def test_in_the_wide_list_of_events(width) -> None:
    community = Community(profile=HOME, events={1: ELSEWHERE})
    shown = text_of(list_rows(community, Listing("events"), TODAY, width=width))
    assert "12:00, 18:00 in Berlin" in shown


@pytest.mark.parametrize("known", [True, False], ids=["known", "new"])
def test_in_the_preview_of_an_import(known) -> None:
    in_file = Found(
        "Calendar",
        "events",
        events=(
            FoundEvent(
                line=1, title="Call", starts_at="2026-11-24T18:00", time_zone="Europe/Berlin"
            ),
        ),
    )
    community = Community(profile=HOME, events={1: ELSEWHERE} if known else {})
    planned = plan(
        community, in_file, today=TODAY, source=Source(file="x"), choices=ImportChoices()
    )
    shown = text_of(preview_rows(community, planned, matched_shown=False, width=120))
    assert "Tue 24 Nov 2026 12:00, 18:00 in Berlin" in shown
