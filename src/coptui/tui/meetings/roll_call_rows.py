"""The roster of an event as rows: a mark in words, a name, why they are expected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from coptui.core.finding.search import name_apart
from coptui.core.meetings.roll_call import Expected, not_marked
from coptui.core.model.community import Community
from coptui.core.model.records import Attendance, Event
from coptui.core.model.text import fold, show
from coptui.language import tr
from coptui.tui.kit.rows import Column, Rows, Span, Tone
from coptui.tui.records.words import person

EXPECTED: Mapping[str, str] = {
    "said yes": tr("said yes"),
    "said maybe": tr("said maybe"),
    "comes often": tr("comes often"),
    "came before": tr("came before"),
    "member": tr("member"),
    "said no": tr("said no"),
    "guest": tr("guest"),
}
"""Why someone stands on the roster."""
MARKS: dict[str | None, tuple[str, Tone]] = {
    "attended": (tr("present"), "good"),
    "late": (tr("late"), "good"),
    "excused": (tr("sent apologies"), "quiet"),
    "absent": (tr("absent"), "quiet"),
    "no-show": (tr("absent"), "quiet"),
    None: ("", "quiet"),
}


def known_as(community: Community, expected: Iterable[Expected]) -> dict[int, str]:
    """Return the text in which a typed name is looked for, by member id."""
    names = {}
    for guest in expected:
        member = community.members.get(guest.member)
        aliases = member.aliases if member else ()
        names[guest.member] = fold(" ".join((person(community, guest.member), *aliases)))
    return names


def names_apart(community: Community, expected: Sequence[Expected]) -> dict[int, str]:
    """Return the names of namesakes among those expected, with what tells them apart, by member id."""
    members = [guest.member for guest in expected if guest.member in community.members]
    times = Counter(community.members[number].name for number in members)
    return {
        number: name_apart(community, "members", number, members)
        for number in members
        if times[community.members[number].name] > 1
    }


def roster_rows(
    community: Community,
    event: Event,
    expected: Sequence[Expected],
    *,
    names: Mapping[int, str],
    query: str,
    silent: bool,
) -> Rows:
    """Return a line for each person; `silent` leaves only those present who have not spoken yet.

    `names` is what `known_as` returns for those who are expected.
    """
    shown, apart = expected, names_apart(community, expected)
    for word in fold(query).split():
        shown = tuple(
            [person_expected for person_expected in shown if word in names[person_expected.member]]
        )
    if silent:
        quiet = {who for who, entry in event.attendance.items() if _is_silent(entry)}
        shown = tuple(
            [person_expected for person_expected in shown if person_expected.member in quiet]
        )

    def cells(index: int) -> tuple[Span, ...]:
        person_expected = shown[index]
        entry = event.attendance.get(person_expected.member, Attendance())
        member = community.members.get(person_expected.member)
        mark, tone = MARKS[entry.status]
        if entry.spoke:
            mark = tr("{mark}, spoke", mark=mark)
        introduced = member.introduced_by if member and member.status == "guest" else None
        why = (
            tr("guest of {name}", name=person(community, introduced))
            if introduced
            else tr("prospect")
            if member and member.status == "prospect" and person_expected.why == "guest"
            else EXPECTED[person_expected.why]
        )
        marked: Tone = "quiet" if entry.status in ("absent", "no-show", "excused") else "plain"
        number = person_expected.member
        name = show(apart[number]) if number in apart else person(community, number)
        return Span(name, marked), Span(mark, tone), Span(show(why), "quiet")

    if silent:
        empty = tr("Everyone has spoken.")
    elif expected:
        empty = tr("No match. Press + then m to add someone.")
    else:
        empty = tr("No one is expected. Press + then m to add someone.")
    return Rows(
        tuple([person_expected.member for person_expected in shown]),
        cells,
        columns=(
            Column(tr("name"), least=24),
            Column(tr("mark"), 18),
            Column(tr("why listed"), 24),
        ),
        count=str(len(shown)),
        empty=(Span(empty, "quiet"),),
    )


def _is_silent(entry: Attendance) -> bool:
    return entry.there and not entry.spoke


def tally(event: Event, expected: Collection[int]) -> str:
    """Return `12 present (5 spoke), 3 sent apologies, 1 absent, 9 not marked`: the parts add up to
    everyone. `expected` are member ids."""
    entries = list(event.attendance.values())
    spoke = sum(bool(entry.spoke) and entry.there for entry in entries)
    counts = (
        (len(event.there), tr("present ({count} spoke)", count=spoke) if spoke else tr("present")),
        (sum(entry.status == "excused" for entry in entries), tr("sent apologies")),
        (sum(entry.status in ("absent", "no-show") for entry in entries), tr("absent")),
        (not_marked(event, expected), tr("not marked")),
    )
    return ", ".join(f"{count} {word}" for count, word in counts if count)
