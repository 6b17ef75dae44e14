"""What the commands that print a report share: its format, and where it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coptui.cli import output
from coptui.cli.options import Chosen
from coptui.core.model.sentences import USE_ONE
from coptui.errors import UsageError
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.reports.document import ReportDocument

F = TypeVar("F", bound=Callable[..., Any])


def to_hand_over(command: F) -> F:
    """Add the options --md, --html and --to."""
    command = click.option(
        "--to", metavar="FILE", type=click.Path(),
        help=tr("Save as a new file; a name ending in .html makes it HTML."),
    )(command)  # fmt: skip
    return click.option("--html/--md", default=None, help=tr("HTML or Markdown (the default)."))(
        command
    )


def hand_over(
    chosen: Chosen, document: ReportDocument, *, html: bool | None, to: str | None
) -> None:
    """Print a report, or write it to a new file and say where; never replace a file."""
    if to is not None and chosen.read_only:
        raise UsageError(tr("--read-only and --to can't be used together."), USE_ONE)
    from coptui.reports.document import records
    from coptui.reports.file import write_new
    from coptui.reports.html import page
    from coptui.reports.markdown import markdown

    if chosen.json:
        output.records(records(document))
    else:
        if html is None:
            html = to is not None and to.casefold().endswith((".html", ".htm"))
        text = page(document) if html else markdown(document)
        if to is None:
            output.text(text.rstrip("\n"))
        else:
            output.say(tr("Written: {write_new}", write_new=write_new(Path(to), text)))
    for hint in document.hints:
        output.say(hint)
