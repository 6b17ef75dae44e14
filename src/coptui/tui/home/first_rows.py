"""The choices on the first screen ever."""

from __future__ import annotations

from pathlib import Path

from coptui.core.model.text import show
from coptui.samples import SAMPLES
from coptui.tui.kit.rows import Row, Rows, Span, listed


def choice_rows(file: Path) -> Rows:
    """Return what a person can begin with, each with a line on what happens."""
    rows = [
        Row(None, (Span("There is no community here yet. How would you like to begin?"),)),
        Row(None, ()),
        Row("new", (Span("Start a new community", "strong"),)),
        Row(None, (Span(f"  It will be kept in {show(str(file))}", "quiet"),)),
        Row(None, ()),
        Row("import", (Span("Start with a file that you have", "strong"),)),
        Row(None, (Span("  People, a calendar or attendance of a call; shown before it is saved", "quiet"),)),
        Row(None, ()),
    ]  # fmt: skip
    for name, sample in SAMPLES.items():
        rows += [
            Row(name, (Span(f"Look at a sample: {sample.title}", "strong"),)),
            Row(None, (Span(f"  {sample.about}", "quiet"),)),
            Row(None, ()),
        ]
    rows.append(
        Row(None, (Span("A community that you have already: coptui FILE", "quiet"),)),
    )
    return listed(rows)
