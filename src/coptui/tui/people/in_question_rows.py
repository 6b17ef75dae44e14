"""Passages in question as rows: the sentence, its words marked, and the decision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coptui.core.model.labels import SINGULAR
from coptui.core.model.text import show
from coptui.core.people.forgetting_request import Passage
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import pad

DECIDED = 10
"""Cells for the decision."""
KIND = 12
"""Cells for the kind of record."""
BEFORE = 24
"""At most this many letters of the sentence before the words, so that they are in view."""


def passage_rows(passages: Sequence[Passage], decided: Mapping[Passage, bool], width: int) -> Rows:
    """Return a line for each passage; keys are their indexes."""
    return listed(
        [Row(index, _line(passage, decided, width)) for index, passage in enumerate(passages)]
    )


def _line(passage: Passage, decided: Mapping[Passage, bool], width: int) -> tuple[Span, ...]:
    said = {None: "?", True: "someone", False: tr("stays")}[decided.get(passage)]
    kind = SINGULAR.get(passage.table, passage.table.removesuffix("s"))
    before = passage.sentence[: passage.start]
    if len(before) > BEFORE:
        before = f"…{before[-BEFORE:]}"
    after = passage.sentence[passage.start + len(passage.words) :]
    room = max(0, width - DECIDED - KIND - len(before) - len(passage.words) - 3)
    return (
        Span(f" {pad(said, DECIDED)}", "quiet" if said == "?" else "accent"),
        Span(f"{pad(kind, KIND)} ", "quiet"),
        Span(show(before)),
        Span(show(passage.words), "strong"),
        Span(pad(show(after), room)),
    )
