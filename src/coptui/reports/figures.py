"""The figures of reports: attendance, participation, aliveness, the principles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from coptui.checklists.run import Stand
from coptui.checklists.template import PRINCIPLES
from coptui.core.meetings.occasions import occasions, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, percent
from coptui.core.model.labels import label_of
from coptui.core.model.records import day_written
from coptui.core.model.saying import level_name
from coptui.core.model.settings import Settings
from coptui.core.model.when import MONTHS, full_day
from coptui.core.people.levels import standings
from coptui.core.people.levels_since import hold_since
from coptui.core.people.roles import is_organiser
from coptui.core.views.privacy import fit_to_leave
from coptui.evidence.line import Reading
from coptui.evidence.series import waiting_within
from coptui.language import tr
from coptui.reports.document import Block, Columns, DocumentTable, Figure, Paragraph, Strip, Strips
from coptui.reports.words import days_of

MOST = 12
"""How many meetings a chart shows: the latest."""
LEVELS = ("core", "active", "peripheral", "quiet")
SCALE = (0.0, 1.0, 2.0, 3.0, 4.0)


def attendance(community: Community, first: date, last: date) -> Block:
    """Return a column for each event whose attendance was taken; a confidential one by its code."""
    known = occasions(community)
    taken, held = within(known.taken, first, last), within(known.held, first, last)
    unsure = waiting_within(community, first, last)
    if not taken:
        return Paragraph(_without_attendance(len(held), len(unsure)), quiet=True)
    shown = taken[-MOST:]
    counts = [len(event.there) for event in shown]
    says = " ".join(
        filter(
            None, (*_how_many(len(taken), len(held) + len(unsure), counts), _unsure(len(unsure)))
        )
    )
    return Figure(
        Columns(
            tuple(f"{event.day.day} {MONTHS[event.day.month - 1]}" for event in shown),
            tuple(map(float, counts)),
        ),
        says,
        DocumentTable(
            tr("Attendance"),
            (tr("Day"), tr("Event"), tr("Present")),
            tuple(
                (full_day(event.day), label_of(fit_to_leave(event)), str(count))
                for event, count in zip(shown, counts, strict=True)
            ),
            frozenset({2}),
            fields=("Day", "Meeting", "There"),
        ),
    )


def _without_attendance(held: int, unsure: int) -> str:
    """Return why there is no attendance to show: nothing recorded is never nothing that was."""
    if held:
        unrecorded = counted(
            held + unsure,
            "Attendance: not recorded ({count} event).",
            "Attendance: not recorded ({count} events).",
        )
        return " ".join(filter(None, (unrecorded, _unsure(unsure))))
    if unsure:
        return counted(
            unsure,
            "Attendance: not known yet if {count} event took place.",
            "Attendance: not known yet if {count} events took place.",
        )
    return tr("Attendance: no events took place.")


def _unsure(events: int) -> str:
    if not events:
        return ""
    return counted(
        events,
        "For {count} of them, no one has said yet if it took place.",
        "For {count} of them, no one has said yet if they took place.",
    )


def _how_many(taken: int, past: int, counts: Sequence[int]) -> tuple[str, ...]:
    """Return sentences on how many came to the events shown, and at how many that is known."""
    fewest, most = min(counts), max(counts)
    people = (
        counted(fewest, "{count} person came.", "{count} people came.")
        if len(counts) == 1
        else tr("People at each event, from {fewest} to {most}.", fewest=fewest, most=most)
    )
    base = (
        counted(
            past,
            "Attendance was taken at {taken} of {count} event.",
            "Attendance was taken at {taken} of {count} events.",
            taken=taken,
        )
        if taken < past
        else counted(past, "{count} event.", "{count} events.")
    )
    latest = tr("Shown here: the latest {count}.", count=len(counts))
    return (base, *((latest,) if taken > len(counts) else ()), people)


def participation(
    community: Community, today: date, reading: Reading | None, settings: Settings
) -> Block:
    """Count people by level; from `few_people` on as shares beside the observed band.

    Shares leave out coordinators and staff, as in the evidence line `level_mix`.
    """
    figures = reading.now.figures if reading else {}
    counts = {level: figures.get(level) for level in LEVELS}
    if not any(counts.values()):
        return Paragraph(
            tr("Participation: not recorded yet; record members and attendance."), quiet=True
        )
    shares = _shares(community, today, settings)
    # Where core is not known, whoever is core stands elsewhere, and no share means much.
    known = bool(shares) and counts["core"] is not None
    many = known and sum(count or 0 for count in counts.values()) >= settings.few_people
    strips, rows = [], []
    for level, count in counts.items():
        if count is None:
            rows.append((level_name(level), tr("not recorded yet: add hosts to events"), "", ""))
            continue
        band = settings.band(level) if many else None
        share = percent(shares[level]) if many else ""
        said = f"{count:g}" + (f", {share}" if many else "")
        strips.append(Strip(level_name(level), shares[level] if many else count, said, band=band))
        rows.append(
            (
                level_name(level),
                f"{count:g}",
                share,
                tr("{lowest:g} to {highest:g}%", lowest=band[0], highest=band[1]) if band else "",
            )
        )
    top = max(max(strip.value, strip.band[1] if strip.band else 0) for strip in strips)
    drawing = Strips(tuple(strips), top)
    since = hold_since(community, today, settings)
    held = tr("As of {day}, the last event.", day=full_day(since)) if since else ""
    if not many:
        everyone = tr(
            "Number of people, by involvement; coordinators, and people with too few records, "
            "are left out."
        )
        return Figure(
            drawing,
            " ".join(filter(None, (everyone, held))),
            DocumentTable(
                tr("Participation"),
                (tr("Level"), tr("People")),
                tuple(row[:2] for row in rows),
                frozenset({1}),
                fields=("Level", "People"),
            ),
        )
    return Figure(
        drawing,
        tr(
            "By involvement; coordinators, and people with too few records, are left out. Wenger, McDermott and Snyder (2002)"
            " saw {levels} in other communities; that is not a target.",
            levels=_seen_elsewhere(settings),
        ),
        DocumentTable(
            tr("Participation"),
            (tr("Level"), tr("People"), tr("Share"), tr("Elsewhere")),
            tuple(rows),
            frozenset({1, 2, 3}),
            fields=("Level", "People", "Share", "Elsewhere"),
        ),
        key=" ".join(filter(None, (tr("Outlined boxes show those ranges."), held))),
    )


def _seen_elsewhere(settings: Settings) -> str:
    """Return `core 10 to 15 %, active 15 to 20 %`."""
    bands = ((level, settings.band(level)) for level in LEVELS)
    return ", ".join(
        tr(
            "{level} {lowest:g} to {highest:g}%",
            level=level_name(level),
            lowest=band[0],
            highest=band[1],
        )
        for level, band in bands
        if band
    )


def _shares(community: Community, today: date, settings: Settings) -> dict[str, float]:
    """Return each level's percent of all but coordinators and staff; empty if there is no one
    else."""
    levels: list[str] = [
        found.level
        for who, found in standings(community, today, settings).items()
        if found.level in LEVELS and not is_organiser(community.members[who], today)
    ]
    return {level: 100 * levels.count(level) / len(levels) for level in LEVELS} if levels else {}


def aliveness(reading: Reading | None) -> Block:
    """Return what members said about events, 0 to 4, now and before."""
    if reading is None or reading.now.no_data:
        reason = reading.now.text if reading else tr("no data")
        return Paragraph(tr("Aliveness: {reason}.", reason=reason), quiet=True)
    names = (
        ("excitement", tr("excitement")),
        ("relevance", tr("relevance")),
        ("felt_value", tr("value")),
        ("signs", tr("signs of a good event")),
        ("visitors", tr("guests' rating")),
    )
    now, then = reading.now.figures, reading.then.figures
    return _scale(
        tr("Aliveness"),
        tr("The middle one of the ratings of the latest events, from 0 to 4: half are "
           "higher, half lower."),
        tuple((label, value, then.get(name)) for name, label in names if (value := now.get(name)) is not None),
    )  # fmt: skip


def principles(stands: Mapping[str, Stand]) -> Block:
    """Return where each principle stands by its latest answers, and before."""
    if not stands:
        return Paragraph(
            tr("The seven principles: no answers yet; do the monthly check."), quiet=True
        )
    days = sorted(day_written(stand.on) for stand in stands.values())
    when = full_day(days[-1]) if days[0] == days[-1] else days_of(days[0], days[-1])
    return _scale(
        tr("The seven principles"),
        tr(
            "The middle one of the latest answers, {days}: half are higher, half lower. From 0 "
            "to 4, where 4 is good.",
            days=when,
        ),
        tuple(
            (_SHORT[principle], stands[principle].score, stands[principle].before)
            for principle in PRINCIPLES
            if principle in stands
        ),
    )


_SHORT = {
    "evolution": tr("evolution"),
    "dialogue": tr("views from outside"),
    "levels": tr("levels"),
    "spaces": tr("events and private talks"),
    "value": tr("value"),
    "excitement": tr("excitement"),
    "rhythm": tr("rhythm"),
}
"""The principles in as many letters as stand beside a chart."""


def _scale(caption: str, says: str, rows: tuple[tuple[str, float, float | None], ...]) -> Figure:
    strips, cells = [], []
    for label, value, before in rows:
        was = f"{before:g}" if before is not None else ""
        now = f"{value:g}"
        said = tr("{now}, was {before}", now=now, before=was) if was and before != value else now
        strips.append(Strip(label, value, said, before=before if before != value else None))
        cells.append((label, now, was or tr("no data")))
    return Figure(
        Strips(tuple(strips), 4, SCALE),
        says,
        DocumentTable(
            caption,
            (tr("What"), tr("Now"), tr("Before")),
            tuple(cells),
            frozenset({1, 2}),
            fields=("What", "Now", "Before"),
        ),
        key=tr("The ring shows what it was last time.")
        if any(strip.before is not None for strip in strips)
        else "",
    )
