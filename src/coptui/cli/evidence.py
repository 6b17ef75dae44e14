"""`coptui evidence [LINE...]`."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from coptui.cli import output, place
from coptui.cli.options import Chosen, Verb, chosen


def _complete(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from coptui.evidence.registry import LINES

    return [
        CompletionItem(line.id, help=line.title)
        for line in LINES.values()
        if line.id.startswith(incomplete)
    ]


@click.command(cls=Verb, name="evidence", short_help="What the records say, now and then.")
@click.argument("lines", metavar="[LINE]...", nargs=-1, shell_complete=_complete)
@click.option("--rows", is_flag=True, help="Under each line the records behind it, and why.")
@chosen
def command(chosen: Chosen, lines: tuple[str, ...], rows: bool) -> None:
    """What the community's own records say now, and how that moved.

    Prints id, the figure in words, how it moved and what it was before, separated by tabs. Without
    LINE: all lines. A line without data says what to record.
    """
    from coptui.evidence.registry import LINES, line

    chosen_lines = [line(name).id for name in dict.fromkeys(lines)] or list(LINES)
    session = place.session(chosen, writing=False)
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
