"""The roster of a meeting as rows: a mark in words, a name, why they are expected."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.core.community import Community
from coptui.core.records import Attendance, Event
from coptui.core.roll_call import Expected
from coptui.core.text import fold, show
from coptui.tui.present.words import person
from coptui.tui.rows import Column, Row, Rows, Span, Tone, listed

MARKS: dict[str | None, tuple[str, Tone]] = {
    "attended": ("here", "good"),
    "late": ("here, late", "good"),
    "excused": ("excused", "quiet"),
    "absent": ("not here", "quiet"),
    "no-show": ("not here", "quiet"),
    None: ("", "quiet"),
}


def roster_rows(
    community: Community, event: Event, expected: Sequence[Expected], *, query: str, silent: bool
) -> Rows:
    """One line a person; `silent` leaves only those who are here and have not spoken yet."""
    rows: list[Row] = []
    words = fold(query).split()
    for one in expected:
        entry = event.attendance.get(one.member, Attendance())
        if silent and not (entry.there and not entry.spoke):
            continue
        name = person(community, one.member)
        member = community.members.get(one.member)
        known = fold(" ".join((name, *(member.aliases if member else ()))))
        if not all(word in known for word in words):
            continue
        mark, tone = MARKS[entry.status]
        if entry.spoke:
            mark = f"{mark}, spoke"
        introduced = member.introduced_by if member and member.status == "guest" else None
        why = f"guest, with {person(community, introduced)}" if introduced else one.why
        marked = "quiet" if entry.status in ("absent", "no-show", "excused") else "plain"
        rows.append(
            Row(one.member, (Span(name, marked), Span(mark, tone), Span(show(why), "quiet")))  # type: ignore[arg-type]
        )
    empty = "Nobody is left who has not spoken." if silent else "Nobody fits. + adds a walk-in."
    return listed(
        rows,
        columns=(Column("name"), Column("mark", 18), Column("expected", 24)),
        count=str(len(rows)),
        empty=(Span(empty, "quiet"),),
    )


def tally(event: Event, expected: Sequence[Expected]) -> str:
    """`12 here, 5 spoke, 3 excused, 9 not marked`."""
    entries = list(event.attendance.values())
    marked = {who for who, entry in event.attendance.items() if entry.status}
    counts = (
        (len(event.there), "here"),
        (sum(bool(entry.spoke) for entry in entries), "spoke"),
        (sum(entry.status == "excused" for entry in entries), "excused"),
        (sum(one.member not in marked for one in expected), "not marked"),
    )
    return ", ".join(f"{count} {word}" for count, word in counts if count)
