"""Passages in question as rows: the sentence, its words marked, and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coptui.core.forgetting.request import Passage
from coptui.core.model.labels import singular_of
from coptui.core.model.text import show
from coptui.language import tr
from coptui.tui.kit.lines import width_of
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import pad, wrap

DECIDED = 10
"""Cells for the decision."""
KIND = 18
"""Cells for the kind of record."""


def passage_rows(passages: Sequence[Passage], decided: Mapping[Passage, bool], width: int) -> Rows:
    """Return each passage with its sentence; keys are their indexes."""
    return listed(
        [
            row
            for index, passage in enumerate(passages)
            for row in _sentence(index, passage, decided.get(passage), width)
        ]
    )


def _sentence(index: int, passage: Passage, meant: bool | None, width: int) -> list[Row]:
    said = {None: "?", True: tr("someone"), False: tr("stays")}[meant]
    kind = singular_of(passage.table)
    lead = (
        Span(f" {pad(said, DECIDED)}", "quiet" if said == "?" else "accent"),
        Span(f"{pad(kind, KIND)} ", "quiet"),
    )
    margin = Span(" " * width_of(lead))
    rows: list[Row] = []
    start, words = passage.start, show(passage.words)
    for number, line in enumerate(wrap(passage.sentence, max(10, width - width_of(lead)))):
        end = start + len(words)
        cells = [Span(line)]
        if start >= 0 and line[start:end] == words:
            cells = [Span(line[:start]), Span(words, "strong"), Span(line[end:])]
        rows.append(Row(None if number else index, (*(lead if number == 0 else (margin,)), *cells)))
        start -= len(line) + 1
    return rows
