"""The choices on the first screen ever."""

from __future__ import annotations

from pathlib import Path

from coptui.core.model.text import show
from coptui.samples import SAMPLES
from coptui.tui.kit.rows import Row, Rows, Span, listed


def choice_rows(file: Path) -> Rows:
    """Return what a person can begin with, each with a line on what happens."""
    rows = [
        Row(None, (Span("There is no community here yet. How would you like to start?"),)),
        Row(None, ()),
        Row("new", (Span("Start a new community", "strong"),)),
        Row(None, (Span(f"  It will be saved in {show(str(file))}", "quiet"),)),
        Row(None, ()),
        Row("import", (Span("Start from a spreadsheet or calendar", "strong"),)),
        Row(None, (Span("  You see what is in it before anything is saved", "quiet"),)),
        Row(None, ()),
    ]  # fmt: skip
    for name, sample in SAMPLES.items():
        rows += [
            Row(name, (Span(f"Look at a sample: {sample.title}", "strong"),)),
            Row(None, (Span(f"  {sample.about}", "quiet"),)),
            Row(None, ()),
        ]
    rows.append(
        Row(None, (Span("Already have one? Run: coptui FILE", "quiet"),)),
    )
    return listed(rows)
