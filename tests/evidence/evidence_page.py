"""docs/evidence.md, made from the registry: `python tests/evidence/evidence_page.py` writes it."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from pathlib import Path

import evidence_words
from msgspec.structs import fields

from coptui.core.model import settings
from coptui.core.model.settings import DEFAULTS, Settings
from coptui.evidence.line import EvidenceLine
from coptui.evidence.registry import LINES

PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"

INTRODUCTION = """\
# Evidence

An evidence line says what the records show beside a question: one figure now and then, a short
text, and the records behind it. Checklists, Today, Pulse, the reports and `coptui evidence` all show
the same lines. This page is made from the table of lines in the code.

- **Nothing recorded is never 0.** Where a source is missing altogether or there is nothing to divide
  by, a line says `not recorded yet` and what to record. What is not written down says nothing about
  people.
- **Windows.** What happens at events is seen over the last 6 events that took place, against the 6
  before; what is worked out by series, over the last 6 of each living series, against the day before
  the first of these. Everything else is seen over the last 90 days, against the 90 before. "Then" is
  the same on every screen and has its date; what was shown beside an answer is kept with that answer.
  The word beside a figure compares what is printed. A community's breaks stop every clock; a span in
  words is calendar time, and a break in it is named.
- **Gap, living, stopped.** The usual gap of a series is the middle one of its gaps in days, breaks
  left out, between the last 6 days on which it met; two events on one day count as one. A series is
  living on a day if the last day on which it met, or the next one dated, is at most twice that gap
  away (at most 90 days if it has met on fewer than 3 days). Otherwise it stopped: the rhythm says so
  for 12 months, and no other line counts it. Where no event names a series, all events are one.
- **Middle value.** As many values are above it as below. Between two whole numbers it is written "18
  or 19".
- **Trace, seen.** A trace of someone is a dated record of them: came, sent apologies, a
  conversation, a step of their onboarding, proposed a topic, asked for help, answered, told a story,
  did a follow-up, spoke to someone, or a contribution. A joining date isn't one. Seen are the members
  with a trace in the last 365 days. Where a line looks at members, it looks at those seen; or at all
  of them while no trace of anyone is recorded.
- **Anywhere counts.** No one is missed, or away, who left any trace since the first of the events in
  a row that they missed.
- **Small numbers.** Under 20 people a line gives names and counts, no percentages; from 20 on the
  base is given with the percentage. On fewer than 3 events there is no verdict.
- **Who and what leaves the rates.** Events without attendance; people who sent apologies, are on a
  break or had not joined yet; guests and prospects; coordinators and staff.
- **What no one closed is a question, not an absence.** An event is still to be closed when its day is
  past, it is planned or confirmed and no attendance was taken. The rhythm counts it as probably held,
  attendance leaves it out, and no one is missed and nothing seems to end because of it: such a line
  says `not known: 2 events are still to be closed`. Today, the calendar, `coptui check` and `r` ask
  about it.
- **Nothing later counts.** A line seen from a day knows only what is dated up to that day; dates
  planned after it show up only as the next date, and keep a series living.
- **No one is ranked.** People are listed in the order of their names. Confidential topics and events
  appear by their code.

## Levels

How involved people have been, for coordinators' eyes: a description, not a prescription, looking
back 365 days. Of a series the last 6 events within that time count; where no event names a series, all
events count as one.

- **core**: by hand or by a role (coordinator, steward, host, librarian); or led or hosted once, or
  contributed 3 times, in 180 days, and attended at least half of the last events of a series (3 or
  more that count for them).
- **active**: attended 2 of the last 6 events, or contributed in the last 90 days.
- **occasional** (`peripheral` in the file): any trace in 365 days.
- **quiet**: their last trace is older, and attendance was taken in the last 365 days.
  **paused**: told us that they are taking a break. **outside**: guests and prospects.
- People who have left or have not joined yet have no level, nor do people with nothing recorded, or
  with nothing in 365 days in which no one recorded attendance either. Joining gives no level.

A break comes before a level set by hand, and that before what the records say. Coming closer counts
at once, moving away only at the end of a quarter: a level is the closer of today's and that of the
last quarter's end.

Contributions are hosting, leading, speaking up, bringing a topic that reached an event, looking after
one on an agenda, answering a request, welcoming, introducing, and what was recorded by hand or
imported, if its kind weighs 3 or more. At one event someone contributes once.
"""


def page() -> str:
    parts = [INTRODUCTION, evidence_words.section(), "## Lines\n", _overview()]
    parts += [_section(line) for line in LINES.values()]
    parts.append(_settings())
    return "\n".join(parts)


def _overview() -> str:
    rows = [
        f"| [`{line.id}`](#{line.id}) | {line.title} | {_direction(line)} | {_WINDOWS[line.window]} |"
        for line in LINES.values()
    ]
    return "\n".join(["| id | line | good | window |", "|---|---|---|---|", *rows, ""])


_WINDOWS = {
    "days": "90 days",
    "events": "6 events",
    "series": "6 events of each living series",
}


def _direction(line: EvidenceLine) -> str:
    if line.direction == "band":
        low, high = line.band
        if high is None:
            return f"{low:g} or more"
        return f"up to {high:g}" if low is None else f"{low:g} to {high:g}"
    return {"up": "up", "down": "down", "context": "neither way"}[line.direction]


def _section(line: EvidenceLine) -> str:
    figures = [f"  - `{line.id}.{name}`: {what}" for name, what in line.figures]
    return "\n".join(
        [
            f"### {line.id}",
            "",
            line.rule,
            "",
            f"- value: {line.unit}; good: {_direction(line)}",
            f"- base (`n`): {line.base}",
            f"- not recorded yet: {line.silent}",
            f"- then record: {line.needs}",
            f"- source: {line.source}",
            *(
                ["- slow: only where it is looked at; no trend, in no snapshot"]
                if line.slow
                else []
            ),
            "- further figures, for `when:`:",
            *figures,
            "",
        ]
    )


def meanings() -> dict[str, str]:
    """What each setting means: the text under it in the code."""
    (body,) = (
        node.body
        for node in ast.parse(inspect.getsource(settings)).body
        if isinstance(node, ast.ClassDef) and node.name == "Settings"
    )
    return {
        entry.target.id: " ".join(text.value.value.split())
        for entry, text in pairwise(body)
        if isinstance(entry, ast.AnnAssign)
        and isinstance(entry.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }


def _settings() -> str:
    rows = []
    told = meanings()
    for entry in fields(Settings):
        value = getattr(DEFAULTS, entry.name)
        if isinstance(value, tuple):
            value = ", ".join(
                part if isinstance(part, str) else f"{part[0]} {part[1]:g}" for part in value
            )
        rows.append(f"| `{entry.name}` | {value} | {told[entry.name]} |")
    return "\n".join(
        [
            "## Settings",
            "",
            "A community's `settings{}` holds what differs from these; maps are merged entry by",
            "entry. Days are days outside breaks. An entry that is unknown or wrong is ignored.",
            "",
            "| name | default | meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
