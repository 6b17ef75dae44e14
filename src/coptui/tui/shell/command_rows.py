"""The table of commands as rows, for help and palette."""

from __future__ import annotations

from collections.abc import Sequence

from coptui.core.model.text import fold
from coptui.tui.kit.rows import Column, Row, Rows, Span, listed
from coptui.tui.records.words import wrap
from coptui.tui.shell.commands import WHERE, Command, Where
from coptui.tui.shell.keys import keys_text

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


def _rank(title: str, words: Sequence[str]) -> int:
    """Return how well a title fits: it starts with the words, contains them, or what it does does."""
    if title.startswith(" ".join(words)):
        return 0
    return 1 if all(word in title for word in words) else 2


def palette_rows(commands: Sequence[Command], query: str) -> Rows:
    """Return every command by name, the best fits first."""
    words = fold(query).split()
    fits = [
        command
        for command in commands
        if all(word in fold(f"{command.title} {command.does} {command.id}") for word in words)
    ]
    fits.sort(key=lambda command: _rank(fold(command.title), words))
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
            for command in fits
        ],
        columns=(Column("", 26), Column("", 10), Column("", 0)),
        count=str(len(fits)),
        empty=(Span("No command matches.", "quiet"),),
    )
