"""A plan as rows: the meeting, who has to be settled, who is known, what is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.labels import label_of, singular_of
from coptui.core.model.records import Event
from coptui.core.model.sentences import undoable, who_is
from coptui.core.model.text import as_sentence, show
from coptui.core.model.zones import day_and_clocks
from coptui.exchange.planning.planned import (
    OPEN,
    ImportPlan,
    Meeting,
    PlannedPerson,
)
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, Tone, joined, listed
from coptui.tui.records.words import heading, name_of, pad, text_rows

NAME = 28
"""Cells for a name as it is in the file."""
STATE: Mapping[str, Tone] = {"known": "good", "new": "accent", "open": "warn"}
SAID_OF = {"known": tr("in your calendar"), "new": tr("new"), "open": tr("to choose")}


def preview_rows(
    community: Community, plan: ImportPlan, *, matched_shown: bool, width: int
) -> Rows:
    """Return the plan as rows, whose keys are ("meeting", its place) or ("person", who it stands for)."""
    width = max(40, width - 3)
    persons = plan.persons

    def people(rows: Sequence[PlannedPerson]) -> Rows:
        keys = [("person", row.who) for row in rows]
        return Rows(keys, lambda number: _person(community, rows[number], width))

    # What was assumed, and what is kept as text, is seen before any row.
    parts = [listed(text_rows(note, width, "quiet", " ")) for note in plan.notes]
    parts += _meetings(community, plan, width)
    if persons.asked:
        open_ones = sum(row.state in OPEN for row in persons.asked)
        if open_ones > 2:
            said = tr("Not matched: {open_ones}; press A to add them all", open_ones=open_ones)
        elif open_ones:
            said = tr("Not matched: {open_ones}", open_ones=open_ones)
        else:
            said = tr("All names are settled")
        parts += [_headed(said), people(persons.asked)]
    if persons.matched:
        parts.append(_headed(tr("Matched: {count}", count=len(persons.matched))))
        hidden = listed([Row(None, (Span("    " + tr("press o to show them"), "quiet"),))])
        parts.append(people(persons.matched) if matched_shown else hidden)
    if persons.new:
        parts += [
            _headed(tr("New people: {count}", count=len(persons.new))),
            people(persons.new),
        ]
    lines = lines_of(community, plan)
    if plan.entries:
        parts.append(_headed(tr("New entries: {count}", count=len(plan.entries))))
        parts.append(lines["entry"].rows("entry", width))
    left_out = plan.persons.left_out
    if left_out or plan.left:
        parts.append(_headed(tr("Left out: {left_out}", left_out=plan.saved.left_out)))
        parts += [
            Rows(
                [("person", row.who) for row in left_out],
                lambda place: _line(left_out[place].name, left_out[place].why, width),
            ),
            lines["left"].rows("left", width),
        ]
    if plan.differences:
        count = len(plan.differences)
        parts.append(_headed(tr("Different in coptui, so left unchanged: {count}", count=count)))
        parts.append(lines["difference"].rows("difference", width))
    if plan.filled:
        parts.append(_headed(tr("Empty fields filled in: {count}", count=len(plan.filled))))
        parts.append(lines["filled"].rows("filled", width))
    if plan.rated:
        parts.append(_headed(tr("Ratings: {ratings}", ratings=plan.saved.ratings)))
        parts.append(lines["rated"].rows("rated", width))
    if plan.posts:
        parts.append(_headed(tr("New posts: {posts}", posts=plan.posts)))
    # What stands first needs no empty line above it.
    if parts and len(parts[0]) and not parts[0].cells(0):
        first = parts[0]
        parts[0] = Rows(first.keys[1:], lambda number: first.cells(number + 1))
    return joined(parts)


class ToldLines(NamedTuple):
    """ToldLines of the preview that only tell something: how many, and of each a name and what is said
    of it."""

    length: int
    told: Callable[[int], tuple[str, str]]

    def rows(self, kind: str, width: int) -> Rows:
        return Rows(
            [(kind, number) for number in range(self.length)],
            lambda number: _line(*self.told(number), width),
        )

    def in_full(self, number: int, width: int) -> Rows:
        """Return one of them in full: in the list it is cut at the end of its line."""
        name, said = self.told(number)
        return listed(
            [
                *text_rows(show(name), width - 1, "heading", " "),
                *text_rows(show(said), width - 3, "quiet", "   "),
            ]
        )


def lines_of(community: Community, plan: ImportPlan) -> Mapping[str, ToldLines]:
    """Return the lines that only tell something, by the first part of their keys."""

    def entry(number: int) -> tuple[str, str]:
        return plan.entries[number].name, singular_of(plan.entries[number].record.table)

    def left(number: int) -> tuple[str, str]:
        row = plan.left[number]
        return tr("line {line}: {text}", line=row.line, text=row.text), row.reason

    def difference(number: int) -> tuple[str, str]:
        row = plan.differences[number]
        if not row.ours:
            return row.name, f"{row.field}: {row.theirs}"
        return row.name, tr(
            "{field}: {theirs} in the file, {ours} in coptui",
            field=row.field,
            theirs=row.theirs,
            ours=row.ours,
        )

    def filled(number: int) -> tuple[str, str]:
        row = plan.filled[number]
        records = community.members if row.table == "members" else community.events
        return label_of(records[row.id]), f"{row.field}: {row.value}"

    def rated(number: int) -> tuple[str, str]:
        return plan.rated[number].title, plan.rated[number].said

    return {
        "entry": ToldLines(len(plan.entries), entry),
        "left": ToldLines(len(plan.left), left),
        "difference": ToldLines(len(plan.differences), difference),
        "filled": ToldLines(len(plan.filled), filled),
        "rated": ToldLines(len(plan.rated), rated),
    }


def perhaps_rows(community: Community, row: PlannedPerson | None, width: int) -> Rows:
    """Return whom the name under the cursor may mean, numbered and with the reasons."""
    if row is None:
        return listed([])
    name = show(row.name)
    if row.state not in OPEN and not (row.state == "skipped" and row.suggestions):
        return listed(
            text_rows(f"{name}: {_answer(community, row)}{_where(row)}", width - 1, "quiet", " ")
        )
    rows = [
        Row(
            None,
            (Span(" " + who_is(name), "heading"), Span(_where(row), "quiet")),
        )
    ]
    for number, one in enumerate(row.suggestions, 1):
        who = pad(name_of(community.members.get(one.member)), NAME)
        why = pad(show(one.why), max(8, width - NAME - 8)).rstrip()
        rows.append(
            Row(None, (Span(f"   {number} ", "accent"), Span(who), Span(f" {why}", "quiet")))
        )
    if not row.suggestions:
        said = as_sentence(row.why)
        rows += text_rows(f"{said}.", width - 1, "quiet", "   ")
    return listed(rows)


def done_line(community: Community, plan: ImportPlan) -> str:
    """Return what an accepted import did, in a line."""
    said = []
    if plan.kind == "attendance" and len(plan.meetings) == 1:
        meeting = plan.meetings[0]
        event = community.events.get(meeting.event or 0)
        said.append(
            tr(
                "{here} present at {name}",
                here=meeting.here,
                name=name_of(event) if event else show(meeting.title),
            )
        )
    elif plan.kind == "ratings":
        said += [
            tr(
                "{ratings} of {name}",
                ratings=counted(rated.new, "{count} rating", "{count} ratings"),
                name=show(rated.title),
            )
            for rated in plan.rated
        ]
    else:
        if plan.kind == "people" and plan.saved.matched:
            said.append(counted(plan.saved.matched, "{count} person matched", "{count} people matched"))  # fmt: skip
        said.append(plan.saved.said)
    if plan.saved.not_matched:
        said.append(counted(plan.saved.not_matched, "{count} name left unmatched", "{count} names left unmatched"))  # fmt: skip
    return undoable(", ".join(filter(None, said)) or tr("Imported"))


def _headed(text: str) -> Rows:
    return listed(heading(" " + text))


def _meetings(community: Community, plan: ImportPlan, width: int) -> list[Rows]:
    # Those that someone has to look at come first.
    order = sorted(plan.meetings, key=lambda meeting: ("open", "new", "known").index(meeting.state))
    alone = len(order) == 1
    rows = Rows(
        [("meeting", meeting.place) for meeting in order],
        lambda number: _meeting(community, order[number], width, alone=alone),
    )
    if not order or alone:
        return [rows]
    counts = {state: sum(meeting.state == state for meeting in order) for state in STATE}
    said = ", ".join(f"{count} {SAID_OF[state]}" for state, count in counts.items() if count)
    head = tr("Events: {count} ({said})", count=len(order), said=said)
    if plan.kind == "events" and plan.left:
        # What a calendar called off would else be missed without a word.
        head = tr(
            "Events: {count} ({said}); {left} more left out, listed below with the reason",
            count=len(order),
            said=said,
            left=len(plan.left),
        )
    return [listed([Row(None, (Span(" " + head, "heading"),))]), rows]


def _meeting(
    community: Community, meeting: Meeting, width: int, *, alone: bool
) -> tuple[Span, ...]:
    event = community.events.get(meeting.event or 0)
    title = name_of(event) if event else show(meeting.title) or tr("Meeting")
    held_at = event or Event(starts_at=meeting.starts_at, time_zone=meeting.time_zone)
    day = held_at.starts_at if meeting.state == "open" else day_and_clocks(community, held_at)
    said = {
        "known": tr("your event: {why}", why=meeting.why),
        "new": tr("a new event; press e to choose an existing one")
        if alone and community.events
        else tr("a new event"),
        "open": tr("{why}; press e to choose", why=meeting.why),
    }[meeting.state]
    text = " ".join(filter(None, (title, day)))
    # One by itself has the line; of many, what is said of them stands in a column.
    room = width - cell_len(said) - 2
    text = pad(text, max(16, min(cell_len(text), room)) if alone else min(44, width // 2))
    tone = STATE[meeting.state]
    return Span(" "), Span(text, "strong"), Span(f" {said}", tone)


def _person(community: Community, row: PlannedPerson, width: int) -> tuple[Span, ...]:
    minutes = tr("{minutes:.0f} min", minutes=row.minutes) if row.minutes else ""
    if row.state in OPEN:
        first = row.suggestions[0] if row.suggestions and row.state != "ambiguous" else None
        said = row.why
        if first is not None:
            said = f"1 {name_of(community.members.get(first.member))}: {first.why}"
        tone: Tone = "warn"
    else:
        said, tone = _answer(community, row), "good" if row.state != "ignored" else "quiet"
    text = pad(show(said), max(8, width - NAME - 12)).rstrip()
    name = pad(show(row.name), NAME)
    return Span("  "), Span(name), Span(f"{minutes:>8}  ", "quiet"), Span(text, tone)


def _where(row: PlannedPerson) -> str:
    """Return the line of the file, if it has lines."""
    return "  " + tr("line {line}", line=row.line) if row.line else ""


def _answer(community: Community, row: PlannedPerson) -> str:
    if row.state == "matched":
        return f"{name_of(community.members.get(row.member or 0))}, {row.why}"
    if row.state == "new" and row.namesake is not None:
        return tr("new; line {line} has the same name, perhaps the same person", line=row.namesake)
    return tr("new; press x to leave them out") if row.state == "new" else row.why


def _line(name: str, said: str, width: int) -> tuple[Span, ...]:
    room = min(NAME, width // 3)
    text = pad(show(said), max(8, width - room - 4)).rstrip()
    name = pad(show(name), room)
    return Span("  "), Span(name, "quiet"), Span("  "), Span(text, "quiet")
