"""`coptui evidence [LINE...]`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from coptui.cli import output, which_file
from coptui.cli.linting import lint_files
from coptui.cli.options import Chosen, Verb, chosen
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.evidence.line import Evidence, EvidenceLine, Reading


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    lines = which_file.evidence_lines(context.ensure_object(Chosen)).lines
    return [
        CompletionItem(line.id, help=line.title)
        for line in lines.values()
        if line.id.startswith(incomplete)
    ]


@click.command(
    cls=Verb,
    name="evidence",
    of_a_group=True,
    short_help=tr("Show the figures from your records, now and before."),
)
@click.argument("lines", metavar="[LINE]...", nargs=-1, shell_complete=_complete)
@click.option("--rows", is_flag=True, help=tr("Show which records each line counts, and why."))
@chosen
def command(chosen: Chosen, lines: tuple[str, ...], rows: bool) -> int:
    """Show the figures from the community's records, and how they have changed.

    It prints id, figure, change, the earlier figure and its date, separated by tabs. Without
    LINE, it prints all lines, the community's own last. A line without data says what to
    record. `coptui evidence lint FILE` lists every mistake in a file of your own lines.
    """
    from coptui.evidence.registry import line

    if lines[:1] == ("lint",):
        from coptui.checklists.own_lines import own_line_files

        return lint_files(
            chosen,
            [Path(file) for file in lines[1:]] or own_line_files(which_file.own_folders(chosen)),
        )
    session = which_file.session(chosen, writing=False)
    known = session.evidence_lines
    which_file.say_left_out(*known.broken)
    chosen_lines = [line(name, known.lines).id for name in dict.fromkeys(lines)] or known.lines
    readings = session.readings(chosen_lines)
    if chosen.json:
        output.records(_record(reading, known.lines[name]) for name, reading in readings.items())
        return 0
    for reading in readings.values():
        then = tr("no data") if reading.then.no_data else reading.then.text
        output.cells(
            reading.now.id, reading.now.text, reading.word, then, str(reading.then.on or "")
        )
        for row in reading.now.rows if rows else ():
            output.cells("", row.table, str(row.id), row.name, row.why)
    return 0


def _record(reading: Reading, line: EvidenceLine) -> dict[str, Any]:
    """Return everything known about a line, now and before."""
    now = reading.now
    return {
        "id": now.id,
        "title": line.title,
        **_seen(now),
        "unit": now.unit,
        "base": line.base,
        "direction": now.direction,
        "movement": reading.movement,
        "word": reading.word,
        "then": _seen(reading.then),
        "record": line.needs,
        "rows": [
            {"table": row.table, "id": row.id, "name": row.name, "why": row.why} for row in now.rows
        ],
        "no_data": now.no_data,
    }


def _seen(evidence: Evidence) -> dict[str, Any]:
    return {
        "on": evidence.on.isoformat() if evidence.on else None,
        "value": evidence.value,
        "text": evidence.text,
        "n": evidence.n,
        "confidence": evidence.confidence,
        "figures": evidence.figures,
    }
