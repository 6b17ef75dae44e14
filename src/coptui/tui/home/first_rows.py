"""The choices on the first screen ever."""

from __future__ import annotations

from pathlib import Path

from coptui.core.model.text import show
from coptui.language import tr
from coptui.samples import SAMPLES
from coptui.tui.kit.rows import Row, Rows, Span, listed


def choice_rows(file: Path) -> Rows:
    """Return what a person can begin with, each with a line on what happens."""
    rows = [
        Row(None, (Span(tr("There is no community here yet. How would you like to start?")),)),
        Row(None, ()),
        Row("new", (Span(tr("Start a new community"), "strong"),)),
        Row(None, (Span("  " + tr('It will be saved in {file}', file=show(str(file))), "quiet"),)),
        Row(None, ()),
        Row("import", (Span(tr("Start from a spreadsheet or calendar"), "strong"),)),
        Row(None, (Span("  " + tr('You see what is in it before anything is saved'), "quiet"),)),
        Row(None, ()),
    ]  # fmt: skip
    for name, sample in SAMPLES.items():
        rows += [
            Row(name, (Span(tr("Look at a sample: {title}", title=sample.title), "strong"),)),
            Row(None, (Span(f"  {sample.about}", "quiet"),)),
            Row(None, ()),
        ]
    rows.append(
        Row(None, (Span(tr("Already have a community's file? Run: coptui FILE"), "quiet"),)),
    )
    return listed(rows)
