"""What of a community can be seen: as it was on a day, and by whom. Pure."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community


def shown(
    whole: Community, day: date | None, *, in_a_room: bool, group: tuple[str, date] | None = None
) -> Community:
    """Return what can be seen: as it was at the end of `day` if there is one, of one group if it is
    named with the day from which it is seen, and without what is private while a room looks on."""
    # Most of the time all of it is seen, and none of them is loaded.
    if day is not None:
        from coptui.core.model.asof import as_of

        whole = as_of(whole, day)
    if group is not None:
        from coptui.core.model.of_group import of_group

        whole = of_group(whole, *group)
    if in_a_room:
        from coptui.core.model.presenting import fit_to_show

        whole = fit_to_show(whole)
    return whole
