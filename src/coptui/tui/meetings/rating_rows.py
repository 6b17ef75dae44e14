"""The questions of an event's rating as rows, in the community's own words."""

from __future__ import annotations

from collections.abc import Mapping

from coptui.core.model.records import Profile
from coptui.core.model.text import show
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import bar, pad, text_rows

WORDS = ("not at all", "hardly", "partly", "well", "very much")
NAME = 12


def questions(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return the questions: a short name and the community's own words for each."""
    words = profile.words
    return (
        ("excitement", words.excitement or "It was exciting."),
        ("relevance", words.relevance or "It was about what I do."),
        ("value", words.value or "I got something out of it."),
        *(("our own", sign) for sign in profile.signs),
    )


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
                    Span(f"  {WORDS[score]}" if score is not None else "", "quiet"),
                ),
            )
        )
    if words:
        rows += [Row(None, ()), *text_rows(words, width)]
    scale = ", ".join(f"{number} {word}" for number, word in enumerate(WORDS))
    rows += [Row(None, ()), Row(None, (Span(f" {scale}", "quiet"),))]
    return listed(rows)
