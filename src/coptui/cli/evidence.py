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
                "id": found.now.id,
                "value": found.now.value,
                "unit": found.now.unit,
                "n": found.now.n,
                "direction": found.now.direction,
                "text": found.now.text,
                "rows": [
                    {"table": row.table, "id": row.id, "name": row.name} for row in found.now.rows
                ],
                "no_data": found.now.no_data,
            }
            for found in readings.values()
        )
        return
    for found in readings.values():
        then = "no data" if found.then.no_data else found.then.text
        output.cells(found.now.id, found.now.text, found.word, then)
        for row in found.now.rows if rows else ():
            output.cells("", row.table, str(row.id), row.name, row.why)
