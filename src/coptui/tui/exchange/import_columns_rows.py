"""The columns of an unknown table, as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coptui.core.model.text import show
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, Tone, listed

_UNSAID = {"keep": tr("kept as text"), "skip": tr("left out")}


def column_rows(
    heads: Sequence[str], rows: Sequence[Sequence[str]], meanings: Mapping[int, str], width: int
) -> Rows:
    """Return the columns of an unknown table (heading, meaning, some values), then Done."""
    out = []
    for number, head in enumerate(heads):
        values = [row[number] for row in rows if number < len(row) and row[number].strip()]
        meaning = meanings.get(number, "keep")
        tone: Tone = "accent" if meaning not in _UNSAID else "quiet"
        word = _UNSAID.get(meaning, meaning)
        said = show(", ".join(values[:3]))
        out.append(
            Row(number, (Span(show(head) or tr("column {number}", number=number + 1)), Span(word, tone), Span(said, "quiet")))
        )  # fmt: skip
    out.append(
        Row(
            "done",
            (Span(tr("Done"), "strong"), Span(""), Span(tr("Enter reads the file"), "quiet")),
        )
    )
    share = max(12, (width - 20) // 3)
    return listed(
        out,
        columns=(Column(tr("column"), share), Column(tr("holds"), 14), Column(tr("for example"))),
    )
