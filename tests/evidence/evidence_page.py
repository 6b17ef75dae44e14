"""docs/evidence.md, made from the registry: `python tests/evidence/evidence_page.py` writes it."""

from __future__ import annotations

import ast
import inspect
from itertools import pairwise
from pathlib import Path

import evidence_words
from msgspec.structs import fields

from coptui.checklists.shelf import find_checklists
from coptui.core.model import settings
from coptui.core.model.settings import DEFAULTS, Settings
from coptui.evidence.line import EvidenceLine
from coptui.evidence.registry import LINES

SHELF = find_checklists(
    (), {line.id: [name for name, _ in line.figures] for line in LINES.values()}
)
PAGE = Path(__file__).parents[2] / "docs" / "evidence.md"

INTRODUCTION = """\
# Evidence

An evidence line says what the records show beside a question: one figure, today and before, a short
text, and the records behind it. Checklists, Today, Pulse, the reports and `coptui evidence` all show
the same lines. This page is made from the table of lines in the code.

- **Nothing recorded is never 0.** If nothing is recorded, or there is nothing to divide by, a line
  says `not recorded yet` and what to record. What isn't written down says nothing about people.
- **Period.** Lines about events look at the last 6 events that took place and compare them with the
  6 before. Lines about series look at the last 6 events of each running series and compare them with
  the day before the first of these. All other lines look at the last 90 days and compare them with the
  90 before. The earlier date is the same on every screen, and shown. The evidence shown beside an answer
  is kept with it. A community's breaks stop every clock. A length of time in words ("3 weeks
  ago") is calendar time; if there was a break in it, the line says so.
- **Usual gap, running, stopped.** The usual gap of a series is the middle one of the gaps in days
  between the last 6 days on which it met. Breaks don't count, and two events on one day count as one. A
  series is running if the last day on which it met, or the next one planned, is no more than twice that
  gap away (90 days if it has met on fewer than 3 days). Otherwise it has stopped: the rhythm says so for
  12 months, and no other line counts it. If no event names a series, all events are one.
- **Middle value.** As many values are above it as below. Between two neighbours it is written "18 or
  19", and between two that lie apart as "35 to 48". If gaps differ, the rhythm gives the shortest and the
  longest: "about every 6 weeks (35 to 48 days apart)".
- **Trace, in touch, seen.** A trace of someone is a dated record of them: they came, sent apologies, had a
  conversation, took a step after joining, proposed a topic, asked for help, answered, told a story, did
  a follow-up, spoke to someone, or contributed. A joining date isn't one. Members
  are "in touch" if they left a trace in the last 365 days. Lines about members look at those in touch,
  or at all members if no trace of anyone is recorded. "Seen" means that they came to an event.
- **Anything counts.** No one counts as missed or away if they left any trace since the first of the
  events they missed in a row.
- **Small numbers.** Under 20 people a line gives names and counts, not percentages; from 20 on it gives
  the percentage and what it is a percentage of. With fewer than 3 events there is no verdict.
- **Who and what is left out of percentages.** Events without attendance; people who sent apologies,
  are on a break or had not joined yet; guests and prospects; coordinators and staff.
- **A past event is a question, not an absence, until someone says whether it took place.** Such an event
  is still planned or confirmed, and no attendance was taken. The rhythm counts it as probably held,
  and attendance leaves it out. It never makes anyone count as missed or anything seem to end: such a
  line says `not known yet if 2 events took place`. Today, the calendar, `coptui check` and `r` ask
  about it.
- **Nothing later counts.** A line seen as on a day knows only what is dated up to that day. Dates
  planned after it count only as the next date, and keep a series running.
- **No one is ranked.** People are listed in the order of their names. Confidential topics and events
  appear by their code.

## Levels

How involved people have been, for coordinators' eyes: a description, not a prescription, looking
back 365 days. The last 6 events of a series within that time count; if no event names a series, all
events count as one.

- **core**: set by hand or by a role (coordinator, steward, host, librarian). Otherwise they led or
  hosted once, or contributed 3 times, in 180 days, and came to at least half of the last events of a
  series (if at least 3 count for them).
- **active**: came to 2 of the last 6 events, or contributed in the last 90 days.
- **occasional** (`peripheral` in the file): any trace in 365 days.
- **quiet**: their last trace is older, and attendance was taken in the last 365 days.
  **paused**: told us that they are taking a break. **outside**: guests and prospects.
- People who have left or haven't joined yet have no level. Nor do people with nothing recorded, or with
  nothing in 365 days in which no attendance was taken either. Joining gives no level.

A break comes before a level set by hand, and that comes before the records. Coming closer counts at
once, moving away only at the end of a quarter: a level is the closer of today's and the one at the end
of the last quarter.

People contribute by hosting, leading, speaking up, bringing a topic that reached an event, looking
after one on an agenda, answering a request, welcoming and introducing. Contributions recorded by hand
or imported count too, if their kind weighs 3 or more. At one event someone contributes once.
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
    return "\n".join(["| id | line | good | period |", "|---|---|---|---|", *rows, ""])


_WINDOWS = {
    "days": "90 days",
    "events": "6 events",
    "series": "6 events of each running series",
}


def _direction(line: EvidenceLine) -> str:
    if line.direction == "band":
        low, high = line.band
        if high is None:
            return f"{low:g} or more"
        return f"up to {high:g}" if low is None else f"{low:g} to {high:g}"
    return {"up": "up", "down": "down", "context": "neither way"}[line.direction]


def _beside(line: EvidenceLine) -> str:
    """Return which shipped checklists show a line; a checklist of your own may show any."""
    counts = {
        name: sum(line.id in step.evidence for step in template.steps())
        for name, template in sorted(SHELF.templates.items())
    }
    questions = [f"`{name}` ({count})" for name, count in counts.items() if count]
    return ", ".join(questions) or "no question of a shipped checklist, only those of your own"


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
            f"- no figure if: {line.silent}",
            f"- what to record: {line.needs}",
            f"- source: {line.source}",
            f"- shown beside: {_beside(line)}",
            *(
                [
                    "- slow: worked out only when you look at it; it has no trend and isn't kept with a walk"
                ]
                if line.slow
                else []
            ),
            "- more figures, for `when:`:",
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
            "A community's `settings{}` holds only what differs from these; maps are merged entry by",
            "entry. Days in a break aren't counted. Unknown or wrong entries are ignored.",
            "",
            "| name | default | meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
