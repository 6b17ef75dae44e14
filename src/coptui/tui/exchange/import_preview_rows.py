"""A plan as rows: the meeting, who has to be settled, who is known, what is left out and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from rich.cells import cell_len

from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.labels import SINGULAR, label_of
from coptui.core.model.records import Event
from coptui.core.model.sentences import undoable, who_is
from coptui.core.model.text import show
from coptui.core.model.when import full_day
from coptui.core.model.zones import day_and_clocks
from coptui.exchange.planning.planned import (
    OPEN,
    Filled,
    ImportPlan,
    Meeting,
    PlannedEntry,
    PlannedPerson,
)
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, joined, listed
from coptui.tui.records.words import heading, name_of, pad, text_rows

NAME = 28
"""Cells for a name as it is in the file."""
_UNSAID = {"keep": tr("kept as text"), "skip": tr("left out")}
STATE: Mapping[str, Tone] = {"known": "good", "new": "accent", "open": "warn"}
SAID_OF = {"known": tr("in your calendar"), "new": tr("new"), "open": tr("to choose")}


def file_rows(files: Sequence[tuple[Path, float]], now: datetime) -> Rows:
    """Return the files that may be meant, the newest first: name, folder, when it was saved."""
    rows = []
    for place, (path, changed) in enumerate(files):
        saved = datetime.fromtimestamp(changed, now.tzinfo)
        today = saved.date() == now.date()
        when = f"{saved:%H:%M}" if today else full_day(saved.date())
        folder = show(str(path.parent))
        rows.append(Row(place, (Span(show(path.name)), Span(folder, "quiet"), Span(when, "quiet"))))
    return listed(
        rows,
        columns=(Column(tr("file")), Column(tr("folder"), 26), Column(tr("saved"), 15)),
        count=str(len(rows)),
        empty=(
            Span(
                tr("There are no .csv, .ics, .vcf or .txt files here; press / to type a path."),
                "quiet",
            ),
        ),
    )


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
        parts += [listed(heading(" " + said)), people(persons.asked)]
    if persons.matched:
        parts.append(listed(heading(" " + tr("Matched: {count}", count=len(persons.matched)))))
        hidden = listed([Row(None, (Span("    " + tr("press o to show them"), "quiet"),))])
        parts.append(people(persons.matched) if matched_shown else hidden)
    if persons.new:
        parts += [
            listed(heading(" " + tr("New people: {count}", count=len(persons.new)))),
            people(persons.new),
        ]
    if plan.entries:
        parts.append(listed(heading(" " + tr("New entries: {count}", count=len(plan.entries)))))
        parts.append(
            _read_only(len(plan.entries), lambda number: _entry(plan.entries[number], width))
        )
    parts += _left_out(plan, width)
    if plan.differences:
        parts.append(
            listed(
                heading(
                    " "
                    + tr(
                        "Different in coptui, so left unchanged: {count}",
                        count=len(plan.differences),
                    )
                )
            )
        )
        parts.append(
            _read_only(len(plan.differences), lambda number: _difference(plan, number, width))
        )
    if plan.filled:
        parts.append(
            listed(heading(" " + tr("Empty fields filled in: {count}", count=len(plan.filled))))
        )
        parts.append(
            _read_only(
                len(plan.filled), lambda number: _filled(community, plan.filled[number], width)
            )
        )
    if plan.rated:
        parts.append(listed(heading(" " + tr("Ratings: {ratings}", ratings=plan.saved.ratings))))
        parts.append(
            _read_only(
                len(plan.rated),
                lambda number: _line(plan.rated[number].title, plan.rated[number].said, width),
            )
        )
    if plan.posts:
        parts.append(listed(heading(" " + tr("New posts: {posts}", posts=plan.posts))))
    # What stands first needs no empty line above it.
    if parts and len(parts[0]) and not parts[0].cells(0):
        first = parts[0]
        parts[0] = Rows(first.keys[1:], lambda number: first.cells(number + 1))
    return joined(parts)


def perhaps_rows(community: Community, row: PlannedPerson | None, width: int) -> Rows:
    """Return whom the name under the cursor may mean, numbered and with the reasons."""
    if row is None:
        return listed([])
    name = show(row.name)
    if row.state not in OPEN and not (row.state == "skipped" and row.suggestions):
        said = f" {name}: {_answer(community, row)}{_where(row)}"
        return listed([Row(None, (Span(said, "quiet"),))])
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
        said = row.why[:1].upper() + row.why[1:]
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


def column_rows(
    heads: Sequence[str], rows: Sequence[Sequence[str]], meanings: Mapping[int, str], width: int
) -> Rows:
    """Return the columns of an unknown table (heading, meaning, some values), then Done."""
    out = []
    for number, head in enumerate(heads):
        values = [row[number] for row in rows if number < len(row) and row[number].strip()]
        meaning = meanings.get(number, "keep")
        tone: Tone = "accent" if meaning not in _UNSAID else "quiet"
        word = _UNSAID.get(meaning, meaning)
        said = show(", ".join(values[:3]))
        out.append(
            Row(number, (Span(show(head) or tr("column {number}", number=number + 1)), Span(word, tone), Span(said, "quiet")))
        )  # fmt: skip
    out.append(
        Row(
            "done",
            (Span(tr("Done"), "strong"), Span(""), Span(tr("Enter reads the file"), "quiet")),
        )
    )
    share = max(12, (width - 20) // 3)
    return listed(
        out,
        columns=(Column(tr("column"), share), Column(tr("holds"), 14), Column(tr("for example"))),
    )


def _read_only(count: int, cells: Callable[[int], tuple[Span, ...]]) -> Rows:
    return Rows([None] * count, cells)


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
    return [
        listed(
            [
                Row(
                    None,
                    (
                        Span(
                            " " + tr("Events: {count} ({said})", count=len(order), said=said),
                            "heading",
                        ),
                    ),
                )
            ]
        ),
        rows,
    ]


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
    return tr("new; press x to leave them out") if row.state == "new" else row.why


def _left_out(plan: ImportPlan, width: int) -> list[Rows]:
    people, left = plan.persons.left_out, plan.left
    if not people and not left:
        return []
    keys = [("person", row.who) for row in people]
    return [
        listed(heading(" " + tr("Left out: {left_out}", left_out=plan.saved.left_out))),
        Rows(keys, lambda place: _line(people[place].name, people[place].why, width)),
        _read_only(
            len(left),
            lambda place: _line(
                tr("line {line}: {text}", line=left[place].line, text=left[place].text),
                left[place].reason,
                width,
            ),
        ),
    ]


def _difference(plan: ImportPlan, number: int, width: int) -> tuple[Span, ...]:
    difference = plan.differences[number]
    said = f"{difference.field}: {difference.theirs}"
    if difference.ours:
        said = tr(
            "{field}: {theirs} in the file, {ours} in coptui",
            field=difference.field,
            theirs=difference.theirs,
            ours=difference.ours,
        )
    return _line(difference.name, said, width)


def _entry(entry: PlannedEntry, width: int) -> tuple[Span, ...]:
    return _line(entry.name, SINGULAR[entry.record.table], width)


def _filled(community: Community, filled: Filled, width: int) -> tuple[Span, ...]:
    records = community.members if filled.table == "members" else community.events
    return _line(label_of(records[filled.id]), f"{filled.field}: {filled.value}", width)


def _line(name: str, said: str, width: int) -> tuple[Span, ...]:
    text = pad(show(said), max(8, width - NAME - 4)).rstrip()
    name = pad(show(name), NAME)
    return Span("  "), Span(name, "quiet"), Span("  "), Span(text, "quiet")
