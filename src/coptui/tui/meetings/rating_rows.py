"""The questions of an event's rating as rows, in the community's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coptui.core.meetings.rating import SCALE, said_by_enough, scale_in_words
from coptui.core.model.counting import counted
from coptui.core.model.records import Profile
from coptui.core.model.text import show
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import bar, labelled, pad, text_rows

NAME = 12


def rating_rows(
    asked: Sequence[tuple[str, str]], scores: Mapping[int, int], words: str, width: int
) -> Rows:
    """Return a line for each question, whose keys are their numbers, and what was said in words."""
    room = max(16, width - NAME - 26)
    rows: list[Row] = []
    for index, (name, question) in enumerate(asked):
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


def said_rows(profile: Profile, year: int, few_raters: int, width: int) -> Rows:
    """Return what was said in words in the members' checklist of a year, where enough answered for
    no one to tell who it was, and how many answers were read from mail and files."""
    said = said_by_enough([each for each in profile.yearly if each.year == year], few_raters)
    rows = [row for note in said for row in labelled(tr("In words"), note, width)]
    taken = (
        counted(len(profile.answers_taken), "{count} answer", "{count} answers")
        if profile.answers_taken
        else ""
    )
    return listed([Row(None, ()), *rows, *labelled(tr("Imported"), taken, width)])
