"""The value matrix of the sponsor's page: stories by kind of value, with what shows it beside them.

By Wenger, Trayner and de Laat 2011, Promoting and assessing value creation in communities and
networks: a figure without a story doesn't say what came of it, and a story alone not how often.
"""

from __future__ import annotations

from datetime import date
from typing import get_args

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.practice import used_since
from coptui.core.model.records import Cycle, Story
from coptui.core.views.presenting import fit_to_show
from coptui.language import tr
from coptui.reports.document import DocumentTable

KINDS = get_args(Cycle)[:7]
"""The cycles 1 to 5, then strategic and enabling value."""


def value_matrix(community: Community, since: date, today: date) -> DocumentTable | None:
    """Return a row for each kind of value of which a public story was told or a figure is recorded
    since a day; None if no such story was told."""
    told = [
        story
        for story in fit_to_show(community).stories.values()
        if story.tone != "bad" and story.on is not None and since <= story.on <= today
    ]
    shown = _what_shows_it(community, told, since, today)
    rows = []
    for kind in KINDS:
        count = sum(story.cycle == kind for story in told)
        if count or shown.get(kind):
            rows.append((kind, str(count or "-"), shown.get(kind, "")))
    if not any(story.cycle in KINDS for story in told):
        return None
    caption = tr("Stories that may be told and other evidence, by kind of value")
    return DocumentTable(
        caption,
        (tr("Kind of value"), tr("Stories"), tr("Other evidence")),
        tuple(rows),
        frozenset({1}),
        fields=("Kind of value", "Stories", "Other evidence"),
    )


def _what_shows_it(
    community: Community, told: list[Story], since: date, today: date
) -> dict[str, str]:
    # Where no attendance was taken, it isn't known who came.
    held = [
        event for event in community.held if since <= event.day <= today and event.attendance_taken
    ]
    present = {member for event in held for member in event.there}
    kept = [
        item
        for item in community.library.values()
        if item.added_on is None or item.added_on <= today
    ]
    used = sum(used_since(item, since, today) > 0 for item in kept)
    measures = [story.measure for story in told if story.cycle == "realised" and story.measure]
    said = {
        "immediate": ", ".join(
            (
                counted(
                    len(held), "{count} event with attendance", "{count} events with attendance"
                ),
                counted(len(present), "{count} person", "{count} people"),
            )
        )
        if held and present
        else "",
        "potential": counted(
            len(kept), "{count} item in the library", "{count} items in the library"
        )
        if kept
        else "",
        "applied": counted(used, "{count} library item used", "{count} items in the library used")
        if used
        else "",
        "realised": "; ".join(f"{one.value:g} {one.unit}".strip() for one in measures),
    }
    return {kind: text for kind, text in said.items() if text}
