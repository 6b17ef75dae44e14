"""Files that may be meant, as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from coptui.core.model.text import show
from coptui.core.model.when import full_day
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, listed


def file_rows(files: Sequence[tuple[Path, float]], now: datetime) -> Rows:
    """Return the files that may be meant, the newest first: name, folder, when it was saved."""
    rows = []
    for place, (path, changed) in enumerate(files):
        saved = datetime.fromtimestamp(changed, now.tzinfo)
        today = saved.date() == now.date()
        when = f"{saved:%H:%M}" if today else full_day(saved.date())
        folder = show(str(path.parent))
        rows.append(Row(place, (Span(show(path.name)), Span(folder, "quiet"), Span(when, "quiet"))))
    return listed(
        rows,
        columns=(Column(tr("file")), Column(tr("folder"), 26), Column(tr("saved"), 15)),
        count=str(len(rows)),
        empty=(
            Span(
                tr("There are no .csv, .ics, .vcf or .txt files here; press / to type a path."),
                "quiet",
            ),
        ),
    )
