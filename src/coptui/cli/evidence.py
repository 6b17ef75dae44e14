"""`coptui evidence [LINE...]`."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from coptui.cli import output, place
from coptui.cli.options import Chosen, Verb, chosen


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    lines = place.evidence_lines(context.ensure_object(Chosen)).lines
    return [
        CompletionItem(line.id, help=line.title)
        for line in lines.values()
        if line.id.startswith(incomplete)
    ]


@click.command(cls=Verb, name="evidence", short_help="What the records say, now and then.")
@click.argument("lines", metavar="[LINE]...", nargs=-1, shell_complete=_complete)
@click.option("--rows", is_flag=True, help="Under each line the records behind it, and why.")
@chosen
def command(chosen: Chosen, lines: tuple[str, ...], rows: bool) -> None:
    """What the community's own records say now, and how that moved.

    Prints id, the figure in words, how it moved and what it was before, separated by tabs. Without
    LINE: all lines, the community's own last. A line without data says what to record.
    """
    from coptui.evidence.registry import line

    session = place.session(chosen, writing=False)
    known = session.evidence_lines
    place.say_left_out(*known.broken)
    chosen_lines = [line(name, known.lines).id for name in dict.fromkeys(lines)] or known.lines
    readings = session.readings(chosen_lines)
    if chosen.json:
        output.records(
            {
                "id": reading.now.id,
                "value": reading.now.value,
                "unit": reading.now.unit,
                "n": reading.now.n,
                "direction": reading.now.direction,
                "text": reading.now.text,
                "rows": [
                    {"table": row.table, "id": row.id, "name": row.name} for row in reading.now.rows
                ],
                "no_data": reading.now.no_data,
            }
            for reading in readings.values()
        )
        return
    for reading in readings.values():
        then = "no data" if reading.then.no_data else reading.then.text
        output.cells(reading.now.id, reading.now.text, reading.word, then)
        for row in reading.now.rows if rows else ():
            output.cells("", row.table, str(row.id), row.name, row.why)
