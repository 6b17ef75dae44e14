"""What the library keeps: what is due for a look, and what was used."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.days import later
from coptui.core.model.practice import due_for_a_look, seen_last, title_shown, used_since
from coptui.core.model.records import LibraryItem, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.wording import clauses, look_back, no_data, to_record
from coptui.language import tr

LIBRARY = "library"


def library(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count what no one looked at or added within the look-back, and what was used in it."""
    today, days = window.to, settings.look_back_days
    items = [item for item in community.library.values() if _is_known(item, today)]
    if not items:
        return no_data(LIBRARY, to_record(tr("add what you keep to the library")))
    due = [item for item in items if due_for_a_look(item, today, days)]
    first = later(today, -days)
    used = [item for item in items if used_since(item, first, today)]
    is_used_known = any(use.on is None or use.on <= today for item in items for use in item.uses)
    rows = [
        EvidenceRow(item.table, item.id, title_shown(community, item), _why(item, today))
        for item in due
    ]
    rows += [
        EvidenceRow(
            item.table,
            item.id,
            title_shown(community, item),
            counted(
                used_since(item, first, today),
                "used {count} time {in_the_last_year}",
                "used {count} times {in_the_last_year}",
                in_the_last_year=look_back(settings),
            ),
        )
        for item in used
    ]
    said_of_uses = _used(len(used), settings) if is_used_known else tr("uses not recorded")
    return Evidence(
        LIBRARY,
        len(due),
        clauses(_due(len(due), len(items), settings), said_of_uses),
        n=len(items),
        rows=tuple(rows),
        figures={"items": len(items), "used": len(used) if is_used_known else None},
    )


def _is_known(item: LibraryItem, today: date) -> bool:
    """Return whether it was there on a day, as far as known, and no later look hides an earlier one."""
    return all(day is None or day <= today for day in (item.added_on, item.looked_on))


def _due(due: int, items: int, settings: Settings) -> str:
    last_year = look_back(settings)
    if due:
        return counted(
            items,
            "{due} of {count} item not looked at {in_the_last_year}",
            "{due} of {count} items not looked at {in_the_last_year}",
            due=due,
            in_the_last_year=last_year,
        )
    return counted(
        items,
        "the only item was looked at or added {in_the_last_year}",
        "all {count} items looked at or added {in_the_last_year}",
        in_the_last_year=last_year,
    )


def _used(used: int, settings: Settings) -> str:
    last_year = look_back(settings)
    if used:
        return tr("{count} used {in_the_last_year}", count=used, in_the_last_year=last_year)
    return tr("no use recorded {in_the_last_year}", in_the_last_year=last_year)


def _why(item: LibraryItem, today: date) -> str:
    last = seen_last(item, today)
    if last is None:
        return tr("no record of when it was last looked at")
    if last == item.looked_on:
        return tr("last looked at on {day}", day=short(last, today))
    return tr("added on {day}, not looked at since as far as recorded", day=short(last, today))


ORDER = 153
LINES = (
    EvidenceLine(
        LIBRARY,
        tr("what we keep in the library"),
        tr(
            "Library items that no one has looked at in the last 12 months, leaving out "
            "those added in that time. Also how many were used in that time. Items looked "
            "at after the period are left out, because only the latest look is recorded."
        ),
        "down",
        "days",
        library,
        needs=tr("what you keep, when someone last looked at it, and who used it"),
        base=tr("items in the library"),
        silent=tr("the library is empty"),
        source="coptui",
        unit="items",
        figures=(
            ("items", tr("items in the library")),
            ("used", tr("items used in the last 12 months; no figure until a use is recorded")),
        ),
    ),
)
