"""A person's settings as rows: each with its value, and what it means."""

from __future__ import annotations

from coptui.config import SETTINGS, Config
from coptui.core.model.text import show
from coptui.language import tr
from coptui.tui.kit.rows import Column, Row, Rows, Span, listed
from coptui.tui.records.words import text_rows

LISTS = frozenset({"files", "formerly", "keys", "mail"})
"""Settings of several values; they are changed in a text editor."""


def settings_rows(config: Config, by: str) -> Rows:
    """Return a line for each setting; keys are their names."""
    rows = []
    for name in SETTINGS:
        value = written(config, name)
        text = value or (by if name == "user" else tr("not set"))
        rows.append(Row(name, (Span(name), Span(show(text), "plain" if value else "quiet"))))
    mistakes = [Row(None, (Span(show(text)), Span(""))) for text in config.mistakes]
    return listed([*rows, *mistakes], columns=(Column(tr("setting"), 12), Column(tr("value"))))


def written(config: Config, name: str) -> str:
    """Return the value of a setting as it would be typed; "" if it is not set."""
    value = getattr(config, name)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, str | int):
        return str(value or "")
    if name in ("keys", "mail"):
        return ", ".join(f"{action}: {key}" for action, key in value.items())
    return str(value) if value is not None else ""


def setting_rows(name: str | None, line: str, width: int) -> Rows:
    """Return what a setting means, and its line in the file with its comment."""
    if name is None:
        return listed([])
    width = max(20, width - 2)
    rows = text_rows(f"{name}: {SETTINGS[name]}", width, indent=" ")
    stands = tr("In the file: {line}", line=line.strip()) if line else tr("Not in the file.")
    rows += text_rows(stands, width, "quiet", " ")
    if name in LISTS:
        rows += text_rows(tr("This is a list: change it in a text editor."), width, "quiet", " ")
    return listed(rows)
