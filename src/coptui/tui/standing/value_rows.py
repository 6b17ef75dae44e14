"""Value as rows and as text: one story with what led to it, one figure, one request."""

from __future__ import annotations

from msgspec.structs import replace

from coptui.core.model.community import Community
from coptui.core.model.records import Story
from coptui.core.model.sentences import NO_PUBLIC_STORY
from coptui.core.model.text import show
from coptui.core.model.when import full_day
from coptui.evidence.proof import Proof
from coptui.evidence.quoting import in_marks, teller_of, told_text
from coptui.language import tr
from coptui.tui.kit.rows import Row, Rows, Span, listed
from coptui.tui.records.words import person, text_rows, wrap

READING = 72
"""Cells for a line that is read aloud or across a table."""


def value_rows(community: Community, proof: Proof, width: int) -> Rows:
    """Return the page to show: spacious, in whole sentences, naming no one who did not agree."""
    width = min(max(30, width - 6), READING)
    rows: list[Row] = [Row(None, ())]
    if not proof.chain:
        rows += text_rows(NO_PUBLIC_STORY, width, "strong", "  ")
        rows += text_rows(tr("Press +, then s, when you hear one; press a to list those waiting for consent."), width, "quiet", "  ")  # fmt: skip
    for number, story in enumerate(proof.chain):
        if number:
            rows += [
                Row(None, ()),
                Row(None, (Span("  " + tr("and then"), "quiet"),)),
                Row(None, ()),
            ]
        rows += text_rows(in_marks(told_text(community, story)), width, "strong", "  ")
        rows.append(Row(None, (Span(f"  {_by(community, story)}", "quiet"),)))
    if proof.figure:
        rows += [Row(None, ()), Row(None, (Span("  " + tr("One figure"), "heading"),))]
        rows += text_rows(proof.figure, width, "plain", "  ")
    if proof.need:
        rows += [Row(None, ()), Row(None, (Span("  " + tr("What we need"), "heading"),))]
        rows += text_rows(proof.need, width, "plain", "  ")
    return listed(rows)


def awaiting_rows(community: Community, proof: Proof, width: int) -> Rows:
    """Return the stories whose tellers were not asked yet, for the coordinator only.

    Keys are (table, id).
    """
    width = min(max(30, width - 6), READING)
    rows: list[Row] = [
        Row(
            None,
            (
                Span(
                    tr(
                        "ask the people who told these before you show them; press e to add details"
                    ),
                    "heading",
                ),
            ),
        )
    ]
    for story in proof.awaiting:
        rows.append(Row(None, ()))
        first, *more = text_rows(story.text, width, "plain", "  ") or [Row(None, ())]
        rows += [replace(first, key=("stories", story.id)), *more]
        teller = person(community, story.teller) if story.teller else tr("teller not recorded")
        rows.append(Row(None, (Span(f"  {teller}", "quiet"),)))
    if not proof.awaiting:
        rows += text_rows(tr("No story is waiting for consent."), width, "quiet", "  ")
    return listed(rows)


def value_text(community: Community, proof: Proof) -> str:
    """Return the page as plain text, for an e-mail."""
    parts = [
        f"{in_marks(show(told_text(community, story)))}\n({_by(community, story)})"
        for story in proof.chain
    ]
    parts += [tr("One figure: {figure}", figure=show(proof.figure))] if proof.figure else []
    parts += [tr("What we need: {need}", need=show(proof.need))] if proof.need else []
    return "\n\n".join("\n".join(wrap(part, READING)) for part in parts)


def _by(community: Community, story: Story) -> str:
    when = f", {full_day(story.on)}" if story.on else ""
    return f"{show(teller_of(community, story))}{when}"
