"""The questions of an event's rating as rows, in the community's own words."""

from __future__ import annotations

from collections.abc import Mapping

from coptui.core.meetings.rating import SCALE, questions, scale_in_words
from coptui.core.model.records import Profile
from coptui.core.model.text import show
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import bar, pad, text_rows

NAME = 12


def rating_rows(profile: Profile, scores: Mapping[int, int], words: str, width: int) -> Rows:
    """Return a line for each question, whose keys are their numbers, and what was said in words."""
    room = max(16, width - NAME - 26)
    rows: list[Row] = []
    for index, (name, question) in enumerate(questions(profile)):
        score = scores.get(index)
        rows.append(
            Row(
                index,
                (
                    Span(f" {pad(name, NAME)}", "quiet"),
                    Span(pad(show(question), room)),
                    Span("  "),
                    *(bar(score) if score is not None else (Span("-     ", "quiet"),)),
                    Span(f"  {SCALE[score]}" if score is not None else "", "quiet"),
                ),
            )
        )
    if words:
        rows += [Row(None, ()), *text_rows(words, width)]
    rows += [Row(None, ()), Row(None, (Span(f" {scale_in_words()}", "quiet"),))]
    return listed(rows)
