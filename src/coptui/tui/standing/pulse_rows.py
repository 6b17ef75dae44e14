"""Pulse as rows: how lively the community is, from its own records; each line opens them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from rich.cells import cell_len

from coptui.checklists.run import Stand
from coptui.checklists.template import PRINCIPLES
from coptui.core.model.community import Community
from coptui.core.model.counting import percent
from coptui.core.model.days import later, monday_of
from coptui.core.model.records import day_written
from coptui.core.model.saying import level_name
from coptui.core.model.settings import Settings
from coptui.core.model.text import show
from coptui.core.model.when import MONTHS, day_text
from coptui.core.people.days_in_words import day_and_month
from coptui.core.people.levels_since import hold_since
from coptui.evidence.line import EvidenceLine, Reading
from coptui.language import tr
from coptui.tui.kit.lines import flowed
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.kit.signs import signs
from coptui.tui.records.evidence_rows import movement, trend_signs
from coptui.tui.records.words import bar, pad, text_between

LABEL = 20
"""Cells for the name of a line."""
WEEKS = 53
LEVELS = ("core", "active", "peripheral", "quiet")
OTHERS = (
    "attendance",
    "newcomers",
    "missed",
    "concentration",
    "private_contact",
    "value_stories",
    "asks",
    "follow_through",
    "topic_age",
    "topic_turnover",
    "coordinator_load",
)
"""The other lines to show, in this order, as far as they exist."""


def pulse_rows(
    community: Community,
    readings: Mapping[str, Reading],
    lines: Mapping[str, EvidenceLine],
    stands: Mapping[str, Stand],
    today: date,
    settings: Settings,
    width: int,
) -> Rows:
    """Return aliveness, the principles' latest answers, participation, rhythm, and lines that
    moved.

    `stands` are the latest answers by principle.
    """
    width = max(50, width - 3)
    rows: list[Row] = []
    rows += _aliveness(readings, width)
    rows += _principles(stands, today, width)
    rows += _participation(readings, hold_since(community, today, settings), settings)
    rows += _rhythm(community, readings, today, width)
    shown = [readings[line] for line in OTHERS if line in readings]
    rows += [Row(None, ()), _moves(shown, today)]
    for reading in shown:
        rows += _line(reading, lines[reading.now.id].title, width)
    return listed(rows)


def _moves(shown: Sequence[Reading], today: date) -> Row:
    """Return the heading of the lines that moved, with the days of the windows before."""
    days = sorted({reading.then.on for reading in shown if reading.then.on is not None})
    said = ", ".join(day_text(day, today) for day in days)
    return Row(
        None,
        (
            Span(tr("What has changed"), "heading"),
            Span("  " + tr("compared with {days}", days=said) if said else "", "quiet"),
        ),
    )


def _aliveness(readings: Mapping[str, Reading], width: int) -> list[Row]:
    reading = readings.get("aliveness")
    if reading is None:
        return []
    now = reading.now
    word, tone = movement(reading)
    head = Row(
        None,
        (
            Span(tr("Aliveness"), "heading"),
            Span("  " + tr("from 0 to 4, for the last six events"), "quiet"),
        ),
    )
    if now.no_data:
        return [head, Row(now.id, (Span("  "), Span(pad(show(now.text), width - 2), "quiet")))]
    figures = now.figures
    figured = [
        (Span(f"{label} ", "quiet"), *bar(figures.get(name)), Span("  "))
        for name, label in (
            ("excitement", "excitement"),
            ("relevance", "relevance"),
            ("felt_value", "value"),
        )
    ]
    first, *more = flowed(figured, width - LABEL + 2)
    rows = [head, Row(now.id, (Span("  "), Span("members".ljust(LABEL - 4)), *first))]
    rows += [Row(None, (Span("  " + " " * (LABEL - 4)), *line)) for line in more]
    for name, label in (
        ("signs", tr("our own signs of a good event")),
        ("visitors", tr("guests")),
        ("coordinators", tr("coordinators")),
    ):
        value = figures.get(name)
        if value is not None:
            rows.append(Row(None, (Span("  "), Span(f"{label} ".ljust(LABEL - 4)), *bar(value))))
    said = "  ".join(part for part in (trend_signs(reading.trend), word) if part)
    if said:
        rows.append(Row(None, (Span("  " + " " * (LABEL - 4)), Span(said, tone))))
    return rows


def _principles(stands: Mapping[str, Stand], today: date, width: int) -> list[Row]:
    # The day and what moved come behind the title.
    room = max(24, min(46, width - 32))
    rows = [Row(None, ()), Row(None, (Span(tr("The seven principles"), "heading"),))]
    if not stands:
        said = tr("answers appear here after the monthly check (press c)")
        return [*rows, Row(None, (Span(f"  {said}", "quiet"),))]
    for principle, title in PRINCIPLES.items():
        stand = stands.get(principle)
        if stand is None:
            continue
        day = day_text(day_written(stand.on), today)
        spans = [
            Span("  "),
            Span(pad(title, room)),
            *bar(stand.score),
            Span(f"  {day:<7}", "quiet"),
        ]
        if stand.before is not None and stand.before != stand.score:
            better = stand.score > stand.before
            sign = signs().better if better else signs().worse
            spans.append(
                Span(
                    " " + tr("{sign} was {before:g}", sign=sign, before=stand.before),
                    "good" if better else "warn",
                )
            )
        rows.append(Row(None, tuple(spans)))
    return rows


def _participation(
    readings: Mapping[str, Reading], held: date | None, settings: Settings
) -> list[Row]:
    reading = readings.get("level_mix")
    if reading is None:
        return []
    figures = reading.now.figures
    without = tr("members at each level, without coordinators")
    if held is not None:
        without = tr("{what}, as of {day}", what=without, day=day_and_month(held))
    head = Span(f"  {without}", "quiet")
    rows = [Row(None, ()), Row(None, (Span(tr("Participation"), "heading"), head))]
    counts = {level: figures.get(level) for level in LEVELS}
    whole = sum(count or 0 for count in counts.values())
    key: str | None = reading.now.id
    if not whole:
        # No one has a level yet, so none of them is named.
        return [*rows, Row(key, (Span(f"  {show(reading.now.text)}", "quiet"),))]
    for level, count in counts.items():
        spans = [Span("  "), Span(level_name(level).ljust(LABEL - 4))]
        if count is None:
            spans.append(Span(tr("not recorded yet: add hosts to events"), "quiet"))
        else:
            cells = round(24 * count / whole) if whole else 0
            spans += [Span(f"{count:>4g}  "), Span(signs().full * cells, "accent")]
            band = settings.band(level)
            share = figures.get(f"{level}_share")
            if band is not None and share is not None:
                said = "  " + tr(
                    "{percent} here, {low:g}-{high:g}% elsewhere",
                    percent=percent(share),
                    low=band[0],
                    high=band[1],
                )
                spans.append(Span(said, "quiet"))
        rows.append(Row(key, tuple(spans)))
        key = None
    rows.append(
        Row(
            None,
            (
                Span(
                    "  "
                    + tr("typical elsewhere (Wenger, McDermott and Snyder 2002), not a target"),
                    "quiet",
                ),
            ),
        )
    )
    return rows


def _rhythm(
    community: Community, readings: Mapping[str, Reading], today: date, width: int
) -> list[Row]:
    """Return a sign for each week of the last year: events held, cancelled, and to come."""
    reading = readings.get("cadence")
    monday = monday_of(today)
    first = later(monday, 7 * (1 - WEEKS))
    held: dict[int, int] = {}
    off: set[int] = set()
    for event in community.events_by_day:
        week = (event.day - first).days // 7 if first <= event.day <= today else -1
        if week >= 0 and event.status == "held":
            held[week] = held.get(week, 0) + 1
        elif week >= 0 and event.status == "cancelled":
            off.add(week)
    steps = signs().steps
    top = max(held.values(), default=1)
    strip = "".join(
        steps[min(len(steps) - 1, round(held[week] / top * (len(steps) - 1)))]
        if week in held
        else ("x" if week in off else signs().dot)
        for week in range(WEEKS)
    )
    months = [" "] * (WEEKS + 3)
    for week in range(WEEKS):
        day = later(first, 7 * week)
        if day.day <= 7:
            months[week : week + 3] = list(MONTHS[day.month - 1][:3])
    rows = [
        Row(None, ()),
        Row(
            None,
            (
                Span(tr("Rhythm"), "heading"),
                Span("  " + tr("events per week; x means cancelled"), "quiet"),
            ),
        ),
        Row("cadence" if reading else None, (Span("  "), Span(strip, "accent"))),
        Row(None, (Span("  "), Span("".join(months).rstrip(), "quiet"))),
    ]
    if reading is not None:
        rows += text_between(None, show(reading.now.text), (), width)
    return rows


def _line(reading: Reading, title: str, width: int) -> list[Row]:
    """Return a line's title, trend, text and what changed, on as many lines as they take."""
    word, tone = movement(reading)
    trend = trend_signs(reading.trend).ljust(6)[:6]
    name = show(title)
    rows = [] if cell_len(name) <= LABEL else [Row(None, (Span("  "), Span(name)))]
    lead = (
        Span("  "),
        Span(pad("" if rows else name, LABEL)),
        Span(f"{trend}  ", "accent"),
    )
    tail = [Span(word, tone)] if word else []
    return rows + text_between(reading.now.id, show(reading.now.text), tail, width, lead)
