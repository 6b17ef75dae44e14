"""A plan as rows: the meeting, who has to be settled, who is known, what is left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from rich.cells import cell_len

from coptui.core.community import Community
from coptui.core.records import day_of
from coptui.core.text import show
from coptui.core.when import full_day
from coptui.exchange.planned import OPEN, Meeting, Plan
from coptui.exchange.planned import Row as Person
from coptui.tui.present.words import heading, name_of, pad, text_rows
from coptui.tui.rows import Column, Row, Rows, Span, Tone, listed

NAME = 28
"""Cells for a name as it stands in the file."""
_UNSAID = {"keep": "kept as text", "skip": "left out"}
STATE: Mapping[str, Tone] = {"known": "good", "new": "accent", "open": "warn"}


def file_rows(files: Sequence[tuple[Path, float]], now: datetime) -> Rows:
    """Files that may be meant, the newest first: name, folder, when it was saved."""
    rows = []
    for place, (path, changed) in enumerate(files):
        saved = datetime.fromtimestamp(changed, now.tzinfo)
        today = saved.date() == now.date()
        when = f"{saved:%H:%M}" if today else full_day(saved.date())
        folder = show(str(path.parent))
        rows.append(Row(place, (Span(show(path.name)), Span(folder, "quiet"), Span(when, "quiet"))))
    return listed(
        rows,
        columns=(Column("file"), Column("folder", 26), Column("saved", 15)),
        count=str(len(rows)),
        empty=(Span("No .csv, .ics, .vcf or .txt here; / asks for a path.", "quiet"),),
    )


def preview_rows(community: Community, plan: Plan, *, matched_shown: bool, width: int) -> Rows:
    """The plan. A row's key is ("meeting", its place) or ("person", who it stands for)."""
    width = max(40, width - 3)
    rows = _meetings(community, plan, width)
    asked = people_to_settle(plan)
    if asked:
        open_ones = sum(row.state in OPEN for row in asked)
        said = f" Not matched {open_ones}" if open_ones else " All settled"
        rows += heading(f"{said}; A takes all of them in" if open_ones > 2 else said)
        rows += [_person(community, row, width) for row in asked]
    settled = {row.who for row in asked}
    matched = _each(row for row in plan.of("matched") if row.who not in settled)
    if matched:
        rows += heading(f" Matched {len(matched)}")
        if matched_shown:
            rows += [_person(community, row, width) for row in matched]
        else:
            rows.append(Row(None, (Span("    o shows them", "quiet"),)))
    new = _each(row for row in plan.of("new") if row.who not in settled)
    if new:
        rows += heading(f" New {len(new)}")
        rows += [_person(community, row, width) for row in new]
    rows += _left_out(plan, settled, width)
    if plan.differences:
        rows += heading(f" Different here, and kept {len(plan.differences)}")
        for one in plan.differences:
            said = f"{one.field}: {one.theirs}" + (f", here {one.ours}" if one.ours else "")
            rows.append(_line(one.name, said, width))
    if plan.posts:
        rows += heading(f" Posts not here yet {plan.posts}")
    for note in plan.notes:
        rows += [Row(None, ()), *text_rows(note, width, "quiet", "   ")]
    # What stands first needs no empty line above it.
    return listed(rows if not rows or rows[0].cells else rows[1:])


def people_to_settle(plan: Plan) -> tuple[Person, ...]:
    """Each person once of whom somebody has to say, or has said here, who they are."""
    return _each(row for row in plan.rows if row.state in OPEN or row.chosen)


def perhaps_rows(community: Community, row: Person | None, width: int) -> Rows:
    """Whom the name under the cursor may mean, by number, with the reasons."""
    if row is None:
        return listed([])
    name = show(row.name)
    if row.state not in OPEN and not (row.state == "skipped" and row.suggestions):
        said = f" {name}: {_answer(community, row)}{_where(row)}"
        return listed([Row(None, (Span(said, "quiet"),))])
    rows = [Row(None, (Span(f" Who is {name}?", "heading"), Span(_where(row), "quiet")))]
    for number, one in enumerate(row.suggestions, 1):
        who = pad(name_of(community.members.get(one.member)), NAME)
        why = pad(show(one.why), max(8, width - NAME - 8)).rstrip()
        rows.append(
            Row(None, (Span(f"   {number} ", "accent"), Span(who), Span(f" {why}", "quiet")))
        )
    if not row.suggestions:
        said = row.why[:1].upper() + row.why[1:]
        rows.append(Row(None, (Span(f"   {show(said)}.", "quiet"),)))
    return listed(rows)


def done_line(community: Community, plan: Plan) -> str:
    """What an accepted import did, in a line."""
    said = []
    if plan.kind == "attendance" and len(plan.meetings) == 1:
        meeting = plan.meetings[0]
        event = community.events.get(meeting.event or 0)
        said.append(f"{meeting.here} here at {name_of(event) if event else show(meeting.title)}")
    else:
        if plan.meetings:
            said.append(f"{len(plan.meetings)} events")
        if plan.kind == "people":
            said.append(f"{len(_each(plan.of('matched')))} known")
        if new := _each(plan.of("new")):
            said.append(f"{len(new)} new")
        if plan.posts:
            said.append(f"{plan.posts} posts")
    if plan.open:
        said.append(f"{len(plan.open)} left unmatched")
    return f"{', '.join(said) or 'Taken in'}. u takes it back."


def column_rows(
    heads: Sequence[str], rows: Sequence[Sequence[str]], meanings: Mapping[int, str], width: int
) -> Rows:
    """The columns of an unknown table: head, what it holds, some of its values; then Done."""
    out = []
    for place, head in enumerate(heads):
        values = [row[place] for row in rows if place < len(row) and row[place].strip()]
        meaning = meanings.get(place, "keep")
        tone: Tone = "accent" if meaning not in _UNSAID else "quiet"
        word = _UNSAID.get(meaning, meaning)
        said = show(", ".join(values[:3]))
        out.append(
            Row(place, (Span(show(head) or f"column {place + 1}"), Span(word, tone), Span(said, "quiet")))
        )  # fmt: skip
    out.append(
        Row("done", (Span("Done", "strong"), Span(""), Span("Enter reads the file", "quiet")))
    )
    share = max(12, (width - 20) // 3)
    return listed(out, columns=(Column("column", share), Column("holds", 14), Column("such as")))


def _meetings(community: Community, plan: Plan, width: int) -> list[Row]:
    if len(plan.meetings) == 1:
        return [_meeting(community, plan.meetings[0], width, alone=True)]
    if not plan.meetings:
        return []
    counts = {state: sum(one.state == state for one in plan.meetings) for state in STATE}
    said = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    rows = [Row(None, (Span(f" Events {len(plan.meetings)}: {said}", "heading"),))]
    # Those that somebody has to look at come first.
    order = sorted(plan.meetings, key=lambda one: ("open", "new", "known").index(one.state))
    return [*rows, *(_meeting(community, one, width, alone=False) for one in order)]


def _meeting(community: Community, meeting: Meeting, width: int, *, alone: bool) -> Row:
    event = community.events.get(meeting.event or 0)
    title = name_of(event) if event else show(meeting.title) or "Meeting"
    moment = event.starts_at if event else meeting.starts_at
    clock = f" {moment[11:16]}" if len(moment) > 10 else ""
    day = f"{full_day(day_of(moment))}{clock}" if moment and meeting.state != "open" else moment
    said = {
        "known": f"your event: {meeting.why}",
        "new": "a new event, e chooses yours" if alone and community.events else "a new event",
        "open": f"{meeting.why}; e chooses",
    }[meeting.state]
    text = " ".join(filter(None, (title, day)))
    # One by itself has the line; of many, what is said of them stands in a column.
    room = width - cell_len(said) - 2
    text = pad(text, max(16, min(cell_len(text), room)) if alone else min(44, width // 2))
    tone = STATE[meeting.state]
    return Row(
        ("meeting", meeting.place), (Span(" "), Span(text, "strong"), Span(f" {said}", tone))
    )


def _person(community: Community, row: Person, width: int) -> Row:
    minutes = f"{row.minutes:.0f} min" if row.minutes else ""
    if row.state in OPEN:
        first = row.suggestions[0] if row.suggestions and row.state != "ambiguous" else None
        said = row.why
        if first is not None:
            said = f"1 {name_of(community.members.get(first.member))}: {first.why}"
        tone: Tone = "warn"
    else:
        said, tone = _answer(community, row), "good" if row.state != "ignored" else "quiet"
    text = pad(show(said), max(8, width - NAME - 12)).rstrip()
    return Row(
        ("person", row.who),
        (Span("  "), Span(pad(show(row.name), NAME)), Span(f"{minutes:>8}  ", "quiet"), Span(text, tone)),
    )  # fmt: skip


def _where(row: Person) -> str:
    """The line of the file, where it has lines."""
    return f"  line {row.line}" if row.line else ""


def _answer(community: Community, row: Person) -> str:
    if row.state == "matched":
        return f"{name_of(community.members.get(row.member or 0))}, {row.why}"
    return "new here, x leaves them out" if row.state == "new" else row.why


def _left_out(plan: Plan, settled: set[str], width: int) -> list[Row]:
    skipped = [row for row in plan.of("skipped", "ignored") if row.who not in settled]
    if not skipped and not plan.left:
        return []
    rows = heading(f" Skipped {len(skipped) + len(plan.left)}")
    seen: set[str] = set()
    for row in skipped:
        if row.who not in seen:
            seen.add(row.who)
            rows.append(_line(row.name, row.why, width, ("person", row.who)))
    rows += [_line(f"line {one.line}: {one.text}", one.reason, width) for one in plan.left]
    return rows


def _line(name: str, said: str, width: int, key: tuple[str, str] | None = None) -> Row:
    text = pad(show(said), max(8, width - NAME - 12)).rstrip()
    return Row(
        key, (Span("  "), Span(pad(show(name), NAME), "quiet"), Span(" " * 10), Span(text, "quiet"))
    )


def _each(rows: Iterable[Person]) -> tuple[Person, ...]:
    """One row for each person, the first."""
    found: dict[str, Person] = {}
    for row in rows:
        found.setdefault(row.who, row)
    return tuple(found.values())
