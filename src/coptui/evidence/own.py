"""A community's own lines: an expression over the figures of the shipped ones, and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date
from types import MappingProxyType
from typing import Any

from coptui.core.meetings.occasions import members_with_us, occasions, until, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.records import Window
from coptui.core.model.settings import Settings
from coptui.errors import CoptError
from coptui.evidence.line import Direction, Evidence, EvidenceLine
from coptui.evidence.registry import LINES, evidence
from coptui.evidence.wording import clauses, no_data, number, to_record
from coptui.expressions.expression import PLACE, Expression, compile_expression
from coptui.language import tr

COUNTS = "counts"
"""The name under which an own line finds plain counts: `counts.stories`."""

DIRECTIONS: Mapping[str, Direction] = MappingProxyType(
    {"high": "up", "low": "down", "none": "context"}
)


def own_line(
    *, id: str, title: str, value: str, unit: str = "", good: str = "none", text: str = "{value}"
) -> EvidenceLine:
    """Return a line whose value is an expression; its then is the value at the end of the window
    before.

    Raise ExpressionFault if the expression can't be read.
    """
    expression = compile_expression(value)
    shipped = sorted(expression.names & set(LINES))

    def compute(community: Community, window: Window, settings: Settings) -> Evidence:
        return _computed(id, expression, text, unit, community, window, settings)

    return EvidenceLine(
        id,
        title,
        tr("A figure that this community added, worked out as {expression}.", expression=value),
        DIRECTIONS[good],
        "days",
        compute,
        needs=tr("what the evidence it is worked out from needs"),
        base=tr("the smallest number of records behind any evidence it is worked out from"),
        silent=tr("nothing is recorded for some of the evidence it is worked out from"),
        source=tr("this community"),
        unit=unit,
        words=(tr("higher"), tr("lower")),
        walks=any(LINES[name].walks for name in shipped),
        slow=any(LINES[name].slow for name in shipped),
    )


def _computed(
    line_id: str,
    expression: Expression,
    text: str,
    unit: str,
    community: Community,
    window: Window,
    settings: Settings,
) -> Evidence:
    named = {figure.split(".")[0] for figure in PLACE.findall(text) if "." in figure}
    seen = {
        name: evidence(name, community, window.to, settings)
        for name in sorted((expression.names | named) & set(LINES))
    }
    figures: dict[str, dict[str, Any]] = {
        name: {**now.figures, "value": now.value, "n": now.n, "no_data": now.no_data}
        for name, now in seen.items()
    }
    figures[COUNTS] = {name: count(community, window) for name, (_, count) in TALLIES.items()}
    used = {name: figures.get(name, {}).get(figure) for name, figure in expression.figures}
    rows = tuple(dict.fromkeys(row for now in seen.values() for row in now.rows))
    stands_on = [seen[name].n for name in used if name in seen and not seen[name].no_data]
    stands_on += [
        int(figures[COUNTS][figure] or 0) for name, figure in expression.figures if name == COUNTS
    ]
    behind = min(stands_on, default=0)
    silent = _unknown(expression, figures)
    try:
        value = expression.evaluate(figures)
    except CoptError as error:
        return no_data(line_id, error.message, rows=rows, n=behind)
    if isinstance(value, str):
        return no_data(line_id, tr("the expression gives words, not a number"), rows=rows, n=behind)
    if value is None or (isinstance(value, bool) and silent):
        return no_data(
            line_id,
            to_record(silent) if silent else tr("nothing to divide by"),
            rows=rows,
            n=behind,
        )
    if unit == "%" and behind < settings.few_people:
        return no_data(
            line_id,
            tr(
                "no percentage, because it would be of fewer than {count}",
                count=settings.few_people,
            ),
            rows=rows,
            n=behind,
        )
    warning = next((now.confidence for now in seen.values() if now.confidence), "")
    said = PLACE.sub(lambda match: _said(match[1], value, behind, figures), text)
    named_figures = set(PLACE.findall(text)) | {".".join(pair) for pair in expression.figures}
    said = clauses(said, _where_attendance_lacks(named_figures, figures[COUNTS]))
    return Evidence(line_id, float(value), said, n=behind, rows=rows, confidence=warning)


def _where_attendance_lacks(used: Set[str], counts: Mapping[str, Any]) -> str:
    """Return at how many events it is known who came, if a line sets who came beside all events."""
    events, taken = counts["events"], counts["with_attendance"]
    if not used >= {f"{COUNTS}.seats", f"{COUNTS}.events"} or events == taken:
        return ""
    return counted(
        round(events or 0),
        "attendance taken at {taken} of {count} event",
        "attendance taken at {taken} of {count} events",
        taken=round(taken or 0),
    )


def _unknown(expression: Expression, figures: Mapping[str, Mapping[str, Any]]) -> str:
    """Return which figures have no data, or "": a comparison with them would be false rather than
    unknown."""
    asked = {line for line, figure in expression.figures if figure == "no_data"}
    lacking = sorted(
        f"{line}.{figure}"
        for line, figure in expression.figures
        if figure != "no_data" and line not in asked and figures.get(line, {}).get(figure) is None
    )
    return tr("nothing recorded for {figures}", figures=", ".join(lacking)) if lacking else ""


def _said(place: str, value: float | bool, n: int, figures: Mapping[str, Mapping[str, Any]]) -> str:
    if place == "n":
        return str(n)
    line, _, figure = place.partition(".")
    found = figures.get(line, {}).get(figure) if figure else value
    if isinstance(found, bool):
        return tr("yes") if found else tr("no")
    return tr("not recorded yet") if found is None else number(float(found))


Count = Callable[[Community, Window], float | None]


def _dated(days: Callable[[Community], Iterable[date | None]]) -> Count:
    """Return a count of these days within the window; None while nothing was ever recorded."""

    def count(community: Community, window: Window) -> float | None:
        known = [day for day in days(community) if day is not None and day <= window.to]
        return sum(day >= window.from_ for day in known) if known else None

    return count


def _members(community: Community, window: Window) -> float | None:
    if not community.members:
        return None
    return len(members_with_us(community, window.to))


def _seats(community: Community, window: Window) -> float | None:
    found = occasions(community).taken
    if not until(found, window.to):
        return None
    return sum(len(tuple(event.there)) for event in within(found, window.from_, window.to))


def _with_attendance(community: Community, window: Window) -> float | None:
    return _dated(lambda it: (event.day for event in occasions(it).taken))(community, window)


TALLIES: Mapping[str, tuple[str, Count]] = MappingProxyType(
    {
        "members": (tr("members at the end of the period"), _members),
        "events": (
            tr("events held in the period"),
            _dated(lambda it: (event.day for event in occasions(it).held)),
        ),
        "seats": (tr("people who came to them, counted at each event"), _seats),
        "with_attendance": (tr("events held in the period with attendance"), _with_attendance),
        "topics": (
            tr("topics opened in the period"),
            _dated(lambda it: (topic.opened_on for topic in it.topics.values())),
        ),
        "asks": (
            tr("requests for help made in the period"),
            _dated(lambda it: (ask.asked_on for ask in it.asks.values())),
        ),
        "stories": (
            tr("stories told in the period"),
            _dated(lambda it: (story.on for story in it.stories.values())),
        ),
        "touches": (
            tr("conversations in the period"),
            _dated(lambda it: (touch.on for touch in it.touches.values())),
        ),
        "follow_ups": (
            tr("follow-ups made in the period"),
            _dated(lambda it: (action.created_on for action in it.actions.values())),
        ),
    }
)
"""By name, what is counted and how."""

FIGURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{line.id: tuple(name for name, _ in line.figures) for line in LINES.values()},
        COUNTS: tuple(TALLIES),
    }
)
"""What the expression of an own line may look at: further figures by line."""
