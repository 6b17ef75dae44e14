"""The table of commands as rows, for help and palette."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.core.model.text import fold
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, listed
from coptui.tui.records.words import text_rows, wrap
from coptui.tui.shell.commands import Command
from coptui.tui.shell.keys import keys_text
from coptui.tui.shell.where import WHERE, Where

KEYS = 18
"""Cells for a command's keys in help."""


def help_rows(commands: Sequence[Command], where: Sequence[Where], width: int) -> Rows:
    """Return the commands that work here by part: keys, name, what they do."""
    rows: list[Row] = []
    for part in where:
        here = [command for command in commands if command.where == part and command.keys]
        if not here:
            continue
        rows += [Row(None, ()), Row(None, (Span(WHERE[part], "heading"),))]
        for command in here:
            lines = wrap(f"{command.title}. {command.does}", max(20, width - KEYS - 4))
            for number, line in enumerate(lines):
                keys = keys_text(command.keys) if number == 0 else ""
                rows.append(Row(None, (Span(keys.ljust(KEYS), "accent"), Span(line))))
    return listed(rows[1:])


def _rank(command: Command, words: Sequence[str]) -> int | None:
    """Return how well a command fits: 0 if the words are its id or title, 1 if its title starts with them,
    2 if they are in it, 3 among its further words, 4 in what it does; None if they are nowhere.
    """
    title, also = fold(command.title), fold(f"{command.title} {command.also}")
    if words and (command.id == "-".join(words) or title == " ".join(words)):
        return 0
    if title.startswith(" ".join(words)):
        return 1
    # "checklist" finds checklists, and "reports" a report.
    stems = [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in words]
    for rank, text in enumerate((title, also, fold(f"{also} {command.does}")), 2):
        if all(stem in text for stem in stems):
            return rank
    return None


def typed_whole(
    offered: Sequence[Command], others: Sequence[Command], query: str, here: Sequence[Where]
) -> Command | None:
    """Return the command of `others` whose name was typed whole.

    None if one that is offered is called or begins so, or, where the other one belongs elsewhere, if
    one is known by these words.
    """
    words = fold(query).split()
    best = min((rank for one in offered if (rank := _rank(one, words)) is not None), default=5)
    return next(
        (
            command
            for command in others
            if _rank(command, words) == 0 and best > (1 if command.where in here else 3)
        ),
        None,
    )


def palette_rows(commands: Sequence[Command], query: str, first: Command | None = None) -> Rows:
    """Return every command by name, the best fits first, after the one that was typed whole."""
    words = fold(query).split()
    ranked = [(_rank(command, words), command) for command in commands]
    fits = [(rank, command) for rank, command in ranked if rank is not None]
    fits.sort(key=lambda fit: fit[0])
    fits[:0] = [(0, first)] if first is not None else []
    return listed(
        [
            Row(
                command.id,
                (
                    Span(command.title),
                    Span(keys_text(command.keys[:1]), "accent"),
                    Span(command.does, "quiet"),
                ),
            )
            for _, command in fits
        ],
        columns=(Column("", 26), Column("", 10), Column("", 0)),
        count=str(len(fits)),
        empty=(Span(tr("No command matches."), "quiet"),),
    )


def command_rows(command: Command | None, width: int) -> Rows:
    """Return all about the command under the cursor."""
    if command is None:
        return listed([])
    keys = keys_text(command.keys) or tr("no key of its own")
    head = Row(None, (Span(f" {command.title}", "strong"), Span(f"  {keys}", "accent")))
    return listed([head, *text_rows(command.does, max(20, width - 2), indent=" ")])
