"""What of a community can be seen: as it was on a day, and by whom. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from coptui.core.model.community import Community, Unread
from coptui.core.model.records import Run, Subject


def view_of(
    whole: Community, day: date | None, *, in_a_room: bool, group: tuple[str, date] | None = None
) -> Community:
    """Return what can be seen: as it was at the end of `day` if there is one, of one group if it is
    named with the day from which it is seen, and without what is private while a room looks on."""
    # Most of the time all of it is seen, and none of them is loaded.
    if day is not None:
        from coptui.core.views.as_of import as_of

        whole = as_of(whole, day)
    if group is not None:
        from coptui.core.views.of_group import of_group

        whole = of_group(whole, *group)
    if in_a_room:
        from coptui.core.views.presenting import fit_to_show

        whole = fit_to_show(whole)
    return whole


class _Walked(Struct, frozen=True, gc=False):
    """What a walk was of."""

    group: str = ""
    subject: Subject = field(default_factory=Subject)


def without_walks_of_groups(community: Community) -> Community:
    """Return the community without the walks through it that were of one group alone; one about a
    person, an event or a topic is seen wherever they are."""
    runs = community.runs
    # Of a table that no one read yet, no more is read for this.
    brief = runs.brief(_Walked) if isinstance(runs, Unread) else None
    walked: Mapping[int, _Walked | Run] = runs if brief is None else brief
    dropped = {
        number: None
        for number, run in walked.items()
        if run.group and run.subject.kind == "community"
    }
    return community.with_records("runs", dropped) if dropped else community
