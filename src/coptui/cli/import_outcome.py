"""What an import did, line by line and in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coptui.cli import output
from coptui.core.model.counting import counted
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.core.model.community import Community
    from coptui.exchange.planning.plan import ImportPlan


_STATES = {
    "known event": tr("known event"),
    "new event": tr("new event"),
    "open event": tr("open event"),
    "rated": tr("rated"),
    "matched": tr("matched"),
    "new": tr("new"),
    "unknown": tr("unknown"),
    "ambiguous": tr("ambiguous"),
    "ignored": tr("ignored"),
    "differs": tr("differs"),
    "fills": tr("fills"),
    "skipped": tr("skipped"),
}
"""The states as they are printed; JSON has them as they are, for programs."""


def lines(community: Community, import_plan: ImportPlan) -> list[tuple[str, ...]]:
    """Return the lines as they are printed, their states in the program's language."""
    return [(_STATES[state], *told) for state, *told in _lines(community, import_plan)]


def _lines(community: Community, import_plan: ImportPlan) -> list[tuple[str, ...]]:
    """Return for each row of the file: what becomes of it, its line, its name, who it is, and why."""
    from coptui.core.model.labels import label_of, singular_of
    from coptui.core.model.records import Event
    from coptui.core.model.zones import clocks

    told: list[tuple[str, ...]] = []
    for meeting in import_plan.meetings:
        event = community.events.get(meeting.event or 0)
        name = f"{label_of(event)} {event.starts_at[:10]}" if event else ""
        at = Event(starts_at=meeting.starts_at, time_zone=meeting.time_zone)
        hours = clocks(community, at) if "T" in meeting.starts_at else ""
        shown = " ".join(filter(None, (meeting.title, meeting.starts_at[:10], hours)))
        told.append(
            (
                f"{meeting.state} event",
                _number(meeting.line),
                shown,
                name,
                meeting.why,
            )
        )
    told += [("rated", "", rated.title, rated.title, rated.said) for rated in import_plan.rated]
    for row in import_plan.rows:
        member = community.members.get(row.member or 0)
        why = row.why
        if row.suggestions:
            perhaps = "; ".join(
                f"{label_of(community.members[suggestion.member])} ({suggestion.why})"
                for suggestion in row.suggestions
            )
            why = tr("{why}; perhaps {perhaps}", why=why, perhaps=perhaps)
        told.append((row.state, _number(row.line), row.name, member.name if member else "", why))
    for entry in import_plan.entries:
        told.append(("new", _number(entry.line), entry.name, "", singular_of(entry.record.table)))
    for difference in import_plan.differences:
        why = f"{difference.field}: {difference.theirs}"
        if difference.ours:
            why = tr("{theirs} in the file, {ours} in coptui", theirs=why, ours=difference.ours)
        told.append(("differs", _number(difference.line), difference.name, "", why))
    for filled in import_plan.filled:
        records = community.members if filled.table == "members" else community.events
        named = label_of(records[filled.id])
        told.append(("fills", "", named, named, f"{filled.field}: {filled.value}"))
    told += [
        ("skipped", _number(skip.line), skip.text, "", skip.reason) for skip in import_plan.left
    ]
    return told


def records(community: Community, import_plan: ImportPlan) -> list[dict[str, Any]]:
    """Return the lines as objects, for JSON."""
    names = ("state", "line", "name", "is", "why")
    rows = [dict(zip(names, line, strict=True)) for line in _lines(community, import_plan)]
    return [{**row, "line": int(row["line"]) if row["line"] else None, "is": row["is"] or None} for row in rows]  # fmt: skip


def _number(line: int) -> str:
    return str(line) if line else ""


def say(import_plan: ImportPlan, *, saved: bool, dry_run: bool) -> None:
    """Say in words what was done, what is left, and how to settle that."""
    for note in import_plan.notes:
        output.say(note)
    for meeting in import_plan.undecided:
        output.say(
            tr(
                "{title}: {why}. Nothing about this event was saved; add --event EVENT to say which event it was.",
                title=meeting.title or tr("The event"),
                why=meeting.why,
            )
        )
    import_counts = import_plan.saved
    amounts = (
        (import_counts.matched, tr("{count} matched", count=import_counts.matched)),
        (import_counts.new_members, tr("{count} new", count=import_counts.new_members)),
        (import_counts.completed, tr("{count} updated", count=import_counts.completed)),
        (import_counts.not_matched, tr("{count} not matched", count=import_counts.not_matched)),
        (import_counts.left_out, tr("{count} left out", count=import_counts.left_out)),
    )
    counts = [said for amount, said in amounts if amount]
    if import_plan.meetings and import_plan.kind in ("attendance", "events"):
        counts.insert(0, counted(len(import_plan.meetings), "{count} event", "{count} events"))
    if import_counts.ratings:
        counts.insert(0, counted(import_counts.ratings, "{count} rating", "{count} ratings"))
    if import_plan.posts:
        counts.insert(
            0,
            counted(import_plan.posts, "{count} new post", "{count} new posts"),
        )
    if import_plan.entries:
        counts.insert(0, tr("{count} new", count=len(import_plan.entries)))
    said = f"{import_plan.product}: {', '.join(counts) or tr('nothing')}."
    if dry_run:
        output.say(tr("{said} Nothing was written.", said=said))
    elif saved:
        output.say(tr("{said} Saved; press u in coptui to undo.", said=said))
    else:
        output.say(tr("{said} Nothing to change.", said=said))
    if import_plan.open:
        output.say(
            tr("To match a name: --who 'NAME=PERSON'. To add unknown people as guests: --new.")
        )
